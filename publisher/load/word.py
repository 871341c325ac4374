"""Word files (`.docx`) to passages.

In: the bytes of a `.docx`. Out: its headings, paragraphs, lists, quotations and pictures, with
inline Markdown as text, laid beside a release or as a draft of one; what a release has no place for
is left out, and said so. mammoth reads the styles, and writes HTML. Nothing is fetched, and nothing
reaches mammoth that has not been looked at: how much it unpacks to, and its XML.
"""

import io
import lzma
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from publisher.load.page import read_page
from publisher.load.strict_xml import parse_xml
from publisher.load.structure import PassageReader
from publisher.model.draft import Draft
from publisher.model.errors import ContentError
from publisher.model.finding import Finding, Severity
from publisher.model.passage import Document

MOST_BYTES = 50_000_000
"""Bytes that the XML of a Word file may have, unpacked; that of a book has some 5 MB."""
MOST_ELEMENTS = 100_000
"""Elements that all parts may have together; mammoth takes some seconds for as many. A press
release has 5000, most of them in the styles that Word writes along."""
MOST_PARTS = 5000
"""Parts that a Word file may have."""
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
"""How a file of old Word begins, and a `.docx` with a password
(https://learn.microsoft.com/openspecs/windows_protocols/ms-cfb, 2.2)."""
_QUOTATIONS = ("Quote", "Intense Quote", "Quotations", "Block Text", "quote", "block text")
_ZIP_FAULTS = (
    *(zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error),
    *(ValueError, NotImplementedError, RuntimeError, EOFError, OSError, OverflowError),
)
"""What zipfile raises over an archive that is damaged."""
_BODY = re.compile(r"word/document[0-9]*\.xml\Z")
_LEFT_OUT = {
    "ins": (
        "tracked changes: what was put in stands, as if it had been accepted",
        "accept or reject all changes in Word, and import again",
    ),
    "del": (
        "tracked changes: what was deleted is left out",
        "accept or reject all changes in Word, and import again",
    ),
    "commentReference": (
        "a comment is left out",
        "see whether it is settled; a note to translators is written as <!-- translators: … -->",
    ),
    "txbxContent": (
        "the words of a text box stand in the order in which the file holds them",
        "see where they belong in the text",
    ),
    "OLEObject": ("an embedded object is left out", "save it as a picture, or link to it"),
    "chart": ("a chart is left out", "save it as a picture"),
    "oMath": ("a formula is left out", "write it in words"),
}
"""Elements of Word (ECMA-376, Part 1) that have no place in a release, each with what is said."""
STYLES = "\n".join(
    [
        "p[style-name='Title'] => h1.title:fresh",
        "p[style-name='Subtitle'] => p.subtitle:fresh",
        "p[style-name='caption'] => p.caption:fresh",
        "p[style-name='Caption'] => p.caption:fresh",
        *(f"p[style-name='{name}'] => blockquote > p:fresh" for name in _QUOTATIONS),
    ]
)
"""What mammoth makes of styles that it does not know by itself, in Word and in LibreOffice."""


def parse_word(data: bytes, shown: str) -> Document:
    """The passages of a Word file. Raises ContentError where it cannot be read or is refused."""
    check_parts(data, shown)
    reader = PassageReader(shown)
    reader.feed(convert(data, shown, lambda image: {}))  # noqa: ARG005
    reader.close()
    return reader.finish()


def read_word(data: bytes, shown: str) -> Draft:
    """The draft that a Word file holds, with its pictures. Raises ContentError as `parse_word`
    does. What a release has no place for is a finding with the number of its paragraph; macros are
    never looked at."""
    check_parts(data, shown)
    pictures: dict[str, bytes] = {}

    def keep(image: Any) -> dict[str, str]:
        address = f"picture-{len(pictures) + 1}"
        try:
            with image.open() as file:
                pictures[address] = file.read()
        except (KeyError, *_ZIP_FAULTS):
            return {"src": "a picture that is missing in the file"}
        return {"src": address}

    html = convert(data, shown, keep)
    draft = read_page(html, shown, pictures.get)
    left_out = tuple(find_left_out(data, shown))
    return replace(draft, findings=(*left_out, *draft.findings))


def convert(data: bytes, shown: str, take_picture: Callable[[Any], dict[str, str]]) -> str:
    """The HTML that mammoth makes of a Word file whose parts were looked at."""
    import mammoth

    try:
        made = mammoth.convert_to_html(
            io.BytesIO(data),
            style_map=STYLES,
            include_embedded_style_map=False,
            convert_image=mammoth.images.img_element(take_picture),
        )
    except Exception as error:
        # The parts are XML, but not as Word writes them: whatever mammoth trips over is theirs.
        said = f"{type(error).__name__}: {error}".splitlines()[0][:100]
        raise refuse(shown, f"its parts are not as Word writes them ({said})") from error
    return str(made.value)


