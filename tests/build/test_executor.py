"""build.executor: any number of workers, and what becomes of those that fail."""

import os
import time

import pytest

from publisher.build.executor import TaskFailure, run_all
from publisher.build.request import Limits

ROOMY = Limits(seconds=60, memory=8_000_000_000)


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


def double_or_hang(number: int) -> int:
    """A task that never ends for one number."""
    while number == 3:
        time.sleep(0.01)
    return 2 * number


def double_or_swell(number: int) -> int:
    """A task that asks for too much memory for one number."""
    if number == 3:
        bytearray(4_000_000_000)
    return 2 * number


@pytest.mark.parametrize("jobs", [1, 2])
def test_every_task_has_its_result(jobs: int) -> None:
    """Whatever is ready first, each result comes with the number of its task."""
    results = dict(run_all(double, range(6), jobs, ROOMY))
    assert results == {0: 0, 1: 2, 2: 4, 3: 6, 4: 8, 5: 10}
    assert list(run_all(double, [], jobs, ROOMY)) == []


@pytest.mark.parametrize(
    ("task", "jobs", "limits", "reason"),
    [
        (double_or_fail, 1, ROOMY, "crash"),
        (double_or_fail, 2, ROOMY, "crash"),
        (double_or_die, 2, ROOMY, "death"),
        (double_or_hang, 1, Limits(seconds=0.5), "time"),
        (double_or_hang, 2, Limits(seconds=2), "time"),
        (double_or_swell, 2, Limits(seconds=60, memory=3_000_000_000), "memory"),
    ],
)
def test_one_that_fails_fails_alone(task, jobs: int, limits: Limits, reason: str) -> None:
    """A task that raises, dies, hangs or swells costs its own result and no other."""
    results = dict(run_all(task, range(6), jobs, limits))
    failure = results.pop(3)
    assert isinstance(failure, TaskFailure)
    assert failure.reason == reason
    assert results == {0: 0, 1: 2, 2: 4, 4: 8, 5: 10}


def test_tasks_are_got_ready_one_by_one() -> None:
    """The tasks of a long build are never all in memory: few are made before they are needed."""
    made = 0

    def tasks():
        nonlocal made
        for number in range(40):
            made += 1
            yield number

    results = run_all(double_or_fail, tasks(), 2, ROOMY)
    next(results)
    assert made <= 8
    results.close()


def test_whoever_stops_listening_is_not_kept_waiting() -> None:
    """Tasks that nobody asks for any more are not begun, and workers end."""
    start = time.monotonic()
    results = run_all(time.sleep, [0.01, *[1.0] * 60], 2, ROOMY)
    assert next(results) == (0, None)
    results.close()
    assert time.monotonic() - start < 20
