"""`publisher` without a command says what to do next, in every state that a folder can be in."""

from world import Newsroom, publisher, read_tree

LAST = "All commands: publisher --help"
SLUG = "2024-02-10-water-for-two-deltas"


def test_no_newsroom(tmp_path) -> None:
    """Where there is no newsroom, the next step is to make one; nothing is made by itself."""
    said = publisher(cwd=tmp_path)
    assert (said.code, said.stderr) == (0, "")
    assert said.stdout.splitlines() == [
        "There is no newsroom here, nor in any folder above.",
        "Next: make one: 'publisher init DIR'",
        LAST,
    ]
    assert not list(tmp_path.iterdir())


def test_no_release(minimal: Newsroom) -> None:
    """In a newsroom without releases, the next step is to write one."""
    for path in sorted(minimal.path("releases").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    said = minimal.run()
    assert (said.code, said.stderr) == (0, "")
    assert said.stdout.splitlines() == [
        "No release yet.",
        "Next: write a release: 'publisher new press-release TITLE'",
        LAST,
    ]


def test_missing_catalogue(full: Newsroom) -> None:
    """Where a catalogue is missing, the next step is sync, which makes it."""
    full.path(f"locales/km/LC_MESSAGES/{SLUG}.po").unlink()
    said = full.run()
    assert said.code == 0
    assert "Next: make the catalogues of every language: 'publisher sync'" in said.stdout
    full.run("sync")
    assert "publisher sync" not in full.run().stdout


def test_unfinished(full: Newsroom) -> None:
    """What is not finished is named, with what keeps it from readers and which file is next."""
    full.edit(f"locales/km/LC_MESSAGES/{SLUG}.po", 'msgstr "របកគំហើញ"', 'msgstr ""')
    before = read_tree(full.folder)
    said = full.run()
    assert (said.code, said.stderr) == (0, "")
    count, row, step, last = said.stdout.splitlines()
    assert count.endswith(", 1 of them not finished:")
    assert row == f"  {SLUG} (km): 1 messages untranslated, 0 fuzzy, 1 words left"
    assert step == f"Next: translate locales/km/LC_MESSAGES/{SLUG}.po: 1 words left"
    assert last == LAST
    assert read_tree(full.folder) == before


def test_finished_then_published_then_changed(minimal: Newsroom) -> None:
    """What is finished is to be built, what is built to be looked at, until a source changes."""
    said = minimal.run().stdout.splitlines()
    assert said[:2] == [
        "1 releases in 1 editions, all finished.",
        "Next: everything is translated: 'publisher build'",
    ]
    minimal.build()
    page = minimal.site / "index.html"
    assert page.is_file()
    built = minimal.run()
    assert (built.code, built.stderr) == (0, "")
    assert built.stdout.splitlines() == [
        "Everything is published.",
        f"Next: open {page}, or write a release: 'publisher new'",
        LAST,
    ]
    minimal.edit("releases/*/release.md", "title: ", "title: New ")
    assert "Everything is published" not in minimal.run().stdout


def test_what_cannot_be_read(minimal: Newsroom) -> None:
    """A release that cannot be read is the next thing to mend, and its finding is shown."""
    minimal.edit("releases/*/release.md", "date: ", "date: about ")
    said = minimal.run()
    assert said.code == 0
    assert "Next: mend releases/2024-05-02-hello/release.md:" in said.stdout
    assert "[release/" in said.stderr


def test_broken_configuration(minimal: Newsroom) -> None:
    """Nothing can be advised while publisher.toml is wrong: its findings say what to mend."""
    minimal.edit("publisher.toml", '"en"', '"eo"')
    said = minimal.run()
    assert (said.code, said.stdout) == (2, "")
    assert "publisher.toml:5" in said.stderr
