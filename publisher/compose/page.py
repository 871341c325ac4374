"""An edition to the HTML of its page, for screen or paper.

In: an edition, the newsroom, the theme and the languages. Out: a `Page`. One template per kind
serves both media; what differs is in the styles, and in `media`, which a template may ask.
"""

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from publisher.compose.breaks import insert_breaks
from publisher.compose.environment import render_template
from publisher.compose.found import Found, Place, find_edition
from publisher.compose.inline import render_runs
from publisher.compose.styles import colour_styles, language_styles
from publisher.model.edition import Edition, Localized, find_text
from publisher.model.language import Language
from publisher.model.message import MessageKey
from publisher.model.newsroom import Contact, Newsroom, OfficeHours
from publisher.model.page import FACES_SLOT, FaceUse, Media, Page
from publisher.model.picture import Picture, Variant, VariantSet
from publisher.model.release import PartialDate, Segment
from publisher.model.theme import Theme
from publisher.text.clock import clock_language, format_time, name_day, name_time_zone
from publisher.text.format import (
    format_counter,
    format_date,
    format_digits,
    format_list,
    format_moment,
)
from publisher.text.inline import parse_inline, strip_markup
from publisher.text.names import FALLBACK, find_name, format_names, spell_language
from publisher.text.normalize import to_nfc

Languages = Mapping[str, Language]

BULLET = "•"
"""The marker of unordered lists at every level, in the styles and in plain text."""
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Link:
    """A link to another page of the site, in that page's own language."""

    language: str
    text: str
    href: str
    current: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Absent:
    """An edition that there is not: the language by its own name, and a note that says so, which is
    in `note_language`: its own, once it is translated."""

    language: str
    text: str
    note: str
    note_language: str


class Voice:
    """What templates call to say something in an edition's language.

    Every text that is not in the page's language carries its own `lang`.
    """

    def __init__(
        self,
        language: Language,
        languages: Languages,
        shared: Mapping[MessageKey, Localized],
        source_language: str,
        texts: Mapping[MessageKey, Localized] | None = None,
    ) -> None:
        self.language = language
        self.languages = languages
        self.source_language = source_language
        self.known = {**shared, **(texts or {})}
        self.shared = shared

    @classmethod
    def of(cls, edition: Edition, languages: Languages) -> "Voice":
        """The voice of an edition."""
        own = languages[edition.language]
        return cls(own, languages, edition.shared, edition.source_language, edition.texts)

    def localized(self, segment: Segment) -> Localized:
        """The text of a segment of the release or of publisher.toml."""
        return find_text(self.known, segment.key, self.source_language)

    def say(self, segment: Segment) -> Markup:
        """A segment as HTML."""
        text = self.localized(segment)
        return self.wrap(self.inline(text.text), text.language)

    def inline(self, text: str) -> Markup:
        """Inline Markdown in the page's own language as HTML."""
        return render_runs(parse_inline(text)[0])

    def quote(self, text: str, language: str) -> Markup:
        """Inline Markdown in any language as HTML."""
        return self.wrap(self.inline(text), language)

    def plain(self, segment: Segment) -> str:
        """A segment for attributes, titles and metadata: words without marks."""
        return strip_markup(self.localized(segment).text)

    def language_of(self, segment: Segment) -> str:
        """The language that a segment is shown in."""
        return self.localized(segment).language

    def gettext(self, message: str, **values: object) -> Markup:
        """A string of the template as HTML, `{name}` filled with escaped values."""
        text = self.template_text(message)
        escaped = {name: escape(value) for name, value in values.items()}
        # Both the text and what fills it are escaped.
        return self.wrap(Markup(fill(escape(text.text), escaped)), text.language)  # noqa: S704

    def label(self, message: str, **values: object) -> str:
        """A string of the template for attributes."""
        return fill(self.template_text(message).text, values)

    def template_text(self, message: str) -> Localized:
        """The translation of a template's string, in NFC."""
        found = find_text(self.shared, MessageKey(None, message), self.source_language)
        return replace(found, text=to_nfc(found.text))

    def wrap(self, html: Markup, language: str) -> Markup:
        """`html`, marked with its language where that is not the page's."""
        if language == self.language.tag:
            return html
        return Markup('<span lang="{}">{}</span>').format(language, html)

    def date(self, date: PartialDate) -> str:
        """A date in the page's language."""
        return format_date(date, self.language)

    def moment(self, moment: dt.datetime) -> str:
        """A moment in the page's language, on the clocks of its own offset."""
        return format_moment(moment, self.language)

    def counter(self, value: int) -> str:
        """The marker of an item of an ordered list."""
        return format_counter(value, self.language)

    def number(self, value: int | str) -> str:
        """A number in the page's digits."""
        return format_digits(str(value), self.language)

    def speaks(self, contact: Contact) -> Markup:
        """The languages that are spoken at a contact, in a running list."""
        names = [self.name_language(tag) for tag in contact.languages]
        return Markup(format_list(names, self.language))  # noqa: S704  # all of it is escaped

    def name_language(self, tag: str) -> Markup:
        """The name of a language, in English where the page's language has none."""
        own = find_name(tag, self.language)
        name = escape(own or spell_language(tag, self.language))
        return name if own else self.wrap(name, FALLBACK)

    def days(self, hours: OfficeHours, pattern: Markup) -> Markup:
        """The days on which somebody answers; `pattern` joins the `{first}` and `{last}` of some in
        a row."""
        runs = []
        for first, last in hours.days:
            names = {"first": self.name_day(first), "last": self.name_day(last)}
            runs.append(names["first"] if first == last else fill(pattern, names))
        return Markup(format_list(runs, self.language))  # noqa: S704  # all of it is escaped

    def name_day(self, day: int) -> Markup:
        """A day of the week, Monday being 0."""
        return self.wrap(escape(name_day(day, self.language)), clock_language(self.language))

    def time_zone(self, hours: OfficeHours) -> Markup:
        """The name of the time zone that office hours are in."""
        name = name_time_zone(hours.time_zone, self.language)
        return self.wrap(escape(name), clock_language(self.language))

    def time(self, time: dt.time) -> str:
        """A time of the day."""
        return format_time(time, self.language)


