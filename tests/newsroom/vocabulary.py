"""JSON-LD against schema.org's vocabulary, as the npm package `schema-dts` types it.

In: the package's declarations; JSON-LD as a page holds it. Out: what is not in the vocabulary:
types, properties of a type, kinds of values. Source: https://schema.org/docs/datamodel.html
"""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

CONTEXTS = {"https://schema.org", "https://schema.org/", "http://schema.org", "http://schema.org/"}
_INTERFACE = re.compile(
    r"^(?:export )?interface (\w+?)(Base|Leaf) extends ([^{]+)\{(.*?)^\}", re.MULTILINE | re.DOTALL
)
_ROLE = re.compile(r"^export type (\w+?)Leaf<TContent.*?Omit<(\w+)Base,", re.MULTILINE)
_PROPERTY = re.compile(r'^    "([\w]+)"\?: SchemaValue<(.+), "\w+">;', re.MULTILINE)
_UNION = re.compile(r"^export type (\w+)(?:<[^=]*>)? = ([^;]+);", re.MULTILINE)
_TEXT = frozenset({"Text", "URL", "string", "PronounceableText", "CssSelectorType", "XPathType"})
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?\Z")
_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?\Z")


@dataclass(frozen=True, kw_only=True)
class Vocabulary:
    """`parents` of a type; the `own` properties of a type with the kinds of their values; what a
    union of types may be, with the members of enumerations as they are written."""

    parents: Mapping[str, frozenset[str]]
    own: Mapping[str, Mapping[str, frozenset[str]]]
    unions: Mapping[str, frozenset[str]]

    def ancestors(self, name: str) -> Iterator[str]:
        """A type and all that it is a kind of."""
        yield name
        for parent in self.parents.get(name, ()):
            yield from self.ancestors(parent)

    def kinds(self, types: list[str], name: str) -> frozenset[str] | None:
        """The kinds of values of a property; None where no type has it."""
        for each in types:
            for ancestor in self.ancestors(each):
                if name in self.own.get(ancestor, {}):
                    return self.own[ancestor][name]
        return None


def read_vocabulary(path: Path) -> Vocabulary:
    """The vocabulary of the declarations at `path`."""
    text = re.sub(r"/\*\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    parents: dict[str, frozenset[str]] = {}
    own: dict[str, dict[str, frozenset[str]]] = {}
    for name, part, bases, body in _INTERFACE.findall(text):
        above = frozenset(re.findall(r"(\w+)Base\b", bases)) - {name}
        parents[name] = parents.get(name, frozenset()) | above
        if part == "Base":
            own[name] = {
                key: frozenset(kind.strip() for kind in kinds.split("|"))
                for key, kinds in _PROPERTY.findall(body)
            }
    for name, base in _ROLE.findall(text):
        parents.setdefault(name, frozenset({base} - {name}))
    unions = {
        name: frozenset(kind.strip() for kind in kinds.split("|"))
        for name, kinds in _UNION.findall(text)
    }
    if "NewsArticle" not in parents or "headline" not in own.get("CreativeWork", {}):
        raise RuntimeError(f"{path} does not declare schema.org's vocabulary as it used to")
    return Vocabulary(parents=parents, own=own, unions=unions)


def check_data(text: str, vocabulary: Vocabulary) -> list[str]:
    """What is wrong with one block of JSON-LD."""
    try:
        value = json.loads(text)
    except ValueError as error:
        return [f"no JSON: {error}"]
    if not isinstance(value, dict) or value.get("@context") not in CONTEXTS:
        return ["no object with schema.org's @context"]
    nodes = value.get("@graph", [value])
    return [fault for node in nodes for fault in check_node(node, vocabulary, "")]


def check_node(node: object, vocabulary: Vocabulary, where: str) -> Iterator[str]:
    """What is wrong with a node and all inside it; `where` is the way to it."""
    if not isinstance(node, dict):
        yield f"{where or 'top'}: {node!r} is no node"
        return
    given = node.get("@type", [])
    types = [given] if isinstance(given, str) else list(given)
    if not types and set(node) != {"@id"}:
        yield f"{where or 'top'}: no @type"
    for each in types:
        if each not in vocabulary.parents:
            yield f"{where or 'top'}: schema.org has no type {each}"
    for key, value in node.items():
        if key.startswith("@"):
            continue
        path = f"{where}.{key}" if where else key
        kinds = vocabulary.kinds(types, key)
        if kinds is None:
            yield f"{path}: {' and '.join(types)} has no such property"
            continue
        for each in value if isinstance(value, list) else [value]:
            yield from check_value(each, kinds, vocabulary, path)


def check_value(
    value: object, kinds: frozenset[str], vocabulary: Vocabulary, where: str
) -> Iterator[str]:
    """What is wrong with one value of a property."""
    if isinstance(value, dict):
        yield from check_node(value, vocabulary, where)
        given = value.get("@type", [])
        types = [given] if isinstance(given, str) else list(given)
        known = {above for each in types for above in vocabulary.ancestors(each)}
        if types and not known & kinds and "Role" not in known:
            yield f"{where}: {' and '.join(types)} is none of {', '.join(sorted(kinds))}"
    elif isinstance(value, bool):
        if "Boolean" not in kinds:
            yield f"{where}: {value} is none of {', '.join(sorted(kinds))}"
    elif isinstance(value, int | float):
        if not kinds & {"Number", "Integer", "Float"} and not is_fitting(
            str(value), kinds, vocabulary
        ):
            yield f"{where}: {value} is none of {', '.join(sorted(kinds))}"
    elif not isinstance(value, str) or not value.strip():
        yield f"{where}: {value!r} says nothing"
    elif not is_fitting(value, kinds, vocabulary):
        yield f"{where}: {value!r} is none of {', '.join(sorted(kinds))}"


def is_fitting(value: str, kinds: frozenset[str], vocabulary: Vocabulary) -> bool:
    """Whether a string can be one of `kinds`."""
    if "URL" in kinds and urlsplit(value).scheme:
        return True
    if "Date" in kinds and _DAY.match(value):
        return is_day(value)
    if "DateTime" in kinds and _MOMENT.match(value):
        return True
    if kinds & (_TEXT - {"URL"}) or (kinds & {"Number", "Integer"} and value.isdecimal()):
        return True
    written = {f'"{value}"'}
    return any(
        vocabulary.unions.get(kind, frozenset()) & (written | {"string"})
        for kind in kinds - _TEXT - {"Date", "DateTime", "Time"}
    )


def is_day(value: str) -> bool:
    """Whether a date of ISO 8601, perhaps without its day, is in the calendar."""
    try:
        dt.date.fromisoformat((value + "-01-01")[:10] if len(value) < 10 else value)
    except ValueError:
        return False
    return True
