"""The site as a whole: drafts, what comes and goes, the same bytes every time, the manifest.

A long module, because it is one site, looked at from all sides.
"""

import datetime as dt
import hashlib
import json
import re
import shutil
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from world import Newsroom, read_times, read_tree

from publisher.build.pipeline import build_site
from publisher.build.request import BuildRequest
from publisher.build.resources import use_bundled_fonts
from publisher.build.store import Store
from publisher.publish.output import read_manifest

WATER = "2024-02-10-water-for-two-deltas"
KM_WATER = f"locales/km/LC_MESSAGES/{WATER}.po"
FINDINGS = 'msgstr "របកគំហើញ"'
"""The Khmer word for “Findings” in the catalogue."""


def manifest_of(site: Path) -> Any:
    """The manifest of a site."""
    return json.loads((site / "manifest.json").read_bytes())


def states_of(site: Path) -> dict[tuple[str, str], set[str]]:
    """The state of each edition, by slug and language."""
    states: dict[tuple[str, str], set[str]] = {}
    for entry in read_manifest(site).artifacts:
        states.setdefault((entry.release, entry.language), set()).add(entry.state)
    return states


def words_of(page: Path) -> str:
    """What a page says, without its markup."""
    return re.sub("<[^>]+>", "", page.read_text())


def downloads(tree: dict[str, bytes]) -> dict[str, bytes]:
    """The PDFs and plain texts of a tree."""
    return {path: data for path, data in tree.items() if path.endswith((".pdf", ".txt"))}


# Drafts


