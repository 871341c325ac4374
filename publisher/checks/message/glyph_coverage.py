"""message/glyph-coverage: every character of an edition is in one of its faces."""

from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import name_characters, report, reveal
from publisher.model.finding import Finding, Severity
from publisher.text.suspects import find_invisible


def find_uncovered(subject: Subject) -> Iterator[Finding]:
    """Characters that would print as a box, together for each message they stand in. Those that
    cannot be seen are another check's, and addresses are looked at when they are set."""
    for text in subject.texts:
        covered = subject.coverage[text.language.tag] | {"\n"}
        if text.address or covered.issuperset(text.text):
            continue
        unseen = {text.text[s.start] for s in find_invisible(text.text, "", "")}
        missing = [c for c in dict.fromkeys(text.text) if c not in covered and c not in unseen]
        if not missing:
            continue
        more = f", nor {' '.join(missing[1:13])}" if missing[1:] else ""
        more += f" and {len(missing) - 13} more" if missing[13:] else ""
        start = text.text.index(missing[0])
        yield report(
            CHECK.id,
            text,
            f"no face has the character {missing[0]!r} "
            f"({name_characters(missing[0])}){more}, which stands in: {reveal(text.text[:60])}",
            "write it with another character, or choose a face that has it",
            severity=Severity.ERROR,
            start=start,
            end=start + 1,
        )


CHECK = Check(
    id="message/glyph-coverage",
    title="Every character is in one of the edition's faces",
    rationale=(
        "A character that no face holds prints as an empty box, and what a reader copies from "
        "the PDF is not what was written. The fonts of the machine that builds are never used "
        "instead: the same page would look different on the next machine."
    ),
    bad='"Language: my\\n"\n\nmsgid "key"\nmsgstr "ᚠ"',
    good='"Language: my\\n"\n\nmsgid "key"\nmsgstr "သော့"',
    function=find_uncovered,
)
