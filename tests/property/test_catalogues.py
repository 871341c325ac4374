"""Invariant 4 for every catalogue: its bytes are kept, nothing is lost, syncing twice is once."""

import io

from babel.messages.pofile import read_po
from hypothesis import assume, given
from hypothesis import strategies as st

from publisher.load.po import confirm_update
from publisher.model.errors import ContentError
from publisher.model.finding import Finding
from publisher.model.message import Message, MessageKey, Template
from publisher.model.source import SourceFile
from publisher.text.po import format_field, make_active, make_obsolete
from publisher.text.po_scan import scan_catalog
from publisher.translate.memory import Unit
from publisher.translate.sync import format_pot

from .strategies import Written, catalogue_texts, catalogues, pots, tails, write_catalog
from .wild_catalogs import parse
from .wild_catalogs import sync_text as sync

newlines = st.sampled_from(["\n", "\r\n"])


def written_texts(text: str) -> set[tuple[str, ...]]:
    """What translators wrote: the lines of every msgstr that is not empty, active or obsolete."""
    texts = set()
    for entry in parse(text).entries:
        lines = [line for line in make_active(entry.raw).lines if not line.startswith("#")]
        start = next(number for number, line in enumerate(lines) if line.startswith("msgstr"))
        if entry.translation.text:
            texts.add(tuple(lines[start:]))
    return texts


@given(catalogues, tails, newlines)
def test_reading_and_writing_is_the_identity(
    written: list[Written], tail: str, newline: str
) -> None:
    """Cut into entries and joined again, a catalogue has its very bytes."""
    text = write_catalog(written, tail).replace("\n", newline)
    catalog, findings = scan_catalog(SourceFile(path="my.po", text=text))
    assert findings == []
    assert catalog.render() == text


@given(catalogues, tails, newlines)
def test_values_are_those_that_were_written(
    written: list[Written], tail: str, newline: str
) -> None:
    """Whatever the cuts of its strings, an entry has its key, its text and its flags."""
    catalog = parse(write_catalog(written, tail).replace("\n", newline))
    assert [
        (found.key, found.translation.text, found.translation.fuzzy, found.translation.obsolete)
        for found in catalog.entries
    ] == [(entry.key, entry.text, entry.fuzzy, entry.obsolete) for entry in written]


@given(catalogues)
def test_babel_reads_the_same(written: list[Written]) -> None:
    """Another reader of PO finds the same active translations."""
    active = [entry for entry in written if not entry.obsolete and not entry.plural]
    # Babel takes an empty context for none, and a msgid of spaces for its header's.
    active = [entry for entry in active if entry.key.context != "" and entry.key.id.strip()]
    other = read_po(io.BytesIO(write_catalog(active).encode()))
    ours = parse(write_catalog(active)).to_catalog("d", "my").translations
    for entry in active:
        message = other.get(entry.key.id, context=entry.key.context)
        assert message is not None
        assert (message.string, message.fuzzy) == (ours[entry.key].text, entry.fuzzy)


@given(catalogues, tails, pots, newlines)
def test_syncing_twice_equals_once(
    written: list[Written], tail: str, pot: Template, newline: str
) -> None:
    """What sync has written it does not change."""
    once = sync(write_catalog(written, tail).replace("\n", newline), pot)
    assert sync(once, pot) == once


@given(catalogues, tails, st.lists(pots, min_size=1, max_size=4))
def test_no_translation_ever_disappears(
    written: list[Written], tail: str, versions: list[Template]
) -> None:
    """Through any versions of the source, every msgstr that is not empty is still there, in its own
    lines; so are remarks with words in them, and the end of the file."""
    before = after = write_catalog(written, tail)
    for pot in versions:
        after = sync(after, pot)
        confirm_update(parse(before), after)
    assert written_texts(before) <= written_texts(after)
    assert after.count("# remark") >= before.count("# remark")
    assert after.endswith(tail)


@given(catalogues, pots)
def test_a_catalogue_has_just_the_messages_of_its_pot(
    written: list[Written], pot: Template
) -> None:
    """After a sync the active entries are the pot's messages, in its order and with its comments
    before any that sync adds; all others are obsolete and stand behind them."""
    catalog = parse(sync(write_catalog(written), pot))
    active = [entry for entry in catalog.entries if not entry.translation.obsolete]
    assert [entry.key for entry in active] == [message.key for message in pot]
    assert list(catalog.entries[: len(active)]) == active
    for entry, message in zip(active, pot, strict=True):
        comments = [line[3:] for line in entry.raw.lines if line.startswith("#.")]
        wanted = [line for comment in message.comments for line in comment.split("\n")]
        assert comments[: len(wanted)] == wanted


