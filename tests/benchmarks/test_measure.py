"""Benchmarks measure what they say: peaks, exponents, and goals.

In: small commands whose cost is known. Out: what `benchmarks/measure.py` and `scale.py` say.
"""

import sys

import pytest

MEBIBYTES = 60
ALLOCATE = f"data = bytearray({MEBIBYTES} << 20); import time; time.sleep(0.3)"


def run_python(measure, code):
    """What a Python that runs `code` costs."""
    return measure.run([sys.executable, "-c", code])


@pytest.fixture(scope="module")
def measure(load_benchmark):
    """How benchmarks measure."""
    return load_benchmark("measure")


def test_memory_of_a_worker_is_told_apart_from_that_of_the_main_process(measure):
    """What a child holds counts as its own, and what the main process holds too."""
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {ALLOCATE!r}])"
    below, above = run_python(measure, child), run_python(measure, ALLOCATE)
    assert above.main > MEBIBYTES > below.main
    assert below.worker > MEBIBYTES > above.worker
    assert below.seconds >= 0.3


def test_processor_time_counts_children(measure):
    """A command is charged with what its children computed."""
    work = "sum(range(10_000_000))"
    child = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {work!r}])"
    assert run_python(measure, child).processor > run_python(measure, "pass").processor


def test_processor_time_counts_children_that_nobody_waits_for(measure):
    """A worker that outlives its use and is killed has been at work all the same."""
    worker = "while True: sum(range(1000))"
    main = f"""
import os, subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", {worker!r}])
time.sleep(1)
child.kill()
os._exit(0)
"""
    idle, busy = run_python(measure, "pass"), run_python(measure, main)
    assert busy.processor > idle.processor + 0.1


def test_a_command_that_fails_ends_the_benchmark(measure):
    """No table is printed of what did not work; the reader sees what the command said."""
    with pytest.raises(SystemExit, match="alas"):
        run_python(measure, "raise SystemExit('alas')")


@pytest.mark.parametrize("exponent", [0.5, 1, 2])
def test_the_exponent_of_growth_is_that_of_a_power(load_benchmark, exponent):
    """Times that grow by a power of the size have its exponent."""
    sizes = [10, 100, 1000]
    times = [3 * size**exponent for size in sizes]
    assert load_benchmark("scale").fit_exponent(sizes, times) == pytest.approx(exponent)


def test_tables_are_markdown(measure):
    """A table has a line for its head, one that aligns, and one for each row."""
    table = measure.show_table(("who", "s"), [("publisher", 1)])
    assert table == "| who | s |\n| --- | ---: |\n| publisher | 1 |"
