"""memory import and export, as people run them, and what sync makes of them."""

import re

import pytest
from word_files import make_word, paragraph
from world import Newsroom

SLUG = "2024-03-01-rice-dialogue"
CATALOG = f"locales/my/LC_MESSAGES/{SLUG}.po"
MEMORY = "locales/my/memory.tmx"
ZAWGYI = "ျမန္မာႏိုင္ငံတြင္ ေရႊ႕ေျပာင္းအလုပ္သမားမ်ား"
TMX = '<tmx version="1.4"><header srclang="en"/><body>{}</body></tmx>'


def unit(source: str, target: str, tag: str = "my") -> str:
    """A unit of TMX."""
    return (
        f'<tu><tuv xml:lang="en"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="{tag}"><seg>{target}</seg></tuv></tu>'
    )


def write_tmx(newsroom: Newsroom, *units: str, name: str = "old.tmx") -> str:
    """A TMX file beside the newsroom's own; its name."""
    (newsroom.folder / name).write_text(TMX.format("".join(units)))
    return name


def read_memory(newsroom: Newsroom) -> list[tuple[str, str]]:
    """The units of the newsroom's memory, as they stand there."""
    text = (newsroom.folder / MEMORY).read_text()
    return re.findall(r'(?s)"en"><seg>(.*?)</seg></tuv>\n[^\n]*"my"><seg>(.*?)</seg>', text)


def msgstr(newsroom: Newsroom, msgid: str) -> str:
    """The entry of a message, from its comments on."""
    entries = (newsroom.folder / CATALOG).read_text().split("\n\n")
    (entry,) = [entry for entry in entries if f'\nmsgid "{msgid}"\n' in entry]
    return entry


def test_what_was_translated_elsewhere_comes_back_with_sync(full: Newsroom) -> None:
    """A memory made from one newsroom fills the gaps of another: the export of a catalogue that
    is lost, imported, gives every translation back, and says from where."""
    before = (full.folder / CATALOG).read_text()
    done = full.run("memory", "export", "-l", "my", "-o", "all.tmx")
    assert (done.code, done.stdout) == (0, "all.tmx\n")
    (full.folder / CATALOG).unlink()
    done = full.run("memory", "import", "all.tmx", "-l", "my")
    assert (done.code, done.stdout) == (0, f"{MEMORY}\n")
    count = len(read_memory(full))
    assert done.stderr == f"all.tmx: 93 messages, {count} of them new\n"
    assert full.run("sync").code == 0
    after = (full.folder / CATALOG).read_text()
    assert (
        re.findall('^msgstr .*\n(?:".*\n)*', after, re.MULTILINE)[1:]
        == (re.findall('^msgstr .*\n(?:".*\n)*', before, re.MULTILINE)[1:])
    )
    assert after.count(f"#. memory: from {SLUG}\n") == count
    assert full.run("sync").stderr == "0 files changed\n"


def test_nothing_is_imported_twice(full: Newsroom) -> None:
    """What a catalogue or the memory holds is not added, and the file is not written again."""
    name = write_tmx(full, unit("Dates", "ရက်စွဲများ"), unit("Newly said.", "အသစ်။"))
    first = full.run("memory", "import", name, name, "-l", "my")
    assert first.stderr.endswith(
        f"{name}: 2 messages, 1 of them new\n{name}: 2 messages, 0 of them new\n"
    )
    assert read_memory(full) == [("Newly said.", "အသစ်။")]
    stamp = (full.folder / MEMORY).stat().st_mtime_ns
    again = full.run("memory", "import", name, MEMORY, "-l", "my")
    assert (again.code, again.stdout) == (0, "")
    assert (full.folder / MEMORY).stat().st_mtime_ns == stamp


def test_another_translation_is_kept_and_named(full: Newsroom) -> None:
    """The second translation of a message is a unit too; sync goes on with the first."""
    name = write_tmx(full, unit("Newly said.", "ပထမ။"), unit("Newly said.", "ဒုတိယ။"))
    done = full.run("memory", "import", name, "-l", "my")
    assert (done.code, read_memory(full)) == (
        0,
        [("Newly said.", "ပထမ။"), ("Newly said.", "ဒုတိယ။")],
    )
    assert "old.tmx:1: note: “Newly said.” is translated in another way in old.tmx" in done.stderr
    add_paragraph(full, "Newly said.")
    assert full.run("sync").code == 0
    assert "ပထမ။" in msgstr(full, "Newly said.")


