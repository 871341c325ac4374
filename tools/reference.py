"""The reference of the documentation, made of the code while it is built: a hook of MkDocs.

In: pages of `docs/` with marks, each a comment on a line of its own that names what belongs there,
such as `<!-- reference: options build -->`. Out: the same pages with tables in the place of the
marks: options as click knows them, keys as the classes and tables declare them that a file is read
by, findings as `publisher explain` prints them. Nothing of it is committed, so nothing is stale. A
mark that names what is not there ends the build with a KeyError.
"""

import ast
import inspect
import itertools
import re
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import click
from msgspec import NODEFAULT
from msgspec import inspect as types

import publisher
from publisher.checks.registry import Check
from publisher.checks.runner import REGISTRY
from publisher.cli.main import group
from publisher.load.config import Config
from publisher.load.explanations import load_explanations
from publisher.load.lifecycle import PARTS
from publisher.load.release import KEYS, PUBLICATION
from publisher.model.explanation import Explanation
from publisher.model.language import Language

MARK = re.compile(r"^<!-- reference: (?P<name>\w+)(?: (?P<of>[\w.]+))? -->$", re.MULTILINE)
EXPLANATIONS = Path(publisher.__path__[0], "checks", "explanations.toml")
APART = {"lexicon"}
"""Fields of a language that are no keys of its file."""

Text = Check[Any] | Explanation
Table = types.StructType | types.DataclassType


class Key(NamedTuple):
    """A key of a TOML file: its table, what it says, what may stand there, and what without it."""

    table: str
    name: str
    says: str
    value: str
    default: str

    @property
    def path(self) -> str:
        """The key with its table, as messages name it."""
        return f"{self.table}.{self.name}".lstrip(".")


def on_page_markdown(markdown: str, **_: object) -> str:
    """Fill the marks of a page; MkDocs calls this for each."""
    return fill_marks(markdown)


def fill_marks(markdown: str) -> str:
    """A page with its tables."""
    return MARK.sub(lambda mark: WRITERS[mark["name"]](mark["of"] or ""), markdown)


def write_options(name: str) -> str:
    """The options of a command, or those that stand before all commands; of a group, of each of
    its own commands."""
    command = find_command(name)
    if not isinstance(command, click.Group) or not name:
        return tabulate(("option", ""), list_options(command))
    parts = []
    for sub, each in command.commands.items():
        usage = " ".join(each.collect_usage_pieces(click.Context(each)))
        says = escape(" ".join((each.help or "").rpartition("Example:")[0].split()))
        parts += [f"**`publisher {name} {sub} {usage}`**", says]
        parts += [tabulate(("option", ""), rows)] if (rows := list(list_options(each))) else []
    return "\n\n".join(parts)


def find_command(name: str) -> click.Command:
    """A command by its name, or all of them together."""
    command = group.get_command(click.Context(group), name) if name else group
    if command is None:
        raise KeyError(name)
    return command


def list_options(command: click.Command) -> Iterator[tuple[str, str]]:
    """Each option with what it takes, and its help."""
    context = click.Context(command, **command.context_settings)
    params = command.get_params(context) if command is group else command.params
    for option in params:
        if isinstance(option, click.Option):
            takes = "" if option.is_flag or option.count else f" {option.make_metavar(context)}"
            said = [escape((option.help or "").strip())]
            said += ["May be repeated."] if option.multiple else []
            said += ["Required."] if option.required else []
            names = ", ".join(f"`{each}`" for each in option.opts[:-1])
            last = f"`{option.opts[-1]}{takes}`"
            yield f"{names}, {last}" if names else last, " ".join(said)


def write_keys(of: str) -> str:
    """The keys of a kind of file, table by table."""
    if of == "release.md":
        return tabulate(("key", "what it says"), ((f"`{key}`", says) for key, says in list_front()))
    kind = {"publisher.toml": Config, "language": Language}[of]
    parts = []
    for table, keys in itertools.groupby(list_keys(kind), key=lambda key: key.table):
        if table:
            parts += [f"### [{table}]", describe_table(kind, table)]
        rows = ((f"`{key.name}`", key.says, key.value, key.default) for key in keys)
        parts.append(tabulate(("key", "what it says", "value", "default"), rows))
    return "\n\n".join(parts)


def list_front() -> Iterator[tuple[str, str]]:
    """The keys of front matter, each followed by those inside it, with what they say."""
    inside = {"publication": PUBLICATION, "corrections": PARTS, "withdrawn": PARTS}
    for key, says in KEYS.items():
        yield key, says
        for part, told in inside.get(key, {}).items():
            yield f"{key}.{part}", told


