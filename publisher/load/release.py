"""releases/<slug>/release.md to a `Release`.

In: the newsroom's folder and configuration. Out: releases and findings; a release with an error
is left out, so that the others can be built. Front matter is YAML 1.1 read without implicit
types (the tag `no` stays Norwegian), then CommonMark.
"""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from publisher.load.files import read_source, suggest
from publisher.load.front_matter import FrontMatterReader
from publisher.load.lifecycle import check_history, read_corrections, read_version, read_withdrawal
from publisher.load.reads import file_exists, list_folder
from publisher.model.errors import PublisherError
from publisher.model.finding import Finding, Severity
from publisher.model.newsroom import Newsroom
from publisher.model.release import (
    KINDS,
    Block,
    Kind,
    PartialDate,
    Publication,
    Release,
)
from publisher.model.source import SourceFile
from publisher.text.inline import link_problems
from publisher.text.markdown import parse_body

RELEASES = "releases"
SLUG = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:-[a-z0-9]+)+\Z")

TRANSLATABLE = {
    "title": "Headline of the {kind}",
    "subtitle": "Subtitle, below the headline",
    "summary": "Summary, for index pages, search engines and messengers",
    "place": "Place of the dateline",
}
"""Front matter that translators see, with its extracted comment."""

KEYS: Mapping[str, str] = {
    "kind": "Required: `press-release`, `activity-report` or `publication-summary`",
    "title": "Required: the headline; translated",
    "date": "Required: `YYYY-MM-DD`, or `YYYY-MM` where the day is not known. It agrees with the "
    "slug, which may have any day where the date has none",
    "subtitle": "A line below the headline; translated",
    "summary": "For indexes, search engines and messengers; translated",
    "place": "The town of the dateline, which a press release opens with; translated. One that "
    "says “TBC” is not published",
    "languages": "A list; by default the newsroom's. It holds the source language",
    "embargo": "The moment before which nobody may publish, with its offset from UTC: "
    "`2017-07-24T09:00+06:30`; see [embargo](releases.md#embargo)",
    "version": "1, 2, 3 …: raised when what was published is corrected; see "
    "[corrections](releases.md#versions-and-corrections)",
    "corrections": "A list of what was wrong in earlier versions, each with `date` and `text`",
    "withdrawn": "`date` and `text`, or a date alone: the release is no longer stood by; see "
    "[withdrawal](releases.md#withdrawal)",
    "contacts": "A list of keys of `publisher.toml`, in the order in which to show them",
    "about": "The same for standing texts",
    "publication": "What is launched or summed up, with `title` and `links`",
}
"""The keys of the front matter, with what each says."""

PUBLICATION: Mapping[str, str] = {
    "title": "Required: its title; translated",
    "links": "Addresses by language: `en: https://…`",
}
"""The keys of a publication, with what each says."""


def load_releases(
    folder: Path, newsroom: Newsroom, slugs: Sequence[str] = ()
) -> tuple[tuple[Release, ...], list[Finding]]:
    """The releases of a newsroom, oldest first, and what is wrong with the others."""
    names = find_slugs(folder)
    findings = find_slug_clashes(names)
    for slug in slugs:
        if slug not in names:
            findings.append(
                Finding(
                    id="release/unknown",
                    message=f"there is no release {slug!r}",
                    hint=suggest(slug, names),
                    path=RELEASES,
                )
            )
    releases: list[Release] = []
    clashing = {finding.release for finding in findings if finding.release}
    for name in names:
        if (slugs and name not in slugs) or name in clashing:
            continue
        try:
            release, found = load_release(folder / RELEASES / name, f"{RELEASES}/{name}", newsroom)
        except PublisherError as error:
            release, found = None, list(error.findings)
        findings.extend(found)
        if release is not None:
            releases.append(release)
    return tuple(sorted(releases, key=lambda r: (r.date.sort_key, r.slug))), findings


def find_slugs(folder: Path) -> tuple[str, ...]:
    """The slug of every release folder there is, broken ones too, in order."""
    folders = [path.name for path in list_folder(folder / RELEASES) if path.is_dir()]
    return tuple(name for name in folders if not name.startswith((".", "_")))


