"""What of publisher itself, and of the libraries under it, shapes the bytes of a site.

In: nothing. Out: one digest, which is part of the key of all that is cached, and the files by whose
times a later run sees that it still holds.
"""

import ctypes
import functools
import hashlib
import importlib.metadata
import platform
import zlib
from contextlib import suppress
from pathlib import Path

from publisher.build.resources import PACKAGE
from publisher.load.reads import Read, digest_file, list_folder, note_reads, recording
from publisher.render.picture import codec_versions

DISTRIBUTIONS = (
    *("babel", "brotli", "cssselect2", "fonttools", "icu4py", "jinja2", "markdown-it-py"),
    *("markupsafe", "mdit-py-plugins", "msgspec", "myanmartools", "phonenumbers", "pikepdf"),
    *("pillow", "polib", "pydyf", "pypdfium2", "pyphen", "python-docx", "pyyaml", "tinycss2"),
    "tinyhtml5",
    *("tzdata", "uharfbuzz", "weasyprint"),
)
"""Python's packages whose version may show in what we make."""
NATIVE = {
    "pango": (
        "pango_version_string",
        ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    ),
    "harfbuzz": (
        "hb_version_string",
        ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
    ),
}
"""The function that tells the version of a shared library, and the names that WeasyPrint loads it
by (weasyprint/text/ffi.py)."""


@functools.cache
def digest_engine() -> str:
    """SHA-256 over publisher's own modules and the versions of what they run on."""
    lines = [f"{name} {version}\n" for name, version in engine_parts().items()]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def engine_parts() -> dict[str, str]:
    """The version of each of them, as it is now; publisher's is the digest of its modules."""
    modules = [f"{path.relative_to(PACKAGE)} {digest_file(path)}\n" for path in engine_modules()]
    return {
        "python": platform.python_version(),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "publisher": hashlib.sha256("".join(modules).encode()).hexdigest(),
        **{name: distribution_version(name) for name in DISTRIBUTIONS},
        "codecs": codec_versions(),
        **{name: native_version(function, files) for name, (function, files) in NATIVE.items()},
    }


def note_engine() -> None:
    """Record the files that `digest_engine` speaks of: should one change, a later run asks it."""
    note_reads(engine_reads())


@functools.cache
def engine_reads() -> tuple[Read, ...]:
    """These files as they were when this process began: a newer publisher that is installed while
    it runs is not what it works with."""
    with recording() as reads:
        digest_engine()  # this loads the libraries
        for path in (*engine_modules(), *loaded_libraries()):
            digest_file(path)
        for name in DISTRIBUTIONS:
            with suppress(importlib.metadata.PackageNotFoundError):
                # The names in there tell versions: `babel-2.18.0.dist-info`.
                list_folder(Path(str(importlib.metadata.distribution(name).locate_file(""))))
    return tuple(reads.values())


@functools.cache
def engine_modules() -> tuple[Path, ...]:
    """Publisher's own modules."""
    return tuple(sorted(PACKAGE.rglob("*.py")))


def distribution_version(name: str) -> str:
    """The version of a package of Python's; empty where it is not installed."""
    try:
        return importlib.metadata.version(name)
    except importlib.metadata.PackageNotFoundError:
        return ""


def native_version(function: str, names: tuple[str, ...]) -> str:
    """The version that a shared library tells of itself; empty where it is not there, which
    the renderer reports."""
    for name in names:
        with suppress(OSError, AttributeError):
            tell = getattr(ctypes.CDLL(name), function)
            tell.restype = ctypes.c_char_p
            return bytes(tell()).decode()
    return ""


@functools.cache
def sets_text() -> bool:
    """Whether Pango is there, which sets whatever is not left to a browser."""
    return bool(native_version(*NATIVE["pango"]))


def loaded_libraries() -> list[Path]:
    """The files of the shared libraries of NATIVE, where the system tells (Linux)."""
    wanted = {name for _, names in NATIVE.values() for name in names}
    try:
        lines = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    paths = {Path(line.split(maxsplit=5)[5]) for line in lines if line.count("/")}
    return sorted(path for path in paths if any(path.name.startswith(name) for name in wanted))
