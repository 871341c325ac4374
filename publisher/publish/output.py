"""Files onto disk, each whole or not at all, and the site's manifest.

In: bytes by path. Out: files. Each is written beside its target, checked, synced, and put in
place in one step, so that a crash leaves the old file or the new one; a file that is already as
it should be is not touched.
"""

import glob
import hashlib
import os
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path, PurePosixPath

import msgspec

from publisher.model.errors import EnvironmentProblem
from publisher.model.finding import Finding
from publisher.model.manifest import Manifest

MANIFEST = "manifest.json"


def write_file(path: Path, data: bytes) -> bool:
    """Write a file atomically; whether anything changed."""
    try:
        if path.is_file() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        for scrap in path.parent.glob(f".{glob.escape(path.name)}.*.tmp"):
            scrap.unlink(missing_ok=True)  # a build that was killed here left it
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            temporary.chmod(0o644)
            if temporary.stat().st_size != len(data):
                raise OSError("the disk kept fewer bytes than were written")
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise write_problem(path, error) from error
    return True


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def write_problem(path: Path, error: OSError) -> EnvironmentProblem:
    """What a failed write is reported as."""
    return EnvironmentProblem(
        Finding(
            id="environment/unwritable",
            message=f"cannot be written: {error.strerror or error}",
            hint="check the free space and permissions of the folder; nothing was changed there",
            path=str(path),
        )
    )


def digest(data: bytes) -> str:
    """SHA-256, in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a site; empty where there is none, or none that can be read."""
    try:
        return msgspec.json.decode((folder / MANIFEST).read_bytes(), type=Manifest)
    except (OSError, msgspec.DecodeError):
        return Manifest()


def encode_manifest(manifest: Manifest) -> bytes:
    """manifest.json: sorted, indented, with a final line end."""
    ordered = Manifest(
        artifacts=tuple(sorted(manifest.artifacts, key=lambda artifact: artifact.path)),
        files=tuple(sorted(manifest.files, key=lambda file: file.path)),
        listings=tuple(
            sorted(manifest.listings, key=lambda entry: (entry.release, entry.language))
        ),
    )
    return msgspec.json.format(msgspec.json.encode(ordered), indent=2) + b"\n"


def manifest_paths(manifest: Manifest) -> set[str]:
    """Every path that a manifest names."""
    return {entry.path for entry in manifest.artifacts} | {entry.path for entry in manifest.files}


def is_inside(path: str) -> bool:
    """Whether a path of a manifest stays inside the site."""
    parts = PurePosixPath(path)
    return not parts.is_absolute() and ".." not in parts.parts and bool(parts.parts)


def remove_stale(folder: Path, paths: Iterable[str]) -> None:
    """Remove files that an older manifest named and the new one does not, and folders that
    this empties. Files that no manifest ever named are not ours and stay."""
    for path in sorted(paths):
        if not is_inside(path):
            continue
        target = folder / path
        try:
            target.unlink(missing_ok=True)
        except OSError as error:
            raise write_problem(target, error) from error
        for parent in target.parents:
            if parent == folder:
                break
            try:
                parent.rmdir()
            except OSError:
                break


def publish_site(
    folder: Path,
    data: dict[str, bytes],
    manifest: Manifest,
) -> None:
    """Bring the site in `folder` to what `manifest` says; `data` holds the files that were made
    in this build, in the order to write them: what a page links to comes before the page."""
    old = read_manifest(folder)
    for path, content in data.items():
        write_file(folder / path, content)
    # The old manifest goes last: should this stop before, it still knows what there is to remove.
    remove_stale(folder, manifest_paths(old) - manifest_paths(manifest))
    write_file(folder / MANIFEST, encode_manifest(manifest))
