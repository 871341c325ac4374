"""Catalogues that people have made, in Burmese, Khmer and every other language: not a byte changes.

They come with packages that the test session installs for their catalogues alone; no licence but
BSD is among them. Nothing of these packages is run.
"""

import importlib.util
from pathlib import Path

import pytest
from property.wild_catalogs import own_pot, sync_file

from publisher.load.po import confirm_update, load_catalog
from publisher.model.source import SourceFile
from publisher.text.po_scan import scan_catalog

PACKAGES = ("cms", "django", "wagtail")


def find_folder(package: str) -> Path:
    """Where a package is installed; importing it would ask for more than its catalogues."""
    spec = importlib.util.find_spec(package)
    assert spec, f"{package} is missing; noxfile.py has the packages that are read here"
    return Path(spec.origin).parent


def find_catalogs(pattern: str) -> list[Path]:
    """The catalogues of all packages in folders that match a pattern."""
    return sorted(
        path
        for package in PACKAGES
        for path in find_folder(package).rglob(f"locale/{pattern}/LC_MESSAGES/*.po")
    )


def test_there_are_enough_of_them() -> None:
    """Both languages are there, with their hundreds of messages."""
    assert len(find_catalogs("km")) >= 12
    assert len(find_catalogs("my")) >= 25


@pytest.mark.parametrize("language", ["km", "my"])
def test_catalogues_of_our_languages_pass_untouched(language: str) -> None:
    """Read and written, and brought up to date with a pot of their own messages, they are what they
    were to the byte: plural forms, fuzzy and obsolete entries, and headers of other tools."""
    messages = 0
    for path in find_catalogs(language):
        catalog = load_catalog(path.parent, path.name)
        assert catalog.findings == ()
        assert catalog.text.render().encode() == catalog.seen, path
        synced = sync_file(catalog, own_pot(catalog))
        assert synced.encode() == catalog.seen, path
        confirm_update(catalog, synced)
        messages += len(catalog.entries)
    assert messages > 500


def test_catalogues_of_every_language_are_kept() -> None:
    """So is what translators of other languages have written, with whatever editor."""
    paths = find_catalogs("*")
    assert len(paths) > 1000
    for path in paths[::7]:
        text = path.read_bytes().decode()
        catalog, findings = scan_catalog(SourceFile(path=path.as_posix(), text=text))
        assert [finding.draw() for finding in findings] == []
        assert catalog.render() == text
