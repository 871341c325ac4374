"""Where lines of Burmese and Khmer end: this project's break marks beside ICU's and Chromium's.

In: the gold sentences of `tests/gold` (all, or with `--part` the third that the rules were tuned
on, the rest, or the sentences that are for thresholds alone) and the bundled faces. Out: one table:
precision, recall and F1 of the borders offered, then the lines: harmful breaks (inside a gold word)
and illegal ones (inside a cluster, before a sign that may not begin a line, after one that may not
end it) per 1,000 lines, and the ragged edge; and the same in columns too narrow for phrases, with
the lines that stand out of them.

Lines are made even (text.fit) with HarfBuzz's advances at the sizes of the theme, as in a PDF; in
runs of native letters they end at ZWSP alone, as Pango has no dictionary for them, and elsewhere by
UAX 14. Chromium's lines are Chromium's own.

A long module, because it is one table: who offers breaks, and what of them is counted.

    python benchmarks/linebreaks.py [--part dev|test|all|tuning] [--no-chromium]
"""

import argparse
import base64
import functools
import itertools
import json
import re
import statistics
import subprocess
import tempfile
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

import polib
from icu4py.breakers import LineBreaker, WordBreaker

import publisher
from publisher.load.faces import load_faces, read_face
from publisher.load.language import load_language
from publisher.model.face import FaceKey
from publisher.model.language import Language
from publisher.render.shaping import ShapingFont
from publisher.text.cluster import may_part
from publisher.text.fit import Stop, even_lines
from publisher.text.linebreak import WORD_JOINER, ZWSP, find_joins, find_marks, find_opportunities

PACKAGE = Path(publisher.__file__).parent
ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold"
TEXT_SIZE = 10.5
"""Points; the theme's print.css. A language's own factor comes on top."""
WIDTHS = (160, 70)
"""Millimetres: the measure of a page, and of a narrow column."""
AROUND = range(-10, 11)
"""Each of the two is measured with its neighbours, half a millimetre apart, for more lines."""
EVERY_WIDTH = range(20, 181, 10)
NARROW_WIDTHS = (20, 30, 40, 50)
"""Columns that need the class `narrow` (compose.breaks)."""
SENTENCES = 4
"""Sentences that are joined to a paragraph."""
NATIVE = re.compile("[\u1000-\u103f\u104c-\u108f\u1780-\u17d3\u17d7\u17dc\u17dd]")


class Gold(NamedTuple):
    """A text and the offsets of its first-class and second-class borders."""

    text: str
    first: frozenset[int]
    second: frozenset[int]


@dataclass(kw_only=True)
class Tally:
    """What is counted on lines."""

    lines: int = 0
    harmful: int = 0
    second: int = 0
    inner: int = 0
    illegal: int = 0
    fills: list[float] = field(default_factory=list)


def read_gold(tag: str, part: str) -> list[Gold]:
    """The sentences of a gold set: every third is for tuning (dev), the others are the test; and
    there are more for tuning."""
    name = f"{tag}-tuning.txt" if part == "tuning" else f"{tag}.txt"
    lines = (GOLD / name).read_text(encoding="utf-8").splitlines()
    sentences = [line for line in lines if line.strip() and not line.startswith("#")]
    chosen = [
        s
        for i, s in enumerate(sentences)
        if part in {"all", "tuning"} or (i % 3 == 0) == (part == "dev")
    ]
    return [parse_gold(sentence) for sentence in chosen]


def parse_gold(line: str) -> Gold:
    """A sentence without its marks, and where they stood."""
    text = ""
    borders: dict[str, set[int]] = {"|": set(), "¦": set()}
    for character in line:
        if character in borders:
            borders[character].add(len(text))
        else:
            text += character
    return Gold(text, frozenset(borders["|"]), frozenset(borders["¦"]))


