"""Units to TMX, which every translator's tool reads.

In: units. Out: the text of a file, the same for the same units: sorted, a line for each part of a
unit, no date, no version of publisher. Two files differ where their units do.

Standard: TMX 1.4b, https://www.gala-global.org/tmx-14b; its header has no attribute to spare.
"""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from publisher.model.memory import Unit

_LINE_END = {"\r": "&#13;"}
"""XML reads a bare CR as LF."""


def format_tmx(units: Iterable[Unit], source_language: str, language: str) -> str:
    """The text of a TMX file. Of several translations of one message the order stays: sync takes
    the first."""
    ordered = sorted(units, key=lambda unit: (unit.source, unit.context or ""))
    header = {
        "creationtool": "publisher",
        "creationtoolversion": "1",
        "segtype": "paragraph",
        "o-tmf": "gettext PO",
        "adminlang": "en",
        "srclang": source_language,
        "datatype": "plaintext",
    }
    said = " ".join(f"{name}={quoteattr(value)}" for name, value in header.items())
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<tmx version="1.4">',
        f"<header {said}/>",
        "<body>",
    ]
    for unit in ordered:
        lines.append("<tu>")
        if unit.context is not None:
            lines.append(f'<prop type="x-context">{write_text(unit.context)}</prop>')
        lines.append(f'<prop type="x-origin">{write_text(unit.origin)}</prop>')
        for tag, text in ((source_language, unit.source), (language, unit.target)):
            lines.append(f"<tuv xml:lang={quoteattr(tag)}><seg>{write_text(text)}</seg></tuv>")
        lines.append("</tu>")
    return "\n".join([*lines, "</body>", "</tmx>", ""])


def write_text(text: str) -> str:
    """`text` as XML."""
    return escape(text, _LINE_END)
