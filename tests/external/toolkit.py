"""What translate-toolkit reads from catalogues: a program of its own.

In: a JSON list of catalogues on standard input. Out: for each whether it writes the same text, and
its messages as [context, msgid, msgstr, obsolete, usable]. translate-toolkit is under the GPL: it
is asked here, and never imported by anything else.
"""

import json
import sys

from translate.storage.pypo import pofile


def read_catalog(text: str) -> dict[str, object]:
    """One catalogue as translate-toolkit has it."""
    store = pofile.parsestring(text.encode())
    messages = []
    for unit in store.units:
        source, target, obsolete = str(unit.source), str(unit.target), unit.isobsolete()
        usable = bool(target) and not unit.isfuzzy() and not obsolete
        if not unit.isheader():
            messages.append([unit.getcontext(), source, target, obsolete, usable])
    return {"same": bytes(store) == text.encode(), "messages": messages}


json.dump([read_catalog(text) for text in json.load(sys.stdin)], sys.stdout)