@pytest.fixture(scope="module")
def with_draft(built_full: Newsroom, tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """The full newsroom after one Khmer msgstr was deleted and the site built again."""
    newsroom = built_full.copy(tmp_path_factory.mktemp("draft") / "newsroom")
    newsroom.edit(KM_WATER, FINDINGS, 'msgstr ""')
    newsroom.build()
    return newsroom


def test_an_incomplete_edition_becomes_a_draft(with_draft: Newsroom) -> None:
    """It moves to site/drafts/, in every format, and leaves nothing where readers look."""
    folder = with_draft.site / "drafts" / "km" / WATER
    assert {path.name for path in folder.iterdir()} == {
        "index.html",
        f"{WATER}.km.pdf",
        f"{WATER}.km.txt",
    }
    assert not (with_draft.site / "km" / WATER).exists()
    states = states_of(with_draft.site)
    assert states.pop((WATER, "km")) == {"draft"}
    assert set(map(tuple, states.values())) == {("published",)}


def test_a_draft_is_in_no_index(with_draft: Newsroom) -> None:
    """Neither an index nor a sister edition leads to a draft, and machines are told to pass."""
    site = with_draft.site
    assert WATER not in (site / "km" / "index.html").read_text()
    for path in site.rglob("index.html"):
        inside = "drafts" in path.relative_to(site).parts
        assert inside or "drafts/" not in path.read_text()
    for language in ("en", "my"):
        assert f"km/{WATER}" not in (site / language / WATER / "index.html").read_text()
    draft = (site / "drafts" / "km" / WATER / "index.html").read_text()
    assert '<meta name="robots" content="noindex">' in draft


def test_what_a_language_lacks_is_said_in_it(with_draft: Newsroom) -> None:
    """Where the Khmer edition is a draft, the page of its year says so in Khmer, and
    leads to the others; the others say so too, in Khmer. The index leads to that year."""
    said = "មិនទាន់មានជាភាសានេះនៅឡើយ"
    site = with_draft.site
    year = (site / "km" / "all" / "2024" / "index.html").read_text()
    absent = year[year.index('id="absent"') :]
    assert said in absent
    assert re.findall(r'href="([^"]*)" lang="(\w+)"', absent) == [
        (f"../../../en/{WATER}/index.html", "en"),
        (f"../../../my/{WATER}/index.html", "my"),
    ]
    assert '<h3><span lang="en">Water for Two Deltas: A Study</span></h3>' in absent
    assert 'href="../km/all/2024/index.html"' in (site / "km" / "index.html").read_text()
    for language in ("en", "my"):
        page = (site / language / WATER / "index.html").read_text()
        assert f'<li class="absent" lang="km">ខ្មែរ: {said}</li>' in page


def test_a_draft_says_so(with_draft: Newsroom, built_full: Newsroom) -> None:
    """It bears the mark in its own language in every format; a published edition bears none."""
    mark = "សេចក្ដីព្រាង – មិនសម្រាប់ផ្សព្វផ្សាយ"
    folder = with_draft.site / "drafts" / "km" / WATER
    assert mark in words_of(folder / "index.html")
    assert (folder / f"{WATER}.km.txt").read_text().startswith(mark)
    published = built_full.site / "km" / WATER
    assert mark not in words_of(published / "index.html")
    assert mark not in (published / f"{WATER}.km.txt").read_text()


def test_a_draft_falls_back_to_the_source(with_draft: Newsroom) -> None:
    """Where a translation is missing, the source stands, marked with its own language."""
    draft = (with_draft.site / "drafts" / "km" / WATER / "index.html").read_text()
    assert re.search(r'<h2[^>]*><span lang="en">Findings</span></h2>', draft)
    assert "\nFindings\n" in (with_draft.site / f"drafts/km/{WATER}/{WATER}.km.txt").read_text()


def test_a_draft_leaves_the_others_alone(with_draft: Newsroom, built_full: Newsroom) -> None:
    """The PDFs and plain texts of all other editions keep their very bytes."""
    before, after = downloads(read_tree(built_full.site)), downloads(read_tree(with_draft.site))
    moved = {f"km/{WATER}/{WATER}.km.pdf", f"km/{WATER}/{WATER}.km.txt"}
    assert set(before) - set(after) == moved
    assert set(after) - set(before) == {f"drafts/{path}" for path in moved}
    assert all(after[path] == before[path] for path in set(after) & set(before))


def test_restoring_the_translation_restores_the_site(
    with_draft: Newsroom, built_full: Newsroom, tmp_path: Path
) -> None:
    """With the msgstr back, the site is what it was, byte for byte, and no draft remains."""
    newsroom = with_draft.copy(tmp_path / "restored")
    shutil.copy(built_full.folder / KM_WATER, newsroom.folder / KM_WATER)
    newsroom.build()
    assert read_tree(newsroom.site) == read_tree(built_full.site)
    assert not (newsroom.site / "drafts").exists()


def test_a_fuzzy_message_is_never_shown(full: Newsroom) -> None:
    """A fuzzy translation makes a draft, and its words appear nowhere in the site."""
    full.edit(KM_WATER, 'msgid "Findings"', '#, fuzzy\nmsgid "Findings"')
    full.build("-f", "html", "-f", "txt")
    assert states_of(full.site)[WATER, "km"] == {"draft"}
    assert not [p for p, data in read_tree(full.site).items() if "របកគំហើញ".encode() in data]


def test_a_missing_catalogue_makes_a_draft(full: Newsroom) -> None:
    """Without a catalogue every text of the release falls back; that is a draft, no error."""
    full.path(KM_WATER).unlink()
    said = full.build(WATER, "-f", "txt", "--json")
    assert said.json["findings"] == []
    assert {(a["language"], a["state"]) for a in said.json["artifacts"]} == {
        ("en", "published"),
        ("my", "published"),
        ("km", "draft"),
    }


def build_at(newsroom: Newsroom, moment: str, output: Path) -> dict[str, bytes]:
    """Pages and texts as built at a moment."""
    use_bundled_fonts()
    build_site(
        BuildRequest(
            folder=newsroom.folder,
            output=output,
            formats=("html", "txt"),
            now=dt.datetime.fromisoformat(moment),
        ),
        Store(output.with_name("cache")),
    )
    return read_tree(output)


def test_an_embargo_holds_until_it_ends(minimal: Newsroom, tmp_path: Path) -> None:
    """Before the moment of an embargo a release is embargoed, from that moment on published."""
    minimal.edit("releases/*/release.md", "date:", "embargo: 2024-05-02T09:00+06:30\ndate:")
    build_at(minimal, "2024-05-02T02:29:59+00:00", tmp_path / "site")
    assert states_of(tmp_path / "site") == {("2024-05-02-hello", "en"): {"embargoed"}}
    build_at(minimal, "2024-05-02T02:30:00+00:00", tmp_path / "site")
    assert states_of(tmp_path / "site") == {("2024-05-02-hello", "en"): {"published"}}
    assert not (tmp_path / "site" / "embargoed").exists()


# What comes and goes


def test_a_removed_release_leaves_the_site(built_full_copy: Newsroom) -> None:
    """Its pages, pictures and faces go, with the folders that this empties."""
    shutil.rmtree(built_full_copy.path("releases/2024-03-*"))
    built_full_copy.build("-f", "txt")
    assert not [path for path in built_full_copy.site.rglob("*") if "2024-03" in str(path.name)]
    assert "2024-03" not in (built_full_copy.site / "manifest.json").read_text()
    assert "2024-03" not in (built_full_copy.site / "en" / "index.html").read_text()


def test_a_removed_language_leaves_the_site(built_full_copy: Newsroom) -> None:
    """A language that a release no longer has goes for that release alone."""
    built_full_copy.edit("releases/2024-03-*/release.md", "[en, my, km]", "[en, km]")
    built_full_copy.build("-f", "html")
    assert not list(built_full_copy.site.glob("my/2024-03-*"))
    assert list(built_full_copy.site.glob("my/2024-02-*"))
    page = built_full_copy.path("site/en/2024-03-*/index.html").read_text()
    assert 'hreflang="km" href' in page
    assert "my/2024-03" not in page


def test_a_removed_format_leaves_the_site(built_minimal_copy: Newsroom) -> None:
    """A format that publisher.toml no longer names goes, and no page offers it."""
    built_minimal_copy.edit(
        "publisher.toml", 'languages = ["en"]', 'languages = ["en"]\nformats = ["html", "txt"]'
    )
    built_minimal_copy.build()
    assert not list(built_minimal_copy.site.rglob("*.pdf"))
    assert ".pdf" not in built_minimal_copy.path("site/en/2*/index.html").read_text()


def test_what_is_not_ours_stays(built_minimal_copy: Newsroom) -> None:
    """Files that no manifest ever named are left alone, even where their folder is left."""
    site = built_minimal_copy.site
    (site / "CNAME").write_text("news.example.org")
    (site / "en" / "2024-05-02-hello" / "notes.txt").write_text("mine")
    shutil.rmtree(built_minimal_copy.path("releases/2024-05-02-hello"))
    built_minimal_copy.build()
    assert (site / "CNAME").read_text() == "news.example.org"
    assert [path.name for path in (site / "en" / "2024-05-02-hello").iterdir()] == ["notes.txt"]


def test_a_manifest_that_leads_astray(built_minimal_copy: Newsroom) -> None:
    """A path of an old manifest that leaves the site is never removed."""
    outside = built_minimal_copy.folder / "precious.txt"
    outside.write_text("mine")
    manifest = manifest_of(built_minimal_copy.site)
    entry = {"release": "x", "language": "en", "sha256": "", "size": 4}
    manifest["files"] += [{**entry, "path": "../precious.txt"}, {**entry, "path": str(outside)}]
    (built_minimal_copy.site / "manifest.json").write_text(json.dumps(manifest))
    built_minimal_copy.build()
    assert outside.read_text() == "mine"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"artifacts": 1}', "\x00"])
