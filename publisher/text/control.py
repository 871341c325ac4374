"""Characters that steer machines and that nobody can see: no text of a newsroom may hold them.

In: a line, or a value. Out: the first control character in it, or the text without any. They come
with a paste, end lines for some programs and not for others, and XML forbids most of them.

Standards: general category Cc but for the tab, https://www.unicode.org/reports/tr44/#GC_Values_Table;
the separators U+2028 and U+2029; what XML 1.0 forbids besides, https://www.w3.org/TR/xml/#charsets
"""

import re
from typing import NamedTuple

_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")
_CONTROL_IN_TEXT = re.compile(f"(?!\r){_CONTROL.pattern}")

CONTROL_HINT = "delete it; it came with a paste"
"""What to do about one that stands in a file."""


class Control(NamedTuple):
    """A control character and the offset at which it stands."""

    offset: int
    name: str

    @property
    def message(self) -> str:
        """What is wrong."""
        return f"the control character {self.name} stands in the text"


def find_control(text: str) -> Control | None:
    r"""The first control character in `text`; line ends written as `\n` are none.

    >>> find_control("one\u2028two")
    Control(offset=3, name='U+2028')
    """
    found = _CONTROL.search(text)
    return found and Control(found.start(), f"U+{ord(found[0]):04X}")


def blank_controls(text: str) -> str:
    r"""`text` with a space for each control character, so that every offset stays; line ends,
    `\r` among them, stay too."""
    return _CONTROL_IN_TEXT.sub(" ", text)
