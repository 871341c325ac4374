"""A text that somebody wrote elsewhere, on its way to a release."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from publisher.model.finding import Finding
from publisher.model.passage import Passage


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """What a file holds: its passages, what it says of itself in `front` (`title`, `date` and
    other keys of front matter), the bytes of its pictures by the addresses that figures name, and
    what was left out of it."""

    path: str
    passages: tuple[Passage, ...]
    front: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
