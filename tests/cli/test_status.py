"""`status` says what is left, what keeps editions from readers, and what to do next."""

import pytest
from world import Newsroom, on_terminal

SLUG = "2024-02-10-water-for-two-deltas"
OTHER = "2024-03-01-rice-dialogue"


@pytest.fixture
def unfinished(full: Newsroom) -> Newsroom:
    """A newsroom with a message that is fuzzy, and one that is not translated."""
    full.edit(
        "locales/my/LC_MESSAGES/2024-02-*.po", 'msgid "Findings"', '#, fuzzy\nmsgid "Findings"'
    )
    full.edit("locales/km/LC_MESSAGES/2024-02-*.po", 'msgstr "របកគំហើញ"', 'msgstr ""')
    return full


def test_nothing_left(full: Newsroom) -> None:
    """Where all is done, only the table and the next step stand there."""
    said = full.run("status")
    assert (said.code, said.stderr) == (0, "")
    assert said.stdout.splitlines()[-1] == "Next: everything is translated: 'publisher build'"
    assert "Not published" not in said.stdout
    assert "Oldest" not in said.stdout


def test_what_is_left(unfinished: Newsroom) -> None:
    """Below the table stands what keeps each edition from readers, which waits longest, and which
    catalogue to translate next."""
    lines = unfinished.run("status").stdout.splitlines()
    assert f"  {SLUG} (km): 1 messages untranslated, 0 fuzzy, 1 words left" in lines
    assert f"  {SLUG} (my): 0 messages untranslated, 1 fuzzy, 1 words left" in lines
    assert f"Oldest untranslated: {SLUG}, dated 2024-02-10" in lines
    assert lines[-1] == f"Next: translate locales/km/LC_MESSAGES/{SLUG}.po: 1 words left"


def test_errors_block(unfinished: Newsroom) -> None:
    """An error that a check finds keeps an edition from readers; it is counted, with its place,
    and is the first thing to mend. It is no finding of `status` itself."""
    unfinished.edit("locales/km/LC_MESSAGES/2024-02-*.po", 'msgstr "ទឹកទន្លេ', 'msgstr "ꦲទឹកទន្លេ')
    said = unfinished.run("status", "--json", SLUG, "-l", "km")
    assert (said.code, said.json["findings"]) == (0, [])
    (row,) = said.json["editions"]
    assert row["errors"] >= 1
    assert row["blocked_by"][0].startswith("1 messages untranslated")
    assert row["blocked_by"][1].startswith(f"locales/km/LC_MESSAGES/{SLUG}.po:")
    assert said.json["next"] == f"see what is wrong with 'publisher check {SLUG}'"


def test_what_cannot_be_read_comes_first(unfinished: Newsroom) -> None:
    """A file that cannot be read is the next thing to mend, with its place."""
    unfinished.edit("releases/2023-*/release.md", "date: 2023-11", "date: november")
    said = unfinished.run("status")
    assert said.code == 1
    place = "releases/2023-11-01-seed-training/release.md:4"
    assert said.stdout.splitlines()[-1].startswith(f"Next: mend {place}: ")


def test_filters(unfinished: Newsroom) -> None:
    """Slugs and languages narrow what is shown; those that are not there are usage errors."""
    rows = unfinished.run("status", "--json", SLUG, OTHER, "-l", "km", "-l", "my").json["editions"]
    assert [(row["release"], row["language"]) for row in rows] == [
        (SLUG, "km"),
        (SLUG, "my"),
        (OTHER, "km"),
        (OTHER, "my"),
    ]
    assert unfinished.run("status", "-l", "km", OTHER).stdout.count("\n2024-03") == 1
    for wrong in (["-l", "kn"], ["2024-03-01-rice-dialog"]):
        said = unfinished.run("status", *wrong)
        assert (said.code, said.stdout) == (2, "")


def test_json(unfinished: Newsroom) -> None:
    """The keys that there always were, the new ones behind them, and what waits longest."""
    said = unfinished.run("status", "--json").json
    assert list(said) == ["editions", "findings", "oldest", "next"]
    assert said["oldest"] == {"release": SLUG, "date": "2024-02-10"}
    keys = ["release", "language", "translated", "fuzzy", "untranslated", "words_left", "state"]
    assert {tuple(row) for row in said["editions"]} == {(*keys, "date", "errors", "blocked_by")}


def test_colour_on_a_terminal(unfinished: Newsroom) -> None:
    """On a terminal there is colour, and none with NO_COLOR; a pipe never has any."""
    folder = unfinished.folder
    assert "\x1b[33m" in on_terminal("status", cwd=folder).stdout
    assert "\x1b[3" not in on_terminal("status", cwd=folder, env={"NO_COLOR": "1"}).stdout
    assert "\x1b" not in unfinished.run("status").stdout


def test_missing_catalogues_come_before_translating(full: Newsroom) -> None:
    """Where a catalogue is not there yet, sync is the next step."""
    full.path("locales/km/LC_MESSAGES/2024-02-*.po").unlink()
    lines = full.run("status").stdout.splitlines()
    assert lines[-1] == "Next: make the catalogues of every language: 'publisher sync'"
