"""The releases of one build: which are as they were, which are made again, and from what.

In: what is asked for, the ground, and what is known of earlier builds. Out: tasks, and from their
results the record of each release. A release of which no file has changed is not even read; an
artifact whose parts were all seen before, in any build, is taken from the store; a page that comes
out as it was is not rendered.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

import msgspec

from publisher.build.announcing import announce
from publisher.build.checking import Checker
from publisher.build.embargo import reached_state
from publisher.build.executor import TaskFailure
from publisher.build.faces import FaceLibrary, faces_of
from publisher.build.findings import draft_finding, failure_finding, find_blocked
from publisher.build.glance import UNCHANGED, Moment, decode_record
from publisher.build.holdings import (
    file_entry,
    find_beside,
    list_edition,
    list_published,
    record_artifact,
)
from publisher.build.keys import artifact_parts, combine, digest_value, find_reason
from publisher.build.loading import load_set
from publisher.build.memory import Before, meet_all
from publisher.build.progress import Progress
from publisher.build.recall import Recall
from publisher.build.record import ArtifactRecord, SetRecord
from publisher.build.release_set import hold_editions
from publisher.build.request import BuildRequest
from publisher.build.shelf import Shelf
from publisher.build.site import Site
from publisher.build.store import Store
from publisher.build.superseded import find_superseded
from publisher.build.task import EditionTask, TaskResult, share_path
from publisher.build.work import Work
from publisher.load.reads import recording, refresh_reads
from publisher.load.release import find_slug_clashes
from publisher.model.edition import Edition
from publisher.model.finding import Finding
from publisher.model.manifest import ManifestFile
from publisher.model.message import catalog_path
from publisher.model.newsroom import Format
from publisher.model.page import FaceSlice, Page
from publisher.render.html import cut_face, render_html

RECALLED = "it was made from the same elsewhere or long ago, and is in the cache"
"""Why an artifact that is new to the site was not made."""


class Workshop:
    """The releases of one build."""

    def __init__(
        self,
        request: BuildRequest,
        site: Site,
        checker: Checker,
        store: Store,
        before: Before,
        recall: Recall,
        progress: Progress,
    ) -> None:
        self.request = request
        self.site = site
        self.store = store
        self.before = before
        self.shelf = Shelf(request, store, before)
        self.recall = recall
        self.progress = progress
        self.checker = checker
        self.same: dict[str, SetRecord] = {}
        self.works: dict[str, Work] = {}
        self.reasons: dict[str, str] = {}
        self._slugs: tuple[str, ...] = ()
        self._open: list[str] = []
        self._given: list[EditionTask] = []
        self._done = 0
        self._clashes: dict[str, str] = {}
        self._listed: dict[str, set[str]] = {}
        for entry in site.old.listings:
            self._listed.setdefault(entry.release, set()).add(entry.language)

    def plan(self, slugs: tuple[str, ...]) -> None:
        """Find out which releases are as they were; the others are open."""
        self._slugs = slugs
        self._clashes = {found.release: found.message for found in find_slug_clashes(slugs)}
        for slug in slugs:
            known = self._find_same(slug)
            if known is not None:
                self.same[slug] = known
                self.reasons |= {record.entry.path: UNCHANGED for record in known.artifacts}
            else:
                self._open.append(slug)

    def waiting(self) -> Iterator[EditionTask] | None:
        """Tasks that wait to be done, got ready one by one; None where all is done."""
        self._given = []
        if self._open:
            slugs, self._open = self._open, []
            return self._tasks(map(self._read, slugs))
        # What failed leads nowhere: the other editions of its release must not link to it.
        broken = [work for work in self.works.values() if work.failed]
        for work in broken:
            work.failed.clear()
            work.records.clear()
        return self._tasks(broken) if broken else None

    def accept(self, number: int, result: TaskResult | Exception) -> None:
        """Take the result of a task, by its number in the order of the tasks."""
        task = self._given[number]
        language = task.edition.language
        work = self.works[task.edition.release.slug]
        self._done += 1
        self.progress(task.name, self._done, self._total())
        if isinstance(result, TaskFailure):
            release = task.edition.release
            findings: tuple[Finding, ...] = (
                failure_finding(task.name, release.source.path, release.slug, result, language),
            )
        elif isinstance(result, Exception):
            raise result
        else:
            findings = result.findings
        if findings:
            work.findings += findings
            work.blocked.add(language)
            work.failed.add(language)
            work.has_failed = True
            return
        assert isinstance(result, TaskResult)
        for made in result.made:
            parts = artifact_parts(task, made.format)
            record = self._record_before(task, made.format)
            reason = find_reason(record.parts if record else None, parts)
            if made.artifact is not None:
                for file in (made.artifact.file, *made.artifact.beside):
                    self.store.put(file.data)
                others = self._cut_slices(made.artifact.slices)
                if record is not None and made.share == task.known_share:
                    others += [file for file in record.files if file.path == share_path(task)]
                record = record_artifact(made.artifact, others, parts, made.page, made.share)
            else:
                assert record is not None
                record = msgspec.structs.replace(record, parts=parts)
                reason += ", but the page came out the same"
            self.store.keep(combine(made.format, parts), msgspec.msgpack.encode(record))
            work.records[language, made.format] = record
            self.reasons[record.entry.path] = reason

    def finish(self) -> dict[str, SetRecord]:
        """Each release as it is now, by slug."""
        return {
            slug: self.same[slug] if slug in self.same else self._record(slug, self.works[slug])
            for slug in self._slugs
        }

    def render_indexes(self, sets: Mapping[str, SetRecord]) -> list[ManifestFile]:
        """The index pages, what stands beside them, and what tells others of the site; pages that
        are planned as before are not composed."""
        site = self.site
        if "html" not in site.ground.newsroom.formats:
            return []
        files: list[ManifestFile] = []
        listings = list_published(site, sets)
        plans = list(site.plan_index(listings))
        for plan in plans:
            key = combine("plan", {"ground": self.before.ground, "plan": digest_value(plan)})
            known = decode_record(self.store.find(key), list[ManifestFile])
            if known is None or not all(self.shelf.has(file.path, file.sha256) for file in known):
                known = self._render_index(plan.path, plan.language, site.index_page(plan))
                self.store.keep(key, msgspec.msgpack.encode(known))
            files += known
        if (logo := site.ground.theme.logo) is not None:
            files.append(self._keep(logo.path, "", logo.data))
        for path, language, data in announce(site, listings, plans, find_beside(site, sets)):
            files.append(self._keep(path, language, data))
        return files

    def _total(self) -> int:
        languages = len(self.site.ground.newsroom.languages)
        return max(self._done, len(self._given), (len(self._slugs) - len(self.same)) * languages)

    def _find_same(self, slug: str) -> SetRecord | None:
        """The record of a release, if all that it was made from is as it was."""
        known = self.before.sets.get(slug)
        if (
            known is None
            or known.ground != self._ground_of(slug)
            or known.kept != self._kept(slug, {*known.blocked, *known.waiting}, known.embargo)
            or not known.moment.holds(self.request.now)
            or not all(self.shelf.is_at_hand(record) for record in known.artifacts)
            or not all(self.shelf.has(file.path, file.sha256) for file in known.files)
        ):
            return None
        reads = refresh_reads(known.reads, force=self.request.force_read)
        return None if reads is None else msgspec.structs.replace(known, reads=reads)

    def _ground_of(self, slug: str) -> str:
        """What is no release's own, and the slug that this one is too much like."""
        return f"{self.before.ground} {self._clashes.get(slug, '')}"

    def _kept(self, slug: str, held: Iterable[str], embargo: str | None) -> tuple[str, ...]:
        """The languages in which an older state of a release stays, and others lead to it: those
        that an error blocks or that wait for others, but whose names can be set. What is under
        embargo has none."""
        listed = self._listed.get(slug, set())
        return () if embargo else tuple(sorted(listed & set(held) & self.site.settable))

    def _read(self, slug: str) -> Work:
        """A release from disk, its editions, and what is wrong with them."""
        with recording() as reads:
            part = load_set(self.site.ground, slug, self._slugs, self.recall)
        found, findings = self.checker.make_editions(part, self.request.now)
        findings = [*part.findings, *findings, *self.checker.find(part, found)]
        editions = {language: edition for (_, language), edition in found.items()}
        if self.request.strict:
            findings += [
                draft_finding(edition, catalog_path(language, slug))
                for language, edition in editions.items()
                if edition.state == "draft" and self.request.asks_for(slug, language)
            ]
        everything = [*self.site.ground.findings, *findings]
        blocked = {language for _, language in find_blocked(everything, found)}
        work = Work(
            slug=slug,
            part=part,
            reads=list(reads.values()),
            editions=editions,
            findings=findings,
            blocked=blocked if editions else set(self.site.ground.newsroom.languages),
        )
        for language, edition in editions.items():
            work.superseded[language], unkept = find_superseded(
                edition, part.versions[slug], self.site.old, self.shelf.bytes_of
            )
            work.findings += unkept
        return work

    def _tasks(self, works: Iterable[Work]) -> Iterator[EditionTask]:
        for work in works:
            self.works[work.slug] = work
            work.release_set = hold_editions(
                work.editions,
                work.blocked,
                self.site.ground.newsroom,
                self._listed.get(work.slug, ()),
            )
            for language, edition in work.release_set.editions.items():
                if language in work.blocked or not self.request.asks_for(work.slug, language):
                    continue
                task = self._task_for(work, edition)
                if task.formats:
                    self._given.append(task)
                    yield task

    def task_of(self, work: Work, edition: Edition) -> EditionTask:
        """The task that makes an edition."""
        state = reached_state(edition)
        reachable = {
            language
            for language, other in work.release_set.editions.items()
            if other.state == state and language not in work.blocked
        }
        if state == "published":
            reachable |= set(self._kept_of(work))
        return self.site.task(
            edition,
            work.part.pictures[work.slug],
            reachable,
            work.superseded[edition.language],
        )

    def find_record(self, task: EditionTask, name: Format) -> ArtifactRecord | None:
        """What was made of a task in one format before, in any build, and is at hand."""
        key = combine(name, artifact_parts(task, name))
        record = decode_record(self.store.find(key), ArtifactRecord)
        return record if record is not None and self.shelf.is_at_hand(record) else None

    def _task_for(self, work: Work, edition: Edition) -> EditionTask:
        """The task that makes what is not in the store."""
        task = self.task_of(work, edition)
        missing: list[Format] = []
        pages: dict[Format, str] = {}
        share = ""
        for name in task.formats:
            record = self.find_record(task, name)
            if record is not None:
                work.records[edition.language, name] = record
                before = self._record_before(task, name)
                parts = artifact_parts(task, name)
                self.reasons[record.entry.path] = (
                    UNCHANGED
                    if self.shelf.holds(record.entry.path, record.entry.sha256)
                    else f"{find_reason(before.parts if before else None, parts)}; {RECALLED}"
                )
                continue
            missing.append(name)
            before = self._record_before(task, name)
            if before is not None and self.shelf.is_at_hand(before):
                pages[name] = before.page
                share = share or before.share
        return replace(task, formats=tuple(missing), known_pages=pages, known_share=share)

    def _record_before(self, task: EditionTask, name: Format) -> ArtifactRecord | None:
        """What the last build left of an artifact, in the same place."""
        known = self.before.sets.get(task.edition.release.slug)
        for record in known.artifacts if known is not None else ():
            entry = record.entry
            if (entry.language, entry.format) == (task.edition.language, name):
                return record
        return None

    def _kept_of(self, work: Work) -> tuple[str, ...]:
        held = {*work.blocked, *work.release_set.waiting}
        return self._kept(work.slug, held, self.site.embargo_of(work.editions))

    def _record(self, slug: str, work: Work) -> SetRecord:
        whole = {
            k: edition for k, edition in work.release_set.editions.items() if k not in work.blocked
        }
        return SetRecord(
            slug=slug,
            ground=self._ground_of(slug),
            reads=work.reads,
            moment=meet_all(self._moment(edition) for edition in work.editions.values()),
            complete=all(self.request.asks_for(slug, k) for k in whole),
            failed=work.has_failed,
            states={language: edition.state for language, edition in whole.items()},
            blocked=tuple(sorted(work.blocked)),
            waiting=tuple(sorted(work.release_set.waiting)),
            kept=self._kept_of(work),
            embargo=self.site.embargo_of(work.editions),
            listings=tuple(
                list_edition(edition) for edition in whole.values() if edition.state == "published"
            ),
            findings=(*work.findings, *work.release_set.findings),
            artifacts=tuple(
                work.records[language, name]
                for language in whole
                for name in self.site.formats
                if (language, name) in work.records
            ),
            files=tuple(work.files[path] for path in sorted(work.files)),
        )

    def _moment(self, edition: Edition) -> Moment:
        embargo = edition.release.embargo
        if embargo is None:
            return Moment()
        return Moment(None, embargo) if self.request.now < embargo else Moment(embargo, None)

    def _render_index(self, path: str, language: str, page: Page) -> list[ManifestFile]:
        ground, tags = self.site.ground, self.site.settable
        languages = {tag: ground.languages[tag] for tag in tags}
        faces = FaceLibrary(faces_of(languages.values(), ground.faces))
        data, slices = render_html(page, faces, languages, "../" * path.count("/"))
        return [*self._cut_slices(slices), self._keep(path, language, data)]

    def _keep(self, path: str, language: str, data: bytes) -> ManifestFile:
        self.store.put(data)
        return file_entry("", language, path, data)

    def _cut_slices(self, slices: Iterable[FaceSlice]) -> list[ManifestFile]:
        """The files of slices, each cut once for all pages and builds."""
        files = []
        for cut in slices:
            known = decode_record(self.store.find(f"slice:{cut.path}"), ManifestFile)
            if known is None or not self.shelf.has(cut.path, known.sha256):
                face = FaceLibrary(self.site.ground.faces)[cut.key][cut.number]
                data = cut_face(face, cut.characters)
                known = self._keep(cut.path, "", data)
                self.store.keep(f"slice:{cut.path}", msgspec.msgpack.encode(known))
            files.append(known)
        return files
