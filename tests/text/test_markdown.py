"""The body of a release: blocks, segments, what lies between them, and every finding."""

import textwrap
from collections.abc import Iterable, Iterator

import pytest

from publisher.model.finding import Finding
from publisher.model.release import (
    Block,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    Quote,
    Rule,
    Segment,
    iterate_segments,
)
from publisher.model.source import SourceFile
from publisher.text.markdown import normalize_message, parse_body, split_source


def parse(text: str, first_line: int = 1) -> tuple[tuple[Block, ...], list[Finding]]:
    """Blocks and findings of a body that begins on `first_line` of `text`."""
    return parse_body(SourceFile(path="release.md", text=text), first_line)


def read(text: str) -> tuple[Block, ...]:
    """The blocks of `text`, in which nothing may be wrong; indentation is that of the test."""
    blocks, findings = parse(textwrap.dedent(text))
    assert [finding.draw() for finding in findings] == []
    return blocks


def segments(text: str) -> list[Segment]:
    """The segments of `text`, in order."""
    return list(iterate_segments(read(text)))


def sketch(blocks: Iterable[Block]) -> str:
    """Blocks as an outline: one line each, two spaces deeper for what stands inside."""
    return "\n".join(line for block in blocks for line in sketch_block(block))


def sketch_block(block: Block) -> Iterator[str]:
    """The lines of one block in the notation of `sketch`."""
    match block:
        case Heading(level=level, content=content):
            yield f"h{level} {content.text}"
        case Paragraph(content=content, lead=lead):
            yield f"{'lead' if lead else 'p'} {content.text}"
        case ListBlock(ordered=ordered, start=start, tight=tight, items=items):
            yield (f"ol {start}" if ordered else "ul") + ("" if tight else " loose")
            for item in items:
                yield from ("  " + line for line in indent_item(item))
        case Quote(blocks=inner, attribution=attribution):
            yield "quote"
            yield from ("  " + line for line in sketch(inner).split("\n"))
            if attribution is not None:
                yield f"  — {attribution.text}"
        case Figure(image=image, alt=alt, caption=caption, credit=credit):
            parts = [part.text if part else "" for part in (alt, caption, credit)]
            yield f"figure {image}: " + " | ".join(parts)
        case Rule():
            yield "rule"


def indent_item(item: tuple[Block, ...]) -> Iterator[str]:
    """The lines of a list item, the first behind a dash."""
    lines = sketch(item).split("\n")
    yield "- " + lines[0]
    yield from ("  " + line for line in lines[1:])


def outline(text: str) -> str:
    """The sketch of a text in which nothing is wrong."""
    return sketch(read(text))


def drawn(text: str) -> str:
    """An expected sketch, without the indentation of the test."""
    return textwrap.dedent(text).strip("\n")


def found(text: str) -> list[tuple[int | None, str]]:
    """The line and the name of every finding in `text`."""
    return [(finding.line, finding.id.removeprefix("release/")) for finding in parse(text)[1]]


# What the blocks are.


def test_headings_paragraphs_lists_and_rules() -> None:
    """Every block of a plain release is there, in order; the first paragraph is the lead."""
    assert outline(
        """
        The lead,
        on two lines.

        ## One

        Text.

        ### One and a half
        Two
        ---

        1. first
        2. second

           still second

        ***

        - a
        - b
        """
    ) == drawn(
        """
        lead The lead, on two lines.
        h2 One
        p Text.
        h3 One and a half
        h2 Two
        ol 1 loose
          - p first
          - p second
            p still second
        rule
        ul
          - p a
          - p b
        """
    )


def test_only_a_first_paragraph_is_the_lead() -> None:
    """Where a release begins with something else, nothing is the lead."""
    assert outline("## One\n\nText.\n") == "h2 One\np Text."
    assert outline("- a\n\nText.\n") == "ul\n  - p a\np Text."


def test_no_break_spaces_alone_are_no_paragraph() -> None:
    """What looks like an empty line is one: there is no message without words."""
    assert outline("One.\n\n\u00a0\n\nTwo.") == "lead One.\np Two."


@pytest.mark.parametrize(
    ("text", "sketched"),
    [
        ("3. c\n4. d", "ol 3\n  - p c\n  - p d"),
        ("0. zero", "ol 0\n  - p zero"),
        ("7) seven", "ol 7\n  - p seven"),
        ("- a\n\n- b", "ul loose\n  - p a\n  - p b"),
        ("* a\n+ b", "ul\n  - p a\nul\n  - p b"),
    ],
)
def test_lists_keep_their_kind_number_and_tightness(text: str, sketched: str) -> None:
    """A list says whether it is numbered, from which number, and whether it is tight."""
    assert outline(text) == sketched


def test_blocks_nest() -> None:
    """Lists stand in lists and quotations, quotations and figures in lists."""
    assert outline(
        """
        - a
          1. one
          2. two
             - deep
        - b

          > said
          > — Speaker

        - ![A map](images/map.png)

        > - quoted item
        >
        > — Someone
        """
    ) == drawn(
        """
        ul loose
          - p a
            ol 1
              - p one
              - p two
                ul
                  - p deep
          - p b
            quote
              p said
              — Speaker
          - figure images/map.png: A map |  | 
        quote
          ul
            - p quoted item
          — Someone
        """  # noqa: W291  # the sketch of a figure ends with empty parts
    )


