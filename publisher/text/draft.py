"""Passages of a draft to the body of a release.md.

In: passages, whose pictures have their addresses. Out: Markdown that reads as the same blocks
again; see `text.markdown`.
"""

import re
from collections.abc import Sequence

from publisher.model.passage import (
    ATTRIBUTION,
    FIGURE,
    HEADING,
    PICTURE,
    QUOTATION,
    Passage,
)
from publisher.text.markdown import ATTRIBUTION as DASH
from publisher.text.markdown import HARD_BREAK

_NUMBER = re.compile(r"(?m)^([0-9]{1,9})([.)])(?=[ \t]|$)")
_START = re.compile(
    r"(?m)^(?=#{1,6}(?:[ \t]|$)|>|[-+*](?:[ \t]|$)|=+[ \t]*$|-+[ \t]*$|~~~|```"
    r"|<[!?/A-Za-z]|\[[^\]\n]*\]:)"
)
_RULE = re.compile(r"(?m)^(?=([-_*])(?:[ \t]*\1){2,}[ \t]*$)")
_LISTS = {"list": ("-", "*"), "numbered list": ("1.", "1)")}
"""The marks of lists; two of a kind that follow each other need different ones."""


def format_body(passages: Sequence[Passage]) -> str:
    """The Markdown of a body. Headings begin at the second level and skip none."""
    texts: list[str] = []
    level, marker = 1, 0
    before = ""
    for passage in passages:
        if passage.kind.startswith(HEADING):
            level = min(int(passage.kind.split()[1]) + 1, level + 1, 6)
            texts.append("#" * level + " " + format_heading(passage.text))
        else:
            marker = 1 - marker if passage.kind in _LISTS and passage.kind == before else 0
            texts.append(format_block(passage, marker))
        before = passage.kind
    return "\n\n".join(text for text in texts if text) + "\n"


def format_heading(text: str) -> str:
    """A heading on one line; signs `#` at its end are its own."""
    line = " ".join(text.replace(HARD_BREAK, " ").split())
    return re.sub(r"(#+)\Z", r"\\\1", line)


def format_block(passage: Passage, marker: int = 0) -> str:
    """One passage as a block."""
    if passage.kind in _LISTS:
        return format_list(passage, _LISTS[passage.kind][marker])
    if passage.kind == QUOTATION:
        return format_quotation(passage)
    if passage.kind == FIGURE:
        return format_figure(passage)
    if passage.parts:
        return format_blocks(passage.parts)
    return escape_starts(passage.text)


def format_blocks(passages: Sequence[Passage]) -> str:
    """Blocks inside a block; an item of one paragraph and a list has no empty line between."""
    blocks = [format_block(passage) for passage in passages]
    tight = len(passages) == 2 and passages[1].kind in _LISTS
    return ("\n" if tight else "\n\n").join(block for block in blocks if block)


def format_list(passage: Passage, mark: str) -> str:
    """A list, with an empty line between its items only where one of them needs it."""
    items = [format_block(item) for item in passage.parts]
    indent = " " * (len(mark) + 1)
    lines = [f"{mark} " + item.replace("\n", "\n" + indent) for item in items if item]
    loose = any("\n\n" in item for item in items)
    text = ("\n\n" if loose else "\n").join(lines)
    return re.sub(r"(?m)[ \t]+$", "", text)


def format_quotation(passage: Passage) -> str:
    """A quotation; its last line names the speaker."""
    blocks = [format_block(part) for part in passage.parts if part.kind != ATTRIBUTION]
    blocks += [DASH + part.text for part in passage.parts if part.kind == ATTRIBUTION]
    text = "\n\n".join(block for block in blocks if block)
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


def format_figure(passage: Passage) -> str:
    """A picture with what is said of it."""
    said = {part.kind: part.text for part in passage.parts}
    caption, credit = (
        said.get(kind, "").replace(HARD_BREAK, " ").replace('"', '\\"')
        for kind in ("caption", "credit")
    )
    alt = said.get("alternative text", "").replace(HARD_BREAK, " ")
    title = f' "{caption}"' if caption else ""
    tail = f'{{credit="{credit}"}}' if credit else ""
    return f"![{alt}]({said.get(PICTURE, '')}{title}){tail}"


def escape_starts(text: str) -> str:
    """A paragraph none of whose lines would begin a heading, a list or a quotation."""
    text = _RULE.sub(r"\\", text)
    return _NUMBER.sub(r"\1\\\2", _START.sub(r"\\", text))
