"""Break opportunities in languages that write without spaces, and breaks that may not be.

In: text and its language. Out: what to insert where, as ZERO WIDTH SPACE (a break may be here)
or WORD JOINER (no break may be here); removing the two gives the text back. Everything else is
left to UAX 14, https://unicode.org/reports/tr14/, which every engine follows.

Opportunities are those of ICU's word breaker, cluster by cluster; for a language with a lexicon,
those of `borders` with ICU as the second reading. A narrow column, which cannot hold a phrase, can
have one between any two clusters.
"""

import dataclasses
import functools
import itertools
import re
from collections.abc import Iterable, Iterator

from icu4py.breakers import WordBreaker

from publisher.model.language import Language
from publisher.text.borders import Around, find_borders
from publisher.text.cluster import may_part, split_clusters
from publisher.text.segment import WordRules

WHOLE_TERM = 8
"""Clusters of the longest word of a glossary that is never parted: "units over about eight
clusters expose a second-class break" (w3c/sealreq, issue 35)."""
ZWSP = "\u200b"
WORD_JOINER = "\u2060"
_INSERTED = re.compile(f"[{ZWSP}{WORD_JOINER}]")
_LETTERS = (
    "\u0e00-\u0e4e\u0e81-\u0eae\u0eb0-\u0ece\u1000-\u103f\u104c-\u108f\u109a-\u109f"
    "\u1780-\u17d3\u17d7\u17dc\u17dd\uaa60-\uaa7f\ua9e0-\ua9ff"
)
"""Letters and marks of scripts of UAX 14 class SA (complex context); digits and stops are not."""
_NATIVE = re.compile(f"[{_LETTERS}]+")
_LA_LA = re.compile("(?<=។)ល(?=។)|(?<=ល)។")
_HYPHEN = re.compile(r"(?<=[^\W_])[\u2010-](?=[^\W_])|(?<=\d)\u2013(?=\d)")
"""A hyphen inside a word or a number, which many readers of a PDF drop at a line's end, and the
dash between two numbers, which are one expression."""
_SPACE = "[ \u00a0]"
_WORD_END = rf"(?![^\W\d_{_LETTERS}])"
"""Where no letter follows that would carry a word on: "5 m" is a measure, "162 migrants" is not. In
scripts without spaces any letter may follow."""
_SPACES = re.compile("(?<=[^ \u200b])[ \u200b]+(?=[^ \u200b])")


def strip_marks(text: str) -> str:
    """`text` without what this module inserts."""
    return _INSERTED.sub("", text)


@functools.lru_cache(maxsize=1024)
def find_marks(
    text: str, language: Language, *, narrow: bool = False
) -> tuple[tuple[int, str], ...]:
    """Offsets in `text`, in order, with the mark to insert before the character there."""
    joins = set(find_joins(text, language))
    marks = dict.fromkeys(joins, WORD_JOINER)
    for offset in find_opportunities(text, language, narrow=narrow):
        marks.setdefault(offset, ZWSP)
    return tuple(sorted(marks.items()))


def insert_marks(text: str, language: Language, *, narrow: bool = False) -> str:
    """`text` with its marks."""
    parts: list[str] = []
    position = 0
    for offset, mark in find_marks(text, language, narrow=narrow):
        parts += [text[position:offset], mark]
        position = offset
    return "".join([*parts, text[position:]])


def protect_terms(language: Language, terms: Iterable[str]) -> Language:
    """`language` with `terms` among its protected words: those of a newsroom's glossary, say."""
    protected = dict.fromkeys([*language.breaks.protected, *filter(None, terms)])
    breaks = dataclasses.replace(language.breaks, protected=tuple(protected))
    return dataclasses.replace(language, breaks=breaks)


def split_terms(terms: Iterable[str]) -> Iterator[str]:
    """The words of glossary terms that a line must keep whole: what stands between spaces and
    punctuation. A compound longer than `WHOLE_TERM` clusters parts between its own words, or it
    would leave a hole where it does not fit (R-2.4)."""
    for term in terms:
        for run in _NATIVE.findall(term):
            if 1 < len(split_clusters(run)) <= WHOLE_TERM:
                yield run


def find_opportunities(text: str, language: Language, *, narrow: bool = False) -> Iterator[int]:
    """Offsets at which a word of the language's script ends and another begins; with `narrow`,
    which is for what else would not fit, all offsets at which a cluster does."""
    rules = language.breaks
    if rules.segmenter == "none" or not _NATIVE.search(text):
        return
    closed = set(find_protected(text, language))
    # The breaker's own offsets count UTF-16 units; the lengths of its words count characters.
    starts = set(itertools.accumulate(map(len, WordBreaker(text, language.tag))))
    for run in _NATIVE.finditer(text):
        offsets = set(_find_in_run(run, starts, closed, language))
        if narrow:
            offsets.update(range(run.start() + 1, run.end()))
        for offset in sorted(offsets):
            before, after = text[offset - 1], text[offset]
            if after in rules.no_line_start or before in rules.no_line_end:
                continue
            if may_part(text, offset):
                yield offset


