"""message/length: a translation is about as long as its original lets expect."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import Text, report
from publisher.checks.translations import list_pairs
from publisher.model.finding import Finding
from publisher.text.linebreak import strip_marks
from publisher.text.punctuation import STOPS, count_english_sentences, count_sentences


class Expected(NamedTuple):
    """How long translations are, for originals of `least` characters and more: characters for
    each character of the original."""

    least: int
    shortest: float
    longest: float


EXPECTED: Mapping[str, Sequence[Expected]] = {
    "Mymr": (Expected(25, 0.55, 2.8), Expected(80, 0.72, 2.3)),
    "Khmr": (Expected(25, 0.38, 2.0), Expected(80, 0.66, 1.5)),
}
"""Measured on 5 167 translations: the Declaration of Human Rights, the releases of this newsroom,
and the catalogues of Django, django CMS, Wagtail and Kolibri. Eight of these lie outside, all of
them labels of programs, and most of those shortened."""
_MANY = 3
"""From how many sentences they are counted. In the prose of the same texts, translations have at
least two for three of the original."""


def find_lengths(subject: Subject) -> Iterator[Finding]:
    """Translations that are much too short or much too long."""
    for text, original in list_pairs(subject):
        if message := judge(text, original):
            hint = "compare it with the original, sentence by sentence"
            yield report(CHECK.id, text, message, hint)


def judge(text: Text, original: str) -> str:
    """What is wrong with the length of a translation; empty where nothing is."""
    script = text.language.script
    wanted = count_english_sentences(original)
    given = count_sentences(text.text, script) if script in STOPS else wanted
    if wanted >= _MANY and 3 * given < 2 * wanted:
        return f"the original has {wanted} sentences, the translation {given}"
    size = len(strip_marks(text.text))
    for expected in reversed(EXPECTED.get(script, ())):
        if len(original) >= expected.least:
            if expected.shortest <= size / len(original) <= expected.longest:
                break
            what = "short" if size < expected.shortest * len(original) else "long"
            return f"the translation is {what}: {size} characters for {len(original)}"
    return ""


CHECK = Check(
    id="message/length",
    title="A translation is about as long as its original lets expect",
    rationale=(
        "Half a paragraph may be lost with a paste, or two be pasted into one. Burmese has about "
        "1.4 characters for one of English and Khmer 1.0; what is far from that, or has fewer than "
        "two sentences for three, is worth a second look. Short labels differ too much to be "
        "measured."
    ),
    bad=(
        '"Language: km\\n"\n\nmsgid "Rivers rise. Wells turn salty. Rice fails."\n'
        'msgstr "ទឹកទន្លេឡើងមុនពេល ហើយអណ្ដូងទឹកប្រែជាប្រៃ។"'
    ),
    good=(
        '"Language: km\\n"\n\nmsgid "Rivers rise. Wells turn salty. Rice fails."\n'
        'msgstr "ទឹកទន្លេឡើង។ ទឹកអណ្ដូងប្រែជាប្រៃ។ ស្រូវមិនបានផល។"'
    ),
    function=find_lengths,
)
