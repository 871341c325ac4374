"""What releases are read with: a small configuration, and a folder to write them in; and the tool
that fetches faces."""

import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from world import ROOT

from publisher.load.config import load_newsroom
from publisher.load.release import load_release
from publisher.model.finding import Finding
from publisher.model.newsroom import Newsroom
from publisher.model.release import Release

CONFIG = """\
[organisation]
name = "Network"

[newsroom]
languages = ["en", "my", "km"]

[contacts.office]
name = "The office"
email = "office@example.org"

[about.network]
title = "About the network"
text = "It exists."
"""


@pytest.fixture
def newsroom(tmp_path: Path) -> Newsroom:
    """A newsroom in English, Burmese and Khmer with one contact and one standing text."""
    (tmp_path / "publisher.toml").write_text(CONFIG, encoding="utf-8")
    return load_newsroom(tmp_path, {"en", "my", "km"})


@pytest.fixture
def write_release(tmp_path: Path) -> Callable[..., Path]:
    """A function that writes a release.md and gives its folder."""

    def write(text: str | bytes, slug: str = "2017-07-24-dialogue") -> Path:
        folder = tmp_path / "releases" / slug
        folder.mkdir(parents=True)
        data = text if isinstance(text, bytes) else text.encode()
        (folder / "release.md").write_bytes(data)
        return folder

    return write


@pytest.fixture(scope="session")
def tool() -> ModuleType:
    """`tools/fetch_faces.py` as a module; tools is no package."""
    spec = importlib.util.spec_from_file_location("fetch_faces", ROOT / "tools" / "fetch_faces.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def load(
    write_release: Callable[..., Path], newsroom: Newsroom
) -> Callable[..., tuple[Release | None, list[Finding]]]:
    """A function that writes a release and loads it."""

    def load(
        text: str | bytes, slug: str = "2017-07-24-dialogue"
    ) -> tuple[Release | None, list[Finding]]:
        return load_release(write_release(text, slug), f"releases/{slug}", newsroom)

    return load
