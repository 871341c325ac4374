"""Where a character of a translation stands in its catalogue."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.text.place import locate_offset
from publisher.text.po import format_field, quote_string


@pytest.mark.parametrize(
    ("lines", "offset", "place"),
    [
        (['msgid "a"', 'msgstr "bcd"'], 0, (1, 9)),
        (['msgid "a"', 'msgstr "bcd"'], 2, (1, 11)),
        (['msgid "a"', 'msgstr "bcd"'], 3, (1, 12)),
        (['msgid "a"', 'msgstr "bcd"'], 9, (1, 12)),
        (['msgid "a"', '  msgstr   "bcd"'], 1, (1, 14)),
        (['msgid "msgstr"', 'msgstr ""', '"one\\n"', '"tw\\"o"'], 3, (2, 5)),
        (['msgid "a"', 'msgstr ""', '"one\\n"', '"tw\\"o"'], 6, (3, 4)),
        (['msgid "a"', 'msgstr ""', '"one\\n"', '"tw\\"o"'], 7, (3, 6)),
        (['msgid "a"', 'msgid_plural "b"', 'msgstr[0] ""', 'msgstr[1] "cd"'], 1, (3, 13)),
        (['msgid "a"', 'msgstr[0] "ab"', 'msgstr[1] "cd"'], 2, (1, 14)),
    ],
)
def test_places(lines: list[str], offset: int, place: tuple[int, int]) -> None:
    """Lines and columns count code points of the file; escapes are two, and what is past the end
    is at the closing quote."""
    assert locate_offset(lines, offset) == place


@pytest.mark.parametrize("lines", [[], ['msgid "a"'], ['msgid "a"', 'msgstr ""']])
def test_no_place(lines: list[str]) -> None:
    """An empty translation has no place."""
    assert locate_offset(lines, 0) is None


@given(st.text(st.sampled_from('က្ខ "\\\n\tab'), min_size=1))
def test_every_character_is_found(text: str) -> None:
    """At each place stands the character, as publisher writes it."""
    lines = ['msgid "a"', *format_field("msgstr", text)]
    for offset, character in enumerate(text):
        line, column = locate_offset(lines, offset)
        written = quote_string(character)[1:-1]
        assert lines[line][column - 1 : column - 1 + len(written)] == written
