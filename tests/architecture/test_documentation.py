"""What people can meet is explained: every finding, every command, every option."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from world import PACKAGE, ROOT

from publisher.checks.runner import REGISTRY
from publisher.cli.main import COMMANDS, group
from publisher.load.explanations import load_explanations

GROUPS = "catalogue|config|draft|edition|environment|face|file|internal|language|memory|message|pdf"
GROUPS += "|picture|release|theme|usage|page|site"
ID = re.compile(rf"(?:{GROUPS})/[a-z0-9]+(?:-[a-z0-9]+)*")
PREFIX = re.compile(rf"(?:{GROUPS})/(?:[a-z0-9]+-)*")
WORD = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

EXPLAINED = {
    *load_explanations(PACKAGE / "checks" / "explanations.toml"),
    *(check.id for check in REGISTRY.every),
}
BAD_INPUT = ROOT / "docs" / "bad-input.md"
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def ids_in(path: Path) -> Iterator[str]:
    """The ids of findings that a module can report: written out, or put together of a group and
    the first argument of the calls that name one."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    prefixes = []
    for node in ast.walk(tree):
        match node:
            case ast.keyword(arg="id", value=ast.Constant(value=str(text))) if ID.fullmatch(text):
                yield text
            case ast.Call(args=[ast.Constant(value=str(text)), *_]) if ID.fullmatch(text):
                yield text
            case ast.Call(func=ast.Name(id="require_known"), args=[ast.Constant(value=what), *_]):
                yield f"usage/unknown-{what}"
            case ast.keyword(arg="id", value=ast.JoinedStr(values=[ast.Constant(value=text), *_])):
                assert PREFIX.fullmatch(text), text
                prefixes.append(text)
            case ast.ImportFrom(module="publisher.load.front_matter"):
                prefixes.append("release/")
            case ast.ImportFrom(module="publisher.load.config_report"):
                prefixes.append("config/")
    for prefix in prefixes:
        for name in names_in(tree):
            yield prefix + name


def names_in(tree: ast.Module) -> Iterator[str]:
    """The names of findings that a module gives to what reports them."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(
                func=ast.Attribute(attr="report") | ast.Name(id="PictureError" | "_Fault"),
                args=[name, *_],
            ):
                branches = [name.body, name.orelse] if isinstance(name, ast.IfExp) else [name]
                for branch in branches:
                    if isinstance(branch, ast.Constant) and WORD.fullmatch(str(branch.value)):
                        yield str(branch.value)


def all_ids() -> set[str]:
    """Every id that the code can report."""
    return {identifier for path in PACKAGE.rglob("*.py") for identifier in ids_in(path)}


def test_the_scan_finds_ids_of_every_kind() -> None:
    """Ids written out, put together, and named by a condition are all found."""
    assert all_ids() >= {
        "environment/unwritable",
        "release/unknown-key",
        "release/unknown-contact",
        "release/unknown-about",
        "picture/outside",
        "usage/unknown-language",
        "catalogue/unclosed-quote",
        "message/glyph-coverage",
        "config/unknown-key",
        "edition/draft",
    }


def test_every_finding_is_explained() -> None:
    """What `publisher explain` is asked about after a finding, it knows."""
    assert sorted(all_ids() - EXPLAINED) == []


def test_every_explanation_is_of_a_finding() -> None:
    """No explanation outlives its finding."""
    assert sorted(EXPLAINED - all_ids() - {check.id for check in REGISTRY.every}) == []


@pytest.mark.parametrize("identifier", sorted(EXPLAINED))
def test_explain_knows(identifier: str, capsys: pytest.CaptureFixture[str]) -> None:
    """`explain` prints title, rationale and both examples of every id."""
    assert group(["explain", identifier], standalone_mode=False) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{identifier}: ")
    assert "\nFound in:\n" in said
    assert "\nRight:\n" in said


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_documented(name: str) -> None:
    """Every command has one section in docs/commands.md, with an example."""
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    sections = re.split(r"^## ", text, flags=re.MULTILINE)
    (section,) = [part for part in sections if re.match(rf"publisher {name}\b", part)]
    assert "```" in section


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_option_is_documented(name: str) -> None:
    """Every option and argument of a command stands in its section."""
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    section = re.split(rf"^## publisher {name}\b", text, flags=re.MULTILINE)[1].split("\n## ")[0]
    command = group.get_command(click.Context(group), name)
    assert command is not None
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            for option in parameter.opts:
                assert re.search(rf"{re.escape(option)}\b", section), option


def test_no_document_names_a_command_that_is_not_there() -> None:
    """What the documents tell people to type, exists."""
    for path in DOCUMENTS:
        code = re.findall(r"```.*?```|`[^`\n]+`", path.read_text(encoding="utf-8"), re.DOTALL)
        for name in re.findall(r"(?<![/\w])publisher ([a-z]+)\b", "\n".join(code)):
            assert name in COMMANDS, f"{path.name}: publisher {name}"


def test_help_and_list_agree() -> None:
    """The sentence in the list of commands is the one that opens the command's own help."""
    for name, sentence in COMMANDS.items():
        command = group.get_command(click.Context(group), name)
        assert command is not None
        assert (command.help or "").split("\n\n")[0].replace("\n", " ") == sentence


def test_bad_input_is_held_by_tests() -> None:
    """Every test that docs/bad-input.md names is there, and every finding is one."""
    rows = re.findall(
        r"^\| .+ \| .+ \| (.+) \| `(.+)::(.+)` \|$", BAD_INPUT.read_text(), re.MULTILINE
    )
    assert len(rows) > 10
    for findings, path, name in rows:
        assert re.search(rf"^def {name}\(", (ROOT / path).read_text(encoding="utf-8"), re.MULTILINE)
        assert set(re.findall(r"`([^`]+)`", findings)) <= EXPLAINED
