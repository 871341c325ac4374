"""Files as their readers take them apart, and what in them is not as in harmless files.

In: the same file twice, as a site of hostile and of harmless texts holds it. Out: what a text
became that is no text: an element, an attribute, an address, a script, a header, a name. Every
format is read by a real parser; a format that nobody here can read is a fault of its own.

A long module, because it is one reader for each format, called by the name of a file.
"""

import email.policy
import io
import json
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from email.parser import BytesParser
from urllib.parse import parse_qsl, urlsplit
from xml.etree import ElementTree as ET

import html5lib
import pikepdf
import tinycss2
from PIL import Image

INLINE = {"strong", "em", "code", "a", "br", "wbr", "span"}
"""What text may become in HTML: the marks of Markdown, and those of line breaks and languages."""
INLINE_ATTRIBUTES = {"href", "class", "lang", "dir", "hreflang", "rel"}
TEXT_ATTRIBUTES = {"alt", "content", "title", "aria-label", "data-bookmark", "value", "label"}
"""Attributes whose value is text, and may be anything."""
SCHEMES = {"http", "https", "mailto", "tel"}
UNREAD = {".woff2", ".ttf", ".jpg", ".jpeg", ".png", ".webp", ".avif"}
"""Formats that hold no text, but for what pictures say of themselves."""
_DIGEST = re.compile(r"[0-9a-f]{8,64}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_HTML_KEY = re.compile(r"(?:^|_)html\Z")

Faults = Iterator[str]


def compare_files(name: str, hostile: bytes, harmless: bytes) -> Faults:
    """What is wrong with a file; `name` says what it is."""
    suffix = posixpath.splitext(name)[1].lower()
    if suffix in UNREAD:
        if suffix in {".jpg", ".jpeg", ".png", ".webp"}:
            yield from compare_pictures(hostile, harmless)
    elif name.endswith("/all/find/index.html"):
        # Which letters and places it lists follows from the words: only its elements are judged.
        yield from compare_html(hostile, hostile)
    elif posixpath.basename(name) == "SHA256SUMS":
        yield from compare_sums(hostile, harmless)
    elif (compare := READERS.get(suffix)) is None:
        yield f"nobody here can read {suffix or name}"
    else:
        yield from compare(hostile, harmless)


def mask(text: str) -> str:
    """`text` without digests, which follow from contents."""
    return _DIGEST.sub("*", text)


# HTML


def compare_html(hostile: bytes, harmless: bytes) -> Faults:
    """Elements and attributes of two pages, but for the marks of text."""
    yield from compare_trees(*(parse_html(data) for data in (hostile, harmless)))


def compare_fragments(hostile: str, harmless: str) -> Faults:
    """The same for HTML inside of something else."""
    yield from compare_trees(
        *(html5lib.parseFragment(text, namespaceHTMLElements=False) for text in (hostile, harmless))
    )


def parse_html(data: bytes) -> ET.Element:
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    return parser.parse(data, transport_encoding="utf-8")


def compare_trees(hostile: ET.Element, harmless: ET.Element) -> Faults:
    """What differs in structure; then what each element may not be in any page."""
    frames = [list(map(frame, structure(root))) for root in (hostile, harmless)]
    for one in Counter(frames[0]) - Counter(frames[1]):
        yield f"an element that harmless words do not make: {one}"
    for one in Counter(frames[1]) - Counter(frames[0]):
        yield f"an element is gone: {one}"
    blocks = [[e for e in structure(root) if e.tag == "script"] for root in (hostile, harmless)]
    for one, other in zip(*blocks, strict=False):
        if one.get("type") != "application/ld+json":
            yield f"a script: {one.attrib}"
        else:
            yield from compare_json(text_of(one).encode(), text_of(other).encode())
    styles = [
        [rules(text_of(e)) for e in structure(r) if e.tag == "style"] for r in (hostile, harmless)
    ]
    if styles[0] != styles[1]:
        yield "the styles have other rules"
    known = {(element.tag, name) for element in harmless.iter() for name in element.attrib}
    for element in hostile.iter():
        yield from judge_element(element)
        for name in element.attrib:
            if name not in INLINE_ATTRIBUTES and (element.tag, name) not in known:
                yield f"an attribute of a text: {element.tag} {name}"


def structure(root: ET.Element) -> Iterator[ET.Element]:
    """The elements that text does not make; a comment is one of them. Which faces are loaded
    follows from the characters."""
    for element in root.iter():
        if element.tag not in INLINE and "/faces/" not in element.get("href", ""):
            yield element


def frame(element: ET.Element) -> tuple[str, ...]:
    """What of an element no text may change: its name, its attributes, and of their values those
    that are no text; of an address the words of a subject are left out."""
    parts = [element.tag if isinstance(element.tag, str) else "comment"]
    for name, value in sorted(element.attrib.items()):
        if name in TEXT_ATTRIBUTES:
            parts.append(str(name))
        elif name in {"href", "src", "srcset"}:
            parts.append(f"{name}={address_frame(value)}")
        else:
            parts.append(f"{name}={mask(value)}")
    return tuple(parts)


def address_frame(value: str) -> str:
    """An address without digests and without the values of its query."""
    parts = urlsplit(value)
    keys = [key for key, _ in parse_qsl(parts.query, keep_blank_values=True)]
    return mask(f"{parts.scheme}:{parts.netloc}{parts.path}?{keys}")


def judge_element(element: ET.Element) -> Faults:
    """What no element may have, whatever made it."""
    if not isinstance(element.tag, str):
        return
    for name, value in element.attrib.items():
        if str(name).lower().startswith("on"):
            yield f"a handler: {element.tag} {name}={value!r}"
        if name in {"href", "src", "action", "formaction", "data", "poster"}:
            yield from judge_address(value)


def judge_address(value: str) -> Faults:
    """What no address may be, once a browser has taken out what it ignores."""
    bare = re.sub(r"[\x00-\x20\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e]", "", value)
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", bare)
    if (
        scheme
        and scheme[1].lower() not in SCHEMES
        and not bare.startswith(
            ("data:font/", "data:image/jpeg;", "data:image/png;", "data:image/webp;")
        )
    ):
        yield f"an address with the scheme {scheme[1]}: {value!r}"
    if _CONTROL.search(value) or re.search("%0[ad]", value, re.IGNORECASE):
        yield f"an address with the end of a line: {value!r}"


def rules(style: str) -> list[str]:
    """The rules of a style sheet, those of faces aside, which follow from the characters used."""
    parsed = tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)
    kept = [rule for rule in parsed if getattr(rule, "lower_at_keyword", "") != "font-face"]
    return [mask(rule.serialize()) for rule in kept]


