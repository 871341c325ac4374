"""The lines of a PO file: how they are cut, what is refused, and what editing leaves alone."""

import itertools

import pytest

from publisher.model.finding import Finding
from publisher.model.source import SourceFile
from publisher.text.po import (
    CatalogText,
    Entry,
    comment_lines,
    format_field,
    make_active,
    make_obsolete,
    new_entry,
    quote_string,
    scan_catalog,
    update_comments,
)

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'

HARD = """\
# Translators: keep this.
# Second line.

msgid ""
msgstr ""
"Project-Id-Version: x\\n"
"Content-Type: text/plain; charset=UTF-8\\n"
"X-Generator: hand\\n"

# a translator's remark
#. an extracted comment
#: releases/a/release.md
#, fuzzy
#= no-wrap
#| msgctxt "old place"
#| msgid "old words"
msgctxt "place"
msgid "words"
msgstr ""
"ពាក្យ"
" ច្រើន\\n"

#TODO: no space
#:
msgid "a \\"quoted\\" \\\\ word\\a"
msgstr "မြန်မာ\u200bစာ"

msgid "one"
msgid_plural "many"
msgstr[0] ""
msgstr[1] "many"

# Kept for later.
#, fuzzy
#~| msgid "older"
#~ msgctxt "x"
#~ msgid "gone"
#~ msgstr ""
#~ "lost"
#~ " words"

#~ msgid "gone"
#~ msgstr "other"

# The end of the file
#~| msgid "of nothing"
"""
"""A catalogue with all that the format allows, in canonical form."""


def scan(text: str) -> tuple[CatalogText, list[Finding]]:
    """The entries of `text` and its findings."""
    return scan_catalog(SourceFile(path="my.po", text=text))


def read(text: str) -> CatalogText:
    """The entries of a text in which nothing is wrong."""
    catalog, findings = scan(text)
    assert [finding.draw() for finding in findings] == []
    return catalog


def entry(text: str) -> Entry:
    """The one entry of `text`."""
    (one,) = read(text).entries
    return one


def found(text: str) -> list[str]:
    """Every finding of `text`, as `place name`."""
    return [f"{finding.place} {finding.id.removeprefix('catalogue/')}" for finding in scan(text)[1]]


# Cutting.


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("text", [HARD, HEADER, 'msgid "a"\nmsgstr "b"\n', "# only comments\n"])
def test_a_canonical_file_is_rendered_byte_for_byte(text: str, newline: str) -> None:
    """Cut and put together again, a file is what it was: comments, wrapping, line ends."""
    text = text.replace("\n", newline)
    assert read(text).render() == text


def test_entries_know_their_lines() -> None:
    """Each entry knows on which line it starts, and where its message does."""
    places = [(one.line, one.message_line) for one in read(HARD).entries]
    assert places == [(1, 4), (10, 17), (23, 25), (28, 28), (33, 36), (42, 42)]
    lines = HARD.split("\n")
    assert all(lines[at - 1].lstrip("#~ ").startswith("msg") for _, at in places)


def test_entries_know_what_they_are() -> None:
    """The header, obsolete entries, flags and translators' remarks are told by their lines."""
    entries = read(HARD).entries
    assert [one.is_header for one in entries] == [True] + [False] * 5
    assert [one.obsolete for one in entries] == [False] * 4 + [True] * 2
    assert [sorted(one.flags) for one in entries] == [
        [],
        ["fuzzy", "no-wrap"],
        [],
        [],
        ["fuzzy"],
        [],
    ]
    assert [one.remarked for one in entries] == [True, True, True, False, True, False]


def test_a_message_has_a_plain_form() -> None:
    """Its lines without comments, indentation and `#~`, however they were typed."""
    text = (
        '# c\n#~|  msgid "o"\n#~\tmsgctxt"c"\n  #~   msgid\t"a" \n#~"b"\n'
        '#~ msgid_plural  "c"\t\n#~ msgstr[0] "d"\n'
    )
    assert entry(text).message_lines == (
        'msgctxt "c"',
        'msgid "a"',
        '"b"',
        'msgid_plural "c"',
        'msgstr[0] "d"',
    )


