"""init, new, sync, status, check and explain, each as people run it."""

import datetime as dt

import pytest
from world import Newsroom, publisher, read_sources, read_times, read_tree

from publisher.build import checking
from publisher.build.founding import slugify
from publisher.cli.main import group
from publisher.load.config import load_newsroom
from publisher.load.release import load_release
from publisher.model.finding import Finding, Severity

SLUG = "2024-05-02-hello"


# init


def test_init_and_build_outside_the_clone(tmp_path) -> None:
    """A new newsroom builds at once, wherever it stands: every edition in every format."""
    made = publisher("init", "demo", cwd=tmp_path)
    assert made.code == 0
    assert "publisher build" in made.stderr
    for line in made.stdout.splitlines():
        assert (tmp_path / line).is_file()
    newsroom = Newsroom(tmp_path / "demo")
    built = newsroom.run("build", "--json", "--jobs", 2)
    assert (built.code, built.json["findings"]) == (0, [])
    editions = {(a["language"], a["format"]) for a in built.json["artifacts"]}
    assert editions == {
        (tag, kind) for tag in ("en", "my", "km") for kind in ("html", "pdf", "txt")
    }
    assert (newsroom.site / "en" / "index.html").is_file()
    assert "/site/" in (newsroom.folder / ".gitignore").read_text()


def test_init_is_synced(tmp_path) -> None:
    """The catalogues of a new newsroom are up to date: sync changes none."""
    publisher("init", tmp_path / "demo")
    said = Newsroom(tmp_path / "demo").run("sync")
    assert (said.code, said.stdout, said.stderr) == (0, "", "0 files changed\n")


def test_init_refuses_a_folder_in_use(tmp_path) -> None:
    """A folder with anything in it is left exactly as it is."""
    (tmp_path / "notes.txt").write_text("mine")
    said = publisher("init", tmp_path)
    assert (said.code, said.stdout) == (2, "")
    assert "is not empty" in said.stderr
    assert read_tree(tmp_path) == {"notes.txt": b"mine"}


def test_init_where_nothing_can_be_written(tmp_path) -> None:
    """A folder that cannot be made is a fault of the machine."""
    (tmp_path / "file").write_text("")
    said = publisher("init", tmp_path / "file" / "demo")
    assert said.code == 3
    assert "cannot be written" in said.stderr


# new


@pytest.mark.parametrize("kind", ["press-release", "activity-report", "publication-summary"])
def test_new(kind: str, minimal: Newsroom) -> None:
    """`new` makes a release that builds, says where it is, and dates it today."""
    said = minimal.run("new", kind, "Ministers meet migrant workers", "--place", "Yangon")
    assert (said.code, said.stderr) == (0, "")
    path = minimal.folder / said.stdout.strip()
    assert path.parent.name.endswith("-ministers-meet-migrant-workers")
    today = dt.datetime.now(dt.UTC).date()
    assert dt.date.fromisoformat(path.parent.name[:10]) in {today, today - dt.timedelta(days=1)}
    built = minimal.run("build", path.parent.name, "-f", "txt", "--json")
    assert (built.code, len(built.json["artifacts"])) == (0, 1)
    assert "Yangon" in path.read_text()


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Plain words", "plain-words"),
        ("Zoë’s “café”: 3 Questions", "zoes-cafe-3-questions"),
        ("ရန်ကုန် ဆွေးနွေးပွဲ", "release"),
        ("# not: [a, yaml] list", "not-a-yaml-list"),
        ("Two\nlines --- and a fence", "two-lines-and-a-fence"),
        ("'quoted' \"twice\"", "quoted-twice"),
        ("yes", "yes"),
        ("word " * 40, "-".join(["word"] * 12)),
    ],
)
def test_new_title_survives(title: str, slug: str, minimal: Newsroom) -> None:
    """Any title comes back from the skeleton word for word, and its slug is plain ASCII."""
    said = minimal.run("new", "press-release", title, "--date", "2024-06-01")
    assert said.code == 0
    assert said.stdout == f"releases/2024-06-01-{slug}/release.md\n"
    newsroom = load_newsroom(minimal.folder, {"en"})
    folder = minimal.folder / "releases" / f"2024-06-01-{slug}"
    release, findings = load_release(folder, "releases/x", newsroom)
    assert findings == []
    assert release is not None
    assert release.title.text.split() == title.split()
    assert release.date.iso == "2024-06-01"


