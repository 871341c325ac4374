"""publisher, alone: what to do next in this folder.

In: the newsroom that one stands in, if any. Out: a few lines on stdout, of which the last but one
names the next step.
"""

from pathlib import Path

import click

from publisher.build.glance import find_glance
from publisher.build.request import BuildRequest
from publisher.cli.build import open_store
from publisher.cli.folder import cache_folder, newsroom_folder, now
from publisher.cli.report import report_findings
from publisher.model.errors import ConfigError

MORE = "All commands: publisher --help"
SHOWN = 5
"""How many editions are named; the others are counted."""


def say_next_step(context: click.Context) -> None:
    """Print what is there, what is left and what to do next. Raises ConfigError where the
    newsroom's configuration is wrong, or a folder that was named is none."""
    try:
        folder = newsroom_folder(context)
    except ConfigError:
        click.echo("There is no newsroom here, nor in any folder above.")
        click.echo(f"Next: make one: 'publisher init DIR'\n{MORE}")
        return
    if is_published(folder):
        page = folder / "site" / "index.html"
        click.echo("Everything is published.")
        click.echo(f"Next: open {page}, or write a release: 'publisher new'\n{MORE}")
        return
    from publisher.build.status import find_status

    status = find_status(folder, (), (), now())
    report_findings(status.findings)
    unfinished = [row for row in status.editions if row.blocked_by]
    releases = {row.slug for row in status.editions}
    count = f"{len(releases)} releases in {len(status.editions)} editions"
    if unfinished:
        click.echo(f"{count}, {len(unfinished)} of them not finished:")
    else:
        click.echo(f"{count}, all finished." if releases else "No release yet.")
    for row in unfinished[:SHOWN]:
        click.echo(f"  {row.slug} ({row.language}): {row.blocked_by[0]}")
    if len(unfinished) > SHOWN:
        click.echo(f"  and {len(unfinished) - SHOWN} more: 'publisher status'")
    click.echo(f"Next: {status.next_step}\n{MORE}")


def is_published(folder: Path) -> bool:
    """Whether the last build of the whole newsroom published all of it, and nothing has changed
    since."""
    request = BuildRequest(folder=folder, output=folder / "site", now=now())
    if not request.output.is_dir():
        return False
    with open_store(cache_folder(None)) as store:
        glance = find_glance(store, request)
    return (
        glance is not None
        and bool(glance.artifacts)
        and all(artifact.state != "draft" for artifact in glance.artifacts)
        and all(finding.severity != "error" for finding in glance.findings)
    )
