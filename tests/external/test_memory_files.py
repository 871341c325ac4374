"""Our TMX is what translate-toolkit reads, on which Weblate stands, and its TMX is what we read."""

import json
import subprocess
import sys
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.load.tmx import parse_tmx
from publisher.model.memory import Unit
from publisher.translate.tmx import format_tmx

SCRIPT = Path(__file__).with_name("toolkit_memory.py")
TEXT = st.text("ab က\u17d2\u200b&<>\"'\\\n", min_size=1).filter(str.strip)


@settings(max_examples=5, deadline=None)
@given(st.dictionaries(TEXT, TEXT, min_size=1, max_size=20))
def test_units_are_the_same_to_translate_toolkit(said: dict[str, str]) -> None:
    """Sources and translations are read as they were written, in both directions."""
    units = [
        Unit(source=source, target=target, context=None, origin="o")
        for source, target in sorted(said.items())
    ]
    done = subprocess.run(
        [sys.executable, "-I", SCRIPT],
        input=format_tmx(units, "en", "my").encode(),
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    theirs = json.loads(done.stdout)
    assert theirs["units"] == [[unit.source, unit.target] for unit in units]
    read, findings = parse_tmx(theirs["made"].encode(), "o", "en", "my")
    assert (sorted(read, key=lambda unit: unit.source), findings) == (units, ())
