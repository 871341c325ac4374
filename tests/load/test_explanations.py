"""The explanations of findings are whole, and their examples do what they say."""

import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

import publisher
from publisher.load.config import load_newsroom
from publisher.load.explanations import load_explanations
from publisher.load.language import load_language
from publisher.load.po import parse_catalog
from publisher.load.release import load_release
from publisher.model.errors import PublisherError
from publisher.model.finding import Finding
from publisher.model.message import Message
from publisher.model.source import SourceFile
from publisher.translate.apply import check_markup

PACKAGE = Path(publisher.__path__[0])
EXPLANATIONS = load_explanations(PACKAGE / "checks" / "explanations.toml")
LANGUAGES = [path.stem for path in (PACKAGE / "languages").glob("*.toml")]

TOLD_GROUPS = (
    *("edition/", "environment/", "face/", "file/", "internal/", "pdf/", "picture/", "theme/"),
    *("draft/", "memory/", "usage/"),
)
TOLD = {
    *("catalogue/annotated-copy", "catalogue/byte-order-mark", "catalogue/changed"),
    "catalogue/not-a-file",
    *("catalogue/conflict", "catalogue/missing", "catalogue/refused-message"),
    *("catalogue/repaired", "catalogue/returned-obsolete", "catalogue/returned-zawgyi"),
    *("catalogue/unknown-domain", "catalogue/unknown-language", "catalogue/wrong-language"),
    "config/unknown-family",
    *("config/no-newsroom", "language/missing-key", "language/none"),
    *("release/duplicate-slug", "release/no-file", "release/slug", "release/slug-date"),
    *("release/unknown", "release/unsupported", "release/version-file"),
    "release/version-not-kept",
}
"""Examples that tell of files, folders and commands, and are no text that could be read."""

CONFIG = {
    "organisation": 'name = "Mekong Migration Network"',
    "newsroom": 'languages = ["en", "my", "km"]',
    "contacts.secretariat": 'name = "MMN Secretariat"\nemail = "secretariat@example.org"',
    "about.mmn": 'title = "About the network"\ntext = "It brings people together."',
}
FRONT = {"kind": "press-release", "title": "Ministers meet migrant workers", "date": "2017-07-24"}
BODY = "Two ministers met migrant workers in Yangon today.\n"
HEADER = 'msgid ""\nmsgstr ""\n'
UTF_8 = '"Content-Type: text/plain; charset=UTF-8\\n"'


def write_config(folder: Path, text: str) -> Path:
    """A publisher.toml with `text`, and the tables that it leaves out."""
    for table, lines in CONFIG.items():
        if f"[{table}]" not in text:
            text += f"\n[{table}]\n{lines}\n"
    (folder / "publisher.toml").write_text(text, encoding="utf-8")
    return folder


def read_config(text: str, folder: Path) -> Iterable[Finding]:
    try:
        return load_newsroom(write_config(folder, text), LANGUAGES).findings
    except PublisherError as error:
        return error.findings


def read_release(text: str, folder: Path) -> Iterable[Finding]:
    """A whole release.md, or lines of its front matter, or its body."""
    newsroom = load_newsroom(write_config(folder, ""), LANGUAGES)
    if not text.startswith("---\n"):
        own, body = (text, BODY) if re.match(r"\w+:", text) else ("", text)
        front = "".join(f"{k}: {v}\n" for k, v in FRONT.items() if f"\n{k}:" not in f"\n{own}")
        text = f"---\n{front}{own}\n---\n\n{body}\n"
    release = folder / "2017-07-24-policy-dialogue"
    release.mkdir(exist_ok=True)
    (release / "release.md").write_text(text, encoding="utf-8")
    return load_release(release, "releases/2017-07-24-policy-dialogue", newsroom)[1]


def read_catalog(text: str, folder: Path) -> Iterable[Finding]:
    """Entries of a catalogue, or a line of its header; and what their markup is."""
    header, entries = (text, "") if text.startswith('"') else (UTF_8, text)
    source = SourceFile(path="my.po", text=f"{HEADER}{header}\n\n{entries}\n")
    try:
        catalog = parse_catalog(source, "nplurals=1; plural=0;").to_catalog("newsroom", "my")
    except PublisherError as error:
        return error.findings
    messages = [Message(id=key.id, context=key.context) for key in catalog.translations]
    return check_markup(catalog, messages, "release")


def read_language(text: str, folder: Path) -> Iterable[Finding]:
    """The Khmer language file, with the value of one key replaced."""
    whole = (PACKAGE / "languages" / "km.toml").read_text(encoding="utf-8")
    key = text.partition(" = ")[0]
    whole = re.sub(rf"(?ms)^{key} = (?:\[\n.*?^\]|[^\n]*)\n", "", whole)
    (folder / "km.toml").write_text(f"{text}\n{whole}", encoding="utf-8")
    try:
        load_language(folder / "km.toml")
    except PublisherError as error:
        return error.findings
    return ()


READERS: dict[str, Callable[[str, Path], Iterable[Finding]]] = {
    "catalogue": read_catalog,
    "config": read_config,
    "language": read_language,
    "message": read_catalog,
    "release": read_release,
}

runnable = pytest.mark.parametrize(
    "identifier",
    [name for name in EXPLANATIONS if not name.startswith(TOLD_GROUPS) and name not in TOLD],
)


def find_ids(identifier: str, example: str, folder: Path) -> set[str]:
    text = re.sub(r"⟨U\+([0-9A-F]+)⟩", lambda found: chr(int(found[1], 16)), example)
    return {finding.id for finding in READERS[identifier.partition("/")[0]](text, folder)}


@runnable
def test_bad_example(identifier: str, tmp_path: Path) -> None:
    """What an explanation shows as found has the finding."""
    assert identifier in find_ids(identifier, EXPLANATIONS[identifier].bad, tmp_path)


@runnable
def test_good_example(identifier: str, tmp_path: Path) -> None:
    """What an explanation shows as right has not."""
    assert identifier not in find_ids(identifier, EXPLANATIONS[identifier].good, tmp_path)


@pytest.mark.parametrize("identifier", EXPLANATIONS)
def test_texts(identifier: str) -> None:
    """Every explanation says what is true, why, and by which example, in full sentences."""
    explanation = EXPLANATIONS[identifier]
    assert explanation.title
    assert not explanation.title.endswith(".")
    assert 2 <= len(re.findall(r"[.?!](?:\s|$)", explanation.rationale)) <= 4
    assert explanation.bad.strip()
    assert explanation.good.strip()
    assert explanation.bad != explanation.good


def test_order() -> None:
    """The file is in the order of ids, so that one is found by eye."""
    assert list(EXPLANATIONS) == sorted(EXPLANATIONS)
