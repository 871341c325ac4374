"""Contacts for address books: no text of a catalogue becomes a property."""

import pytest

from publisher.render.contacts import Card, write_cards


def card(name: str) -> Card:
    """A contact of this name."""
    return Card(
        name=name, role="Press", organisation="DHF", email="p@dhf.example", phone="+855 23", url=""
    )


@pytest.mark.parametrize(
    "name",
    [
        "Zoë; Müller, Nuñez",
        "A\r\nTEL:666",
        "A\nEND:VCARD\nBEGIN:VCARD",
        "A\\nTEL:666",
        "အတွင်းရေးမှူးရုံး " * 9,
        "x\u2028TEL:666",
        "x" * 300,
    ],
)
def test_a_name_is_a_name(name: str) -> None:
    """Whatever a name holds, there is one card with one telephone, in lines of 75 bytes, and the
    name comes back."""
    data = write_cards([card(name)])
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    for line in lines:
        line.decode()
    unfolded = data.replace(b"\r\n ", b"").decode().split("\r\n")
    assert [line.partition(":")[0] for line in unfolded[:-1]] == [
        "BEGIN",
        "VERSION",
        "N",
        "FN",
        "ORG",
        "TITLE",
        "TEL;TYPE=WORK",
        "EMAIL;TYPE=INTERNET",
        "END",
    ]
    said = unfolded[3].removeprefix("FN:").replace("\\;", ";").replace("\\,", ",")
    assert said.replace("\\\\", "\\") == " ".join(name.split())
