"""publisher new."""

import datetime as dt
import sys

import click

from publisher.cli.folder import newsroom_folder, now
from publisher.load.release import RELEASES
from publisher.model.release import KINDS

_KIND = click.Choice(KINDS)
_DATE = click.DateTime(["%Y-%m-%d"])


@click.command("new")
@click.argument("kind", type=_KIND, required=False, metavar="[KIND]")
@click.argument("title", required=False, metavar="[TITLE]")
@click.option(
    "--date",
    type=_DATE,
    metavar="YYYY-MM-DD",
    help="The date of the release. Default: today, in UTC.",
)
@click.option("--place", help="The place of the dateline.")
@click.pass_context
def command(
    context: click.Context,
    kind: str | None,
    title: str | None,
    date: dt.datetime | None,
    place: str | None,
) -> int:
    """Make a release's skeleton.

    KIND is press-release, activity-report or publication-summary. On a terminal, without kind or
    title, it asks for all that is missing.

    Example: publisher new press-release "Ministers meet migrant workers" --place Yangon
    """
    from publisher.build.founding import found_release

    folder = newsroom_folder(context)
    today = now().date()
    # Whoever gave all that a release needs, perhaps as one of several pasted lines, is not asked.
    if kind is None or title is None:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            missing = {"kind": kind, "title": title}
            first = next(p for p in context.command.params if missing.get(p.name or "", p) is None)
            raise click.MissingParameter(ctx=context, param=first)
        kind = kind or click.prompt("Kind", type=_KIND, err=True)
        title = title or click.prompt("Title", value_proc=check_title, err=True)
        date = date or click.prompt("Date", type=_DATE, default=today.isoformat(), err=True)
        if place is None:
            place = click.prompt("Place", default="", show_default=False, err=True).strip()
    slug = found_release(
        folder, kind, check_title(title), date.date() if date is not None else today, place
    )
    click.echo(f"{RELEASES}/{slug}/release.md")
    return 0


def check_title(title: str) -> str:
    """The title, if it is one."""
    if not title.strip():
        raise click.BadParameter("a release needs a title", param_hint="TITLE")
    return title
