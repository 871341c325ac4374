"""message/line-end: a translation has its line ends where its original has them."""

from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report
from publisher.checks.translations import list_pairs
from publisher.model.finding import Finding, Severity


def find_line_ends(subject: Subject) -> Iterator[Finding]:
    """Translations with more or fewer lines than their originals."""
    for text, original in list_pairs(subject):
        wanted, given = original.strip().count("\n"), text.text.strip().count("\n")
        if wanted != given:
            message = f"line ends: {wanted or 'none'} in the original, {given or 'none'} here"
            hint = "end a line where the original does; Poedit shows the end of one as ↵"
            start = text.text.find("\n") if given > wanted else 0
            yield report(CHECK.id, text, message, hint, severity=Severity.ERROR, start=start)


CHECK = Check(
    id="message/line-end",
    title="A translation has its line ends where its original has them",
    rationale=(
        "A return typed into a translation becomes a space on the page. In Burmese and Khmer a "
        "space parts phrases, so that it stands out in the middle of a word. A line end that is "
        "lost glues two lines of a list or of an address together."
    ),
    bad='"Language: my\\n"\n\nmsgid "press release"\nmsgstr "သတင်း\\nထုတ်ပြန်ချက်"',
    good='"Language: my\\n"\n\nmsgid "press release"\nmsgstr "သတင်းထုတ်ပြန်ချက်"',
    function=find_line_ends,
)
