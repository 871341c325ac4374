"""render.faces, render.shaping and render.sfnt: a font of a document's own draws what the face
draws, and says which text each glyph is.

A long module, because it is one font, from the shape of words to its tables.
"""

import io
import struct
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
import uharfbuzz as hb
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

import publisher
from publisher.load.faces import load_faces, read_face
from publisher.model.errors import ContentError
from publisher.model.face import FaceKey
from publisher.model.page import FaceUse
from publisher.render.faces import ELSEWHERE, DocumentFace, make_faces, plan_faces
from publisher.render.layout_tables import chunks
from publisher.render.sfnt import (
    Component,
    TrueTypeFont,
    component_offsets,
    composite_outline,
    keep_tables,
)
from publisher.render.shaping import script_runs, shaping_font

FONTS = Path(publisher.__path__[0]) / "fonts"
FACES = load_faces(FONTS)
FILES = {key: read_face(face) for key, face in FACES.items()}

SAMPLES = {
    "en": (
        ("Noto Serif",),
        "AVATAR Type fjord office “Yes,” WAVE To. Zoë Müller-Nuñez Łódź Nguyễn Huệ 1–18 & 2024",
    ),
    "my": (
        ("Noto Sans Myanmar", "Noto Sans"),
        (
            "မန္တလေး သင်္ဘော ကြီး မြွေ ရွှေ့ပြောင်း ယောက်ျား ညှိနှိုင်း အင်္ဂလိပ် တက္ကသိုလ်၌ ဥက္ကဋ္ဌ "
            "(၁) ၂၀၁၇ ခုနှစ်၊ ဩဂုတ်လ ယား\u200cနိုင် MMN၏ က\u200dက"
        ),
    ),
    "km": (
        ("Noto Serif Khmer", "Noto Serif"),
        (
            "ស្ត្រី ក្រសួង ប៉ៃលិន ម៉េរិ ង្ខ្យ ខ្ញុំ ព័ត៌មាន សេដ្ឋកិច្ច កម្ពុជា បណ្ដុះបណ្ដាល បណ្តុះបណ្តាល "
            "ស៊\u200cីវិល ប៊ិន គោរព ៖ ១២៣ ឲ្យ MMN។ ចុះ កៅអី ប៉ុន្តែ"
        ),
    ),
}
WEIGHTS = [400, 700]

Contour = tuple[tuple[str, tuple[tuple[float, float], ...]], ...]


def use_of(language: str, weight: int = 400) -> FaceUse:
    """How the samples of a language are set."""
    return FaceUse(SAMPLES[language][0], weight, italic=False, language=language)


def faces_of(language: str, *texts: str, weight: int = 400) -> list[DocumentFace]:
    """The document faces of texts."""
    return make_faces({use_of(language, weight): texts}, FILES)


def shape(data: bytes, text: str, language: str) -> tuple[hb.Font, hb.Buffer]:
    """`text` as HarfBuzz sets it with a font."""
    font = hb.Font(hb.Face(hb.Blob(data)))
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = language
    hb.shape(font, buffer)
    return font, buffer


def glyphs(data: bytes, text: str, language: str) -> list[int]:
    """The glyphs of `text`, hidden ones left out."""
    _, buffer = shape(data, text, language)
    return [info.codepoint for info in buffer.glyph_infos]


def draw(data: bytes, text: str, language: str) -> tuple[list[Contour], int]:
    """All contours that `text` draws, each at its place, and the advance of the whole."""
    font, buffer = shape(data, text, language)
    contours: list[Contour] = []
    pen = 0
    for info, at in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        recorder = RecordingPen()
        font.draw_glyph_with_pen(info.codepoint, recorder)
        contours += place(recorder.value, pen + at.x_offset, at.y_offset)
        pen += at.x_advance
    return sorted(contours), pen