def find_slug_clashes(names: Sequence[str]) -> list[Finding]:
    """Slugs that differ only in case: one folder on many disks, two pages at one address."""
    findings = []
    seen: dict[str, str] = {}
    for name in names:
        folded = name.casefold()
        if folded in seen:
            for slug, other in ((name, seen[folded]), (seen[folded], name)):
                findings.append(
                    Finding(
                        id="release/duplicate-slug",
                        message=f"the slugs {slug!r} and {other!r} are the same but for case",
                        hint="rename one of the two folders",
                        path=f"{RELEASES}/{slug}/release.md",
                        release=slug,
                    )
                )
        seen.setdefault(folded, name)
    return findings


def load_release(
    folder: Path, shown: str, newsroom: Newsroom
) -> tuple[Release | None, list[Finding]]:
    """One release, or nothing where it has an error, and the findings either way."""
    path = folder / "release.md"
    if not file_exists(path):
        return None, [
            Finding(
                id="release/no-file",
                message="the release folder holds no release.md",
                hint=f"make one with 'publisher new', or remove {shown} if it is left over",
                path=f"{shown}/release.md",
                release=folder.name,
            )
        ]
    source = read_source(path, f"{shown}/release.md")
    reader = _ReleaseReader(source, folder.name, newsroom)
    release = reader.read()
    findings = [replace(finding, release=folder.name) for finding in reader.findings]
    wrong = any(finding.severity is Severity.ERROR for finding in findings)
    return None if wrong else release, findings


