"""Where a newsroom is.

This module imports little, because every command begins here.
"""

from pathlib import Path

from publisher.model.errors import ConfigError
from publisher.model.finding import Finding

CONFIG_NAME = "publisher.toml"


def find_newsroom(start: Path) -> Path:
    """The nearest folder upward from `start` that holds publisher.toml."""
    for folder in (start, *start.parents):
        if (folder / CONFIG_NAME).is_file():
            return folder
    raise ConfigError(
        Finding(
            id="config/no-newsroom",
            message=f"no {CONFIG_NAME} here or in any folder above",
            hint="run this in a newsroom, name one with --newsroom DIR, or make one with "
            "'publisher init DIR'",
        )
    )
