"""The picture of an edition for messengers, as a page of paper to be photographed.

In: an edition, and one way to set its title. Out: a page of 1200 × 630 px with the organisation,
the title and the date in the edition's own language, set by the rules of a PDF. Which way fits is
found out by whoever sets it: `find_settings` names them, best first.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from publisher.compose.breaks import insert_breaks
from publisher.compose.environment import render_template
from publisher.compose.page import Languages, Voice, base_values, page_styles
from publisher.model.edition import Edition
from publisher.model.language import Language
from publisher.model.newsroom import Newsroom
from publisher.model.page import Page
from publisher.model.theme import Theme
from publisher.text.cluster import may_part
from publisher.text.linebreak import find_opportunities

TEMPLATE = "share.html.j2"
STYLES = "share.css"
SIZES = (84, 70, 58, 48, 39)
"""Sizes of the title, in px; the smallest can still be read on a telephone, where the picture is
about a third as wide."""
ROOM = (1024, 362)
"""Width and height that a title has, in px, as `share.css` leaves them."""
SHORTER = 0.8
"""The share of a title that is kept where all of it does not fit in the smallest size."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """One way to set a title: its size in px, and the words of it that are shown."""

    size: int
    title: str


def find_settings(
    title: str, language: Language, measure: Callable[[str], float]
) -> Iterator[Setting]:
    """The ways to set a title, the largest first; then, in the smallest size, shorter and shorter,
    cut where a line may end, or at least between clusters. `measure` says how wide a text is at
    least, in ems: it spares tries that cannot fit and decides nothing."""

    def may_fit(width: float, size: int) -> bool:
        lines = math.ceil(width * size / ROOM[0])
        return lines * language.styles["heading"].line_height * size <= ROOM[1]

    width = measure(title)
    for size in SIZES:
        if size == SIZES[-1] or may_fit(width, size):
            yield Setting(size=size, title=title)
    words = {offset for offset, sign in enumerate(title) if sign == " "}
    words.update(find_opportunities(title, language))
    length = len(title)
    while length > 1:
        length = int(length * SHORTER)
        if not may_fit(measure(title[:length]), SIZES[-1]):
            continue
        ends = [at for at in words if length // 2 < at <= length]
        end = max(ends, default=0) or max(at for at in range(length + 1) if may_part(title, at))
        yield Setting(size=SIZES[-1], title=title[:end].rstrip(" ,;:–—၊") + "…")


def compose_share(
    *,
    edition: Edition,
    newsroom: Newsroom,
    theme: Theme,
    languages: Languages,
    setting: Setting,
) -> Page:
    """The page of the picture of an edition, its title set in one way."""
    root = languages[edition.language]
    voice = Voice.of(edition, languages)
    html = render_template(
        theme,
        TEMPLATE,
        **base_values(voice, newsroom, "print"),
        styles=page_styles(theme, newsroom, root, [], "print", STYLES),
        release=edition.release,
        setting=setting,
    )
    text = insert_breaks(html, languages, root, "print")
    return Page(
        html=text.html,
        media="print",
        language=edition.language,
        title=setting.title,
        date=edition.release.date,
        blocks=text.blocks,
        furniture=text.furniture,
        texts=text.texts,
    )


def share_title(edition: Edition, languages: Languages) -> str:
    """The title of an edition without its marks."""
    return Voice.of(edition, languages).plain(edition.release.title)
