"""What the PDFs of the full newsroom hold: our faces alone, and the text, whoever reads it."""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fidelity.readers import PIP_READERS
from world import NEWSROOMS, Newsroom

import publisher
from publisher.build.checking import Checker
from publisher.build.loading import load_all
from publisher.cli.folder import now
from publisher.load.faces import load_faces
from publisher.model.edition import Edition
from publisher.model.inline import plain_text
from publisher.model.message import MessageKey
from publisher.model.release import Heading, Segment
from publisher.text.inline import parse_inline

EDITIONS = [
    (slug, language)
    for slug, languages in (
        ("2023-11-01-seed-training", ("en", "km")),
        ("2024-02-10-water-for-two-deltas", ("en", "my", "km")),
        ("2024-03-01-rice-dialogue", ("en", "my", "km")),
    )
    for language in languages
]
FAMILIES = {key.family for key in load_faces(Path(publisher.__path__[0]) / "fonts")}
MARKS = re.compile("[\\s\u200b\u2060]+")
"""What a reader may add, drop or move: white space and break opportunities."""

each_edition = pytest.mark.parametrize(("slug", "language"), EDITIONS)


@cache
def editions() -> dict[tuple[str, str], Edition]:
    """The editions of the full newsroom, as its catalogues have them."""
    loaded = load_all(NEWSROOMS / "full")
    made, findings = Checker(loaded).make_editions(loaded, now())
    assert not findings
    return made


def path_of(built: Newsroom, slug: str, language: str) -> Path:
    """The PDF of an edition."""
    return built.site / language / slug / f"{slug}.{language}.pdf"


def words(edition: Edition, segment: Segment | None) -> str:
    """What a segment says in an edition, without marks of any kind."""
    assert segment is not None
    known = edition.texts.get(segment.key) or edition.shared[segment.key]
    return plain_text(parse_inline(known.text)[0])


def label(edition: Edition, message: str) -> str:
    """What a string of the templates says in an edition."""
    return edition.shared[MessageKey(None, message)].text


def squeeze(text: str) -> str:
    """`text` without white space and break opportunities."""
    return MARKS.sub("", text)


def fonts_of(pdf: pikepdf.Pdf) -> Iterator[Any]:
    """Every font of every page and of the forms that they draw, once."""
    seen = set()
    waiting = [page.obj.Resources for page in pdf.pages]
    while waiting:
        resources = waiting.pop()
        for font in resources.get("/Font", {}).values():
            if font.objgen not in seen:
                seen.add(font.objgen)
                yield font
        for form in resources.get("/XObject", {}).values():
            if "/Resources" in form:
                waiting.append(form.Resources)


def outline_of(items: Any, level: int = 0) -> list[tuple[int, str]]:
    """Titles of an outline with their depth."""
    found = []
    for item in items:
        found.append((level, item.title))
        found += outline_of(item.children, level + 1)
    return found


# Faces


@each_edition
def test_only_our_faces(slug: str, language: str, built_full: Newsroom) -> None:
    """Every font is one of the bundled families, embedded, cut down and with a text map."""
    with pikepdf.open(path_of(built_full, slug, language)) as pdf:
        fonts = list(fonts_of(pdf))
        assert fonts
        for font in fonts:
            name = str(font.BaseFont).removeprefix("/")
            found = re.fullmatch(r"[A-Z]{6}\+(.+?)-(en|my|km)(-Bold)?(-Italic|-Oblique)?", name)
            assert found, name
            assert found[1].replace("-", " ") in FAMILIES
            assert "Oblique" not in name
            (descendant,) = font.DescendantFonts
            program = descendant.FontDescriptor.FontFile2.read_bytes()
            assert 0 < len(program) < 60_000
            assert font.ToUnicode.read_bytes()


@each_edition
def test_no_missing_glyph(slug: str, language: str, built_full: Newsroom) -> None:
    """No page shows glyph 0, which is the empty box, and every glyph shown has its text."""
    with pikepdf.open(path_of(built_full, slug, language)) as pdf:
        mapped = {str(font.BaseFont): mapped_codes(font) for font in fonts_of(pdf)}
        shown = list(shown_codes(pdf))
    assert shown
    for font, codes in shown:
        assert 0 not in codes
        assert codes <= mapped[font]


def mapped_codes(font: Any) -> set[int]:
    """The codes that a font's ToUnicode map gives a text."""
    text = font.ToUnicode.read_bytes().decode("latin-1")
    pairs = re.findall(r"<([0-9a-fA-F]{4})>\s*<([0-9a-fA-F]+)>", text)
    return {int(code, 16) for code, _ in pairs}


def shown_codes(pdf: pikepdf.Pdf) -> Iterator[tuple[str, set[int]]]:
    """The two-byte codes that each text operator of each page shows, with the font."""
    for page in pdf.pages:
        name = ""
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) == "Tf":
                name = str(page.Resources.Font[operands[0]].BaseFont)
            elif str(operator) in {"Tj", "TJ"}:
                parts = operands[0] if str(operator) == "TJ" else operands
                data = b"".join(bytes(part) for part in parts if isinstance(part, pikepdf.String))
                yield name, {int.from_bytes(data[i : i + 2]) for i in range(0, len(data), 2)}


# Structure


@each_edition
def test_title_and_language(slug: str, language: str, built_full: Newsroom) -> None:
    """The PDF says its title, author and language, and asks viewers to show the title."""
    edition = editions()[slug, language]
    title = words(edition, edition.release.title)
    with pikepdf.open(path_of(built_full, slug, language)) as pdf:
        assert str(pdf.Root.Lang) == language
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert str(pdf.docinfo["/Title"]) == title
        assert str(pdf.docinfo["/Author"])
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == title


