"""Findings in publisher.toml, each at the line of the key that it is about.

In: the file, and what is wrong with the value of a key. Out: findings, all together.
"""

import re

from publisher.model.finding import Finding, Severity
from publisher.model.source import SourceFile

_MULTILINE = re.compile(r'"""(?:\\.|[^\\])*?"""|' r"'''.*?'''", re.DOTALL)
"""A TOML string of several lines, which may hold lines that look like keys and tables."""


class ConfigReport:
    """What is wrong with a configuration, collected while it is read."""

    def __init__(self, source: SourceFile) -> None:
        self.source = source
        self.findings: list[Finding] = []

    def locate(self, where: tuple[str, ...]) -> int:
        """The line of the key path `where`."""
        return locate_key(self.source, where)

    def report(
        self,
        name: str,
        where: tuple[str, ...],
        message: str,
        hint: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note a finding at the key path `where`."""
        line = self.locate(where)
        self.findings.append(
            Finding(
                id=f"config/{name}",
                severity=severity,
                message=message,
                hint=hint,
                path=self.source.path,
                line=line,
                excerpt=self.source.line_text(line),
            )
        )


def locate_key(source: SourceFile, where: tuple[str, ...]) -> int:
    """The line, from one, on which a key path stands; of its table where it is not written."""
    best, depth = 1, 0
    table: tuple[str, ...] = ()
    text = _MULTILINE.sub(lambda found: "\n" * found[0].count("\n"), source.text)
    for number, line in enumerate(text.split("\n"), start=1):
        if header := re.match(r"\s*\[\[?\s*([^\]]+?)\s*\]\]?", line):
            table = tuple(part.strip().strip("\"'") for part in header[1].split("."))
            path = table
        elif pair := re.match(r"\s*([A-Za-z0-9_.\"'-]+)\s*=", line):
            path = (*table, *(part.strip("\"'") for part in pair[1].split(".")))
        else:
            continue
        if path == where[: len(path)] and len(path) > depth:
            best, depth = number, len(path)
    return best
