"""check, as people run it: the report, and copies of catalogues with notes in them."""

import shutil
from pathlib import Path

import pytest
from world import Newsroom, publisher, read_sources

RICE = "2024-03-01-rice-dialogue"
CATALOG = f"locales/my/LC_MESSAGES/{RICE}.po"


def spoil(newsroom: Newsroom) -> Path:
    """A catalogue with a full stop that is doubled, and one that is not there."""
    path = newsroom.folder / CATALOG
    text = path.read_text(encoding="utf-8")
    entry = 'msgid "Meet again."\nmsgstr "'
    start = text.index(entry) + len(entry)
    end = text.index('"', start)
    assert text[end - 1] == "။"
    path.write_text(text[:end] + "။" + text[end:], encoding="utf-8", newline="\n")
    return path


def note_lines(path: Path) -> list[str]:
    """The notes in an annotated copy."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("#. publisher: ")]


def without_notes(path: Path) -> str:
    """An annotated copy without its notes."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("#. publisher: "))


def test_the_report_is_a_compilers(full: Newsroom) -> None:
    """File, line and column; severity, message and id; the line with what is meant marked in it;
    the way out."""
    path = spoil(full)
    said = full.run("check")
    assert (said.code, said.stdout) == (0, "")
    first, shown, hint = said.stderr.splitlines()
    place, _, rest = first.partition(": warning: ")
    assert rest.endswith("[message/repetition]")
    name, line, column = place.rsplit(":", 2)
    assert name == CATALOG
    text = path.read_text(encoding="utf-8").splitlines()[int(line) - 1]
    assert text[int(column) - 1 :].startswith("။။")
    assert shown == f"    {text.replace('။။', '⟦။။⟧')}"
    assert hint.startswith("    hint: ")


def test_json_has_the_fixed_keys(full: Newsroom) -> None:
    """One object, with nothing in it but what was agreed; the same with --annotate."""
    spoil(full)
    said = full.run("check", "--json").json
    assert set(said) == {"artifacts", "findings"}
    assert [set(found) for found in said["findings"]] == [
        {"id", "severity", "message", "path", "line"}
    ]
    assert full.run("check", "--json", "--annotate").json == said


def test_a_threshold(full: Newsroom) -> None:
    """A warning fails the command where warnings are asked for."""
    spoil(full)
    assert (full.run("check").code, full.run("check", "--fail-on", "warning").code) == (0, 1)


def test_annotate_writes_beside(full: Newsroom) -> None:
    """A catalogue with a finding has a copy beside it, with a note at its entry and not a byte
    else; the catalogue itself and those without findings are as they were."""
    path = spoil(full)
    before = read_sources(full)
    said = full.run("check", "--annotate")
    copy = path.with_name(f"{RICE}.annotated.po")
    assert said.stdout.splitlines() == [str(copy)]
    (note,) = note_lines(copy)
    assert "[message/repetition]" in note
    assert note in copy.read_text(encoding="utf-8").split('msgid "Meet again."')[0][-400:]
    assert without_notes(copy) == path.read_text(encoding="utf-8")
    after = read_sources(full)
    assert after.pop(f"locales/my/LC_MESSAGES/{copy.name}")
    assert after == before


def test_annotate_elsewhere(full: Newsroom, tmp_path: Path) -> None:
    """With -o, copies go below a folder for each language, and nothing into the newsroom."""
    spoil(full)
    before = read_sources(full)
    full.run("check", "--annotate", "-o", tmp_path / "notes")
    files = [path for path in (tmp_path / "notes").rglob("*") if path.is_file()]
    assert files == [tmp_path / "notes" / "my" / f"{RICE}.annotated.po"]
    assert read_sources(full) == before


def test_nothing_found(full: Newsroom) -> None:
    """Where nothing is found there is no copy."""
    said = full.run("check", "--annotate")
    assert (said.stdout, said.stderr) == ("no findings\n", "")
    assert not list(full.folder.rglob("*.annotated.po"))


