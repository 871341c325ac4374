"""An edition as an e-mail, ready for a mail program to open and a person to send.

In: an edition, the newsroom, its language, its plain text and its PDF. Out: the bytes of an .eml
file: plain text, simple HTML, and the PDF attached. `X-Unsent` has mail programs open it as a draft
of their own; nothing here sends anything, and it is addressed to nobody.

The HTML is what all mail programs keep: styles stand in the elements, nothing is fetched, no
picture is shown. Every text is escaped; a header is one line whatever a title holds. No clock is
asked and no boundary is drawn by lot: the same edition gives the same bytes.

Standards: RFC 5322, RFC 2047, RFC 2046 (5.1, multipart), RFC 3282 (Content-Language)
"""

import datetime as dt
import hashlib
from collections.abc import Iterator, Sequence
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from urllib.parse import urlsplit

from publisher.model.edition import Edition
from publisher.model.language import Language
from publisher.model.newsroom import Newsroom
from publisher.model.page import File
from publisher.model.release import Block, Heading, ListBlock, Paragraph, Quote, Rule, Segment
from publisher.render.plaintext import KIND_MESSAGES, write_notices
from publisher.text.format import format_counter, format_date, format_dateline
from publisher.text.inline import parse_inline, strip_to_line
from publisher.text.normalize import to_nfc

NOWHERE = "publisher.invalid"
"""The domain of a message's name where the newsroom has none; it exists nowhere (RFC 2606)."""


def render_mail(
    edition: Edition, newsroom: Newsroom, language: Language, text: bytes, pdf: File, kit_path: str
) -> bytes:
    """The message. `kit_path` is where the media kit stands on the site, or empty."""
    writer = _Writer(edition, newsroom, language)
    message = EmailMessage(policy=SMTP)
    release = edition.release
    message["Subject"] = header_text(writer.plain(release.title))
    sender = find_sender(writer, newsroom, edition)
    if sender is not None:
        message["From"] = sender
        message["Reply-To"] = sender
    moment = release.embargo or release.date.midnight.replace(tzinfo=dt.UTC)
    message["Date"] = format_datetime(moment)
    message["Message-ID"] = message_id(edition, newsroom, sender)
    message["X-Unsent"] = "1"
    message.set_content(text.decode())
    kit = f"{newsroom.address}{kit_path}" if newsroom.address and kit_path else ""
    message.add_alternative(writer.write(kit), subtype="html")
    message.add_attachment(pdf.data, maintype="application", subtype="pdf", filename=pdf.path)
    message["Content-Language"] = language.tag
    digest = hashlib.sha256(text + pdf.data).hexdigest()[:32]
    for number, part in enumerate(p for p in message.walk() if p.is_multipart()):
        part.set_boundary(f"={number}={digest}")
    return message.as_bytes()


def header_text(text: str) -> str:
    """A text of one line for a header. What looks like an encoded word would be decoded by Python
    as the header is set, line ends inside it too (RFC 2047, 2)."""
    return text.replace("=?", "= ?")


def find_sender(writer: "_Writer", newsroom: Newsroom, edition: Edition) -> Address | None:
    """The first contact that can be written to, if there is one."""
    for key in edition.release.contacts:
        contact = newsroom.contacts[key]
        if contact.email.isascii() and contact.email:
            try:
                return Address(header_text(writer.plain(contact.name)), addr_spec=contact.email)
            except (HeaderParseError, ValueError, IndexError):
                continue
    return None


def message_id(edition: Edition, newsroom: Newsroom, sender: Address | None) -> str:
    """The name of the message: that of the edition and its version, at the newsroom's domain."""
    release = edition.release
    host = urlsplit(newsroom.address).hostname if newsroom.address else None
    domain = sender.domain if sender is not None else (host or NOWHERE)
    version = f".{release.version}" if release.version > 1 else ""
    return f"<{release.slug}.{edition.language}{version}@{domain}>"


