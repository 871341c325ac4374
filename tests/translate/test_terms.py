"""Terms of the glossary: which a message holds, and how they are told to a translator."""

import pytest

from publisher.load.po import parse_catalog
from publisher.model.source import SourceFile
from publisher.text.terms import Glossary, Term, describe_terms, read_terms

from .catalogs import entry, file, gone, pot, sync

GLOSSARY = Glossary(
    Term(source=source, target=target)
    for source, target in [
        ("migrant", "ရွှေ့ပြောင်းသူ"),
        ("migrant worker", "ရွှေ့ပြောင်းအလုပ်သမား"),
        ("Memorandum of Understanding", "နားလည်မှုစာချွန်လွှာ"),
        ("Mekong Migration Network (MMN)", "မဲခေါင် ရွှေ့ပြောင်းသွားလာမှု ကွန်ရက် (MMN)"),
        ("MMN", "MMN"),
        ("", "nothing"),
    ]
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A migrant came.", ["migrant"]),
        ("A migrant worker came.", ["migrant worker"]),
        ("Migrant workers and migrants came.", ["migrant worker", "migrant"]),
        ("migrant work", ["migrant"]),
        ("immigrants, migrantly", []),
        ("a memorandum of understanding", ["Memorandum of Understanding"]),
        ("A MEMORANDUM OF UNDERSTANDING", []),
        ("memorandum  of\nunderstanding", ["Memorandum of Understanding"]),
        (
            "the Mekong Migration Network (MMN) and MMN’s **MMN**",
            ["Mekong Migration Network (MMN)", "MMN"],
        ),
        ("mmn", ["MMN"]),
        ("HMMN MMNX", []),
        ("", []),
    ],
)
def test_terms_are_found_on_word_borders(text: str, found: list[str]) -> None:
    """A term is found in the singular and the plural, as the glossary writes it, in small letters
    or at a sentence's head; the longest wins; each is told once, in the order of the text."""
    assert [term.source for term in GLOSSARY.find(text)] == found


def test_an_empty_glossary_finds_nothing() -> None:
    """There need be no terms."""
    assert Glossary().find("anything") == ()
    assert describe_terms(()) is None


def test_only_finished_entries_are_terms() -> None:
    """Empty, fuzzy and obsolete entries are none. What is forbidden is told as such, and what is
    read-only needs no translation."""
    text = file(
        entry("a", "1", "#, terminology\n"),
        entry("b", ""),
        entry("c", "3", "#, fuzzy\n"),
        'msgctxt "not"\nmsgid "a"\nmsgstr "4"\n'.replace("msgctxt", "#, forbidden\nmsgctxt"),
        entry("MMN", "", "#, read-only\n"),
        gone("g", "7"),
    )
    catalog = parse_catalog(SourceFile(path="glossary.po", text=text))
    terms = list(read_terms(catalog.to_catalog("glossary", "my")))
    assert terms == [
        Term(source="a", target="1"),
        Term(source="a", target="4", kind="not", forbidden=True),
        Term(source="MMN", target="MMN", read_only=True),
    ]
    assert describe_terms(reversed(terms)) == "glossary: MMN = MMN; a = 1, not: 4"


def test_a_message_tells_its_terms() -> None:
    """The comment stands with those of the author, is brought up to date, and goes with the term;
    the translation keeps its bytes."""
    before = file(entry("A migrant came.", "လာ"))
    after = sync(before, pot("A migrant came."), glossary=GLOSSARY)
    mark = "#. where\n#. glossary: migrant = ရွှေ့ပြောင်းသူ\n#: r.md\n"
    assert after == file(entry("A migrant came.", "လာ", mark))
    other = Glossary([Term(source="migrant", target="line\nbreak", forbidden=True)])
    changed = sync(after, pot("A migrant came."), glossary=other)
    assert "#. glossary: migrant = not: line break\n" in changed
    assert sync(changed, pot("A migrant came.")) == before
