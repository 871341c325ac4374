"""Break opportunities and forbidden breaks: rules that hold of every text (R-1.2 to R-1.8)."""

import itertools
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import publisher
from publisher.load.language import load_language
from publisher.load.po import load_catalog
from publisher.model.language import Language
from publisher.text.cluster import may_part
from publisher.text.linebreak import (
    WORD_JOINER,
    ZWSP,
    find_joins,
    find_marks,
    find_opportunities,
    insert_marks,
    strip_marks,
)

ROOT = Path(__file__).parents[2]
LANGUAGES = {
    tag: load_language(Path(publisher.__path__[0], "languages", f"{tag}.toml"))
    for tag in ("my", "km", "th", "lo", "shn", "ksw", "mnw", "en", "vi", "zh-Hans")
}
WRITTEN_WITHOUT_SPACES = ("my", "km", "th", "lo")
UNTOUCHED = ("shn", "ksw", "mnw")
"""Languages in the Burmese script whose words nothing here knows (R-1.18)."""
SAMPLES = {
    "my": "နေပြည်တော် (ရန်ကုန်) ၂၀၁၇ ခုနှစ်၊ ဇူလိုင်လ ၂၄ ရက်။ “ရွှေ့ပြောင်း အလုပ်သမား ” များ။",
    "km": "កម្ពុជា និង ថៃ ។ ក្រសួង ( ការងារ ) បាន ៣.០០០ ៛ ៗ ។ល។ “ ជា ” ថ្ងៃទី ២៤ !",
    "th": "ประเทศไทย และ กัมพูชา ฯลฯ มาก ๆ",
    "lo": "ສປປ ລາວ ແລະ ກຳປູເຈຍ ໆ",
}


def catalogue_texts(tag: str) -> Iterator[str]:
    """Every translation into a language that this repository has."""
    folder = ROOT / "locales" / tag / "LC_MESSAGES"
    for path in sorted(folder.glob("*.po")):
        catalog = load_catalog(ROOT, path.relative_to(ROOT).as_posix())
        yield from (entry.translation.text for entry in catalog.entries)


@pytest.fixture(scope="module", params=WRITTEN_WITHOUT_SPACES)
def language(request: pytest.FixtureRequest) -> Language:
    """Each language that is written without spaces."""
    return LANGUAGES[request.param]


@pytest.fixture(scope="module")
def texts(language: Language) -> list[str]:
    """A sample with every sign, and what the repository's catalogues say in the language."""
    return [SAMPLES[language.tag], *filter(None, catalogue_texts(language.tag))]


def test_taking_the_marks_away_gives_the_text_back(language: Language, texts: list[str]) -> None:
    """What is inserted can be told from what was there: stripped, a text is what it was."""
    for text in texts:
        assert strip_marks(insert_marks(text, language)) == strip_marks(text)


def test_marks_stand_in_order_once_and_inside(language: Language, texts: list[str]) -> None:
    """Offsets rise, none is there twice, and none is at an edge of the text."""
    for text in texts:
        offsets = [offset for offset, _ in find_marks(text, language)]
        assert all(a < b for a, b in itertools.pairwise([0, *offsets, len(text)]))


def test_no_mark_parts_a_cluster(language: Language, texts: list[str]) -> None:
    """Every mark stands between two orthographic clusters (R-1.2)."""
    for text in texts:
        assert all(may_part(text, offset) for offset, _ in find_marks(text, language))


def test_opportunities_stand_between_words(language: Language, texts: list[str]) -> None:
    """No opportunity is beside a space, another mark or a sign (R-1.7)."""
    beside = re.compile(r"[\s\u200b\u2060\u00a0.,;:!?()“”‘’«»–—/-]")
    for text in texts:
        for offset in find_opportunities(text, language):
            assert not beside.search(text[offset - 1 : offset + 1]), text[offset - 5 : offset + 5]


def test_no_line_begins_or_ends_with_the_wrong_sign(language: Language, texts: list[str]) -> None:
    """No opportunity is before a sign that may not begin a line, nor after one that may not end
    it (R-1.3, R-1.4)."""
    rules = language.breaks
    for text in texts:
        for offset in find_opportunities(text, language):
            assert text[offset] not in rules.no_line_start
            assert text[offset - 1] not in rules.no_line_end


def test_not_across_a_space_either(language: Language, texts: list[str]) -> None:
    """Where a space would let such a line begin, a word joiner stands behind it (R-1.5)."""
    rules = language.breaks
    for text in texts:
        marks = dict(find_marks(text, language))
        for space in re.finditer("(?<=[^ ]) +(?=[^ ])", text):
            before, after = text[space.start() - 1], text[space.end()]
            if after in rules.no_line_start or before in rules.no_line_end:
                assert marks[space.end()] == WORD_JOINER


