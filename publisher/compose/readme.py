"""What a media kit says of itself: a text for whoever unpacks it, one for each language.

In: an edition, the newsroom, the theme and the files of the kit. Out: UTF-8 text.
"""

from collections.abc import Mapping, Sequence

from markupsafe import Markup

from publisher.compose.environment import render_template
from publisher.compose.page import Voice, base_values
from publisher.model.edition import Edition
from publisher.model.language import Language
from publisher.model.newsroom import Newsroom
from publisher.model.theme import Theme

KIT_TEMPLATE = "kit.txt.j2"


def compose_readme(
    edition: Edition,
    newsroom: Newsroom,
    theme: Theme,
    languages: Mapping[str, Language],
    names: Sequence[str],
    *,
    pictures: bool,
) -> bytes:
    """The text; `names` are those of the edition's files, `pictures` says that there are some."""
    voice = Voice.of(edition, languages)
    values = base_values(voice, newsroom, "screen")
    # This is no HTML: what would be escaped in a page stands here as it is.
    said = {
        "_": lambda message: Markup(voice.label(message)),  # noqa: S704
        "label": lambda message: Markup(voice.label(message)),  # noqa: S704
        "plain": lambda segment: Markup(voice.plain(segment)),  # noqa: S704
        "release": edition.release,
        "files": {name.rpartition(".")[2]: Markup(name) for name in names},  # noqa: S704
        "pictures": pictures,
    }
    text = render_template(theme, KIT_TEMPLATE, **{**values, **said})
    return ("\n".join(line.rstrip() for line in text.strip().splitlines()) + "\n").encode()
