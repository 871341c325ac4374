"""Normal forms: one word to a reader is one sequence of characters (R-4.4, R-4.7, R-4.9)."""

import pytest
from world import NEWSROOMS

from publisher.text.normalize import (
    find_disordered,
    fold_coeng,
    normalize_khmer,
    order_burmese,
    to_nfc,
)

TEXTS = NEWSROOMS.parent / "texts"
DISORDERED = [
    #
    ("1781 17C2 17D2 1798", "1781 17D2 1798 17C2"),  # the vowel before the subscript
    ("179F 17D2 179A 17D2 178F 17B8", "179F 17D2 178F 17D2 179A 17B8"),  # subscript RO last
    ("1780 17C1 17B8", "1780 17BE"),  # a vowel in two parts
    ("1780 17C1 17B6", "1780 17C4"),
    # What else the encoding structure says.
    ("179F 17B8 17D2 178F 17D2 179A", "179F 17D2 178F 17D2 179A 17B8"),
    ("1798 17C9 17D2 1799 17B6", "1798 17D2 1799 17C9 17B6"),  # a shifter before the subscript
    ("1785 17C6 17B6", "1785 17B6 17C6"),  # the sign above before the vowel
    ("1780 17C6 17BB", "1780 17BB 17C6"),
    ("1796 17D2 179A 17CC", "1796 17CC 17D2 179A"),  # robat after the subscript
    ("1796 17C7 17D2 179A", "1796 17D2 179A 17C7"),
    ("1780 17D2 17D2 1798", "1780 17D2 1798"),  # COENG typed twice
    # U below a vowel above is a shifter: triisap on the first series, muusikatoan on the second
    # and on everything with BA.
    ("179F 17BB 17B8", "179F 17CA 17B8"),
    ("179F 17B8 17BB", "179F 17CA 17B8"),
    ("179F 17C1 17BB 17B8", "179F 17CA 17BE"),
    ("1798 17BB 17B8", "1798 17C9 17B8"),
    ("1794 17D2 178A 17BB 17B7", "1794 17D2 178A 17C9 17B7"),
    ("179F 17BB 17D0", "179F 17CA 17D0"),
    ("1780 17BB 17B6 17C6", "1780 17CA 17B6 17C6"),
]
NORMAL = [
    "ខ្មែរ ស្ត្រី ស៊ី ម្យ៉ាង កុំ ចាំ ធម៌ វប្បធម៌ អត្ថបទពណ៌នា",
    "សេចក្ដី សេចក្តី",  # both stay
    "ស៊\u200cី ស\u200c៊ី",  # held up in either of the two ways
    "រដ្ឋ\u200bលេខាធិការ រដ្ឋ\u2060លេខាធិការ",
    "ឣ ឤ ក឴ ក៓",  # deprecated, which is another finding
    "្ក ក្",  # COENG with nothing before it or after it
    "Khmer (ខ្មែរ), ២០១៧",
    "ပုံစံ ကျွန်ုပ်",
    "",
]


def characters(codes: str) -> str:
    return "".join(chr(int(code, 16)) for code in codes.split())


@pytest.mark.parametrize(("typed", "normal"), DISORDERED)
def test_khmer_is_put_in_order(typed: str, normal: str) -> None:
    """What looks the same becomes one sequence, and is reported where it stands."""
    assert normalize_khmer(characters(typed)) == characters(normal)
    assert normalize_khmer(characters(normal)) == characters(normal)
    (suspect,) = find_disordered(f"ទីក្រុង {characters(typed)} ។")
    assert (suspect.start, suspect.end) == (8, 8 + len(characters(typed)))
    assert suspect.mend == characters(normal)


@pytest.mark.parametrize("text", NORMAL)
def test_normal_text_stays(text: str) -> None:
    """What is in order, what is no Khmer and what is wrong otherwise is left alone."""
    assert normalize_khmer(text) == text
    assert find_disordered(text) == ()


def test_a_khmer_text_stays() -> None:
    """The Declaration of Human Rights is in order."""
    text = (TEXTS / "km.txt").read_text(encoding="utf-8")
    assert normalize_khmer(text) == text


def test_subscripts_fold() -> None:
    """The two subscripts that look alike are equal for comparing, place by place."""
    assert fold_coeng("សេចក្ដីស្ដី") == "សេចក្តីស្តី"
    assert fold_coeng("ដំណើរ") == "ដំណើរ"


@pytest.mark.parametrize(
    ("typed", "normal"),
    [
        ("1004 103A 1037", "1004 1037 103A"),  # the order of Unicode Technical Note 11
        ("1025 102E", "1026"),
        ("0065 0301", "00E9"),
    ],
)
def test_nfc(typed: str, normal: str) -> None:
    """R-4.4: two orders of typing, one text."""
    assert to_nfc(characters(typed)) == characters(normal)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1015 1036 102F", "1015 102F 1036"),
        ("1015 102F 102D", "1015 102D 102F"),
        ("1000 103D 103B", "1000 103B 103D"),
        ("1000 103B 1031", "1000 103B 1031"),
        ("1000 1038 1037", "1000 1037 1038"),
    ],
)
def test_burmese_marks_are_put_in_order(typed: str, meant: str) -> None:
    """Medials, vowels, signs: a guess at what was meant, in NFC."""
    assert order_burmese(characters(typed)) == characters(meant)
    assert to_nfc(characters(meant)) == characters(meant)