def test_keywords_inside_a_text_are_text() -> None:
    """The plain form leaves what stands in quotes as it is."""
    text = 'msgid ""\n"msgid"\nmsgstr "msgstr  \\"x\\""\n'
    assert entry(text).message_lines == tuple(text.split("\n")[:3])


@pytest.mark.parametrize(
    ("text", "header"),
    [
        ('msgid ""\nmsgstr "x"\n', True),
        ('# c\n\n#, fuzzy\nmsgid ""\n""\nmsgstr ""\n"x"\n', True),
        ('msgid ""\n"a"\nmsgstr "x"\n', False),
        ('msgctxt "c"\nmsgid ""\nmsgstr "x"\n', False),
        ('#~ msgid ""\n#~ msgstr "x"\n', False),
        ('msgid ""\nmsgid_plural "a"\nmsgstr[0] "x"\n', True),
    ],
)
def test_the_header_is_the_entry_of_the_empty_msgid(text: str, header: bool) -> None:
    """Only an active entry with an empty msgid and no context is the header, whatever else stands
    in it."""
    assert entry(text).is_header is header


@pytest.mark.parametrize(
    ("text", "entries", "tail"),
    [
        ("", 0, ()),
        ("\n\n  \n", 0, ()),
        ("# a\n\n# b\n\n", 0, ("# a", "", "# b")),
        ('msgid "a"\nmsgstr "b"', 1, ()),
        ('msgid "a"\nmsgstr "b"\nmsgid "c"\nmsgstr "d"\n', 2, ()),
        ('msgid "a"\nmsgstr "b"\n# tail\n\n', 1, ("# tail",)),
        ('msgid "a"\n\nmsgstr "b"\n', 1, ()),
        ('msgid "a"\nmsgstr "b"\n#~\n#~ msgid "c"\n#~ msgstr "d"\n', 2, ()),
        ('#~ msgid "a"\n#~ msgstr "b"\n#~ msgid "c"\n#~ msgstr "d"\n', 2, ()),
    ],
)
def test_entries_are_parted(text: str, entries: int, tail: tuple[str, ...]) -> None:
    """Entries end at empty lines, at comments and where the next begins; comments behind the last
    belong to the file."""
    catalog = read(text)
    assert (len(catalog.entries), catalog.tail) == (entries, tail)


def test_render_parts_entries_by_one_empty_line() -> None:
    """However many empty lines there were, one is left, and one line end at the end."""
    text = '\n\nmsgid "a"\nmsgstr "b"\n\n\n\n# c\n\nmsgid "d"\nmsgstr "e"\n\n\n'
    assert read(text).render() == 'msgid "a"\nmsgstr "b"\n\n# c\n\nmsgid "d"\nmsgstr "e"\n'


# What is refused: the cases of reference/reliability.md §6, by number.


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
        ('msgid "a"\nmsgstr "b"\n\n"c"\n', ["my.po:4 syntax"]),
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


# Writing.


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("", '""'),
        ("a", '"a"'),
        ('a "b" \\ c', r'"a \"b\" \\ c"'),
        ("a\tb\rc\n", r'"a\tb\rc\n"'),
        ("က\u200bខ", '"က\u200bខ"'),
    ],
)
def test_strings_are_escaped(text: str, written: str) -> None:
    """Quotes, backslashes, tabs and line ends are escaped; nothing else is."""
    assert quote_string(text) == written


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("a", ['msgid "a"']),
        ("a\n", ['msgid "a\\n"']),
        ("a\nb", ['msgid ""', '"a\\n"', '"b"']),
        ("a\\\nb\n", ['msgid ""', '"a\\\\\\n"', '"b\\n"']),
        ("word " * 40, [f'msgid "{"word " * 40}"']),
    ],
)
def test_a_text_of_several_lines_is_written_one_line_each(text: str, lines: list[str]) -> None:
    """A field is cut at line ends only: no tool's idea of wrapping disturbs a difference."""
    assert format_field("msgid", text) == lines


