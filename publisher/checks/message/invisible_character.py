"""message/invisible-character: no character is there that nobody can see, but those needed."""

from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report_suspects
from publisher.model.finding import Finding
from publisher.text.suspects import find_invisible


def find_characters(subject: Subject) -> Iterator[Finding]:
    """Characters that cannot be seen and that the language has no use for."""
    for text in subject.texts:
        language = text.language
        suspects = find_invisible(text.text, language.script, language.direction)
        yield from report_suspects(CHECK.id, text, suspects)


CHECK = Check(
    id="message/invisible-character",
    title="No character is there that nobody can see, but those that the language needs",
    rationale=(
        "Soft hyphens, joiners, byte order marks and marks of direction come along with text that "
        "was pasted. They cut words in two for whoever searches or copies, and marks of direction "
        "can make a text read otherwise than it is written. A zero width space and a word joiner "
        "belong where words are written without spaces, a zero width non-joiner beside the Khmer "
        "signs that it holds up, and joiners in scripts such as Arabic and Sinhala; these are left "
        "alone."
    ),
    bad='"Language: en\\n"\n\nmsgid "Network"\nmsgstr "Net⟨U+00AD⟩work"',
    good='"Language: en\\n"\n\nmsgid "Network"\nmsgstr "Network"',
    function=find_characters,
)
