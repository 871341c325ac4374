"""publisher kit."""

from pathlib import Path

import click

from publisher.cli.complete import complete_languages
from publisher.cli.folder import newsroom_folder, now
from publisher.cli.report import findings_exit_code, report_findings


@click.command("kit")
@click.argument("language", metavar="LANGUAGE", shell_complete=complete_languages)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where it goes. Default: kit-LANGUAGE.zip, in the folder where you are.",
)
@click.option("--all", "everything", is_flag=True, help="Finished catalogues too.")
@click.pass_context
def command(context: click.Context, language: str, output: Path | None, everything: bool) -> int:
    """Pack all that a translator needs into one file.

    Run 'publisher sync' first: the kit holds the catalogues as they stand.

    Example: publisher kit my
    """
    from publisher.build.kit import make_kit
    from publisher.build.resources import use_bundled_fonts
    from publisher.publish.archive import pack_archive
    from publisher.publish.output import write_file

    use_bundled_fonts()
    kit = make_kit(newsroom_folder(context), language, now(), everything=everything)
    report_findings(kit.findings)
    if not kit.domains:
        click.echo("nothing is left to translate, so there is no kit; --all makes one", err=True)
        return findings_exit_code(kit.findings)
    path = output or Path(f"kit-{language}.zip")
    write_file(path, pack_archive(kit.files))
    click.echo(path)
    click.echo(f"to translate: {', '.join(kit.domains)}", err=True)
    return findings_exit_code(kit.findings)
