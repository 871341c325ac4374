"""Changed, moved, parted and joined messages: which translation goes along, and what it says."""

import pytest

from publisher.load.po import parse_catalog
from publisher.model.message import Message
from publisher.model.source import SourceFile
from publisher.text.po import CatalogEntry

from .catalogs import TOP, entry, file, gone, pot, sync

MEET = "The two governments will meet before 17 December 2017. They will discuss an appeal."
MEET_MY = "တွေ့ဆုံမည်။ ဆွေးနွေးမည်။"
FEES = "Workers shall not pay any fee. Agencies shall pay it instead."
FEES_MY = "မပေးရ။ အေဂျင်စီက ပေးရမည်။"


def where(mark: str, rest: str = "") -> str:
    """The comments of a carried entry: its place, the mark of the edit, and what follows."""
    return f"#. where\n#. edit: {mark}\n#: r.md\n{rest}"


def was(previous: str) -> str:
    """The flags of an entry and what its translation was made for."""
    return f'#, fuzzy\n#| msgid "{previous}"\n'


def entries(text: str) -> dict[str, CatalogEntry]:
    """The active entries of a catalogue by msgid."""
    catalog = parse_catalog(SourceFile(path="my.po", text=text))
    return {e.key.id: e for e in catalog.entries if not e.translation.obsolete}


WITHHELD = "changed, so it is not shown to readers"
FORM = "only punctuation, spaces, case or markup changed"


# What the change means decides.


def test_a_touched_date_withholds_the_translation() -> None:
    """The translation goes along as fuzzy, with the old msgid and the words that changed; what it
    was a translation of stays, obsolete, and comes back finished when the edit is taken back."""
    edited = MEET.replace("17 Dec", "27 Dec")
    before = file(entry(MEET, MEET_MY))
    after = sync(before, pot(edited))
    mark = f"a date {WITHHELD}: … will meet before [-17-] {{+27+}} December 2017. They …"
    assert after == file(entry(edited, MEET_MY, where(mark, was(MEET))), gone(MEET, MEET_MY))
    back = sync(after, pot(MEET))
    suggestion = gone(edited, MEET_MY, f'#, fuzzy\n#~| msgid "{MEET}"\n')
    assert back == file(entry(MEET, MEET_MY), suggestion)


def test_a_lost_negation_withholds_the_translation() -> None:
    """One word less, and the opposite is said: the comment names it."""
    after = sync(file(entry(FEES, FEES_MY)), pot(FEES.replace("not ", "")))
    assert f"#. edit: a negation {WITHHELD}: Workers shall [-not-] pay any fee. …\n" in after
    assert not entries(after)[FEES.replace("not ", "")].translation.usable


def test_other_words_make_it_fuzzy() -> None:
    """An edit of no special weight makes it fuzzy too, and shows the words."""
    after = sync(file(entry(FEES, FEES_MY)), pot(FEES.replace("instead", "then")))
    assert "#. edit: words changed: … shall pay it [-instead.-] {+then.+}\n" in after
    assert entries(after)[FEES.replace("instead", "then")].translation.fuzzy


@pytest.mark.parametrize(
    "edited",
    [
        FEES.replace(". Agencies", "; agencies"),
        FEES.replace("not", "*not*"),
        FEES.upper(),
        FEES.replace(" shall", "\u00a0shall"),
    ],
)
def test_a_change_of_form_leaves_it_in_use(edited: str) -> None:
    """The translation is still shown; a comment asks for a look, and the old msgid is kept. It
    goes over as a whole, and back when the edit is taken back."""
    before = file(entry(FEES, FEES_MY))
    after = sync(before, pot(edited))
    found = entries(after)[edited]
    assert found.translation.usable
    assert f"#. edit: {FORM}; the translation stays, please look" in after
    assert f'#| msgid "{FEES}"\n' in after
    assert "#~" not in after
    assert sync(after, pot(FEES)) == before


def test_changes_of_form_add_up() -> None:
    """After several edits of form the previous msgid is still the first, which was translated; an
    edit of meaning then is shown against it."""
    text = sync(file(entry(FEES, FEES_MY)), pot(FEES.replace(".", ";")))
    text = sync(text, pot(FEES.replace(".", " –")))
    assert entries(text)[FEES.replace(".", " –")].translation.usable
    text = sync(text, pot(FEES.replace(".", ",").replace("shall", "should")))
    assert text.count(f'#| msgid "{FEES}"') == 1
    assert f"a modal verb {WITHHELD}: Workers [-shall-] {{+should+}} not" in text


