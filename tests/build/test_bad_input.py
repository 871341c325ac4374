"""Bad input: said with its place, never published, and nobody else's page suffers.

Each case breaks one release of a newsroom of two, whose site stands already, and changes the
other. docs/bad-input.md says of each kind of input which test holds it.

A long module, because it is one table of inputs, each with what must be found in it.
"""

import json
import resource
import struct
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import pytest
from world import Newsroom, Said, copy_newsroom, read_sources, read_tree

BROKEN = "2024-05-02-hello"
OTHER = "2024-06-03-other"
MD = f"releases/{BROKEN}/release.md"
PO = f"locales/en/LC_MESSAGES/{BROKEN}.po"


@pytest.fixture(scope="session")
def built_pair(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """Two releases in English with their site; not to be changed."""
    newsroom = copy_newsroom("minimal", tmp_path_factory.mktemp("pair") / "newsroom")
    other = newsroom.folder / "releases" / OTHER / "release.md"
    other.parent.mkdir()
    other.write_text(
        "---\nkind: activity-report\ntitle: The other one\ndate: 2024-06-03\n---\n\nOld words.\n"
    )
    newsroom.build()
    return newsroom


@pytest.fixture
def pair(built_pair: Newsroom, tmp_path) -> Newsroom:
    """Two releases in English with their site, to change."""
    return built_pair.copy(tmp_path / "pair")


class Find(NamedTuple):
    """A finding: its id, its file, and words that stand on its line; none for no line at all."""

    id: str
    path: str
    on: str | None

    def resolve(self, newsroom: Newsroom) -> tuple[str, str, int | None]:
        """Id, path and line as the JSON has them."""
        if self.on is None:
            return self.id, self.path, None
        lines = (newsroom.folder / self.path).read_bytes().splitlines()
        numbers = [n for n, line in enumerate(lines, start=1) if self.on.encode() in line]
        return self.id, self.path, numbers[0] if numbers else 1


@dataclass(frozen=True, kw_only=True)
class Case:
    """How a release is broken, what is found, and words that the message must have."""

    name: str
    break_it: Callable[[Newsroom], object]
    finds: tuple[Find, ...]
    words: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.name


def replaces(old: str, new: str, pattern: str = MD) -> Callable[[Newsroom], object]:
    """A way to break a file."""
    return lambda newsroom: newsroom.edit(pattern, old, new)


def adds(text: str, **files: bytes) -> Callable[[Newsroom], object]:
    """Add `text` at the end of the release, and files to its images."""

    def break_it(newsroom: Newsroom) -> None:
        path = newsroom.folder / MD
        path.write_text(path.read_text() + "\n" + text + "\n")
        images = path.parent / "images"
        images.mkdir()
        for name, data in files.items():
            (images / name.replace("_", ".")).write_bytes(data)

    return break_it


def writes(data: bytes) -> Callable[[Newsroom], object]:
    """A whole file of other bytes."""
    return lambda newsroom: (newsroom.folder / MD).write_bytes(data)


def links_out(newsroom: Newsroom) -> None:
    """A picture that is a symbolic link to a file outside the release."""
    adds('![Secret](images/secret.png){credit="DHF"}')(newsroom)
    (newsroom.folder / MD).parent.joinpath("images", "secret.png").symlink_to("/etc/passwd")


def links_folder_out(newsroom: Newsroom) -> None:
    """A folder of pictures that is a symbolic link to one outside the release."""
    path = newsroom.folder / MD
    path.write_text(path.read_text() + '\n![Secret](images/passwd){credit="DHF"}\n')
    path.with_name("images").symlink_to("/etc")


def repeats_slug(newsroom: Newsroom) -> None:
    """The same slug once more, in other letters."""
    copy = newsroom.folder / "releases" / BROKEN.replace("hello", "Hello")
    copy.mkdir()
    (copy / "release.md").write_bytes((newsroom.folder / MD).read_bytes())


def chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int, height: int, lines: int) -> bytes:
    """A black and white PNG that says it is so wide and high, and holds so many lines."""
    pixels = zlib.compress(bytes(1 + (width + 7) // 8) * lines, level=0)
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    parts = (chunk(b"IHDR", header), chunk(b"IDAT", pixels), chunk(b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


PNG = png(8, 8, 8)
CUT_PNG = png(64, 64, 64)[:300]
BOMB = png(30000, 30000, 1)
SVG_BOMB = (
    b'<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa">'
    + b"".join(
        b'<!ENTITY %c "%s">' % (letter, b"&%c;" % (letter - 1) * 10) for letter in b"bcdefghij"
    )
    + b"]><svg>&j;</svg>"
)
"""Ten thousand million letters once its entities are put in."""
EPS = b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n(/etc/passwd) (r) file showpage\n"
"""A picture of 900 million pixels in a few bytes."""


def case(
    name: str,
    break_it: Callable[[Newsroom], object],
    *finds: tuple[str, str],
    words: tuple[str, ...] = (),
) -> Case:
    """A case whose findings, id and words on the line, are all in release.md."""
    found = tuple(Find(identifier, MD, on) for identifier, on in finds)
    return Case(name=name, break_it=break_it, finds=found, words=words)


CASES = [
    # Front matter
    case(
        "yaml",
        replaces("title: Hello", 'title: "Hello'),
        ("release/front-matter", 'title: "Hello'),
        words=("broken YAML", "needs quotes around it"),
    ),
    case(
        "yaml-colon",
        replaces("title: Hello", "title: Hello: a word"),
        ("release/front-matter", "title: Hello: a word"),
        words=("broken YAML", "needs quotes around it"),
    ),
    case(
        "no-front-matter",
        writes(b"# Hello\n\nWords.\n"),
        ("release/front-matter", "# Hello"),
        words=("begin with a line '---'",),
    ),
    case(
        "open-front-matter",
        writes(b"---\nkind: press-release\ntitle: Hello\ndate: 2024-05-02\n"),
        ("release/front-matter", "---"),
    ),
    case("empty-file", writes(b""), ("release/front-matter", "")),
    case(
        "unknown-key",
        replaces("title: Hello", "title: Hello\nsubtitel: Again"),
        ("release/unknown-key", "subtitel"),
        words=("'subtitel'", "did you mean 'subtitle'?"),
    ),
    case(
        "unknown-kind",
        replaces("press-release", "pres-release"),
        ("release/unknown-kind", "kind:"),
        words=("did you mean 'press-release'?",),
    ),
    case(
        "unknown-language",
        replaces("title: Hello", "title: Hello\nlanguages: [en, my]"),
        ("release/unknown-language", "languages:"),
        words=("'my'", "known here: en"),
    ),
    case(
        "unknown-contact",
        replaces("title: Hello", "title: Hello\ncontacts: [press]"),
        ("release/unknown-contact", "contacts:"),
        words=("[contacts.press]",),
    ),
    case(
        "date",
        replaces("2024-05-02", "2. May 2024"),
        ("release/date", "date:"),
        words=("write YYYY-MM-DD",),
    ),
    case(
        "other-date-than-slug",
        replaces("2024-05-02", "2024-05-03"),
        ("release/slug-date", "date:"),
    ),
    case(
        "embargo",
        replaces("title: Hello", "title: Hello\nembargo: tomorrow"),
        ("release/embargo", "embargo:"),
        words=("2017-07-24T09:00+06:30",),
    ),
    case(
        "not-utf-8",
        writes(b"---\nkind: press-release\ntitle: Caf\xe9\n"),
        ("file/not-utf-8", "title:"),
        words=("0xE9", "save it again as UTF-8"),
    ),
    case(
        "two-problems",
        replaces("title: Hello\ndate: 2024-05-02", "title: Hello\nsumary: x\ndate: May"),
        ("release/unknown-key", "sumary:"),
        ("release/date", "date:"),
        words=("'sumary'", "'May' is not a date"),
    ),
    # Body
    case(
        "no-body",
        lambda newsroom: newsroom.edit(MD, "---\n\nOne paragraph, and no more.\n", "--- \n"),
        ("release/empty-body", "--- "),
    ),
    case(
        "raw-html",
        adds('<script>alert("x")</script>'),
        ("release/raw-html", "<script>"),
        words=("write it as Markdown",),
    ),
    case(
        "raw-html-inside-a-line",
        adds("A line with a<br>break."),
        ("release/inline", "<br>"),
        words=("'<br>'",),
    ),
    case(
        "raw-html-in-the-title",
        replaces("title: Hello", "title: Hello <img src=x onerror=alert(1)>"),
        ("release/inline", "title:"),
        words=("onerror",),
    ),
    case(
        "javascript-link",
        adds("[Click](javascript:alert%281%29)"),
        ("release/inline", "javascript"),
        words=("javascript:",),
    ),
    case(
        "skipped-heading-level",
        adds("### Too deep\n\nWords."),
        ("release/heading-level", "### Too deep"),
        words=("use ##",),
    ),
    case(
        "glyph-that-no-face-has",
        replaces("no more.", "no ᚠ more."),
        ("message/glyph-coverage", "ᚠ"),
        words=("U+16A0", "RUNIC LETTER"),
    ),
    case(
        "no-title",
        replaces("title: Hello\n", ""),
        ("release/missing-key", "---"),
        words=("add 'title: …'",),
    ),
    # Pictures
    case(
        "picture-missing",
        adds('![A field](images/feild.png){credit="DHF"}', field_png=PNG),
        ("picture/missing", "feild"),
        words=("did you mean 'images/field.png'?",),
    ),
    case(
        "picture-without-credit",
        adds("![A field](images/field.png)", field_png=PNG),
        ("picture/no-credit", "field"),
    ),
    case(
        "caption-of-a-camera",
        adds('![A field](images/field.png "IMG_1234"){credit="DHF"}', field_png=PNG),
        ("picture/camera-name", "IMG_1234"),
    ),
    case(
        "picture-without-alternative-text",
        adds('![](images/field.png){credit="DHF"}', field_png=PNG),
        ("release/no-alt", "field"),
    ),
    case(
        "picture-above-the-folder",
        adds('![Secret](../../../../../../../../etc/passwd){credit="DHF"}'),
        ("picture/outside", "passwd"),
        words=("outside the release folder",),
    ),
    case(
        "picture-of-another-release",
        adds(f'![Other](../{OTHER}/release.md){{credit="DHF"}}'),
        ("picture/outside", OTHER),
    ),
    case(
        "picture-by-absolute-path",
        adds('![X](/etc/passwd){credit="DHF"}'),
        ("picture/not-local", "passwd"),
    ),
    case("picture-by-symlink", links_out, ("picture/outside", "secret.png")),
    case("picture-in-symlinked-folder", links_folder_out, ("picture/outside", "passwd")),
    case(
        "picture-from-afar",
        adds('![Far](https://example.org/far.png){credit="DHF"}'),
        ("picture/not-local", "example.org"),
        words=("save it into images/",),
    ),
    case(
        "picture-from-the-host-itself",
        adds('![Far](//169.254.169.254/latest){credit="DHF"}'),
        ("picture/not-local", "169.254"),
    ),
    case(
        "picture-in-its-address",
        adds('![Data](data:image/png;base64,AAAA){credit="DHF"}'),
        ("picture/not-local", "base64"),
    ),
    case(
        "picture-with-a-name-that-breaks-addresses",
        adds('![A field](<images/my field.png>){credit="DHF"}', **{"my field_png": PNG}),
        ("picture/name", "my field.png"),
    ),
    case(
        "picture-cut-short",
        adds('![A field](images/field.png){credit="DHF"}', field_png=CUT_PNG),
        ("picture/corrupt", "field.png"),
    ),
    case(
        "picture-of-another-kind",
        adds('![A field](images/field.svg){credit="DHF"}', field_svg=b"<svg/>"),
        ("picture/format", "field.svg"),
        words=("PNG, JPEG or WebP",),
    ),
    case(
        "picture-of-svg-that-grows",
        adds('![A bomb](images/bomb.svg){credit="DHF"}', bomb_svg=SVG_BOMB),
        ("picture/format", "bomb.svg"),
    ),
    case(
        "picture-of-svg-by-another-name",
        adds('![A bomb](images/bomb.png){credit="DHF"}', bomb_png=SVG_BOMB),
        ("picture/format", "bomb.png"),
    ),
    case(
        "picture-that-is-a-program",
        adds('![A page](images/page.png){credit="DHF"}', page_png=EPS),
        ("picture/format", "page.png"),
    ),
    case(
        "picture-too-large",
        adds('![A bomb](images/bomb.png){credit="DHF"}', bomb_png=BOMB),
        ("picture/too-large", "bomb.png"),
    ),
    # Catalogues
    Case(
        name="catalogue-with-open-quote",
        break_it=replaces('msgid "Hello"\nmsgstr ""', 'msgid "Hello"\nmsgstr "Hi', PO),
        finds=(Find("catalogue/unclosed-quote", PO, '"Hi'),),
        words=('put " at the end of the line',),
    ),
    Case(
        name="catalogue-with-conflict",
        break_it=replaces("#. Lead", "<<<<<<< ours\n#. Lead", PO),
        finds=(Find("catalogue/merge-conflict", PO, "<<<<<<< ours"),),
    ),
    Case(
        name="catalogue-with-script",
        break_it=replaces(
            'msgid "Hello"\nmsgstr ""',
            'msgid "Hello"\nmsgstr "<script>alert(1)</script><img src=x onerror=alert(2)>"',
            PO,
        ),
        finds=(Find("message/inline", PO, 'msgid "Hello"'),),
        words=("<script>", "onerror"),
    ),
    Case(
        name="catalogue-with-html",
        break_it=replaces('msgid "Hello"\nmsgstr ""', 'msgid "Hello"\nmsgstr "Hi<br>"', PO),
        finds=(Find("message/inline", PO, 'msgid "Hello"'),),
        words=("'<br>'",),
    ),
    # Slugs
    Case(
        name="same-slug-in-other-letters",
        break_it=repeats_slug,
        finds=(
            Find("release/duplicate-slug", MD, None),
            Find("release/duplicate-slug", MD.replace("hello", "Hello"), None),
        ),
    ),
]


def files_of(newsroom: Newsroom, slug: str) -> dict[str, tuple[bytes, int]]:
    """The files of a release in the site, with the times they were written at."""
    site = newsroom.site
    return {
        path: (data, (site / path).stat().st_mtime_ns)
        for path, data in read_tree(site).items()
        if slug in path
    }


def build(newsroom: Newsroom) -> Said:
    """Build pages and texts."""
    return newsroom.run("build", "--json", "--jobs", 1, "-f", "html", "-f", "txt")


@pytest.mark.parametrize("case", CASES, ids=str)
def test_bad_release(case: Case, pair: Newsroom) -> None:
    """The message names file and line; the last good edition stays, and is listed; the other
    release is brought up to date; no source is touched."""
    case.break_it(pair)
    pair.edit(f"releases/{OTHER}/release.md", "Old words.", "New words.")
    sources = read_sources(pair)
    good = files_of(pair, BROKEN)
    said = build(pair)
    assert said.code == 1, said
    found = {(item["id"], item["path"], item["line"]) for item in said.json["findings"]}
    expected = {find.resolve(pair) for find in case.finds}
    assert found == expected, said.stderr
    for _, path, line in expected:
        assert f"\n{path}:" + (f"{line}:" if line else " error:") in said.stderr
    for word in case.words:
        assert word in said.stderr
    assert read_sources(pair) == sources
    assert files_of(pair, BROKEN) == good
    assert {artifact["release"] for artifact in said.json["artifacts"]} == {OTHER}
    assert "New words." in pair.path(f"site/en/{OTHER}/index.html").read_text()
    index = pair.path("site/en/index.html").read_text()
    assert f'<a href="{BROKEN}/index.html">Hello</a>' in index
    assert f'<a href="{OTHER}/index.html">The other one</a>' in index


def test_what_stays_is_in_the_manifest(pair: Newsroom) -> None:
    """The manifest goes on naming every file of an edition that could not be made again."""
    before = json.loads((pair.site / "manifest.json").read_bytes())
    pair.edit(MD, "title:", "titel:")
    assert build(pair).code == 1
    after = json.loads((pair.site / "manifest.json").read_bytes())
    for part in ("artifacts", "listings"):
        kept = [entry for entry in before[part] if entry["release"] == BROKEN]
        assert kept
        assert [entry for entry in after[part] if entry["release"] == BROKEN] == kept
    slices = {entry["path"] for entry in before["files"] if entry["path"].startswith("faces/")}
    assert slices
    assert slices <= {entry["path"] for entry in after["files"]}


def test_mending_brings_the_site_back(pair: Newsroom) -> None:
    """Broken, built, mended and built again, the site is what it was, byte for byte."""
    before = read_tree(pair.site)
    pair.edit(MD, "title:", "titel:")
    assert build(pair).code == 1
    pair.edit(MD, "titel:", "title:")
    assert build(pair).code == 0
    assert read_tree(pair.site) == before


def test_a_broken_release_that_was_never_built(minimal: Newsroom) -> None:
    """Without an earlier state nothing of it appears; the site is otherwise whole."""
    minimal.edit(MD, "title:", "titel:")
    said = build(minimal)
    assert (said.code, said.json["artifacts"]) == (1, [])
    assert not [path for path in read_tree(minimal.site) if BROKEN in path]
    assert "Nothing has been published" in minimal.path("site/en/index.html").read_text()


def test_problems_of_several_releases_come_together(pair: Newsroom) -> None:
    """One run names everything that is wrong, in the order of files and lines."""
    pair.edit(MD, "title: Hello", "title: Hello\nsubtitel: x\nsumary: y")
    pair.edit(f"releases/{OTHER}/release.md", "Old words.", "Old <b>words</b>.")
    said = build(pair)
    assert said.code == 1
    places = [(finding["path"], finding["line"]) for finding in said.json["findings"]]
    assert places == sorted(places)
    assert {line for path, line in places if path == MD} == {4, 5}
    assert {line for path, line in places if path != MD} == {7}


def test_no_byte_of_a_file_outside_leaks(pair: Newsroom) -> None:
    """What a symbolic link points at appears neither in the messages nor in the site."""
    secret = pair.folder.parent / "secret.txt"
    secret.write_bytes(b"the-secret-of-the-house")
    adds("![Secret](images/secret.png)")(pair)
    (pair.folder / MD).parent.joinpath("images", "secret.png").symlink_to(secret)
    said = build(pair)
    assert said.code == 1
    assert "the-secret" not in said.stdout + said.stderr
    assert not [path for path, data in read_tree(pair.site).items() if b"the-secret" in data]


def test_link_inside_the_release_is_fine(pair: Newsroom) -> None:
    """A symbolic link that stays inside the release folder is followed."""
    adds('![A field](images/field.png){credit="DHF"}', real_png=PNG)(pair)
    images = (pair.folder / MD).parent / "images"
    (images / "field.png").symlink_to("real.png")
    assert build(pair).code == 0
    assert pair.path(f"site/pictures/{BROKEN}/field-*.jpg").stat().st_size


@pytest.mark.parametrize("address", ["images/../images/field.png", "./images/field.png"])
def test_roundabout_address_of_a_picture(address: str, pair: Newsroom) -> None:
    """However the address of a picture is written, its files stand at plain paths."""
    adds(f'![A field]({address}){{credit="DHF"}}', field_png=PNG)(pair)
    assert build(pair).code == 0
    picture = pair.path(f"site/pictures/{BROKEN}/field-*.jpg")
    manifest = json.loads((pair.site / "manifest.json").read_bytes())
    paths = [entry["path"] for entry in manifest["files"]]
    assert f"pictures/{BROKEN}/{picture.name}" in paths
    assert not [path for path in paths if ".." in path or "./" in path]


@pytest.mark.parametrize("data", [BOMB, SVG_BOMB, EPS], ids=["pixels", "entities", "program"])
def test_bad_picture_is_refused_fast(data: bytes, pair: Newsroom) -> None:
    """A picture of 900 million pixels is refused by its header, without being unpacked, and no
    other kind is opened; not even one that is called as if it were right."""
    usual = processor_seconds(pair)
    adds("![A bomb](images/bomb.png)", bomb_png=data)(pair)
    assert processor_seconds(pair) - usual < 2
    assert pair.run("check").code == 1
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    assert peak < 500  # MB; the most that any command of this process took


def processor_seconds(newsroom: Newsroom) -> float:
    """What `check` takes of a processor, whatever else the machine does."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    newsroom.run("check")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime
