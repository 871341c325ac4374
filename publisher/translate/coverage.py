"""How far the messages of an edition are translated.

In: messages and the catalogue of each domain. Out: counts of messages, and of the msgids' words
that are still to be translated.
"""

from collections.abc import Iterable, Sequence

from publisher.model.edition import Coverage
from publisher.model.message import Catalog, Message


def measure_coverage(
    domains: Iterable[tuple[Sequence[Message], Catalog]], is_source: bool
) -> Coverage:
    """Counts over all `domains`. In the source language every message is translated, unless an
    override is fuzzy, which the msgid then stands in for."""
    translated = fuzzy = untranslated = words_left = 0
    for messages, catalog in domains:
        for message in messages:
            found = catalog.find(message.key)
            if is_source or (found is not None and found.usable):
                translated += 1
                continue
            words_left += count_words(message.id)
            if found is not None and found.fuzzy and not found.obsolete and found.text:
                fuzzy += 1
            else:
                untranslated += 1
    return Coverage(
        translated=translated, fuzzy=fuzzy, untranslated=untranslated, words_left=words_left
    )


def count_words(text: str) -> int:
    """Words as translators are paid for: what stands between spaces and holds a letter or digit."""
    return sum(any(character.isalnum() for character in word) for word in text.split())
