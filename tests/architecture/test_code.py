"""The shape of the code: who imports whom, who touches the world, how long a module may be."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pytest
from world import PACKAGE, ROOT

TESTS = Path(__file__).parent.parent
MODULES = sorted(PACKAGE.rglob("*.py"))
LINES = 400
REASON = "A long module, because it is "
"""How the docstring of a longer one goes on."""
WORLDLY = {"load", "publish", "cli", "build", "preview"}
"""The packages that may touch disk, clock and environment."""
CLOCKS = {"now", "utcnow", "today", "time", "monotonic", "perf_counter", "localtime", "gmtime"}
FILES = {
    *("read_text", "read_bytes", "write_text", "write_bytes", "mkdir", "unlink", "rename", "rmdir"),
    *(
        "touch",
        "iterdir",
        "glob",
        "rglob",
        "exists",
        "is_file",
        "is_dir",
        "resolve",
        "stat",
        "chmod",
    ),
    *("getenv", "putenv", "urlopen", "urlretrieve", "cwd", "home", "getcwd", "listdir", "makedirs"),
}
"""Methods and functions that ask the disk, the network or the environment."""
FORBIDDEN_MODULES = {
    *("os", "socket", "subprocess", "tempfile", "shutil", "time", "random", "secrets", "http"),
    *("urllib.request", "glob", "locale", "getpass", "platform", "uuid"),
}

each_module = pytest.mark.parametrize(
    "path", MODULES, ids=[path.relative_to(PACKAGE).as_posix() for path in MODULES]
)


def name_of(path: Path) -> str:
    """A module's path in the package."""
    return path.relative_to(PACKAGE).as_posix()


def parse(path: Path) -> ast.Module:
    """The syntax tree of a module."""
    return ast.parse(path.read_text(encoding="utf-8"))


def test_import_contracts() -> None:
    """Who may import whom is as pyproject.toml says."""
    code = (
        "import sys; from importlinter.cli import lint_imports; "
        "sys.exit(lint_imports(config_filename=sys.argv[1], no_cache=True))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, ROOT / "pyproject.toml"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"Contracts: \d+ kept, 0 broken", done.stdout)


def test_every_test_is_collected(pytestconfig: pytest.Config) -> None:
    """Every folder that has tests is looked into; by default pytest passes over some names."""
    passed_over = pytestconfig.getini("norecursedirs")
    paths = [path.relative_to(TESTS) for path in TESTS.rglob("test_*.py")]
    folders = {part for path in paths for part in path.parts[:-1]}
    assert "build" in folders
    assert [name for name in folders for rule in passed_over if fnmatch(name, rule)] == []


@each_module
def test_module_says_what_it_is(path: Path) -> None:
    """Every module opens with a docstring that is a sentence."""
    text = ast.get_docstring(parse(path))
    assert text
    assert text.split("\n\n")[0].rstrip().endswith((".", ":", "`"))


def test_modules_are_short() -> None:
    """No module has more than 400 lines but those that say why they have, and no other says so."""
    # The package stands beside the tests, or where it is installed.
    folders = (PACKAGE, *(ROOT / name for name in ("benchmarks", "tests", "tools")))
    paths = [path for folder in folders for path in folder.rglob("*.py")]
    for path in paths:
        if "node_modules" in path.parts:
            continue
        text = path.read_text(encoding="utf-8")
        long = len(text.splitlines()) > LINES
        assert long == (REASON in (ast.get_docstring(ast.parse(text)) or "")), path


def worldly_uses(tree: ast.Module) -> Iterator[str]:
    """Where a module touches disk, clock, network or environment."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (n.name for n in names if n.name in FORBIDDEN_MODULES)
            case ast.ImportFrom(module=str(module)) if module in FORBIDDEN_MODULES:
                yield module
            case ast.Call(func=ast.Name(id="open" | "input" | "print" as name)):
                yield name
            case ast.Attribute(value=ast.Name(id="os"), attr="environ"):
                yield "os.environ"
            case ast.Call(func=ast.Attribute(value=value, attr=attr)) if attr in CLOCKS:
                if isinstance(value, ast.Attribute | ast.Name):
                    yield f"….{attr}()"
            case ast.Call(func=ast.Attribute(attr=attr)) if attr in FILES:
                yield f"….{attr}()"


@pytest.mark.parametrize(
    "path",
    [path for path in MODULES if name_of(path).partition("/")[0] not in WORLDLY],
    ids=name_of,
)
def test_only_the_edges_touch_the_world(path: Path) -> None:
    """Outside load, publish, build, preview and cli nothing asks the world outside."""
    assert not list(worldly_uses(parse(path)))


def test_the_scan_finds_what_it_looks_for() -> None:
    """The scan of the test above is not blind."""
    code = "import os\nfrom time import time\nopen('x')\ndt.datetime.now()\nPath('x').read_text()\n"
    found = list(worldly_uses(ast.parse(code + "os.environ['HOME']\n")))
    assert sorted(found) == sorted(["os", "time", "open", "….now()", "….read_text()", "os.environ"])


def test_data_stays_data() -> None:
    """The package holds no compiled or generated file, and every resource has a known kind."""
    kinds = {".py", ".toml", ".ttf", ".txt", ".md", ".po", ".conf", ".j2", ".css", ".js", ".typed"}
    kinds |= {".pyc"}
    odd = [path for path in PACKAGE.rglob("*.*") if path.is_file() and path.suffix not in kinds]
    assert not odd
