"""What brings catalogues up to date: this project, and GNU gettext's msgmerge beside it.

In: a newsroom whose sources were edited. Out: its catalogues, after sync, or after
`msgmerge --previous` of each with its new pot, which a newsroom without this project would use.

https://www.gnu.org/software/gettext/manual/html_node/msgmerge-Invocation.html
"""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from publisher.load.po import load_catalog
from publisher.model.message import pot_path
from publisher.text.po import CatalogFile

from .newsroom import LANGUAGES, catalog_paths, sync_all


class Sync:
    """`publisher sync` in the newsroom itself."""

    name = "publisher sync"

    def __init__(self, newsroom: Path) -> None:
        self.folder = newsroom

    def update(self, newsroom: Path) -> None:
        """Bring the catalogues up to date."""
        sync_all(newsroom)

    def catalogs(self, tag: str) -> Iterator[CatalogFile]:
        """The catalogues of a language."""
        return (load_catalog(self.folder, path) for path in catalog_paths(self.folder, tag))


class Msgmerge(Sync):
    """msgmerge over copies of the same catalogues, with the pots that sync has written."""

    name = "msgmerge --previous"

    def __init__(self, newsroom: Path, folder: Path) -> None:
        self.program = shutil.which("msgmerge")
        assert self.program, "msgmerge is missing: apt install gettext"
        shutil.copytree(newsroom / "locales", folder / "locales")
        super().__init__(folder)

    def update(self, newsroom: Path) -> None:
        """Merge every catalogue with its pot."""
        for tag in LANGUAGES:
            for path in catalog_paths(self.folder, tag):
                pot = newsroom / pot_path(Path(path).stem)
                options = ("--previous", "--quiet", "--update", "--backup=none")
                subprocess.run([self.program, *options, self.folder / path, pot], check=True)
