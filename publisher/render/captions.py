"""A picture with its captions and credits inside it.

In: a picture, and what the editions of its release say of it. Out: a JPEG or PNG in full size that
says so itself, in every language: as IPTC Photo Metadata in an XMP packet, which is what picture
desks read today, and a JPEG also as IPTC-IIM, in the source language, for older systems. The parts
are put between those of the file, so its pixels are not touched.

No library does this: Pillow writes XMP only by encoding a JPEG once more, and those for IPTC-IIM
are unkept or GPL. It takes a screen of code.

Standards: https://www.iptc.org/std/photometadata/specification/IPTC-PhotoMetadata;
XMP part 1 (ISO 16684-1) and part 3, 1.1.3; IPTC-IIM 4.2, 1.5 and chapter 6
"""

import io
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from publisher.model.picture import Picture

_XMP_NAME = b"http://ns.adobe.com/xap/1.0/\0"
_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"
 xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/">
{properties}
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""
_LONGEST = 65_000
"""Bytes of a packet that fit into a segment of a JPEG (65,533 with name and length)."""
_IIM_LIMITS = {105: 256, 110: 32, 120: 2000}
"""Bytes of a dataset of record 2: headline, credit, caption."""
_QUALITY = 95


@dataclass(frozen=True, kw_only=True, slots=True)
class PictureTexts:
    """What is said of a picture: texts by language, the source language first."""

    captions: Mapping[str, str] = field(hash=False)
    alts: Mapping[str, str] = field(hash=False)
    credits: Mapping[str, str] = field(hash=False)
    headlines: Mapping[str, str] = field(hash=False)
    """The titles of the release."""
    date: str
    """That of the release, as ISO 8601."""


def write_captions(picture: Picture, texts: PictureTexts) -> tuple[str, bytes]:
    """The suffix and the bytes of a picture that says what it shows, and who made it."""
    if picture.media_type == "image/png":
        return ".png", add_to_png(picture.data, write_packet(texts))
    data = picture.data if picture.media_type == "image/jpeg" else to_jpeg(picture.data)
    packet = write_packet(texts)
    if len(packet) > _LONGEST:
        packet = write_packet(texts, languages=1)
    return ".jpg", add_to_jpeg(data, packet, write_iim(texts))


def to_jpeg(data: bytes) -> bytes:
    """A picture in the format that every picture desk takes."""
    from PIL import Image

    output = io.BytesIO()
    with Image.open(io.BytesIO(data)) as image:
        opaque = image.convert("RGBA")
    opaque = Image.alpha_composite(Image.new("RGBA", opaque.size, "white"), opaque)
    opaque.convert("RGB").save(output, "JPEG", quality=_QUALITY, optimize=True)
    return output.getvalue()


def write_packet(texts: PictureTexts, languages: int | None = None) -> bytes:
    """The XMP packet of a picture, in so many languages."""
    properties = [
        _alternatives("dc:description", texts.captions, languages),
        _alternatives("Iptc4xmpCore:AltTextAccessibility", texts.alts, languages),
        _alternatives("dc:rights", texts.credits, languages),
        _alternatives("dc:title", texts.headlines, languages),
        _property("photoshop:Credit", _first(texts.credits)),
        _property("photoshop:DateCreated", texts.date),
    ]
    return _PACKET.format(properties="\n".join(filter(None, properties))).encode()


def _first(texts: Mapping[str, str]) -> str:
    return next(iter(texts.values()), "")


def _property(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>" if value else ""


def _alternatives(name: str, texts: Mapping[str, str], languages: int | None) -> str:
    """A property in several languages; the first is also the one by default."""
    said = list(texts.items())[:languages]
    if not said:
        return ""
    items = "".join(
        f"<rdf:li xml:lang={quoteattr(language)}>{escape(text)}</rdf:li>"
        for language, text in [("x-default", said[0][1]), *said]
    )
    return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>"


def write_iim(texts: PictureTexts) -> bytes:
    """The IPTC-IIM datasets of a picture, in UTF-8, as a resource of Photoshop's."""
    datasets = [
        b"\x1c\x01\x5a\x00\x03\x1b%G",  # 1:90, the character set: UTF-8
        b"\x1c\x02\x00\x00\x02\x00\x04",  # 2:0, version 4
    ]
    said = {105: texts.headlines, 110: texts.credits, 120: texts.captions}
    for number, values in said.items():
        if text := _first(values):
            value = text.encode()[: _IIM_LIMITS[number]].decode(errors="ignore").encode()
            datasets.append(b"\x1c\x02" + bytes([number]) + len(value).to_bytes(2, "big") + value)
    block = b"".join(datasets)
    resource = b"8BIM\x04\x04\0\0" + len(block).to_bytes(4, "big") + block
    return b"Photoshop 3.0\0" + resource + b"\0" * (len(block) % 2)


def add_to_jpeg(data: bytes, packet: bytes, iim: bytes) -> bytes:
    """A JPEG with a packet and datasets behind its first segment, JFIF's own, or its start."""
    at = 4 + int.from_bytes(data[4:6], "big") if data[2:4] == b"\xff\xe0" else 2
    parts = [(b"\xff\xe1", _XMP_NAME + packet), (b"\xff\xed", iim)]
    segments = [name + (len(body) + 2).to_bytes(2, "big") + body for name, body in parts]
    return data[:at] + b"".join(segments) + data[at:]


def add_to_png(data: bytes, packet: bytes) -> bytes:
    """A PNG with a packet behind its header, as uncompressed text."""
    body = b"iTXtXML:com.adobe.xmp\0\0\0\0\0" + packet
    chunk = (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    header = 33  # the signature and IHDR
    return data[:header] + chunk + data[header:]
