"""message/number: a translation has the numbers of its original."""

from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import Text, report
from publisher.checks.translations import list_pairs
from publisher.model.finding import Finding
from publisher.text.number_match import NumberFaults, match_numbers
from publisher.text.number_words import spell_number
from publisher.text.numbers import Number


def find_number_faults(subject: Subject) -> Iterator[Finding]:
    """Numbers that are lost, changed or added."""
    source = subject.edition.source_language
    for text, original in list_pairs(subject):
        if text.text.strip() != original.strip():
            tag = text.language.tag
            yield from describe(text, match_numbers(original, text.text, source, tag))


def describe(text: Text, faults: NumberFaults) -> Iterator[Finding]:
    """A finding for each number that is strange, for those that are lost, and for each that the
    original has in words."""
    lost = ", ".join(dict.fromkeys(map(name_number, faults.lost)))
    for number in faults.strange:
        start, end = number.start, number.end
        message = f"the number {text.text[start:end]} does not stand in the original"
        instead = f", which has {lost}" if lost else ""
        hint = "write the number of the original"
        yield report(CHECK.id, text, message + instead, hint, start=start, end=end)
    if lost and not faults.strange:
        yield report(CHECK.id, text, f"the number {lost} of the original is lost", "add it")
    for value in faults.words:
        word = spell_number(value, text.language.tag)[0]
        message = f"the original has the number {value} in words, the translation has not"
        yield report(CHECK.id, text, message, f"write {word}, or {value} in digits")
    if faults.percent:
        message = "the original has a percentage, the translation has none"
        yield report(CHECK.id, text, message, "add the sign % or the word for it")


def name_number(number: Number) -> str:
    """A number of the original as it stands there, and with the word of size beside it."""
    whole = "".join(f" ({value.normalize():f})" for value in number.scaled)
    return number.digits + whole


CHECK = Check(
    id="message/number",
    title="A translation has the numbers of its original",
    rationale=(
        "A digit that is lost or changed is the costliest slip of a press release: 162 workers "
        "become 16, 2017 becomes 2071. Numbers are compared by what they mean: in digits of any "
        "script, with either separator, in thousands, သိန်း or លាន, as years of the Buddhist or "
        "Burmese era, and small ones in words. Where the original has three to twelve in words, "
        "the translation must have the number too, in words or in digits."
    ),
    bad=(
        '"Language: my\\n"\n\nmsgid "MMN consulted 162 migrant workers."\n'
        'msgstr "MMN သည် ရွှေ့ပြောင်းအလုပ်သမား ၁၂၆ ဦးနှင့် တိုင်ပင်ဆွေးနွေးခဲ့သည်။"'
    ),
    good=(
        '"Language: my\\n"\n\nmsgid "MMN consulted 162 migrant workers."\n'
        'msgstr "MMN သည် ရွှေ့ပြောင်းအလုပ်သမား ၁၆၂ ဦးနှင့် တိုင်ပင်ဆွေးနွေးခဲ့သည်။"'
    ),
    function=find_number_faults,
)
