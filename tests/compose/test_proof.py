"""A proof shows every message with its places, and what anybody wrote is only text."""

import re

import polib
import pytest
from world import Newsroom, copy_newsroom

from compose.reading import Reading
from compose.test_escaping import SAID, WRITTEN
from publisher.build.resources import bundled_languages
from publisher.compose.proof import compare_words, find_line_marks, split_pieces

SLUG = "2024-02-10-water-for-two-deltas"
LANGUAGES = bundled_languages()
BURMESE = "ရွှေ့ပြောင်းသွားလာသူများကို ကာကွယ်စောင့်ရှောက်ရာတွင် မူရင်းနိုင်ငံများ၏ အခန်းကဏ္ဍ"
KHMER = "សុវត្ថិភាពតាំងពីដំបូង៖ តួនាទីរបស់ប្រទេសដើមក្នុងការការពារជនទេសន្តរប្រវេសន៍"
ATTRIBUTES = {"charset", "class", "content", "dir", "href", "http-equiv", "id", "lang", "name"}
"""Every attribute that a proof may have: none of them runs or loads anything."""


def prove(newsroom: Newsroom, language: str) -> str:
    """The proof of a newsroom's release in a language."""
    said = newsroom.run("proof", SLUG, "-l", language, "-o", "proof.html")
    assert said.code == 0, said
    return (newsroom.folder / "proof.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The proof of a newsroom in which translations, fuzzy and finished, old originals, comments
    and terms are hostile."""
    newsroom = copy_newsroom("full", tmp_path_factory.mktemp("poison") / "newsroom")
    for path in newsroom.folder.glob("locales/my/LC_MESSAGES/*.po"):
        catalog = polib.pofile(str(path), wrapwidth=0)
        for number, entry in enumerate(catalog):
            entry.msgstr = f"{entry.msgstr} {WRITTEN}"
            entry.tcomment = f"remark {SAID}"
            if number % 2:
                entry.flags.append("fuzzy")
                entry.previous_msgid = f"previous {SAID}"
        catalog.append(polib.POEntry(msgid="study", msgstr=f"term {SAID}", msgctxt="</dl><script>"))
        catalog.save()
    return prove(newsroom, "my")


def test_no_text_becomes_markup(poisoned: str) -> None:
    """No script, no handler, no address appears that the template did not write."""
    page = Reading(poisoned)
    assert "script" not in page.elements
    assert page.elements.count("style") == 1
    assert {found.name for found in page.attributes} <= ATTRIBUTES
    for found in page.attributes:
        if found.name == "href":
            assert re.fullmatch(r"#m\d+", found.value)


def test_hostile_text_is_shown_as_it_is(poisoned: str) -> None:
    """Readers see every character, in translations and in what translators noted."""
    said = "".join(text.words for text in Reading(poisoned).texts)
    shown = " ".join(said.replace("\u200b", "").split())
    assert shown.count(f"remark {SAID}") > 10
    assert shown.count(SAID) > 2 * shown.count(f"remark {SAID}") - 5
    assert f"previous {SAID}" not in poisoned
    assert "7*7" in shown


def test_the_page_asks_for_nothing(poisoned: str) -> None:
    """The file loads nothing, and says so itself: every address in its styles is data."""
    assert set(re.findall(r"url\(\"?([a-z]+:)", poisoned)) == {"data:"}
    assert "@import" not in poisoned
    assert "default-src 'none'; style-src 'unsafe-inline'; font-src data:" in poisoned
    assert not {"img", "link", "iframe", "object"} & set(Reading(poisoned).elements)


def test_messages_of_the_release_come_first(full: Newsroom) -> None:
    """All messages are there, numbered: those of the release, then what releases share."""
    page = prove(full, "km")
    numbers = [int(number) for number in re.findall(r'<article id="m(\d+)"', page)]
    assert numbers == list(range(1, len(numbers) + 1))
    own, shared = page.split("What releases share")
    assert f"locales/km/LC_MESSAGES/{SLUG}.po:" in own
    assert f"releases/{SLUG}/release.md:" in own
    assert "newsroom.po:" not in own
    assert "locales/km/LC_MESSAGES/newsroom.po:" in shared


@pytest.mark.parametrize(("tag", "text"), [("my", BURMESE), ("km", KHMER)])
def test_marks_leave_the_text_as_it_is(tag: str, text: str) -> None:
    """The pieces of a text are the text, and no mark of a line is among its characters."""
    pieces = split_pieces(text, LANGUAGES[tag])
    assert "".join(piece.text for piece in pieces) == text
    assert {piece.mark for piece in pieces[1:]} <= {"space", "first", "second", "held"}
    assert len(pieces) > 3


def test_both_classes_of_breaks_are_told_apart() -> None:
    """What is offered where a stretch would be long without is of the second class; the first
    class alone is offered everywhere."""
    text = "အလုပ်သမားအဖွဲ့အစည်းကိုယ်စားလှယ်များသည် မူဝါဒကိုဆွေးနွေးသည်"
    marks = find_line_marks(text, LANGUAGES["my"])
    assert {"first", "second", "space"} == set(marks.values())


def test_text_that_is_no_markdown_is_shown_whole() -> None:
    """What no page would show, such as raw HTML, a proof shows as it is written."""
    text = "One <b>bold</b> word ![x](y.png)"
    assert [piece.text for piece in split_pieces(text)] == [text]


def test_a_forced_line_break_is_one() -> None:
    """A backslash at a line's end is a break, and markup becomes what it means."""
    pieces = split_pieces("One\\\n**two** [three](https://example.org)")
    assert [(p.text, p.run.strong, p.run.href, p.run.line_break) for p in pieces] == [
        ("One", False, None, False),
        ("\n", False, None, True),
        ("two", True, None, False),
        (" ", False, None, False),
        ("three", False, "https://example.org", False),
    ]


def test_words_that_changed() -> None:
    """A difference goes by words, and gives both texts back."""
    old, new = "On 17 December ministers met", "On 27 December the ministers met"
    changes = list(compare_words(old, new))
    assert [(c.kind, c.text.strip()) for c in changes] == [
        ("kept", "On"),
        ("cut", "17"),
        ("added", "27"),
        ("kept", "December"),
        ("added", "the"),
        ("kept", "ministers met"),
    ]
    assert "".join(c.text for c in changes if c.kind != "cut") == new
    assert "".join(c.text for c in changes if c.kind != "added") == old
