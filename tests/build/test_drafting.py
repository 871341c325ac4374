"""Drafts from Word, the web and Markdown become releases that load; what cannot is named."""

import datetime as dt
import io
import shutil
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from word_files import make_word, paragraph, picture, run
from world import Newsroom

from publisher.build.drafting import import_draft
from publisher.build.resources import known_languages
from publisher.load.config import load_newsroom
from publisher.load.release import load_release
from publisher.model.errors import ConfigError, ContentError, PublisherError
from publisher.model.finding import Finding, Severity
from publisher.model.passage import Passage
from publisher.text.dateline import read_date, read_dateline, read_line
from publisher.text.passages import list_release

FORUM = "The Delta Harvest Forum (DHF) brings rice growers together."
SINCE = "It has worked in Cambodia and Myanmar since 2019."


def png() -> bytes:
    """A picture of one pixel."""
    made = io.BytesIO()
    Image.new("RGB", (1, 1)).save(made, "PNG")
    return made.getvalue()


def take(newsroom: Newsroom, name: str, data: bytes | str, day: dt.date | None = None):
    """The text of the release that a file becomes, and the ids of the findings."""
    path = newsroom.folder.parent / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    slug, findings = import_draft(newsroom.folder, path, None, day)
    return slug, (newsroom.folder / "releases" / slug / "release.md").read_text(), findings


def load(newsroom: Newsroom, slug: str) -> list[object]:
    """The shape of a release as it loads, without a finding."""
    room = load_newsroom(newsroom.folder, known_languages(newsroom.folder))
    release, findings = load_release(newsroom.folder / "releases" / slug, slug, room)
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []
    assert release is not None
    return shape(list_release(release))


def shape(passages: tuple[Passage, ...]) -> list[object]:
    """Passages as kinds and texts, with their parts."""
    return [(p.kind, p.text, *shape(p.parts)) for p in passages]


def ids(findings: tuple[Finding, ...]) -> list[str]:
    """The ids of findings, in order."""
    return [finding.id for finding in findings]


WORD = make_word(
    paragraph("FOR IMMEDIATE RELEASE"),
    paragraph("Growers share water", "Title"),
    paragraph("Two deltas agree", "Subtitle"),
    paragraph(run("Phnom Penh, 24 July 2017 — ", "<w:b/>") + run("Growers met &amp; agreed.")),
    paragraph("What they agreed", "heading 1"),
    paragraph("Water", number="1"),
    paragraph("Seed", number="1"),
    paragraph("early", number="2", level=1),
    paragraph("“Water is shared.”", "Quote"),
    paragraph("– Daw Khin, farmer", "Quote"),
    paragraph(picture("A field")),
    paragraph("Growers in a field", "caption"),
    paragraph("About DHF", "heading 1"),
    paragraph(FORUM),
    paragraph(SINCE.replace("Cambodia and", "Cambodia and in")),
    paragraph("Media contact", "heading 1"),
    paragraph("Zoë Müller-Nuñez, Press officer"),
    paragraph("Email: press@dhf.example"),
    paragraph("ENDS"),
)


