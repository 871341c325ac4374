"""Language files: what is refused, and what holds of the ten that are bundled."""

import pickle
import re
import subprocess
import sys
import unicodedata
from pathlib import Path

import babel
import pytest
from world import ROOT

import publisher
from publisher.load.language import load_language, load_languages, load_own_languages
from publisher.model.errors import ConfigError
from publisher.model.finding import Finding
from publisher.model.language import ROLES, Language

FOLDER = Path(publisher.__path__[0], "languages")
LANGUAGES = load_languages(FOLDER)
EVERY = list(LANGUAGES.values())

KHMER_CLUSTER = re.compile(
    r"""
    [\u1780-\u17A2\u17A5-\u17B3]           # base: consonant or independent vowel
    [\u17CC]?                              # robat
    (?: \u17D2 (?!\u179A) [\u1780-\u17A2] )*   # subscripts, RO last
    (?: \u17D2 \u179A )?
    [\u17C9\u17CA]?                        # register shifter
    [\u17B6-\u17C5]?                       # one vowel sign
    [\u17C6\u17CB\u17CD-\u17D1]?           # sign above
    [\u17C7\u17C8]?                        # visarga
    """,
    re.VERBOSE,
)
"""A cluster in the order of the SIL specification of Khmer (L2/22-290, R-4.7), as words in
modern Khmer have it."""

BURMESE_SYLLABLE = re.compile(
    r"""
    [\u1000-\u1021\u1023-\u102A\u103F\u104C-\u104F]   # base
    (?: (?: \u1004\u103A )? \u1039 [\u1000-\u1021] )* # stacked consonants
    \u103B? \u103C? \u103D? \u103E?                   # medials
    \u1031? [\u102D\u102E\u1032]? [\u102F\u1030]?     # vowel signs
    [\u102B\u102C]?
    \u1036? \u1037? \u103A? \u1038?                   # anusvara, dot, asat in NFC's order, visarga
    """,
    re.VERBOSE,
)
"""A consonant with its signs, in the order of UTN 11 (https://www.unicode.org/notes/tn11/)
after NFC (R-4.4), as words in Burmese have it; a final consonant with its asat is one too."""


