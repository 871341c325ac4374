"""Entries given another msgid: what is read of the old one, and what stays."""

import polib
import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.model.message import MessageKey
from publisher.text.po import Entry, format_field, quote_string
from publisher.translate.entries import previous_key, rename_entry, unquote_string


def lines(text: str) -> Entry:
    """An entry of these lines."""
    return Entry(lines=tuple(text.split("\n")))


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('msgid "a"\nmsgstr ""', None),
        ('#| msgid "a"\nmsgid "b"\nmsgstr ""', MessageKey(None, "a")),
        ('#|msgid ""\n  #|  "a\\""\t\n#| "\\n"\nmsgid "b"\nmsgstr ""', MessageKey(None, 'a"\n')),
        ('#| msgctxt "x"\n#| msgid "a"\nmsgid "b"\nmsgstr ""', MessageKey("x", "a")),
        ('#| msgid "a"\n#| msgid_plural "c"\nmsgid "b"\nmsgstr[0] ""', MessageKey(None, "a")),
        ('#~| msgid "a"\n#~ msgid "b"\n#~ msgstr ""', MessageKey(None, "a")),
        ('#| "lost"\nmsgid "b"\nmsgstr ""', None),
        ('#| msgctxt "x"\nmsgid "b"\nmsgstr ""', None),
    ],
)
def test_the_previous_msgid_is_read(text: str, key: MessageKey | None) -> None:
    """Active or obsolete, on one line or several, with its context or without."""
    assert previous_key(lines(text)) == key


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_what_is_quoted_is_read_back(text: str) -> None:
    """Unquoting undoes quoting."""
    assert unquote_string(quote_string(text)) == text


@pytest.mark.parametrize("escaped", [r"\a\b\f\v", r"\101\x41\x", r"\\n", r"\"", r"\?", r"\0"])
def test_every_escape_of_c_is_known(escaped: str) -> None:
    """Octal and hexadecimal numbers and rare controls too; any other sign stands for itself."""
    expected = {
        r"\a\b\f\v": "\a\b\f\v",
        r"\101\x41\x": "AAx",
        r"\\n": "\\n",
        r"\"": '"',
        r"\?": "?",
        r"\0": "\0",
    }
    assert unquote_string(f'"{escaped}"') == expected[escaped]


@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]) | st.just("\n")))
def test_a_new_previous_msgid_is_read_by_others(text: str) -> None:
    """What is written behind `#|` is read back, by polib too."""
    old = Entry(lines=('msgid "x"', 'msgstr "y"'))
    key = MessageKey("c", text or "x")
    made = rename_entry(old, MessageKey(None, "new"), previous=key, fuzzy=True)
    assert previous_key(made) == key
    (read,) = polib.pofile("\n".join(made.lines))
    assert (read.previous_msgctxt, read.previous_msgid) == ("c", key.id)
    assert (read.msgid, read.msgstr, read.fuzzy) == ("new", "y", True)


def test_all_but_the_key_stays() -> None:
    """Comments and flags keep their order, the msgstr its bytes; the old previous msgid goes."""
    old = lines(
        '# note\n#. where\n#: r.md\n#,no-wrap\n#| msgctxt "p"\n#| msgid "o"\n'
        'msgctxt "c"\nmsgid ""\n"a"\nmsgstr  "x"\n   "y"'
    )
    made = rename_entry(old, MessageKey(None, "b"), previous=MessageKey(None, "a"), fuzzy=True)
    assert "\n".join(made.lines) == (
        '# note\n#. where\n#: r.md\n#, fuzzy,no-wrap\n#| msgid "a"\nmsgid "b"\nmsgstr  "x"\n   "y"'
    )


@pytest.mark.parametrize("flags", ["#, fuzzy", "#, no-wrap, fuzzy", ""])
def test_fuzzy_stands_once(flags: str) -> None:
    """A fuzzy entry stays so, without a second flag."""
    old = lines("\n".join(filter(None, [flags, 'msgid "a"', 'msgstr "x"'])))
    made = rename_entry(old, MessageKey(None, "b"), previous=None, fuzzy=True)
    assert "fuzzy" in made.flags
    assert sum(line.count("fuzzy") for line in made.lines) == 1


def test_an_obsolete_entry_comes_alive_with_another_text() -> None:
    """Its marks go, and the text that is given stands in for its own."""
    old = lines('# note\n#~| msgid "o"\n#~ msgid "a"\n#~ msgstr "x"')
    made = rename_entry(old, MessageKey("c", "b"), previous=None, fuzzy=False, text="y\nz")
    assert list(made.lines) == [
        "# note",
        'msgctxt "c"',
        'msgid "b"',
        *format_field("msgstr", "y\nz"),
    ]
