"""What translators send back: merged message by message, with nothing of either side lost."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.load.po import parse_catalog
from publisher.model.source import SourceFile
from publisher.text.po import CatalogFile
from publisher.text.po import quote_string as quote
from publisher.translate.merge import (
    CONFLICT_MARK,
    Outcome,
    find_offers,
    make_record,
    merge_catalog,
    merge_header,
)

from .catalogs import TOP, entry, file, gone


def fuzzy(identifier: str, text: str, more: str = "") -> str:
    """A fuzzy entry as sync writes it."""
    return entry(identifier, text, f"{more}#. where\n#: r.md\n#, fuzzy\n")


def read(text: str) -> CatalogFile:
    """A catalogue from its text."""
    return parse_catalog(SourceFile(path="my.po", text=text))


def merge(
    ours: str, theirs: str, sent: str | None = None
) -> tuple[str, tuple[Outcome | None, ...]]:
    """The text of `ours` with `theirs`, of which `sent` went out, and what became of each message
    that was changed. Merging once more changes nothing."""
    base = make_record(read(sent)) if sent is not None else {}

    def run(text: str) -> tuple[str, tuple[Outcome | None, ...]]:
        catalog = read(text)
        merged = merge_catalog(catalog, list(find_offers(catalog, read(theirs), base)))
        return merged.catalog.text.render(), merged.outcomes

    once, outcomes = run(ours)
    again, nothing = run(once)
    assert again == once
    assert set(nothing) <= {None}
    return once, outcomes


def test_what_the_translator_did_is_taken() -> None:
    """An empty message is filled; the rest of the file keeps its bytes, comments included."""
    ours = file(entry("a"), entry("b", "ခ"))
    merged, outcomes = merge(
        ours, file(entry("a", "က", "#. another comment\n"), entry("b", "ခ")), ours
    )
    assert merged == file(entry("a", "က"), entry("b", "ခ"))
    assert outcomes == (Outcome.TAKEN,)


def test_what_came_back_unchanged_changes_nothing() -> None:
    """What the newsroom changed since the kit was sent stays: the file that came is only old."""
    sent = file(entry("a", "old"), entry("b"))
    ours = file(entry("a", "new"), entry("b", "filled here"))
    assert merge(ours, sent, sent) == (ours, ())


def test_a_correction_of_what_was_sent_replaces_it() -> None:
    """A finished text that only the translator changed is theirs to change."""
    sent = file(entry("a", "old"))
    assert merge(sent, file(entry("a", "better")), sent)[0] == file(entry("a", "better"))


def test_a_finished_text_takes_the_place_of_a_fuzzy_one() -> None:
    """The mark and the previous msgid go when the translator has taken the mark away."""
    sent = file(fuzzy("a", "old").replace('msgid "a"', '#| msgid "was"\nmsgid "a"'))
    merged, _ = merge(sent, file(entry("a", "done")), sent)
    assert merged == file(entry("a", "done"))
    merged, _ = merge(sent, file(fuzzy("a", "half done")), sent)
    assert '#, fuzzy\n#| msgid "was"\nmsgid "a"\nmsgstr "half done"' in merged


def test_other_flags_stay() -> None:
    """Only `fuzzy` goes."""
    sent = file(entry("a", "old", "#, fuzzy, terminology\n"))
    merged, _ = merge(sent, file(entry("a", "done", "#, terminology\n")), sent)
    assert '#, terminology\nmsgid "a"\nmsgstr "done"\n' in merged


def test_a_conflict_keeps_both() -> None:
    """Both finished: the newer is the text, fuzzy, so that no reader sees it before somebody has
    chosen; the other stands in a comment."""
    sent = file(entry("a", "old"))
    theirs = file(entry("a", "theirs"))
    merged, outcomes = merge(file(entry("a", 'ours, \\"q\\"')), theirs, sent)
    assert outcomes == (Outcome.CONFLICT,)
    (found,) = read(merged).entries
    assert (found.translation.text, found.translation.fuzzy) == ("theirs", True)
    assert f"{CONFLICT_MARK}{quote('ours, ' + chr(34) + 'q' + chr(34))}" in merged


def test_what_is_finished_is_not_set_aside_for_what_is_not() -> None:
    """Finished here, fuzzy there: ours stays before readers, theirs stands in the comment."""
    sent = file(entry("a"))
    merged, outcomes = merge(file(entry("a", "ours")), file(fuzzy("a", "theirs")), sent)
    assert merged == file(entry("a", "ours", f'{CONFLICT_MARK}"theirs"\n#. where\n#: r.md\n'))
    assert outcomes == (Outcome.CONFLICT,)


def test_a_conflict_that_was_settled_is_settled() -> None:
    """Sent out again, the translator chooses and deletes the comment: both are gone then."""
    sent = file(fuzzy("a", "theirs", f'{CONFLICT_MARK}"ours"\n'))
    assert merge(sent, file(entry("a", "chosen")), sent)[0] == file(entry("a", "chosen"))


def test_a_conflict_is_not_settled_by_the_same_file() -> None:
    """What was sent as fuzzy was approved there and changed here: the conflict's text and state are
    those that were sent, and still the same file does not settle it."""
    sent = file(fuzzy("a", "guess"))
    merged, outcomes = merge(file(entry("a", "ours")), file(entry("a", "guess")), sent)
    assert outcomes == (Outcome.CONFLICT,)
    assert f'{CONFLICT_MARK}"ours"\n' in merged


def test_without_a_record_a_finished_text_is_not_overwritten() -> None:
    """Nobody knows which of two finished texts is the newer one: both are kept."""
    merged, outcomes = merge(file(entry("a", "ours")), file(entry("a", "theirs")))
    assert outcomes == (Outcome.CONFLICT,)
    assert f'{CONFLICT_MARK}"ours"' in merged


def test_without_a_record_a_gap_is_filled() -> None:
    """What was empty or fuzzy here is presumed to be what was sent."""
    ours = file(entry("a"), fuzzy("b", "guess"))
    merged, outcomes = merge(ours, file(entry("a", "one"), entry("b", "two")))
    assert merged == file(entry("a", "one"), entry("b", "two"))
    assert outcomes == (Outcome.TAKEN, Outcome.TAKEN)


def test_an_emptied_message_keeps_its_text() -> None:
    """A translation is not deleted by a file that lacks it."""
    ours = file(entry("a", "kept"))
    assert merge(ours, file(entry("a")), ours) == (ours, ())


def test_a_renamed_message_takes_the_work_on_its_old_text() -> None:
    """The English changed while the translator worked: the new message has the old one's
    translation as fuzzy, and gets the translator's better one, still fuzzy."""
    sent = file(entry("17 people", "old"))
    ours = file(fuzzy("27 people", "old").replace("msgid", '#| msgid "17 people"\nmsgid', 1))
    merged, outcomes = merge(ours, file(entry("17 people", "better")), sent)
    assert '#, fuzzy\n#| msgid "17 people"\nmsgid "27 people"\nmsgstr "better"' in merged
    assert outcomes == (Outcome.TAKEN,)


