"""Pages in Debian's Chromium: what axe-core finds, whether they fit, what the first view costs.

In: the address of a site and the paths of its pages. Out: violations; requests and bytes.
axe-core's rules for WCAG 2.2 AA and its best practices all run; what waits for a person's eye is
left out.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fidelity.screen import launch_chromium
from playwright.sync_api import Browser, BrowserContext, Request, sync_playwright
from playwright.sync_api import Page as View

PHONE, DESKTOP = 320, 1280
"""CSS pixels; the first is what WCAG 2.2, success criterion 1.4.10 (reflow), asks for."""
VIEWS = [(width, scheme) for width in (PHONE, DESKTOP) for scheme in ("light", "dark")]
FEWEST = 15
"""Fewer rules than this apply to no page that has a language, a title, a heading and links."""
FIRST_VIEW = {"width": 360, "height": 740}
"""A telephone of the kind most read on, in CSS pixels."""
_RUN = """
async () => {
  const run = await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    rules: { "target-size": { enabled: true } },
    resultTypes: ["violations"],
  });
  const { scrollWidth, clientWidth } = document.documentElement;
  return {
    wide: scrollWidth - clientWidth,
    passes: run.passes.length,
    violations: run.violations.map(({ id, help, nodes }) => ({
      id, help, count: nodes.length, where: nodes[0].target.join(" "),
      why: nodes[0].failureSummary,
    })),
  };
}
"""


@dataclass(frozen=True, kw_only=True)
class Cost:
    """What a page's first view asks for: requests, and bytes of bodies and headers over the wire;
    those of pictures apart. `faults` are requests that failed or left the site, and errors that the
    console shows."""

    requests: int
    size: int
    pictures: int
    faults: tuple[str, ...]


@dataclass(kw_only=True)
class Watch:
    """Notes what a view asks for."""

    address: str
    requests: list[Request] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def note(self, request: Request) -> None:
        """One request."""
        if request.url.startswith("data:"):
            return
        self.requests.append(request)
        if not request.url.startswith(self.address):
            self.faults.append(f"asks another host: {request.url}")


def look_at_pages(
    address: str, paths: Iterable[str], axe: Path
) -> Iterator[tuple[str, Cost, Mapping[str, list[str]]]]:
    """Each page with its cost, and what is wrong in each view."""
    script = axe.read_text(encoding="utf-8")
    with sync_playwright() as playwright:
        browser = launch_chromium(playwright)
        for path in paths:
            cost = measure_page(browser, address, path)
            context = browser.new_context(bypass_csp=True, reduced_motion="reduce")
            yield path, cost, run_axe(context, address + path, script)
            context.close()
        browser.close()


def measure_page(browser: Browser, address: str, path: str) -> Cost:
    """What a reader with an empty cache loads before scrolling."""
    context = browser.new_context(viewport=FIRST_VIEW, device_scale_factor=2, is_mobile=True)
    view = context.new_page()
    watch = Watch(address=address)
    view.on("request", watch.note)
    view.on("requestfailed", lambda request: watch.faults.append(f"cannot load {request.url}"))
    view.on("pageerror", lambda error: watch.faults.append(str(error)))
    view.on("console", lambda said: watch.faults.extend([said.text] * (said.type == "error")))
    view.goto(address + path, wait_until="networkidle")
    view.evaluate("document.fonts.ready")
    sizes = {"all": 0, "image": 0}
    # A browser looks for this by itself, and not for the page.
    asked = [one for one in watch.requests if not one.url.endswith("/favicon.ico")]
    for request in asked:
        found = request.sizes()
        size = found["responseBodySize"] + found["responseHeadersSize"]
        sizes["all"] += size
        sizes["image"] += size * (request.resource_type == "image")
    context.close()
    return Cost(
        requests=len(asked),
        size=sizes["all"],
        pictures=sizes["image"],
        faults=tuple(watch.faults),
    )


def run_axe(context: BrowserContext, address: str, script: str) -> dict[str, list[str]]:
    """What axe-core finds, and what does not fit, by view."""
    found: dict[str, list[str]] = {}
    view: View = context.new_page()
    view.goto(address)
    view.evaluate("document.fonts.ready")
    view.evaluate(script)
    for width, scheme in VIEWS:
        view.set_viewport_size({"width": width, "height": 900})
        view.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        result: dict[str, Any] = view.evaluate(_RUN)
        faults = [
            f"{each['id']}: {each['help']}; {each['count']} times, first {each['where']}"
            for each in result["violations"]
        ]
        if result["passes"] < FEWEST:
            faults.append(f"axe-core judged by {result['passes']} rules only")
        if result["wide"] > 0:
            faults.append(f"reflow: {result['wide']} pixels wider than the view")
        found[f"{width} px {scheme}"] = faults
    return found
