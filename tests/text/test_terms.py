"""Terms of a glossary: how English writes them, what of an entry counts, names by themselves."""

import pytest
from world import ROOT

from publisher.load.po import load_catalog, parse_catalog
from publisher.model.message import catalog_path
from publisher.model.source import SourceFile
from publisher.text.terms import NAMES, PERSON, Glossary, Term, bare_names, read_terms

TAGS = ("my", "km", "en")


def term(source: str, target: str = "x", **more: object) -> Term:
    return Term(source=source, target=target, **more)


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("recruitment agency", "Recruitment agencies came.", True),
        ("process", "two processes", True),
        ("country of origin", "Countries of origin met.", True),
        ("country of origin", "in the Country of Origin", True),
        ("migrant worker", "Ministers Meet Migrant Workers", True),
        ("migrant worker", "migrant-worker", False),
        ("migration", "the migrations", True),
        ("migration", "https://example.org/labour-migration", False),
        ("migration", "[online](https://example.org/migration)", False),
        ("migration", "[migration](https://example.org/)", True),
        ("H.E.", "— H.E. Ms. Chou Bun Eng", True),
        ("Memorandum", "memoranda", False),
        ("88 Generation", "the 88 Generation", True),
    ],
)
def test_how_english_writes_a_term(source: str, text: str, *, found: bool) -> None:
    """In the singular and the plural, in small letters and as in a headline; not in an address."""
    assert bool(Glossary([term(source)]).find(text)) is found


def test_what_stays_as_it_is_is_found_as_it_is() -> None:
    """A read-only term is a string of letters: “ID” is not in “id”, nor in “IDs”."""
    glossary = Glossary([term("ID", "ID", read_only=True)])
    assert [len(glossary.find(text)) for text in ("an ID.", "an id", "IDs")] == [1, 0, 0]


def test_a_plural_with_its_own_entry() -> None:
    """Where the glossary has the plural too, that entry is meant."""
    glossary = Glossary([term("country of origin"), term("countries of origin", "y")])
    (found,) = glossary.find("Countries of origin met.")
    assert found.source == "countries of origin"


def test_hits_say_what_is_written() -> None:
    """A hit has the words of the text, with all terms of these words."""
    terms = [term("agency", "1"), term("agency", "2", forbidden=True)]
    (hit,) = Glossary(terms).find_hits("two agencies")
    assert (hit.text, [t.target for t in hit.terms]) == ("agencies", ["1", "2"])


@pytest.mark.parametrize(
    ("target", "forms", "glosses"),
    [
        ("ထိုင်းနိုင်ငံ / ထိုင်း", ("ထိုင်းနိုင်ငံ", "ထိုင်း"), ()),
        ("ថៃ;ប្រទេសថៃ", ("ថៃ", "ប្រទេសថៃ"), ()),
        ("ကွန်ရက် (MMN)", ("ကွန်ရက်",), ("MMN",)),
        ("ဂျက်ကီ (Jackie Pollock)", ("ဂျက်ကီ",), ("Jackie Pollock",)),
        ("HIV/AIDS", ("HIV/AIDS",), ()),
        ("ကွန်ရက် (အဖွဲ့)", ("ကွန်ရက် (အဖွဲ့)",), ()),
    ],
)
def test_forms(target: str, forms: tuple[str, ...], glosses: tuple[str, ...]) -> None:
    """`;` and `/` part forms, and Latin letters in brackets are no part of them."""
    found = term("a name", target)
    assert (found.forms, found.glosses) == (forms, glosses)


def test_a_gloss_of_the_term_itself() -> None:
    """What the term has in brackets too stands in the original, where another check sees it."""
    assert term("Network (MMN)", "ကွန်ရက် (MMN)").glosses == ()


TITLES = ("Ms.", "Ms", "H.E.", "U", "Daw")
OTHER_TITLES = ("ဦး", "ဒေါ်", "မစ္စ", "လောក", "លោក", "លោកជំទាវ")


@pytest.mark.parametrize(
    ("source", "target", "bare"),
    [
        ("Ms. Jackie Pollock", "မစ္စ ဂျက်ကီ ပေါ်လော့ခ်", ("Jackie Pollock", "ဂျက်ကီ ပေါ်လော့ခ်")),
        ("H.E. Ms. Chou Bun Eng", "លោកជំទាវ ជូ ប៊ុនអេង", ("Chou Bun Eng", "ជូ ប៊ុនអេង")),
        ("Ms. Ei Ei Chaw", "ဒေါ်အိအိချော", ("Ei Ei Chaw", "အိအိချော")),
        ("U Win Shein", "ဦးဝင်းရှိန်", None),
        ("Ms. Jackie Pollock", "ဂျက်ကီ ပေါ်လော့ခ်", None),
        ("Jackie Pollock", "မစ္စ ဂျက်ကီ", None),
    ],
)
def test_names_by_themselves(source: str, target: str, bare: tuple[str, str] | None) -> None:
    """A form of address goes where both languages have one; U is a part of the name."""
    names = bare_names([term(source, target, kind=PERSON)], TITLES, OTHER_TITLES)
    assert [(t.source, t.target) for t in names] == ([bare] if bare else [])


def test_flags_and_kinds() -> None:
    """The first word of the context is the kind; what is its own translation stays as it is."""
    entries = [
        '#, terminology\nmsgctxt "person"\nmsgid "a"\nmsgstr "1"',
        '#, terminology, forbidden\nmsgctxt "person, forbidden"\nmsgid "a"\nmsgstr "2"',
        '#, read-only\nmsgctxt "organisation"\nmsgid "b"\nmsgstr ""',
        'msgid "c"\nmsgstr "c"',
        '#, fuzzy\nmsgid "d"\nmsgstr "4"',
    ]
    text = 'msgid ""\nmsgstr ""\n\n' + "\n\n".join(entries) + "\n"
    catalog = parse_catalog(SourceFile(path="glossary.po", text=text)).to_catalog("glossary", "my")
    assert list(read_terms(catalog)) == [
        term("a", "1", kind=PERSON),
        term("a", "2", kind=PERSON, forbidden=True),
        term("b", "b", kind="organisation", read_only=True),
        term("c", "c", read_only=True),
    ]


@pytest.mark.parametrize("tag", TAGS)
def test_our_own_glossary(tag: str) -> None:
    """Every entry is marked as terminology for Weblate, and each kind is one that is known."""
    file = load_catalog(ROOT, catalog_path(tag, "glossary"))
    assert all("terminology" in entry.raw.flags for entry in file.entries)
    contexts = {entry.key.context.partition(",")[0] for entry in file.entries if entry.key.context}
    assert contexts <= NAMES | {"term"}
    assert contexts >= {PERSON, "office", "ministry", "member", "publication"}
    flags = {flag for entry in file.entries for flag in entry.raw.flags}
    assert flags <= {"terminology", "read-only", "forbidden"}


def test_our_glossaries_hold_what_they_translate() -> None:
    """The English glossary has every term of the others, but for what these forbid."""
    english, *others = (
        {
            entry.key
            for entry in load_catalog(ROOT, catalog_path(tag, "glossary")).entries
            if "forbidden" not in entry.raw.flags
        }
        for tag in ("en", "my", "km")
    )
    assert set.union(*others) == english
