"""Colours that can be read: contrast, and the nearest variant that has enough of it.

In: colours as #rrggbb. Out: the same. Contrast is that of WCAG 2.2,
https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio; variants keep their hue and change their
lightness in Oklab, in which equal steps look equal, https://bottosson.github.io/posts/oklab/.
"""

import functools
from collections.abc import Iterable

Colour = tuple[int, int, int]
"""Red, green and blue of sRGB, from 0 to 255."""

LEAST_CONTRAST = 4.5
"""What text needs, https://www.w3.org/TR/WCAG22/#contrast-minimum."""
WHITE: Colour = (255, 255, 255)
_STEPS = 200


def parse_colour(text: str) -> Colour:
    """The colour that `#rrggbb` writes.

    >>> parse_colour("#0b5563")
    (11, 85, 99)
    """
    return (int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16))


def write_colour(colour: Colour) -> str:
    """A colour as `#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def measure_contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours, from 1 to 21.

    >>> measure_contrast((0, 0, 0), WHITE)
    21.0
    """
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return round((lighter + 0.05) / (darker + 0.05), 4)


@functools.lru_cache(maxsize=64)
def make_readable(colour: str, *papers: str) -> str:
    """`colour`, or the variant nearest to it that can be read on all of `papers`.

    >>> make_readable("#0b5563", "#ffffff")
    '#0b5563'
    """
    backgrounds = [parse_colour(paper) for paper in papers]
    start = parse_colour(colour)
    if _reads(start, backgrounds):
        return colour
    lightness, a, b = _to_oklab(start)
    found = [
        (abs(step / _STEPS - lightness), candidate)
        for step in range(_STEPS + 1)
        if _reads(candidate := _from_oklab(step / _STEPS, a, b), backgrounds)
    ]
    # Between two papers of middling grey neither black nor white may do: then the better of both.
    if not found:
        ends = [(0, 0, 0), WHITE]
        return write_colour(
            max(ends, key=lambda end: min(measure_contrast(end, paper) for paper in backgrounds))
        )
    return write_colour(min(found)[1])


def mix_colours(one: str, other: str, share: float) -> str:
    """`share` of one colour and the rest of another, as CSS mixes them in sRGB."""
    pairs = zip(parse_colour(one), parse_colour(other), strict=True)
    red, green, blue = (round(a * share + b * (1 - share)) for a, b in pairs)
    return write_colour((red, green, blue))


def _reads(colour: Colour, papers: Iterable[Colour]) -> bool:
    return all(measure_contrast(colour, paper) >= LEAST_CONTRAST for paper in papers)


def _luminance(colour: Colour) -> float:
    red, green, blue = (_linear(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _encode(value: float) -> int:
    value = min(max(value, 0.0), 1.0)
    encoded = 12.92 * value if value <= 0.0031308 else 1.055 * value ** (1 / 2.4) - 0.055
    return round(encoded * 255)


def _to_oklab(colour: Colour) -> tuple[float, float, float]:
    red, green, blue = (_linear(value / 255) for value in colour)
    long = (0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue) ** (1 / 3)
    medium = (0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue) ** (1 / 3)
    short = (0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue) ** (1 / 3)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _from_oklab(lightness: float, a: float, b: float) -> Colour:
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        _encode(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
        _encode(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
        _encode(-0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short),
    )