class _Writer:
    """Writes the HTML of one message."""

    def __init__(self, edition: Edition, newsroom: Newsroom, language: Language) -> None:
        self.edition = edition
        self.newsroom = newsroom
        self.language = language

    def plain(self, segment: Segment) -> str:
        """A segment on one line, without marks."""
        return strip_to_line(self.edition.localized(segment).text)

    def say(self, segment: Segment) -> str:
        """A segment as HTML."""
        parts = []
        for run in parse_inline(self.edition.localized(segment).text)[0]:
            said = "<br>" if run.line_break else escape(run.text)
            heavy = run.strong or (run.emphasis and self.language.emphasis == "weight")
            if heavy:
                said = f"<strong>{said}</strong>"
            elif run.emphasis and self.language.emphasis == "italic":
                said = f"<em>{said}</em>"
            parts.append(link(run.href, said) if run.href else said)
        return "".join(parts)

    def label(self, message: str) -> str:
        """A template string as HTML."""
        return escape(to_nfc(self.edition.label(message).text))

    def write(self, kit: str) -> str:
        """The whole HTML."""
        style = self.language.styles["text"]
        families = ",".join(f"'{family}'" for family in style.families)
        face = f"font-family:{families},sans-serif;line-height:{style.line_height}"
        body = "\n".join(self.write_body(kit))
        tag, direction = escape(self.language.tag), self.language.direction
        title = escape(self.plain(self.edition.release.title))
        # Mail programs that throw away the outer elements keep the language and type of this one.
        return (
            f'<!DOCTYPE html>\n<html lang="{tag}" dir="{direction}">\n<head>'
            f'<meta charset="utf-8"><title>{title}</title></head>\n<body>\n'
            f'<div lang="{tag}" dir="{direction}" style="{escape(face)};font-size:16px;'
            f'max-width:40em;color:#1a2226;background:#ffffff">\n{body}\n</div>\n</body>\n</html>\n'
        )

    def write_body(self, kit: str) -> Iterator[str]:
        """The elements of the text, one a line."""
        release = self.edition.release
        kind = self.label(KIND_MESSAGES[release.kind])
        date = escape(format_date(release.date, self.language))
        name = self.say(self.newsroom.organisation.name)
        yield f"<p><strong>{name}</strong><br>{kind}, {date}</p>"
        yield f'<h1 style="font-size:24px;line-height:1.6">{self.say(release.title)}</h1>'
        if release.subtitle is not None:
            yield f'<p style="font-size:18px">{self.say(release.subtitle)}</p>'
        for notice in write_notices(self.edition, self.newsroom, self.language):
            lines = "<br>".join(map(escape, notice.splitlines()))
            yield f'<p style="border:2px solid #b3261e;padding:8px"><strong>{lines}</strong></p>'
        yield from self.write_blocks(release.blocks)
        yield from self.write_publication()
        if kit:
            yield f"<p>{link(kit, self.label('Media kit'))}</p>"
        for key in release.about:
            about = self.newsroom.about[key]
            yield heading(self.say(about.title))
            yield from (f"<p>{self.say(paragraph)}</p>" for paragraph in about.paragraphs)
        yield from self.write_contacts()

    def write_blocks(self, blocks: Sequence[Block]) -> Iterator[str]:
        """The elements of blocks. Pictures are in the PDF and the media kit."""
        for block in blocks:
            match block:
                case Paragraph(content=content):
                    yield f"<p>{self.dateline(block)}{self.say(content)}</p>"
                case Heading(content=content):
                    yield heading(self.say(content))
                case ListBlock():
                    yield from self.write_list(block)
                case Quote(blocks=inner, attribution=attribution):
                    yield (
                        '<blockquote style="margin:16px 0 16px 16px;'
                        'border-left:3px solid #cfd8da;padding-left:12px">'
                    )
                    yield from self.write_blocks(inner)
                    if attribution is not None:
                        yield f"<p>— {self.say(attribution)}</p>"
                    yield "</blockquote>"
                case Rule():
                    yield "<hr>"

    def dateline(self, paragraph: Paragraph) -> str:
        """Place and date before the lead of a press release."""
        release = self.edition.release
        if not paragraph.lead or release.kind != "press-release" or release.place is None:
            return ""
        said = format_dateline(self.plain(release.place), release.date, self.language)
        return f"<strong>{escape(said)}</strong> — "

    def write_list(self, block: ListBlock) -> Iterator[str]:
        """A list, with markers in the language's own form, which no style needs to make."""
        name = "ol" if block.ordered else "ul"
        yield f'<{name} style="list-style:none;margin:16px 0;padding-left:16px">'
        for number, item in enumerate(block.items, start=block.start):
            marker = format_counter(number, self.language) if block.ordered else "• "
            parts = list(self.write_blocks(item))
            if parts and parts[0].startswith("<p>"):
                parts[0] = f"{escape(marker)}{parts[0].removeprefix('<p>').removesuffix('</p>')}"
            yield f'<li style="margin:8px 0">{"".join(parts)}</li>'
        yield f"</{name}>"

    def write_publication(self) -> Iterator[str]:
        """What is launched, and where to read it."""
        publication = self.edition.release.publication
        if publication is None:
            return
        yield heading(self.label("The publication"))
        yield f"<p>{self.say(publication.title)}</p>"
        for href in publication.links.values():
            yield f"<p>{link(href, escape(href))}</p>"

    def write_contacts(self) -> Iterator[str]:
        """Whom the media may ask."""
        release = self.edition.release
        if release.contacts:
            yield heading(self.label("Contact"))
        for key in release.contacts:
            contact = self.newsroom.contacts[key]
            lines = [f"<strong>{self.say(contact.name)}</strong>"]
            if contact.role is not None:
                lines.append(self.say(contact.role))
            means = (
                ("E-mail:", contact.email, f"mailto:{contact.email}"),
                ("Telephone:", contact.phone, f"tel:{contact.phone.replace(' ', '')}"),
                ("Web:", contact.url, contact.url),
            )
            lines += [
                f"{self.label(name)} {link(href, escape(value))}"
                for name, value, href in means
                if value
            ]
            yield f"<p>{'<br>'.join(lines)}</p>"


def heading(html: str) -> str:
    """A heading."""
    return f'<h2 style="font-size:18px;line-height:1.6">{html}</h2>'


def link(href: str, html: str) -> str:
    """A link."""
    return f'<a href="{escape(href)}">{html}</a>'
