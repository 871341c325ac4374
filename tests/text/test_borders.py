"""At which borders lines may end: ranks, the rules of Burmese and Khmer, and the gold sets."""

import dataclasses
from collections.abc import Iterable
from pathlib import Path

import pytest

import publisher
from publisher.load.language import load_languages
from publisher.model.language import BreakRules, Language
from publisher.text.borders import Around, find_borders
from publisher.text.linebreak import (
    WORD_JOINER,
    ZWSP,
    find_joins,
    find_marks,
    find_opportunities,
    insert_marks,
    protect_terms,
    strip_marks,
)
from publisher.text.segment import TRUSTED, WordRules

GOLD = Path(__file__).parents[1] / "gold"
LANGUAGES = load_languages(Path(publisher.__path__[0], "languages"))
ENGLISH, BURMESE, KHMER = (LANGUAGES[tag] for tag in ("en", "my", "km"))


def pieces(text: str, language: Language) -> list[str]:
    """`text` in the pieces between which it may break."""
    return insert_marks(text, language).replace(WORD_JOINER, "").split(ZWSP)


def rules(lexicon: dict[str, int], **changes: Iterable[str] | int) -> WordRules:
    """Rules with little in them."""
    bare = BreakRules(segmenter="lexicon", no_line_start="", no_line_end="", protected=())
    changed = dataclasses.replace(bare, lexicon=lexicon, **changes)  # type: ignore[arg-type]
    return WordRules.of(changed)


def borders(
    run: str,
    made: WordRules,
    closed: Iterable[int] = (),
    around: Around = Around(),  # noqa: B008
) -> list[int]:
    """Borders of a run on which ICU agrees everywhere."""
    return find_borders(run, made, range(len(run)), set(closed), around)


# Rules about words.


def test_a_break_needs_two_known_words() -> None:
    """Beside an unknown word the border is a guess."""
    assert borders("កខគឃ", rules({"កខ": 20, "គឃ": 20})) == [2]
    assert borders("កខគឃ", rules({"កខ": 20})) == []


def test_particles_begin_no_line_and_prefixes_end_none() -> None:
    """The rules are about words of the reading, not about characters."""
    lexicon = {"កខ": 20, "គ": 20, "ឃង": 20}
    assert borders("កខគឃង", rules(lexicon)) == [2, 3]
    assert borders("កខគឃង", rules(lexicon, no_line_start_words=("គ",))) == [3]
    assert borders("កខគឃង", rules(lexicon, no_line_end_words=("គ",))) == [2]


def test_beside_a_common_word_no_other_reading_is_asked() -> None:
    """Khmer: ICU takes much for one word that is a phrase."""
    rare, common = {"កខ": 95, "គឃ": 95}, {"កខ": 40, "គឃ": 95}
    assert find_borders("កខគឃ", rules(rare), (), (), Around()) == []
    assert find_borders("កខគឃ", rules(rare), (2,), (), Around()) == [2]
    assert find_borders("កខគឃ", rules(common), (), (), Around()) == [2]


def test_with_phrases_the_ends_of_phrases_stand_everywhere() -> None:
    """Burmese: behind ច, which closes a phrase; elsewhere in long stretches alone."""
    lexicon = {"កខ": 20, "គឃ": 20, "ច": 20, "ឆជ": 20}
    marks = {"phrase_ends": ("ច",), "no_line_start_words": ("ច",)}
    assert borders("កខគឃចឆជ", rules(lexicon, **marks)) == [5]
    assert borders("កខគឃចឆជ", rules(lexicon, **marks, long_run=5)) == [5]
    assert borders("កខគឃចឆជ", rules(lexicon, **marks, long_run=4)) == [2, 5]


def test_a_lone_cluster_behind_a_phrase_is_suspect() -> None:
    """It is often the rest of a word that no list has and that begins like a particle."""
    lexicon = {"កខគឃ": 20, "ច": 20, "ឆ": 20, "ជ": 20}
    marks = {"phrase_ends": ("ច",), "no_line_start_words": ("ច", "ជ")}
    assert borders("កខគឃចឆ", rules(lexicon, **marks)) == []
    assert borders("កខគឃចឆជ", rules(lexicon, **marks)) == [5]


