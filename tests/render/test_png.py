"""Pictures in a PDF: PNG data go in as they are, and look as they did."""

import io
import struct
import zlib

import pikepdf
import pypdfium2
import pytest
from PIL import Image
from printing import make_page, png, print_page

from publisher.render.png import read_png

SIZE = (60, 40)


def gradient(mode: str) -> Image.Image:
    """A picture of many colours."""
    image = Image.new("RGB", SIZE)
    width, height = SIZE
    image.putdata([(4 * x, 6 * y, (x * y) % 256) for y in range(height) for x in range(width)])
    if mode == "P":
        return image.quantize(colors=16)
    return image.convert(mode)


def encode(image: Image.Image, **options: object) -> bytes:
    """The bytes of a PNG."""
    output = io.BytesIO()
    image.save(output, "PNG", **options)
    return output.getvalue()


def add_chunk(data: bytes, tag: bytes, body: bytes) -> bytes:
    """A PNG with one more chunk, before its data."""
    checksum = struct.pack(">I", zlib.crc32(tag + body))
    at = data.index(b"IDAT") - 4
    return data[:at] + struct.pack(">I", len(body)) + tag + body + checksum + data[at:]


def turned(data: bytes) -> bytes:
    """A PNG whose Exif data say that it is to be turned by a quarter."""
    exif = Image.Exif()
    exif[0x0112] = 6
    return add_chunk(data, b"eXIf", exif.tobytes().removeprefix(b"Exif\0\0"))


PLAIN = {
    "rgb": encode(gradient("RGB")),
    "grey": encode(gradient("L")),
    "palette": encode(gradient("P")),
    "black and white": encode(gradient("1")),
    "four bits": encode(gradient("P"), bits=4),
    "in many chunks": encode(gradient("RGB"), compress_level=0),
    "with a resolution": encode(gradient("RGB"), dpi=(300, 300)),
}
OTHERS = {
    "rgba": encode(gradient("RGBA")),
    "grey and alpha": encode(gradient("LA")),
    "a transparent colour": encode(gradient("P"), transparency=3),
    "sixteen bits": encode(Image.new("I;16", SIZE, 9000)),
    "turned": turned(encode(gradient("RGB"))),
}
each_plain = pytest.mark.parametrize("data", PLAIN.values(), ids=PLAIN.keys())
each_other = pytest.mark.parametrize("data", OTHERS.values(), ids=OTHERS.keys())


def print_picture(data: bytes) -> bytes:
    """A PDF with a picture alone, as large as it is in CSS."""
    page = make_page("en", '<p><img src="a.png" alt="A picture" width="60" height="40"></p>')
    return print_page(page, {"a.png": png("a.png", data, SIZE)})


def images_of(data: bytes) -> list[tuple[bytes, str]]:
    """The pictures of the first page: their data, and what their colours are."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        images = pdf.pages[0].Resources.XObject.values()
        return [(image.read_raw_bytes(), str(image.ColorSpace)) for image in images]


@each_plain
def test_data_go_in_as_they_are(data: bytes) -> None:
    """Byte for byte what the file has, never decoded and encoded again."""
    known = read_png(data)
    assert known is not None
    assert (known.width, known.height) == SIZE
    ((raw, _),) = images_of(print_picture(data))
    assert raw == known.data
    assert raw in data.replace(b"IDAT", b"") or data.count(b"IDAT") > 1


@each_plain
def test_a_picture_looks_as_it_did(data: bytes) -> None:
    """Every pixel has the colour that Pillow reads in the file."""
    with pypdfium2.PdfDocument(print_picture(data)) as pdf:
        (shown,) = [item for item in pdf[0].get_objects() if item.type == 3]
        pixels = shown.get_bitmap().to_pil().convert("RGB")
    with Image.open(io.BytesIO(data)) as meant:
        assert pixels.tobytes() == meant.convert("RGB").tobytes()


@each_other
def test_others_are_left_to_weasyprint(data: bytes) -> None:
    """What PDF does not take so is decoded, and is there all the same."""
    assert read_png(data) is None
    assert len(images_of(print_picture(data))) == 1


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\xff\xd8\xff\xe0"])
def test_no_png(data: bytes) -> None:
    """What is not a PNG has no such parts."""
    assert read_png(data) is None


def test_a_palette_keeps_a_picture_small() -> None:
    """A drawing of few colours takes what its file takes, where red, green and blue would take
    three times as much."""
    ((raw, colours),) = images_of(print_picture(PLAIN["palette"]))
    assert "Indexed" in colours
    assert len(raw) < len(PLAIN["palette"])
