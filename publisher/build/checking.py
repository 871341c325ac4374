"""The editions of a release, and what the checks find in them.

In: the ground of a newsroom, then one release after the other. Out: editions by language, findings.
"""

import datetime as dt
import functools
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from publisher.build.faces import (
    FaceLibrary,
    character_coverage,
    dotted_circle_finder,
    find_face_problems,
)
from publisher.build.findings import find_blocked, sort_findings
from publisher.build.loading import Loaded, load_all
from publisher.build.release_set import ReleaseSet, hold_editions
from publisher.checks.runner import check_editions, compare_editions
from publisher.compose.parts import reach_templates
from publisher.compose.readme import KIT_TEMPLATE
from publisher.load.release import find_slugs
from publisher.model.edition import Edition
from publisher.model.finding import Finding
from publisher.model.language import Language
from publisher.model.message import Template
from publisher.model.newsroom import SHARED_DOMAIN
from publisher.model.release import Kind
from publisher.translate.apply import make_edition
from publisher.translate.extract import extract_theme, merge_messages


class Checker:
    """What the checks of one build share: the faces they look into are read once, when the first
    release is checked."""

    def __init__(self, ground: Loaded) -> None:
        self.ground = ground
        self._messages: dict[Kind, Template] = {}

    @functools.cached_property
    def problems(self) -> Mapping[str, tuple[Finding, ...]]:
        """What keeps a language, by tag, from being set."""
        return find_face_problems(self._used, self.ground.faces)

    @functools.cached_property
    def settable(self) -> list[Language]:
        """The languages of the newsroom whose faces are here."""
        return [language for language in self._used if language.tag not in self.problems]

    @property
    def _used(self) -> list[Language]:
        return [self.ground.languages[tag] for tag in self.ground.newsroom.languages]

    @functools.cached_property
    def _coverage(self) -> Mapping[str, frozenset[str]]:
        return character_coverage(self.settable, FaceLibrary(self.ground.faces))

    @functools.cached_property
    def _find_dotted_circles(self) -> Callable[[str, str], tuple[int, ...]]:
        return dotted_circle_finder(self.settable, FaceLibrary(self.ground.faces))

    def messages(self, kind: Kind) -> Template:
        """The template strings that pages of a kind show, and its media kit says."""
        if kind not in self._messages:
            theme = self.ground.theme
            names = [f"{kind}.html.j2", *([KIT_TEMPLATE] if self.ground.newsroom.kit else [])]
            found = [m for name in names for m in extract_theme(reach_templates(theme, name))]
            self._messages[kind] = Template(
                domain=SHARED_DOMAIN, messages=tuple(merge_messages(found))
            )
        return self._messages[kind]

    def make_editions(
        self, part: Loaded, now: dt.datetime
    ) -> tuple[dict[tuple[str, str], Edition], list[Finding]]:
        """The editions of the releases in `part` by slug and language, and what is wrong with
        their texts."""
        editions: dict[tuple[str, str], Edition] = {}
        findings: list[Finding] = []
        for release in part.releases:
            for language in release.languages:
                edition, found = make_edition(
                    release,
                    part.newsroom,
                    language,
                    part.catalogs,
                    self.messages(release.kind),
                    now,
                    part.zone_of(language),
                )
                editions[release.slug, language] = edition
                findings += found
        return editions, findings

    def find(self, part: Loaded, editions: Mapping[tuple[str, str], Edition]) -> list[Finding]:
        """What the checks find in editions; those whose language cannot be set are not checked,
        and say so."""
        settable = {language.tag for language in self.settable}
        tags = {language for _, language in editions}
        return [
            *(finding for tag in sorted(tags - settable) for finding in self.problems[tag]),
            *check_editions(
                [edition for edition in editions.values() if edition.language in settable],
                part.newsroom,
                part.catalogs,
                part.languages,
                self._coverage,
                self._find_dotted_circles,
            ),
        ]


def check_newsroom(folder: Path, slugs: Sequence[str], now: dt.datetime) -> tuple[Finding, ...]:
    """Every finding of a newsroom."""
    return check_loaded(load_all(folder, slugs), now)


def check_loaded(loaded: Loaded, now: dt.datetime) -> tuple[Finding, ...]:
    """Every finding of a newsroom that is read; its catalogues are compared with each other, too,
    which no build does."""
    checker = Checker(loaded)
    editions, findings = checker.make_editions(loaded, now)
    findings += checker.find(loaded, editions)
    findings += compare_editions(
        editions.values(),
        loaded.newsroom,
        loaded.catalogs,
        loaded.languages,
        find_slugs(loaded.folder),
    )
    findings += loaded.findings
    for held in hold_sets(loaded, editions, findings):
        findings += held.findings
    return sort_findings(findings)


def hold_sets(
    loaded: Loaded,
    editions: Mapping[tuple[str, str], Edition],
    findings: Sequence[Finding],
) -> list[ReleaseSet]:
    """The set of each release, as it may go out with these findings."""
    blocked = find_blocked(findings, editions)
    return [
        hold_editions(
            {tag: editions[release.slug, tag] for tag in release.languages},
            {tag for slug, tag in blocked if slug == release.slug},
            loaded.newsroom,
        )
        for release in loaded.releases
    ]