def fill(text: str, values: Mapping[str, object]) -> str:
    """`text` with each known `{name}` replaced by its value. Unlike `str.format`, a name reaches
    into nothing, and a brace of a translator's own is only a brace."""
    return _PLACEHOLDER.sub(lambda found: str(values.get(found[1], found[0])), text)


def base_values(voice: Voice, newsroom: Newsroom, media: Media) -> dict[str, object]:
    """What every template may use."""
    return {
        "_": voice.gettext,
        "label": voice.label,
        "say": voice.say,
        "plain": voice.plain,
        "language_of": voice.language_of,
        "date": voice.date,
        "moment": voice.moment,
        "number": voice.number,
        "counter": voice.counter,
        "speaks": voice.speaks,
        "days": voice.days,
        "time": voice.time,
        "time_zone": voice.time_zone,
        "bullet": f"{BULLET} ",
        "language": voice.language,
        "languages": voice.languages,
        "newsroom": newsroom,
        "media": media,
        "page_counter": Markup('<span class="page-counter"></span>'),
        "pages_counter": Markup('<span class="pages-counter"></span>'),
    }


LOGO_ON_PAPER = "@"
"""What the address of the logo begins with on paper, as no picture of a release's can."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Logo:
    """The organisation's logo as a page shows it; width and height give its proportions."""

    src: str
    width: int
    height: int


def place_logo(theme: Theme, root: str) -> Logo | None:
    """The logo of a theme on a page from which `root` leads to the site; empty where the page's own
    folder is the site."""
    logo = theme.logo
    if logo is None:
        return None
    return Logo(src=f"{root}{logo.path}", width=logo.width, height=logo.height)


def page_styles(
    theme: Theme,
    newsroom: Newsroom,
    root: Language,
    used: list[Language],
    media: Media,
    sheet: str = "",
) -> Markup:
    """The content of the page's style element; the faces' rules come later into their slot.
    `sheet` is the one of the page, that of its medium unless it has another."""
    parts = [
        FACES_SLOT,
        colour_styles(newsroom.theme, media),
        theme.styles.get("base.css", ""),
        theme.styles.get(sheet or f"{media}.css", ""),
        language_styles(root, [language for language in used if language is not root], media),
    ]
    # These are styles, which HTML reads raw; the one thing that could end them is taken out.
    return Markup("\n".join(parts).replace("</", "<\\/"))  # noqa: S704


