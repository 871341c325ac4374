"""What the commands say: findings and artifacts, for people and as JSON."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from publisher.model.errors import PublisherError
from publisher.model.finding import Finding, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}


if TYPE_CHECKING:
    from publisher.build.glance import ArtifactRow, FindingRow
    from publisher.model.manifest import ManifestArtifact


def report_findings(findings: "Sequence[Finding | FindingRow]") -> None:
    """Print findings to stderr, each like a compiler would."""
    for finding in findings:
        lines = finding.draw().splitlines()
        word = str(finding.severity)
        styled = click.style(word, fg=_COLOURS[Severity(word)])
        lines[0] = lines[0].replace(word, styled, 1)
        click.echo(
            "\n".join(lines), err=True, color=None if "NO_COLOR" not in os.environ else False
        )


def report_error(error: PublisherError, *, as_json: bool) -> int:
    """Print what stopped a run; its exit code."""
    report_findings(error.findings)
    if as_json:
        print_json((), error.findings)
    return error.exit_code


def report_crash(error: Exception) -> int:
    """Own up to a fault of ours, without a traceback unless asked for one."""
    click.echo(
        f"publisher: this is a fault of publisher itself: {type(error).__name__}: {error}\n"
        "    hint: please report it; run again with PUBLISHER_DEBUG=1 to see where",
        err=True,
    )
    if os.environ.get("PUBLISHER_DEBUG"):
        import traceback

        traceback.print_exception(error, file=sys.stderr)
    return 4


def findings_exit_code(
    findings: "Sequence[Finding | FindingRow]", threshold: Severity = Severity.ERROR
) -> int:
    """0 where nothing is at or above the threshold."""
    if any(finding.id.startswith("internal/") for finding in findings):
        return 4
    if any(finding.id.startswith(("environment/", "face/")) for finding in findings):
        return 3
    return int(any(Severity(finding.severity).rank >= threshold.rank for finding in findings))


def print_json(
    artifacts: "Sequence[ManifestArtifact | ArtifactRow]",
    findings: "Sequence[Finding | FindingRow]",
) -> None:
    """One object on stdout: what was built and what was found."""
    echo_json(
        {
            "artifacts": [
                {
                    "release": a.release,
                    "language": a.language,
                    "format": a.format,
                    "path": a.path,
                    "sha256": a.sha256,
                    "state": a.state,
                }
                for a in artifacts
            ],
            "findings": findings_json(findings),
        }
    )


def findings_json(findings: "Sequence[Finding | FindingRow]") -> list[dict[str, object]]:
    """Findings as they stand in JSON."""
    return [
        {
            "id": f.id,
            "severity": str(f.severity),
            "message": f.message,
            "path": f.path,
            "line": f.line,
        }
        for f in findings
    ]


def echo_json(value: dict[str, object]) -> None:
    """One object on stdout."""
    import json

    click.echo(json.dumps(value, ensure_ascii=False, indent=2))
