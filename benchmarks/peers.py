"""The whole pipeline beside what a user would script today.

In: a newsroom by `generate.py`. Out: a table: seconds of a cold build of all editions by this
project and by two peers, from the same texts, styles and faces, with two processes each:

- mdpo and WeasyPrint: mdpo translates the Markdown, markdown-it makes HTML of it (both called as
  libraries, in one process for many files), WeasyPrint's command line makes a PDF of each file;
- Sphinx with MyST: a gettext build of HTML for each language, without PDFs. It runs once with the
  languages two at a time and once with `-j 2`; the faster counts.

What peers read is made from the newsroom before the clock starts: Markdown without front matter,
and catalogues as their own tools extract them, filled. A peer that takes longer than `--minutes`
is stopped, and its time is worked out from the editions that were done; the table says so.

A long module, because it is one table: what each peer needs made ready, and how long it takes.

    python benchmarks/peers.py [--releases N] [--minutes N] [--declaration DIR]
"""

import argparse
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

import polib
import yaml
from generate import DECLARATION, LANGUAGES, ROOT, SHARED_CATALOGS, catalog_path
from markdown_it import MarkdownIt
from measure import describe_machine, processor_seconds, show_goal, show_table
from scale import Bench

import publisher
from publisher.compose.styles import language_styles
from publisher.load.language import load_language

PACKAGE = Path(publisher.__file__).parent
FIGURE = re.compile(
    r'!\[(?P<alt>.*?)\]\((?P<path>\S+) "(?P<caption>.*?)"\)\{credit="(?P<credit>.*?)"\}'
)
IMAGE = re.compile(r"!\[(?P<alt>.*)\]\((?P<path>\S+)\)\Z", re.DOTALL)
UNTRANSLATED = re.compile(r"[\d-]+|<\S+>|\[\S+\]\(\S+\)|\.\. image:: \S+")
"""Messages that peers extract and nobody translates: dates, addresses, directives."""
PROCESSES = 2
WEASYPRINT = [sys.executable, "-m", "weasyprint", "--quiet"]
SPHINX = [sys.executable, "-m", "sphinx", "-q"]

PAGE = """<!DOCTYPE html>
<html lang="{tag}" class="print">
<head>
<meta charset="utf-8">
<title>{title}</title>
<meta name="author" content="{organisation}">
<link rel="stylesheet" href="{styles}">
</head>
<body>
<div class="running-header furniture label"><span>{organisation}</span></div>
<div class="running-footer furniture label"><span class="page-counter"></span> / \
<span class="pages-counter"></span></div>
<header class="masthead"><div class="label"><strong>{organisation}</strong></div></header>
<main><article><div class="body">
{body}
</div></article></main>
</body>
</html>
"""
OWN_STYLES = """
.body ul{list-style-type:disc}
.body ol{list-style-type:native}
.body img{max-height:88mm;margin-inline:auto}
"""
"""This project writes the markers of lists as text, and pictures with a class; a page from Markdown
has neither."""

