"""publisher preview."""

import click

from publisher.cli.folder import newsroom_folder, now
from publisher.model.errors import ConfigError
from publisher.model.finding import Finding

LOCAL = ("127.0.0.1", "localhost")
PORT = 8765


@click.command("preview")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    metavar="N",
    help="Where it listens; 0: any port that is free. A port that is taken is exit code 3. "
    f"Default: {PORT}.",
)
@click.option(
    "--host",
    default=LOCAL[0],
    metavar="HOST",
    help="Who can reach it. Default: this machine alone, 127.0.0.1.",
)
@click.option(
    "--allow-network", is_flag=True, help="With --host: let other machines in, without a password."
)
@click.option(
    "--no-open", is_flag=True, help="Do not open the browser. The address is printed in any case."
)
@click.pass_context
def command(
    context: click.Context, port: int, host: str, allow_network: bool, no_open: bool
) -> int:
    """Show the newsroom in the browser, as it will be published.

    Every save shows at once. Ctrl-C ends it.

    Example: publisher preview
    """
    folder = newsroom_folder(context)
    if host not in LOCAL and not allow_network:
        raise ConfigError(
            Finding(
                id="usage/network",
                message=f"--host {host} would let other machines read and change this newsroom",
                hint="add --allow-network if that is meant; nothing asks them for a password",
            )
        )
    from publisher.build.resources import use_bundled_fonts

    use_bundled_fonts()
    from publisher.preview.serve import serve_preview

    def ready(address: str) -> None:
        click.echo(address)
        click.echo("Ctrl-C ends the preview", err=True)
        if not no_open:
            import webbrowser

            webbrowser.open(address)

    serve_preview(folder, host, port, now, ready, network=host not in LOCAL)
    return 0
