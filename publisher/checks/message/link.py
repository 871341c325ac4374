"""message/link: a translation links where its original links."""

from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import Text, report
from publisher.checks.translations import list_pairs
from publisher.model.finding import Finding, Severity
from publisher.text.address import Found, find_links, fold_address, host_of


def find_link_faults(subject: Subject) -> Iterator[Finding]:
    """Addresses that are lost, changed or added."""
    source = subject.edition.source_language
    for text, original in list_pairs(subject):
        tags = (source, text.language.tag)
        wanted = {fold_address(link.text, tags): link for link in find_links(original)}
        given = {fold_address(link.text, tags): link for link in find_links(text.text)}
        lost = [link for key, link in wanted.items() if key not in given]
        strange = [link for key, link in given.items() if key not in wanted]
        yield from match_links(text, lost, strange, original)


def match_links(
    text: Text, lost: list[Found], strange: list[Found], original: str
) -> Iterator[Finding]:
    """A finding for each address that is not as in the original. Another page of the same site may
    be the one in the language of the reader."""
    hosts = {host_of(link.text) for link in find_links(original)}
    missing = list(lost)
    for link in strange:
        same = [other for other in missing if host_of(other.text) == host_of(link.text)]
        instead = next(iter(same or missing), None)
        if instead is not None:
            missing.remove(instead)
        known = host_of(link.text) in hosts
        yield report(
            CHECK.id,
            text,
            f"the text leads to {link.text}"
            + (f", the original to {instead.text}" if instead else ", which the original has not"),
            f"write {instead.text}"
            if instead and not known
            else "see that this is the same page in the language of the text",
            severity=Severity.WARNING if known else Severity.ERROR,
            start=max(link.start, 0),
            end=max(link.start, 0) + len(link.text),
        )
    for link in missing:
        message = f"the link to {link.text} is lost"
        hint = f"put the words of the link into brackets: [words]({link.text})"
        yield report(CHECK.id, text, message, hint, severity=Severity.ERROR)


CHECK = Check(
    id="message/link",
    title="A translation links where its original links",
    rationale=(
        "A link that was swapped with another, or whose address lost a letter, looks right and "
        "leads astray; one to another host may do harm. Addresses are compared as a whole. One "
        "that differs only in the name of the language (`/en/`, `.my.pdf`) is the page for the "
        "reader and is right; another page of the same site is a warning."
    ),
    bad=(
        '"Language: my\\n"\n\nmsgid "Read the [report](https://example.org/report)."\n'
        'msgstr "[အစီရင်ခံစာ](https://example.com/report)ကို ဖတ်ရှုပါ။"'
    ),
    good=(
        '"Language: my\\n"\n\nmsgid "Read the [report](https://example.org/report)."\n'
        'msgstr "[အစီရင်ခံစာ](https://example.org/report)ကို ဖတ်ရှုပါ။"'
    ),
    function=find_link_faults,
)
