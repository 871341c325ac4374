"""Characters that look like others, cannot be seen or are out of use (R-4.5 to R-4.10)."""

import pytest

from publisher.text.suspects import (
    Suspect,
    find_deprecated,
    find_invisible,
    find_lookalikes,
    find_orphan_marks,
)


def marked(text: str, suspects: tuple[Suspect, ...]) -> str:
    """`text` with suspects in brackets; those that may be meant have a question mark."""
    for suspect in reversed(suspects):
        doubt = "" if suspect.sure else "?"
        inside = text[suspect.start : suspect.end]
        text = f"{text[: suspect.start]}[{doubt}{inside}]{text[suspect.end :]}"
    return text


@pytest.mark.parametrize(
    ("text", "found", "mends"),
    [
        # digits. A final consonant or a sign shows that a letter was meant.
        ("၀န်ကြီး", "[၀]န်ကြီး", ["ဝ"]),
        ("၀ါဒ", "[၀]ါဒ", ["ဝ"]),
        ("သဘာ၀", "သဘာ[?၀]", ["ဝ"]),
        ("အ၀ ဘ၀ကို", "အ[?၀] ဘ[?၀]ကို", ["ဝ", "ဝ"]),
        ("ပါ၀င်သည်", "ပါ[၀]င်သည်", ["ဝ"]),
        ("၁၀င်", "၁[၀]င်", ["ဝ"]),
        ("၇ေး", "[၇]ေး", ["ရ"]),
        ("၇န်ကုန်", "[၇]န်ကုန်", ["ရ"]),
        ("၄င်းတို့", "[၄]င်းတို့", ["၎"]),
        ("၃ို", "[၃]ို", [None]),
        # And letters that stand for digits.
        ("၂ဝ၁၇ ခုနှစ်", "၂[ဝ]၁၇ ခုနှစ်", ["၀"]),
        ("၂၀၁ဝ ခုနှစ်", "၂၀၁[?ဝ] ခုနှစ်", ["၀"]),
        ("ဝ၉-၁၂၃", "[?ဝ]၉-၁၂၃", ["၀"]),
        ("၂၀၁ရ၁", "၂၀၁[ရ]၁", ["၇"]),
        # letters. A compound may be meant as it is written.
        ("စျေး", "[?စျ]ေး", ["ဈ"]),
        ("သြဂုတ်", "[?သြ]ဂုတ်", ["ဩ"]),
        ("သြော်", "[?သြော်]", ["ဪ"]),
        ("ဩော်", "[?ဩော်]", ["ဪ"]),
        ("ယဥ်ကျေး", "ယ[ဥ]်ကျေး", ["ဉ"]),
        ("ဥာဏ် ပဥ္စမ", "[ဥ]ာဏ် ပ[ဥ]္စမ", ["ဉ", "ဉ"]),
        # Thai and Lao.
        ("เเม่น้ํา", "[เเ]ม่น้[?ํา]", ["แ", "ำ"]),
        ("น\u0e4d\u0e49\u0e32", "น[?\u0e4d\u0e49\u0e32]", ["\u0e49\u0e33"]),
        ("จํานวน", "จ[?ํา]นวน", ["ำ"]),
        ("ເເມ່ ກະທໍາ", "[ເເ]ມ່ ກະທ[?ໍາ]", ["ແ", "ຳ"]),
    ],
)
def test_lookalikes(text: str, found: str, mends: list[str | None]) -> None:
    """Each confusion is found at its place, with what to write."""
    suspects = find_lookalikes(text, "my")
    assert marked(text, suspects) == found
    assert [suspect.mend for suspect in suspects] == mends


@pytest.mark.parametrize(
    "text",
    [
        "၂၀၁၇ ခုနှစ်၊ ဇူလိုင်လ ၂၄ ရက်",
        "၁၀ရက် ၇ရက်နေ့ ၄နှစ် ၁၄ကျပ် ၅ဦး",  # a number and its counter, with no space
        "ပုဒ်မ၁၄၄ ဧပြီ၁၅ အမှတ်၄ အခန်း၇ မှ၀.၅ ဖုန်း၀၉၁၂၃",
        "(၀) ၀ ၀.၅ ၀၉-၁၂၃ ၁၀၊ ၁၀။",
        "ဝန်ကြီး ဘဝ ရန်ကုန် ၎င်း ဈေး ဩဂုတ် ဪ ဉာဏ် ပဉ္စမ ဥပဒေ ဦး",
        "၅ဝန်ကြီး",  # five ministers, however odd
        "แม่น้ำ เก้า ແມ່ ນ້ຳ",
    ],
)
def test_no_lookalikes(text: str) -> None:
    """Numbers beside words are none, and right letters are none."""
    assert find_lookalikes(text, "my") == ()


