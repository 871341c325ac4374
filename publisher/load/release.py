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
from publisher.load.reads import file_exists, list_folder
from publisher.model.errors import PublisherError
from publisher.model.finding import Finding
from publisher.model.newsroom import Newsroom
from publisher.model.release import (
    KINDS,
    Block,
    Kind,
    PartialDate,
    Publication,
    Release,
    Segment,
)
from publisher.model.source import SourceFile, Span
from publisher.text.control import CONTROL_HINT, blank_controls, find_control
from publisher.text.inline import link_problems, parse_inline
from publisher.text.markdown import normalize_message, parse_body

RELEASES = "releases"
SLUG = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:-[a-z0-9]+)+\Z")
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?\Z")
_FENCE = re.compile(r"---[ \t]*\Z")

TRANSLATABLE = {
    "title": "Headline of the {kind}",
    "subtitle": "Subtitle, below the headline",
    "summary": "Summary, for index pages, search engines and messengers",
    "place": "Place of the dateline",
}
"""Front matter that translators see, with its extracted comment."""

KEYS = (
    *("kind", "title", "subtitle", "summary", "date", "place"),
    *("languages", "embargo", "contacts", "about", "publication"),
)


def load_releases(
    folder: Path, newsroom: Newsroom, slugs: Sequence[str] = ()
) -> tuple[tuple[Release, ...], list[Finding]]:
    """The releases of a newsroom, oldest first, and what is wrong with the others."""
    root = folder / RELEASES
    names = sorted(path.name for path in list_folder(root) if path.is_dir())
    names = [name for name in names if not name.startswith((".", "_"))]
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
            release, found = load_release(root / name, f"{RELEASES}/{name}", newsroom)
        except PublisherError as error:
            release, found = None, list(error.findings)
        findings.extend(found)
        if release is not None:
            releases.append(release)
    return tuple(sorted(releases, key=lambda r: (r.date.sort_key, r.slug))), findings


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
    reader = _FrontMatterReader(source, folder.name, newsroom)
    release = reader.read()
    findings = [replace(finding, release=folder.name) for finding in reader.findings]
    return release if not findings else None, findings


