"""`[theme]` of publisher.toml: what it means, and each mistake at its line."""

from pathlib import Path

import pytest

from publisher.load.config import load_newsroom
from publisher.model.errors import ConfigError
from publisher.model.newsroom import Newsroom, ThemeFaces

WHOLE = """\
[organisation]
name = "Network"
[newsroom]
languages = ["en", "km"]
[theme]
accent = "#e0a100"
ink = "#20242b"
paper = "#fffdf7"
logo = "art/logo.svg"
[theme.faces.km]
heading = ["Noto Serif Khmer", "Noto Serif"]
"""


def load(folder: Path, text: str) -> Newsroom:
    (folder / "publisher.toml").write_text(text, encoding="utf-8")
    return load_newsroom(folder, ("en", "km", "my"))


def test_a_whole_theme(tmp_path: Path) -> None:
    """Colours, the logo's path and families, with the lines that findings will name. An accent that
    is too light for text is no mistake."""
    theme = load(tmp_path, WHOLE).theme
    assert (theme.accent, theme.ink, theme.paper) == ("#e0a100", "#20242b", "#fffdf7")
    assert (theme.logo, theme.logo_line) == ("art/logo.svg", 9)
    assert theme.faces == (
        ThemeFaces(
            language="km", role="heading", families=("Noto Serif Khmer", "Noto Serif"), line=11
        ),
    )


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("#e0a100", "amber", "6 colour"),
        ("#fffdf7", "#fff", "8 colour"),
        ("#20242b", "#9aa0a8", "7 contrast"),
        ("#fffdf7", "#303030", "8 contrast"),
        ("art/logo.svg", "/etc/logo.svg", "9 logo"),
        ("art/logo.svg", "art/../../logo.svg", "9 logo"),
        ("art/logo.svg", "logo.gif", "9 logo"),
        ("art/logo.svg", "our logo.svg", "9 logo"),
        ("faces.km", "faces.my", "10 unknown-language"),
        ("heading =", "title =", "11 unknown-role"),
        ('["Noto Serif Khmer", "Noto Serif"]', "[]", "11 empty"),
        ('["Noto Serif Khmer", "Noto Serif"]', '"Moul"', "11 value"),
        ("accent =", "acent =", "6 unknown-key"),
    ],
)
def test_each_mistake_stands_at_its_line(tmp_path: Path, old: str, new: str, found: str) -> None:
    """Values that nothing can be made of, or that nobody could read."""
    assert old in WHOLE
    with pytest.raises(ConfigError) as caught:
        load(tmp_path, WHOLE.replace(old, new))
    places = [
        f"{finding.line} {finding.id.removeprefix('config/')}" for finding in caught.value.findings
    ]
    assert places == [found]
