"""How benchmarks measure commands and print tables.

In: a command. Out: how long it took, the processor time of all its processes, and the peak memory
of its main process and of the largest that this one started. Linux only: peaks are read from
/proc (VmHWM, https://man7.org/linux/man-pages/man5/proc_pid_status.5.html), where they stand until
a process ends, so looking every few hundredths of a second misses little.
"""

import datetime as dt
import os
import platform
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOOK = 0.02
"""Seconds between two looks at the memory of a command's processes."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Run:
    """What a command cost: seconds, processor seconds, and peaks in MiB."""

    seconds: float
    processor: float
    main: float
    worker: float


def publisher(*arguments: object) -> list[str]:
    """The command line of `publisher`, by the Python that runs this."""
    return [sys.executable, "-m", "publisher", *map(str, arguments)]


def environment(cache: Path) -> dict[str, str]:
    """What commands run in: this checkout, fonts as the machine has them, and a cache folder."""
    own = ("FONTCONFIG_", "PUBLISHER_")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(own)}
    return kept | {"PYTHONPATH": kept.get("PYTHONPATH", str(ROOT)), "PUBLISHER_CACHE": str(cache)}


def run(command: Sequence[str], env: Mapping[str, str] | None = None) -> Run:
    """Run a command to its end; a failure ends the benchmark with what the command said."""
    before = processor_seconds()
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, env=env, stdout=output, stderr=subprocess.STDOUT)
        peaks: dict[int, int] = {}
        seen: dict[int, float] = {}
        while process.poll() is None:
            for pid in list_tree(process.pid):
                peaks[pid] = max(peaks.get(pid, 0), peak_memory(pid))
                seen[pid] = max(seen.get(pid, 0), own_seconds(pid))
            time.sleep(LOOK)
        seconds = time.perf_counter() - start
        if process.returncode:
            output.seek(0)
            said = output.read().decode(errors="replace")
            sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{said[-2000:]}")
    main = peaks.pop(process.pid, 0)
    return Run(
        seconds=seconds,
        # A process that nobody waited for is in no sum; one that was over at once was never seen.
        processor=max(processor_seconds() - before, sum(seen.values())),
        main=main / 1024,
        worker=max(peaks.values(), default=0) / 1024,
    )


def run_briefly(command: Sequence[str], env: Mapping[str, str]) -> float:
    """The seconds of a command that is over in a moment, measured without looking at memory."""
    start = time.perf_counter()
    subprocess.run(command, env=env, check=True, capture_output=True)
    return time.perf_counter() - start


def processor_seconds() -> float:
    """What all processes took that this one started and that have ended."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def own_seconds(pid: int) -> float:
    """What a process that runs took itself, without its children; nought where it has ended."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    # The name, in parentheses, may hold spaces; utime and stime are the 14th and 15th field.
    fields = status.rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def list_tree(pid: int) -> Iterator[int]:
    """A process and all that descend from it."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    except OSError:
        return
    for child in children:
        yield from list_tree(int(child))


def peak_memory(pid: int) -> int:
    """The peak resident memory of a process in KiB; nought where it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="ascii", errors="replace")
    except OSError:
        return 0
    found = re.search(r"^VmHWM:\s*(\d+)", status, re.MULTILINE)
    return int(found[1]) if found else 0


def describe_machine() -> str:
    """The machine, the moment, and how busy the machine is."""
    try:
        info = Path("/proc/cpuinfo").read_text(encoding="utf-8")
        name = next(iter(re.findall(r"^model name\s*: (.+)$", info, re.MULTILINE)), "")
    except OSError:
        name = ""
    now = dt.datetime.now(dt.UTC)
    return (
        f"{now:%Y-%m-%d %H:%M} UTC · {os.cpu_count()} cores of {name or platform.machine()} · "
        f"{platform.system()} {platform.release()} · Python {platform.python_version()} · "
        f"load {os.getloadavg()[0]:.1f}"
    )


def show_table(head: Sequence[str], rows: Iterable[Sequence[object]], texts: int = 1) -> str:
    """A Markdown table; so many columns of text stand left, the others, numbers, right."""
    lines = [head, ["---"] * texts + ["---:"] * (len(head) - texts), *rows]
    return "\n".join(f"| {' | '.join(map(str, line))} |" for line in lines)


def show_goal(what: str, value: str, goal: str, reached: bool) -> str:
    """A figure beside its goal."""
    return f"- {what}: **{value}** (goal: {goal}: {'reached' if reached else 'missed'})"
