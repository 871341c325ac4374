"""An edition as a Word document, to copy from and to work on.

In: an edition, the newsroom, its languages and its pictures. Out: the parts of a DOCX file: styles
for headings, quotations and captions, numbering that Word counts itself, links, pictures with their
alternative text. Each stretch of text says its language and is set in faces of that language; what
is in a script that Word calls complex is marked as such (`w:cs`), for Word takes size, weight, face
and language of such text from properties of their own.

Word counts in its own digits: ISO 29500 names number formats for Thai and Hindi, but none for
Burmese or Khmer, so the numbers of lists are western ones here.

Standard: ISO/IEC 29500-1, 17.3.2.26 (`w:rFonts`), 17.3.2.20 (`w:lang`), 17.9 (numbering)
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from publisher.model.edition import Edition, Localized
from publisher.model.inline import Run
from publisher.model.language import Language
from publisher.model.newsroom import Newsroom
from publisher.model.release import (
    Block,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Segment,
)
from publisher.render.docx_styles import (
    EAST_ASIAN_SCRIPTS,
    INDENT,
    MAX_LEVEL,
    SIMPLE_SCRIPTS,
    element,
    locale_of,
    qualify,
    set_faces,
    set_numbering,
    set_styles,
)
from publisher.render.plaintext import KIND_MESSAGES, write_notices
from publisher.text.format import format_date, format_dateline
from publisher.text.inline import parse_inline
from publisher.text.normalize import to_nfc

_LATIN = re.compile(r"([0-9A-Za-zÀ-ɏ](?:[ -~À-ɏ‘’“”–—]*[0-9A-Za-zÀ-ɏ])?)")
"""A stretch of Latin inside text of a complex script, from letter to letter."""
TEXT_WIDTH = 6.0
"""Inches between the margins."""
PROPERTY = 255
"""The most characters of a property of a document, as python-docx and Word have it."""
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_XML_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def render_docx(
    edition: Edition,
    newsroom: Newsroom,
    languages: Mapping[str, Language],
    pictures: Mapping[str, bytes],
) -> Mapping[str, bytes]:
    """The parts of the document by their names; `pictures` are JPEG or PNG, by their addresses in
    the release. They are packed by whoever knows how to pack the same file every time."""
    writer = _Writer(edition, newsroom, languages, pictures)
    writer.write()
    output = io.BytesIO()
    writer.document.save(output)
    with zipfile.ZipFile(output) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


class _Writer:
    """Writes one document from its beginning to its end."""

    def __init__(
        self,
        edition: Edition,
        newsroom: Newsroom,
        languages: Mapping[str, Language],
        pictures: Mapping[str, bytes],
    ) -> None:
        from docx import Document

        self.edition = edition
        self.newsroom = newsroom
        self.languages = languages
        self.language = languages[edition.language]
        self.pictures = pictures
        self.document: Any = Document()
        self.styles: dict[str, str] = {}
        self.lists = 0

    def write(self) -> None:
        """The whole document."""
        release = self.edition.release
        self.set_properties()
        source = self.edition.source_language
        set_styles(self.document.styles, self.language, source, self.newsroom.theme.accent)
        set_numbering(self.numbering, self.language)
        # To look a style up by its name takes python-docx longer than all the rest of a paragraph.
        self.styles = {style.name: style.style_id for style in self.document.styles}
        self.add("Organisation", self.edition.localized(self.newsroom.organisation.name))
        self.add("Kind", self.edition.label(KIND_MESSAGES[release.kind]))
        self.add("Title", self.edition.localized(release.title))
        if release.subtitle is not None:
            self.add("Subtitle", self.edition.localized(release.subtitle))
        self.add("Date", Run(text=format_date(release.date, self.language)))
        for notice in write_notices(self.edition, self.newsroom, self.language):
            for line in notice.splitlines():
                self.add("Notice", Run(text=line))
        self.write_blocks(release.blocks)
        self.write_publication()
        for key in release.about:
            about = self.newsroom.about[key]
            self.add("Heading 1", self.edition.localized(about.title))
            for paragraph in about.paragraphs:
                self.add("Normal", self.edition.localized(paragraph))
        self.write_contacts()

    def set_properties(self) -> None:
        """Title, author, language and dates; no clock is asked."""
        release, properties = self.edition.release, self.document.core_properties
        properties.title = self.plain(release.title)[:PROPERTY]
        properties.author = self.plain(self.newsroom.organisation.name)[:PROPERTY]
        properties.last_modified_by = ""
        properties.comments = ""
        properties.language = locale_of(self.edition.language)
        properties.created = release.date.midnight
        properties.modified = (release.updated or release.date).midnight
        properties.revision = release.version

    @property
    def numbering(self) -> Any:
        """The part of the document that says how lists count."""
        return self.document.part.numbering_part.element

    def plain(self, segment: Segment) -> str:
        """The words of a segment."""
        runs = parse_inline(self.edition.localized(segment).text)[0]
        return "".join(" " if run.line_break else run.text for run in runs)

    def add(self, style: str, *texts: Localized | Run) -> None:
        """A paragraph of texts, one behind the other; runs are in the document's own language."""
        place = self.document.element.body.add_p()
        place.style = self.styles[style]
        for text in texts:
            if isinstance(text, Run):
                self.write_run(place, text, self.language)
                continue
            language = self.languages.get(text.language, self.language)
            for run in parse_inline(text.text)[0]:
                self.write_run(place, run, language)

    def write_run(self, place: Any, run: Run, language: Language) -> None:
        """A run at the end of a paragraph, in a link of its own where it leads somewhere."""
        if run.href:
            link = element("w:hyperlink")
            link.set(_XML_ID, self.document.part.relate_to(run.href, _LINK, is_external=True))
            place.append(link)
            place = link
        for stretch, latin in split_scripts(to_nfc(run.text), language):
            place.append(self.make_run(stretch, run, language, latin=latin))
        if run.line_break:
            broken = element("w:r")
            broken.append(element("w:br"))
            place.append(broken)

    def make_run(self, text: str, run: Run, language: Language, *, latin: bool) -> Any:
        """A stretch of text in one script, with its marks."""
        run_element, properties = element("w:r"), element("w:rPr")
        heavy = run.strong or (run.emphasis and language.emphasis == "weight")
        marks = [
            *(("w:b", "w:bCs") if heavy else ()),
            *(("w:i", "w:iCs") if run.emphasis and language.emphasis == "italic" else ()),
        ]
        properties.extend(element(name) for name in marks)
        if run.href:
            properties.append(element("w:color", val="0563C1"))
            properties.append(element("w:u", val="single"))
        complex_script = language.script not in SIMPLE_SCRIPTS | EAST_ASIAN_SCRIPTS
        if complex_script and not latin:
            properties.append(element("w:cs"))
        if language is not self.language or latin or complex_script:
            set_faces(properties, language, self.edition.source_language, latin=latin)
        said = element("w:t")
        said.text = text
        said.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run_element.extend([properties, said] if len(properties) else [said])
        return run_element

    def write_blocks(self, blocks: Sequence[Block], style: str = "Normal", depth: int = -1) -> None:
        """Blocks in their order; `depth` is that of the list that they are in."""
        for block in blocks:
            match block:
                case Paragraph(content=content):
                    self.add(style, *self.dateline(block), self.edition.localized(content))
                case Heading(level=level, content=content):
                    self.add(f"Heading {min(level - 1, 3)}", self.edition.localized(content))
                case ListBlock():
                    self.write_list(block, depth + 1)
                case Quote(blocks=inner, attribution=attribution):
                    self.write_blocks(inner, "Quote", depth)
                    if attribution is not None:
                        self.add("Attribution", Run(text="— "), self.edition.localized(attribution))
                case Figure():
                    self.write_figure(block)
                case Rule():
                    self.add(style, Run(text="* * *"))

    def dateline(self, paragraph: Paragraph) -> Iterator[Run]:
        """Place and date before the lead of a press release."""
        release = self.edition.release
        if paragraph.lead and release.kind == "press-release" and release.place is not None:
            place = self.plain(release.place)
            yield Run(text=format_dateline(place, release.date, self.language), strong=True)
            yield Run(text=" — ")

    def write_list(self, block: ListBlock, depth: int) -> None:
        """A list that counts by itself, from its first number on."""
        self.lists += 1
        mine = self.lists
        level = min(depth, MAX_LEVEL)
        number = element("w:num", numId=str(mine))
        number.append(element("w:abstractNumId", val=str(int(block.ordered))))
        override = element("w:lvlOverride", ilvl=str(level))
        override.append(element("w:startOverride", val=str(block.start)))
        number.append(override)
        self.numbering.append(number)
        for item in block.items:
            before = len(self.document.paragraphs)
            self.write_blocks(item, "List Paragraph", depth)
            for index, paragraph in enumerate(self.document.paragraphs[before:]):
                properties = paragraph._element.get_or_add_pPr()
                if index == 0:
                    if properties.numPr is None:
                        place = properties.get_or_add_numPr()
                        place.get_or_add_ilvl().val = level
                        place.get_or_add_numId().val = mine
                elif properties.numPr is None and properties.ind is None:
                    properties.append(element("w:ind", left=str(INDENT * (level + 1))))

    def write_figure(self, figure: Figure) -> None:
        """A picture with its alternative text, its caption and its credit."""
        from docx.shared import Inches

        data = io.BytesIO(self.pictures[figure.image])
        self.document.add_picture(data, width=Inches(TEXT_WIDTH))
        for properties in self.document.paragraphs[-1]._element.iter(qualify("wp:docPr")):
            properties.set("descr", self.plain(figure.alt))
        said = [self.edition.localized(part) for part in (figure.caption, figure.credit) if part]
        if said:
            parts = [part for text in said for part in (Run(text=" "), text)]
            self.add("Caption", *parts[1:])

    def write_publication(self) -> None:
        """What is launched, and where to read it."""
        publication = self.edition.release.publication
        if publication is None:
            return
        self.add("Heading 1", self.edition.label("The publication"))
        self.add("Normal", self.edition.localized(publication.title))
        for tag, href in publication.links.items():
            name = Localized(text=self.languages[tag].name, language=tag, translated=True)
            self.add("Normal", name, Run(text=": "), Run(text=href, href=href))

    def write_contacts(self) -> None:
        """Whom the media may ask."""
        release = self.edition.release
        if release.contacts:
            self.add("Heading 1", self.edition.label("Contact"))
        for key in release.contacts:
            contact = self.newsroom.contacts[key]
            self.add("Normal", self.edition.localized(contact.name))
            if contact.role is not None:
                self.add("Normal", self.edition.localized(contact.role))
            means = (
                ("E-mail:", contact.email, f"mailto:{contact.email}"),
                ("Telephone:", contact.phone, None),
                ("Web:", contact.url, contact.url),
            )
            for name, value, href in means:
                if value:
                    self.add(
                        "Normal",
                        self.edition.label(name),
                        Run(text=" "),
                        Run(text=value, href=href),
                    )


def split_scripts(text: str, language: Language) -> Iterator[tuple[str, bool]]:
    """The stretches of a text, and whether each is Latin inside another script."""
    if language.script in SIMPLE_SCRIPTS:
        yield from [(text, False)] if text else []
        return
    for index, stretch in enumerate(_LATIN.split(text)):
        if stretch:
            yield stretch, index % 2 == 1
