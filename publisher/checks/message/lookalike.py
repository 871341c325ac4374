"""message/lookalike: no character stands for another that looks the same."""

from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report_suspects
from publisher.model.finding import Finding
from publisher.text.suspects import find_lookalikes


def find_characters(subject: Subject) -> Iterator[Finding]:
    """Characters in the place of others that look the same."""
    for text in subject.texts:
        suspects = find_lookalikes(text.text, text.language.tag)
        yield from report_suspects(CHECK.id, text, suspects)


CHECK = Check(
    id="message/lookalike",
    title="No character stands for another that looks the same",
    rationale=(
        "The Burmese digit zero looks like the letter WA, seven like RA, four like the sign for "
        "“the aforementioned”, and some pairs of letters look like a third. A reader sees no "
        "difference, but whoever has the page read aloud hears “zero”, a search finds nothing, and "
        "lines are broken in the wrong place. A digit that bears a vowel, or that a final "
        "consonant follows, is an error; where both could be meant there is a warning, and a "
        "number is set off by a space."
    ),
    bad='"Language: my\\n"\n\nmsgid "minister"\nmsgstr "⟨U+1040⟩န်ကြီး"',
    good='"Language: my\\n"\n\nmsgid "minister"\nmsgstr "⟨U+101D⟩န်ကြီး"',
    function=find_characters,
)
