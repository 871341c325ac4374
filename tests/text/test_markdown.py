"""The body of a release: its blocks, and every finding."""

import pytest

from publisher.model.release import Figure, Quote, iterate_segments

from .bodies import drawn, outline, parse, read, segments


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
