"""One pass over a page's HTML: line breaks in, and what is set with which face.

In: HTML as a template made it. Out: the same HTML, on paper with break opportunities in its
text (never in attributes), and the stretches of text by the faces they ask for. Words run across
inline elements, so text is looked at by block, whole. Removing the marks gives the text back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from html.parser import HTMLParser

from publisher.compose.styles import HEADINGS, LABEL_CLASS
from publisher.model.language import Language, Role
from publisher.model.page import COUNTER_MARK, FaceUse, Media
from publisher.text.linebreak import find_marks
from publisher.text.phrases import find_phrases
from publisher.text.traps import find_outlets, find_traps

INLINE = frozenset({"a", "b", "code", "em", "i", "small", "span", "strong", "sub", "sup", "time"})
"""Elements that words run across; every other start or end of an element ends a stretch."""
VOID = frozenset({"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"})
RAW = frozenset({"script", "style", "title"})
"""Elements whose text is not set on the page."""
FURNITURE_CLASS = "furniture"
"""The class of what stands on every page of paper, outside the running text."""
KEPT_CLASS = "kept"
"""The class of what a screen keeps on one line."""
NARROW_CLASS = "narrow"
"""The class of a column on paper that is too narrow for whole phrases, under 50 mm or so."""
PHRASE = '<span style="display:inline-block">'
"""A phrase in such a column: a box that goes to the next line whole, and parts only where it is
wider than the column."""
COUNTER_CLASSES = frozenset({"page-counter", "pages-counter"})
"""Elements that styles fill with a number."""


Screened = tuple[Sequence[tuple[int, int]], Sequence[int]]
"""What a browser would break wrongly in a text, and where it would miss a break."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PageText:
    """What a page says: its HTML with marks, its blocks and furniture without, and its texts by
    the faces they ask for."""

    html: str
    blocks: tuple[str, ...]
    furniture: tuple[str, ...]
    texts: dict[FaceUse, tuple[str, ...]]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Context:
    """How text is set where the parser stands."""

    tag: str
    language: Language
    role: Role = "text"
    strong: bool = False
    emphasis: bool = False
    hidden: bool = False
    furniture: bool = False
    narrow: bool = False


def insert_breaks(
    html: str, languages: Mapping[str, Language], root: Language, media: Media
) -> PageText:
    """The page with its break marks (on paper; a screen breaks by itself), and its texts."""
    parser = _BreakInserter(languages, root, media)
    parser.feed(html)
    parser.close()
    parser.flush()
    return PageText(
        html="".join(parser.output),
        blocks=tuple(parser.blocks),
        furniture=tuple(parser.furniture),
        texts={use: tuple(dict.fromkeys(words)) for use, words in parser.texts.items()},
    )


