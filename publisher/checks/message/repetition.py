"""message/repetition: nothing stands twice in a row by mistake."""

import itertools
import re
from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report
from publisher.checks.translations import Pair, list_pairs
from publisher.model.finding import Finding
from publisher.text.address import mask_objects
from publisher.text.cluster import split_clusters

_SPACES = re.compile(r"[ \t\u00a0]{2,}")
_SIGNS = re.compile(r"([။၊។៖,;:])[ \u00a0]?\1+|(?<!\.)\.\.(?!\.)|([?!])\2+|៕{2,}")
_WORD_TWICE = re.compile(r"(?<![^\s(“‘«])([^\s\ufffc]+)[ \u00a0]+\1(?![^\s)”’»၊။។,])")
_CLUSTERS = 3
"""From how many clusters a word that stands twice was typed twice: shorter ones are doubled on
purpose, as names and for emphasis."""
_SENTENCE = re.compile(r"[^။។?!]+")
_WHOLE = 12
"""From how many characters a sentence that stands twice was pasted twice."""


def find_repetitions(subject: Subject) -> Iterator[Finding]:
    """Spaces, signs, words and sentences that stand twice, where the original has them once."""
    for pair in list_pairs(subject):
        body = mask_objects(pair.text.text)
        for start, end, message, hint in find_doubles(pair, body):
            yield report(CHECK.id, pair.text, message, hint, start=start, end=end)


def find_doubles(pair: Pair, body: str) -> Iterator[tuple[int, int, str, str]]:
    """Where something stands twice, and what to do."""
    spaces, before = body.strip(), body.index(body.strip())
    if (found := _SPACES.search(spaces)) and not _SPACES.search(pair.original.strip()):
        start, end = before + found.start(), before + found.end()
        yield start, end, "there are two spaces in a row", "delete one"
    if (found := _SIGNS.search(body)) and not _SIGNS.search(pair.original):
        hint = (
            "write ။ at the end of a sentence" if "၊" in found[0] else f"write {found[0][0]} once"
        )
        yield found.start(), found.end(), f"{found[0]} stands where one sign belongs", hint
    if (sentence := find_sentence_twice(body)) and not find_sentence_twice(pair.original):
        start = body.rindex(sentence)
        message = f"a sentence stands twice: {sentence[:40]}"
        yield start, start + len(sentence), message, "delete one"
    elif len(words := find_words_twice(body)) > len(find_words_twice(pair.original)):
        word = words[0]
        start, end = word.span()
        yield start, end, f"a word stands twice: {word[1]}", "delete one, unless both are meant"


def find_words_twice(text: str) -> list[re.Match[str]]:
    """The words of a text that follow themselves."""
    words = re.split("[ \u00a0]+", text)
    pairs = itertools.pairwise(words)
    if not any(after.startswith(word.lstrip("(“‘«") or " ") for word, after in pairs):
        return []
    return [
        found
        for found in _WORD_TWICE.finditer(text)
        if len(split_clusters(found[1])) >= _CLUSTERS and any(map(str.isalpha, found[1]))
    ]


def find_sentence_twice(text: str) -> str:
    """A sentence that the text has already; also the whole text, where it is its own double."""
    whole = text.strip()
    half = whole[: len(whole) // 2].strip()
    if len(half) > 1 and whole.startswith(half) and whole[len(half) :].strip() == half:
        return half
    seen: set[str] = set()
    for found in _SENTENCE.finditer(text):
        sentence = found[0].strip(" \u00a0\n”’»)*_")
        if len(sentence) >= _WHOLE and sentence in seen:
            return sentence
        seen.add(sentence)
    return ""


CHECK = Check(
    id="message/repetition",
    title="Nothing stands twice in a row by mistake",
    rationale=(
        "Two spaces gape in justified text, ။။ and ၊၊ are slips of a key, and a sentence that "
        "stands twice was pasted twice. Words that are doubled on purpose are short or end in ៗ; "
        "names that the original doubles stay doubled."
    ),
    bad='"Language: my\\n"\n\nmsgid "Meet again."\nmsgstr "ထပ်မံ  တွေ့ဆုံရန်။။"',
    good='"Language: my\\n"\n\nmsgid "Meet again."\nmsgstr "ထပ်မံ တွေ့ဆုံရန်။"',
    function=find_repetitions,
)
