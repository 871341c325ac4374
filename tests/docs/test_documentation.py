"""What people can meet is explained: every finding, every command, every option, every key."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from documentation import REFERENCE, read_page
from world import PACKAGE, ROOT

from publisher.checks.runner import REGISTRY
from publisher.cli.main import COMMANDS, group
from publisher.load.config import Config, load_newsroom
from publisher.load.explanations import load_explanations
from publisher.load.release import load_release
from publisher.model.finding import Severity
from publisher.model.language import Language

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


@pytest.mark.parametrize("name", ["", *sorted(COMMANDS)])
def test_every_option_is_documented(name: str) -> None:
    """Every option of a command, and of those inside a group, stands in its section with what it
    says; those of all commands stand before the first."""
    head, *sections = re.split(r"^## publisher ", read_page("commands.md"), flags=re.MULTILINE)
    (section,) = [part for part in sections if re.match(rf"{name}\b", part)] if name else [head]
    command = group.get_command(click.Context(group), name) if name else group
    assert command is not None
    inside = command.commands.values() if name and isinstance(command, click.Group) else ()
    for each in (command, *inside):
        for option in each.params:
            if isinstance(option, click.Option):
                assert option.help, option.name
                told = REFERENCE["escape"](option.help)
                assert all(f"`{form}" in section for form in option.opts), option.opts
                assert told in section, told


def test_every_finding_has_a_section() -> None:
    """Every id stands in docs/checks.md with its reason and two examples."""
    page = read_page("checks.md")
    sections = re.split(r"^### (?=\S+ \{)", page, flags=re.MULTILINE)[1:]
    told = {section.split(" ", 1)[0]: section for section in sections}
    assert len(sections) == len(told)
    assert set(told) == EXPLAINED
    for section in told.values():
        assert section.count("````") == 4


def test_translators_have_a_list() -> None:
    """The guide for translators lists every check, in the order in which they run."""
    rows = re.findall(
        r"^\| \[`(.+)`\]\(checks\.md#.+\) \| (.+) \|$", read_page("translators.md"), re.MULTILINE
    )
    assert rows == [(check.id, check.title) for check in REGISTRY.every]


@pytest.mark.parametrize(
    ("page", "kind"),
    [("formats.md", Config), ("languages.md", Language)],
    ids=["config", "language"],
)
def test_every_key_of_a_toml_file_is_documented(page: str, kind: type) -> None:
    """Every key that the loader knows stands in the table of its table, with what it says."""
    tables = re.split(r"^### ", read_page(page), flags=re.MULTILINE)
    keys = list(REFERENCE["list_keys"](kind))
    assert len({key.path for key in keys}) == len(keys) > 20
    for key in keys:
        assert len(key.says) > 8, key
        (table,) = [part for part in tables if part.startswith(f"[{key.table}]\n")] or tables[:1]
        assert re.search(rf"^\| `{key.name}` \| {re.escape(key.says)} \|", table, re.MULTILINE), key


def example(kind: str) -> str:
    """The example of docs/formats.md that has every key."""
    found = re.search(rf"^```{kind}\n(.+?)^```$", read_page("formats.md"), re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1]


def test_the_example_of_a_configuration_has_every_key(tmp_path: Path) -> None:
    """It can be loaded, and no key is missing in it."""
    (tmp_path / "publisher.toml").write_text(example("toml"), encoding="utf-8")
    newsroom = load_newsroom(tmp_path, ["en", "my", "km"])
    assert newsroom.findings == ()
    raw = tomllib.loads(example("toml"))
    for key in REFERENCE["list_keys"](Config):
        table = raw
        for name in key.table.split("."):
            table = next(iter(table.values())) if name == "KEY" else table[name]
        assert key.name in table, key.path


def test_the_example_of_a_release_has_every_key(tmp_path: Path) -> None:
    """It can be loaded, and no key is missing in it; without one that is required it cannot."""
    (tmp_path / "publisher.toml").write_text(example("toml"), encoding="utf-8")
    newsroom = load_newsroom(tmp_path, ["en", "my", "km"])
    folder = tmp_path / "2017-07-24-river"
    folder.mkdir()

    def load(text: str) -> list[str]:
        (folder / "release.md").write_text(text, encoding="utf-8")
        findings = load_release(folder, "releases/x", newsroom)[1]
        return [finding.id for finding in findings if finding.severity is Severity.ERROR]

    text = example("yaml")
    assert load(text) == []
    for path, says in REFERENCE["list_front"]():
        outer, _, inner = path.partition(".")
        entry = re.search(rf"^{outer}:.*\n(?:[ -].*\n)*", text, re.MULTILINE)
        assert entry is not None, path
        line = (
            re.search(rf"^ +(?:- )?{inner}:.*\n(?:    .*\n)*", entry[0], re.MULTILINE)
            if inner
            else entry
        )
        assert line is not None, path
        if not inner:
            missing = load(text.replace(entry[0], ""))
            assert ("release/missing-key" in missing) is says.startswith("Required"), path


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
