"""Files onto disk, each whole or not at all, and the site's manifest.

In: bytes by path. Out: files. Each is written beside its target, checked, synced, and put in
place in one step, so that a crash leaves the old file or the new one; a file that is already as
it should be is not touched. A site is written as a whole: everything is there before the first
file is put in place, and no page is before what it links to.
"""

import glob
import hashlib
import os
import shutil
import tempfile
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path, PurePosixPath

import msgspec

from publisher.model.errors import EnvironmentProblem
from publisher.model.finding import Finding
from publisher.model.manifest import Manifest, ManifestArtifact, ManifestFile

MANIFEST = "manifest.json"
EMBARGOED = "embargoed"
"""The folder of what is not for publication yet. Whoever may read the site's manifest must not
learn of it: each folder in there has a manifest of its own."""
NEW = ".publisher-new"
"""The folder in a site where files wait until all of them are whole; it is never left behind,
unless by a process that is killed, and then the next one clears it away."""
JOURNAL = f"{NEW}/journal.json"
"""Names every file that a build is about to put in place: should it be killed, the next one knows
what is ours."""
SYNCING = 8
"""Files that are made durable at the same time: a disk takes as long for several as for one."""


def write_file(path: Path, data: bytes) -> bool:
    """Write a file atomically; whether anything changed."""
    try:
        for scrap in path.parent.glob(f".{glob.escape(path.name)}.*.tmp"):
            scrap.unlink(missing_ok=True)  # a process that was killed here left it
        if path.is_file() and path.read_bytes() == data:
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".tmp", dir=path.parent)
        os.close(handle)
        temporary = Path(name)
        try:
            write_durably(temporary, data)
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
        sync_folder(path.parent)
    except OSError as error:
        raise write_problem(path, error) from error
    return True


def write_folder(path: Path, files: Mapping[str, bytes], confirm: Callable[[Path], None]) -> bool:
    """Write a folder that was not there, all of it or nothing; False where there is one already.

    `files` are bytes by path in the folder; `confirm` looks at what was written, in a folder of
    the same name beside it, and may raise.
    """
    scrap: Path | None = None
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        scrap = Path(tempfile.mkdtemp(prefix=".publisher-", dir=path.parent))
        made = scrap / path.name
        for name, data in files.items():
            target = made / name
            target.parent.mkdir(parents=True, exist_ok=True)
            write_durably(target, data)
            sync_folder(target.parent)
        confirm(made)
        if path.exists() or path.is_symlink():
            return False
        made.rename(path)
        sync_folder(path.parent)
    except OSError as error:
        if path.exists():
            return False
        raise write_problem(path, error) from error
    finally:
        if scrap is not None:
            shutil.rmtree(scrap, ignore_errors=True)
    return True


def write_durably(path: Path, data: bytes) -> None:
    """Write a file that nobody looks at yet, and have the disk keep it."""
    with path.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    path.chmod(0o644)
    if path.stat().st_size != len(data):
        raise OSError("the disk kept fewer bytes than were written")


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
    """The manifest of a site, with those of its embargoed releases; empty where there is none, or
    none that can be read."""
    parts = []
    for path in (folder / MANIFEST, *sorted(folder.glob(f"{EMBARGOED}/*/{MANIFEST}"))):
        try:
            parts.append(msgspec.json.decode(path.read_bytes(), type=Manifest))
        except (OSError, msgspec.DecodeError):
            continue
    return Manifest(
        artifacts=tuple(entry for part in parts for entry in part.artifacts),
        files=tuple(entry for part in parts for entry in part.files),
        listings=tuple(entry for part in parts for entry in part.listings),
    )


def encode_manifests(manifest: Manifest) -> dict[str, bytes]:
    """The manifests of a site by path: the one for everybody, and in the folder of each embargoed
    release one that tells of it alone."""
    artifacts: dict[str, list[ManifestArtifact]] = {}
    files: dict[str, list[ManifestFile]] = {}
    for artifact in manifest.artifacts:
        artifacts.setdefault(manifest_path(artifact.path), []).append(artifact)
    for file in manifest.files:
        files.setdefault(manifest_path(file.path), []).append(file)
    return {
        path: encode_manifest(
            Manifest(
                artifacts=tuple(artifacts.get(path, ())),
                files=tuple(files.get(path, ())),
                listings=manifest.listings if path == MANIFEST else (),
            )
        )
        for path in {MANIFEST: None, **artifacts, **files}
    }


def manifest_path(path: str) -> str:
    """The path of the manifest that names a file of the site."""
    match PurePosixPath(path).parts:
        case (first, release, _, *_) if first == EMBARGOED:
            return f"{EMBARGOED}/{release}/{MANIFEST}"
    return MANIFEST


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


