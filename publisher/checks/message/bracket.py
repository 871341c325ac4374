"""message/bracket: every bracket of a translation has its partner."""

from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report
from publisher.checks.translations import list_pairs
from publisher.model.finding import Finding
from publisher.text.address import mask_objects
from publisher.text.punctuation import BRACKETS, find_stray_brackets


def find_brackets(subject: Subject) -> Iterator[Finding]:
    """Brackets that are not closed, or close nothing."""
    for text, original in list_pairs(subject):
        if any(find_stray_brackets(mask_objects(original))):
            continue
        for stray in find_stray_brackets(mask_objects(text.text)):
            opens = stray.character in BRACKETS
            message = f"{stray.character} {'is not closed' if opens else 'closes nothing'}"
            hint = "write both brackets, or neither"
            yield report(CHECK.id, text, message, hint, start=stray.offset, end=stray.offset + 1)
            break


CHECK = Check(
    id="message/bracket",
    title="Every bracket of a translation has its partner",
    rationale=(
        "A bracket that is not closed leaves readers in doubt where the aside ends, and in "
        "Markdown it undoes a link. Brackets that the original leaves open too are not looked at."
    ),
    bad='"Language: my\\n"\n\nmsgid "the network (MMN)"\nmsgstr "ကွန်ရက် (MMN"',
    good='"Language: my\\n"\n\nmsgid "the network (MMN)"\nmsgstr "ကွန်ရက် (MMN)"',
    function=find_brackets,
)
