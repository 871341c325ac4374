"""PO files cut into entries: what is kept, what is refused, and at which place."""

import pytest

from publisher.model.finding import Finding
from publisher.model.source import SourceFile
from publisher.text.po import CatalogText
from publisher.text.po_scan import scan_catalog

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'


def scan(text: str) -> tuple[CatalogText, list[Finding]]:
    """The entries of `text` and its findings."""
    return scan_catalog(SourceFile(path="my.po", text=text))


def read(text: str) -> CatalogText:
    """The entries of a text in which nothing is wrong, which is rendered as it was."""
    catalog, findings = scan(text)
    assert [finding.draw() for finding in findings] == []
    assert catalog.render() == text
    return catalog


def found(text: str) -> list[str]:
    """Every finding of `text`, as `place name`."""
    return [f"{finding.place} {finding.id.removeprefix('catalogue/')}" for finding in scan(text)[1]]


# What is kept.


@pytest.mark.parametrize(
    ("text", "entries", "tail"),
    [
        ("", 0, ("",)),
        ("\n\n  \n", 0, ("", "", "  ", "")),
        ("# a\n\n# b\n\n", 0, ("# a", "", "# b", "", "")),
        ('msgid "a"\nmsgstr "b"', 1, ()),
        ('msgid "a"\nmsgstr "b"\nmsgid "c"\nmsgstr "d"\n', 2, ("",)),
        ('msgid "a"\nmsgstr "b"\n# tail\n\n', 1, ("# tail", "", "")),
        ('msgid "a"\nmsgstr "b"\n\n# tail', 1, ("", "# tail")),
        ('msgid "a"\n\nmsgstr "b"\n', 1, ("",)),
        ('msgid "a"\nmsgstr "b"\n\n  "c"\n', 1, ("",)),
        ('msgid "a"\nmsgstr "b"\n#~\n#~ msgid "c"\n#~ msgstr "d"\n', 2, ("",)),
        ('#~ msgid "a"\n#~ msgstr "b"\n#~ msgid "c"\n#~ msgstr "d"\n', 2, ("",)),
        ('#~ # c\n#~ msgid "a"\n#~ msgstr "b"\n', 1, ("",)),
    ],
)
def test_entries_are_parted(text: str, entries: int, tail: tuple[str, ...]) -> None:
    """Entries end at comments and where the next begins, and empty lines belong to what comes
    behind them; comments behind the last entry belong to the file."""
    catalog = read(text)
    assert (len(catalog.entries), catalog.tail) == (entries, tail)


@pytest.mark.parametrize(
    ("text", "gaps"),
    [
        ('msgid "a"\nmsgstr ""\n\nmsgid "b"\nmsgstr ""\n', [None, None]),
        ('\n\nmsgid "a"\nmsgstr ""\nmsgid "b"\nmsgstr ""\n', [("", ""), ()]),
        (
            '# c\n\nmsgid "a"\nmsgstr ""\n \n\n\t\n# d\n\nmsgid "b"\nmsgstr ""\n\n\n',
            [None, (" ", "", "\t")],
        ),
        ('msgid "a"\nmsgstr ""\n#~\n\n#~ msgid "b"\n#~ msgstr ""\n', [None, ("#~", "")]),
    ],
)
def test_gaps_are_kept(text: str, gaps: list[tuple[str, ...] | None]) -> None:
    """An entry has the empty lines before it where they are not one, and none at the top."""
    assert [entry.gap for entry in read(text).entries] == gaps


