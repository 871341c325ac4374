"""The bundled faces are what their record says, may be passed on, and can set their scripts."""

import hashlib
import importlib.util
import io
import os
import pickle
import re
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest
import uharfbuzz
from fontTools.ttLib import TTFont
from world import ROOT

import publisher
from publisher.load.faces import load_faces, load_own_faces, merge_faces, read_face
from publisher.model.errors import EnvironmentProblem
from publisher.model.face import Face, FaceFile, FaceKey

FONTS = Path(publisher.__path__[0]) / "fonts"
TOOL = ROOT / "tools" / "fetch_faces.py"
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


@pytest.fixture(scope="module")
def tool() -> ModuleType:
    """`tools/fetch_faces.py` as a module; tools is no package."""
    spec = importlib.util.spec_from_file_location("fetch_faces", TOOL)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def fonts(tmp_path: Path) -> Path:
    """A copy of the bundled fonts, to be damaged."""
    return Path(shutil.copytree(FONTS, tmp_path / "fonts"))


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


def test_a_reserved_name_is_recognised(tool: ModuleType) -> None:
    """Both wordings found in real notices count as reserving a name; a denial does not."""
    assert tool.RESERVED_NAME.search('International\nwith Reserved Font Names "Padauk", "Namkio"')
    assert tool.RESERVED_NAME.search("Danh Hong (nextspell.com),\nwith Reserved Font Name Moul.")
    assert not tool.RESERVED_NAME.search("Copyright 2022 X, with no Reserved Font Name.")


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


def test_faces_are_read_without_their_fonts(tmp_path: Path) -> None:
    """Loading opens nothing but the record: the fonts may even be absent."""
    shutil.copy(FONTS / "fonts.toml", tmp_path)
    assert load_faces(tmp_path).keys() == FACES.keys()


def test_faces_are_plain_data() -> None:
    """Faces survive pickling, so that they can cross to a worker process."""
    assert pickle.loads(pickle.dumps(dict(FACES))) == FACES


@each_face
def test_reading_gives_the_files_in_order(face: Face) -> None:
    """The bytes come in the order of preference, one for each file, as they lie on disk."""
    assert read_face(face) == tuple(file.path.read_bytes() for file in face.files)


def test_damaged_and_missing_files_are_reported_together(fonts: Path) -> None:
    """A changed byte and a missing file stop the run with exit code 3, both named, with a hint."""
    damaged = fonts / "noto-serif" / "400-latin.ttf"
    content = bytearray(damaged.read_bytes())
    content[len(content) // 2] ^= 1
    damaged.write_bytes(content)
    missing = fonts / "noto-serif" / "400-vietnamese.ttf"
    missing.unlink()

    with pytest.raises(EnvironmentProblem) as raised:
        read_face(load_faces(fonts)[FaceKey("Noto Serif", 400)])

    assert raised.value.exit_code == 3
    findings = raised.value.findings
    assert [(finding.id, finding.path) for finding in findings] == [
        ("face/damaged", damaged.as_posix()),
        ("face/unreadable", missing.as_posix()),
    ]
    assert all("reinstall" in finding.hint for finding in findings)


def test_a_truncated_file_is_refused(fonts: Path) -> None:
    """An empty font file, as a full disk leaves it, is damaged, not an empty font."""
    (fonts / "moul" / "400-khmer.ttf").write_bytes(b"")
    with pytest.raises(EnvironmentProblem, match="face/damaged"):
        read_face(load_faces(fonts)[FaceKey("Moul", 400)])


RECORD = """
[[face]]
family = "A"
weight = 400
subset = "latin"
file = "a/400-latin.ttf"
version = "1"
sha256 = "{digest}"
""".format(digest="0" * 64)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "`face`"),
        ("face = [", "damaged"),
        (RECORD.replace("400-latin", "400\udcff"), "utf-8"),
        (RECORD.replace("weight = 400", 'weight = "bold"'), "weight"),
        (RECORD.replace("000", "xyz"), "sha256"),
        (RECORD + 'italic = "yes"', "italic"),
        (RECORD + RECORD, "A 400 latin is listed twice"),
        (2 * (RECORD + "italic = true"), "A 400 italic latin is listed twice"),
        (RECORD.replace("a/400", "../400"), "does not lie in the folder"),
        (RECORD.replace("a/400", "/400"), "does not lie in the folder"),
    ],
    ids=[
        "empty",
        "syntax",
        "encoding",
        "type",
        "digest",
        "slant",
        "twice",
        "italic-twice",
        "above",
        "absolute",
    ],
)
def test_a_malformed_record_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """A record that cannot be trusted stops the run with exit code 3 and says where it is wrong."""
    path = tmp_path / "fonts.toml"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(EnvironmentProblem, match=re.escape(message)) as raised:
        load_faces(tmp_path)
    assert raised.value.exit_code == 3
    assert raised.value.findings[0].path == path.as_posix()


