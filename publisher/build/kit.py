"""A kit: all that a translator needs for one language, in one zip that goes by mail.

In: the newsroom's folder, a language. Out: the files of the kit by path: catalogues that need work,
the glossary, the memory, proofs, faces with their licences, a guide, and a record of what was sent,
with which `build.intake` tells what the translator changed from what the newsroom did.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import msgspec

from publisher.build.faces import faces_of
from publisher.build.findings import require_known, sort_findings
from publisher.build.origin import list_domains, pot_keys
from publisher.build.proof import make_proof
from publisher.build.remembering import export_memory
from publisher.build.resources import PACKAGE, known_faces, known_languages
from publisher.load.archive import KIT_RECORD
from publisher.load.config import load_newsroom
from publisher.load.faces import read_face
from publisher.load.files import read_bytes
from publisher.load.po import load_catalog
from publisher.load.release import find_slugs
from publisher.model.errors import ConfigError, ContentError
from publisher.model.finding import Finding
from publisher.model.language import Language
from publisher.model.message import catalog_path
from publisher.model.newsroom import GLOSSARY_DOMAIN
from publisher.text.po import CatalogFile
from publisher.translate.merge import make_record

GUIDES = PACKAGE / "guides"
GUIDE_LANGUAGE = "en"
"""The language of the guide that stands in for one that is not there."""


class KitRecord(msgspec.Struct, frozen=True, kw_only=True):
    """What was sent: for each domain digests of texts and their states, by message."""

    version: int
    language: str
    catalogs: dict[str, dict[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class Kit:
    """The files of a kit by path, the domains in it, and what kept others out."""

    files: dict[str, bytes]
    domains: tuple[str, ...]
    findings: tuple[Finding, ...]


def make_kit(folder: Path, language: str, now: dt.datetime, *, everything: bool = False) -> Kit:
    """The kit of a language: the catalogues in which a message is untranslated or fuzzy, or, with
    `everything`, all of them. What has an error is left out and reported."""
    known = known_languages(folder)
    newsroom = load_newsroom(folder, known)
    require_known("language", [language], newsroom.languages)
    slugs = find_slugs(folder)
    files: dict[str, bytes] = {}
    sent: dict[str, dict[str, str]] = {}
    findings: list[Finding] = []
    for domain in list_domains(folder):
        path = catalog_path(language, domain)
        try:
            catalog = load_catalog(folder, path)
        except ContentError as error:
            findings += error.findings
            continue
        wanted = everything or domain == GLOSSARY_DOMAIN or needs_work(catalog, folder, domain)
        if catalog.seen is not None and wanted:
            files[f"catalogues/{domain}.po"] = catalog.seen
            sent[domain] = make_record(catalog)
    proofs, found = collect_proofs(folder, [name for name in sent if name in slugs], language, now)
    files |= proofs
    findings += found
    if language != newsroom.source_language:
        try:
            files["memory.tmx"], left_out = export_memory(folder, language)
        except ContentError as error:
            left_out = error.findings
        findings += left_out
    source = known[newsroom.source_language]
    files |= dict(collect_faces(folder, known[language], source))
    files |= dict(collect_guides(language))
    record = KitRecord(version=1, language=language, catalogs=sent)
    data = msgspec.json.encode(record, order="sorted")
    files[KIT_RECORD] = msgspec.json.format(data, indent=1) + b"\n"
    return Kit(
        files=files,
        domains=tuple(domain for domain in sent if domain != GLOSSARY_DOMAIN),
        findings=sort_findings(findings),
    )


def needs_work(catalog: CatalogFile, folder: Path, domain: str) -> bool:
    """Whether a message of the domain's pot is untranslated or fuzzy."""
    usable = {entry.key for entry in catalog.entries if entry.translation.usable}
    return not pot_keys(folder, domain) <= usable


def collect_proofs(
    folder: Path, slugs: Sequence[str], language: str, now: dt.datetime
) -> tuple[dict[str, bytes], list[Finding]]:
    """The proof of each edition whose catalogue is sent, and what keeps one from being made."""
    files: dict[str, bytes] = {}
    findings: list[Finding] = []
    for slug in slugs:
        try:
            files[f"proofs/{slug}.html"], found = make_proof(folder, slug, language, now)
        except (ContentError, ConfigError) as error:
            found = error.findings
        findings += found
    return files, findings


def collect_faces(
    folder: Path, language: Language, source: Language
) -> Iterator[tuple[str, bytes]]:
    """The faces that a language is set in and its source is not, which a machine may lack, each
    folder with the licence texts that lie beside them."""
    theirs = {family for style in source.styles.values() for family in style.families}
    for key, face in faces_of([language], known_faces(folder)).items():
        if key.family in theirs:
            continue
        for file, content in zip(face.files, read_face(face), strict=True):
            into = PurePosixPath("fonts", file.path.parent.name)
            yield str(into / file.path.name), content
            for licence in sorted(file.path.parent.glob("*.txt")):
                yield str(into / licence.name), read_bytes(licence, str(licence))


def collect_guides(language: str) -> Iterator[tuple[str, bytes]]:
    """The guide in the translator's language, and in English for whoever helps them."""
    for tag in dict.fromkeys([language, GUIDE_LANGUAGE]):
        path = GUIDES / f"{tag}.md"
        if path.is_file():
            yield f"README.{tag}.txt", read_bytes(path, str(path))
