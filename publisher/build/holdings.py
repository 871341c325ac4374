"""What a site holds, as its manifest says it: what was made, and what of the site stays.

In: the records of releases, and the manifest that the site has now. Out: the manifest that it is to
have, in which what this build did not touch stays as it was, and the records of what was made.
"""

from collections.abc import Collection, Iterable, Mapping

from publisher.build.embargo import fits_embargo
from publisher.build.record import ArtifactRecord, SetRecord
from publisher.build.site import DRAFTS, KITS_FOLDER, Site
from publisher.model.edition import Edition
from publisher.model.manifest import (
    Manifest,
    ManifestArtifact,
    ManifestFile,
    ManifestListing,
)
from publisher.model.page import Artifact
from publisher.publish.output import EMBARGOED, digest
from publisher.render.html import FACES_FOLDER


def make_manifest(
    site: Site, sets: Mapping[str, SetRecord], pages: Iterable[ManifestFile]
) -> Manifest:
    """What the site holds: what was made or is known to be as it would be made, the index pages,
    and of the old site what stays (see `find_kept`)."""
    records = [record for outcome in sets.values() for record in outcome.artifacts]
    kept = find_kept(site, sets, {record.entry.path for record in records})
    with_page = {(e.release, e.language) for e in kept if e.format == "html"}
    # The index of a language that cannot be set just now stays as it is.
    with_page |= {("", tag) for tag in set(site.ground.newsroom.languages) - site.settable}
    # Which slices of faces an older page asks for is not known: where one stays, all stay.
    # Likewise of the pictures that the editions of a release share. A build of some formats or
    # languages makes no media kit: the old one stays as long as pages lead to it.
    leading = {(e.release, part_of(e.path)) for e in kept if e.format == "html"}
    entries = [*kept, *(record.entry for record in records)]
    offering = {(e.release, part_of(e.path)) for e in entries if e.state != "draft"}
    files = [
        entry
        for entry in site.old.files
        if (entry.release, entry.language) in with_page
        or (with_page and is_slice(entry))
        or (is_companion(entry) and (entry.release, part_of(entry.path)) in leading)
        or (site.ground.newsroom.kit and is_kit(entry) and is_offered(entry, offering, sets))
    ]
    files += [file for record in records for file in record.files]
    files += [*(file for outcome in sets.values() for file in outcome.files), *pages]
    return Manifest(
        artifacts=tuple(entries),
        files=tuple({file.path: file for file in files}.values()),
        listings=list_published(site, sets),
    )


def is_slice(entry: ManifestFile) -> bool:
    """Whether a file is a slice of a face, which pages share."""
    return entry.path.startswith(f"{FACES_FOLDER}/")


def part_of(path: str) -> str:
    """The part of the site that a path is in (see `Site.area_of`)."""
    parts = path.split("/")
    return {DRAFTS: f"{DRAFTS}/", EMBARGOED: "/".join(parts[:2]) + "/"}.get(parts[0], "")


def is_companion(entry: ManifestFile) -> bool:
    """Whether the editions of a release share a file: its pictures."""
    return bool(entry.release) and not entry.language and not is_kit(entry)


def is_kit(entry: ManifestFile) -> bool:
    """Whether a file is the media kit of a release."""
    return entry.path == f"{part_of(entry.path)}{KITS_FOLDER}/{entry.release}.zip"


def is_offered(
    entry: ManifestFile, offering: Collection[tuple[str, str]], sets: Mapping[str, SetRecord]
) -> bool:
    """Whether pages lead to an old media kit: of a withdrawn release none does."""
    outcome = sets.get(entry.release)
    withdrawn = outcome is not None and any(listing.withdrawn for listing in outcome.listings)
    return not withdrawn and (entry.release, part_of(entry.path)) in offering


def find_kept(
    site: Site, sets: Mapping[str, SetRecord], made: Collection[str]
) -> list[ManifestArtifact]:
    """The older artifacts that stay, where nothing was `made` at their paths: those of `stays`;
    and, as long as a page stays, the editions that were published beside it, for it leads to them.
    """
    old = [entry for entry in site.old.artifacts if entry.path not in made]
    staying = {entry.path for entry in old if stays(site, sets, entry)}
    leading = {
        entry.release
        for entry in old
        if entry.path in staying and (entry.format, entry.state) == ("html", "published")
    }
    return [
        entry
        for entry in old
        if entry.path in staying
        or (
            entry.release in leading
            and entry.state == "published"
            and entry.language in site.ground.newsroom.languages
        )
    ]


