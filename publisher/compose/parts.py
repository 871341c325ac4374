"""What of a theme one page is made from.

In: a theme and the name of a template. Out: the theme with nothing but the templates that this one
reaches by `extends`, `include` and `import`: a page depends on these, and on no others.
"""

import functools
from dataclasses import replace

from jinja2 import TemplateSyntaxError, meta

from publisher.compose.environment import make_environment
from publisher.model.theme import Theme


@functools.lru_cache(maxsize=16)
def reach_templates(theme: Theme, name: str) -> Theme:
    """`theme` with the templates that `name` reaches; with all of them where a template names
    another by a value, which nobody can know beforehand, or cannot be read. To parse them takes
    11 ms, and every edition asks."""
    reached: dict[str, str] = {}
    waiting = [name]
    while waiting:
        current = waiting.pop()
        if current in reached or current not in theme.templates:
            continue
        reached[current] = theme.templates[current]
        try:
            tree = make_environment(theme).parse(reached[current])
        except TemplateSyntaxError:
            return theme
        for other in meta.find_referenced_templates(tree):
            if other is None:
                return theme
            waiting.append(other)
    return replace(theme, templates=dict(sorted(reached.items())))
