"""What translate-toolkit reads from TMX, and the TMX that it writes: a program of its own.

In: a TMX file on standard input. Out: as JSON, its units as [source, target], and the same units as
translate-toolkit writes them. It is under the GPL: it is asked here, and never imported by anything
else.
"""

import json
import sys

from translate.storage.tmx import tmxfile

store = tmxfile.parsestring(sys.stdin.buffer.read())
units = [[str(unit.source), str(unit.target)] for unit in store.units]
made = tmxfile(sourcelanguage="en", targetlanguage="my")
for source, target in units:
    made.addtranslation(source, "en", target, "my")
json.dump({"units": units, "made": bytes(made).decode()}, sys.stdout)
