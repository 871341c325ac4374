"""The contacts of a release as cards for an address book, and as text.

In: contacts in one language. Out: a vCard file with a card for each; a text for people.

Standard: RFC 2426 (vCard 3.0), which Outlook, telephones and webmail all read, in UTF-8
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

_LINE = 75
"""Bytes of a line before it is folded (RFC 2426, 2.6)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A contact, in words of one language; what there is not, is empty."""

    name: str
    role: str
    organisation: str
    email: str
    phone: str
    url: str


def write_cards(cards: Iterable[Card]) -> bytes:
    """A vCard file."""
    lines = [line for card in cards for line in write_card(card)]
    return "".join(fold_line(line) + "\r\n" for line in lines).encode()


def write_card(card: Card) -> Iterator[str]:
    """The lines of a card. An office is a name as good as a person's: it has no parts."""
    yield "BEGIN:VCARD"
    yield "VERSION:3.0"
    yield f"N:{escape_value(card.name)};;;;"
    yield f"FN:{escape_value(card.name)}"
    yield f"ORG:{escape_value(card.organisation)}"
    properties = {
        "TITLE": card.role,
        "TEL;TYPE=WORK": card.phone,
        "EMAIL;TYPE=INTERNET": card.email,
    }
    yield from (f"{name}:{escape_value(value)}" for name, value in properties.items() if value)
    if card.url:
        yield f"URL:{one_line(card.url)}"
    yield "END:VCARD"


def one_line(text: str) -> str:
    """A text without line ends: nothing in it begins a property of its own."""
    return " ".join(text.split())


def escape_value(text: str) -> str:
    """A text as a value (RFC 2426, 5)."""
    value = one_line(text).replace("\\", "\\\\")
    return value.replace(";", "\\;").replace(",", "\\,")


def fold_line(line: str) -> str:
    """A line in pieces of at most 75 bytes, never parted inside a character."""
    pieces = [""]
    size = 0
    for character in line:
        width = len(character.encode())
        if size + width > _LINE:
            pieces.append(" ")
            size = 1
        pieces[-1] += character
        size += width
    return "\r\n".join(pieces)
