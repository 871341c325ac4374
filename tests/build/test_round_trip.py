"""A kit goes out, comes back, and what the translator did is in the newsroom, and nothing else."""

import io
import zipfile
from pathlib import Path

import pytest
from world import Newsroom, Said, read_tree

from publisher.load.archive import KIT_RECORD
from publisher.publish.archive import pack_archive

RICE = "catalogues/2024-03-01-rice-dialogue.po"
OURS = "locales/my/LC_MESSAGES/2024-03-01-rice-dialogue.po"
HEADLINE = "မြစ်ဝကျွန်းပေါ်ဒေသ နှစ်ခုမှ စပါးစိုက်တောင်သူများ တွေ့ဆုံ"
BETTER = "မြစ်ဝကျွန်းပေါ်ဒေသ နှစ်ခုမှ စပါးတောင်သူများ တွေ့ဆုံ"
ZAWGYI = "ျမန္မာႏိုင္ငံတြင္ ေရႊ႕ေျပာင္းအလုပ္သမားမ်ား ေတြ႕ဆံုေဆြးေႏြးခဲ့ၾကသည္။ အလုပ္သမားမ်ား"


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The kit of Burmese, with all catalogues."""
    from world import copy_newsroom

    newsroom = copy_newsroom("full", tmp_path_factory.mktemp("kit") / "newsroom")
    said = newsroom.run("kit", "my", "--all", "-o", "kit.zip")
    assert (said.code, said.stdout) == (0, "kit.zip\n"), said
    return (newsroom.folder / "kit.zip").read_bytes()


@pytest.fixture(scope="module")
def kit(packed: bytes) -> dict[str, bytes]:
    """The files of the kit."""
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def take(newsroom: Newsroom, files: dict[str, bytes], *options: str) -> Said:
    """Take in a zip file of `files`."""
    path = newsroom.folder.with_name("back.zip")
    path.write_bytes(pack_archive(files))
    return newsroom.run("intake", path, *options)


def edit(kit: dict[str, bytes], old: str, new: str) -> dict[str, bytes]:
    """The kit with the one place of the release's catalogue changed where `old` stands."""
    text = kit[RICE].decode()
    assert text.count(old) == 1
    return {**kit, RICE: text.replace(old, new).encode()}


def test_a_kit_holds_what_a_translator_needs(kit: dict[str, bytes]) -> None:
    """Catalogues with their very bytes, memory, proofs, faces with their licence, a guide in the
    translator's language, and the record of what was sent."""
    assert {name.partition("/")[0] for name in kit} == {
        *("catalogues", "fonts", "proofs", "memory.tmx", "README.my.txt", "README.en.txt"),
        KIT_RECORD,
    }
    assert "fonts/noto-sans-myanmar/OFL.txt" in kit
    assert "fonts/noto-sans-myanmar/400-myanmar.ttf" in kit
    assert HEADLINE in kit["proofs/2024-03-01-rice-dialogue.html"].decode()
    assert HEADLINE in kit["memory.tmx"].decode()
    assert "ပြန်ပို့ခြင်း" in kit["README.my.txt"].decode()


def test_a_kit_is_the_same_each_time(full: Newsroom, packed: bytes) -> None:
    """The same newsroom packs the same bytes, in another folder too; where nothing is left to do
    there is no kit."""
    assert full.run("kit", "my", "--all").code == 0
    assert (full.folder / "kit-my.zip").read_bytes() == packed
    said = full.run("kit", "km")
    assert (said.code, said.stdout) == (0, "")
    assert "nothing is left to translate" in said.stderr


def test_a_kit_has_what_needs_work(full: Newsroom) -> None:
    """A message that is fuzzy brings its catalogue, and no other one; a language that is not there
    is a mistake on the command line."""
    text = f'msgstr "{HEADLINE}"'
    full.edit(
        OURS,
        f'msgid "Rice growers of two deltas meet"\n{text}',
        f'#, fuzzy\nmsgid "Rice growers of two deltas meet"\n{text}',
    )
    assert full.run("kit", "my", "-o", "k.zip").code == 0
    with zipfile.ZipFile(full.folder / "k.zip") as archive:
        sent = [name for name in archive.namelist() if name.endswith(".po")]
    assert sent == [RICE]
    assert full.run("kit", "xx").code == 2


