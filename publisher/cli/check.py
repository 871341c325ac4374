"""publisher check."""

import click

from publisher.cli.folder import newsroom_folder, now
from publisher.cli.report import findings_exit_code, print_json, report_findings
from publisher.model.finding import Severity


@click.command("check")
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="The severity from which the command fails.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def command(context: click.Context, slugs: tuple[str, ...], fail_on: str, as_json: bool) -> int:
    """Report every finding, with file and line.

    Example: publisher check --fail-on warning
    """
    from publisher.build.checking import check_newsroom

    findings = check_newsroom(newsroom_folder(context), slugs, now())
    report_findings(findings)
    if as_json:
        print_json((), findings)
    elif not findings:
        click.echo("no findings")
    return findings_exit_code(findings, Severity(fail_on))
