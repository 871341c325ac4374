"""No byte of a catalogue is lost, however it was written: reading, writing, and sync.

`tests/external` shows that msgfmt accepts these files; here nothing but pip's packages is needed.
"""

import re
from collections import Counter

from hypothesis import given, settings

from publisher.load.po import confirm_update
from publisher.model.message import Template
from publisher.model.source import SourceFile
from publisher.text.po_scan import scan_catalog

from .strategies import pots
from .wild_catalogs import own_pot, parse, sync_text, wild_catalogs


def own_lines(text: str) -> Counter[str]:
    """Every line that sync does not write, with its end; the last line of a file may have none."""
    ends = line_ends(text) or ["\n"]
    lines = (text if text.endswith("\n") else text + ends[0]).splitlines(keepends=True)
    kept = (line for line in lines if line.strip())
    return Counter(line for line in kept if not line.lstrip().startswith(("#.", "#:")))


def line_ends(text: str) -> list[str]:
    """The end of every line."""
    return re.findall("\r?\n", text)


@given(wild_catalogs())
@settings(max_examples=150)
def test_reading_and_writing_is_the_identity(text: str) -> None:
    """Whatever msgfmt accepts is read without a finding and written with its very bytes."""
    catalog, findings = scan_catalog(SourceFile(path="en.po", text=text))
    assert findings == []
    assert catalog.render() == text
    assert parse(text).text == catalog


@given(wild_catalogs())
def test_sync_with_its_own_pot_keeps_every_line(text: str) -> None:
    """Where no message changed, every line that is not an extracted comment or a reference is
    there, with the end that it had; obsolete entries go last, and nothing else moves."""
    pot = own_pot(parse(text))
    once = sync_text(text, pot)
    assert own_lines(once) == own_lines(text)
    assert sync_text(once, pot) == once
    order = [entry.key for entry in parse(text).entries if not entry.translation.obsolete]
    assert [e.key for e in parse(once).entries if not e.translation.obsolete] == order


@given(wild_catalogs(), pots, pots)
def test_sync_with_any_pot_loses_nothing(text: str, first: Template, second: Template) -> None:
    """Messages may come and go: every msgstr that is not empty, and every remark, is still there,
    and a second sync finds nothing to do."""
    after = text
    for pot in (first, second, own_pot(parse(text))):
        before, after = after, sync_text(after, pot)
        confirm_update(parse(before), after)
        assert sync_text(after, pot) == after
    confirm_update(parse(text), after)


@given(wild_catalogs(), pots)
def test_line_ends_stay_as_they_are(text: str, pot: Template) -> None:
    """A file that ends all its lines alike does so after a sync."""
    ends = set(line_ends(text))
    if len(ends) == 1:
        assert set(line_ends(sync_text(text, pot))) == ends