def test_the_slant_tells_faces_apart(tmp_path: Path) -> None:
    """One family in one weight, upright and italic, is two faces; upright is the default."""
    (tmp_path / "fonts.toml").write_text(f"{RECORD}\n{RECORD}italic = true\n", encoding="utf-8")
    assert list(load_faces(tmp_path)) == [FaceKey("A", 400), FaceKey("A", 400, italic=True)]


def test_a_missing_record_is_refused(tmp_path: Path) -> None:
    """Where there is no record, the installation is broken: exit code 3."""
    with pytest.raises(EnvironmentProblem, match="face/record-unreadable"):
        load_faces(tmp_path)


def copy_face(folder: Path, family: str, *subsets: str, weight: int = 400) -> None:
    """Write into `folder` a face that has a file for each of `subsets`."""
    folder.mkdir(exist_ok=True)
    content = (FONTS / "moul" / "400-khmer.ttf").read_bytes()
    with (folder / "fonts.toml").open("a", encoding="utf-8") as record:
        for subset in subsets:
            (folder / f"{weight}-{subset}.ttf").write_bytes(content)
            record.write(
                f'[[face]]\nfamily = "{family}"\nweight = {weight}\nsubset = "{subset}"\n'
                f'file = "{weight}-{subset}.ttf"\nversion = "1"\n'
                f'sha256 = "{hashlib.sha256(content).hexdigest()}"\n'
            )


def test_a_newsroom_without_faces_has_none(tmp_path: Path) -> None:
    """The folder `faces` is optional; an empty one was meant to hold something: exit code 3."""
    assert load_own_faces(tmp_path) == {}
    (tmp_path / "faces").mkdir()
    with pytest.raises(EnvironmentProblem, match="face/record-unreadable"):
        load_own_faces(tmp_path)


def test_a_newsrooms_family_stands_for_the_whole_bundled_one(tmp_path: Path) -> None:
    """Styles of one family come from one place, so that they are split alike."""
    copy_face(tmp_path / "faces", "Noto Serif", "latin")
    copy_face(tmp_path / "faces", "House Sans", "latin")
    own = load_own_faces(tmp_path)
    merged = merge_faces(FACES, own)
    serifs = [key for key in merged if key.family == "Noto Serif"]
    assert serifs == [FaceKey("Noto Serif", 400)]
    assert merged[serifs[0]].files[0].path.is_relative_to(tmp_path)
    assert FaceKey("House Sans", 400) in merged
    assert {key for key in FACES if key.family != "Noto Serif"} < merged.keys()
    assert read_face(merged[serifs[0]])


def test_styles_of_a_family_must_be_split_alike(tmp_path: Path) -> None:
    """One style in two files and another in one cannot be made into document faces: exit code 3."""
    copy_face(tmp_path, "House Sans", "latin", "khmer")
    copy_face(tmp_path, "House Sans", "latin", weight=700)
    with pytest.raises(EnvironmentProblem, match="House Sans 700 has the subsets latin, where"):
        load_faces(tmp_path)


