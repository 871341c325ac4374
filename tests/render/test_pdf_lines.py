"""The lines of a text are those of the PDF, whatever stands around them."""

from publisher.model.page import COUNTER_MARK, Page
from publisher.render.lines import PageLines

PAGE = Page(
    html="", media="print", language="en", title="", texts={}, furniture=(f"Page {COUNTER_MARK}",)
)
PAGES = ["Title\r\nOne two\r\nthree four.\r\nFive\r\nPage 1", "six seven\r\neight.\r\nPage 2"]


def test_lines_of_a_text() -> None:
    """A text is split where lines end; one that stands on one line is one."""
    lines = PageLines(PAGES, PAGE)
    assert lines.split("One two three four.") == ("One two", "three four.")
    assert lines.split("Title") == ("Title",)


def test_lines_across_pages() -> None:
    """What stands on every page is not in the text, and its own lines end none of the text's."""
    lines = PageLines(PAGES, PAGE)
    assert lines.text == "TitleOnetwothreefour.Fivesixseveneight."
    assert lines.split("Five six seven eight.") == ("Five", "six seven", "eight.")


def test_text_that_is_not_there() -> None:
    """What the PDF does not say has no lines."""
    assert PageLines(PAGES, PAGE).split("Nine") == ()
    assert PageLines(PAGES, PAGE).split("") == ()
