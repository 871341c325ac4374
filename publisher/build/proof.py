"""proof: load → translate.apply → check → compose → render, for one edition.

In: a newsroom, a release and a language. Out: one file with every message beside its translation,
and what is wrong with the files that it was made from. Everything else that was found stands in it.
"""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from publisher.build.checking import Checker
from publisher.build.faces import FaceLibrary
from publisher.build.findings import require_known, sort_findings
from publisher.build.loading import Loaded, load_all
from publisher.build.recall import PROCESS
from publisher.build.resources import PACKAGE
from publisher.build.site import Site
from publisher.build.task import compose, print_page
from publisher.compose.proof import STYLES, TEMPLATE, MessageState, Proof, ProofMessage
from publisher.compose.proof import compose_proof as compose_page
from publisher.load.files import read_source
from publisher.load.po import load_catalog
from publisher.model.edition import Edition, Localized
from publisher.model.errors import ContentError, EnvironmentProblem, PublisherError
from publisher.model.finding import Finding
from publisher.model.message import Catalog, Message, MessageKey
from publisher.model.newsroom import GLOSSARY_DOMAIN, SHARED_DOMAIN
from publisher.model.theme import Theme
from publisher.render.embed import embed_faces
from publisher.render.lines import PageLines
from publisher.text.inline import strip_markup
from publisher.text.po import Entry, is_remark
from publisher.text.terms import GLOSSARY_MARK, Glossary, read_terms
from publisher.translate.apply import shared_messages
from publisher.translate.entries import previous_key
from publisher.translate.extract import extract_release
from publisher.translate.marks import extracted_comments

PROOFS = "proofs"
"""The folder of the proof's template and styles, in the package."""


def make_proof(
    folder: Path, slug: str, language: str, now: dt.datetime
) -> tuple[bytes, tuple[Finding, ...]]:
    """The proof of an edition, and what is wrong with the files that it was made from.

    Raises ContentError where the release cannot be read at all.
    """
    loaded = load_all(folder, [slug])
    if not loaded.releases:
        raise ContentError.of(loaded.findings)
    require_known("language", [language], loaded.releases[0].languages)
    checker = Checker(loaded)
    editions, found = checker.make_editions(loaded, now)
    edition = editions[slug, language]
    found = [*loaded.findings, *found, *checker.find(loaded, {(slug, language): edition})]
    findings = [f for f in sort_findings(found) if f.language in ("", language)]
    lines = read_lines(loaded, checker, edition)
    proof = collect_proof(loaded, checker, edition, findings, lines)
    page = compose_page(proof, load_proof_theme(), loaded.languages)
    return embed_faces(page, FaceLibrary(loaded.faces)), loaded.findings


def load_proof_theme() -> Theme:
    """The template and the styles of a proof: publisher's own, which no theme replaces."""
    texts = {
        name: read_source(PACKAGE / PROOFS / name, f"{PROOFS}/{name}").text
        for name in (TEMPLATE, STYLES)
    }
    paths = {name: f"{PROOFS}/{name}" for name in texts}
    return Theme(templates={TEMPLATE: texts[TEMPLATE]}, styles={STYLES: texts[STYLES]}, paths=paths)


def collect_proof(
    loaded: Loaded,
    checker: Checker,
    edition: Edition,
    findings: list[Finding],
    lines: PageLines | None = None,
) -> Proof:
    """All that the proof of an edition shows; `lines` are those of its PDF, where they are
    known."""
    release = edition.release
    terms = Glossary(read_terms(loaded.catalogs[edition.language, GLOSSARY_DOMAIN]))
    segments = {segment.key: segment.line for segment in reversed(list(release.segments()))}
    own = DomainProof(
        catalog=loaded.catalogs[edition.language, release.slug],
        entries=read_entries(loaded, edition.language, release.slug),
        texts=edition.texts,
        source_lines=segments,
        is_source=edition.language == edition.source_language,
    )
    shared = DomainProof(
        catalog=loaded.catalogs[edition.language, SHARED_DOMAIN],
        entries=read_entries(loaded, edition.language, SHARED_DOMAIN),
        texts=edition.shared,
        is_source=own.is_source,
    )
    shown = shared_messages(release, loaded.newsroom, checker.messages(release.kind))
    told: set[Finding] = set()

    def collect(domain: DomainProof, messages: Iterable[Message]) -> tuple[ProofMessage, ...]:
        collected = tuple(domain.collect(m, terms, lines, findings) for m in messages)
        told.update(finding for message in collected for finding in message.findings)
        return collected

    return Proof(
        edition=edition,
        own=collect(own, extract_release(release)),
        shared=collect(shared, shown),
        findings=tuple(finding for finding in findings if finding not in told),
        lined=lines is not None,
    )


