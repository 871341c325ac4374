"""What makes an artifact new, and what does not."""

import os
import shutil
from pathlib import Path

import pytest
from PIL import Image
from rebuilding import NOON, QUICK, UNMADE, WATER, Bench, editions, formats
from world import ROOT, Newsroom, read_times, read_tree

from publisher.render import html, pdf

SEED = "2023-11-01-seed-training"
RICE = "2024-03-01-rice-dialogue"
KM_WATER = f"locales/km/LC_MESSAGES/{WATER}.po"
FINDINGS = 'msgstr "របកគំហើញ"'
"""The Khmer word for “Findings” in the catalogue."""
RESULTS = 'msgstr "លទ្ធផល"'
"""“Results”, which a translator might prefer."""


def add_style(newsroom: Newsroom, name: str) -> None:
    """Give the newsroom its own style `name`, with one rule more than the default one."""
    text = (ROOT / "templates" / name).read_text(encoding="utf-8")
    (newsroom.folder / "templates" / name).write_text(text + "\nh2 { letter-spacing: 0.1em }\n")


def forbid_rendering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever renders a page fails."""

    def fail(*_: object) -> None:
        raise AssertionError("a page was rendered")

    monkeypatch.setattr(html, "render_html", fail)
    monkeypatch.setattr(pdf, "render_pdf", fail)


# What makes an artifact new


def test_nothing_changed(bench: Bench) -> None:
    """A build without a change makes nothing, writes nothing and is over at a glance."""
    before = read_times(bench.site)
    assert bench.rebuild() == {}
    assert read_times(bench.site) == before
    assert bench.glance() is not None


def test_one_translation(bench: Bench) -> None:
    """A msgstr that changed makes its edition's page, PDF and text new, and nothing else."""
    bench.newsroom.edit(KM_WATER, FINDINGS, RESULTS)
    assert bench.glance() is None
    made = bench.rebuild()
    assert set(made) == {
        f"km/{WATER}/index.html",
        f"km/{WATER}/{WATER}.km.pdf",
        f"km/{WATER}/{WATER}.km.txt",
    }
    assert set(made.values()) == {"the release changed"}
    assert "លទ្ធផល" in (bench.site / f"km/{WATER}/{WATER}.km.txt").read_text()


def test_a_contact_that_nobody_names(bench: Bench) -> None:
    """A contact concerns the releases that name it: one that none names concerns nothing."""
    config = bench.newsroom.folder / "publisher.toml"
    config.write_text(
        config.read_text() + '\n[contacts.nobody]\nname = "Nobody"\nemail = "a@b.c"\n'
    )
    assert bench.rebuild() == {}
    bench.newsroom.edit("publisher.toml", "+855 23 000 001", "+855 23 000 002")
    made = bench.rebuild(formats=QUICK)
    assert {slug for _, slug in editions(made)} == {"2023-11", "2024-03"}


def test_styles(bench: Bench) -> None:
    """The styles of the screen make pages new, those of print PDFs; neither makes texts new."""
    add_style(bench.newsroom, "screen.css")
    made = bench.rebuild()
    assert (formats(made), len(made)) == ({"html"}, 8)
    assert set(made.values()) == {"the style screen.css changed"}
    add_style(bench.newsroom, "print.css")
    made = bench.rebuild(SEED)
    assert (formats(made), len(made)) == ({"pdf"}, 2)


def test_a_template_of_another_kind(bench: Bench) -> None:
    """A template concerns the kinds that reach it."""
    name = "press-release.html.j2"
    text = (ROOT / "templates" / name).read_text()
    (bench.newsroom.folder / "templates" / name).write_text(text + "<!-- a remark -->")
    assert bench.rebuild(SEED, WATER) == {}
    made = bench.rebuild(formats=QUICK)
    assert editions(made) == {(language, "2024-03") for language in ("en", "my", "km")}
    assert formats(made) == {"html"}


def test_touched_and_not_changed(bench: Bench) -> None:
    """New times of the same contents are nothing new, and are learned: the next build is over at a
    glance again."""
    for path in bench.newsroom.folder.rglob("*"):
        os.utime(path)
    assert bench.rebuild() == {}
    assert bench.glance() is not None