def test_a_damaged_manifest(text: str, built_minimal_copy: Newsroom) -> None:
    """A manifest that cannot be read is written anew; the site is whole again."""
    before = read_tree(built_minimal_copy.site)
    (built_minimal_copy.site / "manifest.json").write_text(text)
    built_minimal_copy.build()
    assert read_tree(built_minimal_copy.site) == before


def test_a_damaged_file_is_made_again(built_minimal_copy: Newsroom) -> None:
    """Whatever happened to files of the site, building brings every one of them back."""
    before = read_tree(built_minimal_copy.site)
    for path in built_minimal_copy.site.rglob("*.*"):
        if path.name != "manifest.json":
            path.write_bytes(b"damaged")
    built_minimal_copy.build()
    assert read_tree(built_minimal_copy.site) == before


# The same bytes every time

OTHER_MACHINE = {
    "HOME": "/nonexistent",
    "LC_ALL": "C",
    "LANG": "th_TH.UTF-8",
    "PANGO_LANGUAGE": "th",
    "PYTHONHASHSEED": "4711",
    "SOURCE_DATE_EPOCH": "86400",
    "TZ": "Pacific/Kiritimati",
}
HOST_FONTS = """<?xml version="1.0"?>
<fontconfig><dir>{folder}</dir><match target="pattern">
<edit name="family" mode="assign" binding="strong"><string>Moul</string></edit>
</match></fontconfig>
"""