def place(
    value: Iterable[tuple[str, Sequence[tuple[float, float]]]], x: int, y: int
) -> list[Contour]:
    """What a pen recorded, by contours, moved by (x, y)."""
    contours: list[Contour] = []
    contour: list[tuple[str, tuple[tuple[float, float], ...]]] = []
    for name, points in value:
        contour.append((name, tuple((a + x, b + y) for a, b in points)))
        if name in {"closePath", "endPath"}:
            contours.append(tuple(contour))
            contour = []
    return contours


def stretches_of(language: str, weight: int) -> list[tuple[bytes, bytes, str]]:
    """The words of a sample, each with the original file and the document face that set it."""
    plan = plan_faces({use_of(language, weight): (SAMPLES[language][1],)}, FILES)
    made = {face.key: face.data for face in faces_of(language, SAMPLES[language][1], weight=weight)}
    return [
        (FILES[key][number], made[key], word)
        for key, numbers in plan.stretches.items()
        for number, stretches in numbers.items()
        for stretch in stretches
        for word in stretch.text.split()
    ]


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("language", sorted(SAMPLES))
def test_words_look_as_the_face_sets_them(language: str, weight: int) -> None:
    """Every contour of every word is where HarfBuzz puts it with the untouched face, kerning
    included, and the word is as wide."""
    words = stretches_of(language, weight)
    assert len(words) > 10
    for original, made, word in words:
        assert draw(made, word, language) == draw(original, word, language), word


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("language", sorted(SAMPLES))
def test_each_unit_is_one_glyph(language: str, weight: int) -> None:
    """A word has as many glyphs as units; the units' texts join to the word; two units have one
    glyph if and only if they have one text."""
    texts: dict[tuple[bytes, int], set[str]] = {}
    for original, made, word in stretches_of(language, weight):
        units = [unit.text for unit in shaping_font(original).units_of(word, language)]
        assert "".join(units) == word
        found = glyphs(made, word, language)
        assert len(found) == len(units), word
        assert 0 not in found
        for text, glyph in zip(units, found, strict=True):
            texts.setdefault((made, glyph), set()).add(text)
    assert all(len(said) == 1 for said in texts.values())
    pairs = [(made, text) for (made, _), said in texts.items() for text in said]
    assert len(set(pairs)) == len(pairs)


LETTERS = {
    "my": [*map(chr, (*range(0x1000, 0x1040), 0x104E)), *"အင်ျွှေ့ း"],
    "km": [*map(chr, (*range(0x1780, 0x17A3), *range(0x17B6, 0x17D4))), *"្្្ េោ"],
}
"""Letters and marks of a script, some of them more often."""


@pytest.mark.parametrize("language", sorted(LETTERS))
@settings(max_examples=200, deadline=None, derandomize=True)
@given(data=st.data())
def test_any_text_looks_right_and_is_read_back(language: str, data: st.DataObject) -> None:
    """Even letters in an order that no word has are drawn as the face draws them; the units join
    to the text."""
    letter = st.sampled_from(LETTERS[language]).filter(lambda letter: not letter.isspace())
    text = data.draw(letter.filter(str.isalpha)) + data.draw(st.text(letter, max_size=12))
    key = FaceKey(SAMPLES[language][0][0], 400)
    words = text.split()
    made = {face.key: face.data for face in faces_of(language, text)}
    for word in words:
        units = [unit.text for unit in shaping_font(FILES[key][0]).units_of(word, language)]
        assert "".join(units) == word
        assert draw(made[key], word, language) == draw(FILES[key][0], word, language)
        assert len(glyphs(made[key], word, language)) == len(units)


def test_kerning_is_carried_over() -> None:
    """Pairs that the face kerns stand closer than their advances, in the document face too."""
    (face,) = faces_of("en", "AVATAR To")
    _, whole = draw(face.data, "AV", "en")
    (_, a), (_, v) = draw(face.data, "A", "en"), draw(face.data, "V", "en")
    assert whole < a + v
    assert whole == draw(FILES[FaceKey("Noto Serif", 400)][0], "AV", "en")[1]