# Quotations.


@pytest.mark.parametrize(
    "text",
    [
        "> We promise.\n> — Aye Aye, Director",
        "> We promise.\n>\n> — Aye Aye, Director",
        "> We promise.\n— Aye Aye, Director",
        "> We\npromise.\n— Aye Aye, Director",
        "> We promise.  \n> — Aye Aye, Director",
        "> We promise.\\\n> — Aye Aye, Director",
        ">We promise.\n>— Aye Aye, Director",
        "> We promise.\n>   — Aye Aye, Director  ",
        "> We promise.\r\n> — Aye Aye, Director\r\n",
    ],
)
def test_the_speaker_stands_on_the_last_line(text: str) -> None:
    """The last line names the speaker, in its own paragraph or not, with or without `>`, behind
    a soft break or a hard one; what was said ends before it."""
    (quote,) = read(text)
    assert isinstance(quote, Quote)
    assert [segment.text for segment in iterate_segments(quote.blocks)] == ["We promise."]
    assert quote.attribution is not None
    assert quote.attribution.text == "Aye Aye, Director"


@pytest.mark.parametrize(
    "text",
    [
        "> - one\n> - two\n> — Aye Aye",
        "> - one\n> - two\n— Aye Aye",
        "> - one\n> - two\n>\n> — Aye Aye",
    ],
)
def test_a_quoted_list_may_have_a_speaker(text: str) -> None:
    """The line behind a quoted list names the speaker, although CommonMark gives it to the last
    item."""
    assert outline(text) == "quote\n  ul\n    - p one\n    - p two\n  — Aye Aye"


@pytest.mark.parametrize(
    "text",
    [
        "> Just words.",
        "> One — two.",
        "> —no space",
        "> — not the last\n> line",
        "> - item\n> - — an item",
        "> Words.\n\n— Not in the quotation",
    ],
)
def test_other_dashes_name_no_speaker(text: str) -> None:
    """Only the last line of a quotation, with an em dash and a space, names a speaker."""
    quote = read(text)[0]
    assert isinstance(quote, Quote)
    assert quote.attribution is None


def test_each_quotation_has_its_own_speaker() -> None:
    """A quotation in a quotation keeps its own speaker."""
    assert outline("> > Inner.\n> >\n> > — A\n>\n> Outer.\n>\n> — B") == drawn(
        """
        quote
          quote
            p Inner.
            — A
          p Outer.
          — B
        """
    )


def test_what_was_said_and_who_said_it_are_two_places() -> None:
    """Their spans are the words alone: no mark of the quotation, no hard break, but the `>` that
    belongs to the words."""
    text = "> See <https://example.org>  \n> — Aye Aye, Director\n"
    said, speaker = segments(text)
    assert [text[s.span.start : s.span.end] for s in (said, speaker) if s.span] == [
        "See <https://example.org>",
        "Aye Aye, Director",
    ]
    assert (said.line, speaker.line) == (1, 2)


# Figures.


def test_a_picture_alone_in_its_paragraph_is_a_figure() -> None:
    """Its alternative text, caption and credit are three segments; all three are numbered."""
    text = '![A *bus*\n  stop](images/a.jpg "The caption"){credit="MMN"}\n\n> ![B](images/b.jpg)\n'
    assert outline(text) == drawn(
        """
        figure images/a.jpg: A *bus* stop | The caption | MMN
        quote
          figure images/b.jpg: B |  | 
        """  # noqa: W291  # the sketch of a figure ends with empty parts
    )
    assert [segment.comments[0] for segment in segments(text)] == [
        "Alternative text of figure 1, for those who cannot see it",
        "Caption of figure 1",
        "Credit of figure 1",
        "Alternative text of figure 2, for those who cannot see it",
    ]


@pytest.mark.parametrize(
    ("address", "image"),
    [
        ("images/a.jpg", "images/a.jpg"),
        ("<images/a b.jpg>", "images/a b.jpg"),
        ("images/a%20b.jpg", "images/a b.jpg"),
        ("images/រូប.jpg", "images/រូប.jpg"),
        ("../x.png", "../x.png"),
        ("./images/../a.jpg", "a.jpg"),
        ("/images/../a.jpg", "/images/../a.jpg"),
        ("https://example.org/x.png", "https://example.org/x.png"),
    ],
)
def test_the_address_of_a_picture_is_a_path(address: str, image: str) -> None:
    """It names a file, as its author wrote it: Markdown's percent signs are undone."""
    (figure,) = read(f"![a]({address})")
    assert isinstance(figure, Figure)
    assert figure.image == image


def test_an_address_that_is_none_is_no_crash() -> None:
    """What only looks like an IPv6 address is left for the pictures' own checks to refuse."""
    (figure,) = read("![a](http://[::1/x.png)")
    assert isinstance(figure, Figure)
    assert figure.image.startswith("http:")


