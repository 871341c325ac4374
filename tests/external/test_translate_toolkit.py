"""What translate-toolkit, on which Weblate stands, reads from our catalogues.

It is the most faithful reader there is, and under the GPL: a program of its own asks it.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from property.strategies import Written, catalogues, write_catalog
from test_gettext import CATALOGS

from publisher.load.po import parse_catalog
from publisher.model.source import SourceFile

SCRIPT = Path(__file__).with_name("toolkit.py")


def ask_toolkit(texts: list[str]) -> list[dict[str, Any]]:
    """What translate-toolkit reads, in a process that finds no folder of these tests."""
    done = subprocess.run(
        [sys.executable, "-I", SCRIPT],
        input=json.dumps(texts),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def read_messages(text: str) -> list[list[object]]:
    """What we read, in its words."""
    return [
        [entry.key.context or "", entry.key.id, found.text, found.obsolete, found.usable]
        for entry in parse_catalog(SourceFile(path="x.po", text=text)).entries
        for found in [entry.translation]
    ]


def test_it_reads_what_we_read_and_changes_nothing() -> None:
    """Every catalogue of the repository holds the same messages for both, and saving it in Weblate
    changes no byte of what nobody edited."""
    texts = [path.read_text(encoding="utf-8") for path in CATALOGS]
    for path, text, found in zip(CATALOGS, texts, ask_toolkit(texts), strict=True):
        assert found["messages"] == read_messages(text), path
        assert found["same"], path


def test_it_reads_the_catalogues_that_our_properties_are_tried_with() -> None:
    """However a translator's tool wraps, marks and comments its entries, both read the same;
    plural forms are left out, since we keep but one of them as the text."""
    texts: list[str] = []

    @given(catalogues)
    @settings(max_examples=200, deadline=None, derandomize=True, database=None)
    def collect(written: list[Written]) -> None:
        texts.append(write_catalog([entry for entry in written if not entry.plural]))

    collect()
    for text, found in zip(texts, ask_toolkit(texts), strict=True):
        assert found["messages"] == read_messages(text), text
