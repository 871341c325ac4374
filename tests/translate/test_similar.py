"""The most similar of many texts: the right one, and no more work than there are edits."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz import fuzz

from publisher.load.po import parse_catalog
from publisher.model.source import SourceFile
from publisher.translate import similar
from publisher.translate.edits import letters_of
from publisher.translate.match import part_of_translation, split_sentences
from publisher.translate.similar import SimilarTexts
from publisher.translate.sync import carry_over

from .catalogs import HEADER, entry, file, pot, sync

texts = st.text("ab c.", max_size=12)


@given(st.lists(texts, max_size=8), texts, st.sampled_from([50.0, 65.0, 85.0]))
def test_the_best_is_found(known: list[str], text: str, least: float) -> None:
    """Sorting by length leaves out nothing: what is found is as like as any, and where nothing is,
    no text is like enough."""
    letters = letters_of(text)
    scores = [fuzz.ratio(letters, letters_of(other)) if letters else 0.0 for other in known]
    found = SimilarTexts(known).find(text, least)
    if found is None:
        assert max(scores, default=0.0) < least
    else:
        score, place = found
        assert score == pytest.approx(max(scores))
        assert scores[place] == pytest.approx(score)


def test_of_equals_the_first_wins() -> None:
    """The order of the texts is the order of preference, also among those of the same letters."""
    texts = SimilarTexts(["x y z!", "X, Y, Z", "a b c"])
    assert texts.find("x y z", 65.0) == (100.0, 0)
    assert list(texts.find_same("*x* y z")) == [0, 1]
    assert list(texts.find_same("…")) == []
    assert texts.find("…", 65.0) is None


def test_only_what_changed_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Catalogues that nobody edited compare nothing. Of 200 catalogues of 100 messages with every
    tenth edited, only the edited are compared, each with the old texts of its own catalogue: a
    hundred pairs for each catalogue at most."""
    compared = 0
    real = similar.process.extractOne

    def count(query: str, choices: list[str], **options: object) -> object:
        nonlocal compared
        compared += len(choices)
        return real(query, choices, **options)

    monkeypatch.setattr(similar.process, "extractOne", count)
    names = [
        f"{a} of the {b} in {c}"
        for a, b, c in itertools.product(
            ("Rights", "Wages", "Hours", "Papers", "Fees"),
            ("migrants", "fishers", "cooks", "builders"),
            ("Yangon", "Mandalay", "Bago", "Pathein", "Dawei"),
        )
    ]
    catalog = parse_catalog(
        SourceFile(path="my.po", text=file(*(entry(name, "…") for name in names)))
    )
    for _ in range(200):
        carry_over(catalog, pot(*names), HEADER)
    assert compared == 0
    edited = [f"{name} today" if n % 10 == 0 else name for n, name in enumerate(names)]
    for _ in range(200):
        carried = carry_over(catalog, pot(*edited), HEADER)
    assert sum(e.translation.fuzzy for e in carried.entries) == 10
    assert 0 < compared <= 200 * 10 * 10


def test_a_paragraph_is_not_lost_among_many() -> None:
    """The edited one of many that are much alike gets its own translation."""
    old = [f"Recommendation {n}: the government should register worker {n}." for n in range(60)]
    new = [*old[:30], old[30].replace("should", "must"), *old[31:]]
    text = file(*(entry(text, f"t{n}") for n, text in enumerate(old)))
    after = sync(text, pot(*new))
    assert f'msgid "{new[30]}"\nmsgstr "t30"' in after


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two! Three?", 3),
        ("Ms. Chou of No. 5 spoke.", 1),
        ("He said: “One. Two.” Three.", 3),
        ("တစ်။ နှစ်။သုံး။", 3),
        ("មួយ។ ពីរ ៕", 2),
        ("no stop", 1),
        ("1.5 million", 1),
        ("", 0),
    ],
)
def test_sentences_are_told_apart(text: str, count: int) -> None:
    """English, Burmese and Khmer stops end a sentence, with the marks behind them; a title, a
    decimal point and a missing stop do not. Together they are the text."""
    sentences = split_sentences(text)
    assert len(sentences) == count
    assert "".join(sentences) == text


def test_a_part_is_looked_up_by_its_sentences() -> None:
    """The sentences that say the part, wherever they stand, also with a word changed."""
    source, translation = "One day. Two days. Three days.", "တစ်ရက်။ နှစ်ရက်။ သုံးရက်။"
    assert part_of_translation(source, translation, "Two days.") == "နှစ်ရက်။"
    assert part_of_translation(source, translation, "Two days. Four days.") == "နှစ်ရက်။ သုံးရက်။"
    assert part_of_translation(source, "တစ်ခုတည်း။", "Two days.") == "တစ်ခုတည်း။"
