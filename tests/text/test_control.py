"""Control characters: which they are, and where the first one stands."""

import unicodedata

import pytest

from publisher.text.control import blank_controls, find_control

SCRIPT_CONTROLS = "\u200b\u200c\u200d\u2060\u00ad\ufeff\u00a0\u202f"
"""Characters that nobody sees either, but that Burmese, Khmer and typography need."""


@pytest.mark.parametrize("code", [0, 7, 8, 0xB, 0xC, 0x1B, 0x1F, 0x7F, 0x85, 0x9F, 0x2028, 0xFFFE])
def test_each_control_character_is_named(code: int) -> None:
    """The first control character is found where it stands, and named by its code point."""
    control = find_control(f"ab{chr(code)}\x00")
    assert control == (2, f"U+{code:04X}")
    assert f"U+{code:04X}" in control.message


def test_all_of_category_cc_but_tab_and_line_feed_is_refused() -> None:
    """Every character of Unicode's category Cc is a control, but for the tab and the line feed."""
    controls = {c for c in map(chr, range(0x110000)) if unicodedata.category(c) == "Cc"}
    assert {c for c in controls if not find_control(c)} == {"\t", "\n"}


@pytest.mark.parametrize("text", ["", "a\tb\nc", "កម្ពុជា", "မြန်မာ", SCRIPT_CONTROLS, "😀\ufffd"])
def test_text_and_what_scripts_need_is_none(text: str) -> None:
    """Joiners, spaces and the zero-width space are text (R-1.7; reliability §2), so are tabs."""
    assert find_control(text) is None


def test_blanking_keeps_every_offset() -> None:
    """With its controls blanked a text is as long as before, and its line ends stay."""
    text = "a\x00b\r\nc\u2028d\re\x85f\n"
    assert blank_controls(text) == "a b\r\nc d\re f\n"
