"""publisher build --watch: build again whenever something is saved.

In: what to build. Out: one build for each burst of saves, and how long after the save its files
were in place. What is wrong is shown, and the last good site stays.
"""

import time
from collections.abc import Callable, Iterable

import click

from publisher.build.glance import ArtifactRow
from publisher.cli.report import report_crash, report_findings
from publisher.model.errors import PublisherError


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
