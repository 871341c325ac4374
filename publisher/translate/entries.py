"""Entries given another msgid: what the translator wrote goes along, what is out of date does not.

In: an entry of a catalogue. Out: its previous msgid, or the entry under a new one. The lines of the
msgstr keep their bytes; so do translators' comments and all flags but `fuzzy`.

Standard: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
"""

import re
from dataclasses import replace

from publisher.model.message import MessageKey
from publisher.text.po import BLANK, TOKEN, Entry, format_field, line_body, make_active

_ESCAPE = re.compile(r"\\([0-7]{1,3}|x[0-9a-fA-F]{1,2}|.)", re.DOTALL)
_CONTROLS = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}


def unquote_string(quoted: str) -> str:
    r"""The text of one PO string, quotation marks included: `"a\n"` is two characters."""

    def replace_escape(found: re.Match[str]) -> str:
        name = found[1]
        if name[0] in "01234567":
            return chr(int(name, 8))
        return chr(int(name[1:], 16)) if name[0] == "x" and name[1:] else _CONTROLS.get(name, name)

    return _ESCAPE.sub(replace_escape, quoted[1:-1])


def previous_key(entry: Entry) -> MessageKey | None:
    """The context and msgid that the translation was made for, where the entry says so (`#|`)."""
    fields: dict[str, str] = {}
    keyword = ""
    for line in entry.lines:
        bare = line.lstrip(BLANK)
        if not bare.startswith(("#|", "#~|")):
            continue
        for token in TOKEN.finditer(bare):
            if token["keyword"]:
                keyword = token["keyword"]
                fields[keyword] = ""
            elif keyword:
                fields[keyword] += unquote_string(token["text"])
    return MessageKey(fields.get("msgctxt"), fields["msgid"]) if "msgid" in fields else None


def rename_entry(
    entry: Entry,
    key: MessageKey,
    *,
    previous: MessageKey | None,
    fuzzy: bool,
    text: str | None = None,
) -> Entry:
    """`entry`, active, as the entry of `key`; `text` replaces what its msgstr says."""
    comments: list[str] = []
    written: list[str] = []
    for line in make_active(entry).lines:
        body = line_body(line)
        if body.startswith("#"):
            comments.append(line)
        elif written or body.startswith("msgstr"):
            written.append(line)
    kept = [line for line in comments if not line.lstrip(BLANK).startswith("#|")]
    if fuzzy and "fuzzy" not in entry.flags:
        kept = _add_fuzzy(kept)
    shown = [f"#| {line}" for line in _key_lines(previous)] if previous else []
    msgstr = written if text is None else format_field("msgstr", text)
    return replace(entry, lines=(*kept, *shown, *_key_lines(key), *msgstr))


def _key_lines(key: MessageKey) -> list[str]:
    """The context and msgid of a message as lines."""
    context = [] if key.context is None else format_field("msgctxt", key.context)
    return [*context, *format_field("msgid", key.id)]


def _add_fuzzy(comments: list[str]) -> list[str]:
    """The comments of an entry with the flag `fuzzy` before its other flags."""
    for place, line in enumerate(comments):
        bare = line.lstrip(BLANK)
        if bare.startswith("#,"):
            flags = f"#, fuzzy,{bare[2:]}"
            return [*comments[:place], flags, *comments[place + 1 :]]
    return [*comments, "#, fuzzy"]
