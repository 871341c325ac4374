"""The `publisher` command.

Exit codes: 0 clean · 1 findings at or above the threshold · 2 usage or configuration ·
3 environment (disk, fonts, libraries) · 4 our own fault · 130 and 143 stopped, by Ctrl-C or by
SIGTERM. Commands are loaded when they are called, so that help and version cost nothing.
"""

import importlib
import io
import os
import signal
import sys
from pathlib import Path
from typing import NoReturn

import click

from publisher import __version__
from publisher.cli.report import report_crash, report_error, report_usage
from publisher.model.errors import PublisherError

COMMANDS = {
    "build": "Build the site: web page, PDF and plain text of every edition.",
    "cache": "Look after what earlier builds made.",
    "check": "Report every finding, with file and line.",
    "completion": "Print what makes a shell complete commands and releases.",
    "doctor": "Say whether this machine has all that publisher needs.",
    "explain": "Say why a check exists, with an example.",
    "import": "Make a release of a draft: a Word file, a page or Markdown.",
    "init": "Make a new newsroom, ready to build.",
    "intake": "Take in catalogues that translators sent back.",
    "kit": "Pack all that a translator needs into one file.",
    "mail": "Write an e-mail for each edition, for you to send.",
    "memory": "Take earlier translations into the newsroom, and out of it.",
    "new": "Make a release's skeleton.",
    "preview": "Show the newsroom in the browser, as it will be published.",
    "proof": "Show an edition beside its original, message by message.",
    "status": "Show what is translated, release by language.",
    "sync": "Bring pots and catalogues up to date with the sources.",
}


class LazyGroup(click.Group):
    """A group whose commands live in modules of their names."""

    def list_commands(self, context: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command = importlib.import_module(f"publisher.cli.{name}").command
        assert isinstance(command, click.Command)
        return command

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except BrokenPipeError:
            # Whoever read has gone, such as `head`; Python must not trip over it on its way out.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.option(
    "--newsroom",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="The newsroom's folder. Default: the nearest one upward with publisher.toml.",
)
@click.version_option(__version__, prog_name="publisher")
@click.pass_context
def group(context: click.Context, folder: Path | None) -> int:
    """Publish one text in many languages, as web page, PDF and plain text.

    Without a command it says what to do next in this folder.

    Example: publisher build
    """
    context.obj = folder
    if context.invoked_subcommand is None:
        from publisher.cli.guide import say_next_step

        say_next_step(context)
    return 0


def main() -> None:
    """Run the command line; every way out of it has an exit code of our own."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # some terminals know no Khmer
    stopped = 128 + signal.SIGINT

    def stop(number: int, _: object) -> NoReturn:
        nonlocal stopped
        stopped = 128 + number
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    try:
        code = group(prog_name="publisher", standalone_mode=False)
    except PublisherError as error:
        code = report_error(error, as_json="--json" in sys.argv)
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        code = stopped
    except click.ClickException as error:
        code = report_usage(error)
    except Exception as error:  # noqa: BLE001  # the last resort: exit 4, no traceback
        code = report_crash(error)
    sys.exit(code if isinstance(code, int) else 0)
