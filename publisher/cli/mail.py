"""publisher mail."""

from pathlib import Path

import click

from publisher.cli.complete import complete_slugs
from publisher.cli.folder import available_cores, newsroom_folder, now
from publisher.cli.options import only_languages
from publisher.cli.report import findings_exit_code, report_findings


@click.command("mail")
@click.argument("slugs", metavar="SLUG...", nargs=-1, required=True, shell_complete=complete_slugs)
@only_languages
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    metavar="DIR",
    help="Where the messages go. Default: the folder where you are.",
)
@click.pass_context
def command(
    context: click.Context, slugs: tuple[str, ...], languages: tuple[str, ...], output: Path
) -> int:
    """Write an e-mail for each edition, for you to send.

    Mail programs open it as a draft of their own. It belongs to those who send it, not on the site.

    Example: publisher mail 2017-07-24-policy-dialogue
    """
    from publisher.build.mail import make_mails
    from publisher.build.resources import use_bundled_fonts
    from publisher.publish.output import write_file

    use_bundled_fonts()
    folder, jobs = newsroom_folder(context), available_cores()
    mails, findings = make_mails(folder, slugs, languages, now(), jobs)
    report_findings(findings)
    for name, data in mails.items():
        write_file(output / name, data)
        click.echo(output / name)
    return findings_exit_code(findings)
