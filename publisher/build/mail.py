"""mail: load → translate.apply → check → compose → render, for editions that go out by e-mail.

In: a newsroom and its releases. Out: a message for each edition that could be published, with the
very PDF and text of the site; and what keeps the others back.
"""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from publisher.build.checking import Checker
from publisher.build.executor import TaskFailure, run_all
from publisher.build.findings import (
    draft_finding,
    failure_finding,
    find_blocked,
    require_known,
    sort_findings,
)
from publisher.build.loading import load_all
from publisher.build.request import Limits
from publisher.build.site import Site
from publisher.build.task import EditionTask, edition_file, run_task
from publisher.model.finding import Finding
from publisher.model.message import catalog_path
from publisher.model.page import File
from publisher.render.mail import render_mail


def make_mails(
    folder: Path, slugs: Sequence[str], languages: Sequence[str], now: dt.datetime, jobs: int
) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    """The messages by their file names, and every finding about these releases."""
    loaded = load_all(folder, slugs)
    require_known("language", languages, loaded.newsroom.languages)
    checker = Checker(loaded)
    editions, found = checker.make_editions(loaded, now)
    findings = [*loaded.findings, *found, *checker.find(loaded, editions)]
    blocked = find_blocked(findings, editions)
    site = Site.of(checker, ("pdf", "txt"))
    good = {key: edition for key, edition in editions.items() if key not in blocked}
    tasks: list[EditionTask] = []
    for (slug, language), edition in good.items():
        if languages and language not in languages:
            continue
        if edition.state == "draft":
            findings.append(draft_finding(edition, catalog_path(language, slug)))
            continue
        together = {
            tag for (name, tag), e in good.items() if name == slug and e.state == edition.state
        }
        tasks.append(site.task(edition, loaded.pictures[slug], together, {}))
    mails: dict[str, bytes] = {}
    for number, result in run_all(run_task, tasks, jobs, Limits()):
        task = tasks[number]
        release = task.edition.release
        if isinstance(result, TaskFailure):
            path, language = release.source.path, task.edition.language
            findings.append(failure_finding(task.name, path, release.slug, result, language))
        elif isinstance(result, Exception):
            raise result
        elif result.findings:
            findings += result.findings
        else:
            made = {m.format: m.artifact.file.data for m in result.made if m.artifact is not None}
            mails[edition_file(task.edition, "eml")] = render_mail(
                task.edition,
                task.newsroom,
                task.languages[task.edition.language],
                made["txt"],
                File(path=edition_file(task.edition, "pdf"), data=made["pdf"]),
                site.kit_path(task.edition) if task.kit_href else "",
            )
    return dict(sorted(mails.items())), sort_findings(findings)
