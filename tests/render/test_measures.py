"""render.faces: how wide a text is at least, before anything is set."""

import uharfbuzz as hb
from printing import FILES, LANGUAGES, TEXTS

from publisher.model.face import FaceKey
from publisher.model.page import FaceUse
from publisher.render.faces import measure_text

KHMER = FaceUse(
    families=("Noto Serif Khmer", "Noto Serif"), weight=400, italic=False, language="km"
)


def shape(word: str, data: bytes) -> float:
    """The width of a word in ems, as HarfBuzz sets it."""
    face = hb.Face(data)
    buffer = hb.Buffer()
    buffer.add_str(word)
    buffer.guess_segment_properties()
    buffer.language = "km"
    hb.shape(hb.Font(face), buffer)
    return sum(position.x_advance for position in buffer.glyph_positions) / face.upem


def test_a_word_is_as_wide_as_it_is_set() -> None:
    """A word of one script has the width that HarfBuzz gives it in its own face."""
    khmer, latin = (FILES[FaceKey(family=f, weight=400, italic=False)] for f in KHMER.families)
    word = "ទេសន្តរប្រវេសន៍"
    assert measure_text(word, KHMER, FILES) == max(shape(word, data) for data in khmer[:1])
    assert measure_text("AVATAR", KHMER, FILES) == shape("AVATAR", latin[0])
    both = measure_text(f"{word} AVATAR", KHMER, FILES)
    assert both == measure_text(word, KHMER, FILES) + measure_text("AVATAR", KHMER, FILES)


def test_a_text_is_never_measured_too_wide() -> None:
    """Spaces do not count, and no word counts more than once for each time that it is said: a title
    that is tried in vain costs less than one that is never tried."""
    for tag, text in TEXTS.items():
        style = LANGUAGES[tag].styles["text"]
        use = FaceUse(families=style.families, weight=style.weight, italic=False, language=tag)
        words = sum(measure_text(word, use, FILES) for word in text.split())
        assert words * 0.9 < measure_text(text, use, FILES) < words + 1e-6
