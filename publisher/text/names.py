"""The names of languages, as a language has them.

In: language tags and a `Language`. Out: names from CLDR (https://cldr.unicode.org) through Babel,
in a running sentence. A language that CLDR does not know goes by its own name.
"""

from collections.abc import Mapping, Sequence

from babel import Locale, UnknownLocaleError

from publisher.model.language import Language
from publisher.text.format import format_list


def format_names(tags: Sequence[str], languages: Mapping[str, Language], language: Language) -> str:
    """Languages in a running sentence of `language`: `Burmese and Khmer`."""
    return format_list([name_language(languages[tag], language) for tag in tags], language)


def name_language(named: Language, language: Language) -> str:
    """What `language` calls another: `ភូមា` in Khmer for Burmese."""
    return find_name(named.tag, language) or named.name


def find_name(tag: str, language: Language) -> str | None:
    """What `language` calls the language `tag`, if CLDR knows."""
    try:
        names = Locale.parse(language.tag, sep="-").languages
    except (UnknownLocaleError, ValueError):
        return None
    name = names.get(tag.replace("-", "_"))
    return name and str(name).replace("\u200b", "")
