"""Texts of releases to be loaded, and what is found in them."""

from collections.abc import Callable

from publisher.model.finding import Finding
from publisher.model.release import Release

LEAST = "kind: press-release\ntitle: Title\ndate: 2017-07-24\n"
BODY = "\nThe lead.\n"
Load = Callable[..., tuple[Release | None, list[Finding]]]
"""The fixture `load`: it writes a release and loads it."""


def document(front: str, body: str = BODY) -> str:
    """A release.md with this front matter."""
    return f"---\n{front}---\n{body}"


def places(findings: list[Finding]) -> list[str]:
    """Findings as `line name`."""
    return [f"{finding.line} {finding.id.removeprefix('release/')}" for finding in findings]
