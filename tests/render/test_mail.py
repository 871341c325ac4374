"""E-mails for a mail program to open: what they hold, and that nothing in a text becomes a header
or markup."""

import email
import re
from dataclasses import replace
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import default
from html.parser import HTMLParser

import pytest
from world import NEWSROOMS

from publisher.build.site import plan_editions
from publisher.build.task import EditionTask, plaintext
from publisher.cli.folder import now
from publisher.model.edition import Localized
from publisher.model.page import File
from publisher.render.mail import render_mail

RICE = "2024-03-01-rice-dialogue"
PDF = File(path="x.en.pdf", data=b"%PDF-1.7 not really")
PAYLOADS = [
    "Rice\r\nBcc: everybody@evil.example",
    "Rice\nX-Evil: yes",
    "Rice\rX-Evil: yes",
    "Rice\u2028X-Evil: yes",
    "Rice\x85X-Evil: yes",
    "=?utf-8?q?=0ABcc:_evil?=",
    "Rice\r\n\r\n<script>alert(1)</script>",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</title></head><body onload=alert(1)>",
    "A" * 2000,
    "စပါးစိုက်တောင်သူများ " * 20,
    "a\u202eb",
    "--=0=boundary--",
]


@pytest.fixture(scope="module")
def tasks() -> dict[str, EditionTask]:
    """The editions of a release, by language."""
    planned = plan_editions(NEWSROOMS / "full", now(), slugs=[RICE])
    return {task.edition.language: task for task in planned}


def mail(task: EditionTask) -> tuple[bytes, EmailMessage]:
    """The bytes of a message, and the message that a mail program reads."""
    edition = task.edition
    language = task.languages[edition.language]
    data = render_mail(
        edition, task.newsroom, language, plaintext(task), PDF, f"kits/{edition.release.slug}.zip"
    )
    return data, email.message_from_bytes(data, policy=default)


def with_title(task: EditionTask, title: str) -> EditionTask:
    """An edition whose title, name of the contact and all headings say something else."""
    said = Localized(text=title, language=task.edition.language, translated=True)
    texts = dict.fromkeys(task.edition.texts, said)
    shared = dict.fromkeys(task.edition.shared, said)
    return replace(task, edition=replace(task.edition, texts=texts, shared=shared))


@pytest.mark.parametrize("language", ["en", "my", "km"])
def test_a_message_holds_text_html_and_pdf(tasks: dict[str, EditionTask], language: str) -> None:
    """Plain text and HTML as alternatives, the PDF attached; it opens as a draft to nobody."""
    _, message = mail(tasks[language])
    assert not message.defects
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "application/pdf",
    ]
    assert message["X-Unsent"] == "1"
    assert (message["To"], message["Content-Language"]) == (None, language)
    assert message["Message-ID"] == f"<{RICE}.{language}@dhf.example>"
    assert message["Date"].datetime.isoformat()[:10] == "2024-03-01"
    (attached,) = message.iter_attachments()
    assert (attached.get_filename(), attached.get_content()) == (PDF.path, PDF.data)
    text = message.get_body(("plain",)).get_content()
    assert text.replace("\r\n", "\n") == plaintext(tasks[language]).decode()


def test_a_message_is_from_the_contact(tasks: dict[str, EditionTask]) -> None:
    """Answers go to the first contact that can be written to, whose name is read back whole."""
    _, message = mail(tasks["en"])
    assert message["From"].addresses[0].addr_spec == "press@dhf.example"
    assert message["Reply-To"].addresses == message["From"].addresses
    raw = email.message_from_bytes(mail(tasks["my"])[0])
    assert str(make_header(decode_header(raw["From"]))).endswith("<press@dhf.example>")


class _Tags(HTMLParser):
    """Notes the elements and attributes of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


@pytest.mark.parametrize("language", ["en", "my", "km"])
def test_the_html_is_what_mail_programs_keep(tasks: dict[str, EditionTask], language: str) -> None:
    """Styles stand in elements, nothing is fetched, and the language is said inside the body."""
    html = mail(tasks[language])[1].get_body(("html",)).get_content()
    found = _Tags(html)
    assert not {"style", "script", "img", "link", "iframe"} & found.tags
    assert found.attributes <= {"style", "lang", "dir", "href", "charset"}
    assert f'<div lang="{language}"' in html
    assert "url(" not in html


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_a_text_stays_a_text(tasks: dict[str, EditionTask], payload: str) -> None:
    """Whatever the texts of an edition say, the headers are the same few, one of each, and the HTML
    has no other elements."""
    plain = {name for name, _ in email.message_from_bytes(mail(tasks["en"])[0]).items()}
    data, message = mail(with_title(tasks["en"], payload))
    head = data.partition(b"\r\n\r\n")[0].decode("ascii")
    names = re.findall(r"(?m)^([A-Za-z-]+):", head)
    assert set(names) == plain
    assert len(names) == len(set(names))
    assert "evil" not in "".join(message.keys()).lower()
    found = _Tags(message.get_body(("html",)).get_content())
    assert not {"script", "img", "svg"} & found.tags
    assert not [name for name in found.attributes if name.startswith("on")]
    assert len(list(message.walk())) == 5


def test_the_same_edition_gives_the_same_message(tasks: dict[str, EditionTask]) -> None:
    """No clock, no lot: twice the same bytes, in lines that mail carries."""
    data, _ = mail(tasks["km"])
    assert mail(tasks["km"])[0] == data
    assert max(len(line) for line in data.split(b"\r\n")) <= 998
    assert b"\n" not in data.replace(b"\r\n", b"")
