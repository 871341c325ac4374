"""A new release: its folder and its text.

In: kind, title, date and place, or a whole front matter with a body and pictures. Out:
`releases/<slug>/`, where there was nothing.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path

import yaml

from publisher.build.resources import known_languages
from publisher.load.config import load_newsroom
from publisher.load.release import RELEASES, load_release
from publisher.model.errors import ConfigError, ContentError
from publisher.model.finding import Finding
from publisher.model.newsroom import Newsroom
from publisher.publish.output import write_folder

BODY = """\
The first paragraph is the lead: who does what, where, when and why.

> “What somebody said, in their own words.”
>
> — Name, office, organisation
"""


def found_release(folder: Path, kind: str, title: str, day: dt.date, place: str | None) -> str:
    """The slug of a new release. Raises ConfigError where there is one of this slug."""
    newsroom = load_newsroom(folder, known_languages(folder))
    front: dict[str, object] = {"kind": kind, "title": title, "date": day}
    if place:
        front["place"] = place
    front["contacts"] = list(newsroom.contacts)[:1]
    front["about"] = list(newsroom.about)[:1]
    return place_release(folder, newsroom, front, BODY, {})


def place_release(
    folder: Path,
    newsroom: Newsroom,
    front: Mapping[str, object],
    body: str,
    pictures: Mapping[str, bytes],
) -> str:
    """Make the folder of a release, whole or not at all; its slug, of `date` and `title` in
    `front`. `pictures` are bytes by path in it.

    Raises ConfigError where there is a release of this slug, and ContentError where what was
    written does not load.
    """
    slug = f"{front['date']}-{slugify(str(front['title']))}"
    shown = f"{RELEASES}/{slug}"
    path = folder / shown
    taken = ConfigError(
        Finding(
            id="usage/release-exists",
            message=f"the release {slug} exists already",
            hint="choose another title or date",
            path=shown,
        )
    )
    if path.exists() or path.is_symlink():
        raise taken
    head = yaml.safe_dump(
        dict(front), sort_keys=False, allow_unicode=True, default_flow_style=None, width=10**6
    )
    text = f"---\n{head}---\n\n{body}".encode()

    def confirm(made: Path) -> None:
        release, findings = load_release(made, shown, newsroom)
        if release is None:
            raise ContentError.of(findings)

    if not write_folder(path, {**pictures, "release.md": text}, confirm):
        raise taken
    return slug


def slugify(title: str) -> str:
    """A title as words in small ASCII letters, at most sixty characters; `release` where
    nothing of it can be written so."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    words = re.findall(r"[a-z0-9]+", plain.replace("'", ""))
    slug = ""
    for word in words:
        if len(slug) + len(word) > 60:
            break
        slug += ("-" if slug else "") + word
    return slug or "release"
