"""release/nothing-follows: what a text announces stands behind it."""

from collections.abc import Iterator, Sequence

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import Text, report
from publisher.model.finding import Finding, Severity
from publisher.model.release import Block, Figure, Heading, ListBlock, Paragraph, Quote, Rule
from publisher.text.promises import find_empty_promise, promises_more

_HINT = "write what it announces, or delete the words; a release names its contacts in any case"


def find_broken_promises(subject: Subject) -> Iterator[Finding]:
    """Texts at whose end something is announced that does not come; headings over nothing."""
    by_key = {text.segment.key: text for text in subject.texts if text.segment is not None}
    last = [
        *find_ends(subject.edition.release.blocks, followed=False),
        *(
            Paragraph(content=paragraph)
            for key in subject.edition.release.about
            for paragraph in subject.newsroom.about[key].paragraphs[-1:]
        ),
    ]
    for block in last:
        text = by_key.get(block.content.key)
        if text is None or text.language.tag != subject.edition.language:
            continue
        if isinstance(block, Heading):
            message = "nothing stands under this heading"
            hint = "write what belongs there, or delete the heading"
            yield report(CHECK.id, text, message, hint, severity=Severity.ERROR)
        elif is_open(text, subject):
            message = "the text announces something, and nothing follows"
            start, end = len(text.text.rstrip()) - 1, len(text.text.rstrip())
            yield report(
                CHECK.id, text, message, _HINT, severity=Severity.ERROR, start=start, end=end
            )
    for text in by_key.values():
        empty = find_empty_promise(text.text)
        if empty is not None and text.language.tag == subject.edition.language:
            yield report(
                CHECK.id,
                text,
                f"the text announces something, and a stop follows: {empty.text!r}",
                _HINT,
                severity=Severity.ERROR,
                start=empty.start,
                end=empty.start + len(empty.text),
            )


def is_open(text: Text, subject: Subject) -> bool:
    """Whether a text announces something at its end, as its script or English does."""
    english = text.language.tag == subject.edition.source_language == "en"
    return promises_more(text.text, text.language.script, english=english)


def find_ends(blocks: Sequence[Block], *, followed: bool) -> Iterator[Paragraph | Heading]:
    """The paragraphs and headings with nothing behind them that they could lead to: before another
    heading, a rule or the end. `followed` says whether something stands behind `blocks`."""
    for number, block in enumerate(blocks):
        after = blocks[number + 1] if number + 1 < len(blocks) else None
        more = followed if after is None else not isinstance(after, Heading | Rule)
        match block:
            case Heading(level=level):
                if not more and not (isinstance(after, Heading) and after.level > level):
                    yield block
            case Paragraph():
                if not more:
                    yield block
            case ListBlock(items=items):
                for item in items[:-1]:
                    yield from find_ends(item, followed=False)
                for item in items[-1:]:
                    yield from find_ends(item, followed=more)
            case Quote(blocks=inner, attribution=attribution):
                yield from find_ends(inner, followed=more or attribution is not None)
            case Figure() | Rule():
                pass


CHECK = Check(
    id="release/nothing-follows",
    title="What a text announces stands behind it",
    rationale=(
        "“For more information, please contact:” and then nothing: the reporter has nobody to "
        "call, and sees that no one read the release to its end. The same holds for a heading over "
        "nothing, and in each language by itself, as an address can get lost in a translation. "
        "After the sign must come the words, a list, a quotation or a picture. Contacts of "
        "`publisher.toml` need no such words: they have a heading of their own."
    ),
    bad="---\n---\n\nTwo ministers met.\n\nFor more information, please visit:\n",
    good="---\n---\n\nTwo ministers met.\n\nFor more information, please visit: <https://www.example.org/met>\n",
    function=find_broken_promises,
)