def test_a_renamed_message_that_is_done_keeps_its_text() -> None:
    """Somebody has translated the new message: work on the old one is kept as obsolete."""
    sent = file(entry("17 people", "old"))
    ours = file(entry("27 people", "done", '#| msgid "17 people"\n'))
    merged, outcomes = merge(ours, file(entry("17 people", "better")), sent)
    assert outcomes == (Outcome.OBSOLETE,)
    assert merged == file(
        entry("27 people", "done", '#| msgid "17 people"\n'),
        gone("17 people", "better"),
    )


def test_what_is_not_here_is_kept_obsolete() -> None:
    """Messages that the newsroom does not have, and what came as obsolete, stand before the
    obsolete ones that were here: sync takes the first. What stands here already is not doubled."""
    ours = file(entry("a", "x"), gone("z", "old"))
    theirs = file(
        entry("a", "x"),
        entry("new", "text", "#. publisher: note\n"),
        gone("z", "old"),
        gone("y", "was"),
    )
    merged, outcomes = merge(ours, theirs, ours)
    assert merged == file(entry("a", "x"), gone("new", "text"), gone("y", "was"), gone("z", "old"))
    assert outcomes == (Outcome.OBSOLETE, None, Outcome.OBSOLETE)


def test_comments_of_the_translator_come_along() -> None:
    """What a translator noted beside a text is added to the notes that are there."""
    sent = file(entry("a", "", "# ours\n#. where\n#: r.md\n"))
    merged, _ = merge(sent, file(entry("a", "x", "# ours\n# theirs\n#. publisher: error\n")), sent)
    assert merged == file(entry("a", "x", "# ours\n# theirs\n#. where\n#: r.md\n"))


def test_the_header_says_who_translated() -> None:
    """Name and date come from the file; placeholders of empty headers do not."""
    ours = read(
        TOP.replace('"X-Own', '"Last-Translator: \\n"\n"PO-Revision-Date: 2024\\n"\n"X-Own')
    )
    theirs = {"Last-Translator": "Daw Mya <m@x>", "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE"}
    assert ours.header is not None
    lines = merge_header(ours.header, theirs).lines
    assert '"Last-Translator: Daw Mya <m@x>\\n"' in lines
    assert '"PO-Revision-Date: 2024\\n"' in lines
    assert '"X-Own:  kept \\n"' in lines


STATES = st.sampled_from(["", "one", "two", "three"])
SIDE = st.lists(st.tuples(STATES, st.booleans()), min_size=3, max_size=3)


def write(side: list[tuple[str, bool]]) -> str:
    """A catalogue with a message for each text."""
    return file(
        *(
            (fuzzy if doubtful and text else entry)(f"m{place}", text)
            for place, (text, doubtful) in enumerate(side)
        )
    )


@settings(max_examples=150, deadline=None)
@given(ours=SIDE, theirs=SIDE, sent=st.none() | SIDE)
def test_no_text_of_both_is_lost(
    ours: list[tuple[str, bool]],
    theirs: list[tuple[str, bool]],
    sent: list[tuple[str, bool]] | None,
) -> None:
    """Whatever each side did: what both changed is all there, what one side changed is there, and
    no text is shown to readers that neither side had finished."""
    merged, _ = merge(write(ours), write(theirs), None if sent is None else write(sent))
    for place, found in enumerate(read(merged).entries):
        own, their = ours[place], theirs[place]
        was = None if sent is None else sent[place]
        shown = found.translation.text
        if their[0] and was is not None and their[0] != was[0]:
            assert f'"{their[0]}"' in "\n".join(found.raw.lines)
        if own[0] and was is not None and own[0] != was[0]:
            assert f'"{own[0]}"' in "\n".join(found.raw.lines)
        if found.translation.usable:
            assert any(shown == text and not doubtful for text, doubtful in (own, their))


@pytest.mark.parametrize("pair", list(itertools.product(("", "one"), (False, True))))
def test_the_same_on_both_sides_is_left(pair: tuple[str, bool]) -> None:
    """Where both say the same there is nothing to do."""
    text = write([pair])
    assert merge(text, text) == (text, ())
