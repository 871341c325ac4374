"""Files into one archive that is the same each time.

In: bytes by path. Out: a zip file. Its entries stand in the order of their paths, with one time and
one set of permissions for all, so that the same files give the same bytes on any day.

Standard: https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT
"""

import io
import zipfile
from collections.abc import Mapping

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time that the format knows."""
_UNIX, _MODE = 3, 0o100644 << 16
"""An ordinary file that everybody may read."""


def pack_archive(files: Mapping[str, bytes]) -> bytes:
    """A zip file of `files`."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for path in sorted(files):
            entry = zipfile.ZipInfo(path, EPOCH)
            entry.create_system, entry.external_attr = _UNIX, _MODE
            archive.writestr(entry, files[path], zipfile.ZIP_DEFLATED, 9)
    return buffer.getvalue()
