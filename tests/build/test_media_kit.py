"""The media kit of a release: what is in it, when it is made anew, and what it never holds."""

import datetime as dt
import hashlib
import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import docx
import pytest
from rebuilding import NOON, Bench
from world import Newsroom

RICE = "2024-03-01-rice-dialogue"
SEED = "2023-11-01-seed-training"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def open_kit(site: Path, slug: str = RICE) -> dict[str, bytes]:
    """The files of a kit, by their paths inside its one folder."""
    with zipfile.ZipFile(site / "kits" / f"{slug}.zip") as archive:
        assert archive.testzip() is None
        files = {name: archive.read(name) for name in archive.namelist()}
    assert {name.split("/")[0] for name in files} == {slug}
    return {name.removeprefix(f"{slug}/"): data for name, data in files.items()}


@pytest.fixture(scope="module")
def kit(built_full: Newsroom) -> dict[str, bytes]:
    """The kit of a release in three languages, with pictures."""
    return open_kit(built_full.site)


def word(kit: dict[str, bytes], language: str) -> docx.document.Document:
    """The Word document of a language."""
    return docx.Document(io.BytesIO(kit[f"{language}/{RICE}.{language}.docx"]))


def test_a_kit_holds_every_language(kit: dict[str, bytes]) -> None:
    """PDF, page, text and Word document in each language, contacts, pictures with captions."""
    for tag in ("en", "my", "km"):
        for suffix in ("pdf", "html", "txt", "docx"):
            assert f"{tag}/{RICE}.{tag}.{suffix}" in kit
        for name in (f"README.{tag}.txt", f"contacts.{tag}.txt", f"contacts.{tag}.vcf"):
            assert kit[name]
    assert {"pictures/field.jpg", "pictures/levels.png", "pictures/captions.km.txt"} <= set(kit)


def test_a_kit_holds_what_the_site_holds(kit: dict[str, bytes], built_full: Newsroom) -> None:
    """PDF and text are those of the site, byte for byte."""
    for suffix in ("pdf", "txt"):
        path = built_full.site / "km" / RICE / f"{RICE}.km.{suffix}"
        assert kit[f"km/{RICE}.km.{suffix}"] == path.read_bytes()


def test_checksums_are_right(kit: dict[str, bytes]) -> None:
    """Every file but the list itself is in the list, with its SHA-256."""
    lines = kit["SHA256SUMS"].decode().splitlines()
    listed = {path: sha256 for sha256, path in (line.split("  ") for line in lines)}
    assert set(listed) == set(kit) - {"SHA256SUMS"}
    assert all(hashlib.sha256(kit[path]).hexdigest() == sha256 for path, sha256 in listed.items())


def test_a_page_of_a_kit_asks_for_nothing(kit: dict[str, bytes]) -> None:
    """Faces and pictures are inside; links lead to other files of the kit, or out of it."""
    for tag in ("en", "my", "km"):
        html = kit[f"{tag}/{RICE}.{tag}.html"].decode()
        asked = re.findall(r'(?:src|srcset)="([^"]*)"|url\("([^"]*)"\)', html)
        assert asked
        assert all((src or url).startswith("data:") for src, url in asked)
        assert set(re.findall(r"<link [^ ]*", html)) <= {'<link rel="canonical"'}
        for href in re.findall(r'href="([^"#:]*)"', html):
            assert str(Path(f"{tag}/{href}").as_posix()).replace(f"{tag}/../", "") in kit


def test_a_page_links_its_kit(built_full: Newsroom) -> None:
    """The page of each language offers the kit, in its language."""
    for tag, words in (("en", "Media kit"), ("km", "កញ្ចប់ឯកសារសម្រាប់សារព័ត៌មាន")):
        html = (built_full.site / tag / RICE / "index.html").read_text(encoding="utf-8")
        assert f'href="../../kits/{RICE}.zip"' in html
        assert words in re.sub(r"<[^>]*>", "", html)


