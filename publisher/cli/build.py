"""publisher build."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from publisher.build.glance import UNCHANGED, ArtifactRow, FindingRow, find_glance
from publisher.build.request import BuildRequest, Cluster, Limits
from publisher.build.store import Store
from publisher.cli.complete import complete_slugs
from publisher.cli.folder import available_cores, cache_folder, newsroom_folder, now
from publisher.cli.options import only_languages
from publisher.cli.report import findings_exit_code, print_json, report_findings, say
from publisher.model.errors import EnvironmentProblem

if TYPE_CHECKING:
    from publisher.model.newsroom import Format

FORMATS = ("html", "pdf", "txt")
PEM = click.Path(path_type=Path, exists=True, dir_okay=False)


class Jobs(click.ParamType[int]):
    """A number of processes, or `auto`: one for each core that this process may use."""

    name = "N|auto"

    def convert(
        self, value: object, param: click.Parameter | None, context: click.Context | None
    ) -> int:
        if value == "auto":
            return available_cores()
        try:
            number = int(str(value))
        except ValueError:
            number = 0
        if number < 1:
            self.fail(f"{value!r} is neither a number from 1 on nor 'auto'", param, context)
        return number


@click.command("build")
@click.argument("slugs", nargs=-1, metavar="[SLUG]...", shell_complete=complete_slugs)
@only_languages
@click.option(
    "-f",
    "--format",
    "formats",
    multiple=True,
    type=click.Choice(FORMATS),
    help="Only this format. Pages lead to every format that publisher.toml names: build those too "
    "before the site goes out.",
)
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where the site goes. Default: site/ in the newsroom.",
)
@click.option(
    "--jobs",
    type=Jobs(),
    default="auto",
    metavar="N",
    help="How many processes work at once. Default: auto, one for each core.",
)
@click.option("--strict", is_flag=True, help="A draft is an error.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option(
    "--watch",
    is_flag=True,
    help="Build again whenever something is saved, and say how long after the save each file was "
    "in place. Ctrl-C ends it.",
)
@click.option("--explain", is_flag=True, help="Say of each artifact why it was made, or was not.")
@click.option(
    "--force-read", is_flag=True, help="Compare contents, not times, to see what has changed."
)
@click.option(
    "--cache",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Where what earlier builds made is kept. Default: the folder that $PUBLISHER_CACHE names, "
    "or the platform's own for caches.",
)
@click.option(
    "--scheduler",
    metavar="tcp://…|tls://…",
    help="Make editions, pictures and media kits on the Dask cluster of this scheduler, whatever "
    "--jobs says. Needs pip install 'publisher[dask]'.",
)
@click.option(
    "--tls-ca",
    type=PEM,
    help="With tls://: who vouches for the cluster, as PEM. Default, as of the next two: what "
    "Dask's own configuration says.",
)
@click.option("--tls-cert", type=PEM, help="Who we are to the cluster, as PEM.")
@click.option("--tls-key", type=PEM, help="The key to --tls-cert.")
@click.option(
    "--shared-cache",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="With --scheduler: a cache that all its workers share, in the place of --cache.",
)
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=600.0,
    metavar="SECONDS",
    help="How long to wait for another build of the same site; then exit code 3. Default: 600.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=300.0,
    metavar="SECONDS",
    help="How long an edition may take. Default: 300.",
)
@click.option(
    "--memory-limit",
    type=click.IntRange(min=500),
    default=8000,
    metavar="MB",
    help="How much memory an edition may take, where there are more than two to make, and on "
    "systems that can hold a process to it. Default: 8000.",
)
@click.pass_context
def command(
    context: click.Context,
    slugs: tuple[str, ...],
    languages: tuple[str, ...],
    formats: "tuple[Format, ...]",
    output: Path | None,
    jobs: int,
    strict: bool,
    as_json: bool,
    watch: bool,
    explain: bool,
    force_read: bool,
    cache: Path | None,
    scheduler: str | None,
    tls_ca: Path | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    shared_cache: Path | None,
    wait: float,
    time_limit: float,
    memory_limit: int,
) -> int:
    """Build the site: web page, PDF and plain text of every edition.

    Example: publisher build 2017-07-24-policy-dialogue -l km -f pdf
    """
    if cache and shared_cache:
        raise click.UsageError("--cache and --shared-cache name one cache: leave one of them out")
    folder = newsroom_folder(context)
    request = BuildRequest(
        folder=folder,
        output=(output or folder / "site").absolute(),
        slugs=slugs,
        languages=languages,
        formats=formats,
        jobs=jobs,
        limits=Limits(seconds=time_limit, memory=memory_limit * 1_000_000),
        cluster=find_cluster(scheduler, tls_ca, tls_cert, tls_key, shared_cache),
        strict=strict,
        force_read=force_read,
        now=now(),
    )
    reasons: Mapping[str, str] = {}
    with open_store(cache_folder(shared_cache or cache)) as store:
        glance = find_glance(store, request)
        if glance is not None:
            artifacts, findings = glance.artifacts, glance.findings
        else:
            artifacts, findings, reasons = build(request, store, wait)
        report_findings(findings)
        if as_json:
            print_json(artifacts, findings)
        else:
            print_artifacts(artifacts, reasons if explain else None)
        if watch:
            keep_watching(request, store, wait)
    return findings_exit_code(findings)


def find_cluster(
    scheduler: str | None,
    tls_ca: Path | None,
    tls_cert: Path | None,
    tls_key: Path | None,
    shared: Path | None,
) -> Cluster | None:
    """The cluster that the options speak of."""
    if scheduler is None:
        if tls_ca or tls_cert or tls_key or shared:
            raise click.UsageError("--tls-… and --shared-cache go with --scheduler")
        return None
    if not scheduler.startswith(("tcp://", "tls://")):
        raise click.BadParameter(f"{scheduler!r} begins with neither tcp:// nor tls://")
    return Cluster(
        scheduler=scheduler,
        tls_ca=tls_ca,
        tls_cert=tls_cert,
        tls_key=tls_key,
        shared=shared.resolve() if shared else None,
    )


def print_artifacts(artifacts: Sequence[ArtifactRow], reasons: Mapping[str, str] | None) -> None:
    """Each artifact and its state; where asked for, why it was made or not."""
    lines = []
    for artifact in artifacts:
        lines.append(f"{artifact.state:9}  {artifact.path}")
        if reasons is not None:
            lines.append(f"           {reasons.get(artifact.path, UNCHANGED)}")
    click.echo("\n".join(lines), nl=bool(lines))


def keep_watching(request: BuildRequest, store: Store, wait: float) -> None:
    """Build again at each save, until stopped from the keyboard."""
    from publisher.build.saves import watch_saves
    from publisher.cli.watch import keep_building

    def build_once() -> list[ArtifactRow]:
        again = replace(request, now=now())
        if find_glance(store, again) is not None:
            return []
        artifacts, findings, reasons = build(again, store, wait)
        report_findings(findings)
        return [a for a in artifacts if reasons.get(a.path, UNCHANGED) != UNCHANGED]

    click.echo("watching; Ctrl-C ends it", err=True)
    keep_building(watch_saves(request.folder, request.output, store.folder), build_once)


def build(
    request: BuildRequest, store: Store, wait: float
) -> tuple[list[ArtifactRow], list[FindingRow], Mapping[str, str]]:
    """Build, with the site's lock: artifacts and findings as they are shown, and the reasons."""
    from publisher.build.lock import site_lock
    from publisher.build.memory import artifact_row, finding_row
    from publisher.build.pipeline import build_site
    from publisher.build.resources import use_bundled_fonts
    from publisher.cli.progress import show_progress

    use_bundled_fonts()

    def say_waiting() -> None:
        click.echo("another build of this site is running; waiting for it", err=True)

    with site_lock(store.folder, request.output, wait, say_waiting), show_progress() as progress:
        result = build_site(request, store, progress)
    return (
        [artifact_row(entry) for entry in result.artifacts],
        [finding_row(finding) for finding in result.findings],
        result.reasons,
    )


@contextmanager
def open_store(folder: Path) -> Iterator[Store]:
    """The store in `folder`; where there can be none, one for this build alone."""
    try:
        store = Store(folder)
    except EnvironmentProblem as error:
        reason = error.findings[0].message
        say(f"note: {folder}: {reason}; building without it")
        import tempfile

        with tempfile.TemporaryDirectory(prefix="publisher-") as name:
            store = Store(Path(name))
            yield store
            store.close()
        return
    yield store
    store.close()
