"""TMX from any tool: units of two languages, each with its line; nothing that could harm."""

import pytest

from publisher.load.tmx import parse_tmx
from publisher.model.errors import ContentError
from publisher.model.finding import Finding
from publisher.model.memory import Unit


def tmx(*units: str, top: str = "") -> bytes:
    """A TMX file of these units, each on a line; `top` stands before it."""
    body = "\n".join(units)
    return f'{top}<tmx version="1.4"><header srclang="en"/><body>\n{body}\n</body></tmx>'.encode()


def pair(source: str, target: str, tags: tuple[str, str] = ("en", "my"), props: str = "") -> str:
    """A unit."""
    return (
        f"<tu>{props}"
        + "".join(
            f'<tuv xml:lang="{tag}"><seg>{text}</seg></tuv>'
            for tag, text in zip(tags, (source, target), strict=True)
        )
        + "</tu>"
    )


def texts(data: bytes) -> list[tuple[str, str]]:
    """Sources and targets of a TMX file into Burmese."""
    return [(unit.source, unit.target) for unit in parse_tmx(data, "m.tmx", "en", "my")[0]]


def refusal(data: bytes) -> Finding:
    """The one thing that is wrong with a TMX file."""
    with pytest.raises(ContentError) as caught:
        parse_tmx(data, "m.tmx", "en", "my")
    (finding,) = caught.value.findings
    return finding


def test_a_unit_has_its_place_its_context_and_its_origin() -> None:
    """Properties say context and origin; else a unit has none, and is of its file."""
    props = '<prop type="x-context">menu</prop><prop type="x-origin">a\nb</prop>'
    units, findings = parse_tmx(tmx(pair("a", "1"), pair("b", "2", props=props)), "m", "en", "my")
    assert units == (
        Unit(source="a", target="1", context=None, origin="m"),
        Unit(source="b", target="2", context="menu", origin="a b"),
    )
    assert ([unit.line for unit in units], findings) == ([2, 3], ())


@pytest.mark.parametrize(
    "tags", [("EN", "MY"), ("en-GB", "my_MM"), ("my-MM", "en-US"), ("en", "my")]
)
def test_a_language_may_have_a_region(tags) -> None:
    """Tags differ by tool, in case and region, and so does the order of the two."""
    swapped = tags[0].startswith("my")
    assert texts(tmx(pair("a", "b", tags))) == [("b", "a") if swapped else ("a", "b")]


def test_the_very_tag_is_better_than_a_region() -> None:
    """Where a unit has a language twice, the plain one counts."""
    more = '<tu><tuv xml:lang="en-US"><seg>x</seg></tuv><tuv lang="en"><seg>a</seg></tuv>'
    assert texts(tmx(more + '<tuv xml:lang="my"><seg>b</seg></tuv></tu>')) == [("a", "b")]


def test_text_comes_as_it_stands() -> None:
    """White space, line ends, escapes and highlighting keep their text; notes are passed over."""
    source = " a &amp; <hi>b</hi>\\\nc "
    assert texts(tmx(pair(source, "<![CDATA[<x>]]>", props="<note>n</note>"))) == [
        (" a & b\\\nc ", "<x>")
    ]


def test_codes_of_another_tool_are_left_out_and_named() -> None:
    """What stands for markup of another format cannot be put back."""
    units, findings = parse_tmx(
        tmx(pair("a", "1"), pair('<bpt i="1">&lt;b&gt;</bpt>x', "2")), "m.tmx", "en", "my"
    )
    assert [unit.source for unit in units] == ["a"]
    (finding,) = findings
    assert (finding.id, finding.line) == ("memory/inline-codes", 3)


def test_encodings_and_a_doctype_of_other_tools_are_read() -> None:
    """Trados writes UTF-16, OmegaT a doctype that names a file, which nobody fetches."""
    doctype = '<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "http://127.0.0.1:9/tmx14.dtd">'
    data = tmx(pair("a", "ခ"), top=doctype)
    assert texts(data) == texts(data.decode().encode("utf-16")) == [("a", "ခ")]


def test_an_empty_memory_is_a_memory() -> None:
    """There need be no unit."""
    assert parse_tmx(tmx(), "m.tmx", "en", "my") == ((), ())


LAUGHS = (
    '<!DOCTYPE tmx [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    '<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
)


@pytest.mark.parametrize(
    ("data", "identifier", "line"),
    [
        (b"", "memory/broken-xml", 1),
        (b"not xml", "memory/broken-xml", 1),
        (tmx(pair("a", "b"))[:-20], "memory/broken-xml", 2),
        (tmx(pair("a", "b"), "</tu>"), "memory/broken-xml", 3),
        (tmx(top='<?xml version="1.0" encoding="x-none"?>'), "memory/broken-xml", 1),
        (b"<html/>", "memory/not-tmx", 1),
        (tmx(pair("a", "b", ("en", "km"))), "memory/wrong-language", 1),
        (tmx(pair("a", "&c;"), top=LAUGHS), "memory/unsafe-xml", 1),
        (
            tmx(top='<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
            "memory/unsafe-xml",
            1,
        ),
        (tmx(pair("a", "&x;"), top='<!DOCTYPE tmx SYSTEM "a.dtd">'), "memory/unsafe-xml", 2),
        (tmx("<a>" * 999), "memory/unsafe-xml", 2),
    ],
)
def test_what_is_no_sound_memory_is_refused(data: bytes, identifier: str, line: int) -> None:
    """Each fault has its line; no entity is expanded, no file opened."""
    finding = refusal(data)
    assert (finding.id, finding.line, finding.path) == (identifier, line, "m.tmx")
    assert finding.hint