class _FrontMatterReader:
    """Reads one release.md, collecting every finding on the way."""

    def __init__(self, source: SourceFile, slug: str, newsroom: Newsroom) -> None:
        self.source = source
        self.slug = slug
        self.newsroom = newsroom
        self.findings: list[Finding] = []
        self.nodes: dict[str, yaml.Node] = {}
        self.lines: dict[str, int] = {}

    def report(
        self, name: str, line: int, message: str, hint: str = "", column: int | None = None
    ) -> None:
        """Note a finding on `line`."""
        self.findings.append(
            Finding(
                id=f"release/{name}",
                message=message,
                hint=hint,
                path=self.source.path,
                line=line,
                column=column,
                excerpt=blank_controls(self.source.line_text(line)),
            )
        )

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

    def check_characters(self) -> None:
        """No character that nobody can see, on any line."""
        for number, line in enumerate(self.source.lines, start=1):
            if control := find_control(line):
                self.report(
                    "control-character", number, control.message, CONTROL_HINT, control.offset + 1
                )

    def split(self) -> int | None:
        """The line of the closing `---`."""
        lines = self.source.lines
        if not lines or not _FENCE.match(lines[0]):
            self.report(
                "front-matter",
                1,
                "the file does not begin with front matter",
                "begin with a line '---'",
            )
            return None
        for number, line in enumerate(lines[1:], start=2):
            if _FENCE.match(line):
                return number
        self.report("front-matter", 1, "the front matter is not closed", "end it with a line '---'")
        return None

    def read_mapping(self, text: str) -> bool:
        """Take the nodes of the front matter by key, each with its line; whether it is a mapping
        at all."""
        try:
            node = yaml.compose(blank_controls(text), Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            if error.problem == "found unexpected end of stream":
                mark = error.context_mark or mark  # where the quotation mark stands that is open
            line = min(mark.line + 2 if mark else 1, len(self.source.lines))
            problem = error.problem or "it cannot be read"
            hint = "a value that holds ': ' or begins with a quotation mark needs quotes around it"
            self.report(
                "front-matter",
                line,
                f"broken YAML: {problem}",
                hint,
                mark.column + 1 if mark else None,
            )
            return False
        except RecursionError:
            self.report("front-matter", 2, "lists or mappings stand too deep in each other")
            return False
        if not isinstance(node, yaml.MappingNode):
            self.report("front-matter", 2, "the front matter is not 'key: value' lines")
            return False
        for key_node, value in node.value:
            key, line = key_text(key_node), key_node.start_mark.line + 2
            if key not in KEYS:
                self.report("unknown-key", line, f"unknown key {key!r}", suggest(key, KEYS))
            elif key in self.lines:
                self.report(
                    "duplicate-key", line, f"{key!r} stands twice, first on line {self.lines[key]}"
                )
            else:
                self.lines[key] = line
                self.nodes[key] = value
        return True

    def build(self, blocks: tuple[Block, ...]) -> Release | None:
        """The release that the nodes describe; nothing where a needed one is missing."""
        kind = self.kind()
        title = self.segment("title", kind)
        subtitle = self.segment("subtitle", kind)
        summary = self.segment("summary", kind)
        place = self.segment("place", kind)
        date = self.date()
        languages = self.languages()
        embargo = self.embargo()
        contacts = self.keys("contacts", self.newsroom.contacts)
        about = self.keys("about", self.newsroom.about)
        publication = self.publication()
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
            blocks=blocks,
        )

    def scalar(self, key: str, node: yaml.Node | None = None) -> str | None:
        """The text of a plain value; a list or mapping there is a finding."""
        node = node or self.nodes.get(key)
        if node is None:
            return None
        if not isinstance(node, yaml.ScalarNode):
            self.report("value", node.start_mark.line + 2, f"{key!r} must be a single value")
            return None
        return str(node.value).strip()

    def sequence(self, key: str) -> list[tuple[str, int]]:
        """The values of a list, each with its line."""
        node = self.nodes.get(key)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.report(
                "value", self.lines[key], f"{key!r} must be a list", f"write {key}: [one, two]"
            )
            return []
        values = []
        for item in node.value:
            if isinstance(item, yaml.ScalarNode):
                values.append((str(item.value), item.start_mark.line + 2))
            else:
                self.report(
                    "value", item.start_mark.line + 2, f"{key!r} holds something that is not a word"
                )
        return values

    def segment(self, key: str, kind: str | None, node: yaml.Node | None = None) -> Segment | None:
        """A translatable value."""
        node = node or self.nodes.get(key)
        text = self.scalar(key, node)
        if node is None or text is None:
            return None
        line = node.start_mark.line + 2
        clean = normalize_message(text)
        if not clean:
            self.report("empty", line, f"{key!r} is empty", "write it, or remove the line")
            return None
        for problem in parse_inline(clean)[1]:
            self.report("inline", line, f"found {problem}")
        if control := find_control(clean):
            self.report("control-character", line, control.message, "remove its escape")
        offset = self.source.line_start(2)
        comment = TRANSLATABLE.get(key, "Title of the publication")
        return Segment(
            text=clean,
            line=line,
            span=Span(start=offset + node.start_mark.index, end=offset + node.end_mark.index),
            comments=(comment.format(kind=(kind or "release").replace("-", " ")),),
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
        hint = "write YYYY-MM-DD, or YYYY-MM where the day is not known"
        found = _DATE.match(text)
        try:
            if not found:
                raise ValueError
            date = PartialDate(
                year=int(found[1]), month=int(found[2]), day=int(found[3]) if found[3] else None
            )
            dt.date(date.year, date.month, date.day or 1)
        except ValueError:
            self.report("date", line, f"{text!r} is not a date", hint)
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
            if key not in ("title", "links"):
                self.report(
                    "unknown-key",
                    at,
                    f"unknown key 'publication.{key}'",
                    suggest(key, ("title", "links")),
                )
        if "title" not in parts:
            self.report("missing-key", line, "'publication' has no title")
            return None
        title = self.segment("publication.title", None, parts["title"][0])
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

    def read_parts(self, name: str, node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, int]]:
        """The values of a mapping inside the front matter, each with the line of its key."""
        parts: dict[str, tuple[yaml.Node, int]] = {}
        for key_node, value in node.value:
            key, line = key_text(key_node), key_node.start_mark.line + 2
            if key in parts:
                first = f"first on line {parts[key][1]}"
                self.report("duplicate-key", line, f"'{name}.{key}' stands twice, {first}")
            parts.setdefault(key, (value, line))
        return parts


def key_text(node: yaml.Node) -> str:
    """The text of a key, which YAML would let be a list or a mapping."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else "[…]"
