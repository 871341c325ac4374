"""Marks for line breaks, for every text that can be typed in Khmer and Burmese (R-1.2 to R-1.7)."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import publisher
from publisher.load.language import load_language
from publisher.text.cluster import may_part, split_clusters
from publisher.text.linebreak import WORD_JOINER, ZWSP, find_marks, insert_marks, strip_marks

from .strategies import BURMESE, KHMER, burmese_text, khmer_text, mixed_text

LANGUAGES = {
    tag: load_language(Path(publisher.__path__[0], "languages", f"{tag}.toml"))
    for tag in ("my", "km", "th", "shn", "en")
}
SPACES = " \u00a0\u200b"

any_text = khmer_text | burmese_text | mixed_text
any_language = st.sampled_from(list(LANGUAGES))
dictionary = st.sampled_from(["my", "km"])


@given(any_language, any_text)
def test_taking_the_marks_away_gives_the_text_back(tag: str, text: str) -> None:
    """Insertion adds ZWSP and WORD JOINER, and nothing else."""
    assert strip_marks(insert_marks(text, LANGUAGES[tag])) == strip_marks(text)
    unmarked = strip_marks(text)
    assert strip_marks(insert_marks(unmarked, LANGUAGES[tag])) == unmarked


@given(any_language, any_text)
def test_every_mark_is_in_its_place(tag: str, text: str) -> None:
    """No mark is at an edge; no opportunity inside a cluster, beside a space or another mark,
    before what may not begin a line or after what may not end one."""
    rules = LANGUAGES[tag].breaks
    for offset, mark in find_marks(text, LANGUAGES[tag]):
        assert 0 < offset < len(text)
        if mark == ZWSP:
            before, after = text[offset - 1], text[offset]
            assert may_part(text, offset)
            assert before not in SPACES
            assert after not in SPACES
            assert before not in rules.no_line_end
            assert after not in rules.no_line_start


@given(dictionary, any_text)
def test_no_space_lets_the_wrong_sign_begin_or_end_a_line(tag: str, text: str) -> None:
    """Behind spaces, before a sign that may not begin a line or after one that may not end it,
    there is a word joiner, unless the sign clings to the space itself."""
    rules = LANGUAGES[tag].breaks
    marks = dict(find_marks(text, LANGUAGES[tag]))
    for space in re.finditer("(?<=[^ \u200b])[ \u200b]+(?=[^ \u200b])", text):
        before, after = text[space.start() - 1], text[space.end()]
        if after in rules.no_line_start or before in rules.no_line_end:
            assert marks.get(space.end()) == WORD_JOINER or not may_part(text, space.end())


@given(dictionary, any_text, st.data())
def test_protected_words_are_never_cut(tag: str, text: str, data: st.DataObject) -> None:
    """Wherever a protected word stands, no opportunity is inside it."""
    word = data.draw(st.sampled_from(LANGUAGES[tag].breaks.protected))
    joined = f"{text}{word}{text}"
    cuts = {offset for offset, mark in find_marks(joined, LANGUAGES[tag]) if mark == ZWSP}
    for found in re.finditer(f"(?={re.escape(word)})", joined):
        assert cuts.isdisjoint(range(found.start() + 1, found.start() + len(word)))


@given(any_text)
def test_untouched_languages_get_no_opportunity(text: str) -> None:
    """Shan is written in the Burmese script, and no dictionary here knows it (R-1.18)."""
    assert all(mark == WORD_JOINER for _, mark in find_marks(text, LANGUAGES["shn"]))


@given(dictionary, khmer_text | burmese_text, st.sampled_from(["😀", "\U00020000"]))
def test_characters_beyond_the_first_plane_shift_nothing(tag: str, text: str, astral: str) -> None:
    """Behind such a character the marks stand where they stand behind any other symbol."""
    shifted = find_marks(f"{astral} {text}", LANGUAGES[tag])
    assert shifted == find_marks(f"☺ {text}", LANGUAGES[tag])


@given(any_text)
def test_clusters_join_to_the_text(text: str) -> None:
    """Cut into clusters and joined again, a text is what it was, and no cluster is empty."""
    clusters = split_clusters(text)
    assert "".join(clusters) == text
    assert all(clusters)


@pytest.mark.parametrize("alphabet", [KHMER, BURMESE], ids=["khmer", "burmese"])
@given(data=st.data())
def test_whole_clusters_stay_whole(alphabet: list[str], data: st.DataObject) -> None:
    """In any word made of clusters, every end of a cluster is the end of one that was put in."""
    parts = data.draw(st.lists(st.sampled_from(alphabet), max_size=8))
    ends = {sum(map(len, parts[:count])) for count in range(len(parts) + 1)}
    text = "".join(parts)
    assert {end for end in range(len(text)) if may_part(text, end)} <= ends