def copy(folder: Path, tag: str = "km", *changes: tuple[str, str]) -> Path:
    """A bundled file, written to `folder` with each first text replaced by the second."""
    text = (FOLDER / f"{tag}.toml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    path = folder / f"{tag}.toml"
    path.write_text(text, encoding="utf-8")
    return path


def refuse(path: Path) -> tuple[Finding, ...]:
    """The findings with which the file at `path` is refused."""
    with pytest.raises(ConfigError) as caught:
        load_language(path)
    return caught.value.findings


# What is refused.


@pytest.mark.parametrize(
    ("old", "new", "name", "message"),
    [
        ("segmenter =", "segmentor =", "unknown-key", "unknown key breaks.segmentor"),
        ("[numbers]", "[number]", "unknown-key", "unknown key number"),
        ('english_name = "Khmer"\n', "", "missing-key", "english_name is missing"),
        ("[styles.label]", "[styles.labels]", "missing-key", "styles.label is missing"),
        ('direction = "ltr"', 'direction = "up"', "value", "direction: Invalid enum value 'up'"),
        ('direction = "ltr"', "direction = 1", "value", "direction: Expected `str`, got `int`"),
        ("size =", 'size = "1" #', "value", "styles.text.size: Expected `float`, got `str`"),
        ("weight =", "weight = 500 #", "value", "styles.text.weight: Invalid enum value 500"),
        ("families =", "families = 1 #", "value", "styles.text.families: Expected `array`"),
        ("families =", "families = [] #", "value", "styles.text.families names no family"),
        ("size =", "size = 0 #", "value", "styles.text.size is not a factor"),
        ("line_height =", "line_height = 19 #", "value", "styles.text.line_height is not"),
        ('tag = "km"', 'tag = "kh"', "value", "tag is 'kh', but the file is km.toml"),
        ('script = "Khmr"', 'script = "khmer"', "value", "script is 'khmer', not four letters"),
        ("០១២៣៤៥៦៧៨៩", "០១២៣៤៥៦៧៨", "value", "digits are not the ten digits"),
        ("០១២៣៤៥៦៧៨៩", "០១២៣៤៥៦៧៩៨", "value", "digits are not the ten digits"),
        ("០១២៣៤៥៦៧៨៩", "កខគឃងចឆជឈញ", "value", "digits are not the ten digits"),
        ('"តុលា", ', "", "value", "dates.months are 11 names, not 12"),
        ('"តុលា", ', '"", ', "value", "dates.months has an empty name"),
        ('name = "ខ្មែរ"', 'name = ""', "value", "name is empty"),
        ('group = "."', 'group = ","', "value", "numbers.group is the same as numbers.decimal"),
        ('ឆ្នាំ{year}"', 'ឆ្នាំ"', "value", "dates.day lacks {year}"),
        ("{day} ខែ", "{dya} ខែ", "value", "dates.day has {dya}, which nothing fills"),
        ("{day} ខែ", "{day.real} ខែ", "value", "dates.day has {day.real}, which nothing fills"),
        ("{day} ខែ", "{day!r} ខែ", "value", "dates.day has {day!r}, which nothing fills"),
        ("{day} ខែ", "{day:>9} ខែ", "value", "dates.day has {day:>9}, which nothing fills"),
        ("{day} ខែ", "{day ខែ", "value", "dates.day cannot be read"),
        ("{place} {date}", "{place}", "value", "dateline lacks {date}"),
        ("[dates]\n", '[dates]\nround_year = "x"\n', "value", "dates.round_year lacks {year}"),
        ('two = "{a} និង{b}"', 'two = "{a} និង"', "value", "lists.two lacks {b}"),
        ('no_line_end = "(', 'no_line_end = "!(', "value", "breaks.no_line_end shares !"),
        ('"។ល។"', '"។ល។", "។ល។"', "value", "breaks.protected has ។ល។ twice"),
        ('"។ល។"', '"។ល។ "', "value", "breaks.protected has '។ល។ '"),
    ],
)
def test_a_fault_is_found_where_it_stands(
    tmp_path: Path, old: str, new: str, name: str, message: str
) -> None:
    """A finding says what is wrong, and shows the line that a person must mend."""
    path = copy(tmp_path, "km", (old, new))
    found = [finding for finding in refuse(path) if finding.message.startswith(message)]
    assert [finding.id for finding in found] == [f"language/{name}"]
    assert found[0].path == path.as_posix()
    assert found[0].line is not None
    assert found[0].excerpt == path.read_text(encoding="utf-8").splitlines()[found[0].line - 1]


def test_the_line_is_the_one_of_the_key(tmp_path: Path) -> None:
    """`month` also stands elsewhere in the file; what is drawn is the one in `[dates]`."""
    path = copy(tmp_path, "en", ('month = "{month} {year}"', 'month = "{month}"'))
    (finding,) = refuse(path)
    assert finding.excerpt == 'month = "{month}"'
    assert finding.hint == "it takes {month} {year}"


def test_a_misspelt_key_is_answered_with_the_right_one(tmp_path: Path) -> None:
    """One misspelling is two findings: a key too many, and one too few."""
    path = copy(tmp_path, "km", ("segmenter =", "segmentor ="))
    findings = refuse(path)
    assert {finding.id for finding in findings} == {"language/unknown-key", "language/missing-key"}
    assert "did you mean 'segmenter'?" in [finding.hint for finding in findings]


def test_all_faults_are_reported_together(tmp_path: Path) -> None:
    """In the order of their lines, so that one reading mends the file."""
    path = copy(
        tmp_path,
        "km",
        ("{place} {date}", "{place}"),
        ('group = "."', 'group = ","'),
        ("line_height =", "line_height = 19 #"),
    )
    findings = refuse(path)
    lines = [finding.line or 0 for finding in findings]
    assert len(findings) == 3
    assert lines == sorted(lines)


def test_faults_of_all_files_are_reported_together(tmp_path: Path) -> None:
    """A folder with two bad files and a good one names both bad ones."""
    copy(tmp_path, "en")
    copy(tmp_path, "km", ('name = "ខ្មែរ"', 'name = ""'))
    copy(tmp_path, "my", ('script = "Mymr"', 'script = "my"'))
    with pytest.raises(ConfigError) as caught:
        load_languages(tmp_path)
    assert [Path(finding.path).name for finding in caught.value.findings] == ["km.toml", "my.toml"]


def test_what_is_not_toml_is_shown_where_it_stops_being_toml(tmp_path: Path) -> None:
    """Line and column, as TOML's reader knows them."""
    path = copy(tmp_path, "en", ('tag = "en"', "tag = en"))
    (finding,) = refuse(path)
    assert finding.id == "language/syntax"
    assert finding.excerpt == "tag = en"
    assert finding.column == 7


def test_a_file_that_cannot_be_read_is_a_finding(tmp_path: Path) -> None:
    """No traceback for a missing file or one in another encoding."""
    (missing,) = refuse(tmp_path / "xx.toml")
    assert missing.path.endswith("xx.toml")
    (tmp_path / "en.toml").write_bytes("tag = “en”".encode("utf-16"))
    (encoded,) = refuse(tmp_path / "en.toml")
    assert "UTF-16" in encoded.message


def test_text_outside_nfc_is_refused(tmp_path: Path) -> None:
    """A protected word in another form would never be found in a catalogue (R-4.4)."""
    path = copy(tmp_path, "vi", ("Tiếng Việt", unicodedata.normalize("NFD", "Tiếng Việt")))
    (finding,) = refuse(path)
    assert finding.id == "language/not-nfc"
    assert finding.excerpt.startswith("name = ")


def test_a_folder_without_languages_is_refused(tmp_path: Path) -> None:
    """An installation that lost its data does not look like one with nothing to do."""
    with pytest.raises(ConfigError, match="no language file"):
        load_languages(tmp_path)


def test_a_newsroom_may_bring_languages(tmp_path: Path) -> None:
    """Files of its folder `languages` are read like the bundled ones; there may be none."""
    assert load_own_languages(tmp_path) == {}
    (tmp_path / "languages").mkdir()
    assert load_own_languages(tmp_path) == {}
    copy(tmp_path / "languages", "km", ('name = "ខ្មែរ"', 'name = "ភាសាខ្មែរ"'))
    languages = {**LANGUAGES, **load_own_languages(tmp_path)}
    assert languages["km"].name == "ភាសាខ្មែរ"
    assert languages.keys() == LANGUAGES.keys()


def test_faults_of_a_newsrooms_languages_name_its_own_files(tmp_path: Path) -> None:
    """A person sees the path from the newsroom, and may mend it there."""
    (tmp_path / "languages").mkdir()
    copy(tmp_path / "languages", "km", ('direction = "ltr"', 'direction = "up"'))
    with pytest.raises(ConfigError) as raised:
        load_own_languages(tmp_path)
    assert [finding.path for finding in raised.value.findings] == ["languages/km.toml"]


def test_a_byte_order_mark_and_windows_line_ends_are_read_over(tmp_path: Path) -> None:
    """Editors on Windows write both."""
    path = copy(tmp_path, "my")
    words = tmp_path / "words" / "my.txt"
    words.parent.mkdir()
    words.write_bytes((FOLDER / "words" / "my.txt").read_bytes())
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_language(path) == LANGUAGES["my"]


# What holds of the bundled files.


def test_the_languages_of_the_region_are_there() -> None:
    """By tag, and each file the same alone as among the others."""
    expected = {"en", "my", "km", "th", "lo", "vi", "zh-Hans", "shn", "ksw", "mnw"}
    assert set(LANGUAGES) == expected
    for tag, language in LANGUAGES.items():
        assert load_language(FOLDER / f"{tag}.toml") == language


@pytest.mark.parametrize("language", EVERY, ids=lambda language: language.tag)
def test_every_language_has_all_roles_and_can_cross_a_process_border(language: Language) -> None:
    """What is cached by value or sent to a worker is hashable, plain data."""
    assert tuple(language.styles) == ROLES
    assert pickle.loads(pickle.dumps(language)) == language
    hash(language)


@pytest.mark.parametrize("tag", ["en", "my", "km", "th", "lo", "vi"])
def test_languages_are_called_by_their_own_name(tag: str) -> None:
    """As CLDR has it."""
    locale = babel.Locale(tag)
    assert LANGUAGES[tag].name == locale.get_display_name()
    assert LANGUAGES[tag].english_name == locale.english_name


@pytest.mark.parametrize("language", EVERY, ids=lambda language: language.tag)
def test_every_file_opens_with_its_sources(language: Language) -> None:
    """And says so where no reader of the language has confirmed it."""
    text = (FOLDER / f"{language.tag}.toml").read_text(encoding="utf-8")
    comment = text[: text.index("\n\n")]
    assert all(line.startswith("#") for line in comment.splitlines())
    assert "# Sources" in comment
    assert ("UNREVIEWED" in comment) == (language.tag in {"shn", "ksw", "mnw"})
    assert language.tag == "en" or " editor " in comment or " editor." in comment


@pytest.mark.parametrize("language", EVERY, ids=lambda language: language.tag)
def test_files_hold_no_invisible_character(language: Language) -> None:
    """No ZWSP, joiner or byte order mark hides in a pattern or a protected word (R-4.10)."""
    text = (FOLDER / f"{language.tag}.toml").read_text(encoding="utf-8")
    assert not {character for character in text if unicodedata.category(character) == "Cf"}


@pytest.mark.parametrize(
    ("tag", "cluster", "script"),
    [("km", KHMER_CLUSTER, "\u1780-\u17d3"), ("my", BURMESE_SYLLABLE, "\u1000-\u103f")],
)
def test_words_are_spelt_in_normal_order(tag: str, cluster: re.Pattern[str], script: str) -> None:
    """Two spellings that look alike are two words to a search; only one order is right (R-4.7)."""
    text = (FOLDER / f"{tag}.toml").read_text(encoding="utf-8")
    runs = re.findall(f"[{script}]+", text)
    assert len(runs) > 100
    assert [run for run in runs if not re.fullmatch(f"(?x:(?:{cluster.pattern})+)", run)] == []


@pytest.mark.parametrize("tag", ["my", "ksw", "mnw", "shn"])
def test_digits_do_not_stand_for_letters_nor_letters_for_digits(tag: str) -> None:
    """ဝ and ၀ look alike (R-4.5): no digit touches a letter in names and protected words."""
    language = LANGUAGES[tag]
    for word in (*language.dates.months, *language.breaks.protected, language.name):
        assert not any(character.isdigit() for character in word), word


@pytest.mark.parametrize("tag", ["my", "km"])
def test_signs_that_may_not_stand_at_a_line_edge(tag: str) -> None:
    """R-1.3 and R-1.4, with ၌ ၍ ၏ for Burmese."""
    own = {"my": "၊။၌၍၏", "km": "ៗ។៕៖៘៚៛"}[tag]
    rules = LANGUAGES[tag].breaks
    assert set(own + "?!%”’»)]") <= set(rules.no_line_start)
    assert set("“‘«([") <= set(rules.no_line_end)
    assert "၎" not in rules.no_line_start
    assert "—" not in rules.no_line_start, "a speaker's line begins with it"


def test_languages_in_the_burmese_script_are_not_cut_by_its_dictionary() -> None:
    """R-1.18: ICU applies the Burmese dictionary to Shan, Karen and Mon."""
    segmenters = {tag: language.breaks.segmenter for tag, language in LANGUAGES.items()}
    assert {tag for tag, kind in segmenters.items() if kind == "icu-word"} == {"th", "lo"}
    assert {tag for tag, kind in segmenters.items() if kind == "lexicon"} == {"my", "km"}


def test_khmer_titles_are_not_emboldened() -> None:
    """R-1.13: Moul has one weight, already looks bold, and no browser may make it bolder."""
    heading = LANGUAGES["km"].styles["heading"]
    assert heading.families[0] == "Moul"
    styles = (ROOT / "templates" / "base.css").read_text(encoding="utf-8")
    assert "font-synthesis:none" in styles


@pytest.mark.parametrize("language", EVERY, ids=lambda language: language.tag)
def test_asian_scripts_are_never_slanted_and_have_room(language: Language) -> None:
    """R-1.10: `em` is shown by weight; R-1.9: lines of Khmer and Burmese need 1.7 at least;
    tests/languages/test_type.py has more."""
    if language.script != "Latn":
        assert language.emphasis == "weight"
    if language.script in {"Khmr", "Mymr"}:
        assert language.styles["text"].line_height >= 1.7


def test_loading_needs_no_babel() -> None:
    """The data is in the files; CLDR's tables would cost every run their reading."""
    code = (
        "import sys; from pathlib import Path; from publisher.load.language import load_languages;"
        f"load_languages(Path({str(FOLDER)!r})); sys.exit('babel' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