def stays(site: Site, sets: Mapping[str, SetRecord], entry: ManifestArtifact) -> bool:
    """Whether an older artifact, not made in this build, stays on the site: that of an edition
    which has an error now, as its last good state, and that of one which nobody asked for, if it
    would be in the same state."""
    outcome = sets.get(entry.release)
    newsroom = site.ground.newsroom
    if outcome is None or entry.format not in newsroom.formats:
        return False
    if outcome.embargo is not None and not fits_embargo(entry, outcome.embargo):
        return False
    if entry.language in outcome.blocked:
        return entry.language in newsroom.languages
    if entry.language in outcome.waiting and entry.state == "published":
        return True
    return outcome.states.get(entry.language) == entry.state


def list_published(site: Site, sets: Mapping[str, SetRecord]) -> tuple[ManifestListing, ...]:
    """What the indexes say: each published edition that has a page on the site."""
    listings = []
    pages_by_release: dict[str, set[str]] = {}
    for entry in site.old.artifacts:
        if (entry.format, entry.state) == ("html", "published") and stays(site, sets, entry):
            pages_by_release.setdefault(entry.release, set()).add(entry.language)
    listed: dict[str, list[ManifestListing]] = {}
    for listing in site.old.listings:
        listed.setdefault(listing.release, []).append(listing)
    for slug, outcome in sets.items():
        pages = {
            record.entry.language
            for record in outcome.artifacts
            if record.entry.format == "html" and record.entry.state == "published"
        }
        pages |= pages_by_release.get(slug, set())
        known = {listing.language: listing for listing in outcome.listings}
        for listing in listed.get(slug, ()):
            if listing.language in outcome.blocked or listing.language in outcome.waiting:
                known.setdefault(listing.language, listing)
        listings += [listing for language, listing in known.items() if language in pages]
    return tuple(listings)


def find_beside(site: Site, sets: Mapping[str, SetRecord]) -> set[str]:
    """The paths of what stands beside web pages: as this build made them or knows them, else as
    the site has them."""
    pages = {
        (record.entry.release, record.entry.language): record.files
        for outcome in sets.values()
        for record in outcome.artifacts
        if record.entry.format == "html"
    }
    old = {file.path for file in site.old.files if (file.release, file.language) not in pages}
    return old.union(file.path for files in pages.values() for file in files)


def list_edition(edition: Edition) -> ManifestListing:
    """What indexes say of an edition."""
    release = edition.release
    return ManifestListing(
        release=release.slug,
        language=edition.language,
        kind=release.kind,
        date=release.date,
        title=edition.text(release.title).text,
        summary=edition.text(release.summary).text if release.summary else "",
        place=edition.text(release.place).text if release.place else "",
        version=release.version,
        updated=release.updated,
        withdrawn=release.withdrawn is not None,
    )


def artifact_entry(artifact: Artifact) -> ManifestArtifact:
    """What the manifest says of an artifact."""
    return ManifestArtifact(
        release=artifact.release,
        language=artifact.language,
        format=artifact.format,
        path=artifact.file.path,
        sha256=digest(artifact.file.data),
        size=len(artifact.file.data),
        state=artifact.state,
        version=artifact.version,
        text_score=artifact.text_score,
    )


def file_entry(release: str, language: str, path: str, data: bytes) -> ManifestFile:
    """What the manifest says of a file beside artifacts."""
    return ManifestFile(
        release=release, language=language, path=path, sha256=digest(data), size=len(data)
    )


def record_artifact(
    artifact: Artifact,
    others: Iterable[ManifestFile],
    parts: Mapping[str, str],
    page: str,
    share: str,
) -> ArtifactRecord:
    """What is remembered of an artifact and of the `others` that it needs: slices of faces, and the
    picture for messengers where an earlier build made it."""
    return ArtifactRecord(
        entry=artifact_entry(artifact),
        files=(
            *(
                file_entry(artifact.release, artifact.language, file.path, file.data)
                for file in artifact.beside
            ),
            *others,
        ),
        parts=dict(parts),
        page=page,
        share=share,
    )
