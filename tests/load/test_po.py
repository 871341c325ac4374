"""Catalogues from disk: the gate before polib, and what is read behind it.

A long module, because it is one grammar: what is read of it, and what is refused where.
"""

from pathlib import Path

import pytest

from publisher.load.po import confirm_update, load_catalog, parse_catalog
from publisher.model.errors import ConfigError, ContentError, PublisherError
from publisher.model.finding import Severity
from publisher.model.message import MessageKey, Translation
from publisher.model.source import SourceFile
from publisher.text.po import CatalogFile

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: my\\n"\n'
FIELDS = {"Content-Type": "text/plain; charset=UTF-8", "Language": "my"}


ONE_FORM = "nplurals=1; plural=0;"


def parse(text: str, plural_forms: str = "") -> CatalogFile:
    """The catalogue that `text` holds."""
    return parse_catalog(SourceFile(path="my.po", text=text), plural_forms)


def draw(text: str) -> list[str]:
    """Every entry of `text` as `context/msgid=msgstr flags @line`."""
    return [draw_entry(entry.key, entry.translation) for entry in parse(text).entries]


def draw_entry(key: MessageKey, found: Translation) -> str:
    """One entry in the notation of `draw`."""
    name = key.id if key.context is None else f"{key.context}/{key.id}"
    flags = [flag for flag in ("fuzzy", "obsolete") if getattr(found, flag)]
    return " ".join([f"{name}={found.text}", *flags, f"@{found.line}"])


def refuse(text: str, plural_forms: str = "") -> list[str]:
    """Every finding with which `text` is refused, as `place name`."""
    with pytest.raises(ContentError) as caught:
        parse(text, plural_forms)
    return [
        f"{finding.place} {finding.id.removeprefix('catalogue/')}"
        for finding in caught.value.findings
    ]


# What is read.


@pytest.mark.parametrize(
    ("entry", "drawn"),
    [
        ('msgid "a"\nmsgstr "b"', "a=b @6"),
        ('msgid "a"\nmsgstr ""', "a= @6"),
        ('# t\nmsgctxt "c"\nmsgid "a"\nmsgstr "b"', "c/a=b @7"),
        ('msgctxt "c"\nmsgid ""\nmsgstr "b"', "c/=b @6"),
        ('msgctxt ""\nmsgid ""\nmsgstr "b"', "/=b @6"),
        ('#~ msgid ""\n#~ msgstr "b"', "=b obsolete @6"),
        ('#, fuzzy\nmsgid "a"\nmsgstr "b"', "a=b fuzzy @7"),
        ('#, x,fuzzy\nmsgid "a"\nmsgstr "b"', "a=b fuzzy @7"),
        ('#, fuzzy\n#~ msgid "a"\n#~ msgstr "b"', "a=b fuzzy obsolete @7"),
        ('#~|\tmsgid "o"\n#~msgid"a"\n#~\tmsgstr "b"', "a=b obsolete @7"),
        ('msgid ""\n"a"\n"b\\n"\nmsgstr "c"\n"d"', "ab\n=cd @6"),
        ('msgid "\\"a\\" \\\\n\\t"\nmsgstr "\\r\\n"', '"a" \\n\t=\r\n @6'),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"', "a=c @6"),
        ('msgid "a"\nmsgid_plural "b"\nmsgstr[0] ""\nmsgstr[1] "d"', "a=d @6"),
        ('  msgid "a"\n\n  msgstr "b"  ', "a=b @6"),
        ('#TODO\n#=\n#.\n#:\n#,\n##\nmsgid "a"\nmsgstr "b"', "a=b @12"),
        ('msgid "a"\nmsgstr "ဗ\u200bစ\u2060\u00a0😀"', "a=ဗ\u200bစ\u2060\u00a0😀 @6"),
    ],
)
def test_entries_have_their_values(entry: str, drawn: str) -> None:
    """Whatever stands around them, key, text, flags and line of an entry are read."""
    assert draw(f"{HEADER}\n{entry}\n") == [drawn]
    assert draw(f"{HEADER}\n{entry}\n# end\n#.\n") == [drawn]


def test_contexts_tell_messages_apart() -> None:
    """One msgid in two contexts is two messages, both of them used (case 7)."""
    catalog = parse(
        HEADER + '\nmsgctxt "x"\nmsgid "a"\nmsgstr "1"\n\nmsgid "a"\nmsgstr "2"\n'
    ).to_catalog("d", "my")
    assert {key.context: found.text for key, found in catalog.translations.items()} == {
        "x": "1",
        None: "2",
    }


