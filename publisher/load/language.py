"""Language files: `languages/<tag>.toml` → `Language`.

In: TOML files whose keys are the fields of `model.language`; docs/languages.md explains them.
Out: `Language` values of which every table is whole and every pattern can be filled. Unknown keys
are refused: a misspelt one would be a rule silently not obeyed. All that is wrong with a file, or
with a folder of them, is reported together in one `ConfigError`.
"""

import collections
import dataclasses
import operator
import re
import string
import tomllib
import typing
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from publisher.load.config_report import locate_key
from publisher.load.files import read_source, suggest
from publisher.load.reads import list_folder
from publisher.load.words import WordList
from publisher.load.zone import load_zone
from publisher.model.errors import ConfigError, PublisherError
from publisher.model.finding import Finding
from publisher.model.language import ROLES, BreakRules, Language
from publisher.model.source import SourceFile
from publisher.text.plural import count_forms

OWN_FOLDER = "languages"
"""Where a newsroom keeps languages of its own."""

_DATE = frozenset({"day", "month", "year"})
_PLACEHOLDERS: Mapping[str, frozenset[str]] = {
    "dateline": frozenset({"place", "date"}),
    "dates.day": _DATE,
    "dates.month": frozenset({"month", "year"}),
    "dates.day_range_in_month": _DATE | {"to_day"},
    "dates.day_range_in_year": _DATE | {"to_day", "to_month"},
    "dates.day_range": _DATE | {"to_day", "to_month", "to_year"},
    "dates.year": frozenset({"year"}),
    "dates.round_year": frozenset({"year"}),
    "times.moment": frozenset({"date", "hour", "minute", "zone"}),
    "times.zone": frozenset({"offset"}),
    "lists.two": frozenset({"a", "b"}),
    "lists.middle": frozenset({"a", "b"}),
    "lists.last": frozenset({"a", "b"}),
}
"""What each pattern names, and nothing else: a date with a part missing misleads the reader."""

_NEVER_EMPTY = (
    "name",
    "english_name",
    "numbers.decimal",
    "quotes.open",
    "quotes.close",
    "quotes.inner_open",
    "quotes.inner_close",
)


_WORD_LISTS = (
    "protected",
    "no_line_start_words",
    "no_line_end_words",
    "phrase_ends",
    "honorifics",
    "after_names",
    "units",
    "numerals",
)


class _Fault(NamedTuple):
    """Something wrong at a key path: `dates.day` is `day` in the table `[dates]`."""

    name: str
    where: tuple[str, ...]
    message: str
    hint: str = ""


def load_language(path: Path) -> Language:
    """The language described by the file at `path`, whose name is `<tag>.toml`.

    >>> import publisher
    >>> load_language(Path(publisher.__path__[0], "languages", "km.toml")).dates.months[6]
    'កក្កដា'

    Raises ConfigError, with a finding for every fault and its line, where the file cannot be read,
    is not TOML, has a key too many or too few, or a value that cannot be used.
    """
    language, findings = _read_language(path, path.as_posix())
    if language is None:
        raise ConfigError.of(findings)
    return language


def load_languages(folder: Path) -> Mapping[str, Language]:
    """All the languages described by `folder/*.toml`, by tag, in the order of their file names.

    Takes about 2 ms a file. Raises ConfigError with the faults of all files together, or where
    there is no such file.
    """
    paths = language_files(folder)
    if not paths:
        message = "there is no language file in this folder"
        raise ConfigError(Finding(id="language/none", path=folder.as_posix(), message=message))
    return _read_languages({path: path.as_posix() for path in paths})


def language_files(folder: Path) -> list[Path]:
    """The files that describe a language each, in the order of their names."""
    return [path for path in list_folder(folder) if path.suffix == ".toml"]


def load_own_languages(newsroom: Path) -> Mapping[str, Language]:
    """The languages described in the newsroom's folder `languages`, by tag; none where there is
    no such folder. One that publisher brings too is replaced by the newsroom's: put these last,
    `{**bundled, **own}`.

    Raises ConfigError with the faults of all files together, their paths as seen from the newsroom.
    """
    paths = language_files(newsroom / OWN_FOLDER)
    return _read_languages({path: f"{OWN_FOLDER}/{path.name}" for path in paths})


def _read_languages(paths: Mapping[Path, str]) -> dict[str, Language]:
    """The languages of files, whose names in messages are given."""
    languages: dict[str, Language] = {}
    findings: list[Finding] = []
    for path, shown in paths.items():
        language, found = _read_language(path, shown)
        findings += found
        if language is not None:
            languages[language.tag] = language
    if findings:
        raise ConfigError.of(findings)
    return languages


