"""What becomes of a release after it went out: its version, its corrections, its withdrawal.

In: the front matter of release.md. Out: values, and findings at their lines:

    version: 2
    corrections:
      - date: 2017-08-01
        text: An earlier version gave a wrong number of participants.
    withdrawn:
      date: 2018-01-15
      text: The report is being revised.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence

import yaml

from publisher.load.files import suggest
from publisher.load.front_matter import FrontMatterReader
from publisher.model.finding import Severity
from publisher.model.release import Correction, PartialDate, Segment, Withdrawal

PARTS: Mapping[str, str] = {
    "date": "The day on which that was done: `YYYY-MM-DD`",
    "text": "What was wrong in an earlier version, or why the release was withdrawn; translated",
}
"""The keys of a notice, with what each says."""
CORRECTION = "Correction of an error in this release, shown to readers with its date"
WITHDRAWAL = "Why this release was withdrawn, shown to readers in its place"


def read_version(reader: FrontMatterReader) -> int:
    """The version of a release, counted from 1."""
    text = reader.scalar("version")
    if text is None:
        return 1
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 999):
        line = reader.lines["version"]
        reader.report("version", line, f"{text!r} is not a version", "write 1, 2, 3 …")
        return 1
    return int(text)


def read_corrections(reader: FrontMatterReader) -> tuple[Correction, ...]:
    """The corrections of a release, oldest first."""
    node = reader.nodes.get("corrections")
    if node is None:
        return ()
    if not isinstance(node, yaml.SequenceNode):
        line, hint = reader.lines["corrections"], "write '- date: YYYY-MM-DD' and 'text: …' below"
        reader.report("value", line, "'corrections' must be a list", hint)
        return ()
    found = [
        Correction(date=date, text=text)
        for item in node.value
        for date, text in read_notice(reader, "corrections", item, CORRECTION)
        if text is not None
    ]
    return tuple(sorted(found, key=lambda correction: correction.date.sort_key))


def read_withdrawal(reader: FrontMatterReader) -> Withdrawal | None:
    """When and why a release was withdrawn; a date alone will do."""
    node = reader.nodes.get("withdrawn")
    if isinstance(node, yaml.ScalarNode):
        date = read_day(reader, str(node.value), node.start_mark.line + 2)
        return Withdrawal(date=date, reason=None) if date else None
    if node is not None:
        for date, reason in read_notice(reader, "withdrawn", node, WITHDRAWAL, ("date",)):
            return Withdrawal(date=date, reason=reason)
    return None


def check_history(
    reader: FrontMatterReader,
    date: PartialDate | None,
    version: int,
    corrections: Sequence[Correction],
    withdrawn: Withdrawal | None,
) -> None:
    """Whether what became of a release can have happened: nothing is mended or taken back before it
    was out, and a version is another where it says what is."""
    for correction in corrections:
        if date and correction.date.sort_key < date.earliest.sort_key:
            message = f"the correction of {correction.date.iso} is older than the release"
            reader.report("history", correction.text.line, message, f"it is dated {date.iso}")
        if withdrawn is not None and withdrawn.date.sort_key < correction.date.sort_key:
            message = f"the correction of {correction.date.iso} is younger than the withdrawal"
            hint = "a release that is withdrawn is corrected no more"
            reader.report("history", correction.text.line, message, hint)
    if withdrawn is not None and date and withdrawn.date.sort_key < date.earliest.sort_key:
        message = f"the withdrawal of {withdrawn.date.iso} is older than the release"
        reader.report("history", reader.lines["withdrawn"], message, f"it is dated {date.iso}")
    if version > 1 and not corrections and "corrections" not in reader.nodes:
        message = f"version {version} does not say what was corrected"
        hint = "add 'corrections:' with '- date: YYYY-MM-DD' and 'text: …'"
        line = reader.lines["version"]
        reader.report("uncorrected-version", line, message, hint, severity=Severity.WARNING)
    if corrections and version == 1:
        message = "there are corrections, but the version is still the first"
        line, hint = reader.lines["corrections"], f"add 'version: {len(corrections) + 1}'"
        reader.report("uncorrected-version", line, message, hint, severity=Severity.WARNING)


def read_notice(
    reader: FrontMatterReader,
    name: str,
    node: yaml.Node,
    comment: str,
    needed: Iterable[str] = PARTS,
) -> Iterator[tuple[PartialDate, Segment | None]]:
    """A notice with its day, if it is whole."""
    line = node.start_mark.line + 2
    if not isinstance(node, yaml.MappingNode):
        reader.report("value", line, f"{name!r} must have 'date' and 'text'")
        return
    parts = reader.read_parts(name, node)
    for key, (_, at) in parts.items():
        if key not in PARTS:
            reader.report("unknown-key", at, f"unknown key '{name}.{key}'", suggest(key, PARTS))
    for key in needed:
        if key not in parts:
            reader.report("missing-key", line, f"{name!r} has no {key}", f"add '{key}: …'")
            return
    text = None
    if "text" in parts:
        text = reader.segment(f"{name}.text", comment, parts["text"][0])
        if text is None:
            return
    value, at = parts["date"]
    date = read_day(reader, reader.scalar(f"{name}.date", value), at)
    if date is not None:
        yield date, text


def read_day(reader: FrontMatterReader, text: str | None, line: int) -> PartialDate | None:
    """A date with its day."""
    date = None if text is None else reader.parse_date(text, line)
    if date is not None and date.day is None:
        reader.report("date", line, f"{text!r} has no day", "write YYYY-MM-DD")
        return None
    return date
