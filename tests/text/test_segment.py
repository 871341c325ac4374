"""The words of runs without spaces: readings, which words hold together, and the lexicon."""

import pickle
import random
import subprocess
import sys
from pathlib import Path

import pytest

import publisher
from publisher.load.language import load_languages
from publisher.load.words import WordList
from publisher.model.language import Language
from publisher.text.cluster import split_clusters
from publisher.text.segment import (
    LONGEST,
    TRUSTED,
    Chunk,
    WordRules,
    join_words,
    split_words,
)

FOLDER = Path(publisher.__path__[0], "languages")
LANGUAGES = load_languages(FOLDER)
BURMESE, KHMER = (LANGUAGES[tag] for tag in ("my", "km"))


def chunks(run: str, language: Language = BURMESE, *, counted: bool = False) -> list[Chunk]:
    """The chunks of a run."""
    rules = WordRules.of(language.breaks)
    words = split_words(split_clusters(run), rules.lexicon)
    return join_words(run, words, rules, (), counted=counted)


def texts(run: str, language: Language = BURMESE, *, counted: bool = False) -> list[str]:
    """The chunks of a run as text."""
    starts = [chunk.start for chunk in chunks(run, language, counted=counted)]
    return [run[a:b] for a, b in zip(starts, [*starts[1:], None], strict=True)]


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
    """A name that no list has is not taken apart; nor is one apart from a single cluster that
    only a dictionary has."""
    words = split_words(["က", "ခ", "ဂ", "င"], {"င": TRUSTED, "ဂ": TRUSTED + 1})
    assert [(word.clusters, word.known) for word in words] == [(3, False), (1, True)]


# Chunks.


def test_particles_and_prefixes_hold_to_their_word() -> None:
    """A verb and its endings, a noun and its markers, မ and what it negates."""
    assert texts("အလုပ်သမားများသည်မရောက်ခဲ့ပါ") == ["အလုပ်သမားများသည်", "မရောက်ခဲ့ပါ"]
    (nouns, verb) = chunks("အလုပ်သမားများသည်မရောက်ခဲ့ပါ")
    assert (nouns.closer, nouns.particles, nouns.stem_clusters) == ("သည်", 2, 4)
    assert (verb.closer, verb.stem_clusters) == ("", 2)


def test_numbers_hold_to_their_units() -> None:
    """Three vehicles, thirty thousand kyat, and 24 days, whose figure stands before the run."""
    assert texts("လေယာဉ်သုံးစင်းဖြင့်သယ်ယူ") == ["လေယာဉ်", "သုံးစင်းဖြင့်", "သယ်ယူ"]
    assert texts("ရက်ကြာကျင်းပ", counted=True)[0].startswith("ရက်")
    assert texts("សាមសិបនាក់បានចូលរួម", KHMER)[0] == "សាមសិបនាក់"


def test_a_name_holds_to_its_honorific() -> None:
    """Also where its syllables are particles: until a marker of case."""
    assert texts("ဦးရန်နိုင်စိုးကတက်ရောက်သည်")[0] == "ဦးရန်နိုင်စိုးက"
    assert all(chunk.name for chunk in chunks("ဒေါ်ခင်စန်းမြင့်သည်")[:1])


def test_a_name_ends_before_a_word_that_is_none() -> None:
    """Khmer: “he” is an honorific as well, and a name ends where the verb begins."""
    assert texts("លោកសុខបានឆ្លើយ", KHMER) == ["លោកសុខ", "បាន", "ឆ្លើយ"]
    assert texts("លោកបានឆ្លើយ", KHMER) == ["លោកបាន", "ឆ្លើយ"]
    assert texts("លោកសុខហេង", KHMER) == ["លោកសុខហេង"]


def test_a_unit_behind_its_number_waits_for_no_other() -> None:
    """Year, month and day ask for a number after them, but not where they count."""
    assert texts("ប្រាំឆ្នាំចុងក្រោយ", KHMER) == ["ប្រាំឆ្នាំ", "ចុងក្រោយ"]
    assert texts("ម៉ោងប្រាំ", KHMER) == ["ម៉ោងប្រាំ"]


def test_what_is_protected_is_in_one_chunk() -> None:
    """`closed` offsets part nothing."""
    run = "အလုပ်သမားရေးရာ"
    rules = WordRules.of(BURMESE.breaks)
    words = split_words(split_clusters(run), {"အလုပ်သမား": 80, "ရေးရာ": 80})
    assert len(join_words(run, words, rules, range(1, len(run)), counted=False)) == 1


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


def test_a_phrase_is_no_word_but_its_words_are() -> None:
    """`tools/words/km-phrases.txt`, and the list that was made with it."""
    path = Path(__file__).parents[2] / "tools" / "words" / "km-phrases.txt"
    lines = path.read_text(encoding="utf-8").splitlines()
    phrases = [line.split("|") for line in lines if not line.startswith("#")]
    whole = {"".join(phrase) for phrase in phrases}
    lexicon = KHMER.breaks.lexicon
    assert all(len(phrase) > 1 for phrase in phrases)
    assert not [phrase for phrase in whole if phrase in lexicon]
    parts = {word for phrase in phrases for word in phrase if len(split_clusters(word)) <= LONGEST}
    assert not [word for word in sorted(parts) if word not in lexicon and word not in whole]


@pytest.mark.parametrize("tag", ["my", "km"])
def test_word_lists_are_sorted_whole_words(tag: str) -> None:
    """Below each cost stand its words, once each in the whole file; all of a wheel's share."""
    data = (FOLDER / "words" / f"{tag}.txt").read_bytes()
    sections = [section.split("\n") for section in data.decode().split("\t")]
    costs = [int(cost) for cost, *_ in sections[1:]]
    words = [word for _, *listed in sections[1:] for word in listed if word]
    assert sections[0] == [""]
    assert costs == sorted(set(costs))
    assert all(listed[:-1] == sorted(listed[:-1]) for _, *listed in sections[1:])
    assert len(set(words)) == len(words) == len(WordList(FOLDER / "words" / f"{tag}.txt"))
    assert len(data) < 2_500_000


@pytest.mark.parametrize("tag", ["my", "km"])
def test_trust_tells_chosen_words_from_a_dictionary_s(tag: str) -> None:
    """What we wrote down costs less than TRUSTED, the commonest cost, that of words which are
    nowhere but in the dictionary, more (tools/make_words.py)."""
    lexicon = LANGUAGES[tag].breaks.lexicon
    file = Path(__file__).parents[2] / "tools" / "words" / f"{tag}.txt"
    lines = file.read_text(encoding="utf-8").splitlines()
    own = [line for line in lines if line in lexicon]
    assert len(own) > 5000
    assert all(lexicon[word] <= TRUSTED for word in own)
    costs = list(lexicon.values())
    assert max(set(costs), key=costs.count) > TRUSTED
