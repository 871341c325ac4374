"""message/latin-name: names and acronyms in Latin letters stay as they are."""

import difflib
import re
from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report
from publisher.checks.translations import KeptNames, list_pairs
from publisher.checks.wording import list_uses
from publisher.model.finding import Finding
from publisher.text.address import mask_objects
from publisher.text.scripts import find_latin_words

_DEFINED = re.compile(r"\(([A-Z][A-Za-z0-9]*[A-Z]s?)\)")
_ALIKE = 0.75
"""From which similarity (difflib's ratio) a Latin word is a word of the original, misspelled."""


def find_name_faults(subject: Subject) -> Iterator[Finding]:
    """Acronyms and names that are lost or misspelled."""
    pairs = [p for p in list_pairs(subject) if p.text.language.script != "Latn"]
    kept = KeptNames(subject)
    others = list_latin(subject)
    for pair in pairs:
        original, body = mask_objects(pair.original), mask_objects(pair.text.text)
        asked = {word.text for word in find_latin_words(original)}
        defined = set(_DEFINED.findall(original))
        lost = [
            name
            for name in sorted(asked)
            if name not in body
            and name not in others.get(id(pair.text), ())
            and (name in defined or kept.has(name, here=False))
        ]
        strange = [
            (word, close[0])
            for word in find_latin_words(body)
            if word.text.casefold() not in {name.casefold() for name in asked}
            and len(word.text) > 2
            and (close := difflib.get_close_matches(word.text, sorted(asked), 1, _ALIKE))
            and not is_part(word.text, close[0])
        ]
        for word, name in strange:
            message = f"{word.text} is {name} in the original"
            hint = f"write {name}"
            yield report(CHECK.id, pair.text, message, hint, start=word.start, end=word.end)
        spelled = {name for _, name in strange}
        if names := [name for name in lost if name not in spelled]:
            message = f"{', '.join(names)} is lost, which the newsroom keeps in Latin letters"
            yield report(CHECK.id, pair.text, message, "add it, as the original has it")


def list_latin(subject: Subject) -> dict[int, set[str]]:
    """The Latin words of each text, by its identity, that the glossary's own checks look after."""
    words: dict[int, set[str]] = {}
    for use in list_uses(subject):
        spelled = [use.written] if use.read_only else use.lost_glosses
        for word in find_latin_words(" ".join(spelled)):
            words.setdefault(id(use.text), set()).add(word.text)
    return words


def is_part(word: str, name: str) -> bool:
    """Whether two words differ in their ending alone: a plural, a possessive."""
    word, name = word.casefold(), name.casefold()
    return word.startswith(name) or name.startswith(word)


CHECK = Check(
    id="message/latin-name",
    title="Names and acronyms in Latin letters stay as they are",
    rationale=(
        "Readers look an organisation up by its acronym, and a person by the spelling of the "
        "passport. An acronym that the original sets in brackets behind a name stays there; what "
        "the newsroom keeps in Latin letters elsewhere, it keeps here too; and a Latin word that "
        "is nearly one of the original is that one, misspelled."
    ),
    bad='"Language: my\\n"\n\nmsgid "Jackie Pollock (ILO)"\nmsgstr "ဂျက်ကီ ပေါ်လော့ခ် (Polock)"',
    good='"Language: my\\n"\n\nmsgid "Jackie Pollock (ILO)"\nmsgstr "ဂျက်ကီ ပေါ်လော့ခ် (ILO)"',
    function=find_name_faults,
)
