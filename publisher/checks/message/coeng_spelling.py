"""message/coeng-spelling: a catalogue spells one Khmer word in one way."""

import itertools
import re
from collections.abc import Iterable, Iterator, Mapping

from publisher.checks.message.khmer_order import KHMER
from publisher.checks.registry import Check, Subject
from publisher.checks.texts import Text, report
from publisher.model.finding import Finding
from publisher.text.cluster import split_clusters
from publisher.text.linebreak import find_opportunities
from publisher.text.normalize import COENG_DA, COENG_TA, fold_coeng

_RUN = re.compile("[\u1780-\u17d3\u17d7\u17dc\u17dd]+")
Places = dict[str, list[Text]]
"""The spellings of a word, with the texts that they stand in."""


def find_spellings(subject: Subject) -> Iterator[Finding]:
    """Words of a catalogue with COENG DA here and COENG TA there."""
    paths: dict[str, list[Text]] = {}
    for text in subject.texts:
        if text.language.tag.split("-")[0] == KHMER:
            paths.setdefault(text.path, []).append(text)
    for texts in paths.values():
        # Cutting words costs most of this check: only texts with a syllable in doubt are cut.
        doubtful = find_doubtful(text.text for text in texts)
        chosen = [text for text in texts if any(cluster in text.text for cluster in doubtful)]
        reported: set[tuple[str, ...]] = set()
        for spellings in collect_spellings(chosen).values():
            kind = tuple(sorted(spellings))
            if len(kind) > 1 and kind not in reported:
                reported.add(kind)
                yield report_spellings(spellings)


def find_doubtful(texts: Iterable[str]) -> set[str]:
    """The syllables that stand in `texts` with both subscripts."""
    spellings: dict[str, set[str]] = {}
    for text in texts:
        if COENG_DA in text or COENG_TA in text:
            for cluster in split_clusters(text):
                if COENG_DA in cluster or COENG_TA in cluster:
                    spellings.setdefault(fold_coeng(cluster), set()).add(cluster)
    return {cluster for both in spellings.values() if len(both) > 1 for cluster in both}


def collect_spellings(texts: list[Text]) -> dict[tuple[str, str], Places]:
    """Spellings by what they have in common: a syllable and the one before it in its word, or
    the first syllable of a word and the one after. Other words may have the same syllable."""
    found: dict[tuple[str, str], Places] = {}
    for text in texts:
        for word in split_words(text):
            clusters = split_clusters(word)
            for index, cluster in enumerate(clusters):
                if COENG_DA not in cluster and COENG_TA not in cluster:
                    continue
                first = max(0, index - 1)
                last = index + 1 if index else 2
                piece = "".join(clusters[first:last])
                key = (fold_coeng(piece), "" if index else "first")
                found.setdefault(key, {}).setdefault(piece, []).append(text)
    return found


def split_words(text: Text) -> Iterator[str]:
    """The words of a text that have one of the two subscripts; both spellings of a word are cut
    alike."""
    folded = fold_coeng(text.text)
    if COENG_TA not in folded:
        return
    cuts = [0, *find_opportunities(folded, text.language), len(folded)]
    for start, end in itertools.pairwise(cuts):
        if COENG_TA in folded[start:end]:
            yield from _RUN.findall(text.text[start:end])


def report_spellings(spellings: Mapping[str, list[Text]]) -> Finding:
    """A finding at the rarer of the spellings."""
    ranked = sorted(spellings.items(), key=lambda item: (len(item[1]), item[0]))
    parts = []
    for spelling, texts in reversed(ranked):
        lines = sorted({text.line or 0 for text in texts})
        more = f" and {len(lines) - 8} more" if lines[8:] else ""
        noun = "line" if len(lines) == 1 else "lines"
        subscript = "DA" if COENG_DA in spelling else "TA"
        parts.append(
            f"{spelling} with subscript {subscript} ({noun} {', '.join(map(str, lines[:8]))}{more})"
        )
    first = min(ranked[0][1], key=lambda text: text.line or 0)
    message = f"one word is spelled in two ways: {' and '.join(parts)}"
    hint = "choose one of them for this catalogue; a name keeps the spelling of its bearer"
    rarer = ranked[0][0]
    start = first.text.index(rarer)
    return report(CHECK.id, first, message, hint, start=start, end=start + len(rarer))


CHECK = Check(
    id="message/coeng-spelling",
    title="A catalogue spells one Khmer word in one way",
    rationale=(
        "The subscripts of DA (U+17D2 U+178A) and TA (U+17D2 U+178F) look the same, and official "
        "texts have both, in សេចក្ដី and សេចក្តី. Either is right, but a reader who searches for one "
        "does not find the other, so a catalogue keeps to one of them. Names are left as their "
        "bearers write them, and nothing is changed by itself."
    ),
    bad=(
        '"Language: km\\n"\n\nmsgid "press release"\nmsgstr "សេចក⟨U+17D2⟩⟨U+178A⟩ីប្រកាស"\n\n'
        'msgid "statement"\nmsgstr "សេចក⟨U+17D2⟩⟨U+178F⟩ីប្រកាស"'
    ),
    good=(
        '"Language: km\\n"\n\nmsgid "press release"\nmsgstr "សេចក⟨U+17D2⟩⟨U+178F⟩ីប្រកាស"\n\n'
        'msgid "statement"\nmsgstr "សេចក⟨U+17D2⟩⟨U+178F⟩ីប្រកាស"'
    ),
    function=find_spellings,
)
