"""Dates and datelines as press releases write them, to where a release keeps them.

In: the first lines of an English text. Out: the place and the date, and what is left of the text.
A date that can be read in two ways is none.
"""

import datetime as dt
import re
from typing import NamedTuple

MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july"),
    *("august", "september", "october", "november", "december"),
)
_MONTH = "|".join(rf"{name[:3]}(?:{name[3:]}|\.)?" if name[3:] else name for name in MONTHS)
_DAY = r"(?P<day{n}>[0-3]?[0-9])(?:st|nd|rd|th)?"
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s+)?"
_LAST_WEEKDAY = re.compile(r"[\s,]+(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\W*\Z", re.IGNORECASE)
_DATE = (
    rf"{_WEEKDAY}(?:{_DAY.format(n=1)}\s+(?:of\s+)?(?P<month1>{_MONTH}|sept\.?),?\s+"
    r"(?P<year1>[0-9]{4})"
    rf"|(?P<month2>{_MONTH}|sept\.?)\s+{_DAY.format(n=2)},?\s+(?P<year2>[0-9]{{4}})"
    r"|(?P<iso>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ][0-9:.+ Z-]*)?"
    r"|(?P<a>[0-9]{1,2})[./](?P<b>[0-9]{1,2})[./](?P<year3>[0-9]{4}))"
)
_WHOLE = re.compile(rf"\W*{_DATE}\W*\Z", re.IGNORECASE)
_LABELLED = re.compile(
    rf"\W*(?:date(?: of (?:release|issue))?|issued(?: on)?|released(?: on)?)"
    rf"\W*[:\-–—]\W*{_DATE}\W*\Z",
    re.IGNORECASE,
)
_PLACE = r"(?P<place>[A-Z][^\W\d_]*(?:[ ,.'’()/-]+[^\W\d_]+){0,6})"
_DATELINES = (
    re.compile(
        rf"\A[*\W]*{_PLACE}\s*[,(|/–—-]+\s*(?i:{_DATE})[)*\s]*(?:[—–:]|-{{1,2}}(?=[\s*]))[*\s]*"
    ),
    re.compile(
        rf"\A[*\W]*(?i:{_DATE})\s*[,(|/–—-]+\s*{_PLACE}[)*\s]*(?:[—–:]|-{{1,2}}(?=[\s*]))[*\s]*"
    ),
)
_PLACE_AND_DATE = (
    re.compile(rf"\A[*\W]*{_PLACE}\s*[,|/–—-]+\s*(?i:{_DATE})\W*\Z"),
    re.compile(rf"\A[*\W]*(?i:{_DATE})\s*[,|/–—-]+\s*{_PLACE}\W*\Z"),
)
_ONLY_PLACE = re.compile(
    r"\A(?:\*\*(?P<bold>[A-Z][^*\n—–]{1,40}?)(?:\*\*\s*[—–]|\s*[—–]\s*\*\*)"
    r"|(?P<caps>[A-Z][A-Z ,.'’-]{2,40}?)\s*[—–])\s*(?=\S)"
)
_LABELLED_PLACE = re.compile(
    r"\W*(?:place|location|city)\W*:\W*(?P<place>[^\n]{2,60}?)\W*\Z", re.IGNORECASE
)
_NOTICE = re.compile(
    r"\W*(?:for immediate (?:release|publication)|press release|media release|news release|"
    r"press statement)\W*\Z",
    re.IGNORECASE,
)
_END = re.compile(r"\W*(?:end|ends|-30-|###?)\W*\Z|[#*\\\s]{3,}\Z", re.IGNORECASE)
MOST_LETTERS = 200
"""Characters of a line that can be a heading of the sheet rather than of the text."""


class Dateline(NamedTuple):
    """What a line says of where and when; `rest` is the text behind it."""

    place: str = ""
    date: dt.date | None = None
    rest: str = ""


def read_date(text: str) -> dt.date | None:
    """The date that a text is, and nothing besides; none where days and months may be swapped.

    >>> read_date("July 24th, 2017")
    datetime.date(2017, 7, 24)
    >>> read_date("04/07/2017")
    """
    found = _WHOLE.match(text)
    return make_date(found) if found else None


def make_date(found: re.Match[str]) -> dt.date | None:
    """The date of a match of `_DATE`."""
    part = found.groupdict()
    try:
        if part["iso"]:
            return dt.date.fromisoformat(part["iso"])
        if part["a"]:
            first, second, year = int(part["a"]), int(part["b"]), int(part["year3"])
            if first <= 12 and second <= 12 and first != second:
                return None
            return dt.date(year, min(first, second), max(first, second))
        n = "1" if part["month1"] else "2"
        name = part[f"month{n}"].lower()[:3]
        month = next(place for place, full in enumerate(MONTHS, 1) if full.startswith(name))
        return dt.date(int(part[f"year{n}"]), month, int(part[f"day{n}"]))
    except ValueError:
        return None


def read_line(text: str) -> Dateline | None:
    """What a line above the text says: its date, its place, or only that it is a press release;
    none where it is something else."""
    if len(text) > MOST_LETTERS:
        return None
    if _NOTICE.match(text):
        return Dateline()
    for pattern in (_LABELLED, _WHOLE):
        if found := pattern.match(text):
            date = make_date(found)
            return Dateline(date=date) if date else None
    if found := _LABELLED_PLACE.match(text):
        return Dateline(place=found["place"])
    for pattern in _PLACE_AND_DATE:
        if (found := pattern.match(text)) and (date := make_date(found)):
            return Dateline(place=clean_place(found["place"]), date=date)
    return None


def read_dateline(text: str) -> Dateline | None:
    """The dateline that a paragraph begins with, and the paragraph without it.

    >>> read_dateline("Yangon, 24 July 2017 — Ministers met.")
    Dateline(place='Yangon', date=datetime.date(2017, 7, 24), rest='Ministers met.')
    """
    for pattern in _DATELINES:
        if (found := pattern.match(text)) and (date := make_date(found)):
            rest = text[found.end() :]
            opened = text[: found.end()].count("**") % 2
            if opened and rest.startswith("**"):
                rest = rest[2:].lstrip()
            elif opened:
                rest = "**" + rest
            return Dateline(place=clean_place(found["place"]), date=date, rest=rest.strip())
    return None


def read_place(text: str) -> Dateline | None:
    """The dateline without a date that a paragraph begins with: a place in bold or in capitals, and
    a dash.

    >>> read_place("**Yangon –** Ministers met.")
    Dateline(place='Yangon', date=None, rest='Ministers met.')
    """
    found = _ONLY_PLACE.match(text)
    if found is None:
        return None
    return Dateline(place=clean_place(found["bold"] or found["caps"]), rest=text[found.end() :])


def clean_place(text: str) -> str:
    """A place as it is written in running text."""
    place = _LAST_WEEKDAY.sub("", " ".join(text.split())).strip(" ,.(-–—")
    return place.title() if place.isupper() and len(place) > 3 else place


def is_end(text: str) -> bool:
    """Whether a line only says that the text ends, as `ENDS` or `###`."""
    return bool(_END.match(text))
