"""Bad catalogues, case by case, and what is said of them.

Each is tried with the command itself, as a newsroom would meet it: the exit code, the place, the
way out, and that no byte of a source changes. Details are tested where the code is:

=====  ===========================================================================================
cases  tests
=====  ===========================================================================================
1–6    `tests/text/test_po_scan.py` (every place), `tests/load/test_po.py`
7, 21  `tests/load/test_po.py`, `tests/translate/test_apply.py`
8–10   `tests/load/test_files.py`, `tests/load/test_po.py`
11–12  `tests/text/test_po_scan.py`, `tests/property/test_wild_catalogs.py`, `tests/external`
13     `tests/text/test_control.py`, `tests/text/test_po_scan.py`
14–19  `tests/checks` (each check), `tests/compose/test_escaping.py`, `tests/render`
20     `tests/text/test_plural.py`, `tests/load/test_po.py`
22–23  `tests/translate/test_carry_over.py`, `tests/property/test_catalogues.py`
24     `tests/load/test_po.py`
38     `tests/publish/test_catalog.py`
=====  ===========================================================================================

A long module, because it is one numbered list of cases, which a test counts.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from world import Newsroom, Said, copy_newsroom, read_sources

from publisher.load.po import load_catalog
from publisher.model.errors import ContentError

SLUG = "2024-05-02-hello"
MD = f"releases/{SLUG}/release.md"
PO = f"locales/my/LC_MESSAGES/{SLUG}.po"
SHARED = "locales/my/LC_MESSAGES/newsroom.po"
RELEASE = """\
---
kind: press-release
title: Ministers meet migrant workers
date: 2024-05-02
---

