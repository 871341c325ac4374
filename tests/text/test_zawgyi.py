"""Zawgyi is told from Unicode, in Burmese and in its neighbours (R-4.1, R-4.2)."""

import subprocess
import sys

import pytest
from world import NEWSROOMS, PACKAGE

from publisher.text.zawgyi import count_myanmar, zawgyi_probability

TEXTS = NEWSROOMS.parent / "texts"
ZAWGYI = "ျမန္မာႏိုင္ငံတြင္ ေရႊ႕ေျပာင္းအလုပ္သမားမ်ား၏ အခြင့္အေရးကို ကာကြယ္ရန္"


def test_zawgyi_is_recognised() -> None:
    """A line of Zawgyi is Zawgyi, beyond doubt."""
    assert zawgyi_probability(ZAWGYI) > 0.999999


@pytest.mark.parametrize("language", ["my", "shn", "mnw", "ksw"])
def test_unicode_is_recognised(language: str) -> None:
    """Burmese, Shan, Mon and Karen in Unicode are none, line by line where there is enough."""
    text = (TEXTS / f"{language}.txt").read_text(encoding="utf-8")
    assert zawgyi_probability(text) < 0.001
    for line in text.splitlines():
        if count_myanmar(line) >= 40:
            assert zawgyi_probability(line) < 0.05, line


@pytest.mark.parametrize("text", ["", "Yangon", "၂၀၁၇", "ภาษาไทย", "\n"])
def test_nothing_to_judge(text: str) -> None:
    """Where no Burmese letter stands the answer is 0, not the model's minus infinity."""
    assert zawgyi_probability(text) == 0


def test_the_model_is_read_late() -> None:
    """Nothing of Myanmar Tools is loaded before Burmese is met, and no warning is raised then."""
    code = (
        "import sys; from publisher.checks.runner import REGISTRY\n"
        "from publisher.text.zawgyi import zawgyi_probability\n"
        "assert 'myanmartools' not in sys.modules\n"
        "assert zawgyi_probability('Yangon') == 0\n"
        "assert 'myanmartools' not in sys.modules\n"
        "assert zawgyi_probability('မြန်မာနိုင်ငံ') < 0.05\n"
        "assert 'myanmartools' in sys.modules\n"
    )
    subprocess.run(
        [sys.executable, "-W", "error", "-X", "utf8", "-c", code],
        check=True,
        cwd=PACKAGE.parent,
        timeout=60,
    )
