"""build.keys: all that an artifact is made from is in its key, and nothing else."""

import dataclasses
import datetime as dt
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from world import NEWSROOMS

from publisher.build.keys import artifact_parts, combine, digest_value, find_reason
from publisher.build.site import plan_editions
from publisher.build.task import EditionTask
from publisher.model.newsroom import FORMATS

NOT_READ = {
    "formats": "which of them to make now",
    "known_pages": "what need not be rendered",
    "known_share": "nor photographed",
    "edition.release.source": "the text is read into the other fields; it holds remarks as well",
    "theme.paths": "only messages name them",
    "share_theme.paths": "likewise",
    "share_theme.logo": "the picture for messengers shows a name and no logo",
}
"""What of a task does not show in artifacts, and why."""


@pytest.fixture(scope="module")
def tasks() -> list[EditionTask]:
    """The editions of a newsroom that uses every feature once."""
    return plan_editions(NEWSROOMS / "full", dt.datetime(2024, 6, 1, tzinfo=dt.UTC))


@pytest.fixture
def task(tasks: list[EditionTask]) -> EditionTask:
    """The Khmer edition of the release that has pictures."""
    (found,) = [
        task
        for task in tasks
        if task.edition.language == "km" and task.edition.release.slug.startswith("2024-03")
    ]
    return found


def keys_of(task: EditionTask) -> dict[str, str]:
    """The key of each format."""
    return {name: combine(name, artifact_parts(task, name)) for name in FORMATS}


OTHERS: list[tuple[Any, Callable[[Any], Any]]] = [
    (bool, lambda value: not value),
    (str, lambda value: f"{value}x"),
    (bytes, lambda value: value + b"x"),
    ((int, float), lambda value: value + 1),
    (tuple, lambda value: value[:-1] if value else ("x",)),
    (Mapping, lambda value: alter_mapping(value) if value else {"x": "x"}),
    (frozenset, lambda value: value | {"x"}),
    (type(None), lambda value: "x"),
]
"""How another value is made of one, by its type."""


def alter_mapping(value: Mapping[Any, Any]) -> dict[Any, Any]:
    """The same with other texts, or with one entry less."""
    if all(isinstance(text, str) for text in value.values()):
        return {key: f"{text}x" for key, text in value.items()}
    return dict(list(value.items())[:-1])


def alter(value: Any) -> Any:
    """Another value, of about the same kind."""
    return next(other(value) for kind, other in OTHERS if isinstance(value, kind))


def alterations(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """`value` with one of its fields altered, or one of those of its fields, for each of them."""
    if path == "edition.language":
        yield path, "my"  # only a language that the task knows makes sense
    elif not dataclasses.is_dataclass(value):
        yield path, alter(value)
    else:
        for field in dataclasses.fields(value):
            if not field.init:
                continue  # it follows from the others
            inner = f"{path}.{field.name}".removeprefix(".")
            for where, other in alterations(getattr(value, field.name), inner):
                yield where, dataclasses.replace(value, **{field.name: other})


def test_every_field_is_in_a_key(task: EditionTask) -> None:
    """Whichever field of a task changes, some format is another; whoever adds a field and forgets
    it here finds out, and so does who names one that is no more."""
    before = keys_of(task)
    forgotten = {where for where, other in alterations(task) if keys_of(other) == before}
    assert {where for where in forgotten if not where.startswith(tuple(NOT_READ))} == set()
    names = {where for where, _ in alterations(task)}
    assert [path for path in NOT_READ if not any(n.startswith(path) for n in names)] == []


@pytest.mark.parametrize(
    "where",
    [
        *("edition.texts", "edition.shared", "edition.state", "edition.reasons"),
        *("edition.release.blocks", "edition.release.title", "edition.release.contacts"),
        *("newsroom.organisation", "newsroom.contacts", "newsroom.about", "folder"),
    ],
)
def test_what_a_plain_text_reads(where: str, task: EditionTask) -> None:
    """A plain text is made from the words of the edition."""
    before = keys_of(task)["txt"]
    others = [other for path, other in alterations(task) if path.startswith(where)]
    assert others, sorted({path for path, _ in alterations(task)})
    assert [other for other in others if keys_of(other)["txt"] == before] == []


@pytest.mark.parametrize(
    "where", ["theme", "newsroom.theme", "links", "pictures", "faces", "downloads", "index_href"]
)
def test_what_a_plain_text_does_not_read(where: str, task: EditionTask) -> None:
    """Nothing that is seen and not read makes a plain text new."""
    before = keys_of(task)
    others = [other for path, other in alterations(task) if path.startswith(where)]
    assert others
    assert {keys_of(other)["txt"] for other in others} == {before["txt"]}
    assert [other for other in others if keys_of(other) != before] != []


def test_languages(task: EditionTask) -> None:
    """Pages depend on all languages that they may hold, texts on their own."""
    before = keys_of(task)
    for tag, changes in (("my", {"html", "pdf"}), ("km", {"html", "pdf", "txt"})):
        language = dataclasses.replace(task.languages[tag], name="another")
        other = dataclasses.replace(task, languages={**task.languages, tag: language})
        after = keys_of(other)
        assert {name for name in FORMATS if after[name] != before[name]} == changes


def test_styles(task: EditionTask) -> None:
    """Each medium has its own styles, and one that both share."""
    before = keys_of(task)
    changes = {"screen.css": {"html"}, "print.css": {"pdf"}, "base.css": {"html", "pdf"}}
    for name, expected in changes.items():
        styles = {**task.theme.styles, name: "p {}"}
        theme = dataclasses.replace(task.theme, styles=styles)
        after = keys_of(dataclasses.replace(task, theme=theme))
        assert {kind for kind in FORMATS if after[kind] != before[kind]} == expected


def test_no_key_is_another_s(tasks: list[EditionTask]) -> None:
    """No two editions, and no two formats, have the same key."""
    keys = [key for task in tasks for key in keys_of(task).values()]
    assert len(keys) == 24
    assert len(set(keys)) == len(keys)


def test_the_same_everywhere(tasks: list[EditionTask], tmp_path: Path) -> None:
    """Keys do not tell where a newsroom stands, nor in which order its files were read."""
    shutil.copytree(NEWSROOMS / "full", tmp_path / "elsewhere")
    others = plan_editions(tmp_path / "elsewhere", dt.datetime(2031, 1, 1, tzinfo=dt.UTC))
    assert [keys_of(task) for task in others] == [keys_of(task) for task in tasks]
    assert digest_value({"a": 1, "b": 2}) == digest_value({"b": 2, "a": 1})


def test_reasons() -> None:
    """A reason names what changed, what came and what went."""
    assert find_reason(None, {"a": "1"}) == "it was not made here before"
    assert find_reason({"a": "1", "b": "1"}, {"a": "2", "c": "1"}) == (
        "a changed; c is new; b is gone"
    )
    assert find_reason({"a": "1"}, {"a": "1"}) == ""
