"""The styles that follow from the languages of a page.

In: the language of a page and those that it quotes. Out: CSS for faces, sizes, line heights,
list counters, quotation marks and emphasis, all from `languages/*.toml`.
"""

from collections.abc import Iterable

from publisher.model.language import ROLES, Language, Role
from publisher.model.newsroom import ThemeSettings
from publisher.model.page import Media, document_family
from publisher.text.colour import make_readable, mix_colours

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
"""Elements set in the role `heading`; the class `label` sets the role `label`."""
LABEL_CLASS = "label"
DARK_PAPER, DARK_INK = "#12191b", "#e6ecee"
"""Dark screens have these in every theme."""
ALERT = "#b2620f"
"""What is said of embargoes, corrections and withdrawals."""
SOFT, LINE, MUTED = 0.06, 0.22, 0.78
"""Shares of ink in what is mixed of ink and paper."""


def colour_styles(settings: ThemeSettings, media: Media) -> str:
    """The colours of a page as custom properties, for light screens or paper and for dark screens.
    Every one that text is set in can be read on every one that it is set on (WCAG 2.2, 1.4.3)."""
    paper = settings.paper if media == "screen" else "#ffffff"
    light = colour_rule(settings, paper=paper, ink=settings.ink, accent=settings.accent)
    if media == "print":
        return light
    # The organisation's accent is too dark for a dark screen as a rule, or else it stays.
    accent = make_readable(settings.accent, DARK_PAPER, mix_colours(DARK_INK, DARK_PAPER, SOFT))
    dark = colour_rule(settings, paper=DARK_PAPER, ink=DARK_INK, accent=accent)
    return f"{light}\n@media screen and (prefers-color-scheme:dark){{{dark}}}"


def colour_rule(settings: ThemeSettings, *, paper: str, ink: str, accent: str) -> str:
    """The properties: `accent` for lines, `link` for text in it, `muted` for text beside the main
    one, `soft` below boxes, `line` between parts, `plate` below the logo, `alert` for notices."""
    soft = mix_colours(ink, paper, SOFT)
    colours = {
        "paper": paper,
        "ink": make_readable(ink, paper, soft),
        "accent": accent,
        "link": make_readable(accent, paper, soft),
        "muted": make_readable(mix_colours(ink, paper, MUTED), paper, soft),
        "soft": soft,
        "line": mix_colours(ink, paper, LINE),
        "plate": settings.paper,
        "alert": make_readable(ALERT, paper, soft),
    }
    return ":root{" + ";".join(f"--{name}:{value}" for name, value in colours.items()) + "}"


def language_styles(root: Language, others: Iterable[Language], media: Media) -> str:
    """The CSS of a page in `root` that also holds text in `others`."""
    rules = [f"body{{font-size:{number(root.styles['text'].size)}em}}"]
    for language in [root, *others]:
        scale = language.styles["text"].size / root.styles["text"].size
        rules.append(role_properties(language, media))
        if language is not root and scale != 1:
            rules.append(f"[lang={string(language.tag)}]{{font-size:{number(scale)}em}}")
    rules.append(role_rules())
    rules.append(counter_style(root))
    rules += [emphasis_rule(language) for language in [root, *others]]
    return "\n".join(rule for rule in rules if rule)


def role_properties(language: Language, media: Media) -> str:
    """Custom properties that say how each role is set in a language."""
    parts = []
    for role in ROLES:
        style = language.styles[role]
        names = style.families
        if media == "print":
            names = tuple(document_family(name, language.tag) for name in names)
        parts.append(f"--{role}-face:{family_list(names)}")
        parts.append(f"--{role}-line:{number(style.line_height)}")
        parts.append(f"--{role}-weight:{style.weight}")
    return f":lang({language.tag}){{{';'.join(parts)}}}"


def role_rules() -> str:
    """Which elements take which role; an element of another language keeps its parent's."""
    headings = ",".join(HEADINGS)
    return "\n".join(
        [
            "body,[lang]{font-family:var(--text-face);line-height:var(--text-line)}",
            role_rule(f":is({headings})", "heading"),
            role_rule(f".{LABEL_CLASS}", "label"),
            f":is({headings}) strong{{font-weight:inherit}}",
        ]
    )


def role_rule(selector: str, role: Role) -> str:
    """What `selector` matches, and the other languages inside it, take a role."""
    return (
        f"{selector},{selector} [lang]{{font-family:var(--{role}-face);"
        f"line-height:var(--{role}-line);font-weight:var(--{role}-weight)}}"
    )


def family_list(names: Iterable[str]) -> str:
    """A `font-family` value; the generic family is never reached on paper."""
    return ",".join([*map(string, names), "sans-serif"])


def counter_style(language: Language) -> str:
    """The numerals of ordered lists and page numbers, as R-1.15 asks for."""
    symbols = " ".join(string(digit) for digit in language.digits)
    return (
        f"@counter-style native{{system:numeric;symbols:{symbols};"
        f"prefix:{string(language.counter.prefix)};suffix:{string(language.counter.suffix)}}}\n"
        f"@counter-style native-number{{system:numeric;symbols:{symbols};prefix:'';suffix:''}}"
    )


def emphasis_rule(language: Language) -> str:
    """`em` without slant where the script has none (R-1.10), and where a face has none: slant
    is for running text alone."""
    if language.emphasis == "italic":
        headings = ",".join(HEADINGS)
        return f":is({headings},.{LABEL_CLASS},strong) em:lang({language.tag}){{font-style:normal}}"
    weight = "700" if language.emphasis == "weight" else "inherit"
    return f"em:lang({language.tag}){{font-style:normal;font-weight:{weight}}}"


def string(text: str) -> str:
    """A CSS string."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("<", "\\3c ")
    return f'"{escaped}"'


def number(value: float) -> str:
    """A CSS number, short."""
    return f"{value:.4f}".rstrip("0").rstrip(".")
