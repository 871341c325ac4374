"""Zawgyi is refused with a way out, and never converted (R-4.1, R-4.2)."""

from pathlib import Path

import pytest
from world import publisher

from publisher.checks.message import zawgyi
from publisher.model.finding import Severity

from .examples import SLUG, check, write_newsroom
from .test_clean_texts import read_text

SENTENCES = [
    "ျမန္မာႏိုင္ငံတြင္ ေရႊ႕ေျပာင္းအလုပ္သမားမ်ား၏ အခြင့္အေရးကို ကာကြယ္ရန္",
    "အစိုးရႏွင့္ အရပ္ဘက္အဖြဲ႕အစည္းမ်ား ေဆြးေႏြးခဲ့ၾကသည္။",
]
WORDS = ["ရန္ကုန္", "သတင္း", "ဆက္သြယ္ရန္", "ႏိုင္ငံ", "အဖြဲ႕", "ေဆြးေႏြးပြဲ"]


def test_an_edition_in_zawgyi_is_refused(tmp_path: Path) -> None:
    """It is told once, with all its lines and nothing else; the other editions go out, and the
    catalogue stays as it is."""
    messages = {f"Paragraph {number}.": text for number, text in enumerate(SENTENCES)}
    write_newsroom(tmp_path, {"my": messages, "km": {"Paragraph 0.": "កថាខណ្ឌ ០។"}})
    catalog = tmp_path / "locales" / "my" / "LC_MESSAGES" / f"{SLUG}.po"
    before = catalog.read_bytes()
    said = publisher("build", "--json", "-f", "txt", cwd=tmp_path)
    assert said.code == 1
    (finding,) = said.json["findings"]
    assert finding["id"] == "message/zawgyi"
    assert finding["path"] == f"locales/my/LC_MESSAGES/{SLUG}.po"
    assert "2 texts are in Zawgyi, not in Unicode (line 5, 8)" in finding["message"]
    assert "Zawgyi-my" in said.stderr
    assert "read by a person" in said.stderr
    assert {artifact["language"] for artifact in said.json["artifacts"]} == {"en", "km"}
    assert not list(tmp_path.glob("site/**/*.my.txt"))
    assert catalog.read_bytes() == before


@pytest.mark.parametrize("planted", [SENTENCES[0], *WORDS])
def test_one_text_among_many(planted: str, tmp_path: Path) -> None:
    """One message in Zawgyi in a Unicode edition is found, however short it is, if only as a doubt
    or by its last sign."""
    texts = read_text("my")
    found = check(tmp_path, "my", *texts[:4], planted, *texts[4:])
    assert found
    assert {finding.line for finding in found} <= {17, 18}
    assert {finding.id for finding in found} <= {"message/zawgyi", "message/orphan-mark"}


def test_short_texts_are_judged_together(tmp_path: Path) -> None:
    """A word too short to be judged alone is judged with the other short texts."""
    word = "အလုပ္သမား"
    assert check(tmp_path / "alone", "my", word) == ()
    (finding,) = check(tmp_path / "together", "my", *[word] * 5)
    assert finding.severity is Severity.ERROR
    assert "5 texts are in Zawgyi" in finding.message


@pytest.mark.parametrize(
    ("probability", "severities"),
    [(0.05, []), (0.06, ["warning"]), (0.95, ["warning"]), (0.951, ["error"])],
)
def test_thresholds(
    probability: float, severities: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """R-4.1: above 0.95 refused, from 0.05 a person looks."""
    monkeypatch.setattr(zawgyi, "zawgyi_probability", lambda _: probability)
    found = check(tmp_path, "my", max(read_text("my"), key=len))
    assert [f.severity.value for f in found if SLUG in f.path] == severities


def test_a_word_proves_nothing(tmp_path: Path) -> None:
    """R-4.1: ကမာ alone is 0.27, and raises nothing."""
    assert check(tmp_path, "my", "ကမာ") == ()
