"""An edition as plain text, to quote from.

In: an edition, the newsroom and the language. Out: UTF-8 text, one paragraph a line, parted by
empty lines, with numerals and list markers of the language and no marks of our own.
"""

from collections.abc import Iterator, Sequence

from publisher.model.edition import Edition
from publisher.model.inline import Run
from publisher.model.language import Language
from publisher.model.newsroom import Newsroom, OfficeHours
from publisher.model.release import (
    Block,
    Figure,
    Heading,
    ListBlock,
    Paragraph,
    PartialDate,
    Quote,
    Rule,
    Segment,
)
from publisher.text.clock import format_time, name_day, name_time_zone
from publisher.text.format import (
    format_counter,
    format_date,
    format_dateline,
    format_digits,
    format_list,
    format_moment,
)
from publisher.text.inline import parse_inline
from publisher.text.names import spell_language
from publisher.text.normalize import to_nfc

KIND_MESSAGES = {
    "press-release": "Press release",
    "activity-report": "Activity report",
    "publication-summary": "Publication summary",
}
"""The template strings that name a kind; templates/<kind>.html.j2 has the same."""
DRAFT_MESSAGE = "Draft – not for publication"
DAYS_MESSAGE = "{first} to {last}"
HOURS_MESSAGE = "Office hours: {days}, {opens}–{closes} ({zone})"


def render_plaintext(edition: Edition, newsroom: Newsroom, language: Language) -> bytes:
    """The text of an edition."""
    writer = _Writer(edition, newsroom, language)
    return ("\n\n".join(writer.write()) + "\n").encode()


def write_notices(edition: Edition, newsroom: Newsroom, language: Language) -> Iterator[str]:
    """What a reader must know before the text of an edition: paragraphs, some of several lines."""
    writer = _Writer(edition, newsroom, language)
    yield from writer.write_embargo()
    yield from writer.write_notices()


