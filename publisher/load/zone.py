"""Time zones by their IANA names.

In: a name, as `Asia/Yangon`. Out: the zone, from the package `tzdata` and not from the machine,
whose own data may be older or missing: the same newsroom tells the same time everywhere.
"""

import functools
import importlib.resources
from zoneinfo import ZoneInfo


@functools.cache
def zone_names() -> frozenset[str]:
    """The names of all zones."""
    text = (importlib.resources.files("tzdata") / "zones").read_text(encoding="utf-8")
    return frozenset(text.split())


@functools.cache
def load_zone(name: str) -> ZoneInfo | None:
    """The zone of a name; None where there is no such zone, or no name."""
    if name not in zone_names():
        return None
    place = importlib.resources.files("tzdata").joinpath("zoneinfo", *name.split("/"))
    with place.open("rb") as file:
        return ZoneInfo.from_file(file, key=name)
