"""Contacts: numbers that can be called, languages, office hours; each mistake at its line."""

import datetime as dt
from pathlib import Path

import pytest

from publisher.load.config import load_newsroom
from publisher.model.errors import ConfigError
from publisher.model.finding import Finding, Severity
from publisher.model.newsroom import Contact, Newsroom, OfficeHours

WHOLE = """\
[organisation]
name = "Network"
[newsroom]
languages = ["en"]
[contacts.office]
name = "Office"
phone = "+95 1 523456"
languages = ["my", "en", "my"]
hours = "09:00-17:30"
days = "Mon-Thu, sat"
time_zone = "Asia/Yangon"
"""


def load(folder: Path, text: str) -> Newsroom:
    (folder / "publisher.toml").write_text(text, encoding="utf-8")
    return load_newsroom(folder, ("en", "km", "my"))


def contact(folder: Path, text: str = WHOLE) -> Contact:
    return load(folder, text).contacts["office"]


def refuse(folder: Path, text: str) -> tuple[Finding, ...]:
    with pytest.raises(ConfigError) as caught:
        load(folder, text)
    return caught.value.findings


def test_a_whole_contact(tmp_path: Path) -> None:
    """The number as its country groups it and as RFC 3966 has it; the languages in their order,
    each once, in whatever languages the newsroom publishes; the hours as values."""
    office = contact(tmp_path)
    assert (office.phone, office.phone_address) == ("+95 1 523 456", "tel:+95-1-523-456")
    assert office.languages == ("my", "en")
    assert office.hours == OfficeHours(
        opens=dt.time(9), closes=dt.time(17, 30), days=((0, 3), (5, 5)), time_zone="Asia/Yangon"
    )


def test_the_new_keys_may_be_left_out(tmp_path: Path) -> None:
    """A contact without them is as it was."""
    office = contact(tmp_path, WHOLE[: WHOLE.index('languages = ["my')])
    assert (office.languages, office.hours) == ((), None)


@pytest.mark.parametrize(
    "phone",
    ["+95 (1) 523-456", "+951523456", "+95.1.523.456", "＋９５ 1 523456", "tel:+95-1-523456"],
)
def test_one_number_in_many_forms(tmp_path: Path, phone: str) -> None:
    """However a number is typed, it is printed in one form."""
    assert contact(tmp_path, WHOLE.replace("+95 1 523456", phone)).phone == "+95 1 523 456"


def test_a_number_without_its_country(tmp_path: Path) -> None:
    """It is printed as it is, can be called from within the country, and is a warning."""
    newsroom = load(tmp_path, WHOLE.replace("+95 1 523456", "01 523 456"))
    office = newsroom.contacts["office"]
    assert (office.phone, office.phone_address) == ("01 523 456", "tel:01523456")
    (finding,) = newsroom.findings
    assert (finding.id, finding.line) == ("config/phone-country", 7)
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("+95 1 523456", "+95 1", "7 phone"),
        ("+95 1 523456", "+95 1 523456 523456 523456", "7 phone"),
        ("+95 1 523456", "ask the press office", "7 phone"),
        ("+95 1 523456", "12", "7 phone"),
        ("+95 1 523456", "+999 1 523456", "7 phone"),
        ('["my", "en", "my"]', '["mm"]', "8 unknown-language"),
        ("09:00-17:30", "9-17", "9 hours"),
        ("09:00-17:30", "17:30-09:00", "9 hours"),
        ("09:00-17:30", "09:00-24:30", "9 hours"),
        ("Mon-Thu, sat", "mon-fryday", "10 hours"),
        ("Mon-Thu, sat", "mon-wed-fri", "10 hours"),
        ("Asia/Yangon", "Yangon", "11 time-zone"),
        ("Asia/Yangon", "Asia/Yagon", "11 time-zone"),
        ('days = "Mon-Thu, sat"\n', "", "5 hours"),
        ('time_zone = "Asia/Yangon"\n', "", "5 hours"),
    ],
)
def test_each_mistake_stands_at_its_line(tmp_path: Path, old: str, new: str, found: str) -> None:
    """What nobody could call, read or be reached at is refused."""
    assert old in WHOLE
    places = [
        f"{finding.line} {finding.id.removeprefix('config/')}"
        for finding in refuse(tmp_path, WHOLE.replace(old, new))
    ]
    assert places == [found]
