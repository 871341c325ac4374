"""The pictures of the documents: taken from the real preview, the real site and the real PDFs.

In: the newsroom of the repository, Debian's Chromium. Out: `docs/pictures/*.webp`, of which those
are written anew that no longer show what there is to be seen. Not collected by pytest:

    nox -s screenshots                  write what is out of date
    nox -s screenshots -- --check       only name it, and fail

Each time the windows, the language, the time zone, the colours and the days of change are the same,
and so, on one machine, are the pictures. With another Chromium or other fonts on the machine the
controls of forms (the arrow of a list, the sign of a calendar) and the edges of letters may differ;
the words are set in publisher's own faces. `differ` says what counts as the same.

Exit: 0 done, or nothing to do · 1 `--check` found pictures that are out of date.
"""

import argparse
import datetime as dt
import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pypdfium2
from browser_world import (
    SAFE,
    WAITING,
    copy_newsroom,
    drop_picture,
    edit,
    frame,
    open_chromium,
    run_preview,
)
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Page
from world import ROOT, publisher

PICTURES = ROOT / "docs" / "pictures"
STEADY = (
    *("--font-render-hinting=none", "--disable-lcd-text", "--force-color-profile=srgb"),
    "--lang=en-US",
)
"""Arguments that keep the letters of one machine like those of another, and dates in forms as
Chromium writes them everywhere: Debian has its other languages in a package of their own."""
WINDOW = (1280, 800)
FORM = (800, 500)
PHONE = (390, 780)
"""A telephone in CSS pixels; the preview shows one as wide."""
WIDTH = 1600
"""Pixels of the picture of three languages: the README is shown 1012 CSS pixels wide at most, and
half again as many are crisp on finer screens."""
GAP = 10
PAPER = 1000
"""Pixels of a sheet that stands alone."""
GREY = "#d5dde0"
"""What the sheets lie on: to be seen beside the white, and beside the black, of a page."""
TRAINING = "2009-12-18-regional-training-labour-migration-management"
NATIONAL = "2016-12-31-myanmar-national-training"
CLICKED = "អ្នកដែលស្គាល់ទេសន្តរប្រវេសន៍"
"""How the paragraph begins that is clicked: it has a note for translators."""
LEFT = 4
"""Messages that the Khmer translator has still to do."""
SETTLING = 1000
"""Milliseconds after which nothing moves any more on a page that is loaded."""
BLOCK = 8
VISIBLE = 24
"""Of 255: how much the mean of a block of pixels may differ, where nobody would say that the
picture shows something else. The edges of letters move it by less, a changed word by more."""


