"""A theme: the templates and styles that pages are composed with."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme:
    """`templates` holds the text of each `*.html.j2` by name, `styles` each `*.css` by name.

    `paths` says where a file stands, for references and errors.
    """

    templates: Mapping[str, str] = field(hash=False)
    styles: Mapping[str, str] = field(hash=False)
    paths: Mapping[str, str] = field(hash=False)
