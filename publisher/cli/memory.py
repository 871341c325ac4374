"""publisher memory."""

from pathlib import Path

import click

from publisher.cli.complete import complete_languages, complete_slugs
from publisher.cli.folder import newsroom_folder
from publisher.cli.report import findings_exit_code, report_findings

_language = click.option(
    "-l",
    "--language",
    required=True,
    metavar="LANG",
    help="The language of the translations.",
    shell_complete=complete_languages,
)


@click.group("memory")
def command() -> None:
    """Take earlier translations into the newsroom, and out of it.

    What sync finds there, nobody translates twice.

    Example: publisher memory import statement.docx -l my --release 2017-07-24-policy-dialogue
    """


@command.command("import")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="FILE...",
    type=click.Path(exists=True, dir_okay=False),
)
@_language
@click.option(
    "--release",
    "slug",
    default="",
    metavar="SLUG",
    shell_complete=complete_slugs,
    help="The release that Markdown and Word files are finished translations of.",
)
@click.pass_context
def import_(context: click.Context, files: tuple[str, ...], language: str, slug: str) -> int:
    """Add finished translations to the memory of a language.

    Takes catalogues (.po; what is fuzzy is left out), memories of other tools (.tmx), and finished
    translations of a release (.md, .docx), which are laid beside it by structure.

    Example: publisher memory import old.tmx -l km
    """
    from publisher.build.remembering import import_files

    done = import_files(newsroom_folder(context), files, language, slug)
    report_findings(done.findings)
    if done.path:
        click.echo(done.path)
    for file in done.files:
        of = f" of {file.wanted}" if file.wanted else ""
        said = f"{file.found}{of} messages, {file.added} of them new"
        click.echo(f"{file.path}: {said}", err=True)
    return findings_exit_code(done.findings)


@command.command("export")
@_language
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write. Default: standard output.",
)
@click.pass_context
def export(context: click.Context, language: str, output: Path | None) -> int:
    """Write all that the newsroom has translated into a language as TMX.

    Version 1.4, for OmegaT, Weblate and others.

    Example: publisher memory export -l my -o newsroom.my.tmx
    """
    from publisher.build.remembering import export_memory
    from publisher.publish.output import write_file

    data, findings = export_memory(newsroom_folder(context), language)
    report_findings(findings)
    if output is None:
        click.echo(data, nl=False)
    else:
        write_file(output.resolve(), data)
        click.echo(str(output))
    return findings_exit_code(findings)
