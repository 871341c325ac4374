"""What an edition says: the translation, the mended source, or the source."""

import datetime as dt
from dataclasses import replace

import pytest

from publisher.load.zone import load_zone
from publisher.model.edition import Edition, Localized
from publisher.model.finding import Finding
from publisher.model.message import Catalog, Message, MessageKey, Template, Translation
from publisher.model.newsroom import Newsroom
from publisher.model.release import PartialDate, Release, Segment, Withdrawal
from publisher.model.theme import Theme
from publisher.translate.apply import local_time, localize, make_edition, shared_messages
from publisher.translate.extract import extract_release, extract_theme, merge_messages

NO_THEME = Template(domain="newsroom", messages=())
NOW = dt.datetime(2017, 7, 24, 12, tzinfo=dt.UTC)


def catalog(language: str, domain: str = "d", **found: Translation) -> Catalog:
    """A catalogue with these translations, by msgid."""
    translations = {MessageKey(None, key.replace("_", " ")): value for key, value in found.items()}
    path = f"locales/{language}/LC_MESSAGES/{domain}.po"
    return Catalog(domain=domain, language=language, path=path, translations=translations)


def say(translation: Translation | None, override: Translation | None = None) -> Localized:
    """What the message "a" says in Burmese, with these entries in Burmese and in English."""
    own = catalog("my", **({"a": translation} if translation else {}))
    source = catalog("en", **({"a": override} if override else {}))
    (text,) = localize([Message(id="a")], own, source).values()
    return text


# One message.


def test_a_translation_is_shown() -> None:
    """A finished translation stands in its own language."""
    assert say(Translation(text="b")) == Localized(text="b", language="my", translated=True)


@pytest.mark.parametrize(
    "unusable",
    [
        None,
        Translation(text=""),
        Translation(text="b", fuzzy=True),
        Translation(text="b", obsolete=True),
    ],
)
def test_the_source_stands_in_for_what_is_not_finished(unusable: Translation | None) -> None:
    """An empty, fuzzy or obsolete translation is never shown: the source is, as such."""
    assert say(unusable) == Localized(text="a", language="en", translated=False)


@pytest.mark.parametrize(
    ("override", "text"),
    [
        (Translation(text="mended"), "mended"),
        (Translation(text="mended", fuzzy=True), "a"),
        (Translation(text="mended", obsolete=True), "a"),
        (Translation(text=""), "a"),
    ],
)
def test_the_source_may_be_mended(override: Translation, text: str) -> None:
    """A filled English msgstr stands for the msgid, also where English stands in for another
    language; translations are not unsettled by it."""
    assert say(None, override) == Localized(text=text, language="en", translated=False)
    assert say(Translation(text="b"), override).text == "b"
    source = catalog("en", a=override)
    assert localize([Message(id="a")], source, source) == {
        MessageKey(None, "a"): Localized(text=text, language="en", translated=True)
    }


# A whole edition.


def edition(
    release: Release,
    newsroom: Newsroom,
    language: str,
    *catalogs: Catalog,
) -> tuple[Edition, list[Finding]]:
    """The edition, with empty catalogues but for these."""
    known = {
        (tag, domain): catalog(tag, domain)
        for tag in newsroom.languages
        for domain in (release.slug, "newsroom")
    }
    known.update({(found.language, found.domain): found for found in catalogs})
    return make_edition(release, newsroom, language, known, NO_THEME, NOW)


def complete(release: Release, newsroom: Newsroom) -> list[Catalog]:
    """Burmese catalogues in which everything is translated: the release's own, the shared one."""
    return [
        Catalog(
            domain=domain,
            language="my",
            path=f"{domain}.po",
            translations={
                message.key: Translation(text=f"my {message.id}") for message in messages
            },
        )
        for domain, messages in (
            (release.slug, extract_release(release).messages),
            ("newsroom", shared_messages(release, newsroom, NO_THEME)),
        )
    ]


def test_an_edition_in_the_source_language_is_published(
    release: Release, newsroom: Newsroom
) -> None:
    """Every text is its msgid, nothing is missing."""
    made, findings = edition(release, newsroom, "en")
    assert (made.state, made.reasons, findings) == ("published", (), [])
    assert all(text.text == key.id and text.translated for key, text in made.texts.items())
    assert made.text(release.title).text == "Title"


def test_a_complete_edition_is_published(release: Release, newsroom: Newsroom) -> None:
    """With every message translated, its own and the shared ones, nothing is a draft."""
    made, findings = edition(release, newsroom, "my", *complete(release, newsroom))
    assert (made.state, made.reasons, findings) == ("published", (), [])
    assert made.coverage.complete
    assert made.text(release.title).text == "my Title"
    assert made.shared_text(MessageKey(None, "The office")).text == "my The office"


