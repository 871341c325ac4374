"""message/end-stop: a translation ends as its original ends, with the sign of its script."""

import re
from collections.abc import Iterator, Sequence

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import Text, report
from publisher.checks.translations import Pair, group_pairs, list_lines
from publisher.model.finding import Finding
from publisher.text.address import OBJECT, mask_objects
from publisher.text.punctuation import ENDS, STOPS, ends_sentence, last_sign

_AFTER = {"?": "?", "!": "!", ":": ":៖-\u2013\u2014၊", ".": ".", "…": ".…"}
"""What may stand for a sign of English besides the ends of the script; a full stop in ASCII is for
message/ascii-punctuation."""
_FEW = 3
"""So many are told one by one, however many are right: they are slips."""
_SHARE = 5
"""More are slips where the others are at least four times as many; else they are a habit of the
catalogue, and told together."""


def find_ends(subject: Subject) -> Iterator[Finding]:
    """Sentences without an end, and headings with one."""
    for pairs in group_pairs(subject):
        script = pairs[0].text.language.script
        if script not in STOPS:
            continue
        lacking = [pair.text for pair in pairs if lacks_end(pair, script)]
        ending = sum(last_sign(pair.original)[0] in _AFTER for pair in pairs)
        yield from tell(
            lacking,
            ending,
            f"the original ends with a sign, the translation without {STOPS[script]}",
            f"end it with {STOPS[script]}, as the sentence before it",
        )
        closed = [pair.text for pair in pairs if has_needless_stop(pair, script)]
        yield from tell(
            closed,
            sum(last_sign(pair.original)[0].isalnum() for pair in pairs),
            f"the translation ends with {STOPS[script]}, the original with no full stop",
            f"delete {STOPS[script]}: headings, captions and names have none",
        )


def lacks_end(pair: Pair, script: str) -> bool:
    """Whether a sentence ends without a sign. What a link leads to is not its end."""
    english = last_sign(pair.original)[0]
    if english not in _AFTER or (english == "." and not ends_sentence(pair.original)):
        return False
    shown = re.sub(rf"\]\({OBJECT}*\)", "", mask_objects(pair.text.text))
    sign, _ = last_sign(shown)
    return sign != "" and sign not in ENDS[script] and sign not in _AFTER[english]


def has_needless_stop(pair: Pair, script: str) -> bool:
    """Whether a heading ends with a full stop; ។ល។, “and so on”, is a word with two."""
    sign, offset = last_sign(pair.text.text)
    if sign != STOPS[script] or not last_sign(pair.original)[0].isalnum():
        return False
    return pair.text.text[offset - 2 : offset + 1] != "។ល។"


def tell(lacking: Sequence[Text], all_texts: int, message: str, hint: str) -> Iterator[Finding]:
    """A finding for each text, or one for a habit."""
    if len(lacking) <= _FEW or len(lacking) * _SHARE <= all_texts:
        for text in lacking:
            start = last_sign(text.text)[1]
            yield report(CHECK.id, text, message, hint, start=start, end=start + 1)
    else:
        message = f"{message}: so {len(lacking)} of {all_texts} texts ({list_lines(lacking)})"
        yield report(CHECK.id, lacking[0], message, hint)


CHECK = Check(
    id="message/end-stop",
    title="A translation ends as its original ends, with the sign of its script",
    rationale=(
        "A sentence without ။ or ។ runs into the next one on a telephone, and is often half a "
        "sentence: the rest was lost on the way. A heading with a full stop was translated as a "
        "sentence. Burmese may end a question with ။ and an introduction to a list with ။ or a "
        "dash. Where a whole catalogue does otherwise, that is its habit and told once."
    ),
    bad='"Language: my\\n"\n\nmsgid "Meet again."\nmsgstr "ထပ်မံ တွေ့ဆုံရန်"',
    good='"Language: my\\n"\n\nmsgid "Meet again."\nmsgstr "ထပ်မံ တွေ့ဆုံရန်။"',
    function=find_ends,
)