def test_a_header_names_no_folder(full: Newsroom, tmp_path: Path) -> None:
    """What a returned file says of its language does not lead out of the folder of the copies."""
    returned = Path(shutil.move(spoil(full), tmp_path / "x.po"))
    text = returned.read_text(encoding="utf-8").replace("Language: my", "Language: ../../out")
    returned.write_text(text, encoding="utf-8")
    full.run("check", returned, "--annotate", "-o", tmp_path / "a" / "b" / "c")
    copies = [path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.annotated.po")]
    assert copies == ["a/b/c/my/x.annotated.po"]


@pytest.mark.parametrize("name", [f"{RICE}.po", "from Ma Ma.po"])
def test_a_returned_file(name: str, full: Newsroom, tmp_path: Path) -> None:
    """A file from the post is checked as if it stood in the newsroom, which need not have it, and
    whatever its name is; only what is wrong with it is told."""
    returned = tmp_path / "post" / name
    returned.parent.mkdir()
    shutil.move(spoil(full), returned)
    khmer = full.folder / f"locales/km/LC_MESSAGES/{RICE}.po"
    text = khmer.read_text(encoding="utf-8").replace('។"', '។។"')
    khmer.write_text(text, encoding="utf-8")
    said = full.run("check", returned, "--annotate")
    assert said.stderr.startswith(f"{returned}:")
    assert said.stderr.count("warning: ") == 1
    copy = returned.with_name(f"{returned.stem}.annotated.po")
    assert said.stdout.splitlines() == [str(copy)]
    assert len(note_lines(copy)) == 1


def test_an_annotated_file_that_came_back(full: Newsroom, tmp_path: Path) -> None:
    """Notes are written anew: what was mended has none any more, what is wrong now has one, and
    what was translated stays."""
    returned = Path(shutil.move(spoil(full), tmp_path / f"{RICE}.po"))
    full.run("check", returned, "--annotate")
    copy = tmp_path / f"{RICE}.annotated.po"
    text = copy.read_text(encoding="utf-8")
    copy.write_text(text.replace("။။", "။ "), encoding="utf-8")
    full.run("check", copy, "--annotate")
    (note,) = note_lines(copy)
    assert "[message/outer-space]" in note
    assert without_notes(copy) == returned.read_text(encoding="utf-8").replace("။။", "။ ")


def test_work_in_a_copy_is_not_lost(full: Newsroom) -> None:
    """A copy in which a translator has worked is not written over; the finding says so."""
    path = spoil(full)
    full.run("check", "--annotate")
    copy = path.with_name(f"{RICE}.annotated.po")
    worked = copy.read_text(encoding="utf-8").replace("။။", "၊ ဟုတ်ကဲ့။")
    copy.write_text(worked, encoding="utf-8")
    said = full.run("check", "--annotate")
    assert (said.code, said.stdout) == (1, "")
    assert "[catalogue/annotated-copy]" in said.stderr
    assert copy.read_text(encoding="utf-8") == worked


def test_a_catalogue_that_cannot_be_read(full: Newsroom) -> None:
    """A broken catalogue has no copy, and its faults are told once."""
    path = full.edit(CATALOG, 'msgid "Meet again."', 'msgid "Meet again.')
    said = full.run("check", "--annotate")
    assert (said.code, said.stdout) == (1, "")
    assert said.stderr.count("[catalogue/") == 1
    assert not path.with_name(f"{RICE}.annotated.po").exists()


def test_sync_takes_notes_out(full: Newsroom) -> None:
    """An annotated catalogue in the place of the newsroom's own is as it was after the next sync,
    and a copy beside it is no catalogue."""
    path = spoil(full)
    full.run("sync")
    before = path.read_bytes()
    full.run("check", "--annotate")
    copy = path.with_name(f"{RICE}.annotated.po")
    assert full.run("sync").stdout == ""
    copy.replace(path)
    assert note_lines(path)
    assert full.run("sync").stdout.splitlines() == [CATALOG]
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("header", "check"),
    [
        ('"Language: de\\n"', "unknown-language"),
        ('"Language: km\\n"', "wrong-language"),
        ('"Language: my\\n"', "unknown-domain"),
    ],
)
def test_a_file_that_is_not_ours(header: str, check: str, full: Newsroom, tmp_path: Path) -> None:
    """A file of another language or of another newsroom is refused."""
    path = tmp_path / "x.po"
    text = f'msgid ""\nmsgstr ""\n{header}\n\nmsgid "Elsewhere"\nmsgstr "အခြား"\n'
    path.write_text(text.replace("အခြား", "anders") if "de" in header else text, encoding="utf-8")
    said = full.run("check", path, "--annotate")
    assert (said.code, said.stdout) == (1, "")
    assert said.stderr.count("[catalogue/") == said.stderr.count(f"[catalogue/{check}]") == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere.po"], "there is no file"),
        ([RICE, "publisher.po"], "either releases or files"),
        (["-o", "notes"], "goes with --annotate"),
    ],
)
def test_wrong_arguments(arguments: list[str], told: str, full: Newsroom) -> None:
    """What makes no sense is a usage error."""
    said = full.run("check", *arguments)
    assert said.code == 2
    assert told in said.stderr


def test_outside_the_newsroom(full: Newsroom, tmp_path: Path) -> None:
    """A file is named from where the command runs, wherever the newsroom is."""
    shutil.copy(spoil(full), tmp_path / "x.po")
    said = publisher("--newsroom", full.folder, "check", "x.po", "--annotate", cwd=tmp_path)
    assert said.stderr.startswith("x.po:")
    assert said.stdout == "x.annotated.po\n"
    assert (tmp_path / "x.annotated.po").is_file()