def add_paragraph(newsroom: Newsroom, text: str) -> None:
    """One more paragraph at the end of the release."""
    path = newsroom.folder / "releases" / SLUG / "release.md"
    path.write_text(f"{path.read_text()}\n{text}\n")


def test_near_matches_of_the_memory_are_fuzzy(full: Newsroom) -> None:
    """Units of the memory are used as those of catalogues are."""
    name = write_tmx(full, unit("Growers shared seed and water on Monday.", "တနင်္လာနေ့။"))
    full.run("memory", "import", name, "-l", "my")
    add_paragraph(full, "Growers shared seed and water on Tuesday.")
    full.run("sync")
    entry = msgstr(full, "Growers shared seed and water on Tuesday.")
    assert re.search(r"#\. memory \d\d %: from old\.tmx\n", entry)
    assert "#, fuzzy\n" in entry


def test_catalogues_are_imported_but_for_what_is_unfinished(full: Newsroom) -> None:
    """Usable messages of a `.po` file are units; fuzzy and empty ones are none."""
    (full.folder / "old.po").write_text(
        'msgid ""\nmsgstr "Language: my_MM\\nContent-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "One"\nmsgstr "တစ်"\n\n#, fuzzy\nmsgid "Two"\nmsgstr "နှစ်"\n\nmsgid "x"\nmsgstr ""\n'
    )
    done = full.run("memory", "import", "old.po", "-l", "my")
    assert (done.code, read_memory(full)) == (0, [("One", "တစ်")])


def test_a_finished_markdown_translation_is_laid_beside_its_release(full: Newsroom) -> None:
    """A translation of the very structure is imported as a whole, and sync writes the catalogue
    from it."""
    folder = full.folder / "releases" / "2023-11-01-seed-training"
    text = "---\ntitle: မျိုးစေ့ သင်တန်း\n---\n"
    body = (folder / "release.md").read_text().split("---\n", 2)[2]
    (full.folder / "done.md").write_text(
        text + re.sub(r"(?m)^(?![\n#>-])[^\n]+(\n[^\n]+)*", "စာသား။", body)
    )
    done = full.run(
        "memory", "import", "done.md", "-l", "my", "--release", "2023-11-01-seed-training"
    )
    assert done.code == 0
    assert read_memory(full)
    assert re.search(r"done\.md: [1-9]\d* of \d+ messages, [1-9]\d* of them new\n", done.stderr)


def test_a_word_file_says_what_cannot_be_aligned(full: Newsroom) -> None:
    """What agrees is taken, what does not is named with both places."""
    word = make_word(
        paragraph("ခေါင်းစဉ် အသစ်", "Title"),
        paragraph("ခေါင်းစဉ်ငယ် အသစ်", "Subtitle"),
        paragraph("စာပိုဒ်။"),
        paragraph("ခေါင်းစဉ်", "heading 2"),
    )
    (full.folder / "done.docx").write_bytes(word)
    (full.folder / CATALOG).unlink()
    done = full.run("memory", "import", "done.docx", "-l", "my", "--release", SLUG)
    assert done.code == 0
    assert read_memory(full) == [
        ("A dialogue on water, prices &amp; seed", "ခေါင်းစဉ်ငယ် အသစ်"),
        ("Rice growers of two deltas meet", "ခေါင်းစဉ် အသစ်"),
    ]
    assert (
        f"done.docx: warning: paragraph 3 cannot be laid beside releases/{SLUG}/release.md:"
        in done.stderr
    )
    assert "[memory/not-aligned]" in done.stderr
    assert done.stderr.endswith("done.docx: 2 of 31 messages, 2 of them new\n")


def test_translations_come_in_their_normal_form(full: Newsroom) -> None:
    """Khmer typed in another order is stored in its own, and so is not another translation."""
    name = write_tmx(full, unit("Khmer", "ខែ្មរ", "km"), unit("Khmer", "ខ្មែរ", "km"))
    done = full.run("memory", "import", name, "-l", "km")
    assert done.stderr == f"{name}: 2 messages, 1 of them new\n"
    assert "<seg>ខ្មែរ</seg>" in (full.folder / "locales/km/memory.tmx").read_text()


