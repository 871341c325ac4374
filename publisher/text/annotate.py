"""Findings as comments inside a catalogue, where a translator's editor shows them.

In: a catalogue as lines, and findings about it. Out: the same lines with a note at each entry that
has a finding, as an extracted comment (`#.`), which Poedit, OmegaT and Weblate show beside the
message. Notes of an earlier time go. Without its notes, the catalogue has its very lines.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from publisher.model.finding import Finding
from publisher.text.po import BLANK, CatalogText, Entry, comment_lines

ANNOTATED = ".annotated"
"""Stands before `.po` in the name of a copy with notes."""
NOTE_MARK = "publisher: "
"""What each note begins with, for whoever takes notes out again."""
_NOTE = re.compile(rf"[ \t]*#\.[ \t]*{NOTE_MARK}")


def annotate_catalog(text: CatalogText, findings: Iterable[Finding]) -> CatalogText:
    """`text` with a note for each finding that is about one of its messages, and no other notes.
    The header is no message: editors do not show its comments."""
    waiting = list(findings)
    entries = []
    for entry in text.entries:
        lines = range(entry.line, entry.line + len(entry.lines))
        found = [finding for finding in waiting if finding.line in lines]
        entries.append(annotate_entry(entry, [] if entry.is_header else found))
    return replace(text, entries=tuple(entries))


def annotate_entry(entry: Entry, findings: Sequence[Finding]) -> Entry:
    """`entry` with these notes behind its other extracted comments, and no other notes."""
    kept = [line for line in entry.lines if not _NOTE.match(line)]
    notes = comment_lines([describe_finding(finding) for finding in findings], ())
    at = next((i for i, line in enumerate(kept) if not _is_comment(line)), len(kept))
    if not notes and len(kept) == len(entry.lines):
        return entry
    return replace(entry, lines=(*kept[:at], *notes, *kept[at:]))


def _is_comment(line: str) -> bool:
    """Whether a line is a translator's comment or an extracted one, before which no note
    stands."""
    return re.match(r"#(?:[\s.]|\Z)", line.lstrip(BLANK)) is not None


def describe_finding(finding: Finding) -> str:
    """The note for a finding, on one line: who takes notes out takes lines."""
    hint = f" – {finding.hint}" if finding.hint else ""
    note = f"{NOTE_MARK}{finding.severity}: {finding.message}{hint} [{finding.id}]"
    return " ".join(note.splitlines())
