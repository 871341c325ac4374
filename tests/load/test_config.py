"""publisher.toml: what it means, and every mistake at its line."""

from pathlib import Path

import pytest

from publisher.load.config import load_newsroom
from publisher.load.config_report import locate_key
from publisher.load.folder import find_newsroom
from publisher.model.errors import ConfigError
from publisher.model.finding import Finding
from publisher.model.newsroom import Newsroom
from publisher.model.source import SourceFile

KNOWN = ("en", "km", "my")
LEAST = """\
[organisation]
name = "Network"
[newsroom]
languages = ["en"]
"""
FULL = """\
[organisation]
name = "Mekong  Migration\\tNetwork"
short_name = "MMN"
url = "https://www.example.org/"

[newsroom]
source_language = "en"
languages = ["en", "my"]
formats = ["txt", "html"]

[theme]
accent = "#0B5563"

[contacts.office]
name = "The *office*"
role = "Press"
email = "press@example.org"
phone = "+9515234 56"
url = "https://example.org/contact"
placeholder = true

[contacts."second office"]
name = "Second"
phone = "+855 12 345 678"

[about.network]
title = "About **us**"
text = '''
First paragraph
on two lines.

Second.
'''
"""


def load(folder: Path, text: str | bytes) -> Newsroom:
    """The newsroom that `text` configures."""
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "publisher.toml").write_bytes(data)
    return load_newsroom(folder, KNOWN)


def refuse(folder: Path, text: str) -> tuple[Finding, ...]:
    """The findings with which `text` is refused."""
    with pytest.raises(ConfigError) as caught:
        load(folder, text)
    return caught.value.findings


def places(findings: tuple[Finding, ...]) -> list[str]:
    """Findings as `line name`."""
    return [f"{finding.line} {finding.id.removeprefix('config/')}" for finding in findings]


# What is read.


def test_the_least_configuration_has_defaults(tmp_path: Path) -> None:
    """A name and a language are enough: the rest has defaults."""
    newsroom = load(tmp_path, LEAST)
    assert newsroom.config_path == "publisher.toml"
    assert newsroom.organisation.short_name.text == "Network"
    assert (newsroom.source_language, newsroom.languages) == ("en", ("en",))
    assert newsroom.formats == ("html", "pdf", "txt")
    assert (newsroom.publish, newsroom.time_zone, newsroom.embargo_secret) == ("each", "", "")
    assert (newsroom.contacts, newsroom.about) == ({}, {})
    assert newsroom.theme.accent.startswith("#")


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_whole_configuration(tmp_path: Path, newline: str, mark: str) -> None:
    """Every key is read, with the lines that translators' messages come from."""
    newsroom = load(tmp_path, (mark + FULL).replace("\n", newline).encode())
    office = newsroom.contacts["office"]
    assert (office.email, office.phone, office.url, office.placeholder) == (
        "press@example.org",
        "+95 1 523 456",
        "https://example.org/contact",
        True,
    )
    assert newsroom.organisation.short_name.line == 3
    assert (office.name.text, office.name.line) == ("The *office*", 15)
    assert office.role is not None
    assert (office.role.text, office.role.line) == ("Press", 16)
    assert newsroom.contacts["second office"].name.line == 23
    assert newsroom.contacts["second office"].role is None
    assert (newsroom.languages, newsroom.formats) == (("en", "my"), ("txt", "html"))
    about = newsroom.about["network"]
    assert [paragraph.text for paragraph in about.paragraphs] == [
        "First paragraph on two lines.",
        "Second.",
    ]
    assert about.paragraphs[1].comments == ("Standing text “About us”, paragraph 2 of 2",)


def test_a_title_of_several_lines_stays_in_its_comment(tmp_path: Path) -> None:
    """A comment names a standing text on one line, however its title was typed."""
    text = LEAST + '[about.a]\ntitle = """\nAbout\\\\\n**us**"""\ntext = "It."\n'
    about = load(tmp_path, text).about["a"]
    assert about.title.text == "About\\\n**us**"
    assert about.paragraphs[0].comments == ("Standing text “About us”, paragraph 1 of 1",)