@given(catalogues, pots)
def test_what_vanishes_comes_back(written: list[Written], pot: Template) -> None:
    """Emptied and refilled, the source finds every translation that was active, in its bytes
    (case 23)."""
    text = sync(write_catalog(written), pot)
    gone = sync(text, Template(domain="d", messages=()))
    assert not any(not entry.translation.obsolete for entry in parse(gone).entries)
    back = parse(sync(gone, pot)).to_catalog("d", "my").translations
    for entry in parse(text).entries:
        if not entry.translation.obsolete and entry.translation.text:
            assert back[entry.key].text == entry.translation.text
            assert back[entry.key].fuzzy == entry.translation.fuzzy


@given(catalogues, pots)
def test_matching_entries_keep_their_bytes(written: list[Written], pot: Template) -> None:
    """Where a pot's comments are already there, the entry does not change at all."""
    once = sync(write_catalog(written), pot)
    known = {entry.raw.lines for entry in parse(once).entries}
    smaller = Template(domain="d", messages=pot.messages[::2])
    twice = {entry.raw.lines for entry in parse(sync(once, smaller)).entries}
    kept = {message.key for message in smaller}
    assert all(
        entry.raw.lines in twice
        for entry in parse(once).entries
        if entry.key in kept and not entry.translation.obsolete
    )
    assert len(twice - known) <= len(pot.messages)


@given(catalogues)
def test_obsolete_and_back_is_the_identity(written: list[Written]) -> None:
    """An active entry comes back from obsolete as it was."""
    for entry in scan_catalog(SourceFile(path="", text=write_catalog(written)))[0].entries:
        if not entry.obsolete:
            assert make_active(make_obsolete(entry)) == entry


@given(catalogue_texts, catalogue_texts, st.none() | catalogue_texts, catalogue_texts)
def test_any_text_survives_the_file(
    identifier: str, text: str, context: str | None, comment: str
) -> None:
    """A message, its context and its translation are read back as they were written, and no
    comment leaves its lines."""
    key = MessageKey(context, identifier or "x")
    message = Message(id=key.id, context=key.context, comments=(comment,), references=("r.md",))
    pot = Template(domain="d", messages=(message,))
    unit = Unit(source=key.id, target=text, context=key.context, origin="d")
    (entry,) = parse(sync("", pot, [unit])).entries
    assert (entry.key, entry.translation.text) == (key, text)
    assert [found.key for found in parse(format_pot(pot, "x")).entries] == [key]


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]) | st.sampled_from("\n\t"))
)
def test_fields_hold_any_text(text: str) -> None:
    """Every text without control characters can be a field of a catalogue."""
    lines = "\n".join([*format_field("msgid", "x"), *format_field("msgstr", text)])
    (entry,) = parse(lines + "\n").entries
    assert entry.translation.text == text


DAMAGE = ['"', "“", "\\", "\n", "#", "#~ ", "msgid ", "msgstr ", "<<<<<<< x\n", "\x00", "\r", " "]


@given(catalogues, tails, st.integers(0, 500), st.integers(0, 3), st.sampled_from(["", *DAMAGE]))
def test_damage_is_refused_or_harmless(
    written: list[Written], tail: str, at: int, length: int, instead: str
) -> None:
    """Whatever is cut out of a catalogue or written into it: either every problem is named with
    its line, or the file can still be read, and syncing it loses nothing."""
    whole = write_catalog(written, tail)
    at %= len(whole)
    damaged = whole[:at] + instead + whole[at + length :]
    findings = find_damage(damaged)
    if findings:
        lines = len(SourceFile(path="", text=damaged).lines)
        assert all(finding.line in range(1, lines + 1) for finding in findings)
        return
    pot = Template(domain="d", messages=(Message(id="one"), Message(id="new")))
    after = sync(damaged, pot)
    assert written_texts(damaged) <= written_texts(after)
    assert sync(after, pot) == after


def find_damage(text: str) -> tuple[Finding, ...]:
    """The findings with which a catalogue is refused; none where it can be read."""
    try:
        parse(text)
    except ContentError as error:
        return error.findings
    return ()


@given(catalogues, st.integers(0, 500))
def test_a_cut_off_catalogue_is_refused(written: list[Written], at: int) -> None:
    """Cut off inside a line that is no comment, a catalogue is refused on that line, or for the
    entry that has lost its msgstr."""
    whole = write_catalog(written)
    text = whole[: at % len(whole)]
    last = text.rpartition("\n")[2]
    assume(last and not last.endswith('"') and not last.startswith("#"))
    line = text.count("\n") + 1
    names = {finding.id.removeprefix("catalogue/") for finding in find_damage(text)}
    assert names & {"truncated", "syntax", "curly-quotes"}
    assert any((finding.line or 0) <= line for finding in find_damage(text))
