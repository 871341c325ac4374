"""Faces from their record: read, damaged, and those of a newsroom beside the bundled ones."""

import hashlib
import pickle
import re
import shutil
from pathlib import Path

import pytest

import publisher
from publisher.load.faces import load_faces, load_own_faces, merge_faces, read_face
from publisher.model.errors import EnvironmentProblem
from publisher.model.face import FaceKey

FONTS = Path(publisher.__path__[0]) / "fonts"
FACES = load_faces(FONTS)


@pytest.fixture
def fonts(tmp_path: Path) -> Path:
    """A copy of the bundled fonts, to be damaged."""
    return Path(shutil.copytree(FONTS, tmp_path / "fonts"))


def test_faces_are_read_without_their_fonts(tmp_path: Path) -> None:
    """Loading opens nothing but the record: the fonts may even be absent."""
    shutil.copy(FONTS / "fonts.toml", tmp_path)
    assert load_faces(tmp_path).keys() == FACES.keys()


def test_faces_are_plain_data() -> None:
    """Faces survive pickling, so that they can cross to a worker process."""
    assert pickle.loads(pickle.dumps(dict(FACES))) == FACES


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