# What is refused.


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("accent =", "acent =", "12 unknown-key"),
        ("[newsroom]", '[newsroom]\npublish = "all"', "7 publish"),
        ("[newsroom]", '[newsroom]\ntime_zone = "Yangon"', "7 time-zone"),
        ("[newsroom]", '[newsroom]\ntime_zone = "../Asia/Yangon"', "7 time-zone"),
        ("[newsroom]", '[newsroom]\nembargo_secret = "hush"', "7 embargo-secret"),
        ("[theme]", "[theem]", "11 unknown-key"),
        ('phone = "+855 12 345 678"', 'fone = "1"', "24 unknown-key"),
        ("role =", "roles =", "16 unknown-key"),
        ('name = "Mekong  Migration\\tNetwork"\n', "", "1 missing-key"),
        ('languages = ["en", "my"]\n', "", "6 missing-key"),
        ('name = "Second"\n', "", "22 missing-key"),
        ('"MMN"', "3", "3 value"),
        ('["en", "my"]', '"en"', "8 value"),
        ('["en", "my"]', '["en", 1]', "8 value"),
        ("placeholder = true", "placeholder = 'yes'", "20 value"),
        ('name = "Second"', "name = 2", "23 value"),
        ('["en", "my"]', '["en", "mm"]', "8 unknown-language"),
        (
            'source_language = "en"',
            'source_language = "fr"',
            "7 unknown-language, 8 source-language",
        ),
        ('["en", "my"]', '["my", "km"]', "8 source-language"),
        ('["en", "my"]', '["en", "my", "en"]', "8 duplicate-language"),
        ('["txt", "html"]', '["txt", "doc"]', "9 unknown-format"),
        ('["txt", "html"]', "[]", "9 empty"),
        ('"#0B5563"', '"teal"', "12 colour"),
        ('"#0B5563"', '"#0B5563;x"', "12 colour"),
        ('"Press"', '"<b>Press</b>"', "16 inline"),
        ('"Press"', '"Pr\\u2028ess"', "16 control-character"),
        ('"Press"', '"Pr\\u0007ess"', "16 control-character"),
        ('"The *office*"', '" "', "15 empty"),
        ('phone = "+855 12 345 678"', "", "23 contact-without-means"),
        ('"press@example.org"', '"press at example.org"', "17 email"),
        ('"press@example.org"', '"a@b.org?cc=c@d.org <x>"', "17 email"),
        ('"https://example.org/contact"', '"javascript:alert(1)"', "19 link"),
        ('"https://www.example.org/"', '"www.example.org"', "4 link"),
    ],
)
def test_each_mistake_stands_at_its_line(tmp_path: Path, old: str, new: str, finding: str) -> None:
    """Unknown and missing keys, wrong types, values that nothing can be made of: each is refused
    at the line of its key, or of its table where the key is not there (case 32)."""
    assert old in FULL
    found = places(refuse(tmp_path, FULL.replace(old, new, 1)))
    assert ", ".join(dict.fromkeys(found)) == finding


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("[organisation\n", "publisher.toml:1:14"),
        ('a = "x\n', "publisher.toml:1:7"),
        ("a = 1\na = 2\n", "publisher.toml:2:6"),
        ("a = 1\r\nb = \r\n", "publisher.toml:2:5"),
        ("[organisation]\nname = 'x'\n[organisation]\n", "publisher.toml:3:14"),
        ("a = '''\n", "publisher.toml:1"),
    ],
)
def test_what_is_no_toml_is_refused_where_it_ends_to_be(
    tmp_path: Path, text: str, place: str
) -> None:
    """A syntax error is told with its line, and its column where there is one."""
    (finding,) = refuse(tmp_path, text)
    assert finding.id == "config/syntax"
    assert finding.place == place


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("", ["1 missing-key", "1 missing-key"]),
        ("organisation = 3\nnewsroom = []\n", ["1 value", "2 value"]),
        ("contacts = 3\n" + LEAST, ["1 value"]),
        ("[contacts]\na = 3\n" + LEAST, ["2 value"]),
        ("x = " + "[" * 5000 + "]" * 5000, ["1 syntax"]),
    ],
)
def test_tables_must_be_tables(tmp_path: Path, text: str, findings: list[str]) -> None:
    """A value in the place of a table, a missing table and absurd nesting are refused."""
    assert places(refuse(tmp_path, text)) == findings


