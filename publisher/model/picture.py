"""A picture of a release, checked and ready to deliver."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Picture:
    """`path` is relative to the release folder; `width` and `height` are in pixels."""

    path: str
    data: bytes
    media_type: str
    width: int
    height: int
