"""publisher new."""

import datetime as dt

import click

from publisher.cli.folder import newsroom_folder, now
from publisher.load.release import RELEASES
from publisher.model.release import KINDS


@click.command("new")
@click.argument("kind", type=click.Choice(KINDS))
@click.argument("title")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Default: today.")
@click.option("--place", help="The place of the dateline.")
@click.pass_context
def command(
    context: click.Context, kind: str, title: str, date: dt.datetime | None, place: str | None
) -> int:
    """Make a release's skeleton.

    Example: publisher new press-release "Ministers meet migrant workers" --place Yangon
    """
    from publisher.build.founding import found_release

    if not title.strip():
        raise click.BadParameter("a release needs a title", param_hint="TITLE")
    folder = newsroom_folder(context)
    slug = found_release(folder, kind, title, (date or now()).date(), place)
    click.echo(f"{RELEASES}/{slug}/release.md")
    return 0
