"""The pictures of a release: from its own folder, of a known kind, whole, and of a sane size."""

import io
import struct
import tracemalloc
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageFile

from publisher.load.picture import MAX_PIXELS, load_pictures, measure_picture
from publisher.model.finding import Finding
from publisher.model.picture import Picture
from publisher.model.release import Figure, Release, Segment
from publisher.model.source import SourceFile


def picture(kind: str = "PNG", size: tuple[int, int] = (6, 4), **options: object) -> bytes:
    """A small picture of this kind."""
    data = io.BytesIO()
    Image.new("RGB", size, "teal").save(data, kind, **options)
    return data.getvalue()


def chunk(name: bytes, body: bytes) -> bytes:
    """A chunk of a PNG (https://www.w3.org/TR/png-3/#5Chunk-layout)."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_header(width: int, height: int) -> bytes:
    """The beginning of a PNG that says it is this large."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", b"\x78\x9c")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of a release, with an empty images/ in it."""
    folder = tmp_path / "releases" / "2017-07-24-x"
    (folder / "images").mkdir(parents=True)
    return folder


@pytest.fixture
def load(folder: Path) -> Callable[..., tuple[dict[str, Picture], list[Finding]]]:
    """A function that loads the pictures of a release with figures of these addresses."""

    def load(*addresses: str) -> tuple[dict[str, Picture], list[Finding]]:
        return load_pictures(folder, release(*addresses))

    return load


Load = Callable[..., tuple[dict[str, Picture], list[Finding]]]


def release(*addresses: str) -> Release:
    """A release of figures alone, the first on line 1."""
    alt = Segment(text="alt", line=1)
    return Release(
        slug="2017-07-24-x",
        kind="press-release",
        source=SourceFile(
            path="releases/2017-07-24-x/release.md",
            text="\n".join(f"![alt]({address})" for address in addresses),
        ),
        title=alt,
        subtitle=None,
        summary=None,
        place=None,
        date=None,  # type: ignore[arg-type]  # nobody asks when pictures are loaded
        languages=("en",),
        embargo=None,
        contacts=(),
        about=(),
        publication=None,
        blocks=tuple(
            Figure(image=address, line=line, alt=alt, caption=None, credit=alt)
            for line, address in enumerate(addresses, start=1)
        ),
    )


def refuse(load: Load, address: str) -> Finding:
    """The one finding with which a picture is refused."""
    pictures, (finding,) = load(address)
    assert pictures == {}
    assert (finding.path, finding.line, finding.release) == (
        "releases/2017-07-24-x/release.md",
        1,
        "2017-07-24-x",
    )
    assert finding.excerpt == f"![alt]({address})"
    return finding


# What is taken.


@pytest.mark.parametrize(
    ("kind", "media_type"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("WEBP", "image/webp"),
    ],
)
def test_a_picture_is_taken_as_it_is(load: Load, folder: Path, kind: str, media_type: str) -> None:
    """PNG, JPEG and WebP with nothing in them but a picture keep their very bytes; type and size
    are told."""
    data = picture(kind)
    (folder / "images" / "a.jpg").write_bytes(data)
    pictures, findings = load("images/a.jpg")
    assert findings == []
    assert pictures == {
        "images/a.jpg": Picture(
            path="images/a.jpg", data=data, media_type=media_type, width=6, height=4
        )
    }


def test_a_picture_that_is_shown_twice_is_read_once(load: Load, folder: Path) -> None:
    """Two figures of one picture share it; its mistakes are told once for each."""
    (folder / "images" / "a.png").write_bytes(picture())
    pictures, findings = load("images/a.png", "images/a.png")
    assert (list(pictures), findings) == (["images/a.png"], [])
    assert [finding.line for finding in load("images/b.png", "images/b.png")[1]] == [1, 2]


def test_links_inside_the_folder_are_fine(load: Load, folder: Path) -> None:
    """A symbolic link to another picture of the release is that picture."""
    (folder / "images" / "a.png").write_bytes(picture())
    (folder / "images" / "b.png").symlink_to("a.png")
    pictures, findings = load("images/b.png")
    assert (list(pictures), findings) == (["images/b.png"], [])


# What is refused.


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://example.org/a.png", "not-local"),
        ("http://169.254.169.254/latest/meta-data", "not-local"),
        ("//example.org/a.png", "not-local"),
        ("http://[::1", "not-local"),
        ("file:///etc/passwd", "not-local"),
        ("data:image/png;base64,AAAA", "not-local"),
        ("/etc/passwd", "not-local"),
        ("C:\\a.png", "not-local"),
        ("\\\\host\\a.png", "not-local"),
        ("../../../etc/passwd", "outside"),
        ("images/../../2017-07-24-y/images/a.png", "outside"),
        ("..", "outside"),
        ("images/a b.png", "name"),
        ("images/រូប.png", "name"),
        ("images/a.png?x", "name"),
        ("images/a.png#x", "name"),
        ("images/100%.png", "name"),
        ("images\\a.png", "name"),
        ("images/a\x00.png", "name"),
        ("", "name"),
        ("images/missing.png", "missing"),
        ("images", "missing"),
        ("images/a.png/b.png", "missing"),
    ],
)
def test_a_picture_comes_from_the_release_folder(load: Load, address: str, name: str) -> None:
    """Nothing remote, nothing outside, no name that breaks an address, nothing that is not there
    (cases 25 to 27)."""
    assert refuse(load, address).id == f"picture/{name}"


@pytest.mark.parametrize("through", ["file", "folder"])
def test_no_link_leads_out(load: Load, folder: Path, tmp_path: Path, through: str) -> None:
    """A symbolic link out of the folder is refused, and not a byte behind it is read (case 25)."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.png").write_bytes(picture())
    if through == "file":
        (folder / "images" / "a.png").symlink_to(outside / "a.png")
    else:
        (folder / "images").rmdir()
        (folder / "images").symlink_to(outside)
    assert refuse(load, "images/a.png").id == "picture/outside"