def test_a_new_entry_stands_in_the_order_of_gettext() -> None:
    """Extracted comments, references, context, msgid, msgstr; a comment of several lines is
    several comments."""
    made = new_entry("id", "ctx", "text", ("one\ntwo", ""), ("a.md", "b.md"))
    assert made.lines == (
        *("#. one", "#. two", "#: a.md", "#: b.md"),
        *('msgctxt "ctx"', 'msgid "id"', 'msgstr "text"'),
    )
    assert read("\n".join(made.lines) + "\n").entries == (Entry(lines=made.lines, line=1),)


def test_comments_are_one_line_each() -> None:
    """No comment can leave its line, so none can become an entry."""
    assert comment_lines(['a\nmsgid "b"'], []) == ["#. a", '#. msgid "b"']


# Editing.


def test_up_to_date_comments_change_nothing() -> None:
    """Where comments and references are right, the entry is the very same."""
    one = entry('# t\n#. c\n#: r\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n')
    assert update_comments(one, ("c",), ("r",)) is one


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", "#. new\n#: here\n"),
        ("#. old\n#: there\n", "#. new\n#: here\n"),
        ("# t\n#. old\n#, fuzzy\n", "# t\n#. new\n#: here\n#, fuzzy\n"),
        ('# t\n#\n#, fuzzy\n#| msgid "o"\n', '# t\n#\n#. new\n#: here\n#, fuzzy\n#| msgid "o"\n'),
        ("#, fuzzy\n#. old\n# t\n", "#. new\n#: here\n#, fuzzy\n# t\n"),
        ("#. old\n\n# t\n", "# t\n#. new\n#: here\n"),
        ("#= x\n#y\n", "#. new\n#: here\n#= x\n#y\n"),
        ("  #. old\n", "#. new\n#: here\n"),
    ],
)
def test_updating_comments_keeps_every_other_line(before: str, after: str) -> None:
    """Extracted comments and references are replaced, behind the translators' comments; flags,
    previous ids and the message keep their bytes."""
    message = 'msgid "a"\nmsgstr   ""\n  "b"\n'
    updated = update_comments(entry(before + message), ("new",), ("here",))
    assert updated.lines == tuple((after + message).rstrip("\n").split("\n"))


@pytest.mark.parametrize(
    ("active", "obsolete"),
    [
        ('msgid "a"\nmsgstr "b"', '#~ msgid "a"\n#~ msgstr "b"'),
        (
            '# t\n#. c\n#: r\n#, fuzzy\n#| msgid "o"\nmsgctxt "x"\nmsgid ""\n"a"\nmsgstr "b"',
            '# t\n#, fuzzy\n#~| msgid "o"\n#~ msgctxt "x"\n#~ msgid ""\n#~ "a"\n#~ msgstr "b"',
        ),
        ('#. c\n\n# t\nmsgid "a"\n\nmsgstr "b"', '# t\n#~ msgid "a"\n\n#~ msgstr "b"'),
        ('  msgid  "a"\n\tmsgstr "b"  ', '#~   msgid  "a"\n#~ \tmsgstr "b"  '),
    ],
)
def test_obsolete_entries_come_back_as_they_were(active: str, obsolete: str) -> None:
    """An entry that is made obsolete and active again has its old bytes, but for what sync
    writes anew."""
    before = entry(active)
    gone = make_obsolete(before)
    assert gone.lines == tuple(obsolete.split("\n"))
    assert gone.obsolete
    kept = tuple(line for line in before.lines if not line.startswith(("#.", "#:")))
    back = make_active(gone)
    assert back.lines == tuple(itertools.dropwhile(lambda line: not line, kept))
    assert not back.obsolete


def test_what_is_obsolete_already_stays_as_it_is() -> None:
    """Making an obsolete entry obsolete changes nothing."""
    one = entry('# t\n#~| msgid "o"\n#~ msgid "a"\n#~msgstr "b"\n')
    assert make_obsolete(one) is one


def test_an_active_entry_may_have_an_obsolete_previous_id() -> None:
    """`#~|` alone makes no entry obsolete."""
    one = entry('#~| msgid "o"\nmsgid "a"\nmsgstr "b"\n')
    assert (one.obsolete, one.message_line) == (False, 2)
