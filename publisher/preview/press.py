"""PDFs, made in processes of their own while pages are shown.

In: the task of an edition. Out: its PDF, or what prevented it. A process takes seconds for the
first PDF and is kept for the next; one that takes too long or too much memory is ended.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from publisher.build.executor import Crew, TaskFailure
from publisher.build.findings import failure_finding
from publisher.build.request import Limits
from publisher.build.task import EditionTask, TaskResult, run_task
from publisher.model.errors import PublisherError

WORKERS = 2
"""An edition and its original."""


class Press:
    """Processes that wait for tasks; for one thread."""

    def __init__(self) -> None:
        self._crew: Crew[EditionTask, TaskResult] = Crew(run_task, WORKERS, Limits())

    def make(self, tasks: Iterable[tuple[EditionTask, str]]) -> Iterator[tuple[int, TaskResult]]:
        """The PDF of each task by its number, as they are done; nothing is made where the page is
        that of the key which stands with the task."""
        asked = [
            replace(task, formats=("pdf",), known_pages={"pdf": key} if key else {})
            for task, key in tasks
        ]
        for number, outcome in self._crew.run(asked):
            if isinstance(outcome, TaskFailure):
                edition = asked[number].edition
                path, slug = edition.release.source.path, edition.release.slug
                name = asked[number].name
                found = failure_finding(name, path, slug, outcome, edition.language)
                yield number, TaskResult(findings=(found,))
            elif isinstance(outcome, PublisherError):
                yield number, TaskResult(findings=outcome.findings)
            elif isinstance(outcome, Exception):
                raise outcome
            else:
                yield number, outcome

    def close(self) -> None:
        """End the processes."""
        self._crew.dismiss()
