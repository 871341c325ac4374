"""What the table measures: PDFs of three producers, each with its lines.

In: this repository, the declaration, the Karen vocabulary, and the gold sets. Out: samples, made
in a folder: those of publisher by its command, those of its peers from the same HTML.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import linebreaks

from fidelity.corpus import (
    TEXTS,
    Text,
    join_words,
    make_newsroom,
    read_karen_words,
    read_paragraphs,
)
from fidelity.lines import Break, find_breaks
from fidelity.producers import Chromium, lay_out_again, print_with_weasyprint, tasks_of
from publisher.build.task import EditionTask, compose
from publisher.model.language import Language
from publisher.model.page import Page

REPOSITORY = Path(__file__).resolve().parents[2]
KAREN_WORDS = 960
"""So many make a text about as long as a declaration."""
TITLES = {"my": "ဝါကျများ", "km": "ប្រយោគ"}
"""“Sentences”, in the languages of the gold sets."""
Gold = Mapping[str, linebreaks.Gold]


@dataclass(frozen=True, kw_only=True)
class Sample:
    """One PDF of one producer: what it was meant to say, where it is, and where its lines end.
    `gold` are the paragraphs of it that are cut into words by hand."""

    producer: str
    corpus: str
    page: Page
    language: Language
    path: Path
    breaks: tuple[Break, ...]
    gold: Gold


def make_samples(folder: Path, declarations: Path, chromium: Chromium) -> Iterator[Sample]:
    """Our PDFs and the peers', of our releases, of texts by others and of the gold sentences."""
    own = os.environ.get("PUBLISHER_FACES")
    shared = shared_strings()
    names = {tag: name for tag, name in TEXTS.items() if own or tag != "zh-Hans"}
    texts = {tag: read_declaration(declarations / f"{name}.html") for tag, name in names.items()}
    declaration = make_newsroom(folder / "declaration", "declaration", texts, shared)
    if own:
        shutil.copytree(own, declaration / "faces")
    words = {"ksw": Text("ကညီ", join_words(read_karen_words()[:KAREN_WORDS]))}
    gold = {tag: list(linebreaks.join_gold(linebreaks.read_gold(tag, "all"))) for tag in TITLES}
    cut = {tag: Text(TITLES[tag], tuple(part.text for part in gold[tag])) for tag in TITLES}
    rooms = {
        "our releases": REPOSITORY,
        "human rights": declaration,
        "Karen words": make_newsroom(folder / "words", "words", words, shared),
        "gold sentences": make_newsroom(folder / "gold", "gold", cut, shared),
    }
    paragraphs = {paragraph.text: paragraph for each in gold.values() for paragraph in each}
    for corpus, room in rooms.items():
        site = folder / f"site-{room.name}"
        build_site(room, site)
        for task in tasks_of(room):
            # The English edition of another language's release only numbers its paragraphs.
            tag = task.edition.language
            if corpus == "our releases" or task.edition.release.slug.endswith(f"-{tag.lower()}"):
                yield from print_sample(task, corpus, site, folder, chromium, paragraphs)


def build_site(room: Path, site: Path) -> None:
    """Build a newsroom by the command; what it warns of, in texts that are no releases, is left."""
    command = [sys.executable, "-m", "publisher", "--newsroom", room, "build", "-o", site]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{room} was not built:\n{done.stderr}")


def read_declaration(path: Path) -> Text:
    """A declaration under its own title."""
    paragraphs = read_paragraphs(path)
    return Text(paragraphs[0], tuple(paragraphs))


def shared_strings() -> list[str]:
    """The template strings."""
    pot = (REPOSITORY / "locales" / "pot" / "newsroom.pot").read_text(encoding="utf-8")
    return [*re.findall(r'^msgid "(.+)"$', pot, re.MULTILINE), "United Nations"]


def print_sample(
    task: EditionTask, corpus: str, site: Path, folder: Path, chromium: Chromium, gold: Gold
) -> Iterator[Sample]:
    """One edition by all three producers."""
    slug, tag = task.edition.release.slug, task.edition.language
    page = compose(task, "print")
    name = f"{slug}.{tag}.pdf"
    paths = {"publisher": site / tag / slug / name}
    paths |= {producer: folder / producer / name for producer in ("WeasyPrint", "Chromium")}
    for path in paths.values():
        path.parent.mkdir(exist_ok=True)
    ours, measure = lay_out_again(task, page, paths["publisher"])
    lines = {
        "publisher": ours,
        "WeasyPrint": print_with_weasyprint(task, page, paths["WeasyPrint"]),
        "Chromium": chromium.print(task, page, paths["Chromium"], measure),
    }
    for producer, path in paths.items():
        yield Sample(
            producer=producer,
            corpus=corpus,
            page=page,
            language=task.languages[tag],
            path=path,
            breaks=tuple(find_breaks(lines[producer], page.blocks)),
            gold={block: gold[block] for block in page.blocks if block in gold},
        )
