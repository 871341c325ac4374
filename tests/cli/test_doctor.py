"""`doctor` says what a machine lacks, and how to mend it."""

import shutil
import tomllib

import pytest
from world import NO_PANGO, PACKAGE, ROOT, Newsroom, publisher, read_tree, sabotage

from publisher.build import machine
from publisher.build.machine import examine_encoding, examine_faces, examine_folder, examine_python

NAMES = ["Python", "WeasyPrint", "Pango", "HarfBuzz", "HarfBuzz subset", "faces"]


def test_a_machine_that_has_all(minimal: Newsroom) -> None:
    """Where all is well, each thing is listed with its version or place, and nothing is changed."""
    before = read_tree(minimal.folder)
    said = minimal.run("doctor", "--json")
    assert (said.code, said.stderr, said.json["findings"]) == (0, "", [])
    rows = {row["name"]: row for row in said.json["checks"]}
    assert list(rows) == [*NAMES, "newsroom", "output", "cache", "terminal"]
    assert {row["state"] for row in rows.values()} == {"ok"}
    assert rows["Pango"]["found"][0].isdigit()
    assert rows["HarfBuzz"]["found"][0].isdigit()
    assert rows["output"]["found"].startswith(f"{minimal.site}, not made yet, ")
    assert read_tree(minimal.folder) == before
    assert not minimal.cache.exists()
    lines = minimal.run("doctor").stdout.splitlines()
    assert [line[9:].split("  ")[0] for line in lines] == list(rows)


def test_outside_a_newsroom(tmp_path) -> None:
    """Outside a newsroom it looks at what belongs to none."""
    said = publisher("doctor", "--json", "--cache", tmp_path / "cache", cwd=tmp_path)
    assert said.code == 0
    assert [row["name"] for row in said.json["checks"]] == [*NAMES, "cache", "terminal"]
    assert not list(tmp_path.iterdir())


def test_without_pango(minimal: Newsroom, tmp_path) -> None:
    """Where Pango is missing, the finding names the command that installs it."""
    said = minimal.run("doctor", env=sabotage(tmp_path / "site-packages", NO_PANGO))
    assert said.code == 3
    assert said.stderr.count("[environment/pango]") == 1
    assert "apt install libpango-1.0-0" in said.stderr
    assert "error    WeasyPrint" in said.stdout


def test_where_nothing_can_be_written(minimal: Newsroom) -> None:
    """A cache that cannot be made is named."""
    minimal.path("publisher.toml").with_name("file").write_text("")
    said = minimal.run("doctor", "--cache", minimal.folder / "file" / "cache")
    assert said.code == 3
    assert f"{minimal.folder / 'file' / 'cache'}: error: cannot be written" in said.stderr
    assert "error    cache" in said.stdout


def test_terminal_without_unicode(minimal: Newsroom) -> None:
    """Another encoding than UTF-8 is a warning: everything works, but Khmer shows as codes."""
    said = minimal.run("doctor", env={"PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"})
    assert said.code == 0
    assert "warning: the terminal's encoding is " in said.stderr
    assert "warning  terminal" in said.stdout


@pytest.mark.parametrize("name", ["utf8", "UTF-8", "cp65001"])
def test_names_of_utf_8(name: str) -> None:
    """UTF-8 has several names."""
    assert examine_encoding(name).state == "ok"


def test_python_is_the_one_of_the_project() -> None:
    """The oldest Python is the one that pyproject.toml names, and an older one is told of."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    oldest = ".".join(map(str, machine.OLDEST_PYTHON))
    assert project["requires-python"] == f">={oldest}"
    assert examine_python(machine.OLDEST_PYTHON).state == "ok"
    (finding,) = examine_python((3, 10)).findings
    assert oldest in finding.message


def test_a_full_disk(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the disk is nearly full, the finding says how much is left."""
    usage = shutil.disk_usage(tmp_path)._replace(free=20_000_000)
    monkeypatch.setattr(machine.shutil, "disk_usage", lambda folder: usage)
    fact = examine_folder("cache", tmp_path / "cache")
    assert [(f.id, f.message) for f in fact.findings] == [
        ("environment/space", "the disk has 20 MB left, and should have 200")
    ]
    assert not list(tmp_path.iterdir())


def test_a_damaged_face(tmp_path) -> None:
    """A face that is not byte for byte the recorded one is named."""
    shutil.copytree(PACKAGE / "fonts", tmp_path / "faces")
    path = next((tmp_path / "faces").rglob("*.ttf"))
    path.write_bytes(path.read_bytes()[:-1])
    fact = examine_faces(tmp_path)
    assert [(f.id, f.path) for f in fact.findings] == [("face/damaged", path.as_posix())]
    assert fact.state == "error"