def test_a_family_is_fetched_by_its_name(tool: ModuleType, tmp_path: Path) -> None:
    """`--family` takes the pins of that name alone; one without a pin is a usage error."""
    pins = tool.read_record(FONTS / "fonts.toml").package
    options = tool._read_options(["--family", "Noto Sans SC", "--to", str(tmp_path)])
    assert [pin.slug for pin in tool.choose_packages(pins, options)] == ["noto-sans-sc"]
    options = tool._read_options(["--family", "Comic Sans", "--to", str(tmp_path)])
    with pytest.raises(tool.FetchError, match="Comic Sans") as raised:
        tool.choose_packages(pins, options)
    assert raised.value.exit_code == 2


def test_optional_faces_go_outside_the_package(tool: ModuleType) -> None:
    """`--all` and `--family` without a folder of their own, or with ours, are usage errors."""
    for arguments in (
        ["--all"],
        ["--all", "--to", str(tool.FONTS / "more")],
        ["--family", "Noto Sans SC"],
        ["--family", "Noto Sans SC", "--to", str(tool.FONTS)],
    ):
        with pytest.raises(SystemExit) as raised:
            tool.main(arguments)
        assert raised.value.code == 2


def pack(members: dict[str, bytes]) -> bytes:
    """A tarball as npm makes it."""
    tarball = io.BytesIO()
    with tarfile.open(fileobj=tarball, mode="w:gz") as archive:
        for name, content in members.items():
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    return tarball.getvalue()


def test_an_upright_font_under_an_italic_name_is_refused(tool: ModuleType) -> None:
    """What a file is called counts for nothing: a slant other than the pinned one is an error."""
    pins = tool.read_record(FONTS / "fonts.toml").package
    (moul,) = (pin for pin in pins if pin.family == "Moul")
    package = tool.msgspec.structs.replace(moul, weights=(), italics=(400,))
    font = open_font(FACES[FaceKey("Moul", 400)].files[0])
    font.flavor = "woff2"
    font.save(packed := io.BytesIO())
    tarball = pack(
        {
            "package.json": b'{"license": "OFL-1.1"}',
            "LICENSE": (FONTS / "moul" / "OFL.txt").read_bytes(),
            "files/moul-khmer-400-italic.woff2": packed.getvalue(),
        }
    )
    with pytest.raises(tool.FetchError, match="italic=False"):
        tool.convert_package(package, tarball)


def test_a_package_may_name_its_files_otherwise(tool: ModuleType) -> None:
    """`sources` and `licence_file` find a TrueType file, which stays as it is, byte for byte."""
    pins = tool.read_record(FONTS / "fonts.toml").package
    (moul,) = (pin for pin in pins if pin.family == "Moul")
    sources = {"400-khmer": "400Regular/Moul.ttf"}
    package = tool.msgspec.structs.replace(
        moul, sources=sources, licence="MIT AND OFL-1.1", licence_file="LICENSE_FONT"
    )
    content = (FONTS / "moul" / "400-khmer.ttf").read_bytes()
    members = {
        "package.json": b'{"license": "MIT AND OFL-1.1"}',
        "LICENSE": b"MIT License",
        "LICENSE_FONT": (FONTS / "moul" / "OFL.txt").read_bytes(),
        sources["400-khmer"]: content,
    }
    licence, [(face, font)] = tool.convert_package(package, pack(members))
    assert licence == members["LICENSE_FONT"]
    assert font == content
    assert (face.file, face.source) == ("moul/400-khmer.ttf", sources["400-khmer"])
    assert face.sha256 == face.source_sha256
    members[sources["400-khmer"]] = b"no font"
    with pytest.raises(tool.FetchError, match="not a whole font"):
        tool.convert_package(package, pack(members))


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
