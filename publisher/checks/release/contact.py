"""release/contact: a press release says whom the media may ask."""

from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.release.place import is_source
from publisher.model.finding import Finding, Severity
from publisher.text.address import find_links, find_mails, find_phones


def find_missing_contact(subject: Subject) -> Iterator[Finding]:
    """A press release that names no contact of the newsroom, and has no address in its text."""
    release = subject.edition.release
    if release.contacts or release.kind != "press-release" or not is_source(subject):
        return
    known = sorted(subject.newsroom.contacts)
    texts = [text.text for text in subject.texts if not text.address]
    if known and not any(find(t) for t in texts for find in (find_mails, find_phones, find_links)):
        yield Finding(
            id=CHECK.id,
            severity=Severity.WARNING,
            message="the press release names nobody whom the media may ask",
            hint=f"add 'contacts: [{known[0]}]'",
            path=release.source.path,
            line=1,
            excerpt=release.source.line_text(1),
            release=release.slug,
            language=subject.edition.language,
        )


CHECK = Check(
    id="release/contact",
    title="A press release says whom the media may ask",
    rationale=(
        "A reporter who cannot ask writes about something else. The contacts of `publisher.toml` "
        "are shown where a release names them; an address or a number in its text will do as well."
    ),
    bad="---\ncontacts: []\n---\n\nTwo ministers met.\n",
    good="---\ncontacts: []\n---\n\nTwo ministers met. Write to press@example.org.\n",
    function=find_missing_contact,
)
