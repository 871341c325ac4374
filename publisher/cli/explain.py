"""publisher explain."""

import difflib
import textwrap
from collections.abc import Collection

import click

from publisher.cli.complete import complete_ids
from publisher.model.errors import ConfigError
from publisher.model.finding import Finding


@click.command("explain")
@click.argument("check_id", metavar="CHECK-ID", shell_complete=complete_ids)
def command(check_id: str) -> int:
    """Say why a check exists, with an example.

    The id of a finding stands in brackets at its end.

    Example: publisher explain message/glyph-coverage
    """
    from publisher.build.resources import PACKAGE
    from publisher.checks.runner import REGISTRY
    from publisher.load.explanations import load_explanations

    explanations = load_explanations(PACKAGE / "checks" / "explanations.toml")
    text = REGISTRY.find(check_id) or explanations.get(check_id)
    if text is None:
        known = sorted({*explanations, *(check.id for check in REGISTRY.every)})
        raise ConfigError(
            Finding(
                id="usage/unknown-check",
                message=f"there is no check {check_id!r}",
                hint="near it: " + ", ".join(near_ids(check_id, known)),
            )
        )
    click.echo(f"{text.id}: {text.title}\n\n{text.rationale}\n")
    click.echo("Found in:\n" + textwrap.indent(text.bad, "    "))
    click.echo("\nRight:\n" + textwrap.indent(text.good, "    "))
    return 0


def near_ids(identifier: str, known: Collection[str]) -> list[str]:
    """Known ids that `identifier` may have meant: those that hold it or resemble it, else those
    of its group, else the groups."""
    holding = [name for name in known if identifier and identifier in name]
    near = holding or difflib.get_close_matches(identifier, known, n=5)
    group = identifier.partition("/")[0] + "/"
    return (
        near
        or [name for name in known if name.startswith(group)]
        or sorted({name.partition("/")[0] + "/" for name in known})
    )
