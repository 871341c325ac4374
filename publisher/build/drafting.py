"""A draft to a release: what belongs into front matter, what into the body, what nowhere.

In: a `Draft`, the newsroom, what was asked for. Out: a new release folder, and findings; nothing is
written where the draft has no title or no date.
"""

import datetime as dt
import re
from dataclasses import dataclass, field, replace
from pathlib import Path

from publisher.build.founding import place_release, slugify
from publisher.build.resources import known_languages
from publisher.build.standing import is_short, part_standing, words_of
from publisher.load.config import load_newsroom
from publisher.load.drafts import load_draft
from publisher.load.page import refuse
from publisher.load.picture import ENDINGS, PictureError, measure_picture
from publisher.model.draft import Draft
from publisher.model.errors import ConfigError
from publisher.model.finding import Finding, Severity
from publisher.model.inline import Run
from publisher.model.passage import (
    ATTRIBUTION,
    FIGURE,
    HEADING,
    PARAGRAPH,
    PICTURE,
    QUOTATION,
    SUBTITLE,
    TITLE,
    Passage,
)
from publisher.model.release import KINDS
from publisher.text.dateline import is_end, read_date, read_dateline, read_line, read_place
from publisher.text.draft import format_body
from publisher.text.inline import strip_to_line
from publisher.text.inline_text import format_inline
from publisher.text.markdown import ATTRIBUTION as DASH
from publisher.text.markdown import HARD_BREAK
from publisher.text.passages import make_group, rank_headings

NO_ALT = r"\[add what the picture shows\]"
"""Stands for alternative text that is missing; `check` finds it, as it finds all that was never
filled in."""
DEEPEST = 6
"""How deep passages stand in each other; a list and its items are two. No reader follows more, and
a release has at most `text.markdown.MAX_DEPTH` elements, those of its emphasis among them."""
_DASHES = re.compile(r"\A(?:—|–|--?)[ \u00a0]+")
_CAPTION = re.compile(r"\A(?:caption|photo|picture|image)\s*:\s*", re.IGNORECASE)


@dataclass(kw_only=True, slots=True)
class _Sheet:
    """A release in the making."""

    shown: str
    passages: list[Passage]
    front: dict[str, str]
    date: dt.date | None = None
    pictures: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def note(
        self, name: str, message: str, hint: str, severity: Severity = Severity.WARNING
    ) -> None:
        """A finding that keeps nothing from being written."""
        self.findings.append(
            Finding(id=name, severity=severity, message=message, hint=hint, path=self.shown)
        )


def import_draft(
    folder: Path, path: Path, kind: str | None, day: dt.date | None
) -> tuple[str, tuple[Finding, ...]]:
    """Make a release of the draft in a file: its slug, and what was left out.

    Raises ContentError and ConfigError where the file cannot be read, has no title or no date, or
    the release is there already; nothing is written then.
    """
    newsroom = load_newsroom(folder, known_languages(folder))
    draft = load_draft(path, str(path))
    sheet = _Sheet(shown=draft.path, passages=list(draft.passages), front=dict(draft.front))
    sheet.findings += draft.findings
    read_head(sheet)
    take_title(sheet)
    standing = part_standing(sheet.passages, newsroom, draft.path)
    sheet.findings += standing.findings
    sheet.passages = [shape for p in standing.passages if (shape := shape_passage(sheet, p))]
    join_speakers(sheet)
    save_pictures(sheet, draft)
    front = make_front(sheet, kind, day)
    front |= {"contacts": standing.contacts, "about": standing.about}
    if not sheet.passages:
        raise refuse(
            "draft/empty", "there is no text in it", "see whether it is the right file", draft.path
        )
    if newsroom.contacts and not standing.contacts:
        sheet.note(
            "draft/no-contact",
            "no contact of publisher.toml stands in the draft",
            f"name one: contacts: [{next(iter(newsroom.contacts))}]",
            Severity.NOTE,
        )
    body = format_body(rank_headings(sheet.passages))
    slug = place_release(folder, newsroom, front, body, sheet.pictures)
    return slug, tuple(sheet.findings)


