"""releases/<slug>/release.md: what front matter means, and which releases there are."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.load.release import find_slug_clashes, load_releases
from publisher.model.finding import Finding
from publisher.model.newsroom import Newsroom
from publisher.model.release import PartialDate, Release, Segment, iterate_segments

from .documents import LEAST, Load, document

Write = Callable[..., Path]
FULL = """\
---
kind: activity-report
title: "The title: *quoted*"   # a comment
subtitle: >-
  A subtitle
  on two lines
summary: A summary that
  goes on
date: 2017-07-24
place: Yangon
languages: [en, my]
embargo: 2017-07-24T09:00+06:30
contacts: [office]
about:
  - network
publication:
  title: 'The book'
  links:
    en: https://example.org/en
    my: https://example.org/my
---

The lead.

> Said.
> — Speaker
"""


def whole(loaded: tuple[Release | None, list[Finding]]) -> Release:
    """The release, in which nothing may be wrong."""
    release, findings = loaded
    assert [finding.draw() for finding in findings] == []
    assert release is not None
    return release


# What is read.


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_whole_release(load: Load, newline: str, mark: str) -> None:
    """Every key is read, whatever the line ends, with or without a byte order mark."""
    release = whole(load((mark + FULL).replace("\n", newline)))
    assert release.slug == "2017-07-24-dialogue"
    assert release.kind == "activity-report"
    assert release.date == PartialDate(year=2017, month=7, day=24)
    assert release.languages == ("en", "my")
    assert release.embargo == dt.datetime.fromisoformat("2017-07-24T02:30+00:00")
    assert (release.contacts, release.about) == (("office",), ("network",))
    assert release.publication is not None
    assert release.publication.links == {
        "en": "https://example.org/en",
        "my": "https://example.org/my",
    }
    assert [(segment.line, segment.text) for segment in release.segments()] == [
        (3, "The title: *quoted*"),
        (4, "A subtitle on two lines"),
        (7, "A summary that goes on"),
        (10, "Yangon"),
        (17, "The book"),
        (23, "The lead."),
        (25, "Said."),
        (26, "Speaker"),
    ]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_segments_name_their_place_in_the_file(load: Load, newline: str, mark: str) -> None:
    """The span of a segment holds its words, of front matter in the quotes or the block that YAML
    has them in."""
    release = whole(load((mark + FULL).replace("\n", newline)))
    assert [" ".join(piece(release, segment).split()) for segment in release.segments()] == [
        '"The title: *quoted*"',
        ">- A subtitle on two lines",
        "A summary that goes on",
        "Yangon",
        "'The book'",
        "The lead.",
        "Said.",
        "Speaker",
    ]


def piece(release: Release, segment: Segment) -> str:
    """The text of the file that a segment stands in."""
    assert segment.span is not None
    return release.source.text[segment.span.start : segment.span.end]


def test_the_least_release_takes_the_rest_from_the_newsroom(load: Load) -> None:
    """Kind, title, date and a paragraph are enough."""
    release = whole(load(document(LEAST)))
    assert release.languages == ("en", "my", "km")
    assert (release.subtitle, release.place, release.embargo) == (None, None, None)
    assert (release.contacts, release.about, release.publication) == ((), (), None)
    assert release.title.comments == ("Headline of the press release",)


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2017-07-24", PartialDate(year=2017, month=7, day=24)),
        ("'2017-07-24'", PartialDate(year=2017, month=7, day=24)),
        ("2017-07", PartialDate(year=2017, month=7, day=None)),
    ],
)
def test_dates_are_days_or_months(load: Load, value: str, date: PartialDate) -> None:
    """A date is a day, or a month where the day is not known; quotes change nothing."""
    assert whole(load(document(LEAST.replace("2017-07-24", value)))).date == date


@pytest.mark.parametrize(
    ("value", "moment"),
    [
        ("2017-07-24T09:00+06:30", "2017-07-24T02:30:00+00:00"),
        ("'2017-07-24 09:00+06:30'", "2017-07-24T02:30:00+00:00"),
        ("2017-07-24T09:00:30Z", "2017-07-24T09:00:30+00:00"),
    ],
)
def test_an_embargo_is_a_moment(load: Load, value: str, moment: str) -> None:
    """An embargo ends at one moment, the same for every reader in the world."""
    release = whole(load(document(LEAST + f"embargo: {value}\n")))
    assert release.embargo == dt.datetime.fromisoformat(moment)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("title: no", "no"),
        ("title: 2017-01-01", "2017-01-01"),
        ("title: 12:30", "12:30"),
        ("title: 'It''s'", "It's"),
        ('title: "a\\u00e9 \\"b\\""', 'aé "b"'),
        ("title: |\n  one\n  two", "one two"),
        ("title: |\n  one\\\n  two", "one\\\ntwo"),
        ("title: &a one", "one"),
        ("title: !!str 1", "1"),
    ],
)
def test_values_are_the_text_that_was_typed(load: Load, line: str, text: str) -> None:
    """YAML's implicit types change nothing: what stands there is the text."""
    assert whole(load(document(LEAST.replace("title: Title", line)))).title.text == text


