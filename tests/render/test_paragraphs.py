"""render.paragraphs: lines taken from a paragraph laid out once are those that WeasyPrint makes one
by one."""

import itertools
from collections.abc import Sequence

import pytest
from printing import TEXTS, draw_pdf, make_page, png, print_page, read_pdf

from publisher.render import engine, paragraphs, pdf
from publisher.text.fit import Stop

weasyprint = engine.weasyprint()

BODIES = {
    "plain": "<h1>{0}</h1><p>{0}</p><p>{0} {0} {0} {0} {0} {0}</p>",
    "short": "<p>MMN</p><p> {0:.9} </p><p>&nbsp;</p>",
    "inline": "<p>{0} <strong>{0}</strong> {0} <a href='https://example.org'>{0}</a>, {0}</p>",
    "lists": "<ul><li>{0}</li><li>{0}<ol><li>{0}</li></ol></li></ul>",
    "breaks": "<p>{0}<br>{0}<br>{0}</p>",
    "a long word": "<p>{0} https://example.org/{1}</p><p>{1}</p>",
    "soft hyphens": "<p>{0} mi\u00adgra\u00adtion mi\u00adgra\u00adtion {0}</p>",
    "many pages": "<p>{2}</p><p>{2}</p>",
}
STYLES = {
    "as it comes": "",
    "narrow": "body{width:45mm}",
    "justified": "p{text-align:justify}",
    "indented": "p{text-indent:12mm;hanging-punctuation:none}",
    "a float": "h1{float:right;width:50mm}a{float:left}",
    "spaced": "p{letter-spacing:.05em;word-spacing:.2em}",
    "kept": "p{white-space:nowrap}li{white-space:pre-wrap}",
    "wrapped anywhere": "p{overflow-wrap:anywhere;width:30mm}",
    "hyphenated": "p{hyphens:auto;width:40mm}",
    "underlined": "p{text-decoration:underline}",
    "right to left": "p{direction:rtl}",
    "columns": "body{columns:2}",
    "cut off": "p{overflow:hidden;text-overflow:ellipsis;width:40mm}",
    "few lines": "p{max-lines:2;block-ellipsis:auto}li{line-clamp:1}",
}


def fill_lines(stops: Sequence[Stop], width: float) -> list[Stop]:
    """As many words on each line as there is room for, which is how WeasyPrint chooses."""
    chosen: list[Stop] = []
    begin = 0.0
    for stop, following in itertools.pairwise([*stops, None]):
        if stop.end - begin > width:
            return []
        if following is None or following.end - begin > width:
            chosen.append(stop)
            begin = stop.start
    return chosen


def print_both(page, monkeypatch) -> tuple[bytes, bytes, int]:
    """The PDF of a page with our lines and with WeasyPrint's, and how many paragraphs of ours."""
    laid_out = []

    def plain(*arguments) -> bool:
        laid_out.append(is_plain(*arguments))
        return laid_out[-1]

    is_plain = paragraphs.is_plain
    monkeypatch.setattr(paragraphs, "is_plain", plain)
    monkeypatch.setattr(paragraphs, "even_lines", fill_lines)
    ours = print_page(page)
    monkeypatch.setattr(paragraphs, "is_plain", lambda *_: False)
    return ours, print_page(page), sum(laid_out)


def fill(body: str, language: str) -> str:
    """A body with text in it."""
    text = TEXTS[language]
    return body.format(text, "x" * 120, " ".join([text] * 12))


def test_weasyprint_is_one_that_these_lines_were_compared_with() -> None:
    """For any other WeasyPrint its own lines are used. When this fails, WeasyPrint is new: run this
    module with its version in KNOWN_VERSIONS, read what changed in `split_first_line`, `Layout` and
    `draw_first_line`, and only then leave it there."""
    assert weasyprint.__version__ in paragraphs.KNOWN_VERSIONS
    theirs = weasyprint.text.line_break.split_first_line
    assert weasyprint.layout.inline.split_first_line is not theirs