def test_same_bytes_with_any_number_of_workers_on_any_machine(
    built_full: Newsroom, full: Newsroom, tmp_path: Path
) -> None:
    """Two workers, another folder, language, time zone, hash seed and fontconfig: same site."""
    import publisher

    config = tmp_path / "fonts.conf"
    fonts = Path(publisher.__file__).parent / "fonts" / "moul"
    config.write_text(HOST_FONTS.format(folder=fonts))
    env = {
        **OTHER_MACHINE,
        "FONTCONFIG_FILE": str(config),
        "FONTCONFIG_PATH": str(tmp_path),
        "FONTCONFIG_SYSROOT": str(tmp_path),
    }
    said = full.run("build", "--jobs", 2, "-o", tmp_path / "elsewhere", env=env)
    assert said.code == 0, said
    assert read_tree(tmp_path / "elsewhere") == read_tree(built_full.site)


def test_building_again_rewrites_nothing(built_full_copy: Newsroom) -> None:
    """A second build writes no file: neither bytes nor times change."""
    before = read_times(built_full_copy.site)
    built_full_copy.build()
    assert read_times(built_full_copy.site) == before


def test_same_bytes_on_any_day(minimal: Newsroom, tmp_path: Path) -> None:
    """No date of the build is in the site."""
    first = build_at(minimal, "2024-05-02T00:00+00:00", tmp_path / "first")
    assert build_at(minimal, "2031-01-01T00:00+00:00", tmp_path / "second") == first


# The manifest


def test_manifest_names_every_file(built_full: Newsroom) -> None:
    """Every file of the site but the manifest itself is named once, and every named file is
    there."""
    manifest = manifest_of(built_full.site)
    named = [entry["path"] for entry in (*manifest["artifacts"], *manifest["files"])]
    assert len(set(named)) == len(named)
    assert sorted(named) == sorted(set(read_tree(built_full.site)) - {"manifest.json"})


def test_manifest_says_what_is_true(built_full: Newsroom) -> None:
    """Size and SHA-256 are those of the file; release, language and format those of its path."""
    manifest = manifest_of(built_full.site)
    for entry in (*manifest["artifacts"], *manifest["files"]):
        data = (built_full.site / entry["path"]).read_bytes()
        assert entry["size"] == len(data)
        assert entry["sha256"] == hashlib.sha256(data).hexdigest()
    for entry in manifest["artifacts"]:
        assert entry["path"].startswith(f"{entry['language']}/{entry['release']}/")
        suffix = {"html": "/index.html"}.get(
            entry["format"], f".{entry['language']}.{entry['format']}"
        )
        assert entry["path"].endswith(suffix)


