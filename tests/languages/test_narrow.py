"""Columns too narrow for whole phrases: nothing stands out of them, and the text stays whole."""

import pymupdf
import pytest
from typesetting import READERS, make_page, print_page, read_sample

MARGIN = 12 / 25.4 * 72
"""Points; that of the page of `make_page`."""
TOLERANCE = 0.5
"""Points by which a glyph's box may be wider than its advance."""


@pytest.mark.parametrize("tag", ["my", "km"])
@pytest.mark.parametrize("width", [20, 35])
def test_a_narrow_column_holds_its_text(tag: str, width: int) -> None:
    """From 20 mm on no line is wider than the column, and every reader gets the text exactly."""
    texts = [text for text in read_sample(tag) if len(text) > 80][:2]
    body = "".join(f"<p>{text}</p>" for text in texts)
    page = make_page(
        tag,
        f'<div class="narrow" style="width:{width}mm">{body}</div>',
        styles="body{margin:0;font-size:10.5pt}p{margin:0 0 3mm}",
    )
    data = print_page(page)
    edge = MARGIN + width / 25.4 * 72 + TOLERANCE
    with pymupdf.open(stream=data) as document:
        for sheet in document:
            for word in sheet.get_text("words"):
                assert word[2] < edge, word
    said = "".join("".join(texts).split())
    for name, read in READERS.items():
        assert "".join("".join(read(data)).split()) == said, name
