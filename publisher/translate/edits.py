"""What an edit of an English text means for its translations.

In: a text before and after. Out: whether its form alone changed, what the edit touched that a
translation must not get wrong, and the changed words, to be shown.

A text is read as a sequence of *facts in order*: words, numbers, quotation marks, question marks,
placeholders and signs, and the addresses it links to. Two texts with the same reading differ in
form alone: punctuation, white space, case, or where markup stands. The rule errs on one side: what
it does not know is a change of meaning. docs/decisions/meaning-of-edits.md says why it is so.
"""

import difflib
import enum
import functools
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from publisher.translate.english import (
    CASED,
    DATE_WORDS,
    MODALS,
    MONTH_NAMES,
    NEGATIONS,
    NEGATIVE_PREFIXES,
    NUMERALS,
    TITLES,
)

PASSAGE = 8
"""So many words cut or added in one stretch are a passage, and not told apart any further."""
AROUND = 3
"""Unchanged words that are shown on either side of a change."""
SHOWN = 12
"""Changed words that are shown of one stretch, at most; the middle of a longer one is left out."""


class Touch(enum.StrEnum):
    """What an edit may touch, in the words that translators read, in the order of their weight."""

    NEGATION = "a negation"
    NUMBER = "a number"
    DATE = "a date"
    MODAL = "a modal verb"
    NAME = "a name"
    QUOTATION = "a quotation"
    QUESTION = "a question"
    PLACEHOLDER = "a placeholder"
    LINK = "the address of a link"


@dataclass(frozen=True, kw_only=True, slots=True)
class Edit:
    """What an edit means. `form` says that the form alone changed, so that a translation of the
    old text is one of the new. `changes` shows the changed words as wdiff does, on one line."""

    form: bool
    touched: tuple[Touch, ...]
    changes: str


class Token(NamedTuple):
    """One fact of a text: its kind, its form for comparing, and as it is written."""

    kind: str
    form: str
    text: str
    first: bool
    """Whether it begins a sentence."""


