"""Every check says what it is, and does what it says."""

import ast
import re
from pathlib import Path

import pytest
from world import PACKAGE, publisher

from publisher.checks.registry import Check
from publisher.checks.runner import REGISTRY
from publisher.load.explanations import load_explanations
from publisher.model.finding import Severity

from .examples import check_example

every_check = pytest.mark.parametrize("check", REGISTRY.every, ids=lambda check: check.id)


@every_check
def test_bad_example_is_found(check: Check, tmp_path: Path) -> None:
    """What a check shows as found has its finding, with its exact place, the line that stands
    there, the language and a way out."""
    found = [finding for finding in check_example(tmp_path, check.bad) if finding.id == check.id]
    assert found
    for finding in found:
        assert finding.path.startswith("releases/" if check.bad[:3] == "---" else "locales/")
        assert finding.line
        # What is not there at all has a line, and no column.
        assert finding.column or finding.severity is Severity.WARNING
        assert len(finding.excerpt) >= (finding.column or 1) - 1 + finding.width
        assert finding.hint
        assert finding.language


@every_check
def test_good_example_is_clean(check: Check, tmp_path: Path) -> None:
    """What a check shows as right has no finding, of this check or any other."""
    assert check_example(tmp_path, check.good) == ()


@every_check
def test_texts(check: Check) -> None:
    """A check says what is true where all is well, and why, in a few full sentences."""
    assert re.fullmatch(r"[a-z]+/[a-z]+(-[a-z]+)*", check.id)
    assert check.title
    assert not check.title.endswith(".")
    assert 2 <= len(re.findall(r"[.?!](?:\s|$)", check.rationale)) <= 6
    assert check.bad != check.good
    for example in (check.bad, check.good):
        assert re.match(
            r'"Language: [\w-]+\\n"\n\n(#[,:] .+\n)?msg(id|ctxt) "|---\n(\w+: .+\n)*---\n\n',
            example,
        )


def test_ids() -> None:
    """An id names one check and one file, and no other finding."""
    ids = [check.id for check in REGISTRY.every]
    assert len(ids) == len(set(ids))
    assert not set(ids) & set(load_explanations(PACKAGE / "checks" / "explanations.toml"))
    for check in REGISTRY.every:
        module = PACKAGE / "checks" / (check.id.replace("-", "_") + ".py")
        assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))).startswith(check.id)


@pytest.mark.parametrize("check", [REGISTRY.every[0], REGISTRY.every[-1]], ids=lambda c: c.id)
def test_explain_prints_the_same(check: Check) -> None:
    """`publisher explain` prints the very texts of the register."""
    said = publisher("explain", check.id)
    assert said.code == 0
    for text in (check.id, check.title, check.rationale, *check.bad.splitlines()):
        assert text in said.stdout
