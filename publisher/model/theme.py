"""A theme: the templates and styles that pages are composed with."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from publisher.model.picture import Picture


@dataclass(frozen=True, kw_only=True, slots=True)
class Theme:
    """`templates` holds the text of each `*.html.j2` by name, `styles` each `*.css` by name.

    `paths` says where a file stands, for references and errors. A template of publisher's own that
    a newsroom's stands in for goes by `!name.html.j2`, if one of the newsroom's builds on it.
    """

    templates: Mapping[str, str] = field(hash=False)
    styles: Mapping[str, str] = field(hash=False)
    paths: Mapping[str, str] = field(hash=False)
    logo: Picture | None = field(default=None, hash=False)
    """The organisation's; its path is the one that it has on the site."""
