"""What of a picture may leave: its pixels, upright, and nothing that a camera left in it."""

import io
from collections.abc import Callable

import pytest
from PIL import Image, ImageCms, ImageDraw
from PIL.PngImagePlugin import PngInfo

from publisher.load.picture import PictureError, measure_picture

SECRETS = (b"SecretCam", b"16.8409", b"Ko Secret", b"draft of the minister")


def scene(mode: str = "RGB") -> Image.Image:
    """A picture whose upper left corner is red, so that it is plain which side is up."""
    image = Image.new("RGB", (60, 40), "teal")
    ImageDraw.Draw(image).rectangle([0, 0, 20, 13], fill="red")
    return image.convert(mode)


def save(image: Image.Image, kind: str, **options: object) -> bytes:
    """The bytes of a picture."""
    output = io.BytesIO()
    image.save(output, kind, **options)
    return output.getvalue()


def open_bare(data: bytes) -> tuple[bytes, Image.Image]:
    """The bare bytes, and what they show."""
    bare = measure_picture("images/a.png", data).data
    image = Image.open(io.BytesIO(bare))
    image.load()
    return bare, image


def exif(orientation: int = 1) -> bytes:
    """EXIF as a telephone writes it, with its maker and a place."""
    written = Image.Exif()
    written[0x010F] = "SecretCam"
    written[0x013B] = "Ko Secret"
    written[0x0112] = orientation
    written.get_ifd(0x8825)[1] = "N 16.8409"
    return written.tobytes()


XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">Ko Secret 16.8409</x:xmpmeta>'
PROFILE = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def burdened_png() -> bytes:
    """A PNG with all that may be in one."""
    text = PngInfo()
    text.add_text("Author", "Ko Secret")
    text.add_itxt("XML:com.adobe.xmp", XMP.decode())
    return save(scene(), "PNG", exif=exif(), icc_profile=PROFILE, pnginfo=text, dpi=(300, 300))


BURDENED: dict[str, Callable[[], bytes]] = {
    "JPEG": lambda: save(
        scene(), "JPEG", exif=exif(), icc_profile=PROFILE, xmp=XMP, comment=b"draft of the minister"
    ),
    "progressive JPEG": lambda: save(scene(), "JPEG", exif=exif(), progressive=True, xmp=XMP),
    "PNG": burdened_png,
    "WEBP": lambda: save(scene(), "WEBP", exif=exif(), icc_profile=PROFILE, xmp=XMP),
    "lossless WEBP": lambda: save(scene("RGBA"), "WEBP", lossless=True, exif=exif(), xmp=XMP),
}


@pytest.mark.parametrize("kind", BURDENED)
def test_nothing_but_the_picture_leaves(kind: str) -> None:
    """EXIF, GPS, XMP, profiles, comments and what lies behind the end are gone, and not one pixel
    has changed, for nothing was encoded again."""
    data = BURDENED[kind]()
    bare, image = open_bare(data + b"draft of the minister")
    assert not [secret for secret in SECRETS if secret in bare]
    assert not dict(image.getexif())
    assert not {"icc_profile", "xmp", "comment", "exif"} & set(image.info)
    with Image.open(io.BytesIO(data)) as before:
        assert image.convert("RGBA").tobytes() == before.convert("RGBA").tobytes()


@pytest.mark.parametrize("kind", BURDENED)
def test_a_bare_picture_stays_as_it_is(kind: str) -> None:
    """Once is enough: a bare picture keeps its bytes."""
    bare, _ = open_bare(BURDENED[kind]())
    assert open_bare(bare)[0] == bare


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(2, 9))
def test_a_picture_is_upright(kind: str, orientation: int) -> None:
    """Which side is up is applied before it is forgotten, in each of the seven other ways."""
    turned = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    as_taken = scene().transpose(turned[orientation])
    bare, image = open_bare(save(as_taken, kind, exif=exif(orientation)))
    assert image.size == (60, 40)
    red, _, blue = image.convert("RGB").getpixel((4, 4))
    assert (red > 180, blue < 90) == (True, True)
    assert b"SecretCam" not in bare


def test_a_telephone_s_second_picture_stays_home() -> None:
    """Of the JPEG of telephones that has more pictures behind the first, one leaves."""
    other = Image.new("RGB", (6, 4), "white")
    data = save(scene(), "MPO", save_all=True, append_images=[other])
    bare, image = open_bare(data)
    assert image.format == "JPEG"
    assert bare.count(b"\xff\xd8\xff") == 1
    assert image.size == (60, 40)


def test_a_preview_stays_home() -> None:
    """The little picture in the head of a JPEG shows what was there before it was cut to size."""
    data = save(scene(), "JPEG")
    preview = b"JFIF\0\x01\x01\0\0\x01\0\x01\x02\x01" + b"Ko" * 3
    head = b"\xff\xe0" + (len(preview) + 2).to_bytes(2, "big") + preview
    bare, _ = open_bare(data[:2] + head + data[20:])
    assert b"KoKo" not in bare


@pytest.mark.parametrize(
    ("data", "mode"),
    [
        (save(scene("CMYK"), "JPEG"), "RGB"),
        (save(Image.new("I;16", (60, 40), 65535), "PNG"), "L"),
        (save(scene("L"), "JPEG"), "L"),
        (save(scene("LA"), "PNG"), "LA"),
        (save(scene("P"), "PNG", transparency=0), "P"),
        (save(scene("1"), "PNG"), "1"),
    ],
    ids=["CMYK", "16-bit", "grey", "grey with alpha", "palette", "black and white"],
)
def test_every_kind_of_colour(data: bytes, mode: str) -> None:
    """What screens and PDFs of ours do not show is turned into what they do; the rest stays."""
    _, image = open_bare(data)
    assert (image.mode, image.size) == (mode, (60, 40))
    if mode == "L" and data[:4] == b"\x89PNG":
        assert image.getextrema() == (255, 255)


def test_the_colours_of_another_profile_are_kept() -> None:
    """A picture in wider colours is brought into those of sRGB before its profile goes."""
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("XYZ")).tobytes()
    _, image = open_bare(save(scene(), "JPEG", icc_profile=lab))
    assert "icc_profile" not in image.info
    assert image.getpixel((50, 30)) != scene().getpixel((50, 30))


def test_a_profile_that_cannot_be_read_means_nothing() -> None:
    """Rubbish where a profile should be is taken out, and the picture stays."""
    data = save(scene(), "JPEG", icc_profile=b"rubbish" * 40)
    bare, image = open_bare(data)
    assert b"rubbish" not in bare
    assert image.size == (60, 40)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_an_animation_stands_still(kind: str) -> None:
    """Of a picture that moves, the first frame leaves: paper does not move."""
    frames = [Image.new("RGB", (60, 40), colour) for colour in ("white", "black")]
    data = save(scene(), kind, save_all=True, append_images=frames, lossless=True)
    _, image = open_bare(data)
    assert getattr(image, "n_frames", 1) == 1
    assert image.convert("RGB").getpixel((2, 2))[0] > 200


@pytest.mark.parametrize("at", [2, 20])
def test_a_lying_length_is_damage(at: int) -> None:
    """A JPEG in which a part says that it goes on behind the end is refused, and nothing is read
    past it."""
    data = save(scene(), "JPEG")
    with pytest.raises(PictureError) as caught:
        measure_picture("a.jpg", data[:at] + b"\xff\xe1\xff\xff" + data[at:])
    assert caught.value.name in {"corrupt", "format"}
