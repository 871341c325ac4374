"""What properties are tried with: words of three scripts, release bodies, catalogues, pots.

In: hypothesis. Out: strategies. A generated body or catalogue comes as values, which a test can
compare with what is read; `write_body` and `write_catalog` write them down, each in as many ways
as its format allows.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from publisher.model.message import Message, MessageKey, Template
from publisher.text.po import quote_string

# Words.

KHMER = [
    *("ក", "ខ្មែ", "រ", "ម្ពុ", "ជា", "ស្ត្រី", "ព្រះ", "ម៉ែ", "ធ", "ម៌", "ណ្តា", "ល", "ទី", "ឆ្នាំ", "ៗ"),
    *("ន់", "ក្រ", "សួ", "ង", "ា"),
]
"""Khmer clusters: subscripts, signs above, a lone sign, a lone vowel as typists leave them."""
BURMESE = [
    *("က", "မြန်", "မာ", "သတ္တိ", "အင်္ဂ", "လိပ်", "မန္တ", "လေး", "ယောက်ျား", "ခွင့်", "ကျွန်ုပ်"),
    *("၏", "၌", "၍", "များ", "နိုင်", "ငံ", "့"),
]
"""Burmese clusters: stacks, kinzi, finals, medials; a lone mark."""
SIGNS = list("។៕៖៘៛၊။,.;:!?%)]}”’»…/-–([{“‘« \u00a0\u200b\u2060១២၁၂12")
LATIN = [
    *("the", "MMN", "Yangon", "rights", "and", "of", "it's", "café", "naïve"),
    *("2017", "24", "Ms.", "—", "“so”", "(MMN)", "&c"),
]

khmer_text = st.lists(st.sampled_from(KHMER + SIGNS), max_size=30).map("".join)
burmese_text = st.lists(st.sampled_from(BURMESE + SIGNS), max_size=30).map("".join)
mixed_text = st.lists(
    st.sampled_from(KHMER + BURMESE + SIGNS + LATIN + ["😀", "\U00020000", "e\u0301"]), max_size=30
).map("".join)

plain_word = st.sampled_from([word for word in LATIN if word[0].isalpha()] + ["កម្ពុជា", "မြန်မာ"])
"""A word that no line of Markdown takes for a mark, wherever it stands."""

# Release bodies.


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A block of a body, as an author means it: words to be wrapped, or blocks in a container."""

    kind: str
    """`heading`, `paragraph`, `bullets`, `numbers`, `quote`, `figure`, `note` or `rule`."""
    words: tuple[str, ...] = ()
    inner: tuple[tuple["Piece", ...], ...] = ()
    speaker: tuple[str, ...] = ()


def words(least: int = 1) -> st.SearchStrategy[tuple[str, ...]]:
    """Words of a paragraph; some are marked, some are links, and a mark never spans two."""
    marked = plain_word.flatmap(
        lambda word: st.sampled_from(
            [f"**{word}**", f"*{word}*", f"`{word}`", f"[{word}](https://example.org/a)"]
        )
    )
    return st.lists(plain_word | plain_word | marked, min_size=least, max_size=9).map(tuple)


paragraphs = st.builds(lambda words: Piece(kind="paragraph", words=words), words())
headings = st.builds(lambda words: Piece(kind="heading", words=words), words())
figures = st.builds(
    lambda words, caption: Piece(kind="figure", words=words, speaker=caption),
    st.lists(plain_word, min_size=1, max_size=4).map(tuple),
    st.lists(plain_word, max_size=4).map(tuple),
)
notes = st.builds(lambda words: Piece(kind="note", words=words), words())


def containers(pieces: st.SearchStrategy[Piece]) -> st.SearchStrategy[Piece]:
    """Lists and quotations of such blocks; a quotation may name its speaker."""
    block = st.lists(pieces, min_size=1, max_size=3).map(tuple)
    lists = st.builds(
        lambda kind, inner: Piece(kind=kind, inner=tuple(inner)),
        st.sampled_from(["bullets", "numbers"]),
        st.lists(block, min_size=1, max_size=3),
    )
    quotes = st.builds(
        lambda inner, speaker: Piece(kind="quote", inner=(inner,), speaker=speaker),
        block,
        st.lists(plain_word, max_size=3).map(tuple),
    )
    return lists | quotes


