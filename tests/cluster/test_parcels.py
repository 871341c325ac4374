"""Parcels: tasks and results by content, without a path of the machine that they come from."""

import datetime as dt
import pickle
from dataclasses import replace
from pathlib import Path

import pytest
from newsrooms import own_files
from world import PACKAGE, Newsroom, copy_newsroom, read_tree

from publisher.build.keys import artifact_parts
from publisher.build.parcel import keep_files, pack_result, pack_task, unpack_result, unpack_task
from publisher.build.site import plan_editions
from publisher.build.task import EditionTask, TaskResult, run_task
from publisher.load.words import WordList
from publisher.publish.output import digest

NOW = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Newsroom:
    """The full newsroom with words and faces of its own."""
    newsroom = copy_newsroom("full", tmp_path_factory.mktemp("own") / "newsroom")
    own_files(newsroom)
    return newsroom


@pytest.fixture(scope="module")
def tasks(own: Newsroom) -> list[EditionTask]:
    """The tasks of its editions, for what needs no PDF."""
    planned = plan_editions(own.folder, NOW, formats=("html", "txt"))
    return [replace(task, shares=False, share_theme=None) for task in planned]


def read(content: bytes | Path) -> bytes:
    """The bytes of a content."""
    return content if isinstance(content, bytes) else content.read_bytes()


def test_a_task_comes_out_as_it_went_in(tasks: list[EditionTask], tmp_path: Path) -> None:
    """All that artifacts are made from is the same after the journey, and so are they."""
    for task in tasks:
        parcel, contents = pack_task(task)
        known = {sha256: read(content) for sha256, content in contents.items()}
        parcel = pickle.loads(pickle.dumps(parcel))
        assert keep_files(parcel, known, tmp_path)
        there = unpack_task(parcel, known, tmp_path)
        for name in task.formats:
            assert artifact_parts(there, name) == artifact_parts(task, name)
        assert run_task(there) == run_task(task)


def test_a_parcel_knows_no_place(own: Newsroom, tasks: list[EditionTask]) -> None:
    """Neither the newsroom's folder nor that of publisher travels, nor the bytes of a picture."""
    assert any(task.pictures for task in tasks)
    for task in tasks:
        parcel, contents = pack_task(task)
        assert str(own.folder).encode() not in parcel.packed
        assert str(PACKAGE).encode() not in parcel.packed
        for picture in task.pictures.values():
            assert picture.data[:64] not in parcel.packed
            assert picture.data in contents.values()
        assert {read(contents[sha256]) for sha256 in parcel.files} <= set(
            read_tree(own.folder).values()
        )


def test_only_what_is_missing_is_asked_for(tasks: list[EditionTask], tmp_path: Path) -> None:
    """Files are lacking until they came once; then they are there for every parcel."""
    parcel, contents = pack_task(tasks[0])
    assert parcel.files
    assert not keep_files(parcel, {}, tmp_path)
    known = {sha256: read(content) for sha256, content in contents.items()}
    assert keep_files(parcel, known, tmp_path)
    assert all(keep_files(pack_task(task)[0], {}, tmp_path) for task in tasks)


def test_words_that_are_not_there_are_missed_alike(
    tasks: list[EditionTask], tmp_path: Path
) -> None:
    """A list of words that a newsroom lacks is reported from there as from here."""
    task = next(task for task in tasks if task.edition.language == "km")
    khmer = task.languages["km"]
    nothing = WordList(tmp_path / "nothing.txt")
    lost = replace(khmer, breaks=replace(khmer.breaks, lexicon=nothing))
    task = replace(task, languages={**task.languages, "km": lost})
    parcel, contents = pack_task(task)
    known = {sha256: read(content) for sha256, content in contents.items()}
    assert keep_files(parcel, known, tmp_path / "there")
    there = unpack_task(parcel, known, tmp_path / "there")
    assert there.languages["km"].breaks.lexicon.path == nothing.path


@pytest.mark.parametrize("shared", [False, True])
def test_a_result_comes_back_by_digest(
    shared: bool, tasks: list[EditionTask], tmp_path: Path
) -> None:
    """Bytes travel once, and none that a shared disk holds; what comes is held against its
    digest, wherever it comes from."""
    task = next(task for task in tasks if task.pictures)
    result = run_task(task)
    assert isinstance(result, TaskResult)
    delivery = pack_result(result, tmp_path if shared else None)
    on_disk = {
        path.replace("/", ""): data for path, data in read_tree(tmp_path / "objects").items()
    }
    travelled = delivery.contents if not shared else on_disk
    files = [made.artifact.file for made in result.made if made.artifact is not None]
    assert {digest(file.data) for file in files} <= set(travelled)
    assert not any(file.data[:64] in delivery.packed for file in files)
    assert bool(delivery.contents) is not shared

    assert unpack_result(delivery, travelled.__getitem__) == result
    damaged = replace(delivery, contents=dict.fromkeys(delivery.contents, b"something else"))
    with pytest.raises(ValueError, match="not those of"):
        unpack_result(damaged, lambda _: b"something else")
