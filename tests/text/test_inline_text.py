"""Runs to Markdown: what comes out reads as the same runs again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.model.inline import Run
from publisher.text.inline import parse_inline
from publisher.text.inline_text import forget_links, format_inline, tidy_runs

RUNS = st.lists(
    st.builds(
        Run,
        text=st.text("ab က1*_[]()<>\\&!`#. ", max_size=6),
        strong=st.booleans(),
        emphasis=st.booleans(),
        href=st.sampled_from([None, "https://a.example/x", "mailto:a@b.example"]),
    ),
    max_size=5,
)


@given(RUNS)
def test_what_is_written_reads_the_same(runs: list[Run]) -> None:
    """Words, marks and addresses come back; or nothing is written at all."""
    text = format_inline(runs)
    if text is not None:
        read, problems = parse_inline(text)
        assert not problems
        assert forget_links(read) == forget_links(tidy_runs(runs))


@given(st.text("ab က1*_[]()<>\\&!`#. ", max_size=20))
def test_plain_text_can_always_be_written(text: str) -> None:
    """Whatever the signs, with as few backslashes as it takes."""
    assert format_inline([Run(text=text)]) is not None


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ([Run(text="a * b_c")], "a * b_c"),
        ([Run(text="*a*")], r"\*a\*"),
        ([Run(text=" a "), Run(text=" b ", strong=True), Run(text=" c ")], "a **b** c"),
        ([Run(text="a"), Run(text="", line_break=True), Run(text=" b")], "a\\\nb"),
        (
            [
                Run(text="a ", href="https://x.example"),
                Run(text="b", href="https://x.example", strong=True),
            ],
            "[a **b**](https://x.example)",
        ),
        ([Run(text="x", strong=True, emphasis=True)], "***x***"),
        ([Run(text="x", href="javascript:x")], None),
        ([], ""),
    ],
)
def test_marks_as_people_write_them(runs: list[Run], text: str | None) -> None:
    """Spaces stand outside of marks, links around them; an address that no page may have cannot be
    written."""
    assert format_inline(runs) == text
