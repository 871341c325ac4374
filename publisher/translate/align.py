"""A finished translation laid beside its original, by structure.

In: the passages of a release, and those of a translation. Out: pairs, and the gaps: what cannot be
laid side by side safely, with both places and the reason. Nothing is guessed.

Headings part a document into sections; lists, quotations and figures part a section. Only where
both sides have the same of these, in the same order, is what lies between them compared; only
where that is as many paragraphs, or items, are they pairs. Then a pair must not contradict itself:
where one has other numbers or links, it and the paragraphs around it may have been parted and
joined, and all of them are left out.
"""

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from publisher.model.passage import (
    ATTRIBUTION,
    FIGURE,
    FRONT,
    HEADING,
    PARAGRAPH,
    QUOTATION,
    Passage,
)
from publisher.text.address import host_of
from publisher.text.inline import parse_inline
from publisher.text.number_match import match_numbers

_Passages = Sequence[Passage]


class Pair(NamedTuple):
    """A passage and its translation."""

    original: Passage
    translation: Passage


class Gap(NamedTuple):
    """Where the two cannot be laid side by side; a side is missing where it has nothing there."""

    original: Passage | None
    translation: Passage | None
    reason: str


@dataclass(kw_only=True, slots=True)
class Alignment:
    """What was aligned and what was not, in document order. The tags are those of the original's
    language and of the translation's."""

    source_tag: str
    tag: str
    pairs: list[Pair] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)


def align_documents(
    original: _Passages, translation: _Passages, tags: tuple[str, str]
) -> Alignment:
    """`translation` laid beside `original`; `tags` are the languages of the two."""
    found = Alignment(source_tag=tags[0], tag=tags[1])
    align_named(found, original, translation, FRONT)
    mine = [passage for passage in original if passage.kind not in FRONT]
    theirs = [passage for passage in translation if passage.kind not in FRONT]
    if not any(passage.kind == FIGURE for passage in theirs):
        figures = [passage for passage in mine if passage.kind == FIGURE]
        found.gaps += [Gap(figure, None, "the translation has no pictures") for figure in figures]
        mine = [passage for passage in mine if passage.kind != FIGURE]
    align_sections(found, mine, theirs)
    return found


def align_named(
    found: Alignment, mine: _Passages, theirs: _Passages, kinds: Sequence[str] | None = None
) -> None:
    """Pair what there is at most one of; `kinds` are those to look at."""
    for passage in mine:
        others = [other for other in theirs if other.kind == passage.kind]
        if kinds is not None and passage.kind not in kinds:
            continue
        if len(others) > 1:
            reason = f"the translation has {len(others)} times a {passage.kind}"
            found.gaps.append(Gap(passage, others[0], reason))
        elif others:
            align_run(found, [passage], others)


def align_sections(found: Alignment, mine: _Passages, theirs: _Passages) -> None:
    """Pair headings, and what stands between them."""
    align_between(
        found, mine, theirs, lambda passage: passage.kind.startswith(HEADING), align_section
    )


def align_section(found: Alignment, mine: _Passages, theirs: _Passages) -> None:
    """Pair lists, quotations and figures, and the paragraphs between them."""
    align_between(found, mine, theirs, lambda passage: passage.kind != PARAGRAPH, align_run)


def align_between(
    found: Alignment,
    mine: _Passages,
    theirs: _Passages,
    is_mark: Callable[[Passage], bool],
    inner: Callable[[Alignment, _Passages, _Passages], None],
) -> None:
    """Pair the marks of both sides, and by `inner` what lies before, between and behind them;
    nothing at all where the marks are not the same."""
    my_marks, my_runs = split_at(mine, is_mark)
    their_marks, their_runs = split_at(theirs, is_mark)
    my_kinds, their_kinds = ([mark.kind for mark in marks] for marks in (my_marks, their_marks))
    if my_kinds != their_kinds:
        ours = [*my_marks, None]
        others = [*their_marks, None]
        same = itertools.takewhile(
            lambda kinds: kinds[0] == kinds[1], zip(my_kinds, their_kinds, strict=False)
        )
        at = len(list(same))
        found.gaps.append(name_difference(ours[at], others[at], mine, theirs))
        return
    for place, (my_run, their_run) in enumerate(zip(my_runs, their_runs, strict=True)):
        if place:
            align_mark(found, my_marks[place - 1], their_marks[place - 1])
        inner(found, my_run, their_run)


