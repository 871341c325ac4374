"""What makes a PDF archival and accessible at once: PDF/A-3a and PDF/UA-1.

In: the objects of a PDF that WeasyPrint has just laid down as PDF/A-3a, before they are written.
Out: the same objects with what PDF/UA-1 asks for on top: its mark in the metadata, the language
of every passage that is not in the document's own, and lists whose items are a label and a body.

Standards: ISO 19005-3 (PDF/A-3), ISO 14289-1 (PDF/UA-1). The two allow each other; the extension
schema for the UA mark is the one of the PDF Association's TechNote 0010.
"""

import re
from typing import Any
from xml.sax.saxutils import escape

from publisher.model.page import Page

_MARKED = re.compile(rb"/MCID (\d+).*?BDC|/([^\s/]+) [-\d.]+ Tf|\bEMC\b", re.DOTALL)

_MARKER = re.compile(r'<li::marker class="marker (disc|decimal)">')
"""A list's marker in a page for paper, with its kind by the name that CSS has for it."""

_UA_MARK = """\
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">\
<pdfuaid:part>1</pdfuaid:part></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">\
<dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" \
xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" \
xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">\
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>\
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">\
<pdfaProperty:name>part</pdfaProperty:name>\
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\
<pdfaProperty:category>internal</pdfaProperty:category>\
<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description>\
</rdf:li></rdf:Seq></pdfaSchema:property>\
</rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>
"""


def finish_pdf(pdf: Any, page: Page, font_languages: dict[str, str]) -> None:
    """Complete the objects of `pdf` (a `pydyf.PDF`). `font_languages` says which language the
    faces of each family name are for."""
    mark_metadata(pdf, page.language)
    plain_images(pdf)
    label_items(pdf, _MARKER.findall(page.html))
    mark_languages(pdf, page.language, font_languages)


def mark_metadata(pdf: Any, language: str) -> None:
    """Add the UA mark and the language to the XMP metadata."""
    mark = _UA_MARK.format(language=escape(language)).encode()
    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Type") == "/Metadata":
            item.compress = False
            item.stream = [
                part.replace(b"</rdf:RDF>", mark + b"</rdf:RDF>") for part in item.stream
            ]


def plain_images(pdf: Any) -> None:
    """Images are shown as they are: ISO 19005-3, 6.2.8 forbids a reader to smooth them."""
    for item in pdf.objects:
        if getattr(item, "extra", {}).get("Subtype") == "/Image":
            item.extra["Interpolate"] = "false"


def label_items(pdf: Any, kinds: list[str]) -> None:
    """Make every item of a list a label and a body (ISO 32000-1, 14.8.4.3.3). WeasyPrint tags our
    markers as labels but leaves them where they stand, in the first line of the body.

    `kinds` are those of all markers of the page, in order. They tell how the lists are numbered,
    which must be said of a list with labels (ISO 14289-1, 7.6; Matterhorn Protocol, 16-001). Where
    a newsroom's own templates make other markers, it is not known and not said.
    """
    labels = [item for item in pdf.objects if is_label(item)]
    for label in labels:
        item = take_out(pdf, label)
        while item["S"] != "/LI":
            item = resolve(pdf, item["P"])
        item["K"].insert(0, label.reference)
        label["P"] = item.reference
    if len(labels) == len(kinds):
        for label, kind in zip(labels, kinds, strict=True):
            owner = resolve(pdf, resolve(pdf, label["P"])["P"])
            owner["A"] = f"<</O /List/ListNumbering /{kind.title()}>>"


def is_label(item: Any) -> bool:
    """Whether an object is the structure element of a label."""
    return isinstance(item, dict) and item.get("S") == "/Lbl"


def take_out(pdf: Any, element: Any) -> Any:
    """Take a structure element out of its parent, and parents out of theirs that then hold
    nothing, up to the body of a list's item. The parent that remains."""
    parent = resolve(pdf, element["P"])
    parent["K"].remove(element.reference)
    if parent["K"] or parent["S"] in {"/LI", "/LBody"}:
        return parent
    return take_out(pdf, parent)


def mark_languages(pdf: Any, language: str, font_languages: dict[str, str]) -> None:
    """Give /Lang to every structure element whose text is in another language.

    The faces of a document are made by language, so that the font of a marked sequence tells
    what it is written in.
    """
    fonts = font_names(pdf)
    tree = next(item for item in pdf.objects if is_parent_tree(item))["Nums"]
    parents = {tree[i]: tree[i + 1] for i in range(0, len(tree), 2)}
    for number, stream in enumerate(page_streams(pdf)):
        elements = parents.get(number, ())
        for mark, font in marked_fonts(stream):
            tag = font_languages.get(fonts.get(font, ""), language)
            if tag != language and mark < len(elements):
                resolve(pdf, elements[mark])["Lang"] = f"({tag})"


def is_parent_tree(item: Any) -> bool:
    """Whether an object is the map from marked content to structure elements."""
    return isinstance(item, dict) and "Nums" in item


def resolve(pdf: Any, reference: Any) -> Any:
    """The object that a reference names."""
    return pdf.objects[int(reference.split()[0])]


def font_names(pdf: Any) -> dict[str, str]:
    """The family of each font resource, without its subset tag, with spaces."""
    names = {}
    for item in pdf.objects:
        if isinstance(item, dict) and not is_parent_tree(item):
            for key, reference in item.items():
                font = resolve(pdf, reference) if is_reference(reference) else None
                if isinstance(font, dict) and font.get("Type") == "/Font" and "BaseFont" in font:
                    names[str(key)] = str(font["BaseFont"]).partition("+")[2].replace("-", " ")
    return names


def is_reference(value: object) -> bool:
    """Whether a value is an indirect reference, as in `12 0 R`."""
    return isinstance(value, bytes) and value.endswith(b" 0 R")


def page_streams(pdf: Any) -> list[bytes]:
    """The content of each page, in order."""
    pages = [item for item in pdf.objects if isinstance(item, dict) and item.get("Type") == "/Page"]
    return [content_of(resolve(pdf, page["Contents"])) for page in pages]


def content_of(stream: Any) -> bytes:
    """The operators of a content stream."""
    return b"\n".join(
        part if isinstance(part, bytes) else str(getattr(part, "data", part)).encode()
        for part in stream.stream
    )


def marked_fonts(content: bytes) -> list[tuple[int, str]]:
    """The first font of each marked sequence, by its MCID."""
    found: list[tuple[int, str]] = []
    mark: int | None = None
    for match in _MARKED.finditer(content):
        if match[1]:
            mark = int(match[1])
        elif match[2] and mark is not None:
            found.append((mark, match[2].decode()))
            mark = None
    return found