SPHINX_CONFIGURATION = """
project = "Newsroom"
extensions = ["myst_parser"]
locale_dirs = ["locales"]
gettext_compact = False
gettext_additional_targets = ["image"]
exclude_patterns = ["out", "doctrees", "pot"]
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Cost:
    """What somebody took, in seconds, for so many editions of all; `note` says how."""

    name: str
    makes: str
    seconds: float
    processor: float
    done: int
    editions: int
    note: str

    @property
    def whole(self) -> float:
        """The seconds of all editions."""
        return self.seconds * self.editions / self.done


# The same texts, as peers want them.


def write_sources(newsroom: Path, folder: Path) -> list[str]:
    """Each release as plain Markdown with its boilerplate, and its pictures; the slugs."""
    config = tomllib.loads((newsroom / "publisher.toml").read_text(encoding="utf-8"))
    slugs = sorted(path.name for path in (newsroom / "releases").iterdir())
    for slug in slugs:
        home = newsroom / "releases" / slug
        _, front, body = (home / "release.md").read_text(encoding="utf-8").split("---\n", 2)
        blocks = [*list_front(yaml.safe_load(front)), *list_body(body), *list_foot(config)]
        (folder / slug).mkdir(parents=True)
        (folder / slug / "index.md").write_text("\n\n".join(blocks) + "\n", encoding="utf-8")
        if (home / "images").is_dir():
            shutil.copytree(home / "images", folder / slug / "images")
    return slugs


def list_front(front: Mapping[str, object]) -> Iterator[str]:
    """What stands above the text."""
    yield f"# {front['title']}"
    for key in ("subtitle", "date", "place"):
        if key in front:
            yield str(front[key])


def list_body(body: str) -> Iterator[str]:
    """The blocks, figures as a picture and two paragraphs, without notes to translators."""
    for block in body.strip().split("\n\n"):
        if figure := FIGURE.fullmatch(block):
            yield f"![{figure['alt']}]({figure['path']})"
            yield figure["caption"]
            yield figure["credit"]
        elif not block.startswith("<!--"):
            yield block


def list_foot(config: Mapping[str, Mapping[str, Mapping[str, str]]]) -> Iterator[str]:
    """The boilerplate and the contacts."""
    for about in config["about"].values():
        yield f"## {about['title']}"
        yield from (" ".join(part.split()) for part in about["text"].strip().split("\n\n"))
    yield "## Contact"
    for contact in config["contacts"].values():
        yield f"**{contact['name']}**"
        yield contact["role"]
        yield f"<{contact['email']}>"
        yield f"<{contact['url']}>"


def read_dictionary(newsroom: Path, tag: str, slug: str) -> dict[str, str]:
    """What each text of a release says in a language."""
    messages = {}
    for domain in (slug, SHARED_CATALOGS[0].removesuffix(".po")):
        for entry in polib.pofile(str(catalog_path(newsroom, tag, domain))):
            if entry.msgstr:
                messages[entry.msgid] = entry.msgstr
                messages[f"**{entry.msgid}**"] = f"**{entry.msgstr}**"
                messages[f"— {entry.msgid}"] = f"— {entry.msgstr}"
    return messages


def fill_catalog(catalog: polib.POFile, messages: Mapping[str, str]) -> None:
    """Fill a peer's catalogue; nothing that a reader sees may be left over."""
    missing = []
    for entry in catalog:
        image = IMAGE.match(entry.msgid)
        if image:
            entry.msgstr = f"![{messages[image['alt']]}]({image['path']})"
        elif entry.msgid in messages:
            entry.msgstr = messages[entry.msgid]
        elif not UNTRANSLATED.fullmatch(entry.msgid):
            missing.append(entry.msgid)
    if missing:
        sys.exit(f"a peer asks for what no catalogue has: {missing}")


def write_styles(tag: str, path: Path) -> None:
    """The theme's styles for paper in one language, and its faces, whole."""
    language = load_language(PACKAGE / "languages" / f"{tag}.toml")
    families = {family for style in language.styles.values() for family in style.families}
    rules, seen = [], set()
    faces = tomllib.loads((PACKAGE / "fonts" / "fonts.toml").read_text(encoding="utf-8"))["face"]
    for face in sorted(faces, key=lambda face: face["subset"] not in {"latin", "myanmar", "khmer"}):
        key = (face["family"], face["weight"], face.get("italic", False))
        # WeasyPrint takes two files of one family and weight for one font.
        if face["family"] in families and key not in seen:
            seen.add(key)
            rules.append(
                f'@font-face{{font-family:"{key[0]}";font-weight:{key[1]};'
                f"font-style:{'italic' if key[2] else 'normal'};"
                f'src:url("{(PACKAGE / "fonts" / face["file"]).as_uri()}")}}'
            )
    theme = (ROOT / "templates" / "base.css", ROOT / "templates" / "print.css")
    sheets = [sheet.read_text(encoding="utf-8") for sheet in theme]
    colours = ":root{--accent:#0b5563;--ink:#1a2226}"
    parts = [*rules, colours, *sheets, language_styles(language, (), "screen"), OWN_STYLES]
    path.write_text("\n".join(parts), encoding="utf-8")


# mdpo and WeasyPrint.


def prepare_script(newsroom: Path, sources: Path, folder: Path, slugs: Iterable[str]) -> None:
    """Catalogues by mdpo, filled, and styles."""
    from mdpo.md2po import markdown_to_pofile

    folder.mkdir()
    for tag in LANGUAGES:
        write_styles(tag, folder / f"{tag}.css")
    for slug in slugs:
        text = (sources / slug / "index.md").read_text(encoding="utf-8")
        for tag in LANGUAGES[1:]:
            catalog = markdown_to_pofile(text, wrapwidth=0, location=False)
            fill_catalog(catalog, read_dictionary(newsroom, tag, slug))
            catalog.save(str(folder / f"{slug}.{tag}.po"))


