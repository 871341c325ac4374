"""Runs of text to HTML, and nothing else can become markup.

In: runs. Out: escaped HTML with `a`, `strong`, `em`, `code` and `br` alone.
"""

from itertools import groupby

from markupsafe import Markup, escape

from publisher.model.inline import Inlines, Run


def render_runs(runs: Inlines) -> Markup:
    """The HTML of runs; neighbours inside one link share its element."""
    parts: list[Markup] = []
    for (_, href), group in groupby(runs, key=lambda run: (run.link, run.href)):
        inner = Markup("").join(_render_strong(tuple(group)))
        parts.append(inner if href is None else Markup('<a href="{}">{}</a>').format(href, inner))
    return Markup("").join(parts)


def _render_strong(runs: Inlines) -> list[Markup]:
    parts: list[Markup] = []
    for strong, group in groupby(runs, key=lambda run: run.strong):
        inner = Markup("").join(_render_run(run) for run in group)
        parts.append(Markup("<strong>{}</strong>").format(inner) if strong else inner)
    return parts


def _render_run(run: Run) -> Markup:
    if run.line_break:
        return Markup("<br>")
    text = escape(run.text)
    if run.code:
        text = Markup("<code>{}</code>").format(text)
    if run.emphasis:
        text = Markup("<em>{}</em>").format(text)
    return text
