"""Edits of English sources as a newsroom makes them, seeded.

In: the paragraphs of releases. Out: the same, edited in one way, and what the edit means. A
paragraph is edited once, but for those that are taken back.
"""

import itertools
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

KINDS = {
    "typing mistake": 4,
    "punctuation": 4,
    "emphasis": 1,
    "number or date": 5,
    "negation": 5,
    "modal verb": 3,
    "name": 2,
    "other word": 2,
    "moved": 3,
    "parted": 3,
    "joined": 3,
    "deleted": 2,
    "restored": 2,
    "taken back": 1,
}
"""Forty edits of a year."""
SAME_MEANING = {"punctuation", "emphasis", "typing mistake"}
"""Edits after which the old translation is still right."""
NAMES = {"Cambodia": "Laos", "Myanmar": "Vietnam", "Thailand": "Malaysia", "Yangon": "Mandalay"}
MODALS = {"shall": "may", "should": "must", "will": "may", "can": "must", "must": "should"}
_PLAIN = re.compile(r"[A-Z“*][^\n\\]*\Z")
_SENTENCE = re.compile(r"(?<=[a-z)”][.!?]) (?=[A-Z“])")
_AUXILIARY = re.compile(r"\b(shall|should|will|must|is|are|has|have|may)\b(?! not\b)")


@dataclass(kw_only=True)
class Draft:
    """A release that authors edit: its front matter and the blocks of its body."""

    path: Path
    head: str
    blocks: list[str]

    @classmethod
    def read(cls, path: Path) -> "Draft":
        """The release at `path`."""
        head, mark, body = path.read_text(encoding="utf-8").partition("\n---\n")
        return cls(path=path, head=head + mark, blocks=body.strip().split("\n\n"))

    def write(self) -> None:
        """Save the release."""
        text = f"{self.head}\n" + "\n\n".join(self.blocks) + "\n"
        self.path.write_text(text, encoding="utf-8")

    def plain(self, done: set[str]) -> Iterator[int]:
        """The places of paragraphs that stand by themselves and were not edited yet."""
        for place, block in enumerate(self.blocks):
            if _PLAIN.match(block) and block not in done and self.blocks.count(block) == 1:
                yield place


@dataclass(frozen=True, kw_only=True)
class Change:
    """An edit that was made: its kind, the paragraphs before and after, where they differ."""

    kind: str
    before: tuple[str, ...]
    after: tuple[str, ...]


@dataclass(kw_only=True)
class Authors:
    """Who edits the releases: with a seed of their own, and with a memory of what they did."""

    drafts: Sequence[Draft]
    dice: random.Random
    done: set[str] = field(default_factory=set)
    deleted: list[tuple[Draft, int, str]] = field(default_factory=list)
    numbers: list[Change] = field(default_factory=list)

    def edit(self, kind: str) -> Change:
        """Make one edit of a kind."""
        match kind:
            case "restored":
                draft, place, text = self.deleted.pop(0)
                draft.blocks.insert(min(place, len(draft.blocks)), text)
                change = Change(kind=kind, before=(), after=(text,))
            case "taken back":
                last = self.numbers.pop(0)
                draft = next(d for d in self.drafts if last.after[0] in d.blocks)
                draft.blocks[draft.blocks.index(last.after[0])] = last.before[0]
                change = Change(kind=kind, before=last.after, after=last.before)
            case "moved" | "parted" | "joined" | "deleted":
                draft, change = self.rearrange(kind)
            case _:
                draft, change = self.reword(kind)
        self.done |= {*change.before, *change.after}
        if kind == "number or date":
            self.numbers.append(change)
        draft.write()
        return change

    def reword(self, kind: str) -> tuple[Draft, Change]:
        """Change the words or the marks of one paragraph."""
        for draft, place in self.places():
            before = draft.blocks[place]
            after = EDITS[kind](before, self.dice)
            if after not in (None, before):
                draft.blocks[place] = after
                return draft, Change(kind=kind, before=(before,), after=(after,))
        raise AssertionError(f"no paragraph is left for: {kind}")

    def rearrange(self, kind: str) -> tuple[Draft, Change]:
        """Move, part, join or delete a paragraph."""
        for draft, place in self.places():
            blocks, block = draft.blocks, draft.blocks[place]
            if kind == "deleted":
                self.deleted.append((draft, place, blocks.pop(place)))
                return draft, Change(kind=kind, before=(block,), after=())
            if kind == "moved" and len(blocks) > 4:
                blocks.insert(self.dice.randrange(len(blocks) - 1), blocks.pop(place))
                return draft, Change(kind=kind, before=(block,), after=(block,))
            sentences = _SENTENCE.split(block)
            if kind == "parted" and len(sentences) > 1:
                cut = self.dice.randrange(1, len(sentences))
                parts = (" ".join(sentences[:cut]), " ".join(sentences[cut:]))
                blocks[place : place + 1] = parts
                return draft, Change(kind=kind, before=(block,), after=parts)
            if kind == "joined" and place + 1 in draft.plain(self.done):
                pair = (block, blocks[place + 1])
                blocks[place : place + 2] = [" ".join(pair)]
                return draft, Change(kind=kind, before=pair, after=(" ".join(pair),))
        raise AssertionError(f"no paragraph is left for: {kind}")

    def places(self) -> list[tuple[Draft, int]]:
        """Paragraphs that may be edited, shuffled."""
        places = [(draft, place) for draft in self.drafts for place in draft.plain(self.done)]
        self.dice.shuffle(places)
        return places