def test_what_comes_back_unchanged_changes_nothing(full: Newsroom, kit: dict[str, bytes]) -> None:
    """Not a byte, and nothing is said."""
    before = read_tree(full.folder)
    said = take(full, kit, "--apply")
    assert (said.code, said.stdout, said.stderr) == (0, "", "0 messages taken\n")
    assert read_tree(full.folder) == before


def test_a_difference_is_shown_before_anything_is_written(
    full: Newsroom, kit: dict[str, bytes]
) -> None:
    """Without --apply the file stays and the difference is shown; with it, exactly that is done;
    doing it twice is doing it once."""
    back = edit(kit, HEADLINE, BETTER)
    before = read_tree(full.folder)
    said = take(full, back)
    assert said.code == 0
    assert f'-msgstr "{HEADLINE}"\n+msgstr "{BETTER}"\n' in said.stdout
    assert said.stdout.startswith(f"--- a/{OURS}\n+++ b/{OURS}\n")
    assert "nothing was changed" in said.stderr
    assert read_tree(full.folder) == before
    said = take(full, back, "--apply")
    assert (said.code, said.stdout) == (0, f"{OURS}\n")
    after = read_tree(full.folder)
    assert after == {**before, OURS: before[OURS].replace(HEADLINE.encode(), BETTER.encode())}
    assert take(full, back, "--apply").stdout == ""
    assert read_tree(full.folder) == after


def test_a_file_is_known_by_what_is_in_it(
    full: Newsroom, kit: dict[str, bytes], tmp_path: Path
) -> None:
    """Renamed, with a byte order mark, line ends of Windows, another character set and no language
    in its header: it is taken, and what was repaired is said. The kit beside it says what was
    sent."""
    text = edit(kit, HEADLINE, BETTER)[RICE].decode()
    text = text.replace("charset=UTF-8", "charset=CHARSET-X").replace("Language: my", "Language: ")
    (tmp_path / "translation (1).po").write_bytes(
        b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()
    )
    (tmp_path / "sent.zip").write_bytes(pack_archive(kit))
    said = full.run("intake", tmp_path / "translation (1).po", tmp_path / "sent.zip", "--apply")
    assert said.code == 0, said
    assert "repaired: a byte order mark, line ends of Windows, the character set" in said.stderr
    assert "the language in the header" in said.stderr
    text = (full.folder / OURS).read_bytes().decode()
    assert BETTER in text
    assert HEADLINE not in text
    assert "\r" not in text


def test_what_both_changed_is_kept_twice(full: Newsroom, kit: dict[str, bytes]) -> None:
    """The newsroom has mended the headline meanwhile: the translator's is fuzzy, ours a comment,
    and the place is named."""
    ours = "ဆန်စပါး တောင်သူများ တွေ့ဆုံ"
    full.edit(OURS, HEADLINE, ours)
    back = edit(kit, HEADLINE, BETTER)
    said = take(full, back, "--apply")
    assert said.code == 0
    line = back[RICE].decode().split("\n").index('msgid "Rice growers of two deltas meet"') + 1
    assert f"back.zip/{RICE}:{line}: warning: this message was changed here too" in said.stderr
    text = (full.folder / OURS).read_text(encoding="utf-8")
    assert f'# Both were changed; this is the other text: "{ours}"\n' in text
    assert f'#, fuzzy\nmsgid "Rice growers of two deltas meet"\nmsgstr "{BETTER}"\n' in text


def test_without_the_kit_both_are_kept(full: Newsroom, kit: dict[str, bytes]) -> None:
    """A file alone does not say what was sent: a finished text is not written over."""
    back = edit(kit, HEADLINE, BETTER)
    said = take(full, {"a.po": back[RICE]}, "--apply")
    assert "what was sent is not known" in said.stderr
    text = (full.folder / OURS).read_text(encoding="utf-8")
    assert HEADLINE in text
    assert BETTER in text


