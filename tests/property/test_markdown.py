"""Invariant 5 for every body: nothing is lost, wrapping is no matter, and nothing crashes."""

import itertools
import re

from hypothesis import given
from hypothesis import strategies as st

from publisher.model.finding import Finding
from publisher.model.inline import plain_text
from publisher.model.release import Segment, iterate_segments
from publisher.model.source import SourceFile
from publisher.text.inline import parse_inline
from publisher.text.markdown import normalize_message, parse_body, split_source

from .strategies import Piece, bodies, expected_messages, mixed_text, wrappings, write_body

newlines = st.sampled_from(["\n", "\r\n", "\r"])
heads = st.sampled_from(["", "---\ntitle: x\n---\n", "---\n---\n\n"])

MARKUP = [
    *(
        "# ",
        "## ",
        "> ",
        "- ",
        "1. ",
        "    ",
        "\t",
        "— ",
        "***",
        "---",
        "```",
        "<b>",
        "</b>",
        "<!-- ",
    ),
    *(
        " -->",
        "<!-- translators: ",
        "![",
        "](",
        ")",
        "[",
        "]",
        "(https://x.org)",
        '{credit="',
        '"}',
    ),
    *("**", "*", "_", "`", "\\", "&amp;", "&#0;", "  \n", "\n", "\n\n", " ", "a", "ក", "မ", "😀"),
    *("\u00a0", "\u2028", "\x00", "\x85", "\ufeff", "[x]: https://x.org", "{", "}", "|", "~", "+"),
]
"""What Markdown is made of, to be thrown together."""
anything = st.lists(st.sampled_from(MARKUP), max_size=40).map("".join) | st.text(max_size=60)


def parse(text: str, head: str = "") -> tuple[SourceFile, list[Segment], list[Finding]]:
    """A body behind `head`: its file, segments and findings."""
    source = SourceFile(path="release.md", text=head + text)
    blocks, findings = parse_body(source, len(SourceFile(path="", text=head).lines) + 1)
    return source, list(iterate_segments(blocks)), findings


@given(bodies, wrappings)
def test_messages_are_what_the_author_meant(body: tuple[Piece, ...], whims: list[int]) -> None:
    """Every text of a body is one message, in the order of reading, whatever it stands in."""
    _, segments, findings = parse(write_body(body, whims))
    names = {finding.id for finding in findings}
    assert names <= {"release/dangling-note"}
    assert [segment.text for segment in segments] == list(expected_messages(body))


@given(bodies, wrappings, wrappings, newlines)
def test_rewrapping_changes_no_message(
    body: tuple[Piece, ...], whims: list[int], others: list[int], newline: str
) -> None:
    """Wrapped otherwise, and with other line ends, a body has the same messages and comments."""
    _, segments, _ = parse(write_body(body, whims))
    _, rewrapped, _ = parse(write_body(body, others).replace("\n", newline))
    assert [(s.key, s.comments) for s in segments] == [(s.key, s.comments) for s in rewrapped]


@given(bodies, wrappings, newlines, heads)
def test_segments_and_what_lies_between_rebuild_the_source(
    body: tuple[Piece, ...], whims: list[int], newline: str, head: str
) -> None:
    """Joined, the pieces are the file; the piece of a segment holds its words and no others."""
    text = write_body(body, whims).replace("\n", newline)
    source, segments, _ = parse(text, head.replace("\n", newline))
    pieces = split_source(source, segments)
    assert "".join(piece for piece, _ in pieces) == source.text
    placed = [segment.text for segment in segments if segment.span]
    inside = [re.sub(r"\s[\s>]*", " ", piece) for piece, is_segment in pieces if is_segment]
    assert inside == placed


@given(bodies, wrappings, heads)
def test_segments_know_their_lines(body: tuple[Piece, ...], whims: list[int], head: str) -> None:
    """The first word of a segment stands on the line that the segment names."""
    source, segments, _ = parse(write_body(body, whims), head)
    for segment in segments:
        assert segment.text.split()[0] in source.line_text(segment.line)
        assert segment.span is None or source.line_of(segment.span.start) == segment.line


@given(anything, newlines, heads)
def test_any_text_is_read_or_refused(text: str, newline: str, head: str) -> None:
    """Whatever stands in a body: no crash, findings with lines of the file, spans in order that
    do not overlap, and pieces that rebuild the file."""
    source, segments, findings = parse(text.replace("\n", newline), head)
    assert all(1 <= (finding.line or 0) <= len(source.lines) for finding in findings)
    spans = sorted({(s.span.start, s.span.end) for s in segments if s.span})
    assert all(start <= end <= len(source.text) for start, end in spans)
    assert all(end <= start for (_, end), (start, _) in itertools.pairwise(spans))
    assert "".join(piece for piece, _ in split_source(source, segments)) == source.text
    assert all(segment.text for segment in segments)


@given(anything)
def test_messages_stay_as_they_are(text: str) -> None:
    """A message is already on one line, so that making it one again changes nothing."""
    message = normalize_message(text)
    assert normalize_message(message) == message


@given(anything | mixed_text)
def test_any_message_is_shown_or_refused(text: str) -> None:
    """Whatever stands in a message: runs that hold no empty text, and no tag unless it was
    written as an entity, an escape or code."""
    runs, _ = parse_inline(text)
    assert all(run.text or run.line_break for run in runs)
    if not re.search(r"[&\\`]", text):
        assert not re.search("</?b>", plain_text(runs))