def name_difference(
    mark: Passage | None, other: Passage | None, mine: _Passages, theirs: _Passages
) -> Gap:
    """The gap at the place where the marks differ first."""
    one, two = (f"a {passage.kind}" if passage else "nothing" for passage in (mark, other))
    reason = f"the original has {one} where the translation has {two}, so nothing around is taken"
    return Gap(mark or (mine or (None,))[0], other or (theirs or (None,))[0], reason)


def split_at(
    passages: _Passages, is_mark: Callable[[Passage], bool]
) -> tuple[list[Passage], list[list[Passage]]]:
    """The marks among passages, and the runs before, between and behind them, one more."""
    marks: list[Passage] = []
    runs: list[list[Passage]] = [[]]
    for passage in passages:
        if is_mark(passage):
            marks.append(passage)
            runs.append([])
        else:
            runs[-1].append(passage)
    return marks, runs


def align_mark(found: Alignment, mine: Passage, theirs: Passage) -> None:
    """Pair two passages of one kind, with what stands in them."""
    if mine.kind == QUOTATION:
        align_quotation(found, mine, theirs)
    elif mine.kind == FIGURE:
        align_named(found, mine.parts, theirs.parts)
    elif not mine.parts:
        align_run(found, [mine], [theirs])
    elif len(mine.parts) != len(theirs.parts):
        reason = f"the {mine.kind} has {len(mine.parts)} items, its translation {len(theirs.parts)}"
        found.gaps.append(Gap(mine, theirs, reason))
    else:
        for item, other in zip(mine.parts, theirs.parts, strict=True):
            align_section(found, item.parts, other.parts)


def align_quotation(found: Alignment, mine: Passage, theirs: Passage) -> None:
    """Pair what was said, and who said it."""
    (my_speakers, my_words), (their_speakers, their_words) = (
        split_at(quotation.parts, lambda part: part.kind == ATTRIBUTION)
        for quotation in (mine, theirs)
    )
    if len(my_speakers) != len(their_speakers):
        found.gaps.append(Gap(mine, theirs, "only one of the two quotations names its speaker"))
        return
    align_section(found, my_words[0], their_words[0])
    align_run(found, my_speakers, their_speakers)


def align_run(found: Alignment, mine: _Passages, theirs: _Passages) -> None:
    """Pair paragraphs in order: all of them, or none."""
    if len(mine) != len(theirs):
        reason = f"{count(mine)} of the original, {count(theirs)} of the translation"
        first, other = (passages[0] if passages else None for passages in (mine, theirs))
        found.gaps.append(Gap(first, other, reason))
        return
    pairs = list(map(Pair, mine, theirs))
    gaps = [
        Gap(pair.original, pair.translation, reason)
        for pair in pairs
        if (reason := find_contradiction(pair, found.source_tag, found.tag))
    ]
    if gaps and len(pairs) > 1:
        around = f"; so the {len(pairs)} paragraphs here may not match, and none is taken"
        gaps = [gap._replace(reason=gap.reason + around) for gap in gaps]
    found.gaps += gaps
    if not gaps:
        found.pairs += pairs


def count(passages: _Passages) -> str:
    """`2 paragraphs`."""
    return f"{len(passages)} paragraph{'' if len(passages) == 1 else 's'}"


def find_contradiction(pair: Pair, source_tag: str, tag: str) -> str:
    """Why two texts cannot be original and translation; empty where nothing says so."""
    original, text = pair.original.text, pair.translation.text
    if not text:  # what could not be read of it was said where it was read
        return ""
    if original == text:
        # A name or an acronym is the same in every language, but no whole text.
        return "the two are the same text" if " " in text else ""
    faults = match_numbers(original, text, source_tag, tag)
    if faults.lost or faults.strange:
        return "the numbers are not the same"
    mine, theirs = link_hosts(original), link_hosts(text)
    if mine and theirs and mine.isdisjoint(theirs):
        return "the links lead elsewhere"
    return ""


def link_hosts(text: str) -> set[str]:
    """The hosts that a text links to."""
    return {host_of(run.href) for run in parse_inline(text)[0] if run.href}
