"""PDFs of earlier versions that a newsroom keeps, in `releases/<slug>/versions/`.

In: a release and its folder. Out: the bytes of each by language and version, and findings for files
that are none. They are the only memory of an earlier version that a fresh clone has.
"""

import re
from pathlib import Path

from publisher.load.reads import list_folder, note_unknown, read_file
from publisher.model.finding import Finding, Severity
from publisher.model.release import Release, version_file

VERSIONS = "versions"
_NAME = re.compile(r".+\.([A-Za-z0-9-]+)\.v([1-9][0-9]{0,2})\.pdf\Z")


def load_versions(
    folder: Path, release: Release
) -> tuple[dict[tuple[str, int], bytes], list[Finding]]:
    """The PDFs of the versions before that of `release`; `folder` is the release's own."""
    versions: dict[tuple[str, int], bytes] = {}
    findings: list[Finding] = []
    for path in list_folder(folder / VERSIONS):
        if path.name.startswith("."):
            continue
        problem, hint = "", ""
        found = _NAME.match(path.name)
        language, version = (found[1], int(found[2])) if found else ("", 0)
        if path.name != version_file(release.slug, language, version):
            problem = "is not the name of a PDF of this release"
            hint = f"name it {version_file(release.slug, release.languages[0], 1)}"
        elif version >= release.version:
            problem = f"is of no version before {release.version}"
            hint = "raise 'version' in release.md, or remove the file"
        if problem:
            findings.append(_finding(release, path.name, problem, hint, Severity.WARNING))
            continue
        data, problem = read_pdf(path, folder)
        if problem:
            hint = "save the PDF once more, as it was published"
            findings.append(_finding(release, path.name, problem, hint, Severity.ERROR, language))
            continue
        versions[language, version] = data
    return versions, findings


def read_pdf(path: Path, folder: Path) -> tuple[bytes, str]:
    """The bytes of a PDF, and what is wrong with it; a link to what lies outside of `folder` is
    not followed."""
    if not path.resolve().is_relative_to(folder.resolve()):
        note_unknown(path)
        return b"", "lies outside the release folder"
    try:
        data = read_file(path)
    except OSError as error:
        return b"", f"cannot be read: {error.strerror}"
    return data, "" if data.startswith(b"%PDF-") else "is not a PDF"


def _finding(
    release: Release, name: str, problem: str, hint: str, severity: Severity, language: str = ""
) -> Finding:
    return Finding(
        id="release/version-file",
        severity=severity,
        message=f"{name} {problem}",
        hint=hint,
        path=f"{release.source.path.rpartition('/')[0]}/{VERSIONS}/{name}",
        release=release.slug,
        language=language,
    )
