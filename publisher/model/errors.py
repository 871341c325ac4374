"""Errors that stop a run; each knows its exit code and carries the findings that explain it.

Exit codes: 0 clean · 1 findings · 2 usage or configuration · 3 environment · 4 our own fault.
"""

from collections.abc import Iterable

from publisher.model.finding import Finding


class PublisherError(Exception):
    """Base of all errors shown to people; built from findings, so that it survives pickling."""

    exit_code = 4

    def __init__(self, *findings: Finding) -> None:
        super().__init__(*findings)
        self.findings = findings

    def __str__(self) -> str:
        return "\n".join(finding.draw() for finding in self.findings)

    @classmethod
    def of(cls, findings: Iterable[Finding]) -> "PublisherError":
        """An error that reports all of `findings` together, in the order of their places."""
        return cls(*sorted(findings, key=lambda finding: finding.sort_key))


class ContentError(PublisherError):
    """The newsroom's own texts are wrong: a release, a catalogue, a picture."""

    exit_code = 1


class ConfigError(PublisherError):
    """The command line, publisher.toml, a theme or a language file is wrong."""

    exit_code = 2


class EnvironmentProblem(PublisherError):  # noqa: N818  # EnvironmentError is Python's own
    """The machine is at fault: disk, permissions, fonts, a missing library."""

    exit_code = 3