_TOKEN = re.compile(
    r"""
      \]\((?P<address>[^)]*)\)                               # the target of a link
    | <(?P<autolink>[a-z][a-z0-9+.-]*:[^>\s]*)>
    | (?P<placeholder>\{[^{}]*\})
    | (?P<range>(?<=\d)\s*[-–—]\s*(?=\d))                   # from one number to another
    | (?P<number>(?<![^\s(“"])[-−–](?=\d))                  # the sign of a number
    | (?P<figure>[^\W_]*\d[^\W_]*(?:[.,:/][^\W_]*\d[^\W_]*)*)
    | (?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)
    | (?P<quotation>["“”„«»]|(?<!\w)['‘](?=\w))
    | (?P<question>\?)
    | (?P<form>[.,;:!()\[\]…–—‒―‐•·'’‘*_`\\-])              # what a translation need not follow
    | (?P<sign>\S)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
"""Characters that format a text and draw nothing."""
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?")
_MARKS = re.compile(r"[^\w\s]|_")
_ENDS = frozenset(".!:")
_PAUSES = frozenset(".,;:!…–—-")


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """A text as facts in order, and the addresses of its links in no order."""

    tokens: tuple[Token, ...]
    addresses: tuple[str, ...]

    @property
    def forms(self) -> tuple[tuple[str, str], ...]:
        """The facts as they are compared."""
        return tuple((token.kind, token.form) for token in self.tokens)


@functools.lru_cache(maxsize=4096)
def read_text(text: str) -> Reading:
    """The facts of `text`, which is a message in Markdown."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    loud = text.isupper()
    tokens: list[Token] = []
    addresses: list[str] = []
    first = True
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or ""
        if kind in ("address", "autolink"):
            addresses.append(found[kind])
        elif kind == "form":
            last = tokens[-1] if tokens else None
            if last and found[0] in _PAUSES and _is_negation(last.form):
                tokens[-1] = last._replace(form=last.form.rstrip(",") + ",")
            first = first or (found[0] in _ENDS and not (last and last.form in TITLES))
        else:
            form = _form_of(kind, found[0], loud=loud)
            tokens.append(Token("number" if kind == "figure" else kind, form, found[0], first))
            first = kind == "question" or (first and kind == "quotation")
    return Reading(tokens=tuple(tokens), addresses=tuple(sorted(addresses)))


@functools.lru_cache(maxsize=16384)
def letters_of(text: str) -> str:
    """The letters and digits of a text, in small letters, one space between words."""
    return " ".join(_MARKS.sub(" ", unicodedata.normalize("NFC", text).casefold()).split())


def _is_negation(form: str) -> bool:
    """Whether a word negates. A pause behind it is part of it: "No, workers may" and "No workers
    may" are opposites."""
    word = form.casefold().rstrip(",")
    return word in NEGATIONS or word.endswith("n't")


def _form_of(kind: str, text: str, *, loud: bool) -> str:
    """How a fact is compared: case counts where it tells words apart, as in US and May, but not
    in a text that is in capitals throughout."""
    match kind:
        case "word":
            folded = text.casefold().replace("’", "'")
            acronym = len(text) > 1 and text.removesuffix("s").isupper()
            return text if not loud and (acronym or folded in CASED) else folded
        case "figure":
            return (text.replace(",", "") if _GROUPED.fullmatch(text) else text).casefold()
        case "quotation":
            return '"'
        case "number" | "range":
            return "-"
        case _:
            return text


def same_form(before: str, after: str) -> bool:
    """Whether a translation of one text is a translation of the other."""
    if before == after:
        return True
    if sum(map(len, letters_of(before).split())) != sum(map(len, letters_of(after).split())):
        return False
    old, new = read_text(before), read_text(after)
    return old.forms == new.forms and old.addresses == new.addresses


def judge_edit(before: str, after: str, *, spoken: bool = False) -> Edit:
    """What the edit from `before` to `after` means; `spoken` says that it is somebody's words.

    >>> judge_edit("Meet before 17 December.", "Meet before 27 December.").changes
    'Meet before [-17-] {+27+} December.'
    """
    form = same_form(before, after)
    touched = () if form else find_touched(read_text(before), read_text(after), spoken=spoken)
    return Edit(form=form, touched=touched, changes=show_changes(before, after))


def find_touched(old: Reading, new: Reading, *, spoken: bool) -> tuple[Touch, ...]:
    """What the edit from one reading to another touched; a passage cut or added is not looked
    into, because whoever translates it has to read it anyway."""
    found: set[Touch] = set()
    if old.addresses != new.addresses:
        found.add(Touch.LINK)
    for removed, added in _changed_tokens(old, new):
        if spoken:
            found.add(Touch.QUOTATION)
        if max(len(removed), len(added)) >= PASSAGE and not (removed and added):
            continue
        for reading, places in ((old, removed), (new, added)):
            for place in places:
                found.update(_touches(reading.tokens, place))
        pairs = [(old.tokens[i].form, new.tokens[j].form) for i in removed for j in added]
        if any(_negates(one, other) or _negates(other, one) for one, other in pairs):
            found.add(Touch.NEGATION)
    return tuple(touch for touch in Touch if touch in found)


def _changed_tokens(old: Reading, new: Reading) -> Iterator[tuple[range, range]]:
    """The places of facts that one reading has and the other has not, stretch by stretch."""
    matcher = difflib.SequenceMatcher(None, old.forms, new.forms, autojunk=False)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            yield range(start, end), range(new_start, new_end)


def _touches(tokens: Sequence[Token], place: int) -> Iterator[Touch]:
    """What is touched where the fact at `place` changes."""
    token = tokens[place]
    word = token.form.casefold().rstrip(",")
    match token.kind:
        case "number" | "range":
            near = tokens[max(place - 2, 0) : place + 3]
            year = re.fullmatch(r"(?:19|20)\d\d", word)
            dated = year or any(other.form.casefold() in MONTH_NAMES for other in near)
            yield Touch.DATE if dated else Touch.NUMBER
        case "sign" if token.text == "%" or unicodedata.category(token.text) == "Sc":
            yield Touch.NUMBER
        case "quotation":
            yield Touch.QUOTATION
        case "question":
            yield Touch.QUESTION
        case "placeholder":
            yield Touch.PLACEHOLDER
        case "word":
            if _is_negation(word):
                yield Touch.NEGATION
            if word in NUMERALS:
                yield Touch.NUMBER
            if word in DATE_WORDS and (word not in CASED or token.text[0].isupper()):
                yield Touch.DATE
            if word in MODALS or word.endswith(("'ll", "'d", "n't")):
                yield Touch.MODAL
            if word not in DATE_WORDS and _is_name(tokens, place):
                yield Touch.NAME
    if sum(other.kind == "quotation" for other in tokens[:place]) % 2:
        yield Touch.QUOTATION


def _is_name(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word is written as names are: an abbreviation, or with a capital inside a sentence,
    unless the text is a heading with a capital on every longer word."""
    token = tokens[place]
    if token.form == token.text and len(token.text) > 1 and token.text[1:2].isupper():
        return True
    if token.first or not token.text[0].isupper() or token.form in ("i", "i'm"):
        return False
    long = [other.text for other in tokens if other.kind == "word" and len(other.text) > 3]
    return len(long) < 3 or any(text[0].islower() for text in long)


def _negates(word: str, negated: str) -> bool:
    """Whether one word is the other with a negative prefix."""
    return len(word) > 3 and any(negated == prefix + word for prefix in NEGATIVE_PREFIXES)


def show_changes(before: str, after: str) -> str:
    """The changed words between a few that stayed, as GNU wdiff writes them: `[-old-] {+new+}`.

    https://www.gnu.org/software/wdiff/manual/wdiff.html
    """
    old, new = before.split(), after.split()
    codes = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    parts: list[str] = []
    for number, (tag, start, end, new_start, new_end) in enumerate(codes):
        if tag == "equal":
            head = AROUND if number else 0
            tail = AROUND if number < len(codes) - 1 else 0
            parts += _elide(old[start:end], head, tail)
            continue
        if start < end:
            parts.append(f"[-{' '.join(_elide(old[start:end], SHOWN // 2, SHOWN // 2))}-]")
        if new_start < new_end:
            added = _elide(new[new_start:new_end], SHOWN // 2, SHOWN // 2)
            parts.append(f"{{+{' '.join(added)}+}}")
    return "" if old == new else " ".join(parts)


def _elide(words: Sequence[str], head: int, tail: int) -> list[str]:
    """`words` with their middle left out, where that makes them shorter."""
    if len(words) <= head + tail + 1:
        return list(words)
    return [*words[:head], "…", *words[len(words) - tail :]]
