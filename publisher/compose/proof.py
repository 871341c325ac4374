"""A proof: every message of an edition beside its translation, on one page for translators.

In: the messages with all that is known of each. Out: a `Page` for the screen. Its template belongs
to publisher and not to a theme, and every word of its own stands there. What a line may do is drawn
by styles, so that a copy of a text carries nothing along.
"""

import difflib
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from publisher.compose.breaks import insert_breaks
from publisher.compose.environment import render_template
from publisher.compose.styles import language_styles
from publisher.model.edition import Edition
from publisher.model.finding import Finding, Severity
from publisher.model.inline import Run
from publisher.model.language import Language
from publisher.model.message import Message
from publisher.model.page import FACES_SLOT, Page
from publisher.model.theme import Theme
from publisher.text.inline import parse_inline
from publisher.text.linebreak import find_joins, find_opportunities
from publisher.text.terms import Term

TEMPLATE = "proof.html.j2"
STYLES = "proof.css"

MessageState = Literal["translated", "fuzzy", "untranslated"]
Mark = Literal["", "space", "first", "second", "held"]
"""What a line may do before a piece of text: nothing; end, behind a space or without one; end for
want of a better place; not end, although there is a space."""
_NATIVE = re.compile("[^\u0000-\u0dff\u1e00-\u2fff]")
"""Letters of scripts whose words a browser finds by itself, and others than we do."""
_SPACE = re.compile("[ \u200b]+")


class Piece(NamedTuple):
    """Text that one run marks, with what a line may do before it."""

    text: str
    run: Run
    mark: Mark = ""
    whole: bool = False
    """Whether no line may end inside."""


class Change(NamedTuple):
    """Words of the old text, of the new, or of both."""

    kind: Literal["kept", "cut", "added"]
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ProofMessage:
    """A message and what is known of it. `text` is its msgstr, fuzzy or not; `previous` the msgid
    that it was made for, where that is another; `places` are `path:line`; `notes` what its
    extracted comments say, `remarks` what translators noted; `lines` are those of the PDF."""

    message: Message
    state: MessageState
    text: str
    previous: str | None = None
    places: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    findings: tuple[Finding, ...] = ()
    lines: tuple[str, ...] = ()

    @property
    def open(self) -> bool:
        """Whether there is something to do."""
        wrong = any(found.severity is not Severity.NOTE for found in self.findings)
        return self.state != "translated" or wrong


@dataclass(frozen=True, kw_only=True, slots=True)
class Proof:
    """What a proof shows: the messages of the release, those that it shares with others, and
    findings that belong to no message; `lined` says that the lines of the PDF are known."""

    edition: Edition
    own: tuple[ProofMessage, ...]
    shared: tuple[ProofMessage, ...]
    findings: tuple[Finding, ...]
    lined: bool

    @property
    def messages(self) -> tuple[ProofMessage, ...]:
        """All messages, in their order on the page."""
        return self.own + self.shared


def compose_proof(proof: Proof, theme: Theme, languages: Mapping[str, Language]) -> Page:
    """The page of a proof; `theme` holds its template and its styles."""
    edition = proof.edition
    root, language = languages[edition.source_language], languages[edition.language]
    others = [] if language is root else [language]
    styles = "\n".join([FACES_SLOT, language_styles(root, others, "screen"), theme.styles[STYLES]])
    title = edition.text(edition.release.title)
    html = render_template(
        theme,
        TEMPLATE,
        proof=proof,
        edition=edition,
        root=root,
        language=language,
        languages=languages,
        # A style sheet has no words of anybody: names of languages and faces are escaped in it.
        styles=styles,
        title=title,
        pieces=split_pieces,
        changes=compare_words,
    )
    text = insert_breaks(html, languages, root, "screen")
    return Page(
        html=text.html,
        media="screen",
        language=root.tag,
        title=title.text,
        texts=text.texts,
    )


def split_pieces(text: str, language: Language | None = None) -> list[Piece]:
    """A text in pieces, cut where its marks change and where a line of `language` may end. What is
    no inline Markdown stands there as it is written."""
    runs, problems = parse_inline(text)
    if problems:
        runs = (Run(text=text),)
    divided = language is not None and language.breaks.segmenter != "none"
    plain = "".join("\n" if run.line_break else run.text for run in runs)
    marks = {} if language is None else find_line_marks(plain, language)
    pieces: list[Piece] = []
    start = 0
    for run in runs:
        end = start + (len(run.text) or 1)
        inside = (offset for offset in sorted(marks) if start < offset < end)
        for first, last in itertools.pairwise([start, *inside, end]):
            piece = plain[first:last]
            whole = divided and _NATIVE.search(piece) is not None
            pieces.append(Piece(piece, run, marks.get(first, ""), whole))
        start = end
    return pieces


def find_line_marks(text: str, language: Language) -> dict[int, Mark]:
    """Offsets in `text` at which a line may end, and those at which it may not although there is a
    space. The first class is offered everywhere, the second where a stretch would be long
    without it."""
    everywhere = replace(language, breaks=replace(language.breaks, long_run=0))
    first = set(find_opportunities(text, everywhere))
    marks: dict[int, Mark] = {
        space.end(): "first" if "\u200b" in space[0] else "space" for space in _SPACE.finditer(text)
    }
    for offset in find_opportunities(text, language):
        marks[offset] = "first" if offset in first else "second"
    for offset in find_joins(text, language):
        marks[offset] = "held"
    return marks


def compare_words(old: str, new: str) -> Iterator[Change]:
    """What became of an English text, word by word."""
    before, after = (re.findall(r"\S+\s*", text) for text in (old, new))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        if kind == "equal":
            yield Change("kept", "".join(after[start:end]))
            continue
        if last > first:
            yield Change("cut", "".join(before[first:last]))
        if end > start:
            yield Change("added", "".join(after[start:end]))