def test_what_a_reader_does_not_see(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """A comment, or a paragraph wrapped otherwise, costs no rendering and writes no file."""
    bench.newsroom.edit(
        f"releases/{WATER}/release.md",
        "The study compares two deltas over ten years.",
        "<!-- a remark among authors -->\n\nThe study compares\ntwo deltas over ten\nyears.",
    )
    before = read_times(bench.site)
    forbid_rendering(monkeypatch)
    made = bench.rebuild()
    assert editions(made) == {(language, "2024-02") for language in ("en", "my", "km")}
    assert {why.rpartition(", ")[2] for why in made.values()} == {"but the page came out the same"}
    assert read_times(bench.site) == before
    assert bench.rebuild() == {}


def test_a_language_of_the_newsroom(bench: Bench) -> None:
    """A language file concerns the pages that may hold its text, and the texts in it alone; what
    looks the same is not made again."""
    folder = bench.newsroom.folder / "languages"
    shutil.copytree(ROOT / "publisher/languages/words", folder / "words")
    text = (ROOT / "publisher" / "languages" / "km.toml").read_text()
    (folder / "km.toml").write_text(text)
    bench.rebuild(formats=QUICK)
    (folder / "km.toml").write_text(text.replace('"វិច្ឆិកា"', '"ខែវិច្ឆិកា"'))
    made = bench.rebuild(formats=QUICK)
    new = {path for path, why in made.items() if not why.endswith("came out the same")}
    assert new == {f"km/{SEED}/index.html", f"km/{SEED}/{SEED}.km.txt"}
    assert {path for path in made if path.endswith(".txt") and not path.startswith("km/")} == set()


def test_the_words_of_a_language(bench: Bench) -> None:
    """The list of words that lines are broken by is read anew when it changes."""
    folder = bench.newsroom.folder / "languages"
    shutil.copytree(ROOT / "publisher/languages/words", folder / "words")
    shutil.copy(ROOT / "publisher/languages/km.toml", folder)
    bench.rebuild(WATER, formats=QUICK)
    words = folder / "words" / "km.txt"
    words.write_text(words.read_text() + "ពិភពថ្មី\n")
    assert bench.glance(WATER, formats=QUICK) is None
    made = bench.rebuild(WATER, formats=QUICK)
    assert f"km/{WATER}/index.html" in made


def test_a_colour(bench: Bench) -> None:
    """A colour of publisher.toml concerns pages and PDFs, and no text."""
    bench.newsroom.edit("publisher.toml", "#7a2e1f", "#1f2e7a")
    made = bench.rebuild(SEED)
    assert formats(made) == {"html", "pdf"}
    assert set(made.values()) == {"publisher.toml changed"}


def test_a_picture(bench: Bench) -> None:
    """A picture concerns the pages and PDFs of its release; the new one stands where all languages
    find it, in the place of the old one, and the others stay untouched."""
    images = bench.newsroom.folder / "releases" / RICE / "images"
    bench.rebuild(formats=QUICK)
    shown = bench.site / "pictures" / RICE
    before = {path.name: path.stat() for path in shown.iterdir()}
    with Image.open(images / "levels.png") as image:
        image.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(images / "levels.png")
    made = bench.rebuild(formats=QUICK)
    assert editions(made) == {(language, "2024-03") for language in ("en", "my", "km")}
    assert formats(made) == {"html"}
    assert set(made.values()) == {"the picture images/levels.png changed"}
    after = {path.name: path.stat() for path in shown.iterdir()}
    assert len(before) == len(after)
    assert {name.split("-")[0] for name in before.keys() - after.keys()} == {"levels"}
    assert {name.split("-")[0] for name in after.keys() - before.keys()} == {"levels"}
    assert all(after[name].st_ino == before[name].st_ino for name in before.keys() & after.keys())


def test_what_nobody_sees_of_a_picture(bench: Bench) -> None:
    """Bytes behind the end of a picture are not published, so nothing is made anew."""
    image = bench.newsroom.folder / "releases" / RICE / "images" / "levels.png"
    bench.rebuild(formats=QUICK)
    image.write_bytes(image.read_bytes() + b"GPS 16.8,96.1")
    assert bench.rebuild(formats=QUICK) == {}


def test_a_picture_that_lay_outside(bench: Bench, tmp_path: Path) -> None:
    """A picture that was refused as a link out of the folder is looked at again once the link is
    replaced, though no file of the release has changed."""
    images = bench.newsroom.folder / "releases" / RICE / "images"
    (images / "field.jpg").rename(tmp_path / "field.jpg")
    (images / "field.jpg").symlink_to(tmp_path / "field.jpg")
    assert {f.id for f in bench.build(formats=QUICK).findings} == {"picture/outside"}
    (images / "field.jpg").unlink()
    shutil.copy(tmp_path / "field.jpg", images)
    assert bench.glance(formats=QUICK) is None
    assert bench.build(formats=QUICK).findings == ()


def test_an_embargo_that_passes(small: Bench, tmp_path: Path) -> None:
    """A release under embargo is made when its moment comes; when a clock jumps back, it is under
    embargo again; each time the site is that of a clean build at this moment."""
    small.newsroom.edit("releases/*/release.md", "date:", "embargo: 2024-06-01T12:00+00:00\ndate:")
    before = NOON.replace(hour=11, minute=59)
    trees = []
    for number, moment in enumerate((before, NOON, before)):
        assert small.glance(formats=QUICK, now=moment) is None
        assert small.rebuild(formats=QUICK, now=moment) != {}
        assert small.glance(formats=QUICK, now=moment) is not None
        trees.append(read_tree(small.site))
        clean = small.clean_tree(tmp_path / str(number), formats=QUICK, now=moment)
        assert trees[-1] == clean
    assert trees[0] == trees[2] != trees[1]
    assert small.glance(formats=QUICK, now=NOON.replace(year=2030)) is None


# Releases that come and go


def test_a_new_release(bench: Bench, tmp_path: Path) -> None:
    """A new release is made, and the indexes list it; the others are not even read."""
    releases = bench.newsroom.folder / "releases"
    slug = "2024-05-05-seed-again"
    shutil.copytree(releases / SEED, releases / slug)
    bench.newsroom.edit(f"releases/{slug}/release.md", "date: 2023-11", "date: 2024-05-05")
    made = bench.rebuild(formats=QUICK)
    assert {path.split("/")[-2] for path in made} == {slug}
    assert slug in (bench.site / "en" / "index.html").read_text()
    shutil.rmtree(releases / slug)
    assert bench.rebuild(formats=QUICK) == {}
    assert slug not in (bench.site / "en" / "index.html").read_text()
    assert not [path for path in bench.site.rglob("*") if slug in path.name]


def test_a_file_that_becomes_a_folder(bench: Bench) -> None:
    """A file among the releases is none; a folder of the same name is, though no name is new."""
    releases = bench.newsroom.folder / "releases"
    slug = "2024-05-05-seed-again"
    (releases / slug).write_text("not yet")
    assert bench.rebuild(formats=QUICK) == {}
    (releases / slug).unlink()
    shutil.copytree(releases / SEED, releases / slug)
    bench.newsroom.edit(f"releases/{slug}/release.md", "date: 2023-11", "date: 2024-05-05")
    assert bench.glance(formats=QUICK) is None
    assert {path.split("/")[-2] for path in bench.rebuild(formats=QUICK)} == {slug}


def test_a_slug_too_much_like_another(bench: Bench) -> None:
    """A slug that another one differs from in case alone is an error of both, as long as there are
    both; none of their files need change for that."""
    releases = bench.newsroom.folder / "releases"
    other = SEED.replace("seed", "Seed")
    shutil.copytree(releases / SEED, releases / other)
    found = bench.build(formats=QUICK).findings
    assert {(f.id, f.release) for f in found} == {
        ("release/duplicate-slug", SEED),
        ("release/duplicate-slug", other),
    }
    shutil.rmtree(releases / other)
    assert bench.build(formats=QUICK).findings == ()
    assert bench.glance(formats=QUICK) is not None


def test_parts_and_then_the_whole(bench: Bench, tmp_path: Path) -> None:
    """Builds of one release, one language or one format leave nothing behind that the next full
    build does not see."""
    bench.newsroom.edit(KM_WATER, FINDINGS, RESULTS)
    bench.newsroom.edit(f"releases/{SEED}/release.md", "ended the training", "closed the training")
    bench.rebuild(WATER, formats=("txt",))
    bench.rebuild(languages=("en",), formats=QUICK)
    bench.rebuild(SEED, formats=("html",))
    add_style(bench.newsroom, "screen.css")
    bench.rebuild(RICE, languages=("my",), formats=QUICK)
    bench.rebuild(formats=QUICK)
    tree = {path: data for path, data in read_tree(bench.site).items() if not path.endswith(UNMADE)}
    clean = bench.clean_tree(tmp_path / "clean", formats=QUICK)
    assert tree.pop("manifest.json") != clean.pop("manifest.json")  # which names PDFs
    assert tree == clean
