"""kill -9, at every step and at any moment: the site stays whole, and the next build mends it."""

import itertools
import os
import random
import signal
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from scenes import STATES, Scene, take_turns

Record = Callable[[str, int], None]
STEPS = {
    "replace": [(Path, "replace")],
    "remove": [(Path, "unlink"), (Path, "rmdir"), (os, "unlink"), (os, "rmdir")],
    "mkdir": [(Path, "mkdir")],
    "sync": [(os, "fsync")],
    "write": [(Path, "open"), (Path, "write_bytes")],
}
"""The calls by which a build changes anything on disk, in groups."""


def watch_steps(step: str, look: Callable[[], object]) -> None:
    """Have this process take a look whenever it is about to take a step."""

    def watch(act: Callable[..., object]) -> Callable[..., object]:
        def look_and_act(*arguments: object, **how: object) -> object:
            look()
            return act(*arguments, **how)

        return look_and_act

    for owner, name in STEPS[step]:
        setattr(owner, name, watch(getattr(owner, name)))


def kill_at(step: str, count: int) -> None:
    """Kill this process when it is about to take a step, after it has taken `count` such."""
    left = [count]

    def look() -> None:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)

    watch_steps(step, look)


def count_steps(step: str, tally: Path) -> None:
    """Write a byte for each step that this process takes."""
    handle = os.open(tally, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o644)
    watch_steps(step, lambda: os.write(handle, b"."))


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("state", STATES)
def test_killed_at_every_step(state: str, step: str, scene: Scene, record: Record) -> None:
    """Before whichever step a build is killed, no link leads nowhere, and the next build gives the
    site of a clean one."""
    (other,) = set(STATES) - {state}
    tally = scene.folder / "tally"
    scene.reset(other)
    scene.enter(state)
    assert scene.build(partial(count_steps, step, tally)) == 0, scene.told
    steps = tally.stat().st_size
    assert steps > 3
    tried = 0
    for count in take_turns(range(steps), seconds=8):
        scene.reset(other)
        scene.enter(state)
        assert scene.build(partial(kill_at, step, count)) == -signal.SIGKILL, scene.told
        scene.check_whole()
        scene.check_mended(state)
        tried += 1
    record(f"kill -9 before a {step}, of which there are {steps}, to the state {state}", tried)


@pytest.mark.parametrize("warm", [True, False])
def test_killed_at_any_moment(warm: bool, scene: Scene, record: Record) -> None:
    """The same at moments that nobody chose, rendering included; several kills may follow upon
    each other before a build comes through."""
    chance = random.Random(4711)
    scene.reset("before", warm=warm)
    scene.enter("after")
    start = time.monotonic()
    assert scene.build() == 0
    whole = time.monotonic() - start
    killed = 0
    for number in take_turns(range(24 if warm else 8), seconds=12):
        state = STATES[number % 2]
        if not warm:
            scene.reset(STATES[(number + 1) % 2], warm=False)
        scene.enter(state)
        for _ in range(chance.randint(1, 3)):
            build = scene.begin()
            time.sleep(chance.uniform(0, whole))
            os.kill(build.process, signal.SIGKILL)
            killed += build.wait() == -signal.SIGKILL
            scene.check_whole()
        scene.check_mended(state)
    assert killed > 0
    record(f"kill -9 at random, with {'a warm' if warm else 'no'} cache", killed)


def test_killed_while_it_mends(scene: Scene, record: Record) -> None:
    """A build that mends what a killed one left may be killed as well, and the sources changed
    back in between: nothing is forgotten."""
    times = 0
    points = itertools.product((3, 12, 25), (0, 1, 2, 5, 15), ("replace", "remove"))
    for first, second, step in take_turns(points, seconds=12):
        scene.reset("before")
        scene.enter("after")
        scene.build(partial(kill_at, "replace", first))
        scene.enter("before")
        scene.build(partial(kill_at, step, second))
        scene.check_whole()
        scene.check_mended("before")
        times += 2
    record("kill -9, and again while the next build mends it", times)
