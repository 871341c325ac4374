"""Errors planted in clean text are found, at their message, by the check that is meant for them."""

from pathlib import Path

import pytest

from publisher.model.finding import Finding, Severity

from .examples import SLUG, check, check_source
from .test_clean_texts import read_text

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE
PLANTED = {
    # id: (language, what stands in the text, what is put in its place, severity)
    "nfc": ("my", "\u1037\u103a", "\u103a\u1037", NOTE),
    "nfc of a letter": ("vi", "ề", "ê\u0300", NOTE),
    "khmer-order of vowel and subscript": (
        "km",
        "\u17d2\u1798\u17b6",
        "\u17b6\u17d2\u1798",
        WARNING,
    ),
    "khmer-order of subscript RO": (
        "km",
        "\u17d2\u178a\u17d2\u179a",
        "\u17d2\u179a\u17d2\u178a",
        WARNING,
    ),
    "khmer-order of a vowel in parts": ("km", "\u17be", "\u17c1\u17b8", WARNING),
    "khmer-order of the other one": ("km", "\u17c4", "\u17c1\u17b6", WARNING),
    "coeng-spelling": ("km", "\u17d2\u178a", "\u17d2\u178f", WARNING),
    "sara-am in parts": ("th", "\u0e33", "\u0e4d\u0e32", ERROR),
    "sara-am in Lao": ("lo", "\u0eb3", "\u0ecd\u0eb2", ERROR),
    "sara-am before its tone": ("th", "\u0e49\u0e32", "\u0e33\u0e49", ERROR),
    "deprecated-character QAQ": ("km", "\u17a2", "\u17a3", ERROR),
    "deprecated-character AQ": ("km", "\u17b6", "\u17b4\u17b6", ERROR),
    "deprecated-character BEYYAL": ("km", "។", "\u17d8", ERROR),
    "lookalike zero": ("my", "\u101d\u1004\u103a", "\u1040\u1004\u103a", ERROR),
    "lookalike seven": ("my", "\u101b\u1031", "\u1047\u1031", ERROR),
    "lookalike jha": ("my", "\u1000\u103b", "\u1005\u103b", WARNING),
    "lookalike o": ("my", "\u1015\u103c", "\u101e\u103c", WARNING),
    "lookalike nya": ("my", "\u1019\u103a", "\u1025\u103a", ERROR),
    "lookalike zero in Shan": ("shn", "\u101d\u103a", "\u1040\u103a", ERROR),
    "lookalike ae": ("th", "แ", "เเ", ERROR),
    "invisible-character ZWJ": ("my", "ကို", "က\u200dို", ERROR),
    "invisible-character ZWNJ": ("shn", "ၵူၼ်း", "ၵူ\u200cၼ်း", ERROR),
    "invisible-character BOM": ("km", "មនុស្ស", "\ufeffមនុស្ស", ERROR),
    "invisible-character soft hyphen": ("mnw", "မၞိဟ်", "မ\u00adၞိဟ်", ERROR),
    "invisible-character override": ("my", "လူ", "\u202eလူ", ERROR),
    "invisible-character ZWSP": ("vi", "quyền", "quy\u200bền", WARNING),
    "orphan-mark after a space": ("my", "သည်", "သ ည ်", ERROR),
    "orphan-mark after a break": ("km", "\u179a\u17b6", "\u179a\u200b\u17b6", ERROR),
    "orphan-mark after Latin": ("lo", "ີ", "iີ", ERROR),
    "dotted-circle of vowels": ("my", "\u102d\u102f", "\u102f\u102d", ERROR),
    "dotted-circle of medials": ("my", "\u103c\u103e", "\u103e\u103c", ERROR),
    "dotted-circle of a doubled vowel": ("km", "\u17bd", "\u17bd\u17bd", ERROR),
}


def find(found: tuple[Finding, ...], identifier: str) -> list[Finding]:
    return [finding for finding in found if finding.id == identifier]


@pytest.mark.parametrize("name", PLANTED)
def test_planted(name: str, tmp_path: Path) -> None:
    """One error in one paragraph is one finding, at its place in the msgstr where one can be told,
    else on the first line of its message."""
    language, clean, planted, severity = PLANTED[name]
    texts = read_text(language)
    number = next(i for i, text in enumerate(texts) if clean in text)
    clean_text = texts[number]
    texts[number] = clean_text.replace(clean, planted, 1)
    found = find(check(tmp_path, language, *texts), f"message/{name.split(maxsplit=1)[0]}")
    assert len(found) == 1
    assert found[0].severity is severity
    assert (found[0].release, found[0].language) == (SLUG, language)
    assert found[0].path == f"locales/{language}/LC_MESSAGES/{SLUG}.po"
    lines = (tmp_path / found[0].path).read_text(encoding="utf-8").splitlines()
    first = lines.index(f'msgid "Paragraph {number + 1}."') + 1
    if found[0].column is None:
        assert found[0].line == first
    else:
        assert found[0].line == first + 1
        place = lines[first][: found[0].column - 1].removeprefix('msgstr "')
        assert texts[number].startswith(place)
        assert place[:-4] == clean_text[: max(0, len(place) - 4)]


