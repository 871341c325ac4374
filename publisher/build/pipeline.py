"""build: load → translate.apply → compose → render → publish."""

from collections.abc import Mapping
from dataclasses import dataclass

from publisher.build.checking import Checker
from publisher.build.companions import make_companions
from publisher.build.delegate import do_tasks
from publisher.build.engine import note_engine
from publisher.build.findings import pango_finding, require_known, sort_findings
from publisher.build.glance import Moment
from publisher.build.holdings import make_manifest
from publisher.build.loading import load_ground
from publisher.build.memory import meet_all, recall_site, remember_site
from publisher.build.progress import Progress, silent
from publisher.build.recall import PROCESS, Recall
from publisher.build.request import BuildRequest
from publisher.build.site import Site
from publisher.build.store import Store
from publisher.build.task import run_task
from publisher.build.workshop import Workshop
from publisher.load.reads import recording
from publisher.load.release import find_slugs
from publisher.model.finding import Finding
from publisher.model.manifest import Manifest, ManifestArtifact
from publisher.model.newsroom import FORMATS
from publisher.publish.output import publish_site, read_manifest


@dataclass(frozen=True, kw_only=True, slots=True)
class BuildResult:
    """What was built, as the manifest has it, which is that of the whole site; why each artifact
    was made or not, by path; and how long all this holds."""

    artifacts: tuple[ManifestArtifact, ...]
    findings: tuple[Finding, ...]
    manifest: Manifest
    reasons: Mapping[str, str]
    moment: Moment


def build_site(
    request: BuildRequest,
    store: Store,
    progress: Progress = silent,
    recall: Recall = PROCESS,
) -> BuildResult:
    """Build the editions that are asked for and bring the site up to date.

    An edition with an error is not published; what was published of it before stays.
    """
    progress("load", 0, 0)
    with recording() as ground_reads:
        ground = load_ground(request.folder, recall)
    with recording() as other_reads:
        slugs = find_slugs(request.folder)
        note_engine()
    require_known("release", request.slugs, slugs)
    require_known("language", request.languages, ground.newsroom.languages)
    wanted = request.formats or ground.newsroom.formats
    formats = tuple(name for name in FORMATS if name in wanted)
    checker = Checker(ground)
    site = Site.of(checker, formats, read_manifest(request.output))
    before = recall_site(store, request, ground_reads.values())
    workshop = Workshop(request, site, checker, store, before, recall, progress)
    workshop.plan(slugs)
    while tasks := workshop.waiting():
        for number, outcome in do_tasks(run_task, tasks, request):
            workshop.accept(number, outcome)
    make_companions(workshop)
    sets = workshop.finish()
    manifest = make_manifest(site, sets, workshop.render_indexes(sets))
    progress("publish", 0, 0)
    changed = workshop.shelf.changed_paths(manifest)
    publish_site(request.output, manifest, changed, workshop.shelf.reader(manifest))
    written = workshop.shelf.stamp_site(manifest, changed)
    findings = [*ground.findings, *(f for found in sets.values() for f in found.findings)]
    # Where PDFs are asked for, each of them says that there is no Pango.
    paged = {"html", "pdf"}.intersection(site.formats) == {"html"}
    if paged and ground.newsroom.address and not site.shows_pictures:
        findings.append(pango_finding())
    result = BuildResult(
        artifacts=tuple(record.entry for found in sets.values() for record in found.artifacts),
        findings=sort_findings(findings),
        manifest=manifest,
        reasons=workshop.reasons,
        moment=meet_all(found.moment for found in sets.values()),
    )
    remember_site(store, request, before, sets, {**ground_reads, **other_reads}, written, result)
    return result
