"""Drafts from elsewhere: Word files, pages, Markdown.

In: the path of a file. Out: a `Draft`. Markdown becomes HTML first, so that raw HTML, tables and
footnotes in it are met as in a page; front matter, also that of other tools, is read for the keys
that a release has.
"""

import datetime as dt
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_plugin
from mdit_py_plugins.footnote import footnote_plugin

from publisher.load.files import decode_source, read_bytes
from publisher.load.page import find_picture, parse_page, read_page, refuse
from publisher.load.picture import LARGEST
from publisher.load.word import read_word
from publisher.model.draft import Draft
from publisher.model.errors import ConfigError, ContentError
from publisher.model.finding import Finding, Severity
from publisher.text.control import blank_controls

WORD, PAGES, MARKDOWN = (".docx", ".docm"), (".html", ".htm", ".xhtml"), (".md", ".markdown")
KINDS = (*WORD, *PAGES, *MARKDOWN)
"""How the names of files end that a draft can be read from."""
_HEADERS = re.compile(
    r"\A(---|\+\+\+)[ \t]*\r?\n(.*?)^\1[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
KEYS = {
    "kind": "kind",
    "title": "title",
    "headline": "title",
    "subtitle": "subtitle",
    "summary": "summary",
    "description": "summary",
    "excerpt": "summary",
    "date": "date",
    "pubdate": "date",
    "published": "date",
    "place": "place",
    "location": "place",
    "dateline": "place",
}
"""Keys of front matter, ours and those of Hugo, Jekyll and others, by what a release calls them."""


def load_draft(path: Path, shown: str) -> Draft:
    """The draft in a file. Raises ContentError with what is wrong with it, ConfigError where it
    is of a kind that cannot be read."""
    suffix = path.suffix.lower()
    if suffix not in KINDS:
        raise ConfigError(
            Finding(
                id="usage/unknown-file-kind",
                message=f"no draft can be read from a file that ends in {suffix or 'nothing'!r}",
                hint="known here: " + ", ".join(KINDS),
                path=shown,
            )
        )
    if path.stat().st_size > 4 * LARGEST:
        raise refuse(
            "draft/too-large",
            f"the file has more than {4 * LARGEST // 10**6} MB",
            "see whether it is the right one; save its pictures smaller",
            shown,
        )
    data = read_bytes(path, shown)
    if suffix in WORD:
        return read_word(data, shown)
    if suffix in PAGES:
        return parse_page(data, shown, path.parent)
    return parse_markdown(data, shown, path.parent)


def parse_markdown(data: bytes, shown: str, folder: Path) -> Draft:
    """The draft that a Markdown text is; pictures may stand in `folder`, beside it."""
    text = decode_source(data, shown).text
    found = _HEADERS.match(text)
    front: dict[str, str] = {}
    findings: list[Finding] = []
    if found:
        values = read_headers(found[2], found[1], shown)
        for key, value in values.items():
            name = KEYS.get(str(key).lower())
            if name and isinstance(value, str | int | dt.date):
                front.setdefault(name, str(value))
            else:
                findings.append(drop_key(str(key), shown, text))
        text = text[found.end() :]
    elif text.startswith(("---\n", "+++\n")):
        raise unreadable(shown, 1, "it is not closed")
    parser = MarkdownIt("commonmark", {"html": True}).enable("table").use(footnote_plugin)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    parser.use(attrs_plugin, after=("image",), spans=False, allowed=("credit",))
    draft = read_page(parser.render(text), shown, lambda address: find_picture(address, folder))
    return replace(draft, front=front, findings=(*findings, *draft.findings))


def read_headers(text: str, fence: str, shown: str) -> Mapping[object, object]:
    """Front matter as YAML, or as the TOML of Hugo between lines of `+++`."""
    try:
        if fence == "+++":
            values: object = tomllib.loads(text)
        else:
            values = yaml.load(blank_controls(text), Loader=yaml.BaseLoader)  # noqa: S506
    except tomllib.TOMLDecodeError as error:
        raise unreadable(shown, 1, str(error)) from error
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        why = getattr(error, "problem", None) or "it is broken"
        raise unreadable(shown, mark.line + 2 if mark else 1, str(why)) from error
    if values is None or values == "":
        return {}
    if not isinstance(values, dict):
        raise unreadable(shown, 1, "it is not 'key: value' lines")
    return values


def unreadable(shown: str, line: int, why: str) -> ContentError:
    """What broken front matter is reported as."""
    return ContentError(
        Finding(
            id="draft/front-matter",
            message=f"the front matter cannot be read: {why}",
            hint="mend the lines at the top of the file, or delete them",
            path=shown,
            line=line,
        )
    )


def drop_key(key: str, shown: str, text: str) -> Finding:
    """What is said of front matter that a release has no place for."""
    lines = text.splitlines()
    place = next((n for n, line in enumerate(lines, 1) if line.lstrip().startswith(key)), None)
    return Finding(
        id="draft/unknown-key",
        severity=Severity.WARNING,
        message=f"a release has no place for {key!r} of the front matter; it is left out",
        hint="see docs/formats.md for the keys that a release has",
        path=shown,
        line=place,
    )