@pytest.mark.parametrize("order", [1, -1])
def test_an_active_entry_wins_over_obsolete_ones(order: int) -> None:
    """Obsolete entries may repeat a key; what the build reads is the active one."""
    entries = [
        '#~ msgid "a"\n#~ msgstr "old"\n',
        '#~ msgid "a"\n#~ msgstr "older"\n',
        'msgid "a"\nmsgstr "new"\n',
    ]
    catalog = parse(HEADER + "\n" + "\n".join(entries[::order])).to_catalog("d", "my")
    (found,) = catalog.translations.values()
    assert (found.text, found.usable) == ("new", True)


@pytest.mark.parametrize(
    ("entry", "usable"),
    [
        ('msgid "a"\nmsgstr "b"', True),
        ('msgid "a"\nmsgstr ""', False),
        ('#, fuzzy\nmsgid "a"\nmsgstr "b"', False),
        ('#= fuzzy\nmsgid "a"\nmsgstr "b"', False),
        ('  #, fuzzy\nmsgid "a"\nmsgstr "b"', False),
        ('#~ msgid "a"\n#~ msgstr "b"', False),
    ],
)
def test_only_a_finished_translation_is_usable(entry: str, usable: bool) -> None:
    """Empty, fuzzy and obsolete translations are never shown to readers (case 21)."""
    catalog = parse(f"{HEADER}\n{entry}\n").to_catalog("d", "my")
    found = catalog.find(MessageKey(None, "a"))
    assert found is not None
    assert found.usable is usable


@pytest.mark.parametrize(
    ("text", "metadata"),
    [
        ("", {}),
        ("# only a comment\n", {}),
        ("\n\n", {}),
        (HEADER, FIELDS),
        ("# t\n\n#, fuzzy\n" + HEADER, FIELDS),
        ('msgid ""\nmsgstr ""\n', {}),
    ],
)
def test_a_catalogue_may_be_empty(text: str, metadata: dict[str, str]) -> None:
    """No text, mere comments and a header alone are catalogues without entries."""
    catalog = parse(text)
    assert catalog.entries == ()
    assert catalog.metadata == metadata
    assert (catalog.header is None) == ("msgid" not in text)


def test_a_header_is_found_where_it_stands() -> None:
    """A header that an editor sorted behind a message is still the header."""
    catalog = parse('msgid "a"\nmsgstr "b"\n\n' + HEADER)
    assert catalog.header is not None
    assert catalog.metadata["Language"] == "my"
    assert [entry.key.id for entry in catalog.entries] == ["a"]


def test_a_catalogue_needs_no_header() -> None:
    """Entries without a header are read as UTF-8 all the same."""
    assert draw('msgctxt "c"\nmsgid ""\nmsgstr "ខ"\n') == ["c/=ខ @1"]


