"""publisher build --watch: build again whenever something is saved.

In: what to build. Out: one build for each burst of saves, and how long after the save its files
were in place. What is wrong is shown, and the last good site stays.
"""

import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import click
import watchfiles

from publisher.build.glance import ArtifactRow
from publisher.cli.report import report_crash, report_findings
from publisher.model.errors import PublisherError

IDLE = 30_000
"""Milliseconds after which it looks at the clock without a save: an embargo may have ended."""
QUIET = 60
"""Milliseconds without a further save after which a burst is over."""

Change = tuple[watchfiles.Change, str]


class Saves(watchfiles.DefaultFilter):
    """What counts as a save: nothing in the site, and no scrap of an editor or of ours."""

    ignore_entity_patterns = (
        *watchfiles.DefaultFilter.ignore_entity_patterns,
        r"\.tmp$",
        r"^\.",
        r"^4913$",  # Vim tries with this name whether it can write
    )

    def __init__(self, output: Path, cache: Path) -> None:
        super().__init__(ignore_paths=[output, cache])


def watch_saves(folder: Path, output: Path, cache: Path) -> Iterator[float | None]:
    """The moment of the last save of each burst, in seconds of the clock; None now and then."""
    for changes in watchfiles.watch(
        folder,
        watch_filter=Saves(output, cache),
        step=QUIET,
        rust_timeout=IDLE,
        yield_on_timeout=True,
    ):
        yield time_of_save(changes) if changes else None


def time_of_save(changes: Iterable[Change]) -> float:
    """When the last of the changed files was saved; now, where they do not tell."""
    now = time.time()
    times = []
    for _, name in changes:
        try:
            times.append(Path(name).stat().st_mtime)
        except OSError:
            continue  # it was removed, or renamed over another
    # A file may come with an old time, from an archive, or with one of a clock that is ahead.
    return max((moment for moment in times if now - 60 < moment <= now), default=now)


def keep_building(
    saves: Iterable[float | None], build: Callable[[], Iterable[ArtifactRow]]
) -> None:
    """Build at each save, and say what came of it. `build` gives what it has made anew."""
    for saved in saves:
        try:
            made = list(build())
        except PublisherError as error:
            report_findings(error.findings)
            continue
        except Exception as error:  # noqa: BLE001  # the next save may mend it
            report_crash(error)
            continue
        if saved is None:
            continue
        seconds = time.time() - saved
        for artifact in made:
            click.echo(f"{artifact.format:4}  {seconds:5.2f} s  {artifact.path}")
        if not made:
            click.echo("nothing to make")
