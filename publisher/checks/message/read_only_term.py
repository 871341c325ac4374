"""message/read-only-term: what the glossary keeps as it is stands so in a translation."""

from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report
from publisher.checks.wording import list_uses
from publisher.model.finding import Finding


def find_changed(subject: Subject) -> Iterator[Finding]:
    """Terms that are to stay as they are, and are not there."""
    for use in list_uses(subject):
        if use.read_only and use.written not in use.text.text:
            message = f"{use.written} is not there, which the glossary keeps as it is"
            yield report(CHECK.id, use.text, message, f"write {use.written}")


_ENTRY = '"Language: my\\n"\n\n#, terminology, read-only\nmsgid "CWCC"\nmsgstr "CWCC"\n\n'
CHECK = Check(
    id="message/read-only-term",
    title="What the glossary keeps as it is stands so in a translation",
    rationale=(
        "Some names are written alike in every language: an organisation that is known by its "
        "letters, a brand, a title. An entry of glossary.po with the flag `read-only` names one, "
        "and needs no translation. Where it stands in the msgid, it is to stand in the msgstr, "
        "letter by letter."
    ),
    bad=_ENTRY + 'msgid "They visited CWCC."\nmsgstr "၎င်းတို့ စီဒဗလျူစီစီသို့ သွားရောက်ခဲ့ကြသည်။"',
    good=_ENTRY + 'msgid "They visited CWCC."\nmsgstr "၎င်းတို့ CWCC သို့ သွားရောက်ခဲ့ကြသည်။"',
    function=find_changed,
)