@pytest.mark.parametrize("language", sorted(TEXTS))
@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_pages_are_the_same(body: str, language: str, monkeypatch) -> None:
    """Every line has the same words at the same place, whatever a paragraph is made of."""
    ours, theirs, count = print_both(make_page(language, fill(body, language)), monkeypatch)
    assert read_pdf(ours) == read_pdf(theirs)
    assert draw_pdf(ours) == draw_pdf(theirs)
    assert count


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_lines_are_even(language: str, monkeypatch) -> None:
    """A paragraph has the same words on as many lines as WeasyPrint would set it on, but ends them
    where text.fit says."""
    chosen: list[Stop] = []

    def choose(stops: Sequence[Stop], width: float) -> list[Stop]:
        chosen.extend(even_lines(stops, width))
        return even_lines(stops, width)

    page = make_page(language, f"<p>{fill('{2}', language)}</p>")
    even_lines = paragraphs.even_lines
    monkeypatch.setattr(paragraphs, "even_lines", choose)
    even = [page.splitlines() for page in read_pdf(print_page(page))]
    monkeypatch.setattr(paragraphs, "even_lines", fill_lines)
    full = [page.splitlines() for page in read_pdf(print_page(page))]
    assert [len(lines) for lines in even] == [len(lines) for lines in full]
    assert len(chosen) == sum(map(len, even))
    words = ["".join(itertools.chain(*pages)).replace(" ", "") for pages in (even, full)]
    assert words[0] == words[1]
    assert even != full


@pytest.mark.parametrize("name", STYLES)
def test_pages_are_the_same_whatever_the_styles(name: str, monkeypatch) -> None:
    """Also where a theme sets text in ways that ours does not. Only English is hyphenated."""
    language, styles = "en" if name == "hyphenated" else "km", STYLES[name]
    body = fill(BODIES["plain"] + BODIES["inline"] + BODIES["lists"], language)
    ours, theirs, _ = print_both(make_page(language, body, styles), monkeypatch)
    assert read_pdf(ours) == read_pdf(theirs)
    assert draw_pdf(ours) == draw_pdf(theirs)


def test_other_users_of_weasyprint_are_left_alone(monkeypatch) -> None:
    """A document that is laid out with fonts of its own is laid out by WeasyPrint alone."""
    monkeypatch.setattr(paragraphs, "is_plain", lambda *_: pytest.fail("not ours to lay out"))
    document = weasyprint.HTML(string=f"<p>{TEXTS['en']}").render()
    assert document.pages


def test_nothing_of_a_document_is_kept(monkeypatch) -> None:
    """The paragraphs of a document go with it, and so do the files of its fonts."""
    made = []
    new_fonts = engine.new_fonts
    monkeypatch.setattr(pdf, "new_fonts", lambda: made.append(new_fonts()) or made[-1])
    print_page(make_page("en", f"<p>{TEXTS['en']}"))
    assert [fonts.paragraphs for fonts in made] == [{}]
    assert made[0]._folder is not None
    assert not made[0]._folder.exists()


def test_an_unknown_weasyprint_does_everything_itself(monkeypatch) -> None:
    """Where nobody has compared, styles stay in the page and pictures are WeasyPrint's."""
    page = make_page("km", f"<h1>{TEXTS['km']}</h1><p>{TEXTS['km']}</p>", "p{color:#123}")
    monkeypatch.setattr(paragraphs, "even_lines", fill_lines)
    ours = print_page(page)
    monkeypatch.setattr(paragraphs, "is_plain", lambda *_: False)
    monkeypatch.setattr(engine, "KNOWN_VERSIONS", frozenset())
    theirs = print_page(page)
    assert engine.plain_pictures({"a.png": png("a.png", b"", (1, 1))}) == {}
    assert read_pdf(ours) == read_pdf(theirs)
    assert draw_pdf(ours) == draw_pdf(theirs)
