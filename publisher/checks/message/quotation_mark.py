"""message/quotation-mark: quotations keep their marks, and these are of the language."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import Text, report
from publisher.checks.translations import Pair, group_pairs, list_lines
from publisher.model.finding import Finding
from publisher.model.language import Language
from publisher.text.address import mask_objects
from publisher.text.punctuation import GUILLEMETS, find_stray_quotes, is_apostrophe

_FOREIGN = re.compile("[\"'„‟‚‛‹›『』「」`´′″＂]")
_STRAIGHT = "\"'"
_ENGLISH = {"“": "”", "‘": "’"}


def find_quotation_faults(subject: Subject) -> Iterator[Finding]:
    """Quotation marks that are lost, left open, of another language, or of two kinds."""
    for pairs in group_pairs(subject):
        for pair in pairs:
            yield from judge(pair)
        yield from find_two_kinds(pairs)


def judge(pair: Pair) -> Iterator[Finding]:
    """The quotation marks of one translation."""
    text, language = pair.text, pair.text.language
    original, body = mask_objects(pair.original), mask_objects(text.text)
    marks = allowed_pairs(language)
    straight = any(mark in original for mark in _STRAIGHT if not only_apostrophes(original, mark))
    for found in _FOREIGN.finditer(body):
        offset, mark = found.start(), found[0]
        meant = mark in marks or is_apostrophe(body, offset)
        if not meant and not (straight and mark in _STRAIGHT):
            message = f"{mark} is no quotation mark of {language.english_name}"
            hint = f"write {language.quotes.open}…{language.quotes.close}"
            yield report(CHECK.id, text, message, hint, start=offset, end=offset + 1)
            return
    if not any(find_stray_quotes(original, _ENGLISH)):
        for stray in find_stray_quotes(body, marks):
            opens = stray.character in marks
            message = f"{stray.character} {'is not closed' if opens else 'closes nothing'}"
            hint = "write both quotation marks, or neither"
            yield report(CHECK.id, text, message, hint, start=stray.offset, end=stray.offset + 1)
            return
    asked = original.count("“") + original.count('"') // 2
    given = sum(body.count(mark) for mark in marks) + body.count('"') // 2
    if asked and not given:
        message = "the original has a quotation, the translation has no quotation marks"
        hint = f"put {language.quotes.open} and {language.quotes.close} around what is quoted"
        yield report(CHECK.id, text, message, hint)


def allowed_pairs(language: Language) -> dict[str, str]:
    """The quotation marks of a language, by the opening one."""
    quotes = language.quotes
    pairs = {quotes.open: quotes.close, quotes.inner_open: quotes.inner_close}
    if language.script == "Khmr":
        pairs[GUILLEMETS[0]] = GUILLEMETS[1]
    return pairs


def only_apostrophes(text: str, mark: str) -> bool:
    """Whether each `mark` of a text is an apostrophe."""
    return all(is_apostrophe(text, offset) for offset, found in enumerate(text) if found == mark)


def find_two_kinds(pairs: Sequence[Pair]) -> Iterator[Finding]:
    """A catalogue that quotes with “…” here and with «…» there, at the rarer of the two."""
    kinds: Counter[str] = Counter()
    places: dict[str, list[Text]] = {}
    for pair in pairs:
        for mark in (pair.text.language.quotes.open, GUILLEMETS[0]):
            if mark in pair.text.text:
                kinds[mark] += 1
                places.setdefault(mark, []).append(pair.text)
    if len(kinds) > 1:
        (usual, often), (rare, _) = kinds.most_common(2)
        texts = places[rare]
        message = (
            f"this catalogue quotes with {usual} ({often} times) and with {rare} "
            f"({list_lines(texts)})"
        )
        start = texts[0].text.find(rare)
        yield report(CHECK.id, texts[0], message, f"choose {usual} or {rare}", start=start)


CHECK = Check(
    id="message/quotation-mark",
    title="Quotations keep their marks, and these are of the language",
    rationale=(
        "Without marks a minister's words become the newsroom's own. Burmese and Khmer write “…” "
        "and inside them ‘…’; Khmer newspapers write «…» too, and a catalogue keeps to one of "
        "them. Typewriter marks are right only where the original has them, and each mark has its "
        "partner. Apostrophes of English names are no quotation marks."
    ),
    bad='"Language: my\\n"\n\nmsgid "the theme “work”"\nmsgstr "\\"အလုပ်\\" ခေါင်းစဉ်"',
    good='"Language: my\\n"\n\nmsgid "the theme “work”"\nmsgstr "“အလုပ်” ခေါင်းစဉ်"',
    function=find_quotation_faults,
)
