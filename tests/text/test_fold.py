"""Words are found however they were typed, and what comes near is shown."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.text.cluster import may_part
from publisher.text.fold import find_form, find_near, fold_text
from publisher.text.normalize import normalize_khmer

letters = st.text(st.sampled_from("ကခမ်ျိုး့ အဣកត្ដ្តខ្មែរា\u200b A1("), max_size=30)


@pytest.mark.parametrize(
    ("text", "form", "found"),
    [
        ("ရွှေ့ပြောင်း အလုပ်သမား များ", "ရွှေ့ပြောင်းအလုပ်သမား", "ရွှေ့ပြောင်း အလုပ်သမား"),
        ("ရွှေ့ပြောင်း\u200bအလုပ်သမား", "ရွှေ့ပြောင်း အလုပ်သမား", "ရွှေ့ပြောင်း\u200bအလုပ်သမား"),
        ("ក្រសួង សេចក្ដីប្រកាស", "សេចក្តីប្រកាស", "សេចក្ដីប្រកាស"),
        ("ខែ្មរ", "ខ្មែរ", "ខែ្មរ"),
        ("အခွင့\u103aအရေး", "အခွင့်အရေး", "အခွင့်အရေး"),
        ("(MMN)သည်", "MMN", "MMN"),
        ("ကခ", "ခဂ", None),
        ("ကခ", "", ""),
    ],
)
def test_forms_are_found(text: str, form: str, found: str | None) -> None:
    """Spaces, marks of breaks, order within a syllable and look-alike subscripts are no matter."""
    stretch = find_form(text, form)
    assert (None if stretch is None else text[stretch.start : stretch.end]) == found


@pytest.mark.parametrize(
    ("text", "form", "found"),
    [
        ("မစ္စ ဂျက်ကီ ပိုလော့ ပြောသည်", "မစ္စ ဂျက်ကီ ပေါ်လော့ခ်", "မစ္စ ဂျက်ကီ ပိုလော့"),
        ("លោកស្រី ចេគី ប៉ូឡុក", "លោកស្រី ជែគី ប៉ូឡុក", "លោកស្រី ចេគី ប៉ូឡុក"),
        ("တခြားစကား", "မစ္စ ဂျက်ကီ ပေါ်လော့ခ်", None),
        ("", "ဂျက်ကီ", None),
    ],
)
def test_what_comes_near(text: str, form: str, found: str | None) -> None:
    """A name with a slip in it is shown whole, and nothing else is taken for one."""
    stretch = find_near(text, form)
    assert (None if stretch is None else text[stretch.start : stretch.end]) == found


@settings(max_examples=150, deadline=None)
@given(letters, letters, letters)
def test_what_stands_there_is_found(before: str, form: str, after: str) -> None:
    """What is in a text is found in it, from a character on that is there."""
    stretch = find_form(before + form + after, form)
    assert stretch is not None
    assert stretch.start <= len(before)


@settings(max_examples=150, deadline=None)
@given(letters)
def test_folding_keeps_places(text: str) -> None:
    """Every character of the folded text has a place, in order, where a cluster begins; folding
    again changes nothing, nor does normalising before it."""
    folded = fold_text(text)
    assert len(folded.text) == len(folded.offsets)
    assert list(folded.offsets) == sorted(folded.offsets)
    assert all(may_part(text, offset) for offset in folded.offsets)


@pytest.mark.parametrize("text", ["ខែ្មរ សេចក្ដី", "အခွင့\u103aအရေး"])
def test_normal_text_folds_alike(text: str) -> None:
    """Text in its normal form and text that is not fold to the same."""
    normal = normalize_khmer(unicodedata.normalize("NFC", text))
    assert fold_text(normal).text == fold_text(text).text
