"""The mark that goes across every page of a PDF that is superseded.

In: an edition, the newsroom, the theme and the languages. Out: the page whose one text it is.
"""

from collections.abc import Mapping

from markupsafe import Markup

from publisher.compose.breaks import insert_breaks
from publisher.compose.page import Voice, page_styles
from publisher.model.edition import Edition
from publisher.model.language import Language
from publisher.model.newsroom import Newsroom
from publisher.model.page import Page
from publisher.model.theme import Theme

SUPERSEDED = "Superseded"
"""The template string across the pages of an earlier version; parts.html.j2 has it, too."""


def compose_mark(
    edition: Edition, newsroom: Newsroom, theme: Theme, languages: Mapping[str, Language]
) -> Page:
    """The page whose one text goes across every page of a PDF that is superseded."""
    root, source = languages[edition.language], languages[edition.source_language]
    voice = Voice.of(edition, languages)
    others = [source] if source is not root else []
    html = Markup(
        '<!DOCTYPE html>\n<html lang="{}" dir="{}" class="print">\n'
        "<head><style>\n{}\n</style></head>\n"
        '<body><div class="superseded-mark label"><strong>{}</strong></div></body></html>\n'
    ).format(
        root.tag,
        root.direction,
        page_styles(theme, newsroom, root, others, "print"),
        voice.gettext(SUPERSEDED),
    )
    text = insert_breaks(html, languages, root, "print")
    return Page(
        html=text.html,
        media="print",
        language=root.tag,
        title=voice.label(SUPERSEDED),
        blocks=text.blocks,
        texts=text.texts,
    )
