"""A picture of a release, checked and ready to deliver."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """`path` is relative to the release folder; `width` and `height` are in pixels. `data` holds
    nothing but the picture, upright (`load.bare_picture`)."""

    path: str
    data: bytes
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Variant:
    """A picture in one size and format, for the web; `path` is relative to the site."""

    path: str
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, kw_only=True, slots=True)
class VariantSet:
    """A picture as web pages offer it: `variants` for browsers to choose from, smallest first, and
    the `fallback`, which every program shows."""

    variants: tuple[Variant, ...]
    fallback: Variant

    @property
    def every(self) -> tuple[Variant, ...]:
        """All of them."""
        return (*self.variants, self.fallback)
