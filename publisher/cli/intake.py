"""publisher intake."""

from pathlib import Path

import click

from publisher.cli.folder import newsroom_folder
from publisher.cli.report import findings_exit_code, report_findings


@click.command("intake")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--apply",
    "apply",
    is_flag=True,
    help="Write what the difference shows, and list the files that changed.",
)
@click.option(
    "--convert-zawgyi",
    "convert",
    is_flag=True,
    help="Rewrite messages in Zawgyi in Unicode, by ICU's rules, as fuzzy. Needs "
    "pip install 'publisher[zawgyi]'. Without it they are refused.",
)
@click.pass_context
def command(context: click.Context, files: tuple[str, ...], apply: bool, convert: bool) -> int:
    """Take in catalogues that translators sent back.

    Without --apply nothing is changed: it shows what would be, as a difference to read.

    Example: publisher intake ~/Downloads/kit-my.zip
    """
    from publisher.build.intake import take_in

    for name in files:
        if not Path(name).is_file():
            raise click.UsageError(f"there is no file {name!r}")
    named = [(Path(name), Path(name).as_posix()) for name in files]
    intake = take_in(newsroom_folder(context), named, convert=convert)
    report_findings(intake.findings)
    count = f"{intake.taken} message{'' if intake.taken == 1 else 's'}"
    if apply:
        click.echo("".join(f"{path}\n" for path in intake.apply()), nl=False)
        click.echo(f"{count} taken", err=True)
    else:
        click.echo(intake.diff(), nl=False)
        hint = "; nothing was changed, --apply takes them" if intake.taken else ""
        click.echo(f"{count} to take{hint}", err=True)
    return findings_exit_code(intake.findings)
