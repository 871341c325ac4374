"""Bodies of releases, read, and drawn so that tests can show what they are."""

import textwrap
from collections.abc import Iterable, Iterator

from publisher.model.finding import Finding
from publisher.model.release import (
    Block,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Segment,
    iterate_segments,
)
from publisher.model.source import SourceFile
from publisher.text.markdown import parse_body


def parse(text: str, first_line: int = 1) -> tuple[tuple[Block, ...], list[Finding]]:
    """Blocks and findings of a body that begins on `first_line` of `text`."""
    return parse_body(SourceFile(path="release.md", text=text), first_line)


def read(text: str) -> tuple[Block, ...]:
    """The blocks of `text`, in which nothing may be wrong; indentation is that of the test."""
    blocks, findings = parse(textwrap.dedent(text))
    assert [finding.draw() for finding in findings] == []
    return blocks


def segments(text: str) -> list[Segment]:
    """The segments of `text`, in order."""
    return list(iterate_segments(read(text)))


def sketch(blocks: Iterable[Block]) -> str:
    """Blocks as an outline: one line each, two spaces deeper for what stands inside."""
    return "\n".join(line for block in blocks for line in sketch_block(block))


def sketch_block(block: Block) -> Iterator[str]:
    """The lines of one block in the notation of `sketch`."""
    match block:
        case Heading(level=level, content=content):
            yield f"h{level} {content.text}"
        case Paragraph(content=content, lead=lead):
            yield f"{'lead' if lead else 'p'} {content.text}"
        case ListBlock(ordered=ordered, start=start, tight=tight, items=items):
            yield (f"ol {start}" if ordered else "ul") + ("" if tight else " loose")
            for item in items:
                yield from ("  " + line for line in indent_item(item))
        case Quote(blocks=inner, attribution=attribution):
            yield "quote"
            yield from ("  " + line for line in sketch(inner).split("\n"))
            if attribution is not None:
                yield f"  — {attribution.text}"
        case Figure(image=image, alt=alt, caption=caption, credit=credit):
            parts = [part.text if part else "" for part in (alt, caption, credit)]
            yield f"figure {image}: " + " | ".join(parts)
        case Rule():
            yield "rule"


def indent_item(item: tuple[Block, ...]) -> Iterator[str]:
    """The lines of a list item, the first behind a dash."""
    lines = sketch(item).split("\n")
    yield "- " + lines[0]
    yield from ("  " + line for line in lines[1:])


def outline(text: str) -> str:
    """The sketch of a text in which nothing is wrong."""
    return sketch(read(text))


def drawn(text: str) -> str:
    """An expected sketch, without the indentation of the test."""
    return textwrap.dedent(text).strip("\n")
