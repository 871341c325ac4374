"""Finished translations from disk, to be laid beside their originals.

In: the bytes of a Markdown or a Word file. Out: a `Document`. Markdown is that of a release, with
front matter or without; its `# Title` may stand on the first line instead.
"""

import re

import yaml

from publisher.load.files import decode_source
from publisher.load.word import parse_word
from publisher.model.errors import ContentError
from publisher.model.finding import Finding
from publisher.model.passage import PLACE, PUBLICATION, SUBTITLE, SUMMARY, TITLE, Document, Passage
from publisher.model.source import SourceFile
from publisher.text.control import CONTROL_HINT, blank_controls, find_control
from publisher.text.markdown import normalize_message, parse_body
from publisher.text.passages import list_blocks

WORD, MARKDOWN = ".docx", ".md"
_FENCE = re.compile(r"---[ \t]*\Z")
_TITLE = re.compile(r"#[ \t]+(?P<words>.+?)(?:[ \t]+#+)?[ \t]*\Z")


def parse_document(data: bytes, shown: str, suffix: str) -> Document:
    """The document that a file of this suffix holds. Raises ContentError with all that is wrong."""
    if suffix == WORD:
        return parse_word(data, shown)
    return parse_markdown(decode_source(data, shown))


def parse_markdown(source: SourceFile) -> Document:
    """The passages of a Markdown text."""
    findings = [
        fault(source, "control-character", line, control.message, CONTROL_HINT)
        for line, text in enumerate(source.lines, start=1)
        if (control := find_control(text))
    ]
    front, first = read_front_matter(source)
    lines = source.lines[first - 1 :]
    blank = next((place for place, line in enumerate(lines) if line.strip()), 0)
    found = _TITLE.match(lines[blank]) if lines else None
    if found:
        first += blank + 1
        words = normalize_message(found["words"])
        front = (Passage(kind=TITLE, text=words, line=first - 1), *front)
    blocks, problems = parse_body(source, first)
    findings += problems
    if findings:
        raise ContentError.of(findings)
    return Document(path=source.path, passages=(*front, *list_blocks(blocks)))


def read_front_matter(source: SourceFile) -> tuple[tuple[Passage, ...], int]:
    """The texts of the front matter, and the line on which the body begins."""
    lines = source.lines
    if not lines or not _FENCE.match(lines[0]):
        return (), 1
    end = next((n for n, line in enumerate(lines[1:], start=2) if _FENCE.match(line)), 0)
    if not end:
        message = "the front matter is not closed"
        raise ContentError(fault(source, "front-matter", 1, message, "end it with a line '---'"))
    text = source.text[source.line_start(2) : source.line_start(end)]
    try:
        node = yaml.compose(blank_controls(text), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 2 if mark else 2
        message = f"broken YAML: {getattr(error, 'problem', None) or 'it cannot be read'}"
        hint = "a value that holds ': ' needs quotes around it"
        raise ContentError(fault(source, "front-matter", line, message, hint)) from error
    kinds = {"title": TITLE, "subtitle": SUBTITLE, "summary": SUMMARY, "place": PLACE}
    values = list_values(node)
    publication = [value for key, value in values if key == "publication"]
    found = [(kinds[key], value) for key, value in values if key in kinds]
    found += [
        (PUBLICATION, value)
        for inner in publication
        for key, value in list_values(inner)
        if key == "title"
    ]
    passages = [
        Passage(kind=kind, text=normalize_message(value.value), line=value.start_mark.line + 2)
        for kind, value in found
        if isinstance(value, yaml.ScalarNode) and value.value.strip()
    ]
    return tuple(passages), end + 1


def list_values(node: yaml.Node | None) -> list[tuple[str, yaml.Node]]:
    """The keys of a mapping with their values; none of anything else."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return [(str(key.value), value) for key, value in pairs]


def fault(source: SourceFile, name: str, line: int, message: str, hint: str) -> Finding:
    """What is wrong on a line."""
    return Finding(
        id=f"release/{name}",
        message=message,
        hint=hint,
        path=source.path,
        line=line,
        excerpt=blank_controls(source.line_text(line)),
    )
