"""message/markup: a translation has the markup of its original."""

from collections import Counter
from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report
from publisher.checks.translations import list_pairs, name_counts
from publisher.model.finding import Finding, Severity
from publisher.model.inline import plain_text
from publisher.text.inline import parse_inline, strip_markup

_LITERAL = ("**", "__", "](", "`")
"""Marks that are left in a text where Markdown did not take them for markup."""


def find_markup_faults(subject: Subject) -> Iterator[Finding]:
    """Emphasis, links and forced line breaks that are lost or added; marks that are printed."""
    for text, original in list_pairs(subject):
        wanted, given = count_marks(original), count_marks(text.text)
        for name, asked, found in name_counts(wanted, given):
            message = f"{name}: {asked or 'none'} in the original, {found or 'none'} here"
            hint = "mark the same words as the original, with the same signs around them"
            yield report(CHECK.id, text, message, hint, severity=Severity.ERROR)
        if wanted == given:
            for marks in find_literal(original, text.text):
                message = f"the signs {marks} would be printed as they are"
                hint = "close what they open, or put a space before the one and after the other"
                start = text.text.find(marks)
                yield report(
                    CHECK.id, text, message, hint, severity=Severity.ERROR, start=max(start, 0)
                )


def count_marks(text: str) -> Counter[str]:
    """How many stretches of a text each kind of markup marks."""
    counts: Counter[str] = Counter()
    runs = parse_inline(text)[0]
    counts["link"] = len({run.link for run in runs if run.href is not None})
    counts["forced line break"] = sum(run.line_break for run in runs)
    for name, marked in (
        ("bold text", [run.strong for run in runs]),
        ("emphasis", [run.emphasis for run in runs]),
        ("code", [run.code for run in runs]),
    ):
        counts[name] = sum(
            now and not before for before, now in zip([False, *marked], marked, strict=False)
        )
    return +counts


def find_literal(original: str, text: str) -> list[str]:
    """Marks that readers of a text would see, and readers of its original do not."""
    shown = plain_text(tuple(run for run in parse_inline(text)[0] if not run.code))
    before = strip_markup(original)
    return [marks for marks in _LITERAL if marks in shown and marks not in before]


CHECK = Check(
    id="message/markup",
    title="A translation has the markup of its original",
    rationale=(
        "Asterisks, brackets and backslashes in a msgid are Markdown: they make text bold, a link "
        "or a new line. A translation that loses one of a pair loses the emphasis or the link, and "
        "readers see the signs themselves. Where words stand without spaces, the signs stand "
        "without spaces too, but not beside a punctuation mark and a letter at once, where "
        "CommonMark does not take them for markup."
    ),
    bad='"Language: km\\n"\n\nmsgid "We act **together**."\nmsgstr "យើងធ្វើសកម្មភាព**រួមគ្នា។"',
    good='"Language: km\\n"\n\nmsgid "We act **together**."\nmsgstr "យើងធ្វើសកម្មភាព**រួមគ្នា**។"',
    function=find_markup_faults,
)
