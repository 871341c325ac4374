"""Findings of a build: what was asked for and is not there, what they keep from being published.

In: findings and editions. Out: findings, sorted; the editions that an error blocks.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from publisher.build.executor import TaskFailure
from publisher.load.files import suggest
from publisher.model.edition import Edition
from publisher.model.errors import ConfigError
from publisher.model.finding import Finding, Severity


def require_known(what: str, asked: Sequence[str], known: Collection[str]) -> None:
    """Refuse names on the command line that this newsroom does not have."""
    unknown = [name for name in dict.fromkeys(asked) if name not in known]
    if unknown:
        raise ConfigError(
            *(
                Finding(
                    id=f"usage/unknown-{what}",
                    message=f"this newsroom has no {what} {name!r}",
                    hint=suggest(name, known),
                )
                for name in unknown
            )
        )


def find_blocked(
    findings: Sequence[Finding], editions: Mapping[tuple[str, str], Edition]
) -> set[tuple[str, str]]:
    """The editions that an error keeps from being published."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    return {key for key, edition in editions.items() if find_blocking(errors, edition)}


def find_blocking(findings: Iterable[Finding], edition: Edition) -> tuple[Finding, ...]:
    """The errors that keep an edition from being published."""
    return tuple(
        finding
        for finding in findings
        if finding.severity is Severity.ERROR
        and finding.release in ("", edition.release.slug)
        and finding.language in ("", edition.language)
        and (finding.release or finding.language)
    )


def draft_finding(edition: Edition, path: str) -> Finding:
    """What a draft is under --strict; `path` is its catalogue."""
    return Finding(
        id="edition/draft",
        message=f"the {edition.language} edition is a draft: {'; '.join(edition.reasons)}",
        hint="complete the catalogue, or build without --strict",
        path=path,
        line=1,
        release=edition.release.slug,
        language=edition.language,
    )


def failure_finding(
    name: str, path: str, release: str, failure: TaskFailure, language: str = ""
) -> Finding:
    """What is reported of something of a release that could not be made; without a language it is
    something that all editions need."""
    finding = Finding(
        id="internal/crash",
        message=f"{name} failed: {failure.message}",
        hint="this is a fault of publisher; please report it with this message",
        path=path,
        release=release,
        language=language,
    )
    if failure.reason == "time":
        hint = "look for a picture or a passage out of all proportion, or set --time-limit"
        return replace(finding, id="edition/too-slow", hint=hint)
    if failure.reason == "memory":
        hint = "make its pictures smaller, or set --memory-limit"
        return replace(finding, id="edition/too-large", hint=hint)
    return finding


def dask_finding(error: ModuleNotFoundError) -> Finding:
    """What a build on a cluster lacks."""
    return Finding(
        id="environment/dask",
        message=f"a cluster is reached through Dask, which is not installed ({error.name})",
        hint="pip install 'publisher[dask]', or build without --scheduler",
    )


def pango_finding() -> Finding:
    """What web pages lack on a machine without Pango."""
    from publisher.render.engine import PANGO_HINT  # noqa: PLC0415  # only where there is none

    return Finding(
        id="environment/pango",
        severity=Severity.WARNING,
        message="web pages are made without their pictures for messengers: Pango, which sets text, "
        "is not installed",
        hint=PANGO_HINT,
    )


def sort_findings(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """Findings in the order of their places, each once, however many editions it stands in the
    way of."""
    unique = {finding.sort_key: finding for finding in reversed(findings)}
    return tuple(unique[key] for key in sorted(unique))
