"""releases/<slug>/release.md: what front matter means, and every mistake at its line."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.load.release import find_slug_clashes, load_release, load_releases
from publisher.model.errors import ContentError
from publisher.model.finding import Finding, Severity
from publisher.model.newsroom import Newsroom
from publisher.model.release import PartialDate, Release, Segment, iterate_segments

Write = Callable[..., Path]

LEAST = "kind: press-release\ntitle: Title\ndate: 2017-07-24\n"
BODY = "\nThe lead.\n"
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


def document(front: str, body: str = BODY) -> str:
    """A release.md with this front matter."""
    return f"---\n{front}---\n{body}"


@pytest.fixture
def load(
    write_release: Write, newsroom: Newsroom
) -> Callable[..., tuple[Release | None, list[Finding]]]:
    """A function that writes a release and loads it."""

    def load(
        text: str | bytes, slug: str = "2017-07-24-dialogue"
    ) -> tuple[Release | None, list[Finding]]:
        return load_release(write_release(text, slug), f"releases/{slug}", newsroom)

    return load


Load = Callable[..., tuple[Release | None, list[Finding]]]


def places(findings: list[Finding]) -> list[str]:
    """Findings as `line name`."""
    return [f"{finding.line} {finding.id.removeprefix('release/')}" for finding in findings]


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


# What is refused.


@pytest.mark.parametrize(
    ("front", "findings"),
    [
        ("titel: x\n", ["5 unknown-key"]),
        ("title: Other\n", ["5 duplicate-key"]),
        ("subtitle:\n", ["5 empty"]),
        ("subtitle: ''\n", ["5 empty"]),
        ("subtitle: [a]\n", ["5 value"]),
        ("subtitle: a <b>c</b>\n", ["5 inline", "5 inline"]),
        ("subtitle: a [b](file:///c)\n", ["5 inline"]),
        ('subtitle: "a\\u2028b"\n', ["5 control-character"]),
        ('subtitle: "a\\ab"\n', ["5 control-character"]),
        ("languages: en\n", ["5 value"]),
        ("languages: []\n", ["5 value"]),
        ("languages: [en, [my]]\n", ["5 value"]),
        ("languages:\n  - en\n  - zz\n", ["7 unknown-language"]),
        ("languages: [my]\n", ["5 source-language"]),
        ("contacts: [offfice]\n", ["5 unknown-contact"]),
        ("contacts: &a [*a]\n", ["5 value"]),
        ("about: [network, me]\n", ["5 unknown-about"]),
        ("embargo: 2017-07-24\n", ["5 embargo"]),
        ("embargo: 2017-07-24T09:00\n", ["5 embargo"]),
        ("embargo: tomorrow\n", ["5 embargo"]),
        ("embargo: 2017-07-24T25:00Z\n", ["5 embargo"]),
        ("embargo: [2017-07-24T09:00Z]\n", ["5 value"]),
        ("publication: x\n", ["5 value"]),
        ("publication: {}\n", ["5 missing-key"]),
        ("publication: {titel: x}\n", ["5 unknown-key", "5 missing-key"]),
        ("publication: {title: ''}\n", ["5 empty"]),
        ("publication: {title: x, links: [a]}\n", ["5 value"]),
        ("publication:\n  title: x\n  title: y\n", ["7 duplicate-key"]),
        ("publication:\n  title: x\n  links:\n    en: javascript:x\n", ["8 link"]),
        (
            "publication:\n  title: x\n  links:\n    en: /page\n    zz: https://x.org\n",
            ["8 link", "9 unknown-language"],
        ),
        (
            "publication:\n  title: x\n  links:\n    en: https://a.b\n    en: https://c.d\n",
            ["9 duplicate-key"],
        ),
        ("publication:\n  title: x\n  links:\n    en: [https://a.b]\n", ["8 value"]),
        ("publication:\n  title: x\n  links:\n    en:\n", ["8 link"]),
        ("? [a, b]\n: c\n", ["5 unknown-key"]),
        ("version: 1.1\n", ["5 version"]),
        ("version: 0\n", ["5 version"]),
        ("version: [2]\n", ["5 value"]),
        ("corrections: x\n", ["5 value"]),
        ("corrections:\n  - x\n", ["6 value"]),
        ("corrections:\n  - date: 2018-01-15\n", ["6 missing-key"]),
        ("corrections:\n  - text: x\n", ["6 missing-key"]),
        ("corrections:\n  - date: 2018-01\n    text: x\n", ["6 date"]),
        ("corrections:\n  - date: 2018-01-15\n    text: ''\n", ["7 empty"]),
        ("corrections:\n  - date: 2018-01-15\n    tekst: x\n", ["7 unknown-key", "6 missing-key"]),
        ("withdrawn: soon\n", ["5 date"]),
        ("withdrawn: [2018-01-15]\n", ["5 value"]),
        ("withdrawn: {text: x}\n", ["5 missing-key"]),
        ("withdrawn: 2016-12-31\n", ["5 history"]),
        ("version: 2\ncorrections:\n  - date: 2016-12-31\n    text: x\n", ["8 history"]),
        (
            "withdrawn: 2018-01-15\nversion: 2\ncorrections:\n  - date: 2018-01-16\n    text: x\n",
            ["9 history"],
        ),
    ],
)
def test_each_mistake_of_front_matter_stands_at_its_line(
    load: Load, front: str, findings: list[str]
) -> None:
    """A key that is unknown or stands twice, a value that is none: refused, each at its line."""
    release, found = load(document(LEAST + front))
    assert release is None
    assert places(found) == findings
    assert {finding.release for finding in found} == {"2017-07-24-dialogue"}
    assert {finding.path for finding in found} == {"releases/2017-07-24-dialogue/release.md"}


@pytest.mark.parametrize(
    "front", ["version: 2\n", "corrections:\n  - date: 2018-01-15\n    text: x\n"]
)
def test_half_a_correction_is_a_warning(load: Load, front: str) -> None:
    """A version that does not say what changed, or a correction without a version of its own: what
    can be published, but was hardly meant."""
    release, found = load(document(LEAST + front))
    assert release is not None
    assert places(found) == ["5 uncorrected-version"]
    assert {finding.severity for finding in found} == {Severity.WARNING}


@pytest.mark.parametrize(
    ("old", "new", "findings"),
    [
        ("press-release", "pres-release", ["2 unknown-kind"]),
        ("kind: press-release\n", "", ["1 missing-key"]),
        ("title: Title\n", "", ["1 missing-key"]),
        ("date: 2017-07-24\n", "", ["1 missing-key"]),
        ("2017-07-24", "24 July 2017", ["4 date"]),
        ("2017-07-24", "2017-02-30", ["4 date"]),
        ("2017-07-24", "2017-13", ["4 date"]),
        ("2017-07-24", "0000-01-01", ["4 date"]),
        ("2017-07-24", "2017-7-24", ["4 date"]),
        ("2017-07-24", "2017-07-24T00:00", ["4 date"]),
        ("2017-07-24", "២០១៧-០៧-២៤", ["4 date"]),
        ("2017-07-24", "2017-07-25", ["4 slug-date"]),
        ("2017-07-24", "2017-08", ["4 slug-date"]),
        ("Title", "He said: yes", ["3 front-matter"]),
        ("Title", "'open", ["3 front-matter"]),
        ("Title", "*nobody", ["3 front-matter"]),
        ("Title", "\tTitle\n\tmore", ["3 front-matter"]),
        (LEAST, "", ["2 front-matter"]),
        (LEAST, "- a\n- b\n", ["2 front-matter"]),
        (LEAST, "just words\n", ["2 front-matter"]),
        (LEAST, "x: y\n", ["2 unknown-key", *["1 missing-key"] * 3]),
        ("Title", "[" * 4000 + "]" * 4000, ["2 front-matter"]),
        ("Title", "a\x00b", ["3 control-character"]),
        ("Title", "a\u2028b", ["3 control-character"]),
    ],
)
def test_what_a_release_needs_is_asked_for(
    load: Load, old: str, new: str, findings: list[str]
) -> None:
    """Kind, title and date must be there and mean something; the YAML must be YAML."""
    assert old in LEAST
    release, found = load(document(LEAST.replace(old, new, 1)))
    assert release is None
    assert places(found) == findings


@pytest.mark.parametrize(
    ("text", "findings"),
    [
        ("", ["1 front-matter"]),
        ("Just text.\n", ["1 front-matter"]),
        ("---\n" + LEAST, ["1 front-matter"]),
        (" ---\n" + LEAST + "---\n", ["1 front-matter"]),
        (document(LEAST, ""), ["5 empty-body"]),
        (document(LEAST, "\n<!-- nothing -->\n"), ["5 empty-body"]),
        (document(LEAST, "\n# Big\n"), ["7 heading-level"]),
        (document(LEAST, "\n" + "> " * 40 + "a\n"), ["7 nesting"]),
        (document(LEAST, "\na\x1b[2Jb\n\nc\x85\n"), ["7 control-character", "9 control-character"]),
        (document(LEAST, "\n![a](images/a\u2029.png)\n"), ["7 control-character"]),
    ],
)
def test_a_release_has_front_matter_and_a_body(load: Load, text: str, findings: list[str]) -> None:
    """A file without front matter, or with nothing behind it, is refused; so is what may not
    stand in a body."""
    release, found = load(text)
    assert release is None
    assert places(found) == findings


def test_all_mistakes_are_told_together(load: Load) -> None:
    """One run tells the mistakes of every value and of the body."""
    front = (
        "kind: none\ntitle: ''\ndate: x\nlanguages: [my]\nembargo: x\ncontacts: [x]\nabout: [y]\n"
        "place: <i>\npublication: {title: ''}\nfoo: bar\n"
    )
    _, found = load(document(front, "\n# Big\n\n![](x.png)\n"))
    assert sorted(int(place.split()[0]) for place in places(found)) == [
        *(2, 3, 4, 5, 6, 7, 8, 9, 10, 11),
        *(14, 16),
    ]


@pytest.mark.parametrize(
    ("finding", "hint"),
    [
        (0, "did you mean 'press-release'?"),
        (1, "did you mean 'office'?"),
        (2, "did you mean 'network'?"),
    ],
)
def test_hints_name_the_nearest_word(load: Load, finding: int, hint: str) -> None:
    """A slip of the pen is answered with the word that was meant."""
    text = LEAST.replace("press-", "pres-") + "contacts: [ofice]\nabout: [netwrk]\n"
    _, found = load(document(text))
    assert found[finding].hint == hint


def test_a_control_character_is_shown_by_its_place_alone(load: Load) -> None:
    """The finding has line and column, and does not send the character to the terminal."""
    _, (finding,) = load(document(LEAST, "\nab\x1b[2J\n"))
    assert (finding.line, finding.column, finding.excerpt) == (7, 3, "ab [2J")


@pytest.mark.parametrize(
    "slug", ["2017-07-24", "dialogue", "2017-07-24-Dialogue", "2017-07-24-a_b"]
)
def test_a_folder_name_is_a_date_and_words(load: Load, slug: str) -> None:
    """Where it is not, the hint gives one."""
    _, (finding,) = load(document(LEAST), slug)
    assert (finding.id, finding.line) == ("release/slug", 4)
    assert "2017-07-24-" in finding.hint


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


def test_a_file_that_is_not_utf_8_is_refused(load: Load) -> None:
    """The error names the byte and its line."""
    with pytest.raises(ContentError, match=r"release.md:5: error: byte 64 \(0xE9\)"):
        load(document(LEAST + "place: caf?\n").encode().replace(b"?", b"\xe9"))


def test_messages_of_the_body_have_their_own_comments(load: Load) -> None:
    """The body's segments tell translators where they stand; the file's lines are counted from
    its top."""
    release = whole(load(FULL))
    assert [(s.line, s.comments[0]) for s in iterate_segments(release.blocks)] == [
        (23, "Lead: the first paragraph"),
        (25, "Quotation of Speaker"),
        (26, "Speaker and office of a quotation"),
    ]
