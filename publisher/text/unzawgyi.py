"""Burmese in Zawgyi, rewritten in Unicode.

In: text that was found to be in Zawgyi (`text.zawgyi`). Out: the same in Unicode. Nothing calls
this of its own accord: the rules turn text that is Unicode already into rubbish
(https://unicode.org/faq/myanmar.html), so a person asks for it and reads what comes out.

The rules are CLDR's transform `Zawgyi-my`, as ICU applies it. icu4py has no transforms; PyICU has.
"""

import functools
import importlib
import re
from collections.abc import Callable

LIBRARY = "icu"
"""The module of PyICU, which comes with the extra `zawgyi`."""
_OBJECT = re.compile(r"[!-~]+")


def convert_zawgyi(text: str) -> str:
    """`text` in Unicode; what is ASCII, such as markup and addresses, stays as it is.

    Raises ModuleNotFoundError where PyICU is not installed.
    """
    convert = _load_converter()
    parts, position = [], 0
    for found in _OBJECT.finditer(text):
        parts += [convert(text[position : found.start()]), found[0]]
        position = found.end()
    return "".join([*parts, convert(text[position:])])


@functools.cache
def _load_converter() -> Callable[[str], str]:
    """ICU's transform, made when the first text in Zawgyi is met."""
    transform = importlib.import_module(LIBRARY).Transliterator.createInstance("Zawgyi-my")
    return transform.transliterate  # type: ignore[no-any-return]
