"""What programs and editors do to a catalogue on its way, undone where that is safe.

In: the text of a `.po` file, or of one translation. Out: the same, repaired, and what was repaired,
in words. Lines stay where they are, so that what is reported about the repaired text is true of
the file. Nothing that a translator can have meant is touched.
"""

import re

from publisher.text.normalize import normalize_khmer, to_nfc

_HEADER = re.compile(r'\A(?:[ \t]*(?:#.*)?\n)*msgid ""\nmsgstr ""\n(?:"(?:[^"\\\n]|\\.)*"\n)*')
_CHARSET = re.compile(r"charset=(?!UTF-8\\n)[^\\\"\n]*")
_PLURALS = re.compile(r'"Plural-Forms:(?:[^"\\\n]|\\.)*"')


def repair_lines(text: str) -> tuple[str, list[str]]:
    """The text of a file with line ends and a header that every reader takes. It is known to be
    UTF-8, whatever the header says; the rule for plurals is that of the catalogue that stands
    here."""
    repairs = []
    if "\r\n" in text:
        text = text.replace("\r\n", "\n")
        repairs.append("line ends of Windows")
    found = _HEADER.match(text)
    header = found[0] if found else ""
    named = _CHARSET.sub("charset=UTF-8", header)
    if named != header:
        repairs.append("the character set in the header")
    text = _PLURALS.sub('""', named) + text[len(header) :]
    return text, repairs


def repair_text(text: str, script: str) -> str:
    """A translation in normal form: NFC, and in Khmer script the order of Khmer.

    >>> repair_text("ខែ្មរ", "Khmr") == "ខ្មែរ"
    True
    """
    text = to_nfc(text)
    return normalize_khmer(text) if script == "Khmr" else text
