"""A page for paper to a PDF.

In: the page, its faces and its pictures. Out: the bytes of the PDF, or a `ContentError` where it
cannot be what was meant: a picture that was not found, a glyph that no face has. WeasyPrint may
fetch nothing but what it is handed here.
"""

import functools
import hashlib
import re
import zlib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any

from publisher.model.errors import ContentError
from publisher.model.finding import Finding
from publisher.model.page import FACES_SLOT, File, Page
from publisher.model.picture import Picture
from publisher.model.release import PartialDate
from publisher.render.archival import finish_pdf, resolve
from publisher.render.engine import (
    BASE_URL,
    add_faces,
    fetcher,
    forget_fonts,
    is_known,
    listen,
    new_fonts,
    plain_pictures,
    read_page,
    read_styles,
    weasyprint,
)
from publisher.render.faces import ELSEWHERE, DocumentFace, FaceFiles, make_faces
from publisher.render.sfnt import keep_tables

LEVEL = 6
"""How hard data are compressed, from 1 to 9: 9 takes three times as long for 0.5 % less."""

STYLES = re.compile(rf"<style>\s*{re.escape(FACES_SLOT)}(?P<styles>.*?)</style>", re.DOTALL)
"""The element that holds the styles of a page."""

FONT_TABLES = frozenset({"glyf", "head", "hhea", "hmtx", "loca", "maxp"})
"""What a PDF needs of a font without hints whose glyphs it names by number (ISO 32000-1, 9.9)."""


def render_pdf(
    page: Page, files: FaceFiles, pictures: Mapping[str, Picture], plaintext: File | None
) -> bytes:
    """The PDF of a page, as PDF/A-3a and PDF/UA-1; `pictures` by the address that the page gives
    them. The edition's `plaintext`, if there is one, goes with it as an attachment."""
    for alike in (False, True):
        faces = make_faces(page.texts, files, alike=alike)
        with suppress(SetElsewhereError):
            return print_page(page, faces, pictures, plaintext)
    message = "a style sets text in a weight or slant whose face lacks some of its characters"
    raise ContentError(Finding(id="pdf/not-as-meant", message=message, language=page.language))


class SetElsewhereError(Exception):
    """Text is set in a face that was not made to draw it (render.faces.ELSEWHERE)."""


def print_page(
    page: Page,
    faces: Sequence[DocumentFace],
    pictures: Mapping[str, Picture],
    plaintext: File | None,
) -> bytes:
    """The PDF of a page, set with `faces`."""
    library = weasyprint()
    languages = {face.family: face.language for face in faces}
    html, styles = cut_styles(page.html) if is_known(library) else (page.html, "")
    approver = fetcher()
    fonts = new_fonts()

    def finish(document: Any, pdf: Any) -> None:
        if any(ELSEWHERE in font.to_unicode for font in document.fonts.values()):
            raise SetElsewhereError
        finish_pdf(pdf, page, languages)
        shrink(pdf)

    try:
        sheet = read_styles(styles)
        with listen() as messages:
            add_faces(fonts, faces)
            approver.files = {
                BASE_URL + address: (picture.data, picture.media_type)
                for address, picture in pictures.items()
            }
            document = read_page(html, sheet)
            data = document.write_pdf(
                font_config=fonts,
                stylesheets=[sheet.css],
                cache=plain_pictures(pictures),
                pdf_variant="pdf/a-3a",
                pdf_identifier=hashlib.sha256(page.html.encode()).digest()[:16],
                attachments=[attach(plaintext, page)] if plaintext else [],
                finisher=finish,
            )
    except library.urls.FatalURLFetchingError as error:
        raise ContentError(
            Finding(
                id="pdf/unreachable",
                message=f"the page asks for something that is not part of the release: {error}",
                hint="pictures come from the release folder; nothing is fetched from elsewhere",
                language=page.language,
            )
        ) from error
    finally:
        approver.files = {}
        forget_fonts(fonts)
    if problems := [message for message in (*sheet.messages, *messages) if is_fatal(message)]:
        raise ContentError(
            *(
                Finding(id="pdf/not-as-meant", message=message, language=page.language)
                for message in problems
            )
        )
    assert isinstance(data, bytes)
    return data


def cut_styles(html: str) -> tuple[str, str]:
    """A page's HTML without its styles, and these: all pages of a language have the same, and they
    are read once. Where a theme has more than one element of styles, all stay where they are, as
    their order counts. The rules for faces have no place in either: faces are added by themselves.
    """
    if html.count("<style") > 1 or not (found := STYLES.search(html)):
        return html, ""
    return html[: found.start()] + html[found.end() :], found["styles"]


def attach(file: File, page: Page) -> Any:
    """A file that travels inside the PDF, as another form of the same text, dated like it."""
    epoch = PartialDate(year=1970, month=1, day=1)
    day = (page.date or epoch).midnight
    return weasyprint().Attachment(
        string=file.data,
        name=file.path,
        description=page.title,
        created=day,
        modified=day,
        relationship="Alternative",
        url_fetcher=fetcher(),
        base_url=BASE_URL,
    )


def is_fatal(message: str) -> bool:
    """Whether a report of WeasyPrint means that the PDF is not what was meant.

    Styles that it does not know are not: the same sheets serve the screen.
    """
    return not message.startswith(("Ignored", "Expected", "Unknown", "Invalid"))


def shrink(pdf: Any) -> None:
    """Make the objects of `pdf` (a `pydyf.PDF`) small, without any change to what they say."""
    contents = {
        resolve(pdf, item["Contents"]).number
        for item in pdf.objects
        if isinstance(item, dict) and item.get("Type") == "/Page"
    }
    for item in pdf.objects:
        if getattr(item, "compress", False):
            data = b"\n".join(map(as_bytes, item.stream))
            if item.number in contents:
                # Between most glyphs WeasyPrint says to move by nothing.
                data = data.replace(b">0<", b"")
            elif "Length1" in item.extra:
                data = keep_tables(data, FONT_TABLES)
                item.extra["Length1"] = len(data)
            # Left to pydyf, each would be compressed twice: to be written, and for the document's
            # identifier.
            item.compress = False
            item.stream = [compress(data)]
            item.extra["Filter"] = "/FlateDecode"


def as_bytes(part: Any) -> bytes:
    """A part of a stream as it is written."""
    if isinstance(part, str):
        return part.encode()
    return part if isinstance(part, bytes) else bytes(part.data)


@functools.lru_cache(maxsize=8)
def compress(data: bytes) -> bytes:
    """`data`, deflated; the colour profile is in every document."""
    return zlib.compress(data, LEVEL)
