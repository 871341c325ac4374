"""build: what it prints, what its options choose, and what it does on a machine in trouble."""

import hashlib
import re
from pathlib import Path

import pytest
from world import NEWSROOMS, NO_PANGO, Newsroom, publisher, read_sources, read_tree, sabotage

SLUG = "2024-05-02-hello"
RICE = "2024-03-01-rice-dialogue"


def formats_in(site: Path) -> set[str]:
    """The kinds of edition that stand in a site."""
    return {
        path.suffix[1:]
        for path in site.rglob("*")
        if path.suffix in {".html", ".pdf", ".txt"} and path.parent.name[:4].isdigit()
    }


def test_output_for_people(minimal: Newsroom) -> None:
    """Artifacts go to stdout, state and path a line; progress goes to stderr."""
    said = minimal.build()
    assert said.stdout.splitlines() == [
        f"published  en/{SLUG}/index.html",
        f"published  en/{SLUG}/{SLUG}.en.pdf",
        f"published  en/{SLUG}/{SLUG}.en.txt",
    ]
    steps = ["load", f"{SLUG} (en)  1/1", f"the media kit of {SLUG}  1/1", "publish"]
    assert said.stderr.splitlines() == steps


def test_output_for_programs(full: Newsroom) -> None:
    """--json prints one object; each artifact's path and SHA-256 are those of a file there."""
    full.edit("locales/km/LC_MESSAGES/2024-02-*.po", 'msgstr "របកគំហើញ"', 'msgstr ""')
    full.edit("releases/2023-*/release.md", "contacts: [office]", "contacts: [ofice]")
    said = full.run("build", "--json", "-f", "txt", "-f", "html", "--jobs", 1)
    assert said.code == 1
    assert list(said.json) == ["artifacts", "findings"]
    for artifact in said.json["artifacts"]:
        assert list(artifact) == ["release", "language", "format", "path", "sha256", "state"]
        data = (full.site / artifact["path"]).read_bytes()
        assert hashlib.sha256(data).hexdigest() == artifact["sha256"]
    states = {(a["release"][:7], a["language"], a["state"]) for a in said.json["artifacts"]}
    assert states == {
        ("2024-02", "en", "published"),
        ("2024-02", "my", "published"),
        ("2024-02", "km", "draft"),
        *(("2024-03", tag, "published") for tag in ("en", "my", "km")),
    }
    assert [list(finding) for finding in said.json["findings"]] == [
        ["id", "severity", "message", "path", "line"]
    ]


def test_a_newsroom_is_not_changed_by_building_it(built_full: Newsroom) -> None:
    """Building writes into the site and nowhere else."""
    assert read_sources(built_full) == read_tree(NEWSROOMS / "full")


def test_one_language(full: Newsroom) -> None:
    """-l builds the editions of that language alone; it may be given twice."""
    said = full.run("build", "-l", "km", "-f", "txt", "--json")
    assert {artifact["language"] for artifact in said.json["artifacts"]} == {"km"}
    said = full.run("build", "-l", "km", "-l", "my", "-f", "txt", "--json")
    assert {artifact["language"] for artifact in said.json["artifacts"]} == {"km", "my"}


@pytest.mark.parametrize("kind", ["html", "pdf", "txt"])
def test_one_format(kind: str, minimal: Newsroom) -> None:
    """-f builds that format alone."""
    minimal.build("-f", kind)
    assert formats_in(minimal.site) == {kind}


def test_formats_of_the_newsroom(minimal: Newsroom) -> None:
    """Without -f, the formats of publisher.toml are built, and no index where there is no page."""
    minimal.edit("publisher.toml", 'languages = ["en"]', 'languages = ["en"]\nformats = ["txt"]')
    minimal.build()
    assert sorted(read_tree(minimal.site)) == [f"en/{SLUG}/{SLUG}.en.txt", "manifest.json"]


def test_one_release(full: Newsroom) -> None:
    """A slug builds that release alone."""
    said = full.run("build", RICE, "-f", "txt", "--json")
    assert {artifact["release"] for artifact in said.json["artifacts"]} == {RICE}


