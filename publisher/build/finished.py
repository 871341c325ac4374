"""Finished work from elsewhere: a catalogue, a memory, or a whole translation of a release.

In: a file, the newsroom, the language that the file should be in. Out: units in their normal form,
and what was left out; or an error where the file is not what it should be. Its name's ending says
what it is.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from publisher.checks.message.zawgyi import ZAWGYI, judge
from publisher.load.document import MARKDOWN, WORD, parse_document
from publisher.load.files import read_bytes
from publisher.load.po import load_catalog
from publisher.load.tmx import is_language, parse_tmx
from publisher.model.errors import ConfigError, ContentError
from publisher.model.finding import Finding, Severity
from publisher.model.language import Language
from publisher.model.memory import Unit
from publisher.model.newsroom import Newsroom
from publisher.model.passage import Document, Passage
from publisher.model.release import Release
from publisher.text.normalize import normalize_khmer, to_nfc
from publisher.text.passages import list_release
from publisher.text.scripts import scripts_of, split_scripts
from publisher.translate.align import Gap, align_documents
from publisher.translate.memory import catalog_units

CATALOG, MEMORY = ".po", ".tmx"
KINDS = (CATALOG, MEMORY, MARKDOWN, WORD)
"""How the names of files end that can be imported."""
MOST_BYTES = 100_000_000
"""Bytes that a file may have. A memory of 100 000 units has some 50 MB."""
NATIVE = 0.2
"""The least share of letters that are of the language's script. A list of names in Latin letters
beside its native words is above a third."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Work:
    """The units of a file; `wanted` is how many messages the release has that it translates, 0
    where there is none."""

    units: tuple[Unit, ...]
    findings: tuple[Finding, ...] = ()
    wanted: int = 0


def load_finished(
    path: Path, shown: str, newsroom: Newsroom, language: Language, release: Release | None
) -> Work:
    """The finished work in a file.

    Raises ContentError with what is wrong with it, and ConfigError where it is of a kind that
    cannot be imported, or needs a release that was not named.
    """
    suffix = path.suffix.lower()
    require_kind(shown, suffix, release)
    require_size(path, shown)
    if suffix == CATALOG:
        work = read_catalog(shown, language.tag)
    elif suffix == MEMORY:
        data = read_bytes(path, shown)
        units, findings = parse_tmx(data, shown, newsroom.source_language, language.tag)
        work = Work(units=units, findings=findings)
    else:
        assert release is not None
        document = parse_document(read_bytes(path, shown), shown, suffix)
        work = lay_beside(document, release, (newsroom.source_language, language.tag))
    units = tuple(replace(one, target=normalize(one.target, language.tag)) for one in work.units)
    if problems := [*find_zawgyi(units, shown), *find_other_script(units, shown, language)]:
        raise ContentError.of(problems)
    return replace(work, units=units)


def require_kind(shown: str, suffix: str, release: Release | None) -> None:
    """Refuse files that cannot be imported, or not without a release."""
    if suffix not in KINDS:
        raise ConfigError(
            Finding(
                id="usage/unknown-file-kind",
                message=f"a file that ends in {suffix or 'nothing'!r} cannot be imported",
                hint="known here: " + ", ".join(KINDS),
                path=shown,
            )
        )
    if suffix in {MARKDOWN, WORD} and release is None:
        raise ConfigError(
            Finding(
                id="usage/no-release",
                message="nothing says which release this document is a translation of",
                hint="name it with --release SLUG",
                path=shown,
            )
        )


def require_size(path: Path, shown: str) -> None:
    """Refuse a file that is larger than finished work can be."""
    if path.stat().st_size > MOST_BYTES:
        raise ContentError(
            Finding(
                id="memory/too-large",
                message=f"the file has more than {MOST_BYTES // 10**6} MB",
                hint="see whether it is the right one; if so, import it in parts",
                path=shown,
            )
        )


