"""Catalogues as wild as PO allows, for properties that must hold for every file.

In: hypothesis. Out: the texts of files that `msgfmt -c` accepts, to which `tests/external` holds
it: any spacing, comments and wrapping, line ends that change from line to line, and whatever other
tools leave in a header. And `sync_text`, the one place where these tests call sync.
"""

import re
from collections.abc import Iterable, Iterator

from hypothesis import strategies as st

from publisher.load.po import parse_catalog
from publisher.model.message import Message, Template
from publisher.model.source import SourceFile
from publisher.text.po import CatalogFile, quote_string
from publisher.text.terms import Glossary
from publisher.translate.memory import Memory, Unit
from publisher.translate.sync import carry_over, complete_catalog, new_header

from .strategies import BURMESE, KHMER, LATIN

PLURAL_FORMS = "nplurals=2; plural=(n != 1);"
NEW_HEADER = new_header("x", "en", PLURAL_FORMS)

FOREIGN_FIELDS = [
    "X-Generator: Poedit 3.4.2",
    "X-Poedit-Basepath: ../../..",
    "X-Poedit-SourceCharset: UTF-8",
    "X-Poedit-KeywordsList: __;_e;_n:1,2",
    "X-Poedit-SearchPath-0: .",
    "X-Poedit-Bookmarks: -1,-1,17,-1,-1",
    "X-Crowdin-Project: newsroom",
    "X-Crowdin-Project-ID: 42",
    "X-Crowdin-Language: my",
    "X-Crowdin-File: /main/newsroom.pot",
    "X-Generator: Weblate 5.8-dev",
    "X-Weblate-Component: mmn/newsroom",
    "X-OmegaT-Note: kept",
    "X-Project-Style: default",
    "X-Loco-Source-Locale: en_GB",
    "x-lower:no space,  two spaces",
    "X-Empty:",
]
"""Fields that other tools write into a header; some stand there twice."""

words = st.sampled_from(
    [
        *(*KHMER, *BURMESE, *LATIN),
        *("#~", "msgid", "<<<<<<< HEAD", "\u2068x\u2069", "\u200b", "😀", "{n}", "“", "”"),
        *('\\"', "\\\\", "\\t", "\\a", "\\n", " ", "  ", "%"),
    ]
)
blanks = st.sampled_from(["", "", "", " ", "\t", "  "])
comments = st.sampled_from(
    [
        *("# remark", "#", "#TODO", "##", "#  ခ", "#. extracted", "#.", "#: a.md", "#:a.md:3 b.md"),
        *(
            "#: \u2068a b.md\u2069:3",
            "#, no-wrap",
            "#,fuzzy",
            "#= sticky",
            "#=",
            "#!",
            "  # inside",
        ),
    ]
)


@st.composite
def texts(draw: st.DrawFn) -> str:
    """What stands between the quotation marks of a text; no line end at its edges, since msgfmt
    wants those alike in msgid and msgstr."""
    parts = draw(st.lists(words, max_size=6))
    for edge in (0, -1):
        while parts and parts[edge] == "\\n":
            parts.pop(edge)
    return "".join(parts)


@st.composite
def fields(draw: st.DrawFn, keyword: str, text: str) -> list[str]:
    """A keyword with a text, on one line or on several, with white space as PO allows."""
    parts = draw(st.lists(texts(), max_size=2)) if text else []
    parts = [text, *parts]
    gap = draw(st.sampled_from([" ", "", "\t", "  "]))
    first = f"{keyword}{gap}"
    if draw(st.booleans()):
        parts = ["", *parts]
    if draw(st.integers(0, 9)) == 0:
        return [first.rstrip(), *(f'"{part}"' for part in parts)]
    lines = [f'{first}"{parts[0]}"']
    for part in parts[1:]:
        how = draw(st.integers(0, 11))
        if how == 0:
            lines[-1] += f' "{part}"'
        elif how == 1:
            lines += ["", f'"{part}"']
        else:
            lines.append(draw(blanks) + f'"{part}"' + draw(blanks))
    return lines


