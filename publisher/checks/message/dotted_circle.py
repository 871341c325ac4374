"""message/dotted-circle: no face draws a dotted circle that is not in the text."""

from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import Text, report_suspects
from publisher.model.finding import Finding
from publisher.text.cluster import may_part
from publisher.text.normalize import normalize_khmer, order_burmese
from publisher.text.suspects import Suspect, find_orphan_marks


def find_circles(subject: Subject) -> Iterator[Finding]:
    """Clusters that the faces of their language draw with a dotted circle. A mark that has no
    letter at all is another check's."""
    for text in subject.texts:
        offsets = subject.find_dotted_circles(text.text, text.language.tag)
        if not offsets:
            continue
        orphans = {suspect.start for suspect in find_orphan_marks(text.text)}
        suspects = [make_suspect(subject, text, offset) for offset in offsets]
        yield from report_suspects(
            CHECK.id,
            text,
            [found for found in suspects if orphans.isdisjoint(range(found.start, found.end))],
        )


def make_suspect(subject: Subject, text: Text, offset: int) -> Suspect:
    """The cluster around the offset of a dotted circle; its mend is the same marks in the order
    of their script, if that is drawn without one."""
    start, end = offset, offset + 1
    while start > 0 and not may_part(text.text, start):
        start -= 1
    while end < len(text.text) and not may_part(text.text, end):
        end += 1
    cluster = text.text[start:end]
    mends = (normalize_khmer(cluster), order_burmese(cluster))
    mend = next(
        (
            mended
            for mended in mends
            if mended != cluster and not subject.find_dotted_circles(mended, text.language.tag)
        ),
        None,
    )
    return Suspect(start=start, end=end, why="is drawn with a dotted circle", mend=mend)


CHECK = Check(
    id="message/dotted-circle",
    title="No face draws a dotted circle that is not in the text",
    rationale=(
        "Where marks stand in an order that the script does not have, or on a letter that cannot "
        "bear them, the face draws a dotted circle for the letter that it misses, and every reader "
        "sees it. Most often a vowel was typed twice, or before the consonant's other marks: in "
        "Burmese the vowel above comes before the vowel below, and both before the dot for the "
        "nasal. The text is shaped with the edition's own faces, as it will be on the page."
    ),
    bad='"Language: my\\n"\n\nmsgid "form"\nmsgstr "ပ⟨U+1036⟩⟨U+102F⟩စံ"',
    good='"Language: my\\n"\n\nmsgid "form"\nmsgstr "ပ⟨U+102F⟩⟨U+1036⟩စံ"',
    function=find_circles,
)
