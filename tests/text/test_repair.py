"""Repairs that are safe: no line moves, and nothing that was meant is touched."""

import pytest

from publisher.text.repair import repair_lines, repair_text
from publisher.text.unzawgyi import convert_zawgyi
from publisher.text.zawgyi import zawgyi_probability

HEADER = 'msgid ""\nmsgstr ""\n"Language: my\\n"\n"Content-Type: text/plain; charset=UTF-8\\n"\n'
BODY = '\nmsgid "charset=x\\n"\nmsgstr "charset=x\\n"\n'


def test_a_sound_file_is_left() -> None:
    """Nothing to repair, nothing repaired."""
    assert repair_lines(HEADER + BODY) == (HEADER + BODY, [])


def test_line_ends_and_header_are_repaired() -> None:
    """Line ends of Windows, another character set, an evil rule for plurals; a text that looks
    like a header is none."""
    broken = (
        HEADER.replace("UTF-8", "windows-1252") + '"Plural-Forms: nplurals=2; plural=1/0;\\n"\n'
    )
    text, repairs = repair_lines((broken + BODY).replace("\n", "\r\n"))
    assert text == HEADER + '""\n' + BODY
    assert repairs == ["line ends of Windows", "the character set in the header"]


def test_translations_get_their_normal_form() -> None:
    """NFC everywhere, the order of Khmer in Khmer; break opportunities stay."""
    assert repair_text("e\u0301\u200b", "Latn") == "é\u200b"
    assert repair_text("ខែ្មរ\u200b", "Khmr") == "ខ្មែរ\u200b"
    assert repair_text("ខែ្មរ", "Mymr") == "ខែ្មរ"


def test_zawgyi_is_converted_and_markup_is_not() -> None:
    """ICU's rules, around what is ASCII: addresses, placeholders and marks keep their bytes."""
    pytest.importorskip("icu")
    zawgyi = "**ျမန္မာႏိုင္ငံတြင္** {page} [x](https://example.org/1)"
    converted = convert_zawgyi(zawgyi)
    assert converted == "**မြန်မာနိုင်ငံတွင်** {page} [x](https://example.org/1)"
    assert zawgyi_probability(zawgyi) > 0.95
    assert zawgyi_probability(converted) < 0.05
