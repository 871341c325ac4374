"""Findings and the errors that carry them."""

import pickle

import pytest

from publisher.model.errors import ConfigError, ContentError, EnvironmentProblem, PublisherError
from publisher.model.finding import Finding, Severity


@pytest.mark.parametrize(
    ("finding", "place"),
    [
        (Finding(id="a", message="b"), "publisher"),
        (Finding(id="a", message="b", path="c.po"), "c.po"),
        (Finding(id="a", message="b", path="c.po", line=3), "c.po:3"),
        (Finding(id="a", message="b", path="c.po", line=3, column=5), "c.po:3:5"),
        (Finding(id="a", message="b", path="c.po", column=5), "c.po"),
    ],
)
def test_a_place_is_told_as_far_as_it_is_known(finding: Finding, place: str) -> None:
    """Path, line and column, as compilers write them and editors open them."""
    assert finding.place == place


def test_a_finding_draws_its_place() -> None:
    """Place, severity, message and id stand first; then the line, the mark below it, the hint."""
    finding = Finding(
        id="a/b",
        severity=Severity.WARNING,
        message="something",
        hint="mend it",
        path="c.po",
        line=3,
        column=3,
        excerpt="xyz",
    )
    assert finding.draw().split("\n") == [
        "c.po:3:3: warning: something [a/b]",
        "    xyz",
        "      ^",
        "    hint: mend it",
    ]


def test_severities_are_ordered_by_consequence() -> None:
    """An error is worse than a warning, a warning than a note."""
    assert sorted(Severity, key=lambda severity: severity.rank) == [
        Severity.NOTE,
        Severity.WARNING,
        Severity.ERROR,
    ]


@pytest.mark.parametrize(
    ("kind", "code"),
    [(ContentError, 1), (ConfigError, 2), (EnvironmentProblem, 3), (PublisherError, 4)],
)
def test_errors_know_their_exit_code_and_survive_pickling(
    kind: type[PublisherError], code: int
) -> None:
    """Across a process border an error keeps its kind, its exit code and its findings."""
    error = kind(Finding(id="a", message="b", path="c", line=1))
    copy = pickle.loads(pickle.dumps(error))
    assert type(copy) is kind
    assert (copy.exit_code, copy.findings, str(copy)) == (code, error.findings, str(error))


def test_errors_report_in_the_order_of_places() -> None:
    """Findings are told file by file, from top to bottom, whatever order they came in."""
    places = [("b", 1, None), ("a", 10, None), ("a", 9, 2), ("a", 9, 1), ("a", None, None)]
    findings = [
        Finding(id="x", message="y", path=path, line=line, column=column)
        for path, line, column in places
    ]
    error = PublisherError.of(findings)
    assert [finding.place for finding in error.findings] == ["a", "a:9:1", "a:9:2", "a:10", "b:1"]
    assert str(error).count("\n") == 4
