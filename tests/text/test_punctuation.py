"""How scripts punctuate."""

import pytest

from publisher.text.punctuation import (
    count_english_sentences,
    count_sentences,
    ends_sentence,
    find_stray_brackets,
    find_stray_quotes,
    is_apostrophe,
    last_sign,
)
from publisher.text.scripts import find_latin_words, is_acronym, is_name, script_of, split_scripts

QUOTES = {"“": "”", "‘": "’"}


@pytest.mark.parametrize(
    ("text", "ends"),
    [
        ("We left.", True),
        ("“We left.”", True),
        ("**We left.**", True),
        ("at 5 p.m.", False),
        ("etc.", False),
        ("Loading...", False),
        ("Who left?", False),
        ("Aims", False),
    ],
)
def test_ends_sentence(text: str, ends: bool) -> None:
    """A full stop ends a sentence, unless it is of the last word."""
    assert ends_sentence(text) is ends


def test_sentences() -> None:
    """Titles end no sentence."""
    assert count_english_sentences("Ms. Chou Bun Eng, H.E., spoke. We left!") == 2
    assert count_sentences("က။ ခ။ ဂ?", "Mymr") == 3
    assert count_sentences("ក។ ខ៖ គ!", "Khmr") == 2


def test_last_sign() -> None:
    """Closing marks are passed over."""
    assert last_sign("(က။)”** ") == ("။", 2)
    assert last_sign("”") == ("", 0)


@pytest.mark.parametrize(
    ("text", "stray"), [("(a [b])", ""), ("(a", "("), ("a)", ")"), ("(a]", "](")]
)
def test_brackets(text: str, stray: str) -> None:
    """Brackets without a partner."""
    assert "".join(found.character for found in find_stray_brackets(text)) == stray


@pytest.mark.parametrize(
    ("text", "stray"),
    [("“a ‘b’”", ""), ("“a", "“"), ("က”", "”"), ("women’s workers’", ""), ("‘က’", "")],
)
def test_quotes(text: str, stray: str) -> None:
    """Quotation marks without a partner; apostrophes have none."""
    assert "".join(found.character for found in find_stray_quotes(text, QUOTES)) == stray
    assert is_apostrophe("’", 0) is False


def test_scripts() -> None:
    """Letters by script; digits and signs of all scripts belong to none."""
    assert [script_of(c) for c in "aកက၊ ."] == ["Latn", "Khmr", "Mymr", "Mymr", "", ""]
    assert script_of("।") == "Deva"
    assert [(s.text, s.start) for s in split_scripts("កខ၁ก abក")] == [
        ("កខ", 0),
        ("ก", 3),
        ("ab", 5),
        ("ក", 7),
    ]


def test_latin_words() -> None:
    """Words with hyphens and apostrophes, without the ’s of a possessive."""
    words = find_latin_words("MMN’s Müller-Nuñez (CSOs)သည် O’Brien")
    assert [word.text for word in words] == ["MMN", "Müller-Nuñez", "CSOs", "O’Brien"]
    assert [is_acronym(word) for word in ("MMN", "CSOs", "UNICEF", "Yangon", "A")] == [
        *(True, True, True),
        *(False, False),
    ]
    assert is_name(["Civil", "Volunteer", "Group"])
    assert not is_name(["Download"])
    assert not is_name(["Press", "release"])
