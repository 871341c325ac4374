"""Characters that a reader takes for others, cannot see, or that should no longer be written.

In: text and its language. Out: suspects: where they stand, what they are, and what to write in
their place. Nothing is changed: some are right in some place, and a person decides.

Sources: the Unicode Standard, chapter 16 on Myanmar and Khmer
(https://www.unicode.org/versions/latest/core-spec/chapter-16/), Unicode's property Deprecated
(https://www.unicode.org/reports/tr44/#Deprecated), confusables of UTS 39
(https://www.unicode.org/reports/tr39/), and the orthography notes of r12a
(https://r12a.github.io/scripts/).
"""

import functools
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Suspect:
    """Characters `start` to `end` of a text. `mend` is what belongs there, empty where nothing
    does, None where only a person can tell. `why` is a clause about them in plain words.
    `sure` is false where they may be meant."""

    start: int
    end: int
    why: str
    mend: str | None
    sure: bool = True


_DIGIT = "[\u1040-\u1049]"
_MARK = (
    "[\u102b-\u103e\u1056-\u1059\u105e-\u1060\u1062-\u1064\u1067-\u106d\u1071-\u1074"
    "\u1082-\u108d\u108f\u109a-\u109d\ua9e5\uaa7b-\uaa7d]"
)
_LETTER = (
    "[\u1000-\u102a\u103f\u1050-\u1055\u105a-\u105d\u1061\u1065\u1066\u106e-\u1070\u1075-\u1081"
    "\u108e\ua9e0-\ua9e4\ua9e6-\ua9ef\ua9fa-\ua9fe\uaa60-\uaa76\uaa7a\uaa7e\uaa7f]"
)
_KILLED = f"{_LETTER}\u1037?\u103a"
"""A consonant that closes the syllable before it; no syllable begins with it."""
_ZERO, _SEVEN, _FOUR = "\u1040", "\u1047", "\u1044"
_WA, _RA, _AFOREMENTIONED = "\u101d", "\u101b", "\u104e"
_LETTER_OF = {_ZERO: _WA, _SEVEN: _RA}
_DIGIT_OF = {_WA: _ZERO, _RA: _SEVEN}