def test_slug_has_at_most_sixty_characters() -> None:
    """A long title is cut at a word; a title of one endless word has a slug all the same."""
    assert len(slugify("word " * 40)) <= 60
    assert slugify("a" * 100) == "release"


def test_new_twice(minimal: Newsroom) -> None:
    """A release that exists is never overwritten."""
    minimal.run("new", "press-release", "Hello again", "--date", "2024-06-01")
    before = read_sources(minimal)
    said = minimal.run("new", "press-release", "Hello, again!", "--date", "2024-06-01")
    assert (said.code, said.stdout) == (2, "")
    assert "releases/2024-06-01-hello-again: error" in said.stderr
    assert read_sources(minimal) == before


@pytest.mark.parametrize(
    "arguments",
    [
        ["press-relase", "Title"],
        ["press-release"],
        ["press-release", ""],
        ["press-release", "  "],
        ["press-release", "Title", "--date", "2024-13-01"],
    ],
)
def test_new_with_wrong_arguments(arguments: list[str], minimal: Newsroom) -> None:
    """An unknown kind, no title and no date at all are usage errors, and nothing is made."""
    before = read_sources(minimal)
    said = minimal.run("new", *arguments)
    assert (said.code, said.stdout) == (2, "")
    assert read_sources(minimal) == before


# sync


def test_sync_twice_equals_once(minimal: Newsroom) -> None:
    """Sync names what it changed; the second time nothing changes, not even a time."""
    minimal.edit("releases/*/release.md", "One paragraph,", "One short paragraph,")
    said = minimal.run("sync")
    assert (said.code, said.stderr) == (0, "2 files changed\n")
    assert said.stdout.splitlines() == [
        f"locales/pot/{SLUG}.pot",
        f"locales/en/LC_MESSAGES/{SLUG}.po",
    ]
    before = read_times(minimal.folder)
    again = minimal.run("sync")
    assert (again.code, again.stdout, again.stderr) == (0, "", "0 files changed\n")
    assert read_times(minimal.folder) == before


def test_fixtures_are_synced(full: Newsroom) -> None:
    """The full newsroom is up to date, but for comments that come with the theme's templates."""
    said = full.run("sync")
    assert said.code == 0
    assert all("/newsroom.po" in line for line in said.stdout.splitlines())
    status = full.run("status", "--json").json
    assert {row["state"] for row in status["editions"]} == {"published"}


def test_sync_of_one_release(full: Newsroom) -> None:
    """With a slug, only its catalogues and the shared ones are looked at."""
    for path in full.folder.glob("releases/*/release.md"):
        path.write_text(path.read_text() + "\nA new last paragraph.\n")
    said = full.run("sync", "2024-02-10-water-for-two-deltas")
    assert said.code == 0
    changed = [line for line in said.stdout.splitlines() if "/newsroom.po" not in line]
    assert len(changed) == 4
    assert all("2024-02-10-water-for-two-deltas.po" in line for line in changed)


def test_sync_of_an_unknown_release(full: Newsroom) -> None:
    """A slug that is not there is a usage error with the nearest one; nothing is written."""
    before = read_sources(full)
    said = full.run("sync", "2024-03-01-rice-dialog")
    assert (said.code, said.stdout) == (2, "")
    assert "did you mean '2024-03-01-rice-dialogue'?" in said.stderr
    assert read_sources(full) == before


