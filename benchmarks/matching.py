"""How long it takes to find which old message each new one was, beside msgmerge.

In: a number of catalogues of a hundred messages, made of the repository's own English. Out: one
table: so many messages of each catalogue were edited; CPU seconds of matching alone, over all of
the catalogues, and of `msgmerge` over the same ones, where it is installed. Then the memory: how
long one message takes to find its nearest among all.

    python benchmarks/matching.py [--catalogues N] [--seed N]
"""

import argparse
import os
import random
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from publisher.load.po import parse_catalog
from publisher.model.message import Message, Template
from publisher.model.source import SourceFile
from publisher.text.po import CatalogFile
from publisher.translate.match import match_messages
from publisher.translate.memory import Memory, catalog_units
from publisher.translate.sync import carry_over, format_pot, new_header

ROOT = Path(__file__).resolve().parent.parent
MESSAGES = 100
SHARES = (0.0, 0.01, 0.1, 1.0)
HEADER = new_header("benchmark", "my", "nplurals=1; plural=0;")


def read_texts() -> list[str]:
    """Every message of the repository's releases."""
    pots = sorted((ROOT / "locales" / "pot").glob("2*.pot"))
    catalogs = [
        parse_catalog(SourceFile(path=path.name, text=path.read_text(encoding="utf-8")))
        for path in pots
    ]
    return list(dict.fromkeys(entry.key.id for catalog in catalogs for entry in catalog.entries))


def edit(text: str, words: Sequence[str], dice: random.Random) -> str:
    """A text with one word in twelve replaced, and one at least."""
    parts = text.split()
    for _ in range(max(1, len(parts) // 12)):
        parts[dice.randrange(len(parts))] = dice.choice(words)
    return " ".join(parts)


def make_template(texts: Sequence[str], dice: random.Random) -> Template:
    """A pot of a hundred messages, each a text that somebody edited, and no two the same."""
    words = [word for text in texts for word in text.split()]
    ids = (f"{edit(dice.choice(texts), words, dice)} {n}" for n in range(MESSAGES))
    return Template(domain="d", messages=tuple(Message(id=text) for text in ids))


def edit_template(template: Template, share: float, dice: random.Random) -> Template:
    """A pot with a share of its messages edited."""
    words = [word for message in template for word in message.id.split()]
    chosen = set(dice.sample(range(MESSAGES), round(MESSAGES * share)))
    return Template(
        domain="d",
        messages=tuple(
            Message(id=f"{edit(message.id, words, dice)} {n}") if n in chosen else message
            for n, message in enumerate(template)
        ),
    )


def fill(template: Template) -> str:
    """The text of a catalogue in which every message is translated."""
    empty = parse_catalog(SourceFile(path="my.po", text=""))
    text = carry_over(empty, template, HEADER).text.render()
    header, *entries = text.split("\n\n")
    return "\n\n".join([header, *(e.replace('msgstr ""', 'msgstr "…"') for e in entries)])


def measure_matching(catalogs: Sequence[CatalogFile], templates: Sequence[Template]) -> float:
    """CPU seconds of matching alone."""
    work = []
    for catalog, template in zip(catalogs, templates, strict=True):
        kept = {message.key for message in template}
        had = {entry.key for entry in catalog.entries}
        work.append(
            (
                [(n, message) for n, message in enumerate(template) if message.key not in had],
                [(n, entry) for n, entry in enumerate(catalog.entries) if entry.key not in kept],
            )
        )
    start = time.process_time()
    for messages, entries in work:
        match_messages(messages, entries, is_source=False)
    return time.process_time() - start


def measure_msgmerge(texts: Sequence[str], templates: Sequence[Template]) -> float | None:
    """CPU seconds of msgmerge over the same catalogues; nothing where it is not installed."""
    program = shutil.which("msgmerge")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        pairs = list(write_pairs(Path(folder), texts, templates))
        before = os.times()
        for catalog, pot in pairs:
            command = [program, "--previous", "--quiet", "-o", os.devnull, catalog, pot]
            subprocess.run(command, check=True)
        after = os.times()
    return sum(after[2:4]) - sum(before[2:4])


def write_pairs(
    folder: Path, texts: Sequence[str], templates: Sequence[Template]
) -> Iterator[tuple[Path, Path]]:
    """Catalogues and their pots as files."""
    for number, (text, template) in enumerate(zip(texts, templates, strict=True)):
        catalog, pot = folder / f"{number}.po", folder / f"{number}.pot"
        catalog.write_text(text, encoding="utf-8")
        pot.write_text(format_pot(template, "benchmark"), encoding="utf-8")
        yield catalog, pot


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--catalogues", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    dice = random.Random(options.seed)  # noqa: S311  # repeatable, not secret
    source = read_texts()
    templates = [make_template(source, dice) for _ in range(options.catalogues)]
    texts = [fill(template) for template in templates]
    catalogs = [parse_catalog(SourceFile(path="my.po", text=text)) for text in texts]
    print(f"{options.catalogues} catalogues of {MESSAGES} messages, CPU seconds")
    print("| messages edited | matching | msgmerge |")
    print("| --- | --- | --- |")
    for share in SHARES:
        edited = [edit_template(template, share, dice) for template in templates]
        ours, theirs = measure_matching(catalogs, edited), measure_msgmerge(texts, edited)
        print(f"| {share:.0%} | {ours:.2f} | {'–' if theirs is None else f'{theirs:.2f}'} |")
    start = time.process_time()
    memory = Memory(
        unit for number, c in enumerate(catalogs) for unit in catalog_units(c, str(number))
    )
    built = time.process_time() - start
    asked = [message.id for message in edit_template(templates[0], 1.0, dice)]
    start = time.process_time()
    for text in asked:
        memory.near(text)
    each = (time.process_time() - start) / len(asked)
    print(f"memory of {len(memory.sources)} messages: made in {built:.2f} s", end=", ")
    print(f"asked in {each * 1000:.1f} ms")


if __name__ == "__main__":
    main()
