"""publisher status."""

import sys

import click

from publisher.cli.folder import newsroom_folder, now
from publisher.cli.report import echo_json, findings_exit_code, findings_json, report_findings


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def command(context: click.Context, as_json: bool) -> int:
    """Show what is translated, release by language.

    Example: publisher status --json
    """
    from publisher.build.checking import Checker
    from publisher.build.findings import sort_findings
    from publisher.build.loading import load_all

    loaded = load_all(newsroom_folder(context))
    editions, findings = Checker(loaded).make_editions(loaded, now())
    found = sort_findings([*loaded.findings, *findings])
    rows: list[dict[str, object]] = [
        {
            "release": slug,
            "language": language,
            "translated": edition.coverage.translated,
            "fuzzy": edition.coverage.fuzzy,
            "untranslated": edition.coverage.untranslated,
            "words_left": edition.coverage.words_left,
            "state": edition.state,
        }
        for (slug, language), edition in sorted(editions.items())
    ]
    report_findings(found)
    if as_json:
        echo_json({"editions": rows, "findings": findings_json(found)})
    else:
        print_table(rows)
    return findings_exit_code(found)


def print_table(rows: list[dict[str, object]]) -> None:
    """The editions as a table."""
    from rich.console import Console
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in ("release", "language"):
        table.add_column(name, overflow="fold")
    for name in ("translated", "fuzzy", "untranslated", "words left"):
        table.add_column(name, justify="right")
    table.add_column("state")
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    # A pipe has no width: what reads from it gets whole lines.
    console = Console(width=None if sys.stdout.isatty() else 1000)
    with console.capture() as text:
        console.print(table)
    click.echo(text.get(), nl=False)