def replace_one(text: str, pattern: str, words: Callable[[str], str], dice: random.Random) -> str:
    """`text` with one place that matches a pattern replaced; as it is where none does."""
    found = list(re.finditer(pattern, text))
    if not found:
        return text
    place = dice.choice(found)
    return text[: place.start()] + words(place[0]) + text[place.end() :]


def mistype(text: str, dice: random.Random) -> str:
    """A letter of a longer word dropped."""
    return replace_one(text, r"\b[a-z]{6,}\b", lambda word: word[:3] + word[4:], dice)


def repunctuate(text: str, dice: random.Random) -> str:
    """A comma less, or another mark in its place."""
    return replace_one(text, r"(?<=[a-z]), (?=[a-z])", lambda _: dice.choice([" – ", " "]), dice)


def emphasise(text: str, dice: random.Random) -> str:
    """A word in italics."""
    return replace_one(text, r"(?<= )[a-z]{5,}(?= )", lambda word: f"*{word}*", dice)


def renumber(text: str, dice: random.Random) -> str:
    """Another number; those in addresses stay."""
    return replace_one(
        text, r"(?<![\w/.-])\d+\b", lambda number: str(int(number) + dice.choice([1, 10])), dice
    )


def negate(text: str, dice: random.Random) -> str:
    """A negation more, or one less."""
    if " not " in text and dice.random() < 0.5:
        return text.replace(" not ", " ", 1)
    return replace_one(text, _AUXILIARY.pattern, lambda verb: f"{verb} not", dice)


def reoblige(text: str, dice: random.Random) -> str:
    """Another modal verb."""
    return replace_one(text, rf"\b({'|'.join(MODALS)})\b", lambda verb: MODALS[verb], dice)


def rename(text: str, dice: random.Random) -> str:
    """Another name."""
    return replace_one(text, rf"\b({'|'.join(NAMES)})\b", lambda name: NAMES[name], dice)


def rephrase(text: str, dice: random.Random) -> str:
    """Another word, of no special weight."""
    return replace_one(text, r"(?<= )[a-z]{7,}(?= )", lambda _: "particular", dice)


EDITS: dict[str, Callable[[str, random.Random], str]] = {
    "typing mistake": mistype,
    "punctuation": repunctuate,
    "emphasis": emphasise,
    "number or date": renumber,
    "negation": negate,
    "modal verb": reoblige,
    "name": rename,
    "other word": rephrase,
}


def plan_year(dice: random.Random, counts: Mapping[str, int], months: int = 12) -> list[list[str]]:
    """The kinds of the edits of each month. What is restored or taken back late in the year was
    deleted or changed early; translators have finished it since."""
    early, late = ("deleted", "number or date"), ("restored", "taken back")
    parts = ([*early], [kind for kind in counts if kind not in early + late], [*late])
    year: list[str] = []
    for part in parts:
        kinds = [kind for kind in part for _ in range(counts[kind])]
        dice.shuffle(kinds)
        year += kinds
    ends = [len(year) * month // months for month in range(months + 1)]
    return [year[start:end] for start, end in itertools.pairwise(ends)]
