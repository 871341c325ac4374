"""One edition of two pages: this project beside WeasyPrint, Chromium and Typst, and where its time
goes.

In: a release of the repository, cut to two pages in Burmese and in Khmer. Out: tables. In every
round each contender makes a PDF of the same text, which nobody has seen before: the words of the
paragraphs, in another order each time, and without some of them.

- this project: from the page's HTML, PDF/A-3a and PDF/UA-1, read back and compared; and from the
  edition's texts, composing and line breaks included;
- WeasyPrint, as it comes, PDF/A-3a: warm, called from Python, and by its command line;
- Chromium, started once, from the same HTML, tagged;
- Typst, warm, PDF/A-3a and PDF/UA-1: the same text, faces, sizes and page.

Each has a process of its own, which waits while the others work. The peers are given the faces
whole. The floor is what no tool can do without: HarfBuzz shapes the text once with the untouched
faces and cuts these to what it drew.

A long module, because it is one measurement, from the stages of a build to the table that
tells.

    python benchmarks/edition.py [--rounds N] [--without PEER]…
"""

import argparse
import datetime as dt
import io
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from measure import describe_machine, processor_seconds, show_goal, show_table
from printers import (
    BLOCKS,
    Subject,
    chromium,
    compose,
    make_typst,
    print_by_command,
    print_plain,
    shape_and_cut,
    slug_of,
    typst_source,
    write_newsroom,
    write_page,
)

ROOT = Path(__file__).resolve().parent.parent
NAMES = {"my": "Burmese", "km": "Khmer"}
ROUNDS = 25
WARM_UP = 3
COLD_ROUNDS = 5
COMMAND_EVERY = 5
"""The command line takes as long as all others together: it runs in one round of so many."""
OURS = {
    "ours": "this project",
    "texts": "this project, from the texts",
    "stages": "this project by stages",
    "floor": "the floor",
}
PEERS = {
    "plain": "WeasyPrint, warm",
    "command": "WeasyPrint, command line",
    "chromium": "Chromium, warm",
    "typst": "Typst, warm",
}
GOALS = (
    ("typst", 0.8, "0.8 ×"),
    ("chromium", 1 / 3, "a third"),
    ("command", 1 / 12, "a twelfth"),
    ("plain", 1.1, "1.1 ×"),
)
STAGES = ("load", "translate", "breaks", "compose", "faces", "layout", "draw", "inspect")


# Where the time goes


class Stopwatch:
    """Milliseconds by stage; a stage that contains another does not count its time."""

    def __init__(self) -> None:
        self.spent: dict[str, float] = defaultdict(float)
        self.inner = [0.0]

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """What is done in here belongs to a stage."""
        start = time.perf_counter()
        self.inner.append(0.0)
        try:
            yield
        finally:
            took = 1000 * (time.perf_counter() - start)
            self.spent[name] += took - self.inner.pop()
            self.inner[-1] += took

    def watch(self, owner: Any, name: str, stage: str) -> Callable[[], None]:
        """Count calls of a function to a stage; what takes that back."""
        function = getattr(owner, name)

        def watched(*arguments: Any, **options: Any) -> Any:
            with self.stage(stage):
                return function(*arguments, **options)

        setattr(owner, name, watched)
        return lambda: setattr(owner, name, function)


