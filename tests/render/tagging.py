"""The structure of a tagged PDF, as a screen reader follows it.

In: the path of a PDF. Out: its structure elements with the text of the marked sequences that
they hold, decoded by the fonts' own ToUnicode maps.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf


@dataclass(frozen=True)
class Element:
    """A structure element: its type, its attributes, its own entry and what it holds in order."""

    kind: str
    attributes: Mapping[str, str]
    parent: tuple[int, int]
    place: tuple[int, int]
    kids: tuple["Element | str", ...]

    @property
    def text(self) -> str:
        """What it says, as it is read out."""
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    @property
    def elements(self) -> tuple["Element", ...]:
        """Its children that are elements."""
        return tuple(kid for kid in self.kids if isinstance(kid, Element))

    def walk(self) -> Iterator["Element"]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.elements:
            yield from kid.walk()


def read_structure(path: Path) -> Element:
    """The document element of a PDF."""
    with pikepdf.open(path) as pdf:
        texts = {
            (page.obj.objgen, mark): text for page in pdf.pages for mark, text in read_marks(page)
        }
        (document,) = pdf.Root.StructTreeRoot.K
        return read_element(document, texts)


def read_element(item: Any, texts: Mapping[tuple[Any, int], str]) -> Element:
    """An element and all below it."""
    attributes = item.get("/A", {})
    kids: list[Element | str] = []
    for kid in item.get("/K", ()):
        if isinstance(kid, int):
            kids.append(texts[item.Pg.objgen, kid])
        elif "/S" in kid:
            kids.append(read_element(kid, texts))
    return Element(
        str(item.S)[1:],
        {str(key)[1:]: str(value) for key, value in attributes.items()},
        item.P.objgen,
        item.objgen,
        tuple(kids),
    )


def read_marks(page: pikepdf.Page) -> Iterator[tuple[int, str]]:
    """The marked sequences of a page, by MCID, with their text."""
    maps = {name: read_map(font) for name, font in page.obj.Resources.Font.items()}
    text, mark, font = "", None, ""
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                text, mark = "", int(operands[1].MCID)
            case "EMC" if mark is not None:
                yield mark, text
                mark = None
            case "Tf":
                font = str(operands[0])
            case "Tj" | "TJ" if mark is not None:
                parts = operands[0] if str(operator) == "TJ" else operands
                data = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
                codes = (int.from_bytes(data[at : at + 2]) for at in range(0, len(data), 2))
                text += "".join(maps[font][code] for code in codes)


def read_map(font: Any) -> dict[int, str]:
    """The text of each code, by the font's ToUnicode map."""
    found = re.findall(rb"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", font.ToUnicode.read_bytes())
    return {int(code, 16): bytes.fromhex(text.decode()).decode("utf-16-be") for code, text in found}