def read_head(sheet: _Sheet) -> None:
    """Take place and date from the lines above the text and from its dateline, and drop what only
    says that this is a press release, or that it ends."""
    kept: list[Passage] = []
    in_head = True
    for passage in sheet.passages:
        if in_head and not passage.parts:
            lines = [read_line(strip_to_line(part)) for part in passage.text.split(HARD_BREAK)]
            known = [line for line in lines if line is not None]
            if len(known) == len(lines):
                for line in known:
                    keep_place(sheet, line.place, line.date)
                continue
            found = None
            if passage.kind == PARAGRAPH:
                found = read_dateline(passage.text) or read_place(passage.text)
            if found is not None:
                keep_place(sheet, found.place, found.date)
                in_head = False
                if found.rest:
                    kept.append(replace(passage, text=found.rest))
                continue
            in_head = passage.kind != PARAGRAPH or is_short(passage) or len(kept) < 3
        elif is_end(words_of(passage)) and not passage.parts:
            continue
        kept.append(passage)
    sheet.passages = kept


def keep_place(sheet: _Sheet, place: str, date: dt.date | None) -> None:
    """Note where and when; what was said first counts."""
    if place:
        sheet.front.setdefault("place", place)
    sheet.date = sheet.date or date


def take_title(sheet: _Sheet) -> None:
    """Take title and subtitle out of the passages: in styles of these names, the one heading of the
    first level, the heading on top, the title of the page, or a short first line."""
    passages = sheet.passages
    titles = [p for p in passages if p.kind == TITLE]
    top = [p for p in passages if p.kind == f"{HEADING} 1"]
    first = passages[0] if passages else None
    chosen = titles[0] if titles else None
    if chosen is None and "title" not in sheet.front:
        if len(top) == 1:
            chosen = top[0]
        elif first is not None and first.kind.startswith(HEADING):
            chosen = first
        elif "page title" in sheet.front:
            sheet.front["title"] = sheet.front["page title"]
        elif first is not None and first.kind == PARAGRAPH and is_headline(first):
            chosen = first
            sheet.note(
                "draft/guessed-title",
                f"the first line is taken for the title: “{words_of(first)[:80]}”",
                "give the title the style “Title”, or change it in the release",
                Severity.NOTE,
            )
    elif chosen is None and first is not None and words_of(first) == sheet.front["title"]:
        passages.remove(first)
    if chosen is not None:
        passages.remove(chosen)
        sheet.front.setdefault("title", flatten(chosen.text))
    subtitle = next((p for p in passages if p.kind == SUBTITLE), None)
    if subtitle is not None:
        passages.remove(subtitle)
        sheet.front.setdefault("subtitle", flatten(subtitle.text))
    if not sheet.front.get("title"):
        raise refuse(
            "draft/no-title",
            "nothing in it is a title",
            "give the title the style “Title” or “Heading 1”, and save it again",
            sheet.shown,
        )
    sheet.passages = [
        replace(p, kind=PARAGRAPH) if p.kind in {TITLE, SUBTITLE} else p for p in passages
    ]


def is_headline(passage: Passage) -> bool:
    """Whether a first line may be a title: short, and no sentence."""
    words = words_of(passage)
    return 0 < len(words) <= 200 and not words.endswith((".", ":", ";"))


def flatten(text: str) -> str:
    """A title on one line, without bold letters around all of it."""
    line = " ".join(text.replace(HARD_BREAK, " ").split())
    bare = re.fullmatch(r"(\*{1,3})([^*]+)\1", line)
    return bare[2] if bare else line


def shape_passage(sheet: _Sheet, passage: Passage, depth: int = 0) -> Passage | None:
    """A passage as a release has it; nothing of a table."""
    if passage.kind == "table":
        sheet.note(
            "draft/left-out",
            f"at paragraph {passage.line}: a table is left out: “{words_of(passage)[:60]}…”",
            "write it as a list or as sentences: no table reads well on a telephone",
        )
        return None
    if passage.kind == FIGURE:
        return passage
    if passage.parts and depth >= DEEPEST:
        text = format_inline([Run(text=words_of(passage))]) or ""
        passage = Passage(kind=PARAGRAPH, text=text, line=passage.line)
    if passage.kind == QUOTATION:
        passage = name_speaker(passage)
        if {part.kind for part in passage.parts} == {ATTRIBUTION}:  # nobody is quoted
            return Passage(kind=PARAGRAPH, text=DASH + passage.parts[0].text, line=passage.line)
    if passage.kind.endswith("list"):  # pages put lists into lists without an item around them
        items = (p if p.kind == "item" else make_group("item", [p]) for p in passage.parts)
        passage = replace(passage, parts=tuple(items))
    parts = tuple(part for p in passage.parts if (part := shape_passage(sheet, p, depth + 1)))
    if passage.parts and passage.kind != QUOTATION:
        parts = tuple(
            Passage(kind=PARAGRAPH, text=p.text, line=p.line) if p.kind.startswith(HEADING) else p
            for p in parts
        )
    if not passage.text and not parts:
        return None
    return replace(passage, parts=parts)


