"""message/deprecated-character: no character is written that Unicode keeps for old files only."""

from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report_suspects
from publisher.model.finding import Finding
from publisher.text.suspects import find_deprecated


def find_characters(subject: Subject) -> Iterator[Finding]:
    """Deprecated and discouraged characters."""
    for text in subject.texts:
        yield from report_suspects(CHECK.id, text, find_deprecated(text.text))


CHECK = Check(
    id="message/deprecated-character",
    title="No character is written that Unicode keeps for old files only",
    rationale=(
        "Some characters were a mistake, and stay only so that old files can be read: for Khmer "
        "U+17A3, U+17A4, U+17B4, U+17B5, U+17D3 and U+17D8. They look like others or like nothing, "
        "are drawn by few faces, and nobody who searches types them. The Unicode Standard says in "
        "chapter 16 what to write instead "
        "(https://www.unicode.org/versions/latest/core-spec/chapter-16/)."
    ),
    bad='"Language: km\\n"\n\nmsgid "and so on"\nmsgstr "⟨U+17D8⟩"',
    good='"Language: km\\n"\n\nmsgid "and so on"\nmsgstr "។ល។"',
    function=find_characters,
)