Read [the study](https://www.example.org/study) today.

The ministers met in Yangon.
"""
STUDY = "[လေ့လာမှုအစီရင်ခံစာ](https://www.example.org/study)ကို ယနေ့ ဖတ်ရှုနိုင်ပါသည်။"
MET = "ဝန်ကြီးများသည် ရန်ကုန်မြို့တွင် တွေ့ဆုံခဲ့ကြသည်။"
TEXTS = {
    "Ministers meet migrant workers": "ဝန်ကြီးများ ရွှေ့ပြောင်းအလုပ်သမားများနှင့် တွေ့ဆုံ",
    "Read [the study](https://www.example.org/study) today.": STUDY,
    "The ministers met in Yangon.": MET,
}
ZAWGYI = "ျမန္မာႏိုင္ငံတြင္ ေရႊ႕ေျပာင္းအလုပ္သမားမ်ား၏ အခြင့္အေရးကို ကာကြယ္ရန္"


@pytest.fixture(scope="module")
def translated(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """A newsroom in English and Burmese whose release is translated and whose catalogues are up to
    date; not to be changed."""
    newsroom = copy_newsroom("minimal", tmp_path_factory.mktemp("translated") / "newsroom")
    newsroom.edit("publisher.toml", '["en"]', '["en", "my"]\nurl = "https://tiny.example/"')
    (newsroom.folder / MD).write_text(RELEASE, encoding="utf-8")
    assert newsroom.run("sync").code == 0
    for msgid, text in TEXTS.items():
        newsroom.edit(PO, f'msgid "{msgid}"\nmsgstr ""', f'msgid "{msgid}"\nmsgstr "{text}"')
    newsroom.edit(SHARED, 'msgid "Tiny Press"\nmsgstr ""', 'msgid "Tiny Press"\nmsgstr "တိုင်နီပရက်စ်"')
    assert newsroom.run("sync").code == 0
    return newsroom


@pytest.fixture
def newsroom(translated: Newsroom, tmp_path) -> Newsroom:
    """The same, to change."""
    return translated.copy(tmp_path / "newsroom")


def test_the_newsroom_is_in_order(newsroom: Newsroom) -> None:
    """Before anything is broken nothing is found, sync has nothing to do, and both editions go
    out."""
    assert newsroom.run("check", "--json").json["findings"] == []
    assert newsroom.run("sync").stdout == ""
    assert MET in build_text(newsroom)


def build_text(newsroom: Newsroom) -> str:
    """The plain text of the Burmese edition."""
    newsroom.build("-f", "txt", "-l", "my")
    return newsroom.path(f"site/my/{SLUG}/*.txt").read_text(encoding="utf-8")


@dataclass(frozen=True, kw_only=True)
class Case:
    """How a catalogue is broken, what is found, on the line that holds which words, and what else
    is said."""

    number: int
    name: str
    break_it: Callable[[bytes], bytes]
    finds: tuple[tuple[str, str], ...]
    says: tuple[str, ...] = ()
    path: str = PO

    def __str__(self) -> str:
        return f"case-{self.number:02}-{self.name}"


def replaces(old: str, new: str) -> Callable[[bytes], bytes]:
    """A way to break a catalogue: `new` for the one `old`."""

    def break_it(data: bytes) -> bytes:
        assert data.count(old.encode()) == 1
        return data.replace(old.encode(), new.encode("utf-8", "surrogateescape"))

    return break_it


CASES = [
    Case(
        number=1,
        name="no-closing-quote",
        break_it=replaces(f'{MET}"', MET),
        finds=(("catalogue/unclosed-quote", MET),),
        says=('put " at the end of the line',),
    ),
    Case(
        number=2,
        name="curly-quotes",
        break_it=replaces(f'"{MET}"', f"“{MET}”"),
        finds=(("catalogue/curly-quotes", MET),),
        says=('hint: use "',),
    ),
    Case(
        number=3,
        name="unescaped-quote",
        break_it=replaces("ရန်ကုန်မြို့တွင်", '"ရန်ကုန်မြို့"တွင်'),
        finds=(("catalogue/unescaped-quote", "ရန်ကုန်မြို့"),),
        says=('write \\"', f"{PO}:27:24:"),
    ),
    Case(
        number=4,
        name="truncated",
        break_it=lambda data: data[: data.index("တွေ့ဆုံခဲ့".encode())],
        finds=(("catalogue/truncated", "ရန်ကုန်မြို့"),),
        says=("the last complete entry starts on line 21", "get the whole file again"),
    ),
    Case(
        number=4,
        name="truncated-inside-a-character",
        break_it=lambda data: data[: data.index("တွေ့ဆုံခဲ့".encode()) + 1],
        finds=(("catalogue/truncated", "ရန်ကုန်မြို့"),),
        says=("the last complete entry starts on line 21",),
    ),
    Case(
        number=5,
        name="merge-conflict",
        break_it=replaces(
            f'msgstr "{MET}"\n',
            f'<<<<<<< HEAD\nmsgstr "{MET}"\n=======\nmsgstr "x"\n>>>>>>> theirs\n',
        ),
        finds=tuple(("catalogue/merge-conflict", mark) for mark in ("<<<<<<<", "=======", ">>>>")),
        says=("unresolved merge",),
    ),
    Case(
        number=6,
        name="duplicate",
        break_it=lambda data: (
            data + f'\nmsgid  "The ministers met in Yangon."\nmsgstr "{STUDY}"\n'.encode()
        ),
        finds=(("catalogue/duplicate", "msgid  "),),
        says=("stands already on line 26",),
    ),
    Case(
        number=8,
        name="not-utf-8",
        break_it=lambda data: data.replace(MET.encode(), b"caf\xe9"),
        finds=(("file/not-utf-8", "caf"),),
        says=("byte 982 (0xE9) is not UTF-8", "save it again as UTF-8"),
    ),
    Case(
        number=9,
        name="utf-16",
        break_it=lambda data: data.decode().encode("utf-16"),
        finds=(("file/not-utf-8", ""),),
        says=("the file is UTF-16", "save it again as UTF-8"),
    ),
    Case(
        number=10,
        name="false-charset",
        break_it=replaces("charset=UTF-8", "charset=ISO-8859-1"),
        finds=(("catalogue/charset", "charset="),),
        says=("the header says ISO-8859-1, but the file is UTF-8",),
    ),
    *(
        Case(
            number=13,
            name=f"control-{ord(control):04x}",
            break_it=replaces("ရန်ကုန်မြို့", f"ရန်{control}ကုန်မြို့"),
            finds=(("catalogue/control-character", f"ရန်{control}ကုန်"),),
            says=(f"U+{ord(control):04X}",),
        )
        for control in "\0\u2028\x85"
    ),
    Case(
        number=14,
        name="bidi-override",
        break_it=replaces("ရန်ကုန်မြို့", "\u202eရန်ကုန်မြို့"),
        finds=(("message/invisible-character", "\u202e"),),
        says=("U+202E",),
    ),
    Case(
        number=15,
        name="zawgyi",
        break_it=replaces(MET, ZAWGYI),
        finds=(("message/zawgyi", ZAWGYI),),
        says=("Zawgyi-my",),
    ),
    Case(
        number=17,
        name="lost-placeholder",
        break_it=replaces("{page} / {pages}", "{page} / {pags}"),
        finds=(("message/placeholder", "{pags}"),),
        says=("{pages}", "{pags}"),
        path=SHARED,
    ),
    Case(
        number=18,
        name="script",
        break_it=replaces(MET, f"<script>alert(1)</script>{MET}"),
        finds=(("message/inline", "The ministers met"),),
        says=("<script>",),
    ),
    Case(
        number=19,
        name="other-host",
        break_it=replaces(STUDY, STUDY.replace("www.example.org", "www.example.com")),
        finds=(("message/link", "www.example.com"),),
        says=("https://www.example.org/study", "https://www.example.com/study"),
    ),
    Case(
        number=20,
        name="evil-plural-rule",
        break_it=replaces("plural=0;", 'plural=__import__(\\"os\\").system(\\"touch evil\\");'),
        finds=(("catalogue/plural-forms", "Plural-Forms"),),
        says=("cannot be used", "__import__"),
    ),
    Case(
        number=20,
        name="too-many-forms",
        break_it=replaces(
            f'msgstr "{MET}"', f'msgid_plural "x"\nmsgstr[0] "{MET}"\nmsgstr[1] "{MET}"'
        ),
        finds=(("catalogue/plural-count", "The ministers met"),),
        says=("has 2 of 1 plural forms",),
    ),
]


@pytest.mark.parametrize("case", CASES, ids=str)
def test_bad_catalogue(case: Case, newsroom: Newsroom) -> None:
    """Where nothing can be read, check and sync both end with exit code 1 and name the line and the
    way out; where a text is wrong, check does. No byte of a source changes."""
    path = newsroom.folder / case.path
    path.write_bytes(case.break_it(path.read_bytes()))
    sources = read_sources(newsroom)
    lines = sources[case.path].split(b"\n")
    expected = {
        (name, case.path, next(n for n, line in enumerate(lines, 1) if on.encode() in line))
        for name, on in case.finds
    }
    said = newsroom.run("check", "--json")
    assert said.code == 1
    assert find_errors(said) == expected
    for words in case.says:
        assert words in said.stderr
    if not case.finds[0][0].startswith("message/"):
        assert newsroom.run("sync").code == 1
    assert read_sources(newsroom) == sources


def find_errors(said: Said) -> set[tuple[str, str, int | None]]:
    """The errors of a run: id, path and line."""
    return {
        (finding["id"], finding["path"], finding["line"])
        for finding in said.json["findings"]
        if finding["severity"] == "error"
    }


def test_case_20_rule_of_another_language(newsroom: Newsroom) -> None:
    """A header that counts other plural forms than its language is refused, with the right one."""
    newsroom.edit(PO, "nplurals=1; plural=0;", "nplurals=2; plural=(n != 1);")
    with pytest.raises(ContentError, match="counts 2 forms, but the language has 1") as caught:
        load_catalog(newsroom.folder, PO, "nplurals=1; plural=0;")
    assert "write Plural-Forms: nplurals=1; plural=0;" in caught.value.findings[0].hint
    assert caught.value.exit_code == 1


def test_all_problems_of_a_file_are_told_together(newsroom: Newsroom) -> None:
    """One run names every fault, in the order of lines, so that nobody mends and runs by turns."""
    path = newsroom.folder / PO
    text = path.read_text(encoding="utf-8")
    text = text.replace("charset=UTF-8", "charset=ASCII").replace(f'{STUDY}"', STUDY)
    text = text.replace(f'"{MET}"', f"“{MET}”")
    text += '\nmsgid "a"\nmsgstr "\\q"\n\nmsgid "b"\nmsgstr ""\n\nmsgid "b"\nmsgstr "c\u2028"\n'
    path.write_text(text + 'msgid "d"\n', encoding="utf-8")
    said = newsroom.run("check", "--json")
    assert said.code == 1
    assert [finding["id"].partition("/")[2] for finding in said.json["findings"]] == [
        *("charset", "unclosed-quote", "curly-quotes", "escape", "control-character", "truncated"),
    ]
    assert path.read_text(encoding="utf-8") == text + 'msgid "d"\n'


def test_case_07_contexts_tell_messages_apart(newsroom: Newsroom) -> None:
    """One msgid in two contexts is two messages: neither is a duplicate of the other."""
    path = newsroom.folder / PO
    twin = f'\n#~ msgctxt "x"\n#~ msgid "The ministers met in Yangon."\n#~ msgstr "{STUDY}"\n'
    path.write_text(path.read_text(encoding="utf-8") + twin, encoding="utf-8")
    assert newsroom.run("check").code == 0
    path.write_text(path.read_text(encoding="utf-8").replace("#~ ", ""), encoding="utf-8")
    assert newsroom.run("check").code == 0
    assert MET in build_text(newsroom)


def test_case_11_what_windows_writes(newsroom: Newsroom) -> None:
    """CRLF stays in every line through a sync; a byte order mark is named and left out; the text
    is the same."""
    path = newsroom.folder / PO
    data = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + data)
    assert newsroom.run("check").code == 0
    assert MET in build_text(newsroom)
    said = newsroom.run("sync")
    assert said.stdout == f"{PO}\n"
    assert f"{PO}:1: warning:" in said.stderr
    assert path.read_bytes() == data
    assert newsroom.run("sync").stdout == ""


def test_case_12_what_other_libraries_drop(newsroom: Newsroom) -> None:
    """Sticky flags, previous msgids of obsolete entries, bells, isolates in comments and comments
    at the end survive a sync that changes the file."""
    path = newsroom.folder / PO
    odd = (
        '\n#= sticky\n#TODO\n#~| msgid "older"\n#~ msgid "old"\n#~ msgstr "\\a \u2068x\u2069"\n'
        "\n# the end\n#=\n"
    )
    path.write_text(path.read_text(encoding="utf-8") + odd, encoding="utf-8")
    newsroom.edit(MD, "\nThe ministers met", "\nA new paragraph.\n\nThe ministers met")
    said = newsroom.run("sync")
    assert (said.code, PO in said.stdout) == (0, True)
    text = path.read_text(encoding="utf-8")
    assert 'msgid "A new paragraph."\nmsgstr ""\n' in text
    assert text.endswith(odd)


def test_case_16_characters_that_nobody_sees_but_readers_need(newsroom: Newsroom) -> None:
    """Zero width spaces and joiners where Burmese has a use for them are left in the catalogue and
    reach the reader."""
    seen = MET.replace("ရန်ကုန်", "ရန်\u200bကုန်")
    newsroom.edit(PO, MET, seen)
    assert newsroom.run("check").code == 0
    assert newsroom.run("sync").stdout == ""
    assert seen in newsroom.path(PO).read_text(encoding="utf-8")
    newsroom.build("-f", "html", "-l", "my")
    assert seen in newsroom.path(f"site/my/{SLUG}/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("unfinished", ["fuzzy", "empty", "missing"])
def test_case_21_what_is_not_finished_makes_a_draft(unfinished: str, newsroom: Newsroom) -> None:
    """Fuzzy and empty translations are counted and not shown: the edition is a draft, in which the
    source stands in, and an error where --strict is asked for; so is one without a catalogue."""
    if unfinished == "missing":
        (newsroom.folder / PO).unlink()
    else:
        entry = f'msgid "The ministers met in Yangon."\nmsgstr "{MET}"'
        new = f"#, fuzzy\n{entry}" if unfinished == "fuzzy" else entry.replace(MET, "")
        newsroom.edit(PO, entry, new)
    sources = read_sources(newsroom)
    said = newsroom.run("build", "-f", "txt", "-l", "my", "--strict", "--json")
    assert (said.code, said.json["artifacts"]) == (1, [])
    ((name, path, _),) = find_errors(said)
    assert (name, path) == ("edition/draft", PO)
    newsroom.build("-f", "txt", "-l", "my")
    text = newsroom.path(f"site/drafts/my/{SLUG}/*.txt").read_text(encoding="utf-8")
    assert "The ministers met in Yangon." in text
    assert MET not in text
    assert read_sources(newsroom) == sources


def test_case_22_an_edited_paragraph_is_fuzzy(newsroom: Newsroom) -> None:
    """Where the English changed, its translation waits with the old words beside it."""
    newsroom.edit(MD, "met in Yangon.", "met workers in Yangon.")
    assert newsroom.run("sync").code == 0
    text = newsroom.path(PO).read_text(encoding="utf-8")
    assert "#, fuzzy\n" in text
    assert '#| msgid "The ministers met in Yangon."\n' in text
    assert f'msgid "The ministers met workers in Yangon."\nmsgstr "{MET}"\n' in text


def test_case_23_a_restored_paragraph_gets_its_translation_back(newsroom: Newsroom) -> None:
    """Removed, its translation is kept as obsolete; restored, the catalogue is what it was."""
    before = (newsroom.folder / PO).read_bytes()
    newsroom.edit(MD, "\nThe ministers met in Yangon.\n", "")
    assert newsroom.run("sync").code == 0
    away = newsroom.path(PO).read_text(encoding="utf-8")
    assert f'#~ msgid "The ministers met in Yangon."\n#~ msgstr "{MET}"\n' in away
    newsroom.edit(MD, "today.\n", "today.\n\nThe ministers met in Yangon.\n")
    assert newsroom.run("sync").code == 0
    assert (newsroom.folder / PO).read_bytes() == before


@pytest.mark.parametrize("command", ["check", "sync"])
def test_case_24_a_folder_is_no_catalogue(command: str, newsroom: Newsroom) -> None:
    """A folder in the place of a catalogue is named by its path, not as a syntax error."""
    path = newsroom.folder / PO
    path.unlink()
    path.mkdir()
    said = newsroom.run(command)
    assert said.code == 2
    assert f"{PO}: error: a folder stands where a catalogue should be" in said.stderr


def test_every_case_is_here() -> None:
    """Each of the cases 1 to 24 has a test in this file that is named by its number."""
    own = {case.number for case in CASES}
    own |= {int(name[10:12]) for name in globals() if name.startswith("test_case_")}
    assert own == set(range(1, 25))
