"""How a build shows what it is doing: a bar on a terminal, lines everywhere else."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

Progress = Callable[[str, int, int], None]


@contextmanager
def show_progress() -> Iterator[Progress]:
    """A function that is told each step, with how many of how many editions are done."""
    if not sys.stderr.isatty():
        yield print_step
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    with Bar(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
    ) as bar:
        task = bar.add_task("load", total=None)

        def step(name: str, done: int, total: int) -> None:
            bar.update(task, description=name, completed=done, total=total or None)

        yield step


def print_step(name: str, done: int, total: int) -> None:
    """A step as a line."""
    click.echo(f"{name}  {done}/{total}" if total else name, err=True)
