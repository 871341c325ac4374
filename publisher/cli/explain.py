"""publisher explain."""

import click

from publisher.load.files import suggest
from publisher.model.errors import ConfigError
from publisher.model.finding import Finding


@click.command("explain")
@click.argument("check_id", metavar="CHECK-ID")
def command(check_id: str) -> int:
    """Say why a check exists, with an example.

    Example: publisher explain message/glyph-coverage
    """
    from publisher.checks.runner import REGISTRY

    check = REGISTRY.find(check_id)
    if check is None:
        raise ConfigError(
            Finding(
                id="usage/unknown-check",
                message=f"there is no check {check_id!r}",
                hint=suggest(check_id, [check.id for check in REGISTRY.checks]),
            )
        )
    click.echo(f"{check.id}: {check.title}\n\n{check.rationale}\n")
    click.echo(f"Found in:\n    {check.bad}\n\nRight:\n    {check.good}")
    return 0
