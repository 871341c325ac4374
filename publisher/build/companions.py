"""What a release has once for all its editions: its pictures for the web, and its media kit.

In: the releases of a build whose editions are made. Out: their companions, each from the store
where what it is made of was seen before, else made wherever tasks are done, like the editions. A
text that changes encodes no picture again; a kit is made anew when one of its parts is new. Where a
companion cannot be made, its release is not published: its pages would lead nowhere.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

import msgspec

from publisher.build.delegate import do_tasks
from publisher.build.executor import TaskFailure
from publisher.build.findings import failure_finding
from publisher.build.glance import decode_record
from publisher.build.holdings import file_entry, is_slice
from publisher.build.keys import artifact_parts, combine, digest_value
from publisher.build.media_kit import KitTask, kit_theme, make_kit
from publisher.build.record import ArtifactRecord
from publisher.build.task import EditionTask
from publisher.build.work import Work
from publisher.build.workshop import Workshop
from publisher.model.manifest import ManifestFile
from publisher.model.newsroom import Format
from publisher.model.picture import Picture, VariantSet
from publisher.model.theme import Theme
from publisher.render.picture import make_variants

T = TypeVar("T", "PictureTask", KitTask)
R = TypeVar("R")


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureTask:
    """A picture and the variants to make of it."""

    slug: str
    picture: Picture
    planned: VariantSet

    @property
    def name(self) -> str:
        """The picture, for people."""
        return f"{self.slug}: {self.picture.path}"


@dataclass(frozen=True, kw_only=True, slots=True)
class _Part:
    """An edition in a kit: its task, what was made of it, and its pictures as pages show them."""

    task: EditionTask
    records: Mapping[Format, ArtifactRecord]
    pictures: Sequence[ManifestFile]

    @property
    def language(self) -> str:
        return self.task.edition.language


def make_companions(workshop: Workshop) -> None:
    """The companions of all releases on the bench."""
    companions = _Companions(workshop)
    companions.make_pictures()
    newsroom = workshop.site.ground.newsroom
    if newsroom.kit and "html" in newsroom.formats:  # pages lead there, and nothing else does
        companions.make_kits()


def make_picture(task: PictureTask) -> Mapping[str, bytes]:
    """The variants of a picture, by their paths."""
    return make_variants(task.picture, task.planned)


class _Companions:
    def __init__(self, workshop: Workshop) -> None:
        self.workshop = workshop
        self.store = workshop.store
        self.site = workshop.site

    def make_pictures(self) -> None:
        """The variants that web pages ask for, of every picture that is not in the store."""
        missing: dict[tuple[str, ...], PictureTask] = {}
        for work in self.workshop.works.values():
            for task in self._pages(work):
                for address, planned in task.shown.items():
                    paths = [variant.path for variant in planned.every]
                    known = [self._find(f"picture:{path}") for path in paths]
                    found = [entry for entry in known if entry is not None]
                    if len(found) == len(paths):
                        work.files |= {entry.path: entry for entry in found}
                    else:
                        picture = task.pictures[address]
                        missing[tuple(paths)] = PictureTask(
                            slug=work.slug, picture=picture, planned=planned
                        )
        for job, made in self._do(make_picture, list(missing.values())):
            for path, data in made.items():
                self._keep(f"picture:{path}", self.workshop.works[job.slug], path, data)

    def make_kits(self) -> None:
        """The media kit of every release of which all is made, in this build or before."""
        tasks, keys = [], {}
        for work in self.workshop.works.values():
            parts = self._published(work)
            if not parts:
                continue
            theme = kit_theme(self.site.ground.theme)
            key = combine("kit", dict(self._kit_parts(parts)) | {"": digest_value(theme)})
            found = self._find(key)
            if found is not None:
                work.files[found.path] = found
                continue
            keys[work.slug] = key
            tasks.append(self._kit_task(parts, theme))
        for task, data in self._do(make_kit, tasks):
            path = self.site.kit_path(task.editions[0].edition)
            self._keep(keys[task.slug], self.workshop.works[task.slug], path, data)

    def _pages(self, work: Work) -> Iterator[EditionTask]:
        """The editions that have a web page."""
        for language, edition in work.release_set.editions.items():
            if (language, "html") in work.records:
                yield self.site.task(edition, work.part.pictures[work.slug], (), {})

    def _published(self, work: Work) -> list[_Part]:
        """The editions that belong into a kit, the source language first; none where one of them
        is not made in all formats: then the kit stays as it is."""
        newsroom = self.site.ground.newsroom
        parts = []
        for language, edition in work.release_set.editions.items():
            if edition.state == "draft" or edition.release.withdrawn or language in work.blocked:
                continue
            task = self.workshop.task_of(work, edition)
            records = {name: self._record(work, task, name) for name in newsroom.formats}
            pictures = [self._find(f"picture:{p.fallback.path}") for p in task.shown.values()]
            made = {name: record for name, record in records.items() if record is not None}
            shown = [picture for picture in pictures if picture is not None]
            if len(made) < len(records) or len(shown) < len(pictures):
                return []
            parts.append(_Part(task=task, records=made, pictures=shown))
        return sorted(parts, key=lambda part: part.language != newsroom.source_language)

    def _record(self, work: Work, task: EditionTask, name: Format) -> ArtifactRecord | None:
        """What was made of an edition in one format: now, or before and stands on the site."""
        made = work.records.get((task.edition.language, name))
        if made is None and (found := self.workshop.find_record(task, name)) is not None:
            on_site = self.workshop.shelf.holds(found.entry.path, found.entry.sha256)
            return found if on_site else None
        return made

    def _kit_parts(self, parts: Iterable[_Part]) -> Iterator[tuple[str, str]]:
        """What a kit is made from, as digests."""
        for part in parts:
            yield part.language, digest_value(sorted(artifact_parts(part.task, "html").items()))
            for name, record in part.records.items():
                yield f"{part.language} {name}", record.entry.sha256

    def _kit_task(self, parts: Iterable[_Part], theme: Theme) -> KitTask:
        artifacts: dict[tuple[str, Format], bytes] = {}
        files: dict[str, bytes] = {}
        for part in parts:
            for name, record in part.records.items():
                artifacts[part.language, name] = self._read(record.entry.path, record.entry.sha256)
                slices = filter(is_slice, record.files)
                files |= {file.path: self._read(file.path, file.sha256) for file in slices}
            files |= {file.path: self._read(file.path, file.sha256) for file in part.pictures}
        if (logo := self.site.ground.theme.logo) is not None:
            files[logo.path] = logo.data
        editions = tuple(part.task for part in parts)
        return KitTask(editions=editions, artifacts=artifacts, files=files, theme=theme)

    def _read(self, path: str, sha256: str) -> bytes:
        """Bytes that the store has, or the site at this path."""
        data = self.workshop.shelf.bytes_of(path, sha256)
        if data is None:
            raise OSError("it was damaged in the cache a moment ago: build once more")
        return data

    def _find(self, key: str) -> ManifestFile | None:
        """A companion that was made before, and is at hand."""
        known = decode_record(self.store.find(key), ManifestFile)
        if known is None or not self.workshop.shelf.has(known.path, known.sha256):
            return None
        return known

    def _keep(self, key: str, work: Work, path: str, data: bytes) -> None:
        self.store.put(data)
        entry = file_entry(work.slug, "", path, data)
        self.store.keep(key, msgspec.msgpack.encode(entry))
        work.files[path] = entry

    def _do(self, function: Callable[[T], R], tasks: list[T]) -> Iterator[tuple[T, R]]:
        """Results of tasks; a task that fails takes its release out of the build."""
        results = do_tasks(function, tasks, self.workshop.request)
        for done, (number, result) in enumerate(results, start=1):
            task = tasks[number]
            self.workshop.progress(task.name, done, len(tasks))
            if isinstance(result, TaskFailure):
                work = self.workshop.works[task.slug]
                path = work.part.releases[0].source.path
                work.leave_out([failure_finding(task.name, path, task.slug, result)])
            elif isinstance(result, Exception):
                raise result
            else:
                yield task, result
