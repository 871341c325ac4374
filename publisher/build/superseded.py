"""The PDFs of earlier versions of an edition: where they are found.

In: an edition, what its newsroom keeps of earlier versions, and the manifest of the site. Out: PDFs
by version, and findings for those that the site alone holds.

What lies in `releases/<slug>/versions/` is a source like any other: every build of these sources
gives the same. Where the newsroom keeps none, the last published PDF of the site serves; whoever
begins with an empty site does not have it, and is told.
"""

from collections.abc import Callable

from publisher.load.versions import VERSIONS
from publisher.model.edition import Edition
from publisher.model.finding import Finding, Severity
from publisher.model.manifest import Manifest
from publisher.model.release import Versions, version_file

ReadBytes = Callable[[str, str], bytes | None]
"""The bytes of a file of the site, by its path and digest, if they are still to be had."""


def find_superseded(
    edition: Edition, kept: Versions, site: Manifest, read: ReadBytes
) -> tuple[dict[int, bytes], list[Finding]]:
    """The PDFs of the versions before that of an edition, and what is wrong with where they are."""
    release, language = edition.release, edition.language
    if release.withdrawn is not None:
        return {}, []
    found: dict[int, bytes] = {}
    findings = []
    for version in range(1, release.version):
        data = kept.get((language, version))
        if data is None:
            data = find_published(edition, version, site, read)
            if data is not None:
                findings.append(unkept_finding(edition, version))
        if data is not None:
            found[version] = data
    return found, findings


def find_published(edition: Edition, version: int, site: Manifest, read: ReadBytes) -> bytes | None:
    """The PDF of a version as the site has it: under its version, or still as the current one."""
    slug, language = edition.release.slug, edition.language
    name = version_file(slug, language, version)
    places = [
        (entry.path, entry.sha256)
        for entry in site.files
        if (entry.release, entry.language) == (slug, language) and entry.path.endswith(f"/{name}")
    ]
    places += [
        (entry.path, entry.sha256)
        for entry in site.artifacts
        if entry.key == (slug, language, "pdf")
        and (entry.state, entry.version) == ("published", version)
    ]
    return next((data for place in places if (data := read(*place)) is not None), None)


def unkept_finding(edition: Edition, version: int) -> Finding:
    """What a PDF is reported as that goes with the site."""
    release = edition.release
    name = version_file(release.slug, edition.language, version)
    folder = f"{release.source.path.rpartition('/')[0]}/{VERSIONS}"
    return Finding(
        id="release/version-not-kept",
        severity=Severity.WARNING,
        message=f"the {edition.language} PDF of version {version} is in the site alone",
        hint=f"copy {name} from beside the edition's page to {folder}/, and keep it with the text",
        path=release.source.path,
        line=1,
        release=release.slug,
        language=edition.language,
    )