def join_gold(sentences: Sequence[Gold]) -> Iterator[Gold]:
    """Paragraphs of a few sentences, with a space between. Each sentence begins one, so that what
    is measured does not hang on where paragraphs happen to begin."""
    around = [*sentences, *sentences[: SENTENCES - 1]]
    for at in range(len(sentences)):
        text, first, second = "", set(), set()
        for sentence in around[at : at + SENTENCES]:
            text += " " if text else ""
            first |= {len(text) + offset for offset in sentence.first}
            second |= {len(text) + offset for offset in sentence.second}
            text += sentence.text
        yield Gold(text, frozenset(first), frozenset(second))


def read_releases(tag: str) -> list[Gold]:
    """The longer paragraphs of this newsroom's releases: no gold, for the ragged edge alone."""
    folder = ROOT / "locales" / tag / "LC_MESSAGES"
    texts: list[str] = []
    for path in sorted(folder.glob("2*.po")):
        entries = polib.pofile(path)
        texts += [entry.msgstr for entry in entries if len(entry.msgstr) > 150 and not entry.fuzzy]
    plain = [re.sub(r"[*_]|\[(.*?)\]\(.*?\)", r"\1", text) for text in texts]
    return [Gold(text, frozenset(), frozenset()) for text in plain if "\\" not in text]


# The segmenters: text and language to the offsets inside native runs at which lines may end.


def icu_line(text: str, language: Language) -> set[int]:
    """What Chromium, Firefox and most others go by."""
    return {start for start, _ in LineBreaker(text, language.tag).segments() if start}


def icu_word(text: str, language: Language) -> set[int]:
    """ICU's words, with this project's guard for clusters and signs."""
    rules = language.breaks
    starts = {start for start, _ in WordBreaker(text, language.tag).segments() if start}
    return {
        start
        for start in starts
        if may_part(text, start)
        and text[start] not in rules.no_line_start
        and text[start - 1] not in rules.no_line_end
    }


def ours(text: str, language: Language) -> set[int]:
    """What this project offers."""
    return set(find_opportunities(text, language))


def is_inside(text: str, offset: int) -> bool:
    """Whether native letters stand on both sides."""
    return bool(NATIVE.match(text[offset - 1]) and NATIVE.match(text[offset]))


# Lines.


@functools.cache
def fonts(tag: str) -> tuple[ShapingFont, ...]:
    """The faces of running text, native script first."""
    style = load_language(PACKAGE / "languages" / f"{tag}.toml").styles["text"]
    faces = load_faces(PACKAGE / "fonts")
    keys = [FaceKey(family=family, weight=400, italic=False) for family in style.families]
    return tuple(ShapingFont(data) for key in keys for data in read_face(faces[key]))


@functools.lru_cache(maxsize=200_000)
def measure(text: str, tag: str) -> float:
    """The width of `text` in points at TEXT_SIZE."""
    width = 0.0
    language = load_language_cached(tag)
    for stretch in re.findall(
        r"[\u1000-\u109f\u1780-\u17ff\u200c]+|[^\u1000-\u109f\u1780-\u17ff\u200c]", text
    ):
        for font in fonts(tag):
            if ord(stretch[0]) in font.characters:
                advance = sum(drawing.advance for _, drawing in font.shape(stretch, tag))
                width += advance / font.face.upem
                break
    return width * TEXT_SIZE * language.styles["text"].size


@functools.cache
def load_language_cached(tag: str) -> Language:
    """The language of a tag."""
    return load_language(PACKAGE / "languages" / f"{tag}.toml")


def latinize(native: re.Match[str]) -> str:
    """A letter for a letter and a mark for a mark (UAX 14 classes AL and CM)."""
    return "\u0300" if unicodedata.category(native[0]).startswith("M") else "x"


def find_line_ends(text: str, marks: Iterable[tuple[int, str]]) -> list[int]:
    """Where WeasyPrint may end a line: UAX 14 with native letters taken for Latin ones."""
    marked, offset_of, position = "", [], 0
    for offset, mark in [*marks, (len(text), "")]:
        marked += text[position:offset] + mark
        offset_of += [*range(position, offset), *[offset] * len(mark)]
        position = offset
    plain = NATIVE.sub(latinize, marked)
    starts = [start for start, _ in LineBreaker(plain, "en").segments() if start]
    return sorted({offset_of[start] for start in starts})


