"""Lists in the structure of a PDF: each item is a label and a body, read in order."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import page as page_validation
import pytest
from tagging import Element, read_structure
from test_conformance import PROFILES, STREAM_LENGTH
from test_pdf_contents import each_edition, editions, expected, path_of, squeeze, words
from world import PACKAGE, Newsroom

from publisher.load.language import load_languages
from publisher.model.edition import Edition
from publisher.model.release import Block, ListBlock, Paragraph
from publisher.text.format import format_counter

LANGUAGES = load_languages(PACKAGE / "languages")

Item = tuple[int, str, str, str]
"""An item of a list: how deep the list lies, how it is numbered, the label, the first words."""


def list_items(element: Element, depth: int = 0) -> Iterator[Item]:
    """The labelled items below an element, in reading order."""
    for child in element.elements:
        inner = depth + (child.kind == "L")
        if child.kind == "LI" and len(child.elements) == 2:
            label, body = child.elements
            first = next(part for part in body.walk() if any(isinstance(k, str) for k in part.kids))
            numbering = element.attributes["ListNumbering"]
            yield inner, numbering, squeeze(label.text), squeeze(first.text)
        yield from list_items(child, inner)


def meant_items(edition: Edition, blocks: Sequence[Block], depth: int = 0) -> Iterator[Item]:
    """The items of the lists of a release, as an edition says them."""
    language = LANGUAGES[edition.language]
    for block in blocks:
        if not isinstance(block, ListBlock):
            continue
        for number, item in enumerate(block.items, start=block.start):
            first = item[0]
            assert isinstance(first, Paragraph)
            label = format_counter(number, language) if block.ordered else "•"
            kind = "/Decimal" if block.ordered else "/Disc"
            yield depth + 1, kind, squeeze(label), squeeze(words(edition, first.content))
            yield from meant_items(edition, item[1:], depth + 1)


@each_edition
def test_items_have_their_labels(slug: str, language: str, built_full: Newsroom) -> None:
    """Every item of every list, nested ones too, holds its marker as a label and its text as a
    body, and its list says how it is numbered."""
    edition = editions()[slug, language]
    found = list(list_items(read_structure(path_of(built_full, slug, language))))
    meant = list(meant_items(edition, edition.release.blocks))
    for (*item, first), (*other, text) in zip(found, meant, strict=True):
        assert item == other
        assert first
        assert text.startswith(first)


@each_edition
def test_lists_hold_items_alone(slug: str, language: str, built_full: Newsroom) -> None:
    """A list holds items; an item a body, after a label where it has a marker; both nothing
    else."""
    document = read_structure(path_of(built_full, slug, language))
    for element in document.walk():
        kinds = [child.kind for child in element.elements]
        if element.kind == "L":
            assert set(kinds) == {"LI"}
            assert element.text
        elif element.kind == "LI":
            assert kinds in (["Lbl", "LBody"], ["LBody"])
            assert all(child.text for child in element.elements)
        else:
            assert not {"LI", "Lbl", "LBody"} & set(kinds)


@each_edition
def test_parents_and_children_agree(slug: str, language: str, built_full: Newsroom) -> None:
    """Each element names as its parent the one that holds it."""
    document = read_structure(path_of(built_full, slug, language))
    for element in document.walk():
        for child in element.elements:
            assert child.parent == element.place


@each_edition
def test_structure_reads_in_order(slug: str, language: str, built_full: Newsroom) -> None:
    """What is heard by the structure is the release, from its title to its end, in order."""
    edition = editions()[slug, language]
    text = squeeze(read_structure(path_of(built_full, slug, language)).text)
    said = [squeeze(part) for part in expected(edition)]
    publication = edition.release.publication
    apart = [edition.release.place, publication.title if publication else None]
    aside = {squeeze(words(edition, segment)) for segment in apart if segment is not None}
    position = 0
    for part in said:
        if part not in aside:
            position = text.index(part, position) + len(part)


LISTS = f"""
Before the lists.

- > A quotation opens the item.

- Then a paragraph

  and a second one

  7. seven
  8. eight
     - *deep*

Between the lists.

{"".join(f"1. {'An item that runs on and on. ' * 12}{chr(10)}" for _ in range(24))}
Behind the lists.
"""
"""Lists of odd shapes; the last one runs over two pages."""


@pytest.fixture
def odd_lists(minimal: Newsroom) -> Path:
    """The PDF of a release with `LISTS`."""
    source = minimal.path("releases/*/release.md")
    source.write_text(source.read_text(encoding="utf-8") + LISTS, encoding="utf-8")
    minimal.build("--format", "pdf")
    return minimal.path("site/en/*/*.pdf")


def test_odd_lists(odd_lists: Path) -> None:
    """Items that open with a quotation or a nested list, and items that a page's end parts, have
    one label each and a body; an item's rest on the next page has no second label."""
    document = read_structure(odd_lists)
    labels = [squeeze(item.text) for item in document.walk() if item.kind == "Lbl"]
    assert labels == ["•", "•", "7.", "8.", "•", *(f"{n}." for n in range(1, 25))]
    lists = [item for item in document.walk() if item.kind == "L"]
    numberings = [item.attributes["ListNumbering"] for item in lists]
    assert numberings[:3] == ["/Disc", "/Decimal", "/Disc"]
    assert len(numberings) > 4
    assert set(numberings[3:]) == {"/Decimal"}
    label, body = lists[0].elements[0].elements
    assert (label.kind, body.kind) == ("Lbl", "LBody")
    assert squeeze(body.text) == "Aquotationopenstheitem."
    assert all(child.text for child in body.elements)


def test_odd_lists_conform(odd_lists: Path) -> None:
    """They break no rule of either profile."""
    for profile in PROFILES:
        report = page_validation.validate_pdf(odd_lists, profile=profile)
        assert not [f for f in report.failures if f.rule_id != STREAM_LENGTH]
