"""Line breaks of our web pages in headless Chromium.

In: HTML files and a width in CSS pixels. Out: for each, whether anything overflows, and the lines
of every block as the browser broke them.
"""

import dataclasses
from collections.abc import Sequence
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from fidelity.producers import launch_chromium

_SCRIPT = """
() => {
  const inline = new Set(
    ["A", "B", "CODE", "EM", "I", "SMALL", "SPAN", "STRONG", "SUB", "SUP", "TIME"],
  );
  const block = (node) => {
    let element = node.parentElement;
    while (inline.has(element.tagName)) element = element.parentElement;
    return element;
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const blocks = new Map();
  const range = document.createRange();
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const home = block(node);
    if (!home || ["SCRIPT", "STYLE"].includes(home.tagName)) continue;
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


@dataclasses.dataclass(frozen=True)
class Screen:
    """A page at one width; `overflow` is in CSS pixels."""

    path: Path
    overflow: int
    blocks: tuple[Block, ...]


def measure_pages(paths: Sequence[Path], width: int) -> list[Screen]:
    """Each page as Chromium lays it out at `width`, in a fresh browser."""
    with sync_playwright() as playwright:
        return [measure_page(playwright, path, width) for path in paths]


def measure_page(playwright: Playwright, path: Path, width: int) -> Screen:
    """One page in a fresh browser."""
    browser = launch_chromium(playwright)
    view = browser.new_page(viewport={"width": width, "height": 800})
    view.goto(path.as_uri())
    view.evaluate("document.fonts.ready")
    found = view.evaluate(_SCRIPT)
    browser.close()
    blocks = tuple(Block(block["language"], tuple(block["lines"])) for block in found["blocks"])
    return Screen(path, int(found["overflow"]), blocks)
