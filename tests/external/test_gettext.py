"""What GNU gettext says of our catalogues, and what we say of those that it accepts.

These tests need the Debian package gettext. Where it is missing they fail: `nox -s gettext` is
there to run them, and a test that skips tells nothing.
"""

import gettext
import io
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from programs import run, run_raw
from property.strategies import pots
from property.wild_catalogs import FOREIGN_FIELDS, own_pot, parse, sync_text, wild_catalogs
from world import NEWSROOMS, ROOT

from publisher.model.errors import ContentError
from publisher.model.message import Message, Template
from publisher.model.newsroom import GLOSSARY_DOMAIN
from publisher.text.po import quote_string

CATALOGS = sorted(
    path
    for folder in (ROOT / "locales", ROOT / "publisher" / "skeleton", NEWSROOMS)
    for pattern in ("*.po", "*.pot")
    for path in folder.rglob(pattern)
)
each_catalog = pytest.mark.parametrize(
    "path", CATALOGS, ids=lambda path: str(path.relative_to(ROOT))
)
examples = settings(max_examples=100, deadline=None, derandomize=True, database=None)


def test_there_are_catalogues() -> None:
    """The repository's own, those of new newsrooms, and those of the fixtures are looked at."""
    assert len(CATALOGS) > 25
    assert {path.suffix for path in CATALOGS} == {".po", ".pot"}


# Our files in its hands.


@each_catalog
def test_msgfmt_accepts(path: Path, tmp_path: Path) -> None:
    """`msgfmt -c` compiles every catalogue and every pot, and warns of nothing but the fields
    that a translator's tool fills in."""
    done = run("msgfmt", "-c", "-o", tmp_path / "out.mo", path)
    assert done.returncode == 0, done.stderr
    fields = ("PO-Revision-Date", "Last-Translator", "Language-Team", "Language")
    warnings = [
        line
        for line in done.stderr.splitlines()
        if "warning:" in line and not any(f"'{field}'" in line for field in fields)
    ]
    assert not warnings


@each_catalog
def test_msgcat_writes_the_same(path: Path) -> None:
    """Read and written by gettext without wrapping, every catalogue has the very bytes that we
    gave it: no tool that is built on gettext makes a difference where nobody changed anything."""
    done = run("msgcat", "--no-wrap", path)
    assert done.returncode == 0, done.stderr
    assert done.stdout == read_known(path)


def read_known(path: Path) -> str:
    """A catalogue as gettext knows it: without Weblate's flags of a glossary, which it drops."""
    text = path.read_bytes().decode()
    return re.sub("(?m)^#, terminology.*\n", "", text) if path.stem == GLOSSARY_DOMAIN else text


def count_messages(text: str) -> int:
    """How many active messages a catalogue has, its header aside; without any, msgattrib writes
    nothing at all."""
    return max(len(re.findall("(?m)^msgid ", text)) - 1, 0)


@each_catalog
def test_msgattrib_keeps_every_message(path: Path) -> None:
    """Translated, untranslated and fuzzy messages come apart and lose nobody."""
    own = count_messages(path.read_text(encoding="utf-8"))
    parts = ("--translated --no-fuzzy", "--untranslated", "--only-fuzzy --no-obsolete")
    counts = []
    for options in parts:
        done = run("msgattrib", "--no-wrap", *options.split(), path)
        assert done.returncode == 0, done.stderr
        counts.append(count_messages(done.stdout))
    assert sum(counts) == own


@each_catalog
def test_msgmerge_finds_nothing_to_do(path: Path, tmp_path: Path) -> None:
    """Merged with its pot, which sync has brought it up to date with, a catalogue stays as it is
    but for the comments that sync adds to those of the pot; one of a new newsroom with itself."""
    root = next((parent for parent in path.parents if parent.name == "locales"), None)
    pot = root / "pot" / f"{path.stem}.pot" if root else path
    if not pot.is_file():
        pot = path  # a glossary is written by people, and has no pot
    done = run("msgmerge", "--quiet", "--no-wrap", "--previous", path, pot)
    assert done.returncode == 0, done.stderr
    merged, own = (
        [line for line in text.split("\n") if not line.startswith("#. ")]
        for text in (done.stdout, read_known(path))
    )
    assert merged == own


