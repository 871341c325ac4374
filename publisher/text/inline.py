"""Inline Markdown of one segment to runs of text, and what is wrong with it.

In: a msgid or msgstr. Out: runs, and problems in words. Nothing here is ever trusted: raw HTML,
pictures and addresses with other schemes are problems and never reach a page.

Standard: CommonMark 0.31, https://spec.commonmark.org/0.31.2/
"""

import functools
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.token import Token

from publisher.model.inline import Inlines, Run, plain_text
from publisher.text.normalize import to_nfc

_LINE_END = re.compile("%0[ad]", re.IGNORECASE)
"""What would begin another header in the mail program that such an address opens (RFC 6068, §7)."""
_SEPARATORS = frozenset({"Zl", "Zp"})
ALLOWED_SCHEMES = frozenset({"https", "http", "mailto", "tel"})
"""Schemes that a page or a PDF may link to."""


@functools.cache
def inline_parser() -> MarkdownIt:
    """CommonMark with raw HTML recognised (so that it can be refused) and every link kept."""
    parser = MarkdownIt("commonmark", {"html": True})
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005
    return parser


@functools.lru_cache(maxsize=16384)
def parse_inline(text: str) -> tuple[Inlines, tuple[str, ...]]:
    """The runs of `text`, in NFC, and the problems found in it, each a clause in plain words."""
    tokens = inline_parser().parseInline(to_nfc(text))[0].children or []
    problems: list[str] = []
    runs: list[Run] = []
    state = Run(text="")
    depth: Counter[str] = Counter()
    links = 0
    for token in tokens:
        match token.type:
            case "text":
                runs.append(replace(state, text=token.content))
            case "softbreak":
                runs.append(replace(state, text=" "))
            case "hardbreak":
                runs.append(replace(state, text="", line_break=True))
            case "code_inline":
                runs.append(replace(state, text=token.content, code=True))
            case "strong_open" | "strong_close" | "em_open" | "em_close":
                depth[token.tag] += token.nesting
                state = replace(state, strong=depth["strong"] > 0, emphasis=depth["em"] > 0)
            case "link_open":
                links += 1
                href = str(token.attrGet("href") or "")
                problems.extend(link_problems(href))
                state = replace(state, href=href, link=links)
            case "link_close":
                state = replace(state, href=None, link=0)
            case "image":
                problems.append("a picture inside a text; a picture stands alone in its paragraph")
            case "html_inline":
                problems.append(f"raw HTML {token.content!r}; use Markdown")
            case _:
                problems.append(f"markup that is not supported here: {describe_token(token)}")
    problems.extend(reference_problems(runs, text))
    return tuple(merge_runs(runs)), tuple(problems)


def strip_markup(text: str) -> str:
    """The words of `text` without marks; a forced break becomes a line end."""
    return plain_text(parse_inline(text)[0])


def strip_to_line(text: str) -> str:
    """The words of `text` without marks, on one line."""
    return " ".join(strip_markup(text).split())


def reference_problems(runs: list[Run], text: str) -> list[str]:
    """Characters that nobody can see and that only a reference such as `&#x202E;` brings in: what
    looks at a text, a check or a translator, does not meet them there."""
    brought = sorted({character for run in runs for character in run.text if character not in text})
    return [
        f"a reference to U+{ord(character):04X}, which nobody can see"
        for character in brought
        if unicodedata.category(character)[0] == "C"
        or unicodedata.category(character) in _SEPARATORS
    ]


def link_problems(href: str) -> list[str]:
    """What is wrong with the address of a link; empty where nothing is."""
    if not href:
        return ["a link without an address"]
    try:
        parts = urlsplit(href)
    except ValueError:
        return [f"an address that cannot be read: {href!r}"]
    scheme = parts.scheme.lower()
    if scheme not in ALLOWED_SCHEMES:
        return [f"the address {href!r}; links begin with https:, http:, mailto: or tel:"]
    faults = {
        "without a host": scheme in {"https", "http"} and not parts.hostname,
        "with the end of a line": _LINE_END.search(href),
        "that reaches nobody": scheme in {"mailto", "tel"} and not parts.path.strip(),
    }
    return [f"an address {what}: {href!r}" for what, wrong in faults.items() if wrong]


def merge_runs(runs: list[Run]) -> list[Run]:
    """Neighbours with the same marks become one run; empty ones go."""
    merged: list[Run] = []
    for run in runs:
        if not run.text and not run.line_break:
            continue
        if merged and not run.line_break and replace(merged[-1], text="") == replace(run, text=""):
            merged[-1] = replace(run, text=merged[-1].text + run.text)
        else:
            merged.append(run)
    return merged


def describe_token(token: Token) -> str:
    """A token's name for people."""
    return token.type.removesuffix("_open").replace("_", " ")
