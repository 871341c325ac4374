"""What an edit of an English text means: whether its translation still holds, and why not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.translate.edits import Touch, judge_edit, read_text, same_form, show_changes

FORM = [
    ("Cambodia, Myanmar and Thailand met.", "Cambodia; Myanmar, and Thailand met"),
    ("It was said: act now!", "It was said – act now."),
    ("two  words", "two words"),
    ("two\u00a0words", "two words"),
    ("zero\u200bwidth", "zerowidth"),
    ("The Government agreed.", "The government agreed."),
    ("CAMBODIA AND THAILAND ACT", "Cambodia and Thailand act"),
    ("**MMN** said so.", "MMN **said** *so*."),
    ("See [it now](https://a.org).", "See it [now](https://a.org)."),
    ("one\\\ntwo", "one two"),
    ("2,000 workers (10 %)", "2000 workers, 10%"),
    ("1–5 July", "1 - 5 July"),
    ("He said “we will act”.", 'He said "we will act".'),
    ("the workers’ rights, don’t they", "the workers' rights don't they"),
    ("long term care", "long-term care"),
    ("caf\u00e9", "cafe\u0301"),
]


@pytest.mark.parametrize(("before", "after"), FORM)
def test_form_alone_changes_nothing(before: str, after: str) -> None:
    """Punctuation, spaces, case and the place of markup are form: what translates one text
    translates the other, in both directions."""
    for old, new in ((before, after), (after, before)):
        edit = judge_edit(old, new)
        assert (edit.form, edit.touched) == (True, ())


TOUCHED = [
    ("They should be detained.", "They should not be detained.", {Touch.NEGATION}),
    ("They can go.", "They can't go.", {Touch.NEGATION, Touch.MODAL}),
    ("This is lawful.", "This is unlawful.", {Touch.NEGATION}),
    ("No, workers may leave.", "No workers may leave.", {Touch.NEGATION}),
    ("We don’t. Stop it.", "We don’t stop it.", {Touch.NEGATION, Touch.MODAL}),
    ("They denied it.", "They said it.", {Touch.NEGATION}),
    ("162 workers", "126 workers", {Touch.NUMBER}),
    ("1.5 tonnes", "15 tonnes", {Touch.NUMBER}),
    ("10% of them", "10 of them", {Touch.NUMBER}),
    ("−5 degrees", "5 degrees", {Touch.NUMBER}),
    ("$5 a day", "€5 a day", {Touch.NUMBER}),
    ("two days", "three days", {Touch.NUMBER}),
    ("pages 1–5", "pages 1, 5", {Touch.NUMBER}),
    ("before 17 December", "before 27 December", {Touch.DATE}),
    ("in 2016", "in 2017", {Touch.DATE}),
    ("in March", "in April", {Touch.DATE}),
    ("on Monday", "on Tuesday", {Touch.DATE}),
    ("before the visit", "after the visit", {Touch.DATE}),
    ("They may march today.", "They may March today.", {Touch.DATE}),
    ("Agencies should pay.", "Agencies must pay.", {Touch.MODAL}),
    ("said Ms. Chou Bun Eng", "said Ms. Chou Bun Aeng", {Touch.NAME}),
    ("held in Yangon by us", "held in Mandalay by us", {Touch.NAME}),
    ("ask the US about it", "ask the us about it", {Touch.NAME}),
    ("He said “we act”.", "He said we act.", {Touch.QUOTATION}),
    ("He said “we act”.", "He said “we talk”.", {Touch.QUOTATION}),
    ("the 'free' choice", "the free choice", {Touch.QUOTATION}),
    ("It is so.", "It is so?", {Touch.QUESTION}),
    ("Page {n}", "Page {page}", {Touch.PLACEHOLDER}),
    ("[it](https://a.org)", "[it](https://b.org)", {Touch.LINK}),
    ("it is here", "it is <https://a.org> here", {Touch.LINK}),
]


@pytest.mark.parametrize(("before", "after", "touched"), TOUCHED)
def test_what_must_not_be_wrong_is_named(before: str, after: str, touched: set[Touch]) -> None:
    """A negation, number, date, modal verb, name, quotation, question, placeholder or address that
    comes, goes or changes is said by name, in whichever direction."""
    for old, new in ((before, after), (after, before)):
        edit = judge_edit(old, new)
        assert not edit.form
        assert set(edit.touched) == touched


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("The goverment acts.", "The government acts."),
        ("were here", "we're here"),
        ("its rights", "it's rights"),
        ("a re-sign", "a resign"),
        ("and/or", "and or"),
        ("now here", "nowhere they"),
        ("", "words"),
        ("cafe", "café"),
    ],
)
def test_any_other_word_is_wording(before: str, after: str) -> None:
    """An edit of other words, a typing mistake too, is neither form nor of special weight."""
    edit = judge_edit(before, after)
    assert not edit.form
    assert set(edit.touched) <= {Touch.NEGATION}  # nowhere


def test_a_spoken_text_is_a_quotation() -> None:
    """Whatever word changes in what somebody said, a quotation is touched; its commas are not."""
    assert judge_edit("We act.", "We talk.", spoken=True).touched == (Touch.QUOTATION,)
    assert judge_edit("We act.", "We act!", spoken=True).form


def test_a_heading_in_capitals_names_nobody() -> None:
    """Where every word has a capital, a capital does not make a name; an abbreviation does."""
    assert judge_edit("Two Days of Talks Held", "Two Days of Work Held").touched == ()
    assert judge_edit("Two Days of MMN Talks", "Two Days of IOM Talks").touched == (Touch.NAME,)


def test_a_passage_is_not_taken_apart() -> None:
    """A whole sentence cut or added is told by its words alone, not by every number in it."""
    kept = "The meeting was held in Yangon."
    more = " It had 162 guests, who could not stay until Monday."
    edit = judge_edit(kept, kept + more)
    assert (edit.form, edit.touched) == (False, ())
    assert edit.changes == f"… held in Yangon. {{+{more.strip()}+}}"


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("Meet before 17 May.", "Meet before 27 May.", "Meet before [-17-] {+27+} May."),
        ("a b c d e f", "a b c d e x", "… c d e [-f-] {+x+}"),
        ("a", "a b", "a {+b+}"),
        ("a  b", "a b", ""),
        ("a", "", "[-a-]"),
        (
            "x " + " ".join(map(str, range(20))),
            "x",
            "x [-0 1 2 3 4 5 … 14 15 16 17 18 19-]",
        ),
    ],
)
def test_changes_are_shown_as_wdiff_does(before: str, after: str, changes: str) -> None:
    """Changed words stand between a few that stayed; what is long is shortened."""
    assert show_changes(before, after) == changes


words = st.sampled_from(
    [
        *("the", "workers", "MMN", "17", "2,000", "not", "should", "“we", "act”", "may", "May"),
        *("{n}", "U", "Win", "US", "us", "can't", "5%", "?", "Yangon"),
    ]
)
texts = st.lists(words, max_size=12).map(" ".join)


@given(texts, texts)
def test_reading_the_same_is_an_equivalence(one: str, other: str) -> None:
    """A text has its own form, and the order of two texts does not matter."""
    assert same_form(one, one)
    assert same_form(one, other) == same_form(other, one)
    assert judge_edit(one, other).form == same_form(one, other)


@given(texts, texts)
def test_what_holds_has_the_same_facts(one: str, other: str) -> None:
    """Texts of one form have the same words, numbers and signs in the same order, case aside: a
    change of any of them is never taken for form."""
    if same_form(one, other):
        assert [t.form.casefold() for t in read_text(one).tokens] == [
            t.form.casefold() for t in read_text(other).tokens
        ]
        assert sorted(one.casefold().replace(",", "").split()) == sorted(
            other.casefold().replace(",", "").split()
        )


@given(st.lists(words, min_size=1, max_size=8), st.data())
def test_a_lost_word_is_never_form(parts: list[str], data: st.DataObject) -> None:
    """Whatever word of a text goes, its translation no longer holds."""
    place = data.draw(st.integers(0, len(parts) - 1))
    rest = parts[:place] + parts[place + 1 :]
    assert not same_form(" ".join(parts), " ".join(rest))


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_can_be_judged(one: str, other: str) -> None:
    """No text breaks the reading, and what is shown is one line."""
    edit = judge_edit(one, other)
    assert len(edit.changes.splitlines()) <= 1
