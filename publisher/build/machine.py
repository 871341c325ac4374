"""The machine that publisher runs on: what it must have, and what of that is there.

In: the folders that a build would use. Out: a `Fact` for each thing that was looked at, with
findings where it is not as it must be. Nothing is left behind in any folder.
"""

import codecs
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from publisher.build.engine import NATIVE, distribution_version, native_version
from publisher.build.resources import PACKAGE, known_faces, use_bundled_fonts
from publisher.load.faces import load_faces, read_face
from publisher.model.errors import EnvironmentProblem
from publisher.model.finding import Finding, Severity
from publisher.publish.output import write_problem
from publisher.render.engine import PANGO_HINT, weasyprint

OLDEST_PYTHON = (3, 11)
"""As pyproject.toml says, which pip obeys, but not everything else that installs does."""
LEAST_SPACE = 200_000_000
"""Bytes that a disk should have free. A release in three languages takes somewhat more than a
megabyte in a site, as much in the cache, and as much again while it is written; this is room for
half a hundred, and for what else the machine does meanwhile."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Fact:
    """One thing that was looked at, what was found, and what is wrong with it."""

    name: str
    found: str
    findings: tuple[Finding, ...] = ()

    @property
    def state(self) -> str:
        """`ok`, or the severity of the worst finding."""
        worst = max((f.severity for f in self.findings), key=lambda s: s.rank, default=None)
        return "ok" if worst is None else worst.value


def examine_machine(newsroom: Path | None, cache: Path, encoding: str) -> tuple[Fact, ...]:
    """All that publisher needs of this machine; `encoding` is that of its terminal. Where one
    stands in no newsroom, what belongs to one is left out."""
    folders = {"cache": cache}
    if newsroom is not None:
        folders = {"newsroom": newsroom, "output": newsroom / "site", **folders}
    return (
        examine_python(sys.version_info[:2]),
        *examine_libraries(),
        examine_faces(newsroom),
        *(examine_folder(name, folder) for name, folder in folders.items()),
        examine_encoding(encoding),
    )


def examine_python(version: tuple[int, int]) -> Fact:
    """Whether Python is new enough."""
    oldest = ".".join(map(str, OLDEST_PYTHON))
    finding = Finding(
        id="environment/python",
        message=f"publisher needs Python {oldest} or newer",
        hint="install it from https://www.python.org/downloads/, and publisher with it",
    )
    return Fact(
        name="Python",
        found=f"{platform.python_version()}, {sys.executable}",
        findings=() if version >= OLDEST_PYTHON else (finding,),
    )


def examine_libraries() -> Iterable[Fact]:
    """What sets PDFs: WeasyPrint, and the libraries of the system that it loads."""
    use_bundled_fonts()
    wrong: tuple[Finding, ...] = ()
    subset = None
    try:
        subset = weasyprint().text.ffi.harfbuzz_subset
    except EnvironmentProblem as error:
        wrong = error.findings
    yield Fact(
        name="WeasyPrint",
        found=distribution_version("weasyprint") or "not installed",
        findings=wrong,
    )
    for name, (function, files) in NATIVE.items():
        title = {"pango": "Pango", "harfbuzz": "HarfBuzz"}[name]
        version = native_version(function, files)
        yield Fact(name=title, found=version or "not found", findings=() if version else wrong)
    slow = Finding(
        id="environment/harfbuzz-subset",
        severity=Severity.WARNING,
        message="without HarfBuzz's library of subsets PDFs take longer to make",
        hint=PANGO_HINT,
    )
    yield Fact(
        name="HarfBuzz subset",
        found="found" if subset is not None else "not found",
        findings=() if wrong or subset is not None else (slow,),
    )


def examine_faces(newsroom: Path | None) -> Fact:
    """Whether the faces, a newsroom's own too, are byte for byte those of their record."""
    findings: list[Finding] = []
    files = 0
    families = set()
    try:
        known = load_faces(PACKAGE / "fonts") if newsroom is None else known_faces(newsroom)
    except EnvironmentProblem as error:
        return Fact(name="faces", found="cannot be listed", findings=error.findings)
    for face in known.values():
        families.add(face.family)
        files += len(face.files)
        try:
            read_face(face)
        except EnvironmentProblem as error:
            findings += error.findings
    found = f"{len(families)} families in {files} files"
    return Fact(name="faces", found=found, findings=tuple(findings))


def examine_folder(name: str, folder: Path) -> Fact:
    """Whether a folder can be written to, or made, and has room."""
    try:
        there = next(path for path in (folder, *folder.parents) if path.exists())
        with tempfile.TemporaryFile(dir=there):
            free = shutil.disk_usage(there).free
    except OSError as error:
        return Fact(name=name, found=str(folder), findings=write_problem(folder, error).findings)
    later = "" if there == folder else ", not made yet"
    finding = Finding(
        id="environment/space",
        message=f"the disk has {free / 1e6:.0f} MB left, and should have {LEAST_SPACE / 1e6:.0f}",
        hint="make room; 'publisher cache prune' and 'publisher cache clear' empty the cache",
        path=str(folder),
    )
    return Fact(
        name=name,
        found=f"{folder}{later}, {free / 1e9:.1f} GB free",
        findings=() if free >= LEAST_SPACE else (finding,),
    )


def examine_encoding(encoding: str) -> Fact:
    """Whether the terminal can show every script."""
    mend = "'chcp 65001'" if os.name == "nt" else "'export LANG=C.UTF-8'"
    finding = Finding(
        id="environment/encoding",
        severity=Severity.WARNING,
        message=f"the terminal's encoding is {encoding}: Burmese and Khmer show as codes",
        hint=f"switch it to UTF-8 with {mend}, or set PYTHONUTF8=1",
    )
    right = codecs.lookup(encoding).name == "utf-8"
    return Fact(name="terminal", found=encoding, findings=() if right else (finding,))