def manifest_digests(manifest: Manifest) -> dict[str, str]:
    """The SHA-256 of every file that a manifest names, by path."""
    digests = {entry.path: entry.sha256 for entry in manifest.artifacts}
    return digests | {entry.path: entry.sha256 for entry in manifest.files}


def is_inside(path: str) -> bool:
    """Whether a path of a manifest stays inside the site."""
    parts = PurePosixPath(path)
    return not parts.is_absolute() and ".." not in parts.parts and bool(parts.parts)


def remove_stale(folder: Path, paths: Iterable[str]) -> None:
    """Remove files that an older manifest named and the new one does not, pages before what they
    need, and folders that this empties. Files that no manifest ever named are not ours and
    stay."""
    for path in sorted(filter(is_inside, paths), key=lambda path: (not _is_page(path), path)):
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
    manifest: Manifest,
    changed: Sequence[str],
    read: Callable[[str], bytes],
) -> None:
    """Bring the site in `folder` to what `manifest` says. `changed` are the paths whose files are
    not yet as it says; `read` gives the bytes of a path.

    A reader who follows links never meets one that leads nowhere: what pages need comes before
    pages, pages that nobody can reach yet before those that lead to them, indexes after all
    of these, and what is gone goes last.
    """
    before = read_manifest(folder)
    old = manifest_digests(before)
    unfinished = _unfinished(folder)
    ours = {*old, *encode_manifests(before), *unfinished}
    manifests = encode_manifests(manifest)
    stale = ours - {*manifest_digests(manifest), *manifests}
    told = [path for path, data in manifests.items() if not _holds(folder / path, data)]
    same = not changed and not stale and not told
    if same and not (folder / NEW).exists():
        return
    staged = {path: folder / NEW / str(n) for n, path in enumerate((*changed, *told))}
    fresh, begun = not folder.exists(), bool(unfinished)
    try:
        _stage_site(folder, staged, lambda path: manifests.get(path) or read(path), ours)
        begun = True
        for path in sorted(changed, key=lambda path: (_turn(folder, path, old), path)):
            _put(staged[path], folder / path)
        for parent in {(folder / path).parent for path in changed}:
            sync_folder(parent)
        for path in told:
            _put(staged[path], folder / path)
            sync_folder((folder / path).parent)
        remove_stale(folder, stale)
    except BaseException as error:
        _give_up(folder, begun=begun)
        if fresh and not begun:
            with suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError):
            raise write_problem(folder, error) from error
        raise
    shutil.rmtree(folder / NEW, ignore_errors=True)


def _stage_site(
    folder: Path,
    staged: Mapping[str, Path],
    read: Callable[[str], bytes],
    ours: Iterable[str],
) -> None:
    """Write all that is to be put in place, and first of all the journal: should the rest stop
    halfway, some files are in place that no manifest names. `staged` says where each file waits.
    Raises OSError."""
    (folder / NEW).mkdir(parents=True, exist_ok=True)
    journal = folder / JOURNAL
    scrap = journal.with_suffix(".tmp")
    write_durably(scrap, msgspec.json.encode(sorted({*staged, *ours})))
    scrap.replace(journal)

    def stage(path: str) -> None:
        write_durably(staged[path], read(path))

    with ThreadPoolExecutor(SYNCING) as threads:
        for _ in threads.map(stage, staged):
            pass
    sync_folder(folder / NEW)


def _put(source: Path, target: Path) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        source.replace(target)
    except OSError as error:
        raise write_problem(target, error) from error


def _give_up(folder: Path, *, begun: bool) -> None:
    """Clear away what waits to be put in place; of what has `begun` the journal stays, for the
    next build to end it."""
    if not begun:
        shutil.rmtree(folder / NEW, ignore_errors=True)
        return
    with suppress(OSError):
        for path in (folder / NEW).iterdir():
            if path != folder / JOURNAL:
                path.unlink()


def _turn(folder: Path, path: str, old: Container[str]) -> int:
    """When a file is put in place: what pages need, new pages, those that a build which was killed
    left behind, changed pages, indexes, the start page. `old` are the paths of the old manifest."""
    if not _is_page(path):
        return 0
    if path == "index.html":
        return 5
    if not (folder / path).exists():
        return 1
    if path not in old:
        return 2
    return 3 if len(PurePosixPath(path).parts) > 2 else 4


def _is_page(path: str) -> bool:
    return path.endswith(".html")


def _holds(path: Path, data: bytes) -> bool:
    try:
        return path.read_bytes() == data
    except OSError:
        return False


def _unfinished(folder: Path) -> list[str]:
    """What a build that was killed had put in place, or was about to."""
    try:
        return msgspec.json.decode((folder / JOURNAL).read_bytes(), type=list[str])
    except (OSError, msgspec.DecodeError):
        return []
