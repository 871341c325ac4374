"""message/conflict-marker: no marks of a merge stand in a translation."""

import re
from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report
from publisher.checks.translations import list_pairs
from publisher.model.finding import Finding, Severity

_MARK = re.compile(r"#-#-#-#-#|^(?:<{7}|={7}|>{7})(?= |$)", re.MULTILINE)


def find_marks(subject: Subject) -> Iterator[Finding]:
    """Marks that `msgcat` or a version control system left."""
    for text, _ in list_pairs(subject, mends=True):
        if found := _MARK.search(text.text):
            yield report(
                CHECK.id,
                text,
                f"{found[0]} marks two versions of the text",
                "keep one of the two and delete the marks",
                severity=Severity.ERROR,
                start=found.start(),
                end=found.end(),
            )


CHECK = Check(
    id="message/conflict-marker",
    title="No marks of a merge stand in a translation",
    rationale=(
        "Where two catalogues translate one msgid in two ways, gettext's msgcat puts both into the "
        "msgstr, between lines of #-#-#-#-#. A person has to choose; without one, both are printed."
    ),
    bad=(
        '"Language: my\\n"\n\nmsgid "press release"\n'
        'msgstr "#-#-#-#-#  a.po  #-#-#-#-# သတင်းထုတ်ပြန်ချက်"'
    ),
    good='"Language: my\\n"\n\nmsgid "press release"\nmsgstr "သတင်းထုတ်ပြန်ချက်"',
    function=find_marks,
)
