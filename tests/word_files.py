"""Word files as small as Word would read them, for the tests that import them.

In: the XML of a body. Out: the bytes of a `.docx`, whole, or spoiled in one way.
"""

import io
import zipfile

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STYLES = ("Title", "Subtitle", "heading 1", "heading 2", "Quote", "caption")
TYPES = (
    f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package'
    '.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/></Types>'
)
TOP = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)


def relations(*more: str) -> str:
    """The relationships of the document: styles, numbering, and others."""
    parts = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{name}" Target="{name}.xml"/>'
        for name in ("styles", "numbering", "footnotes")
    )
    return f'<Relationships xmlns="{PACKAGE}/relationships">{parts}{"".join(more)}</Relationships>'


def run(text: str, marks: str = "") -> str:
    """A run of text; `marks` are elements such as `<w:b/>`."""
    return f'<w:r><w:rPr>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(text: str, style: str = "", *, number: str = "", level: int = 0) -> str:
    """A paragraph of text, or of runs; `number` is 1 for bullets, 2 for numbers."""
    runs = text if text.startswith("<") else run(text)
    named = f'<w:pStyle w:val="{style.replace(" ", "")}"/>' if style else ""
    listed = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
    return f"<w:p><w:pPr>{named}{listed if number else ''}</w:pPr>{runs}</w:p>"


def picture(alt: str = "") -> str:
    """A run with a picture, which is not there."""
    return (
        '<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
        f'wordprocessingDrawing"><wp:docPr id="1" name="x" descr="{alt}"/><a:graphic xmlns:a='
        '"http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData><pic:pic xmlns:pic='
        '"http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip '
        'r:embed="image"/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline>'
        "</w:drawing></w:r>"
    )


def make_word(*blocks: str, parts: dict[str, str | None] | None = None) -> bytes:
    """A Word file of these blocks; `parts` replace parts of it, or add some, None removes one."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{name.replace(" ", "")}"><w:name w:val="{name}"/>'
        "</w:style>"
        for name in STYLES
    )
    formats = {"1": "bullet", "2": "decimal"}
    numbering = "".join(
        f'<w:abstractNum w:abstractNumId="{key}">'
        + "".join(
            f'<w:lvl w:ilvl="{level}"><w:numFmt w:val="{kind}"/></w:lvl>' for level in range(3)
        )
        + "</w:abstractNum>"
        for key, kind in formats.items()
    ) + "".join(
        f'<w:num w:numId="{key}"><w:abstractNumId w:val="{key}"/></w:num>' for key in formats
    )
    image = f'<Relationship Id="image" Type="{OFFICE}/image" Target="media/image.png"/>'
    files: dict[str, str | None] = {
        "[Content_Types].xml": TYPES,
        "_rels/.rels": TOP,
        "word/_rels/document.xml.rels": relations(image),
        "word/styles.xml": f"<w:styles {W}>{styles}</w:styles>",
        "word/numbering.xml": f"<w:numbering {W}>{numbering}</w:numbering>",
        "word/footnotes.xml": f'<w:footnotes {W}><w:footnote w:id="2">{paragraph("A note")}'
        "</w:footnote></w:footnotes>",
        "word/media/image.png": "",
        "word/document.xml": f"<w:document {W} {R}><w:body>{''.join(blocks)}</w:body></w:document>",
        **(parts or {}),
    }
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            if text is not None:
                archive.writestr(name, text)
    return made.getvalue()