def test_two_spellings_are_two_glyphs() -> None:
    """COENG DA and COENG TA look the same and stay two glyphs, so that each can be read back."""
    (face,) = faces_of("km", "ប្ដ ប្ត")
    assert draw(face.data, "ប្ដ", "km") == draw(face.data, "ប្ត", "km")
    da, ta = glyphs(face.data, "ប្ដ", "km"), glyphs(face.data, "ប្ត", "km")
    assert len(da) == len(ta) == 1
    assert da != ta


@pytest.mark.parametrize(
    ("language", "text"),
    [("km", "ស៊\u200cី"), ("my", "ယား\u200cနိုင်"), ("my", "က\u200dက"), ("my", "\u200cက")],
)
def test_joiners_belong_to_what_is_drawn(language: str, text: str) -> None:
    """A joiner or non-joiner never stands alone: HarfBuzz would take its glyph, and its text with
    it."""
    key = FaceKey(SAMPLES[language][0][0], 400)
    units = [unit.text for unit in shaping_font(FILES[key][0]).units_of(text, language)]
    assert "".join(units) == text
    assert not {"\u200c", "\u200d"} & set(units)


@pytest.mark.parametrize("mark", ["\u200b", "\u2060"])
def test_break_marks_draw_nothing(mark: str) -> None:
    """A break mark inside a text changes neither its ink nor its width."""
    (face,) = faces_of("km", f"កម្ពុជា{mark}និង")
    apart, together = (draw(face.data, text, "km") for text in (f"កម្ពុជា{mark}និង", "កម្ពុជានិង"))
    assert apart == together


@pytest.mark.parametrize("language", sorted(SAMPLES))
def test_uncovered_character(language: str) -> None:
    """A character that no face of the chain holds is an error that names it and its text."""
    with pytest.raises(ContentError, match=r"U\+16A0 RUNIC LETTER FEHU.*in: no ᚠ face") as caught:
        faces_of(language, "no ᚠ face")
    assert [finding.id for finding in caught.value.findings] == ["message/glyph-coverage"]


def test_same_bytes_whatever_the_order() -> None:
    """The faces follow from the set of texts: order and repetition change no byte."""
    words = SAMPLES["km"][1].split()
    once = faces_of("km", *words)
    assert faces_of("km", *reversed(words), *words) == once
    assert faces_of("km", *words[1:]) != once


def test_weights_of_a_family_hold_the_same_characters() -> None:
    """Fontconfig ranks coverage above weight: so both weights hold all characters of the two."""
    regular, bold = "ស្ត្រី", "ព័ត៌មាន"
    faces = make_faces({use_of("km"): (regular,), use_of("km", 700): (bold,)}, FILES)
    first, second = (set(TTFont(io.BytesIO(face.data)).getBestCmap()) for face in faces)
    assert [face.key.weight for face in faces] == [400, 700]
    assert first == second >= set(map(ord, regular + bold))


def test_a_weight_draws_only_what_is_set_in_it() -> None:
    """What only the other weight sets costs a face nothing but an entry in its map, to a glyph that
    tells should it ever be asked for here; made alike, each draws all."""
    regular, bold = "ស្ត្រី ក្រសួង បណ្ដុះបណ្ដាល", "ព័ត៌មាន"
    texts = {use_of("km"): (regular,), use_of("km", 700): (bold,)}
    fonts = [TTFont(io.BytesIO(face.data)) for face in make_faces(texts, FILES)]
    (alone,) = [TTFont(io.BytesIO(f.data)) for f in make_faces({use_of("km", 700): (bold,)}, FILES)]
    assert fonts[1]["maxp"].numGlyphs == alone["maxp"].numGlyphs < fonts[0]["maxp"].numGlyphs
    extra = set(fonts[1].getBestCmap()) - set(alone.getBestCmap())
    elsewhere = fonts[1].getGlyphOrder()[ELSEWHERE]
    assert {fonts[1].getBestCmap()[code] for code in extra} == {elsewhere}
    assert fonts[1]["glyf"][elsewhere] == fonts[1]["glyf"][fonts[1].getGlyphOrder()[0]]
    for face in make_faces(texts, FILES, alike=True):
        for text in (regular, bold):
            assert draw(face.data, text, "km") == draw(FILES[face.key][0], text, "km")


