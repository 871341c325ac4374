"""releases/<slug>/release.md: every mistake at its line."""

import pytest

from publisher.model.errors import ContentError
from publisher.model.finding import Severity

from .documents import LEAST, Load, document, places


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


def test_a_file_that_is_not_utf_8_is_refused(load: Load) -> None:
    """The error names the byte and its line."""
    with pytest.raises(ContentError, match=r"release.md:5: error: byte 64 \(0xE9\)"):
        load(document(LEAST + "place: caf?\n").encode().replace(b"?", b"\xe9"))