def list_keys(kind: type) -> Iterator[Key]:
    """The keys of the file that is read as `kind`, those outside tables first."""
    tables = list(walk_tables(kind))
    for path, table in tables:
        says = describe_fields(table.cls)
        for field in table.fields:
            if find_table(field.type) is None and field.name not in APART:
                yield Key(
                    table=path,
                    name=field.encode_name,
                    says=says[field.name],
                    value=name_type(field.type),
                    default=show_default(field),
                )


def walk_tables(kind: type) -> Iterator[tuple[str, Table]]:
    """The tables of a file by their paths: `KEY` or a choice stands for names in a mapping."""
    top = types.type_info(kind)
    assert isinstance(top, Table)
    waiting = [("", top)]
    while waiting:
        path, table = waiting.pop(0)
        yield path, table
        for field in table.fields:
            if (inner := find_table(field.type)) is not None:
                where = f"{path}.{field.encode_name}".lstrip(".")
                waiting.append((where + name_inside(field.type), inner))


def find_table(kind: types.Type) -> Table | None:
    """The table that a value is, or that each value of a mapping is."""
    inner = kind.value_type if isinstance(kind, types.DictType) else kind
    return inner if isinstance(inner, Table) else None


def name_inside(kind: types.Type) -> str:
    """What the names in a mapping are."""
    if not isinstance(kind, types.DictType):
        return ""
    choice = isinstance(kind.key_type, types.LiteralType)
    return ".ROLE" if choice else ".KEY"


def describe_table(kind: type, path: str) -> str:
    """What the class of a table says of itself."""
    table = dict(walk_tables(kind))[path]
    return inspect.cleandoc(table.cls.__doc__ or "")


def describe_fields(kind: type) -> dict[str, str]:
    """What stands below each field of a class, as its source has it."""
    (tree,) = ast.parse(textwrap.dedent(inspect.getsource(kind))).body
    assert isinstance(tree, ast.ClassDef)
    said = {}
    for field, text in itertools.pairwise(tree.body):
        match field, text:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=says)):
                said[name] = " ".join(str(says).split())
    return said


def name_type(kind: types.Type) -> str:
    """What may stand in the place of a value, in words."""
    match kind:
        case types.LiteralType(values=values):
            return ", ".join(f"`{show_value(value)}`" for value in values)
        case types.ListType(item_type=item) | types.VarTupleType(item_type=item):
            return f"list of {name_type(item)}s"
        case types.DictType():
            return "table"
    return {types.StrType: "text", types.BoolType: "`true` or `false`"}.get(type(kind), "number")


def show_default(field: types.Field) -> str:
    """What stands for a key that is left out."""
    if field.required:
        return "required"
    made = field.default_factory
    value = field.default if made is NODEFAULT else made()
    return f"`{show_value(value)}`" if value or value is False else "–"


def show_value(value: object) -> str:
    """A value as TOML writes it."""
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(show_value, value))}]"
    return str(value).lower()


def write_checks(_: str) -> str:
    """The checks of texts, in the order in which they run."""
    rows = (
        (f"[`{check.id}`](checks.md#{anchor(check.id)})", check.title) for check in REGISTRY.every
    )
    return tabulate(("check", "what is true where all is well"), rows)


def write_findings(of: str) -> str:
    """Each check of texts, or each other finding, with its reason and its examples."""
    explained = load_explanations(EXPLANATIONS).values()
    found: Mapping[str, Iterable[Text]] = {"texts": REGISTRY.every, "files": explained}
    return "\n\n".join(write_finding(each) for each in found[of])


def write_finding(text: Text) -> str:
    """A finding as `publisher explain` prints it."""
    parts = [
        f"### {text.id} {{ #{anchor(text.id)} }}",
        f"**{escape(text.title)}.** {escape(text.rationale.strip())}",
    ]
    for label, example in (("Found in:", text.bad), ("Right:", text.good)):
        parts.append(f"{label}\n\n````text\n{example.strip()}\n````")
    return "\n\n".join(parts)


def anchor(identifier: str) -> str:
    """Where a finding stands on its page."""
    return identifier.replace("/", "-")


def escape(text: str) -> str:
    """Text for a terminal as Markdown; what stands between backticks is code in both."""
    parts = re.split(r"(`[^`\n]*`)", text)
    parts[::2] = [re.sub(r"([\\*_\[\]<>&#|])", r"\\\1", part) for part in parts[::2]]
    return "".join(parts).replace("\\<", "&lt;").replace("\\&", "&amp;")


def tabulate(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A table in Markdown, as Python-Markdown reads it: in code a bar is a bar."""
    lines = [tuple(head), *(tuple(row) for row in rows)]
    drawn = ["| " + " | ".join(line) + " |" for line in lines]
    return "\n".join([drawn[0], "|---" * len(lines[0]) + "|", *drawn[1:]])


WRITERS: Mapping[str, Callable[[str], str]] = {
    "options": write_options,
    "keys": write_keys,
    "checks": write_checks,
    "findings": write_findings,
}
"""What a mark can name."""
