"""message/placeholder: a translation has the placeholders of its original, and no others."""

import difflib
from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report
from publisher.checks.translations import list_pairs
from publisher.model.finding import Finding, Severity
from publisher.text.address import find_placeholders


def find_placeholder_faults(subject: Subject) -> Iterator[Finding]:
    """Placeholders that are lost, and those that nothing would fill."""
    for text, original in list_pairs(subject, mends=True):
        wanted = {found.text for found in find_placeholders(original)}
        given = {found.text: found.start for found in find_placeholders(text.text)}
        lost = wanted - given.keys()
        for name in sorted(given.keys() - wanted):
            close = difflib.get_close_matches(name, sorted(lost), 1)
            lost -= set(close)
            message = f"nothing fills the placeholder {name}"
            hint = f"write {close[0]}" if close else "delete it"
            start, end = given[name], given[name] + len(name)
            yield report(
                CHECK.id, text, message, hint, severity=Severity.ERROR, start=start, end=end
            )
        for name in sorted(lost):
            message = f"the placeholder {name} is lost"
            hint = f"write {name} where its value belongs, with its braces, in Latin letters"
            yield report(CHECK.id, text, message, hint, severity=Severity.ERROR)


CHECK = Check(
    id="message/placeholder",
    title="A translation has the placeholders of its original, and no others",
    rationale=(
        "Publisher puts a value in the place of each name in braces: the number of a page, for "
        "one. Where the translation has lost the name, the reader gets a sentence without the "
        "number; where it has another name, translated or misspelled, the braces are printed."
    ),
    bad='"Language: my\\n"\n\nmsgid "Page {page}"\nmsgstr "စာမျက်နှာ {စာမျက်နှာ}"',
    good='"Language: my\\n"\n\nmsgid "Page {page}"\nmsgstr "စာမျက်နှာ {page}"',
    function=find_placeholder_faults,
)
