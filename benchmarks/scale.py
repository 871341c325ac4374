"""What a build costs as a newsroom grows.

In: newsrooms by `generate.py`. Out: a table: a cold build (no site, no cache, two workers) in
seconds and MiB, a build where nothing changed beside `python -c "import click"`, and a build after
one msgstr changed; then the exponent of growth, what a worker's memory grows by, and two workers
beside one, with what the machine allows: two builds that share nothing beside one. All through the
command line, each time in a fresh process; the machine's own file cache is warm.

    python benchmarks/scale.py [--full] [--sizes N…] [--declaration DIR]
"""

import argparse
import json
import math
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from generate import DECLARATION, LANGUAGES, catalog_path, generate_newsroom
from measure import (
    Run,
    describe_machine,
    environment,
    publisher,
    run,
    run_briefly,
    show_goal,
    show_table,
)

SIZES = (10, 100, 200)
"""Releases; the goal of a build where nothing changed speaks of 200."""
FULL = 1000
ALONE = 100
"""Two workers are measured beside one at the greatest size up to this."""
SEED = 4
ROUNDS = 7
"""How often what is over in a moment is measured; the median counts."""
MOMENT = 3
"""Seconds: what takes longer is measured twice."""
CLICK = [sys.executable, "-c", "import click"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Growth:
    """What a newsroom of one size costs; `nothing`, `click` and `edit` are seconds, and so is
    `apart`: what two newsrooms take at the same time, with a worker each."""

    releases: int
    cold: Run
    alone: Run | None
    apart: float | None
    nothing: float
    click: float
    edit: float

    @property
    def editions(self) -> int:
        """How many editions there are."""
        return self.releases * len(LANGUAGES)


class Bench:
    """A newsroom in a folder of its own, with its site and its cache."""

    def __init__(self, folder: Path, releases: int, declaration: Path) -> None:
        self.newsroom, self.cache = folder / "newsroom", folder / "cache"
        self.env = environment(self.cache)
        self.slugs = generate_newsroom(self.newsroom, releases, SEED, declaration)
        self.run("sync")

    def run(self, *arguments: object) -> Run:
        """Run a command in the newsroom."""
        return run(publisher("--newsroom", self.newsroom, *arguments), self.env)

    def build_cold(self, jobs: int) -> Run:
        """Build everything anew; all of it must come out."""
        for folder in (self.newsroom / "site", self.cache):
            shutil.rmtree(folder, ignore_errors=True)
        measured = self.run("build", "--jobs", jobs)
        manifest = json.loads((self.newsroom / "site" / "manifest.json").read_bytes())
        states = [artifact["state"] for artifact in manifest["artifacts"]]
        if states != ["published"] * (len(self.slugs) * len(LANGUAGES) * 3):
            sys.exit(f"{states.count('published')} of {len(states)} artifacts are published")
        return measured

    def build_nothing(self) -> tuple[float, float]:
        """The seconds of a build where nothing changed, and of importing click."""
        command = publisher("--newsroom", self.newsroom, "build", "--jobs", 2)
        builds, clicks = list[float](), list[float]()
        while is_open(builds):
            builds.append(run_briefly(command, self.env))
            clicks.append(run_briefly(CLICK, self.env))
        return statistics.median(builds), statistics.median(clicks)

    def build_edit(self) -> float:
        """The seconds of a build after the last msgstr of one catalogue changed."""
        path = catalog_path(self.newsroom, "my", self.slugs[len(self.slugs) // 2])
        times = list[float]()
        while is_open(times):
            kept, _, rest = path.read_text(encoding="utf-8").rpartition('"')
            path.write_text(f'{kept} MMN"{rest}', encoding="utf-8")
            times.append(self.run("build", "--jobs", 2).seconds)
        return statistics.median(times)


def build_apart(*benches: Bench) -> float:
    """The seconds of cold builds of several newsrooms at the same time, with one worker each."""
    start = time.perf_counter()
    with ThreadPoolExecutor(len(benches)) as threads:
        list(threads.map(lambda bench: bench.build_cold(1), benches))
    return time.perf_counter() - start


def is_open(times: Sequence[float]) -> bool:
    """Whether more times are wanted for a median."""
    return len(times) < 2 or (len(times) < ROUNDS and min(times) < MOMENT)


def fit_exponent(sizes: Sequence[float], times: Sequence[float]) -> float:
    """The exponent of growth: the slope of a straight line through the logarithms."""
    slope, _ = statistics.linear_regression([*map(math.log, sizes)], [*map(math.log, times)])
    return slope


def measure_size(releases: int, declaration: Path, *, alone: bool) -> Growth:
    """One size, also by one worker where `alone` says so."""
    with tempfile.TemporaryDirectory() as name, tempfile.TemporaryDirectory() as other:
        bench = Bench(Path(name), releases, declaration)
        by_one = apart = None
        if alone:
            by_one = bench.build_cold(1)
            apart = build_apart(bench, Bench(Path(other), releases, declaration))
        cold = bench.build_cold(2)
        nothing, click = bench.build_nothing()
        edit = bench.build_edit()
    return Growth(
        releases=releases,
        cold=cold,
        alone=by_one,
        apart=apart,
        nothing=nothing,
        click=click,
        edit=edit,
    )


def show_growth(growth: Growth) -> tuple[str, ...]:
    """A row of the table."""
    cold = growth.cold
    return (
        f"{growth.releases} × {len(LANGUAGES)}",
        f"{cold.seconds:.1f}",
        f"{cold.processor:.1f}",
        f"{1000 * cold.seconds / growth.editions:.0f}",
        f"{cold.main:.0f}",
        f"{cold.worker:.0f}",
        f"{growth.nothing:.3f}",
        f"{growth.nothing / growth.click:.1f}",
        f"{growth.edit:.2f}",
    )


def show_goals(rows: Sequence[Growth]) -> list[str]:
    """The exponents and the ratios beside their goals."""
    times = [row.cold.seconds for row in rows]
    sizes = [row.releases for row in rows]
    first, last = rows[0], rows[-1]
    goals = []
    if len(rows) > 1:
        whole = fit_exponent(sizes, times)
        end = fit_exponent(sizes[-2:], times[-2:])
        processor = fit_exponent(sizes, [row.cold.processor for row in rows])
        goals.append(
            show_goal(
                f"exponent of growth of a cold build, all sizes; from {sizes[-2]} to {sizes[-1]}; "
                "all sizes by processor time",
                f"{whole:.2f}; {end:.2f}; {processor:.2f}",
                "at most 1.05",
                max(whole, end, processor) <= 1.05,
            )
        )
        memory = last.cold.worker / first.cold.worker
        goals.append(
            show_goal(
                f"memory of a worker, {last.releases} releases beside {first.releases}",
                f"{memory:.2f} ×",
                "flat, at most 1.1 ×",
                memory <= 1.1,
            )
        )
    ratio = max(row.nothing / row.click for row in rows if row.releases <= SIZES[-1])
    goals.append(
        show_goal(
            f"nothing changed, up to {SIZES[-1]} releases, beside importing click",
            f"{ratio:.1f} ×",
            "at most 3 ×",
            ratio <= 3,
        )
    )
    for row in rows:
        if row.alone is not None:
            gain = row.alone.seconds / row.cold.seconds
            what = f"two workers beside one, {row.releases} releases, cold"
            goals.append(show_goal(what, f"{gain:.2f} ×", "at least 1.8 ×", gain >= 1.8))
            assert row.apart is not None
            allowed = 2 * row.alone.seconds / row.apart
            goals.append(
                f"- what the machine allows, two builds that share nothing: **{allowed:.2f} ×**"
            )
    return goals


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--full", action="store_true", help=f"{FULL} releases too")
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), metavar="N")
    parser.add_argument("--declaration", type=Path, default=DECLARATION)
    options = parser.parse_args()
    machine = describe_machine()
    sizes = sorted({*options.sizes, *([FULL] if options.full else [])})
    alone = max((size for size in sizes if size <= ALONE), default=sizes[0])
    rows = []
    for releases in sizes:
        rows.append(measure_size(releases, options.declaration, alone=releases == alone))
        print(*show_growth(rows[-1]), file=sys.stderr)
    print(f"## Cost against size\n\n{machine}\n")
    print(
        show_table(
            (
                "releases",
                "cold, s",
                "processor, s",
                "ms an edition",
                "main, MiB",
                "a worker, MiB",
                "nothing changed, s",
                "× import click",
                "one msgstr changed, s",
            ),
            map(show_growth, rows),
        )
    )
    print("\n" + "\n".join(show_goals(rows)))


if __name__ == "__main__":
    main()