def time_stages(subject: Subject, folder: Path, seed: int) -> dict[str, float]:
    """Milliseconds of one edition by stage: its release and catalogues read anew, and the rest as
    in any warm process."""
    from publisher.build.checking import Checker
    from publisher.build.loading import load_ground, load_set
    from publisher.build.recall import Recall

    watch = Stopwatch()
    ground = load_ground(folder)
    checker = Checker(ground)
    slug = slug_of(subject.language.tag)
    with watch.stage("load"):
        part = load_set(ground, slug, [slug], Recall())
    checker.messages(part.releases[0].kind)
    with watch.stage("translate"):
        checker.make_editions(part, dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    task = subject.vary(seed)
    with watch_stages(watch):
        with watch.stage("compose"):
            page = compose(task)
        with watch.stage("draw"):
            subject.print(task, page)
    return dict(watch.spent)


@contextmanager
def watch_stages(watch: Stopwatch) -> Iterator[None]:
    """Tell the stages from breaks to inspect apart."""
    from publisher.build import task as tasks
    from publisher.compose import page as pages
    from publisher.render import engine, inspect, pdf

    library = engine.weasyprint()
    places = [
        (pages, "insert_breaks", "breaks"),
        (pdf, "make_faces", "faces"),
        (pdf, "add_faces", "faces"),
        (pdf, "new_fonts", "faces"),
        (pdf, "read_page", "layout"),
        (library.HTML, "render", "layout"),
        (tasks, "check_text", "inspect"),
        (inspect, "read_pages", "inspect"),
    ]
    undo = [watch.watch(*place) for place in places]
    try:
        yield
    finally:
        for back in reversed(undo):
            back()


def measure_cold(language: str, folder: Path) -> None:
    """Print what the first edition of this process costs, as JSON: milliseconds by stage."""
    watch = Stopwatch()
    with watch.stage("import, load, translate"):
        from publisher.build.resources import use_bundled_fonts

        use_bundled_fonts()
        subject = Subject(folder, language)
    with watch.stage("import WeasyPrint"):
        from publisher.render.engine import weasyprint

        weasyprint()
    with watch_stages(watch):
        with watch.stage("compose"):
            page = compose(subject.task)
        with watch.stage("draw"):
            subject.print(subject.task, page)
    print(json.dumps(watch.spent))


def run_cold(folder: Path, language: str) -> dict[str, float]:
    """What the first edition of a process costs, from the start of Python to the last byte."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, __file__, "--cold", language, str(folder)],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.environ.get("PYTHONPATH", str(ROOT))},
    )
    total = 1000 * (time.perf_counter() - start)
    return {**json.loads(done.stdout), "in all": total}


# Each in a process of its own


class Servant:
    """A contender in a process of its own: told a language and a seed, it makes the PDF of that
    text, and tells the milliseconds by the clock and of the processor."""

    def __init__(self, name: str, folder: Path, stack: ExitStack) -> None:
        self.name = name
        self.folder = folder
        self.subjects = {language: Subject(folder, language) for language in BLOCKS}
        self.place = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        if name == "typst":
            library = {k: v for s in self.subjects.values() for k, v in s.library.items()}
            self.compiler = make_typst(self.place, library)
        if name == "chromium":
            self.browser = stack.enter_context(chromium())

    def serve(self, language: str, seed: int, target: Path) -> dict[str, Any]:
        """Make one PDF; what that took."""
        subject = self.subjects[language]
        if self.name == "stages":
            return time_stages(subject, self.folder, seed)
        task = subject.vary(seed)
        work = self.prepare(subject, task)
        wall, own, others = time.perf_counter(), time.process_time(), processor_seconds()
        data = work()
        spent = {
            "wall": 1000 * (time.perf_counter() - wall),
            "processor": 1000 * (time.process_time() - own + processor_seconds() - others),
        }
        target.write_bytes(data)
        return spent

    def prepare(self, subject: Subject, task: Any) -> Callable[[], bytes]:
        """What is to be measured."""
        if self.name == "texts":
            return lambda: subject.print(task, compose(task))
        page = compose(task)
        if self.name == "ours":
            return lambda: subject.print(task, page)
        if self.name == "floor":
            return lambda: shape_and_cut(page, subject.library)
        if self.name == "typst":
            source = typst_source(page, subject.language).encode()
            standards = ["a-3a", "ua-1"]
            return lambda: self.compiler.compile(
                input=source, format="pdf", pdf_standards=standards
            )
        path = write_page(page, subject.library, self.place)
        printer = {"plain": print_plain, "command": print_by_command}.get(self.name)
        return lambda: (printer or self.browser)(path)


def serve(name: str, folder: Path) -> None:
    """Do what is asked for, line by line, and answer in JSON."""
    with ExitStack() as stack:
        servant = Servant(name, folder, stack)
        print("{}", flush=True)
        for line in sys.stdin:
            language, seed, target = line.split()
            print(json.dumps(servant.serve(language, int(seed), Path(target))), flush=True)


class Contender:
    """A servant from outside, and what it took, by language."""

    def __init__(self, name: str, title: str, folder: Path, every: int = 1) -> None:
        self.name = name
        self.title = title
        self.every = every
        self.folder = folder
        self.spent: dict[str, list[dict[str, float]]] = defaultdict(list)
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--serve", name, str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.environ.get("PYTHONPATH", str(ROOT))},
        )
        self.answer()

    def answer(self) -> Any:
        """What the servant says next."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.title} ended")
        return json.loads(line)

    def run(self, language: str, seed: int) -> None:
        """Have one made."""
        assert self.process.stdin is not None
        print(language, seed, self.path(language), file=self.process.stdin, flush=True)
        self.spent[language].append(self.answer())

    def path(self, language: str) -> Path:
        """Where the last PDF is."""
        return self.folder.parent / f"{self.name}.{language}.pdf"

    def data(self, language: str) -> bytes:
        """The last PDF."""
        return self.path(language).read_bytes()

    def list(self, language: str, what: str) -> list[float]:
        """All figures of one kind."""
        return [spent.get(what, 0) for spent in self.spent[language]]

    def median(self, language: str, what: str = "wall") -> float:
        """The median of them."""
        return statistics.median(self.list(language, what))

    def close(self) -> None:
        """Let the servant go."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait(timeout=60)


# The tables


def main() -> None:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--without", action="append", default=[], choices=[*PEERS])
    parser.add_argument("--serve", nargs=2, metavar=("NAME", "NEWSROOM"), help=argparse.SUPPRESS)
    parser.add_argument("--cold", nargs=2, metavar=("LANGUAGE", "NEWSROOM"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    if options.cold:
        measure_cold(options.cold[0], Path(options.cold[1]))
        return
    from publisher.build.resources import use_bundled_fonts

    use_bundled_fonts()
    if options.serve:
        serve(options.serve[0], Path(options.serve[1]))
        return
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name, "newsroom")
        folder.mkdir()
        write_newsroom(folder)
        titles = {**OURS, **{k: v for k, v in PEERS.items() if k not in options.without}}
        contenders = {}
        for each, title in titles.items():
            every = COMMAND_EVERY if each == "command" else 1
            contenders[each] = Contender(each, title, folder, every)
            stack.callback(contenders[each].close)
        measure(list(contenders.values()), options.rounds)
        show(contenders, folder)


def measure(contenders: list[Contender], rounds: int) -> None:
    """Have all contenders make one after the other, each time another begins."""
    for number in range(WARM_UP + rounds):
        if number == WARM_UP:
            for contender in contenders:
                contender.spent.clear()
        turn = number % len(contenders)
        for contender in [*contenders[turn:], *contenders[:turn]]:
            if number >= WARM_UP and (number - WARM_UP) % contender.every:
                continue
            for place, language in enumerate(BLOCKS):
                contender.run(language, number * len(BLOCKS) + place)


def show(contenders: Mapping[str, Contender], folder: Path) -> None:
    """Print what was measured."""
    import pypdfium2

    ours = contenders["ours"]
    rows = []
    for name, contender in contenders.items():
        for language in BLOCKS if name not in {"floor", "stages"} else ():
            data = contender.data(language)
            with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
                pages = len(document)
            processor = contender.median(language, "processor")
            time_ = contender.median(language)
            rows.append(
                [
                    contender.title,
                    NAMES[language],
                    f"{time_:.0f}",
                    f"{min(contender.list(language, 'wall')):.0f}",
                    "" if name == "chromium" else f"{processor:.0f}",
                    f"{time_ / ours.median(language):.2f}",
                    pages,
                    f"{len(data) / 1024:.1f}",
                ]
            )
    print(describe_machine() + "\n")
    head = ["who", "text", "ms", "least", "processor", "× ours", "pages", "KB"]
    print(show_table(head, rows, texts=2) + "\n")
    for name, goal, said in GOALS:
        for language in BLOCKS if name in contenders else ():
            peer = contenders[name]
            share = ours.median(language) / peer.median(language)
            of_least = min(ours.list(language, "wall")) / min(peer.list(language, "wall"))
            what = f"time beside {peer.title}, {NAMES[language]}"
            value = f"{share:.2f} × ({of_least:.2f} × of the least)"
            print(show_goal(what, value, said, share <= goal))
    for language in BLOCKS if "chromium" in contenders else ():
        share = len(ours.data(language)) / len(contenders["chromium"].data(language))
        what = f"size beside Chromium's, {NAMES[language]}"
        print(show_goal(what, f"{share:.2f} ×", "half", share <= 0.5))
    print("\nWhere the time goes, warm, in milliseconds (medians):\n")
    rows = []
    for language in BLOCKS:
        figures = [contenders["stages"].median(language, stage) for stage in STAGES]
        figures += [sum(figures), contenders["floor"].median(language)]
        rows.append([NAMES[language], *[f"{figure:.1f}" for figure in figures]])
    print(show_table(["", *STAGES, "in all", "floor"], rows) + "\n")
    print("The first edition of a process, in milliseconds (medians):\n")
    columns = ["import, load, translate", "import WeasyPrint", *STAGES[2:], "in all"]
    rows = []
    for language in BLOCKS:
        runs = [run_cold(folder, language) for _ in range(COLD_ROUNDS)]
        medians = [statistics.median(each.get(name, 0) for each in runs) for name in columns]
        rows.append([NAMES[language], *[f"{median:.0f}" for median in medians]])
    print(show_table(["", *columns], rows))


if __name__ == "__main__":
    main()
