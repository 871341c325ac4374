"""A two-page edition whose text is new each time, and how this project and its peers print it.

In: a folder for a newsroom, and a seed. Out: the page of an edition and what prints it: this
project, WeasyPrint as it comes, Chromium, Typst; and HarfBuzz, which shapes the text once. What is
for `edition.py` to measure.
"""

import datetime as dt
import html
import itertools
import os
import random
import re
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
SLUG = "2016-12-31-myanmar-national-training"
BLOCKS = {"my": 12, "km": 16}
"""How many blocks of the release fill two pages."""
LEFT_OUT = 0.05
"""The share of words that a text does without."""
CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-sync", "--disable-dev-shm-usage"),
    *("--disable-background-networking", "--disable-component-update"),
)
NATIVE = re.compile("[\u1000-\u1049\u1050-\u109f\u1780-\u17d3\u17dc-\u17ff]+")
MARKUP = re.compile(r"[\[\]*_`<>]")


def write_newsroom(folder: Path) -> None:
    """The newsroom with a release of two pages for each language."""
    shutil.copy(ROOT / "publisher.toml", folder)
    source = (ROOT / "releases" / SLUG / "release.md").read_text(encoding="utf-8")
    head, body = source.split("\n---\n", 1)
    blocks = body.strip().split("\n\n")
    for language, count in BLOCKS.items():
        slug = slug_of(language)
        release = folder / "releases" / slug
        release.mkdir(parents=True)
        front = head.replace("place:", f"languages: [en, {language}]\nplace:")
        text = "\n\n".join([f"{front}\n---", *blocks[:count]]) + "\n"
        (release / "release.md").write_text(text, encoding="utf-8")
        for tag in ("en", "my", "km"):
            for domain, name in (("newsroom", "newsroom"), ("glossary", "glossary"), (SLUG, slug)):
                known = ROOT / "locales" / tag / "LC_MESSAGES" / f"{domain}.po"
                if known.exists():
                    target = folder / "locales" / tag / "LC_MESSAGES" / f"{name}.po"
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copy(known, target)


def slug_of(language: str) -> str:
    """The release of a language."""
    return f"2016-12-31-two-pages-{language}"


class Subject:
    """An edition that says the same words in another order each time."""

    def __init__(self, folder: Path, language: str) -> None:
        from publisher.build.faces import FaceLibrary
        from publisher.build.site import plan_editions

        now = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
        tasks = plan_editions(folder, now, ("pdf",), [slug_of(language)])
        (self.task,) = [task for task in tasks if task.edition.language == language]
        self.library = FaceLibrary(self.task.faces)
        self.language = self.task.languages[language]

    def vary(self, seed: int) -> Any:
        """The task of an edition that nobody has made before."""
        random_ = random.Random(seed)  # noqa: S311  # to measure with
        texts = {
            key: replace(found, text=self.shuffle(found.text, random_))
            for key, found in self.task.edition.texts.items()
        }
        return replace(self.task, edition=replace(self.task.edition, texts=texts))

    def shuffle(self, text: str, random_: random.Random) -> str:
        """A text with its words in another order; names, numbers and punctuation stay."""
        from publisher.text.linebreak import find_marks

        if len(text) < 60 or MARKUP.search(text):
            return text
        breaks = {at for at, mark in find_marks(text, self.language) if mark == "\u200b"}
        spaces = {at for found in re.finditer(" ", text) for at in found.span()}
        cuts = sorted({0, len(text), *breaks, *spaces})
        words = [text[start:end] for start, end in itertools.pairwise(cuts)]
        free = [i for i, word in enumerate(words) if i and NATIVE.fullmatch(word)]
        for place, word in zip(
            free, random_.sample([words[i] for i in free], len(free)), strict=True
        ):
            # One in twenty goes, so that other words and other glyphs are left each time.
            words[place] = word if random_.random() > LEFT_OUT else ""
        return "".join(words)

    def print(self, task: Any, page: Any) -> bytes:
        """Its PDF, read back."""
        from publisher.build.task import check_text, plaintext
        from publisher.model.page import File
        from publisher.render.pdf import render_pdf

        text = File(path="text.txt", data=plaintext(task))
        data = render_pdf(page, self.library, {}, text)
        check_text(data, page, task.edition)
        return data


def compose(task: Any) -> Any:
    """The page for paper."""
    from publisher.build.task import compose as compose_task

    return compose_task(task, "print")


def declare_faces(page: Any, library: Any) -> tuple[str, dict[str, bytes]]:
    """The page's HTML with its faces declared as a user would, and their files, whole."""
    from publisher.model.page import FACES_SLOT, document_family
    from publisher.render.faces import existing_face

    rules: dict[str, str] = {}
    files: dict[str, bytes] = {}
    for use in page.texts:
        for family in use.families:
            key = existing_face(library, family, use.weight, use.italic)
            if key is None:
                continue
            name = "-".join([*map(str, key), use.language]).replace(" ", "") + ".ttf"
            files[name] = library[key][0]
            rules[name] = (
                f'@font-face{{font-family:"{document_family(family, use.language)}";'
                f"font-weight:{key.weight};font-style:{'italic' if key.italic else 'normal'};"
                f'src:url("{name}")}}'
            )
    return page.html.replace(FACES_SLOT, "\n".join(rules.values()), 1), files