def name_speaker(passage: Passage) -> Passage:
    """A quotation whose last line begins with any dash names its speaker by it."""
    *rest, last = passage.parts or (passage,)
    said, line_end, speaker = last.text.rpartition(HARD_BREAK)
    if last.kind != PARAGRAPH or not _DASHES.match(speaker) or not (rest or said):
        return passage
    if line_end:
        rest.append(replace(last, text=said))
    named = Passage(kind=ATTRIBUTION, text=_DASHES.sub("", speaker), line=last.line)
    return replace(passage, parts=(*rest, named))


def join_speakers(sheet: _Sheet) -> None:
    """A line behind a quotation that begins with a dash belongs to it; a line “Photo: …” behind a
    picture is its caption."""
    joined: list[Passage] = []
    for passage in sheet.passages:
        before = joined[-1] if joined else None
        if before is not None and passage.kind == PARAGRAPH:
            said = {part.kind for part in before.parts}
            if before.kind == QUOTATION and ATTRIBUTION not in said and _DASHES.match(passage.text):
                named = replace(passage, kind=ATTRIBUTION, text=_DASHES.sub("", passage.text))
                joined[-1] = replace(before, parts=(*before.parts, named))
                continue
            if before.kind == FIGURE and "caption" not in said and _CAPTION.match(passage.text):
                told = replace(passage, kind="caption", text=_CAPTION.sub("", passage.text))
                joined[-1] = replace(before, parts=(*before.parts, told))
                continue
        joined.append(passage)
    sheet.passages = joined


def save_pictures(sheet: _Sheet, draft: Draft) -> None:
    """Give each picture a name in `images/`; one that cannot be published is left out."""
    names: dict[str, str | None] = {}
    stem = slugify(sheet.front["title"])[:40].strip("-")

    def save(passage: Passage) -> Passage | None:
        if passage.kind != FIGURE:
            return replace(passage, parts=tuple(p for part in passage.parts if (p := save(part))))
        address = next((part.text for part in passage.parts if part.kind == PICTURE), None)
        if address is None:
            return None
        if address not in names:
            names[address] = save_picture(sheet, draft.pictures[address], passage, stem)
        name = names[address]
        if name is None:
            return None
        parts = [replace(p, text=name) if p.kind == PICTURE else p for p in passage.parts]
        if not any(part.kind == "alternative text" for part in parts):
            sheet.note(
                "draft/no-alt",
                f"at paragraph {passage.line}: the picture {name} has no description",
                "say in one sentence what it shows, for people who cannot see it",
            )
            parts.append(Passage(kind="alternative text", text=NO_ALT, line=passage.line))
        return replace(passage, parts=tuple(parts))

    sheet.passages = [saved for p in sheet.passages if (saved := save(p))]


def save_picture(sheet: _Sheet, data: bytes, figure: Passage, stem: str) -> str | None:
    """The path of a picture in the release; none where it is no picture that can be published."""
    try:
        picture = measure_picture(f"picture {figure.line}", data)
    except PictureError as error:
        sheet.note(
            "draft/unusable-picture",
            f"at paragraph {figure.line}: {error.message}; it is left out",
            error.hint or "save it as PNG or JPEG, and put it into images/ of the release",
        )
        return None
    name = f"images/{stem}-{len(sheet.pictures) + 1}.{ENDINGS[picture.media_type]}"
    sheet.pictures[name] = data
    return name


def make_front(sheet: _Sheet, kind: str | None, day: dt.date | None) -> dict[str, object]:
    """The front matter: what was asked for, then what the draft says."""
    said = next(
        (date for key in ("date", "time") if (date := read_date(sheet.front.get(key, "")))), None
    )
    date = day or sheet.date or said
    if date is None:
        raise ConfigError(
            Finding(
                id="usage/no-date",
                message="the draft does not say when it is published, or says it in figures that "
                "can be read in two ways",
                hint="name the day with --date YYYY-MM-DD",
                path=sheet.shown,
            )
        )
    written = sheet.front.get("kind", "")
    chosen = kind or (written if written in KINDS else KINDS[0])
    front: dict[str, object] = {"kind": chosen, "title": sheet.front["title"]}
    front |= {key: sheet.front[key] for key in ("subtitle", "summary") if sheet.front.get(key)}
    front["date"] = date
    if sheet.front.get("place"):
        front["place"] = sheet.front["place"]
    return front
