"""The text of an edition as XHTML, for systems that bring a page of their own.

In: an edition. Out: its blocks, without heading, boxes and styles of any theme, in one `div` that
is well-formed XML; addresses of pictures are made whole.
"""

from collections.abc import Callable, Iterable, Iterator

from markupsafe import Markup

from publisher.compose.page import Languages, Voice
from publisher.model.edition import Edition
from publisher.model.release import (
    Block,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Segment,
)

XHTML = "http://www.w3.org/1999/xhtml"


def compose_body(edition: Edition, languages: Languages, complete: Callable[[str], str]) -> str:
    """The text of an edition; `complete` makes the address of a picture whole."""
    root = languages[edition.language]
    writer = _Writer(Voice.of(edition, languages), complete)
    return Markup('<div xmlns="{}" xml:lang="{}" lang="{}" dir="{}">{}</div>').format(
        XHTML, root.tag, root.tag, root.direction, writer.write(edition.release.blocks)
    )


class _Writer:
    def __init__(self, voice: Voice, complete: Callable[[str], str]) -> None:
        self.voice = voice
        self.complete = complete

    def say(self, segment: Segment) -> Markup:
        """A segment; what HTML leaves open, XML closes. A text has no `<` left in it."""
        return Markup(self.voice.say(segment).replace("<br>", "<br/>"))  # noqa: S704

    def write(self, blocks: Iterable[Block]) -> Markup:
        """Blocks, one a line."""
        return Markup("\n").join(part for block in blocks for part in self.write_block(block))

    def write_block(self, block: Block) -> Iterator[Markup]:
        """One block."""
        match block:
            case Heading(level=level, content=content):
                yield self.element(f"h{level}", self.say(content))
            case Paragraph(content=content):
                yield self.element("p", self.say(content))
            case ListBlock():
                items = [self.element("li", self.write_item(block, item)) for item in block.items]
                start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
                name = "ol" if block.ordered else "ul"
                yield self.element(name, Markup("\n").join(items), start)
            case Quote(blocks=inner, attribution=attribution):
                said = self.element("blockquote", self.write(inner))
                who = self.element("p", self.say(attribution)) if attribution else Markup("")
                yield Markup("\n").join(filter(None, [said, who]))
            case Figure():
                yield self.element("figure", Markup("\n").join(self.write_figure(block)))
            case Rule():
                yield Markup("<hr/>")

    def write_item(self, block: ListBlock, item: tuple[Block, ...]) -> Markup:
        """An item of a list, whose paragraph of a tight one is no paragraph."""
        if block.tight and item and isinstance(item[0], Paragraph):
            rest = [self.write(item[1:])] if item[1:] else []
            return Markup("\n").join([self.say(item[0].content), *rest])
        return self.write(item)

    def write_figure(self, figure: Figure) -> Iterator[Markup]:
        """A picture with its caption and credit."""
        address, alt = self.complete(figure.image), self.voice.plain(figure.alt)
        yield Markup('<img src="{}" alt="{}"/>').format(address, alt)
        words = [self.say(part) for part in (figure.caption, figure.credit) if part is not None]
        if words:
            yield self.element("figcaption", Markup(" ").join(words))

    @staticmethod
    def element(name: str, content: Markup, attributes: str = "") -> Markup:
        """An element; `attributes` are markup already."""
        return Markup("<{0}{1}>{2}</{0}>").format(name, Markup(attributes), content)  # noqa: S704
