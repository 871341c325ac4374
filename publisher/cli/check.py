"""publisher check."""

from pathlib import Path

import click

from publisher.cli.complete import complete_slugs_or_files
from publisher.cli.folder import newsroom_folder, now
from publisher.cli.report import findings_exit_code, print_json, report_findings
from publisher.model.finding import Finding, Severity


@click.command("check")
@click.argument(
    "names", nargs=-1, metavar="[SLUG|FILE.po]...", shell_complete=complete_slugs_or_files
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning"]),
    default="error",
    show_default=True,
    help="The severity from which the command fails.",
)
@click.option(
    "--annotate",
    is_flag=True,
    help="Write copies of catalogues that have findings, with notes in them.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where the copies go, below a folder for each language. Default: beside the catalogues.",
)
@click.option(
    "--json", "as_json", is_flag=True, help="Print one JSON object, as build does; no artifacts."
)
@click.pass_context
def command(
    context: click.Context,
    names: tuple[str, ...],
    fail_on: str,
    annotate: bool,
    output: Path | None,
    as_json: bool,
) -> int:
    """Report every finding, with file and line.

    A catalogue that a translator has sent back is checked as if it stood in the newsroom.

    Example: publisher check --fail-on warning
    """
    folder = newsroom_folder(context)
    files = [name for name in names if name.endswith(".po")]
    slugs = [name for name in names if name not in files]
    if files and slugs:
        raise click.UsageError("name either releases or files")
    if output is not None and not annotate:
        raise click.UsageError("-o goes with --annotate")
    for name in files:
        if not Path(name).is_file():
            raise click.UsageError(f"there is no file {name!r}")
    findings = check(folder, slugs, files)
    written: list[str] = []
    if annotate:
        from publisher.build.annotating import annotate_all

        catalogs = files or sorted({f.path for f in findings if f.path.endswith(".po")})
        base = Path() if files else folder
        written, problems = annotate_all(base, catalogs, findings, output)
        findings = (*findings, *problems)
    report_findings(findings)
    if as_json:
        print_json((), findings)
    elif written:
        click.echo("\n".join(written))
    elif not findings:
        click.echo("no findings")
    return findings_exit_code(findings, Severity(fail_on))


def check(folder: Path, slugs: list[str], files: list[str]) -> tuple[Finding, ...]:
    """The findings of releases, or of catalogues that came back."""
    if files:
        from publisher.build.returned import check_returned

        return check_returned(folder, files, now())
    from publisher.build.checking import check_newsroom

    return check_newsroom(folder, slugs, now())
