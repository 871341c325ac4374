"""templates/ to a `Theme`: the newsroom's own files over those that publisher brings.

In: the newsroom's folder and the folder of the default theme. Out: every template and style by
name; a file of the newsroom replaces the default one of its name.
"""

from pathlib import Path

from publisher.load.files import read_source
from publisher.load.reads import list_folder
from publisher.model.theme import Theme

TEMPLATES = "templates"


def load_theme(folder: Path, default: Path) -> Theme:
    """The theme of the newsroom in `folder`."""
    templates: dict[str, str] = {}
    styles: dict[str, str] = {}
    paths: dict[str, str] = {}
    for root in (default, folder / TEMPLATES):
        for path in list_folder(root):
            kind = {".j2": templates, ".css": styles}.get(path.suffix)
            if kind is None or path.name.startswith("."):
                continue
            shown = f"{TEMPLATES}/{path.name}"
            kind[path.name] = read_source(path, shown).text
            paths[path.name] = shown
    return Theme(templates=templates, styles=styles, paths=paths)
