"""What a newsroom says in every release, found in a draft: standing texts and contacts.

In: the passages of a draft, the newsroom. Out: the passages without them, their keys in
publisher.toml, and findings where the words were not quite the same.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from publisher.model.finding import Finding, Severity
from publisher.model.newsroom import Boilerplate, Contact, Newsroom
from publisher.model.passage import HEADING, PARAGRAPH, Passage
from publisher.model.release import Segment
from publisher.text.inline import strip_to_line
from publisher.text.markdown import HARD_BREAK

SAME = 85
"""The least similarity, in per cent, of a paragraph and the standing text that it is: an older
version with a clause changed has some 90, another paragraph about the same subject below 60."""
MOST_LETTERS = 80
"""Characters of a paragraph that can be a heading in bold."""
_ABOUT = re.compile(r"\W*(?:about\b|notes? (?:for|to) editors?\b|background\W*\Z)", re.IGNORECASE)
_CONTACT = re.compile(
    r"\W*(?:(?:media |press |for )?(?:contacts?|enquir(?:y|ies)|inquir(?:y|ies))\b|"
    r"for (?:more|further|additional) (?:information|details)\b|contact us\b)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"\A\W*(?:e-?mail|tel(?:ephone)?|phone|mobile|web(?:site)?|name|contact|office|or|at)\b\W*",
    re.IGNORECASE,
)


@dataclass(kw_only=True, slots=True)
class Standing:
    """Passages that are the draft's own, and the keys of what was not."""

    passages: list[Passage]
    about: list[str] = field(default_factory=list)
    contacts: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def part_standing(passages: Sequence[Passage], newsroom: Newsroom, shown: str) -> Standing:
    """The draft without what publisher.toml says."""
    found = Standing(passages=list(passages))
    for text in newsroom.about.values():
        part_about(found, text, newsroom, shown)
    for contact in newsroom.contacts.values():
        part_contact(found, contact, shown)
    return found


def words_of(passage: Passage) -> str:
    """The words of a passage and its parts, without marks, on one line."""
    return " ".join(filter(None, [strip_to_line(passage.text), *map(words_of, passage.parts)]))


def part_about(found: Standing, text: Boilerplate, newsroom: Newsroom, shown: str) -> None:
    """Take out one standing text, with its heading."""
    own = [strip_to_line(part.text) for part in text.paragraphs]
    own.append(" ".join(own))
    taken: dict[int, float] = {}
    for place, passage in enumerate(found.passages):
        if passage.kind == PARAGRAPH and len(words := words_of(passage)) > MOST_LETTERS / 2:
            score = max(fuzz.ratio(words, other) for other in own)
            if score >= SAME:
                taken[place] = score
    names = [text.title.text, *(f"About {n.text}" for n in list_names(newsroom)), "About us"]
    if not taken:
        for passage in found.passages:
            if is_title(passage, names):
                found.findings.append(differs(passage, text.key, shown))
                return
        return
    first = min(taken)
    drop = set(taken)
    if first and (
        is_title(found.passages[first - 1], names)
        or (
            is_short(found.passages[first - 1])
            and _ABOUT.match(words_of(found.passages[first - 1]))
        )
    ):
        drop.add(first - 1)
    lowest = min(taken, key=lambda place: taken[place])
    if taken[lowest] < 100:
        found.findings.append(
            Finding(
                id="draft/replaced",
                severity=Severity.NOTE,
                message=f"paragraph {found.passages[lowest].line} is about.{text.key} of "
                "publisher.toml, in slightly other words; the newsroom's stand in its place",
                hint="see which of the two is right; change publisher.toml, if it is the other",
                path=shown,
                excerpt=words_of(found.passages[lowest])[:80],
            )
        )
    found.about.append(text.key)
    found.passages = [p for place, p in enumerate(found.passages) if place not in drop]


def list_names(newsroom: Newsroom) -> Iterator[Segment]:
    """What the organisation is called."""
    yield newsroom.organisation.name
    yield newsroom.organisation.short_name