def test_lookalikes_of_burmese_alone() -> None:
    """Mon, Shan and Karen have these letters side by side."""
    assert find_lookalikes("သြ စျ ဥ်", "mnw") == ()
    assert find_lookalikes("၀န်", "mnw")


@pytest.mark.parametrize(
    ("text", "mend"),
    [
        ("\u17a3", "អ"),
        ("\u17a4", "អា"),
        ("ក\u17b4", ""),
        ("ក\u17b5", ""),
        ("\u17d3", None),
        ("\u17d8", "។ល។"),
        ("\u0149", "ʼn"),
    ],
)
def test_deprecated(text: str, mend: str | None) -> None:
    """R-4.8: each is found, with what to write."""
    (suspect,) = find_deprecated(text)
    assert suspect.mend == mend


INVISIBLE = {
    "soft hyphen": "\u00ad",
    "zero width joiner": "\u200d",
    "zero width non-joiner": "\u200c",
    "byte order mark": "\ufeff",
    "right-to-left override": "\u202e",
    "left-to-right mark": "\u200e",
    "isolate": "\u2067",
    "invisible times": "\u2062",
    "tag": "\U000e0041",
    "hangul filler": "\u3164",
    "object": "\ufffc",
}


@pytest.mark.parametrize("character", INVISIBLE.values(), ids=INVISIBLE)
@pytest.mark.parametrize("script", ["Latn", "Mymr", "Khmr", "Laoo", "Thai"])
def test_invisible(character: str, script: str) -> None:
    """R-4.10: what nobody sees is found in every script that has no use for it."""
    (suspect,) = find_invisible(f"a{character}b", script, "ltr")
    assert suspect == Suspect(start=1, end=2, why=suspect.why, mend="", sure=True)


@pytest.mark.parametrize("character", ["\u200b", "\u2060"])
def test_break_marks(character: str) -> None:
    """R-4.10: a break may be given by hand where words are written without spaces; elsewhere it
    is a warning."""
    for script in ("Mymr", "Khmr", "Laoo", "Thai"):
        assert find_invisible(f"a{character}b", script, "ltr") == ()
    (suspect,) = find_invisible(f"a{character}b", "Latn", "ltr")
    assert not suspect.sure


@pytest.mark.parametrize("text", ["ស៊\u200cី", "ស\u200c៊ី", "ប៉\u200cិ"])
def test_shifters_held_up(text: str) -> None:
    """R-4.10: a zero width non-joiner beside a Khmer shifter, and nowhere else."""
    assert find_invisible(text, "Khmr", "ltr") == ()
    assert find_invisible(text, "Mymr", "ltr")
    assert find_invisible("ក\u200cខ", "Khmr", "ltr")
    assert find_invisible("\u200c៊", "Khmr", "ltr")


def test_other_scripts_keep_what_they_need() -> None:
    """Joiners choose letterforms in Sinhala and Arabic; text from right to left has its marks, but
    an override has no place anywhere."""
    assert find_invisible("ක්\u200dර", "Sinh", "ltr") == ()
    assert find_invisible("می\u200cخواهم\u200f 2", "Arab", "rtl") == ()
    assert find_invisible("\u202eabc\u202c", "Arab", "rtl")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ိက", "[ိ]က"),
        ("က ိ", "က [ိ]"),
        ("a\u103d", "a[\u103d]"),
        ("(ុ)", "([ុ])"),
        ("ក\u200bា", "ក\u200b[ា]"),
        ("**ំ**", "**[ំ]**"),
        ("၊ိ", "၊[ိ]"),
        (" \u0301a", " [\u0301]a"),
        ("กัก ็", "กัก [็]"),
        ("မ္ ကုန္။", "မ[္] ကုန[္]။"),  # asat in Zawgyi
        ("ក្ ក្ក", "ក[្] ក្ក"),
        ("ក\u17b7\u102d", "ក\u17b7[\u102d]"),  # a mark of another script
    ],
)
def test_orphan_marks(text: str, found: str) -> None:
    """A mark without a letter of its script before it has nothing to stand on."""
    assert marked(text, find_orphan_marks(text)) == found


@pytest.mark.parametrize(
    "text",
    [
        "ကျွန်ုပ်၏ ပုံ",
        "ក្រុម ស៊ី ស៊\u200cី",
        "แม่น้ำ ແມ່ນ້ຳ",
        "cafe\u0301 Việt x\u0302 1\u0302 (\u0301",
        "\u00a0ိ \u25ccိ",  # shown alone
        "၀ိ",  # the digit is the suspect
        "☎\ufe0f 1\ufe0f\u20e3",
        "",
    ],
)
def test_marks_with_a_letter(text: str) -> None:
    """Marks on letters, on other marks and on what shows them alone."""
    assert find_orphan_marks(text) == ()
