"""render.html: a page's own faces shape its text as the whole faces do."""

from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from publisher.build.faces import FaceLibrary
from publisher.build.resources import known_faces, known_languages
from publisher.model.page import FaceUse
from publisher.render.faces import FacePlan, plan_faces
from publisher.render.html import cut_face, plan_slices

LANGUAGES = known_languages(Path())
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


def plan_words(tag: str, role: str, texts: tuple[str, ...]) -> tuple[FacePlan, FaceLibrary]:
    """Which faces set `texts` in a role of a language."""
    style = LANGUAGES[tag].styles[role]
    use = FaceUse(style.families, style.weight, italic=False, language=tag)
    library = FaceLibrary(known_faces(Path()))
    return plan_faces({use: texts}, library), library


@pytest.mark.parametrize("role", ["text", "heading"])
@pytest.mark.parametrize("tag", sorted(TEXTS))
@pytest.mark.parametrize("length", [8, 80])
def test_slice_shapes_like_the_whole(tag: str, role: str, length: int, tmp_path: Path) -> None:
    """Every word is drawn by a slice exactly as by the file it was cut from, whether it holds an
    alphabet or the letters of a few words."""
    plan, library = plan_words(tag, role, (TEXTS[tag][:length],))
    slices = plan_slices(plan, library, LANGUAGES)
    assert len(slices) == sum(map(len, plan.stretches.values())) > 0
    for cut in slices:
        whole = library[cut.key][cut.number]
        data = cut_face(whole, cut.characters)
        assert len(data) < len(whole) / 2
        drawn = unpack(data, tmp_path)
        words = {
            word for stretch in plan.stretches[cut.key][cut.number] for word in stretch.text.split()
        }
        assert words
        for word in sorted(words):
            assert draw(drawn, word, tag) == draw(whole, word, tag), word


def test_pages_share_slices() -> None:
    """Two long texts of a language ask for the same slices, and a label for no more than itself."""
    letters = "ကခဂဃငစဆဇဈဉညတထဒဓနပဖဗဘမယရလဝသဟဠအ"
    first, second = (
        plan_slices(*plan_words("my", "text", (text,)), LANGUAGES)
        for text in (f"{TEXTS['my']} {letters}", f"{letters} ဣဤဥဧဩ")
    )
    native = [cut for cut in (*first, *second) if cut.key.family == "Noto Sans Myanmar"]
    assert native[0] == native[1]
    (label,) = plan_slices(*plan_words("my", "text", ("မြန်မာ",)), LANGUAGES)
    assert label.characters <= set("မြန်မာ")
    assert len(native[0].characters) > len(label.characters) * 5


def test_rare_letters_are_loaded() -> None:
    """A text beyond the alphabet of its language finds all its letters."""
    text = TEXTS["my"].replace("၊", "") + "ကခဂဃငစဆဇဈဉညတထဒဓနပဖဗဘမယရလဝသဟဠအ\u1075\u1076\u1077\u1078"
    cut, *_ = plan_slices(*plan_words("my", "text", (text,)), {"my": LANGUAGES["my"]})
    assert {"\u1075", "\u1076"} <= cut.characters