def word_with_picture() -> bytes:
    """`WORD` with its picture as bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(WORD)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            new.writestr(name, png() if name.endswith(".png") else old.read(name))
    return made.getvalue()


def test_a_word_draft_becomes_a_release(full: Newsroom) -> None:
    """Title, dateline, standing texts and contacts go into front matter, all else into the body,
    and what is written loads as the same passages."""
    slug, text, findings = take(full, "draft.docx", word_with_picture())
    assert slug == "2017-07-24-growers-share-water"
    head = text.split("---\n")[1]
    assert head == (
        "kind: press-release\ntitle: Growers share water\nsubtitle: Two deltas agree\n"
        "date: 2017-07-24\nplace: Phnom Penh\ncontacts: [press]\nabout: [forum]\n"
    )
    assert load(full, slug)[3:] == [
        ("paragraph", "Growers met & agreed."),
        ("heading 1", "What they agreed"),
        (
            "list",
            "",
            ("item", "", ("paragraph", "Water")),
            (
                *("item", "", ("paragraph", "Seed")),
                ("numbered list", "", ("item", "", ("paragraph", "early"))),
            ),
        ),
        ("quotation", "", ("paragraph", "“Water is shared.”"), ("attribution", "Daw Khin, farmer")),
        ("figure", "", ("alternative text", "A field"), ("caption", "Growers in a field")),
    ]
    image = full.folder / "releases" / slug / "images" / "growers-share-water-1.png"
    assert image.read_bytes() == png()
    assert ids(findings) == ["draft/replaced"]


PAGE = f"""<!doctype html><title>Site</title><script>evil()</script>
<nav>Home</nav><article><h1>Growers share water</h1><time datetime="2017-07-24T10:00">x</time>
<p>Read <a href="https://example.org/a_b">the <b>plan</b></a> and <a href="/x">more</a>.
<table><tr><td>1<td>2</table><ul><li>a<li>b</ul><ul><li>c</ul><p>1. no list<br># no heading
<blockquote>“Yes.”<footer>Daw Khin</footer></blockquote><h4>Deep</h4>
<p>CO<sup>2</sup> <sup><a href="#fn1">1</a></sup> <del>gone</del></p>
<img src="http://127.0.0.1:9/a.png" alt="x"><img src="field.png">
<h2>About us</h2><p>{FORUM}<p>{SINCE}<iframe src="http://127.0.0.1:9"></iframe></article>"""


def test_a_page_becomes_a_release(full: Newsroom) -> None:
    """Scripts and menus go, lists and quotations stay apart, nothing is fetched, and each loss is
    named with its place."""
    (full.folder.parent / "field.png").write_bytes(png())
    slug, text, findings = take(full, "page.html", PAGE)
    assert "evil" not in text
    assert load(full, slug)[1:] == [
        ("paragraph", "x"),
        ("paragraph", "Read [the **plan**](https://example.org/a_b) and more."),
        (
            "list",
            "",
            ("item", "", ("paragraph", "a")),
            ("item", "", ("paragraph", "b")),
        ),
        ("list", "", ("item", "", ("paragraph", "c"))),
        ("paragraph", "1\\. no list\\\n\\# no heading"),
        ("quotation", "", ("paragraph", "“Yes.”"), ("attribution", "Daw Khin")),
        ("heading 1", "Deep"),
        ("paragraph", "CO2"),
        ("figure", "", ("alternative text", "\\[add what the picture shows\\]")),
    ]
    said = sorted(f"{f.id} {f.message.partition(': ')[2][:25]}" for f in findings)
    assert [line.partition(" ")[0] for line in said] == [
        *("draft/external-picture", *["draft/left-out"] * 5, "draft/no-alt", "draft/no-contact"),
    ]
    assert all("paragraph" in f.message for f in findings if f.id == "draft/left-out")


def test_markdown_of_other_tools_becomes_a_release(full: Newsroom) -> None:
    """Keys that a release has are taken over, others named with their line; raw HTML and tables
    are met as in a page."""
    text = (
        "---\nlayout: post\ntitle: 'Growers: water'\ndate: 2017-07-24 10:00:00\nlocation: Yangon\n"
        "tags: [a]\n---\n# Growers: water\n\nText with *marks*[^1] <script>x</script>.\n\n"
        "[^1]: Note\n\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    )
    slug, made, findings = take(full, "post.md", text)
    assert slug == "2017-07-24-growers-water"
    assert made.endswith("---\n\nText with *marks* .\n")
    assert "place: Yangon" in made
    assert [(f.id, f.line) for f in findings][:2] == [
        ("draft/unknown-key", 2),
        ("draft/unknown-key", 6),
    ]
    assert ids(findings)[2:] == ["draft/left-out"] * 2 + ["draft/no-contact"]
    slug, made, _ = take(full, "hugo.md", '+++\ntitle = "Hugo"\ndate = 2017-07-24\n+++\nText.\n')
    assert slug == "2017-07-24-hugo"


def test_what_word_holds_besides_is_named_by_paragraph(full: Newsroom) -> None:
    """Tracked changes, comments, text boxes and macros are findings; the text comes through."""
    kept = "<w:ins><w:r><w:t>put in</w:t></w:r></w:ins>"
    gone = "<w:del><w:r><w:delText>taken out</w:delText></w:r></w:del>"
    word = make_word(
        paragraph("Growers share water", "Title"),
        paragraph(run("It was ") + kept + gone),
        paragraph(run("Said") + '<w:r><w:commentReference w:id="0"/></w:r>'),
        parts={"word/vbaProject.bin": "x"},
    )
    _, made, findings = take(full, "draft.docm", word, dt.date(2017, 7, 24))
    assert made.endswith("It was put in\n\nSaid\n")
    assert ids(findings) == ["draft/macros", *["draft/left-out"] * 3, "draft/no-contact"]
    assert [f.message[:15] for f in findings[1:4]] == ["at paragraph 2:"] * 2 + ["at paragraph 3:"]


@pytest.mark.parametrize(
    ("name", "data", "identifier", "code"),
    [
        ("a.docx", b"text", "memory/not-word", 1),
        ("a.docx", bytes.fromhex("D0CF11E0A1B11AE1"), "memory/not-word", 1),
        ("a.doc", b"text", "usage/unknown-file-kind", 2),
        ("a.html", b"PK\x03\x04\0\0", "draft/not-a-page", 1),
        ("a.html", b"<h1>T</h1>2017-07-24<p>\xff\xfe<meta charset=utf-8>", "draft/encoding", 1),
        ("a.html", b"x" * 1_000_001, "draft/too-large", 1),
        ("a.html", b"<h1>T</h1>" + b"<div>" * 300 + b"x", "draft/too-deep", 1),
        ("a.html", b"<h1>T</h1><p>2017-07-24", "draft/empty", 1),
        ("a.html", b"<p>A sentence.<p>Another.", "draft/no-title", 1),
        ("a.html", b"<h1>T</h1><p>Date: 04/07/2017<p>Text.", "usage/no-date", 2),
        ("a.md", b"---\ntitle: a: b\n---\nx", "draft/front-matter", 1),
        ("a.md", b"---\ntitle: a\nx", "draft/front-matter", 1),
        ("a.md", b"\xff\xfe\0x", "file/not-utf-8", 1),
    ],
)
def test_bad_files_are_refused_and_nothing_is_written(
    minimal: Newsroom, name: str, data: bytes, identifier: str, code: int
) -> None:
    """Each fault has its message, hint and exit code."""
    before = sorted(minimal.folder.rglob("*"))
    with pytest.raises(PublisherError) as caught:
        take(minimal, name, data)
    assert [finding.id for finding in caught.value.findings] == [identifier]
    assert caught.value.exit_code == code
    assert caught.value.findings[0].hint
    assert sorted(minimal.folder.rglob("*")) == before


def test_nothing_is_written_over_a_release(minimal: Newsroom) -> None:
    """A second import of the same file is refused, and the first stays as it is."""
    page = "<h1>Growers</h1><p>24 July 2017</p><p>Text.</p>"
    slug, _, _ = take(minimal, "a.html", page)
    path = minimal.folder / "releases" / slug / "release.md"
    path.write_text("mine")
    with pytest.raises(ConfigError, match="exists already"):
        take(minimal, "a.html", page)
    assert path.read_text() == "mine"
    assert [p for p in path.parent.parent.iterdir() if p.name.startswith(".")] == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1252"])
def test_pages_are_read_in_their_encoding(minimal: Newsroom, encoding: str) -> None:
    """As browsers read them: by their mark, by what they name, and else as Windows-1252."""
    page = "<h1>Café “Delta”</h1><p>24 July 2017</p><p>Text – more.</p>"
    slug, made, _ = take(minimal, "a.html", page.encode(encoding))
    assert slug == "2017-07-24-cafe-delta"
    assert made.endswith("Text – more.\n")


@pytest.mark.parametrize(
    ("text", "place", "rest"),
    [
        ("Yangon, 24 July 2017 — Ministers met.", "Yangon", "Ministers met."),
        ("YANGON (July 24th, 2017) – Ministers met.", "Yangon", "Ministers met."),
        ("**Phnom Penh, Cambodia, 24 July 2017 –** Met.", "Phnom Penh, Cambodia", "Met."),
        ("**Yangon, Monday, 24 July 2017: Ministers** met.", "Yangon", "**Ministers** met."),
        ("24 July 2017, Yangon - Ministers met.", "Yangon", "Ministers met."),
    ],
)
def test_datelines_are_read_as_they_are_written(text: str, place: str, rest: str) -> None:
    """Place, day and the words behind, in the orders and with the dashes that people use."""
    found = read_dateline(text)
    assert found is not None
    assert (found.place, found.date, found.rest) == (place, dt.date(2017, 7, 24), rest)


def test_a_dateline_may_leave_the_date_to_another_line(minimal: Newsroom) -> None:
    """A place in bold or in capitals before a dash is the place; other words are text."""
    page = "<h1>T</h1><p>Date: 24 July 2017<p>{}</p>"
    for line, place, rest in (
        ("<b>Yangon –</b> They met.", "place: Yangon\n", "They met.\n"),
        ("PHNOM PENH — They met.", "place: Phnom Penh\n", "They met.\n"),
        ("Water — a right.", "", "Water — a right.\n"),
    ):
        slug, made, _ = take(minimal, "a.html", page.format(line))
        assert place in made
        assert ("place:" in made) == bool(place)
        assert made.endswith(f"---\n\n{rest}")
        shutil.rmtree(minimal.folder / "releases" / slug)


def test_what_is_no_dateline_is_left_alone() -> None:
    """A sentence with a date in it is text, and so is a date that can be read in two ways."""
    assert read_dateline("On 24 July 2017, ministers met in Yangon — again.") is None
    assert read_dateline("Ministers met in Yangon on 24 July 2017 — again.") is None
    assert read_date("04/07/2017") is None
    assert read_date("24/07/2017") == dt.date(2017, 7, 24)
    assert read_date("31 February 2017") is None
    assert read_line("The date: a fruit") is None


SIGNS = (
    *("<p>", "<h2>", "<h5>", "<ul>", "<ol>", "<li>", "</ul>", "</ol>", "<blockquote>"),
    *("</blockquote>", "<b>", "</b>", "<i>", "</i>", "<br>", "<table><td>", "</table>"),
    *(
        "<a href='https://x.example/(a'>",
        "</a>",
        "<hr>",
        "<div>",
        "word",
        "-",
        "+",
        "*",
        "#",
        "&gt;",
    ),
    *("&gt;", "1.", "===", "---", "```", "~~~", "[x]:", "\\", "_a_", "**b", "](", "![", "—"),
    *(
        "&amp;lt;",
        "\u200b",
        "&nbsp;",
        "<!-- x -->",
        "    ",
        "<img src=field.png title='\"*'>",
        "&lt;!--",
    ),
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(
        st.sampled_from(SIGNS),
        max_size=25,
    )
)
def test_whatever_a_page_holds_loads_or_is_refused(minimal: Newsroom, parts: list[str]) -> None:
    """Any mixture of elements and of signs that mean something in Markdown becomes a release that
    loads without an error; only an empty one is refused."""
    (minimal.folder.parent / "field.png").write_bytes(png())
    page = "<h1>Fuzz</h1>" + " ".join(parts)
    try:
        slug, _, _ = take(minimal, "x.html", page, dt.date(2017, 7, 24))
    except ContentError as error:
        found = ids(error.findings)
    else:
        load(minimal, slug)
        shutil.rmtree(minimal.folder / "releases" / slug)
        found = ["draft/empty"]
    assert found == ["draft/empty"]
