"""The files of a site and of the store behind it: what is at hand and need not be made.

In: what is asked for, the store, and how the last build left the site. Out: whether bytes are
there, the bytes, and the site's files as they are after a build.
"""

from collections.abc import Callable, Iterable

from publisher.build.memory import Before
from publisher.build.record import ArtifactRecord
from publisher.build.request import BuildRequest
from publisher.build.store import Store
from publisher.load.reads import Read, look_up, refresh_read, stamp_file
from publisher.model.manifest import Manifest
from publisher.publish.output import digest, encode_manifests, manifest_digests


class Shelf:
    """The files of one build; each is looked at once."""

    def __init__(self, request: BuildRequest, store: Store, before: Before) -> None:
        self.request = request
        self.store = store
        self.before = before
        self._held: dict[str, Read] = {}

    def is_at_hand(self, record: ArtifactRecord) -> bool:
        """Whether an artifact and what stands beside it need not be made."""
        return self.has(record.entry.path, record.entry.sha256) and all(
            self.has(file.path, file.sha256) for file in record.files
        )

    def has(self, path: str, sha256: str) -> bool:
        """Whether these bytes need not be made: the site has them at this path, or the store."""
        return self.holds(path, sha256) or self.store.get(sha256) is not None

    def holds(self, path: str, sha256: str) -> bool:
        """Whether the site has these bytes at this path."""
        return self.read_of(path).sha256 == sha256

    def read_of(self, path: str) -> Read:
        """A file of the site as it was found."""
        if path not in self._held:
            known = self.before.site.get(path)
            fresh = refresh_read(known, force=self.request.force_read) if known else None
            self._held[path] = fresh or look_up(self.request.output / path)
        return self._held[path]

    def bytes_of(self, path: str, sha256: str) -> bytes | None:
        """These bytes, from the site or the store; None where neither has them."""
        if self.holds(path, sha256):
            return (self.request.output / path).read_bytes()
        return self.store.get(sha256)

    def changed_paths(self, manifest: Manifest) -> list[str]:
        """The paths of a manifest whose files are not as it says, and can be made so."""
        digests = manifest_digests(manifest)
        return [
            path
            for path, sha256 in digests.items()
            if not self.holds(path, sha256) and self.store.has(sha256)
        ]

    def reader(self, manifest: Manifest) -> Callable[[str], bytes]:
        """What gives the bytes of a path."""
        digests = manifest_digests(manifest)

        def read(path: str) -> bytes:
            data = self.store.get(digests[path])
            if data is None:
                raise OSError("it was damaged in the cache a moment ago: build once more")
            return data

        return read

    def stamp_site(self, manifest: Manifest, changed: Iterable[str]) -> dict[str, Read]:
        """The files of the site, of which those at `changed` were put in place just now."""
        told = {path: digest(data) for path, data in encode_manifests(manifest).items()}
        digests = manifest_digests(manifest) | told
        written = {*changed, *told}
        return {
            path: stamp_file(self.request.output / path, sha256)
            if path in written
            else self.read_of(path)
            for path, sha256 in digests.items()
        }
