"""The lines that `fidelity` judges are those that are printed, and it judges them rightly."""

import pytest
from fidelity.lines import Break, box_lines, find_breaks, is_held, is_illegal, kept_documents
from typesetting import LANGUAGES, list_lines, make_page, print_page, read_sample

from publisher.render.inspect import squeeze


@pytest.mark.parametrize("tag", ["en", "my", "km", "shn"])
def test_lines_are_those_of_the_pdf(tag: str) -> None:
    """What WeasyPrint's boxes say stands on a line stands on one line of the PDF."""
    page = make_page(tag, "".join(f"<p>{text}</p>" for text in read_sample(tag)[:9] if text))
    with kept_documents() as documents:
        data = print_page(page)
    lines = list(box_lines(documents[0]))
    assert [squeeze(line) for line in lines] == [squeeze(line) for line in list_lines(data)]
    breaks = list(find_breaks(lines, page.blocks))
    assert len(breaks) == len(lines) - len(page.blocks) > 5


def test_breaks_are_found_in_their_blocks() -> None:
    """A break is where the next line begins, spaces and break marks aside; the end of a block is
    none."""
    blocks = ["one two three", "four"]
    lines = ["one\u200b ", "two", " three", "four"]
    assert list(find_breaks(lines, blocks)) == [Break(blocks[0], 4), Break(blocks[0], 8)]
    with pytest.raises(RuntimeError, match="four"):
        list(find_breaks([*lines[:3], "fore"], blocks))


@pytest.mark.parametrize(
    ("tag", "before", "after"),
    [
        ("my", "အလုပ်သမာ", "း"),
        ("my", "အလု", "ပ်သမား"),
        ("my", "အလုပ်သမား ", "၊ လယ်သမား"),
        ("my", "အလုပ်သမား (", "ILO) နှင့်"),
        ("km", "ស្", "ត្រី"),
        ("km", "ប្រទេស", "។"),
        ("km", "ប្រទេស «", "កម្ពុជា»"),
        ("shn", "လွ", "တ်ႈလႅဝ်း"),
        ("en", "He said “", "yes”"),
        ("zh-Hans", "世界", "，人权"),
    ],
)
def test_illegal_breaks(tag: str, before: str, after: str) -> None:
    """A cluster that is parted, a sign where it may not stand."""
    assert is_illegal(Break(before + after, len(before)), LANGUAGES[tag])


@pytest.mark.parametrize(
    ("tag", "before", "after", "held"),
    [
        ("my", "အလုပ်သမားများ", "သည်", False),
        ("my", "နေ့လယ် ၁၂ ", "နာရီ", True),
        ("km", "ប្រទេស", "កម្ពុជា", False),
        ("en", "on 24 ", "July 2017", True),
        ("en", "migrant ", "workers – and", False),
        ("en", "well-", "known", False),
    ],
)
def test_legal_breaks(tag: str, before: str, after: str, held: bool) -> None:
    """Between words a line may end, although publisher holds some together."""
    line_break = Break(before + after, len(before))
    assert not is_illegal(line_break, LANGUAGES[tag])
    assert is_held(line_break, LANGUAGES[tag]) == held
