"""Runs of text back to inline Markdown.

In: runs, such as a Word file has. Out: the text of a message, or nothing where Markdown has no
way to write it. What comes out reads as the same runs again; see `text.inline`.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import groupby

from publisher.model.inline import Inlines, Run
from publisher.text.inline import merge_runs, parse_inline
from publisher.text.normalize import to_nfc

_SPECIAL = re.compile(r"[\\`*_\[\]<>&]")


def format_inline(runs: Iterable[Run]) -> str | None:
    """The Markdown of `runs`, with as few backslashes as it takes: mostly none. White space becomes
    single spaces, and stands outside of marks. None where Markdown cannot mark them like this."""
    tidy = tidy_runs(runs)
    for escape in (str, lambda text: _SPECIAL.sub(r"\\\g<0>", text)):
        text = write_runs(tidy, escape)
        read, problems = parse_inline(text)
        if not problems and forget_links(read) == forget_links(tidy):
            return text
    return None


def tidy_runs(runs: Iterable[Run]) -> Inlines:
    """`runs` in NFC with single spaces, and none at the ends or beside a line break. A space
    between two runs has the marks that both of them have."""
    letters: list[Run] = []
    for run in runs:
        for sign in "\n" if run.line_break else re.sub("[ \t\r\n]", " ", to_nfc(run.text)):
            before = letters[-1].text if letters else "\n"
            if sign == "\n" and before == " ":
                letters.pop()
            if sign != " " or before not in {" ", "\n"}:
                letters.append(
                    Run(text=sign) if run.line_break else replace(run, text=sign, link=0)
                )
    while letters and letters[-1].text in {" ", "\n"}:
        letters.pop()
    while letters and letters[0].text == "\n":
        letters.pop(0)
    for place, letter in enumerate(letters):
        if letter.text == " ":
            letters[place] = share_marks(letters[place - 1], letters[place + 1])
    ends = (Run(text="", line_break=True) if run.text == "\n" else run for run in letters)
    return tuple(merge_runs(list(ends)))


def share_marks(before: Run, after: Run) -> Run:
    """A space with the marks that two neighbours have in common."""
    return Run(
        text=" ",
        strong=before.strong and after.strong,
        emphasis=before.emphasis and after.emphasis,
        href=before.href if before.href == after.href else None,
    )


def forget_links(runs: Inlines) -> list[Run]:
    """`runs` whose links are told apart by their address alone."""
    return merge_runs([replace(run, link=0) for run in runs])


def write_runs(runs: Inlines, escape: Callable[[str], str]) -> str:
    """`runs` as Markdown: links around the marks of their words."""
    text = ""
    for href, linked in groupby(runs, key=lambda run: run.href):
        words = "".join(write_run(run, escape) for run in linked)
        text += words if href is None else f"[{words}]({href})"
    return text


def write_run(run: Run, escape: Callable[[str], str]) -> str:
    """One run, with its marks."""
    if run.line_break:
        return "\\\n"
    marks = "*" * (run.emphasis + 2 * run.strong)
    return f"{marks}{escape(run.text)}{marks}"
