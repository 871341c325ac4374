"""The same pages on paper: ours, and as others print them.

In: an edition's page for paper. Out: PDFs by publisher, by plain WeasyPrint and by headless
Chromium, each with its lines as they were laid out. The peers get the same HTML without break
marks, with the same faces whole, as a user would declare them.
"""

import datetime as dt
import logging
import tempfile
import warnings
from pathlib import Path
from typing import Self

from playwright.sync_api import sync_playwright

from fidelity.lines import box_lines, kept_documents
from fidelity.screen import launch_chromium, measure_paper
from publisher.build.faces import FaceLibrary
from publisher.build.resources import use_bundled_fonts
from publisher.build.site import plan_editions
from publisher.build.task import EditionTask, make_pdf
from publisher.model.face import FaceKey
from publisher.model.page import FACES_SLOT, Page, document_family
from publisher.render.faces import existing_face
from publisher.text.linebreak import strip_marks

Lines = list[str]


def tasks_of(newsroom: Path) -> list[EditionTask]:
    """The tasks of every edition of a newsroom."""
    use_bundled_fonts()
    return plan_editions(newsroom, dt.datetime.now(dt.UTC), ("pdf",))


def write_page(task: EditionTask, page: Page, folder: Path) -> Path:
    """The page as plain HTML, its faces whole and its pictures beside it."""
    html = strip_marks(page.html)
    rules = []
    chains = {}
    library = FaceLibrary(task.faces)
    for use in page.texts:
        for family in use.families:
            key = existing_face(library, family, use.weight, use.italic)
            if key is None:
                continue
            # Each file goes under a name of its own, and text under the chain of them:
            # WeasyPrint takes two files of one family and weight for one font.
            name = document_family(key.family, use.language)
            names = [name, *(f"{name} {number}" for number in range(1, len(library[key])))]
            chains[f'"{name}",'] = "".join(f'"{each}",' for each in names)
            for number, data in enumerate(library[key]):
                file = f"{key.family}-{key.weight}-{key.italic}-{number}.ttf".replace(" ", "")
                (folder / file).write_bytes(data)
                rules.append(face_rule(names[number], key, file))
    for path, picture in task.pictures.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(picture.data)
    for name, chain in chains.items():
        html = html.replace(name, chain)
    target = folder / "page.html"
    target.write_text(
        html.replace(FACES_SLOT, "\n".join(dict.fromkeys(rules)), 1), encoding="utf-8"
    )
    return target


def face_rule(family: str, key: FaceKey, name: str) -> str:
    """An @font-face rule as a user would write it."""
    slant = "italic" if key.italic else "normal"
    return (
        f'@font-face{{font-family:"{family}";font-weight:{key.weight};font-style:{slant};'
        f'src:url("{name}")}}'
    )


def lay_out_again(task: EditionTask, page: Page, path: Path) -> tuple[Lines, float]:
    """The lines of the PDF at `path`, which publisher has built, and the width of its page's text
    in CSS pixels. It is made once more, and must be the same to the byte."""
    with kept_documents() as documents:
        artifact = make_pdf(task, page)
    if artifact.file.data != path.read_bytes():
        raise RuntimeError(f"made once more, {path} is another")
    (document,) = documents
    return list(box_lines(document)), document.pages[0]._page_box.width


def print_with_weasyprint(task: EditionTask, page: Page, path: Path) -> Lines:
    """The page by WeasyPrint as it comes, asked for PDF/A-3a and tags."""
    import weasyprint

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    with (
        tempfile.TemporaryDirectory() as name,
        warnings.catch_warnings(),
        kept_documents() as documents,
    ):
        warnings.simplefilter("ignore")
        source = write_page(task, page, Path(name))
        weasyprint.HTML(filename=source).write_pdf(path, pdf_variant="pdf/a-3a")
    return list(box_lines(documents[0]))


class Chromium:
    """Headless Chromium, started once."""

    def __init__(self) -> None:
        self.playwright = sync_playwright().start()
        self.browser = launch_chromium(self.playwright)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.browser.close()
        self.playwright.stop()

    def print(self, task: EditionTask, page: Page, path: Path, measure: float) -> Lines:
        """The page as its print dialogue would make it, tagged; its lines are `measure` CSS pixels
        wide."""
        with tempfile.TemporaryDirectory() as name:
            source = write_page(task, page, Path(name))
            view = self.browser.new_page()
            view.goto(source.as_uri())
            view.evaluate("document.fonts.ready")
            view.pdf(path=path, prefer_css_page_size=True, tagged=True)
            view.close()
            blocks = measure_paper(self.browser, source, measure)
        return [line for block in blocks for line in block.lines]
