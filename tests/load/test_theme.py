"""Themes: the newsroom's own templates and styles over those that publisher brings."""

from pathlib import Path

import pytest

from publisher.load.theme import load_theme
from publisher.model.errors import ContentError


@pytest.fixture
def default(tmp_path: Path) -> Path:
    """A theme with one template and one style."""
    folder = tmp_path / "default"
    write(folder, {"base.html.j2": "default", "base.css": "a{}", "README.md": "not a template"})
    return folder


def write(folder: Path, files: dict[str, str]) -> None:
    """Files in a folder, which is made."""
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")


def test_the_default_theme_is_whole(tmp_path: Path, default: Path) -> None:
    """A newsroom without templates has all of the default theme, and nothing else."""
    theme = load_theme(tmp_path, default)
    assert theme.templates == {"base.html.j2": "default"}
    assert theme.styles == {"base.css": "a{}"}
    assert theme.paths == {
        "base.html.j2": "templates/base.html.j2",
        "base.css": "templates/base.css",
    }


def test_a_file_of_the_newsroom_replaces_the_default_one(tmp_path: Path, default: Path) -> None:
    """Files are replaced by name; the others stay, new ones are added."""
    write(tmp_path / "templates", {"base.html.j2": "own", "more.html.j2": "more"})
    theme = load_theme(tmp_path, default)
    assert theme.templates == {"base.html.j2": "own", "more.html.j2": "more"}
    assert theme.styles == {"base.css": "a{}"}


def test_what_editors_leave_behind_is_no_template(tmp_path: Path, default: Path) -> None:
    """Hidden files, backups and other kinds of files are not read."""
    left = {".#base.html.j2": "lock", ".hidden.css": "x", "base.css~": "x", "base.html.j2.bak": "x"}
    write(tmp_path / "templates", left)
    theme = load_theme(tmp_path, default)
    assert (set(theme.templates), set(theme.styles)) == ({"base.html.j2"}, {"base.css"})


def test_a_theme_may_be_the_newsrooms_alone(tmp_path: Path) -> None:
    """Where there is no default theme, the newsroom's own is all there is."""
    write(tmp_path / "templates", {"a.css": "b{}"})
    theme = load_theme(tmp_path, tmp_path / "nowhere")
    assert (theme.templates, theme.styles) == ({}, {"a.css": "b{}"})


def test_a_template_must_be_utf_8(tmp_path: Path, default: Path) -> None:
    """A template in another encoding is refused by its path."""
    write(tmp_path / "templates", {})
    (tmp_path / "templates" / "base.html.j2").write_bytes(b"ok\n\xff")
    with pytest.raises(ContentError) as caught:
        load_theme(tmp_path, default)
    assert caught.value.findings[0].place == "templates/base.html.j2:2"


def test_a_template_may_build_on_the_default_one(tmp_path: Path, default: Path) -> None:
    """Where a template of the newsroom names `!base.html.j2`, the default one is there under this
    name; else it is not, and its strings are nobody's to translate."""
    write(tmp_path / "templates", {"base.html.j2": '{% extends "!base.html.j2" %}'})
    theme = load_theme(tmp_path, default)
    assert theme.templates["!base.html.j2"] == "default"
    assert theme.templates["base.html.j2"].startswith("{% extends")
    assert theme.paths["!base.html.j2"] == "templates/base.html.j2"
    write(
        tmp_path / "other" / "templates", {"base.html.j2": "own", "more.html.j2": '{{ "!x.j2" }}'}
    )
    assert set(load_theme(tmp_path / "other", default).templates) == {
        *("base.html.j2", "more.html.j2"),
    }
