"""message/leftover: nothing is left to be filled in."""

from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report
from publisher.model.finding import Finding, Severity
from publisher.text.promises import find_leftovers


def find_unfinished(subject: Subject) -> Iterator[Finding]:
    """What stands for a name, a date or an address that nobody has filled in."""
    for text in subject.texts:
        for leftover in find_leftovers(text.text):
            yield report(
                CHECK.id,
                text,
                f"{leftover.text!r} is still to be replaced",
                "write what belongs there, or leave the sentence out",
                severity=Severity.ERROR,
                start=leftover.start,
                end=leftover.start + len(leftover.text),
            )


CHECK = Check(
    id="message/leftover",
    title="Nothing is left to be filled in",
    rationale=(
        "“[name]”, “XX/XX/2017”, “TBC” or “???” says that somebody meant to come back. Readers see "
        "it first. TBC, TBA and TBD are found where they stand for a value, not where they are the "
        "name of an organisation."
    ),
    bad=(
        '"Language: km\\n"\n\nmsgid "The ministers met yesterday."\n'
        'msgstr "រដ្ឋមន្ត្រីបានជួបគ្នានៅ [កាលបរិច្ឆេទ]។"'
    ),
    good=(
        '"Language: km\\n"\n\nmsgid "The ministers met yesterday."\n'
        'msgstr "រដ្ឋមន្ត្រីបានជួបគ្នាកាលពីម្សិលមិញ។"'
    ),
    function=find_unfinished,
)
