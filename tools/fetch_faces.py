"""Fetch the bundled faces: pins in `fonts.toml` → font files, licences, and their record.

In: the `[[package]]` tables of `publisher/fonts/fonts.toml`: npm packages with the integrity that
npm reports for them. Out: in the same folder, or in the one that `--to` names,
`<package>/<weight>-<subset>.ttf`, for italics `<package>/<weight>-italic-<subset>.ttf`,
`<package>/OFL.txt` (the licence as delivered) and `fonts.toml` with a `[[face]]` table for every
file. Same pins, same bytes: what was fetched once can be fetched again and compared. Such a folder,
named `faces` and put into a newsroom, adds its faces to the bundled ones.

A long module, because it is one script: from pins to files and their record.

    python tools/fetch_faces.py                     fetch the bundled faces anew
    python tools/fetch_faces.py --check             say what that would change, and change nothing
    python tools/fetch_faces.py --all --to DIR      the optional faces too, into a folder outside
    python tools/fetch_faces.py --family "Noto Sans SC" --to NEWSROOM/faces      one family alone

To move to a new version, set `version`, and `integrity` as `npm view NAME@VERSION dist.integrity`
prints it, then run this. Needs npm, fontTools, brotli and msgspec.

Exit: 0 done, or nothing to do · 1 `--check` found differences · 2 usage or a malformed
`fonts.toml` · 3 npm, the network or the disk failed, or a package is not what its pin says.
"""

import argparse
import base64
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Annotated, NamedTuple

import msgspec
from fontTools.ttLib import TTFont, TTLibError, woff2

FONTS = Path(__file__).resolve().parent.parent / "publisher" / "fonts"
RECORD_NAME = "fonts.toml"
LICENCE_NAME = "OFL.txt"

LICENCE_TITLE = "SIL OPEN FONT LICENSE Version 1.1 - 26 February 2007"
"""How the text of OFL-1.1 opens, https://openfontlicense.org."""

RESERVED_NAME = re.compile(r"with\s+(?:the\s+)?Reserved\s+Font\s+Names?\b[^.]*", re.IGNORECASE)
"""How a copyright notice reserves a name, in the form that the OFL's own template gives."""

WOFF2 = b"wOF2"
"""How a WOFF2 file begins, https://www.w3.org/TR/WOFF2/#woff20Header."""

ITALIC = 1
"""Bit 0 of `OS/2.fsSelection`, https://learn.microsoft.com/typography/opentype/spec/os2."""

NAME_COPYRIGHT, NAME_VERSION, NAME_LICENCE = 0, 5, 13
"""Records of the `name` table, https://learn.microsoft.com/typography/opentype/spec/name."""

HEADER = """\
# The faces that publisher brings along: where they come from, and what exactly they are.
#
# A [[package]] is a pin, kept by hand: a package of the npm registry, its integrity as npm
# reports it, and what is taken from it: upright in `weights`, slanted in `italics`, each in all
# `subsets`, which stand in the order of preference. `bundled` says that its files are part of
# publisher; the others are fetched with --all or --family. Where a package does not name its files
# as Fontsource does, `sources` says which one is which, and `licence_file` which is the licence.
#
# A [[face]] is the record of one file, kept by tools/fetch_faces.py: a file of the package
# (`source`), unpacked to TrueType where it is a WOFF2, and not changed otherwise. It is upright
# unless it says `italic`. `version` is the font's own, sizes are in bytes.
#
# A font whose author reserves its name (SIL Open Font License 1.1, condition 3) may not be
# passed on under that name once it was converted or subset. Fontsource's licence texts leave
# such notices out, so `reserved_name` is set by hand from the author's own OFL.txt, and such a
# package is never bundled.
#
# tools/fetch_faces.py rewrites this file: only [[package]] tables survive, comments do not.
"""

_Text = Annotated[str, msgspec.Meta(min_length=1)]
_Slug = Annotated[str, msgspec.Meta(pattern="^[a-z0-9]+(-[a-z0-9]+)*$")]


