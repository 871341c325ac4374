"""What the commands say: findings and artifacts, for people and as JSON.

On a terminal, messages are wrapped to its width and in colour, unless NO_COLOR is set
(https://no-color.org). Elsewhere each is one whole line, for what reads it.
"""

import io
import os
import sys
import textwrap
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from publisher.model.errors import PublisherError
from publisher.model.finding import Finding, Severity

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}
_INDENT = "    "
_HINT = f"{_INDENT}hint: "

if TYPE_CHECKING:
    from publisher.build.glance import ArtifactRow, FindingRow
    from publisher.model.manifest import ManifestArtifact


def report_findings(findings: "Sequence[Finding | FindingRow]") -> None:
    """Print findings to stderr, each like a compiler would."""
    for finding in findings:
        lines = finding.draw().splitlines()
        last = len(lines) - 1
        # What stands between the message and its hint is an excerpt, with a mark below it.
        lines = [
            wrap_line(line) if number == 0 or (number == last and line.startswith(_HINT)) else line
            for number, line in enumerate(lines)
        ]
        word = str(finding.severity)
        styled = click.style(word, fg=_COLOURS[Severity(word)])
        lines[0] = lines[0].replace(f" {word}: ", f" {styled}: ", 1)
        _echo("\n".join(lines))


def say(text: str) -> None:
    """Print a message of one or more lines to stderr."""
    _echo("\n".join(map(wrap_line, text.splitlines())))


def wrap_line(line: str) -> str:
    """A line for stderr, wrapped at spaces if it is a terminal; what goes on is indented. Burmese
    and Khmer words, which spaces do not part, stay whole."""
    if not sys.stderr.isatty():
        return line
    hang = " " * len(_HINT) if line.startswith(_HINT) else "  "  # an excerpt stands at _INDENT
    return textwrap.fill(
        line,
        os.get_terminal_size(sys.stderr.fileno()).columns or 80,  # some do not know their size
        subsequent_indent=hang,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _echo(text: str) -> None:
    click.echo(text, err=True, color=False if os.environ.get("NO_COLOR") else None)


def report_error(error: PublisherError, *, as_json: bool) -> int:
    """Print what stopped a run; its exit code."""
    report_findings(error.findings)
    if as_json:
        print_json((), error.findings)
    return error.exit_code


def report_usage(error: click.ClickException) -> int:
    """Print what is wrong with the command line; its exit code."""
    said = io.StringIO()
    error.show(said)
    styled = click.style("Error", fg=_COLOURS[Severity.ERROR])
    usage, mark, message = said.getvalue().rpartition("Error: ")
    say(usage + mark.replace("Error", styled) + message)
    return 2


def report_crash(error: Exception) -> int:
    """Own up to a fault of ours, without a traceback unless asked for one."""
    say(
        f"publisher: this is a fault of publisher itself: {type(error).__name__}: {error}\n"
        f"{_HINT}please report it; run again with PUBLISHER_DEBUG=1 to see where"
    )
    if os.environ.get("PUBLISHER_DEBUG"):
        import traceback

        traceback.print_exception(error, file=sys.stderr)
    return 4


def findings_exit_code(
    findings: "Sequence[Finding | FindingRow]", threshold: Severity = Severity.ERROR
) -> int:
    """0 where nothing is at or above the threshold."""
    loud = [f.id for f in findings if Severity(f.severity).rank >= threshold.rank]
    if any(name.startswith("internal/") for name in loud):
        return 4
    if any(name.startswith(("environment/", "face/")) for name in loud):
        return 3
    return int(bool(loud))


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
