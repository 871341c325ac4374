"""release/place: a press release says where it was issued."""

from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report
from publisher.model.finding import Finding, Severity
from publisher.text.promises import is_no_place


def find_unknown_place(subject: Subject) -> Iterator[Finding]:
    """A place that is none, in any language; no place at all, where a dateline would have it."""
    release = subject.edition.release
    hint = "write the town that the news comes from, such as 'place: Yangon'"
    if release.place is None:
        if release.kind == "press-release" and release.contacts and is_source(subject):
            yield Finding(
                id=CHECK.id,
                severity=Severity.WARNING,
                message="the press release has no place",
                hint=hint,
                path=release.source.path,
                line=1,
                excerpt=release.source.line_text(1),
                release=release.slug,
                language=subject.edition.language,
            )
        return
    for text in subject.texts:
        if text.segment is not None and text.segment.key == release.place.key:
            if is_no_place(text.text) and text.language.tag == subject.edition.language:
                message = f"{text.text!r} is no place"
                yield report(CHECK.id, text, message, hint, severity=Severity.ERROR)
            return


def is_source(subject: Subject) -> bool:
    """Whether the edition is the one in the language that the release is written in; what is
    missing in all of them is told there."""
    return subject.edition.language == subject.edition.source_language


CHECK = Check(
    id="release/place",
    title="A press release says where it was issued",
    rationale=(
        "The dateline tells an editor at one glance whether the news is theirs. “TBC” or “[city]” "
        "in it goes into print as it stands; such a release is not published. A press release "
        "that names contacts for the media and no place is a warning."
    ),
    bad="---\nplace: TBC\n---\n\nTwo ministers met.\n",
    good="---\nplace: Yangon\n---\n\nTwo ministers met.\n",
    function=find_unknown_place,
)
