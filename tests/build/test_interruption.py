"""A build that is stopped or killed leaves every file whole, and the next one mends the rest."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from world import PACKAGE, Newsroom, read_tree, sabotage

KILLED = """
import os
from pathlib import Path

act, left = Path.{act}, [{count}]

def act_or_die(self, *arguments, **how):
    left[0] -= 1
    if left[0] < 0:
        os._exit(9)
    return act(self, *arguments, **how)

Path.{act} = act_or_die
"""
"""Kills a process when it is about to replace or remove a file, after doing so `count` times."""


@pytest.mark.parametrize(
    ("act", "count"), [("replace", 0), ("replace", 2), ("replace", 4), ("unlink", 0)]
)
def test_killed_at_any_point(
    act: str, count: int, built_minimal_copy: Newsroom, tmp_path: Path
) -> None:
    """Each file is the old one or the new one; another build gives the new site, without scraps."""
    newsroom = built_minimal_copy
    newsroom.edit("releases/*/release.md", "no more", "quixotic zebras")
    old = read_tree(newsroom.site)
    whole = newsroom.copy(tmp_path / "whole")
    whole.build()
    new = read_tree(whole.site)
    env = sabotage(tmp_path / "killer", KILLED.format(act=act, count=count))
    assert newsroom.run("build", "--jobs", 1, env=env).code == 9
    between = read_tree(newsroom.site)
    scraps = [path for path in between if path.startswith(".")]
    for path, data in between.items():
        assert path in scraps or data in (old.get(path), new.get(path))
    newsroom.build()
    assert read_tree(newsroom.site) == new


@pytest.mark.parametrize("delay", [0.4, 2.0])
def test_stopped_from_the_keyboard(delay: float, built_full_copy: Newsroom) -> None:
    """Ctrl-C, which a terminal sends to every worker too, ends a build with one word, exit code
    130 and no traceback; every file stays whole."""
    cache = built_full_copy.cache
    process = subprocess.Popen(
        [sys.executable, "-m", "publisher", "build", "--jobs", "2"],
        cwd=built_full_copy.folder,
        env={**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PUBLISHER_CACHE": str(cache)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    before = read_tree(built_full_copy.site)
    time.sleep(delay)
    os.killpg(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=120)
    assert (process.returncode, stdout) == (130, "")
    assert stderr.splitlines()[-1] == "stopped"
    assert "Traceback" not in stderr
    assert read_tree(built_full_copy.site) == before
