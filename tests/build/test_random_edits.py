"""After any edits, in any order, with builds of parts and damage in between, the site is that of a
clean build, byte for byte.

`PUBLISHER_EDITS=50` tries so many sequences.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rebuilding import Bench
from world import NEWSROOMS, ROOT, Newsroom, read_tree

from publisher.model.finding import Severity

TRIES = int(os.environ.get("PUBLISHER_EDITS", "3"))
SEED = "2023-11-01-seed-training"
RICE = "2024-03-01-rice-dialogue"
KM = "locales/km/LC_MESSAGES"
SEED_MD, RICE_MD = f"releases/{SEED}/release.md", f"releases/{RICE}/release.md"
QUICK = ("html", "txt")

Record = Callable[[str, object], None]
Files = dict[str, bytes]
"""The sources of a newsroom, by path."""


def read_sources() -> Files:
    """The full newsroom, with two releases, in English and Khmer."""
    files = {
        path: data
        for path, data in read_tree(NEWSROOMS / "full").items()
        if "2024-02" not in path and "/my/" not in path
    }
    swap(files, "publisher.toml", '["en", "my", "km"]', '["en", "km"]')
    swap(files, RICE_MD, "languages: [en, my, km]", "languages: [en, km]")
    swap(files, RICE_MD, "    my: https://dhf.example/water/my\n", "")
    return files


def swap(files: Files, path: str, old: str, new: str) -> None:
    """Replace the one place where `old` stands in a file."""
    assert files[path].count(old.encode()) == 1, (path, old)
    files[path] = files[path].replace(old.encode(), new.encode())


def swaps(path: str, old: str, *new: str) -> Callable[[Files, int], None]:
    """An edit that puts one of `new` in the place of `old`."""
    return lambda files, choice: swap(files, path, old, new[choice % len(new)])


def comes(path: str, *contents: str) -> Callable[[Files, int], None]:
    """An edit that puts a file with one of `contents` there."""
    return lambda files, choice: files.update({path: contents[choice % len(contents)].encode()})


def default(name: str) -> str:
    """A file of the default theme."""
    return (ROOT / "templates" / name).read_text(encoding="utf-8")


def drop_release(files: Files, _: int) -> None:
    """Remove a release, but not its catalogues."""
    for path in [path for path in files if path.startswith(f"releases/{SEED}/")]:
        del files[path]


def change_picture(files: Files, choice: int) -> None:
    """Put something behind the end of a picture."""
    files[f"releases/{RICE}/images/levels.png"] += b"\0" * (choice + 1)


KM_TOML = (ROOT / "publisher" / "languages" / "km.toml").read_text(encoding="utf-8")
WORDS = (ROOT / "publisher" / "languages" / "words" / "km.txt").read_text(encoding="utf-8")
GLOSSARY = 'msgid ""\nmsgstr ""\n"Language: km\\n"\n\nmsgid "{}"\nmsgstr "{}"\n'

EDITS: dict[str, Callable[[Files, int], None]] = {
    "title": swaps(
        RICE_MD, "title: Rice growers of two deltas meet", "title: Growers meet", "title: They met"
    ),
    "heading": swaps(RICE_MD, "### Dates", "### Days", "### Further dates"),
    "remark": swaps(
        SEED_MD, "## Two", "<!-- a remark -->\n\n## Two", "<!-- translators: note -->\n\n## Two"
    ),
    "wrapping": swaps(
        SEED_MD, "learned how to keep", "learned\nhow to keep", "learned how\nto keep"
    ),
    "languages": swaps(SEED_MD, "languages: [en, km]", "languages: [en]"),
    "embargo": swaps(
        SEED_MD,
        "date: 2023-11\n",
        "date: 2023-11\nembargo: 2030-01-01T00:00+07:00\n",
        "date: 2023-11\nembargo: 2020-01-01T00:00+07:00\n",
    ),
    "release": drop_release,
    "translation": swaps(f"{KM}/{SEED}.po", 'msgstr "បាត់ដំបង"', 'msgstr "ខេត្តបាត់ដំបង"', 'msgstr ""'),
    "fuzzy": swaps(
        f"{KM}/{SEED}.po",
        'msgid "Two days of practice"',
        '#, fuzzy\nmsgid "Two days of practice"',
        '# a remark\nmsgid "Two days of practice"',
    ),
    "shared": swaps(f"{KM}/newsroom.po", 'msgstr "ទាញយក"', 'msgstr "ទាញយកឯកសារ"', 'msgstr ""'),
    "glossary": comes(
        f"{KM}/glossary.po", GLOSSARY.format("field", "វាលស្រែ"), GLOSSARY.format("seed", "គ្រាប់ពូជ")
    ),
    "colour": swaps("publisher.toml", "#7a2e1f", "#1f2e7a", "#2e7a1f"),
    "telephone": swaps("publisher.toml", "+855 23 000 001", "+855 23 000 002", "+855 23 000 003"),
    "screen style": comes(
        "templates/screen.css", default("screen.css") + "\n/* a */", "h1 { top: 0 }"
    ),
    "base style": comes("templates/base.css", default("base.css") + "\nh2 { top: 0 }"),
    "template": comes(
        "templates/press-release.html.j2", default("press-release.html.j2") + "\n<!-- a -->"
    ),
    "parts": comes("templates/parts.html.j2", default("parts.html.j2") + "\n"),
    "index": comes("templates/index.html.j2", default("index.html.j2") + "<!-- i -->"),
    "picture": change_picture,
    "language": comes("languages/km.toml", KM_TOML.replace('"វិច្ឆិកា"', '"ខែវិច្ឆិកា"'), KM_TOML),
    "name of a language": comes(
        "languages/en.toml", (ROOT / "publisher/languages/en.toml").read_text()
    ),
}
"""Edits by name; each changes the sources as they were in the beginning."""


def write_sources(newsroom: Newsroom, state: dict[str, int]) -> None:
    """Make the newsroom what all edits of `state` together make of it; what need not change is
    not written."""
    files = read_sources()
    # A release that goes takes its edits along.
    for name in sorted(state, key=lambda name: (name == "release", name)):
        EDITS[name](files, state[name])
    if "languages/km.toml" in files:
        files["languages/words/km.txt"] = WORDS.encode()
    for path in read_tree(newsroom.folder):
        if path not in files and not path.startswith("site/"):
            (newsroom.folder / path).unlink()
            for parent in list((newsroom.folder / path).parents)[:2]:
                if parent != newsroom.folder and not any(parent.iterdir()):
                    parent.rmdir()
    for path, data in files.items():
        target = newsroom.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        if not target.is_file() or target.read_bytes() != data:
            target.write_bytes(data)


def pick(folder: Path, pattern: str, number: int) -> Path:
    """One of the files that match a pattern."""
    found = sorted(path for path in folder.glob(pattern) if path.is_file())
    return found[number % len(found)]


def build_part(bench: Bench, number: int) -> None:
    """A build that not everything is asked of."""
    parts = [
        lambda: bench.build(RICE, formats=QUICK),
        lambda: bench.build(languages=("en",), formats=QUICK),
        lambda: bench.build(languages=("km",), formats=("txt",)),
        lambda: bench.build(formats=("html",)),
        lambda: bench.build(formats=QUICK, strict=True),
    ]
    parts[number % len(parts)]()


MISHAPS: dict[str, Callable[[Bench, int], object]] = {
    "a build": lambda bench, _: bench.build(formats=QUICK),
    "a build of a part": build_part,
    "a file of the site": lambda bench, n: pick(bench.site, "**/*", n).write_bytes(b"damaged"),
    "a file of the site gone": lambda bench, n: pick(bench.site, "**/*", n).unlink(),
    "an object": lambda bench, n: pick(bench.newsroom.cache, "objects/*/*", n).write_bytes(b"x"),
    "an index": lambda bench, _: (bench.newsroom.cache / "index.db").write_bytes(b"damaged"),
    "no cache": lambda bench, _: shutil.rmtree(bench.newsroom.cache),
    "new times": lambda bench, n: os.utime(pick(bench.newsroom.folder, "**/*", n), (n + 1, n + 1)),
}
"""What happens between edits."""

STEPS = st.lists(
    st.tuples(st.sampled_from([*EDITS, *EDITS, *MISHAPS, "a build", "a build"]), st.integers(0, 9)),
    min_size=3,
    max_size=14,
)


@settings(
    max_examples=TRIES,
    deadline=None,
    derandomize=TRIES < 10,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(steps=STEPS)
def test_any_edits(steps: list[tuple[str, int]], record_property: Record) -> None:
    """Edits come and go (the same edit twice takes it back), builds and mishaps lie between; in the
    end the site is the clean one, and one more build has nothing to do."""
    check_edits(steps, QUICK)
    record_property("harm", ("edits, mishaps and builds of parts at random", TRIES))


@settings(
    max_examples=max(1, TRIES // 5),
    deadline=None,
    derandomize=TRIES < 10,
    database=None,
    suppress_health_check=list(HealthCheck),
)
@given(steps=STEPS)
def test_any_edits_with_pdfs(steps: list[tuple[str, int]], record_property: Record) -> None:
    """The same with PDFs."""
    check_edits(steps, ("html", "pdf", "txt"))
    record_property("harm", ("the same with PDFs", max(1, TRIES // 5)))


def check_edits(steps: list[tuple[str, int]], formats: tuple[str, ...]) -> None:
    """Do what the steps say, build, and compare."""
    with tempfile.TemporaryDirectory(prefix="publisher-edits-") as name:
        folder = Path(name)
        bench = Bench(Newsroom(folder / "newsroom"))
        bench.newsroom.folder.mkdir()
        state: dict[str, int] = {}
        write_sources(bench.newsroom, state)
        bench.build(formats=formats)
        for step, number in steps:
            if step in EDITS:
                if state.pop(step, None) is None:
                    state[step] = number
                write_sources(bench.newsroom, state)
            elif bench.newsroom.cache.exists() or "build" in step:
                MISHAPS[step](bench, number)
        result = bench.build(formats=formats)
        assert [f for f in result.findings if f.severity is Severity.ERROR] == []
        assert read_tree(bench.site) == bench.clean_tree(folder / "clean", formats=formats)
        assert bench.glance(formats=formats) is not None
        assert bench.rebuild(formats=formats) == {}