def test_the_approved_translation_is_of_the_new_text() -> None:
    """Once a translator has taken the mark fuzzy away, nothing is said of the old msgid, whether
    or not the editor left it; and the next edit is judged against the new one."""
    edited = FEES.replace("not ", "")
    text = sync(file(entry(FEES, FEES_MY)), pot(edited))
    approved = text.replace("#, fuzzy\n", "", 1).replace(FEES_MY, "ပေးရမည်။", 1)
    done = sync(approved, pot(edited))
    assert "#. edit" not in done
    again = sync(done, pot(edited.replace("Workers", "Migrants")))
    assert "#. edit: words changed: [-Workers-] {+Migrants+} shall pay" in again
    assert f'#| msgid "{edited}"\n' in again


def test_a_removed_and_restored_paragraph_is_itself_again() -> None:
    """What vanishes is obsolete, and comes back finished."""
    before = file(entry(MEET, MEET_MY), entry(FEES, FEES_MY))
    away = sync(before, pot(FEES))
    assert away == file(entry(FEES, FEES_MY), gone(MEET, MEET_MY))
    assert sync(away, pot(MEET, FEES)) == before


def test_a_restored_paragraph_may_differ_in_form() -> None:
    """An obsolete translation holds for a text that differs in form alone, and stays obsolete
    under its own."""
    text = sync(file(gone(FEES, FEES_MY)), pot(FEES.replace(".", "!")))
    assert entries(text)[FEES.replace(".", "!")].translation.usable
    assert text.endswith(gone(FEES, FEES_MY))


def test_a_moved_paragraph_keeps_its_bytes() -> None:
    """A place in the text is no part of a message."""
    before = file(entry(MEET, MEET_MY), entry(FEES, FEES_MY))
    assert sync(before, pot(FEES, MEET)) == file(entry(FEES, FEES_MY), entry(MEET, MEET_MY))


def test_a_heading_that_becomes_a_paragraph_stays_translated() -> None:
    """What a message is stands in its comment, not in its key."""
    heading = Message(id="Talks in Yangon", comments=("Heading, level 2",))
    before = sync(file(entry("Talks in Yangon", "ဆွေးနွေးပွဲ")), pot(heading))
    after = sync(before, pot(Message(id="Talks in Yangon", comments=("Paragraph",))))
    assert after == before.replace("Heading, level 2", "Paragraph")


# Parted and joined.


def test_a_parted_paragraph_gives_each_its_part() -> None:
    """Each new paragraph gets the sentences that are its own, as fuzzy; the whole stays."""
    first, second = "The two governments will meet before 17 December 2017.", MEET[55:]
    after = sync(file(entry(MEET, MEET_MY)), pot(first, second))
    found = entries(after)
    assert [found[part].translation.text for part in (first, second)] == [
        "တွေ့ဆုံမည်။",
        "ဆွေးနွေးမည်။",
    ]
    assert all(e.translation.fuzzy for e in found.values())
    assert after.count(f'#| msgid "{MEET}"') == 2
    assert after.endswith(gone(MEET, MEET_MY))


def test_where_sentences_do_not_match_each_part_gets_all() -> None:
    """A translation with another number of sentences is not cut by guess."""
    first, second = "The two governments will meet before 17 December 2017.", MEET[55:]
    after = sync(file(entry(MEET, "တွေ့ဆုံ၍ ဆွေးနွေးမည်။")), pot(first, second))
    assert {e.translation.text for e in entries(after).values()} == {"တွေ့ဆုံ၍ ဆွေးနွေးမည်။"}


def test_a_small_part_is_found_beside_a_large_one() -> None:
    """A short sentence that leaves a long paragraph takes its translation along, and a title does
    not end a sentence."""
    source = "Ms. Chou spoke of the long road to a common policy for all migrants. She was thanked."
    text = file(entry(source, "ပြောကြားခဲ့သည်။ ကျေးဇူးတင်ခဲ့သည်။"))
    found = entries(sync(text, pot(source[:-16], "She was thanked.")))
    assert found["She was thanked."].translation.text == "ကျေးဇူးတင်ခဲ့သည်။"


def test_joined_paragraphs_bring_their_translations_together() -> None:
    """The new paragraph gets both, in order, as fuzzy; both stay as they were."""
    after = sync(file(entry(MEET, MEET_MY), entry(FEES, FEES_MY)), pot(f"{MEET} {FEES}"))
    found = entries(after)[f"{MEET} {FEES}"]
    assert (found.translation.text, found.translation.fuzzy) == (f"{MEET_MY} {FEES_MY}", True)
    assert "#. edit: several messages became one; see that they read as one\n" in after
    assert after.endswith(f"{gone(MEET, MEET_MY)}\n{gone(FEES, FEES_MY)}")


def test_joined_and_edited_at_once() -> None:
    """A joined paragraph that was edited says which words changed."""
    joined = f"{MEET} {FEES}".replace("17 Dec", "27 Dec")
    after = sync(file(entry(MEET, MEET_MY), entry(FEES, FEES_MY)), pot(joined))
    assert f"#. edit: a date {WITHHELD}: " in after
    assert entries(after)[joined].translation.text == f"{MEET_MY} {FEES_MY}"


