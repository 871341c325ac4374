"""message/zawgyi: Burmese is in Unicode, not in Zawgyi."""

from collections.abc import Iterator, Sequence

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import Text, report
from publisher.model.finding import Finding, Severity
from publisher.text.zawgyi import count_myanmar, zawgyi_probability

ZAWGYI = 0.95
"""Above this Myanmar Tools flags less than 1 % of Unicode strings (its README, and R-4.1)."""
UNICODE = 0.05
"""Up to this it misses less than 1 % of Zawgyi strings."""
LONG = 40
"""From how many Myanmar characters a text is judged by itself. Measured on 11 000 messages of
MediaWiki, Django and iso-codes in Burmese, Shan, Mon and Karen: the longest in Unicode that goes
beyond 0.95 has 15."""
CERTAIN = 1 - 1e-6
"""What convicts a shorter text too. In the same messages Unicode never goes beyond 1 - 6e-5, and a
line of Zawgyi with 22 characters comes within 1e-15."""
LIKELY = 1 - 5e-4
"""What casts doubt on a shorter text. In the same messages one that is well spelled never goes
beyond 1 - 1e-3."""


def find_zawgyi(subject: Subject) -> Iterator[Finding]:
    """Texts in Zawgyi, together for each catalogue."""
    paths: dict[str, list[Text]] = {}
    for text in subject.texts:
        paths.setdefault(text.path, []).append(text)
    for texts in paths.values():
        judged = list(zip(texts, judge([text.text for text in texts]), strict=True))
        found = [text for text, probability in judged if probability > ZAWGYI]
        doubtful = [text for text, probability in judged if UNICODE < probability <= ZAWGYI]
        if found:
            yield report_texts(found, "in Zawgyi, not in Unicode", Severity.ERROR)
        if doubtful:
            yield report_texts(doubtful, "perhaps in Zawgyi, not in Unicode", Severity.WARNING)


def judge(texts: Sequence[str]) -> list[float]:
    """How likely each text of a file is in Zawgyi. A short one is as likely as all short ones
    together; where these are in Unicode, there can at most be a doubt. What has no Myanmar
    character is in none."""
    joined = "\n".join(text for text in texts if count_myanmar(text) and not is_conclusive(text))
    together = zawgyi_probability(joined) if is_conclusive(joined) else 0.0

    def judge_one(text: str) -> float:
        if not count_myanmar(text):
            return 0.0
        alone = zawgyi_probability(text)
        return alone if is_conclusive(text) else max(together, ZAWGYI if alone > LIKELY else 0.0)

    return list(map(judge_one, texts))


def is_conclusive(text: str) -> bool:
    """Whether there is enough of a text to judge it by itself."""
    return count_myanmar(text) >= LONG or zawgyi_probability(text) > CERTAIN


def report_texts(texts: Sequence[Text], what: str, severity: Severity) -> Finding:
    """One finding for the texts of a catalogue, at the first of them."""
    texts = sorted(texts, key=lambda text: text.line or 0)
    lines = ", ".join(dict.fromkeys(str(text.line) for text in texts[:12]))
    more = f" and {len(texts) - 12} more" if texts[12:] else ""
    first = texts[0]
    count = "a text is" if len(texts) == 1 else f"{len(texts)} texts are"
    return report(
        CHECK.id,
        first,
        f"{count} {what} (line {lines}{more}): {first.text[:60]}",
        "convert it with a Zawgyi converter, such as ICU's Zawgyi-my, and have it read by a "
        "person; publisher converts nothing, since text that is Unicode already would be destroyed",
        severity=severity,
        end=len(first.text),
    )


CHECK = Check(
    id="message/zawgyi",
    title="Burmese is in Unicode, not in Zawgyi",
    rationale=(
        "Zawgyi is an older way to write Burmese that gives the code points of Unicode to other "
        "letters. On a telephone with its font it looks right; on any other it is rubbish, and so "
        "would be the page. Publisher judges by Google's Myanmar Tools and never converts by "
        "itself: a converter turns text that is Unicode already into rubbish, Shan, Mon and Karen "
        "too. Text that is too short to judge is put together with the rest of its catalogue."
    ),
    bad='"Language: my\\n"\n\nmsgid "in Myanmar"\nmsgstr "ျမန္မာႏိုင္ငံတြင္ ေရႊ႕ေျပာင္းအလုပ္သမားမ်ား"',
    good='"Language: my\\n"\n\nmsgid "in Myanmar"\nmsgstr "မြန်မာနိုင်ငံတွင် ရွှေ့ပြောင်းအလုပ်သမားများ"',
    function=find_zawgyi,
    gate=True,
)
