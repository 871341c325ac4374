"""Logos: what is taken, and what is refused at the line that names it."""

import io
from pathlib import Path

import pytest
from PIL import Image

from publisher.load.config import load_newsroom
from publisher.load.logo import MAX_BYTES, load_logo
from publisher.model.errors import ConfigError
from publisher.model.picture import Picture

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 120 40">{}</svg>'
DRAWING = '<path d="M0 0h120v40z" fill="url(#a)"/><use href="#b"/>'


def load(folder: Path, name: str, data: bytes | None) -> Picture | None:
    """The logo `name` of a newsroom, of `data`."""
    (folder / "publisher.toml").write_text(
        '[organisation]\nname = "Network"\n[newsroom]\nlanguages = ["en"]\n'
        f'[theme]\nlogo = "{name}"\n',
        encoding="utf-8",
    )
    if data is not None:
        (folder / name).write_bytes(data)
    return load_logo(folder, load_newsroom(folder, ("en",)))


def png(width: int, height: int, kind: str = "PNG") -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (width, height)).save(stream, kind)
    return stream.getvalue()


def test_a_drawing(tmp_path: Path) -> None:
    """An SVG goes out byte for byte, in the proportions of its view box."""
    data = SVG.format(DRAWING).encode()
    logo = load(tmp_path, "our-logo.svg", data)
    assert logo == Picture(
        path="logo.svg", data=data, media_type="image/svg+xml", width=120, height=40
    )


def test_a_drawing_program_leaves_notes(tmp_path: Path) -> None:
    """Elements and attributes in namespaces of drawing programs draw nothing, and may stay."""
    text = SVG.format(DRAWING + '<ink:view zoom="2"/>').replace("<svg", '<svg xmlns:ink="urn:ink"')
    assert load(tmp_path, "logo.svg", text.encode()) is not None


def test_a_picture(tmp_path: Path) -> None:
    """A PNG with its size in pixels."""
    logo = load(tmp_path, "logo.png", png(300, 100))
    assert logo is not None
    assert (logo.path, logo.media_type, logo.width, logo.height) == (
        *("logo.png", "image/png", 300, 100),
    )


def test_none(tmp_path: Path) -> None:
    """Without a logo there is none."""
    assert load(tmp_path, "", None) is None


@pytest.mark.parametrize(
    "content",
    [
        "<script>alert(1)</script>",
        "<style>@import 'x.css';</style>",
        "<style>path{fill:url(https://x.example/a)}</style>",
        "<style>path{fill:u\\72l(x)}</style>",
        "<foreignObject/>",
        "<image href='x.png'/>",
        "<text>Name</text>",
        "<animate/>",
        "<a href='#b'/>",
        "<path onload='alert(1)'/>",
        "<path style='fill:url(//x.example)'/>",
        "<use href='https://x.example/a.svg#b'/>",
        "<use xlink:href='data:image/svg+xml,x' xmlns:xlink='http://www.w3.org/1999/xlink'/>",
        "<s:script xmlns:s='http://www.w3.org/2000/svg'>alert(1)</s:script>",
        "<g xmlns='http://www.w3.org/1999/xhtml'/>",
        "<path></svg>",
    ],
)
def test_a_drawing_that_does_more_than_draw(tmp_path: Path, content: str) -> None:
    """Scripts, text, embedded documents, and what is fetched: refused at the line of the key."""
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, "logo.svg", SVG.format(content).encode())
    (finding,) = caught.value.findings
    assert (finding.id, finding.place) == ("config/logo", "publisher.toml:6")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("logo.svg", None),
        ("logo.svg", b"<html/>"),
        ("logo.svg", b'<svg xmlns="http://www.w3.org/2000/svg"/>'),
        ("logo.svg", b'<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("").encode()),
        ("logo.svg", b'<?xml-stylesheet href="x.css"?>' + SVG.format("").encode()),
        ("logo.svg", SVG.format(" " * MAX_BYTES).encode()),
        ("logo.png", b"no picture"),
        ("logo.png", png(10, 10, "JPEG")),
        ("logo.png", png(2400, 10)),
        ("logo.png", png(10, 10)[:45]),
    ],
)
def test_what_is_no_logo(tmp_path: Path, name: str, data: bytes | None) -> None:
    """Missing, damaged, of another kind, without a size, too large: refused likewise."""
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, name, data)
    (finding,) = caught.value.findings
    assert (finding.id, finding.line) == ("config/logo", 6)


def test_a_logo_from_elsewhere(tmp_path: Path) -> None:
    """A link that leads out of the newsroom is not followed."""
    folder = tmp_path / "newsroom"
    folder.mkdir()
    (tmp_path / "secret.svg").write_text(SVG.format(DRAWING), encoding="utf-8")
    (folder / "logo.svg").symlink_to(tmp_path / "secret.svg")
    with pytest.raises(ConfigError, match="outside"):
        load(folder, "logo.svg", None)