@pytest.mark.parametrize(
    ("text", "newline"),
    [
        ('msgid "a"\r\nmsgstr "b"\r\n', "\r\n"),
        ('msgid "a"\r\nmsgstr "b"', "\r\n"),
        ('msgid "a"\r\nmsgstr "b"\n', "\n"),
        ('msgid "a"\nmsgstr ""\r\n"b"\r\n\r\n# c\r\n\n# d\nmsgid "c"\r\nmsgstr "d"\n', "\n"),
        ('msgid "a"\nmsgstr "b"\r', "\n"),
        ('#~| msgid "o"\r\n#~ msgid "a"\n#~ msgstr "b"\r\n#, fuzzy\r\n', "\n"),
    ],
)
def test_each_line_keeps_its_end(text: str, newline: str) -> None:
    """CRLF in every line is how the file ends its lines (case 11); CRLF in some is theirs, and says
    nothing of the others."""
    catalog = read(text)
    assert catalog.newline == newline
    assert catalog.entries[0].message_lines[0] == 'msgid "a"'


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ('msgid\n"a"\nmsgstr\n\n"b"\n', ['msgid "a"', 'msgstr "b"']),
        ('msgid"a" "b"\nmsgstr\t""  "c"\t\n', ['msgid "a"', '"b"', 'msgstr ""', '"c"']),
        ('msgctxt "c" msgid "a" msgstr "b"\n', ['msgctxt "c"', 'msgid "a"', 'msgstr "b"']),
        (
            'msgid "a"\nmsgid_plural "b"\nmsgstr [ 0 ]"c"\nmsgstr[01] "d"\n',
            ['msgid "a"', 'msgid_plural "b"', 'msgstr[0] "c"', 'msgstr[1] "d"'],
        ),
        ('#~msgid"a"\n #~\tmsgstr "b"\n#~"c"\n', ['msgid "a"', 'msgstr "b"', '"c"']),
    ],
)
def test_white_space_means_nothing(text: str, plain: list[str]) -> None:
    """Keywords and texts may share a line or take one each, as gettext has it."""
    (entry,) = read(text).entries
    assert list(entry.message_lines) == plain


@pytest.mark.parametrize(
    "line",
    [
        *("#", "#TODO", "##", "#!", "#= sticky", "#=", "#,fuzzy", "#. \u2068x\u2069", "#~"),
        *("#: \u2068a b.md\u2069:3", '#| msgid ""', '#|msgctxt "x"', '#~| "y"', "#|", "#~ # z"),
        *('# msgid "a', "# “curly”", "# <<<<<<< HEAD", "#\tA\u200bB"),
    ],
)
def test_any_comment_is_kept(line: str) -> None:
    """Comments of every kind are kept before an entry, behind it and at the end of the file, also
    those that polib drops or refuses (case 12); of isolates in references nothing is guessed."""
    entry = 'msgid "a"\nmsgstr "b"\n'
    for text in (f"{line}\n{entry}", f"{entry}{line}\n", f"{entry}\n{line}\n\n{line}\n{entry}"):
        assert len(read(text).entries) == text.count('msgid "a"\n')


