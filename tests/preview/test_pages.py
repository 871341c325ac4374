"""What the pages say, in which language, and in how many bytes."""

import re

import pytest
from preview_world import Preview
from world import PACKAGE, ROOT

from publisher.build.interface import load_interface
from publisher.preview.matrix import CONDITIONS
from publisher.preview.voice import accepted
from publisher.translate.extract import extract_theme

SLUG = "2024-02-10-water-for-two-deltas"


def test_script_is_small() -> None:
    """All script is one file of at most 15 kB that asks nothing of another machine."""
    (script,) = (PACKAGE / "interface").glob("*.js")
    text = script.read_text(encoding="utf-8")
    assert len(text.encode()) <= 15_000
    assert not re.search(r"https?://|\beval\(|\bimport\(", text)


def test_start(preview: Preview) -> None:
    """The table has every edition with its state; what keeps each from readers is said in words."""
    page = preview.get("/")
    for slug in ("2023-11-01-seed-training", SLUG, "2024-03-01-rice-dialogue"):
        assert f'href="/edition/{slug}/en"' in page
    words = preview.words("/")
    assert "What keeps editions from readers" in words
    for state in CONDITIONS:
        shown = preview.get(f"/?state={state}")
        assert set(re.findall(r'class="state (\w+)"', shown)) <= {state}
    everything = len(re.findall(r'class="state', page))
    assert everything == sum(
        len(re.findall(r'class="state', preview.get(f"/?state={state}"))) for state in CONDITIONS
    )


def test_edition(preview: Preview) -> None:
    """Beside its original an edition has each passage with its message, its places and what was
    found in it, with the reason and a way to the line."""
    preview.newsroom.edit("releases/2024-02*/release.md", "over ten years", "over 10 years")
    preview.newsroom.run("sync")
    preview.save()
    shown = preview.get(f"/edition/{SLUG}/km")
    words = preview.words(f"/edition/{SLUG}/km")
    assert shown.count('class="pane"') == 2
    assert "Original before it was changed" in words
    assert "to be confirmed" in words
    place = re.search(r'href="(/source/locales/km/[^"]*\?line=\d+)#L(\d+)"', shown)
    assert place
    assert f'id="L{place[2]}"' in preview.get(place[1])
    alone = preview.get(f"/edition/{SLUG}/en")
    assert alone.count('class="pane"') == 1


def test_findings_lead_to_their_line(preview: Preview) -> None:
    """A finding stands with the passage that it is about, says why it matters, and leads to its
    line."""
    catalog = preview.newsroom.path("locales/km/LC_MESSAGES/2024-02*.po")
    text = catalog.read_text(encoding="utf-8")
    broken = re.sub(r'(msgid "Rivers rise earlier\."\nmsgstr ")', r"\1១៩៩៩ ", text)
    assert broken != text
    catalog.write_text(broken, encoding="utf-8")
    preview.save()
    shown = preview.get(f"/edition/{SLUG}/km")
    mark = re.search(r'data-mark="(\d+)" data-severity="(\w+)"', shown)
    assert mark
    card = shown.split(f'id="m{mark[1]}"')[1].split("</details>\n{%")[0]
    assert "message/number" in card
    assert "Why this matters" in card
    line = int(re.search(r"\?line=(\d+)#", card.split("message/number")[0].split("findings")[1])[1])
    assert "១៩៩៩" in broken.splitlines()[line - 1]


@pytest.mark.parametrize(("tag", "said"), [("km", "សេចក្ដីប្រកាសទាំងអស់"), ("my", "ထုတ်ပြန်ချက်အားလုံး")])
def test_languages(preview: Preview, tag: str, said: str) -> None:
    """The pages speak the language that is asked for, that was chosen before, or that the browser
    likes best; every word of theirs is translated."""
    assert said in preview.words(f"/?language={tag}")
    assert said in preview.words("/")
    preview.browser.cookies.delete("publisher-language")
    assert said not in preview.words("/")
    liked = {"accept-language": f"fr;q=0.9, {tag}-XX;q=0.8, en;q=0.1"}
    page = preview.get("/", headers=liked)
    assert said in page
    assert f'<html lang="{tag}"' in page
    bundled = (ROOT / "locales" / tag / "LC_MESSAGES" / "newsroom.po").read_text(encoding="utf-8")
    voice = preview.room.voices.voice(tag)
    for message in extract_theme(load_interface()):
        assert f'msgid "{message.id}"' in bundled
        assert voice.template_text(message.id).language == tag


def test_an_embargo_is_said_in_the_language_of_the_page(preview: Preview) -> None:
    """The moment up to which an edition waits has the digits of whoever reads of it."""
    preview.newsroom.edit(
        "releases/2024-02*/release.md", "date:", "embargo: 2024-07-01T09:30:00+07:00\ndate:"
    )
    preview.save()
    assert "09:30" in preview.words("/?language=en")
    assert "၃၀" in preview.words("/?language=my")


def test_preferences() -> None:
    """Languages come in the order in which the browser likes them."""
    assert accepted("en;q=0.5, km, my;q=0.8, *;q=0.1, de;q=0, x;q=y") == ["km", "my", "en", "*"]
    assert accepted("") == []


def test_styles_bring_the_faces(preview: Preview) -> None:
    """The styles name faces for the letters of all languages, and each can be had."""
    styles = preview.get("/preview.css?language=km")
    paths = re.findall(r'url\("([^"]+)"\)', styles)
    assert any("khmer" in path for path in paths)
    assert any("myanmar" in path for path in paths)
    for path in paths[:3]:
        assert preview.browser.get(path).content.startswith(b"wOF2")


def test_a_newsroom_that_cannot_be_read(preview: Preview) -> None:
    """Where the configuration is broken, the start page says where."""
    preview.newsroom.edit("publisher.toml", "[organisation]", "[organisation")
    words = preview.words("/")
    assert "publisher.toml" in words
    assert preview.browser.get(f"/edition/{SLUG}/km").status_code == 200
    assert preview.browser.get("/edition/nothing/km").status_code in {200, 404}