def test_a_dangling_link_is_a_missing_picture(load: Load, folder: Path) -> None:
    """A link to nothing inside the folder is no picture."""
    (folder / "images" / "a.png").symlink_to("b.png")
    assert refuse(load, "images/a.png").id == "picture/missing"


def test_a_loop_of_links_is_no_crash(load: Load, folder: Path) -> None:
    """A link to itself is a finding like any other."""
    (folder / "images" / "a.png").symlink_to("a.png")
    assert refuse(load, "images/a.png").id in {"picture/missing", "picture/outside"}


def test_the_nearest_name_is_suggested(load: Load, folder: Path) -> None:
    """A slip of the pen is answered with the file that was meant."""
    (folder / "images" / "opening.jpg").write_bytes(picture("JPEG"))
    assert refuse(load, "images/openning.jpg").hint == "did you mean 'images/opening.jpg'?"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b'<svg xmlns="http://www.w3.org/2000/svg"/>',
        b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n",
        b"%PDF-1.7\n",
        picture("GIF"),
        picture("TIFF"),
        picture("BMP"),
    ],
    ids=["empty", "text", "svg", "eps", "pdf", "gif", "tiff", "bmp"],
)
def test_other_kinds_are_refused(load: Load, folder: Path, data: bytes) -> None:
    """What is no PNG, JPEG or WebP is refused by its bytes, whatever its name says (case 28)."""
    (folder / "images" / "a.png").write_bytes(data)
    assert refuse(load, "images/a.png").id == "picture/format"


@pytest.mark.parametrize("patience", [False, True])
@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_damaged_picture_is_refused(
    load: Load, folder: Path, monkeypatch: pytest.MonkeyPatch, kind: str, patience: bool
) -> None:
    """A picture that breaks off is not delivered with a grey half (case 27), also in a process
    that has imported WeasyPrint, which sets this switch of Pillow's."""
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", patience)
    data = picture(kind, (400, 300))
    (folder / "images" / "a.png").write_bytes(data[: len(data) * 2 // 3])
    assert refuse(load, "images/a.png").id == "picture/corrupt"
    assert ImageFile.LOAD_TRUNCATED_IMAGES is patience


def test_what_pillow_warns_of_is_damage(load: Load, folder: Path) -> None:
    """A warning of the decoder is a finding, not a crash: here a PNG says that it is animated, and
    has no frames."""
    data, end = picture(), len(png_header(1, 1)) - len(chunk(b"IDAT", b"\x78\x9c"))
    animated = data[:end] + chunk(b"acTL", bytes(8)) + data[end:]
    (folder / "images" / "a.png").write_bytes(animated)
    assert refuse(load, "images/a.png").id == "picture/corrupt"


@pytest.mark.parametrize("size", [(30000, 30000), (MAX_PIXELS, 2), (2**31 - 1, 2**31 - 1)])
def test_a_huge_picture_is_refused_by_its_header(
    load: Load, folder: Path, size: tuple[int, int]
) -> None:
    """A picture of too many pixels is refused before any of them is decoded (case 28)."""
    (folder / "images" / "a.png").write_bytes(png_header(*size))
    tracemalloc.start()
    finding = refuse(load, "images/a.png")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert finding.id == "picture/too-large"
    assert peak < 10_000_000


def test_the_largest_picture_is_judged_by_its_pixels() -> None:
    """At the limit a header is good, and what is missing behind it is what is wrong."""
    with pytest.raises(Exception, match="damaged"):
        measure_picture("a.png", png_header(MAX_PIXELS // 4, 4))
    with pytest.raises(Exception, match=f"{MAX_PIXELS // 4} × 5 pixels"):
        measure_picture("a.png", png_header(MAX_PIXELS // 4, 5))


def test_every_picture_is_looked_at(load: Load, folder: Path) -> None:
    """One run tells what is wrong with all of them, and takes the good ones."""
    (folder / "images" / "good.png").write_bytes(picture())
    (folder / "images" / "bad.png").write_bytes(b"x")
    pictures, findings = load("images/bad.png", "images/good.png", "../x.png", "images/no.png")
    assert list(pictures) == ["images/good.png"]
    assert [(finding.line, finding.id) for finding in findings] == [
        (1, "picture/format"),
        (3, "picture/outside"),
        (4, "picture/missing"),
    ]