def test_protected_words_are_never_cut(language: Language, texts: list[str]) -> None:
    """Inside a protected word there is no opportunity, wherever the word stands."""
    for text in [*texts, *(f"က{word}ក" for word in language.breaks.protected)]:
        offsets = {offset for offset, mark in find_marks(text, language) if mark == ZWSP}
        for word in language.breaks.protected:
            for found in re.finditer(f"(?={re.escape(word)})", text):
                inside = range(found.start() + 1, found.start() + len(word))
                assert offsets.isdisjoint(inside), word


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("km", "ក ។"),
        ("km", "ក  ។"),
        ("km", "ក ៗ"),
        ("km", "៣.០០០ ៛"),
        ("km", "ក ”"),
        ("km", "“ ក"),
        ("my", "က ။"),
        ("my", "က ၏"),
        ("my", "( က"),
        ("th", "มาก ๆ"),
    ],
)
def test_the_space_trap(tag: str, text: str) -> None:
    """The cases of R-1.5: behind the last space there is a word joiner, and nothing else."""
    at = text.rindex(" ") + 1
    assert insert_marks(text, LANGUAGES[tag]) == text[:at] + WORD_JOINER + text[at:]


def test_la_la_is_one_unit() -> None:
    """The Khmer sign for "and so on" holds together (R-1.6)."""
    marked = insert_marks("ក ។ល។", LANGUAGES["km"])
    assert ZWSP not in marked
    assert marked.endswith(f"។{WORD_JOINER}ល{WORD_JOINER}។")


@pytest.mark.parametrize(
    ("tag", "text"), [("km", "២៤ នាក់"), ("my", "၂၄ ရက်"), ("my", "၂၄ ရက်က"), ("en", "24 m,")]
)
def test_a_number_and_its_unit_stay_together(tag: str, text: str) -> None:
    """Between a number and its unit no line ends (R-1.8)."""
    assert text.index(" ") + 1 in find_joins(text, LANGUAGES[tag])


@pytest.mark.parametrize("text", ["162 migrants", "24 hands", "In 2 Mayors"])
def test_a_word_that_begins_as_a_unit_or_month_does_is_none(text: str) -> None:
    """Where the letters of a unit begin a longer word, the line may end before it."""
    assert list(find_joins(text, LANGUAGES["en"])) == []


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("my", "ရွှေ့ပြောင်းအလုပ်သမားများသည်နိုင်ငံသို့သွားကြသည်"),
        ("km", "ពលករទេសន្តរប្រវេសន៍បានធ្វើដំណើរទៅប្រទេសថៃ"),
    ],
)
def test_words_are_parted(tag: str, text: str) -> None:
    """A sentence without spaces gets opportunities: the rules leave some to use."""
    assert ZWSP in insert_marks(text, LANGUAGES[tag])


@pytest.mark.parametrize("tag", UNTOUCHED)
@pytest.mark.parametrize("text", ["မိူင်းတႆး", "ကညီကျိာ်", "ဘာသာမန်", SAMPLES["my"]])
def test_what_no_dictionary_knows_is_not_cut(tag: str, text: str) -> None:
    """Shan, Karen and Mon get no opportunity: ICU would part them by Burmese words (R-1.18)."""
    assert list(find_opportunities(text, LANGUAGES[tag])) == []
    assert ZWSP not in insert_marks(text, LANGUAGES[tag])


@pytest.mark.parametrize("tag", ["en", "vi", "zh-Hans"])
@pytest.mark.parametrize(
    "text", ["Yangon , Mandalay ( and others )", "được gọi là", "移民工人的权利。"]
)
def test_languages_with_rules_of_their_own_are_left_alone(tag: str, text: str) -> None:
    """What UAX 14 does rightly gets no mark."""
    assert insert_marks(text, LANGUAGES[tag]) == text


@pytest.mark.parametrize("tag", WRITTEN_WITHOUT_SPACES)
@pytest.mark.parametrize("emoji", ["😀", "😀😀😀", "\U00020000"])
def test_characters_beyond_the_first_plane_shift_nothing(tag: str, emoji: str) -> None:
    """ICU counts such a character as two; the marks of what follows stay where they were."""
    text = SAMPLES[tag]
    alone = [(offset, mark) for offset, mark in find_marks(text, LANGUAGES[tag])]
    shift = len(emoji) + 1
    shifted = find_marks(f"{emoji} {text}", LANGUAGES[tag])
    assert [(offset - shift, mark) for offset, mark in shifted] == alone
    assert strip_marks(insert_marks(text + emoji, LANGUAGES[tag])) == text + emoji


@pytest.mark.parametrize("tag", WRITTEN_WITHOUT_SPACES)
@pytest.mark.parametrize("hand", ["\u200b", "\u2060", "\u200c", "\u200d"])
def test_what_was_set_by_hand_stays_and_is_not_doubled(tag: str, hand: str) -> None:
    """A translator's own mark survives where it was, and no opportunity is put beside it."""
    language, words = LANGUAGES[tag], SAMPLES[tag].split()
    text = hand.join(words)
    offsets = [offset for offset, mark in find_marks(text, language) if mark == ZWSP]
    assert all(hand not in text[offset - 1 : offset + 1] for offset in offsets)
    assert insert_marks(text, language).count(hand) >= text.count(hand)


@pytest.mark.parametrize("tag", list(LANGUAGES))
@pytest.mark.parametrize("text", ["", " ", "  ", "။", " ។", "( ", "\u200b", "“", "123", "\n"])
def test_scraps_of_text_are_no_trouble(tag: str, text: str) -> None:
    """An empty text, lone spaces and lone signs come back as they are."""
    assert insert_marks(text, LANGUAGES[tag]) == text
