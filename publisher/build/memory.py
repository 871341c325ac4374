"""What a build knows of the builds before it, and leaves to the next.

In: the store and what was asked for. Out: the releases as they were left, the files of the site as
they were written; afterwards the same again, and a glance.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from publisher.build.engine import digest_engine
from publisher.build.glance import (
    ArtifactRow,
    FindingRow,
    Glance,
    Moment,
    decode_record,
    glance_key,
    record_key,
)
from publisher.build.keys import digest_value
from publisher.build.record import SetRecord, SiteRecord
from publisher.build.request import BuildRequest
from publisher.build.store import Store
from publisher.load.reads import ABSENT, Read, stamp_file
from publisher.model.finding import Finding
from publisher.model.manifest import ManifestArtifact
from publisher.publish.output import NEW

if TYPE_CHECKING:
    from publisher.build.pipeline import BuildResult


@dataclass(frozen=True, kw_only=True, slots=True)
class Before:
    """`ground` is the digest of all that is no release's own, now; `sets` are the releases as they
    were left, and `site` the files of the site, by path."""

    ground: str
    sets: Mapping[str, SetRecord]
    site: Mapping[str, Read]


def recall_site(store: Store, request: BuildRequest, ground: Iterable[Read]) -> Before:
    """What is known of the site that `request` asks for."""
    record = decode_record(store.find(site_key(request)), SiteRecord) or SiteRecord()
    digests = sorted((read.path, read.sha256) for read in ground)
    return Before(
        ground=digest_value([digest_engine(), digests]), sets=record.sets, site=record.site
    )


def remember_site(
    store: Store,
    request: BuildRequest,
    before: Before,
    sets: Mapping[str, SetRecord],
    reads: Mapping[str, Read],
    site: Mapping[str, Read],
    result: "BuildResult",
) -> None:
    """Leave word of a build. `reads` are those of no release, `site` the files of the site."""
    asked = {slug: found for slug, found in sets.items() if found.complete and not found.failed}
    rest = {slug: found for slug, found in before.sets.items() if slug in sets}
    record = SiteRecord(sets={**rest, **asked}, site=dict(site))
    store.keep(site_key(request), msgspec.msgpack.encode(record))
    lacking = any(finding.id.startswith("environment/") for finding in result.findings)
    if lacking or any(found.failed for found in sets.values()):
        return  # what was missing may be there tomorrow, and no file of ours would tell
    every = dict(reads)
    for found in sets.values():
        every.update({read.path: read for read in found.reads})
    glance = Glance(
        reads=list(every.values()),
        # Where a build that was killed has left something, a glance is not enough.
        site=[*site.values(), stamp_file(request.output / NEW, ABSENT)],
        moment=result.moment,
        artifacts=[artifact_row(entry) for entry in result.artifacts],
        findings=[finding_row(finding) for finding in result.findings],
    )
    store.keep(glance_key(request), msgspec.msgpack.encode(glance))


def site_key(request: BuildRequest) -> str:
    """The key of the record of a site: one serves builds of one release and of all."""
    return record_key("site", *request.place)


def artifact_row(entry: ManifestArtifact) -> ArtifactRow:
    """An artifact as it is shown."""
    return ArtifactRow(
        entry.release, entry.language, entry.format, entry.path, entry.sha256, entry.state
    )


def finding_row(finding: Finding) -> FindingRow:
    """A finding as it is shown."""
    return FindingRow(
        finding.id,
        finding.severity.value,
        finding.message,
        finding.path,
        finding.line,
        finding.draw(),
    )


def meet_all(moments: Iterable[Moment]) -> Moment:
    """The time in which all of `moments` hold."""
    time = Moment()
    for moment in moments:
        time = time.meet(moment)
    return time