def text_of(element: ET.Element) -> str:
    return "".join(element.itertext())


# Data


def compare_json(hostile: bytes, harmless: bytes) -> Faults:
    """Keys, and values that are no text."""
    yield from compare_values(*(json.loads(data) for data in (hostile, harmless)), where="")


def compare_values(hostile: object, harmless: object, where: str) -> Faults:
    """The same shape at every depth; an address or a path stays as it is."""
    if type(hostile) is not type(harmless):
        yield f"{where} became {hostile!r}"
    elif isinstance(hostile, dict) and isinstance(harmless, dict):
        if set(hostile) != set(harmless):
            yield f"{where} has the keys {sorted(hostile)}"
        for key in hostile.keys() & harmless.keys():
            if _HTML_KEY.search(key) and isinstance(hostile[key], str):
                yield from compare_fragments(hostile[key], harmless[key])
            else:
                yield from compare_values(hostile[key], harmless[key], f"{where}.{key}")
    elif isinstance(hostile, list) and isinstance(harmless, list):
        if len(hostile) != len(harmless):
            yield f"{where} has {len(hostile)} values"
        for one, other in zip(hostile, harmless, strict=False):
            yield from compare_values(one, other, where)
    elif isinstance(hostile, str) and isinstance(harmless, str):
        if is_address(harmless) and mask(hostile) != mask(harmless):
            yield f"{where} leads to {hostile!r}"
        if _CONTROL.search(hostile):
            yield f"{where} holds a control character: {hostile!r}"


def is_address(text: str) -> bool:
    """Whether a value is an address or a path, and no text."""
    return " " not in text and ("/" in text or ":" in text)


