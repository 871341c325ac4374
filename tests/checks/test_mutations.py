"""Every error that is planted into a translation of ours is found, by the check meant for it."""

from collections.abc import Callable, Iterator

import pytest

from publisher.checks.runner import REGISTRY
from publisher.model.finding import Severity

from .parallel import TAGS, Corpus, Pair, find_faults, has_glossary, read_own
from .plants import KINDS

CALL = "Call {} or write to press@example.org."
WORKED = "In 2016, 3.5 million people, or 12 per cent, worked abroad."
CONTACTS = {
    "my": {
        CALL.format("+95 1 234 567"): (
            "ဖုန်း +၉၅ ၁ ၂၃၄ ၅၆၇ သို့ ခေါ်ဆိုပါ သို့မဟုတ် press@example.org သို့ စာရေးပါ။"
        ),
        WORKED: ("၂၀၁၆ ခုနှစ်တွင် လူ ၃.၅ သန်း၊ ၁၂ ရာခိုင်နှုန်းသည် ပြည်ပတွင် အလုပ်လုပ်ကိုင်ခဲ့သည်။"),
    },
    "km": {
        CALL.format("+855 23 456 789"): (
            "សូមទូរសព្ទមកលេខ +៨៥៥ ២៣ ៤៥៦ ៧៨៩ ឬសរសេរមក press@example.org។"
        ),
        WORKED: "នៅឆ្នាំ២០១៦ មនុស្ស ៣,៥លាននាក់ ឬ ១២ភាគរយ បានធ្វើការនៅបរទេស។",
    },
}
"""What our catalogues do not have: telephone numbers, percentages and millions."""
LEAST = 20
"""At least so many kinds of errors."""


def list_corpora(tag: str) -> Iterator[Corpus]:
    """Our catalogues, and the texts above."""
    yield from read_own(tag)
    pairs = [
        Pair(original, text, line) for line, (original, text) in enumerate(CONTACTS[tag].items(), 1)
    ]
    yield Corpus("contacts", tag, pairs)


@pytest.mark.parametrize("name", KINDS)
def test_planted(name: str, record_property: Callable[[str, object], None]) -> None:
    """Wherever an error of this kind can be made, it is found, at the message that has it, as a
    warning or an error."""
    kind = KINDS[name]
    checks = [
        check for check in REGISTRY.checks if check.id.removeprefix("message/") in kind.checks
    ]
    assert len(checks) == len(kind.checks)
    planted, missed = 0, []
    for tag in TAGS:
        for corpus in list_corpora(tag):
            if kind.of_glossary and not has_glossary(corpus):
                continue
            for index, pair in enumerate(corpus.pairs):
                wrong = kind.plant(pair, tag)
                if wrong is None:
                    continue
                assert wrong != pair.text
                planted += 1
                pairs = list(corpus.pairs)
                pairs[index] = pair._replace(text=wrong, lines=())
                changed = corpus._replace(pairs=pairs)
                if not any(
                    finding.line == pair.line and finding.severity is not Severity.NOTE
                    for check in checks
                    for finding in find_faults(changed, check)
                ):
                    missed.append(f"{corpus.name}:{pair.line} {pair.original} → {wrong}")
    record_property("measured", f"planted, {name}: {planted}, found {planted - len(missed)}")
    assert planted, "this error cannot be made anywhere"
    assert not missed, "\n".join(missed)


def test_kinds() -> None:
    """There are many kinds of errors, and each new check finds one."""
    assert len(KINDS) >= LEAST
    comparing = {
        "placeholder", "markup", "line-end", "link", "contact", "number", "month", "digits",
        "end-stop", "ascii-punctuation", "bracket", "quotation-mark", "untranslated", "length",
        "foreign-script", "repetition", "outer-space", "conflict-marker", "latin-name",
        "name", "term", "read-only-term", "forbidden-term",
    }  # fmt: skip
    assert comparing <= {check for kind in KINDS.values() for check in kind.checks}
