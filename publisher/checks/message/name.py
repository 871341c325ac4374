"""message/name: people, offices and bodies are named in their official form."""

from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report
from publisher.checks.wording import list_uses, report_unsaid
from publisher.model.finding import Finding


def find_names(subject: Subject) -> Iterator[Finding]:
    """Names of the glossary that the translation has in another form, and spellings in Latin
    letters that it has lost."""
    uses = [use for use in list_uses(subject) if use.named]
    yield from report_unsaid(CHECK.id, "name", (use for use in uses if not use.said))
    for use in uses:
        if use.said and (lost := use.lost_glosses):
            glosses = " and ".join(f"({gloss})" for gloss in lost)
            message = f"{glosses} is lost, which the glossary has behind “{use.written}”"
            yield report(CHECK.id, use.text, message, f"write {glosses} behind the name")


_ENTRIES = (
    '"Language: my\\n"\n\n'
    '#, terminology\nmsgctxt "person"\n'
    'msgid "Ms. Jackie Pollock"\nmsgstr "မစ္စ ဂျက်ကီ ပေါ်လော့ခ် (Jackie Pollock)"\n\n'
)
_MSGID = 'msgid "Ms. Jackie Pollock spoke."\n'
CHECK = Check(
    id="message/name",
    title="People, offices and bodies are named in their official form",
    rationale=(
        "A person whose name or title is wrong is insulted before being quoted, and a ministry or "
        "a law under another name is another one. An entry of glossary.po whose msgctxt is person, "
        "office, ministry, organisation, member, law, publication, event or place gives the "
        "official form: with the form of address, and with the spelling in Latin letters where it "
        "stands there in brackets. A person may also be named without the form of address, where "
        "the original does so."
    ),
    bad=_ENTRIES + _MSGID + 'msgstr "မစ္စ ဂျက်ကီ ပိုလော့ (Jackie Pollock) ပြောကြားသည်။"',
    good=_ENTRIES + _MSGID + 'msgstr "မစ္စ ဂျက်ကီ ပေါ်လော့ခ် (Jackie Pollock) ပြောကြားသည်။"',
    function=find_names,
)