@st.composite
def entries(draw: st.DrawFn, number: int) -> list[str]:
    """The lines of an entry whose key no other has."""
    obsolete = draw(st.integers(0, 3)) == 0
    lines = draw(st.lists(comments, max_size=4))
    if draw(st.integers(0, 3)) == 0:
        mark = "#~| " if obsolete else draw(st.sampled_from(["#| ", "#|", "#|\t"]))
        lines += [mark + line for line in draw(fields("msgid", "previous")) if line]
    message: list[str] = []
    if draw(st.booleans()):
        message += draw(fields("msgctxt", draw(texts())))
    message += draw(fields("msgid", f"{number} " + draw(texts())))
    if draw(st.integers(0, 4)) == 0:
        message += draw(fields("msgid_plural", "many " + draw(texts())))
        bracket = draw(st.sampled_from(["[{}]", "[{}]", " [ {} ]", "[0{}]"]))
        for form in range(2):
            message += draw(fields("msgstr" + bracket.format(form), draw(texts())))
    else:
        message += draw(fields("msgstr", draw(texts())))
    if obsolete:
        marks = st.sampled_from(["#~ ", "#~ ", "#~", "#~\t", " #~ "])
        message = [
            draw(marks) + line if line else draw(st.sampled_from(["", "#~"])) for line in message
        ]
    elif draw(st.integers(0, 5)) == 0:
        indent = draw(st.sampled_from([" ", "\t"]))
        message = [indent + line for line in message]
    return [*lines, *message]


@st.composite
def wild_catalogs(draw: st.DrawFn) -> str:
    """The text of a file that `msgfmt -c` accepts."""
    header = ["Content-Type: text/plain; charset=UTF-8", f"Plural-Forms: {PLURAL_FORMS}"]
    header += draw(st.lists(st.sampled_from(FOREIGN_FIELDS), max_size=6))
    lines = draw(st.lists(st.sampled_from(["", " ", "# top", "#", "#, fuzzy"]), max_size=3))
    lines += ['msgid ""', 'msgstr ""', *(quote_string(field + "\n") for field in header)]
    for number in range(draw(st.integers(0, 5))):
        lines += draw(st.sampled_from([[""], [""], [], ["", ""], [" "], ["\t", "", ""]]))
        lines += draw(entries(number))
    lines += draw(st.sampled_from([[], [], [""], ["", "# the end"], ["# glued", "", "#end", ""]]))
    ends = draw(
        st.sampled_from([["\n"], ["\n"], ["\r\n"], ["\n", "\r\n"], ["\r\n", "\n", "\n", "\r\n"]])
    )
    text = "".join(line + ends[number % len(ends)] for number, line in enumerate(lines))
    return text.rstrip("\r\n") if draw(st.integers(0, 7)) == 0 else text


def parse(text: str) -> CatalogFile:
    """The catalogue that `text` holds."""
    return parse_catalog(SourceFile(path="en.po", text=text), PLURAL_FORMS)


def sync_text(text: str, pot: Template, units: Iterable[Unit] = ()) -> str:
    """The text of a catalogue, brought up to date with a pot and a memory of `units`."""
    return sync_file(parse(text), pot, units)


def sync_file(catalog: CatalogFile, pot: Template, units: Iterable[Unit] = ()) -> str:
    """The same of a catalogue that was read."""
    carried = carry_over(catalog, pot, NEW_HEADER)
    return complete_catalog(carried, pot, Memory(units), Glossary()).text.render()


def own_pot(catalog: CatalogFile) -> Template:
    """The pot that a catalogue is up to date with: its active messages with their comments."""
    return Template(domain="d", messages=tuple(own_messages(catalog)))


def own_messages(catalog: CatalogFile) -> Iterator[Message]:
    """The active messages of a catalogue, as a source would have them."""
    for entry in catalog.entries:
        if not entry.translation.obsolete:
            lines = [line.strip() for line in entry.raw.lines]
            yield Message(
                id=entry.key.id,
                context=entry.key.context,
                comments=tuple(line[3:] for line in lines if line.startswith("#.")),
                references=tuple(
                    place.replace("\u2068", "").replace("\u2069", "")
                    for line in lines
                    if line.startswith("#:")
                    for place in re.findall("(?:\u2068[^\u2069]*\u2069|\\S)+", line[2:])
                ),
            )