def test_a_line_that_names_a_file_is_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A catalogue is its text, even where a file has that very name."""
    monkeypatch.chdir(tmp_path)
    Path("# a").write_text('msgid "x"\nmsgstr "y"\n', encoding="utf-8")
    assert parse("# a").entries == ()


# What is refused.


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        pytest.param(
            HEADER + '\nmsgid "a"\nmsgstr "b"\n\n# c\nmsgid "a"\nmsgstr "d"\n',
            ["my.po:10 duplicate"],
            id="6",
        ),
        pytest.param(HEADER + "\n" + HEADER, ["my.po:6 duplicate"], id="6-header"),
        pytest.param(
            HEADER + '\nmsgid ""\nmsgid_plural "a"\nmsgstr[0] "b"\n',
            ["my.po:6 duplicate"],
            id="6-header-plural",
        ),
        pytest.param(HEADER.replace("UTF-8", "ISO-8859-1"), ["my.po:3 charset"], id="10"),
        pytest.param(
            '#, fuzzy\nmsgid ""\nmsgstr "Content-Type: text/plain; charset=ASCII\\n"\n',
            ["my.po:3 charset"],
            id="10-one-line",
        ),
        pytest.param(
            HEADER + '\nmsgid "a"\nmsgstr "b\\v"\n', ["my.po:6 control-character"], id="13-escape"
        ),
        pytest.param(
            HEADER.replace("UTF-8", "latin1")
            + '\nmsgid "a"\nmsgstr "b\n\nmsgid "c"\nmsgstr "d"\n\nmsgid "c"\nmsgstr "e\\b"\n\n'
            '\n\nmsgid "f"\n',
            [
                "my.po:3 charset",
                "my.po:7:10 unclosed-quote",
                "my.po:12 control-character",
                "my.po:12 duplicate",
                "my.po:17 truncated",
            ],
            id="all-together",
        ),
        pytest.param(
            '<<<<<<< a\nmsgid "a"\nmsgstr "b"\n=======\nmsgid "a"\nmsgstr "c"\n>>>>>>> b\n',
            ["my.po:1 merge-conflict", "my.po:4 merge-conflict", "my.po:7 merge-conflict"],
            id="5-both-sides",
        ),
    ],
)
def test_damage_is_refused_with_every_place(text: str, findings: list[str]) -> None:
    """Duplicates, a false charset and control characters are refused, all of a file together; the
    two sides of a merge conflict are no duplicates (reliability §6, by number)."""
    assert refuse(text) == findings


def test_a_duplicate_names_both_lines() -> None:
    """The finding stands at the second entry and names the line of the first (case 6)."""
    with pytest.raises(ContentError, match="stands already on line 7"):
        parse(HEADER + '\n# t\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"\n')


@pytest.mark.parametrize("charset", ["UTF-8", "utf-8", "utf8", "CHARSET", ""])
def test_a_charset_that_says_utf_8_is_fine(charset: str) -> None:
    """In any spelling; and a template's placeholder, or nothing at all."""
    assert parse(HEADER.replace("UTF-8", charset)).header is not None


def test_obsolete_entries_may_hold_what_readers_never_see() -> None:
    """Duplicates and escapes in obsolete entries are nobody's fault."""
    entry = '#~ msgid "a"\n#~ msgstr "b\\v"\n'
    assert len(draw(f"{HEADER}\n{entry}\n{entry}")) == 2


def test_sounds_survive() -> None:
    r"""The `\a` of gettext, which polib does not know, damages nothing, and is no text that readers
    could see (case 12)."""
    catalog = parse(HEADER + '\nmsgid "a"\nmsgstr "b\\a\\\\a"\n')
    assert catalog.entries[0].raw.lines[-1] == 'msgstr "b\\a\\\\a"'
    assert catalog.entries[0].translation.text == "b\\a"


def test_repeated_fields_of_a_header_are_kept() -> None:
    """A field that stands twice stays twice; the first of them counts, as in gettext."""
    twice = HEADER + '"X-Generator: Poedit\\n"\n"X-Generator: Weblate\\n"\n"X-Odd : a: b\\n"\n'
    catalog = parse(twice)
    assert catalog.text.render() == twice
    assert catalog.metadata == {**FIELDS, "X-Generator": "Poedit", "X-Odd": "a: b"}


def test_a_second_charset_hides_nothing() -> None:
    """The charset that gettext would take, the first, is the one that must be right."""
    line = '"Content-Type: text/plain; charset=ISO-8859-1\\n"\n'
    assert refuse(HEADER.replace('"Content-Type', line + '"Content-Type')) == ["my.po:3 charset"]


# Plural forms.

TWO = '\nmsgid "a"\nmsgid_plural "b"\nmsgstr[0] "c"\nmsgstr[1] "d"\n'
FEW = '\nmsgid "e"\nmsgid_plural "b"\nmsgstr[0] "c"\n'


def header(plural_forms: str) -> str:
    """A header with a plural rule."""
    return HEADER + f'"Plural-Forms: {plural_forms}\\n"\n'


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (header(ONE_FORM) + FEW, ONE_FORM),
        (header(ONE_FORM) + FEW, ""),
        (header("nplurals=2; plural=(n != 1);") + TWO, "nplurals=2; plural=n>1;"),
        (HEADER + FEW, ONE_FORM),
        (HEADER + TWO + FEW, ""),
        (header("") + FEW, ONE_FORM),
        (header(ONE_FORM) + TWO.replace("\nmsg", "\n#~ msg"), ONE_FORM),
    ],
)
def test_plural_forms_that_agree_are_fine(text: str, language: str) -> None:
    """A header without a rule goes by its language, and obsolete messages by what they were."""
    assert parse(text, language).entries


