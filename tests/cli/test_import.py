"""publisher import, as people call it."""

import pytest
from word_files import make_word, paragraph
from world import Newsroom

SLUG = "2024-02-05-growers-share-water"
DRAFT = make_word(
    paragraph("Growers share water", "Title"),
    paragraph("5 February 2024"),
    paragraph("Growers met."),
    paragraph("They agreed."),
)
BURMESE = make_word(
    paragraph("တောင်သူများ ရေမျှဝေ", "Title"),
    paragraph("တောင်သူများ တွေ့ဆုံခဲ့သည်။"),
    paragraph("သဘောတူခဲ့ကြသည်။"),
)


def test_a_draft_and_its_translation_become_a_release_and_a_catalogue(full: Newsroom) -> None:
    """The path of the release is printed; its translation fills what is empty, keeps what a
    translator wrote, and nothing is asked for twice."""
    (full.folder / "draft.docx").write_bytes(DRAFT)
    done = full.run("import", "draft.docx", "--kind", "activity-report")
    assert (done.code, done.stdout) == (0, f"releases/{SLUG}/release.md\n")
    assert "kind: activity-report" in (full.folder / f"releases/{SLUG}/release.md").read_text()
    full.run("sync", SLUG)
    catalog = full.folder / f"locales/my/LC_MESSAGES/{SLUG}.po"
    own = 'msgid "They agreed."\nmsgstr "သူတို့ သဘောတူသည်။"'
    catalog.write_text(catalog.read_text().replace('msgid "They agreed."\nmsgstr ""', own))
    (full.folder / "my.docx").write_bytes(BURMESE)
    done = full.run("import", "my.docx", "--release", SLUG, "-l", "my")
    assert done.code == 0
    assert f"locales/my/LC_MESSAGES/{SLUG}.po" in done.stdout
    assert "my.docx: 3 of 3 messages" in done.stderr
    text = catalog.read_text()
    assert own in text
    assert 'msgid "Growers met."\nmsgstr "တောင်သူများ တွေ့ဆုံခဲ့သည်။"' in text
    assert "fuzzy" not in text
    assert full.run("check", SLUG).code in {0, 1}


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--release", SLUG], "needs both"),
        (["-l", "my"], "needs both"),
        (["--release", SLUG, "-l", "my", "--kind", "press-release"], "of its release"),
    ],
)
def test_options_that_contradict_each_other_are_refused(
    minimal: Newsroom, options: list[str], said: str
) -> None:
    """A draft has no language, and a translation no kind of its own."""
    (minimal.folder / "draft.docx").write_bytes(DRAFT)
    done = minimal.run("import", "draft.docx", *options)
    assert (done.code, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_file_that_is_refused_leaves_nothing(minimal: Newsroom) -> None:
    """The message names the file and the way out, and the exit code is 1."""
    (minimal.folder / "draft.docx").write_bytes(b"text")
    done = minimal.run("import", "draft.docx")
    assert (done.code, done.stdout) == (1, "")
    assert "draft.docx: error: " in done.stderr
    assert "hint: open it in Word" in done.stderr
