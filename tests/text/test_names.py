"""The names of languages in a sentence."""

from pathlib import Path

import pytest

import publisher
from publisher.load.language import load_languages
from publisher.text.names import format_names

LANGUAGES = load_languages(Path(publisher.__path__[0], "languages"))


@pytest.mark.parametrize(
    ("tag", "named", "said"),
    [
        ("en", ["my", "km"], "Burmese and Khmer"),
        ("en", ["my", "km", "zh-Hans"], "Burmese, Khmer, and Simplified Chinese"),
        ("my", ["en", "km"], "အင်္ဂလိပ်နှင့် ခမာ"),
        ("km", ["en", "my"], "អង់គ្លេស និងភូមា"),
        ("km", ["my"], "ភូមា"),
        ("ksw", ["en"], "English"),
        ("en", [], ""),
    ],
)
def test_names(tag: str, named: list[str], said: str) -> None:
    """CLDR's names, joined as the language joins a list; own names where CLDR has none."""
    assert format_names(named, LANGUAGES, LANGUAGES[tag]) == said