def test_sync_leaves_a_broken_catalogue_alone(full: Newsroom) -> None:
    """A catalogue with an error keeps its bytes; the error has its line; the others go on."""
    broken = full.edit("locales/km/LC_MESSAGES/2024-03-*.po", 'msgstr "ភ្នំពេញ"', 'msgstr "ភ្នំពេញ')
    data = broken.read_bytes()
    line = data[: data.index("ភ្នំពេញ\n".encode())].count(b"\n") + 1
    full.edit("releases/2024-03-*/release.md", "Meet again.", "Meet once more.")
    said = full.run("sync")
    assert said.code == 1
    assert f"locales/km/LC_MESSAGES/2024-03-01-rice-dialogue.po:{line}:" in said.stderr
    assert broken.read_bytes() == data
    assert "Meet once more." in full.path("locales/my/LC_MESSAGES/2024-03-*.po").read_text()


def test_sync_where_nothing_can_be_written(minimal: Newsroom) -> None:
    """Where a file stands in the place of a folder, that is said, and the exit code is 3."""
    pots = minimal.folder / "locales" / "pot"
    for path in pots.iterdir():
        path.unlink()
    pots.rmdir()
    pots.write_text("")
    said = minimal.run("sync")
    assert said.code == 3
    assert "cannot be written" in said.stderr
    assert "locales/pot/" in said.stderr


# status


def test_status_json(full: Newsroom) -> None:
    """One row per edition, in the order of slug and language, with counts and state."""
    full.edit("locales/km/LC_MESSAGES/2024-02-*.po", 'msgstr "របកគំហើញ"', 'msgstr ""')
    full.edit(
        "locales/my/LC_MESSAGES/2024-02-*.po", 'msgid "Findings"', '#, fuzzy\nmsgid "Findings"'
    )
    said = full.run("status", "--json")
    assert (said.code, said.stderr) == (0, "")
    rows = said.json["editions"]
    assert said.json["findings"] == []
    assert [(row["release"][:7], row["language"]) for row in rows] == [
        *(("2023-11", tag) for tag in ("en", "km")),
        *(("2024-02", tag) for tag in ("en", "km", "my")),
        *(("2024-03", tag) for tag in ("en", "km", "my")),
    ]
    counts = ("fuzzy", "untranslated", "words_left", "state")
    found = {(row["release"][:7], row["language"]): tuple(row[n] for n in counts) for row in rows}
    assert found["2024-02", "km"] == (0, 1, 1, "draft")
    assert found["2024-02", "my"] == (1, 0, 1, "draft")
    assert found["2024-02", "en"] == (0, 0, 0, "published")
    assert {key for key, value in found.items() if value[-1] == "draft"} == {
        ("2024-02", "km"),
        ("2024-02", "my"),
    }
    totals = {row["translated"] + row["fuzzy"] + row["untranslated"] for row in rows[2:5]}
    assert len(totals) == 1


def test_status_table(full: Newsroom) -> None:
    """For people, a table; slugs stay whole in a pipe, however long."""
    said = full.run("status")
    assert (said.code, said.stderr) == (0, "")
    lines = said.stdout.splitlines()
    heads = "release  language  translated  fuzzy  untranslated  words left  state"
    assert lines[0].split() == heads.split()
    assert [line.split()[:2] for line in lines[1:3]] == [
        ["2023-11-01-seed-training", "en"],
        ["2023-11-01-seed-training", "km"],
    ]


def test_status_says_what_could_not_be_read(full: Newsroom) -> None:
    """What is broken is said with its line, and the rest of the table comes all the same."""
    full.edit("releases/2023-*/release.md", "date: 2023-11", "date: november")
    said = full.run("status", "--json")
    assert said.code == 1
    assert "releases/2023-11-01-seed-training/release.md:4: error:" in said.stderr
    assert [finding["id"] for finding in said.json["findings"]] == ["release/date"]
    assert len(said.json["editions"]) == 6


# check