# What is refused: the cases of tests/load/test_bad_catalogs.py, by number.


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param('msgid "a"\nmsgstr "b\n', ["my.po:2:10 unclosed-quote"], id="1"),
        pytest.param('msgid "a\nmsgstr "b"\n', ["my.po:1:9 unclosed-quote"], id="1-msgid"),
        pytest.param(
            'msgid "a"\nmsgstr ""\n"b\n"c"\n', ["my.po:3:3 unclosed-quote"], id="1-continued"
        ),
        pytest.param('msgid "a"\nmsgstr "b\\"\n', ["my.po:2:12 unclosed-quote"], id="1-escaped"),
        pytest.param('msgid "a"\nmsgstr "b\\\n', ["my.po:2:11 unclosed-quote"], id="1-backslash"),
        pytest.param('msgid "a"\nmsgstr "\n', ["my.po:2:9 unclosed-quote"], id="1-alone"),
        pytest.param('msgid "a"\nmsgstr “b”\n', ["my.po:2:8 curly-quotes"], id="2"),
        pytest.param('msgid "a"\nmsgstr "b”\n', ["my.po:2:10 curly-quotes"], id="2-behind"),
        pytest.param('msgid "a"\nmsgstr ""\n“b"\n', ["my.po:3:1 curly-quotes"], id="2-continued"),
        pytest.param('msgid "a"\nmsgstr „b“\n', ["my.po:2:8 curly-quotes"], id="2-low"),
        pytest.param('msgid "a"\nmsgstr "b "c" d"\n', ["my.po:2:11 unescaped-quote"], id="3"),
        pytest.param('msgid "a"\nmsgstr "b\\\\"c"\n', ["my.po:2:12 unescaped-quote"], id="3-even"),
        pytest.param('msgid "a"\nmsgstr "b" c\n', ["my.po:2:10 unescaped-quote"], id="3-behind"),
        pytest.param(
            'msgid "a"\n  msgstr "b"c"\n', ["my.po:2:12 unescaped-quote"], id="3-indented"
        ),
        pytest.param('msgid "a"\n', ["my.po:1 truncated"], id="4"),
        pytest.param('msgid "a"\nmsgstr "b', ["my.po:2 truncated"], id="4-inside"),
        pytest.param('msgid "a"\nmsgst', ["my.po:2 syntax", "my.po:1 truncated"], id="4-keyword"),
        pytest.param('msgctxt "a"\n\n# b\n', ["my.po:1 truncated"], id="4-context"),
        pytest.param('msgid "a"\nmsgid_plural "b"\n', ["my.po:1 truncated"], id="4-plural"),
        pytest.param('msgid "a"\n\nmsgid "c"\nmsgstr "d"\n', ["my.po:1 truncated"], id="4-between"),
        pytest.param(
            'msgid "a"\n<<<<<<< HEAD\nmsgstr "b"\n=======\nmsgstr "c"\n>>>>>>> other\n',
            ["my.po:2 merge-conflict", "my.po:4 merge-conflict", "my.po:6 merge-conflict"],
            id="5",
        ),
        pytest.param(
            '<<<<<<< HEAD\nmsgid "a"\nmsgstr "b"\n||||||| base\n=======\n#~ msgid "a"\n'
            '#~ msgstr "c"\n>>>>>>> other\n',
            [f"my.po:{line} merge-conflict" for line in (1, 4, 5, 8)],
            id="5-entries",
        ),
        pytest.param('msgid "a"\nmsgstr "b\x00"\n', ["my.po:2:10 control-character"], id="13"),
        pytest.param('#\x85\nmsgid "a"\nmsgstr ""\n', ["my.po:1:2 control-character"], id="13-c1"),
        pytest.param('msgid "a\u2028"\nmsgstr ""\n', ["my.po:1:9 control-character"], id="13-ls"),
        pytest.param('# a\rb\nmsgid "a"\nmsgstr ""\n', ["my.po:1:4 control-character"], id="13-cr"),
    ],
)
def test_damage_is_found_where_it_is(text: str, findings: list[str]) -> None:
    """Each kind of damage is named with its line, and with its column where it has one."""
    assert found(text) == findings


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ('msgstr "a"\n', ["my.po:1 syntax"]),
        ('# c\nmsgstr "a"\n', ["my.po:2 syntax"]),
        ('msgid "a"\nmsgstr "b"\nmsgstr "c"\n', ["my.po:3 syntax"]),
        ('msgid "a"\nmsgstr[0] "b"\n', ["my.po:2 syntax"]),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr "c"\n', ["my.po:3 syntax"]),
        ('msgid_plural "b"\nmsgstr[0] "c"\n', ["my.po:1 syntax"]),
        ('msgctxt "a"\nmsgstr "b"\n', ["my.po:2 syntax"]),
        ('"a"\n', ["my.po:1 syntax"]),
        ('msgid "a"\nmsgstr "b"\n# c\n"c"\n', ["my.po:4 syntax"]),
        ('msgid "a" msgstr "b" msgid "c"\nmsgstr "d"\n', ["my.po:1:22 syntax", "my.po:2 syntax"]),
        ('msgid "a"\nmsgstr\n\nmsgid "c"\nmsgstr ""\n', ["my.po:1 truncated"]),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[1] "c"\n', ["my.po:3 syntax"]),
        (
            'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[0] "d"\n',
            ["my.po:4 syntax"],
        ),
        ('#| msgid "o\nmsgid "a"\nmsgstr "b"\n', ["my.po:1 syntax"]),
        ('#~| hello\n#~ msgid "a"\n#~ msgstr "b"\n', ["my.po:1 syntax"]),
        ("msgid a\nmsgstr 'b'\n", ["my.po:1:7 syntax", "my.po:2:8 syntax"]),
        ('msgid\nmsgstr "b"\n', ["my.po:1:6 syntax"]),
        ('msgid "a"\nmsgstr "b"\nhello\n', ["my.po:3 syntax"]),
        ('msgid "a"\n#~ msgstr "b"\n', ["my.po:2 mixed"]),
        ('#~ msgid "a"\nmsgstr "b"\n', ["my.po:2 mixed"]),
        ('msgid "a"\nmsgstr "b"\n#~ "c"\n', ["my.po:3 mixed"]),
    ],
)
def test_lines_out_of_place_are_found(text: str, findings: list[str]) -> None:
    """A keyword where it cannot be, text that belongs to nothing, an entry half commented out:
    nothing is guessed."""
    assert found(text) == findings