def end_lines(
    text: str, ends: Sequence[int], tag: str, width: float
) -> Iterator[tuple[int, float]]:
    """Offsets at which lines begin, but the first, each with the width of the line before it."""
    stops: list[Stop] = []
    pen, previous = 0.0, 0
    for end in [*ends, len(text)]:
        piece = text[previous:end]
        reach = pen + measure(piece.rstrip(" "), tag)
        pen += measure(piece, tag)
        stops.append(Stop(end, reach, pen))
        previous = end
    start = 0.0
    for stop in (even_lines(stops, width) or fill_lines(stops, width))[:-1]:
        yield stop.offset, stop.end - start
        start = stop.start


def fill_lines(stops: Sequence[Stop], width: float) -> list[Stop]:
    """As much on each line as there is room for: WeasyPrint, where a stretch finds no room."""
    chosen: list[Stop] = []
    start = 0.0
    for stop, following in itertools.pairwise([*stops, None]):
        assert stop is not None
        if following is None or following.end - start > width:
            chosen.append(stop)
            start = stop.start
    return chosen


def count_line(tally: Tally, gold: Gold, offset: int, fill: float, language: Language) -> None:
    """One line that ends, and what its end does to the reader."""
    text = gold.text
    tally.lines += 1
    tally.fills.append(fill)
    rules = language.breaks
    before, after = text[:offset].rstrip(" "), text[offset:].lstrip(" ")
    opens = after[:1] and after[0] in rules.no_line_start and after[0] not in "–-/…"
    if not may_part(text, offset) or opens or before[-1:] in rules.no_line_end:
        tally.illegal += 1
    if is_inside(text, offset):
        tally.inner += 1
        if offset in gold.second:
            tally.second += 1
        elif offset not in gold.first:
            tally.harmful += 1


CHROMIUM = (
    "chromium",
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--virtual-time-budget=60000", "--dump-dom"),
)
SCRIPT = """
document.fonts.ready.then(async () => {
  await Promise.all([...document.fonts].map(f => f.load()));
  const result = [];
  for (const p of document.querySelectorAll('p')) {
    const node = p.firstChild, range = document.createRange(), lines = [];
    let top = null, right = 0;
    const left = p.getBoundingClientRect().left, width = p.getBoundingClientRect().width;
    for (let i = 0; i < node.length; i++) {
      range.setStart(node, i); range.setEnd(node, i + 1);
      const rects = range.getClientRects();
      if (!rects.length) continue;
      const r = rects[rects.length - 1];
      if (top !== null && r.top > top + 8) { lines.push([i, (right - left) / width]); right = 0; }
      if (top === null || r.top > top + 8) top = r.top;
      if (node.data[i] !== ' ') right = Math.max(right, r.right);
    }
    result.push(lines);
  }
  document.body.innerHTML = '<pre>' + JSON.stringify(result) + '</pre>';
});
"""


def run_chromium(
    paragraphs: Sequence[Gold], tag: str, width: float
) -> list[list[tuple[int, float]]]:
    """The lines of each paragraph in Chromium, as `end_lines` has them; fills are
    of the measure, not in points."""
    rules, names = [], []
    for number, font in enumerate(fonts(tag)):
        data = base64.b64encode(font.face.blob.data).decode()
        rules.append(f"@font-face{{font-family:f{number};src:url(data:font/ttf;base64,{data})}}")
        names.append(f"f{number}")
    size = TEXT_SIZE * load_language_cached(tag).styles["text"].size
    css = f"p{{width:{width}mm;font:{size}pt/2.2 {','.join(names)};margin:0 0 1em}}"
    body = "".join(f"<p>{gold.text}</p>" for gold in paragraphs)
    head = f"<meta charset=utf-8><style>{''.join(rules)}{css}</style>"
    script = f"<script>{SCRIPT}</script>"
    html = f"<!doctype html><html lang={tag}>{head}<body>{body}{script}"
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        page.write_text(html, encoding="utf-8")
        command = [*CHROMIUM, f"--user-data-dir={folder}/profile", page.as_uri()]
        done = subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    found = re.search(r"<pre>(.*?)</pre>", done.stdout, re.DOTALL)
    assert found is not None, done.stdout[-300:]
    return [[(int(a), float(b)) for a, b in lines] for lines in json.loads(found[1])]


