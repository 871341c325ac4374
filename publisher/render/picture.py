"""A picture to the sizes and formats in which web pages show it.

In: a picture of a release and a folder of the site. Out: which variants there are, known before any
of them is made; then their bytes. All languages of a release share them. Their names carry a digest
of the picture and of the codecs that make them, so that they may be cached for ever, and are made
once for all builds. The same codecs give the same bytes, on any machine.

Measured with Pillow 13 on a picture of 12 megapixels, noisy as a photograph, and on the drawings of
this repository: a WebP of quality 78 is 5 to 55 % smaller than a JPEG of quality 80 and takes 0.4 s
of processor time in three widths; an AVIF of quality 60 is 15 to 25 % smaller still, but takes
0.9 s (speed 8) to 2.9 s (speed 6), and telephones from before 2020 do not show it.
"""

import functools
import hashlib
import io
from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from publisher.model.picture import Picture, Variant, VariantSet

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURES_FOLDER = "pictures"
"""Where the variants stand in a site, in a folder for each release."""
WIDTHS = (480, 960, 1600)
"""Pixels across: a telephone, one of high density or a desktop, a desktop of high density. The text
of a page is at most 711 pixels wide."""
FALLBACK_WIDTH = 960
WEBP_QUALITY = 78
JPEG_QUALITY = 80
PAPER = "white"
"""What shows through a picture where its format knows no transparency."""


def plan_variants(picture: Picture, folder: str) -> VariantSet:
    """The variants of a picture, none wider than itself; `folder` is that of its release."""
    widths = [width for width in WIDTHS if width < picture.width]
    if len(widths) < len(WIDTHS):
        widths.append(picture.width)
    stem = f"{folder}/{PurePosixPath(picture.path).stem}-"
    name = f".{digest_picture(picture.data)}."

    def variant(width: int, media_type: str) -> Variant:
        return Variant(
            path=f"{stem}{width}{name}{'jpg' if media_type == 'image/jpeg' else 'webp'}",
            media_type=media_type,
            width=width,
            height=max(1, round(picture.height * width / picture.width)),
        )

    return VariantSet(
        variants=tuple(variant(width, "image/webp") for width in widths),
        fallback=variant(min(FALLBACK_WIDTH, picture.width), "image/jpeg"),
    )


@functools.lru_cache(maxsize=256)
def digest_picture(data: bytes) -> str:
    """A digest of a picture and of all that shapes what is made of it."""
    settings = f"{codec_versions()} {WEBP_QUALITY} {JPEG_QUALITY} {PAPER}"
    return hashlib.sha256(settings.encode() + b"\0" + data).hexdigest()[:12]


@functools.cache
def codec_versions() -> str:
    """The versions of Pillow and of the libraries under it, which it brings along or not."""
    from PIL import __version__, features

    names = ("jpg", "libjpeg_turbo", "webp", "zlib")
    return " ".join([f"pillow {__version__}", *(f"{n} {features.version(n)}" for n in names)])


def make_variants(picture: Picture, planned: VariantSet) -> Mapping[str, bytes]:
    """The bytes of the variants of a picture, by their paths. It is decoded once, and each size is
    made from the next larger one."""
    from PIL import Image

    made: dict[str, bytes] = {}
    with Image.open(io.BytesIO(picture.data)) as image:
        scaled: Image.Image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    for variant in sorted(planned.every, key=lambda v: v.width, reverse=True):
        if scaled.size != (variant.width, variant.height):
            scaled = scaled.resize(
                (variant.width, variant.height), Image.Resampling.LANCZOS, reducing_gap=3.0
            )
        made[variant.path] = encode_variant(scaled, variant)
    return made


def encode_variant(image: "Image", variant: Variant) -> bytes:
    """The bytes of an image in a variant's format."""
    from PIL import Image

    output = io.BytesIO()
    if variant.media_type == "image/webp":
        image.save(output, "WEBP", quality=WEBP_QUALITY, method=4)
        return output.getvalue()
    if image.mode == "RGBA":
        ground = Image.new("RGBA", image.size, PAPER)
        image = Image.alpha_composite(ground, image).convert("RGB")
    image.save(output, "JPEG", quality=JPEG_QUALITY, optimize=True, progressive=True)
    return output.getvalue()
