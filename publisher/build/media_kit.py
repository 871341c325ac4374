"""A media kit: all that a newspaper needs of a release, in every language that is published.

In: the editions of a release and the artifacts that were made of them, as plain data. Out: one zip
file, the same each time. Nothing in it is made twice: the PDF, the text and the page are those of
the site; the page gets its faces and pictures inside.
"""

import posixpath
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from publisher.build.task import EditionTask, edition_file
from publisher.compose.parts import reach_templates
from publisher.compose.readme import KIT_TEMPLATE, compose_readme
from publisher.model.edition import Edition
from publisher.model.newsroom import Format
from publisher.model.release import Segment
from publisher.model.theme import Theme
from publisher.publish.archive import pack_archive
from publisher.publish.output import digest
from publisher.render.captions import PictureTexts, write_captions
from publisher.render.contacts import Card, write_cards
from publisher.render.docx import render_docx
from publisher.render.picture import make_variants
from publisher.render.standalone import stand_alone
from publisher.text.inline import strip_to_line

SUMS = "SHA256SUMS"
PICTURES = "pictures"


@dataclass(frozen=True, kw_only=True, slots=True)
class KitTask:
    """All that a kit is made of. `editions` are its languages, the source language first, each as
    the task that made it; `artifacts` their bytes, by language and format; `files` what the pages
    show, by paths of the site."""

    editions: tuple[EditionTask, ...]
    artifacts: Mapping[tuple[str, Format], bytes] = field(hash=False)
    files: Mapping[str, bytes] = field(hash=False)
    theme: Theme
    """With the templates that the kit's own text reaches."""

    @property
    def slug(self) -> str:
        """The release."""
        return self.editions[0].edition.release.slug

    @property
    def name(self) -> str:
        """The kit, for people."""
        return f"the media kit of {self.slug}"


def kit_theme(theme: Theme) -> Theme:
    """What a kit needs of a theme."""
    reached = reach_templates(theme, KIT_TEMPLATE)
    return Theme(templates=reached.templates, styles={}, paths=reached.paths)


def make_kit(task: KitTask) -> bytes:
    """The kit as a zip file. All lies in one folder, so that it can be unpacked anywhere."""
    files: dict[str, bytes] = dict(collect_pictures(task))
    for edition in task.editions:
        files |= dict(collect_edition(task, edition, pictures=bool(files)))
    sums = "".join(f"{digest(files[path])}  {path}\n" for path in sorted(files))
    files[SUMS] = sums.encode()
    return pack_archive({f"{task.slug}/{path}": data for path, data in files.items()})


def collect_edition(
    task: KitTask, part: EditionTask, *, pictures: bool
) -> Iterator[tuple[str, bytes]]:
    """The files of one language."""
    edition = part.edition
    tag = edition.language
    made = {name: task.artifacts[key, name] for key, name in task.artifacts if key == tag}
    contents: dict[str, bytes] = {name: made[name] for name in ("pdf", "txt") if name in made}
    if "html" in made:
        contents["html"] = stand_alone(
            made["html"].decode(),
            f"{part.folder}/index.html",
            task.files,
            dict(moved_files(task, part)),
            part.newsroom.address,
        ).encode()
    shown = dict(shown_pictures(task, part))
    contents["docx"] = pack_archive(render_docx(edition, part.newsroom, part.languages, shown))
    names = {suffix: f"{tag}/{edition_file(edition, suffix)}" for suffix in contents}
    for suffix, data in contents.items():
        yield names[suffix], data
    yield (
        f"README.{tag}.txt",
        compose_readme(
            edition,
            part.newsroom,
            task.theme,
            part.languages,
            list(names.values()),
            pictures=pictures,
        ),
    )
    cards = list(make_cards(part))
    if cards:
        yield f"contacts.{tag}.vcf", write_cards(cards)
        text = "\n\n".join(
            "\n".join(filter(None, (c.name, c.role, c.organisation, c.email, c.phone, c.url)))
            for c in cards
        )
        yield f"contacts.{tag}.txt", f"{text}\n".encode()


def shown_pictures(task: KitTask, part: EditionTask) -> Iterator[tuple[str, bytes]]:
    """The pictures as every program shows them; made here where no web page needed them."""
    for path, planned in part.shown.items():
        fallback = planned.fallback
        data = task.files.get(fallback.path)
        yield path, data or make_variants(part.pictures[path], planned)[fallback.path]


def moved_files(task: KitTask, part: EditionTask) -> Iterator[tuple[str, str]]:
    """Where the files of the editions are in the kit, seen from the page of one of them."""
    for other in task.editions:
        tag = other.edition.language
        for key, name in task.artifacts:
            if key == tag:
                file = edition_file(other.edition, name)
                on_site = "index.html" if name == "html" else file
                within = posixpath.relpath(f"{tag}/{file}", part.edition.language)
                yield f"{other.folder}/{on_site}", within


def make_cards(part: EditionTask) -> Iterator[Card]:
    """The contacts of a release in one language."""
    say = speaker(part.edition)
    for key in part.edition.release.contacts:
        contact = part.newsroom.contacts[key]
        yield Card(
            name=say(contact.name),
            role=say(contact.role) if contact.role else "",
            organisation=say(part.newsroom.organisation.name),
            email=contact.email,
            phone=contact.phone,
            url=contact.url,
        )


def collect_pictures(task: KitTask) -> Iterator[tuple[str, bytes]]:
    """The pictures in full size, with what is said of them inside them and beside them."""
    source = task.editions[0]
    release = source.edition.release
    names: dict[str, str] = {}
    for figure in release.figures():
        if figure.image in names or figure.image not in source.pictures:
            continue

        def said(segment: Segment | None) -> dict[str, str]:
            if segment is None:
                return {}
            return {p.edition.language: speaker(p.edition)(segment) for p in task.editions}

        texts = PictureTexts(
            captions=said(figure.caption or figure.alt),
            alts=said(figure.alt),
            credits=said(figure.credit),
            headlines=said(release.title),
            date=release.date.iso,
        )
        suffix, data = write_captions(source.pictures[figure.image], texts)
        path = PurePosixPath(figure.image.removeprefix("images/")).with_suffix(suffix)
        names[figure.image] = str(path)
        yield f"{PICTURES}/{path}", data
    for part in task.editions if names else ():
        say = speaker(part.edition)
        blocks = []
        for figure in release.figures():
            if figure.image in names:
                lines = [
                    say(text) for text in (figure.caption or figure.alt, figure.credit) if text
                ]
                blocks.append("\n".join([names[figure.image], *lines]))
        text = "\n\n".join(blocks) + "\n"
        yield f"{PICTURES}/captions.{part.edition.language}.txt", text.encode()


def speaker(edition: Edition) -> Callable[[Segment], str]:
    """What says a segment in an edition, in words without marks."""

    def say(segment: Segment) -> str:
        return strip_to_line(edition.localized(segment).text)

    return say