def script_edition(sources: Path, folder: Path, slug: str, tag: str, organisation: str) -> None:
    """One edition as a script of a user's own makes it: HTML, then a PDF of it."""
    from mdpo.po2md import pofile_to_markdown

    text = (sources / slug / "index.md").read_text(encoding="utf-8")
    if tag != LANGUAGES[0]:
        text = pofile_to_markdown(text, str(folder / f"{slug}.{tag}.po"), wrapwidth=0)
    home = folder / "site" / tag / slug
    home.mkdir(parents=True)
    if (sources / slug / "images").is_dir():
        shutil.copytree(sources / slug / "images", home / "images")
    page = PAGE.format(
        tag=tag,
        title=html.escape(text.partition("\n")[0].removeprefix("# ")),
        organisation=html.escape(organisation),
        styles=f"../../../{tag}.css",
        body=MarkdownIt().render(text),
    )
    (home / "index.html").write_text(page, encoding="utf-8")
    command = [*WEASYPRINT, str(home / "index.html"), str(home / f"{slug}.{tag}.pdf")]
    subprocess.run(command, check=True)


def run_script(
    newsroom: Path, sources: Path, folder: Path, slugs: list[str], limit: float
) -> tuple[float, float, int]:
    """Seconds, processor seconds and editions done by the script."""
    names = {tag: read_organisation(newsroom, tag) for tag in LANGUAGES}
    start, before = time.perf_counter(), processor_seconds()
    done = 0
    with ProcessPoolExecutor(PROCESSES) as pool:
        futures: list[Future[None]] = [
            pool.submit(script_edition, sources, folder, slug, tag, names[tag])
            for slug in slugs
            for tag in LANGUAGES
        ]
        for future in as_completed(futures):
            future.result()
            done += 1
            if time.perf_counter() - start > limit:
                pool.shutdown(wait=False, cancel_futures=True)
                break
        seconds = time.perf_counter() - start
    made = len([*(folder / "site").glob("*/*/*.pdf")])
    if made < done:
        sys.exit(f"the script made {made} PDFs of {done}")
    return seconds, processor_seconds() - before, done


def read_organisation(newsroom: Path, tag: str) -> str:
    """The organisation's name in a language."""
    config = tomllib.loads((newsroom / "publisher.toml").read_text(encoding="utf-8"))
    name = str(config["organisation"]["name"])
    shared = polib.pofile(str(catalog_path(newsroom, tag, "newsroom")))
    entry = shared.find(name)
    return (entry.msgstr if entry else "") or name


# Sphinx.


def prepare_sphinx(newsroom: Path, sources: Path, folder: Path, slugs: Iterable[str]) -> None:
    """A project of the same texts, with catalogues as Sphinx extracts them, filled."""
    shutil.copytree(sources, folder)
    (folder / "conf.py").write_text(SPHINX_CONFIGURATION, encoding="utf-8")
    index = "# Releases\n\n```{toctree}\n:glob:\n\n*/index\n```\n"
    (folder / "index.md").write_text(index, encoding="utf-8")
    command = [*SPHINX, "-b", "gettext", str(folder), str(folder / "pot")]
    subprocess.run(command, check=True, env=plain_environment())
    for slug in slugs:
        for tag in LANGUAGES[1:]:
            catalog = polib.pofile(str(folder / "pot" / slug / "index.pot"))
            catalog.metadata["Language"] = tag
            fill_catalog(catalog, read_dictionary(newsroom, tag, slug))
            path = folder / "locales" / tag / "LC_MESSAGES" / slug / "index.po"
            path.parent.mkdir(parents=True)
            catalog.save(str(path))
    shutil.rmtree(folder / "pot")


def plain_environment() -> dict[str, str]:
    """The environment without this project's search path."""
    return {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}


def build_language(folder: Path, tag: str, jobs: int) -> None:
    """One language as HTML, from nothing."""
    options = ["-b", "html", "-E", "-a", "-j", str(jobs), "-D", f"language={tag}"]
    places = ["-d", str(folder / "doctrees" / tag), str(folder), str(folder / "out" / tag)]
    # Sphinx warns that it knows no Khmer or Burmese for its own words; it builds all the same.
    subprocess.run(
        [*SPHINX, *options, *places], check=True, capture_output=True, env=plain_environment()
    )