def is_short(passage: Passage) -> bool:
    """Whether a passage may be a heading: in its style, or a short line."""
    if passage.kind.startswith(HEADING):
        return True
    return passage.kind == PARAGRAPH and len(passage.text) <= MOST_LETTERS


def is_title(passage: Passage, names: Sequence[str]) -> bool:
    """Whether a passage is one of these headings."""
    words = words_of(passage).casefold().rstrip(" :")
    return is_short(passage) and any(fuzz.ratio(words, n.casefold()) >= SAME for n in names)


def differs(passage: Passage, key: str, shown: str) -> Finding:
    """What is said of a standing text in words of its own, which stays in the draft."""
    return Finding(
        id="draft/replaced",
        severity=Severity.WARNING,
        message=f"what follows “{words_of(passage)}” at paragraph {passage.line} is not what "
        f"about.{key} of publisher.toml says; it stays in the text",
        hint=f"delete it there and write about: [{key}] into the front matter, if that will do",
        path=shown,
    )


def part_contact(found: Standing, contact: Contact, shown: str) -> None:
    """Take out one contact, with its heading and the lines that say nothing else."""
    means = [known for known in (contact.email, contact.phone, contact.url) if known]
    facts = [contact.name.text, *([contact.role.text] if contact.role else []), *means]
    drop: list[int] = []
    section = -1
    inside = False
    for place, passage in enumerate(found.passages):
        words = words_of(passage)
        opens = bool(_CONTACT.match(words))
        heads = opens and is_short(passage) and not reaches(words, means)
        if passage.kind.startswith(HEADING) or heads:
            section, inside = (place, True) if heads else (-1, False)
        elif (inside and is_told(passage, facts)) or (
            opens and reaches(words, means) and len(words) < 400
        ):
            drop.append(place)
            if section >= 0 and section not in drop:
                drop.append(section)
    if not any(reaches(words_of(found.passages[place]), facts) for place in drop):
        return
    found.contacts.append(contact.key)
    kept = [p for place, p in enumerate(found.passages) if place not in drop]
    last = max(drop)
    if section in drop and last + 1 < len(found.passages):
        rest = found.passages[last + 1]
        if rest.kind == PARAGRAPH and any(sign in words_of(rest) for sign in "@+"):
            found.findings.append(
                Finding(
                    id="draft/replaced",
                    severity=Severity.WARNING,
                    message=f"paragraph {rest.line} looks like a contact that publisher.toml does "
                    "not have; it stays in the text",
                    hint="give it a [contacts.KEY] there, and delete it here",
                    path=shown,
                    excerpt=words_of(rest)[:80],
                )
            )
    found.passages = kept


def reaches(words: str, facts: Sequence[str]) -> bool:
    """Whether a text names one of these: addresses as they are, numbers by their digits."""
    folded = words.casefold()
    digits = re.sub(r"\D", "", words)
    return any(
        fact.casefold() in folded
        or bool((number := re.sub(r"\D", "", fact)) and len(number) > 6 and number in digits)
        for fact in facts
    )


def is_told(passage: Passage, facts: Sequence[str]) -> bool:
    """Whether every line of a passage says what is known of a contact, and no more."""
    lines = [line for line in list_lines(passage) if line]
    return bool(lines) and all(
        any(
            fuzz.ratio(line.casefold(), fact.casefold()) >= SAME
            or (reaches(line, [fact]) and len(line) < len(fact) + 20)
            for fact in facts
        )
        or all(
            reaches(part, facts)
            or any(fuzz.ratio(part.casefold(), f.casefold()) >= SAME for f in facts)
            for part in re.split(r"\s*[,;|]\s*", line)
        )
        for line in lines
    )


def list_lines(passage: Passage) -> Iterator[str]:
    """The lines of a passage and of its parts, without marks and labels."""
    for line in passage.text.split(HARD_BREAK):
        yield _LABEL.sub("", strip_to_line(line))
    for part in passage.parts:
        yield from list_lines(part)
