"""The bundled faces are what their record says, may be passed on, and can set their scripts."""

import hashlib
import io
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont

import publisher
from publisher.load.faces import load_faces, read_face
from publisher.model.face import Face, FaceFile, FaceKey

FONTS = Path(publisher.__path__[0]) / "fonts"
FACES = load_faces(FONTS)
FILES = [file for face in FACES.values() for file in face.files]

SIZE_LIMIT = 4_000_000
"""Bytes that all bundled font files together may take."""

SCRIPT_TAGS = {
    "myanmar": "mym2",
    "khmer": "khmr",
    "thai": "thai",
    "lao": "lao ",
    "latin": "latn",
}
"""OpenType script tags, https://learn.microsoft.com/typography/opentype/spec/scripttags."""

ESSENTIALS = {
    # The Burmese letters, signs, digits and punctuation of the Myanmar block, all assigned.
    "myanmar": {*range(0x1000, 0x1050), *map(ord, " \u00a0\u25cc")},
    # Letters, independent and dependent vowels, signs, punctuation, riel and digits, without
    # what Unicode discourages: U+17A3, U+17A4, U+17B4, U+17B5, U+17D8 and the lunar date symbols.
    "khmer": {
        *range(0x1780, 0x17A3),
        *range(0x17A5, 0x17B4),
        *range(0x17B6, 0x17D8),
        *range(0x17D9, 0x17DE),
        *range(0x17E0, 0x17EA),
        *map(ord, " \u00a0\u25cc"),
    },
    # All that is assigned in the two blocks, without the Pali letters that Lao gained in 2019.
    "thai": {*range(0x0E01, 0x0E3B), *range(0x0E3F, 0x0E5C), *map(ord, " \u00a0\u25cc")},
    "lao": {
        *map(ord, "ກຂຄງຈຊຍດຕຖທນບປຜຝພຟມຢຣລວສຫອຮຯະາຽເແໂໃໄໆໜໝ"),
        *range(0x0EB1, 0x0EBA),
        *range(0x0EBB, 0x0EBE),
        *range(0x0EC8, 0x0ECE),
        *range(0x0ED0, 0x0EDA),
        *map(ord, " \u00a0\u25cc"),
    },
    "latin": {
        *range(0x20, 0x7F),
        *map(ord, "\u00a0“”\u2018\u2019«»\u2013—…•·©®°§\u00d7€éèêëàâäçñöüßœÆØåĀśĐđơưạằễệỡửỳ"),
    },
}

SAMPLES = {
    # A stack, kinzi, a great ra, a reordered e with medials, and two ways to write finals.
    "myanmar": "မန္တလေး သင်္ဘော ကြီး မြွေ ရွှေ့ပြောင်း ယောက်ျား ညှိနှိုင်း",
    # Two subscripts, pre-base ro, register shifters that move, and signs above.
    "khmer": "ស្ត្រី ក្រសួង ប៉ៃលិន ម៉េរិ ង្ខ្យ ខ្ញុំ ព័ត៌មាន សេដ្ឋកិច្ច កម្ពុជា",
    # SARA AM with a tone, a vowel and a tone over a tall letter, letters that lose their foot.
    "thai": "น้ำ ค่ำ ปู่ ที่ ฟื้น ฎุ ฐู ญี่ปุ่น กรุงเทพฯ",
    "lao": "ນ້ຳ ຄ່ຳ ປູ່ ທີ່ ຟື້ນ ຫຼວງ ຍີ່ປຸ່ນ ທຸກໆ",
    "latin": "Mekong Migration Network “Việt Nam”",
}


def open_font(file: FaceFile) -> TTFont:
    """The font in `file`, as fontTools reads it."""
    return TTFont(io.BytesIO(file.path.read_bytes()), lazy=True)


def script_of(face: Face) -> str:
    """The script a face is there for, by its first file."""
    return face.files[0].subset


def name_face(face: Face) -> str:
    """How pytest calls a face."""
    slant = "-italic" if face.italic else ""
    return f"{face.family}-{face.weight}{slant}".replace(" ", "")


def name_file(file: FaceFile) -> str:
    """How pytest calls a file."""
    return f"{file.path.parent.name}-{file.path.stem}"