def run_sphinx(folder: Path, slugs: list[str]) -> tuple[float, float, str]:
    """Seconds and processor seconds of the faster of two ways, and which it was."""
    ways: dict[str, Callable[[], object]] = {
        "two languages at a time": lambda: build_together(folder),
        "-j 2": lambda: [build_language(folder, tag, PROCESSES) for tag in LANGUAGES],
    }
    costs = []
    for name, work in ways.items():
        for path in (folder / "doctrees", folder / "out"):
            shutil.rmtree(path, ignore_errors=True)
        for path in (folder / "locales").rglob("*.mo"):
            path.unlink()
        start, before = time.perf_counter(), processor_seconds()
        work()
        costs.append((time.perf_counter() - start, processor_seconds() - before, name))
        made = len([*(folder / "out").glob("*/*/index.html")])
        if made != len(slugs) * len(LANGUAGES):
            sys.exit(f"Sphinx made {made} pages")
    return min(costs)


def build_together(folder: Path) -> None:
    """All languages, two at a time."""
    with ThreadPoolExecutor(PROCESSES) as pool:
        for future in [pool.submit(build_language, folder, tag, 1) for tag in LANGUAGES]:
            future.result()


# The table.


def measure_all(releases: int, limit: float, declaration: Path) -> Iterator[Cost]:
    """Ours, then the peers."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        bench = Bench(folder, releases, declaration)
        editions = releases * len(LANGUAGES)
        ours = bench.build_cold(PROCESSES)
        yield Cost(
            name="publisher",
            makes="HTML, PDF/A-3a with PDF/UA-1, text, indexes; every PDF read back",
            seconds=ours.seconds,
            processor=ours.processor,
            done=editions,
            editions=editions,
            note=f"`--jobs {PROCESSES}`",
        )
        sources = folder / "sources"
        slugs = write_sources(bench.newsroom, sources)
        prepare_script(bench.newsroom, sources, folder / "script", slugs)
        seconds, processor, done = run_script(
            bench.newsroom, sources, folder / "script", slugs, limit
        )
        part = f", worked out from {done} editions" if done < editions else ""
        yield Cost(
            name=name_versions("mdpo", "markdown-it-py", "weasyprint"),
            makes="HTML, plain PDF",
            seconds=seconds,
            processor=processor,
            done=done,
            editions=editions,
            note=f"{PROCESSES} processes{part}",
        )
        prepare_sphinx(bench.newsroom, sources, folder / "sphinx", slugs)
        seconds, processor, way = run_sphinx(folder / "sphinx", slugs)
        yield Cost(
            name=name_versions("sphinx", "myst-parser"),
            makes="HTML, search index",
            seconds=seconds,
            processor=processor,
            done=editions,
            editions=editions,
            note=way,
        )


def name_versions(*packages: str) -> str:
    """Packages with the versions that are installed."""
    return ", ".join(f"{package} {metadata.version(package)}" for package in packages)


def show_cost(cost: Cost, ours: Cost) -> tuple[str, ...]:
    """A row of the table."""
    share = cost.editions / cost.done
    return (
        cost.name,
        cost.makes,
        cost.note,
        f"{cost.whole:.1f}",
        f"{cost.processor * share:.1f}",
        f"{1000 * cost.whole / cost.editions:.0f}",
        f"{cost.whole / ours.whole:.2f}",
        f"{cost.processor * share / ours.processor:.2f}",
    )


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--releases", type=int, default=100)
    parser.add_argument("--minutes", type=float, default=10, help="the most that a peer may take")
    parser.add_argument("--declaration", type=Path, default=DECLARATION)
    options = parser.parse_args()
    machine = describe_machine()
    costs = []
    for cost in measure_all(options.releases, options.minutes * 60, options.declaration):
        print(cost, file=sys.stderr)
        costs.append(cost)
    ours, script, sphinx = costs
    print(f"## The pipeline beside peers: {options.releases} releases × {len(LANGUAGES)}, cold\n")
    print(f"{machine}\n")
    head = (
        *("who", "makes", "how", "s", "processor, s", "ms an edition"),
        *("× publisher", "× its processor time"),
    )
    print(show_table(head, [show_cost(cost, ours) for cost in costs], texts=3))
    faster, ahead = script.whole / ours.whole, sphinx.whole / ours.whole
    print()
    print(show_goal("beside the script", f"{faster:.1f} ×", "at least 10 ×", faster >= 10))
    print(show_goal("beside Sphinx", f"{ahead:.2f} ×", "ahead, more than 1 ×", ahead > 1))


if __name__ == "__main__":
    main()
