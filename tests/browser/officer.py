"""A press officer at work in the preview, then a journalist who reads what was published.

In: the newsroom of the repository, Debian's Chromium. Out: screenshots in `tests/browser/seen/`,
and the seconds from a save to what is seen of it, as measured. Not collected by itself, as it needs
Chromium: `nox -s browser`.
"""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
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
from PIL import Image
from playwright.sync_api import Browser, Page
from world import publisher

SEEN = Path(__file__).parent / "seen"
SLUG = "2026-02-03-rice-growers-meet-in-battambang"
PHRASE = "ជនទេសន្តរប្រវេសន៍"
TEXT = """\
Growers from three countries met in Battambang. They spoke about water, prices and 162 new seeds.

## What was said

> “We plant what our parents planted.”
>
> — Sok Dara, grower

"""


@pytest.fixture(scope="module")
def newsroom(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository's newsroom, to change."""
    return copy_newsroom(tmp_path_factory.mktemp("newsroom"))


@pytest.fixture(scope="module")
def address(newsroom: Path) -> Iterator[str]:
    """Where the preview of the newsroom answers."""
    with run_preview(newsroom) as address:
        yield address


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium."""
    with open_chromium() as browser:
        yield browser


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in English that must say nothing on the console and ask nobody else."""
    context = browser.new_context(viewport={"width": 1400, "height": 900}, locale="en-GB")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    yield page
    # What a page answers 409 or 422 to is told by the browser, too.
    assert [text for text in said if "status of 4" not in text] == []
    assert {url.split("/")[2] for url in asked if url.startswith("http")} <= {
        page.url.split("/")[2]
    }
    context.close()


def find_axe(page: Page) -> list[str]:
    """What axe finds on a page."""
    found = Axe().run(page).response["violations"]
    return [f"{one['id']}: {[node['target'] for node in one['nodes']]}" for one in found]


def look(page: Page, name: str) -> None:
    """Save what is to be seen, for a person to look at; axe finds nothing in it."""
    SEEN.mkdir(exist_ok=True)
    page.screenshot(path=SEEN / f"{name}.png")
    assert find_axe(page) == [], name


def see(page: Page, edition: str, text: str) -> None:
    """Wait for the frame in which a page in sight says a text; a locator looks only now and then,
    up to a second apart."""
    page.wait_for_function(
        """([pane, text]) => document.querySelector(`[data-pane="${pane}"] .web:not(.next)`)
        ?.contentDocument?.body?.innerText.includes(text)""",
        arg=[edition, text],
    )


def save(path: Path, old: str, new: str) -> float:
    """Save a change; when that was."""
    edit(path, old, new)
    return time.monotonic()


def measure(record: Callable[[str, object], None], what: str, saved: float) -> None:
    """Note the seconds since a save, to be printed."""
    record("measured", f"{what:46} {time.monotonic() - saved:5.2f} s")


def test_release_from_a_form(
    page: Page, address: str, newsroom: Path, record_property: Callable[[str, object], None]
) -> None:
    """From the start page a release is made, gets a picture by drag and drop, and its text is
    written in an editor: each is seen in the page at once. All of it works by keyboard."""
    page.goto(address)
    look(page, "start")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "New release"
    page.keyboard.press("Enter")
    page.get_by_label("Title").fill("Rice growers meet in Battambang")
    page.get_by_label("Date").fill("2026-02-03")
    page.get_by_label("Place").fill("Battambang")
    look(page, "new")
    page.get_by_role("button", name="Make the release").click()
    page.wait_for_url(f"**/edition/{SLUG}/en")
    frame(page, f"{SLUG}/en").get_by_text("The first paragraph is the lead").wait_for()
    path = newsroom / "releases" / SLUG / "release.md"
    written = path.read_text(encoding="utf-8")
    head = written[: written.index("---\n", 4) + 4]
    path.write_text(f"{head}\n{TEXT}", encoding="utf-8")
    saved = time.monotonic()
    see(page, f"{SLUG}/en", "162 new seeds")
    measure(record_property, "release.md, whole text anew → page", saved)
    page.wait_for_timeout(500)
    Image.new("RGB", (900, 500), "seagreen").save(newsroom / "dropped.jpg")
    data = (newsroom / "dropped.jpg").read_bytes()
    (newsroom / "dropped.jpg").unlink()
    drop_picture(page, "Field Day.jpg", "image/jpeg", data)
    page.get_by_label("What it shows").fill("A green field")
    page.get_by_label("Credit").fill("MMN")
    look(page, "drop")
    page.get_by_role("button", name="Add the picture").click()
    shown = frame(page, f"{SLUG}/en").locator("img[alt='A green field']")
    shown.wait_for()
    assert (newsroom / "releases" / SLUG / "images" / "field-day.jpg").read_bytes() == data
    assert '![A green field](images/field-day.jpg){credit="MMN"}' in path.read_text(
        encoding="utf-8"
    )
    look(page, "picture")


def test_saves_are_seen(
    page: Page, address: str, newsroom: Path, record_property: Callable[[str, object], None]
) -> None:
    """A change of the text and of a Khmer msgstr is seen on the page and on paper, where one was
    reading; a broken catalogue is said over the last good page."""
    page.goto(f"{address}edition/{SAFE}/km")
    khmer = frame(page, f"{SAFE}/km")
    khmer.get_by_text("ការការពារជនទេសន្តរប្រវេសន៍").first.wait_for()
    page.locator(f'[data-pane="{SAFE}/km"] img').first.wait_for(state="attached", timeout=WAITING)
    page.locator(f'[data-pane="{SAFE}/en"] img').first.wait_for(state="attached", timeout=WAITING)
    scroller = page.locator(f'[data-pane="{SAFE}/km"] .scroller')
    scroller.hover()
    page.mouse.wheel(0, 900)
    page.wait_for_timeout(600)
    place = scroller.evaluate("element => element.scrollTop")
    assert place > 300
    beside = page.locator(f'[data-pane="{SAFE}/en"] .scroller').evaluate("e => e.scrollTop")
    assert beside > 200
    look(page, "scrolled")
    catalog = newsroom / "locales" / "km" / "LC_MESSAGES" / f"{SAFE}.po"
    saved = save(catalog, 'msgstr "របៀបធ្វើការសិក្សា"', 'msgstr "របៀបនៃការធ្វើការសិក្សា"')
    see(page, f"{SAFE}/km", "របៀបនៃការធ្វើការសិក្សា")
    measure(record_property, "msgstr of a Khmer heading → page", saved)
    assert scroller.evaluate("element => element.scrollTop") == place
    page.get_by_role("button", name="Paper").click()
    page.locator(f'[data-pane="{SAFE}/km"] .sheet img').first.wait_for(timeout=WAITING)
    page.wait_for_timeout(4000)
    look(page, "paper")
    sheets = page.locator(f'[data-pane="{SAFE}/km"] .sheets')
    before = sheets.get_attribute("data-digest")
    saved = save(catalog, 'msgstr "របៀបនៃការធ្វើការសិក្សា"', 'msgstr "របៀបធ្វើការសិក្សា"')
    page.wait_for_function(
        """([pane, digest]) => {
        const sheets = document.querySelector(`[data-pane="${pane}"] .sheets`);
        const first = sheets.querySelector("img");
        return sheets.dataset.digest !== digest && first?.complete && first.naturalWidth > 0; }""",
        arg=[f"{SAFE}/km", before],
        timeout=WAITING,
    )
    measure(record_property, "msgstr of a Khmer heading → paper, 3 pages", saved)
    page.get_by_role("button", name="Telephone").click()
    text = newsroom / "releases" / SAFE / "release.md"
    saved = save(text, "## How the study was made", "## The making of the study")
    see(page, f"{SAFE}/en", "The making of the study")
    measure(record_property, "release.md, a heading → page", saved)
    edit(text, "## The making of the study", "## How the study was made")
    frame(page, f"{SAFE}/en").get_by_text("How the study was made").wait_for()
    saved = save(newsroom / "publisher.toml", "#0b5563", "#7a2e1f")
    page.wait_for_function(
        """pane => getComputedStyle(document.querySelector(`[data-pane="${pane}"] .web:not(.next)`)
        .contentDocument.querySelector(".kind")).color === "rgb(122, 46, 31)" """,
        arg=f"{SAFE}/km",
    )
    measure(record_property, "publisher.toml, a colour → page", saved)
    edit(newsroom / "publisher.toml", "#7a2e1f", "#0b5563")
    edit(catalog, 'msgid "How the study was made"', 'msgid "How the study was made')
    page.get_by_text("The page below is the last good one").wait_for()
    khmer.get_by_text("របៀបធ្វើការសិក្សា").wait_for()
    look(page, "broken")
    edit(catalog, 'msgid "How the study was made\n', 'msgid "How the study was made"\n')
    page.get_by_text("The page below is the last good one").wait_for(state="detached")


def test_a_finding_leads_to_its_line(page: Page, address: str, newsroom: Path) -> None:
    """A wrong number is marked on the page; its mark opens the message, and the message leads to
    the line of the catalogue. A click on a passage opens its message, too."""
    page.goto(f"{address}edition/{SAFE}/km")
    catalog = newsroom / "locales" / "km" / "LC_MESSAGES" / f"{SAFE}.po"
    edit(catalog, "១៦២", "១៦៣")
    mark = page.locator(f'[data-pane="{SAFE}/km"] .marks a').first
    mark.wait_for()
    look(page, "marked")
    mark.click()
    card = page.locator("details.message[open]")
    card.get_by_text("message/number").wait_for()
    look(page, "finding")
    card.locator(".findings .place").first.click()
    line = page.locator("li:target")
    assert "១៦៣" in line.inner_text()
    look(page, "line")
    edit(catalog, "១៦៣", "១៦២")
    page.go_back()
    heading = frame(page, f"{SAFE}/km").get_by_text("របៀបធ្វើការសិក្សា")
    heading.click()
    opened = page.locator("details.message[open]")
    assert "How the study was made" in opened.inner_text()
    assert f"locales/km/LC_MESSAGES/{SAFE}.po" in opened.inner_text()


@pytest.mark.parametrize(("tag", "said"), [("km", "សេចក្ដីប្រកាសទាំងអស់"), ("my", "ထုတ်ပြန်ချက်အားလုံး")])
@pytest.mark.parametrize("width", [360, 1400])
def test_in_the_officers_own_language(
    page: Page, address: str, tag: str, said: str, width: int
) -> None:
    """The preview speaks Khmer and Burmese, on a telephone too, and axe finds nothing there."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{address}?language={tag}")
    page.get_by_role("heading", name=said).wait_for()
    look(page, f"start-{tag}-{width}")
    page.goto(f"{address}edition/{SAFE}/{tag}")
    frame(page, f"{SAFE}/{tag}").locator("h1").wait_for()
    page.wait_for_timeout(1000)
    look(page, f"edition-{tag}-{width}")
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_a_journalist_reads_it(browser: Browser, newsroom: Path, tmp_path: Path) -> None:
    """What `build` publishes opens in a browser; a Khmer phrase is found in the page and comes out
    of the clipboard as it was written."""
    built = publisher(
        "build", SAFE, "-f", "html", cwd=newsroom, env={"PUBLISHER_CACHE": str(tmp_path)}
    )
    assert built.code == 0, built
    context = browser.new_context(viewport={"width": 1000, "height": 900})
    page = context.new_page()
    page.goto((newsroom / "site" / "km" / SAFE / "index.html").as_uri())
    assert page.evaluate("phrase => window.find(phrase)", PHRASE)
    assert page.evaluate("getSelection().toString()") == PHRASE
    SEEN.mkdir(exist_ok=True)
    page.screenshot(path=SEEN / "journalist.png")
    page.keyboard.press("Control+c")
    page.set_content("<textarea></textarea>")
    page.locator("textarea").focus()
    page.keyboard.press("Control+v")
    assert page.locator("textarea").input_value() == PHRASE
    context.close()