each_face = pytest.mark.parametrize("face", FACES.values(), ids=name_face)
each_file = pytest.mark.parametrize("file", FILES, ids=name_file)


def test_every_pinned_file_is_recorded(tool: ModuleType) -> None:
    """Each bundled package has a file for each of its styles and subsets, and none besides."""
    pins = tool.read_record(FONTS / "fonts.toml").package
    wanted = {
        FaceKey(pin.family, weight, italic): list(pin.subsets)
        for pin in pins
        if pin.bundled
        for italic, weights in ((False, pin.weights), (True, pin.italics))
        for weight in weights
    }
    assert {key: [file.subset for file in face.files] for key, face in FACES.items()} == wanted


def test_the_families_of_the_design_are_there() -> None:
    """Every script but Chinese has two weights, Khmer titles Mul, emphasis an italic."""
    families = (
        *("Noto Sans", "Noto Serif", "Noto Sans Myanmar", "Noto Serif Khmer"),
        *("Noto Sans Thai", "Noto Sans Lao"),
    )
    assert FACES.keys() == {
        *(FaceKey(family, weight) for family in families for weight in (400, 700)),
        FaceKey("Noto Serif", 400, italic=True),
        FaceKey("Moul", 400),
    }


def test_a_face_agrees_with_its_key() -> None:
    """A face and its files repeat the family, weight and slant that the face is found by."""
    for key, face in FACES.items():
        assert FaceKey(face.family, face.weight, face.italic) == key
        for file in face.files:
            assert FaceKey(file.family, file.weight, file.italic) == key


def test_nothing_lies_there_unrecorded() -> None:
    """Every file in the folder is in the record, a licence of one that is, or known by name."""
    recorded = {file.path for file in FILES} | {file.path.parent / "OFL.txt" for file in FILES}
    known = {FONTS / "fonts.toml", FONTS / "fonts.conf"}
    assert {path for path in FONTS.rglob("*") if path.is_file()} == recorded | known


def test_the_record_is_in_the_tools_own_form(tool: ModuleType) -> None:
    """Writing the record anew gives the same bytes, so only a change of content changes it."""
    path = FONTS / "fonts.toml"
    record = tool.read_record(path)
    assert tool.format_record(record.package, record.face) == path.read_text(encoding="utf-8")


def test_the_record_tells_each_file_truly(tool: ModuleType) -> None:
    """SHA-256, size, version, units per em, weight and slant are those of the file."""
    for face in tool.read_record(FONTS / "fonts.toml").face:
        content = (FONTS / face.file).read_bytes()
        font = TTFont(io.BytesIO(content), lazy=True)
        assert (hashlib.sha256(content).hexdigest(), len(content)) == (face.sha256, face.size)
        assert font["name"].getDebugName(5) == face.version
        assert font["name"].getDebugName(1) == face.family
        assert font["head"].unitsPerEm == face.units_per_em
        assert font["OS/2"].usWeightClass == face.weight
        assert bool(font["OS/2"].fsSelection & tool.ITALIC) == face.italic
        assert (font["post"].italicAngle != 0) == face.italic


def test_all_faces_together_stay_small() -> None:
    """The bundled fonts take less than 4 MB."""
    assert sum(file.path.stat().st_size for file in FILES) < SIZE_LIMIT


@each_file
def test_the_licence_lies_beside(file: FaceFile, tool: ModuleType) -> None:
    """The whole text of the OFL, opened by a copyright notice, stands in the font's folder."""
    text = (file.path.parent / "OFL.txt").read_text(encoding="utf-8")
    notice, title, rest = text.partition(tool.LICENCE_TITLE)
    assert notice.startswith("Copyright")
    assert title
    for heading in (
        "PREAMBLE",
        "DEFINITIONS",
        "PERMISSION & CONDITIONS",
        "TERMINATION",
        "DISCLAIM",
    ):
        assert heading in rest


def test_no_reserved_name_is_bundled(tool: ModuleType) -> None:
    """No bundled family's pin, licence text or font file reserves its name."""
    for pin in tool.read_record(FONTS / "fonts.toml").package:
        assert not (pin.bundled and pin.reserved_name), pin.family
    for file in FILES:
        licence = (file.path.parent / "OFL.txt").read_text(encoding="utf-8")
        notices = [licence.partition(tool.LICENCE_TITLE)[0]]
        notices.extend(tool.list_notices(file.path.read_bytes()))
        assert not [notice for notice in notices if tool.RESERVED_NAME.search(notice)], file.path


