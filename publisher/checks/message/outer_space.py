"""message/outer-space: a translation begins and ends with no space, unless its original does."""

import re
from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report
from publisher.model.finding import Finding, Severity

_SPACES = re.compile(r"\A\s+|\s+\Z")


def find_spaces(subject: Subject) -> Iterator[Finding]:
    """Spaces at the ends of translations, and translations of nothing else."""
    for text in subject.texts:
        if text.original is None:
            continue
        if not text.text.strip("\u200b\u2060 \t\n\u00a0"):
            message = "the translation is nothing but spaces"
            hint = "translate it, or empty it: the release stays a draft until it is translated"
            yield report(CHECK.id, text, message, hint, severity=Severity.ERROR)
            continue
        original = [bool(re.search(p, text.original)) for p in (r"\A\s", r"\s\Z")]
        for found in _SPACES.finditer(text.text):
            if not original[found.start() > 0]:
                side = "ends" if found.start() else "begins"
                message = f"the text {side} with a space"
                start, end = found.span()
                yield report(CHECK.id, text, message, "delete it", start=start, end=end)


CHECK = Check(
    id="message/outer-space",
    title="A translation begins and ends with no space, unless its original does",
    rationale=(
        "A space at the end of a msgstr is seen by nobody in an editor and shifts what publisher "
        "sets behind it, such as a mark or a date. A translation of spaces alone counts as "
        "translated and would print nothing."
    ),
    bad='"Language: my\\n"\n\nmsgid "press release"\nmsgstr "သတင်းထုတ်ပြန်ချက် "',
    good='"Language: my\\n"\n\nmsgid "press release"\nmsgstr "သတင်းထုတ်ပြန်ချက်"',
    function=find_spaces,
)
