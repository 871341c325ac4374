"""Pages for paper to try the renderer with.

In: the body of a page in a language. Out: the page as compose would make it, its PDF, and what that
looks like.
"""

from collections.abc import Mapping
from pathlib import Path

import pypdfium2
from PIL import Image

import publisher
from publisher.build.resources import use_bundled_fonts
from publisher.compose.breaks import insert_breaks
from publisher.compose.styles import language_styles
from publisher.load.faces import load_faces, read_face
from publisher.load.language import load_languages
from publisher.model.page import FACES_SLOT, File, Page
from publisher.model.picture import Picture

use_bundled_fonts()

PACKAGE = Path(publisher.__path__[0])
LANGUAGES = load_languages(PACKAGE / "languages")
FACES = load_faces(PACKAGE / "fonts")
FILES = {key: read_face(face) for key, face in FACES.items()}

TEXTS = {
    "en": (
        "In 2016, the Mekong Migration Network (MMN) organised a national training on migration, "
        "followed by an exchange with other countries. It trained members of civil society "
        "organisations (CSOs) – AVATAR, office, “Yes”. More can be read online."
    ),
    "my": (
        "၂၀၁၆ ခုနှစ်တွင် မဲခေါင် ရွှေ့ပြောင်းသွားလာမှု ကွန်ရက် (MMN) သည် ရွှေ့ပြောင်းသွားလာမှုဆိုင်ရာ "
        "အမျိုးသားအဆင့် သင်တန်းတစ်ခုကို စီစဉ်ခဲ့ပြီး အခြားနိုင်ငံများနှင့် အပြန်အလှန် လေ့လာခဲ့ကြသည်။ "
        "အရပ်ဘက် လူ့အဖွဲ့အစည်းများ (CSOs) မှ အဖွဲ့ဝင်များကို သင်တန်းပေးခဲ့သည်။"
    ),
    "km": (
        "នៅឆ្នាំ២០១៦ បណ្ដាញទេសន្តរប្រវេសន៍មេគង្គ (MMN) បានរៀបចំវគ្គបណ្ដុះបណ្ដាលថ្នាក់ជាតិស្ដីពី"
        "ទេសន្តរប្រវេសន៍ បន្ទាប់មកមានការផ្លាស់ប្ដូរបទពិសោធន៍ជាមួយប្រទេសដទៃទៀត។ វគ្គនេះបានបណ្ដុះបណ្ដាល"
        "សមាជិកនៃអង្គការសង្គមស៊ីវិល (CSOs)។"
    ),
}
"""A paragraph in each of the languages that publisher is made for."""


GENERATED = ("•", "…", "\u2010", "0123456789.")
"""What styles may put on a page: markers of lists, and what stands for text that is cut off."""


def make_page(language: str, body: str, styles: str = "") -> Page:
    """A page for paper."""
    root = LANGUAGES[language]
    html = (
        f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>A page</title>'
        f"<style>{FACES_SLOT}\n@page{{size:A5;margin:15mm}}\n{styles}\n"
        f"{language_styles(root, [], 'print')}</style></head><body>{body}</body></html>"
    )
    text = insert_breaks(html, LANGUAGES, root, "print")
    return Page(
        html=text.html,
        media="print",
        language=language,
        title="A page",
        blocks=text.blocks,
        furniture=text.furniture,
        texts={use: (*words, *GENERATED) for use, words in text.texts.items()},
    )


def print_page(page: Page, pictures: Mapping[str, Picture] | None = None) -> bytes:
    """The PDF of a page."""
    from publisher.render.pdf import render_pdf

    text = File(path="text.txt", data=b"text")
    return render_pdf(page, FILES, pictures or {}, text)


def read_pdf(data: bytes) -> list[str]:
    """The lines of each page, as PDFium gives them."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.get_textpage().get_text_range() for page in document]


def draw_pdf(data: bytes) -> list[Image.Image]:
    """Each page, at 144 dots an inch."""
    with pypdfium2.PdfDocument(data) as document:
        return [page.render(scale=2).to_pil().convert("RGB") for page in document]


def png(path: str, data: bytes, size: tuple[int, int]) -> Picture:
    """A PNG as load.picture would give it."""
    width, height = size
    return Picture(path=path, data=data, media_type="image/png", width=width, height=height)