Offer = Callable[[Gold, Language], Iterable[tuple[int, str]]]


def engines() -> dict[str, Offer]:
    """Marks by each segmenter; all share this project's joins but ICU's line breaker."""

    def with_joins(find: Callable[[str, Language], set[int]]) -> Offer:
        def offer(gold: Gold, language: Language) -> Iterable[tuple[int, str]]:
            marks = dict.fromkeys(find_joins(gold.text, language), WORD_JOINER)
            for offset in find(gold.text, language):
                if is_inside(gold.text, offset):
                    marks.setdefault(offset, ZWSP)
            return sorted(marks.items())

        return offer

    return {
        "ICU line": lambda gold, language: [
            (offset, ZWSP)
            for offset in sorted(icu_line(gold.text, language))
            if is_inside(gold.text, offset)
        ],
        "ICU word + guard": with_joins(icu_word),
        "ours": lambda gold, language: find_marks(gold.text, language),
        "gold, first class": lambda gold, language: mark_gold(gold, gold.first, language),
        "gold, both": lambda gold, language: mark_gold(gold, gold.first | gold.second, language),
    }


def mark_gold(gold: Gold, borders: frozenset[int], language: Language) -> Iterable[tuple[int, str]]:
    """The borders that are chosen by hand: with them all, the edge is as even as it can be without
    a harmful break."""
    joins = set(find_joins(gold.text, language)) - borders
    return sorted([(o, ZWSP) for o in borders] + [(o, WORD_JOINER) for o in joins])


def score_borders(
    sentences: Sequence[Gold], find: Callable[[str, Language], set[int]], language: Language
) -> tuple[float, float, float, float]:
    """Precision (first class; any class), recall of the first class, and F1 of the two firsts."""
    offered = right = allowed = wanted = 0
    for gold in sentences:
        inside = {offset for offset in gold.first if is_inside(gold.text, offset)}
        found = {offset for offset in find(gold.text, language) if is_inside(gold.text, offset)}
        offered += len(found)
        right += len(found & inside)
        allowed += len(found & (inside | gold.second))
        wanted += len(inside)
    precision, recall = right / offered, right / wanted
    return precision, allowed / offered, recall, 2 * precision * recall / (precision + recall)


def around(width: int) -> list[float]:
    """The widths near `width`."""
    return [width + step / 2 for step in AROUND]


def tally_lines(
    paragraphs: Sequence[Gold], offer: Offer, language: Language, widths: Iterable[float]
) -> Tally:
    """The lines of all paragraphs at all widths."""
    tally = Tally()
    for gold in paragraphs:
        ends = find_line_ends(gold.text, offer(gold, language))
        for width in widths:
            points = width / 25.4 * 72
            for offset, used in end_lines(gold.text, ends, language.tag, points):
                count_line(tally, gold, offset, used / points, language)
    return tally


def tally_narrow(paragraphs: Sequence[Gold], language: Language, width: float) -> Tally:
    """The lines of all paragraphs in a narrow column: a phrase is a box that parts only where it
    is wider than the column."""
    tally = Tally()
    points = width / 25.4 * 72
    for gold in paragraphs:
        usual = find_line_ends(gold.text, find_marks(gold.text, language))
        more = find_line_ends(gold.text, find_marks(gold.text, language, narrow=True))
        ends = set(usual)
        for start, end in itertools.pairwise([0, *usual, len(gold.text)]):
            if measure(gold.text[start:end].rstrip(" "), language.tag) > points:
                ends |= {offset for offset in more if start < offset < end}
        for offset, used in end_lines(gold.text, sorted(ends), language.tag, points):
            count_line(tally, gold, offset, used / points, language)
    return tally


