"""Pots into catalogues: what changes, what keeps its bytes, and that nothing is lost."""

import polib
import pytest

from publisher.load.po import parse_catalog
from publisher.model.message import Message, MessageKey, Template
from publisher.model.source import SourceFile
from publisher.translate.memory import Memory
from publisher.translate.sync import format_pot

from .catalogs import HEADER, TOP, entry, file, gone, known, pot, sync

# What happens to one message.


@pytest.mark.parametrize(
    ("before", "template", "after"),
    [
        pytest.param(file(), pot("a"), file(entry("a")), id="new-is-empty"),
        pytest.param(file(entry("a", "b")), pot("a"), file(entry("a", "b")), id="exact-stays"),
        pytest.param(file(entry("a", "b")), pot(), file(gone("a", "b")), id="vanished-is-obsolete"),
        pytest.param(file(entry("a")), pot(), file(), id="vanished-and-empty-goes"),
        pytest.param(file(gone("a", "b")), pot("a"), file(entry("a", "b")), id="back-is-active"),
        pytest.param(file(gone("a", "b")), pot(), file(gone("a", "b")), id="obsolete-stays"),
        pytest.param(
            file(entry("a", "b", '#, fuzzy\n#| msgid "o"\n')),
            pot(),
            file(gone("a", "b", '#, fuzzy\n#~| msgid "o"\n')),
            id="fuzzy-vanishes-fuzzy",
        ),
        pytest.param(
            file(gone("a", "b", '# u ba\n#, fuzzy\n#~| msgid "o"\n')),
            pot("a"),
            file(
                entry(
                    "a",
                    "b",
                    "# u ba\n#. where\n#. edit: words changed: [-o-] {+a+}\n#: r.md\n"
                    '#, fuzzy\n#| msgid "o"\n',
                )
            ),
            id="fuzzy-comes-back-fuzzy",
        ),
        pytest.param(
            file(entry("a", "", "# is this a name?\n")),
            pot(),
            file(gone("a", "", "# is this a name?\n")),
            id="a-translators-question-stays",
        ),
        pytest.param(
            file(gone("a", ""), gone("a", "new"), gone("a", "old")),
            pot("a"),
            file(entry("a", "new"), gone("a", ""), gone("a", "old")),
            id="of-several-obsolete-the-first-filled-comes-back",
        ),
        pytest.param(
            file(entry("a", "b"), gone("a", "old")),
            pot("a"),
            file(entry("a", "b"), gone("a", "old")),
            id="active-before-obsolete",
        ),
        pytest.param(
            file(entry("a", "b"), gone("a", "old")),
            pot(),
            file(gone("a", "b"), gone("a", "old")),
            id="obsolete-twice",
        ),
        pytest.param(
            file(entry("b", "2"), entry("a", "1"), gone("z", "9")),
            pot("a", "c", "b"),
            file(entry("a", "1"), entry("c"), entry("b", "2"), gone("z", "9")),
            id="in-the-order-of-the-pot",
        ),
        pytest.param(
            file(entry("a", "b", "#. old\n#: old.md:3\n")),
            pot("a"),
            file(entry("a", "b")),
            id="comments-are-brought-up-to-date",
        ),
        pytest.param(
            file(entry("a", "b")),
            pot(Message(id="a")),
            file(entry("a", "b", "")),
            id="comments-that-are-gone-go",
        ),
    ],
)
def test_messages_come_go_and_stay(before: str, template: Template, after: str) -> None:
    """New messages come empty, vanished ones turn obsolete where a translator left anything, and
    come back as they were; syncing again changes nothing."""
    assert sync(before, template) == after
    assert sync(after, template) == after


@pytest.mark.parametrize("text", ["", "\n", "# only a remark\n"])
def test_a_new_catalogue_gets_a_header(text: str) -> None:
    """An absent, empty or merely commented file gets a header in the language, and keeps its
    comments."""
    made = sync(text, pot("a"))
    assert made.startswith('msgid ""\nmsgstr ""\n"Project-Id-Version: Network\\n"\n')
    assert '"Language: my\\n"\n' in made
    assert '"Plural-Forms: nplurals=1; plural=0;\\n"\n' in made
    assert made.endswith(text.strip() + "\n")
    assert sync(made, pot("a")) == made


def test_a_header_is_never_touched() -> None:
    """Fields, comments and spacing of a header stay as they are."""
    assert sync(TOP, pot()) == TOP


