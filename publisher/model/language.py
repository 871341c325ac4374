"""What a language needs in order to be set: frozen values read from `languages/<tag>.toml`.

In: nothing. Out: the dataclasses that `load.language` fills and every later stage reads.
A new language is one such file, its faces and its catalogues; no Python.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Direction = Literal["ltr", "rtl"]
Segmenter = Literal["none", "icu-word", "lexicon"]
Role = Literal["text", "heading", "label"]

ROLES: tuple[Role, ...] = ("text", "heading", "label")


@dataclass(frozen=True, kw_only=True, slots=True)
class DatePatterns:
    """How dates are written; `{day}`, `{month}` and `{year}` are filled in native digits.

    In a range, fields of the later date carry the prefix `to_`: `{day}–{to_day} {month} {year}`.
    `{year}` and `{to_year}` stand for the year as `year` or `round_year` writes it.
    """

    day: str
    """A day: of `{day}`, `{month}` and `{year}`."""
    month: str
    """A month without a day: of `{month}` and `{year}`."""
    day_range_in_month: str
    """From day to day in one month: `{to_day}` too."""
    day_range_in_year: str
    """From day to day in two months of one year: `{to_day}` and `{to_month}` too."""
    day_range: str
    """From day to day in two years: `{to_day}`, `{to_month}` and `{to_year}` too."""
    months: tuple[str, ...]
    """The twelve month names, January first, as they stand inside a date."""
    year: str = "{year}"
    """The year as it stands inside a date, for languages where a word goes with it."""
    round_year: str = ""
    """The same for years that end in 0, where these take another word (Burmese ပြည့်နှစ်)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class TimePatterns:
    """How moments are written: `{date}` as `DatePatterns.day` has it, `{hour}` (0 to 23) and
    `{minute}` in native digits of two, and `{zone}`, in which `{offset}` is a code, as `UTC+07:00`.
    """

    moment: str = "{date}, {hour}:{minute} ({zone})"
    """A moment, as an embargo names it."""
    zone: str = "{offset}"
    """With the name of local time, where the language is at home in one zone."""
    time_zone: str = ""
    """The IANA name of that zone."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberPatterns:
    """How numbers are written."""

    group: str
    """What stands between thousands; may be empty."""
    decimal: str
    """What stands before the fraction."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ListPatterns:
    """How items of a running list are joined: `{a}` and `{b}` are the parts."""

    two: str
    """Two items, and no more."""
    middle: str
    """Of three or more: all but the last."""
    last: str
    """Of three or more: the last."""


@dataclass(frozen=True, kw_only=True, slots=True)
class QuotationMarks:
    """Outer and inner quotation marks of the language (UAX 14 classes QU/OP/CL)."""

    open: str
    """Before a quotation."""
    close: str
    """Behind it."""
    inner_open: str
    """Before a quotation inside another."""
    inner_close: str
    """Behind it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Counter:
    """A list marker: `prefix` + number in native digits + `suffix`, as in CSS @counter-style."""

    prefix: str
    """What stands before the number, spaces included."""
    suffix: str
    """What stands behind it, spaces included."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Style:
    """Type of one role in one language: `text`, `heading`, or `label`, which is all the short text
    around the others."""

    families: tuple[str, ...]
    """The families that set it: the first that has a character does."""
    size: float
    """A factor on the theme's size for that role, so that scripts of different build look equally
    large."""
    line_height: float
    """A multiple of the resulting size."""
    weight: Literal[400, 700]
    """Regular or bold."""


@dataclass(frozen=True, kw_only=True, slots=True)
class BreakRules:
    """Where lines may break, beyond what Unicode's UAX 14 says for every language."""

    segmenter: Segmenter
    """How words are found: `lexicon` where they are written without spaces and `words/<tag>.txt`
    lists them, `icu-word` where only ICU has a dictionary of this very language, else `none`."""
    no_line_start: str
    """Characters that may not begin a line."""
    no_line_end: str
    """Characters that may not end a line."""
    protected: tuple[str, ...]
    """Words and phrases inside which no break opportunity is offered."""
    no_line_start_words: tuple[str, ...] = ()
    """Particles and suffixes: words that may not begin a line."""
    no_line_end_words: tuple[str, ...] = ()
    """Prefixes, and words that stand before a number: words that may not end a line."""
    phrase_ends: tuple[str, ...] = ()
    """Words that close a phrase. Where there are any, a break anywhere else is second class."""
    honorifics: tuple[str, ...] = ()
    """Words that stay with the name after them."""
    after_names: tuple[str, ...] = ()
    """Words that are part of no name, so that one ends before them; `phrase_ends` end it too."""
    units: tuple[str, ...] = ()
    """Units and counters that stay with the number before them, also across a space."""
    numerals: tuple[str, ...] = ()
    """Number words, which stay with a unit too."""
    whole_run: int = 0
    """A stretch between spaces of at most so many clusters is not broken."""
    long_run: int = 0
    """Second-class breaks are offered where more clusters would stand without one; 0: never."""
    lexicon: Mapping[str, int] = field(default_factory=dict, hash=False)
    """Words and their costs, -10 ln p; read from `languages/words/<tag>.txt` when first asked."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Language:
    """One language, with all that its typography and its formats ask for."""

    tag: str
    """BCP 47 tag, as in `locales/<tag>/`."""
    name: str
    """The language's own name for itself."""
    english_name: str
    """Its English name."""
    script: str
    """ISO 15924 code, as HarfBuzz takes it: `Khmr`, `Mymr`, `Latn`, `Hani`."""
    direction: Direction
    """From the left or from the right."""
    digits: str
    """The ten digits, zero first."""
    plural_forms: str
    """The Plural-Forms header of its catalogues."""
    dates: DatePatterns
    numbers: NumberPatterns
    lists: ListPatterns
    quotes: QuotationMarks
    counter: Counter
    styles: Mapping[Role, Style] = field(hash=False)
    breaks: BreakRules
    times: TimePatterns = TimePatterns()
    emphasis: Literal["italic", "weight", "none"]
    """How `em` shows: scripts without a slanted form take weight."""
    dateline: str
    """The opening of a press release: `{place}` and `{date}`."""
    territory: str = ""
    """ISO 3166-1 code of where most of its readers live: Open Graph names a language with one."""
    alphabet: tuple[str, ...] = ()
    """What nearly every text of the language is content with, as ranges of code points
    (`U+1000-1021`): web pages load no more of a face. None: whole faces."""
