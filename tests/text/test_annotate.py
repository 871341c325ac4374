"""Notes in a catalogue: where they stand, and that nothing else changes."""

from hypothesis import given, settings
from hypothesis import strategies as st
from property.wild_catalogs import parse, wild_catalogs

from publisher.model.finding import Finding, Severity
from publisher.text.annotate import annotate_catalog, describe_finding
from publisher.text.po import CatalogText

TEXT = """\
msgid ""
msgstr ""
"Language: my\\n"

# Ma Ma: see the other file
#. Headline
#: releases/a/release.md
#, fuzzy
#| msgid "One"
msgid "Two"
msgstr "နှစ်"

msgid "Three"
msgstr ""
"သုံး"
"""
FINDING = Finding(
    id="message/number",
    severity=Severity.WARNING,
    message="the number 2 is lost",
    hint="write ၂",
    path="my.po",
    line=11,
)
NOTE = "#. publisher: warning: the number 2 is lost – write ၂ [message/number]\n"


def read(text: str) -> CatalogText:
    return parse(text).text


def test_a_note_stands_with_the_extracted_comments() -> None:
    """Below what sync writes and above the references, where editors show it with the message."""
    after = annotate_catalog(read(TEXT), [FINDING]).render()
    assert after == TEXT.replace("#. Headline\n", f"#. Headline\n{NOTE}")


def test_a_message_without_comments() -> None:
    """A note is the first line of a message that has no other comment."""
    finding = Finding(id="a/b", message="c", path="my.po", line=15)
    after = annotate_catalog(read(TEXT), [finding]).render()
    assert after == TEXT.replace('msgid "Three"', '#. publisher: error: c [a/b]\nmsgid "Three"')


def test_notes_are_replaced_and_go() -> None:
    """Annotating again has the new notes alone, and none where nothing is found any more."""
    first = annotate_catalog(read(TEXT), [FINDING])
    other = Finding(id="a/b", message="c", path="my.po", line=12)
    second = annotate_catalog(read(first.render()), [other]).render()
    assert (NOTE in second, "#. publisher: error: c [a/b]" in second) == (False, True)
    assert annotate_catalog(read(second), []).render() == TEXT


def test_the_header_has_no_note() -> None:
    """No editor shows comments of the header, and no tool of ours would take them out."""
    finding = Finding(id="a/b", message="c", path="my.po", line=3)
    assert annotate_catalog(read(TEXT), [finding]).render() == TEXT


def test_a_note_is_one_line() -> None:
    """No character of a finding ends the line of its note."""
    finding = Finding(id="a/b", message="one\x1b[2J\u2028two", hint="three", path="my.po", line=13)
    after = annotate_catalog(read(TEXT), [finding]).render()
    assert after.count("\n") == TEXT.count("\n") + 1
    assert "\x1b" not in after
    assert describe_finding(finding).startswith("publisher: error: one")


@settings(max_examples=60, deadline=None)
@given(wild_catalogs(), st.data())
def test_any_catalogue_keeps_its_bytes(text: str, data: st.DataObject) -> None:
    """Whatever a catalogue looks like: with notes it says the same, and without them it has its
    very bytes."""
    before = parse(text)
    lines = st.integers(1, text.count("\n") + 1)
    findings = [
        Finding(id="a/b", message="c", path="my.po", line=line)
        for line in data.draw(st.lists(lines, max_size=5))
    ]
    noted = annotate_catalog(before.text, findings).render()
    after = parse(noted)
    assert [(e.key, e.translation.text) for e in after.entries] == [
        (e.key, e.translation.text) for e in before.entries
    ]
    assert annotate_catalog(after.text, []).render() == text
