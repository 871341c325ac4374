"""Copies of catalogues with the findings about them as comments.

In: findings, and where their catalogues are. Out: `<name>.annotated.po` files.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path

from publisher.load.po import confirm_update, load_catalog
from publisher.model.errors import ContentError, PublisherError
from publisher.model.finding import Finding
from publisher.publish.catalog import write_catalog
from publisher.text.annotate import ANNOTATED, annotate_catalog


def annotate_all(
    folder: Path, paths: Iterable[str], findings: Iterable[Finding], output: Path | None
) -> tuple[list[str], list[Finding]]:
    """Write the annotated copies of the catalogues at `paths`, relative to `folder`, each beside
    it, or in the folder `output` below that of its language; the paths of those that have a note
    or had one, and what is in the way. A catalogue that cannot be read has no copy."""
    known, written, problems = list(findings), [], list[Finding]()
    told = {finding.sort_key for finding in known}
    for path in paths:
        about = [finding for finding in known if finding.path == path]
        try:
            file = load_catalog(folder, path)
            text = annotate_catalog(file.text, about).render()
            target = name_copy(folder / path, output, about)
            if text != file.text.render():
                write_copy(target, text)
                written.append(str(target))
        except ContentError as error:
            problems += (found for found in error.findings if found.sort_key not in told)
    return written, problems


def name_copy(path: Path, output: Path | None, about: Sequence[Finding]) -> Path:
    """Where the annotated copy of a catalogue goes; that of a copy is the copy itself. Its language
    is that of its findings: its header may say anything, also what is no name of a folder."""
    name = f"{path.name.removesuffix('.po').removesuffix(ANNOTATED)}{ANNOTATED}.po"
    language = about[0].language if about else ""
    return path.with_name(name) if output is None else output / language / name


def write_copy(path: Path, text: str) -> None:
    """Write an annotated copy. Raises ContentError where one stands that has translations which
    the new one has not: a translator has worked on it."""
    before = load_catalog(path.parent, path.name)
    try:
        confirm_update(before, text)
    except PublisherError as error:
        finding = Finding(
            id="catalogue/annotated-copy",
            message="this copy has translations that the new one would not have",
            hint="move it away; check it by itself, or put it in the place of the catalogue",
            path=str(path),
            line=error.findings[0].line,
        )
        raise ContentError(finding) from error
    write_catalog(path, text.encode(), before.seen)