def test_a_header_comes_first() -> None:
    """A header that an editor sorted behind a message is put where it belongs."""
    assert sync(file(TOP, top=entry("a", "b")), pot("a")) == file(entry("a", "b"))


# What keeps its bytes.

ODD = """\
# a translator's remark
#
#TODO no space
#. where
#. edit: a number changed, so it is not shown to readers: [-previous words-] {+one two +}
#: r.md
#, fuzzy, no-wrap
#= sticky
#| msgctxt "p"
#| msgid ""
#| "previous "
#| "words"
msgid ""
"one "
"two\\a"
msgstr   ""
  "\\"wrapped\\" "
"\u1019\u103c\u200b\u1014\u103a\u2060"\t
""
"""


def test_an_exact_match_keeps_its_very_bytes() -> None:
    """Odd wrapping, spacing, flags, previous ids, remarks and invisible characters survive."""
    before = file(ODD)
    assert sync(before, pot("one two\a")) == before


def test_what_vanishes_and_comes_back_keeps_its_bytes() -> None:
    """Through obsolete and back, an entry is what it was, as sync writes comments."""
    before = file(ODD)
    away = sync(before, pot())
    assert "#~ " in away
    back = sync(away, pot("one two\a"))
    remark = "#TODO no space\n"
    rest = before.replace(remark, "")
    assert back == rest.replace("#: r.md\n", "#: r.md\n" + remark)
    assert sync(back, pot()) == away


def test_plural_entries_survive() -> None:
    """An entry with plural forms is kept, also where its first form is empty."""
    plural = '{0}msgid "a"\n{0}msgid_plural "b"\n{0}msgstr[0] ""\n{0}msgstr[1] "c"\n'
    active = "#. where\n#: r.md\n" + plural.format("")
    assert sync(file(active), pot("a")) == file(active)
    assert sync(file(active), pot()) == file(plural.format("#~ "))
    assert sync(file(plural.format("#~ ")), pot("a")) == file(active)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_stay(newline: str) -> None:
    """A catalogue with CRLF keeps it, in new entries too (case 11)."""
    before = file(entry("a", "b"), gone("c", "d")).replace("\n", newline)
    after = file(entry("a", "b"), entry("e"), gone("c", "d")).replace("\n", newline)
    assert sync(before, pot("a", "e")) == after


def test_comments_at_the_end_of_the_file_stay_there() -> None:
    """What stands behind the last entry stays behind it, however many come before it."""
    end = '# the end\n\n# really\n#~| msgid "nothing"\n'
    before = file(entry("a", "b"), end)
    after = file(entry("c"), gone("a", "b"), end)
    assert sync(before, pot("c")) == after
    assert sync(after, pot("c")) == after


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        'say "x"\\',
        "one\ntwo\n",
        "a\\\nb",
        "tab\tand \u200b",
        "“ក”",
        "{n} %s",
        "# x",
        "#~",
    ],
)
def test_every_text_is_written_so_that_it_is_read_back(text: str) -> None:
    """Any message and any translation from memory survives the file."""
    key = MessageKey("c", text or "empty")
    template = pot(Message(id=key.id, context=key.context, comments=(text,)))
    made = sync("", template, Memory([known(key.id, text, "c")]))
    (found,) = parse_catalog(SourceFile(path="my.po", text=made)).entries
    assert (found.key, found.translation.text) == (key, text)
    assert sync(made, template) == made


# The pot.


def test_a_pot_is_a_catalogue_without_translations_and_dates() -> None:
    """It names the project, is UTF-8, and holds no moment: the same messages are the same
    bytes."""
    text = format_pot(pot("a", Message(id="b", context="c")), "Network")
    parsed = polib.pofile(text)
    assert parsed.metadata["Project-Id-Version"] == "Network"
    assert parsed.metadata["Content-Type"] == "text/plain; charset=UTF-8"
    assert "POT-Creation-Date" not in parsed.metadata
    assert [(e.msgctxt, e.msgid, e.msgstr, e.comment) for e in parsed] == [
        (None, "a", "", "where"),
        ("c", "b", "", ""),
    ]
    assert format_pot(pot("a", Message(id="b", context="c")), "Network") == text


def test_a_new_header_is_known_as_one() -> None:
    """The header of a new catalogue is recognised when it is read again."""
    assert HEADER.is_header
