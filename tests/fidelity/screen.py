"""Headless Chromium, and the lines as it breaks them, on a screen and on paper.

In: HTML files and a width. Out: for each, whether anything overflows, and the lines of every
block in their order.
"""

import dataclasses
import math
import os
from collections.abc import Iterator, Sequence
from pathlib import Path

from playwright.sync_api import Browser, Page, Playwright, sync_playwright

CHROMIUM = "/usr/bin/chromium"
CHROMIUM_ARGUMENTS = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-sync"),
    *("--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage"),
)

_SCRIPT = """
() => {
  const block = (node) => {
    let element = node.parentElement;
    while (getComputedStyle(element).display.startsWith("inline")) element = element.parentElement;
    return element;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const blocks = new Map();
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const home = block(node);
    if (getComputedStyle(home).display === "none" || home.closest(".furniture")) continue;
    const entry = blocks.get(home) ?? { language: home.closest("[lang]").lang, lines: [], left: 0 };
    blocks.set(home, entry);
    for (const { segment, index } of new Intl.Segmenter("und").segment(node.data)) {
      range.setStart(node, index);
      range.setEnd(node, index + segment.length);
      const box = range.getBoundingClientRect();
      // A line runs left to right: one begins where the next cluster stands further left.
      if (box.width && (box.left < entry.left - 1 || !entry.lines.length)) entry.lines.push("");
      if (box.width) entry.left = box.left;
      if (entry.lines.length) entry.lines[entry.lines.length - 1] += segment;
    }
  }
  return {
    overflow: document.scrollingElement.scrollWidth - document.documentElement.clientWidth,
    blocks: [...blocks.values()].map(({ language, lines }) => ({ language, lines })),
  };
}
"""


@dataclasses.dataclass(frozen=True)
class Block:
    """The lines of one block, in its language."""

    language: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        """What it says."""
        return "".join(self.lines)


@dataclasses.dataclass(frozen=True)
class Screen:
    """A page at one width; `overflow` is in CSS pixels."""

    path: Path
    overflow: int
    blocks: tuple[Block, ...]


def launch_chromium(playwright: Playwright) -> Browser:
    """Debian's Chromium, with the fonts of the machine: without any it crashes on a script that it
    would show in one of them until the page's own face is there."""
    own = {"FONTCONFIG_FILE", "FONTCONFIG_PATH", "FONTCONFIG_SYSROOT"}
    environment = {name: value for name, value in os.environ.items() if name not in own}
    return playwright.chromium.launch(
        executable_path=CHROMIUM, args=list(CHROMIUM_ARGUMENTS), env=environment
    )


def measure_pages(paths: Sequence[Path], width: int) -> Iterator[Screen]:
    """Each page as Chromium lays it out at `width`, in a fresh browser."""
    with sync_playwright() as playwright:
        for path in paths:
            browser = launch_chromium(playwright)
            view = browser.new_page(viewport={"width": width, "height": 800})
            view.goto(path.as_uri())
            yield read_screen(view, path)
            browser.close()


def measure_paper(browser: Browser, path: Path, measure: float) -> tuple[Block, ...]:
    """The blocks of a page as Chromium lays it out for print; `measure` is the width of a line in
    CSS pixels. For paper it rounds up to whole ones: at that width its lines are those of its PDFs,
    one by one, as poppler has them in languages whose lines it finds."""
    view = browser.new_page()
    view.emulate_media(media="print")
    view.goto(path.as_uri())
    view.add_style_tag(content=f"body{{width:{math.ceil(measure)}px}}")
    screen = read_screen(view, path)
    view.close()
    return screen.blocks


def read_screen(view: Page, path: Path) -> Screen:
    """What stands in a view, when its faces are there."""
    view.evaluate("document.fonts.ready")
    found = view.evaluate(_SCRIPT)
    blocks = (Block(block["language"], tuple(block["lines"])) for block in found["blocks"])
    return Screen(path, int(found["overflow"]), tuple(block for block in blocks if block.lines))