def test_a_sister_with_fewer_files() -> None:
    """A family whose bold face comes in one file, and its regular one in two, sets each text with
    the files that are there."""
    regular, latin = FILES[FaceKey("Noto Serif Khmer", 400)], FILES[FaceKey("Noto Serif", 400)]
    files = {
        FaceKey("Own", 400): (*regular, *latin),
        FaceKey("Own", 700): FILES[FaceKey("Noto Serif Khmer", 700)],
    }
    uses = [FaceUse(("Own",), weight, italic=False, language="km") for weight in (400, 700)]
    faces = make_faces({uses[0]: ("ស្ត្រី Žena",), uses[1]: ("ស្ត្រី",)}, files)
    assert [face.key.weight for face in faces] == [400, 700]
    for face in faces:
        assert draw(face.data, "ស្ត្រី", "km") == draw(files[face.key][0], "ស្ត្រី", "km")


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("MMNបាន", ["MMN", "បាន"]),
        ("(CSOs)មាន", ["(CSOs)", "មាន"]),
        ("១២(MMN)ទេស,abc", ["១២(", "MMN)", "ទេស,", "abc"]),
        ("၂၀၁၆", ["၂၀၁၆"]),
        ("“ក”", ["“ក”"]),
        ("2016–17", ["2016–17"]),
    ],
)
def test_scripts_of_a_word(text: str, runs: list[str]) -> None:
    """A word is shaped script by script, as Pango does; what scripts share goes with what stands
    before, or at the start with what follows."""
    assert script_runs(text) == runs


@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("km", "(CSOs)សង្គមស៊ីវិលបទពិសោធន៍"),
        ("km", "MAPកម្មករម្ចាស់ផ្ទះ"),
        ("my", "MMNအဖွဲ့ဝင်"),
    ],
)
def test_words_of_two_scripts(language: str, word: str) -> None:
    """Where Latin letters and others stand together without a space, each letter keeps the shape
    that its own script gives it, and its own glyph."""
    key = FaceKey(SAMPLES[language][0][0], 400)
    font = shaping_font(FILES[key][0])
    units = [unit.text for run in script_runs(word) for unit in font.units_of(run, language)]
    assert [unit.text for unit in font.units_of(word, language)] == units
    assert max(map(len, units)) < 8
    made = {face.key: face.data for face in faces_of(language, word)}[key]
    for run in script_runs(word):
        if font.holds(run):
            assert draw(made, run, language) == draw(FILES[key][0], run, language), run


def test_a_character_that_draws_nothing() -> None:
    """A soft hyphen that no file holds stands in a face as a glyph without ink."""
    (face,) = faces_of("my", "က\u00adခ")
    assert draw(face.data, "က\u00adခ", "my") == draw(face.data, "ကခ", "my")


def test_faces_are_named_by_family_and_language() -> None:
    """One text in two languages has a face of each, as it may be shaped differently."""
    uses = [FaceUse(("Noto Serif",), 400, italic=False, language=tag) for tag in ("km", "en")]
    faces = make_faces(dict.fromkeys(uses, ("MMN",)), FILES)
    assert [face.family for face in faces] == ["Noto Serif en", "Noto Serif km"]
    for face in faces:
        assert TTFont(io.BytesIO(face.data))["name"].getDebugName(1) == face.family


def test_a_face_holds_nothing_that_was_not_asked_for() -> None:
    """Its characters are those of the text, the spaces and the break marks."""
    (face,) = faces_of("en", "abc")
    font = TTFont(io.BytesIO(face.data))
    assert set(font.getBestCmap()) == set(map(ord, "abc \u00a0\u200b\u2060"))
    assert len(face.data) < 10_000


