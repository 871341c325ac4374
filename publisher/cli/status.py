"""publisher status."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from publisher.cli.complete import complete_slugs
from publisher.cli.folder import newsroom_folder, now
from publisher.cli.options import only_languages
from publisher.cli.report import echo_json, findings_exit_code, findings_json, report_findings

if TYPE_CHECKING:
    from rich.table import Table

    from publisher.build.status import EditionStatus, Status

COLUMNS = ("translated", "fuzzy", "untranslated", "words left")
"""Those of the table that count."""


@click.command("status")
@click.argument("slugs", nargs=-1, metavar="[SLUG]...", shell_complete=complete_slugs)
@only_languages
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def command(
    context: click.Context, slugs: tuple[str, ...], languages: tuple[str, ...], as_json: bool
) -> int:
    """Show what is translated, release by language.

    Example: publisher status -l my
    """
    from publisher.build.status import find_status

    status = find_status(newsroom_folder(context), slugs, languages, now())
    report_findings(status.findings)
    if as_json:
        oldest = status.oldest
        echo_json(
            {
                "editions": [edition_json(row) for row in status.editions],
                "findings": findings_json(status.findings),
                "oldest": None if oldest is None else {"release": oldest.slug, "date": oldest.date},
                "next": status.next_step,
            }
        )
    else:
        print_status(status)
    return findings_exit_code(status.findings)


def edition_json(row: "EditionStatus") -> dict[str, object]:
    """An edition as it stands in JSON."""
    return {
        "release": row.slug,
        "language": row.language,
        "translated": row.coverage.translated,
        "fuzzy": row.coverage.fuzzy,
        "untranslated": row.coverage.untranslated,
        "words_left": row.coverage.words_left,
        "state": row.state,
        "date": row.date,
        "errors": row.errors,
        "blocked_by": list(row.blocked_by),
    }


def print_status(status: "Status") -> None:
    """The table, and below it what keeps editions from readers, what waits, what to do next."""
    from rich.console import Console

    # A pipe has no width: what reads from it gets whole lines.
    console = Console(width=None if sys.stdout.isatty() else 1000, highlight=False, soft_wrap=True)
    with console.capture() as captured:
        console.print(make_table(status.editions), soft_wrap=False)
        blocked = [row for row in status.editions if row.blocked_by]
        if blocked:
            console.print("\nNot published:", style="bold")
        for row in blocked:
            reasons = "; ".join(row.blocked_by)
            console.print(f"  {row.slug} ({row.language}): {reasons}", markup=False)
        if status.oldest is not None:
            oldest = f"{status.oldest.slug}, dated {status.oldest.date}"
            console.print(f"\nOldest untranslated: {oldest}", markup=False)
        console.print(f"\nNext: {status.next_step}", style="bold", markup=False)
    click.echo(captured.get(), nl=False)


def make_table(rows: "Sequence[EditionStatus]") -> "Table":
    """The editions as a table. Colours say what needs work; words and numbers say it, too."""
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for name in ("release", "language"):
        table.add_column(name, overflow="fold")
    for name in COLUMNS:
        table.add_column(name, justify="right")
    table.add_column("state")
    for row in rows:
        coverage = row.coverage
        table.add_row(
            row.slug,
            row.language,
            str(coverage.translated),
            Text(str(coverage.fuzzy), style="yellow" if coverage.fuzzy else ""),
            Text(str(coverage.untranslated), style="red" if coverage.untranslated else ""),
            str(coverage.words_left),
            Text(row.state, style="green" if row.state == "published" else "yellow"),
        )
    return table