# Which of several.


def test_the_most_similar_wins() -> None:
    """Of several near messages each new one takes the nearest."""
    old = [f"Recommendation for {name}: pay the workers in time." for name in ("Laos", "Vietnam")]
    text = file(entry(old[0], "လာအို"), entry(old[1], "ဗီယက်နမ်"))
    new = [line.replace("workers", "migrant workers") for line in old]
    found = entries(sync(text, pot(*reversed(new))))
    assert [found[line].translation.text for line in new] == ["လာအို", "ဗီယက်နမ်"]


def test_two_messages_may_come_of_one() -> None:
    """Both get its translation, the one that differs in form as finished."""
    loud, other = FEES.replace(".", "!"), FEES.replace("any", "a high")
    found = entries(sync(file(entry(FEES, FEES_MY)), pot(loud, other)))
    assert {found[key].translation.text for key in (loud, other)} == {FEES_MY}
    assert found[loud].translation.usable
    assert found[other].translation.fuzzy


def test_nothing_similar_comes_empty() -> None:
    """A text with little in common gets nothing, and takes nothing away."""
    after = sync(file(entry(MEET, MEET_MY)), pot("Wages of fishers rose last year in three ports."))
    assert after.endswith(gone(MEET, MEET_MY))
    assert "fuzzy" not in after


def test_what_vanished_now_goes_before_what_was_obsolete() -> None:
    """Of equal texts the one that was in use is taken, and the obsolete one stays."""
    text = file(entry(FEES + " A", "new"), gone(FEES + " B", "old"))
    found = entries(sync(text, pot(FEES + " C")))
    assert found[FEES + " C"].translation.text == "new"


# Fuzzy, empty, plural, commented.


def test_a_fuzzy_entry_keeps_its_first_previous_msgid() -> None:
    """While nobody translates, edit after edit is shown against what the translation says, and
    the suggestion moves along instead of piling up."""
    one, two = MEET.replace("17 Dec", "27 Dec"), MEET.replace("17 Dec", "28 Dec")
    text = sync(sync(file(entry(MEET, MEET_MY)), pot(one)), pot(two))
    mark = f"a date {WITHHELD}: … will meet before [-17-] {{+28+}} December 2017. They …"
    assert text == file(entry(two, MEET_MY, where(mark, was(MEET))), gone(MEET, MEET_MY))


def test_a_translators_doubt_outlives_an_edit() -> None:
    """A message that the translator marked fuzzy stays so, whatever the edit means, also when it
    is taken back."""
    before = file(entry(FEES, FEES_MY, "#. where\n#: r.md\n#, fuzzy\n"))
    edited = FEES.replace("fee.", "fee!")
    after = sync(before, pot(edited))
    mark = f"{FORM}: … not pay any [-fee.-] {{+fee!+}} Agencies shall pay …"
    assert after == file(entry(edited, FEES_MY, where(mark, was(FEES))))
    assert sync(after, pot(FEES)) == before


def test_half_done_work_goes_along() -> None:
    """A fuzzy translation that the translator has begun to mend moves with the next edit; the
    finished one of before stays."""
    one, two = MEET.replace("17 Dec", "27 Dec"), MEET.replace("17 Dec", "28 Dec")
    text = sync(file(entry(MEET, MEET_MY)), pot(one))
    begun = text.replace(f'msgstr "{MEET_MY}"', 'msgstr "၂၇ ရက်"', 1)
    after = sync(begun, pot(two))
    assert entries(after)[two].translation.text == "၂၇ ရက်"
    assert after.endswith(gone(MEET, MEET_MY))


def test_an_empty_message_takes_nothing_along() -> None:
    """Where nothing was translated, the changed message is empty, and the old one is gone."""
    assert sync(file(entry(MEET)), pot(MEET + " Soon.")) == file(entry(MEET + " Soon."))


def test_a_question_on_an_empty_message_stays() -> None:
    """A translator's comment on a message that vanished is kept, obsolete."""
    after = sync(file(entry(MEET, "", "# which treaty?\n")), pot(MEET + " Soon."))
    assert after == file(entry(MEET + " Soon."), gone(MEET, "", "# which treaty?\n"))


def test_remarks_and_flags_go_along() -> None:
    """Translators' comments and flags stand in the new entry, fuzzy before the others; odd
    wrapping of the msgstr keeps its bytes."""
    comments = "# by U Ba\n#. where\n#: r.md\n#, no-wrap, read-only\n#= sticky\n"
    text = file(f'{comments}msgid "{FEES}"\nmsgstr ""\n  "မပေး"\t\n"ရ။"\n')
    after = sync(text, pot(FEES.replace("not ", "")))
    head, tail = after.split('msgid "Workers shall pay', 1)
    assert "# by U Ba\n#. where\n" in head
    assert "#: r.md\n#, fuzzy, no-wrap, read-only\n#= sticky\n#| msgid " in head
    assert tail.split("\n", 1)[1].startswith('msgstr ""\n  "မပေး"\t\n"ရ။"\n')


