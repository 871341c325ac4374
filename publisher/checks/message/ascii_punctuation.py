"""message/ascii-punctuation: native text has native stops and commas."""

import re
from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report
from publisher.checks.translations import list_pairs
from publisher.model.finding import Finding
from publisher.text.address import mask_objects
from publisher.text.cluster import split_clusters
from publisher.text.punctuation import COMMAS, STOPS, ends_sentence, last_sign
from publisher.text.scripts import SCRIPT_RANGES

_CLOSING = "[\"'”’»)\\]*_]*"


def find_signs(subject: Subject) -> Iterator[Finding]:
    """Full stops and commas of English between native words."""
    for text, original in list_pairs(subject):
        script = text.language.script
        body = mask_objects(text.text)
        for sign, native, found in (
            (".", STOPS.get(script), find_stops(body, script, ends=ends_sentence(original))),
            (",", COMMAS.get(script), find_commas(body, script)),
        ):
            if native is not None and found:
                more = f" ({len(found)} times)" if found[1:] else ""
                message = f"the English sign {sign} stands in the text{more}"
                start = found[0]
                yield report(CHECK.id, text, message, f"write {native}", start=start, end=start + 1)


def find_stops(body: str, script: str, *, ends: bool) -> list[int]:
    """The full stops after words in `script`; and the last sign, where a sentence `ends` there. The
    letter or two of an abbreviation or a list may have one."""
    letters = SCRIPT_RANGES.get(script)
    if letters is None or not re.search(f"[{letters}]", body):
        return []
    pattern = rf"(?<=[{letters}])(?<!\d){_CLOSING}(\.){_CLOSING}(?=\s|\Z)"
    found = [m.start(1) for m in re.finditer(pattern, body) if not is_short(body, m.start())]
    sign, offset = last_sign(body)
    if ends and sign == "." and body[offset - 1 : offset] != "." and offset not in found:
        found.append(offset)
    return found


def find_commas(body: str, script: str) -> list[int]:
    """The commas after words in `script`."""
    letters = SCRIPT_RANGES.get(script)
    return [m.start() for m in re.finditer(rf"(?<=[{letters}])(?<!\d),", body)] if letters else []


def is_short(body: str, offset: int) -> bool:
    """Whether the word before a full stop is one syllable, as in គ.ស. and ក."""
    word = re.split(r"[\s.(]", body[:offset])[-1]
    return len(split_clusters(word)) <= 1


CHECK = Check(
    id="message/ascii-punctuation",
    title="Native text has native stops and commas",
    rationale=(
        "An English full stop at the end of a Burmese or Khmer sentence, or an English comma "
        "between Burmese words, was left over from the original or typed on the wrong keyboard. "
        "Screen readers do not pause there. Khmer separates the items of a list with an English "
        "comma, and abbreviations of a letter take a full stop: these are right."
    ),
    bad='"Language: my\\n"\n\nmsgid "Meet again, and soon."\nmsgstr "မကြာမီ, ထပ်မံ တွေ့ဆုံရန်."',
    good='"Language: my\\n"\n\nmsgid "Meet again, and soon."\nmsgstr "မကြာမီ၊ ထပ်မံ တွေ့ဆုံရန်။"',
    function=find_signs,
)
