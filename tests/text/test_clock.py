"""Office hours, time zones and names of languages in every language that publisher brings."""

import datetime as dt

import pytest

from publisher.build.resources import bundled_languages
from publisher.load.zone import zone_names
from publisher.text.clock import clock_language, format_time, name_day, name_time_zone
from publisher.text.names import spell_language

LANGUAGES = bundled_languages()


def test_names_of_languages() -> None:
    """A language is named in the words of the page's language."""
    assert [spell_language(tag, LANGUAGES["en"]) for tag in ("my", "km")] == ["Burmese", "Khmer"]
    assert spell_language("en", LANGUAGES["my"]) == "အင်္ဂလိပ်"
    assert spell_language("en", LANGUAGES["km"]) == "អង់គ្លេស"


def test_a_language_that_cldr_does_not_know() -> None:
    """It has no words for others, which go by their English names."""
    assert spell_language("my", LANGUAGES["ksw"]) == "Burmese"
    assert clock_language(LANGUAGES["ksw"]) == clock_language(LANGUAGES["shn"]) == "en"
    assert clock_language(LANGUAGES["km"]) == "km"


def test_days_and_times() -> None:
    """Days in words, times in the language's digits, on the clock of 24 hours."""
    assert name_day(0, LANGUAGES["my"]) == "တနင်္လာ"
    assert name_day(6, LANGUAGES["en"]) == "Sunday"
    assert format_time(dt.time(9, 0), LANGUAGES["my"]) == "၀၉:၀၀"
    assert format_time(dt.time(17, 30), LANGUAGES["km"]) == "១៧:៣០"


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        ("Asia/Yangon", "Myanmar Time"),
        ("Asia/Rangoon", "Myanmar Time"),
        ("Asia/Phnom_Penh", "Indochina Time"),
        ("Asia/Kolkata", "India Standard Time"),
    ],
)
def test_time_zones(zone: str, name: str) -> None:
    """A zone goes by its name in CLDR, under its name now as under the old one."""
    assert name_time_zone(zone, LANGUAGES["en"]) == name


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_nothing_hidden_comes_along(tag: str) -> None:
    """CLDR's hard spaces and break opportunities stay out: lines are broken elsewhere."""
    language = LANGUAGES[tag]
    names = [name_time_zone(zone, language) for zone in zone_names()]
    names += [name_day(day, language) for day in range(7)]
    names += [spell_language(other, language) for other in LANGUAGES]
    assert all(names)
    assert not {"\u200b", "\u202f", "\xa0"} & set("".join(names))
