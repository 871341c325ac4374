"""Break marks change no word and no attribute; every passage says its language."""

import re
from collections.abc import Callable

import pytest
from world import Newsroom

from compose.reading import Reading
from publisher.build.resources import bundled_languages
from publisher.compose.breaks import insert_breaks

MARK = re.compile("[\u200b\u2060]")
SCRIPTS = {"my": re.compile("[\u1000-\u109f]"), "km": re.compile("[\u1780-\u17ff]")}
LETTER = re.compile("[A-Za-z]")

HTML = """<!DOCTYPE html>
<html lang="km"><head><title>សេចក្ដីប្រកាសព័ត៌មាន</title><style>p{{margin:0}}</style></head>
<body class="កម្ពុជានិង"><h1 title="កសិករដាំស្រូវមកពីដីសណ្ដ">{text}</h1>
<p>កសិករ<em>ដាំស្រូវមក</em>ពីដី<a href="x?a=1&amp;b=2">សណ្ដពីរ <strong>ជួបគ្នា</strong></a>។ &lt;b&gt;</p>
<p>កសិករ<br>ដាំស្រូវ <span lang="my">စပါးစိုက်တောင်သူများတွေ့ဆုံ</span> និង <span lang="en">Forum</span></p>
<ul><li>មួយ<ul><li>ពីរ</li></ul></li></ul><img src="a.png" alt="កសិករដាំស្រូវមកពីដីសណ្ដ">
</body></html>
"""
TEXTS = [
    "កសិករដាំស្រូវមកពីដីសណ្ដពីរជួបគ្នា",
    "ថ្ងៃទី១ ខែមីនា ឆ្នាំ២០២៤ (១២៣) ៖ ល។",
    "MMN និង\u200bកម្ពុជា",
    "Zoë &amp; Müller",
    "",
]


def broken(text: str, media: str):
    """The test page through the break pass."""
    languages = bundled_languages()
    return insert_breaks(HTML.format(text=text), languages, languages["km"], media)


@pytest.mark.parametrize("text", TEXTS)
def test_removing_the_marks_gives_the_page_back(text: str) -> None:
    """On paper the pass adds ZWSP and WORD JOINER to texts, and nothing else anywhere."""
    html = HTML.format(text=text)
    made = broken(text, "print").html
    assert MARK.sub("", made) == MARK.sub("", html)
    assert len(MARK.findall(made)) > len(MARK.findall(html))


@pytest.mark.parametrize("text", TEXTS)
def test_a_screen_gets_no_marks(text: str) -> None:
    """A screen breaks by itself: its page gains no mark, and says the same."""
    html = HTML.format(text=text)
    made = broken(text, "screen").html
    assert MARK.findall(made) == MARK.findall(html)
    said = ["".join(t.words for t in Reading(page).texts) for page in (made, html)]
    assert said[0] == said[1]


def test_blocks_are_the_same_on_screen_and_paper() -> None:
    """What a page says, block by block, does not depend on the medium, and holds no marks."""
    screen, paper = broken(TEXTS[0], "screen"), broken(TEXTS[0], "print")
    assert screen.blocks == paper.blocks
    assert paper.blocks[0] == TEXTS[0]
    assert not [block for block in paper.blocks if MARK.search(block)]


def test_words_run_across_inline_elements() -> None:
    """Marks are found in the text of the whole block: an element inside a word adds none."""
    languages = bundled_languages()
    word = "ប្រជាជន"
    page = f"<p>{word[:2]}<em>{word[2:]}</em></p>"
    assert insert_breaks(page, languages, languages["km"], "print").html == page


def test_a_narrow_column_has_boxes_of_phrases() -> None:
    """On paper, inside the class `narrow` alone: a phrase is a box with more marks in it, which
    crosses no element; the page says the same."""
    languages = bundled_languages()
    text = "အလုပ်သမားများသည် ဝန်ကြီးဌာန<em>သို့သွား</em>ရောက်ကြသည်။"
    page = f'<p class="narrow">{text}</p><p>{text}</p>'
    made = {
        media: insert_breaks(page, languages, languages["my"], media)
        for media in ("print", "screen")
    }
    narrow, wide = made["print"].html.split("</p>")[:2]
    assert MARK.sub("", re.sub(r'<span style="display:inline-block">|</span>', "", narrow)) == (
        f'<p class="narrow">{text}'
    )
    assert narrow.count("<span") == narrow.count("</span>") > 0
    assert len(MARK.findall(narrow)) > len(MARK.findall(wide))
    assert "<span" not in wide
    assert "inline-block" not in made["screen"].html
    assert made["print"].blocks == made["screen"].blocks


