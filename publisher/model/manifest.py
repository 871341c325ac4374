"""The manifest of a site: what is there, and in which state."""

from dataclasses import dataclass

from publisher.model.edition import State
from publisher.model.newsroom import Format
from publisher.model.release import Kind, PartialDate


@dataclass(frozen=True, kw_only=True, slots=True)
class ManifestArtifact:
    """One edition in one format; `path` is relative to the site, `size` in bytes."""

    release: str
    language: str
    format: Format
    path: str
    sha256: str
    size: int
    state: State
    version: int = 1
    """That of the release."""
    text_score: float | None = None
    """Of a PDF: the share of its text that a reader gets back, from 0 to 1."""

    @property
    def key(self) -> tuple[str, str, str]:
        """Release, language and format."""
        return (self.release, self.language, self.format)


@dataclass(frozen=True, kw_only=True, slots=True)
class ManifestFile:
    """A file that artifacts need beside them, or an index; `release` and `language` are empty
    for what belongs to none."""

    release: str
    language: str
    path: str
    sha256: str
    size: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ManifestListing:
    """What indexes say of a published edition, in its own language and inline Markdown.

    An edition that has an error now, and stays on the site as it was, is listed by this.
    """

    release: str
    language: str
    kind: Kind
    date: PartialDate
    title: str
    summary: str
    place: str = ""
    version: int = 1
    updated: PartialDate | None = None
    """The day of the last correction or of the withdrawal."""
    withdrawn: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Manifest:
    """All of a site, in the order of paths; listings by release and language."""

    artifacts: tuple[ManifestArtifact, ...] = ()
    files: tuple[ManifestFile, ...] = ()
    listings: tuple[ManifestListing, ...] = ()
