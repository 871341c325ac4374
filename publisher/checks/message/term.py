"""message/term: a translation says a term as the glossary does."""

from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.wording import list_uses, report_unsaid
from publisher.model.finding import Finding


def find_terms(subject: Subject) -> Iterator[Finding]:
    """Terms of the glossary that the translation says otherwise, or not at all."""
    uses = (use for use in list_uses(subject) if not use.named and not use.read_only)
    yield from report_unsaid(CHECK.id, "term", (use for use in uses if not use.said))


_ENTRY = '"Language: my\\n"\n\n#, terminology\nmsgid "migrant worker"\nmsgstr "ရွှေ့ပြောင်းအလုပ်သမား"\n\n'
CHECK = Check(
    id="message/term",
    title="A translation says a term as the glossary does",
    rationale=(
        "What is called one thing here and another there reads as two things, and a search for one "
        "does not find the other. A term of glossary.po that stands in the msgid, in the singular "
        "or the plural, is to stand in the msgstr in one of its forms, which `;` or `/` parts; a "
        "longer term hides those inside it. Spaces, the order in which a syllable was typed and "
        "the two look-alike subscripts of Khmer make no difference. Where a passage comes near the "
        "form, it is shown."
    ),
    bad=_ENTRY + 'msgid "A migrant worker spoke."\nmsgstr "ရွှေ့ပြောင်းလုပ်သားတစ်ဦး ပြောကြားသည်။"',
    good=_ENTRY + 'msgid "A migrant worker spoke."\nmsgstr "ရွှေ့ပြောင်း အလုပ်သမားတစ်ဦး ပြောကြားသည်။"',
    function=find_terms,
)
