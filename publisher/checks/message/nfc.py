"""message/nfc: text is in Unicode's Normalization Form C."""

import itertools
import unicodedata
from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report_suspects
from publisher.model.finding import Finding, Severity
from publisher.text.cluster import split_clusters
from publisher.text.normalize import to_nfc
from publisher.text.suspects import Suspect


def find_not_composed(subject: Subject) -> Iterator[Finding]:
    """Characters that have another order or another form in NFC."""
    for text in subject.texts:
        if not unicodedata.is_normalized("NFC", text.text):
            yield from report_suspects(
                CHECK.id, text, find_clusters(text.text), worst=Severity.NOTE
            )


def find_clusters(text: str) -> Iterator[Suspect]:
    """What of each cluster NFC writes otherwise."""
    offset = 0
    for cluster in split_clusters(text):
        composed = to_nfc(cluster)
        if composed != cluster:
            start = count_same(cluster, composed)
            same = count_same(cluster[start:][::-1], composed[start:][::-1])
            end = len(cluster) - same
            mend = composed[start : len(composed) - same]
            why = "is not in NFC" if end - start == 1 else "are not in NFC"
            yield Suspect(start=offset + start, end=offset + end, why=why, mend=mend)
        offset += len(cluster)


def count_same(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))


CHECK = Check(
    id="message/nfc",
    title="Text is in Unicode's Normalization Form C",
    rationale=(
        "Unicode lets some letters be written as one character or as two, and some marks be typed "
        "in two orders, and calls them the same text. They look alike, but a search for one may "
        "not find the other, and a word in the second form is not recognised where lines are "
        "broken. NFC is the form that the Web asks for "
        "(https://www.w3.org/TR/charmod-norm/). Many keyboards for Burmese type asat before the "
        "dot below, where NFC has it after. What is published is put into NFC on the way, so this "
        "is a note and nothing needs to be done; ICU's `uconv -x any-nfc` puts a whole file right."
    ),
    bad='"Language: my\\n"\n\nmsgid "right"\nmsgstr "အခွင⟨U+103A⟩⟨U+1037⟩အရေး"',
    good='"Language: my\\n"\n\nmsgid "right"\nmsgstr "အခွင⟨U+1037⟩⟨U+103A⟩အရေး"',
    function=find_not_composed,
)
