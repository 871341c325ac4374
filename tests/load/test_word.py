"""Word files: structure and marks come through; what could harm is refused, with a reason."""

import io
import re
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from word_files import OFFICE, make_word, paragraph, picture, relations, run

from publisher.load import word
from publisher.load.word import parse_word
from publisher.model.errors import ContentError
from publisher.model.passage import Passage


def shape(passages: tuple[Passage, ...]) -> list[object]:
    """Passages as kinds and texts, with their parts."""
    return [(p.kind, p.text, *shape(p.parts)) for p in passages]


def read(*blocks: str, **how) -> list[object]:
    """The shape of a Word file of these blocks."""
    return shape(parse_word(make_word(*blocks, **how), "w.docx").passages)


def test_styles_say_what_a_paragraph_is() -> None:
    """Title, subtitle, headings, quotations with their speakers, and captions are told apart by
    their styles; headings count from the highest."""
    assert read(
        paragraph("T", "Title"),
        paragraph("S", "Subtitle"),
        paragraph("one"),
        paragraph("H", "heading 2"),
        paragraph("“Said”", "Quote"),
        paragraph("— Daw Khin, farmer", "Quote"),
        paragraph(picture("A field")),
        paragraph("C", "caption"),
    ) == [
        ("title", "T"),
        ("subtitle", "S"),
        ("paragraph", "one"),
        ("heading 1", "H"),
        ("quotation", "", ("paragraph", "“Said”"), ("attribution", "Daw Khin, farmer")),
        ("figure", "", ("alternative text", "A field"), ("caption", "C")),
    ]


def test_the_one_heading_on_top_is_the_title() -> None:
    """A document without the style Title may begin with its only heading of level 1."""
    assert read(paragraph("T", "heading 1"), paragraph("H", "heading 2"), paragraph("p")) == [
        ("title", "T"),
        ("heading 1", "H"),
        ("paragraph", "p"),
    ]


def test_lists_nest() -> None:
    """Numbered and unnumbered lists, and one in the other, keep their items."""
    assert read(
        paragraph("a", number="2"),
        paragraph("b", number="1", level=1),
        paragraph("c", number="2"),
    ) == [
        (
            "numbered list",
            "",
            ("item", "", ("paragraph", "a"), ("list", "", ("item", "", ("paragraph", "b")))),
            ("item", "", ("paragraph", "c")),
        )
    ]


def test_marks_become_markdown() -> None:
    """Bold, italics and line breaks become Markdown, signs of Markdown are escaped, spaces stand
    outside of marks, and letters are in NFC."""
    runs = run("a ") + run("bold ", "<w:b/>") + run("it*s", "<w:i/>") + "<w:r><w:br/></w:r>"
    assert read(paragraph(runs + run("e\u0301"))) == [
        ("paragraph", "a **bold** *it\\*s*\\\n\u00e9")
    ]


def test_a_heading_in_bold_is_a_heading() -> None:
    """What is marked as a whole in a heading is only how it looks."""
    assert read(paragraph(run("H", "<w:b/>"), "heading 1"), paragraph("p"))[0] == ("title", "H")


def test_what_has_no_place_is_left_out_and_named() -> None:
    """Footnotes and their figures do not get into the text; a table stays a table."""
    note = run("text") + '<w:r><w:footnoteReference w:id="2"/></w:r>'
    table = f"<w:tbl><w:tr><w:tc>{paragraph('cell')}</w:tc></w:tr></w:tbl>"
    found = parse_word(make_word(paragraph(note), table), "w.docx")
    assert shape(found.passages) == [("paragraph", "text"), ("table", "", ("paragraph", "cell"))]
    (finding,) = found.findings
    assert (finding.id, finding.severity) == ("memory/left-out", "warning")
    assert "1 footnote" in finding.message


def test_text_that_markdown_cannot_mark_is_named() -> None:
    """Emphasis that ends in a sign with a letter behind it has no Markdown."""
    found = parse_word(make_word(paragraph(run("“က”", "<w:b/>") + run("ခ"))), "w.docx")
    assert shape(found.passages) == [("paragraph", "")]
    assert [finding.id for finding in found.findings] == ["memory/left-out"]


def spoiled(name: str, text: str | None) -> bytes:
    """A Word file with another part, or without it."""
    return make_word(paragraph("x"), parts={name: text})