def test_plural_forms_stay_with_their_own_message() -> None:
    """A message has no plural: it gets the first filled form as one text, and the forms stay."""
    plural = '{0}msgid "{1}"\n{0}msgid_plural "x"\n{0}msgstr[0] ""\n{0}msgstr[1] "မပေးရ"\n'
    after = sync(file("#. where\n#: r.md\n" + plural.format("", FEES)), pot(FEES + " Now."))
    found = entries(after)[FEES + " Now."]
    assert (found.translation.text, found.raw.forms) == ("မပေးရ", 0)
    assert after.endswith(plural.format("#~ ", FEES))


def test_an_obsolete_fuzzy_entry_is_a_candidate() -> None:
    """It is carried over, fuzzy, with its own previous msgid, and stays as it was."""
    old = gone(FEES, FEES_MY, f'#, fuzzy\n#~| msgid "{FEES} Soon."\n')
    after = sync(file(old), pot(FEES + " Now."))
    assert f'#| msgid "{FEES} Soon."\nmsgid "{FEES} Now."' in after
    assert after.endswith(old)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_stay(newline: str) -> None:
    """A catalogue with CRLF keeps it in carried entries."""
    edited = MEET.replace("17 Dec", "27 Dec")
    lines = sync(file(entry(MEET, MEET_MY)), pot(edited))
    crlf = sync(file(entry(MEET, MEET_MY)).replace("\n", newline), pot(edited))
    assert crlf == lines.replace("\n", newline)


# Contexts.


def test_another_context_makes_it_fuzzy() -> None:
    """The same words elsewhere may mean something else: the old context is shown."""
    text = file('msgctxt "x"\nmsgid "a"\nmsgstr "1"\n', 'msgid "a"\nmsgstr "2"\n')
    after = sync(text, pot(Message(id="a", context="x"), Message(id="a", context="y")))
    mark = "#. edit: the words are the same, but stand elsewhere; see whether it fits\n"
    assert after == file(
        'msgctxt "x"\nmsgid "a"\nmsgstr "1"\n',
        f'{mark}#, fuzzy\n#| msgid "a"\nmsgctxt "y"\nmsgid "a"\nmsgstr "2"\n',
        gone("a", "2"),
    )
    back = sync(after, pot(Message(id="a")))
    assert entries(back)["a"].translation.text == "2"
    assert entries(back)["a"].translation.usable


def test_a_context_is_part_of_the_previous_msgid() -> None:
    """A message that loses its context shows which it had."""
    after = sync(file('msgctxt "x"\nmsgid "a"\nmsgstr "1"\n'), pot(Message(id="a")))
    assert '#, fuzzy\n#| msgctxt "x"\n#| msgid "a"\nmsgid "a"\n' in after


# The catalogue of the source language.


def test_an_override_of_a_changed_text_is_fuzzy() -> None:
    """A mended English text never hides an edit of the English, not even one of form."""
    before = file(entry("The goverment acts.", "The government acts."))
    for edited in ("The goverment acts!", "The goverment acted."):
        after = sync(before, pot(edited), is_source=True)
        assert not entries(after)[edited].translation.usable
        assert "#. edit: " in after
        assert after.endswith(gone("The goverment acts.", "The government acts."))


# What others wrote.


def test_marks_of_other_tools_are_explained() -> None:
    """A fuzzy entry that msgmerge left with its previous msgid gets the comment too."""
    text = file(entry("Pay 5 kyat", "x", '#, fuzzy\n#| msgid ""\n#| "Pay "\n#| "4 kyat"\n'))
    assert f"#. edit: a number {WITHHELD}: Pay [-4-] {{+5+}} kyat\n" in sync(
        text, pot("Pay 5 kyat")
    )


def test_a_note_of_the_author_is_no_mark() -> None:
    """A note to translators that begins as a mark does is kept as a note, once, and goes with
    it."""
    note = Message(id="a", comments=("edit: this", "memory: that"))
    text = sync(file(entry("a", "b", "")), pot(note))
    assert text == file(entry("a", "b", "#. edit: this\n#. memory: that\n"))
    assert TOP in text


def test_a_stale_mark_goes() -> None:
    """What an earlier sync said of an edit is not repeated when it is no longer so."""
    text = file(entry("a", "b", "#. where\n#. edit: words changed: [-x-] {+a+}\n#: r.md\n"))
    assert sync(text, pot("a")) == file(entry("a", "b"))
