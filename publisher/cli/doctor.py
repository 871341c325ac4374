"""publisher doctor."""

import sys
from pathlib import Path

import click

from publisher.cli.folder import cache_folder, newsroom_folder
from publisher.cli.report import echo_json, findings_exit_code, findings_json, report_findings
from publisher.model.errors import ConfigError
from publisher.model.finding import Severity


@click.command("doctor")
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The cache's folder. Default: as for build.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def command(context: click.Context, cache: Path | None, as_json: bool) -> int:
    """Say whether this machine has all that publisher needs.

    It changes nothing, and works outside a newsroom, too.

    Example: publisher doctor
    """
    from publisher.build.machine import examine_machine

    try:
        newsroom = newsroom_folder(context)
    except ConfigError:
        newsroom = None
    facts = examine_machine(newsroom, cache_folder(cache), sys.stdout.encoding)
    # Several libraries may be missing for one reason, which is said once.
    findings = list(dict.fromkeys(finding for fact in facts for finding in fact.findings))
    if as_json:
        rows = [{"name": f.name, "found": f.found, "state": f.state} for f in facts]
        echo_json({"checks": rows, "findings": findings_json(findings)})
    else:
        for fact in facts:
            click.echo(f"{fact.state:7}  {fact.name:15}  {fact.found}")
    report_findings(findings)
    return findings_exit_code([f for f in findings if f.severity is Severity.ERROR])
