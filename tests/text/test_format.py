"""Dates, numbers and lists: golden strings, what CLDR agrees with, and what holds of them all.

A long module, because it is one test for each pattern of a language, in one order.
"""

import datetime as dt
import unicodedata
from decimal import Decimal
from pathlib import Path

import babel.dates
import babel.lists
import babel.numbers
import pytest
from hypothesis import given
from hypothesis import strategies as st

import publisher
from publisher.load.language import load_languages
from publisher.model.language import Language
from publisher.text.format import (
    format_counter,
    format_date,
    format_date_range,
    format_dateline,
    format_decimal,
    format_digits,
    format_integer,
    format_list,
    format_moment,
    format_month,
)

LANGUAGES = load_languages(Path(publisher.__path__[0], "languages"))
NATIVE = ("my", "km", "ksw", "mnw")
"""Languages that write with digits of their own."""

languages = st.sampled_from(list(LANGUAGES.values()))
native_languages = st.sampled_from([LANGUAGES[tag] for tag in NATIVE])
dates = st.dates(min_value=dt.date(1000, 1, 1))
decimals = st.decimals(allow_nan=False, allow_infinity=False, places=3)


def day(text: str) -> dt.date:
    """A date from its ISO 8601 form."""
    return dt.date.fromisoformat(text)


def to_ascii(text: str) -> str:
    """`text` with the digits of every script as ASCII ones."""
    return "".join(str(unicodedata.digit(character, character)) for character in text)


# Golden strings.


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "24 July 2017"),
        ("my", "၂၀၁၇ ခုနှစ်၊ ဇူလိုင်လ ၂၄ ရက်"),
        ("km", "ថ្ងៃទី២៤ ខែកក្កដា ឆ្នាំ២០១៧"),
        ("th", "24 กรกฎาคม ค.ศ. 2017"),
        ("lo", "ວັນທີ 24 ກໍລະກົດ 2017"),
        ("vi", "ngày 24 tháng 7 năm 2017"),
        ("zh-Hans", "2017年7月24日"),
        ("shn", "ဝၼ်းတီႈ 24 ၸူႇလၢႆႇ 2017"),
        ("ksw", "လါယူၤလံ ၂၄ သီ, ၂၀၁၇ နံၣ်"),
        ("mnw", "ဂိတုဂျူလာင် ၂၄၊ ၂၀၁၇"),
    ],
)
def test_a_day_is_written_as_the_language_writes_it(tag: str, expected: str) -> None:
    """The day on which MMN's Policy Dialogue was announced, in every language."""
    assert format_date(day("2017-07-24"), LANGUAGES[tag]) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "December 2016"),
        ("my", "၂၀၁၆ ခုနှစ်၊ ဒီဇင်ဘာလ"),
        ("km", "ខែធ្នូ ឆ្នាំ២០១៦"),
        ("th", "ธันวาคม ค.ศ. 2016"),
        ("lo", "ເດືອນທັນວາ 2016"),
        ("vi", "tháng 12 năm 2016"),
        ("zh-Hans", "2016年12月"),
    ],
)
def test_a_month_is_written_without_a_day(tag: str, expected: str) -> None:
    """The month of MMN's assessment meeting."""
    assert format_month(2016, 12, LANGUAGES[tag]) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "20–21 July 2017"),
        ("my", "၂၀၁၇ ခုနှစ်၊ ဇူလိုင်လ ၂၀ ရက်မှ ၂၁ ရက်အထိ"),
        ("km", "ថ្ងៃទី២០ ដល់ថ្ងៃទី២១ ខែកក្កដា ឆ្នាំ២០១៧"),
        ("th", "20–21 กรกฎาคม ค.ศ. 2017"),
        ("vi", "từ ngày 20 đến ngày 21 tháng 7 năm 2017"),
        ("zh-Hans", "2017年7月20日至21日"),
    ],
)
def test_a_range_in_one_month_names_the_month_once(tag: str, expected: str) -> None:
    """The two days of MMN's Policy Dialogue."""
    dates = day("2017-07-20"), day("2017-07-21")
    assert format_date_range(*dates, LANGUAGES[tag]) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "29 August – 2 September 2016"),
        ("my", "၂၀၁၆ ခုနှစ်၊ ဩဂုတ်လ ၂၉ ရက်မှ စက်တင်ဘာလ ၂ ရက်အထိ"),
        ("km", "ថ្ងៃទី២៩ ខែសីហា ដល់ថ្ងៃទី២ ខែកញ្ញា ឆ្នាំ២០១៦"),
        ("th", "29 สิงหาคม – 2 กันยายน ค.ศ. 2016"),
        ("vi", "từ ngày 29 tháng 8 đến ngày 2 tháng 9 năm 2016"),
        ("zh-Hans", "2016年8月29日至9月2日"),
    ],
)
def test_a_range_in_one_year_names_the_year_once(tag: str, expected: str) -> None:
    """The week of MMN's Myanmar National Training."""
    dates = day("2016-08-29"), day("2016-09-02")
    assert format_date_range(*dates, LANGUAGES[tag]) == expected


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("en", "29 December 2016 – 2 January 2017"),
        ("my", "၂၀၁၆ ခုနှစ်၊ ဒီဇင်ဘာလ ၂၉ ရက်မှ ၂၀၁၇ ခုနှစ်၊ ဇန်နဝါရီလ ၂ ရက်အထိ"),
        ("km", "ថ្ងៃទី២៩ ខែធ្នូ ឆ្នាំ២០១៦ ដល់ថ្ងៃទី២ ខែមករា ឆ្នាំ២០១៧"),
        ("th", "29 ธันวาคม ค.ศ. 2016 – 2 มกราคม ค.ศ. 2017"),
    ],
)
def test_a_range_over_new_year_names_both_years(tag: str, expected: str) -> None:
    """Nothing is shared, so nothing is left out."""
    dates = day("2016-12-29"), day("2017-01-02")
    assert format_date_range(*dates, LANGUAGES[tag]) == expected


