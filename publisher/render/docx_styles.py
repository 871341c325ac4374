"""How a Word document looks and counts, and the elements that it is written in.

In: a language. Out: styles in its faces, numbering in its form, and what a run says of the language
that it is in.

Standard: ISO/IEC 29500-1, 17.3.2 (run properties), 17.9 (numbering)
"""

from typing import Any

from babel.core import get_global

from publisher.model.language import Language

SIMPLE_SCRIPTS = frozenset({"Latn", "Cyrl", "Grek"})
EAST_ASIAN_SCRIPTS = frozenset({"Hans", "Hant", "Jpan", "Kore", "Hani"})
SIZE = 11
"""Points of running text, in faces as large as Latin ones."""
MAX_LEVEL = 8
"""Word knows nine levels of lists."""
INDENT = 500
"""Twentieths of a point by which each level of a list stands in."""


def locale_of(tag: str) -> str:
    """The locale that Word knows a language by: `my-MM` for `my`."""
    parts = tag.split("-")
    if len(parts) > 1 and len(parts[-1]) == 2:
        return tag
    likely = get_global("likely_subtags").get(tag.replace("-", "_"), "")
    return f"{tag}-{likely.rpartition('_')[2]}" if likely else tag


def set_styles(styles: Any, language: Language, source_language: str, accent: str) -> None:
    """The styles of a document, in the faces of its language."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.shared import Pt, RGBColor

    colour = RGBColor.from_string(accent.removeprefix("#").upper())
    defaults = styles.element.find(_w("docDefaults")).find(_w("rPrDefault")).find(_w("rPr"))
    for name in ("Organisation", "Kind", "Date", "Notice", "Attribution"):
        styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles["Normal"]
    sizes = {
        "Normal": SIZE, "Title": 20, "Subtitle": 13, "Heading 1": 14, "Heading 2": 12,
        "Heading 3": SIZE, "Quote": SIZE, "Attribution": SIZE - 1, "Caption": SIZE - 2,
        "Organisation": SIZE, "Kind": SIZE, "Date": SIZE, "Notice": SIZE, "List Paragraph": SIZE,
    }  # fmt: skip
    bold = {"Title", "Heading 1", "Heading 2", "Heading 3", "Organisation", "Kind", "Notice"}
    set_faces(defaults, language, source_language)
    for name, size in sizes.items():
        style = styles[name]
        properties = style.element.get_or_add_rPr()
        for child in list(properties):
            properties.remove(child)
        set_type(properties, Pt(size * language.styles["text"].size), name in bold)
        if name in ("Kind", "Heading 1", "Title"):
            style.font.color.rgb = colour if name == "Kind" else RGBColor(0, 0, 0)
        spacing = style.paragraph_format
        spacing.space_after = Pt(8)
        spacing.line_spacing = language.styles["text"].line_height / 1.35
        if name in ("Quote", "Attribution"):
            spacing.left_indent = Pt(24)
        border = style.element.find(f"{_w('pPr')}/{_w('pBdr')}")
        if border is not None:
            border.getparent().remove(border)


def set_type(properties: Any, size: Any, bold: bool) -> None:
    """Weight and size of a style, for simple and for complex scripts."""
    half_points = str(round(size.pt * 2))
    for name in ("w:b", "w:bCs") if bold else ():
        properties.append(element(name))
    for name in ("w:sz", "w:szCs"):
        properties.append(element(name, val=half_points))


def set_faces(
    properties: Any, language: Language, source_language: str, *, latin: bool = False
) -> None:
    """The faces and the language of a run, or of all text that says nothing else."""
    families = language.styles["text"].families
    simple = families[0] if language.script in SIMPLE_SCRIPTS else (*families[1:2], families[0])[0]
    for name in ("rFonts", "lang"):
        if (old := properties.find(_w(name))) is not None:
            properties.remove(old)
    faces = {"ascii": simple, "hAnsi": simple, "cs": families[0], "eastAsia": families[0]}
    locale = locale_of(language.tag)
    source = locale_of(source_language)
    if language.script in SIMPLE_SCRIPTS:
        said = {"val": locale}
    elif language.script in EAST_ASIAN_SCRIPTS:
        said = {"val": source, "eastAsia": locale}
    else:
        said = {"val": source, "bidi": locale}
        if not latin:
            faces |= {"ascii": families[0], "hAnsi": families[0]}
    properties.insert(0, element("w:rFonts", **faces))
    properties.append(element("w:lang", **said))


def set_numbering(root: Any, language: Language) -> None:
    """Two kinds of lists: what they look like at each level."""
    for child in list(root):
        root.remove(child)
    counter = language.counter
    numbered = f"{counter.prefix}%{{}}{counter.suffix}".rstrip()
    for number, (kind, text) in enumerate((("bullet", "•"), ("decimal", numbered))):
        abstract = element("w:abstractNum", abstractNumId=str(number))
        abstract.append(element("w:multiLevelType", val="hybridMultilevel"))
        for level in range(MAX_LEVEL + 1):
            item = element("w:lvl", ilvl=str(level))
            item.append(element("w:start", val="1"))
            item.append(element("w:numFmt", val=kind))
            item.append(element("w:lvlText", val=text.format(level + 1)))
            item.append(element("w:lvlJc", val="left"))
            place = element("w:pPr")
            left = str(INDENT * (level + 1))
            place.append(element("w:ind", left=left, hanging=str(INDENT)))
            item.append(place)
            abstract.append(item)
        root.append(abstract)


def qualify(name: str) -> str:
    """A name with its prefix as the XML library wants it."""
    from docx.oxml.ns import qn

    return str(qn(name))


def _w(name: str) -> str:
    return qualify(f"w:{name}")


def element(name: str, **attributes: str) -> Any:
    """An element of WordprocessingML."""
    from docx.oxml.parser import OxmlElement

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(_w(key), value)
    return made
