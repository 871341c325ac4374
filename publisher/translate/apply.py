"""Catalogues onto a release: what each of its texts says in one language.

In: a release, the newsroom and its catalogues. Out: an edition, and findings for translations
that cannot be shown. A fuzzy or empty message is never shown: the source text stands there, and
the edition is a draft. A complete one is embargoed until its moment comes. Of a release that is
withdrawn no more remains than what readers are told about it.
"""

import datetime as dt
from collections.abc import Iterable, Mapping

from publisher.model.edition import Edition, Localized
from publisher.model.finding import Finding
from publisher.model.message import Catalog, Message, MessageKey, Template
from publisher.model.newsroom import SHARED_DOMAIN, Newsroom
from publisher.model.release import Release
from publisher.text.inline import parse_inline
from publisher.translate.coverage import measure_coverage
from publisher.translate.extract import extract_release, segment_message

Catalogs = Mapping[tuple[str, str], Catalog]
"""Catalogues by language and domain."""


def localize(
    messages: Iterable[Message], catalog: Catalog, source: Catalog
) -> dict[MessageKey, Localized]:
    """What each message says. `source` is the catalogue of the source language, whose filled
    messages override the msgid (a mended typo), for it and wherever it stands in."""
    texts: dict[MessageKey, Localized] = {}
    for message in messages:
        found = catalog.find(message.key)
        if found is not None and found.usable:
            texts[message.key] = Localized(
                text=found.text, language=catalog.language, translated=True
            )
            continue
        override = source.find(message.key)
        text = override.text if override is not None and override.usable else message.id
        texts[message.key] = Localized(
            text=text,
            language=source.language,
            translated=catalog.language == source.language,
        )
    return texts


def make_edition(
    release: Release,
    newsroom: Newsroom,
    language: str,
    catalogs: Catalogs,
    theme_messages: Template,
    now: dt.datetime,
    zone: dt.tzinfo | None = None,
) -> tuple[Edition, list[Finding]]:
    """The edition of `release` in `language`, and what is wrong with its translations. `zone` is
    that of the language's local time, if it is at home in one."""
    if release.withdrawn is not None:
        release = release.bury()
    own = extract_release(release).messages
    shared = shared_messages(release, newsroom, theme_messages)
    texts = localize(own, *pick(catalogs, newsroom, language, release.slug))
    shared_texts = localize(shared, *pick(catalogs, newsroom, language, SHARED_DOMAIN))
    coverage = measure_coverage(
        [
            (own, catalogs[language, release.slug]),
            (shared, catalogs[language, SHARED_DOMAIN]),
        ],
        is_source=language == newsroom.source_language,
    )
    reasons: list[str] = []
    if not coverage.complete:
        reasons.append(
            f"{coverage.untranslated} messages untranslated, {coverage.fuzzy} fuzzy, "
            f"{coverage.words_left} words left"
        )
    embargo = None
    if release.embargo is not None and now < release.embargo:
        reasons.append(f"under embargo until {release.embargo.isoformat()}")
        embargo = local_time(release.embargo, zone)
    edition = Edition(
        release=release,
        language=language,
        source_language=newsroom.source_language,
        state="draft" if not coverage.complete else "embargoed" if embargo else "published",
        reasons=tuple(reasons),
        coverage=coverage,
        embargo=embargo,
        texts=texts,
        shared=shared_texts,
        translator=catalogs[language, release.slug].translator
        if newsroom.credit_translators and language != newsroom.source_language
        else "",
    )
    findings = [
        finding
        for domain, messages in ((release.slug, own), (SHARED_DOMAIN, shared))
        for finding in check_markup(catalogs[language, domain], messages, release.slug)
    ]
    return edition, findings


def local_time(moment: dt.datetime, zone: dt.tzinfo | None) -> dt.datetime:
    """A moment as the clocks of a zone show it, or else as it is written."""
    local = moment.astimezone(zone or moment.tzinfo)
    return local.replace(tzinfo=dt.timezone(local.utcoffset() or dt.timedelta()))


def pick(
    catalogs: Catalogs, newsroom: Newsroom, language: str, domain: str
) -> tuple[Catalog, Catalog]:
    """The catalogue of a domain in a language and in the source language."""
    return catalogs[language, domain], catalogs[newsroom.source_language, domain]


def shared_messages(
    release: Release, newsroom: Newsroom, theme_messages: Template
) -> tuple[Message, ...]:
    """The shared messages that an edition of `release` shows."""
    segments = newsroom.segments(release.contacts, release.about)
    configured = [segment_message(segment, newsroom.config_path) for segment in segments]
    return tuple({m.key: m for m in (*theme_messages, *configured)}.values())


def check_markup(catalog: Catalog, messages: Iterable[Message], release: str) -> list[Finding]:
    """Markup of translations that may not reach a page."""
    findings = []
    for message in messages:
        found = catalog.find(message.key)
        if found is None or not found.usable:
            continue
        for problem in parse_inline(found.text)[1]:
            findings.append(
                Finding(
                    id="message/inline",
                    message=f"the translation has {problem}",
                    hint="keep the markup of the msgid as it is",
                    path=catalog.path,
                    line=found.line,
                    release=release,
                    language=catalog.language,
                )
            )
    return findings
