"""What was loaded before, given again while the files it came from are unchanged.

In: a loading function and its arguments. Out: its result, from memory where every file that it
read is as it was. One process that builds again and again reads only what somebody changed.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from publisher.load.reads import Read, note_reads, recording, refresh_reads

P = ParamSpec("P")
R = TypeVar("R")


class Recall:
    """The memory of one process. The paths and strings among the arguments of a function are the
    place that a result is kept under: one result each."""

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], tuple[tuple[Any, ...], list[Read], Any]] = {}

    def __call__(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """`function(*args)`, which must depend on its arguments and on what it reads alone."""
        assert not kwargs
        place = (function, *(value for value in args if isinstance(value, Path | str)))
        known = self._known.get(place)
        if known is not None:
            before, reads, result = known
            fresh = refresh_reads(reads) if before == args else None
            if fresh is not None:
                self._known[place] = (args, fresh, result)
                note_reads(fresh)
                return result  # type: ignore[no-any-return]  # of this very function
        with recording() as reads_by_path:
            value = function(*args, **kwargs)
        self._known[place] = (args, list(reads_by_path.values()), value)
        return value


PROCESS = Recall()
"""What this process has loaded so far."""
