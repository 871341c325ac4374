"""`[contacts.KEY]` of publisher.toml to a `Contact`.

In: a table's values and where to report. Out: a contact that a reporter can reach, or findings at
their lines. Telephone numbers are judged by `phonenumbers`, Google's libphonenumber in Python,
which knows how long the numbers of each country are and how they are grouped.
"""

import datetime as dt
import re
from collections.abc import Collection

import msgspec
import phonenumbers

from publisher.load.config_report import ConfigReport
from publisher.load.files import suggest
from publisher.load.zone import zone_names
from publisher.model.finding import Severity
from publisher.model.newsroom import OfficeHours

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>.]+\Z")
_NATIONAL = re.compile(r"(?=(?:\D*[0-9]){5})[0-9(][0-9 ()./-]*\Z")
"""A number without its country's code; what has less than five digits is an extension."""
_HOURS = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)\Z")


class ContactTable(msgspec.Struct, forbid_unknown_fields=True):
    """Whom the media may ask. Releases name a contact by `KEY`, a word of your choice."""

    name: str
    """The name of a person or an office; translated."""
    role: str = ""
    """What for, or in which office; translated."""
    email: str = ""
    """An e-mail address. There is at least one of `email`, `phone` and `url`."""
    phone: str = ""
    """A telephone number with the code of its country, `+95 1 523 456`; it is printed as its
    country groups it."""
    url: str = ""
    """The address of a page."""
    languages: list[str] = []
    """The tags of the languages that are spoken there."""
    hours: str = ""
    """When somebody answers, `"09:00-17:00"`, told in readers' own words and digits. It goes with
    `days` and `time_zone`: all three or none."""
    days: str = ""
    """On which days: `"mon-fri"` or `"mon-thu, sat"`."""
    time_zone: str = ""
    """By which clock: `"Asia/Yangon"`."""
    placeholder: bool = False
    """Whether the details are still to be replaced."""


def check_means(raw: ContactTable, where: tuple[str, ...], config: ConfigReport) -> None:
    """At least one means of contact, and an e-mail address that is one."""
    if not (raw.email or raw.phone or raw.url):
        config.report(
            "contact-without-means",
            (*where, "name"),
            f"the contact {where[-1]!r} has no email, phone or url",
            "a reporter must be able to reach it",
        )
    if raw.email and not _EMAIL.match(raw.email):
        config.report("email", (*where, "email"), f"{raw.email!r} is not an e-mail address")


def read_phone(text: str, where: tuple[str, ...], config: ConfigReport) -> tuple[str, str]:
    """A telephone number as its country groups it, and as an address to call (RFC 3966,
    https://www.rfc-editor.org/rfc/rfc3966). One without its country's code stays as it is."""
    if not text:
        return "", ""
    hint = "write it with the code of its country: +95 1 523 456"
    if _NATIONAL.match(text):
        message = f"the telephone number {text!r} does not say its country: nobody abroad can call"
        config.report("phone-country", where, message, hint, Severity.WARNING)
        return text, "tel:" + re.sub(r"[^0-9]", "", text)
    try:
        number = phonenumbers.parse(text)
    except phonenumbers.NumberParseException:
        config.report("phone", where, f"{text!r} is not a telephone number", hint)
        return text, ""
    if not phonenumbers.is_possible_number(number):
        message = f"the telephone number {text!r} is too short or too long for its country"
        config.report("phone", where, message, hint)
    return (
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL),
        phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.RFC3966),
    )


def read_languages(
    raw: ContactTable, known: Collection[str], where: tuple[str, ...], config: ConfigReport
) -> tuple[str, ...]:
    """The languages that a contact speaks, in the order in which they are given."""
    for tag in raw.languages:
        if tag not in known:
            config.report(
                "unknown-language",
                (*where, "languages"),
                f"there is no language file for {tag!r}",
                suggest(tag, known),
            )
    return tuple(dict.fromkeys(tag for tag in raw.languages if tag in known))


def read_hours(
    raw: ContactTable, where: tuple[str, ...], config: ConfigReport
) -> OfficeHours | None:
    """When a contact answers; hours, days and time zone make sense together alone."""
    given = {"hours": raw.hours, "days": raw.days, "time_zone": raw.time_zone}
    missing = [key for key, value in given.items() if not value]
    if len(missing) == len(given):
        return None
    for key in missing:
        config.report(
            "hours",
            where,
            f"{'.'.join(where)} has office hours without {key}",
            'write all three: hours = "09:00-17:00", days = "mon-fri", time_zone = "Asia/Yangon"',
        )
    times = _HOURS.match(raw.hours)
    if raw.hours and (times is None or times[1] + times[2] >= times[3] + times[4]):
        config.report(
            "hours",
            (*where, "hours"),
            f"{raw.hours!r} are no office hours",
            "write when it opens and when it closes: 09:00-17:00",
        )
        times = None
    days = read_days(raw.days)
    if raw.days and days is None:
        config.report(
            "hours",
            (*where, "days"),
            f"{raw.days!r} are no days",
            f"write mon-fri or mon-thu, sat; days are {', '.join(DAYS)}",
        )
    if raw.time_zone and raw.time_zone not in zone_names():
        config.report(
            "time-zone",
            (*where, "time_zone"),
            f"there is no time zone {raw.time_zone!r}",
            suggest(raw.time_zone, zone_names())
            if "/" in raw.time_zone
            else "write it as the IANA does: Asia/Yangon, Asia/Phnom_Penh, Asia/Bangkok",
        )
    if missing or times is None or days is None or raw.time_zone not in zone_names():
        return None
    return OfficeHours(
        opens=dt.time(int(times[1]), int(times[2])),
        closes=dt.time(int(times[3]), int(times[4])),
        days=days,
        time_zone=raw.time_zone,
    )


def read_days(text: str) -> tuple[tuple[int, int], ...] | None:
    """Runs of days, first and last, Monday being 0; None where they cannot be read."""
    runs = []
    for part in text.lower().split(","):
        ends = [end.strip() for end in part.split("-")]
        if len(ends) > 2 or not all(end in DAYS for end in ends):
            return None
        runs.append((DAYS.index(ends[0]), DAYS.index(ends[-1])))
    return tuple(runs)