@pytest.mark.parametrize(
    ("text", "language", "findings"),
    [
        pytest.param(
            header("nplurals=2; plural=(n != 1);"), ONE_FORM, ["my.po:5 plural-forms"], id="20"
        ),
        pytest.param(header("nplurals=2; plural=n;"), "", ["my.po:5 plural-forms"], id="20-range"),
        pytest.param(
            header('nplurals=1; plural=__import__(\\"os\\").system(\\"touch x\\");'),
            ONE_FORM,
            ["my.po:5 plural-forms"],
            id="20-evil",
        ),
        pytest.param(header(ONE_FORM) + TWO + FEW, "", ["my.po:7 plural-count"], id="20-many"),
        pytest.param(HEADER + TWO + FEW, ONE_FORM, ["my.po:6 plural-count"], id="20-language"),
        pytest.param(
            header("nplurals=2; plural=(n != 1);") + TWO + FEW,
            ONE_FORM,
            ["my.po:5 plural-forms", "my.po:12 plural-count"],
            id="20-both",
        ),
    ],
)
def test_plural_forms_that_disagree_are_refused(
    text: str, language: str, findings: list[str]
) -> None:
    """The header counts the forms of its language, each message has as many as the header counts,
    and a rule that is none is not run (case 20)."""
    assert refuse(text, language) == findings


def test_a_rule_that_is_refused_says_how_it_should_be() -> None:
    """The finding names what is wrong and what belongs there."""
    with pytest.raises(ContentError) as caught:
        parse(header("nplurals=2; plural=(n != 1);"), ONE_FORM)
    assert "counts 2 forms, but the language has 1" in str(caught.value)
    assert f"write Plural-Forms: {ONE_FORM}" in str(caught.value)


# Before a catalogue is written.

WRITTEN = (
    HEADER + '\n# by U Ba\nmsgid "a"\nmsgstr ""\n"b \\"c\\""\n\nmsgid "d"\nmsgstr ""\n'
    '\n#~ msgid "e"\n#~ msgid_plural "f"\n#~ msgstr[0] ""\n#~ msgstr[1] "g"\n'
)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("", ""),
        ('msgid "a"\nmsgstr ""\n"b', '#~ msgid "a"\n#~ msgstr ""\n#~ "b'),
        ('msgid "a"', '#, fuzzy\n#| msgid "a"\nmsgid "an"'),
        ('\nmsgid "d"\nmsgstr ""\n', ""),
        ("# by U Ba\n", "# by U Ba\n#. more\n"),
        ("#~ ", ""),
    ],
)
def test_an_update_that_keeps_everything_passes(old: str, new: str) -> None:
    """A translation may turn fuzzy or obsolete, and go to another msgid; nothing that was empty is
    missed."""
    confirm_update(parse(WRITTEN), WRITTEN.replace(old, new) if old else WRITTEN)


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ('"b \\"c\\""\n', "", 7),
        ('"b \\"c\\""', '"b"', 7),
        ('#~ msgstr[1] "g"', '#~ msgstr[1] ""', 14),
        ("# by U Ba\n", "", 7),
        ('msgid "d"', 'msgid "d', 1),
    ],
)
def test_an_update_that_loses_anything_is_our_own_fault(old: str, new: str, line: int) -> None:
    """A text, a form or a comment that is gone, and a file that cannot be read, stop the update
    with exit code 4: nothing that a translator did can lead there."""
    lossy = WRITTEN.replace(old, new)
    assert lossy != WRITTEN
    with pytest.raises(PublisherError) as caught:
        confirm_update(parse(WRITTEN), lossy)
    assert caught.value.exit_code == 4
    (finding,) = caught.value.findings
    assert (finding.id, finding.place) == ("internal/lost-translation", f"my.po:{line}")


# From disk.


def write(folder: Path, data: bytes) -> str:
    """A catalogue in `folder`, and its path as shown."""
    path = folder / "locales" / "my" / "LC_MESSAGES" / "x.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    return path.relative_to(folder).as_posix()


def test_an_absent_catalogue_is_empty(tmp_path: Path) -> None:
    """Before its first sync a language has no file: nothing is translated, nothing is wrong."""
    catalog = load_catalog(tmp_path, "locales/my/LC_MESSAGES/x.po")
    assert (catalog.path, catalog.header, catalog.entries) == (
        "locales/my/LC_MESSAGES/x.po",
        None,
        (),
    )