@each_edition
def test_outline_is_the_headings(slug: str, language: str, built_full: Newsroom) -> None:
    """The outline holds the title and every heading, nested by level, without break marks."""
    edition = editions()[slug, language]
    release = edition.release
    own = [
        (block.level - 1, words(edition, block.content))
        for block in release.blocks
        if isinstance(block, Heading)
    ]
    box = [(1, label(edition, "The publication"))] if release.publication else []
    first, last = (box, []) if release.kind == "publication-summary" else ([], box)
    newsroom = load_all(NEWSROOMS / "full").newsroom
    about = [(1, words(edition, newsroom.about[key].title)) for key in release.about]
    contact = [(1, label(edition, "Contact"))] if release.contacts else []
    title = (0, words(edition, release.title))
    with pikepdf.open(path_of(built_full, slug, language)) as pdf, pdf.open_outline() as outline:
        found = outline_of(outline.root)
    assert found == [title, *first, *own, *last, *about, *contact]


@each_edition
def test_pages_count_themselves(slug: str, language: str, built_full: Newsroom) -> None:
    """The foot of every page says its number and how many there are, in native digits."""
    path = path_of(built_full, slug, language)
    pages = PIP_READERS["PDFium"](path)
    digits = {"my": "၀၁၂၃၄၅၆၇၈၉", "km": "០១២៣៤៥៦៧៨៩"}.get(language, "0123456789")
    pattern = label(editions()[slug, language], "Page {page} of {pages}")
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == len(pages) == (2 if slug == "2024-03-01-rice-dialogue" else 1)
    for number, text in enumerate(pages, start=1):
        foot = pattern.format(page=digits[number], pages=digits[len(pages)])
        assert squeeze(foot) in squeeze(text)


def test_pictures_have_alternative_text(built_full: Newsroom) -> None:
    """What a picture shows stands in the structure tree, in the language of the edition."""
    for language in ("en", "my", "km"):
        edition = editions()["2024-03-01-rice-dialogue", language]
        with pikepdf.open(path_of(built_full, edition.release.slug, language)) as pdf:
            found = {str(item.Alt) for item in pdf.objects if has_alt(item)}
        assert found >= {words(edition, figure.alt) for figure in edition.release.figures()}


def has_alt(item: object) -> bool:
    """Whether an object of a PDF has an alternative text."""
    return isinstance(item, pikepdf.Dictionary) and "/Alt" in item


def test_plain_text_goes_along(built_full: Newsroom) -> None:
    """The edition's plain text is attached, byte for byte the one beside it."""
    for slug, language in EDITIONS:
        path = path_of(built_full, slug, language)
        with pikepdf.open(path) as pdf:
            attached = {
                name: file.get_file().read_bytes() for name, file in pdf.attachments.items()
            }
        plain = path.with_suffix(".txt")
        assert attached == {plain.name: plain.read_bytes()}


# Text


def expected(edition: Edition) -> Iterator[str]:
    """What a reader of the PDF must find of the release's own, segment by segment: all but the
    summary and what describes pictures."""
    release = edition.release
    unseen = {figure.alt for figure in release.figures()} | {release.summary}
    if release.kind != "press-release":
        unseen.add(release.place)
    for segment in release.segments():
        if segment not in unseen:
            yield words(edition, segment)


@pytest.mark.parametrize("reader", sorted(PIP_READERS))
@each_edition
def test_text_comes_back(slug: str, language: str, reader: str, built_full: Newsroom) -> None:
    """Every segment comes back character by character, with every reader; white space aside."""
    pages = PIP_READERS[reader](path_of(built_full, slug, language))
    text = squeeze("".join(pages))
    for segment in expected(editions()[slug, language]):
        assert squeeze(segment) in text


@pytest.mark.parametrize("reader", sorted(PIP_READERS))
def test_body_comes_back_in_order(reader: str, built_full: Newsroom) -> None:
    """What follows in the release follows in what is read."""
    for slug, language in EDITIONS:
        edition = editions()[slug, language]
        text = squeeze("".join(PIP_READERS[reader](path_of(built_full, slug, language))))
        said = [squeeze(part) for part in expected(edition)]
        start = [squeeze(words(edition, edition.release.title))]
        body = said[said.index(start[0]) :]
        if edition.release.publication is not None:
            body.remove(squeeze(words(edition, edition.release.publication.title)))
        if edition.release.kind == "press-release":
            body.remove(squeeze(words(edition, edition.release.place)))
        position = 0
        for part in body:
            found = text.find(part, position)
            assert found >= 0, part
            position = found + len(part)


@pytest.mark.parametrize("reader", sorted(PIP_READERS))
def test_spellings_that_look_alike_stay_apart(reader: str, built_full: Newsroom) -> None:
    """COENG DA comes back as DA and COENG TA as TA, and a ZWNJ stays where it was."""
    km = [
        "".join(PIP_READERS[reader](path_of(built_full, slug, language)))
        for slug, language in EDITIONS
        if language == "km"
    ]
    assert "បណ្ដុះបណ្ដាល" in km[0]
    assert "ស្ត្រី" in km[0]
    assert "ស៊\u200cីវិល" in squeeze(km[2])


def test_scores_are_perfect(built_full: Newsroom) -> None:
    """The manifest says of every PDF that all of its text comes back."""
    manifest = json.loads((built_full.site / "manifest.json").read_bytes())
    scores = {e["path"]: e.get("text_score") for e in manifest["artifacts"] if e["format"] == "pdf"}
    assert len(scores) == len(EDITIONS)
    assert set(scores.values()) == {1.0}
