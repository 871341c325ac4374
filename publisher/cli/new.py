"""publisher new."""

import datetime as dt
import re
import unicodedata

import click
import yaml

from publisher.cli.folder import newsroom_folder, now
from publisher.load.config import load_newsroom
from publisher.load.release import RELEASES
from publisher.model.errors import ConfigError
from publisher.model.finding import Finding
from publisher.model.release import KINDS
from publisher.publish.output import write_file

BODY = """\
The first paragraph is the lead: who does what, where, when and why.

> “What somebody said, in their own words.”
>
> — Name, office, organisation
"""


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
    from publisher.build.resources import known_languages

    if not title.strip():
        raise click.BadParameter("a release needs a title", param_hint="TITLE")
    folder = newsroom_folder(context)
    newsroom = load_newsroom(folder, known_languages(folder))
    day = (date or now()).date()
    slug = f"{day.isoformat()}-{slugify(title)}"
    path = folder / RELEASES / slug / "release.md"
    if path.parent.exists():
        raise ConfigError(
            Finding(
                id="usage/release-exists",
                message=f"the release {slug} exists already",
                hint="choose another title or date",
                path=f"{RELEASES}/{slug}",
            )
        )
    front = {"kind": kind, "title": title, "date": day}
    if place:
        front["place"] = place
    front["contacts"] = list(newsroom.contacts)[:1]
    front["about"] = list(newsroom.about)[:1]
    head = yaml.safe_dump(front, sort_keys=False, allow_unicode=True, default_flow_style=None)
    write_file(path, f"---\n{head}---\n\n{BODY}".encode())
    click.echo(f"{RELEASES}/{slug}/release.md")
    return 0


def slugify(title: str) -> str:
    """A title as words in small ASCII letters, at most sixty characters; `release` where
    nothing of it can be written so."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    slug = ""
    for word in words:
        if len(slug) + len(word) > 60:
            break
        slug += ("-" if slug else "") + word
    return slug or "release"