def test_what_is_lost_is_refused_and_the_rest_taken(full: Newsroom, kit: dict[str, bytes]) -> None:
    """A lost link and a text in another script are refused, each at its line, and stay as they
    were; the headline of the same file is taken."""
    back = edit(kit, HEADLINE, BETTER)
    back = edit(
        back, "[ရေမှတ်ဇယားများ](https://dhf.example/tables?season=wet&year=2024)", "ရေမှတ်ဇယားများ"
    )
    back = edit(back, 'msgstr "သဘောတူညီချက်များ"', 'msgstr "កិច្ចព្រមព្រៀង"')
    said = take(full, back, "--apply")
    assert said.code == 1
    assert said.stderr.count("[catalogue/refused-message]") == 2
    assert "not taken: link: 1 in the original, none here" in said.stderr
    assert "not taken: it is in the script Khmr, not in Burmese" in said.stderr
    text = (full.folder / OURS).read_text(encoding="utf-8")
    assert BETTER in text
    assert "[ရေမှတ်ဇယားများ](" in text
    assert "កិច្ច" not in text


def test_an_original_is_no_translation(full: Newsroom, kit: dict[str, bytes]) -> None:
    """OmegaT fills what is not translated with the original: it is refused. A name that stays as
    it is, is taken."""
    back = edit(kit, f'msgstr "{HEADLINE}"', 'msgstr "Rice growers of two deltas meet"')
    back = edit(back, 'msgstr "ဖနွမ်းပင်"', 'msgstr "Phnom Penh"')
    said = take(full, back, "--apply")
    assert said.code == 1
    assert "not taken: it is the original, not a translation" in said.stderr
    assert 'msgstr "Phnom Penh"' in (full.folder / OURS).read_text(encoding="utf-8")


def test_zawgyi_is_refused_unless_it_may_be_converted(
    full: Newsroom, kit: dict[str, bytes]
) -> None:
    """Refused with the way out; converted, it is fuzzy and says so."""
    back = edit(kit, HEADLINE, ZAWGYI)
    said = take(full, back, "--apply")
    assert said.code == 1
    assert "in Zawgyi, not in Unicode" in said.stderr
    assert "--convert-zawgyi" in said.stderr
    assert HEADLINE in (full.folder / OURS).read_text(encoding="utf-8")
    pytest.importorskip("icu")
    said = take(full, back, "--apply", "--convert-zawgyi")
    assert said.code == 0, said
    text = (full.folder / OURS).read_text(encoding="utf-8")
    assert "# Converted from Zawgyi by ICU (Zawgyi-my); please read it\n" in text
    assert "မြန်မာနိုင်ငံတွင် ရွှေ့ပြောင်းအလုပ်သမားများ" in text
    assert '#, fuzzy\nmsgid "Rice growers of two deltas meet"\n' in text


def test_what_cannot_be_taken_is_said_together(
    full: Newsroom, kit: dict[str, bytes], tmp_path: Path
) -> None:
    """Files of another language, of another newsroom, damaged, or no catalogue at all: every one is
    named, nothing is written, and what is sound beside them would be taken."""
    po = kit[RICE].decode()
    files = {
        "wrong.po": po.replace("Language: my", "Language: km"),
        "unclosed.po": po.replace(f'"{HEADLINE}"', f'"{HEADLINE}'),
        "twice.po": po + '\nmsgid "What was agreed"\nmsgstr "x"\n',
        "other.po": 'msgid ""\nmsgstr "Language: my\\n"\n\nmsgid "Elsewhere"\nmsgstr "x"\n',
        "nowhere.po": 'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "Elsewhere"\nmsgstr "x"\n',
        "word.po": "Dear all",
        "good.po": edit(kit, HEADLINE, BETTER)[RICE].decode(),
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "bad.zip").write_bytes(pack_archive(kit)[:-40])
    before = read_tree(full.folder)
    said = full.run("intake", *[tmp_path / name for name in (*files, "bad.zip")])
    assert said.code == 1
    for name, identifier in (
        ("wrong.po:1", "catalogue/wrong-language"),
        ("unclosed.po:", "catalogue/unclosed-quote"),
        ("twice.po:", "catalogue/duplicate"),
        ("other.po:1", "catalogue/unknown-domain"),
        ("nowhere.po:1", "catalogue/unknown-language"),
        ("word.po:1", "catalogue/syntax"),
        ("bad.zip", "file/archive-damaged"),
    ):
        lines = [line for line in said.stderr.splitlines() if f"[{identifier}]" in line]
        assert any(f"/{name}" in line for line in lines), (name, said.stderr)
    assert f'+msgstr "{BETTER}"' in said.stdout
    assert read_tree(full.folder) == before
    assert full.run("intake", "nowhere.zip").code == 2