def compare_xml(hostile: bytes, harmless: bytes) -> Faults:
    """Elements and attributes; HTML inside of them as HTML."""
    for word in (b"<!DOCTYPE", b"<!ENTITY"):
        if word in re.sub(rb"(?s)<!\[CDATA\[.*?\]\]>", b"", hostile):
            yield f"XML with {word.decode()}"
    trees = [parse_xml(data) for data in (hostile, harmless)]
    kept = [[e for e in tree.iter() if local(e) not in INLINE] for tree in trees]
    frames = [Counter(map(frame, elements)) for elements in kept]
    for one in (frames[0] - frames[1]) + (frames[1] - frames[0]):
        yield f"an element that is not in both: {one}"
    for one, other in zip(*kept, strict=False):
        if one.get("type") == "html":
            yield from compare_fragments(text_of(one), text_of(other))
    for element in trees[0].iter():
        yield from judge_element(element)


def parse_xml(data: bytes) -> ET.Element:
    """XML with its comments and instructions as elements."""
    builder = ET.TreeBuilder(insert_comments=True, insert_pis=True)
    return ET.fromstring(data, ET.XMLParser(target=builder))


def local(element: ET.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else "comment"


def compare_text(hostile: bytes, harmless: bytes) -> Faults:
    """Plain text holds no sign that steers a terminal or turns words around."""
    text = hostile.decode("utf-8")
    for pattern, what in ((_CONTROL, "control"), (_BIDI, "bidirectional")):
        if found := pattern.search(text):
            yield f"a {what} character in the text: {found[0]!r}"


def compare_sums(hostile: bytes, harmless: bytes) -> Faults:
    """A list of digests names the same files."""
    names = [
        sorted(line[66:] for line in data.decode().splitlines()) for data in (hostile, harmless)
    ]
    if names[0] != names[1]:
        yield f"the sums are of other files: {names[0]}"


def compare_cards(hostile: bytes, harmless: bytes) -> Faults:
    """Contacts and calendars: lines of names and values (RFC 6350, RFC 5545)."""
    names = [
        [
            re.match(r"[\w.-]+", line)[0]
            for line in re.sub(r"\r?\n[ \t]", "", data.decode()).splitlines()
        ]
        for data in (hostile, harmless)
    ]
    if names[0] != names[1]:
        yield f"other lines: {Counter(names[0]) - Counter(names[1])}"


# Files that hold others


def compare_archives(hostile: bytes, harmless: bytes) -> Faults:
    """The same names, none of which leaves the folder; and each file in its turn."""
    with (
        zipfile.ZipFile(io.BytesIO(hostile)) as one,
        zipfile.ZipFile(io.BytesIO(harmless)) as other,
    ):
        names = one.namelist()
        if names != other.namelist():
            yield f"other names: {sorted(set(names) ^ set(other.namelist()))}"
        for name in names:
            if re.search(r"^[/\\]|(?:^|[/\\])\.\.(?:[/\\]|\Z)|\\|:", name) or _CONTROL.search(name):
                yield f"a name that leaves the folder: {name!r}"
        for name in sorted(set(names) & set(other.namelist())):
            if not name.endswith("/"):
                for fault in compare_files(name, one.read(name), other.read(name)):
                    yield f"{name}: {fault}"


def compare_word(hostile: bytes, harmless: bytes) -> Faults:
    """A Word file: no kind of element that harmless words do not make, and no address out of it
    but those of links."""
    with (
        zipfile.ZipFile(io.BytesIO(hostile)) as one,
        zipfile.ZipFile(io.BytesIO(harmless)) as other,
    ):
        if one.namelist() != other.namelist():
            yield f"other parts: {sorted(set(one.namelist()) ^ set(other.namelist()))}"
        for name in sorted(set(one.namelist()) & set(other.namelist())):
            if not name.endswith((".xml", ".rels")):
                continue
            trees = [parse_xml(archive.read(name)) for archive in (one, other)]
            kinds = [{(e.tag, *sorted(e.attrib)) for e in tree.iter()} for tree in trees]
            if new := kinds[0] - kinds[1]:
                yield f"{name}: elements that harmless words do not make: {new}"
            for link in trees[0].iter():
                if link.get("TargetMode") == "External":
                    yield from judge_address(link.get("Target", ""))


def compare_mails(hostile: bytes, harmless: bytes) -> Faults:
    """The same headers and parts, each in its turn."""
    parser = BytesParser(policy=email.policy.default)
    parts = [list(parser.parsebytes(data).walk()) for data in (hostile, harmless)]
    frames = [[(p.get_content_type(), p.get_filename(), p.keys()) for p in mail] for mail in parts]
    if frames[0] != frames[1]:
        yield f"other parts or headers: {frames[0]}"
    for one, other in zip(*parts, strict=False):
        if one.defects:
            yield f"a broken part: {one.defects}"
        for name, value in one.items():
            if _CONTROL.search(value) or "\n" in value:
                yield f"{name} holds the end of a line: {value!r}"
            if name.lower() in {"to", "cc", "bcc", "from", "reply-to"}:
                yield from [f"{name} is {value!r}"] * (value != other[name])
        suffix = MAIL_PARTS.get(one.get_content_type())
        if suffix:
            contents = [part.get_payload(decode=True) for part in (one, other)]
            yield from compare_files(suffix, *contents)


def compare_pdfs(hostile: bytes, harmless: bytes) -> Faults:
    """No action but links, no script, the same attachments; metadata of the same shape."""
    with pikepdf.open(io.BytesIO(hostile)) as one, pikepdf.open(io.BytesIO(harmless)) as other:
        for key in set(one.Root.keys()) ^ set(other.Root.keys()):
            yield f"the catalogue of the PDF differs in {key}"
        for item in one.objects:
            if isinstance(item, pikepdf.Dictionary) and "/S" in item:
                yield from judge_action(item)
        if set(one.attachments) != set(other.attachments):
            yield f"other attachments: {set(one.attachments)}"
        for name in set(one.attachments) & set(other.attachments):
            files = [pdf.attachments[name].get_file().read_bytes() for pdf in (one, other)]
            yield from compare_files(name, *files)
        if set(one.docinfo.keys()) != set(other.docinfo.keys()):
            yield f"other metadata: {set(one.docinfo.keys())}"
        metadata = [
            pdf.Root.Metadata.read_bytes() for pdf in (one, other) if "/Metadata" in pdf.Root
        ]
        if len(metadata) == 2:
            yield from compare_xml(*metadata)


def judge_action(item: pikepdf.Dictionary) -> Faults:
    """An action leads to an address that may be one, or somewhere in the document."""
    if item.S in {
        "/JavaScript",
        "/Launch",
        "/SubmitForm",
        "/ImportData",
        "/GoToR",
        "/GoToE",
        "/Named",
    }:
        yield f"an action of a PDF: {item.S}"
    elif item.S == "/URI":
        yield from judge_address(str(item.URI))


def compare_pictures(hostile: bytes, harmless: bytes) -> Faults:
    """What a picture says of itself (XMP) has the same shape."""
    found = []
    for data in (hostile, harmless):
        with Image.open(io.BytesIO(data)) as image:
            packet = image.info.get("xmp") or image.info.get("XML:com.adobe.xmp")
            found.append(packet.encode() if isinstance(packet, str) else packet)
    if None not in found:
        yield from compare_xml(
            *(re.sub(rb"<\?xpacket.*?\?>", b"", one).strip(b"\0 ") for one in found)
        )
    elif found[0] != found[1]:
        yield "one picture has metadata, the other has not"


READERS: dict[str, Callable[[bytes, bytes], Faults]] = {
    ".html": compare_html,
    ".json": compare_json,
    ".webmanifest": compare_json,
    ".xml": compare_xml,
    ".atom": compare_xml,
    ".svg": compare_xml,
    ".tmx": compare_xml,
    ".txt": compare_text,
    ".md": compare_text,
    ".po": compare_text,
    ".pot": compare_text,
    ".css": compare_text,
    ".vcf": compare_cards,
    ".ics": compare_cards,
    ".zip": compare_archives,
    ".docx": compare_word,
    ".eml": compare_mails,
    ".pdf": compare_pdfs,
}
MAIL_PARTS = {
    "text/plain": "part.txt",
    "text/html": "part.html",
    "application/pdf": "part.pdf",
    "application/zip": "part.zip",
}
