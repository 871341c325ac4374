"""The entries of a catalogue: what they know of themselves, and what editing leaves alone."""

import itertools

import pytest

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
    update_comments,
)
from publisher.text.po_scan import scan_catalog

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


def read(text: str) -> CatalogText:
    """The entries of a text in which nothing is wrong."""
    catalog, findings = scan_catalog(SourceFile(path="my.po", text=text))
    assert [finding.draw() for finding in findings] == []
    return catalog


def entry(text: str) -> Entry:
    """The one entry of `text`."""
    (one,) = read(text).entries
    return one


# What is known.


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
    ("gaps", "text"),
    [
        ((None, None), 'msgid "0"\nmsgstr ""\n\nmsgid "1"\nmsgstr ""\n'),
        (((), ()), 'msgid "0"\nmsgstr ""\nmsgid "1"\nmsgstr ""\n'),
        ((("",), ("", " ")), '\nmsgid "0"\nmsgstr ""\n\n \nmsgid "1"\nmsgstr ""\n'),
    ],
)
def test_entries_are_parted_as_they_say(
    gaps: tuple[tuple[str, ...] | None, ...], text: str
) -> None:
    """Entries that have no gap of their own, such as new ones, are parted by one empty line."""
    entries = (
        Entry(lines=(f'msgid "{number}"', 'msgstr ""'), gap=gap) for number, gap in enumerate(gaps)
    )
    assert CatalogText(entries=tuple(entries)).render() == text


def test_the_catalogue_of_a_new_file_ends_its_last_line() -> None:
    """Entries alone make a whole file, and none make an empty one."""
    made = new_entry("a", None, "b", (), ())
    assert CatalogText(entries=(made,)).render() == 'msgid "a"\nmsgstr "b"\n'
    assert CatalogText(entries=()).render() == ""


def test_plural_forms_are_counted() -> None:
    """A message knows how many forms its translation has; one without a plural has none."""
    assert [one.forms for one in read(HARD).entries] == [0, 0, 0, 2, 0, 0]


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
        *("#. one", "#. two", "#: a.md b.md"),
        *('msgctxt "ctx"', 'msgid "id"', 'msgstr "text"'),
    )
    assert read("\n".join(made.lines) + "\n").entries == (Entry(lines=made.lines, line=1),)


def test_comments_are_one_line_each() -> None:
    """No comment can leave its line and become an entry, or hold what no file may."""
    assert comment_lines(['a\nmsgid "b"', "c\u2028d", "e\af"], []) == [
        *("#. a", '#. msgid "b"', "#. c", "#. d", "#. e f"),
    ]


# Editing.


@pytest.mark.parametrize(
    "references",
    ["#: r \u2068a b\u2069", "#: r\n#: \u2068a b\u2069", "#:r\n#:\n#:\t\u2068a b\u2069 "],
)
def test_up_to_date_comments_change_nothing(references: str) -> None:
    """Where comments and references are right, the entry is the very same, on however many lines
    another tool has put them."""
    one = entry(f'# t\n#. c\n{references}\n#, fuzzy\nmsgid "a"\nmsgstr "b"\n')
    assert update_comments(one, ("c",), ("r", "a b")) is one
    lines = update_comments(one, ("new",), ("r", "a b")).lines
    assert lines == ("# t", "#. new", *references.split("\n"), *one.lines[-3:])


def test_references_stand_on_one_line() -> None:
    """As gettext has them; a space inside one is told from a space between two by isolates."""
    assert comment_lines([], ["a.md", "b c.md"]) == ["#: a.md \u2068b c.md\u2069"]
    assert comment_lines([], []) == []


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


def test_lines_with_ends_of_their_own_keep_them() -> None:
    """In a file whose lines end differently, editing changes no end of a line that it keeps."""
    text = '# t\r\n#. c\r\n#: r\n#, fuzzy\r\nmsgid "a"\nmsgstr ""\r\n"b"\r\n'
    one = entry(text)
    assert (one.flags, one.remarked) == ({"fuzzy"}, True)
    assert update_comments(one, ("c",), ("r",)) is one
    back = make_active(make_obsolete(one))
    assert back.lines == ("# t\r", "#, fuzzy\r", 'msgid "a"', 'msgstr ""\r', '"b"\r')
    updated = update_comments(one, ("new",), ()).lines
    assert updated == ("# t\r", "#. new", "#, fuzzy\r", 'msgid "a"', 'msgstr ""\r', '"b"\r')


def test_what_is_obsolete_already_stays_as_it_is() -> None:
    """Making an obsolete entry obsolete changes nothing."""
    one = entry('# t\n#~| msgid "o"\n#~ msgid "a"\n#~msgstr "b"\n')
    assert make_obsolete(one) is one


def test_an_active_entry_may_have_an_obsolete_previous_id() -> None:
    """`#~|` alone makes no entry obsolete."""
    one = entry('#~| msgid "o"\nmsgid "a"\nmsgstr "b"\n')
    assert (one.obsolete, one.message_line) == (False, 2)
