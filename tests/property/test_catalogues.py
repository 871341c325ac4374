"""Invariant 4 for every catalogue: its bytes are kept, nothing is lost, syncing twice is once."""

import io
from collections import Counter

from babel.messages.pofile import read_po
from hypothesis import assume, given
from hypothesis import strategies as st

from publisher.load.po import parse_catalog
from publisher.model.errors import ContentError
from publisher.model.finding import Finding
from publisher.model.message import Message, MessageKey, Template
from publisher.model.source import SourceFile
from publisher.text.po import CatalogFile, format_field, make_active, make_obsolete, scan_catalog
from publisher.translate.sync import format_pot, new_header, sync_catalog

from .strategies import Written, catalogue_texts, catalogues, pots, tails, write_catalog

newlines = st.sampled_from(["\n", "\r\n"])
HEADER = new_header("x", "my", "nplurals=1; plural=0;")


def parse(text: str) -> CatalogFile:
    """The catalogue that `text` holds."""
    return parse_catalog(SourceFile(path="my.po", text=text))


def sync(text: str, pot: Template, memory: dict[MessageKey, str] | None = None) -> str:
    """The text of a catalogue, brought up to date."""
    return sync_catalog(parse(text), pot, HEADER, memory or {})


def translations(text: str) -> Counter[tuple[MessageKey, str]]:
    """Every translation of a catalogue that is not empty, active or obsolete, with its key."""
    return Counter(
        (entry.key, entry.translation.text)
        for entry in parse(text).entries
        if entry.translation.text
    )


def message_bytes(text: str) -> Counter[tuple[str, ...]]:
    """The messages of a catalogue that hold a translation, in the translators' own lines."""
    return Counter(
        tuple(line for line in make_active(entry.raw).lines if not line.startswith("#"))
        for entry in parse(text).entries
        if entry.translation.text
    )


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
    """Through any versions of the source, every msgstr that is not empty is still there under its
    key, in its own lines; so are remarks with words in them, and the end of the file."""
    before = after = write_catalog(written, tail)
    for pot in versions:
        after = sync(after, pot)
    assert translations(before) == translations(after)
    assert message_bytes(before) == message_bytes(after)
    assert after.count("# remark") == before.count("# remark")
    assert after.endswith(tail)


@given(catalogues, pots)
def test_a_catalogue_has_just_the_messages_of_its_pot(
    written: list[Written], pot: Template
) -> None:
    """After a sync the active entries are the pot's messages, in its order and with its comments;
    all others are obsolete and stand behind them."""
    catalog = parse(sync(write_catalog(written), pot))
    active = [entry for entry in catalog.entries if not entry.translation.obsolete]
    assert [entry.key for entry in active] == [message.key for message in pot]
    assert list(catalog.entries[: len(active)]) == active
    for entry, message in zip(active, pot, strict=True):
        comments = "\n".join(line[3:] for line in entry.raw.lines if line.startswith("#."))
        assert comments == "\n".join(message.comments)


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
    (entry,) = parse(sync("", pot, {key: text})).entries
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
    assert translations(after) == translations(damaged)
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