def tally_chromium(paragraphs: Sequence[Gold], language: Language, width: int) -> Tally:
    """The same of Chromium's lines, at every fifth of the widths."""
    tally = Tally()
    for each in around(width)[::5]:
        lines_of = run_chromium(paragraphs, language.tag, each)
        for gold, lines in zip(paragraphs, lines_of, strict=True):
            for offset, fill in lines:
                count_line(tally, gold, offset, fill, language)
    return tally


def show(tally: Tally) -> str:
    """Counts per 1,000 lines, and the ragged edge: mean and deviation of the fill, in per cent."""
    thousand = 1000 / max(tally.lines, 1)
    return (
        f"{tally.lines:6d} {tally.harmful * thousand:9.1f} {tally.second * thousand:8.1f} "
        f"{tally.illegal * thousand:8.1f} {tally.inner * thousand:9.0f} "
        f"{100 * statistics.mean(tally.fills):7.1f} {100 * statistics.pstdev(tally.fills):7.2f}"
    )


def show_releases(language: Language, *, chromium: bool) -> None:
    """The ragged edge of real text, with its phrase spaces."""
    paragraphs = read_releases(language.tag)
    print(f"the newsroom's own releases, {len(paragraphs)} paragraphs; only the edge counts")
    for width in WIDTHS:
        rows = [
            (n, tally_lines(paragraphs, o, language, around(width))) for n, o in engines().items()
        ]
        if chromium:
            rows.append(("Chromium", tally_chromium(paragraphs, language, width)))
        for name, tally in rows:
            if not name.startswith("gold"):
                edge = show(tally)[-24:]
                print(f"{width:3d} mm {name:17} {tally.lines:6d} lines, in words {edge}")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--part", choices=("dev", "test", "all", "tuning"), default="test")
    parser.add_argument("--no-chromium", action="store_true")
    parser.add_argument("-l", "--language", nargs="*", default=["my", "km"])
    options = parser.parse_args()
    for tag in options.language:
        language = load_language_cached(tag)
        sentences = read_gold(tag, options.part)
        paragraphs = list(join_gold(sentences))
        print(f"\n{language.english_name}: {len(sentences)} sentences ({options.part})")
        print(f"{'borders':18} {'precision':>9} {'any class':>9} {'recall':>7} {'F1':>6}")
        for name, find in (("ICU line", icu_line), ("ICU word + guard", icu_word), ("ours", ours)):
            scores = score_borders(sentences, find, language)
            print(
                f"{name:18} "
                + " ".join(f"{s:{w}.3f}" for s, w in zip(scores, (9, 9, 7, 6), strict=True))
            )
        head = "lines  harmful/k second/k illegal/k inner/k  fill %   dev %"
        for width in WIDTHS:
            print(f"{width:3d} mm {'':12}{head}")
            for name, offer in engines().items():
                print(f"{name:17} {show(tally_lines(paragraphs, offer, language, around(width)))}")
            if not options.no_chromium:
                print(f"{'Chromium':17} {show(tally_chromium(paragraphs, language, width))}")
        print(f"20-180 mm {'':8}{head}")
        for name, offer in engines().items():
            print(f"{name:17} {show(tally_lines(paragraphs, offer, language, EVERY_WIDTH))}")
        print(f"narrow column {'':4}{head}  wider/k")
        for width in NARROW_WIDTHS:
            tally = tally_narrow(paragraphs, language, width)
            wider = sum(fill > 1 for fill in tally.fills) * 1000 / tally.lines
            print(f"{width:3d} mm {'':11} {show(tally)} {wider:8.1f}")
        show_releases(language, chromium=not options.no_chromium)


if __name__ == "__main__":
    main()
