"""The plural rule in the header of a catalogue.

In: the value of its `Plural-Forms`. Out: how many forms it counts, or what is wrong with it. The
rule may come from anybody: the standard library's reader of it knows arithmetic on `n` and nothing
else, no powers, and no more than a thousand characters.

Standard: https://www.gnu.org/software/gettext/manual/html_node/Plural-forms.html
"""

import functools
import gettext
import re

_FIELD = re.compile(r"\s*nplurals\s*=\s*([0-9]{1,3})\s*;\s*plural\s*=\s*([^;]+)(?:;.*)?", re.DOTALL)
NUMBERS = range(1001)
"""The numbers that a rule is tried with, as msgfmt does."""


@functools.cache
def count_forms(field: str) -> int:
    """How many plural forms a rule counts. Raises ValueError, which says what is wrong with it.

    >>> count_forms("nplurals=2; plural=(n != 1);")
    2
    """
    found = _FIELD.fullmatch(field)
    if found is None:
        raise ValueError("it does not read nplurals=…; plural=…;")
    count = int(found[1])
    rule = gettext.c2py(found[2].strip())
    try:
        forms = {rule(number) for number in NUMBERS}
    except ZeroDivisionError as error:
        raise ValueError("it divides by zero") from error
    if odd := sorted(form for form in forms if not 0 <= form < count):
        raise ValueError(f"it counts {count} forms, but asks for msgstr[{odd[0]}]")
    return count