def _find_in_run(
    run: re.Match[str], starts: set[int], closed: set[int], language: Language
) -> Iterator[int]:
    """Offsets at which the run may part, as its segmenter has them."""
    first, last = run.span()
    inside = range(first + 1, last)
    if language.breaks.segmenter == "icu-word":
        yield from sorted(starts.intersection(inside) - closed)
        return
    agreed = frozenset(offset - first for offset in starts.intersection(inside))
    forbidden = frozenset(offset - first for offset in closed.intersection(inside))
    before, after = run.string[max(first - 1, 0) : first], run.string[last : last + 1]
    opening = after != "" and after in language.breaks.no_line_end
    around = Around(before.isdigit(), after.isdigit(), opening)
    words = _compiled(language).words
    for offset in _borders_of(words, run.group(), agreed, forbidden, around):
        yield first + offset


@functools.lru_cache(maxsize=16384)
def _borders_of(
    words: "_ByIdentity",
    run: str,
    agreed: frozenset[int],
    closed: frozenset[int],
    around: Around,
) -> tuple[int, ...]:
    """What `borders` finds; phrases recur, in the pages of a newsroom and in its formats."""
    return tuple(find_borders(run, words.rules, agreed, closed, around))


def find_joins(text: str, language: Language) -> Iterator[int]:
    """Offsets before which no line may begin, although UAX 14 would let it: a space before a
    sign that may not begin a line or after one that may not end it, a number and its unit, an
    honorific and the name, the parts of a date that mean nothing alone."""
    rules = language.breaks
    if rules.no_line_start:
        for space in _SPACES.finditer(text):
            before, after = text[space.start() - 1], text[space.end()]
            held = after in rules.no_line_start or before in rules.no_line_end
            if held and may_part(text, space.end()):
                yield space.end()
        for found in _LA_LA.finditer(text):
            yield found.start()
    for pattern in (_HYPHEN, *_compiled(language).joins):
        for found in pattern.finditer(text):
            yield found.end()


def find_protected(text: str, language: Language) -> Iterator[int]:
    """Offsets inside the protected words of the language, and inside its months' names."""
    for word in (*language.breaks.protected, *_compiled(language).months):
        position = text.find(word)
        while position >= 0:
            yield from range(position + 1, position + len(word))
            position = text.find(word, position + 1)


class _ByIdentity:
    """Rules that a cache can hold: one object for each language, so that its hash is cheap."""

    def __init__(self, rules: WordRules) -> None:
        self.rules = rules


@dataclasses.dataclass(frozen=True, kw_only=True, slots=True)
class _Compiled:
    """What of a language's rules is made once."""

    words: _ByIdentity
    months: tuple[str, ...]
    """Months as a date has them, such as ခ + name or name + လ, in scripts without spaces."""
    joins: tuple[re.Pattern[str], ...]
    """Patterns that end where no line may begin."""


@functools.lru_cache(maxsize=64)
def _compiled(language: Language) -> _Compiled:
    rules = language.breaks
    months = tuple(_date_words(language, "month", language.dates.months))
    honorifics = set(rules.honorifics) - set(rules.phrase_ends)
    joins = [
        # A number and its unit or counter.
        rf"\d{_SPACE}(?={_any_of(rules.units)}{_WORD_END})",
        # A word that asks for a number, and the number.
        rf"{_any_of(rules.no_line_end_words)}{_SPACE}(?=\d)",
        # A bare day beside its month: neither means anything alone at a line's edge.
        rf"(?<!\d)\d{{1,2}}{_SPACE}(?={_any_of(months)}{_WORD_END})",
        rf"{_any_of(months)}{_SPACE}(?=\d{{1,2}}(?!\d))",
        # A sign of the script that may not begin a line, behind one that UAX 14 lets end it.
        rf"(?<=[^\s{_LETTERS}{ZWSP}])(?=[{''.join(filter(_is_native_sign, rules.no_line_start))}])"
        if any(map(_is_native_sign, rules.no_line_start))
        else r"(?!)",
        # An honorific and the name: capitalized, in scripts that have capitals.
        rf"(?<![\w{_LETTERS}]){_any_of(honorifics)}{_SPACE}(?=[^\W\d_a-z])",
    ]
    return _Compiled(
        words=_ByIdentity(WordRules.of(rules)),
        months=months if rules.segmenter != "none" else (),
        joins=tuple(re.compile(pattern) for pattern in joins),
    )


def _date_words(language: Language, name: str, values: Iterable[str]) -> Iterator[str]:
    """The word of a date that holds a field, with each of the field's values."""
    for word in language.dates.day.split(" "):
        if f"{{{name}}}" in word:
            for value in values:
                yield word.replace(f"{{{name}}}", value)


def _is_native_sign(character: str) -> bool:
    """Whether a sign belongs to a script of Southeast Asia, unlike the comma and its like."""
    return "\u0e00" <= character <= "\u17ff"


def _any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest first; nothing matches where there is none."""
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re.escape, longest_first))})" if longest_first else r"(?!)"