def test_work_on_a_text_that_changed_is_not_lost(full: Newsroom, kit: dict[str, bytes]) -> None:
    """The headline changed in English while the translator worked on it: the work goes to the new
    message, as fuzzy; that of a paragraph that is gone is obsolete, and sync brings it back."""
    full.edit(
        "releases/2024-03-01*/release.md",
        "title: Rice growers of two",
        "title: Rice growers of three",
    )
    assert full.run("sync").code == 0
    said = take(full, edit(kit, HEADLINE, BETTER), "--apply")
    assert said.code == 0, said
    text = (full.folder / OURS).read_text(encoding="utf-8")
    entry = f"""\
#, fuzzy
#| msgid "Rice growers of two deltas meet"
msgid "Rice growers of three deltas meet"
msgstr "{BETTER}"
"""
    assert entry in text
    assert full.run("sync").code == 0
    assert f'msgstr "{BETTER}"' in (full.folder / OURS).read_text(encoding="utf-8")


def test_an_annotated_copy_comes_back_without_its_notes(
    full: Newsroom, kit: dict[str, bytes]
) -> None:
    """Notes of `check --annotate` are not the translator's; their own comments are."""
    back = edit(kit, f'msgstr "{HEADLINE}"', f'msgstr "{BETTER}"')
    text = (
        back[RICE]
        .decode()
        .replace(
            "#. Headline of the press release\n",
            "# ဝန်ကြီးဌာန၏ အမည်ကို စစ်ဆေးပါ\n#. Headline of the press release\n"
            "#. publisher: warning: x [y]\n",
        )
    )
    assert take(full, {**back, RICE: text.encode()}, "--apply").code == 0
    ours = (full.folder / OURS).read_text(encoding="utf-8")
    assert "# ဝန်ကြီးဌာန၏ အမည်ကို စစ်ဆေးပါ\n" in ours
    assert "publisher: warning" not in ours


def test_a_damaged_record_is_said_and_not_used(full: Newsroom, kit: dict[str, bytes]) -> None:
    """Then it is as if the file came alone."""
    said = take(full, {**edit(kit, HEADLINE, BETTER), KIT_RECORD: b'{"version": "x"'})
    assert "[file/kit-record]" in said.stderr
    assert "[catalogue/conflict]" in said.stderr


def test_a_catalogue_keeps_its_own_line_ends(full: Newsroom, kit: dict[str, bytes]) -> None:
    """A catalogue with line ends of Windows keeps them, also in lines that come in and where
    nothing changed; the file that came may have others."""
    path = full.folder / OURS
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    before = path.read_bytes()
    said = take(full, edit(kit, HEADLINE, BETTER), "--apply")
    assert said.code == 0, said
    assert path.read_bytes() == before.replace(HEADLINE.encode(), BETTER.encode())


def test_a_catalogue_of_ours_with_an_error_is_left(full: Newsroom, kit: dict[str, bytes]) -> None:
    """What belongs into a catalogue that cannot be read is not taken; what belongs into others is,
    and the fault is shown where it is."""
    full.edit(OURS, f'msgstr "{HEADLINE}"', f'msgstr "{HEADLINE}')
    before = read_tree(full.folder)
    back = edit(kit, HEADLINE, BETTER)
    shared = back["catalogues/newsroom.po"].decode()
    first = next(
        line for line in shared.split("\n") if line.startswith('msgstr "') and len(line) > 9
    )
    back["catalogues/newsroom.po"] = shared.replace(
        first, 'msgstr "ပြောင်းလဲထားသော စာသား"', 1
    ).encode()
    said = take(full, back, "--apply")
    assert said.code == 1
    assert f"{OURS}:" in said.stderr
    assert "[catalogue/unclosed-quote]" in said.stderr
    shared_path = "locales/my/LC_MESSAGES/newsroom.po"
    assert said.stdout == f"{shared_path}\n"
    after = read_tree(full.folder)
    assert {path for path in after if after[path] != before.get(path)} == {shared_path}
