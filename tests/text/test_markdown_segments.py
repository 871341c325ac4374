"""The segments of a body: their texts, what lies between them, their places and comments."""

import pytest

from publisher.model.release import iterate_segments
from publisher.model.source import SourceFile
from publisher.text.markdown import normalize_message, parse_body, split_source

from .bodies import parse, segments


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("one\ntwo", "one two"),
        ("one \n  two", "one two"),
        ("one  \ntwo", "one\\\ntwo"),
        ("one\\\ntwo", "one\\\ntwo"),
        ("one\\\\\ntwo", "one\\\\ two"),
        ("one\\\\\\\ntwo", "one\\\\\\\ntwo"),
        ("one   \n\n two", "one\\\ntwo"),
        ("  one  ", "one"),
        ("one\u00a0\ntwo", "one\u00a0 two"),
        ("**a\nb** [c\nd](https://x.org)", "**a b** [c d](https://x.org)"),
        ("a  b", "a  b"),
        ("one\n\n\ntwo", "one two"),
        ("\\\n \none", "one"),
        ("", ""),
    ],
)
def test_messages_stand_on_one_line(content: str, message: str) -> None:
    """A soft break is a space and a hard one a backslash and a line end, whichever way it was
    typed; an escaped backslash breaks nothing, and other spaces stay."""
    assert normalize_message(content) == message


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The quick brown fox jumps.", "The quick\nbrown fox\njumps."),
        ("The quick brown fox jumps.", "   The quick brown\n  fox jumps.  "),
        ("- The quick brown fox", "- The quick\n  brown fox"),
        ("- The quick brown fox", "- The quick\nbrown fox"),
        ("> The quick brown fox\n> — A, B", "> The\n> quick brown\nfox\n> — A, B"),
        ("1. a *b c* d", "1. a *b\n   c* d"),
        ("a [b c](https://x.org) d", "a [b\nc](https://x.org) d"),
        ("a\\\nb c", "a  \nb\nc"),
        ("A setext heading\n---", "A setext\nheading\n---"),
        ('![a b](x.png "c d")', '![a\nb](x.png\n"c\nd")'),
    ],
)
def test_rewrapping_changes_no_message(one: str, other: str) -> None:
    """The same words wrapped otherwise are the same messages with the same comments."""
    first, second = segments(one), segments(other)
    assert [(s.key, s.comments) for s in first] == [(s.key, s.comments) for s in second]


