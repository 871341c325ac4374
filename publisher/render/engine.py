"""WeasyPrint, with all that serves more than one PDF made once per process.

In: the styles of a page and the faces of a document. Out: style sheets read, a place for fonts, a
fetcher that hands out nothing but what it was given, and what WeasyPrint reports. This is the only
module that imports WeasyPrint.
"""

import contextlib
import ctypes.util
import functools
import hashlib
import importlib
import io
import logging
import ssl
import sys
import types
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from publisher.model.errors import EnvironmentProblem
from publisher.model.finding import Finding
from publisher.model.picture import Picture
from publisher.render.faces import DocumentFace
from publisher.render.paragraphs import KNOWN_VERSIONS, paragraph_lines
from publisher.render.png import PngPicture, read_png

BASE_URL = "https://publisher.invalid/"
"""The address that relative links of a page are resolved against; it exists nowhere (RFC 2606)."""

PANGO_HINT = (
    "install Pango: Debian and Ubuntu 'apt install libpango-1.0-0 libpangoft2-1.0-0 "
    "libharfbuzz-subset0'; Fedora 'dnf install pango'; macOS 'brew install pango'; "
    "Windows 'winget install tschoonj.GTKForWindows'"
)

UNUSED = ("fontTools.subset", "fontTools.varLib", "fontTools.varLib.instancer")
"""What WeasyPrint imports to subset fonts where HarfBuzz cannot, and to make static fonts of
variable ones: a quarter of the time and the memory that it takes to import. Document faces are
static, and HarfBuzz subsets them."""


@functools.cache
def weasyprint() -> Any:
    """WeasyPrint, imported when the first PDF is made."""
    try:
        # Where a library is missing, it prints advice to stdout, which is for results.
        with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
            # It warns that fontconfig knows no fonts: it shall know none but ours.
            warnings.filterwarnings("ignore", message=".*(FontConfig|Fontconfig).*")
            try:
                with _by_file_name(), _imported_later():
                    library = _import()
            except OSError:
                library = _import()
    except (OSError, ImportError) as error:
        raise EnvironmentProblem(
            Finding(
                id="environment/pango",
                message="WeasyPrint cannot load Pango, which sets the text of PDFs: "
                + str(error).splitlines()[0],
                hint=PANGO_HINT,
            )
        ) from error
    if is_known(library):
        library.layout.inline.split_first_line = paragraph_lines(library.text.line_break)
        library.pdf.fonts.ffi = _ArraysOfAnyLength(library.pdf.fonts.ffi)
    return library


def is_known(library: Any) -> bool:
    """Whether this WeasyPrint is one whose inside was read before it was reached into. Any other
    does everything by itself: each line, all styles again for each page, every picture."""
    return library.__version__ in KNOWN_VERSIONS


def _import() -> Any:
    import weasyprint

    return weasyprint


@contextlib.contextmanager
def _by_file_name() -> Iterator[None]:
    """Shared libraries are found by the names of their files alone, which WeasyPrint knows for each
    system. It tries other names first, for which Python would ask ldconfig, the compiler and the
    linker, one process after the other."""
    find = ctypes.util.find_library
    ctypes.util.find_library = lambda name: None  # noqa: ARG005  # ctypes'
    try:
        yield
    finally:
        ctypes.util.find_library = find


class _Later(types.ModuleType):
    """Stands in for a module of which nothing is needed but functions to call, some day or never:
    it is imported when one of them is called."""

    def __getattr__(self, name: str) -> Any:
        def call(*arguments: Any, **options: Any) -> Any:
            return getattr(importlib.import_module(self.__name__), name)(*arguments, **options)

        return call


@contextlib.contextmanager
def _imported_later() -> Iterator[None]:
    """The modules UNUSED are not imported meanwhile, and found as ever afterwards."""
    absent = {name: _Later(name) for name in UNUSED if name not in sys.modules}
    sys.modules.update(absent)
    try:
        yield
    finally:
        for name in absent:
            del sys.modules[name]


class _ArraysOfAnyLength:
    """A cffi interface for which arrays of all lengths are of one type. WeasyPrint names the length
    of each (`hb_codepoint_t[417]`), and cffi reads every name that it has not met as C, along with
    all declarations: two milliseconds each, for two arrays of each font."""

    def __init__(self, ffi: Any) -> None:
        self.ffi = ffi

    def __getattr__(self, name: str) -> Any:
        return getattr(self.ffi, name)

    def new(self, kind: str, value: Any = None) -> Any:
        """As `ffi.new`."""
        if isinstance(value, list | tuple) and kind.endswith(f"[{len(value)}]"):
            kind = kind.partition("[")[0] + "[]"
        return self.ffi.new(kind, value)