def test_the_same_month_of_two_years_is_not_a_range_in_one_month() -> None:
    """What two dates share is decided from the year down."""
    expected = "20 July 2016 – 21 July 2017"
    assert format_date_range(day("2016-07-20"), day("2017-07-21"), LANGUAGES["en"]) == expected


def test_a_burmese_year_that_ends_in_0_is_a_full_year() -> None:
    """ပြည့်နှစ် for 2020 and 2000, ခုနှစ် for 2021 and 2009; each year of a range on its own."""
    burmese = LANGUAGES["my"]
    assert format_date(day("2020-11-30"), burmese) == "၂၀၂၀ ပြည့်နှစ်၊ နိုဝင်ဘာလ ၃၀ ရက်"
    assert format_month(2000, 1, burmese) == "၂၀၀၀ ပြည့်နှစ်၊ ဇန်နဝါရီလ"
    assert format_month(2009, 12, burmese) == "၂၀၀၉ ခုနှစ်၊ ဒီဇင်ဘာလ"
    assert (
        format_date_range(day("2020-12-31"), day("2021-01-01"), burmese)
        == "၂၀၂၀ ပြည့်နှစ်၊ ဒီဇင်ဘာလ ၃၁ ရက်မှ ၂၀၂၁ ခုနှစ်၊ ဇန်နဝါရီလ ၁ ရက်အထိ"
    )


@pytest.mark.parametrize(
    ("tag", "whole", "part"),
    [
        ("en", "1,234,567", "72.40"),
        ("my", "၁,၂၃၄,၅၆၇", "၇၂.၄၀"),
        ("km", "១.២៣៤.៥៦៧", "៧២,៤០"),
        ("th", "1,234,567", "72.40"),
        ("lo", "1.234.567", "72,40"),
    ],
)
def test_numbers_take_the_separators_of_the_language(tag: str, whole: str, part: str) -> None:
    """Khmer has them the other way round than Burmese (R-5.4); zeros at the end stay."""
    assert format_integer(1234567, LANGUAGES[tag]) == whole
    assert format_decimal(Decimal("72.40"), LANGUAGES[tag]) == part


