"""publisher cache."""

from pathlib import Path

import click

from publisher.build.store import Store
from publisher.cli.folder import cache_folder

_option = click.option(
    "--cache",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The cache's folder. Default: as for build.",
)


@click.group("cache")
def command() -> None:
    """Look after what earlier builds made.

    It may be emptied at any moment: what is needed is made again.

    Example: publisher cache info
    """


@command.command("info")
@_option
def show_info(folder: Path | None) -> int:
    """Say where the cache is and how much it holds.

    Example: publisher cache info
    """
    info = Store(cache_folder(folder)).info()
    click.echo(f"{info.folder}\n{info.objects} files, {info.size / 1e6:.1f} MB")
    return 0


@command.command("prune")
@_option
@click.option(
    "--max-size",
    type=click.FloatRange(min=0),
    default=500.0,
    metavar="MB",
    help="How much may stay, of what was used last. Default: 500.",
)
def prune(folder: Path | None, max_size: float) -> int:
    """Remove what was not used for longest, and what builds that were killed left behind.

    Example: publisher cache prune --max-size 200
    """
    store = Store(cache_folder(folder))
    freed = store.prune(int(max_size * 1e6))
    click.echo(f"freed {freed / 1e6:.1f} MB")
    return 0


@command.command("clear")
@_option
def clear(folder: Path | None) -> int:
    """Remove everything.

    Example: publisher cache clear
    """
    freed = Store(cache_folder(folder)).clear()
    click.echo(f"freed {freed / 1e6:.1f} MB")
    return 0