@each_file
def test_a_document_may_embed_the_font(file: FaceFile) -> None:
    """OS/2.fsType is 0, installable embedding: PDF programs may embed and subset it."""
    assert open_font(file)["OS/2"].fsType == 0


@each_face
def test_the_layout_tables_know_the_script(face: Face) -> None:
    """The first file substitutes and positions glyphs by rules of its script."""
    font = open_font(face.files[0])
    tags = {
        table: {record.ScriptTag for record in font[table].table.ScriptList.ScriptRecord}
        for table in ("GSUB", "GPOS")
    }
    assert SCRIPT_TAGS[script_of(face)] in tags["GSUB"] & tags["GPOS"]


@each_face
def test_a_face_holds_what_its_script_needs(face: Face) -> None:
    """The files of a face together hold every character in common use, space included."""
    held = {code for file in face.files for code in open_font(file).getBestCmap()}
    assert sorted(map(hex, ESSENTIALS[script_of(face)] - held)) == []


@each_face
def test_words_are_shaped_whole(face: Face) -> None:
    """Words hard to shape need no missing glyph, and no dotted circle under a stray sign."""
    script = script_of(face)
    for word in SAMPLES[script].split():
        fonts = [file for file in face.files if set(map(ord, word)) <= set(open_cmap(file))]
        if not fonts:
            continue
        buffer = uharfbuzz.Buffer()
        buffer.add_str(word)
        buffer.guess_segment_properties()
        font = uharfbuzz.Font(uharfbuzz.Face(fonts[0].path.read_bytes()))
        uharfbuzz.shape(font, buffer)
        names = {font.glyph_to_string(info.codepoint) for info in buffer.glyph_infos}
        circle = open_cmap(fonts[0]).get(0x25CC)
        assert not names & {".notdef", "gid0", circle}, word


def open_cmap(file: FaceFile) -> dict[int, str]:
    """The characters of a font file, with the names of their glyphs."""
    return dict(open_font(file).getBestCmap())


def test_the_styles_of_a_family_hold_the_same_characters() -> None:
    """Fontconfig ranks language coverage above style, so a fuller style would take all text.

    Only the som sign, U+20C0, which no language of ours writes, is missing in the italic: the
    italic of the package is an older version than the upright.
    """
    for key, face in FACES.items():
        regular = FACES[FaceKey(key.family, 400)]
        for file, other in zip(face.files, regular.files, strict=True):
            unequal = open_cmap(file).keys() ^ open_cmap(other).keys()
            assert unequal <= ({0x20C0} if key.italic else set()), key


@each_face
def test_reading_gives_the_files_in_order(face: Face) -> None:
    """The bytes come in the order of preference, one for each file, as they lie on disk."""
    assert read_face(face) == tuple(file.path.read_bytes() for file in face.files)


def test_the_fontconfig_configuration_names_no_fonts() -> None:
    """`fonts.conf` has no directory, no include and no rule: only what a page declares counts."""
    root = ET.parse(FONTS / "fonts.conf").getroot()
    assert [element.tag for element in root] == ["description", "cachedir"]


def test_pdfs_are_made_without_the_hosts_fonts(tmp_path: Path) -> None:
    """With `fonts.conf` fontconfig stays silent, though HOME cannot hold a cache."""
    home = tmp_path / "home"
    home.write_text("a file, so that not even root can write into it")
    font = FACES[FaceKey("Noto Serif Khmer", 400)].files[0].path.as_uri()
    program = f"""
import warnings
warnings.filterwarnings("ignore", "No fonts configured")
import weasyprint
page = '''<style>@font-face {{ font-family: B; src: url({font}) }} p {{ font-family: B, serif }}
</style><p lang="km">កម្ពុជា<p lang="my">မြန်မာ'''
weasyprint.HTML(string=page).write_pdf("page.pdf")
"""
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("FONTCONFIG_", "FC_", "XDG_"))
    }
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=tmp_path,
        env={**environment, "HOME": str(home), "FONTCONFIG_FILE": str(FONTS / "fonts.conf")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert "ontconfig" not in done.stderr
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF-")
