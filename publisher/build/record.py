"""What a build remembers of each release, so that the next one leaves out those nobody touched.

In: outcomes. Out: values that msgspec writes and reads.
"""

import msgspec

from publisher.build.glance import Moment
from publisher.load.reads import Read
from publisher.model.edition import State
from publisher.model.finding import Finding
from publisher.model.manifest import ManifestArtifact, ManifestFile, ManifestListing


class ArtifactRecord(msgspec.Struct, frozen=True):
    """An artifact, the files beside it, the digests of what it was made from, and those of
    the composed page and its picture for messengers."""

    entry: ManifestArtifact
    files: tuple[ManifestFile, ...]
    parts: dict[str, str]
    page: str
    share: str = ""


class SetRecord(msgspec.Struct, frozen=True):
    """A release in all its languages, as a build left it."""

    slug: str
    ground: str
    """The digest of all that is no release's own."""
    reads: list[Read]
    moment: Moment
    complete: bool
    """Whether all its editions were asked for: if not, the next build looks again."""
    failed: bool
    """Whether an edition could not be made, though nothing was wrong with its texts: the next build
    tries again."""
    states: dict[str, State]
    """Of each edition that is not blocked, by language."""
    blocked: tuple[str, ...]
    """The languages that an error keeps from being published."""
    waiting: tuple[str, ...]
    """Those that wait for others of the set, to go out together."""
    kept: tuple[str, ...]
    """Those of both whose older state is on the site: the others lead to it."""
    embargo: str | None
    """Where a release under embargo stands, relative to the site; empty where it is under none, and
    None where that could not be read."""
    listings: tuple[ManifestListing, ...]
    findings: tuple[Finding, ...]
    artifacts: tuple[ArtifactRecord, ...]
    files: tuple[ManifestFile, ...]
    """What all editions share: pictures and the media kit."""


class SiteRecord(msgspec.Struct, frozen=True):
    """The releases of a site by slug, and the files of the site as they were left."""

    sets: dict[str, SetRecord] = {}
    site: dict[str, Read] = {}
