"""The words of the preview's own pages, in the languages that publisher's catalogues have.

In: the newsroom's shared catalogues, a request. Out: pages in the reader's language, and the styles
with the faces of every language that may stand on them.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from markupsafe import Markup
from starlette.requests import Request

from publisher.build.faces import FaceLibrary, faces_of
from publisher.build.interface import STYLES, load_interface
from publisher.build.loading import shared_memory
from publisher.build.resources import (
    bundled_languages,
    known_faces,
    known_languages,
    resource_folder,
)
from publisher.compose.environment import render_template
from publisher.compose.page import Voice
from publisher.compose.styles import language_styles
from publisher.load.po import load_catalog
from publisher.model.errors import PublisherError
from publisher.model.language import Language
from publisher.model.message import LOCALES, Catalog, catalog_path
from publisher.model.newsroom import SHARED_DOMAIN
from publisher.model.page import FaceSlice
from publisher.render.html import slice_path, slice_rule
from publisher.render.shaping import shaping_font
from publisher.text.ranges import expand_ranges
from publisher.translate.apply import localize
from publisher.translate.extract import extract_theme, merge_messages

SOURCE = "en"
"""The language that the pages are written in."""
CHOICE = "publisher-language"
"""The cookie that keeps which language was chosen."""


class Voices:
    """What pages are said in: a language each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.theme = load_interface()
        self.messages = merge_messages(extract_theme(self.theme))
        brought = resource_folder(LOCALES)
        tags = [
            path.parent.parent.name for path in brought.glob(f"*/LC_MESSAGES/{SHARED_DOMAIN}.po")
        ]
        self.tags = tuple(sorted(tags, key=lambda tag: (tag != SOURCE, tag)))
        self._voices: dict[str, Voice] = {}
        self._catalogs: dict[str, Catalog] = {}

    def languages(self) -> Mapping[str, Language]:
        """Every language that may stand on a page."""
        try:
            return known_languages(self.folder)
        except (PublisherError, OSError):
            return bundled_languages()

    def renew(self) -> None:
        """Read the newsroom's catalogues again: they were saved."""
        self._voices, self._catalogs = {}, {}

    def voice(self, tag: str) -> Voice:
        """What says the pages' words in a language."""
        voices = self._voices  # another thread may put new ones in their place
        if tag not in voices:
            texts = localize(self.messages, self.catalog(tag), self.catalog(SOURCE))
            languages = self.languages()
            voices[tag] = Voice(languages[tag], languages, texts, SOURCE)
        return voices[tag]

    def catalog(self, tag: str) -> Catalog:
        """The shared catalogue of a language: the newsroom's own texts before publisher's."""
        catalogs = self._catalogs
        if tag not in catalogs:
            brought = shared_memory(tag)
            path = catalog_path(tag, SHARED_DOMAIN)
            try:
                own = load_catalog(self.folder, path).to_catalog(SHARED_DOMAIN, tag).translations
            except PublisherError:
                own = {}  # the page says what is wrong with it
            usable = {key: found for key, found in own.items() if found.usable}
            merged = {**brought.translations, **usable}
            catalogs[tag] = replace(brought, translations=merged)
        return catalogs[tag]

    def choose(self, request: Request) -> str:
        """The language of an answer: as asked for, as chosen before, or as the browser likes it."""
        asked = (request.query_params.get("language"), request.cookies.get(CHOICE))
        for tag in (*asked, *accepted(request.headers.get("accept-language", ""))):
            if tag in self.tags:
                return tag
        return SOURCE

    def render(self, template: str, tag: str, **values: object) -> str:
        """A page in a language."""
        voice = self.voice(tag)

        def other(text: str, language: str) -> Markup:
            """A text of another language, marked as such."""
            direction = voice.languages[language].direction
            return Markup('<span lang="{}" dir="{}">{}</span>').format(language, direction, text)

        return render_template(
            self.theme,
            template,
            _=voice.gettext,
            label=voice.label,
            number=voice.number,
            date=voice.date,
            moment=voice.moment,
            language=voice.language,
            languages=voice.languages,
            tags=self.tags,
            text=other,
            **values,
        )

    def styles(self, tag: str, shown: Collection[str]) -> tuple[str, dict[str, FaceSlice]]:
        """The style sheet of pages in a language, and the slices of faces that it names;
        `shown` are the languages of the newsroom."""
        tags = {*self.tags, *shown}
        languages = {name: found for name, found in self.languages().items() if name in tags}
        faces = known_faces(self.folder)
        library = FaceLibrary(faces)
        others = [language for name, language in languages.items() if name != tag]
        rules = []
        slices = {}
        wanted = usual_characters(languages.values())
        for key in sorted(faces_of(languages.values(), faces)):
            if key.italic:
                continue
            for number, data in enumerate(library[key]):
                held = frozenset(map(chr, shaping_font(data).characters))
                characters = held & wanted if wanted else held
                if not any(character.isalpha() for character in characters):
                    continue  # a file for other languages
                path = slice_path(key, data, characters)
                cut = FaceSlice(path=path, key=key, number=number, characters=characters)
                slices[path] = cut
                rules.append(slice_rule(cut, "/site/", alone=False))
        sheet = [
            *rules,
            language_styles(languages[tag], others, "screen"),
            self.theme.styles[STYLES],
        ]
        return "\n".join(sheet), slices


def usual_characters(languages: Iterable[Language]) -> frozenset[str]:
    """The letters of all languages that name theirs."""
    return frozenset().union(*(expand_ranges(language.alphabet) for language in languages))


def accepted(header: str) -> list[str]:
    """The languages of an Accept-Language header, best first (RFC 9110, 12.5.4)."""
    ranked: list[tuple[float, int, str]] = []
    for part in header.split(","):
        name, _, weight = part.partition(";")
        try:
            quality = float(weight.strip().removeprefix("q=")) if weight else 1.0
        except ValueError:
            continue
        if name.strip() and quality > 0:
            ranked.append((-quality, len(ranked), name.strip().split("-")[0].lower()))
    return [name for _, _, name in sorted(ranked)]