def test_small_and_negative_numbers_have_no_separator_too_many() -> None:
    """The press's ១.៦១២ (R-5.4), no group below a thousand, and no exponent."""
    khmer = LANGUAGES["km"]
    assert format_integer(1612, khmer) == "១.៦១២"
    assert format_integer(162, khmer) == "១៦២"
    assert format_integer(-1000, khmer) == "-១.០០០"
    assert format_integer(0, khmer) == "០"
    assert format_decimal(Decimal("1E+3"), khmer) == "១.០០០"


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity"])
def test_what_is_not_a_number_is_refused(number: str) -> None:
    """A statistic that could not be computed must not be printed."""
    with pytest.raises(ValueError, match="cannot be written"):
        format_decimal(Decimal(number), LANGUAGES["en"])


def test_only_ascii_digits_become_native() -> None:
    """Letters, signs and digits already native stay as they are."""
    assert format_digits("No. 7: 3.5 ៤", LANGUAGES["km"]) == "No. ៧: ៣.៥ ៤"
    assert format_digits("၂၆/5", LANGUAGES["my"]) == "၂၆/၅"
    assert format_digits("24", LANGUAGES["en"]) == "24"


@pytest.mark.parametrize(
    ("tag", "two", "four"),
    [
        ("en", "A and B", "A, B, C, and D"),
        ("my", "Aနှင့် B", "A၊ B၊ Cနှင့် D"),
        ("km", "A និងB", "A, B, C និងD"),
        ("th", "AและB", "A B C และD"),
        ("lo", "A ແລະ B", "A, B, C ແລະ D"),
        ("zh-Hans", "A和B", "A、B、C和D"),
    ],
)
def test_lists_join_their_items(tag: str, two: str, four: str) -> None:
    """None, one, two and four items."""
    language = LANGUAGES[tag]
    assert format_list([], language) == ""
    assert format_list(["A"], language) == "A"
    assert format_list(["A", "B"], language) == two
    assert format_list(["A", "B", "C", "D"], language) == four


def test_lists_of_countries_read_as_in_a_newspaper() -> None:
    """Cambodia, Myanmar and Thailand."""
    burmese = ["ကမ္ဘောဒီးယား", "မြန်မာ", "ထိုင်း"]
    assert format_list(burmese, LANGUAGES["my"]) == "ကမ္ဘောဒီးယား၊ မြန်မာနှင့် ထိုင်း"
    khmer = ["កម្ពុជា", "មីយ៉ាន់ម៉ា", "ថៃ"]
    assert format_list(khmer, LANGUAGES["km"]) == "កម្ពុជា, មីយ៉ាន់ម៉ា និងថៃ"


def test_braces_in_an_item_are_text() -> None:
    """An item is never taken for a pattern."""
    assert format_list(["{a}", "{b}", "{0}"], LANGUAGES["en"]) == "{a}, {b}, and {0}"


@pytest.mark.parametrize(
    ("tag", "place", "expected"),
    [
        ("en", "Yangon", "Yangon, 24 July 2017"),
        ("my", "ရန်ကုန်", "ရန်ကုန်၊ ၂၀၁၇ ခုနှစ်၊ ဇူလိုင်လ ၂၄ ရက်"),
        ("km", "ភ្នំពេញ", "ភ្នំពេញ ថ្ងៃទី២៤ ខែកក្កដា ឆ្នាំ២០១៧"),
        ("vi", "Hà Nội", "Hà Nội, ngày 24 tháng 7 năm 2017"),
    ],
)
def test_a_dateline_opens_a_release(tag: str, place: str, expected: str) -> None:
    """Place and day as news agencies of the language set them."""
    assert format_dateline(place, day("2017-07-24"), LANGUAGES[tag]) == expected


@pytest.mark.parametrize(
    ("tag", "expected"), [("en", "12. "), ("my", "(၁၂) "), ("km", "១២. "), ("ksw", "(၁၂) ")]
)
def test_list_markers_follow_the_script(tag: str, expected: str) -> None:
    """Burmese numbers stand in parentheses and take no full stop (R-1.15)."""
    assert format_counter(12, LANGUAGES[tag]) == expected


# Where CLDR has a say; see the comments of the language files for where we differ, and why.