Mend = Callable[[str], str | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Rule:
    """A pattern with what is wrong with what it finds. `tags` limits it to some languages."""

    pattern: re.Pattern[str]
    why: str
    mend: Mend
    sure: bool = True
    tags: frozenset[str] | None = None


def _rule(pattern: str, why: str, mend: str | Mend, *, sure: bool = True, tags: str = "") -> _Rule:
    return _Rule(
        pattern=re.compile(pattern),
        why=why,
        mend=(lambda _: mend) if isinstance(mend, str) else mend,
        sure=sure,
        tags=frozenset(tags.split()) or None,
    )


_A_DIGIT = "is a digit where a letter belongs"
_LOOK_ALIKES = (
    # A digit bears no vowel and no medial, and no consonant closes its syllable.
    _rule(f"{_DIGIT}(?={_MARK})", _A_DIGIT, _LETTER_OF.get),
    _rule(f"[{_ZERO}{_SEVEN}](?={_KILLED})", _A_DIGIT, _LETTER_OF.get),
    _rule(f"(?<!{_DIGIT}){_FOUR}(?=\u1004\u103a\u1038)", _A_DIGIT, _AFOREMENTIONED),
    # One zero alone beside a letter; 0.5 after a word is a number.
    _rule(
        f"(?<!{_DIGIT}){_ZERO}(?:(?={_LETTER})(?!{_KILLED})"
        f"|(?<=(?:{_LETTER}|{_MARK}){_ZERO})(?!{_DIGIT}|[.,]{_DIGIT}|{_MARK}|{_KILLED}))",
        "is a zero where a letter may be meant",
        _WA,
        sure=False,
    ),
    _rule(
        f"(?<={_DIGIT})[{_WA}{_RA}](?={_DIGIT})",
        "is a letter where a digit belongs",
        _DIGIT_OF.get,
    ),
    _rule(
        f"(?<={_DIGIT}){_WA}(?!{_DIGIT}|{_LETTER}|{_MARK})"
        f"|(?<!{_LETTER})(?<!{_MARK})(?<!{_DIGIT}){_WA}(?={_DIGIT})",
        "is a letter where a digit may be meant",
        _ZERO,
        sure=False,
    ),
    # U bears no vowel sign, no asat and nothing below; NYA looks the same there.
    _rule("\u1025(?=\u1037?\u103a|\u1039|\u102c)", "is the vowel, not NYA", "\u1009", tags="my"),
    # The Standard, chapter 16, on Myanmar: vowels at the beginning have characters of their own.
    # Many papers type the pairs, and other languages mean them.
    *(
        _rule(pattern, "are letters drawn like another", letter, sure=False, tags="my")
        for pattern, letter in (
            ("\u101e\u103c\u1031\u102c\u103a|\u1029\u1031\u102c\u103a", "\u102a"),
            ("\u101e\u103c(?!\u1031\u102c\u103a)", "\u1029"),
            ("\u1005\u103b", "\u1008"),
        )
    ),
    # r12a on Thai and Lao: AE is not twice E, and SARA AM is one character, after the tone.
    _rule("\u0e40\u0e40", "are two vowels drawn like another", "\u0e41"),
    _rule("\u0ec0\u0ec0", "are two vowels drawn like another", "\u0ec1"),
    _rule(
        "\u0e4d[\u0e48-\u0e4b]?\u0e32",
        "are drawn like the vowel AM",
        lambda found: f"{found[1:-1]}\u0e33",
        sure=False,
    ),
    _rule(
        "\u0ecd[\u0ec8-\u0ecb]?\u0eb2",
        "are drawn like the vowel AM",
        lambda found: f"{found[1:-1]}\u0eb3",
        sure=False,
    ),
)


@functools.lru_cache(maxsize=8192)
def find_lookalikes(text: str, tag: str) -> tuple[Suspect, ...]:
    """Characters of `text`, in the language `tag`, that stand for others that look the same."""
    found = [
        Suspect(
            start=match.start(),
            end=match.end(),
            why=rule.why,
            mend=rule.mend(match[0]),
            sure=rule.sure,
        )
        for rule in _LOOK_ALIKES
        if rule.tags is None or tag in rule.tags
        for match in rule.pattern.finditer(text)
    ]
    return tuple(sorted(found, key=lambda suspect: suspect.start))


_DEPRECATED: dict[str, str | None] = {
    "\u0149": "\u02bcn",
    "\u0673": "\u0627\u065f",
    "\u0f77": "\u0fb2\u0f71\u0f80",
    "\u0f79": "\u0fb3\u0f71\u0f80",
    "\u17a3": "\u17a2",
    "\u17a4": "\u17a2\u17b6",
    # Discouraged by the Standard's text, chapter 16, and.
    "\u17b4": "",
    "\u17b5": "",
    "\u17d3": None,
    "\u17d8": "\u17d4\u179b\u17d4",
    "\u2329": "\u27e8",
    "\u232a": "\u27e9",
}
"""What to write instead; None for BATHAMASAT, whose place is taken by whole symbols for lunar
dates (U+19E0 to U+19FF). Deprecated format characters are among those that cannot be seen."""
_DEPRECATED_PATTERN = re.compile(f"[{''.join(_DEPRECATED)}]")


def find_deprecated(text: str) -> tuple[Suspect, ...]:
    """Characters of `text` that Unicode keeps for old files only."""
    return tuple(
        Suspect(
            start=match.start(),
            end=match.end(),
            why="should no longer be written",
            mend=_DEPRECATED[match[0]],
        )
        for match in _DEPRECATED_PATTERN.finditer(text)
    )


ZWSP, WORD_JOINER, ZWNJ, ZWJ = "\u200b", "\u2060", "\u200c", "\u200d"
_SPACELESS = frozenset({"Khmr", "Laoo", "Mymr", "Thai"})
"""Scripts that need ZWSP and WORD JOINER to say where a line may break."""
_JOINING = frozenset(
    {"Adlm", "Arab", "Beng", "Deva", "Gujr", "Guru", "Knda", "Mlym", "Mong", "Nkoo", "Orya"}
    | {"Rohg", "Sinh", "Syrc", "Taml", "Telu"}
)
"""Scripts in which joiners choose between letterforms that mean different things."""
_DIRECTION_MARKS = frozenset("\u061c\u200e\u200f\u2066\u2067\u2068\u2069")
"""What text from right to left may need; the older embeddings and overrides it never does."""
_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff0-\ufffc"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
"""Format characters, and what has the property Default_Ignorable_Code_Point, but for variation
selectors, which belong to the character before. `text.control` has the controls."""
_SHIFTER_ZWNJ = re.compile(
    f"(?<=[\u1780-\u17b3]){ZWNJ}(?=[\u17c9\u17ca])|(?<=[\u17c9\u17ca]){ZWNJ}"
)


@functools.lru_cache(maxsize=8192)
def find_invisible(text: str, script: str, direction: str) -> tuple[Suspect, ...]:
    """Characters of `text` that cannot be seen and do not belong to its script (ISO 15924) or
    its direction (`ltr`, `rtl`)."""
    return tuple(_find_invisible(text, script, direction))


def _find_invisible(text: str, script: str, direction: str) -> Iterator[Suspect]:
    wanted = {match.start() for match in _SHIFTER_ZWNJ.finditer(text)} if script == "Khmr" else ()
    for match in _INVISIBLE.finditer(text):
        character, start = match[0], match.start()
        breaks = character in (ZWSP, WORD_JOINER)
        joins = character in (ZWNJ, ZWJ)
        if (breaks and script in _SPACELESS) or (joins and script in _JOINING):
            continue
        if start in wanted or (direction == "rtl" and character in _DIRECTION_MARKS):
            continue
        why = "changes the order in which text is shown" if character in _BIDI else "is not seen"
        yield Suspect(start=start, end=start + 1, why=why, mend="", sure=not breaks)


_BEARERS = frozenset("\u00a0\u25cc\u200c\u200d")
"""What may stand before a mark that is shown alone (the Standard, section 7.9), and joiners."""
_STACKS_NOTHING = re.compile(f"\u1039(?!{_LETTER})|\u17d2(?![\u1780-\u17b3\u200d])")
"""Signs that put the next letter below the one before, without a next letter. In Zawgyi the
Burmese one is asat."""


@functools.lru_cache(maxsize=8192)
def find_orphan_marks(text: str) -> tuple[Suspect, ...]:
    """Combining marks of `text` without a letter of their script before them, or after them where
    they need one. After a digit they are none: there the digit is the suspect."""
    found = {
        i: Suspect(start=i, end=i + 1, why="has no letter before it to stand on", mend=None)
        for i, character in enumerate(text)
        if character > "\u02ff"
        and unicodedata.category(character)[0] == "M"
        and not _bears(text[i - 1] if i else "", character)
    }
    for match in _STACKS_NOTHING.finditer(text):
        start, end = match.span()
        why, mend = "has no letter after it to stack", "\u103a" if match[0] == "\u1039" else None
        found.setdefault(start, Suspect(start=start, end=end, why=why, mend=mend))
    return tuple(found[start] for start in sorted(found))


def _bears(before: str, mark: str) -> bool:
    if not before or before.isspace():
        return before == "\u00a0"
    kind = unicodedata.category(before)[0]
    if before in _BEARERS or kind == "N":
        return True
    script = _script_word(mark)
    if script in _ANY_SCRIPT:
        return kind != "C"
    return kind in "LM" and _script_word(before) in {script, *_ANY_SCRIPT}


_ANY_SCRIPT = frozenset({"COMBINING", "VARIATION", "ENCLOSING"})
"""How the names of marks begin that stand on letters of any script."""


@functools.lru_cache(maxsize=4096)
def _script_word(character: str) -> str:
    """The first word of a character's name, which is its script's for letters and marks."""
    return unicodedata.name(character, "").partition(" ")[0]