def test_words_of_the_dictionary_alone_come_last() -> None:
    """Inside a phrase, a border beside one is offered where nothing better helps."""
    lexicon = {"កខគ": 20, "ឃងច": TRUSTED + 1, "ឆជឈ": 20, "ញ": 20}
    marks = {"phrase_ends": ("ញ",), "no_line_start_words": ("ញ",)}
    assert borders("កខគឃងចឆជឈ", rules(lexicon, **marks)) == []
    assert borders("កខគឃងចឆជឈ", rules(lexicon, **marks, long_run=5)) == [3, 6]
    assert borders("កខគឆជឈ", rules(lexicon, **marks, long_run=5)) == [3]


def test_a_figure_and_an_opening_sign_begin_a_line() -> None:
    """The end of a run is an opportunity before them, behind a sure word or the end of a phrase."""
    lexicon = {"កខគឃង": 20, "ច": 20}
    marks = rules(lexicon, phrase_ends=("ច",), no_line_start_words=("ច",))
    assert borders("កខគឃង", marks, around=Around(digit_after=True)) == [5]
    assert borders("កខគឃង", marks, around=Around(sign_after=True)) == []
    assert borders("កខគឃងច", marks, around=Around(sign_after=True)) == [6]
    assert borders("កខគឃងឆ", marks, around=Around(digit_after=True)) == []


def test_a_long_compound_parts_between_its_words() -> None:
    """R-2.4: where nothing else helps, and only into known words of two clusters and more."""
    lexicon = {"កខគឃងចឆជ": 60, "កខគឃ": 90, "ងចឆជ": 90}
    assert borders("កខគឃងចឆជ", rules(lexicon)) == []
    assert borders("កខគឃងចឆជ", rules(lexicon, long_run=6)) == [4]
    assert borders("កខគឃងចឆជ", rules(lexicon, long_run=6), closed=[4]) == []


def test_short_phrases_stay_whole() -> None:
    """R-2.2b: a break in them would save little and may be wrong."""
    assert borders("កខគឃ", rules({"កខ": 20, "គឃ": 20}, whole_run=4)) == []


def test_a_number_word_keeps_its_unit() -> None:
    """Two persons, in letters as in figures."""
    lexicon = {"កខ": 20, "គឃ": 20}
    assert borders("កខគឃ", rules(lexicon, numerals=("កខ",), units=("គឃ",))) == []


# Burmese and Khmer.


@pytest.mark.parametrize("text", ["အလုပ်သမားများသည်ပြည်ပတွင်ကာကွယ်မှုရရှိသင့်သည်", "ဝန်ကြီးဌာနကထုတ်ပြန်ချက်ကိုဖတ်ကြားသည်"])
def test_no_burmese_line_begins_with_a_particle(text: str) -> None:
    """များ သည် တွင် က ကို stay with what they mark."""
    particles = set(BURMESE.breaks.no_line_start_words)
    assert len(pieces(text, BURMESE)) > 1
    for piece in pieces(text, BURMESE)[1:]:
        assert not any(piece == particle for particle in particles)
        assert not piece.startswith(("များ", "သည်", "တွင်", "ကို"))


@pytest.mark.parametrize("word", ["ការការពារ", "អ្នកចូលរួម", "ភាពជាដៃគូ", "សេចក្ដីប្រកាស"])
def test_khmer_prefixes_stay_with_their_word(word: str) -> None:
    """No line ends after ការ, អ្នក, ភាព, សេចក្ដី."""
    found = pieces(f"កម្ពុជាបានចាប់ផ្ដើម{word}ពលករទេសន្តរប្រវេសន៍នៅប្រទេសថៃ", KHMER)
    assert not any(piece.endswith(("ការ", "អ្នក", "ភាព", "សេចក្ដី")) for piece in found[:-1])


def test_names_stay_with_their_honorific() -> None:
    """Also where the name is no known word, and across a space."""
    joined = insert_marks("ဦးဝင်းရှိန်ကတက်ရောက်သူများကိုကျေးဇူးတင်သည်", BURMESE)
    assert joined.startswith("ဦးဝင်းရှိန်က")
    assert list(find_joins("លោក ហ៊ុន បាន", KHMER)) == [4]
    assert list(find_joins("H.E. Chou met U Win; a U turn", ENGLISH)) == [5, 16]
    assert list(find_joins("a Boeing is Mr. who", ENGLISH)) == []


