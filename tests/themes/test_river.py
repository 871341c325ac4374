"""The worked second theme of docs/themes.md: another name, logo, colours and faces, by
publisher.toml alone, and two blocks of its own; in every format and language."""

import json
import re
from pathlib import Path

import pypdfium2
import pytest
from world import Newsroom

from publisher.text.colour import LEAST_CONTRAST, measure_contrast, parse_colour

SLUG = "2025-06-05-river-levels"
LANGUAGES = ("en", "my", "km")
NAMES = {
    "en": "River Watch Alliance",
    "my": "မြစ်စောင့်ကြည့်ရေး မဟာမိတ်အဖွဲ့",
    "km": "សម្ព័ន្ធឃ្លាំមើលទន្លេ",
}
KINDS = {"en": "News from the river", "my": "မြစ်သတင်း", "km": "ព័ត៌មានពីទន្លេ"}
FEET = {"en": "Rivers have no borders.", "my": "မြစ်များတွင် နယ်နိမိတ် မရှိပါ။", "km": "ទន្លេគ្មានព្រំដែនទេ។"}


@pytest.fixture(scope="module")
def river(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """The newsroom, built."""
    folder = tmp_path_factory.mktemp("river") / "newsroom"
    newsroom = Newsroom(Path(__file__).parent / "river").copy(folder)
    newsroom.build()
    return newsroom


def page_of(newsroom: Newsroom, path: str) -> str:
    return (newsroom.site / path).read_text(encoding="utf-8")


def words(html: str) -> str:
    """What a page says."""
    body = html.partition("<body>")[2]
    return " ".join(re.sub("<[^>]+>", "", body).split())


def test_everything_is_published(river: Newsroom) -> None:
    """Nine artifacts, none of them a draft, and not a finding."""
    manifest = json.loads((river.site / "manifest.json").read_bytes())
    assert {(a["language"], a["format"], a["state"]) for a in manifest["artifacts"]} == {
        (tag, kind, "published") for tag in LANGUAGES for kind in ("html", "pdf", "txt")
    }
    assert river.run("check").code == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_blocks_of_its_own(river: Newsroom, language: str) -> None:
    """The foot has what publisher's has and a line more; the kind has another name. Both are
    translated like everything else."""
    said = words(page_of(river, f"{language}/{SLUG}/index.html"))
    assert KINDS[language] in said
    assert FEET[language] in said
    assert "find/index.html" in page_of(river, f"{language}/{SLUG}/index.html")


@pytest.mark.parametrize(
    ("page", "root"),
    [
        (f"en/{SLUG}/index.html", "../../"),
        ("km/all/2025/index.html", "../../../"),
        ("index.html", ""),
    ],
)
def test_the_logo(river: Newsroom, page: str, root: str) -> None:
    """It stands once in the site, as it was drawn; every page shows it under the organisation's
    name, from where the page is."""
    assert (river.site / "logo.svg").read_bytes() == (river.folder / "logo.svg").read_bytes()
    (image,) = re.findall(r'<img class="logo"[^>]*>', page_of(river, page))
    language = "km" if page.startswith("km") else "en"
    assert f'src="{root}logo.svg" alt="{NAMES[language]}" width="120" height="40"' in image


@pytest.mark.parametrize("language", LANGUAGES)
def test_paper(river: Newsroom, language: str) -> None:
    """The PDF draws the logo, and a reader gets back the organisation's name and both contacts."""
    path = river.site / language / SLUG / f"{SLUG}.{language}.pdf"
    document = pypdfium2.PdfDocument(path)
    text = "".join(document[0].get_textpage().get_text_bounded().split())
    assert "".join(NAMES[language].split()) in text
    assert "+855 23 217 217".replace(" ", "") in text
    kinds = {found.type for found in document[0].get_objects()}
    assert pypdfium2.raw.FPDF_PAGEOBJ_PATH in kinds or pypdfium2.raw.FPDF_PAGEOBJ_FORM in kinds


def test_colours_can_be_read(river: Newsroom) -> None:
    """The accent is too light for text on this paper and stays for lines; links take a darker
    variant, and on dark screens one that can be read there."""
    rules = re.findall(r":root\{([^}]*)\}", page_of(river, f"my/{SLUG}/index.html"))
    light, dark = (dict(pair.split(":") for pair in rule.split(";")) for rule in rules)
    assert (light["--accent"], light["--paper"]) == ("#e0a100", "#fffdf7")
    assert light["--link"] != "#e0a100"
    for colours in (light, dark):
        for name in ("--ink", "--link", "--muted"):
            for paper in ("--paper", "--soft"):
                one, other = parse_colour(colours[name]), parse_colour(colours[paper])
                assert measure_contrast(one, other) >= LEAST_CONTRAST, (name, paper)


def test_faces(river: Newsroom) -> None:
    """Roles are set in the families chosen, before those that the language has of its own, and a
    family keeps the distance of lines that it needs."""
    styles = page_of(river, f"km/{SLUG}/index.html")
    (khmer,) = re.findall(r":lang\(km\)\{(--text[^}]*)\}", styles)
    assert '--heading-face:"Noto Serif Khmer","Moul","Noto Serif"' in khmer
    assert "--heading-line:1.95" in khmer
    (english,) = re.findall(
        r":lang\(en\)\{(--text[^}]*)\}", page_of(river, f"en/{SLUG}/index.html")
    )
    assert '--text-face:"Noto Sans","Noto Serif"' in english
    assert '--label-face:"Noto Serif","Noto Sans"' in english


def test_contacts_by_language(river: Newsroom) -> None:
    """Who speaks what, and when, in the words and digits of each page."""
    said = words(page_of(river, f"en/{SLUG}/index.html"))
    assert "Languages spoken: Burmese and English" in said
    assert "Office hours: Monday to Friday, 09:00–17:00 (Myanmar Time)" in said
    assert 'href="tel:+95-1-523-456"' in page_of(river, f"km/{SLUG}/index.html")
    text = page_of(river, f"my/{SLUG}/{SLUG}.my.txt")
    assert "ပြောဆိုနိုင်သော ဘာသာစကားများ – မြန်မာနှင့် အင်္ဂလိပ်" in text
    assert "ရုံးချိန် – တနင်္လာနေ့မှ သောကြာနေ့အထိ၊ ၀၉:၀၀–၁၇:၀၀ နာရီ (မြန်မာ အချိန်)" in text


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('["Noto Serif Khmer"]', '["Noto Serif Kmer"]', "publisher.toml:24: error: there is no"),
        ("logo.svg", "lgoo.svg", "publisher.toml:13: error: there is no logo"),
    ],
)
def test_what_is_not_there(river: Newsroom, tmp_path: Path, old: str, new: str, said: str) -> None:
    """A family or a logo that nobody has is a mistake of publisher.toml, at its line, with the
    nearest name that there is."""
    newsroom = river.copy(tmp_path / "other")
    newsroom.edit("publisher.toml", old, new)
    done = newsroom.run("build")
    assert done.code == 2
    assert said in done.stderr
    assert "did you mean" in done.stderr


def test_another_logo_is_noticed(river: Newsroom, tmp_path: Path) -> None:
    """A logo that was drawn anew changes pages and PDFs, whatever its name."""
    newsroom = river.copy(tmp_path / "other")
    before = (newsroom.site / "manifest.json").read_bytes()
    newsroom.edit("logo.svg", "#0b6fa4", "#0b6fa5")
    newsroom.build("-f", "html", "-l", "en")
    assert (newsroom.site / "manifest.json").read_bytes() != before
    assert "#0b6fa5" in (newsroom.site / "logo.svg").read_text(encoding="utf-8")
