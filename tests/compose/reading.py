"""Reads a page as a browser does: its texts with their language, and its attributes.

In: HTML. Out: what each text node says, in which language, inside which elements.
"""

from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text node: its words, the language in force, and the elements around it, with classes,
    the outermost first."""

    words: str
    language: str
    inside: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Attribute:
    """An attribute of an element."""

    element: str
    name: str
    value: str


@dataclass
class Reading(HTMLParser):
    """All texts and attributes of a page."""

    html: str
    texts: list[Text] = field(default_factory=list)
    attributes: list[Attribute] = field(default_factory=list)
    elements: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.stack: list[tuple[str, str]] = [("", "")]
        self.feed(self.html)
        self.close()
        assert len(self.stack) == 1, f"never closed: {self.stack}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Enter an element."""
        values = {name: value or "" for name, value in attrs}
        self.elements.append(tag)
        self.attributes += [
            Attribute(element=tag, name=name, value=value) for name, value in values.items()
        ]
        if tag not in VOID:
            name = ".".join([tag, *values.get("class", "").split()])
            self.stack.append((name, values.get("lang", self.stack[-1][1])))

    def handle_endtag(self, tag: str) -> None:
        """Leave the element that was entered last, which must be this one."""
        name, _ = self.stack.pop()
        assert name.partition(".")[0] == tag, f"</{tag}> inside {name}"

    def handle_data(self, data: str) -> None:
        """Note a text."""
        if data.strip():
            inside = tuple(name for name, _ in self.stack[1:])
            self.texts.append(Text(words=data, language=self.stack[-1][1], inside=inside))

    def said_in(self, name: str) -> str:
        """All text inside elements of a name or class, in order."""
        return "".join(
            text.words
            for text in self.texts
            if any(name in element.split(".") for element in text.inside)
        )

    def values(self, name: str) -> list[str]:
        """The values of an attribute, wherever it stands."""
        return [found.value for found in self.attributes if found.name == name]
