"""The names of languages, as a language has them.

In: language tags and a `Language`. Out: names from CLDR (https://cldr.unicode.org) through Babel,
alone or in a running sentence. A language that CLDR does not know goes by its own name, or by its
English one.
"""

import functools
from collections.abc import Mapping, Sequence

from babel import Locale, UnknownLocaleError

from publisher.model.language import Language
from publisher.text.format import format_list

FALLBACK = "en"
"""The language of names that another has no words for."""


def format_names(tags: Sequence[str], languages: Mapping[str, Language], language: Language) -> str:
    """Languages in a running sentence of `language`: `Burmese and Khmer`."""
    return format_list([name_language(languages[tag], language) for tag in tags], language)


def name_language(named: Language, language: Language) -> str:
    """What `language` calls another: `ភូមា` in Khmer for Burmese."""
    return find_name(named.tag, language) or named.name


def spell_language(tag: str, language: Language) -> str:
    """What a language calls the language `tag`, in English where it has no name for it."""
    english = Locale(FALLBACK).languages
    return str(find_name(tag, language) or english.get(tag.replace("-", "_")) or tag)


def find_name(tag: str, language: Language) -> str | None:
    """What `language` calls the language `tag`, if CLDR knows."""
    locale = parse_locale(language.tag)
    name = None if locale is None else locale.languages.get(tag.replace("-", "_"))
    return name and str(name).replace("\u200b", "")


@functools.cache
def parse_locale(tag: str) -> Locale | None:
    """CLDR's data of a language, if there is any."""
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