class _Writer:
    def __init__(self, edition: Edition, newsroom: Newsroom, language: Language) -> None:
        self.edition = edition
        self.newsroom = newsroom
        self.language = language

    def say(self, segment: Segment) -> str:
        """A segment's words, links followed by their address."""
        runs = parse_inline(self.edition.localized(segment).text)[0]
        parts = []
        for index, run in enumerate(runs):
            parts.append("\n" if run.line_break else run.text)
            last = index + 1 == len(runs) or runs[index + 1].link != run.link
            if run.href and last and not self.names_itself(run):
                parts.append(f" <{run.href.removeprefix('mailto:')}>")
        return "".join(parts)

    @staticmethod
    def names_itself(run: Run) -> bool:
        """Whether the words of a link are its address already."""
        return run.text in {run.href, (run.href or "").removeprefix("mailto:")}

    def label(self, message: str, **values: str) -> str:
        """A template string, in NFC, `{name}` filled."""
        text = to_nfc(self.edition.label(message).text)
        for name, value in values.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def write(self) -> Iterator[str]:
        """The paragraphs of the text."""
        release = self.edition.release
        if self.edition.state == "draft":
            yield self.label(DRAFT_MESSAGE)
        yield from self.write_embargo()
        yield self.say(self.newsroom.organisation.name)
        date = format_date(release.date, self.language)
        yield f"{self.label(KIND_MESSAGES[release.kind])}\n{date}"
        yield self.say(release.title)
        if release.subtitle is not None:
            yield self.say(release.subtitle)
        yield from self.write_notices()
        yield from self.write_blocks(release.blocks)
        yield from self.write_publication()
        for key in release.about:
            about = self.newsroom.about[key]
            yield self.say(about.title)
            yield from (self.say(paragraph) for paragraph in about.paragraphs)
        if release.contacts:
            yield self.label("Contact")
        for key in release.contacts:
            contact = self.newsroom.contacts[key]
            lines = [self.say(contact.name)]
            if contact.role is not None:
                lines.append(self.say(contact.role))
            means = (
                ("E-mail:", contact.email),
                ("Telephone:", contact.phone),
                ("Web:", contact.url),
            )
            lines += [f"{self.label(name)} {value}" for name, value in means if value]
            if contact.languages:
                names = [spell_language(tag, self.language) for tag in contact.languages]
                lines.append(
                    f"{self.label('Languages spoken:')} {format_list(names, self.language)}"
                )
            if contact.hours is not None:
                lines.append(self.office_hours(contact.hours))
            yield "\n".join(lines)

    def write_embargo(self) -> Iterator[str]:
        """Until when this is not for publication."""
        if (embargo := self.edition.embargo) is not None:
            moment = format_moment(embargo, self.language)
            yield (
                f"{self.label('Embargoed until {moment}', moment=moment)}\n"
                f"{self.label('Please do not publish, broadcast or share this before then.')}"
            )

    def write_notices(self) -> Iterator[str]:
        """What became of the release since it went out; parts.html.j2 says the same."""
        release = self.edition.release
        if (withdrawn := release.withdrawn) is not None:
            lines = [self.label("Withdrawn on {date}", date=self.date(withdrawn.date))]
            if withdrawn.reason is not None:
                lines.append(self.say(withdrawn.reason))
            lines.append(self.label("We no longer stand by this text. Please do not quote it."))
            yield "\n".join(lines)
        elif release.version > 1 or release.corrections:
            number = format_digits(str(release.version), self.language)
            yield "\n".join(
                (
                    self.label("Version {number}", number=number),
                    *(
                        self.label("Correction of {date}:", date=self.date(correction.date))
                        + f" {self.say(correction.text)}"
                        for correction in release.corrections
                    ),
                )
            )

    def date(self, date: PartialDate) -> str:
        """A date in the text's language."""
        return format_date(date, self.language)

    def office_hours(self, hours: OfficeHours) -> str:
        """When somebody answers."""
        days = []
        for first, last in hours.days:
            names = {"first": name_day(first, self.language), "last": name_day(last, self.language)}
            days.append(names["first"] if first == last else self.label(DAYS_MESSAGE, **names))
        return self.label(
            HOURS_MESSAGE,
            days=format_list(days, self.language),
            opens=format_time(hours.opens, self.language),
            closes=format_time(hours.closes, self.language),
            zone=name_time_zone(hours.time_zone, self.language),
        )

    def write_blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        """The paragraphs of blocks."""
        for block in blocks:
            match block:
                case Paragraph():
                    yield self.dateline(block) + self.say(block.content)
                case Heading(content=content):
                    yield self.say(content)
                case ListBlock():
                    items = list(self.write_items(block))
                    yield from ["\n".join(items)] if block.tight else items
                case Quote(blocks=inner, attribution=attribution):
                    said = list(self.write_blocks(inner))
                    if attribution is not None:
                        said[-1] += f"\n— {self.say(attribution)}"
                    yield from said
                case Figure(alt=alt, caption=caption, credit=credit):
                    parts = [caption or alt, *([credit] if credit else [])]
                    yield "[" + " ".join(self.say(part) for part in parts) + "]"
                case Rule():
                    yield "* * *"

    def dateline(self, paragraph: Paragraph) -> str:
        """Place and date before the lead of a press release."""
        release = self.edition.release
        if not paragraph.lead or release.kind != "press-release" or release.place is None:
            return ""
        return format_dateline(self.say(release.place), release.date, self.language) + " — "

    def write_items(self, block: ListBlock) -> Iterator[str]:
        """The items of a list, numbered in the language's digits."""
        for number, item in enumerate(block.items, start=block.start):
            marker = "• "
            if block.ordered:
                marker = format_counter(number, self.language)
            separator = "\n" if block.tight else "\n\n"
            yield marker + separator.join(self.write_blocks(item))

    def write_publication(self) -> Iterator[str]:
        """What is launched, and where to read it."""
        publication = self.edition.release.publication
        if publication is None:
            return
        lines = [self.label("The publication"), self.say(publication.title)]
        yield "\n".join([*lines, *publication.links.values()])