class _Log(logging.Handler):
    """Keeps what WeasyPrint reports."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


@contextlib.contextmanager
def listen() -> Iterator[list[str]]:
    """What WeasyPrint reports meanwhile, and to nobody else."""
    log = _Log()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(log)
    logger.propagate = False
    try:
        yield log.messages
    finally:
        logger.removeHandler(log)


@functools.cache
def fetcher() -> Any:
    """The URLFetcher that hands out `files` (bytes and media type by address) and refuses
    everything else. One serves all PDFs of a process, one after the other."""
    urls = weasyprint().urls

    class ApprovedFiles(urls.URLFetcher):  # type: ignore[misc, name-defined]
        files: Mapping[str, tuple[bytes, str]] = MappingProxyType({})

        def fetch(self, url: str, headers: Any = None) -> Any:  # noqa: ARG002  # WeasyPrint's
            found = self.files.get(url)
            if found is None:
                raise urls.FatalURLFetchingError(f"not an approved file: {url}")
            data, media_type = found
            return urls.URLFetcherResponse(url, data, {"Content-Type": media_type})

    # An empty context, as nothing is ever asked of it: the default one reads all certificates
    # of the machine.
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    return ApprovedFiles(ssl_context=context, allowed_protocols=[], fail_on_errors=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Sheet:
    """A style sheet as WeasyPrint takes it, the counter styles that it defines, and what was
    reported while it was read."""

    css: Any
    counters: Any
    messages: tuple[str, ...]


@functools.lru_cache(maxsize=32)
def read_styles(styles: str) -> Sheet:
    """The style sheet of CSS without faces, read once per process."""
    library = weasyprint()
    counters = library.css.counters.CounterStyle()
    with listen() as messages:
        css = library.CSS(
            string=styles,
            base_url=BASE_URL,
            url_fetcher=fetcher(),
            font_config=new_fonts(),
            counter_style=counters,
        )
    return Sheet(css=css, counters=counters, messages=tuple(messages))


@functools.cache
def _page_class() -> Any:
    class Html(weasyprint().HTML):  # type: ignore[misc]
        counters: Any = MappingProxyType({})

        def _ua_counter_style(self) -> list[Any]:
            # They follow WeasyPrint's own, as those of a sheet inside the page would.
            return [*super()._ua_counter_style(), self.counters]

    return Html


def read_page(html: str, sheet: Sheet) -> Any:
    """A page as WeasyPrint takes it, with the counter styles of its sheet."""
    page = _page_class()(string=html, base_url=BASE_URL, url_fetcher=fetcher(), media_type="print")
    page.counters = sheet.counters
    return page


def new_fonts() -> Any:
    """A place for the fonts of one document, and for its paragraphs (render.paragraphs)."""
    fonts = weasyprint().text.fonts.FontConfiguration()
    fonts.paragraphs = {}
    return fonts


def forget_fonts(fonts: Any) -> None:
    """Remove the files of a document's fonts, and let go of its paragraphs, which hold on to the
    document. A worker that ends does not wait for its objects to be collected.

    What fontconfig knows of the fonts, 0.25 MiB, Pango 1.50 keeps for ever unless it is told to
    forget it. Source: https://docs.gtk.org/PangoFc/method.FontMap.set_config.html.
    """
    library = weasyprint().text.fonts
    font_map = library.ffi.cast("PangoFcFontMap *", fonts.font_map)
    library.pangoft2.pango_fc_font_map_set_config(font_map, library.ffi.NULL)
    fonts.paragraphs.clear()
    fonts.__del__()


def add_faces(fonts: Any, faces: Iterable[DocumentFace]) -> None:
    """Make faces known to WeasyPrint, as an @font-face rule would."""
    approver = fetcher()
    for face in faces:
        address = f"{BASE_URL}faces/{face.key.weight}"
        approver.files = {address: (face.data, "font/ttf")}
        fonts.add_font_face(
            {
                "font_family": face.family,
                "font_weight": face.key.weight,
                "font_style": "italic" if face.key.italic else "normal",
                "src": [("external", address)],
            },
            approver,
        )


def plain_pictures(pictures: Mapping[str, Picture]) -> dict[str, Any]:
    """What WeasyPrint need not decode, as its cache of images has it, by address: PNG data are
    PDF data, and go in as they are."""
    library = weasyprint()
    if not is_known(library):
        return {}
    pydyf = library.pdf.pydyf

    class PlainPicture(library.images.RasterImage):  # type: ignore[misc, name-defined]
        def __init__(self, name: str, png: PngPicture) -> None:
            self.id = hashlib.md5(name.encode(), usedforsecurity=False).hexdigest()
            self.png = png
            self.width, self.height, self.ratio = png.width, png.height, png.width / png.height
            self._dpi = None

        def get_x_object(self, interpolate: bool, dpi_ratio: float) -> Any:  # noqa: ARG002  # WeasyPrint's
            png = self.png
            colours = "/DeviceRGB" if png.channels == 3 else "/DeviceGray"
            if png.palette:
                last = len(png.palette) // 3 - 1
                colours = f"[/Indexed /DeviceRGB {last} <{png.palette.hex()}>]"
            extra = {
                "Type": "/XObject",
                "Subtype": "/Image",
                "Width": png.width,
                "Height": png.height,
                "ColorSpace": colours,
                "BitsPerComponent": png.bits,
                "Interpolate": "true" if interpolate else "false",
                "Filter": "/FlateDecode",
                "DecodeParms": pydyf.Dictionary(
                    {
                        "Predictor": 15,
                        "Colors": png.channels,
                        "BitsPerComponent": png.bits,
                        "Columns": png.width,
                    }
                ),
            }
            return pydyf.Stream([png.data], extra)

    return {
        BASE_URL + address: PlainPicture(address, png)
        for address, picture in pictures.items()
        if (png := read_png(picture.data)) is not None
    }
