"""Options that several commands have."""

import click

from publisher.cli.complete import complete_languages

only_languages = click.option(
    "-l",
    "--language",
    "languages",
    multiple=True,
    metavar="LANG",
    help="Only this language.",
    shell_complete=complete_languages,
)
"""The languages that a command keeps to."""