BODY = """\
Lead with **bold**
text.

## A heading ##

Setext
heading
-------

- item one
  goes on
- item two
lazily

> Said *here*
> and here.
> — Speaker, Office

> Said.
>
> — Other

1. outer
   - inner

   after

![alt](x.png "caption")

<!-- translators: note -->

Last \\
line
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("head", ["", "---\ntitle: x\n---\n"])
def test_segments_and_what_lies_between_rebuild_the_source(newline: str, head: str) -> None:
    """Joined, the pieces give every character back, whatever the line ends and wherever the body
    begins; each piece of a segment is its words with the marks of its block."""
    source = SourceFile(path="release.md", text=(head + BODY).replace("\n", newline))
    blocks, findings = parse_body(source, head.count("\n") + 1)
    assert findings == []
    pieces = split_source(source, iterate_segments(blocks))
    assert "".join(piece for piece, _ in pieces) == source.text
    assert [" ".join(piece.split()) for piece, inside in pieces if inside] == [
        "Lead with **bold** text.",
        "A heading",
        "Setext heading",
        "item one goes on",
        "item two lazily",
        "Said *here* > and here.",
        "Speaker, Office",
        "Said.",
        "Other",
        "outer",
        "inner",
        "after",
        "Last \\ line",
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_change_no_message(newline: str) -> None:
    """Messages, lines and comments are the same with every kind of line end."""
    kept = [(s.key, s.line, s.comments) for s in segments(BODY)]
    other = parse(BODY.replace("\n", newline))[0]
    assert [(s.key, s.line, s.comments) for s in iterate_segments(other)] == kept


def test_source_without_segments_is_one_piece() -> None:
    """Where nothing is translated, the whole text lies between."""
    source = SourceFile(path="release.md", text="***\n")
    assert split_source(source, ()) == [("***\n", False)]


def test_segments_name_their_line_and_their_place() -> None:
    """A segment knows its line, and tells translators where it stands, under which heading."""
    told = [(s.line, s.text, s.comments) for s in segments(BODY)]
    assert told == [
        (1, "Lead with **bold** text.", ("Lead: the first paragraph",)),
        (4, "A heading", ("Heading, level 2",)),
        (6, "Setext heading", ("Heading, level 2",)),
        (10, "item one goes on", ("Item 1 of 2 of the list under “Setext heading”",)),
        (12, "item two lazily", ("Item 2 of 2 of the list under “Setext heading”",)),
        (15, "Said *here* and here.", ("Quotation of Speaker",)),
        (17, "Speaker, Office", ("Speaker and office of a quotation",)),
        (19, "Said.", ("Quotation of Other",)),
        (21, "Other", ("Speaker and office of a quotation",)),
        (23, "outer", ("Item 1 of 1 of the numbered list under “Setext heading”",)),
        (24, "inner", ("Item 1 of 1 of the list under “Setext heading”",)),
        (26, "after", ("Item 1 of 1 of the numbered list under “Setext heading”",)),
        (28, "alt", ("Alternative text of figure 1, for those who cannot see it",)),
        (28, "caption", ("Caption of figure 1",)),
        (32, "Last\\\nline", ("Paragraph under “Setext heading”", "note")),
    ]


def test_a_place_is_named_on_one_line() -> None:
    """A heading with markup and a forced break names its place in plain words on one line."""
    *_, paragraph = segments("One\\\n**two**\n---\n\nText.")
    assert paragraph.comments == ("Paragraph under “One two”",)


# Notes to translators.


@pytest.mark.parametrize(
    ("text", "notes"),
    [
        ("<!-- translators: one -->\n\nText.", ("one",)),
        ("<!-- translators: one -->\nText.", ("one",)),
        ("<!--translators:one-->\n\nText.", ("one",)),
        ("<!-- Translators: one -->\n\nText.", ("one",)),
        ("<!-- translators: one\n     goes  on -->\n\nText.", ("one goes on",)),
        ("<!-- translators: one -->\n\n<!-- translators: two -->\n\nText.", ("one", "two")),
        ("<!-- translators: one -->\n\n<!-- private -->\n\nText.", ("one",)),
        ("<!-- private: translators: no -->\n\nText.", ()),
        ("<!-- translators: one -->\n\n## Text.", ("one",)),
        ("<!-- translators: one -->\n\n- Text.\n- More.", ("one",)),
        ("- <!-- translators: one -->\n  Text.\n- More.", ("one",)),
        ("<!-- translators: one -->\n\n> Text.\n> — A", ("one",)),
        ("<!-- translators: one -->\n\n> - Text.", ("one",)),
        ("<!-- translators: one -->\n\n***\n\nText.", ("one",)),
    ],
)
def test_a_note_explains_the_next_segment(text: str, notes: tuple[str, ...]) -> None:
    """A note to translators becomes a comment of the next segment, and of no other; other
    comments are dropped."""
    first, *rest = segments(text)
    assert first.comments[1:] == notes
    assert [segment.comments[1:] for segment in rest] == [()] * len(rest)


def test_a_note_before_a_figure_explains_all_of_it() -> None:
    """Alternative text, caption and credit all carry the note before their figure."""
    text = '<!-- translators: one -->\n\n![a](b.png "c"){credit="d"}\n\nText.'
    assert [segment.comments[1:] for segment in segments(text)] == [("one",)] * 3 + [()]


def test_a_note_inside_a_quotation_may_explain_its_speaker() -> None:
    """A note before the paragraph of the speaker is told with the speaker."""
    *_, speaker = segments("> Text.\n>\n> <!-- translators: a woman -->\n>\n> — A, B")
    assert speaker.comments == ("Speaker and office of a quotation", "a woman")
