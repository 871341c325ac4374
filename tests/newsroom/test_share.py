"""The picture for messengers: one page, whole words, few bytes, the same every time."""

import io
from dataclasses import replace

import pytest
from PIL import Image
from world import NEWSROOMS

from newsroom.test_payloads import NOW
from publisher.build.beside import compose_setting, make_share, settings_of, share_key
from publisher.build.faces import FaceLibrary
from publisher.build.resources import use_bundled_fonts
from publisher.build.site import plan_editions
from publisher.build.task import EditionTask
from publisher.compose.share import SIZES
from publisher.model.errors import ConfigError
from publisher.model.page import SHARE_SIZE
from publisher.render.inspect import read_pages, squeeze
from publisher.render.pdf import render_pdf
from publisher.render.photograph import MAX_BYTES, photograph_page
from publisher.text.cluster import may_part

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""The colour profile that WeasyPrint 70 leaves to be closed."""

LONG = {
    "en": "Ministers, migrant workers and members of civil society agree in Yangon on steps ",
    "my": "ဝန်ကြီးများ၊ ရွှေ့ပြောင်းအလုပ်သမားများနှင့် အရပ်ဘက်အဖွဲ့အစည်းများက သဘောတူညီခဲ့ကြသည် ",
    "km": "រដ្ឋមន្ត្រី ពលករទេសន្តរប្រវេសន៍ និងសង្គមស៊ីវិល បានព្រមព្រៀងគ្នានៅទីក្រុងយ៉ាំងហ្គោន ",
}


@pytest.fixture(scope="module")
def tasks() -> dict[str, EditionTask]:
    """The editions of one release by language."""
    use_bundled_fonts()
    planned = plan_editions(NEWSROOMS / "full", NOW)
    return {t.edition.language: t for t in planned if t.edition.release.slug.startswith("2024-03")}


def entitle(task: EditionTask, title: str) -> EditionTask:
    """The task with another title."""
    edition = task.edition
    key = edition.release.title.key
    texts = {**edition.texts, key: replace(edition.texts[key], text=title)}
    return replace(task, edition=replace(edition, texts=texts))


def find_fitting(task: EditionTask) -> tuple[str, int, str]:
    """The title as it is shown, its size, and all that the picture says."""
    for setting in settings_of(task):
        page = compose_setting(task, task.share_theme, setting)
        data = render_pdf(page, FaceLibrary(task.faces), {}, None)
        if photograph_page(data, SHARE_SIZE) is not None:
            (said,) = read_pages(data)
            return setting.title, setting.size, squeeze(said)
    raise AssertionError


@pytest.mark.parametrize("language", ["en", "my", "km"])
@pytest.mark.parametrize("times", [1, 2, 4, 12])
def test_a_title_of_any_length_fits(language: str, times: int, tasks) -> None:
    """It is set smaller, and at last cut at a cluster's border, with an ellipsis; the picture says
    these words, the date and the organisation, whole."""
    title = LONG[language] * times
    shown, size, said = find_fitting(entitle(tasks[language], title.strip()))
    assert squeeze(shown) in said
    assert size in SIZES
    if shown != title.strip():
        assert size == SIZES[-1]
        kept = shown.removesuffix("…")
        assert title.startswith(kept)
        assert may_part(title, len(kept))
        assert len(kept) > 60
    digits = tasks[language].languages[language].digits
    assert digits[2] + digits[0] + digits[2] + digits[4] in said


def test_what_cannot_be_broken_is_made_smaller(tasks) -> None:
    """A word that is wider than the picture runs out of it in no size: it is cut."""
    shown, _, said = find_fitting(entitle(tasks["en"], "W" * 200))
    assert shown.endswith("…")
    assert squeeze(shown) in said


def test_the_picture_is_small_and_always_the_same(tasks) -> None:
    """A JPEG of 1200 × 630 pixels, light enough for every messenger, with nothing else inside."""
    for language, task in tasks.items():
        data = make_share(task, task.share_theme)
        assert data == make_share(task, task.share_theme), language
        assert len(data) < MAX_BYTES
        image = Image.open(io.BytesIO(data))
        assert (image.format, image.size, image.mode) == ("JPEG", SHARE_SIZE, "RGB")
        assert not image.getexif()
        assert len(image.getcolors(1 << 20)) > 50


def test_the_key_is_that_of_what_is_shown(tasks) -> None:
    """Another title or colour makes another picture; another body or link does not."""
    task = tasks["km"]
    key = share_key(task, task.share_theme)
    assert share_key(replace(task, links=(), folder="x", index_href="y"), task.share_theme) == key
    assert share_key(entitle(task, "x"), task.share_theme) != key
    theme = replace(task.newsroom.theme, accent="#112233")
    other = replace(task, newsroom=replace(task.newsroom, theme=theme))
    assert share_key(other, task.share_theme) != key


def test_a_theme_without_room_is_told(tasks) -> None:
    """Styles in which no title fits are a fault of the theme, and say so."""
    task = entitle(tasks["en"], "ab")
    theme = task.share_theme
    styles = {
        **theme.styles,
        "share.css": "@page{size:1200px 630px;margin:300px}h1{margin-top:99px}",
    }
    with pytest.raises(ConfigError, match="theme/share"):
        make_share(task, replace(theme, styles=styles))
