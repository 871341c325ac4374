"""What a build remembers of itself, so that one that has nothing to do is over at a glance.

In: what a build read, wrote and said. Out: bytes for the store, and back; and whether all of it
still holds. This module imports little, because such a build imports nothing else.
"""

import datetime as dt
import hashlib
from typing import TypeVar

import msgspec

from publisher.build.request import BuildRequest
from publisher.build.store import Store
from publisher.load.reads import Read, refresh_reads

T = TypeVar("T")

UNCHANGED = "nothing that it is made from has changed"
"""Why an artifact was not made."""


class Moment(msgspec.Struct, frozen=True, array_like=True):
    """How long an outcome holds: from `since` until `until`, where an embargo ends or began."""

    since: dt.datetime | None = None
    until: dt.datetime | None = None

    def holds(self, now: dt.datetime) -> bool:
        """Whether `now` is in it."""
        return (self.since is None or self.since <= now) and (
            self.until is None or now < self.until
        )

    def meet(self, other: "Moment") -> "Moment":
        """The time in which both hold."""
        starts = [m.since for m in (self, other) if m.since is not None]
        ends = [m.until for m in (self, other) if m.until is not None]
        return Moment(max(starts, default=None), min(ends, default=None))


class ArtifactRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """An artifact as the command line shows it."""

    release: str
    language: str
    format: str
    path: str
    sha256: str
    state: str


class FindingRow(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A finding as the command line shows it; `drawn` is the whole of it, for people."""

    id: str
    severity: str
    message: str
    path: str
    line: int | None
    drawn: str

    def draw(self) -> str:
        """The finding as a compiler would print it."""
        return self.drawn


class Glance(msgspec.Struct, frozen=True, array_like=True):
    """All that a build read, all that it wrote, and what it said."""

    reads: list[Read]
    site: list[Read]
    moment: Moment
    artifacts: list[ArtifactRow]
    findings: list[FindingRow]


def record_key(kind: str, *scope: object) -> str:
    """The key of a record; `scope` is all that a build was asked for."""
    return f"{kind}:{hashlib.sha256(repr(scope).encode()).hexdigest()}"


def glance_key(request: BuildRequest) -> str:
    """The key of the glance of a build."""
    return record_key("glance", *request.scope)


def find_glance(store: Store, request: BuildRequest) -> Glance | None:
    """The glance of such a build, if all that it speaks of is as it was."""
    key, force = glance_key(request), request.force_read
    glance = decode_record(store.find(key), Glance)
    if glance is None or not glance.moment.holds(request.now):
        return None
    reads = refresh_reads(glance.reads, force=force)
    site = refresh_reads(glance.site, force=force) if reads is not None else None
    if reads is None or site is None:
        return None
    if reads != glance.reads or site != glance.site:
        fresh = msgspec.structs.replace(glance, reads=reads, site=site)
        store.keep(key, msgspec.msgpack.encode(fresh))
    return glance


def decode_record(data: bytes | None, kind: type[T]) -> T | None:
    """The record in `data`; None where there is none, or one of another version."""
    if data is None:
        return None
    try:
        return msgspec.msgpack.decode(data, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
