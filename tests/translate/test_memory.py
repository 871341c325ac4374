"""What is known already fills what is new: finished, fuzzy with its score, or not at all."""

import pytest

from publisher.load.po import parse_catalog
from publisher.model.message import Message
from publisher.model.source import SourceFile
from publisher.translate.memory import Memory, Unit, catalog_units

from .catalogs import entry, file, gone, known, pot, sync

LAW = "Every worker has the right to a contract in his or her own language."


def comments(*marks: str) -> str:
    """The comments of an entry with marks of sync."""
    return "#. where\n" + "".join(f"#. {mark}\n" for mark in marks) + "#: r.md\n"


# The memory.


def test_the_same_message_is_exact() -> None:
    """Context and text together; of several units the first wins."""
    memory = Memory([known("a", "1", "x"), known("a", "2"), known("a", "3")])
    assert memory.exact(Message(id="a")) == known("a", "2")
    assert memory.exact(Message(id="a", context="x")) == known("a", "1", "x")
    assert memory.exact(Message(id="a", context="y")) is None
    assert memory.elsewhere(Message(id="a", context="y")) == known("a", "1", "x")
    assert memory.elsewhere(Message(id="b")) is None


@pytest.mark.parametrize(
    ("text", "score"),
    [
        (LAW, 100),
        (LAW.replace(".", "!"), 99),
        (LAW.replace("contract", "contact"), 99),
        (LAW.replace("Every", "No"), 95),
        ("Every worker has the right to rest.", None),
        ("", None),
    ],
)
def test_the_nearest_comes_with_its_score(text: str, score: int | None) -> None:
    """A score is in percent; only the very same text has all of them, and a text that is less
    alike than three quarters is not offered."""
    found = Memory([known("Wages", "1"), known(LAW, "2"), known("…", "3")]).near(text)
    assert (found and (found[0].target, round(found[1]))) == (score and ("2", score))


def test_an_empty_memory_knows_nothing() -> None:
    """There need be no units."""
    memory = Memory()
    assert memory.exact(Message(id="a")) is memory.elsewhere(Message(id="a")) is None
    assert memory.near("a") is None


def test_only_finished_texts_of_a_catalogue_are_units() -> None:
    """Empty, fuzzy, obsolete and plural entries are none, nor what a glossary forbids."""
    catalog = parse_catalog(
        SourceFile(
            path="my.po",
            text=file(
                entry("a", "1"),
                entry("b", ""),
                entry("c", "3", "#, fuzzy\n"),
                'msgid "d"\nmsgid_plural "e"\nmsgstr[0] "4"\n',
                entry("e", "5", "#, terminology, forbidden\n"),
                'msgctxt "x"\nmsgid "f"\nmsgstr "6"\n',
                gone("g", "7"),
            ),
        )
    )
    assert list(catalog_units(catalog, "somewhere")) == [
        Unit(source="a", target="1", context=None, origin="somewhere"),
        Unit(source="f", target="6", context="x", origin="somewhere"),
    ]


# What sync makes of it.


def test_an_exact_match_is_finished_and_says_whence() -> None:
    """The message comes translated; whoever reads the catalogue sees from where."""
    after = sync(file(), pot("a"), Memory([known("a", "1")]))
    assert after == file(entry("a", "1", comments("memory: from x")))


def test_another_context_is_fuzzy() -> None:
    """The same words of another context are offered, with the context they had."""
    after = sync(file(), pot("a"), Memory([known("a", "1", "menu")]))
    told = comments(
        "memory 100 %: from x",
        "edit: the words are the same, but stand elsewhere; see whether it fits",
    )
    previous = '#, fuzzy\n#| msgctxt "menu"\n#| msgid "a"\n'
    assert after == file(entry("a", "1", told + previous))


def test_a_near_match_is_fuzzy_with_its_score() -> None:
    """The score, the place and the words that differ are told, and the old text is kept."""
    other = LAW.replace("Every", "No")
    after = sync(file(), pot(other), Memory([known(LAW, "1")]))
    told = comments(
        "memory 94 %: from x",
        "edit: a negation and a number changed, so it is not shown to readers: "
        "[-Every-] {+No+} worker has the …",
    )
    assert after == file(entry(other, "1", f'{told}#, fuzzy\n#| msgid "{LAW}"\n'))


def test_only_gaps_are_filled() -> None:
    """Nobody's text is overwritten; an entry that stood empty is filled too, and keeps what a
    translator remarked."""
    memory = Memory([known("a", "other"), known("b", "1"), known("c", "2")])
    before = file(entry("a", "mine"), entry("b", "", "# a name?\n"), entry("c", "", "#, no-wrap\n"))
    after = sync(before, pot("a", "b", "c"), memory)
    mark = comments("memory: from x")
    assert after == file(
        entry("a", "mine"),
        entry("b", "1", "# a name?\n" + mark),
        entry("c", "2", mark + "#, no-wrap\n"),
    )


def test_an_empty_message_marked_fuzzy_stays_so() -> None:
    """A translator's doubt outlives the filling."""
    before = file(entry("a", "", "#. where\n#: r.md\n#, fuzzy\n"))
    after = sync(before, pot("a"), Memory([known("a", "1")]))
    assert after == file(entry("a", "1", comments("memory: from x") + "#, fuzzy\n"))


def test_an_old_translation_of_the_catalogue_goes_before_the_memory() -> None:
    """What was translated here is nearer than what was elsewhere."""
    other = LAW.replace("Every", "No")
    after = sync(file(entry(LAW, "here")), pot(other), Memory([known(other, "there")]))
    assert 'msgstr "here"' in after
    assert "there" not in after


def test_whence_is_told_until_it_is_approved() -> None:
    """The mark of a finished text stays, also when the memory has forgotten it; that of a fuzzy
    one goes when the translator approves it or the message changes."""
    filled = sync(file(), pot("a"), Memory([known("a", "1")]))
    assert sync(filled, pot("a")) == filled
    near = LAW.replace("Every", "No")
    text = sync(file(), pot(near), Memory([known(LAW, "1")]))
    assert sync(text, pot(near)) == text
    assert "memory" not in sync(text.replace("#, fuzzy\n", ""), pot(near))
    assert "memory" not in sync(filled, pot("a and many more")).split("#~")[0]


def test_the_source_language_has_no_memory() -> None:
    """An override mends one text; it is not offered for others."""
    memory = Memory([known("a", "1")])
    assert sync(file(), pot("a"), memory, is_source=True) == file(entry("a"))
