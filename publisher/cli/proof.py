"""publisher proof."""

from pathlib import Path

import click

from publisher.cli.complete import complete_languages, complete_slugs
from publisher.cli.folder import newsroom_folder, now
from publisher.cli.report import findings_exit_code, report_findings


@click.command("proof")
@click.argument("slug", metavar="SLUG", shell_complete=complete_slugs)
@click.option(
    "-l",
    "--language",
    required=True,
    metavar="LANG",
    help="The language to look at.",
    shell_complete=complete_languages,
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Where it goes. Default: SLUG.LANG.proof.html, in the folder where you are.",
)
@click.pass_context
def command(context: click.Context, slug: str, language: str, output: Path | None) -> int:
    """Show an edition beside its original, message by message.

    Example: publisher proof 2017-07-24-policy-dialogue -l my
    """
    from publisher.build.proof import make_proof
    from publisher.build.resources import use_bundled_fonts
    from publisher.publish.output import write_file

    use_bundled_fonts()
    data, findings = make_proof(newsroom_folder(context), slug, language, now())
    path = output or Path(f"{slug}.{language}.proof.html")
    write_file(path, data)
    report_findings(findings)
    click.echo(path)
    return findings_exit_code(findings)
