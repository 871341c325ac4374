"""The documentation as it is built: the pages of `docs/`, with the tables made of the code."""

import runpy

from world import ROOT

DOCS = ROOT / "docs"
REFERENCE = runpy.run_path(str(ROOT / "tools" / "reference.py"))
"""What the hook of MkDocs has."""


def read_page(name: str) -> str:
    """A page by its path in `docs/`, with its tables."""
    return REFERENCE["fill_marks"]((DOCS / name).read_text(encoding="utf-8"))
