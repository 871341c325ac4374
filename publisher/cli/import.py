"""publisher import."""  # noqa: N999  # a module bears the name of its command

import datetime as dt
from pathlib import Path

import click

from publisher.cli.folder import newsroom_folder
from publisher.cli.report import findings_exit_code, report_findings
from publisher.load.release import RELEASES
from publisher.model.release import KINDS


@click.command("import")
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False))
@click.option(
    "--kind",
    type=click.Choice(KINDS),
    help="The kind of release. Default: what Markdown says, or press-release.",
)
@click.option(
    "--date",
    type=click.DateTime(["%Y-%m-%d"]),
    metavar="YYYY-MM-DD",
    help="The date of the release. Default: the one that stands in the draft.",
)
@click.option(
    "--release",
    "slug",
    default="",
    metavar="SLUG",
    help="FILE is a finished translation of this release.",
)
@click.option(
    "-l", "--language", default="", metavar="LANG", help="The language of the translation."
)
@click.pass_context
def command(
    context: click.Context,
    file: str,
    kind: str | None,
    date: dt.datetime | None,
    slug: str,
    language: str,
) -> int:
    """Make a release of a draft: a Word file, a page or Markdown.

    With --release and -l, FILE is its translation: what can be laid beside it goes into the memory
    of the language, and fills what is untranslated in the catalogue.

    Example: publisher import statement.docx
    """
    folder = newsroom_folder(context)
    if bool(slug) != bool(language):
        raise click.UsageError("a translation needs both: --release SLUG and -l LANG")
    if slug:
        if kind or date:
            raise click.UsageError("a translation has the kind and the date of its release")
        from publisher.build.remembering import import_files
        from publisher.build.syncing import sync_newsroom

        done = import_files(folder, [file], language, slug)
        paths, found = sync_newsroom(folder, [slug]) if done.files else ((), ())
        findings = (*done.findings, *found)
        paths = (*([done.path] if done.path else []), *paths)
        for tally in done.files:
            click.echo(f"{file}: {tally.found} of {tally.wanted} messages", err=True)
    else:
        from publisher.build.drafting import import_draft

        made, findings = import_draft(folder, Path(file), kind, date.date() if date else None)
        paths = (f"{RELEASES}/{made}/release.md",)
    report_findings(findings)
    for path in paths:
        click.echo(path)
    return findings_exit_code(findings)