def test_a_word_document_has_a_structure(kit: dict[str, bytes]) -> None:
    """Title, headings, lists that Word counts, quotations, and pictures with their alternative
    text."""
    document = word(kit, "en")
    names = [paragraph.style.name for paragraph in document.paragraphs]
    assert {"Title", "Heading 1", "Quote", "Attribution", "List Paragraph", "Caption"} <= set(names)
    body = document.element.body
    numbered = [p for p in document.paragraphs if p._element.find(f".//{W}numPr") is not None]
    assert numbered
    nums = {num.get(f"{W}numId") for num in document.part.numbering_part.element.iter(f"{W}num")}
    assert {n.get(f"{W}val") for n in body.iter(f"{W}numId")} <= nums
    alts = [element.get("descr") for element in body.iter() if element.tag.endswith("}docPr")]
    assert "Growers stand in a green field" in alts
    assert len(alts) == 2
    assert list(body.iter(f"{W}hyperlink"))


@pytest.mark.parametrize(
    ("tag", "face", "locale"), [("my", "Noto Sans Myanmar", "my-MM"), ("km", None, "km-KH")]
)
def test_a_word_document_knows_its_script(
    kit: dict[str, bytes], tag: str, face: str | None, locale: str
) -> None:
    """Text of a complex script is marked as such, with its own face and language; Latin inside it
    is not."""
    runs = list(word(kit, tag).element.body.iter(f"{W}r"))
    for run in runs:
        text = "".join(t.text or "" for t in run.iter(f"{W}t"))
        complex_script = any("\u1000" <= c <= "\u109f" or "\u1780" <= c <= "\u17ff" for c in text)
        properties = run.find(f"{W}rPr")
        if not complex_script or properties is None:
            continue
        assert properties.find(f"{W}cs") is not None
        assert properties.find(f"{W}lang").get(f"{W}bidi") in (locale, "my-MM", "km-KH")
        fonts = properties.find(f"{W}rFonts")
        assert fonts.get(f"{W}cs") == fonts.get(f"{W}ascii")
        assert face is None or fonts.get(f"{W}cs") in (face, "Noto Sans Khmer", "Noto Serif Khmer")
    marked = [r for r in runs if r.find(f"{W}rPr/{W}cs") is not None]
    assert len(marked) > 20


def test_the_parts_of_a_word_document_are_in_order(kit: dict[str, bytes]) -> None:
    """The properties of runs stand in the order that the standard wants, which Word insists on."""
    order = ["rFonts", "b", "bCs", "i", "iCs", "color", "u", "cs", "lang"]
    for tag in ("en", "my", "km"):
        for properties in word(kit, tag).element.body.iter(f"{W}rPr"):
            places = [order.index(child.tag.removeprefix(W)) for child in properties]
            assert places == sorted(places)


def test_no_clock_shows_in_a_kit(kit: dict[str, bytes], built_full: Newsroom) -> None:
    """All files have one time, and the document is dated like its release."""
    with zipfile.ZipFile(built_full.site / "kits" / f"{RICE}.zip") as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    properties = word(kit, "en").core_properties
    assert (properties.created.year, properties.created.month) == (2024, 3)
    with zipfile.ZipFile(io.BytesIO(kit[f"en/{RICE}.en.docx"])) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                ET.fromstring(archive.read(name))


def test_a_draft_is_in_no_kit(full: Newsroom) -> None:
    """The kit holds the languages that are published; it gains the other one when that is."""
    catalog = full.path(f"locales/km/LC_MESSAGES/{SEED}.po")
    whole = catalog.read_bytes()
    catalog.unlink()
    full.build(SEED, "-f", "html", "-f", "txt", "-f", "pdf")
    assert not [path for path in open_kit(full.site, SEED) if "km" in Path(path).name.split(".")]
    draft = (full.site / "drafts/km" / SEED / "index.html").read_text(encoding="utf-8")
    assert "kits/" not in draft
    catalog.write_bytes(whole)
    full.build(SEED)
    assert f"km/{SEED}.km.docx" in open_kit(full.site, SEED)