@pytest.mark.parametrize(
    ("name", "text", "identifier"),
    [
        ("z.tmx", TMX.format(unit("in Myanmar", ZAWGYI)), "message/zawgyi"),
        ("k.tmx", TMX.format(unit("Hello", "សួស្តី", "km")), "memory/wrong-language"),
        ("l.tmx", TMX.format(unit("Hello", "Bonjour")), "memory/wrong-language"),
        ("k.po", 'msgid ""\nmsgstr "Language: km\\n"\n', "memory/wrong-language"),
        ("q.po", 'msgid "x"\nmsgstr "y\n', "catalogue/unclosed-quote"),
        ("x.docx", "no word file", "memory/not-word"),
        ("x.md", "<p>", "release/raw-html"),
    ],
)
def test_a_file_with_an_error_adds_nothing(full: Newsroom, name, text, identifier) -> None:
    """It is named, with exit code 1; a sound file beside it is imported all the same."""
    (full.folder / name).write_text(text)
    good = write_tmx(full, unit("Newly said.", "အသစ်။"), name="good.tmx")
    done = full.run("memory", "import", name, good, "-l", "my", "--release", SLUG)
    assert done.code == 1
    assert f"[{identifier}]" in done.stderr
    assert done.stderr.startswith(name)
    assert read_memory(full) == [("Newly said.", "အသစ်။")]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["absent.tmx", "-l", "my"], "absent.tmx"),
        (["publisher.toml", "-l", "my"], "usage/unknown-file-kind"),
        (["a.md", "-l", "my"], "usage/no-release"),
        (["a.md", "-l", "en"], "usage/unknown-language"),
        (["a.md", "-l", "my", "--release", "none"], "usage/unknown-release"),
        (["a.md"], "--language"),
    ],
)
def test_wrong_usage_ends_with_code_2(full: Newsroom, arguments, said) -> None:
    """Nothing is written."""
    (full.folder / "a.md").write_text("က\n")
    done = full.run("memory", "import", *arguments)
    assert (done.code, said in done.stderr) == (2, True)
    assert not (full.folder / MEMORY).exists()


def test_a_damaged_memory_is_left_as_it_is(full: Newsroom) -> None:
    """Import and export refuse it, sync reports it and syncs the catalogues all the same."""
    (full.folder / MEMORY).write_text("<tmx><tu>")
    name = write_tmx(full, unit("a b", "က"))
    for arguments in (["import", name, "-l", "my"], ["export", "-l", "my"]):
        done = full.run("memory", *arguments)
        assert (done.code, done.stdout) == (1, "")
        assert f"{MEMORY}:1: error: the XML is broken" in done.stderr
    add_paragraph(full, "Newly said.")
    done = full.run("sync")
    assert (done.code, CATALOG in done.stdout) == (1, True)
    assert (full.folder / MEMORY).read_text() == "<tmx><tu>"


def test_a_memory_of_another_tool_is_not_written_over(full: Newsroom) -> None:
    """Units that publisher could not write again are not dropped: nothing is written."""
    foreign = TMX.format(unit('<ph x="1"/>a', "က"))
    (full.folder / MEMORY).write_text(foreign)
    done = full.run("memory", "import", write_tmx(full, unit("a b", "က")), "-l", "my")
    assert (done.code, "memory/inline-codes" in done.stderr) == (1, True)
    assert (full.folder / MEMORY).read_text() == foreign


def test_export_is_the_same_every_time(full: Newsroom) -> None:
    """To a file or to stdout, the bytes are one; the memory file is part of it."""
    full.run("memory", "import", write_tmx(full, unit("Newly said.", "အသစ်။")), "-l", "my")
    first, second = (full.run("memory", "export", "-l", "my") for _ in range(2))
    assert first.code == 0
    assert first.stdout == second.stdout
    assert "<seg>အသစ်။</seg>" in first.stdout
    full.run("memory", "export", "-l", "my", "-o", "deep/all.tmx")
    assert (full.folder / "deep" / "all.tmx").read_text() == first.stdout


def test_export_has_no_silent_gaps(full: Newsroom) -> None:
    """Where a catalogue cannot be read, nothing is exported."""
    path = full.folder / CATALOG
    path.write_text(path.read_text() + '\nmsgid "x"\nmsgstr "y\n')
    done = full.run("memory", "export", "-l", "my", "-o", "all.tmx")
    assert (done.code, done.stdout) == (1, "")
    assert CATALOG in done.stderr
    assert not (full.folder / "all.tmx").exists()
