"""How a build tells what it is doing: a call for each step, with what is done and what there is."""

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""Told what is being done, in a few words, and how many of how many editions are done; none of
none where there is no telling."""


def silent(step: str, done: int, total: int) -> None:
    """Nobody is listening."""
