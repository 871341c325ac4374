"""Pictures for the web: sizes and formats known beforehand, made once, the same every time."""

import io

import pytest
from PIL import Image

from publisher.load.picture import measure_picture
from publisher.model.picture import Picture
from publisher.render.picture import make_variants, plan_variants


def picture(width: int, height: int, mode: str = "RGB") -> Picture:
    """A picture with a slope of colours."""
    image = Image.linear_gradient("L").resize((width, height)).convert(mode)
    if mode == "RGBA":
        image.putalpha(0)
    data = io.BytesIO()
    image.save(data, "PNG")
    return measure_picture("images/opening.v2.png", data.getvalue())


@pytest.mark.parametrize(
    ("width", "widths"),
    [(4000, [480, 960, 1600]), (1600, [480, 960, 1600]), (1000, [480, 960, 1000]), (300, [300])],
)
def test_no_variant_is_wider_than_its_picture(width: int, widths: list[int]) -> None:
    """Sizes that a picture has not got are not made up; its own counts where it is smaller."""
    planned = plan_variants(picture(width, width // 2), "pictures/x")
    assert [variant.width for variant in planned.variants] == widths
    assert planned.fallback.width == min(960, width)
    assert all(variant.path.startswith("pictures/x/opening.v2-") for variant in planned.every)


def test_variants_are_what_was_planned() -> None:
    """Each file has the size, the format and the place that pages were told, and no metadata."""
    source = picture(1700, 850)
    planned = plan_variants(source, "pictures/x")
    made = make_variants(source, planned)
    assert set(made) == {variant.path for variant in planned.every}
    for variant in planned.every:
        with Image.open(io.BytesIO(made[variant.path])) as image:
            assert image.size == (variant.width, variant.height)
            assert Image.MIME[image.format or ""] == variant.media_type
            assert not dict(image.getexif())
    assert make_variants(source, planned) == made


def test_another_picture_has_another_name() -> None:
    """A name that was once given to a picture is never given to another, so it may be cached."""
    first, second = (plan_variants(picture(600, h), "pictures/x") for h in (300, 301))
    assert not {v.path for v in first.every} & {v.path for v in second.every}


def test_transparency_is_paper() -> None:
    """Where a format knows no transparency, paper shows through, not black."""
    source = picture(500, 250, "RGBA")
    planned = plan_variants(source, "pictures/x")
    with Image.open(io.BytesIO(make_variants(source, planned)[planned.fallback.path])) as image:
        assert image.getpixel((100, 100)) == (255, 255, 255)


@pytest.mark.parametrize(("width", "height"), [(1, 1), (5000, 1), (1, 5000)])
def test_a_sliver_is_a_picture(width: int, height: int) -> None:
    """No side of a variant is ever nought."""
    source = picture(width, height)
    for data in make_variants(source, plan_variants(source, "pictures/x")).values():
        assert data
