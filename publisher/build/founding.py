"""A new release: its folder and the skeleton of its text.

In: kind, title, date and place. Out: `releases/<slug>/release.md`, where there was nothing.
"""

import datetime as dt
import re
import unicodedata
from pathlib import Path

import yaml

from publisher.build.resources import known_languages
from publisher.load.config import load_newsroom
from publisher.load.release import RELEASES
from publisher.model.errors import ConfigError
from publisher.model.finding import Finding
from publisher.publish.output import write_file

BODY = """\
The first paragraph is the lead: who does what, where, when and why.

> “What somebody said, in their own words.”
>
> — Name, office, organisation
"""


def found_release(folder: Path, kind: str, title: str, day: dt.date, place: str | None) -> str:
    """The slug of a new release. Raises ConfigError where there is one of this slug."""
    newsroom = load_newsroom(folder, known_languages(folder))
    slug = f"{day.isoformat()}-{slugify(title)}"
    path = folder / RELEASES / slug / "release.md"
    if path.parent.exists():
        raise ConfigError(
            Finding(
                id="usage/release-exists",
                message=f"the release {slug} exists already",
                hint="choose another title or date",
                path=f"{RELEASES}/{slug}",
            )
        )
    front: dict[str, object] = {"kind": kind, "title": title, "date": day}
    if place:
        front["place"] = place
    front["contacts"] = list(newsroom.contacts)[:1]
    front["about"] = list(newsroom.about)[:1]
    head = yaml.safe_dump(front, sort_keys=False, allow_unicode=True, default_flow_style=None)
    write_file(path, f"---\n{head}---\n\n{BODY}".encode())
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
