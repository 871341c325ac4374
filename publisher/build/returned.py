"""A catalogue that a translator has sent back, wherever it lies: what is wrong with it.

In: its path. Out: findings, as they would be if it stood in the newsroom. It is only read; `intake`
takes it in.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from publisher.build.checking import check_loaded
from publisher.build.loading import Loaded, load_all, load_domain
from publisher.build.origin import find_domain, find_language, pot_keys
from publisher.build.recall import PROCESS
from publisher.load.po import load_catalog
from publisher.model.errors import ContentError
from publisher.model.finding import Finding
from publisher.model.message import MessageKey, catalog_path
from publisher.model.newsroom import SHARED_DOMAIN


def check_returned(folder: Path, shown: Sequence[str], now: dt.datetime) -> tuple[Finding, ...]:
    """What is wrong with catalogues, each checked in the place of the newsroom's own of its
    language and domain; `shown` are their paths, from where the command runs."""
    loaded = load_all(folder)
    languages = {tag: loaded.languages[tag] for tag in loaded.newsroom.languages}
    domains = list_messages(loaded)
    findings: list[Finding] = []
    for path in shown:
        try:
            file = load_catalog(Path(), path)
            language, _ = find_language(file, languages)
            domain = find_domain(file, domains)
        except ContentError as error:
            findings += error.findings
            continue
        found = check_loaded(stand_in(loaded, path, language, domain), now)
        findings += (finding for finding in found if finding.path == path)
    return tuple(findings)


def list_messages(loaded: Loaded) -> dict[str, frozenset[MessageKey]]:
    """The messages of each domain that is loaded: those of its pot and of its catalogues."""
    messages: dict[str, frozenset[MessageKey]] = {}
    for (_, domain), catalog in loaded.catalogs.items():
        known = messages.get(domain) or pot_keys(loaded.folder, domain)
        messages[domain] = known | catalog.translations.keys()
    return messages


def stand_in(loaded: Loaded, path: str, language: str, domain: str) -> Loaded:
    """`loaded` with another catalogue in the place of its own, and the releases that show it."""
    catalog, found = load_domain(Path(), loaded.languages[language], domain, PROCESS, path)
    own = catalog_path(language, domain)
    kept = [finding for finding in loaded.findings if finding.path != own]
    return replace(
        loaded,
        catalogs={**loaded.catalogs, (language, domain): catalog},
        releases=tuple(r for r in loaded.releases if domain in (SHARED_DOMAIN, r.slug)),
        findings=(*kept, *found),
    )
