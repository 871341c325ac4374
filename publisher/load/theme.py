"""templates/ to a `Theme`: the newsroom's own files over those that publisher brings.

In: the newsroom's folder and the folder of the default theme. Out: every template and style by
name; a file of the newsroom replaces the default one of its name. Where a template of the newsroom
names `!base.html.j2`, it means the default one, to build on it: `{% extends "!base.html.j2" %}`.
"""

import re
from pathlib import Path

from publisher.load.files import read_source
from publisher.load.reads import list_folder
from publisher.model.picture import Picture
from publisher.model.theme import Theme

TEMPLATES = "templates"
_DEFAULT = re.compile(r"""["']!([A-Za-z0-9._-]+\.j2)["']""")
"""How a template names one that publisher brings."""


def load_theme(folder: Path, default: Path, logo: Picture | None = None) -> Theme:
    """The theme of the newsroom in `folder`."""
    templates: dict[str, str] = {}
    styles: dict[str, str] = {}
    paths: dict[str, str] = {}
    brought: dict[str, str] = {}
    for root in (default, folder / TEMPLATES):
        for path in list_folder(root):
            kind = {".j2": templates, ".css": styles}.get(path.suffix)
            if kind is None or path.name.startswith("."):
                continue
            shown = f"{TEMPLATES}/{path.name}"
            kind[path.name] = read_source(path, shown).text
            paths[path.name] = shown
        brought = brought or dict(templates)
    for name in {name for text in templates.values() for name in _DEFAULT.findall(text)}:
        if name in brought:
            templates[f"!{name}"] = brought[name]
            paths[f"!{name}"] = f"{TEMPLATES}/{name}"
    return Theme(templates=templates, styles=styles, paths=paths, logo=logo)
