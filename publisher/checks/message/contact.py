"""message/contact: a translation keeps e-mail addresses and telephone numbers."""

from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report
from publisher.checks.translations import list_pairs
from publisher.model.finding import Finding, Severity
from publisher.text.address import find_mails, find_phones


def find_contact_faults(subject: Subject) -> Iterator[Finding]:
    """E-mail addresses and telephone numbers that are lost or changed."""
    for text, original in list_pairs(subject):
        for what, find in (("e-mail address", find_mails), ("telephone number", find_phones)):
            wanted = {found.text.lower(): found.text for found in find(original)}
            given = {found.text.lower(): found for found in find(text.text)}
            for key in sorted(wanted.keys() - given.keys()):
                message = f"the {what} {wanted[key]} is lost or changed"
                hint = f"write {wanted[key]}" + ("" if "@" in key else ", in digits of any script")
                yield report(CHECK.id, text, message, hint, severity=Severity.ERROR)
            for key in sorted(given.keys() - wanted.keys()):
                found = given[key]
                message = f"the {what} {found.text} does not stand in the original"
                hint = "write the one of the original, or tell the newsroom that this is another"
                yield report(
                    CHECK.id, text, message, hint, severity=Severity.ERROR, start=found.start
                )


CHECK = Check(
    id="message/contact",
    title="A translation keeps e-mail addresses and telephone numbers",
    rationale=(
        "Journalists write to the address and call the number that the release gives them. One "
        "digit lost, and nobody answers. Telephone numbers are compared by their digits, in "
        "whatever script and however they are grouped."
    ),
    bad=(
        '"Language: km\\n"\n\nmsgid "Call +855 23 456 789."\nmsgstr "សូមទូរសព្ទមកលេខ +៨៥៥ ២៣ ៤៥៦ ៧៩៨។"'
    ),
    good=(
        '"Language: km\\n"\n\nmsgid "Call +855 23 456 789."\nmsgstr "សូមទូរសព្ទមកលេខ +៨៥៥ ២៣ ៤៥៦ ៧៨៩។"'
    ),
    function=find_contact_faults,
)