def find_left_out(data: bytes, shown: str) -> Iterator[Finding]:
    """What mammoth passes over without a word, each kind once with the paragraphs it stands in."""
    found: dict[str, list[int]] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        for name in names:
            if _BODY.match(name):
                note_places(archive.read(name), shown, found)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        yield Finding(
            id="draft/macros",
            severity=Severity.WARNING,
            message="the file holds macros; they were not run, and are left out",
            hint="see where the file comes from: a press release needs none",
            path=shown,
        )
    for name, (what, hint) in _LEFT_OUT.items():
        if places := list(dict.fromkeys(found.get(name, ()))):
            listed = ", ".join(map(str, places[:10])) + (" and more" if len(places) > 10 else "")
            yield Finding(
                id="draft/left-out",
                severity=Severity.WARNING,
                message=f"at paragraph {listed}: {what}",
                hint=hint,
                path=shown,
            )


def note_places(data: bytes, shown: str, found: dict[str, list[int]]) -> None:
    """Add to `found` the paragraphs, of those that have a text, that hold an element of
    `_LEFT_OUT`."""
    count, fresh, in_text = 0, True, False

    def start(name: str, attributes: Mapping[str, str], line: int) -> None:  # noqa: ARG001
        nonlocal fresh, in_text
        bare = name.rpartition(":")[2]
        in_text = bare == "t"
        if bare == "p":
            fresh = True
        elif bare in _LEFT_OUT:
            found.setdefault(bare, []).append(count + fresh)

    def text(words: str) -> None:
        nonlocal count, fresh
        if fresh and in_text and words.strip():
            count, fresh = count + 1, False

    parse_xml(data, shown, start, text=text)


def check_parts(data: bytes, shown: str) -> None:
    """Raise ContentError where a file is no Word file, could harm, or leads elsewhere."""
    if data.startswith(_OLE):
        raise refuse(shown, "it has a password, or is a .doc of old Word")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            names = {entry.filename for entry in entries}
            if "[Content_Types].xml" not in names or not any(map(is_of_word, names)):
                raise refuse(shown, "it is a zip archive, but not one that Word writes")
            if any(entry.flag_bits & 1 for entry in entries):
                raise refuse(shown, "it has a password")
            texts = [entry for entry in entries if entry.filename.endswith((".xml", ".rels"))]
            # zipfile never reads more of a part than the archive says it has.
            unpacked = sum(entry.file_size for entry in texts)
            largest = max((entry.file_size for entry in entries), default=0)
            if len(entries) > MOST_PARTS or max(unpacked, largest) > MOST_BYTES:
                raise refuse(shown, "it unpacks to more than any document needs")
            left = MOST_ELEMENTS
            for entry in texts:
                left -= check_part(archive.read(entry), f"{shown}/{entry.filename}")
                if left < 0:
                    raise refuse(shown, "it has more in it than any release")
    except _ZIP_FAULTS as error:
        raise refuse(shown, f"it is damaged, or no .docx at all ({error})") from error


def is_of_word(name: str) -> bool:
    """Whether a part is one that Word writes; its document may have any name there."""
    return name.startswith("word/")


def check_part(data: bytes, shown: str) -> int:
    """How many elements a part has. Raises ContentError where it is unsafe XML, or names a picture
    that lies elsewhere."""
    elements = 0

    def look(name: str, attributes: Mapping[str, str], line: int) -> None:
        nonlocal elements
        elements += 1
        kind = attributes.get("Type", "").rpartition("/")[2]
        if (
            name.rpartition(":")[2] == "Relationship"
            and kind == "image"
            and attributes.get("TargetMode") == "External"
        ):
            raise ContentError(
                Finding(
                    id="memory/external-picture",
                    message="a picture is not in the file but at "
                    f"{attributes.get('Target', '')!r}; nothing is fetched",
                    hint="put the picture into the document, or delete it there",
                    path=shown,
                    line=line,
                )
            )

    parse_xml(data, shown, look)
    return elements


def refuse(shown: str, why: str) -> ContentError:
    """What a file is reported as that is no Word file to read."""
    return ContentError(
        Finding(
            id="memory/not-word",
            message=f"the file cannot be read as a Word document: {why}",
            hint="open it in Word or LibreOffice, and save it as .docx without a password",
            path=shown,
        )
    )