nested = st.recursive(paragraphs | figures, containers, max_leaves=6).filter(
    lambda piece: depth(piece) <= 3
)
bodies = st.lists(
    st.one_of(paragraphs, headings, figures, notes, st.just(Piece(kind="rule")), nested),
    min_size=1,
    max_size=7,
).map(tuple)


def depth(piece: Piece) -> int:
    """How many containers stand in each other."""
    return max((1 + depth(block) for item in piece.inner for block in item), default=0)


@dataclass(kw_only=True)
class Wrapping:
    """The whims of an author: at which spaces lines end, and what stands before them there."""

    choices: Iterator[int]

    @classmethod
    def of(cls, numbers: list[int]) -> "Wrapping":
        """Whims that repeat `numbers`."""
        return cls(choices=iter(numbers * 10_000))

    def join(self, words: tuple[str, ...]) -> list[str]:
        """Words on as many lines as the whims ask for."""
        lines = [words[0]]
        for word in words[1:]:
            if next(self.choices) % 3 == 0:
                lines.append(word)
            else:
                lines[-1] += " " + word
        return lines


wrappings = st.lists(st.integers(0, 8), min_size=3, max_size=12)


def write_body(pieces: tuple[Piece, ...], whims: list[int]) -> str:
    """The Markdown of a body."""
    return "\n".join(write_pieces(pieces, Wrapping.of(whims))) + "\n"


def write_pieces(pieces: tuple[Piece, ...], wrapping: Wrapping) -> list[str]:
    """The lines of blocks, parted by empty ones; two lists in a row are parted by a comment."""
    lines: list[str] = []
    for index, piece in enumerate(pieces):
        if index:
            lines.append("")
            if (
                piece.kind in ("bullets", "numbers", "quote")
                and pieces[index - 1].kind == piece.kind
            ):
                lines += ["<!-- next -->", ""]
        lines += write_piece(piece, wrapping)
    return lines


def write_piece(piece: Piece, wrapping: Wrapping) -> list[str]:
    """The lines of one block."""
    words = " ".join(piece.words)
    caption = f' "{" ".join(piece.speaker)}"' if piece.speaker else ""
    match piece.kind:
        case "bullets" | "numbers":
            return write_list(piece, wrapping)
        case "quote":
            speaker = ["", "— " + " ".join(piece.speaker)] if piece.speaker else []
            inner = [*write_pieces(piece.inner[0], wrapping), *speaker]
            return [f"> {line}".rstrip() for line in inner]
        case "paragraph":
            return wrapping.join(piece.words)
    one_line = {
        "heading": f"## {words}",
        "rule": "***",
        "note": f"<!-- translators: {words} -->",
        "figure": f"![{words}](images/a.jpg{caption})",
    }
    return [one_line[piece.kind]]


def write_list(piece: Piece, wrapping: Wrapping) -> list[str]:
    """The lines of a list, its items parted by empty ones."""
    lines: list[str] = []
    for number, item in enumerate(piece.inner, start=1):
        mark = "- " if piece.kind == "bullets" else f"{number}. "
        first, *rest = write_pieces(item, wrapping)
        lines += [""] if lines else []
        lines.append(mark + first)
        lines += [(" " * len(mark) + line).rstrip() for line in rest]
    return lines


def expected_messages(pieces: tuple[Piece, ...]) -> Iterator[str]:
    """The messages of a body, in the order of reading."""
    for piece in pieces:
        if piece.kind in ("heading", "paragraph", "figure"):
            yield " ".join(piece.words)
        for item in piece.inner:
            yield from expected_messages(item)
        if piece.kind in ("figure", "quote") and piece.speaker:
            yield " ".join(piece.speaker)


