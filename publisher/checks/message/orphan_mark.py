"""message/orphan-mark: every combining mark has a letter to stand on."""

from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report_suspects
from publisher.model.finding import Finding
from publisher.text.suspects import find_orphan_marks


def find_marks(subject: Subject) -> Iterator[Finding]:
    """Marks at the beginning of a text, after a space or after another script."""
    for text in subject.texts:
        yield from report_suspects(
            CHECK.id,
            text,
            find_orphan_marks(text.text),
            hint="take away the space before it, or write the letter that was lost",
        )


CHECK = Check(
    id="message/orphan-mark",
    title="Every combining mark has a letter to stand on",
    rationale=(
        "A vowel sign or tone mark belongs to the letter before it. At the beginning of a text, "
        "after a space or after a Latin letter it has none, and is drawn on a dotted circle or on "
        "top of something else. A letter was lost, or a space was typed inside a word. A mark that "
        "is to be shown alone stands after a no-break space (U+00A0) or a dotted circle (U+25CC)."
    ),
    bad='"Language: km\\n"\n\nmsgid "work"\nmsgstr "ការង ⟨U+17B6⟩រ"',
    good='"Language: km\\n"\n\nmsgid "work"\nmsgstr "ការងារ"',
    function=find_marks,
)
