"""Newsrooms to build on a cluster: one with faces and words of its own, and poison for others."""

import hashlib
import shutil
import tomllib
from pathlib import Path

from fontTools.ttLib import TTFont
from world import PACKAGE, ROOT, Newsroom

KHMER = "Noto Serif Khmer"
WATER = "2024-02-10-water-for-two-deltas"
"""The release that `poison` spoils in Khmer."""

OS = "{% set os = cycler.__init__.__globals__.os %}"
POISONS = {
    "raises": "{{ 1 // 0 }}",
    "never ends": "{% for a in range(10 ** 9) %}{% for b in range(10 ** 9) %}"
    "{% endfor %}{% endfor %}",
    "asks for too much memory": '{{ "x" * 10 ** 11 }}',
    "ends its process": OS + "{{ os._exit(7) }}",
    "kills its worker": OS + "{{ os.system(\"kill -9 $(awk '/^PPid/ {print $2}' /proc/\" "
    '~ os.getppid() ~ "/status)") }}',
}
"""What a template does to the process that composes it, in the words of a newsroom's theme."""


def own_files(newsroom: Newsroom) -> None:
    """Give a newsroom its own Khmer: words that lack every third of ours, and a face that is wider
    than ours of the same name."""
    languages = newsroom.folder / "languages"
    (languages / "words").mkdir(parents=True)
    shutil.copy(PACKAGE / "languages" / "km.toml", languages)
    lines = (PACKAGE / "languages" / "words" / "km.txt").read_text().splitlines()
    kept = [line for number, line in enumerate(lines) if number % 3 != 2]
    (languages / "words" / "km.txt").write_text("\n".join(kept) + "\n")

    faces = newsroom.folder / "faces"
    faces.mkdir()
    record = tomllib.loads((PACKAGE / "fonts" / "fonts.toml").read_text())
    tables = []
    for entry in record["face"]:
        if entry["family"] == KHMER:
            name = Path(entry["file"]).name
            widen(PACKAGE / "fonts" / entry["file"], faces / name)
            sha256 = hashlib.sha256((faces / name).read_bytes()).hexdigest()
            tables.append(
                f'[[face]]\nfamily = "{KHMER}"\nweight = {entry["weight"]}\n'
                f'subset = "{entry["subset"]}"\nfile = "{name}"\nversion = "{entry["version"]}"\n'
                f'sha256 = "{sha256}"\n'
            )
    (faces / "fonts.toml").write_text("\n".join(tables))


def widen(old: Path, new: Path) -> None:
    """The face in `old` with every advance 20 units wider."""
    font = TTFont(old)
    for glyph, (advance, bearing) in font["hmtx"].metrics.items():
        font["hmtx"].metrics[glyph] = (advance + 20 if advance else 0, bearing)
    font.save(new)


def poison(newsroom: Newsroom, kind: str) -> None:
    """Make one edition, Khmer of WATER, do to its process what `kind` says."""
    template = newsroom.folder / "templates" / "publication-summary.html.j2"
    text = (ROOT / "templates" / template.name).read_text()
    block = "{% block after %}"
    assert block in text
    spoilt = f'{block}{{% if language.tag == "km" %}}{POISONS[kind]}{{% endif %}}'
    template.write_text(text.replace(block, spoilt))
