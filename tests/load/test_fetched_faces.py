"""The tool that fetches faces: which packages it takes, where they go, and what it refuses."""

import io
import tarfile
from pathlib import Path
from types import ModuleType

import pytest
from fontTools.ttLib import TTFont

import publisher
from publisher.load.faces import load_faces
from publisher.model.face import FaceKey

FONTS = Path(publisher.__path__[0]) / "fonts"
FACES = load_faces(FONTS)


def test_a_reserved_name_is_recognised(tool: ModuleType) -> None:
    """Both wordings found in real notices count as reserving a name; a denial does not."""
    assert tool.RESERVED_NAME.search('International\nwith Reserved Font Names "Padauk", "Namkio"')
    assert tool.RESERVED_NAME.search("Danh Hong (nextspell.com),\nwith Reserved Font Name Moul.")
    assert not tool.RESERVED_NAME.search("Copyright 2022 X, with no Reserved Font Name.")


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
    font = TTFont(FACES[FaceKey("Moul", 400)].files[0].path)
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