class _BreakInserter(HTMLParser):
    """Echoes HTML; text waits in `pending` until its block ends."""

    def __init__(self, languages: Mapping[str, Language], root: Language, media: Media) -> None:
        super().__init__(convert_charrefs=True)
        self.languages = languages
        self.media = media
        self.stack = [_Context(tag="", language=root)]
        self.output: list[str] = []
        self.pending: list[tuple[str, _Context | None]] = []
        self.counted: list[int] = []
        self.screened: dict[tuple[str, str], Screened] = {}
        self.texts: dict[FaceUse, list[str]] = {}
        self.blocks: list[str] = []
        self.furniture: list[str] = []

    def handle_decl(self, decl: str) -> None:
        self.output.append(f"<!{decl}>")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        source = self.get_starttag_text() or ""
        if tag not in INLINE:
            self.flush()
            self.output.append(source)
        else:
            self.pending.append((source, None))
        if tag in VOID:
            return
        self.stack.append(self.enter(tag, dict(attrs)))

    def enter(self, tag: str, attributes: Mapping[str, str | None]) -> _Context:
        """The context inside an element."""
        outer = self.stack[-1]
        role = outer.role
        classes = (attributes.get("class") or "").split()
        if tag in HEADINGS:
            role = "heading"
        elif LABEL_CLASS in classes:
            role = "label"
        if not COUNTER_CLASSES.isdisjoint(classes):
            self.counted.append(len(self.pending))
        return _Context(
            tag=tag,
            language=self.languages.get(attributes.get("lang") or "", outer.language),
            role=role,
            strong=outer.strong or tag in {"strong", "b"},
            emphasis=outer.emphasis or tag in {"em", "i"},
            hidden=outer.hidden or tag in RAW,
            furniture=outer.furniture or FURNITURE_CLASS in classes,
            narrow=outer.narrow or NARROW_CLASS in classes,
        )

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        if tag not in INLINE:
            self.flush()
            self.output.append(f"</{tag}>")
        else:
            self.pending.append((f"</{tag}>", None))
        while len(self.stack) > 1 and self.stack.pop().tag != tag:
            pass

    def handle_data(self, data: str) -> None:
        context = self.stack[-1]
        if context.hidden:
            self.output.append(
                data if context.tag in {"script", "style"} else escape(data, quote=False)
            )
            return
        self.pending.append((data, context))

    def flush(self) -> None:
        """Set the text that waits: one stretch per language, inline elements in between."""
        pieces = self.pending
        self.note_block(pieces)
        self.pending = []
        self.counted = []
        start = 0
        for index in range(len(pieces) + 1):
            ended = index == len(pieces)
            if ended or self.changes_language(pieces, start, index):
                self.set_stretch(pieces[start:index])
                start = index

    @staticmethod
    def changes_language(pieces: list[tuple[str, _Context | None]], start: int, index: int) -> bool:
        """Whether the piece at `index` is text of another language than the stretch so far."""
        context = pieces[index][1]
        if context is None:
            return False
        before = [c for _, c in pieces[start:index] if c is not None]
        return bool(before) and before[0].language is not context.language

    def set_stretch(self, pieces: list[tuple[str, _Context | None]]) -> None:
        """Echo pieces of one language, with the marks of their joined text."""
        contexts = [context for _, context in pieces if context is not None]
        text = "".join(piece for piece, context in pieces if context is not None)
        language = contexts[0].language if contexts else None
        position = 0
        for piece, context in pieces:
            if context is None or language is None:
                self.output.append(piece)
                continue
            end = position + len(piece)
            marks = self.marks_within(text, context, position, end)
            done = position
            for offset, mark in marks:
                self.output += [escape(text[done:offset], quote=False), mark]
                done = offset
            self.output.append(escape(text[done:end], quote=False))
            self.note_text(piece, context)
            position = end

    def marks_within(
        self, text: str, context: _Context, start: int, end: int
    ) -> list[tuple[int, str]]:
        """What to insert into one piece of a stretch: break marks on paper, and in a narrow column
        the boxes of phrases; on a screen, which breaks by itself, spans around what it would break
        wrongly, and `wbr` where it would miss a break. A span that would cross an element is left
        out, as markup cannot overlap."""
        language = context.language
        if self.media == "screen":
            # Lists of releases say the same again and again: dates, kinds, places, titles.
            known = self.screened.get((text, language.tag))
            if known is None:
                known = find_traps(text, language), tuple(find_outlets(text, language))
                self.screened[text, language.tag] = known
            traps = within(known[0], start, end)
            opening = f'<span class="{KEPT_CLASS}">'
            kept = [part for first, last in traps for part in ((first, opening), (last, "</span>"))]
            outlets = [(at, "<wbr>") for at in known[1] if start <= at < end]
            return sorted([*kept, *outlets], key=lambda insertion: insertion[0])
        marks = find_marks(text, language, narrow=context.narrow)
        inside = [mark for mark in marks if start <= mark[0] < end]
        if not context.narrow:
            return inside
        phrases = within(find_phrases(text, language), start, end)
        closing = [(last, "</span>") for _, last in phrases]
        opening_tags = [(first, PHRASE) for first, _ in phrases]
        return sorted(closing + inside + opening_tags, key=lambda insertion: insertion[0])

    def note_block(self, pieces: list[tuple[str, _Context | None]]) -> None:
        """Remember what a block says, for whoever reads the page back."""
        words = []
        for index, (piece, context) in enumerate(pieces):
            words.append(COUNTER_MARK if index in self.counted else "")
            words.append(piece if context is not None else "")
        text = " ".join("".join(words).split())
        if text:
            furniture = any(c.furniture for _, c in pieces if c is not None)
            (self.furniture if furniture else self.blocks).append(text)

    def note_text(self, piece: str, context: _Context) -> None:
        """Remember which faces a piece of text asks for."""
        words = " ".join(piece.split())
        if not words:
            return
        self.texts.setdefault(face_use(context), []).append(words)


def within(stretches: Iterable[tuple[int, int]], start: int, end: int) -> list[tuple[int, int]]:
    """The stretches that lie in the piece from `start` to `end`."""
    return [stretch for stretch in stretches if start <= stretch[0] < stretch[1] <= end]


def heading_use(language: Language) -> FaceUse:
    """The faces of a heading."""
    return face_use(_Context(tag="", language=language, role="heading"))


def face_use(context: _Context) -> FaceUse:
    """The faces of a context: the rules of compose.styles in code."""
    language = context.language
    style = language.styles[context.role]
    weight: int = style.weight
    if context.role != "heading":
        heavy = context.strong or (context.emphasis and language.emphasis == "weight")
        weight = 700 if heavy else style.weight
    italic = (
        context.emphasis
        and language.emphasis == "italic"
        and context.role == "text"
        and not context.strong
    )
    return FaceUse(families=style.families, weight=weight, italic=italic, language=language.tag)
