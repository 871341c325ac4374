"""Inline Markdown: which runs a text becomes, and what is refused in it."""

import pytest

from publisher.model.inline import Run, plain_text
from publisher.text.inline import link_problems, parse_inline


def draw(text: str) -> str:
    """The runs of `text`, each as `words` or `marks(words)`; a forced break is `⏎`."""
    return " ".join(map(draw_run, parse_inline(text)[0]))


def draw_run(run: Run) -> str:
    """One run in the notation of `draw`."""
    if run.line_break:
        return "⏎"
    marks = [name for name in ("strong", "emphasis", "code") if getattr(run, name)]
    if run.href is not None:
        marks.append(f"{run.link}={run.href}")
    return f"{'+'.join(marks)}({run.text})" if marks else f"'{run.text}'"


def problems(text: str) -> tuple[str, ...]:
    """What is wrong with `text`."""
    return parse_inline(text)[1]


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("plain", "'plain'"),
        ("", ""),
        ("**a** b", "strong(a) ' b'"),
        ("*a* __b__ _c_", "emphasis(a) ' ' strong(b) ' ' emphasis(c)"),
        ("***a***", "strong+emphasis(a)"),
        ("**a *b* c**", "strong(a ) strong+emphasis(b) strong( c)"),
        ("*a **b** c*", "emphasis(a ) strong+emphasis(b) emphasis( c)"),
        ("`a*b*` c", "code(a*b*) ' c'"),
        ("[a *b*](https://x.org) c", "1=https://x.org(a ) emphasis+1=https://x.org(b) ' c'"),
        ("<https://x.org>", "1=https://x.org(https://x.org)"),
        ("<a@x.org>", "1=mailto:a@x.org(a@x.org)"),
        ("a\\\nb", "'a' ⏎ 'b'"),
        ("a  \nb", "'a' ⏎ 'b'"),
        ("a\nb", "'a b'"),
        (r"\*a\* &amp; &eacute;", "'*a* & é'"),
        ("2 * 3 * 4", "'2 * 3 * 4'"),
        ("snake_case_word", "'snake_case_word'"),
        ("**កម្ពុជា** និង*ថៃ*", "strong(កម្ពុជា) ' និង' emphasis(ថៃ)"),
    ],
)
def test_marks(text: str, runs: str) -> None:
    """Each kind of CommonMark's inline markup becomes runs, and nothing is wrong with it."""
    assert draw(text) == runs
    assert problems(text) == ()


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("*a *b* c* d", "emphasis(a b c) ' d'"),
        ("**a **b** c** d", "strong(a b c) ' d'"),
        ("**a *b **c** d* e** f", "strong(a ) strong+emphasis(b c d) strong( e) ' f'"),
    ],
)
def test_nested_marks_end_with_the_outermost(text: str, runs: str) -> None:
    """A mark inside the same mark changes nothing, and ends nothing when it ends."""
    assert draw(text) == runs


def test_neighbouring_links_stay_two() -> None:
    """Two links to one address, side by side, are told apart by their numbers."""
    assert draw("[a](https://x)[b](https://x)") == "1=https://x(a) 2=https://x(b)"


def test_neighbours_with_the_same_marks_are_one_run() -> None:
    """Runs change where marks change: entities and escapes leave no border."""
    runs, _ = parse_inline("a &amp; b\\* c")
    assert [run.text for run in runs] == ["a & b* c"]


def test_plain_text_keeps_words_and_forced_breaks() -> None:
    """The words of runs are what a reader sees, with a line end for a forced break."""
    runs, _ = parse_inline("**One** [two](https://x.org)\\\n`three`")
    assert plain_text(runs) == "One two\nthree"