@pytest.mark.parametrize("language", ["en", "my", "km"])
def test_paper_says_what_the_screen_says(language: str, pages) -> None:
    """The body of an edition has the same words on both, but for the markers of its lists."""
    said = []
    for media in ("screen", "print"):
        page = Reading(pages["2024-03", language, media].html)
        texts = [
            text.words
            for text in page.texts
            if "div.body" in text.inside and not any("marker" in name for name in text.inside)
        ]
        said.append(" ".join(MARK.sub("", "".join(texts)).split()))
    assert said[0] == said[1]
    assert len(said[0]) > 400


def test_paper_has_break_opportunities(pages) -> None:
    """Khmer, which has no spaces between words, gets opportunities, on paper alone."""
    assert pages["2024-03", "km", "print"].html.count("\u200b") > 30
    assert pages["2024-03", "km", "screen"].html.count("\u200b") == 1  # the translator's own
    assert pages["2024-03", "my", "screen"].html.count("\u200b") == 0


def test_attributes_hold_no_marks(pages) -> None:
    """No mark stands in an attribute or in the title: bookmarks and addresses are as written."""
    for page in pages.values():
        reading = Reading(page.html)
        assert not [found for found in reading.attributes if MARK.search(found.value)]
        assert not MARK.search(reading.said_in("title"))
        assert not MARK.search(page.title)


def test_every_passage_is_in_the_language_it_says(pages) -> None:
    """Burmese and Khmer letters stand under their own `lang`, addresses under the source's."""
    for (_, language, _), page in pages.items():
        reading = Reading(page.html)
        for text in reading.texts:
            if text.inside[-1] in {"script", "style", "title"}:
                continue
            for tag, script in SCRIPTS.items():
                assert not script.search(text.words) or text.language == tag, text
            if "https://" in text.words or "@" in text.words:
                assert text.language == "en", text
        assert reading.values("lang")[0] == language


@pytest.mark.parametrize("language", ["my", "km"])
def test_fallback_passages_of_a_draft(
    language: str, full: Newsroom, compose_newsroom: Callable
) -> None:
    """Without its catalogue an edition shows the source's passages as the source's language, and
    all that is still translated as its own."""
    full.path(f"locales/{language}/LC_MESSAGES/2024-03-*.po").unlink()
    page = Reading(compose_newsroom(full)["2024-03", language, "screen"].html)
    assert page.values("lang")[0] == language
    body = [text for text in page.texts if "div.body" in text.inside]
    passages = [text for text in body if not any("dateline" in name for name in text.inside)]
    english = [text for text in passages if LETTER.search(text.words)]
    assert len(english) > 20
    assert {text.language for text in english} == {"en"}
    (title,) = [text for text in page.texts if text.inside[-2:-1] == ("h1",)]
    assert (title.words, title.language) == ("Rice growers of two deltas meet", "en")
    about = [text for text in page.texts if "section.about" in text.inside]
    assert about
    assert {text.language for text in about} == {language}
    dateline = [t for t in page.texts if any("dateline" in name for name in t.inside)]
    assert (dateline[0].words, dateline[0].language) == ("Phnom Penh", "en")
    assert {text.language for text in dateline[1:]} == {language}


def test_fallback_uses_the_mended_source(full: Newsroom, compose_newsroom: Callable) -> None:
    """Where the source's own catalogue mends a typo, fallback passages show it mended."""
    full.path("locales/km/LC_MESSAGES/2023-*.po").unlink()
    page = Reading(compose_newsroom(full)["2023-11", "km", "screen"].html)
    lead = [text for text in page.texts if any("lead" in name for name in text.inside)]
    assert [(text.words, text.language) for text in lead] == [
        ("Thirty growers learned how to keep seed dry.", "en")
    ]


def test_override_mends_only_the_words(pages) -> None:
    """A filled English msgstr replaces the msgid in English, and leaves other languages alone."""
    english = Reading(pages["2023-11", "en", "screen"].html)
    assert english.said_in("lead") == "Thirty growers learned how to keep seed dry."
    khmer = Reading(pages["2023-11", "km", "screen"].html)
    assert khmer.said_in("lead").startswith("កសិករ")


def test_template_of_the_newsroom_wins(pages) -> None:
    """A template of the newsroom replaces the one of its name, in every language."""
    assert Reading(pages["2023-11", "en", "screen"].html).said_in("kind") == "Field report"
    assert Reading(pages["2023-11", "km", "screen"].html).said_in("kind") == "របាយការណ៍ចុះមូលដ្ឋាន"
    assert Reading(pages["2024-03", "en", "screen"].html).said_in("kind") == "Press release"
