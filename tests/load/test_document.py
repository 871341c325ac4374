"""Markdown translations: with front matter or without, as a release or as people write."""

import pytest

from publisher.load.document import parse_document
from publisher.model.errors import ContentError


def read(text: str) -> list[tuple[str, str, int]]:
    """Kinds, texts and lines of the passages at the top."""
    document = parse_document(text.encode(), "x.md", ".md")
    return [(p.kind, p.text, p.line) for p in document.passages]


def test_front_matter_and_body_have_their_lines() -> None:
    """Keys that no translator sees are passed over; each passage knows its line."""
    assert read(
        "---\nkind: press-release\ntitle: 'T: t'\npublication:\n  title: P\n---\n\na\nb\n"
    ) == [
        ("title", "T: t", 3),
        ("publication title", "P", 5),
        ("paragraph", "a b", 8),
    ]


def test_the_title_may_stand_on_top() -> None:
    """Without front matter the first heading of level 1 is the title, also in CRLF and with a byte
    order mark."""
    assert read("\ufeff\r\n# T t #\r\n\r\n## H\r\n\r\np\r\n") == [
        ("title", "T t", 2),
        ("heading 1", "H", 4),
        ("paragraph", "p", 6),
    ]


def test_an_empty_document_has_no_passage() -> None:
    """Nothing is nothing."""
    assert read("") == read("\n\n") == read("---\n---\n") == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("---\ntitle: x\n", [("release/front-matter", 1)]),
        ('---\ntitle: "x\n---\na\n', [("release/front-matter", 3)]),
        ("a\n\n<b>x</b>\n\n# late\n", [("release/heading-level", 5)]),
        (
            "a\u2028b\n\n```\nx\n```\n",
            [("release/control-character", 1), ("release/code-block", 3)],
        ),
    ],
)
def test_what_is_wrong_is_reported_together(text: str, found: list[tuple[str, int]]) -> None:
    """Each fault with its line."""
    with pytest.raises(ContentError) as caught:
        read(text)
    places = [(finding.id, finding.line) for finding in caught.value.findings]
    assert [place for place in places if place[0] != "release/inline"] == found


def test_bytes_that_are_no_text_are_refused() -> None:
    """As everywhere, text is UTF-8."""
    with pytest.raises(ContentError, match="UTF-16"):
        parse_document("# က".encode("utf-16"), "x.md", ".md")
