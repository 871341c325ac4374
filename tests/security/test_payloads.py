"""No text of a catalogue becomes markup, script, header or path, in any file that leaves the house.

Each payload of `payloads.toml` stands in every place that a catalogue fills, as it is and with its
signs escaped. A gate refuses it with a finding at its line, or every file of the site is what it is
with harmless words, but for the words.
"""

import json
import re
from collections import Counter
from pathlib import Path

import pytest
from world import PACKAGE, Newsroom, Said, read_tree

from security.hostile import (
    FAMILIES,
    HARMLESS,
    LANGUAGES,
    Hostile,
    list_payloads,
    slug_of,
)
from security.reading import compare_files, judge_element, mask, parse_html

PAYLOADS = dict(list_payloads())
LISTED = 200
"""So many payloads there are at least."""
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


class Pair:
    """Two newsrooms that are built: with payloads, and with harmless words in their place."""

    def __init__(self, folder: Path) -> None:
        self.hostile = Hostile(folder / "hostile", PAYLOADS)
        self.refused = self.hostile.refuse()
        accepted = {
            language: [name for name in PAYLOADS if (language, name) not in self.refused]
            for language in LANGUAGES
        }
        self.hostile.fill_places(accepted)
        self.refused_places = self.hostile.refuse()
        self.harmless = Hostile(folder / "harmless", PAYLOADS)
        self.harmless.texts |= {key: HARMLESS[key[0]] for key in self.harmless.texts}
        self.harmless.write_catalogs()
        self.said = [side.newsroom.run("build", "--jobs", 2) for side in self.sides]

    @property
    def sides(self) -> tuple[Hostile, Hostile]:
        """The hostile newsroom, and the harmless one."""
        return self.hostile, self.harmless

    def files(self, side: Hostile) -> dict[str, bytes]:
        """The files of a site by their paths without digests; which slices of faces there are
        follows from the characters used."""
        files = read_tree(side.newsroom.site)
        manifest = json.loads(files["manifest.json"])
        manifest["files"] = [f for f in manifest["files"] if not f["path"].startswith("faces/")]
        files["manifest.json"] = json.dumps(manifest).encode()
        return {mask(path): data for path, data in files.items() if not path.startswith("faces/")}


@pytest.fixture(scope="module")
def pair(tmp_path_factory: pytest.TempPathFactory) -> Pair:
    """The two newsrooms."""
    return Pair(tmp_path_factory.mktemp("security"))


def test_there_are_many_payloads() -> None:
    """The payloads are many, in families of their own, and none stands there twice."""
    texts = [payload for family in FAMILIES.values() for payload in family]
    assert len(set(texts)) == len(texts) >= LISTED
    assert min(map(len, FAMILIES.values())) > 10


def test_both_sites_are_built(pair: Pair) -> None:
    """What the gates let through is published, in every language and format."""
    assert [said.code for said in pair.said] == [0, 0], pair.said
    states = json.loads((pair.hostile.newsroom.site / "manifest.json").read_bytes())["artifacts"]
    assert {entry["state"] for entry in states} == {"published"}


def test_what_is_refused_is_named(pair: Pair, record_property) -> None:
    """Each payload that is refused has a finding at its line, with a way out; the others, more than
    half, reach the site."""
    for finding in (*pair.refused.values(), *pair.refused_places.values()):
        assert finding.path.endswith(".po")
        assert finding.line
        assert finding.message
        assert finding.hint
    kinds = Counter(finding.id for finding in pair.refused.values())
    record_property(
        "measured",
        f"payloads: {len(PAYLOADS)} texts in {len(LANGUAGES)} languages, refused {dict(kinds)}",
    )
    assert len(pair.refused) * 2 < len(PAYLOADS) * len(LANGUAGES)


def test_the_same_files(pair: Pair) -> None:
    """No text adds, moves or names a file."""
    hostile, harmless = (pair.files(side).keys() for side in pair.sides)
    assert hostile == harmless


def test_every_file_is_only_text(pair: Pair) -> None:
    """Each file, read by a parser of its format, has the structure that harmless words give it: no
    element, attribute, handler, script, key, address, header, action or name is new."""
    hostile, harmless = (pair.files(side) for side in pair.sides)
    faults = [
        f"{path}: {fault}"
        for path, data in hostile.items()
        for fault in compare_files(path, data, harmless[path])
    ]
    assert not faults, "\n".join(faults[:40])


def test_the_payloads_are_on_the_site(pair: Pair) -> None:
    """What is not refused can be read, character by character: it is not hidden from the test."""
    pages = "".join(
        "".join(parse_html(data).itertext())
        for path, data in pair.files(pair.hostile).items()
        if path.startswith("en/") and path.endswith("/index.html")
    )
    shown = ("<script>alert(1)</script>", "{{ 7*7 }}", "#{7*7}", "../../../../etc/passwd", "]]>")
    assert [text for text in shown if text not in pages] == []


def run_on_everything(newsroom: Newsroom, folder: Path) -> list[Said]:
    """Commands that show texts of catalogues to staff and translators."""
    return [
        newsroom.run("check"),
        newsroom.run("status"),
        newsroom.run("memory", "export", "-l", "my", "-o", folder / "out.tmx"),
        newsroom.run("proof", slug_of(0), "-l", "my", "-o", folder / "out.html"),
    ]


def test_what_staff_and_translators_see(pair: Pair, tmp_path: Path) -> None:
    """Texts as they came, refused ones included, steer no terminal, and are only text in the proof
    and in memories. Those with control characters are away: their catalogues are not read."""
    controls = {owner[1] for owner, f in pair.refused.items() if f.id.startswith("catalogue/")}
    raw = Hostile(tmp_path / "raw", {k: v for k, v in PAYLOADS.items() if k not in controls})
    raw.write_catalogs()
    harmless = tmp_path / "harmless"
    hostile = tmp_path / "hostile"
    for folder in (harmless, hostile):
        folder.mkdir()
    run_on_everything(pair.harmless.newsroom, harmless)
    for said in run_on_everything(raw.newsroom, hostile):
        assert not CONTROL.search(said.stdout + said.stderr)
    template = (PACKAGE / "proofs" / "proof.html.j2").read_text(encoding="utf-8")
    known = {e.tag for e in parse_html((harmless / "out.html").read_bytes()).iter()}
    known |= set(re.findall(r"<([a-z][a-z0-9]*)", template))
    for element in parse_html((hostile / "out.html").read_bytes()).iter():
        assert element.tag in known
        assert not list(judge_element(element))
    faults = compare_files("out.tmx", *((f / "out.tmx").read_bytes() for f in (hostile, harmless)))
    assert [fault for fault in faults if "not in both" not in fault] == []


def test_control_characters_in_a_catalogue_reach_no_terminal(tmp_path: Path) -> None:
    """A catalogue with control characters is refused by their names, and they are not printed."""
    names = [name for name in PAYLOADS if name.startswith(("invisible", "headers"))]
    raw = Hostile(tmp_path / "raw", {name: PAYLOADS[name] for name in names})
    raw.write_catalogs()
    said = raw.newsroom.run("check")
    assert said.code == 1
    assert "U+001B" in said.stderr
    assert not CONTROL.search(said.stdout + said.stderr)
