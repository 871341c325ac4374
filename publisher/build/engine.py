"""What of publisher itself, and of the libraries under it, shapes the bytes of a site.

In: nothing. Out: one digest, which is part of the key of all that is cached, and the files by whose
times a later run sees that it still holds.
"""

import ctypes
import functools
import hashlib
import importlib.metadata
import importlib.util
import platform
import zlib
from contextlib import suppress
from pathlib import Path

from publisher.build.resources import PACKAGE
from publisher.load.reads import digest_file, note_file

DISTRIBUTIONS = (
    *("babel", "brotli", "cssselect2", "fonttools", "icu4py", "jinja2", "markdown-it-py"),
    *("markupsafe", "mdit-py-plugins", "msgspec", "myanmartools", "pillow", "polib", "pydyf"),
    *("pypdfium2", "pyphen", "pyyaml", "tinycss2", "tinyhtml5", "uharfbuzz", "weasyprint"),
)
"""Python's packages whose version may show in what we make; a module of each, if it is not called
as its package is, stands in MODULES."""
MODULES = {
    "fonttools": "fontTools",
    "markdown-it-py": "markdown_it",
    "mdit-py-plugins": "mdit_py_plugins",
    "pillow": "PIL",
    "pyyaml": "yaml",
}
NATIVE = {
    "pango_version_string": ("libpango-1.0.so.0", "libpango-1.0.dylib", "libpango-1.0-0.dll"),
    "hb_version_string": ("libharfbuzz.so.0", "libharfbuzz.0.dylib", "libharfbuzz-0.dll"),
}
"""Functions that tell the version of a shared library, and the names that WeasyPrint loads it by
(weasyprint/text/ffi.py)."""


@functools.cache
def digest_engine() -> str:
    """SHA-256 over publisher's own modules and the versions of what they run on."""
    python = f"{platform.python_version()} zlib {zlib.ZLIB_RUNTIME_VERSION}"
    hasher = hashlib.sha256(python.encode())
    for path in engine_modules():
        hasher.update(f"{path.relative_to(PACKAGE)} {digest_file(path)}\n".encode())
    for name in DISTRIBUTIONS:
        hasher.update(f"{name} {distribution_version(name)}\n".encode())
    for function, names in NATIVE.items():
        hasher.update(f"{function} {native_version(function, names)}\n".encode())
    return hasher.hexdigest()


def note_engine() -> None:
    """Record the files that `digest_engine` speaks of: should one change, a later run asks it."""
    for path in engine_modules():
        note_file(path, digest_file(path))
    for name in DISTRIBUTIONS:
        with suppress(ImportError, ValueError):
            spec = importlib.util.find_spec(MODULES.get(name, name.replace("-", "_")))
            if spec is not None and spec.origin is not None:
                note_file(Path(spec.origin), digest_file(Path(spec.origin)))
    for path in loaded_libraries():
        note_file(path, digest_file(path))


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


def loaded_libraries() -> list[Path]:
    """The files of the shared libraries of NATIVE, where the system tells (Linux)."""
    wanted = {name for names in NATIVE.values() for name in names}
    try:
        lines = Path("/proc/self/maps").read_text(encoding="utf-8").splitlines()
    except OSError:
        return []
    paths = {Path(line.split(maxsplit=5)[5]) for line in lines if line.count("/")}
    return sorted(path for path in paths if any(path.name.startswith(name) for name in wanted))
