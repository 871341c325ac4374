"""What a build is asked for. This module imports little: every build begins here."""

import datetime as dt
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from publisher.model.newsroom import Format


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """What one task may take: `seconds` of time, and `memory` in bytes of address space, where the
    system can hold a process to it."""

    seconds: float = 300.0
    memory: int = 8_000_000_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Cluster:
    """A Dask cluster: the address of its scheduler, `tcp://…` or `tls://…`, the files that TLS
    asks for, where Dask's own configuration does not name them, and the folder of a store that
    all its workers and this machine share, if there is one."""

    scheduler: str
    tls_ca: Path | None = None
    tls_cert: Path | None = None
    tls_key: Path | None = None
    shared: Path | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class BuildRequest:
    """What to build: no slugs, languages or formats mean all of them."""

    folder: Path
    output: Path
    slugs: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    formats: "tuple[Format, ...]" = ()
    jobs: int = 1
    limits: Limits = field(default_factory=Limits)
    cluster: Cluster | None = None
    """Where tasks are done, if not on this machine."""
    name: str = field(default_factory=lambda: os.urandom(16).hex())
    """What tells it from all others, for workers that outlive it."""
    strict: bool = False
    force_read: bool = False
    """Whether to compare contents where times would do."""
    now: dt.datetime

    def asks_for(self, slug: str, language: str) -> bool:
        """Whether an edition is to be built."""
        return (not self.slugs or slug in self.slugs) and (
            not self.languages or language in self.languages
        )

    @property
    def place(self) -> tuple[object, ...]:
        """What tells the record of one site from that of another."""
        return (self.folder, self.output, self.languages, self.formats, self.strict)

    @property
    def scope(self) -> tuple[object, ...]:
        """What tells the glance of one build from that of another."""
        return (*self.place, self.slugs)
