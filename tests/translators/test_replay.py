"""A year of the repository's own newsroom: nothing is lost, nothing wrong is shown; and the counts
of the replay are not blind. The session `translators` replays more, with msgmerge beside it."""

import random
from collections import Counter
from pathlib import Path

import pytest

from publisher.build import syncing
from publisher.translate import match, sync

from .authors import KINDS, plan_year
from .replay import REASONS, Change, Truth, Year, replay, words_changed
from .tools import Sync

ONCE = dict.fromkeys(KINDS, 1)
"""Every kind of edit once: the repository's own releases are too few for a whole year."""


def replay_ours(folder: Path) -> tuple[list[Year], Counter[tuple[str, str, str]]]:
    """A short year of this project alone over the repository's own releases."""
    plan = plan_year(random.Random(7), ONCE, months=4)
    years, outcomes = replay(folder, None, plan, seed=7, peers=False)
    return list(years.values()), outcomes


def test_a_year_loses_nothing_and_misleads_nobody(tmp_path: Path) -> None:
    """After every kind of edit each translation is still there, and none that readers see says
    something else than the English; edits of form keep theirs; what turns the meaning is named."""
    years, outcomes = replay_ours(tmp_path)
    assert [(year.lost, year.wrong) for year in years] == [(0, 0), (0, 0)]
    assert all(year.again <= year.changed for year in years)
    for kind in ("punctuation", "emphasis", "moved", "restored", "taken back"):
        assert outcomes[kind, Sync.name, "kept"] == 2
    for kind in REASONS:
        assert outcomes[kind, Sync.name, "fuzzy"] == 2
        assert outcomes[kind, Sync.name, "named"] == 2
    assert outcomes["parted", Sync.name, "fuzzy"] == 2 * 2
    assert outcomes["joined", Sync.name, "fuzzy"] == 2


def test_a_wrong_translation_would_be_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were every edit taken for one of form, the replay would say so."""
    monkeypatch.setattr(match, "translation_holds", lambda message, candidate: True)
    years, _ = replay_ours(tmp_path)
    assert all(year.wrong > 0 for year in years)


def test_a_lost_translation_would_be_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Were vanished messages dropped, the replay would say so."""
    monkeypatch.setattr(sync, "retire_entries", lambda entries: iter(()))
    monkeypatch.setattr(syncing, "confirm_update", lambda before, text: None)
    years, _ = replay_ours(tmp_path)
    assert all(year.lost > 0 for year in years)


def test_a_year_has_forty_edits() -> None:
    """Whatever the seed, every kind comes as often as it should, and nothing is restored before
    it was deleted."""
    assert sum(KINDS.values()) == 40
    for seed in range(20):
        year = [kind for month in plan_year(random.Random(seed), KINDS) for kind in month]
        assert Counter(year) == KINDS
        assert year.index("restored") > max(i for i, kind in enumerate(year) if kind == "deleted")


def test_only_new_words_are_changed() -> None:
    """A word replaced is one; marks, case and what stood there before are none."""
    before = ("Pay, in time, 5 kyat.",)
    for kind, after, words in [
        ("number or date", "Pay, in time, 6 kyat.", 1),
        ("punctuation", "pay in time; 5 kyat", 0),
        ("taken back", "Quite other words.", 0),
    ]:
        assert words_changed(Change(kind=kind, before=before, after=(after,))) == words


def test_the_truth_follows_edits_of_form() -> None:
    """A translation stays right when a comma moves, and not when a word does."""
    truth = Truth(said={"t": {"Pay now."}})
    truth.learn(Change(kind="punctuation", before=("Pay now.",), after=("Pay now!",)))
    truth.learn(Change(kind="negation", before=("Pay now!",), after=("Pay not now!",)))
    assert truth.agrees("t", "Pay now!")
    assert not truth.agrees("t", "Pay not now!")
    assert not truth.agrees("other", "Pay now!")
