"""The front matter of release.md: YAML nodes by key, with their lines.

In: a source file and the keys that may stand in it. Out: values as text, and findings at their
lines. YAML 1.1 is read without implicit types (the tag `no` stays Norwegian).
"""

import datetime as dt
import re
from collections.abc import Collection

import yaml

from publisher.load.files import suggest
from publisher.model.finding import Finding, Severity
from publisher.model.release import PartialDate, Segment
from publisher.model.source import SourceFile, Span
from publisher.text.control import CONTROL_HINT, blank_controls, find_control
from publisher.text.inline import parse_inline
from publisher.text.markdown import normalize_message

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})(?:-([0-9]{2}))?\Z")
_FENCE = re.compile(r"---[ \t]*\Z")


class FrontMatterReader:
    """Reads the front matter of one file, collecting every finding on the way."""

    def __init__(self, source: SourceFile, keys: Collection[str]) -> None:
        self.source = source
        self.allowed = keys
        self.findings: list[Finding] = []
        self.nodes: dict[str, yaml.Node] = {}
        self.lines: dict[str, int] = {}

    def report(
        self,
        name: str,
        line: int,
        message: str,
        hint: str = "",
        column: int | None = None,
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note a finding on `line`."""
        self.findings.append(
            Finding(
                id=f"release/{name}",
                severity=severity,
                message=message,
                hint=hint,
                path=self.source.path,
                line=line,
                column=column,
                excerpt=blank_controls(self.source.line_text(line)),
            )
        )

    def check_characters(self) -> None:
        """No character that nobody can see, on any line."""
        for number, line in enumerate(self.source.lines, start=1):
            if control := find_control(line):
                self.report(
                    "control-character", number, control.message, CONTROL_HINT, control.offset + 1
                )

    def split(self) -> int | None:
        """The line of the closing `---`."""
        lines = self.source.lines
        if not lines or not _FENCE.match(lines[0]):
            self.report(
                "front-matter",
                1,
                "the file does not begin with front matter",
                "begin with a line '---'",
            )
            return None
        for number, line in enumerate(lines[1:], start=2):
            if _FENCE.match(line):
                return number
        self.report("front-matter", 1, "the front matter is not closed", "end it with a line '---'")
        return None

    def read_mapping(self, text: str) -> bool:
        """Take the nodes of the front matter by key, each with its line; whether it is a mapping
        at all."""
        try:
            node = yaml.compose(blank_controls(text), Loader=yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            if error.problem == "found unexpected end of stream":
                mark = error.context_mark or mark  # where the quotation mark stands that is open
            line = min(mark.line + 2 if mark else 1, len(self.source.lines))
            problem = error.problem or "it cannot be read"
            hint = "a value that holds ': ' or begins with a quotation mark needs quotes around it"
            self.report(
                "front-matter",
                line,
                f"broken YAML: {problem}",
                hint,
                mark.column + 1 if mark else None,
            )
            return False
        except RecursionError:
            self.report("front-matter", 2, "lists or mappings stand too deep in each other")
            return False
        if not isinstance(node, yaml.MappingNode):
            self.report("front-matter", 2, "the front matter is not 'key: value' lines")
            return False
        for key_node, value in node.value:
            key, line = key_text(key_node), key_node.start_mark.line + 2
            if key not in self.allowed:
                self.report("unknown-key", line, f"unknown key {key!r}", suggest(key, self.allowed))
            elif key in self.lines:
                self.report(
                    "duplicate-key", line, f"{key!r} stands twice, first on line {self.lines[key]}"
                )
            else:
                self.lines[key] = line
                self.nodes[key] = value
        return True

    def scalar(self, key: str, node: yaml.Node | None = None) -> str | None:
        """The text of a plain value; a list or mapping there is a finding."""
        node = node or self.nodes.get(key)
        if node is None:
            return None
        if not isinstance(node, yaml.ScalarNode):
            self.report("value", node.start_mark.line + 2, f"{key!r} must be a single value")
            return None
        return str(node.value).strip()

    def sequence(self, key: str) -> list[tuple[str, int]]:
        """The values of a list, each with its line."""
        node = self.nodes.get(key)
        if node is None:
            return []
        if not isinstance(node, yaml.SequenceNode):
            self.report(
                "value", self.lines[key], f"{key!r} must be a list", f"write {key}: [one, two]"
            )
            return []
        values = []
        for item in node.value:
            if isinstance(item, yaml.ScalarNode):
                values.append((str(item.value), item.start_mark.line + 2))
            else:
                self.report(
                    "value", item.start_mark.line + 2, f"{key!r} holds something that is not a word"
                )
        return values

    def segment(self, key: str, comment: str, node: yaml.Node | None = None) -> Segment | None:
        """A translatable value."""
        node = node or self.nodes.get(key)
        text = self.scalar(key, node)
        if node is None or text is None:
            return None
        line = node.start_mark.line + 2
        clean = normalize_message(text)
        if not clean:
            self.report("empty", line, f"{key!r} is empty", "write it, or remove the line")
            return None
        for problem in parse_inline(clean)[1]:
            self.report("inline", line, f"found {problem}")
        if control := find_control(clean):
            self.report("control-character", line, control.message, "remove its escape")
        offset = self.source.line_start(2)
        return Segment(
            text=clean,
            line=line,
            span=Span(start=offset + node.start_mark.index, end=offset + node.end_mark.index),
            comments=(comment,),
        )

    def parse_date(self, text: str, line: int) -> PartialDate | None:
        """A day or a month, as people write it in front matter."""
        found = _DATE.match(text)
        try:
            if not found:
                raise ValueError
            date = PartialDate(
                year=int(found[1]), month=int(found[2]), day=int(found[3]) if found[3] else None
            )
            dt.date(date.year, date.month, date.day or 1)
        except ValueError:
            hint = "write YYYY-MM-DD, or YYYY-MM where the day is not known"
            self.report("date", line, f"{text!r} is not a date", hint)
            return None
        return date

    def read_parts(self, name: str, node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, int]]:
        """The values of a mapping inside the front matter, each with the line of its key."""
        parts: dict[str, tuple[yaml.Node, int]] = {}
        for key_node, value in node.value:
            key, line = key_text(key_node), key_node.start_mark.line + 2
            if key in parts:
                first = f"first on line {parts[key][1]}"
                self.report("duplicate-key", line, f"'{name}.{key}' stands twice, {first}")
            parts.setdefault(key, (value, line))
        return parts


def key_text(node: yaml.Node) -> str:
    """The text of a key, which YAML would let be a list or a mapping."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else "[…]"