def read_entries(loaded: Loaded, language: str, domain: str) -> Mapping[MessageKey, Entry]:
    """The entries of a catalogue as they stand in its file, comments included."""
    plural_forms = loaded.languages[language].plural_forms
    path = loaded.catalogs[language, domain].path
    try:
        file = PROCESS(load_catalog, loaded.folder, path, plural_forms)
    except PublisherError:
        return {}  # what is wrong with it is among the findings
    return {entry.key: entry.raw for entry in file.entries if not entry.translation.obsolete}


def read_lines(loaded: Loaded, checker: Checker, edition: Edition) -> PageLines | None:
    """Where lines end in the PDF of the edition; nothing where it cannot be made."""
    site = Site.of(checker, ("pdf",))
    if edition.language not in site.settable:
        return None
    task = site.task(edition, loaded.pictures[edition.release.slug], ())
    try:
        page = compose(task, "print")
        data = print_page(task, page)
    except (ContentError, EnvironmentProblem):
        return None
    from publisher.render.inspect import read_pages  # noqa: PLC0415  # PDFium is slow to import

    return PageLines(read_pages(data), page)


@dataclass(frozen=True, kw_only=True, slots=True)
class DomainProof:
    """What is known of the messages of a domain in one language; `source_lines` says on which
    line of the source each stands."""

    catalog: Catalog
    entries: Mapping[MessageKey, Entry] = field(hash=False)
    texts: Mapping[MessageKey, Localized] = field(hash=False)
    source_lines: Mapping[MessageKey, int] = field(default_factory=dict, hash=False)
    is_source: bool

    def collect(
        self,
        message: Message,
        terms: Glossary,
        lines: PageLines | None,
        findings: Iterable[Finding],
    ) -> ProofMessage:
        """One message with all that is known of it."""
        entry = self.entries.get(message.key)
        previous = previous_key(entry) if entry is not None else None
        state = self.state_of(message)
        found = self.catalog.find(message.key)
        text = found.text if found is not None and not found.obsolete else ""
        if self.is_source and state == "translated":
            text = self.texts[message.key].text
        return ProofMessage(
            message=message,
            state=state,
            text=text,
            previous=previous.id if previous and previous.id != message.id else None,
            places=tuple(f"{path}:{line}" if line else path for path, line in self.places(message)),
            notes=tuple(dict.fromkeys([*message.comments, *find_notes(entry)])),
            remarks=tuple(find_remarks(entry)),
            terms=terms.find(message.id),
            findings=tuple(f for f in findings if self.concerns(f, message)),
            lines=lines.split(strip_markup(text))
            if lines is not None and state == "translated"
            else (),
        )

    def state_of(self, message: Message) -> MessageState:
        """How far a message is; in the source language it is done, unless its override is not."""
        found = self.catalog.find(message.key)
        if found is not None and found.text and found.fuzzy and not found.obsolete:
            return "fuzzy"
        done = self.is_source or (found is not None and found.usable)
        return "translated" if done else "untranslated"

    def places(self, message: Message) -> Iterator[tuple[str, int | None]]:
        """Where the translation and the source stand."""
        entry = self.entries.get(message.key)
        if entry is not None:
            yield self.catalog.path, entry.message_line
        for path in message.references:
            yield path, self.source_lines.get(message.key)

    def concerns(self, finding: Finding, message: Message) -> bool:
        """Whether a finding is about a message: it is in its entry, or on its line of the
        source."""
        entry = self.entries.get(message.key)
        if entry is not None and finding.path == self.catalog.path and finding.line is not None:
            return entry.line <= finding.line < entry.line + len(entry.lines)
        line = self.source_lines.get(message.key)
        return line is not None and (finding.path, finding.line) == (message.references[0], line)


def find_notes(entry: Entry | None) -> Iterator[str]:
    """The extracted comments of an entry, but for its terms, which are shown by themselves."""
    if entry is not None:
        for note in extracted_comments(entry):
            if note and not note.startswith(GLOSSARY_MARK):
                yield note


def find_remarks(entry: Entry | None) -> Iterator[str]:
    """What translators noted in an entry."""
    if entry is not None:
        for line in filter(is_remark, entry.lines):
            yield line.strip().lstrip("#").strip()