def test_a_mark_at_the_beginning(tmp_path: Path) -> None:
    """A message that begins with a mark is shown with its code point."""
    (finding,) = check(tmp_path, "my", "ိုင်ငံ")
    assert finding.id == "message/orphan-mark"
    assert "U+102D MYANMAR VOWEL SIGN I has no letter before it" in finding.message


def test_one_finding_for_each_kind(tmp_path: Path) -> None:
    """The same mistake five times in a message is told once, with how often."""
    (finding,) = check(tmp_path, "my", "၀န်ကြီး " * 5)
    assert "⟨U+1040⟩န်ကြီး" in finding.message
    assert "(and 4 more in this text)" in finding.message
    assert finding.hint == "write ဝ (U+101D MYANMAR LETTER WA)"


def test_what_cannot_be_seen_is_shown(tmp_path: Path) -> None:
    """No message of ours carries a mark of direction or a joiner on."""
    for finding in check(tmp_path, "my", "က\u200dခ\u202eဂ\u2066ဃ\u00ad"):
        assert not set("\u200d\u202e\u2066\u00ad") & set(finding.message + finding.hint)


def test_a_dotted_circle_has_a_mend(tmp_path: Path) -> None:
    """Where the marks' own order draws none, the finding offers it."""
    (finding,) = check(tmp_path, "my", "ပ\u1036\u102fစံ")
    assert finding.hint == "write ပ\u102f\u1036 (U+1015 U+102F U+1036)"


def test_only_khmer_has_an_order(tmp_path: Path) -> None:
    """The order is that of the Khmer language: a name in Khmer script in an English text, such as
    a Brao one, is not judged by it."""
    found = check(tmp_path, "en", "Brao \u1794\u17ca\u17d2\u179a\u17c5")
    assert not find(found, "message/khmer-order")


def test_both_spellings_are_told(tmp_path: Path) -> None:
    """R-4.9: both spellings with their lines, at the rarer one; other words with the same
    syllable are no spellings of it."""
    found = check(tmp_path, "km", "សេចក្តីប្រកាស", "សេចក្តីថ្លៃថ្នូរ", "សេចក្ដីប្រកាស", "កន្ដាល", "សន្តាន")
    (finding,) = find(found, "message/coeng-spelling")
    assert "with subscript TA (lines 5, 8)" in finding.message
    assert "with subscript DA (line 11)" in finding.message
    assert (finding.line, finding.column) == (12, 11)


def test_an_address_may_be_in_any_script(tmp_path: Path) -> None:
    """What a link leads to is not set, and needs no face; what cannot be seen is found in it."""
    link = "publication:\n  title: Report\n  links: {en: https://example.org/%s.pdf}\ncontacts:"
    assert check_source(tmp_path / "one", **{"contacts:": link % "အစီရင်ခံစာ"}) == ()
    (finding,) = check_source(tmp_path / "two", **{"contacts:": link % "re\u200bport"})
    assert finding.id == "message/invisible-character"


# English source.


@pytest.mark.parametrize(
    ("old", "new", "identifier", "place"),
    [
        ("Ministers meet", "Ministers\u00a0me\u00adet", "invisible-character", ":3:20"),
        ("migrant workers.", "migrant\u202e workers.", "invisible-character", ":9:26"),
        ("migrant workers.", "migrant cafe\u0301.", "nfc", ":9:30"),
        ("migrant workers.", "migrant \u0301workers.", "orphan-mark", ":9:27"),
        ("Two ministers", "\ufeffTwo ministers", "invisible-character", ":9:1"),
        ("Mekong Migration", "Mekong\u200d Migration", "invisible-character", ":2"),
        ("secretariat@", "secretariat\u200b@", "invisible-character", ":9"),
        ("[newsroom]\n", '[newsroom]\nusage_terms = "Fr\u00adee"\n', "invisible-character", ":6"),
    ],
)
def test_source_text(old: str, new: str, identifier: str, place: str, tmp_path: Path) -> None:
    """release.md and publisher.toml are looked at too, addresses included."""
    (finding,) = check_source(tmp_path, **{old: new})
    assert finding.id == f"message/{identifier}"
    assert finding.place in (
        f"releases/{SLUG}/release.md{place}",
        f"publisher.toml{place}",
    )
