"""message/forbidden-term: nothing is said in a way that the glossary forbids."""

from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report
from publisher.checks.wording import Use, list_uses
from publisher.model.finding import Finding, Severity
from publisher.text.fold import find_form


def find_forbidden(subject: Subject) -> Iterator[Finding]:
    """Forbidden words for terms that the original holds."""
    for use in list_uses(subject):
        body = blank_forms(use) if use.wrong else ""
        for form in dict.fromkeys(form for term in use.wrong for form in term.forms):
            if (found := find_form(body, form)) is not None:
                message = f"{form} must not be written for “{use.written}”"
                hint = f"write {' or '.join(use.forms) or 'another word'}"
                start, end = found
                yield report(
                    *(CHECK.id, use.text, message, hint),
                    severity=Severity.ERROR,
                    start=start,
                    end=end,
                )


def blank_forms(use: Use) -> str:
    """The text of a use with blanks where it says its term rightly: a forbidden word may be part
    of a right one."""
    body = use.text.text
    for form in use.forms:
        while (found := find_form(body, form)) is not None:
            start, end = found
            body = body[:start] + "\ufffc" * (end - start) + body[end:]
    return body


_ENTRIES = (
    '"Language: km\\n"\n\n'
    '#, terminology\nmsgid "migrant worker"\nmsgstr "ពលករទេសន្តរប្រវេសន៍"\n\n'
    '#, terminology, forbidden\nmsgctxt "term, forbidden"\n'
    'msgid "migrant worker"\nmsgstr "ពលករចំណាកស្រុក"\n\n'
)
CHECK = Check(
    id="message/forbidden-term",
    title="Nothing is said in a way that the glossary forbids",
    rationale=(
        "Some words are wrong although they are common: they insult, take sides, or name something "
        "else in law. An entry of glossary.po with the flag `forbidden` names such a word; where "
        "its msgid stands in the original, the word must not stand in the translation. It has a "
        "msgctxt of its own, which tells it from the entry with the right word. A right word that "
        "the forbidden one is part of may stand."
    ),
    bad=_ENTRIES + 'msgid "Migrant workers spoke."\nmsgstr "ពលករចំណាកស្រុកបាននិយាយ។"',
    good=_ENTRIES + 'msgid "Migrant workers spoke."\nmsgstr "ពលករទេសន្តរប្រវេសន៍បាននិយាយ។"',
    function=find_forbidden,
)
