"""publisher sync."""

import click

from publisher.cli.complete import complete_slugs
from publisher.cli.folder import newsroom_folder
from publisher.cli.report import findings_exit_code, report_findings


@click.command("sync")
@click.argument("slugs", nargs=-1, metavar="[SLUG]...", shell_complete=complete_slugs)
@click.pass_context
def command(context: click.Context, slugs: tuple[str, ...]) -> int:
    """Bring pots and catalogues up to date with the sources.

    Translations are kept: a changed message takes its own along, fuzzy where the meaning may have
    changed, and one that vanished turns obsolete and comes back with its source. What was
    translated elsewhere in the newsroom is not asked for twice.

    Example: publisher sync
    """
    from publisher.build.syncing import sync_newsroom

    changed, findings = sync_newsroom(newsroom_folder(context), slugs)
    report_findings(findings)
    for path in changed:
        click.echo(path)
    click.echo(f"{len(changed)} files changed", err=True)
    return findings_exit_code(findings)
