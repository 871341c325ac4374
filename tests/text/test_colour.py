"""Colours: their contrast, and variants that can be read."""

from hypothesis import given
from hypothesis import strategies as st

from publisher.text.colour import (
    LEAST_CONTRAST,
    make_readable,
    measure_contrast,
    mix_colours,
    parse_colour,
)

colours = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


def contrast(one: str, other: str) -> float:
    return measure_contrast(parse_colour(one), parse_colour(other))


def test_contrast_is_that_of_wcag() -> None:
    """Black on white has 21 to 1; #767676 on white is the lightest grey with 4.5 to 1, as WCAG's
    own examples have it."""
    assert contrast("#000000", "#ffffff") == 21
    assert contrast("#767676", "#ffffff") >= LEAST_CONTRAST > contrast("#777777", "#ffffff")


@given(colours, colours)
def test_contrast_has_no_direction(one: str, other: str) -> None:
    """It is the same both ways, and from 1 to 21."""
    assert 1 <= contrast(one, other) == contrast(other, one) <= 21


@given(colours)
def test_every_colour_has_a_variant_that_can_be_read(colour: str) -> None:
    """On white paper and on the dark screen, whatever an organisation chooses."""
    for papers in (("#ffffff", "#f1f2f2"), ("#12191b", "#1f2628")):
        found = make_readable(colour, *papers)
        assert min(contrast(found, paper) for paper in papers) >= LEAST_CONTRAST


def test_what_can_be_read_stays() -> None:
    """A colour with enough contrast is not touched; one without keeps its hue."""
    assert make_readable("#0b5563", "#ffffff") == "#0b5563"
    red, green, blue = parse_colour(make_readable("#e0a100", "#ffffff"))
    assert red > green > blue


def test_the_better_of_black_and_white_where_nothing_is_enough() -> None:
    """No text has 4.5 to 1 on a dark and on a light grey at once."""
    assert make_readable("#ff0000", "#555555", "#bbbbbb") in {"#000000", "#ffffff"}


def test_mixing() -> None:
    """Shares of two colours, as CSS mixes them."""
    assert mix_colours("#000000", "#ffffff", 0.2) == "#cccccc"
    assert mix_colours("#123456", "#abcdef", 1) == "#123456"