def test_check_of_a_clean_newsroom(full: Newsroom) -> None:
    """No findings: exit 0, said on stdout, nothing on stderr, nothing written."""
    before = read_tree(full.folder)
    said = full.run("check")
    assert (said.code, said.stdout, said.stderr) == (0, "no findings\n", "")
    assert read_tree(full.folder) == before


def test_check_json(full: Newsroom) -> None:
    """--json prints one object: no artifacts, and findings with exactly these five keys."""
    full.edit("releases/2023-*/release.md", "contacts: [office]", "contacts: [ofice]")
    said = full.run("check", "--json")
    assert said.code == 1
    assert said.json == {
        "artifacts": [],
        "findings": [
            {
                "id": "release/unknown-contact",
                "severity": "error",
                "message": "publisher.toml has no [contacts.ofice]",
                "path": "releases/2023-11-01-seed-training/release.md",
                "line": 7,
            }
        ],
    }
    assert "release.md:7: error: publisher.toml has no [contacts.ofice]" in said.stderr
    assert "hint: did you mean 'office'?" in said.stderr


def test_check_of_one_release(full: Newsroom) -> None:
    """With a slug, only what concerns it is reported."""
    full.edit("releases/2023-*/release.md", "contacts: [office]", "contacts: [ofice]")
    assert full.run("check", "2024-02-10-water-for-two-deltas").code == 0
    assert full.run("check", "2023-11-01-seed-training").code == 1
    unknown = full.run("check", "2023-11-01-seed-trainning")
    assert unknown.code == 2
    assert "did you mean '2023-11-01-seed-training'?" in unknown.stderr


@pytest.mark.parametrize(
    ("severity", "threshold", "code"),
    [
        (Severity.ERROR, "error", 1),
        (Severity.ERROR, "warning", 1),
        (Severity.WARNING, "error", 0),
        (Severity.WARNING, "warning", 1),
        (Severity.NOTE, "warning", 0),
    ],
)
def test_check_threshold(
    severity: Severity, threshold: str, code: int, minimal: Newsroom, monkeypatch, capsys
) -> None:
    """--fail-on says from which severity the command fails; findings are shown either way."""
    finding = Finding(id="message/odd", severity=severity, message="odd", path="x.po", line=3)
    monkeypatch.setattr(checking, "check_newsroom", lambda *_: (finding,))
    arguments = ["--newsroom", str(minimal.folder), "check", "--fail-on", threshold]
    assert group(arguments, standalone_mode=False) == code
    said = capsys.readouterr()
    assert said.out == ""
    assert f"x.po:3: {severity.value}: odd [message/odd]" in said.err


def test_a_warning_does_not_stop_a_release(full: Newsroom) -> None:
    """A word spelled in two ways is a warning: shown, and an error only where that is asked for."""
    full.edit(
        "locales/km/LC_MESSAGES/2023-*.po", "កសិករស្ត្រីបានបញ្ចប់វគ្គនេះ", "កសិករស្ត្រីបានបញ្ចប់វគ្គបណ្តុះបណ្តាល"
    )
    said = full.run("check", "--json")
    assert said.code == 0
    assert {finding["severity"] for finding in said.json["findings"]} == {"warning"}
    assert ": warning: " in said.stderr
    assert full.run("check", "--fail-on", "warning").code == 1
    assert full.run("build", "-f", "txt", "2023-11-01-seed-training").code == 0


# explain


def test_explain() -> None:
    """A check's rationale and example, on stdout."""
    said = publisher("explain", "message/glyph-coverage")
    assert (said.code, said.stderr) == (0, "")
    assert said.stdout.startswith("message/glyph-coverage: ")
    assert "Found in:" in said.stdout
    assert "Right:" in said.stdout


def test_explain_unknown_check() -> None:
    """An unknown id is a usage error that names the nearest one."""
    said = publisher("explain", "message/glyf-coverage")
    assert (said.code, said.stdout) == (2, "")
    assert "message/glyph-coverage" in said.stderr
