"""Clean real text raises nothing: a finding is always worth a translator's time."""

import datetime as dt

import pytest
from world import NEWSROOMS, PACKAGE, ROOT

from publisher.build.checking import check_newsroom
from publisher.load.language import load_languages

from .examples import check

TEXTS = NEWSROOMS.parent / "texts"


def read_text(language: str) -> list[str]:
    """The paragraphs of a text of `tests/texts`."""
    lines = (TEXTS / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("language", ["km", "ksw", "lo", "mnw", "my", "shn", "th", "vi"])
def test_real_text(language: str, tmp_path) -> None:
    """The Declaration of Human Rights, as it is published in each language, has no finding."""
    assert language in load_languages(PACKAGE / "languages")
    assert check(tmp_path, language, *read_text(language)) == ()


def test_the_newsroom_of_the_repository() -> None:
    """The releases that publisher starts from, in English, Burmese and Khmer, have none."""
    assert check_newsroom(ROOT, (), dt.datetime(2030, 1, 1, tzinfo=dt.UTC)) == ()


@pytest.mark.parametrize("name", ["minimal", "full"])
def test_the_newsrooms_of_the_tests(name: str) -> None:
    """The newsrooms that other tests start from have none."""
    assert check_newsroom(NEWSROOMS / name, (), dt.datetime(2030, 1, 1, tzinfo=dt.UTC)) == ()
