"""The pages of `publisher preview`: their templates and styles, which no theme replaces.

In: nothing. Out: a `Theme`, whose strings are messages of the shared domain. Publisher's own
newsroom alone has them in its catalogues: whoever publishes elsewhere gets the translations with
publisher, and asks no translator for them.
"""

from pathlib import Path

from publisher.build.resources import PACKAGE, resource_folder
from publisher.load.files import read_source
from publisher.load.reads import list_folder
from publisher.model.theme import Theme

INTERFACE = "interface"
"""The folder of the pages, in the package."""
STYLES = "preview.css"
SCRIPT = "preview.js"


def load_interface() -> Theme:
    """The templates and styles of the pages; the script counts as a style: it has no messages."""
    templates: dict[str, str] = {}
    styles: dict[str, str] = {}
    paths: dict[str, str] = {}
    for path in list_folder(PACKAGE / INTERFACE):
        shown = f"{PACKAGE.name}/{INTERFACE}/{path.name}"
        kind = templates if path.suffix == ".j2" else styles
        kind[path.name] = read_source(path, shown).text
        paths[path.name] = shown
    return Theme(templates=templates, styles=styles, paths=paths)


def own_interface(newsroom: Path) -> Theme:
    """The interface, where `newsroom` is the one whose catalogues publisher brings along; else one
    without pages."""
    home = resource_folder("locales").parent
    if newsroom.resolve() == home.resolve() != PACKAGE.resolve():
        return load_interface()
    return Theme(templates={}, styles={}, paths={})
