"""What came back, message by message: what may be taken, repaired where that is safe.

In: the messages of a returned catalogue that are new. Out: those to take, and a finding for each
that is refused. What is refused stays in the file that came; nothing of the newsroom changes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from publisher.build.origin import count_scripts, foreign_script
from publisher.checks.message.markup import count_marks
from publisher.checks.message.zawgyi import UNICODE, ZAWGYI, judge
from publisher.checks.translations import name_counts
from publisher.model.finding import Finding, Severity
from publisher.model.language import Language
from publisher.text.address import find_placeholders, mask_objects
from publisher.text.repair import repair_text
from publisher.text.scripts import find_latin_words, is_name, scripts_of
from publisher.text.unzawgyi import convert_zawgyi
from publisher.text.zawgyi import zawgyi_probability
from publisher.translate.merge import Offer, set_text

CONVERTED = "# Converted from Zawgyi by ICU (Zawgyi-my); please read it"
"""The comment of a message that was converted."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Vetted:
    """Messages to take, and what is to be said of the others. `repaired` counts the texts that
    came in another normal form."""

    offers: tuple[Offer, ...]
    findings: tuple[Finding, ...]
    repaired: int = 0


def vet_offers(
    offers: Sequence[Offer], language: Language, path: str, *, is_source: bool, convert: bool
) -> Vetted:
    """The offers of a file at `path` that may be taken. With `convert`, Burmese in Zawgyi is
    rewritten in Unicode, as fuzzy."""
    zawgyi = find_zawgyi(offers)
    sound = [offer for offer in offers if offer not in zawgyi]
    findings: list[Finding] = []
    if zawgyi and convert:
        converted, findings = convert_offers(zawgyi, path)
        sound += converted
    elif zawgyi:
        findings.append(report_zawgyi(zawgyi, path))
    taken: list[Offer] = []
    repaired = 0
    for offer in sorted(sound, key=lambda offer: offer.entry.translation.line):
        problems = list(find_losses(offer, language, is_source=is_source))
        findings += [refuse(offer, path, message, hint) for message, hint in problems]
        if not problems:
            text = offer.entry.translation.text
            mended = repair_text(text, language.script)
            repaired += mended != text
            taken.append(with_text(offer, mended, fuzzy=offer.entry.translation.fuzzy))
    return Vetted(offers=tuple(taken), findings=tuple(findings), repaired=repaired)


def find_zawgyi(offers: Sequence[Offer]) -> list[Offer]:
    """The offers in Zawgyi, judged as the check `message/zawgyi` does."""
    texts = [offer.entry.translation.text for offer in offers]
    judged = zip(offers, judge(texts), strict=True)
    return [offer for offer, probability in judged if probability > ZAWGYI]


def convert_offers(offers: Sequence[Offer], path: str) -> tuple[list[Offer], list[Finding]]:
    """Offers in Unicode, fuzzy, for a person to read; those that are still not in Unicode are
    refused."""
    converted: list[Offer] = []
    refused: list[Offer] = []
    for offer in offers:
        try:
            text = convert_zawgyi(offer.entry.translation.text)
        except ModuleNotFoundError:
            return [], [
                Finding(
                    id="environment/zawgyi",
                    message="PyICU converts Zawgyi, and it is not installed",
                    hint="pip install 'publisher[zawgyi]', or ask for the file in Unicode",
                    path=path,
                    line=offer.entry.translation.line,
                )
            ]
        if zawgyi_probability(text) > UNICODE:
            refused.append(offer)
        else:
            raw = offer.entry.raw
            marked = replace(offer.entry, raw=replace(raw, lines=(CONVERTED, *raw.lines)))
            converted.append(with_text(replace(offer, entry=marked), text, fuzzy=True))
    return converted, [report_zawgyi(refused, path)] if refused else []


def with_text(offer: Offer, text: str, *, fuzzy: bool) -> Offer:
    """`offer` with another text; what is said of the lines of its file stays true."""
    entry = offer.entry
    if (text, fuzzy) == (entry.translation.text, entry.translation.fuzzy):
        return offer
    translation = replace(entry.translation, text=text, fuzzy=fuzzy)
    made = set_text(entry, text, (), fuzzy=fuzzy)
    return replace(offer, entry=replace(made, translation=translation))


def report_zawgyi(offers: Sequence[Offer], path: str) -> Finding:
    """One finding for the messages of a file in Zawgyi, at the first of them."""
    lines = sorted(offer.entry.translation.line for offer in offers)
    more = f" and {len(lines) - 12} more" if lines[12:] else ""
    count = "a text is" if len(lines) == 1 else f"{len(lines)} texts are"
    shown = ", ".join(map(str, lines[:12]))
    return Finding(
        id="catalogue/returned-zawgyi",
        message=f"not taken: {count} in Zawgyi, not in Unicode (line {shown}{more})",
        hint="ask for the file in Unicode, or take it with --convert-zawgyi, which marks these "
        "messages as fuzzy for somebody to read",
        path=path,
        line=lines[0],
    )


def find_losses(offer: Offer, language: Language, *, is_source: bool) -> Iterator[tuple[str, str]]:
    """Why a message cannot be taken, each with what to do. What is fuzzy or obsolete is shown to
    nobody and may be wrong."""
    entry = offer.entry
    text, original = entry.translation.text, entry.key.id
    if entry.translation.obsolete:
        return
    if entry.raw.forms:
        yield "it has plural forms, which no message of a newsroom has", "send it as one text"
    if entry.translation.fuzzy:
        return
    wanted = {found.text for found in find_placeholders(original)}
    given = {found.text for found in find_placeholders(text)}
    for name in sorted(wanted - given):
        yield f"the placeholder {name} is lost", f"write {name} where its value belongs"
    for name in sorted(given - wanted):
        yield f"nothing fills the placeholder {name}", "write the name that the original has"
    if is_source:
        return
    for name, asked, found in name_counts(count_marks(original), count_marks(text)):
        message = f"{name}: {asked or 'none'} in the original, {found or 'none'} here"
        yield message, "mark the same words as the original, with the same signs around them"
    if text == original and is_prose(original) and "Latn" not in scripts_of(language.script):
        # OmegaT puts the original where nothing is translated, unless it is told not to.
        yield "it is the original, not a translation", "leave empty what is not translated"
    own = set(count_scripts([original]))
    strange = foreign_script(count_scripts([text]), language)
    if strange is not None and strange not in own:
        message = f"it is in the script {strange}, not in {language.english_name}"
        yield message, "put it into the catalogue of its language"


def is_prose(text: str) -> bool:
    """Whether a text has words to translate, and is not a mere name or address."""
    words = [word.text for word in find_latin_words(mask_objects(text))]
    return bool(words) and not is_name(words)


def refuse(offer: Offer, path: str, message: str, hint: str) -> Finding:
    """A message that is not taken."""
    return Finding(
        id="catalogue/refused-message",
        severity=Severity.ERROR,
        message=f"not taken: {message}",
        hint=hint,
        path=path,
        line=offer.entry.translation.line,
        excerpt=offer.entry.translation.text.partition("\n")[0][:120],
    )