def test_all_damage_of_a_file_is_found_together() -> None:
    """One run names every fault of a catalogue, in the order of its lines."""
    text = (
        HEADER + '\nmsgid "a"\nmsgstr "b\n\nmsgid "c"\nmsgstr “d”\n\nmsgid "e"\nmsgstr "f "g" h"\n'
        '\nmsgid "i"\n\n# note\nmsgid "j"\nmsgstr "k\u2029"\n'
    )
    assert found(text) == [
        "my.po:6:10 unclosed-quote",
        "my.po:9:8 curly-quotes",
        "my.po:12:11 unescaped-quote",
        "my.po:14 truncated",
        "my.po:18:10 control-character",
    ]


def test_a_truncated_file_names_its_last_complete_entry() -> None:
    """Whoever mends the file is told up to where it is whole."""
    text = HEADER + '\n# c\nmsgid "a"\nmsgstr "b"\n\nmsgid "c"\n'
    for damaged in (text, text + 'msgstr "d'):
        (finding,) = scan(damaged)[1]
        assert finding.id == "catalogue/truncated"
        assert "the last complete entry starts on line 6" in finding.hint


def test_findings_draw_the_place() -> None:
    """A finding shows its line with a mark below the place, and what to do; a control character
    is not sent to the terminal."""
    (finding,) = scan('msgid "a"\nmsgstr "b "c" d"\n')[1]
    assert finding.draw() == (
        'my.po:2:11: error: a " inside the text is not escaped [catalogue/unescaped-quote]\n'
        '    msgstr "b "c" d"\n'
        "              ^\n"
        '    hint: write \\"'
    )
    (finding,) = scan('msgid "\x1b[2Ja"\nmsgstr ""\n')[1]
    assert (finding.excerpt, finding.column) == ('msgid " [2Ja"', 8)


@pytest.mark.parametrize(
    "text",
    [
        'msgid "a"\nmsgstr "b \\"c\\" d"\n',
        'msgid "a"\nmsgstr "b\\\\"\n',
        'msgid "a"\nmsgstr "“b” „c“"\n',
        'msgid "a"\nmsgstr "<<<<<<< HEAD"\n',
        'msgid "a"\nmsgstr "=======\\n"\n',
        'msgid "a"\nmsgstr "\t#~ b"\n',
        'msgid "a"\nmsgstr "msgid \\"c\\""   \n',
        'msgid"a"\nmsgstr\t"b"\n',
    ],
)
def test_what_only_looks_like_damage_is_fine(text: str) -> None:
    """Quotes, marks and keywords inside a text are text."""
    assert found(text) == []


@pytest.mark.parametrize("escape", ["q", "e", "x41", "101", "0", " ", "ခ", "'"])
def test_escapes_that_no_person_can_read_are_found(escape: str) -> None:
    """Behind a backslash stands one of a few letters; every other tool would read the rest in its
    own way."""
    assert found(f'msgid "a"\nmsgstr "bc\\{escape}d"\n') == ["my.po:2:11 escape"]


@pytest.mark.parametrize("escape", list('abfnrtv"\\'))
def test_escapes_of_one_letter_are_fine(escape: str) -> None:
    """The escapes that gettext writes are read (case 12)."""
    assert found(f'msgid "a"\nmsgstr "b\\{escape}c"\n') == []