def test_norwegian_stays_norwegian(load: Load) -> None:
    """The language tag `no` is a tag, not a truth value."""
    _, findings = load(document(LEAST + "languages: [en, no]\n"))
    assert [finding.message for finding in findings] == ["'no' is not a language of this newsroom"]


def test_repeated_keys_of_lists_count_once(load: Load) -> None:
    """A contact or a language that is named twice is there once."""
    text = document(LEAST + "contacts: [office, office]\nlanguages: [my, en, my]\n")
    release = whole(load(text))
    assert (release.contacts, release.languages) == (("office",), ("my", "en"))


def test_what_became_of_a_release(load: Load) -> None:
    """A release has a version, corrections from the oldest on, and may be withdrawn; what readers
    are told of it is translated."""
    front = """\
version: 3
corrections:
  - {date: 2018-02-01, text: Second}
  - date: 2018-01-15
    text: First
withdrawn:
  date: 2018-03-01
  text: Why
"""
    release = whole(load(document(LEAST + front)))
    assert release.version == 3
    assert [(c.date.iso, c.text.text) for c in release.corrections] == [
        ("2018-01-15", "First"),
        ("2018-02-01", "Second"),
    ]
    assert release.withdrawn is not None
    assert release.withdrawn.date.iso == "2018-03-01"
    texts = [segment.text for segment in release.segments()]
    assert [text for text in texts if text in {"First", "Second", "Why"}] == [
        "First",
        "Second",
        "Why",
    ]


def test_a_date_alone_withdraws(load: Load) -> None:
    """Why a release was withdrawn need not be told."""
    release = whole(load(document(LEAST + "withdrawn: 2018-03-01\n")))
    assert release.withdrawn is not None
    assert release.withdrawn.reason is None
    assert release.version == 1
    assert release.corrections == ()


# Several releases.


def test_releases_come_oldest_first(
    write_release: Write, newsroom: Newsroom, tmp_path: Path
) -> None:
    """They are sorted by date, then by slug; hidden folders and drafts with _ are left alone."""
    for slug, date in [
        ("2017-07-24-b", "2017-07-24"),
        ("2017-07-24-a", "2017-07-24"),
        ("2017-07-31-month", "2017-07"),
        ("2016-01-01-old", "2016-01-01"),
    ]:
        write_release(document(LEAST.replace("2017-07-24", date)), slug)
    write_release("junk", "_draft")
    write_release("junk", ".hidden")
    (tmp_path / "releases" / "notes.txt").touch()
    releases, findings = load_releases(tmp_path, newsroom)
    assert findings == []
    assert [release.slug for release in releases] == [
        "2016-01-01-old",
        "2017-07-24-a",
        "2017-07-24-b",
        "2017-07-31-month",
    ]
    chosen, findings = load_releases(tmp_path, newsroom, ["2017-07-24-b"])
    assert ([release.slug for release in chosen], findings) == (["2017-07-24-b"], [])


def test_a_broken_release_does_not_hide_the_others(
    write_release: Write, newsroom: Newsroom, tmp_path: Path
) -> None:
    """What can be read is read; every problem of the others is told."""
    write_release(document(LEAST), "2017-07-24-good")
    write_release(document(LEAST, ""), "2017-07-24-empty")
    write_release(b"---\n\xff", "2017-07-24-latin")
    (tmp_path / "releases" / "2017-07-24-nothing").mkdir()
    releases, findings = load_releases(tmp_path, newsroom)
    assert [release.slug for release in releases] == ["2017-07-24-good"]
    assert sorted(finding.place for finding in findings) == [
        "releases/2017-07-24-empty/release.md:5",
        "releases/2017-07-24-latin/release.md:2",
        "releases/2017-07-24-nothing/release.md",
    ]


def test_a_release_that_is_not_there_is_named(
    write_release: Write, newsroom: Newsroom, tmp_path: Path
) -> None:
    """Asked for by a wrong slug, the nearest one is suggested."""
    write_release(document(LEAST))
    _, (finding,) = load_releases(tmp_path, newsroom, ["2017-07-24-dialog"])
    assert finding.id == "release/unknown"
    assert finding.hint == "did you mean '2017-07-24-dialogue'?"


def test_a_newsroom_may_have_no_releases(newsroom: Newsroom, tmp_path: Path) -> None:
    """Without a folder of releases there is nothing, and nothing is wrong."""
    assert load_releases(tmp_path, newsroom) == ((), [])


def test_slugs_that_differ_in_case_clash() -> None:
    """Both are named, each with the other: on many disks they are one folder (case 33)."""
    findings = find_slug_clashes(["2017-01-01-a", "2017-01-01-A", "2017-01-01-b"])
    assert {finding.release for finding in findings} == {"2017-01-01-a", "2017-01-01-A"}
    assert all("2017-01-01-a" in f.message and "2017-01-01-A" in f.message for f in findings)


def test_messages_of_the_body_have_their_own_comments(load: Load) -> None:
    """The body's segments tell translators where they stand; the file's lines are counted from
    its top."""
    release = whole(load(FULL))
    assert [(s.line, s.comments[0]) for s in iterate_segments(release.blocks)] == [
        (23, "Lead: the first paragraph"),
        (25, "Quotation of Speaker"),
        (26, "Speaker and office of a quotation"),
    ]
