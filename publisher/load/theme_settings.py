"""`[theme]` of publisher.toml to `ThemeSettings`.

In: the table's values and where to report. Out: colours that can be read, the path of a logo, and
families by language and role; or findings at their lines. Whether a family is there is only known
when faces are (build.loading).
"""

import re
import typing
from collections.abc import Collection

import msgspec

from publisher.load.config_report import ConfigReport
from publisher.load.files import suggest
from publisher.model.language import ROLES, Role
from publisher.model.newsroom import ThemeFaces, ThemeSettings
from publisher.text.colour import LEAST_CONTRAST, WHITE, measure_contrast, parse_colour

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}\Z")
_LOGO = re.compile(r"(?!\.)[A-Za-z0-9._-]+(?:/(?!\.)[A-Za-z0-9._-]+)*\.(?:svg|png)\Z")


class ThemeTable(msgspec.Struct, forbid_unknown_fields=True):
    """How the site looks; [themes](themes.md) says what follows from each key."""

    accent: str = "#0b5563"
    """The colour of lines, links and small headings, as `#rrggbb`."""
    ink: str = "#1a2226"
    """The colour of text."""
    paper: str = "#ffffff"
    """The colour of what text stands on."""
    logo: str = ""
    """The path of an SVG or PNG in the newsroom."""
    faces: dict[str, dict[str, list[str]]] = {}
    """By language and role, which is `text`, `heading` or `label`: families, first choice first.
    `faces.km.heading` stands in the table `[theme.faces.km]`. Without it, the language's own."""


def read_theme(
    raw: ThemeTable,
    languages: Collection[str],
    config: ConfigReport,
) -> ThemeSettings:
    """The theme's settings; `languages` are the newsroom's, `locate` tells the line of a key."""
    sound = [check_colour(raw, key, config) for key in ("accent", "ink", "paper")]
    if all(sound):
        check_contrast(raw, config)
    if raw.logo and not _LOGO.match(raw.logo):
        config.report(
            "logo",
            ("theme", "logo"),
            f"{raw.logo!r} is not the path of a logo",
            "write the path of an SVG or PNG file in the newsroom, such as logo.svg, with letters "
            "a to z, digits and . _ - only",
        )
    faces = []
    for language, roles in raw.faces.items():
        where = ("theme", "faces", language)
        if language not in languages:
            message = f"{language!r} is not among the newsroom's languages"
            config.report("unknown-language", where, message, suggest(language, languages))
        for role, families in roles.items():
            if role not in ROLES:
                message = f"there is no role {role!r}"
                config.report("unknown-role", (*where, role), message, suggest(role, ROLES))
            elif not families:
                config.report("empty", (*where, role), f"{'.'.join((*where, role))} is empty")
            faces.append(
                ThemeFaces(
                    language=language,
                    role=typing.cast("Role", role),
                    families=tuple(families),
                    line=config.locate((*where, role)),
                )
            )
    return ThemeSettings(
        accent=raw.accent,
        ink=raw.ink,
        paper=raw.paper,
        logo=raw.logo,
        logo_line=config.locate(("theme", "logo")) if raw.logo else 0,
        faces=tuple(faces),
    )


def check_colour(raw: ThemeTable, key: str, config: ConfigReport) -> bool:
    """Whether the value of a key is a colour."""
    value = getattr(raw, key)
    if _COLOUR.match(value):
        return True
    hint = "write six hexadecimal digits, such as #0b5563"
    config.report("colour", ("theme", key), f"{value!r} is not a colour", hint)
    return False


def check_contrast(raw: ThemeTable, config: ConfigReport) -> None:
    """Text is read on the theme's paper, and on white paper in print. Of an accent that is too
    light for text, a darker variant is used by itself: any hue has one."""
    ink = parse_colour(raw.ink)
    for name, paper in ((raw.paper, parse_colour(raw.paper)), ("white, as in print,", WHITE)):
        if (contrast := measure_contrast(ink, paper)) < LEAST_CONTRAST:
            key = "paper" if measure_contrast(ink, WHITE) >= LEAST_CONTRAST else "ink"
            config.report(
                "contrast",
                ("theme", key),
                f"text in {raw.ink} on {name} has a contrast of {contrast:.1f} to 1",
                f"take a darker ink or a lighter paper: {LEAST_CONTRAST} to 1 is the least that "
                "WCAG 2.2 asks for; for dark screens publisher has colours of its own",
            )
            return