@pytest.mark.parametrize("tag", ["en", "my", "km", "th", "lo", "vi"])
def test_month_names_are_those_of_cldr(tag: str) -> None:
    """Chinese months are digits inside a date; CLDR has no Shan, Karen or Mon ones."""
    names = babel.dates.get_month_names("wide", locale=tag)
    assert LANGUAGES[tag].dates.months == tuple(names[month] for month in range(1, 13))


@pytest.mark.parametrize(("tag", "locale"), [("en", "en_GB"), ("th", "th"), ("zh-Hans", "zh_Hans")])
def test_days_are_written_as_in_cldr_where_its_pattern_is_complete(tag: str, locale: str) -> None:
    """British order, the explicit era of Thai (R-5.3), Chinese 年月日."""
    date = day("2017-07-24")
    expected = babel.dates.format_date(date, format="long", locale=locale)
    assert format_date(date, LANGUAGES[tag]) == expected


@pytest.mark.parametrize("tag", ["en", "my", "th", "lo", "vi", "zh-Hans", "shn"])
@pytest.mark.parametrize("number", ["0", "-7", "999", "1000", "-1234567.5", "72.4"])
def test_numbers_have_the_separators_of_cldr(tag: str, number: str) -> None:
    """Babel writes them in European digits even where it knows better (R-5.1)."""
    expected = babel.numbers.format_decimal(
        Decimal(number), locale=tag.replace("-", "_"), numbering_system="default"
    )
    found = format_decimal(Decimal(number), LANGUAGES[tag])
    assert to_ascii(found) == expected
    assert found == format_digits(expected, LANGUAGES[tag])


def test_khmer_separators_are_those_that_cldr_has_for_khmer_digits() -> None:
    """CLDR's default for the language, European digits, has them the other way round."""
    symbols = babel.Locale("km").number_symbols["khmr"]
    numbers = LANGUAGES["km"].numbers
    assert (numbers.group, numbers.decimal) == (symbols["group"], symbols["decimal"])


@pytest.mark.parametrize("tag", ["en", "th", "vi", "zh-Hans"])
@pytest.mark.parametrize("count", [1, 2, 3, 5])
def test_lists_are_joined_as_in_cldr_where_its_patterns_are_fit(tag: str, count: int) -> None:
    """Burmese, Khmer and Lao are not: R-5.6, and the comment of each file."""
    items = ["A", "B", "C", "D", "E"][:count]
    expected = babel.lists.format_list(items, locale=tag.replace("-", "_"))
    assert format_list(items, LANGUAGES[tag]) == expected


# What holds of all.


@given(native_languages, dates, dates, st.integers(), decimals)
def test_native_text_has_no_ascii_digit(
    language: Language,
    one: dt.date,
    other: dt.date,
    number: int,
    decimal: Decimal,
) -> None:
    """R-5.1: no [0-9] in visible Burmese or Khmer."""
    first, last = sorted([one, other])
    text = "".join(
        [
            format_date(one, language),
            format_month(one.year, one.month, language),
            format_date_range(first, last, language),
            format_integer(number, language),
            format_decimal(decimal, language),
            format_counter(abs(number), language),
        ]
    )
    assert not any(character.isascii() and character.isdigit() for character in text)


@given(languages, st.text())
def test_digits_round_trip(language: Language, text: str) -> None:
    """Read by value, the digits are what they were, and so is all else."""
    found = format_digits(text, language)
    assert to_ascii(found) == to_ascii(text)
    assert len(found) == len(text)
    assert format_digits(found, language) == found


@given(languages, st.integers())
def test_integers_can_be_read_back(language: Language, number: int) -> None:
    """Without its separators a number is the number; a group has three digits."""
    groups = format_integer(number, language).removeprefix("-").split(language.numbers.group)
    assert int("".join(groups)) == abs(number)
    assert 1 <= len(groups[0]) <= 3
    assert all(len(group) == 3 for group in groups[1:])


@given(languages, decimals)
def test_decimals_keep_their_value_and_their_places(language: Language, number: Decimal) -> None:
    """Nothing is rounded, nothing is added."""
    text = format_decimal(number, language).replace(language.numbers.group, "")
    assert str(Decimal(to_ascii(text).replace(language.numbers.decimal, "."))) == f"{number:f}"


