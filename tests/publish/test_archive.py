"""Archives that are the same each time."""

import io
import zipfile

from publisher.publish.archive import pack_archive


def test_the_same_files_are_the_same_bytes() -> None:
    """Whatever the order they come in: sorted, one time, one set of permissions."""
    files = {"b/ខ.po": b"b" * 100, "a.txt": b"", ".record": b"{}"}
    packed = pack_archive(files)
    assert packed == pack_archive(dict(reversed(files.items())))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(files)
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}
        assert {name: archive.read(name) for name in files} == files
