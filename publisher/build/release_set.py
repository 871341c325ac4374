"""A release set: how the editions of one release go out, as publisher.toml says.

In: the editions of a release, those that an error blocks, and those that are on the site from
before. Out: the editions, of which some wait as drafts, and what is wrong with such a state.

Where editions go out together, none that waits takes its older state off the site: readers keep
the set as it last was, until it can be replaced as a whole.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from publisher.model.edition import Edition
from publisher.model.finding import Finding
from publisher.model.message import catalog_path
from publisher.model.newsroom import Newsroom


@dataclass(frozen=True, kw_only=True, slots=True)
class ReleaseSet:
    """The editions of a release by language, and the languages that wait for others."""

    editions: Mapping[str, Edition]
    waiting: frozenset[str] = frozenset()
    findings: tuple[Finding, ...] = ()


def hold_editions(
    editions: Mapping[str, Edition],
    blocked: Collection[str],
    newsroom: Newsroom,
    standing: Collection[str] = (),
) -> ReleaseSet:
    """The set as it may go out. `blocked` are the languages with an error; `standing` those whose
    older edition is on the site, and stays there while the new one waits."""
    source = newsroom.source_language
    missing = {
        language: "it has an error" if language in blocked else "; ".join(edition.reasons)
        for language, edition in editions.items()
        if language in blocked or edition.state == "draft"
    }
    under_embargo = any(edition.embargo is not None for edition in editions.values())
    if newsroom.publish == "each" or under_embargo or not missing:
        return ReleaseSet(editions=editions)
    first = newsroom.publish == "source-first" and source not in missing
    waiting = frozenset(editions) - ({source} if first else set())
    reason = "waits for the other editions: " + ", ".join(
        f"{language} ({why})" for language, why in missing.items()
    )
    held = {
        language: replace(edition, state="draft", reasons=(reason,))
        if language in waiting and language not in missing
        else edition
        for language, edition in editions.items()
    }
    if not first:
        return ReleaseSet(editions=held, waiting=waiting)
    announced = tuple(tag for tag in editions if tag in waiting and tag not in standing)
    held[source] = replace(held[source], announced=announced)
    ready = [tag for tag in editions if tag in waiting and tag not in missing]
    findings = (mixed_finding(held[tag], why, ready) for tag, why in missing.items() if ready)
    return ReleaseSet(editions=held, waiting=waiting, findings=tuple(findings))


def mixed_finding(edition: Edition, why: str, ready: Collection[str]) -> Finding:
    """What an edition is reported as that others wait for, which are `ready`."""
    slug, language = edition.release.slug, edition.language
    return Finding(
        id="edition/mixed-set",
        message=f"translations go out together: {', '.join(ready)} waits for {language}, "
        f"of which is missing: {why}",
        hint='complete the catalogue, or set publish = "each" in publisher.toml',
        path=catalog_path(language, slug),
        line=1,
        release=slug,
        language=language,
    )