def test_parts_add_up_to_the_whole(built_full: Newsroom, full: Newsroom) -> None:
    """A site built part by part is, byte for byte, the site built at once."""
    full.build("2023-11-01-seed-training", "-l", "km")
    full.build("-l", "en", "-f", "txt")
    full.build(RICE, "2024-02-10-water-for-two-deltas", "-f", "pdf")
    full.build("-f", "html", "-f", "txt")
    full.build("2023-11-01-seed-training", "-f", "pdf")
    assert read_tree(full.site) == read_tree(built_full.site)


def test_output_elsewhere(minimal: Newsroom, tmp_path: Path) -> None:
    """-o puts the site into that folder, relative to where the command runs, and makes it."""
    (tmp_path / "elsewhere").mkdir()
    said = publisher(
        *("--newsroom", minimal.folder, "build", "-f", "txt", "-o", "deep/site"),
        cwd=tmp_path / "elsewhere",
    )
    assert said.code == 0
    assert (tmp_path / "elsewhere" / "deep" / "site" / "manifest.json").is_file()
    assert not minimal.site.exists()


def test_strict(full: Newsroom) -> None:
    """--strict makes a draft an error that names its catalogue; it is not built; others are."""
    full.edit("locales/km/LC_MESSAGES/2024-02-*.po", 'msgstr "របកគំហើញ"', 'msgstr ""')
    said = full.run("build", "--strict", "-f", "txt", "--json", "--jobs", 1)
    assert said.code == 1
    (finding,) = said.json["findings"]
    assert (finding["id"], finding["severity"]) == ("edition/draft", "error")
    assert finding["path"] == "locales/km/LC_MESSAGES/2024-02-10-water-for-two-deltas.po"
    assert "1 messages untranslated" in finding["message"]
    assert {artifact["state"] for artifact in said.json["artifacts"]} == {"published"}
    assert len(said.json["artifacts"]) == 7
    assert not (full.site / "drafts").exists()


def test_strict_concerns_what_is_built(full: Newsroom) -> None:
    """A draft that was not asked for is no error under --strict."""
    full.edit("locales/km/LC_MESSAGES/2024-02-*.po", 'msgstr "របកគំហើញ"', 'msgstr ""')
    assert full.run("build", "--strict", "-f", "txt", RICE).code == 0
    assert full.run("build", "--strict", "-f", "txt", "-l", "en").code == 0
    assert full.run("build", "--strict", "-f", "txt", "-l", "km").code == 1


@pytest.mark.parametrize(
    ("arguments", "hints"),
    [
        (["2024-05-02-helo"], ["'2024-05-02-helo'", "did you mean '2024-05-02-hello'?"]),
        (["-l", "xx"], ["'xx'", "known here: en"]),
        (["-l", "th"], ["'th'", "known here: en"]),
        (["-l", "xx", "-l", "yy"], ["'xx'", "'yy'"]),
        (["-f", "docx"], ["'docx'", "html"]),
        (["--jobs", "many"], ["'many'"]),
    ],
)
def test_unknown_names(arguments: list[str], hints: list[str], minimal: Newsroom) -> None:
    """A slug, language or format that is not there is a usage error with the known ones."""
    said = minimal.run("build", *arguments)
    assert (said.code, said.stdout) == (2, "")
    for hint in hints:
        assert hint in said.stderr
    assert not minimal.site.exists()


# A machine in trouble


def refused(newsroom: Newsroom, output: Path) -> str:
    """What a build that cannot write says."""
    before = read_sources(newsroom)
    said = newsroom.run("build", "-f", "txt", "-o", output, "--json")
    assert said.code == 3, said
    assert [finding["id"] for finding in said.json["findings"]] == ["environment/unwritable"]
    assert said.json["artifacts"] == []
    assert read_sources(newsroom) == before
    return said.stderr


def test_output_below_a_file(minimal: Newsroom, tmp_path: Path) -> None:
    """Where a file stands in the way of the site, that path is named."""
    (tmp_path / "file").write_text("mine")
    assert str(tmp_path / "file") in refused(minimal, tmp_path / "file" / "site")
    assert (tmp_path / "file").read_text() == "mine"


