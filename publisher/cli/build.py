"""publisher build."""

import os
from pathlib import Path

import click

from publisher.cli.folder import newsroom_folder, now, use_bundled_fonts
from publisher.cli.report import findings_exit_code, print_json, report_findings
from publisher.model.newsroom import FORMATS, Format


@click.command("build")
@click.argument("slugs", nargs=-1, metavar="[SLUG]...")
@click.option("-l", "--language", "languages", multiple=True, help="Only this language.")
@click.option(
    "-f", "--format", "formats", multiple=True, type=click.Choice(FORMATS), help="Only this format."
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where the site goes. Default: site/ in the newsroom.",
)
@click.option("--jobs", type=click.IntRange(min=1), help="How many processes. Default: one a core.")
@click.option("--strict", is_flag=True, help="A draft is an error.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.pass_context
def command(
    context: click.Context,
    slugs: tuple[str, ...],
    languages: tuple[str, ...],
    formats: tuple[Format, ...],
    output: Path | None,
    jobs: int | None,
    strict: bool,
    as_json: bool,
) -> int:
    """Build the site: web page, PDF and plain text of every edition.

    Example: publisher build 2017-07-24-policy-dialogue -l km -f pdf
    """
    from publisher.build.pipeline import BuildRequest, build_site

    use_bundled_fonts()
    folder = newsroom_folder(context)
    result = build_site(
        BuildRequest(
            folder=folder,
            output=output or folder / "site",
            slugs=slugs,
            languages=languages,
            formats=formats,
            jobs=jobs or os.cpu_count() or 1,
            strict=strict,
            now=now(),
        ),
        progress=lambda step: click.echo(step, err=True),
    )
    report_findings(result.findings)
    if as_json:
        print_json(result.artifacts, result.findings)
    else:
        for artifact in result.artifacts:
            click.echo(f"{artifact.state:9}  {artifact.path}")
    return findings_exit_code(result.findings)
