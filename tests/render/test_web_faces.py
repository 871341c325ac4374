"""render.html: a page's own faces shape its text as the whole faces do."""

from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from publisher.build.faces import FaceLibrary
from publisher.build.resources import known_faces, known_languages
from publisher.model.page import FaceUse
from publisher.render.faces import plan_faces
from publisher.render.html import make_web_faces

TEXTS = {
    "en": "The offices of five affiliates: “effective”, 1–18 December.",
    "my": "ရွှေ့ပြောင်းအလုပ်သမားများ၊ အင်္ဂလိပ် တက္ကသိုလ်၌ ဖွဲ့စည်းပုံ ၂၀၁၇",
    "km": "កម្ពុជា និងមីយ៉ាន់ម៉ា ប្ដេជ្ញាធ្វើសកម្មភាពរួមគ្នា ដើម្បីពលករ ខ្មែរ ស្ត្រី ១២៣",
}


def draw(data: bytes, text: str, language: str) -> list[object]:
    """What HarfBuzz draws: the outline, advance and offsets of each glyph."""
    font = hb.Font(hb.Face(hb.Blob(data)))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = language
    hb.shape(font, buffer)
    drawn: list[object] = []
    for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        pen = RecordingPen()
        font.draw_glyph_with_pen(info.codepoint, pen)
        drawn.append((pen.value, at.x_advance, at.x_offset, at.y_offset))
    return drawn


def unpack(data: bytes, folder: Path) -> bytes:
    """A WOFF2 as plain TrueType."""
    packed, plain = folder / "face.woff2", folder / "face.ttf"
    packed.write_bytes(data)
    with TTFont(packed) as font:
        font.flavor = None
        font.save(plain)
    return plain.read_bytes()


@pytest.mark.parametrize("role", ["text", "heading"])
@pytest.mark.parametrize("tag", sorted(TEXTS))
def test_subset_shapes_like_the_whole(tag: str, role: str, tmp_path: Path) -> None:
    """Every word is drawn by the subset exactly as by the face it was cut from."""
    style = known_languages(tmp_path)[tag].styles[role]
    use = FaceUse(style.families, style.weight, italic=False, language=tag)
    library = FaceLibrary(known_faces(tmp_path))
    plan = plan_faces({use: (TEXTS[tag],)}, library)
    faces, rules = make_web_faces(plan, library)
    cut = [
        (library[key][number], stretches)
        for key in sorted(plan.stretches)
        for number, stretches in sorted(plan.stretches[key].items())
    ]
    assert len(faces) == len(rules) == len(cut) > 0
    for face, (whole, stretches) in zip(faces, cut, strict=True):
        subset = unpack(face.data, tmp_path)
        assert len(face.data) < len(whole) / 4
        words = {word for stretch in stretches for word in stretch.text.split()}
        assert words
        for word in sorted(words):
            assert draw(subset, word, tag) == draw(whole, word, tag), word