def compose_page(
    *,
    edition: Edition,
    newsroom: Newsroom,
    theme: Theme,
    languages: Languages,
    pictures: Mapping[str, Picture],
    shown: Mapping[str, VariantSet],
    root: str,
    links: tuple[Link, ...],
    absent: tuple[Absent, ...],
    downloads: tuple[tuple[str, str], ...],
    superseded: tuple[tuple[int, str], ...],
    index_href: str,
    kit_href: str,
    find_href: str,
    path: str,
    share: str,
    item: str,
    media: Media,
) -> Page:
    """The page of an edition. `shown` are its pictures for the web, whose paths begin at `root`;
    `links` are its sister editions, `absent` those that there are not, `downloads` its other
    formats and `superseded` its earlier versions with their addresses. `index_href` is the way
    back, `kit_href` that to the media kit, if there is one, `find_href` that to all titles; `path`
    is its own in the site, `share` and `item` are what stands beside it for messengers and news
    systems."""
    release = edition.release
    own = languages[edition.language]
    voice = Voice.of(edition, languages)
    dateline = Markup("")
    if release.place is not None:
        dateline = escape(own.dateline).format(
            place=voice.say(release.place), date=voice.date(release.date)
        )
    found = Found()
    if media == "screen" and edition.state == "published":
        found = find_edition(
            voice=voice,
            edition=edition,
            newsroom=newsroom,
            place=Place(site=newsroom.address, path=path),
            links=links,
            downloads=downloads,
            pictures=lead_to_pictures(shown, root),
            index_href=index_href,
            share=share,
            item=item,
        )
    used = quoted(edition, (*links, *absent), languages)
    html = render_template(
        theme,
        f"{release.kind}.html.j2",
        **base_values(voice, newsroom, media),
        styles=page_styles(theme, newsroom, own, used, media),
        found=found,
        edition=edition,
        release=release,
        dateline=dateline,
        pictures=pictures,
        shown=shown,
        root=root,
        first_figure=next(release.figures(), None),
        links=links,
        absent=absent,
        downloads=dict(downloads),
        superseded=dict(superseded),
        announced=format_names(edition.announced, languages, own),
        index_href=index_href,
        kit_href=kit_href,
        find_href=find_href,
        logo=place_logo(theme, "../" * path.count("/") if media == "screen" else LOGO_ON_PAPER),
        contacts=[newsroom.contacts[key] for key in release.contacts],
        about=[newsroom.about[key] for key in release.about],
    )
    text = insert_breaks(html, languages, own, media)
    return Page(
        html=text.html,
        media=media,
        language=edition.language,
        title=voice.plain(release.title),
        date=release.date,
        blocks=text.blocks,
        furniture=text.furniture,
        texts={**text.texts, **dict(generated_text(own, text.texts))},
    )


def lead_to_pictures(shown: Mapping[str, VariantSet], root: str) -> dict[str, Variant]:
    """The pictures of a page as every program shows them, by their addresses in the release; their
    paths lead there from the page."""
    return {
        address: replace(found.fallback, path=f"{root}{found.fallback.path}")
        for address, found in shown.items()
    }


def quoted(
    edition: Edition, links: tuple[Link | Absent, ...], languages: Languages
) -> list[Language]:
    """The languages that a page may hold text in, besides its own."""
    tags = [edition.source_language, *(link.language for link in links)]
    if edition.release.publication is not None:
        tags += edition.release.publication.links
    return [languages[tag] for tag in dict.fromkeys(tags) if tag != edition.language]


def generated_text(
    language: Language, texts: Mapping[FaceUse, tuple[str, ...]]
) -> Iterator[tuple[FaceUse, tuple[str, ...]]]:
    """Text that styles generate, so that no source holds it: digits of lists and page numbers,
    in every face that the page's own language uses."""
    marker = language.counter.prefix + language.counter.suffix
    generated = f"{language.digits} {marker} {BULLET}".split()
    for use, words in texts.items():
        if use.language == language.tag:
            yield use, (*words, *generated)