# Its files in our hands.


@examples
@given(wild_catalogs())
def test_what_it_accepts_is_kept(text: str) -> None:
    """The wildest catalogues that our properties are tried with are those that `msgfmt -c` accepts;
    from each we read what programs are given, and write its very bytes."""
    done = run_raw("msgfmt", "-c", "--use-fuzzy", "-o", "-", "-", data=text.encode())
    assert done.returncode == 0, done.stderr.decode()
    compiled = gettext.GNUTranslations(io.BytesIO(done.stdout))._catalog
    catalog = parse(text)
    assert catalog.text.render() == text
    for entry in catalog.entries:
        context, identifier = entry.key
        key = identifier if context is None else f"{context}\4{identifier}"
        if not entry.translation.obsolete and not entry.raw.forms:
            assert compiled.get(key, "").replace("\a", "") == entry.translation.text


SLIPS = [
    '"',
    "“",
    "\\",
    "\n",
    "#",
    "#~ ",
    "msgid ",
    "msgstr ",
    "[1]",
    "<<<<<<< x\n",
    "\r",
    " ",
    "x",
]
STRICTER = {
    "control-character": "its lines end elsewhere for other programs, and XML forbids it",
    "escape": "\\x41 and \\101 are read by nobody, and polib shows them to readers",
    "unclosed-quote": "a backslash before the end of a line is more likely a slip than a line end",
    "unescaped-quote": '"a""b" is more likely a slip than two texts',
    "syntax": "two entries on one line, or a text behind a second #~",
    "plural-forms": "a rule in any but the usual form",
    "charset": "a charset that msgfmt does not know, it takes for a warning",
    "truncated": "a text behind a second #~",
}
"""What msgfmt accepts and we refuse, and why."""
LOOSER = ("message catalog has plural form translations", "inconsistent use of #~", "syntax error")
"""What msgfmt refuses and we accept: a plural without a rule in the header, since the language has
one; and `#|` where `#~|` should stand, or either at the end, which are comments to us."""


@examples
@given(wild_catalogs(), st.data())
def test_damage_is_judged_alike(text: str, data: st.DataObject) -> None:
    """With a few characters cut out or put in, a catalogue that msgfmt refuses is refused, and one
    that msgfmt accepts is accepted, but for what is listed above."""
    at = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 3))
    damaged = text[:at] + data.draw(st.sampled_from(["", *SLIPS])) + text[at + length :]
    done = run("msgfmt", "-c", "-o", "-", "-", data=damaged.encode())
    errors = [line for line in done.stderr.splitlines() if "warning" not in line]
    try:
        parse(damaged)
    except ContentError as error:
        names = {finding.id.removeprefix("catalogue/") for finding in error.findings}
        assert done.returncode != 0 or names & set(STRICTER), (names, damaged)
    else:
        assert done.returncode == 0 or any(known in done.stderr for known in LOOSER), errors


@examples
@given(wild_catalogs(), pots)
def test_what_sync_writes_is_accepted(text: str, other: Template) -> None:
    """While its messages go, others come, and its own come back, a catalogue that msgfmt accepts
    stays one that it accepts: nothing is obsolete and active at once, for instance."""
    pot = own_pot(parse(text))
    for source in (replace(pot, messages=pot.messages[::2]), other, pot):
        text = sync_text(text, source)
        done = run("msgfmt", "-c", "-o", "-", "-", data=text.encode())
        assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_fields_of_other_tools_survive(newline: str) -> None:
    """What Poedit, Weblate, Crowdin and others keep in a header is there after a sync, byte for
    byte and in its order, also where a field stands twice."""
    fields = ["Content-Type: text/plain; charset=UTF-8", *FOREIGN_FIELDS]
    lines = ["# U Ba, 2024", 'msgid ""', 'msgstr ""', *(quote_string(f + "\n") for f in fields)]
    header = newline.join([*lines, ""])
    text = header + newline.join(["", 'msgid "a"', 'msgstr "b"', ""])
    pot = Template(domain="d", messages=(Message(id="new"),))
    assert sync_text(text, pot).startswith(header + newline)
    assert sync_text(text, pot) == sync_text(sync_text(text, pot), pot)