def read_catalog(shown: str, tag: str) -> Work:
    """The finished messages of a catalogue, whose header must not name another language."""
    catalog = load_catalog(Path(), shown)
    said = catalog.metadata.get("Language", "")
    if said and not is_language(said, tag):
        assert catalog.header is not None
        message = f"the header says Language: {said}, not {tag}"
        raise ContentError(wrong_language(shown, message, catalog.header.line))
    units = tuple(catalog_units(catalog, Path(shown).name))
    return Work(units=units, findings=catalog.findings)


def lay_beside(document: Document, release: Release, tags: tuple[str, str]) -> Work:
    """The units of a document that is a translation of a release."""
    original = list_release(release)
    found = align_documents(original, document.passages, tags)
    origin = Path(document.path).name
    units = tuple(
        Unit(
            source=pair.original.text,
            target=pair.translation.text,
            context=None,
            origin=origin,
            line=pair.translation.line if document.has_lines else 0,
        )
        for pair in found.pairs
        if pair.translation.text
    )
    gaps = (gap_finding(gap, document, release.source.path) for gap in found.gaps)
    wanted = sum(1 for passage in list_texts(original))
    return Work(units=units, findings=(*document.findings, *gaps), wanted=wanted)


def list_texts(passages: Iterable[Passage]) -> Iterator[Passage]:
    """The passages that have a text, in document order."""
    for passage in passages:
        if passage.text:
            yield passage
        yield from list_texts(passage.parts)


def gap_finding(gap: Gap, document: Document, original: str) -> Finding:
    """What is said where nothing could be aligned; both places are named."""
    theirs = gap.translation
    place = original if gap.original is None else f"{original}:{gap.original.line}"
    line = theirs.line if theirs is not None and theirs.line else None
    texts = list(list_texts([theirs])) if theirs is not None else []
    counted = "" if document.has_lines or line is None else f"paragraph {line} "
    return Finding(
        id="memory/not-aligned",
        severity=Severity.WARNING,
        message=f"{counted}cannot be laid beside {place}: {gap.reason}",
        hint="give both the same structure there, or translate this in the catalogue",
        path=document.path,
        line=line if document.has_lines else None,
        excerpt=texts[0].text[:80].split("\n")[0] if texts else "",
    )


def normalize(text: str, tag: str) -> str:
    """A translation in the normal form of its language; see `text.normalize`."""
    text = to_nfc(text)
    return normalize_khmer(text) if tag.partition("-")[0] == "km" else text


def find_zawgyi(units: Sequence[Unit], shown: str) -> Iterator[Finding]:
    """One finding where any translation is in Zawgyi; short ones are judged together, as
    `message/zawgyi` does."""
    judged = zip(units, judge([unit.target for unit in units]), strict=True)
    found = [unit for unit, probability in judged if probability > ZAWGYI]
    if found:
        count = "a translation is" if len(found) == 1 else f"{len(found)} translations are"
        yield Finding(
            id="message/zawgyi",
            message=f"{count} in Zawgyi, not in Unicode: {found[0].target[:60]}",
            hint="convert the file with a Zawgyi converter, such as ICU's Zawgyi-my, and have it "
            "read by a person; publisher converts nothing, since text that is Unicode already "
            "would be destroyed",
            path=shown,
            line=found[0].line or None,
        )


def find_other_script(units: Sequence[Unit], shown: str, language: Language) -> Iterator[Finding]:
    """A finding where hardly a letter is of the script of the language."""
    native = scripts_of(language.script)
    letters = own = 0
    for unit in units:
        for stretch in split_scripts(unit.target):
            letters += len(stretch.text)
            own += len(stretch.text) * (stretch.script in native)
    if letters and own < letters * NATIVE:
        message = f"the translations are not in the script of {language.english_name}"
        yield wrong_language(shown, message, units[0].line)


def wrong_language(shown: str, message: str, line: int) -> Finding:
    """What a file in another language is reported as."""
    return Finding(
        id="memory/wrong-language",
        message=message,
        hint="name the language of the file with -l",
        path=shown,
        line=line or None,
    )