def _read_language(path: Path, shown: str) -> tuple[Language | None, list[Finding]]:
    """The language, or else the findings that say why there is none."""
    try:
        source = read_source(path, shown)
    except PublisherError as error:
        return None, list(error.findings)
    try:
        table = tomllib.loads(source.text)
    except tomllib.TOMLDecodeError as error:
        return None, [_draw_syntax_error(error, source)]

    language: Language | None = None
    findings = list(_find_unnormalized(source))
    faults = list(_find_misfits(table, Language, ()))
    if not faults:
        language = add_lexicon(msgspec.convert(table, Language), path)
        faults = list(_find_bad_values(language, path.stem))
    findings += [_draw_fault(fault, source) for fault in faults]
    return (None if findings else language), findings


def add_lexicon(language: Language, path: Path) -> Language:
    """`language` with the list of words that its segmenter goes by; the list is not read yet."""
    if language.breaks.segmenter != "lexicon":
        return language
    words = WordList(path.parent / "words" / f"{language.tag}.txt")
    return dataclasses.replace(language, breaks=dataclasses.replace(language.breaks, lexicon=words))


def is_required(field: "dataclasses.Field[Any]") -> bool:
    """Whether a table must have the field's key."""
    return field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING


def _find_misfits(value: object, kind: Any, where: tuple[str, ...]) -> Iterator[_Fault]:
    """Keys too many or too few, and values of another type than the field's, at any depth.

    msgspec alone would stop at the first, and does not refuse unknown keys of a dataclass.
    """
    path = ".".join(where)
    fields: dict[str, tuple[Any, bool]]
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        fields = {
            field.name: (hints[field.name], is_required(field))
            for field in dataclasses.fields(kind)
            if field.name != "lexicon"  # a file of its own, see `load.words`
        }
    elif typing.get_origin(kind) is Mapping:
        fields = {role: (typing.get_args(kind)[1], True) for role in ROLES}
    else:
        try:
            msgspec.convert(value, kind)
        except msgspec.ValidationError as error:
            yield _Fault("value", where, f"{path}: {error}")
        return

    if not isinstance(value, dict):
        yield _Fault("value", where, f"{path} is not a table")
        return
    for key in value:
        if key not in fields:
            message = f"unknown key {'.'.join((*where, key))}"
            yield _Fault("unknown-key", (*where, key), message, suggest(key, fields))
    for key, (field_kind, required) in fields.items():
        if key in value:
            yield from _find_misfits(value[key], field_kind, (*where, key))
        elif required:
            message = f"{'.'.join((*where, key))} is missing"
            hint = "docs/languages.md says what it is"
            yield _Fault("missing-key", (*where, key), message, hint)


def _find_bad_values(language: Language, stem: str) -> Iterator[_Fault]:
    """Values of the right type that nothing can be set with."""
    if language.tag != stem:
        hint = f"rename the file to {language.tag}.toml, or mend the tag"
        yield _fault("tag", f"is {language.tag!r}, but the file is {stem}.toml", hint)
    if not re.fullmatch("[A-Z][a-z]{3}", language.script):
        hint = "write a code of ISO 15924, such as Mymr: https://unicode.org/iso15924/"
        yield _fault("script", f"is {language.script!r}, not four letters, the first large", hint)
    if not re.fullmatch("(?:[A-Z]{2})?", language.territory):
        hint = "write a code of ISO 3166-1, such as MM: https://www.iso.org/obp/ui/"
        yield _fault("territory", f"is {language.territory!r}, not two large letters", hint)
    if [unicodedata.digit(digit, None) for digit in language.digits] != list(range(10)):
        yield _fault("digits", "are not the ten digits of a script, zero first")
    try:
        count_forms(language.plural_forms)
    except ValueError as error:
        yield _fault("plural_forms", f"cannot be used: {error}")
    if len(language.dates.months) != 12:
        yield _fault("dates.months", f"are {len(language.dates.months)} names, not 12")
    if not all(language.dates.months):
        yield _fault("dates.months", "has an empty name")
    for path in _NEVER_EMPTY:
        if not operator.attrgetter(path)(language):
            yield _fault(path, "is empty")
    if language.times.time_zone and load_zone(language.times.time_zone) is None:
        yield _fault("times.time_zone", "is not a zone of the IANA database, as Asia/Yangon is")
    if language.numbers.group == language.numbers.decimal:
        yield _fault("numbers.group", "is the same as numbers.decimal")
    yield from _find_bad_patterns(language)
    yield from _find_bad_styles(language)
    yield from _find_bad_breaks(language.breaks)


