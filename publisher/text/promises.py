"""Texts that promise something to come, and texts that nobody finished.

In: a text with its Markdown, the code of its script. Out: whether its end promises what must follow
it; the places where a name, a date or an address was to be filled in.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from publisher.text.inline import parse_inline
from publisher.text.punctuation import last_sign

COLONS = ":\uff1a\u17d6"
"""What announces: the colon, its full-width form, KHMER SIGN CAMNUC PII KUUH."""
_DASHES = "-\u2013\u2014"
"""What Burmese and Khmer write in its place: `ဆက်သွယ်ရန်-` (to contact). The Burmese comma ends
items of lists, too."""
_SCRIPTS_WITH_DASHES = frozenset({"Mymr", "Khmr"})
_EMPTY = re.compile(rf"[{COLONS}]\s*[.,;။៕។](?=\s|\Z)")
"""An announcement that a stop ends at once: `please visit: .`"""
_CALL = re.compile(
    r"\b(?:please|kindly)\s+(?:(?:contact|visit)|(?:contact|visit|call|see|reach|write\s+to|go\s+to|"
    r"e-?mail)(?:\s+us)?(?:\s+(?:at|on|via|under)))\W*\Z"
    r"|\A\W*for\s+(?:more|further)\s+(?:information|details)\W*\Z",
    re.IGNORECASE,
)
"""English that breaks off before its object: `please contact`, `please write to us at`."""

_SLOT = (
    "name|full name|first name|surname|title|position|office|organi[sz]ation|date|day|month|"
    "year|time|city|town|place|location|venue|country|number|no|amount|link|url|website|address|e-?mail|"
    "phone|telephone|photo|picture|caption|credit|quote|quotation|text|tb[acd]|todo|xx+|"
    "(?:insert|add|your|enter|fill in)\\b[^\\[\\]]{0,40}|"
    "အမည်|ရက်စွဲ|နေ့စွဲ|မြို့|နေရာ|ဖုန်း|လိပ်စာ|ឈ្មោះ|កាលបរិច្ឆេទ|ថ្ងៃខែ|ទីក្រុង|ទីកន្លែង|លេខទូរសព្ទ"
)
_LEFTOVERS = re.compile(
    rf"\\?\[\s*(?:{_SLOT})\s*\\?\](?![(\[:])"
    r"|\blorem ipsum\b"
    r"|\b(?-i:TODO|FIXME)\b"
    r"|\?{3,}"
    r"|(?<![A-Za-z])X{2,}(?:[ /.:-]X{2,})+(?![A-Za-z])"
    r"|(?<![A-Za-z])X{4,}(?![A-Za-z])"
    r"|(?<!Article )(?<!Chapter )(?<!Part )(?<!Annex )(?<!Section )(?<![A-Za-z])XXX(?![A-Za-z])"
    r"(?! (?:Olympi|[Cc]entur))"
    r"|\bto be (?:confirmed|announced|determined)\s*[\])]"
    r"|(?:https?://|www\.)(?=[\s.…,;)\]]|\Z)",
    re.IGNORECASE,
)
_UNKNOWN = re.compile(r"(?:\A|[\[(:\u17d6–—-]\s*)(TB[ACD])(?=\s*(?:[\]).,;]|\Z))")
"""`TBC` where a value belongs; elsewhere it may be the name of The Border Consortium."""
_ACRONYM = re.compile(r"((?:[A-Z][\w’'-]*\s+(?:(?:of|and|for|the|on)\s+)*){2,5})\((TB[ACD])\)")
_NO_PLACE = re.compile(
    r"\W*(?:TB[ACD]|place|city|town|location|unknown|n/?a|none|x+|to be (?:confirmed|announced)|"
    r"မြို့|နေရာ|ទីក្រុង|ទីកន្លែង)?\W*\Z",
    re.IGNORECASE,
)


class Leftover(NamedTuple):
    """What was to be replaced, and where it stands."""

    text: str
    start: int


def promises_more(text: str, script: str, *, english: bool) -> bool:
    """Whether a text ends by announcing what must come after it; what a link leads to has come.

    >>> promises_more("For more information, please contact:", "Latn", english=True)
    True
    """
    runs = parse_inline(text)[0]
    if not runs or runs[-1].href:
        return False
    shown = "".join(run.text for run in runs)
    sign = last_sign(shown)[0]
    dashes = _DASHES if script in _SCRIPTS_WITH_DASHES else ""
    return bool(sign and sign in COLONS + dashes) or (english and bool(_CALL.search(shown)))


def find_empty_promise(text: str) -> Leftover | None:
    """An announcement inside a text that a full stop ends at once."""
    found = _EMPTY.search(text)
    return found and Leftover(found[0], found.start())


def find_leftovers(text: str) -> Iterator[Leftover]:
    """The places of a text that somebody meant to fill in later.

    >>> [found.text for found in find_leftovers("Held in [city] by The Border Consortium (TBC).")]
    ['[city]']
    """
    for found in _LEFTOVERS.finditer(text):
        yield Leftover(found[0], found.start())
    names = {
        name for words, name in _ACRONYM.findall(text) if initials(words).endswith(name.upper())
    }
    for found in _UNKNOWN.finditer(text):
        if found[1] not in names:
            yield Leftover(found[1], found.start(1))


def initials(words: str) -> str:
    """The capital letters that words begin with."""
    return "".join(word[0] for word in words.split() if word[0].isupper())


def is_no_place(text: str) -> bool:
    """Whether a dateline names no place: it is empty, or a word that stands for one."""
    return bool(_NO_PLACE.match(text))