def test_manifest_lists_every_edition(built_full: Newsroom) -> None:
    """Each release in each of its languages, in every format; the order is that of paths."""
    manifest = manifest_of(built_full.site)
    found = {(e["release"][:7], e["language"], e["format"]) for e in manifest["artifacts"]}
    assert found == {
        (slug, language, kind)
        for slug, languages in (
            ("2023-11", ("en", "km")),
            ("2024-02", ("en", "my", "km")),
            ("2024-03", ("en", "my", "km")),
        )
        for language in languages
        for kind in ("html", "pdf", "txt")
    }
    for part in ("artifacts", "files"):
        paths = [entry["path"] for entry in manifest[part]]
        assert paths == sorted(paths)


def test_no_link_of_the_site_is_dead(built_full: Newsroom) -> None:
    """Every relative address in a page, of a link, picture or face, is a file of the site."""
    for page in built_full.site.rglob("*.html"):
        text = page.read_text()
        addresses = re.findall(r'(?:href|src)="([^"]+)"|url\("([^"]+)"\)', text)
        relative = [a or b for a, b in addresses if ":" not in (a or b) and (a or b)[0] != "#"]
        assert relative
        for address in relative:
            assert (page.parent / address).is_file(), f"{page}: {address}"


def test_no_page_asks_for_anything_from_elsewhere(built_full: Newsroom) -> None:
    """Pages work offline: nothing runs in them, and no style, face or picture comes from another
    host. What a script element holds is data."""
    for page in built_full.site.rglob("*.html"):
        text = page.read_text()
        assert set(re.findall("<script[^>]*>", text)) <= {'<script type="application/ld+json">'}
        assert not re.search(r'src="\w+:|url\("?\w+:|@import|<link[^>]*stylesheet', text)


def test_pages_are_in_order_for_those_who_do_not_see_them(built_full: Newsroom) -> None:
    """Each page names its language, has one h1, skips no level of headings, names every way that is
    there more than once, has each id once, and begins with the way to its text."""
    for path in built_full.site.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert re.search(r'<html lang="(en|my|km)" dir="ltr"', text)
        levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", text)]
        assert levels[0] == 1, path
        assert levels.count(1) == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), path
        identifiers = re.findall(r' id="([^"]+)"', text)
        assert len(identifiers) == len(set(identifiers)), path
        assert set(re.findall(r'href="#([^"]+)"', text)) <= set(identifiers), path
        ways = re.findall(r'<nav[^>]* aria-label="([^"]+)"', text)
        assert text.count("<nav") == len(ways) == len(set(ways)), path
        assert text.count("<main ") == 1
        if path != built_full.site / "index.html":
            first = re.search(r"<a [^>]*>", text.partition("<body>")[2])
            assert first is not None
            assert first[0] == '<a class="skip label" href="#main">', path


def test_every_entry_names_its_other_languages(built_full: Newsroom) -> None:
    """An index says of each release in which other languages it can be read, where it was, when."""
    index = (built_full.site / "en" / "index.html").read_text()
    (entry,) = [part for part in index.split("<li>\n<h3>") if "rice-dialogue" in part[:80]]
    assert 'href="../my/2024-03-01-rice-dialogue/index.html" lang="my"' in entry
    assert 'href="../km/2024-03-01-rice-dialogue/index.html" lang="km"' in entry
    assert "1 March 2024" in re.sub("<[^>]+>", "", entry)
    assert "Phnom Penh" in entry


def test_everything_is_found_by_title(built_full: Newsroom) -> None:
    """The page of titles and places has all of a language, under the letters of its alphabet."""
    page = (built_full.site / "km" / "all" / "find" / "index.html").read_text()
    letters = re.findall(r'id="title-\d+">\s*<h3>(.*?)</h3>', page)
    assert letters == ["ក", "ទ", "វ"]
    titles = page[page.index('id="titles"') : page.index('id="places"')]
    assert titles.count('href="../../20') == 3
