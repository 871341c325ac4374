"""Office hours and time zones, as a language writes them.

In: times, days, IANA time zones, and a `Language`. Out: words and the language's own digits, from
CLDR (https://cldr.unicode.org) through Babel; None or a plain fallback for languages that CLDR does
not know. How the parts go together is a template's business, as word order differs.
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from babel import Locale
from babel.core import get_global

from publisher.model.language import Language
from publisher.text.format import format_digits
from publisher.text.names import FALLBACK, parse_locale

_SPACES = {ord("\u200b"): None, ord("\u202f"): " ", ord("\xa0"): " "}
"""CLDR writes break opportunities and hard spaces into some names: lines are broken elsewhere."""


def clock_language(language: Language) -> str:
    """The language that days and time zones are named in: the language's own, if CLDR knows it."""
    return language.tag if find_locale(language.tag) else FALLBACK


def name_day(day: int, language: Language) -> str:
    """A day of the week, Monday being 0."""
    locale = find_locale(language.tag) or Locale(FALLBACK)
    return str(locale.days["format"]["wide"][day])


def format_time(time: dt.time, language: Language) -> str:
    """A time of the day on the clock of 24 hours, as timetables and officials have it everywhere
    in the region: `09:00`, `០៩:០០`."""
    return format_digits(f"{time:%H:%M}", language)


def name_time_zone(zone: str, language: Language) -> str:
    """A time zone by its name in CLDR (`Myanmar Time`), and else by its city (`Kolkata`)."""
    locale = find_locale(language.tag) or Locale(FALLBACK)
    names = [zone, *(old for old, new in _aliases().items() if new == _aliases().get(zone, zone))]
    names.append(_aliases().get(zone, zone))
    data: Any = locale._data  # noqa: SLF001  # Babel asks for a tzinfo, which needs the machine's
    for name in names:
        meta_zone = get_global("meta_zones").get(name)
        long = dict(data["meta_zones"].get(meta_zone, {})).get("long", {})
        if found := dict(long).get("standard") or dict(long).get("generic"):
            return str(found).translate(_SPACES)
    for name in names:
        if city := dict(data["time_zones"].get(name, {})).get("city"):
            return str(city).translate(_SPACES)
    return zone.rpartition("/")[2].replace("_", " ")


def _aliases() -> Mapping[str, str]:
    return dict(get_global("zone_aliases"))


def find_locale(tag: str) -> Locale | None:
    """CLDR's data of a language, if there is more of it than a few words."""
    locale = parse_locale(tag)
    return locale if locale is not None and FALLBACK in locale.languages else None