# Segments: their texts, places and comments.


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


# Findings.


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("Text.\n\n# Big\n", [(3, "heading-level")]),
        ("Text.\n\nBig\n===\n", [(3, "heading-level")]),
        ("## a\n\n#### b\n", [(3, "heading-level")]),
        ("### a\n", [(1, "heading-level")]),
        ("Text.\n\n##\n", [(3, "empty-heading")]),
        ("Text.\n\n    code\n", [(3, "code-block")]),
        ("Text.\n\n```\ncode\n```\n", [(3, "code-block")]),
        ("- a\n\n      code\n", [(3, "code-block")]),
        ("Text.\n\n<div>\nx\n</div>\n", [(3, "raw-html")]),
        ("Text.\n\n<!-- translators: a --> b\n", [(3, "raw-html")]),
        ("Text.\n\n<!-- a --> <!-- b -->\n", [(3, "raw-html")]),
        ("Text.\n\n<!-- open\n\nText.\n", [(3, "raw-html")]),
        ("Text.\n\nmore <b>b</b>\n", [(3, "inline"), (3, "inline")]),
        ("Text.\n\na [b](javascript:c)\n", [(3, "inline")]),
        ("Text.\n\na ![b](c.png)\n", [(3, "inline")]),
        ("Text.\n\n![a](b.png) {credit=“c”}\n", [(3, "inline")]),
        (
            "a\n\n[x]: https://x.org\n\n[y]: https://y.org\n",
            [(3, "reference-link"), (5, "reference-link")],
        ),
        ("a\n\n> [x]: https://x.org\n> b\n", [(3, "reference-link")]),
        ("Text.\n\n<!-- translators: a -->\n", [(3, "dangling-note")]),
        ("Text.\n\n>\n", [(3, "empty-quote")]),
        ("Text.\n\n> — A, B\n", [(3, "empty-quote")]),
        ("Text.\n\n>\n> — A, B\n", [(4, "empty-quote")]),
        ("Text.\n\n![](a.png)\n", [(3, "no-alt")]),
        ("Text.\n\n![ ](a.png)\n", [(3, "no-alt")]),
        ('Text.\n\n![a](a.png){kredit="x" .wide}\n', [(3, "picture-attribute")] * 2),
        ('Text.\n\n![a](a.png "<i>b</i>")\n', [(3, "inline")] * 2),
        ('Text.\n\n![a](a.png){credit="<i>"}\n', [(3, "inline")]),
        ("Text.\n\n![a <i>](a.png)\n", [(3, "inline")]),
    ],
)
def test_each_fault_is_found_on_its_line(text: str, findings: list[tuple[int, str]]) -> None:
    """Whatever has no place in a release is found where it stands, by its own name."""
    assert found(text) == findings


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_findings_count_lines_from_the_top_of_the_file(newline: str) -> None:
    """A finding of the body names the line of the file, front matter included, and shows it."""
    text = "---\ntitle: x\n---\n\nText.\n\n# Big\n".replace("\n", newline)
    (finding,) = parse(text, first_line=4)[1]
    assert (finding.place, finding.excerpt) == ("release.md:7", "# Big")


def test_all_faults_are_found_together() -> None:
    """One run names every fault of a body, and each says what to do or what is not allowed."""
    text = "# A\n\n    code\n\n<p>\n\n![](x.png)\n\n> — B\n\n<!-- translators: c -->\n"
    assert found(text) == [
        (1, "heading-level"),
        (3, "code-block"),
        (5, "raw-html"),
        (7, "no-alt"),
        (9, "empty-quote"),
        (11, "dangling-note"),
    ]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a\n\n" + ">" * 300 + " b", 3),
        ("a\n\n" + "> " * 21 + "b", 3),
        ("a\n\n" + "- " * 300 + "b", 3),
        ("a\n\n" + "".join(f"{'  ' * depth}- b\n" for depth in range(9)), 8),
        ("a\n\n" + "*b " * 600 + "c* " * 600, 3),
        ("a\n\n" + "> - " * 5000 + "b", 3),
    ],
)
def test_what_is_nested_too_deep_is_a_finding(text: str, line: int) -> None:
    """Deep nesting neither crashes nor loses words in silence: it is named at its line."""
    blocks, findings = parse(text)
    assert blocks == ()
    assert [(finding.line, finding.id) for finding in findings] == [(line, "release/nesting")]


@pytest.mark.parametrize(
    "text",
    [
        "".join(f"{'  ' * depth}- b\n" for depth in range(5)),
        "> > > > quoted\n",
        "> - a\n>   - b\n>     > c\n",
        "*a **b *c **d***** e",
    ],
)
def test_what_people_nest_is_fine(text: str) -> None:
    """Lists five deep and quotations in lists in quotations are no finding."""
    assert found(text) == []


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\x1c"])
def test_other_separators_are_no_line_ends(separator: str) -> None:
    """What `str.splitlines` takes for a line end, and Markdown does not, shifts no line."""
    assert found(f"a{separator}b\n\n# c\n") == [(3, "heading-level")]
