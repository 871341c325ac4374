"""publisher completion."""

import click

SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(context: click.Context, shell: str) -> int:
    """Print what makes a shell complete commands and releases.

    It completes options, languages and ids of findings, too.

    Example: publisher completion bash >> ~/.bashrc
    """
    from click.shell_completion import get_completion_class

    completion = get_completion_class(shell)
    assert completion is not None
    # The name of the variable is the one that click looks for when `publisher` runs.
    script = completion(context.find_root().command, {}, "publisher", "_PUBLISHER_COMPLETE")
    click.echo(script.source())
    return 0
