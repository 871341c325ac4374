"""Blocks of a release or of a translation to passages, by which the two can be laid side by side.

In: a release, or the blocks of a body. Out: passages in document order. Thematic breaks say
nothing and are left out. The levels of headings count from the highest that there is.
"""

from collections.abc import Iterable, Iterator

from publisher.model.passage import (
    ATTRIBUTION,
    FIGURE,
    HEADING,
    PARAGRAPH,
    PLACE,
    PUBLICATION,
    QUOTATION,
    SUBTITLE,
    SUMMARY,
    TITLE,
    Passage,
)
from publisher.model.release import (
    Block,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Release,
    Rule,
    Segment,
)


def list_release(release: Release) -> tuple[Passage, ...]:
    """The passages of a release: front matter first, then the body."""
    publication = release.publication
    front = {
        TITLE: release.title,
        SUBTITLE: release.subtitle,
        SUMMARY: release.summary,
        PLACE: release.place,
        PUBLICATION: publication.title if publication is not None else None,
    }
    return (*make_texts(front), *list_blocks(release.blocks))


def make_texts(segments: dict[str, Segment | None]) -> tuple[Passage, ...]:
    """A passage for each segment that is there, by its kind."""
    return tuple(
        Passage(kind=kind, text=segment.text, line=segment.line)
        for kind, segment in segments.items()
        if segment is not None
    )


def list_blocks(blocks: Iterable[Block]) -> tuple[Passage, ...]:
    """The passages of blocks."""
    return rank_headings(passage for block in blocks for passage in list_block(block))


def list_block(block: Block) -> Iterator[Passage]:
    """The passage of a block; its parts are those of the blocks in it."""
    match block:
        case Heading(level=level, content=content):
            yield Passage(kind=f"{HEADING} {level}", text=content.text, line=content.line)
        case Paragraph(content=content):
            yield Passage(kind=PARAGRAPH, text=content.text, line=content.line)
        case ListBlock(ordered=ordered, items=items):
            parts = [make_group("item", list_blocks(item)) for item in items]
            yield make_group("numbered list" if ordered else "list", parts)
        case Quote(blocks=inner, attribution=attribution):
            yield make_group(
                QUOTATION, (*list_blocks(inner), *make_texts({ATTRIBUTION: attribution}))
            )
        case Figure(line=line, alt=alt, caption=caption, credit=credit):
            said = {"alternative text": alt, "caption": caption, "credit": credit}
            yield Passage(kind=FIGURE, line=line, parts=make_texts(said))
        case Rule():
            pass


def make_group(kind: str, parts: Iterable[Passage]) -> Passage:
    """A passage that consists of parts and stands where the first of them does."""
    parts = tuple(parts)
    return Passage(kind=kind, line=parts[0].line if parts else 0, parts=parts)


def rank_headings(passages: Iterable[Passage]) -> tuple[Passage, ...]:
    """`passages` with headings of the highest level as the first, whatever number they bore."""
    passages = tuple(passages)
    levels = [int(p.kind.split()[1]) for p in passages if p.kind.startswith(HEADING)]
    lowered = min(levels, default=1) - 1
    return tuple(
        Passage(
            kind=f"{HEADING} {int(passage.kind.split()[1]) - lowered}",
            text=passage.text,
            line=passage.line,
        )
        if passage.kind.startswith(HEADING)
        else passage
        for passage in passages
    )