def zipped(files: dict[str, str]) -> bytes:
    """A zip archive that is no Word file."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return made.getvalue()


def encrypted() -> bytes:
    """A Word file whose parts have a password."""
    data = bytearray(make_word(paragraph("x")))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        count = len(archive.infolist())
    at = -1
    for _ in range(count):
        at = data.index(b"PK\x01\x02", at + 1)
        data[at + 8] |= 1
    return bytes(data)


ENTITIES = (
    '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
    '<w:document xmlns:w="w"><w:body>&b;</w:body></w:document>'
)
OUTSIDE = (
    f'<Relationship Id="x" Type="{OFFICE}/image" Target="http://127.0.0.1:9/a.png" '
    'TargetMode="External"/>'
)


@pytest.mark.parametrize(
    ("data", "identifier", "said"),
    [
        (b"", "memory/not-word", "no .docx"),
        (b"just text", "memory/not-word", "no .docx"),
        (make_word(paragraph("x"))[:900], "memory/not-word", "no .docx"),
        (bytes.fromhex("D0CF11E0A1B11AE1") + b"\0" * 99, "memory/not-word", "password"),
        (encrypted(), "memory/not-word", "password"),
        (spoiled("word/document.xml", None), "memory/not-word", "OSError"),
        (spoiled("word/document.xml", "<w:document"), "memory/broken-xml", "unclosed"),
        (spoiled("word/document.xml", "<a/>"), "memory/not-word", "not as Word writes"),
        (zipped({"a.txt": "x"}), "memory/not-word", "not one that Word writes"),
        (spoiled("word/document.xml", ENTITIES), "memory/unsafe-xml", "declares"),
        (spoiled("word/styles.xml", "<a>" * 999 + "</a>" * 999), "memory/unsafe-xml", "200"),
        (
            spoiled("word/_rels/document.xml.rels", relations(OUTSIDE)),
            "memory/external-picture",
            "127.0.0.1",
        ),
    ],
    ids=[
        *(
            "empty",
            "text",
            "cut-short",
            "ole",
            "password",
            "no-document",
            "broken",
            "other-xml",
            "other-zip",
        ),
        *("entities", "deep", "external-picture"),
    ],
)
def test_what_is_no_sound_word_file_is_refused(data: bytes, identifier: str, said: str) -> None:
    """Each fault has its reason; nothing is unpacked, expanded or fetched."""
    with pytest.raises(ContentError) as caught:
        parse_word(data, "w.docx")
    (finding,) = caught.value.findings
    assert finding.id == identifier
    assert finding.path.startswith("w.docx")
    assert said in finding.message
    assert finding.hint


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch) -> None:
    """What the parts unpack to is added up before one is read."""
    bomb = spoiled("word/more.xml", "<a>" + " " * (word.MOST_BYTES + 1) + "</a>")
    assert len(bomb) < word.MOST_BYTES // 100
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("a part was read"))
    with pytest.raises(ContentError, match="unpacks to more"):
        parse_word(bomb, "w.docx")


def test_a_document_of_endless_elements_is_refused(monkeypatch) -> None:
    """What would take mammoth minutes never gets there."""
    monkeypatch.setattr("mammoth.convert_to_html", lambda *_, **__: pytest.fail("it was read"))
    with pytest.raises(ContentError, match="more in it than any release"):
        parse_word(spoiled("word/more.xml", f"<a>{'<b/>' * word.MOST_ELEMENTS}</a>"), "w.docx")


def test_the_document_may_have_another_name(tmp_path) -> None:
    """Some versions of Word call it document2.xml."""
    data = make_word(paragraph("x"))
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w") as new:
        for name in old.namelist():
            text = old.read(name).replace(b"word/document.xml", b"word/document2.xml")
            new.writestr(re.sub(r"document\.xml", "document2.xml", name), text)
    assert shape(parse_word(made.getvalue(), "w.docx").passages) == [("paragraph", "x")]


SOUND = make_word(paragraph("One", "Title"), paragraph("two"))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(SOUND) - 1), st.binary(min_size=0, max_size=6), st.integers(0, 40))
def test_damage_is_refused_or_harmless(at: int, put: bytes, gone: int) -> None:
    """Whatever happens to the bytes of a file on its way, it is read or refused, no more."""
    with suppress(ContentError):
        parse_word(SOUND[:at] + put + SOUND[at + gone :], "w.docx")


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_strange_xml_is_refused_or_harmless(data: st.DataObject) -> None:
    """The same where the archive is whole and a part of it is not as Word writes it."""
    name = data.draw(st.sampled_from(["word/document.xml", "word/numbering.xml", "_rels/.rels"]))
    with zipfile.ZipFile(io.BytesIO(SOUND)) as archive:
        text = archive.read(name).decode()
    words = re.findall(r"[\w:]+|\W", text)
    at = data.draw(st.integers(0, len(words) - 1))
    words[at] = data.draw(st.sampled_from(["", "w:p", "w:numId", "99", "x", "w:tbl", '"', "/"]))
    with suppress(ContentError):
        parse_word(make_word(paragraph("two"), parts={name: "".join(words)}), "w.docx")