class _ReleaseReader(FrontMatterReader):
    """Reads one release.md, collecting every finding on the way."""

    def __init__(self, source: SourceFile, slug: str, newsroom: Newsroom) -> None:
        super().__init__(source, KEYS)
        self.slug = slug
        self.newsroom = newsroom

    def read(self) -> Release | None:
        """The release; nothing where the front matter cannot be read at all."""
        self.check_characters()
        end = self.split()
        if end is None:
            return None
        text = self.source.text[self.source.line_start(2) : self.source.line_start(end)]
        readable = self.read_mapping(text)
        blocks, findings = parse_body(self.source, end + 1)
        release = self.build(blocks) if readable else None
        self.findings.extend(findings)
        if not blocks and not findings:
            self.report("empty-body", end, "the release has no text after its front matter")
        return release

    def build(self, blocks: tuple[Block, ...]) -> Release | None:
        """The release that the nodes describe; nothing where a needed one is missing."""
        kind = self.kind()
        named = (kind or "release").replace("-", " ")
        title, subtitle, summary, place = (
            self.segment(key, comment.format(kind=named)) for key, comment in TRANSLATABLE.items()
        )
        date = self.date()
        languages = self.languages()
        embargo = self.embargo()
        contacts = self.keys("contacts", self.newsroom.contacts)
        about = self.keys("about", self.newsroom.about)
        publication = self.publication()
        version = read_version(self)
        corrections = read_corrections(self)
        withdrawn = read_withdrawal(self)
        check_history(self, date, version, corrections, withdrawn)
        if "title" not in self.nodes:
            self.report("missing-key", 1, "the release has no title", "add 'title: …'")
        if kind is None or title is None or date is None:
            return None
        return Release(
            slug=self.slug,
            kind=kind,
            source=self.source,
            title=title,
            subtitle=subtitle,
            summary=summary,
            place=place,
            date=date,
            languages=languages,
            embargo=embargo,
            contacts=contacts,
            about=about,
            publication=publication,
            version=version,
            corrections=corrections,
            withdrawn=withdrawn,
            blocks=blocks,
        )

    def kind(self) -> Kind | None:
        """The kind of release."""
        text = self.scalar("kind")
        if text in KINDS:
            return text
        if text is None:
            if "kind" not in self.nodes:
                self.report(
                    "missing-key",
                    1,
                    "the release has no kind",
                    "add 'kind: ' and one of " + ", ".join(KINDS),
                )
        else:
            self.report(
                "unknown-kind", self.lines["kind"], f"unknown kind {text!r}", suggest(text, KINDS)
            )
        return None

    def date(self) -> PartialDate | None:
        """The date, a day or a month, which the slug must agree with."""
        text = self.scalar("date")
        if text is None:
            if "date" not in self.nodes:
                self.report("missing-key", 1, "the release has no date", "add 'date: YYYY-MM-DD'")
            return None
        line = self.lines["date"]
        date = self.parse_date(text, line)
        if date is None:
            return None
        slug = SLUG.match(self.slug)
        if not slug:
            self.report(
                "slug",
                line,
                f"the folder name {self.slug!r} is not a slug",
                f"rename it, such as {date.iso if date.day else date.iso + '-01'}-policy-dialogue",
            )
        elif (int(slug[1]), int(slug[2])) != (date.year, date.month) or (
            date.day is not None and int(slug[3]) != date.day
        ):
            self.report(
                "slug-date",
                line,
                f"the date {date.iso} is not the one in the folder name {self.slug!r}",
                "change one of the two",
            )
        return date

    def languages(self) -> tuple[str, ...]:
        """The languages of the release: by default those of the newsroom."""
        if "languages" not in self.nodes:
            return self.newsroom.languages
        tags = []
        for tag, line in self.sequence("languages"):
            if tag not in self.newsroom.languages:
                self.report(
                    "unknown-language",
                    line,
                    f"{tag!r} is not a language of this newsroom",
                    suggest(tag, self.newsroom.languages),
                )
            tags.append(tag)
        if not tags:
            if isinstance(self.nodes["languages"], yaml.SequenceNode):
                self.report("value", self.lines["languages"], "'languages' names no language")
        elif self.newsroom.source_language not in tags:
            self.report(
                "source-language",
                self.lines["languages"],
                f"'languages' leaves out {self.newsroom.source_language!r}, the language that the "
                "release is written in",
            )
        return tuple(dict.fromkeys(tags))

    def embargo(self) -> dt.datetime | None:
        """The moment before which nobody may publish; it needs its offset from UTC."""
        text = self.scalar("embargo")
        if text is None:
            return None
        try:
            moment = dt.datetime.fromisoformat(text)
            if moment.tzinfo is None:
                raise ValueError
        except ValueError:
            self.report(
                "embargo",
                self.lines["embargo"],
                f"{text!r} is not a moment with its offset from UTC",
                "write it like 2017-07-24T09:00+06:30",
            )
            return None
        return moment

    def keys(self, name: str, known: Mapping[str, object]) -> tuple[str, ...]:
        """Keys of publisher.toml that the release names."""
        keys = []
        for key, line in self.sequence(name):
            if key not in known:
                self.report(
                    "unknown-contact" if name == "contacts" else "unknown-about",
                    line,
                    f"publisher.toml has no [{name}.{key}]",
                    suggest(key, known),
                )
            keys.append(key)
        return tuple(dict.fromkeys(keys))

    def publication(self) -> Publication | None:
        """What is being launched, with a link for each language that it is available in."""
        node = self.nodes.get("publication")
        if node is None:
            return None
        line = self.lines["publication"]
        if not isinstance(node, yaml.MappingNode):
            self.report("value", line, "'publication' must have 'title' and 'links'")
            return None
        parts = self.read_parts("publication", node)
        for key, (_, at) in parts.items():
            if key not in PUBLICATION:
                self.report(
                    "unknown-key",
                    at,
                    f"unknown key 'publication.{key}'",
                    suggest(key, PUBLICATION),
                )
        if "title" not in parts:
            self.report("missing-key", line, "'publication' has no title")
            return None
        title = self.segment("publication.title", "Title of the publication", parts["title"][0])
        links: dict[str, str] = {}
        links_node = parts.get("links", (None, 0))[0]
        if links_node is not None and not isinstance(links_node, yaml.MappingNode):
            self.report("value", line, "'publication.links' must be 'language: address' lines")
        elif links_node is not None:
            for tag, (value, at) in self.read_parts("publication.links", links_node).items():
                address = self.scalar(f"publication.links.{tag}", value)
                for problem in [] if address is None else link_problems(address):
                    self.report("link", at, f"found {problem}")
                if tag not in self.newsroom.languages:
                    self.report(
                        "unknown-language",
                        at,
                        f"{tag!r} is not a language of this newsroom",
                        suggest(tag, self.newsroom.languages),
                    )
                links[tag] = address or ""
        return None if title is None else Publication(title=title, links=links)
