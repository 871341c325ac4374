"""Where the messages of an edition stand on its web page and on its pages of paper.

In: what each message says, and the page or the characters of the PDF. Out: the same page with
`data-message` on the elements that hold them, and a box for each on paper. White space is no
guide, since a reader may add or drop it: texts are found without.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple

from publisher.compose.breaks import INLINE, VOID

LIMIT = 24
"""Characters, white space aside, by which a text is found that goes on on another page."""
CHANCE = 6
"""Characters from which on a text does not stand in another by chance."""
_IGNORED = frozenset("\u200b\u2060\xad")


def squeeze(text: str) -> str:
    """`text` without white space, each character taken apart by itself, so that a place in it is
    easily found again."""
    return "".join(map(squeeze_character, text))


def squeeze_character(character: str) -> str:
    """A character taken apart (NFD); nothing of white space."""
    if character.isspace() or character in _IGNORED:
        return ""
    return unicodedata.normalize("NFD", character)


def mark_messages(html: str, texts: Sequence[str]) -> str:
    """The page with `data-message="1 2"` on each element whose own words are those messages;
    `texts` are what the messages say, the first being number 1. Nothing else changes."""
    finder = _HolderFinder(html)
    words = [squeeze("".join(holder.words)) for holder in finder.holders]
    found: dict[int, list[int]] = {}
    for number, text in enumerate(texts, 1):
        at = find_holder(words, squeeze(text))
        if at is not None:
            found.setdefault(at, []).append(number)
    parts, done = [], 0
    for at, numbers in sorted(found.items()):
        offset = finder.holders[at].offset
        parts += [html[done:offset], f' data-message="{escape(" ".join(map(str, numbers)))}"']
        done = offset
    return "".join([*parts, html[done:]])


def find_holder(words: Sequence[str], text: str) -> int | None:
    """The first element whose words are `text`; else the first that begins with it, as a dateline
    does with its place; else the first that holds it, unless it is so short that this may be by
    chance."""
    if not text:
        return None
    if text in words:
        return words.index(text)
    beginning = (at for at, held in enumerate(words) if held.startswith(text))
    holding = (at for at, held in enumerate(words) if text in held and len(text) >= CHANCE)
    return next(beginning, next(holding, None))


@dataclass(slots=True)
class Holder:
    """An element of a page: where in the HTML its attributes begin, and its own words."""

    offset: int
    words: list[str]


class _HolderFinder(HTMLParser):
    """The elements of a page's body that words do not run across, in order."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.holders: list[Holder] = []
        self._open: list[tuple[str, Holder | None]] = []
        self._starts = [0]
        for line in html.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self._in_body = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_body = self._in_body or tag == "body"
        holder = None
        if tag == "img" or (tag not in INLINE and tag not in VOID):
            line, column = self.getpos()
            offset = self._starts[line - 1] + column + 1 + len(tag)
            holder = Holder(offset, [dict(attrs).get("alt") or ""] if tag == "img" else [])
            if self._in_body:
                self.holders.append(holder)
        if tag not in VOID:
            self._open.append((tag, holder))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        holder = next((holder for _, holder in reversed(self._open) if holder is not None), None)
        if holder is not None:
            holder.words.append(data)


class Character(NamedTuple):
    """A character on paper: which one, on which page, and its box in shares of the page."""

    text: str
    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Spot:
    """Where a message begins on paper: the page, from one, and a box in shares of it."""

    message: int
    page: int
    left: float
    top: float
    width: float
    height: float


def find_spots(characters: Sequence[Character], texts: Sequence[str]) -> tuple[Spot, ...]:
    """The spot of each message that stands on paper; see `mark_messages` for `texts`."""
    pieces = [squeeze_character(character.text) for character in characters]
    whole = "".join(pieces)
    owners = [at for at, piece in enumerate(pieces) for _ in piece]
    spots = []
    position = 0
    for number, text in enumerate(texts, 1):
        words = squeeze(text)
        start = -1
        for part in (words, words[:LIMIT]):
            if part and start < 0:
                start = whole.find(part, position)
                start = whole.find(part) if start < 0 else start
                words = part
        if start < 0:
            continue
        position = start
        spots.append(
            draw_spot(number, [characters[owners[at]] for at in range(start, start + len(words))])
        )
    return tuple(spots)


def draw_spot(message: int, characters: Sequence[Character]) -> Spot:
    """The box around those characters that stand on the page of the first."""
    page = characters[0].page
    held = [character for character in characters if character.page == page]
    left, top = min(c.left for c in held), min(c.top for c in held)
    return Spot(
        message=message,
        page=page,
        left=round(left, 4),
        top=round(top, 4),
        width=round(max(c.right for c in held) - left, 4),
        height=round(max(c.bottom for c in held) - top, 4),
    )
