"""publisher init."""

from pathlib import Path

import click

from publisher.cli.folder import now
from publisher.load.folder import CONFIG_NAME
from publisher.model.errors import ConfigError
from publisher.model.finding import Finding


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
def command(folder: Path) -> int:
    """Make a new newsroom, ready to build.

    Example: publisher init demo && cd demo && publisher build
    """
    from publisher.build.resources import PACKAGE
    from publisher.build.syncing import sync_newsroom
    from publisher.publish.output import write_file

    if folder.exists() and any(folder.iterdir()):
        raise ConfigError(
            Finding(
                id="usage/not-empty",
                message=f"{folder} is not empty",
                hint="name a folder that is empty or does not exist yet",
            )
        )
    skeleton = PACKAGE / "skeleton"
    today = now().date().isoformat()
    slug = f"{today}-our-newsroom-speaks-three-languages"
    release = (skeleton / "release" / "release.md").read_text(encoding="utf-8")
    files = {
        CONFIG_NAME: (skeleton / CONFIG_NAME).read_bytes(),
        f"releases/{slug}/release.md": release.replace("2026-01-01", today).encode(),
        ".gitignore": b"/site/\n*.annotated.po\n",
    }
    for catalog in sorted((skeleton / "release").glob("*.po")):
        files[f"locales/{catalog.stem}/LC_MESSAGES/{slug}.po"] = catalog.read_bytes()
    for catalog in sorted(skeleton.glob("newsroom.*.po")):
        language = catalog.suffixes[0].removeprefix(".")
        files[f"locales/{language}/LC_MESSAGES/newsroom.po"] = catalog.read_bytes()
    for path, data in files.items():
        write_file(folder / path, data)
    sync_newsroom(folder, ())
    for path in files:
        click.echo(f"{folder / path}")
    click.echo(f"next: cd {folder} && publisher build", err=True)
    return 0
