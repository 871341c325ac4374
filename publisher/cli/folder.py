"""Where the newsroom is, what time it is, and how fonts are found: what a command takes from
its surroundings."""

import datetime as dt
import os
from pathlib import Path

import click

from publisher.load.config import find_newsroom


def newsroom_folder(context: click.Context) -> Path:
    """The newsroom that the command works in."""
    folder: Path | None = context.find_object(Path)
    return folder.resolve() if folder is not None else find_newsroom(Path.cwd())


def now() -> dt.datetime:
    """The present moment, in UTC."""
    return dt.datetime.now(dt.UTC)


def use_bundled_fonts() -> None:
    """Make fontconfig know no fonts but those that a page brings along; worker processes
    inherit this."""
    import publisher

    os.environ["FONTCONFIG_FILE"] = str(Path(publisher.__file__).parent / "fonts" / "fonts.conf")
    os.environ.pop("FONTCONFIG_SYSROOT", None)
    os.environ.pop("FONTCONFIG_PATH", None)
