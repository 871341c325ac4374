"""What has been translated before, anywhere in the newsroom.

In: units, which are messages with a finished translation and where they were found. Out: for a new
message the same one, the same words in another context, or the nearest.
"""

from collections.abc import Iterable, Iterator

from publisher.model.memory import Unit
from publisher.model.message import Message, MessageKey
from publisher.text.po import CatalogFile
from publisher.translate.similar import SimilarTexts

NEAR = 75.0
"""Percent of likeness from which on a translation saves more work than it makes. Translators' tools
offer matches from 70 to 75 on. Of the 172 texts of this repository and of the Universal Declaration
of Human Rights that have 30 letters or more, 4 have such a neighbour."""


class Memory:
    """Units of one language. Of several for one message the first wins."""

    def __init__(self, units: Iterable[Unit] = ()) -> None:
        self.by_key: dict[MessageKey, Unit] = {}
        self.by_source: dict[str, Unit] = {}
        for unit in units:
            self.by_key.setdefault(MessageKey(unit.context, unit.source), unit)
            self.by_source.setdefault(unit.source, unit)
        self.sources = tuple(self.by_source)
        self.texts = SimilarTexts(self.sources)

    def exact(self, message: Message) -> Unit | None:
        """The translation of the same text in the same context."""
        return self.by_key.get(message.key)

    def elsewhere(self, message: Message) -> Unit | None:
        """The translation of the same text in another context."""
        unit = self.by_source.get(message.id)
        return None if unit is None or unit.context == message.context else unit

    def near(self, text: str) -> tuple[Unit, float] | None:
        """The translation of the most similar other text, and how similar it is, in percent."""
        found = self.texts.find(text, NEAR)
        if found is None:
            return None
        score, place = found
        unit = self.by_source[self.sources[place]]
        return unit, score if unit.source == text else min(score, 99.0)


def catalog_units(catalog: CatalogFile, origin: str) -> Iterator[Unit]:
    """The units of a catalogue: what readers may see, no plural forms, and nothing that a glossary
    forbids."""
    for entry in catalog.entries:
        usable = entry.translation.usable and not entry.raw.forms
        if usable and "forbidden" not in entry.raw.flags:
            yield Unit(
                source=entry.key.id,
                target=entry.translation.text,
                context=entry.key.context,
                origin=origin,
                line=entry.translation.line,
            )
