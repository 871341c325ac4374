"""Numbers of a text, in any digits, and held against those of another."""

from decimal import Decimal

import pytest

from publisher.text.number_match import match_numbers
from publisher.text.number_words import find_english_words, says_number, spell_number
from publisher.text.numbers import find_numbers, fold_digits


@pytest.mark.parametrize(
    ("text", "tag", "readings"),
    [
        ("2017", "en", [{2017}]),
        ("၂၀၁၇ ခုနှစ်", "my", [{2017}]),
        ("ឆ្នាំ២០១៧", "km", [{2017}]),
        ("1,612", "en", [{"1612", "1.612"}]),
        ("១.៦១២", "km", [{"1612", "1.612"}]),
        ("៧២,៤", "km", [{"72.4"}]),
        ("1,234,567.89", "en", [{"1234567.89"}]),
        ("១.២៣៤.៥៦៧,៨៩", "km", [{"1234567.89"}]),
        ("12.2.2021", "en", [{12}, {2}, {2021}]),
        ("1–18", "en", [{1}, {18}]),
    ],
)
def test_readings(text: str, tag: str, readings: list[set[object]]) -> None:
    """What digits can mean, with either separator (R-5.4)."""
    found = [set(number.readings) for number in find_numbers(text, tag)]
    assert found == [{Decimal(value) for value in values} for values in readings]


@pytest.mark.parametrize(
    ("text", "tag", "scaled"),
    [
        ("3.5 million", "en", 3_500_000),
        ("၃.၅ သန်း", "my", 3_500_000),
        ("၃၅ သိန်း", "my", 3_500_000),
        ("သန်း ၃၀", "my", 30_000_000),
        ("៣,៥លាននាក់", "km", 3_500_000),
        ("២ ពាន់លាន", "km", 2_000_000_000),
    ],
)
def test_words_of_size(text: str, tag: str, scaled: int) -> None:
    """A word beside a number multiplies it."""
    (number,) = find_numbers(text, tag)
    assert Decimal(scaled) in number.scaled


def test_digits_of_every_script() -> None:
    """Folding keeps every offset."""
    assert fold_digits("๒๐ ໒໐ ႒႐ ၂၀ ២០ 20") == "20 20 20 20 20 20"


@pytest.mark.parametrize(
    ("text", "must"),
    [
        ("six countries and one city", {6}),
        ("three to five years", {3, 5}),
        ("two hundred and fifty-six", set()),
        ("The two-day event, the third of its kind", set()),
    ],
)
def test_english_words(text: str, must: set[int]) -> None:
    """Numbers in words that a translation must have: three to twelve, standing alone."""
    assert {value for value, needed in find_english_words(text).items() if needed} == must


def test_spelled_numbers() -> None:
    """Words as CLDR spells them out in Burmese and Khmer; parts of other words are none."""
    assert "ဆယ့်ရှစ်" in spell_number(18, "my")
    assert "နှစ်ဆယ့်ငါး" in spell_number(25, "my")
    assert spell_number(21, "km") == ("ម្ភៃមួយ",)
    assert spell_number(6, "th") == ()
    assert says_number("ប្រទេសប្រាំមួយ", 6, "km")
    assert not says_number("ដើម្បី", 3, "km")


RIGHT = [
    ("in 2017", "၂၀၁၇ ခုနှစ်တွင်", "my"),
    ("in 2017", "នៅឆ្នាំ២០១៧", "km"),
    ("in 2017", "នៅឆ្នាំ 2017", "km"),
    ("in 2017", "ព.ស. ២៥៦១", "km"),
    ("in 2017", "မြန်မာသက္ကရာဇ် ၁၃၇၉", "my"),
    ("for 2010–11", "၂၀၁၀ ပြည့်နှစ်မှ ၂၀၁၁ ခုနှစ်အထိ", "my"),
    ("1,612 people", "១.៦១២ នាក់", "km"),
    ("300,000 people", "လူ ၃ သိန်း", "my"),
    ("3.5 million people", "လူ ၃၅ သိန်း", "my"),
    ("five people", "လူ ၅ ဦး", "my"),
    ("5 people", "មនុស្សប្រាំនាក់", "km"),
    ("18 people", "လူ ဆယ့်ရှစ်ဦး", "my"),
    ("both countries", "ប្រទេសទាំង២", "km"),
    ("at 2 p.m., 14:30 and 9:00", "ម៉ោង ២ រសៀល ម៉ោង ១៤ កន្លះ និងម៉ោង ៩", "km"),
    ("the 20th century", "၂၀ ရာစု", "my"),
    ("5 per cent", "၅ ရာခိုင်နှုန်း", "my"),
    ("5%", "៥ ភាគរយ", "km"),
    ("Part II", "အပိုင်း ၂", "my"),
    ("on 12 February 2021", "၁၂-၂-၂၀၂၁", "my"),
    ("an IPv4 address", "អាសយដ្ឋាន IPv4", "km"),
    ("in 2016. Also in 2016.", "၂၀၁၆ ခုနှစ်တွင်လည်း", "my"),
]


@pytest.mark.parametrize(("original", "text", "tag"), RIGHT)
def test_what_is_right(original: str, text: str, tag: str) -> None:
    """The same number in another form is the same number."""
    assert match_numbers(original, text, "en", tag) == ((), (), (), False)


WRONG = [
    ("in 2017", "၂၀၁၈ ခုနှစ်တွင်", "my", "2017", "2018"),
    ("1,612 people", "១.៦២១ នាក់", "km", "1,612", "1.621"),
    ("3.5 million people", "လူ ၃.၅ ထောင်", "my", "3.5", ""),
    ("on 2 September", "နှစ်သစ် စက်တင်ဘာလ", "my", "2", ""),
    ("18 from 1 to 18 December", "១៨ ពីថ្ងៃទី១ ដល់ថ្ងៃទី១ ខែធ្នូ", "km", "18", "1"),
    ("at 9:00", "ម៉ោង ១០", "km", "9", "10"),
]


@pytest.mark.parametrize(("original", "text", "tag", "lost", "strange"), WRONG)
def test_what_is_wrong(original: str, text: str, tag: str, lost: str, strange: str) -> None:
    """Another number is lost, and what stands for it is strange."""
    faults = match_numbers(original, text, "en", tag)
    assert " ".join(number.digits for number in faults.lost) == lost
    assert " ".join(number.digits for number in faults.strange) == strange


def test_words_and_percent() -> None:
    """A number in words and a percent sign are missed."""
    assert match_numbers("six countries", "နိုင်ငံများ", "en", "my").words == (6,)
    assert match_numbers("5 per cent", "៥", "en", "km").percent


def test_digits_that_stand_for_letters() -> None:
    """၀ for ဝ is no number; message/lookalike tells of it."""
    assert match_numbers("minister", "၀န်ကြီး", "en", "my").strange == ()