@pytest.mark.parametrize("language", sorted(SAMPLES))
def test_faces_are_sound_fonts(language: str) -> None:
    """A font library reads every table of a document face, checksums included, and can write it."""
    for face in faces_of(language, SAMPLES[language][1]):
        font = TTFont(io.BytesIO(face.data), checkChecksums=2, lazy=False)
        font.ensureDecompiled()
        font.save(io.BytesIO())
        assert font["maxp"].numGlyphs == len(font.getGlyphOrder())
        assert {"cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "name", "post"} <= set(
            font.keys()
        )


# render.sfnt


@pytest.mark.parametrize("file", [file for face in FACES.values() for file in face.files], ids=str)
def test_tables_are_read_as_fonttools_reads_them(file) -> None:
    """Units, advances, boxes and the parts of composites are those that fontTools finds."""
    data = file.path.read_bytes()
    ours = TrueTypeFont(data)
    theirs = TTFont(io.BytesIO(data), lazy=True)
    assert ours.units_per_em == theirs["head"].unitsPerEm
    order = theirs.getGlyphOrder()
    assert list(ours.advances) == [theirs["hmtx"][name][0] for name in order]
    glyf = theirs["glyf"]
    step = max(1, len(order) // 60)
    for number in range(0, len(order), step):
        glyph = glyf[order[number]]
        box = ours.box(number)
        if not glyph.numberOfContours:
            assert box is None
            continue
        assert box == (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax)
        outline = ours.outline(number)
        parts = [struct.unpack_from(">H", outline, at)[0] for at in component_offsets(outline)]
        expected = [c.glyphName for c in glyph.components] if glyph.isComposite() else []
        assert [order[part] for part in parts] == expected


def test_composite_outline() -> None:
    """A composite names its parts in order, each at its offset."""
    box = TrueTypeFont(FILES[FaceKey("Noto Serif", 400)][0]).box(40)
    assert box is not None
    outline = composite_outline([Component(3, 0, 0), Component(500, -20, 70)], box)
    parts = [struct.unpack_from(">Hhh", outline, at) for at in component_offsets(outline)]
    assert parts == [(3, 0, 0), (500, -20, 70)]
    assert struct.unpack_from(">5h", outline) == (-1, *box)


def test_many_ligatures_and_pairs() -> None:
    """Tables with hundreds of ligatures and kerning pairs, over several subtables, still work."""
    consonants = [chr(code) for code in range(0x1780, 0x17A3)]
    words = [f"{first}្{second}" for first in consonants for second in consonants[:20]]
    (face,) = faces_of("km", *words)
    original = FILES[FaceKey("Noto Serif Khmer", 400)][0]
    for word in words[::7]:
        assert len(glyphs(face.data, word, "km")) == 1
        assert draw(face.data, word, "km") == draw(original, word, "km")
    latin = [a + b for a in "AFLPTVWXYkrvwxy" for b in "AaCcdeoOTuvwyVW.,"]
    (face,) = faces_of("en", *latin)
    original = FILES[FaceKey("Noto Serif", 400)][0]
    for pair in latin:
        assert draw(face.data, pair, "en") == draw(original, pair, "en"), pair


def test_chunks() -> None:
    """Runs of at most so many bytes, in order, nothing lost; what is larger stands alone."""
    sets = {1: b"aa", 2: b"bb", 3: b"ccccc", 4: b"d", 5: b"e"}
    assert chunks(sets, 4) == [{1: b"aa", 2: b"bb"}, {3: b"ccccc"}, {4: b"d", 5: b"e"}]
    assert chunks({}, 4) == []


def test_keep_tables() -> None:
    """A font without tables that nobody asks for: those that stay are as they were."""
    data = FILES[FaceKey("Noto Serif", 400)][0]
    small, whole = keep_tables(data, {"glyf", "loca", "head", "maxp"}), TTFont(io.BytesIO(data))
    font = TTFont(io.BytesIO(small), checkChecksums=2)
    assert set(font.keys()) == {"GlyphOrder", "glyf", "loca", "head", "maxp"}
    for tag in ("glyf", "loca", "maxp"):
        assert font.reader[tag] == whole.reader[tag]