# Catalogues and pots.

HEADER = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n'

catalogue_texts = st.lists(
    st.sampled_from(KHMER + BURMESE + LATIN + [" ", '"', "\\", "\n", "\t", "\\n", "#~", "msgid"]),
    max_size=8,
).map("".join)
identifiers = st.sampled_from(["one", "two", 'a "b" \\', "ក\nខ", "three words here", " ", "#~ x"])
contexts = st.sampled_from([None, None, "ctx", ""])


@dataclass(frozen=True, kw_only=True)
class Written:
    """An entry as a translator's tool would write it."""

    key: MessageKey
    text: str
    fuzzy: bool
    obsolete: bool
    remarks: tuple[str, ...]
    previous: str | None
    plural: bool
    cuts: tuple[int, ...]
    """Where its strings are cut into lines."""


entries = st.builds(
    Written,
    key=st.builds(MessageKey, contexts, identifiers),
    text=catalogue_texts,
    fuzzy=st.booleans(),
    obsolete=st.booleans(),
    remarks=st.lists(st.sampled_from(["# remark", "#", "#= no-wrap", "#TODO"]), max_size=2).map(
        tuple
    ),
    previous=st.none() | identifiers,
    plural=st.booleans(),
    cuts=st.lists(st.integers(0, 6), max_size=3).map(tuple),
)


def first_of_each(written: list[Written]) -> list[Written]:
    """Entries of which no two active ones share a key; the later ones turn obsolete."""
    seen: set[MessageKey] = set()
    kept = []
    for entry in written:
        clash = not entry.obsolete and entry.key in seen
        kept.append(replace(entry, obsolete=True) if clash else entry)
        if not entry.obsolete:
            seen.add(entry.key)
    return kept


catalogues = st.lists(entries, max_size=7).map(first_of_each)
tails = st.sampled_from(["", "\n# the end\n", '\n# the\n\n#~| msgid "end"\n'])
pots = st.lists(
    st.builds(
        Message,
        id=identifiers,
        context=contexts,
        comments=st.lists(st.sampled_from(["Lead", "Item 1", "two\nlines"]), max_size=2).map(tuple),
        references=st.just(("releases/x/release.md",)),
    ),
    max_size=7,
    unique_by=lambda message: message.key,
).map(lambda messages: Template(domain="d", messages=tuple(messages)))


def write_catalog(written: list[Written], tail: str = "") -> str:
    """The text of a catalogue, in canonical form but for the cuts of its strings."""
    return "\n".join([HEADER, *map(write_entry, written)]) + tail


def write_entry(entry: Written) -> str:
    """The lines of one entry."""
    lines = list(entry.remarks)
    if entry.fuzzy:
        lines.append("#, fuzzy")
    if entry.previous is not None:
        mark = "#~|" if entry.obsolete else "#|"
        lines += [f"{mark} {line}" for line in cut_field("msgid", entry.previous, entry.cuts)]
    message = []
    if entry.key.context is not None:
        message += cut_field("msgctxt", entry.key.context, entry.cuts)
    message += cut_field("msgid", entry.key.id, entry.cuts)
    if entry.plural:
        message += ['msgid_plural "many"', 'msgstr[0] ""']
        message += cut_field("msgstr[1]", entry.text, entry.cuts)
    else:
        message += cut_field("msgstr", entry.text, entry.cuts)
    mark = "#~ " if entry.obsolete else ""
    return "\n".join([*lines, *(mark + line for line in message)]) + "\n"


def cut_field(keyword: str, text: str, cuts: tuple[int, ...]) -> list[str]:
    """A field on as many lines as the cuts ask for."""
    if not cuts:
        return [f"{keyword} {quote_string(text)}"]
    lines = [f'{keyword} ""']
    for cut in cuts:
        lines.append(quote_string(text[:cut]))
        text = text[cut:]
    return [*lines, quote_string(text)]