def main() -> int:
    """Run; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--check", action="store_true", help="write nothing")
    check = parser.parse_args().check
    stale = [name for name, image in take_pictures() if renew(name, image, write=not check)]
    for name in stale:
        print(f"{name}: {'is out of date' if check else 'written'}")
    sizes = [path.stat().st_size for path in PICTURES.glob("*.webp")]
    print(f"{len(sizes)} pictures, {sum(sizes) // 1000} KB, {len(stale)} out of date")
    return int(check and bool(stale))


def renew(name: str, image: Image.Image, *, write: bool) -> bool:
    """Whether the picture of a name shows something else; if so, put the new one in its place."""
    path = PICTURES / f"{name}.webp"
    file = io.BytesIO()
    image.convert("RGB").save(file, "WEBP", lossless=True, quality=100, method=6)
    data = file.getvalue()
    if path.exists() and not differ(Image.open(path), Image.open(file)):
        return False
    if write:
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(data)
    return True


def differ(old: Image.Image, new: Image.Image) -> bool:
    """Whether two pictures are of different sizes, or one of their blocks differs visibly."""
    if old.size != new.size:
        return True
    difference = ImageChops.difference(old.convert("RGB"), new.convert("RGB"))
    blocks = difference.convert("L").reduce(BLOCK)
    return blocks.getextrema()[1] > VISIBLE


def take_pictures() -> Iterator[tuple[str, Image.Image]]:
    """Every picture with its name."""
    with tempfile.TemporaryDirectory() as folder, open_chromium(*STEADY) as browser:
        newsroom = Path(folder) / "newsroom"
        newsroom.mkdir()
        copy_newsroom(newsroom)
        env = {"PUBLISHER_CACHE": f"{folder}/cache", "TZ": "UTC"}
        built = publisher("build", "-f", "html", "-f", "pdf", cwd=newsroom, env=env)
        assert built.code == 0, built
        yield from take_site(browser, newsroom / "site")
        yield from take_papers(newsroom / "site")
        leave_work(newsroom)
        with run_preview(newsroom, env) as address:
            yield from take_preview(browser, address)


def take_site(browser: Browser, site: Path) -> Iterator[tuple[str, Image.Image]]:
    """What readers see of the site."""
    with open_page(browser, WINDOW) as page:
        page.goto((site / "en" / "index.html").as_uri())
        yield "index-en", photograph(page)
    with open_page(browser, PHONE, scale=2) as page:
        page.goto((site / "my" / SAFE / "index.html").as_uri())
        yield "phone-my", photograph(page)


def take_papers(site: Path) -> Iterator[tuple[str, Image.Image]]:
    """The first pages of PDFs: one alone, and those of three languages side by side."""
    yield "paper-km", render_paper(site, "km", PAPER)
    width = (WIDTH - 4 * GAP) // 3
    papers = [render_paper(site, tag, width) for tag in ("en", "my", "km")]
    row = Image.new("RGB", (WIDTH, papers[0].height + 2 * GAP), GREY)
    for number, paper in enumerate(papers):
        row.paste(paper, (GAP + number * (width + GAP), GAP))
    yield "three-languages", row


def render_paper(site: Path, tag: str, width: int) -> Image.Image:
    """The first page of a PDF, so many pixels wide."""
    with pypdfium2.PdfDocument(site / tag / SAFE / f"{SAFE}.{tag}.pdf") as document:
        page = document[0]
        return page.render(scale=width / page.get_width()).to_pil()


def leave_work(newsroom: Path) -> None:
    """Make the newsroom one with work to do: the translator of a Khmer catalogue is not yet at its
    end, and a number is wrong in a Burmese one. Everything was last changed on the day of its
    release."""
    catalogs = newsroom / "locales"
    khmer = catalogs / "km" / "LC_MESSAGES" / f"{NATIONAL}.po"
    lines = khmer.read_text(encoding="utf-8").splitlines()
    for number in [n for n, line in enumerate(lines) if line.startswith("msgstr ")][-LEFT:]:
        lines[number] = 'msgstr ""'
    khmer.write_text("\n".join(lines) + "\n", encoding="utf-8")
    edit(catalogs / "my" / "LC_MESSAGES" / f"{SAFE}.po", "၁၆၂", "၁၆၃")
    for path in [*newsroom.glob("releases/20*/release.md"), *catalogs.glob("*/LC_MESSAGES/20*.po")]:
        slug = path.parent.name if path.name == "release.md" else path.name
        day = dt.datetime.combine(dt.date.fromisoformat(slug[:10]), dt.time(12), dt.UTC)
        os.utime(path, (day.timestamp(), day.timestamp()))


def take_preview(browser: Browser, address: str) -> Iterator[tuple[str, Image.Image]]:
    """What the staff see in the preview."""
    with open_page(browser, WINDOW) as page:
        page.goto(address)
        page.locator("#live table").wait_for()
        yield "start", photograph(page)
        show_edition(page, address)
        yield "edition", photograph(page)
        body = frame(page, f"{SAFE}/km")
        body.locator("p[data-message]", has_text=CLICKED).click()
        page.locator("details.message[open]", has_text=CLICKED).wait_for()
        yield "message", photograph(page)
        show_edition(page, address)
        picture = ROOT / "releases" / TRAINING / "images" / "mapping.png"
        drop_picture(page, picture.name, "image/png", picture.read_bytes())
        page.get_by_label("What it shows").fill(
            "Four people stand at a large map of the Mekong region."
        )
        page.get_by_label("Credit").fill("Illustration: MMN")
        page.get_by_label("Caption").fill("Participants map how people migrate.")
        yield "picture", photograph(page)
    with open_page(browser, FORM) as page:
        page.goto(f"{address}new")
        page.get_by_label("Title").fill("Cambodia and Myanmar pledge to act together")
        page.get_by_label("Date").fill("2017-07-24")
        page.get_by_label("Place").fill("Yangon")
        yield "new-release", photograph(page)


def show_edition(page: Page, address: str) -> None:
    """Open a Khmer edition beside its original, and wait until all of it is there."""
    page.goto(f"{address}edition/{SAFE}/km")
    for tag in ("en", "km"):
        frame(page, f"{SAFE}/{tag}").locator("h1").wait_for()
        sheet = page.locator(f'[data-pane="{SAFE}/{tag}"] .sheet img').first
        sheet.wait_for(state="attached", timeout=WAITING)


@contextmanager
def open_page(browser: Browser, size: tuple[int, int], scale: float = 1) -> Iterator[Page]:
    """A page in a window of a size in CSS pixels, each so many pixels of the picture."""
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]},
        device_scale_factor=scale,
        locale="en-GB",
        timezone_id="UTC",
        color_scheme="light",
        reduced_motion="reduce",
    )
    yield context.new_page()
    context.close()


def photograph(page: Page) -> Image.Image:
    """What is to be seen of a page, when its faces and pictures are there."""
    page.wait_for_load_state("load")
    for each in page.frames:
        each.evaluate("document.fonts.ready")
    page.wait_for_timeout(SETTLING)
    return Image.open(io.BytesIO(page.screenshot(animations="disabled", caret="hide")))


if __name__ == "__main__":
    sys.exit(main())