def write_page(page: Any, library: Any, folder: Path) -> Path:
    """The page's HTML as it is, its faces whole beside it."""
    text, files = declare_faces(page, library)
    for name, data in files.items():
        if not (folder / name).exists():
            (folder / name).write_bytes(data)
    target = folder / "page.html"
    target.write_text(text, encoding="utf-8")
    return target


def print_plain(path: Path) -> bytes:
    """WeasyPrint as a user would call it."""
    import weasyprint

    return bytes(weasyprint.HTML(filename=path).write_pdf(pdf_variant="pdf/a-3a"))


def print_by_command(path: Path) -> bytes:
    """WeasyPrint's command line, with the fonts of the machine, as a user would run it."""
    target = path.with_suffix(".pdf")
    command = [sys.executable, "-m", "weasyprint", "-q", "--pdf-variant", "pdf/a-3a", path, target]
    subprocess.run(command, check=True, capture_output=True, env=without_fonts())
    return target.read_bytes()


def without_fonts() -> dict[str, str]:
    """The environment without this project's fontconfig setting."""
    return {name: value for name, value in os.environ.items() if "FONTCONFIG" not in name}


@contextmanager
def chromium() -> Iterator[Callable[[Path], bytes]]:
    """Chromium, started once."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=list(CHROMIUM_ARGUMENTS), env=without_fonts()
        )
        view = browser.new_page()

        def print_page(path: Path) -> bytes:
            view.goto(path.as_uri())
            view.evaluate("document.fonts.ready")
            return bytes(view.pdf(prefer_css_page_size=True, print_background=True, tagged=True))

        try:
            yield print_page
        finally:
            browser.close()


ELEMENT = re.compile(
    r"<(?P<tag>h1|h2|p|li|div)\b(?P<attributes>[^>]*)>(?P<content>(?:(?!<(?:p|div|ul|h2)\b).)*?)"
    r"</(?P=tag)>",
    re.DOTALL,
)
TYPST_ESCAPES = re.compile(r"([\\#*_`$<>@\[\]=+\-/~])")


def typst_source(page: Any, language: Any) -> str:
    """The page in Typst's markup: headings, paragraphs, strong text, running header and footer, in
    the same faces and sizes, on the same paper."""
    families = {
        role: ", ".join(f'"{name}"' for name in style.families)
        for role, style in language.styles.items()
    }
    size = 10.5 * language.styles["text"].size
    lines = [
        f'#set document(title: "{page.title}", date: datetime(year: 2016, month: 12, day: 1))',
        f'#set text(lang: "{language.tag}", size: {size}pt, font: ({families["text"]},))',
        f"#set par(leading: {language.styles['text'].line_height - 0.72}em, spacing: 1.4em)",
        f'#show heading: set text(font: ({families["heading"]},), fill: rgb("#0b5563"))',
        "#show heading.where(level: 1): set text(size: 20pt)",
        "#show heading.where(level: 2): set text(size: 13pt)",
        '#set page(paper: "a4", margin: (top: 26mm, bottom: 24mm, x: 24mm),',
        f"  header: context if counter(page).get().first() > 1 [{typst_text(page.furniture[0])}],",
        "  footer: context align(center)[",
        "    #counter(page).display() / #counter(page).final().first()])",
    ]
    for found in ELEMENT.finditer(page.html.partition("<body>")[2]):
        if "furniture" in found["attributes"]:
            continue
        strong = "<strong>" in found["content"]
        text = typst_text(html.unescape(re.sub("<[^>]+>", "", found["content"])))
        if found["tag"] in {"h1", "h2"}:
            text = "=" * int(found["tag"][1]) + " " + text
        elif found["tag"] == "li":
            text = "- " + text
        elif strong:
            text = f"*{text}*"
        lines += [text, ""]
    return "\n".join(lines)


def typst_text(text: str) -> str:
    """Text without meaning for Typst."""
    return TYPST_ESCAPES.sub(r"\\\1", " ".join(text.replace("\ufffc", "").split()))


def make_typst(folder: Path, library: Any) -> Any:
    """Typst's compiler, with our faces alone."""
    import typst

    for key in library:
        for number, data in enumerate(library[key]):
            name = f"{key.family}-{key.weight}-{key.italic}-{number}.ttf".replace(" ", "")
            (folder / name).write_bytes(data)
    return typst.Compiler(font_paths=[str(folder)], ignore_system_fonts=True)


def shape_and_cut(page: Any, library: Any) -> bytes:
    """Shape the page's text once with the untouched faces, and cut these to what was drawn."""
    import uharfbuzz as hb

    from publisher.render.faces import plan_faces

    stretches: dict[bytes, list[tuple[str, str]]] = defaultdict(list)
    for key, numbers in plan_faces(page.texts, library).stretches.items():
        for number, items in numbers.items():
            stretches[library[key][number]] += [(item.text, item.language) for item in items]
    cut = []
    for data, texts in stretches.items():
        face = hb.Face(hb.Blob(data))
        font = hb.Font(face)
        drawn = set()
        for text, tag in texts:
            buffer = hb.Buffer()
            buffer.add_str(text)
            buffer.guess_segment_properties()
            buffer.language = tag
            hb.shape(font, buffer)
            drawn.update(info.codepoint for info in buffer.glyph_infos)
        wanted = hb.SubsetInput()
        wanted.glyph_set.update(drawn)
        cut.append(hb.subset(face, wanted).blob.data)
    return b"".join(cut)
