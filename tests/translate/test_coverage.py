"""How far an edition is translated, and how many words are left."""

import pytest

from publisher.model.edition import Coverage
from publisher.model.message import Catalog, Message, MessageKey, Translation
from publisher.translate.coverage import count_words, measure_coverage

MESSAGES = [Message(id="one two"), Message(id="three"), Message(id="four", context="c")]


def catalog(**found: Translation) -> Catalog:
    """A catalogue with these translations, by msgid."""
    translations = {MessageKey(None, key.replace("_", " ")): value for key, value in found.items()}
    return Catalog(domain="d", language="my", path="my.po", translations=translations)


def measure(known: Catalog, *, is_source: bool = False) -> Coverage:
    """How far `MESSAGES` are translated."""
    return measure_coverage([(MESSAGES, known)], is_source)


@pytest.mark.parametrize(
    ("translation", "counts"),
    [
        (Translation(text="x"), (1, 0, 2, 2)),
        (Translation(text=""), (0, 0, 3, 4)),
        (Translation(text="x", fuzzy=True), (0, 1, 2, 4)),
        (Translation(text="", fuzzy=True), (0, 0, 3, 4)),
        (Translation(text="x", obsolete=True), (0, 0, 3, 4)),
        (Translation(text="x", fuzzy=True, obsolete=True), (0, 0, 3, 4)),
    ],
)
def test_messages_are_counted_by_their_state(
    translation: Translation, counts: tuple[int, int, int, int]
) -> None:
    """Translated, fuzzy, untranslated, words left: a fuzzy message counts as work to do, an
    obsolete one does not exist, and a context makes it another message."""
    translated, fuzzy, untranslated, words_left = counts
    assert measure(catalog(one_two=translation, four=translation)) == Coverage(
        translated=translated, fuzzy=fuzzy, untranslated=untranslated, words_left=words_left
    )


def test_what_the_catalogue_has_besides_does_not_count() -> None:
    """Only the messages of the edition are counted."""
    assert measure(catalog(other=Translation(text="x"))) == measure(catalog())


def test_the_source_language_is_complete() -> None:
    """A msgid stands for itself, also where its override is fuzzy."""
    coverage = measure(catalog(three=Translation(text="x", fuzzy=True)), is_source=True)
    assert coverage == Coverage(translated=3, fuzzy=0, untranslated=0, words_left=0)
    assert coverage.complete


def test_domains_add_up() -> None:
    """An edition is complete when all its domains are."""
    whole = catalog(one_two=Translation(text="x"))
    coverage = measure_coverage([(MESSAGES[:1], whole), (MESSAGES[1:2], whole)], is_source=False)
    assert coverage == Coverage(translated=1, fuzzy=0, untranslated=1, words_left=1)
    assert not coverage.complete
    assert measure_coverage([(MESSAGES[:1], whole)], is_source=False).complete


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("one", 1),
        ("  one\ntwo ", 2),
        ("one — two", 2),
        ("2017-07-24", 1),
        ("[two words](https://example.org)", 2),
        ("…", 0),
        ("ក្រសួង ការងារ", 2),
    ],
)
def test_words_are_what_stands_between_spaces(text: str, words: int) -> None:
    """A word holds a letter or a digit: a dash alone is none."""
    assert count_words(text) == words