@given(languages, dates, dates)
def test_a_range_names_both_days_and_both_years(
    language: Language, one: dt.date, other: dt.date
) -> None:
    """No part of either date gets lost, whatever the two share."""
    first, last = sorted([one, other])
    text = format_date_range(first, last, language)
    for date in (first, last):
        assert format_digits(str(date.day), language) in text
        assert format_digits(str(date.year), language) in text
        assert language.dates.months[date.month - 1] in text


@given(languages, dates)
def test_a_range_of_one_day_is_that_day(language: Language, date: dt.date) -> None:
    """A conference of one day has a date, not a range."""
    assert format_date_range(date, date, language) == format_date(date, language)


@given(languages, dates, dates)
def test_different_ranges_are_written_differently(
    language: Language, one: dt.date, other: dt.date
) -> None:
    """A range is neither of its ends, nor the range from the same day to another."""
    first, last = sorted([one, other])
    if first < last:
        text = format_date_range(first, last, language)
        assert text not in {format_date(first, language), format_date(last, language)}
        if last < dt.date.max:
            later = last + dt.timedelta(days=1)
            assert text != format_date_range(first, later, language)


@given(languages, dates, st.integers(min_value=1, max_value=1000))
def test_a_range_that_ends_before_it_begins_is_refused(
    language: Language, last: dt.date, days: int
) -> None:
    """Two dates put in the wrong order are a mistake of the author's."""
    if dt.date.max - last >= dt.timedelta(days=days):
        with pytest.raises(ValueError, match="before it begins"):
            format_date_range(last + dt.timedelta(days=days), last, language)


@given(languages, st.lists(st.text(alphabet="xyz{}", min_size=1), max_size=6))
def test_a_list_has_all_its_items_in_order(language: Language, items: list[str]) -> None:
    """Whatever the patterns put between them."""
    text = format_list(items, language)
    position = 0
    for item in items:
        position = text.index(item, position) + len(item)


@given(languages, dates, dates)
def test_output_is_normal_and_visible(language: Language, one: dt.date, other: dt.date) -> None:
    """NFC (R-4.4), no invisible character (R-4.10), no space at the edges or doubled."""
    first, last = sorted([one, other])
    for text in (
        format_date(one, language),
        format_month(one.year, one.month, language),
        format_date_range(first, last, language),
        format_dateline("Yangon", one, language),
    ):
        assert unicodedata.is_normalized("NFC", text)
        assert not any(unicodedata.category(character) in {"Cf", "Cc"} for character in text)
        assert text == " ".join(text.split())


# Moments


@pytest.mark.parametrize(
    ("tag", "moment", "said"),
    [
        ("en", "2017-07-24T09:00+06:30", "09:00 on 24 July 2017 (UTC+06:30)"),
        ("en", "2017-07-24T23:59-03:30", "23:59 on 24 July 2017 (UTC-03:30)"),
        ("en", "2017-07-24T00:00Z", "00:00 on 24 July 2017 (UTC+00:00)"),
        (
            "my",
            "2020-07-24T09:05+06:30",
            "၂၀၂၀ ပြည့်နှစ်၊ ဇူလိုင်လ ၂၄ ရက် ၀၉:၀၅ နာရီ (မြန်မာစံတော်ချိန်၊ UTC+06:30)",
        ),
        ("km", "2017-07-24T09:30+07:00", "ម៉ោង០៩:៣០ ថ្ងៃទី២៤ ខែកក្កដា ឆ្នាំ២០១៧ (ម៉ោងនៅកម្ពុជា, UTC+07:00)"),
        ("vi", "2017-07-24T09:00+07:00", "ngày 24 tháng 7 năm 2017, 09:00 (UTC+07:00)"),
    ],
)
def test_moments(tag: str, moment: str, said: str) -> None:
    """Day and time in the language's digits, on a clock of 24 hours; the offset is a code."""
    assert format_moment(dt.datetime.fromisoformat(moment), LANGUAGES[tag]) == said


def test_a_moment_has_an_offset() -> None:
    """A time without an offset is no moment."""
    with pytest.raises(ValueError, match="no offset"):
        format_moment(dt.datetime(2017, 7, 24), LANGUAGES["en"])  # noqa: DTZ001