@pytest.mark.parametrize("domain", [0, 1])
def test_a_missing_message_makes_a_draft(release: Release, newsroom: Newsroom, domain: int) -> None:
    """One untranslated message of either domain makes a draft, which says what is left."""
    catalogs = complete(release, newsroom)
    key = next(iter(catalogs[domain].translations))
    rest = {k: v for k, v in catalogs[domain].translations.items() if k != key}
    catalogs[domain] = replace(catalogs[domain], translations=rest)
    made, _ = edition(release, newsroom, "my", *catalogs)
    assert made.state == "draft"
    assert made.reasons == ("1 messages untranslated, 0 fuzzy, 1 words left",)


def test_only_what_a_release_shows_must_be_translated(
    release: Release, newsroom: Newsroom, theme: Theme
) -> None:
    """Of contacts and standing texts it is those that the release names; of the templates all."""
    messages = Template(domain="newsroom", messages=tuple(merge_messages(extract_theme(theme))))
    shown = [message.id for message in shared_messages(release, newsroom, messages)]
    assert shown == [
        *("Contact", "Page {n}", "Network"),
        *("The office", "Press", "About network", "network exists."),
    ]


@pytest.mark.parametrize(
    ("embargo", "state"),
    [
        ("2017-07-24T12:00:01+00:00", "embargoed"),
        ("2017-07-24T18:30:00+06:30", "published"),
        ("2017-07-24T18:30:01+06:30", "embargoed"),
    ],
)
def test_an_embargo_holds_until_its_moment(
    release: Release, newsroom: Newsroom, embargo: str, state: str
) -> None:
    """Until its moment, in whatever time zone it is written; then it is published."""
    held = replace(release, embargo=dt.datetime.fromisoformat(embargo))
    made, _ = edition(held, newsroom, "en")
    assert made.state == state
    assert all("under embargo until 2017-07-24T" in reason for reason in made.reasons)


def test_what_is_incomplete_is_a_draft_under_embargo_too(
    release: Release, newsroom: Newsroom
) -> None:
    """An edition that lacks a translation goes to nobody, before its moment or after; until then
    it knows of the embargo, too."""
    held = replace(release, embargo=dt.datetime.fromisoformat("2030-01-01T00:00+00:00"))
    made, _ = edition(held, newsroom, "my")
    assert (made.state, len(made.reasons)) == ("draft", 2)
    assert made.embargo is not None


def test_an_embargo_is_told_in_local_time(release: Release, newsroom: Newsroom) -> None:
    """In the zone of the language, with summer time where there is one; where it has no zone, as
    it is written. It is the same moment."""
    moment = dt.datetime.fromisoformat("2030-07-01T09:00+07:00")
    assert local_time(moment, load_zone("Asia/Yangon")).isoformat() == "2030-07-01T08:30:00+06:30"
    assert local_time(moment, load_zone("Europe/Paris")).isoformat() == "2030-07-01T04:00:00+02:00"
    assert local_time(moment, None).isoformat() == moment.isoformat()
    assert local_time(moment, load_zone("Asia/Yangon")) == moment


def test_of_a_withdrawn_release_only_the_notice_is_to_be_translated(
    release: Release, newsroom: Newsroom
) -> None:
    """Its text is shown to nobody: neither a missing translation nor a mistake in it holds back
    what must be said."""
    day = PartialDate(year=2018, month=1, day=15)
    gone = replace(
        release, withdrawn=Withdrawal(date=day, reason=Segment(text="It was wrong.", line=1))
    )
    made, _ = edition(gone, newsroom, "en")
    assert {key.id for key in made.texts} == {"Title", "Yangon", "It was wrong."}
    assert made.state == "published"
    assert made.release.blocks == ()


def test_markup_that_may_not_reach_a_page_is_found(release: Release, newsroom: Newsroom) -> None:
    """HTML, pictures and other schemes in a translation are found at the entry's line, in either
    domain; what is fuzzy, or no message of the edition, is not looked at."""
    own = catalog(
        "my",
        release.slug,
        Title=Translation(text="<b>x</b>", line=7),
        Yangon=Translation(text="[x](javascript:y)", line=9),
        Summary=Translation(text="<i>", fuzzy=True, line=11),
        Other=Translation(text="<i>", line=13),
    )
    shared = catalog("my", "newsroom", Network=Translation(text="![x](y)", line=5))
    _, findings = edition(release, newsroom, "my", own, shared)
    assert [(finding.place, finding.release, finding.language) for finding in findings] == [
        ("locales/my/LC_MESSAGES/2017-07-24-x.po:7", "2017-07-24-x", "my"),
        ("locales/my/LC_MESSAGES/2017-07-24-x.po:7", "2017-07-24-x", "my"),
        ("locales/my/LC_MESSAGES/2017-07-24-x.po:9", "2017-07-24-x", "my"),
        ("locales/my/LC_MESSAGES/newsroom.po:5", "2017-07-24-x", "my"),
    ]


def test_a_shared_text_that_nobody_knows_is_its_own_source(
    release: Release, newsroom: Newsroom
) -> None:
    """A template may ask for what no catalogue has: it gets the msgid, in the source language."""
    made, _ = edition(release, newsroom, "my")
    assert made.shared_text(MessageKey(None, "?")) == Localized(
        text="?", language="en", translated=False
    )