def test_output_is_a_file(minimal: Newsroom, tmp_path: Path) -> None:
    """A file named as the site's folder is a usage error, and stays."""
    (tmp_path / "file").write_text("mine")
    said = minimal.run("build", "-o", tmp_path / "file")
    assert (said.code, said.stdout) == (2, "")
    assert (tmp_path / "file").read_text() == "mine"


@pytest.mark.parametrize("place", ["/proc/publisher/site", "/dev/null/site"])
def test_output_on_a_read_only_place(place: str, minimal: Newsroom) -> None:
    """Where nobody may write, not even root, the build says so."""
    assert place in refused(minimal, Path(place))


def test_folder_in_the_place_of_a_file(built_minimal_copy: Newsroom) -> None:
    """A folder that stands where a file belongs is reported, and nothing in it is lost."""
    page = built_minimal_copy.site / "en" / "index.html"
    page.unlink()
    page.mkdir()
    (page / "notes.txt").write_text("mine")
    said = built_minimal_copy.run("build", "-f", "html")
    assert said.code == 3
    assert str(page) in said.stderr
    assert (page / "notes.txt").read_text() == "mine"
    assert not list(built_minimal_copy.site.rglob("*.tmp"))


FULL_DISK = """
import os

def fail(handle):
    raise OSError(28, "No space left on device")

os.fsync = fail
"""


def test_full_disk(built_minimal_copy: Newsroom, tmp_path: Path) -> None:
    """A disk that is full leaves every file of the site whole, old or new, and no scraps."""
    before = read_tree(built_minimal_copy.site)
    built_minimal_copy.edit("releases/*/release.md", "no more", "a little more")
    said = built_minimal_copy.run("build", env=sabotage(tmp_path / "full-disk", FULL_DISK))
    assert said.code == 3
    assert "No space left on device" in said.stderr
    assert read_tree(built_minimal_copy.site) == before


@pytest.mark.parametrize("jobs", [1, 2])
def test_without_pango(jobs: int, built_full_copy: Newsroom, tmp_path: Path) -> None:
    """Without Pango a build stops once, with the command that installs it, in any process; the
    site stays as it was, and stdout stays for results."""
    before = read_tree(built_full_copy.site)
    built_full_copy.edit("releases/2024-03-*/release.md", "Meet again.", "Meet once more.")
    env = sabotage(tmp_path / "no-pango", NO_PANGO)
    said = built_full_copy.run("build", "--json", "--jobs", jobs, env=env)
    assert said.code == 3
    assert [finding["id"] for finding in said.json["findings"]] == ["environment/pango"]
    assert said.stderr.count("apt install libpango-1.0-0") == 1
    assert read_tree(built_full_copy.site) == before


def test_pages_and_texts_need_no_pango(minimal: Newsroom, tmp_path: Path) -> None:
    """Only PDFs need Pango: web pages and plain text are built without it."""
    env = sabotage(tmp_path / "no-pango", NO_PANGO)
    said = minimal.run("build", "-f", "html", "-f", "txt", env=env)
    assert said.code == 0
    assert "pango" not in said.stderr
    assert formats_in(minimal.site) == {"html", "txt"}


def test_without_pango_pages_name_no_picture(full: Newsroom, tmp_path: Path) -> None:
    """Where there is no Pango, pages and feeds of a newsroom with an address name no picture for
    messengers, and it is said once; with it, the next build brings the pictures."""
    full.edit("publisher.toml", "[newsroom]", '[newsroom]\nurl = "https://dhf.example/press/"')
    env = sabotage(tmp_path / "no-pango", NO_PANGO)
    said = full.run("build", "-f", "html", "-f", "txt", "--json", env=env)
    assert said.code == 0
    warnings = [f for f in said.json["findings"] if f["id"] == "environment/pango"]
    assert [finding["severity"] for finding in warnings] == ["warning"]
    for path in full.site.rglob("*"):
        assert path.suffix != ".jpg" or "pictures" in path.parts
        if path.suffix in {".html", ".json", ".xml"}:
            assert ".jpg" not in re.sub(r"[^\"]*pictures/[^\"]*", "", path.read_text("utf-8")), path
    assert full.run("build", "-f", "html", "-f", "txt").code == 0
    assert any("pictures" not in path.parts for path in full.site.rglob("*.jpg"))
