"""build.executor: any number of workers, and what becomes of those that fail."""

import os
import time

import pytest

from publisher.build.executor import run_all


def double(number: int) -> int:
    """A task that takes longer the earlier it stands."""
    time.sleep(0.02 * (6 - number))
    return 2 * number


def double_or_fail(number: int) -> int:
    """A task that fails for one number."""
    if number == 3:
        raise ValueError("three")
    return 2 * number


def double_or_die(number: int) -> int:
    """A task that takes its whole process down for one number."""
    if number == 3:
        os._exit(9)
    return 2 * number


@pytest.mark.parametrize("jobs", [1, 2])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    """Whatever is ready first, results stand in the order of the tasks."""
    assert list(run_all(double, range(6), jobs)) == [0, 2, 4, 6, 8, 10]
    assert list(run_all(double, [], jobs)) == []


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_that_fails_fails_alone(jobs: int) -> None:
    """An exception is the result of its task; all others have theirs."""
    results = list(run_all(double_or_fail, range(6), jobs))
    assert results[:3] + results[4:] == [0, 2, 4, 8, 10]
    assert isinstance(results[3], ValueError)


def test_one_that_dies_dies_alone() -> None:
    """A worker that dies, as when memory runs out, costs its own task and no other."""
    results = list(run_all(double_or_die, range(6), jobs=2))
    assert results[:3] + results[4:] == [0, 2, 4, 8, 10]
    assert isinstance(results[3], Exception)


def test_whoever_stops_listening_is_not_kept_waiting() -> None:
    """Tasks that nobody asks for any more are not begun."""
    start = time.monotonic()
    results = run_all(time.sleep, [0.01, *[1.0] * 60], jobs=2)
    assert next(results) is None
    results.close()
    assert time.monotonic() - start < 20