class Style(NamedTuple):
    """One of the styles that a package has files for."""

    weight: int
    italic: bool


class Package(
    msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True
):
    """A pin: one npm package, and what is taken from it."""

    npm: Annotated[str, msgspec.Meta(pattern="^@[a-z0-9-]+/[a-z0-9-]+$")]
    version: Annotated[str, msgspec.Meta(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$")]
    integrity: Annotated[str, msgspec.Meta(pattern="^sha512-[A-Za-z0-9+/]{86}==$")]
    licence: _Text
    family: _Text
    weights: Annotated[tuple[int, ...], msgspec.Meta(min_length=1)]
    italics: tuple[int, ...] = ()
    subsets: Annotated[tuple[_Slug, ...], msgspec.Meta(min_length=1)]
    sources: dict[str, str] = {}
    licence_file: str = "LICENSE"
    bundled: bool
    reserved_name: str = ""
    note: str = ""

    @property
    def slug(self) -> str:
        """The package's own name, which also names its files and our folder."""
        return self.npm.partition("/")[2]

    @property
    def styles(self) -> tuple[Style, ...]:
        """All that is taken: the upright weights, then those in italic."""
        upright = (Style(weight, italic=False) for weight in self.weights)
        slanted = (Style(weight, italic=True) for weight in self.italics)
        return (*upright, *slanted)


class FaceRecord(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one font file is, and where it came from."""

    family: str
    weight: int
    italic: bool = False
    subset: str
    file: str
    version: str
    units_per_em: int
    source: str
    source_sha256: str
    sha256: str
    size: int


class Record(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """All of `fonts.toml`."""

    package: list[Package]
    face: list[FaceRecord] = []


class FetchError(Exception):
    """Something outside this program is not as it must be; `exit_code` as in the module."""

    def __init__(self, message: str, *, exit_code: int = 3) -> None:
        super().__init__(message, exit_code)
        self.message = message
        self.exit_code = exit_code


def main(arguments: Sequence[str] | None = None) -> int:
    """Fetch, convert, then compare or write."""
    options = _read_options(arguments)
    try:
        pins = read_record(FONTS / RECORD_NAME)
        packages = choose_packages(pins.package, options)
        files: dict[str, bytes] = {}
        faces: list[FaceRecord] = []
        for package in packages:
            print(f"{package.npm} {package.version}", file=sys.stderr)
            licence, converted = convert_package(package, fetch_package(package))
            files[f"{package.slug}/{LICENCE_NAME}"] = licence
            for face, content in converted:
                faces.append(face)
                files[face.file] = content
        files[RECORD_NAME] = format_record(pins.package, faces).encode()

        target: Path = options.to or FONTS
        changed = [name for name, content in files.items() if _read(target / name) != content]
        stale = sorted(_list_recorded_files(target) - files.keys())
        if options.check:
            for name in changed:
                print(f"differs: {target / name}")
            for name in stale:
                print(f"no longer wanted: {target / name}")
            return 1 if changed or stale else 0
        # The record goes last: until all is there, the old one stands, and what no longer agrees
        # with it is refused when it is read.
        for name in changed:
            write_atomically(target / name, files[name])
        for name in stale:
            (target / name).unlink(missing_ok=True)
        for folder in {(target / name).parent for name in stale}:
            if folder.exists() and not any(folder.iterdir()):
                folder.rmdir()
    except FetchError as error:
        print(f"fetch_faces: {error.message}", file=sys.stderr)
        return error.exit_code
    except OSError as error:
        print(f"fetch_faces: {error}", file=sys.stderr)
        return 3
    total = sum(face.size for face in faces)
    print(f"{len(faces)} files, {total:,} bytes; {len(changed)} written, {len(stale)} removed")
    return 0


def read_record(path: Path) -> Record:
    """The pins and the record in `path`. Raises FetchError (2) where they cannot be read."""
    try:
        return msgspec.toml.decode(path.read_bytes(), type=Record)
    except (OSError, UnicodeDecodeError, msgspec.DecodeError) as error:
        raise FetchError(f"{path}: {error}", exit_code=2) from error


def choose_packages(pins: Sequence[Package], options: argparse.Namespace) -> list[Package]:
    """What the command line asks for. Raises FetchError (2) for a family that has no pin."""
    known = {package.family for package in pins}
    if unknown := set(options.family) - known:
        names = ", ".join(sorted(unknown))
        raise FetchError(f"no pin for {names}; there are: {', '.join(sorted(known))}", exit_code=2)
    if options.family:
        return [package for package in pins if package.family in options.family]
    return [package for package in pins if options.all or package.bundled]


def fetch_package(package: Package) -> bytes:
    """The package's tarball, by `npm pack`, after comparing it with the pinned integrity."""
    npm = shutil.which("npm")
    if npm is None:
        raise FetchError("npm is not installed; it fetches the font packages")
    with tempfile.TemporaryDirectory(prefix="faces-") as folder:
        pinned = f"{package.npm}@{package.version}"
        command = [npm, "pack", "--silent", "--ignore-scripts", "--pack-destination", folder]
        done = subprocess.run([*command, pinned], capture_output=True, text=True, check=False)
        tarballs = list(Path(folder).glob("*.tgz"))
        if done.returncode != 0 or len(tarballs) != 1:
            raise FetchError(f"npm pack {pinned} failed:\n{done.stderr.strip()}")
        tarball = tarballs[0].read_bytes()
    digest = base64.b64encode(hashlib.sha512(tarball).digest()).decode()
    if package.integrity != f"sha512-{digest}":
        raise FetchError(f"{pinned}: integrity sha512-{digest}, pinned {package.integrity}")
    return tarball


def convert_package(
    package: Package, tarball: bytes
) -> tuple[bytes, list[tuple[FaceRecord, bytes]]]:
    """The licence text, and each font file wanted with its record, by style, then subset.

    Raises FetchError where the package lacks a file, has another licence than the pin says, may
    not be embedded in documents, or reserves a name that the pin does not mention.
    """
    with tarfile.open(fileobj=io.BytesIO(tarball), mode="r:gz") as archive:
        described = json.loads(_extract(package, archive, "package.json"))
        licence = _extract(package, archive, package.licence_file)
        contents = {
            (style, subset): _extract(package, archive, _name_source(package, style, subset))
            for style in package.styles
            for subset in package.subsets
        }
    notice, title, _ = licence.decode().partition(LICENCE_TITLE)
    if described.get("license") != package.licence or not title:
        raise FetchError(f"{package.npm}: its licence is not {package.licence}")

    converted = []
    for (style, subset), content in contents.items():
        face, font = _convert_file(package, style, subset, content)
        converted.append((face, font))
        notice += "\n" + "\n".join(list_notices(font))
    reserved = RESERVED_NAME.search(notice)
    if package.bundled and (reserved or package.reserved_name):
        which = reserved[0] if reserved else package.reserved_name
        raise FetchError(f"{package.npm}: must not be bundled, its name is reserved: {which}")
    return licence, converted


def _name_file(style: Style, subset: str) -> str:
    """How we call a file, less its suffix."""
    return f"{style.weight}-{'italic-' if style.italic else ''}{subset}"


def _name_source(package: Package, style: Style, subset: str) -> str:
    """How the package calls a file: as the pin says, or else as Fontsource does."""
    slant = "italic" if style.italic else "normal"
    usual = f"files/{package.slug}-{subset}-{style.weight}-{slant}.woff2"
    return package.sources.get(_name_file(style, subset), usual)


def _convert_file(
    package: Package, style: Style, subset: str, content: bytes
) -> tuple[FaceRecord, bytes]:
    """A font as TrueType; fontTools keeps its own dates, so the bytes stay the same."""
    source = _name_source(package, style, subset)
    unpacked = content
    try:
        if content.startswith(WOFF2):
            woff2.decompress(io.BytesIO(content), output := io.BytesIO())
            unpacked = output.getvalue()
        font = TTFont(io.BytesIO(unpacked), lazy=True)
        if "glyf" not in font:
            raise FetchError(f"{package.npm}: {source}: has no TrueType outlines")
        traits = font["OS/2"]
        if traits.fsType != 0:
            raise FetchError(f"{package.npm}: {source}: not freely embeddable")
        found = Style(traits.usWeightClass, italic=bool(traits.fsSelection & ITALIC))
        if found != style:
            raise FetchError(f"{package.npm}: {source}: holds {found}, not {style}")
        version = font["name"].getDebugName(NAME_VERSION)
        units_per_em = font["head"].unitsPerEm
    except (TTLibError, KeyError) as error:
        raise FetchError(f"{package.npm}: {source}: not a whole font: {error}") from error
    face = FaceRecord(
        family=package.family,
        weight=style.weight,
        italic=style.italic,
        subset=subset,
        file=f"{package.slug}/{_name_file(style, subset)}.ttf",
        version=version,
        units_per_em=units_per_em,
        source=source,
        source_sha256=hashlib.sha256(content).hexdigest(),
        sha256=hashlib.sha256(unpacked).hexdigest(),
        size=len(unpacked),
    )
    return face, unpacked


def list_notices(font: bytes) -> Iterator[str]:
    """The copyright and licence texts that a font file itself carries."""
    names = TTFont(io.BytesIO(font), lazy=True)["name"].names
    yield from (name.toUnicode() for name in names if name.nameID in (NAME_COPYRIGHT, NAME_LICENCE))


def format_record(packages: Iterable[Package], faces: Iterable[FaceRecord]) -> str:
    """`fonts.toml` as text, always in the same form; what is by default is left out."""
    parts = [HEADER]
    for title, tables in (("package", packages), ("face", faces)):
        for table in tables:
            fields: Mapping[str, object] = msgspec.to_builtins(table)
            lines = [f"{key} = {_format(value)}" for key, value in fields.items()]
            parts.append("\n".join([f"[[{title}]]", *lines, ""]))
    return "\n".join(parts)


def write_atomically(path: Path, content: bytes) -> None:
    """Write beside `path`, flush to disk, then put in its place: the old bytes or the new ones."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        # mkstemp makes a private file; a font is for everybody on the machine to read.
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _read_options(arguments: Sequence[str] | None) -> argparse.Namespace:
    summary, _, details = (__doc__ or "").partition("\n\n")
    parser = argparse.ArgumentParser(
        description=summary,
        epilog=details,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--check", action="store_true", help="say what differs, change nothing")
    parser.add_argument("--all", action="store_true", help="fetch the optional faces too")
    parser.add_argument(
        "--family", action="append", default=[], metavar="NAME", help="fetch this one alone"
    )
    parser.add_argument("--to", type=Path, metavar="DIR", help=f"instead of {FONTS}")
    options = parser.parse_args(arguments)
    chosen = options.all or options.family
    if chosen and (options.to is None or options.to.resolve().is_relative_to(FONTS)):
        parser.error(
            "--all and --family need --to DIR, outside publisher/fonts: not all may be bundled"
        )
    return options


def _extract(package: Package, archive: tarfile.TarFile, name: str) -> bytes:
    try:
        file = archive.extractfile(f"package/{name}")
    except KeyError:
        file = None
    if file is None:
        raise FetchError(f"{package.npm} {package.version} has no file {name}")
    return file.read()


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _list_recorded_files(folder: Path) -> set[str]:
    """The files that the record in `folder` names, with their licences."""
    if not (folder / RECORD_NAME).exists():
        return set()
    fonts = {face.file for face in read_record(folder / RECORD_NAME).face}
    return fonts | {f"{PurePosixPath(font).parent}/{LICENCE_NAME}" for font in fonts}


def _format(value: object) -> str:
    """A TOML value: JSON writes the same strings, integers, truth values and flat lists."""
    if isinstance(value, dict):
        pairs = ", ".join(f"{json.dumps(key)} = {_format(item)}" for key, item in value.items())
        return f"{{ {pairs} }}"
    return json.dumps(value, ensure_ascii=False)


if __name__ == "__main__":
    sys.exit(main())
