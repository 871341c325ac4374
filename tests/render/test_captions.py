"""Captions and credits inside pictures, read back with other readers than ours."""

import io
import re
from xml.etree import ElementTree as ET

import pytest
from PIL import Image, IptcImagePlugin

from publisher.load.picture import measure_picture
from publisher.render.captions import PictureTexts, write_captions

PAYLOADS = [
    "Two ministers & “friends”",
    "</rdf:li><x:evil/>",
    "<?xpacket end='w'?>",
    "]]><!--",
    "&xxe; &#60;",
    "ရန်ကုန်မြို့",
    "a" * 5000,
]
DC = "{http://purl.org/dc/elements/1.1/}"
LI = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}li"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def written(kind: str, caption: str, khmer: str = "ពិធីបើក") -> tuple[str, bytes, Image.Image]:
    """A picture with captions, its suffix, and what it was made of."""
    image = Image.linear_gradient("L").convert("RGB")
    data = io.BytesIO()
    image.save(data, kind)
    picture = measure_picture("images/a", data.getvalue())
    texts = PictureTexts(
        captions={"en": caption, "km": khmer},
        alts={"en": "A stage"},
        credits={"en": "Photo: MMN", "km": "រូបថត៖ MMN"},
        headlines={"en": "The title"},
        date="2017-07-24",
    )
    with Image.open(io.BytesIO(picture.data)) as source:
        source.load()
    return (*write_captions(picture, texts), source)


def packet_of(data: bytes) -> ET.Element:
    """The XMP packet of a picture."""
    with Image.open(io.BytesIO(data)) as image:
        packet = image.info.get("xmp") or image.info["XML:com.adobe.xmp"]
    text = packet.decode() if isinstance(packet, bytes) else packet
    return ET.fromstring(re.sub(r"<\?xpacket.*?\?>", "", text, flags=re.DOTALL))


@pytest.mark.parametrize("caption", PAYLOADS)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_every_language_is_inside(kind: str, caption: str) -> None:
    """Captions and credits come back in each language, as text and nothing else; the first is the
    one by default."""
    suffix, data, _ = written(kind, caption)
    assert suffix == (".png" if kind == "PNG" else ".jpg")
    root = packet_of(data)
    said = {li.get(LANG): li.text for li in root.findall(f".//{DC}description//{LI}")}
    assert said == {"x-default": caption, "en": caption, "km": "ពិធីបើក"}
    assert [li.text for li in root.findall(f".//{DC}rights//{LI}")][-1] == "រូបថត៖ MMN"


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_no_pixel_is_touched(kind: str) -> None:
    """The picture is the same, in full size."""
    _, data, source = written(kind, "The opening")
    with Image.open(io.BytesIO(data)) as image:
        assert image.tobytes() == source.tobytes()


def test_older_systems_read_it_too() -> None:
    """The source language stands in IPTC-IIM, as UTF-8, cut between characters where it is long."""
    _, data, _ = written("JPEG", "ဆ" * 2000)
    with Image.open(io.BytesIO(data)) as image:
        found = IptcImagePlugin.getiptcinfo(image)
    assert found[1, 90] == b"\x1b%G"
    assert found[2, 110].decode() == "Photo: MMN"
    assert found[2, 105].decode() == "The title"
    assert set(found[2, 120].decode()) == {"ဆ"}
    assert len(found[2, 120]) <= 2000


def test_too_much_for_a_jpeg_is_said_in_one_language() -> None:
    """A packet that does not fit into a JPEG keeps the source language."""
    _, data, _ = written("JPEG", "The opening", khmer="ព" * 30_000)
    root = packet_of(data)
    assert {li.get(LANG) for li in root.findall(f".//{DC}description//{LI}")} == {"x-default", "en"}