def _find_bad_patterns(language: Language) -> Iterator[_Fault]:
    """Patterns that do not name just what fills them."""
    for path, names in _PLACEHOLDERS.items():
        pattern: str = operator.attrgetter(path)(language)
        if pattern or path != "dates.round_year":
            hint = "it takes " + " ".join(f"{{{name}}}" for name in sorted(names))
            for problem in _find_pattern_problems(pattern, names):
                yield _fault(path, problem, hint)


def _find_bad_styles(language: Language) -> Iterator[_Fault]:
    """Styles out of any designer's bounds, most likely a slip of the decimal point."""
    for role, style in language.styles.items():
        if not style.families or not all(style.families):
            yield _fault(f"styles.{role}.families", "names no family, or an empty one")
        if not 0.5 <= style.size <= 2:
            yield _fault(f"styles.{role}.size", "is not a factor between 0.5 and 2")
        if not 1 <= style.line_height <= 3:
            yield _fault(f"styles.{role}.line_height", "is not a multiple between 1 and 3")


def _find_bad_breaks(rules: BreakRules) -> Iterator[_Fault]:
    """Rules for line breaks that contradict or repeat themselves."""
    if both := set(rules.no_line_start) & set(rules.no_line_end):
        marks = " ".join(sorted(both))
        yield _fault("breaks.no_line_end", f"shares {marks} with breaks.no_line_start")
    for key in _WORD_LISTS:
        words: tuple[str, ...] = getattr(rules, key)
        for word, count in collections.Counter(words).items():
            if not word or word != word.strip():
                yield _fault(f"breaks.{key}", f"has {word!r}: empty, or a space at its edge")
            if count > 1:
                yield _fault(f"breaks.{key}", f"has {word} twice")
    for key in ("whole_run", "long_run"):
        if not 0 <= getattr(rules, key) <= 40:
            yield _fault(f"breaks.{key}", "is not a number of clusters between 0 and 40")


def _fault(path: str, message: str, hint: str = "") -> _Fault:
    return _Fault("value", tuple(path.split(".")), f"{path} {message}", hint)


def _find_pattern_problems(pattern: str, names: frozenset[str]) -> Iterator[str]:
    """Why `pattern` cannot be filled with just `names`, each at least once."""
    found = set()
    try:
        for _, name, spec, conversion in string.Formatter().parse(pattern):
            if name is not None:
                tail = f"!{conversion}" if conversion else ""
                found.add(name + tail + (f":{spec}" if spec else ""))
    except ValueError as error:
        yield f"cannot be read: {error}"
        return
    for name in sorted(found - names):
        yield f"has {{{name}}}, which nothing fills"
    for name in sorted(names - found):
        yield f"lacks {{{name}}}"


def _find_unnormalized(source: SourceFile) -> Iterator[Finding]:
    """Lines not in NFC: a protected word must be spelt as the catalogues spell it (R-4.4)."""
    for line, text in enumerate(source.text.split("\n"), start=1):
        if not unicodedata.is_normalized("NFC", text):
            yield Finding(
                id="language/not-nfc",
                message="this line is not in Unicode's normalization form C",
                hint="save it in NFC: https://www.unicode.org/reports/tr15/",
                path=source.path,
                line=line,
                excerpt=text,
            )


def _draw_fault(fault: _Fault, source: SourceFile) -> Finding:
    """The fault at the line of its key, or of the table that lacks the key."""
    line = locate_key(source, fault.where)
    return Finding(
        id=f"language/{fault.name}",
        message=fault.message,
        hint=fault.hint,
        path=source.path,
        line=line,
        excerpt=source.line_text(line),
    )


def _draw_syntax_error(error: tomllib.TOMLDecodeError, source: SourceFile) -> Finding:
    """The error at its line and column, which tomllib gives at the end of its message."""
    message, line, column = str(error), None, None
    if place := re.search(r" \(at line (\d+), column (\d+)\)$", message):
        message, line, column = message[: place.start()], int(place[1]), int(place[2])
    return Finding(
        id="language/syntax",
        message=f"this is not TOML: {message}",
        hint="see https://toml.io for how values are written",
        path=source.path,
        line=line,
        column=column,
        excerpt="" if line is None else source.line_text(line),
    )