def test_a_folder_is_no_catalogue(tmp_path: Path) -> None:
    """A folder in the place of a catalogue is named as such (case 24)."""
    (tmp_path / "x.po").mkdir()
    with pytest.raises(ConfigError) as caught:
        load_catalog(tmp_path, "x.po")
    assert caught.value.findings[0].place == "x.po"
    assert "folder" in caught.value.findings[0].message


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_are_fine(tmp_path: Path, newline: str) -> None:
    """What editors on Windows write is read like everything else (case 11); what was read is known
    to the byte."""
    data = (HEADER + '\nmsgid "a"\nmsgstr "ဗ"\n').replace("\n", newline).encode()
    catalog = load_catalog(tmp_path, write(tmp_path, data))
    assert [entry.translation.text for entry in catalog.entries] == ["ဗ"]
    assert catalog.text.render().encode() == data
    assert (catalog.seen, catalog.findings) == (data, ())


def test_a_byte_order_mark_is_a_warning(tmp_path: Path) -> None:
    """Nothing is lost by a byte order mark, so the catalogue is read; but gettext refuses it, so
    it is named, and not written again (case 11)."""
    text = HEADER + '\nmsgid "a"\nmsgstr "ဗ"\n'
    shown = write(tmp_path, b"\xef\xbb\xbf" + text.encode())
    catalog = load_catalog(tmp_path, shown)
    assert catalog.text.render() == text
    assert catalog.seen == (tmp_path / shown).read_bytes()
    (finding,) = catalog.findings
    assert (finding.id, finding.place) == ("catalogue/byte-order-mark", f"{shown}:1")
    assert finding.severity is Severity.WARNING


def test_the_language_says_how_many_forms_there_are(tmp_path: Path) -> None:
    """From disk, too, a catalogue is held against the rule of its language."""
    shown = write(tmp_path, header("nplurals=2; plural=(n != 1);").encode())
    assert load_catalog(tmp_path, shown).header
    with pytest.raises(ContentError, match="the language has 1"):
        load_catalog(tmp_path, shown, ONE_FORM)


@pytest.mark.parametrize(
    ("data", "place"),
    [
        pytest.param(HEADER.encode() + b'\nmsgid "a"\nmsgstr "\xe1"\n', ":7", id="8"),
        pytest.param((HEADER + 'msgid "မ"\n').encode("utf-16"), ":1", id="9"),
        pytest.param((HEADER + 'msgid "မ"\n').encode("utf-16-le"), ":1", id="9-no-mark"),
        pytest.param((HEADER + "# မ").encode()[:-1], ":5", id="4-in-a-comment"),
    ],
)
def test_other_encodings_are_refused(tmp_path: Path, data: bytes, place: str) -> None:
    """Bytes that are not UTF-8, or end inside a character, are refused at their line."""
    shown = write(tmp_path, data)
    with pytest.raises(ContentError) as caught:
        load_catalog(tmp_path, shown)
    assert caught.value.findings[0].place == shown + place
    assert (tmp_path / shown).read_bytes() == data


def test_a_file_cut_inside_a_character_names_its_last_whole_entry(tmp_path: Path) -> None:
    """Two of three cuts through a Burmese text fall inside a character, and are cuts all the same
    (case 4)."""
    data = (HEADER + '\nmsgid "a"\nmsgstr "ဗ"\n\nmsgid "c"\nmsgstr "ဗဗ').encode()[:-1]
    shown = write(tmp_path, data)
    with pytest.raises(ContentError) as caught:
        load_catalog(tmp_path, shown)
    (finding,) = caught.value.findings
    assert (finding.id, finding.place) == ("catalogue/truncated", f"{shown}:10")
    assert "the last complete entry starts on line 6" in finding.hint


@pytest.mark.parametrize("end", ["\\n", "\\r\\n", "\\r"])
def test_line_ends_of_other_systems(end: str) -> None:
    """A carriage return, which tools of other systems write as an escape, reaches no reader; the
    file keeps it."""
    header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n'
    text = f'{header}\nmsgid "a"\nmsgstr "b{end}c"\n'
    file = parse_catalog(SourceFile(path="my.po", text=text))
    found = file.to_catalog("newsroom", "my").find(MessageKey(None, "a"))
    assert found is not None
    assert found.text == "b\nc"
    assert end in "".join(found.lines)
