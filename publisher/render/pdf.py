"""A page for paper to a PDF.

In: the page, its faces and its pictures. Out: the bytes of the PDF, or a `ContentError` where it
cannot be what was meant: a picture that was not found, a glyph that no face has. WeasyPrint may
fetch nothing but what it is handed here. This is the only module that imports WeasyPrint.
"""

import contextlib
import datetime as dt
import functools
import hashlib
import io
import logging
import warnings
from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from publisher.model.errors import ContentError, EnvironmentProblem
from publisher.model.finding import Finding
from publisher.model.page import FACES_SLOT, File, Page
from publisher.model.picture import Picture
from publisher.render.archival import finish_pdf
from publisher.render.faces import DocumentFace, FaceFiles, make_faces

BASE_URL = "https://publisher.invalid/"
"""The address that relative links of a page are resolved against; it exists nowhere (RFC 2606)."""

PANGO_HINT = (
    "install Pango: Debian and Ubuntu 'apt install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0'; Fedora 'dnf install pango'; macOS 'brew install pango'; "
    "Windows 'winget install tschoonj.GTKForWindows'"
)


@functools.cache
def _weasyprint() -> Any:
    """WeasyPrint, imported when the first PDF is made."""
    try:
        # Where a library is missing, it prints advice to stdout, which is for results.
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            # It warns that fontconfig knows no fonts: it shall know none but ours.
            warnings.filterwarnings("ignore", message=".*(FontConfig|Fontconfig).*")
            import weasyprint
    except (OSError, ImportError) as error:
        raise EnvironmentProblem(
            Finding(
                id="environment/pango",
                message="WeasyPrint cannot load Pango, which sets the text of PDFs: "
                + str(error).splitlines()[0],
                hint=PANGO_HINT,
            )
        ) from error
    return weasyprint


class _Log(logging.Handler):
    """Keeps what WeasyPrint reports while one PDF is made."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@functools.cache
def _fetcher() -> Any:
    """The URLFetcher that hands out `files` (bytes and media type by address) and refuses
    everything else. One serves all PDFs of a process, one after the other: making one costs a
    TLS context that is never used."""
    weasyprint = _weasyprint()

    class ApprovedFiles(weasyprint.urls.URLFetcher):  # type: ignore[misc, name-defined]
        files: Mapping[str, tuple[bytes, str]] = MappingProxyType({})

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002  # WeasyPrint's
            found = self.files.get(url)
            if found is None:
                raise weasyprint.urls.FatalURLFetchingError(f"not an approved file: {url}")
            data, media_type = found
            return weasyprint.urls.URLFetcherResponse(url, data, {"Content-Type": media_type})

    return ApprovedFiles(allowed_protocols=[], fail_on_errors=True)


def render_pdf(
    page: Page, files: FaceFiles, pictures: Mapping[str, Picture], plaintext: File
) -> bytes:
    """The PDF of a page, as PDF/A-3a and PDF/UA-1; `pictures` by the address that the page gives
    them. The edition's `plaintext` goes with it as an attachment."""
    weasyprint = _weasyprint()
    faces = make_faces(page.texts, files)
    approved = {BASE_URL + face_name(face): (face.data, "font/ttf") for face in faces}
    for address, picture in pictures.items():
        approved[BASE_URL + address] = (picture.data, picture.media_type)
    languages = {face.family: face.language for face in faces}
    html = page.html.replace(FACES_SLOT, "\n".join(face_rule(face) for face in faces), 1)
    fetcher = _fetcher()
    fetcher.files = approved
    log = _Log()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(log)
    logger.propagate = False
    try:
        document = weasyprint.HTML(
            string=html,
            base_url=BASE_URL,
            url_fetcher=fetcher,
            media_type="print",
        )
        data = document.write_pdf(
            hinting=False,
            pdf_variant="pdf/a-3a",
            pdf_identifier=hashlib.sha256(page.html.encode()).digest()[:16],
            attachments=[attach(weasyprint, plaintext, page)],
            finisher=lambda _, pdf: finish_pdf(pdf, page, languages),
        )
    except weasyprint.urls.FatalURLFetchingError as error:
        raise ContentError(
            Finding(
                id="pdf/unreachable",
                message=f"the page asks for something that is not part of the release: {error}",
                hint="pictures come from the release folder; nothing is fetched from elsewhere",
                language=page.language,
            )
        ) from error
    finally:
        fetcher.files = {}
        logger.removeHandler(log)
    if problems := [message for message in log.messages if is_fatal(message)]:
        raise ContentError(
            *(
                Finding(id="pdf/not-as-meant", message=message, language=page.language)
                for message in problems
            )
        )
    assert isinstance(data, bytes)
    return data


def attach(weasyprint: Any, file: File, page: Page) -> Any:
    """A file that travels inside the PDF, as another form of the same text, dated like it."""
    date = page.date
    day = dt.datetime(date.year, date.month, date.day or 1) if date else dt.datetime(1970, 1, 1)  # noqa: DTZ001  # written as UTC
    return weasyprint.Attachment(
        string=file.data,
        name=file.path,
        description=page.title,
        created=day,
        modified=day,
        relationship="Alternative",
        url_fetcher=_fetcher(),
        base_url=BASE_URL,
    )


def is_fatal(message: str) -> bool:
    """Whether a report of WeasyPrint means that the PDF is not what was meant.

    Styles that it does not know are not: the same sheets serve the screen.
    """
    return not message.startswith(("Ignored", "Expected", "Unknown", "Invalid"))


def face_name(face: DocumentFace) -> str:
    """The name that a face has while the PDF is made."""
    slant = "-italic" if face.key.italic else ""
    return f"faces/{face.family.replace(' ', '-').lower()}-{face.key.weight}{slant}.ttf"


def face_rule(face: DocumentFace) -> str:
    """The @font-face rule of a face."""
    slant = "italic" if face.key.italic else "normal"
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{face.key.weight};'
        f'font-style:{slant};src:url("{face_name(face)}")}}'
    )
