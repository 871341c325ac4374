"""A picture without anything that it was not shown for.

In: the bytes of a PNG, JPEG or WebP picture. Out: the bytes that may leave the newsroom: upright,
in the colours of sRGB, with one frame, and without EXIF, GPS, XMP, IPTC, colour profiles, comments,
previews, and whatever was put behind the picture's end. Where the pixels may stay as they are, only
the parts around them are taken out, and no quality is lost; else the picture is encoded once more.

Standards: ITU T.81 annex B (JPEG), https://www.w3.org/TR/png-3/, RFC 9649 (WebP),
CIPA DC-008 (EXIF; 0x0112 is the orientation)
"""

import io
import re
import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageCms import ImageCmsProfile

_ORIENTATION = 0x0112
_PNG_START = b"\x89PNG\r\n\x1a\n"
_PNG_KEPT = frozenset({b"IHDR", b"PLTE", b"tRNS", b"sRGB", b"gAMA", b"cHRM", b"IDAT", b"IEND"})
"""What says how the pixels look. Frames of an animation (`fcTL`, `fdAT`) stand behind the still."""
_WEBP_KEPT = frozenset({b"VP8 ", b"VP8L", b"ALPH"})
_WEBP_ALPHA = 0x10
_MARKER = re.compile(rb"\xff+([^\x00\xff\xd0-\xd7])")
"""A marker in the entropy-coded part of a JPEG that is no restart and no stuffed byte."""
_BY_ITSELF = frozenset({0x01, *range(0xD0, 0xD9)})
"""Markers of a JPEG without a length."""
QUALITY = 92
"""Of what must be encoded once more: a second loss that nobody sees."""


def bare_picture(image: "Image", data: bytes) -> bytes:
    """The bytes that may leave; `image` is `data`, decoded. Raises ValueError where a part
    contradicts the others."""
    kind = image.format
    if not may_stay(image, data):
        data = encode_again(image)
    match kind:
        case "PNG":
            return bare_png(data)
        case "WEBP":
            return bare_webp(data)
        case _:
            return bare_jpeg(data)


def may_stay(image: "Image", data: bytes) -> bool:
    """Whether the pixels are those that should be seen, as they are."""
    profile = image.info.get("icc_profile")
    return (
        image.getexif().get(_ORIENTATION, 1) in (0, 1)
        and (profile is None or is_srgb(profile))
        and image.mode in ("1", "L", "LA", "P", "RGB", "RGBA")
        and not (image.format == "PNG" and data[24] == 16)  # the bit depth, in IHDR
        and not (image.format == "WEBP" and getattr(image, "n_frames", 1) > 1)
    )


def is_srgb(profile: bytes) -> bool:
    """Whether a colour profile is that of sRGB, or cannot be read and so means nothing."""
    from PIL import ImageCms

    try:
        return "srgb" in ImageCms.getProfileDescription(_open_profile(profile)).lower()
    except (ImageCms.PyCMSError, OSError):
        return True


def _open_profile(profile: bytes) -> "ImageCmsProfile":
    from PIL import ImageCms

    return ImageCms.ImageCmsProfile(io.BytesIO(profile))


def encode_again(image: "Image") -> bytes:
    """The picture upright, in sRGB with 8 bits for a sample, in its own format."""
    from PIL import ImageOps

    kind = image.format
    upright = ImageOps.exif_transpose(to_srgb(image))
    output = io.BytesIO()
    if kind == "PNG":
        upright.save(output, "PNG", optimize=True)
    elif kind == "WEBP":
        upright.save(output, "WEBP", quality=QUALITY)
    else:
        upright.convert("L" if upright.mode == "L" else "RGB").save(
            output, "JPEG", quality=QUALITY, optimize=True
        )
    return output.getvalue()


def to_srgb(image: "Image") -> "Image":
    """A picture in the colours that every screen and every PDF of ours takes for granted."""
    from PIL import ImageCms

    if image.mode.startswith(("I", "F")):
        # Sixteen bits a sample; 257 is 65535 / 255.
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    plain = "RGBA" if image.has_transparency_data else "RGB"
    profile = image.info.get("icc_profile")
    if profile is not None and image.mode in ("L", "RGB", "RGBA", "CMYK"):
        target = image.mode if image.mode == "RGBA" else "RGB"
        try:
            converted = ImageCms.profileToProfile(
                image, _open_profile(profile), ImageCms.createProfile("sRGB"), outputMode=target
            )
        except (ImageCms.PyCMSError, OSError):
            converted = None
        if converted is not None:
            return converted
    return image if image.mode in ("L", "RGB", "RGBA") else image.convert(plain)


def bare_jpeg(data: bytes) -> bytes:
    """A JPEG with its frame, its tables and its scans alone, up to its first end."""
    kept = [data[:2]]
    at = 2
    while at + 4 <= len(data) and data[at] == 0xFF:
        code = data[at + 1]
        if code == 0xFF:  # a marker may be filled up
            at += 1
            continue
        if code == 0xD9:
            return b"".join([*kept, b"\xff\xd9"])
        if code in _BY_ITSELF:
            at += 2
            continue
        end = at + 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if code == 0xDA:
            found = _MARKER.search(data, end)
            if found is None:
                break
            end = found.start()
        if not _is_dropped(code, data[at + 4 : end]):
            kept.append(data[at:end])
        at = end
    if data[at : at + 2] == b"\xff\xd9":
        return b"".join([*kept, b"\xff\xd9"])
    raise ValueError("a part of it is longer than it says")


def _is_dropped(code: int, body: bytes) -> bool:
    """Whether a segment is neither needed to decode nor JFIF's or Adobe's word on the colours."""
    if code == 0xE0:
        return not (body.startswith(b"JFIF\0") and len(body) == 14)  # longer ones hold a preview
    if code == 0xEE:
        return not body.startswith(b"Adobe")
    return 0xE0 <= code <= 0xEF or code == 0xFE


def bare_png(data: bytes) -> bytes:
    """A PNG with nothing but its still picture."""
    kept = [_PNG_START]
    at = len(_PNG_START)
    while at + 12 <= len(data):
        (size,) = struct.unpack_from(">I", data, at)
        name = data[at + 4 : at + 8]
        if name in _PNG_KEPT:
            kept.append(data[at : at + 12 + size])
        at += 12 + size
        if name == b"IEND":
            return b"".join(kept)
    raise ValueError("it has no end")


def bare_webp(data: bytes) -> bytes:
    """A WebP with nothing but its pixels and their transparency."""
    kept = []
    at, end = 12, 8 + int.from_bytes(data[4:8], "little")
    while at + 8 <= min(end, len(data)):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        chunk = data[at : at + 8 + size + size % 2]
        if name == b"VP8X":
            kept.append(chunk[:8] + bytes([chunk[8] & _WEBP_ALPHA]) + chunk[9:])
        elif name in _WEBP_KEPT:
            kept.append(chunk)
        at += len(chunk)
    body = b"WEBP" + b"".join(kept)
    return b"RIFF" + len(body).to_bytes(4, "little") + body