def test_all_mistakes_are_told_together(tmp_path: Path) -> None:
    """Mistakes of the keys, then mistakes of the values, each kind in one run."""
    keys = LEAST + "[theme]\nink = 3\naccnt = ''\n[contacts.a]\nname = 1\n[contacts.b]\n"
    assert places(refuse(tmp_path, keys)) == [
        "6 value",
        "7 unknown-key",
        "9 value",
        "10 missing-key",
    ]
    texts = (
        LEAST + "[theme]\nink = 'x'\n[contacts.a]\nname = '<i>'\n[about.b]\ntitle='b'\ntext=''\n"
    )
    assert places(refuse(tmp_path, texts)) == [
        "6 colour",
        "8 contact-without-means",
        "8 inline",
        "11 empty",
    ]


def test_hints_name_the_nearest_word(tmp_path: Path) -> None:
    """A slip of the pen is answered with the word that was meant."""
    (finding,) = refuse(tmp_path, FULL.replace("accent", "accnet"))
    assert finding.hint == "did you mean 'accent'?"
    assert finding.excerpt == 'accnet = "#0B5563"'


# Where keys stand.

LOCATED = """\
top = 1
[contacts.a]
name = 'a'
[about.x]
text = '''
[contacts.b]
name = 'no key'
'''
[contacts.'b']
name = 'b'
[a]
b.c = 1
"""


@pytest.mark.parametrize(
    ("where", "line"),
    [
        ("top", 1),
        ("contacts.a.name", 3),
        ("contacts.a.email", 2),
        ("contacts.b.name", 10),
        ("contacts.c.name", 1),
        ("about.x.text", 5),
        ("a.b.c", 12),
        ("a.b.c.d", 12),
        ("nowhere", 1),
    ],
)
def test_keys_are_located(where: str, line: int) -> None:
    """A key is found by its path, and one that is not written by its table; nothing inside a text
    of several lines is a key."""
    source = SourceFile(path="publisher.toml", text=LOCATED)
    assert locate_key(source, tuple(where.split("."))) == line


def test_the_whole_file_is_located_at_its_top() -> None:
    """What no key can be named for is told on the first line."""
    assert locate_key(SourceFile(path="publisher.toml", text=LOCATED), ()) == 1


# Where newsrooms are.


def test_a_newsroom_is_found_upward(tmp_path: Path) -> None:
    """From any folder inside, the nearest one with a publisher.toml is the newsroom."""
    inner = tmp_path / "newsroom" / "releases" / "x"
    inner.mkdir(parents=True)
    (tmp_path / "publisher.toml").touch()
    (tmp_path / "newsroom" / "publisher.toml").touch()
    assert find_newsroom(inner) == tmp_path / "newsroom"
    assert find_newsroom(tmp_path) == tmp_path


def test_where_there_is_no_newsroom_the_way_to_one_is_told(tmp_path: Path) -> None:
    """The hint names --newsroom and init."""
    with pytest.raises(ConfigError) as caught:
        find_newsroom(tmp_path)
    (finding,) = caught.value.findings
    assert finding.id == "config/no-newsroom"
    assert "--newsroom" in finding.hint
    with pytest.raises(ConfigError):
        load_newsroom(tmp_path, KNOWN)