def test_glossary_terms_are_protected() -> None:
    """`protect_terms` adds to the protected words, whatever the reading says."""
    text = "ពលករទេសន្តរប្រវេសន៍នៅប្រទេសថៃ"
    (first, *_) = find_opportunities(text, KHMER)
    protected = protect_terms(KHMER, [text[first - 3 : first + 3], ""])
    assert first not in set(find_opportunities(text, protected))
    assert first in set(find_opportunities(text, KHMER))


# Joins.


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("en", "long-⁠term"),
        ("en", "2016–⁠2017"),
        ("en", "24 ⁠July 2017"),
        ("en", "45 ⁠million people"),
        ("en", "No. ⁠5 of them"),
        ("my", "၂၀၁၇ ⁠ခုနှစ်၊ ဇူလိုင်လ ⁠၂၄ ⁠ရက်"),
        ("my", "၁၆၂ ⁠ဦး"),
        ("my", "က ⁠။"),
        ("my", "၂၀၁၈-⁠၂၀၁၉"),
        ("km", "ថ្ងៃទី ⁠២៤"),
        ("km", "៣.០០០ ⁠៛"),
        ("km", "១៦២ ⁠នាក់"),
        ("km", "។⁠ល⁠។"),
        ("km", "« ⁠ក ⁠»"),
        ("km", "ក ⁠ៗ"),
        ("km", "២ និង ៣"),
        ("th", "5 ⁠คน"),
    ],
)
def test_what_no_line_end_parts(tag: str, text: str) -> None:
    """Each word joiner stands where one is needed, and nowhere else."""
    bare = strip_marks(text)
    language = LANGUAGES[tag]
    assert strip_marks(insert_marks(bare, language)) == bare
    joined, offset = "", 0
    marks = {o for o, mark in find_marks(bare, language) if mark == WORD_JOINER}
    for offset, character in enumerate(bare):
        joined += (WORD_JOINER if offset in marks else "") + character
    assert joined == text


@pytest.mark.parametrize("text", ["ថ្ងៃទី២៤ ខែកក្កដា ឆ្នាំ២០១៧", "ខែវិច្ឆិកា", "ခုနှစ်၊ အောက်တိုဘာလ ၃ ရက်"])
def test_dates_part_between_their_pieces_alone(text: str) -> None:
    """The month and its word, day and its number stay together."""
    assert not list(find_opportunities(text, KHMER if "ខែ" in text else BURMESE))


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("ဝန်ကြီးဦးရန်နိုင်စိုးကပြောကြားသည်", "ဦးရန်နိုင်စိုးက"),
        ("ဆရာဝန်ကိုဖြိုးသီဟကဆိုသည်ဟုသိရသည်", "ကိုဖြိုးသီဟက"),
        ("ခြင်းလုံးခတ်သမားများသည်လေ့ကျင့်ကြသည်", "ခတ်သမား"),
        ("ဆုရရှိအောင်ကြိုးစားကြမည်ဖြစ်သည်", "ရရှိအောင်"),
    ],
)
def test_names_and_suffixes_stay_whole(text: str, whole: str) -> None:
    """What begins like a particle is none in a name, and what ends a word is no word."""
    assert any(whole in piece for piece in pieces(text, BURMESE))


def read_gold(name: str) -> Iterable[tuple[str, set[int], set[int]]]:
    """The sentences of a gold set without their marks, and where those stood."""
    for line in (GOLD / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            first, second = set[int](), set[int]()
            text = ""
            for character in line:
                if character in "|¦":
                    (first if character == "|" else second).add(len(text))
                else:
                    text += character
            yield text, first, second


@pytest.mark.parametrize("tag", ["my", "km"])
@pytest.mark.parametrize("part", ["", "-tuning"])
def test_the_gold_sets_are_cut_where_they_may_be(tag: str, part: str) -> None:
    """Of the borders offered at most 2 in 100 are inside a word, and there are enough: more than
    six in ten of the first-class ones (benchmarks/linebreaks.py has the lines that follow)."""
    language = LANGUAGES[tag]
    offered = wrong = found = wanted = 0
    for text, first, second in read_gold(f"{tag}{part}.txt"):
        borders = set(find_opportunities(text, language))
        offered += len(borders)
        wrong += len(borders - first - second)
        found += len(borders & first)
        wanted += len(first)
    assert wrong / offered < 0.02
    assert found / wanted > 0.6
