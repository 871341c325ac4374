"""Translation memories from disk: TMX, as every translator's tool exports it.

In: the bytes of a `.tmx` file and two languages. Out: units of these two, each with its line, and
what was left out of them. Only plain segments are taken: the codes of another tool (`<bpt>`,
`<ph>` …) stand for markup that nobody but that tool can put back.

Standard: TMX 1.4b, https://www.gala-global.org/tmx-14b; older files say `lang` for `xml:lang`.
"""

import re
from collections.abc import Mapping, Sequence

from publisher.load.strict_xml import parse_xml
from publisher.model.errors import ContentError
from publisher.model.finding import Finding, Severity
from publisher.model.memory import Unit

CONTEXT_PROP = "x-context"
"""The property of a unit that holds its msgctxt."""
ORIGIN_PROP = "x-origin"
"""The property of a unit that says where it was found."""
_CODES = frozenset({"bpt", "ept", "ph", "it", "ut", "sub"})
_REGION = re.compile(r"-(?:[a-z]{2}|[0-9]{3})(?=-|\Z)")


def parse_tmx(
    data: bytes, shown: str, source_language: str, language: str
) -> tuple[tuple[Unit, ...], tuple[Finding, ...]]:
    """The units of a TMX file from `source_language` to `language`, in the order of the file.

    Raises ContentError where it is no TMX, or holds no unit of these languages.
    """
    reader = _UnitReader(shown, source_language, language)
    parse_xml(data, shown, reader.start, reader.end, reader.text)
    if not reader.is_tmx:
        raise ContentError(
            Finding(
                id="memory/not-tmx",
                message="the file is XML, but no translation memory (TMX)",
                hint="export it as TMX 1.4",
                path=shown,
                line=1,
            )
        )
    if reader.others and not reader.units and not reader.coded:
        named = ", ".join(sorted(filter(None, reader.languages)))
        raise ContentError(
            Finding(
                id="memory/wrong-language",
                message=f"no unit has both {source_language} and {language}; "
                f"the languages here are {named or 'not named'}",
                hint="name the language of the file with -l, or export the right pair",
                path=shown,
                line=1,
            )
        )
    return tuple(reader.units), reader.describe()


class _UnitReader:
    """Collects units while the document is read."""

    def __init__(self, shown: str, source_language: str, language: str) -> None:
        self.shown = shown
        self.tags = (source_language, language)
        self.units: list[Unit] = []
        self.languages: set[str] = set()
        self.coded: list[int] = []
        """The lines of units with codes of another tool."""
        self.others = 0
        """How many units lack one of the two languages."""
        self.is_tmx: bool | None = None
        self.line = 0
        self.props: dict[str, str] = {}
        self.segments: dict[str, str] = {}
        self.has_codes = False
        self.language = ""
        self.open: list[str] = []
        self.parts: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str], line: int) -> None:
        """An element begins."""
        if self.is_tmx is None:
            self.is_tmx = name == "tmx"
        self.open.append(name)
        match name:
            case "tu":
                self.line, self.props, self.segments, self.has_codes = line, {}, {}, False
                self.language = ""
            case "tuv":
                said = attributes.get("xml:lang") or attributes.get("lang", "")
                self.language = said.strip().replace("_", "-").lower()
            case "prop":
                self.parts = []
                self.props[attributes.get("type", "")] = ""
                self.prop = attributes.get("type", "")
            case "seg":
                self.parts = []
            case _ if name in _CODES:
                self.has_codes = True

    def text(self, text: str) -> None:
        """Text stands here; what is inside the codes of another tool makes its unit unusable."""
        self.parts.append(text)

    def end(self, name: str) -> None:
        """An element ends."""
        self.open.pop()
        match name:
            case "prop" if "tuv" not in self.open:
                self.props[self.prop] = "".join(self.parts)
            case "seg":
                self.segments.setdefault(self.language, "".join(self.parts))
            case "tu":
                self.take()

    def take(self) -> None:
        """The unit that ends here, where it is one of the two languages."""
        self.languages |= self.segments.keys()
        source, target = (find_segment(self.segments, tag) for tag in self.tags)
        if source is None or target is None:
            self.others += 1
        elif self.has_codes:
            self.coded.append(self.line)
        elif source.strip() and target.strip():
            self.units.append(
                Unit(
                    source=source,
                    target=target,
                    context=self.props.get(CONTEXT_PROP),
                    origin=" ".join(self.props.get(ORIGIN_PROP, "").split()) or self.shown,
                    line=self.line,
                )
            )

    def describe(self) -> tuple[Finding, ...]:
        """What was left out."""
        if not self.coded:
            return ()
        lines = list_lines(self.coded)
        return (
            Finding(
                id="memory/inline-codes",
                severity=Severity.WARNING,
                message=f"{len(self.coded)} units hold codes of another tool and are left out "
                f"(line {lines})",
                hint="export them with their text as it stands, without tags of the tool",
                path=self.shown,
                line=self.coded[0],
            ),
        )


def find_segment(segments: Mapping[str, str], tag: str) -> str | None:
    """The segment in a language: of its very tag, else of the first that differs by a region
    alone, as `my-MM` does from `my`."""
    wanted = tag.lower()
    if wanted in segments:
        return segments[wanted]
    return next((text for said, text in segments.items() if is_language(said, tag)), None)


def is_language(said: str, tag: str) -> bool:
    """Whether a tag as another tool writes it names the language `tag`, regions aside.

    >>> is_language("my_MM", "my")
    True
    """
    bare, wanted = (_REGION.sub("", name.replace("_", "-").lower()) for name in (said, tag))
    return bare == wanted


def list_lines(lines: Sequence[int]) -> str:
    """The first line numbers of several."""
    return ", ".join(map(str, lines[:10])) + (" …" if lines[10:] else "")
