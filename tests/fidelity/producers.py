"""The same pages, printed by others.

In: an edition's page for paper. Out: PDFs by plain WeasyPrint and by headless Chromium, from the
same HTML without break marks, with the same faces whole, as a user would declare them.
"""

import datetime as dt
import logging
import subprocess
import tempfile
import warnings
from pathlib import Path

from publisher.build.pipeline import load_all, load_all_pictures, make_editions
from publisher.build.resources import face_library, known_languages
from publisher.build.site import Site
from publisher.build.task import EditionTask
from publisher.cli.folder import use_bundled_fonts
from publisher.model.face import FaceKey
from publisher.model.manifest import Manifest
from publisher.model.page import FACES_SLOT, Page, document_family
from publisher.render.faces import existing_face
from publisher.text.linebreak import strip_marks

CHROMIUM = (
    "chromium",
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
    *("--no-pdf-header-footer", "--virtual-time-budget=5000"),
)


def tasks_of(newsroom: Path) -> list[EditionTask]:
    """The tasks of every edition of a newsroom."""
    use_bundled_fonts()
    loaded = load_all(newsroom)
    editions, _ = make_editions(loaded, dt.datetime.now(dt.UTC))
    pictures, _ = load_all_pictures(loaded)
    site = Site(
        folder=loaded.folder,
        newsroom=loaded.newsroom,
        theme=loaded.theme,
        languages=known_languages(loaded.folder),
        catalogs=loaded.catalogs,
        editions=editions,
        kept=Manifest(),
        formats=("pdf",),
    )
    return [site.task(edition, pictures[edition.release.slug]) for edition in editions.values()]


def write_page(task: EditionTask, page: Page, folder: Path) -> Path:
    """The page as plain HTML, its faces whole and its pictures beside it."""
    html = strip_marks(page.html)
    rules = []
    library = face_library(Path(task.newsroom_folder))
    for use in page.texts:
        for family in use.families:
            key = existing_face(library, family, use.weight, use.italic)
            if key is None:
                continue
            for number, data in enumerate(library[key]):
                name = f"{key.family}-{key.weight}-{key.italic}-{number}.ttf".replace(" ", "")
                (folder / name).write_bytes(data)
                # Each file goes under a name of its own: WeasyPrint takes two files of one
                # family and weight for one font.
                rules.append(face_rule(f"{document_family(key.family, use.language)}", key, name))
    for path, picture in task.pictures.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(picture.data)
    target = folder / "page.html"
    target.write_text(html.replace(FACES_SLOT, "\n".join(dict.fromkeys(rules)), 1), encoding="utf-8")
    return target


def face_rule(family: str, key: FaceKey, name: str) -> str:
    """An @font-face rule as a user would write it."""
    slant = "italic" if key.italic else "normal"
    return (
        f'@font-face{{font-family:"{family}";font-weight:{key.weight};font-style:{slant};'
        f'src:url("{name}")}}'
    )


def print_with_weasyprint(task: EditionTask, page: Page, path: Path) -> None:
    """The page by WeasyPrint as it comes, asked for PDF/A-3a and tags."""
    import weasyprint

    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as name, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = write_page(task, page, Path(name))
        weasyprint.HTML(filename=source).write_pdf(path, pdf_variant="pdf/a-3a")


def print_with_chromium(task: EditionTask, page: Page, path: Path) -> None:
    """The page by headless Chromium."""
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as profile:
        source = write_page(task, page, Path(name))
        subprocess.run(
            [*CHROMIUM, f"--user-data-dir={profile}", f"--print-to-pdf={path}", source.as_uri()],
            check=True,
            capture_output=True,
            timeout=120,
        )
