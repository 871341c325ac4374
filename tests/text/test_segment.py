"""Where runs without spaces part: readings, the rules about words, and the joins."""

import dataclasses
import pickle
import random
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

import publisher
from publisher.load.language import load_languages
from publisher.model.language import BreakRules, Language
from publisher.text.cluster import split_clusters
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
from publisher.text.segment import RARE, WordRules, find_borders, split_words

FOLDER = Path(publisher.__path__[0], "languages")
LANGUAGES = load_languages(FOLDER)
ENGLISH, BURMESE, KHMER = (LANGUAGES[tag] for tag in ("en", "my", "km"))


def pieces(text: str, language: Language) -> list[str]:
    """`text` in the pieces between which it may break."""
    return insert_marks(text, language).replace(WORD_JOINER, "").split(ZWSP)


def rules(lexicon: dict[str, int], **changes: Iterable[str] | int) -> WordRules:
    """Rules with little in them."""
    bare = BreakRules(segmenter="lexicon", no_line_start="", no_line_end="", protected=())
    changed = dataclasses.replace(bare, lexicon=lexicon, **changes)  # type: ignore[arg-type]
    return WordRules.of(changed)


def borders(run: str, made: WordRules, closed: Iterable[int] = ()) -> list[int]:
    """Borders of a run on which ICU agrees everywhere."""
    return find_borders(run, made, range(len(run)), set(closed), figure=False)


# Readings.


def test_words_join_to_the_run() -> None:
    """Whatever the lexicon, no character is lost, and words end where clusters end."""
    dice = random.Random(7)
    letters = "ကခဂငစညတထနပမယရလဝသအ" + "ါိုေံ့း်ျြ္"
    for _ in range(300):
        run = "".join(dice.choices(letters, k=dice.randint(1, 30)))
        clusters = split_clusters(run)
        words = split_words(clusters, BURMESE.breaks.lexicon)
        assert "".join(run[word.start : word.end] for word in words) == run
        assert sum(word.clusters for word in words) == len(clusters)


def test_the_cheapest_reading_wins() -> None:
    """Two cheap words beat a dear long one, and the other way round."""
    clusters = ["က", "ခ"]
    assert len(split_words(clusters, {"က": 30, "ခ": 30, "ကခ": 70})) == 2
    assert len(split_words(clusters, {"က": 40, "ခ": 40, "ကခ": 70})) == 1


def test_unknown_clusters_in_a_row_are_one_word() -> None:
    """A name that no list has is not taken apart."""
    words = split_words(["က", "ခ", "ဂ", "င"], {"င": RARE - 1})
    assert [(word.clusters, word.known) for word in words] == [(3, False), (1, True)]


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


def test_second_class_breaks_only_in_long_stretches() -> None:
    """With phrase ends, other borders are offered where a stretch would be long without."""
    lexicon = {"កខគ": 20, "ឃង": 20, "ច": 20, "ឆជ": 20}
    assert borders("កខគឃងចឆជ", rules(lexicon, phrase_ends=("ច",))) == [6]
    assert borders("កខគឃងចឆជ", rules(lexicon, phrase_ends=("ច",), long_run=5)) == [3, 6]
    assert borders("កខគឃងចឆជ", rules(lexicon, phrase_ends=("ច",), long_run=6)) == [6]


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


# The lexicon as a value.


def test_a_lexicon_is_read_when_first_asked() -> None:
    """Start-up and a build with nothing to do read no word."""
    code = (
        "from pathlib import Path; from publisher.load.language import load_languages;"
        "from publisher.load.words import read_words;"
        f"languages = load_languages(Path({str(FOLDER)!r}));"
        "assert read_words.cache_info().currsize == 0;"
        "assert languages['km'].breaks.lexicon['កម្ពុជា'];"
        "assert read_words.cache_info().currsize == 1"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize("language", [BURMESE, KHMER], ids=lambda language: language.tag)
def test_a_language_stays_light(language: Language) -> None:
    """Across a process border goes the lexicon's path, not its words."""
    assert language.breaks.lexicon.get(language.breaks.units[0])
    assert len(pickle.dumps(language)) < 20_000
    again = pickle.loads(pickle.dumps(language))
    assert again == language
    assert again.breaks.lexicon[language.breaks.units[0]]


@pytest.mark.parametrize("tag", ["my", "km"])
def test_word_lists_are_sorted_whole_words(tag: str) -> None:
    """Every line is a word of whole clusters, with a cost or without; all of a wheel's share."""
    data = (FOLDER / "words" / f"{tag}.txt").read_bytes()
    lines = data.decode().split("\n")
    words = [line.split("\t")[0] for line in lines[:-1]]
    assert lines[-1] == ""
    assert words == sorted(set(words))
    assert all(cost.isdigit() for line in lines[:-1] for cost in line.split("\t")[1:])
    assert len(data) < 2_500_000
