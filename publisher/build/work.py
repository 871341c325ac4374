"""One release while it is built: its editions, what is wrong with them, what was made of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from publisher.build.loading import Loaded
from publisher.build.record import ArtifactRecord
from publisher.build.release_set import ReleaseSet
from publisher.load.reads import Read
from publisher.model.edition import Edition
from publisher.model.finding import Finding
from publisher.model.manifest import ManifestFile
from publisher.model.newsroom import Format


@dataclass(kw_only=True, slots=True)
class Work:
    """One release on the bench."""

    slug: str
    part: Loaded
    reads: list[Read]
    editions: Mapping[str, Edition]
    """By language, as they are by themselves."""
    findings: list[Finding]
    blocked: set[str]
    release_set: ReleaseSet = field(default_factory=lambda: ReleaseSet(editions={}))
    """The editions as they may go out."""
    superseded: dict[str, dict[int, bytes]] = field(default_factory=dict)
    """The PDFs of earlier versions, by language and version."""
    failed: set[str] = field(default_factory=set)
    """The languages whose edition could not be made, though nothing was wrong with its texts."""
    has_failed: bool = False
    """Whether there ever was one."""
    records: dict[tuple[str, Format], ArtifactRecord] = field(default_factory=dict)
    files: dict[str, ManifestFile] = field(default_factory=dict)
    """What all editions share, by path (`build.companions`)."""

    def leave_out(self, findings: list[Finding]) -> None:
        """Take the release out of the build: what of it is on the site stays as it is."""
        self.findings += findings
        self.blocked |= set(self.editions)
        self.has_failed = True
        self.records.clear()
        self.files.clear()