def test_a_kit_is_made_when_something_in_it_is_new(bench: Bench) -> None:
    """A comma in one release makes the kit of that release alone, and encodes no picture."""
    kits = {path.name: path.stat().st_mtime_ns for path in (bench.site / "kits").iterdir()}
    pictures = {path.name: path.stat().st_mtime_ns for path in bench.site.glob("pictures/*/*")}
    bench.newsroom.edit(f"releases/{SEED}/release.md", "title: ", "title: New ")
    bench.build()
    after = {path.name: path.stat().st_mtime_ns for path in (bench.site / "kits").iterdir()}
    assert {name for name in kits if kits[name] != after[name]} == {f"{SEED}.zip"}
    assert pictures == {p.name: p.stat().st_mtime_ns for p in bench.site.glob("pictures/*/*")}


def test_a_build_of_some_formats_leaves_the_kit(built_minimal_copy: Newsroom) -> None:
    """Where not all of a release is asked for, its kit stays as it is: pages lead to it."""
    (kit,) = built_minimal_copy.site.glob("kits/*")
    before = kit.stat().st_mtime_ns
    built_minimal_copy.build("-f", "html")
    assert kit.stat().st_mtime_ns == before


def test_no_kit_where_none_is_wanted(built_minimal_copy: Newsroom) -> None:
    """`kit = false` takes the kits away, and the links to them."""
    newsroom = built_minimal_copy
    assert list(newsroom.site.glob("kits/*"))
    path = newsroom.folder / "publisher.toml"
    path.write_text(path.read_text().replace("[newsroom]\n", "[newsroom]\nkit = false\n", 1))
    newsroom.build()
    assert not list(newsroom.site.glob("kits/*"))
    assert not [p for p in newsroom.site.glob("en/*/index.html") if b"kits/" in p.read_bytes()]


def test_an_embargoed_kit_is_found_by_nobody(bench: Bench) -> None:
    """Before its moment a release has its kit and its pictures where it is itself, at an address
    that nobody can guess, and says so inside; afterwards they are where all others are."""
    bench.newsroom.edit(
        f"releases/{RICE}/release.md",
        "date: 2024-03-01\n",
        "date: 2024-03-01\nembargo: 2024-06-02T00:00Z\n",
    )
    bench.build(formats=())
    (held,) = bench.site.glob(f"embargoed/*/kits/{RICE}.zip")
    assert not (bench.site / "kits" / f"{RICE}.zip").exists()
    assert not (bench.site / "pictures" / RICE).exists()
    assert list(held.parent.parent.glob(f"pictures/{RICE}/*.webp"))
    assert RICE not in (bench.site / "manifest.json").read_text()
    page = held.parent.parent / "km" / RICE / "index.html"
    assert f'href="../../kits/{RICE}.zip"' in page.read_text(encoding="utf-8")
    document = word(open_kit(held.parent.parent), "en")
    assert any(p.style.name == "Notice" and "Embargoed" in p.text for p in document.paragraphs)
    bench.build(now=NOON + dt.timedelta(days=2))
    assert not held.exists()
    assert not list(bench.site.glob("embargoed/*/*"))
    assert open_kit(bench.site)


def test_a_withdrawn_release_has_no_kit(built_minimal_copy: Newsroom) -> None:
    """What is withdrawn is not carried on: its kit goes, and so does the link to it."""
    newsroom = built_minimal_copy
    release = newsroom.path("releases/*/release.md")
    text = release.read_text(encoding="utf-8")
    release.write_text(text.replace("---\n", "---\nwithdrawn: {date: 2024-06-01}\n", 1))
    newsroom.build()
    assert not list(newsroom.site.glob("kits/*"))
    assert not [p for p in newsroom.site.glob("en/*/index.html") if b"kits/" in p.read_bytes()]