@pytest.mark.parametrize(
    "address",
    [
        "https://www.example.org/a?b=c#d",
        "http://example.org",
        "HTTPS://EXAMPLE.ORG/",
        "mailto:a@example.org",
        "tel:+95-1-234567",
        "https://example.org/ក",
    ],
)
def test_addresses_that_pages_may_link_to(address: str) -> None:
    """Web, mail and telephone addresses are fine, whatever their case and their script."""
    assert problems(f"[a](<{address}>)") == ()


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "&#106;avascript:alert(1)",
        "javascript&colon;alert(1)",
        "java&#9;script:alert(1)",
        "vbscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.example",
        "/path",
        "page.html",
        "#part",
        "?query",
        "ftp://example.org",
        "blob:https://example.org/x",
    ],
)
def test_addresses_with_other_schemes_are_refused(address: str) -> None:
    """No other scheme gets through, however it is spelt, and relative addresses lead nowhere
    in a PDF."""
    (problem,) = problems(f"[a](<{address}>)")
    assert "links begin with https:" in problem


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[a]()", "a link without an address"),
        ("[a](<>)", "a link without an address"),
        ("[a](https://)", "without a host"),
        ("[a](https:///path)", "without a host"),
        ("[a](http://[::1)", "without a host"),
    ],
)
def test_addresses_that_are_none(text: str, message: str) -> None:
    """An address that is empty, broken or names no host is a problem, not a crash."""
    (problem,) = problems(text)
    assert message in problem


def test_an_address_that_python_cannot_read_is_a_problem() -> None:
    """An address that only looks like an IPv6 one is a problem, not a crash."""
    assert link_problems("http://[::1") == ["an address that cannot be read: 'http://[::1'"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("a <b>b</b> c", "a b c"),
        ("<script>alert(1)</script>", "alert(1)"),
        ('<img src=x onerror="alert(1)">', ""),
        ("<!-- note --> a", " a"),
        ("<?php x ?> a", " a"),
        ("<!DOCTYPE x> a", " a"),
        ("<![CDATA[x]]> a", " a"),
        ("a<br/>b", "ab"),
    ],
)
def test_raw_html_is_refused_and_never_passed_on(text: str, words: str) -> None:
    """Raw HTML of any kind is a problem, and no tag ever stands in a run."""
    assert problems(text)
    assert all("raw HTML" in problem for problem in problems(text))
    assert plain_text(parse_inline(text)[0]) == words


@pytest.mark.parametrize("text", ["a ![b](c.png) d", "[![b](c.png)](https://x.org)"])
def test_pictures_inside_a_text_are_refused(text: str) -> None:
    """A picture stands alone in its paragraph; elsewhere it is a problem and shows nothing."""
    (problem,) = problems(text)
    assert "a picture inside a text" in problem
    assert "b" not in plain_text(parse_inline(text)[0]).split()


@pytest.mark.parametrize(
    "text", ["a < b > c", "5 <6", "&lt;script&gt;", r"\<b>", "`<b>`", "<3", "a <b"]
)
def test_signs_that_only_look_like_html_are_text(text: str) -> None:
    """What CommonMark does not take for a tag is text, and nothing is wrong with it."""
    assert problems(text) == ()


def test_every_problem_is_told() -> None:
    """A text with several problems tells them all, in order."""
    told = problems("<b>a</b> [b](javascript:c) ![d](e)")
    assert [problem.split()[0] for problem in told] == ["raw", "raw", "the", "a"]


@pytest.mark.parametrize("text", ["*a " * 3000 + "b* " * 3000, "[" * 5000, "<" * 5000, "`" * 5001])
def test_hostile_nesting_ends(text: str) -> None:
    """A text of thousands of marks is read without error, and loses no letter."""
    shown = plain_text(parse_inline(text)[0])
    assert shown.count("a") == text.count("a")


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("x&#x202E;y", ("a reference to U+202E, which nobody can see",)),
        ("x&lrm;y", ("a reference to U+200E, which nobody can see",)),
        (
            "x&shy;y&#x2028;",
            tuple(f"a reference to U+{c}, which nobody can see" for c in ("00AD", "2028")),
        ),
        (
            "[x](mailto:a@x.org%0D%0ABcc:y)",
            ("an address with the end of a line: 'mailto:a@x.org%0D%0ABcc:y'",),
        ),
        ("x\u200by", ()),
        ("x&nbsp;y &amp; &lt;", ()),
    ],
)
def test_references_to_what_nobody_can_see(text: str, problems: tuple[str, ...]) -> None:
    """A reference brings in no character that checks and translators would not see."""
    assert parse_inline(text)[1] == problems
