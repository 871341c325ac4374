"""What of a text is no prose and stays as it is in every language: addresses, telephone numbers,
placeholders, code.

In: a msgid or msgstr, with its Markdown. Out: these, each with its offset; and the text with a mark
in the place of every one of their characters, so that offsets stay.
"""

import functools
import re
from typing import NamedTuple
from urllib.parse import urlsplit

from publisher.text.inline import parse_inline
from publisher.text.numbers import fold_digits

OBJECT = "\ufffc"
"""Unicode's OBJECT REPLACEMENT CHARACTER: what stands for a character that is no prose."""

_ENDS = "org|com|net|int|edu|gov|info|asia|example|mm|kh|th|la|vn|ph|sg"
_URL = re.compile(
    rf"(?:https?://|www\.)[!-~]+|(?<![\w@.-])(?:[a-z0-9-]+\.)+(?:{_ENDS})(?![\w@-])(?:/[!-~]*)?",
    re.ASCII | re.IGNORECASE,
)
"""An address that stands in the text, with or without its scheme. Only ASCII: a Burmese or Khmer
particle follows without a space."""
_CLOSING = ".,;:!?)]}>*_\"'"
_MAIL = re.compile(r"[A-Z0-9._%+-]+@[A-Z0-9-]+(?:\.[A-Z0-9-]+)+", re.ASCII | re.IGNORECASE)
_PHONE = re.compile(
    r"(?<![\d.,/-])"
    r"(?:\+\d[\d ()/.-]{5,18}\d|\(?0\d{1,4}\)?[ /-]\d[\d -]{3,14}\d|0\d{7,12})(?![\d/])"
)
"""A telephone number: with the country's code, or with a leading nought."""
_LONG_NUMBER = re.compile(r"\d(?:[ ()/.-]*\d){5}")
"""What every telephone number has, and few other texts."""
_PLACEHOLDER = re.compile(
    r"\{ ?[A-Za-z_][\w.]*(?:, ?\w+)? ?\}"
    r"|%\([A-Za-z_]\w*\)[#0 +-]*[\d.]*[a-z]|(?<![\d%])%[sd](?![a-z])",
    re.ASCII,
)
"""`{name}`, which publisher fills; and those of Python and gettext, `%(name)s` and `%s`."""
_DESTINATION = re.compile(r"(?<=\]\()[^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?=[ )])")
_AUTOLINK = re.compile(r"<[A-Za-z][A-Za-z0-9+.-]*:[^<>\s]*>")
_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")


class Found(NamedTuple):
    """Something that stands at `start` of a text; -1 where it has no place, as what a link leads
    to."""

    text: str
    start: int


def find_placeholders(text: str) -> tuple[Found, ...]:
    """The placeholders of a text, without spaces inside their braces."""
    return tuple(
        Found(re.sub(r"(?<=\{) | (?=\})", "", found[0]), found.start())
        for found in _PLACEHOLDER.finditer(text)
    )


@functools.lru_cache(maxsize=8192)
def find_links(text: str) -> tuple[Found, ...]:
    """What the links of a text lead to, and the addresses that stand in it, mail aside."""
    runs = parse_inline(text)[0]
    hrefs = {run.link: run.href for run in runs if run.href}
    linked = [Found(href, text.find(href)) for href in hrefs.values()]
    shown = [
        Found(address, found.start())
        for found in _URL.finditer(_cover(text, _DESTINATION, _AUTOLINK, _CODE, _MAIL))
        if (address := trim_address(found[0]))
    ]
    return tuple(
        link for link in (*linked, *shown) if not link.text.startswith(("mailto:", "tel:"))
    )


def trim_address(address: str) -> str:
    """`address` without the punctuation of the sentence behind it."""
    return address.rstrip(_CLOSING)


def find_mails(text: str) -> tuple[Found, ...]:
    """The e-mail addresses of a text, in its links too."""
    if "@" not in text:
        return ()
    return tuple(Found(found[0].rstrip("."), found.start()) for found in _MAIL.finditer(text))


def find_phones(text: str) -> tuple[Found, ...]:
    """The telephone numbers of a text, by their digits alone."""
    if not _LONG_NUMBER.search(text):
        return ()
    folded = fold_digits(_cover(text, _DESTINATION, _AUTOLINK, _CODE, _URL, _MAIL))
    return tuple(
        Found(re.sub(r"\D", "", found[0]), found.start()) for found in _PHONE.finditer(folded)
    )


def fold_address(address: str, tags: tuple[str, ...]) -> str:
    """An address as it is compared: without the name of a language, where a site has one page for
    each (`/en/report`, `report.my.pdf`), and however a last slash and the scheme are written."""
    names = "|".join(map(re.escape, tags))
    folded = re.sub(rf"(?<![A-Za-z0-9])(?:{names})(?![A-Za-z0-9])", "*", address)
    return re.sub(r"\Ahttps?://(?:www\.)?|\Awww\.", "", folded).rstrip("/")


def host_of(address: str) -> str:
    """The host that an address leads to; empty where it cannot be told."""
    whole = address if "://" in address else f"http://{address}"
    try:
        return (urlsplit(whole).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


@functools.lru_cache(maxsize=16384)
def mask_objects(text: str) -> str:
    """`text` with OBJECT for every character that is no prose."""
    masked = _cover(text, _CODE, _DESTINATION, _AUTOLINK, _URL, _MAIL, _PLACEHOLDER)
    for found in reversed(list(_PHONE.finditer(fold_digits(masked)))):
        masked = masked[: found.start()] + OBJECT * len(found[0]) + masked[found.end() :]
    return masked


def _cover(text: str, *patterns: re.Pattern[str]) -> str:
    for pattern in patterns:
        text = pattern.sub(_blank, text)
    return text


def _blank(found: re.Match[str]) -> str:
    kept = trim_address(found[0]) if found.re is _URL else found[0]
    return OBJECT * len(kept) + found[0][len(kept) :]
