"""Messages are found on a web page and on paper, and marking them changes nothing else."""

import re

from preview_world import Preview

from publisher.preview.places import Character, find_spots, mark_messages

SLUG = "2024-02-10-water-for-two-deltas"


def test_marks_stand_at_the_innermost_block() -> None:
    """A message is marked where its words stand, through inline elements and joined words; one
    whose words are the whole of a later block is not marked in an earlier one that holds them."""
    html = (
        "<html><head><title>Tea</title></head><body><p>Some tea and <em>coffee</em></p>"
        '<h2 class="a">Tea</h2><img src="x.png" alt="A cup"><ul><li>Milk</li></ul></body></html>'
    )
    marked = mark_messages(html, ["Tea", "coffee", "A cup", "Milk", "Sugar", ""])
    assert '<h2 data-message="1" class="a">' in marked
    assert '<p data-message="2">' in marked
    assert '<img data-message="3" src="x.png"' in marked
    assert '<li data-message="4">' in marked
    assert marked.count("data-message") == 4
    assert re.sub(r' data-message="[^"]*"', "", marked) == html


def test_spots_are_boxes_around_words() -> None:
    """A text is found without its spaces, also where a letter is composed on paper; its box ends
    with its page."""
    letters = [("c", 1), ("a", 1), ("f", 1), ("e\u0301"[0], 1), ("\u0301", 1), ("b", 1), ("c", 2)]
    characters = [
        Character(text, page, i / 10, 0.5, i / 10 + 0.1, 0.6)
        for i, (text, page) in enumerate(letters)
    ]
    first, second = find_spots(characters, ["ca f\u00e9", "b c", "tea"])
    assert (first.message, first.page, first.left, first.top) == (1, 1, 0.0, 0.5)
    assert (round(first.width, 3), round(first.height, 3)) == (0.5, 0.1)
    assert (second.message, second.page) == (2, 1)
    assert round(second.width, 3) == 0.1


def test_page_is_the_one_that_is_published(preview: Preview) -> None:
    """But for the marks, the page in the preview is what `build` publishes, byte for byte; every
    paragraph of it is marked, in Khmer as in English."""
    preview.newsroom.build(SLUG)
    for tag in ("en", "km"):
        shown = preview.get(f"/edition/{SLUG}/{tag}")
        (src,) = re.findall(rf'src="(/site/{tag}/[^"]*)"', shown)
        page = preview.get(src)
        published = (preview.newsroom.site / tag / SLUG / "index.html").read_text("utf-8")
        assert re.sub(r' data-message="[^"]*"', "", page) == published
        article = page.split("<article", 1)[1].split("</article", 1)[0]
        assert len(re.findall(r"<(?:p|h\d|li)\b[^>]* data-message", article)) > 5
        assert not re.search(r"<p>", article.split('class="body"', 1)[1])
