"""The documentation needs nobody else: a hook of MkDocs.

In: pages as they are built. Out: the same pages, with the faces that they show Burmese, Khmer, Lao
and Thai in, out of publisher's own, under `assets/faces/`. A page that would load something from
another host ends the build. Links may lead anywhere: they are followed by who wants to.
"""

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

FONTS = Path(__file__).parent.parent / "publisher" / "fonts"
FACES = (
    "noto-sans-lao/400-lao.ttf",
    "noto-sans-myanmar/400-myanmar.ttf",
    "noto-sans-thai/400-thai.ttf",
    "noto-serif-khmer/400-khmer.ttf",
)
"""What docs/assets/page.css names; a licence goes with each."""

LOADED = re.compile(
    r"<(?:script|img|iframe|source)\b[^>]*\ssrc=[\"']?(?:https?:)?//[^>]*>"
    r"|<link\b(?=[^>]*\srel=[\"']?(?:stylesheet|icon|preconnect|preload))"
    r"[^>]*href=[\"']?(?:https?:)?//[^>]*>"
)


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the faces; MkDocs calls this once."""
    for face in FACES:
        for name in (face, face.replace(Path(face).name, "OFL.txt")):
            path = str(FONTS / name)
            files.append(File.generated(config, f"assets/faces/{name}", abs_src_path=path))
    return files


def on_post_page(output: str, **_: object) -> str:
    """Look through a page; MkDocs calls this for each."""
    if found := LOADED.search(output):
        raise SystemExit(f"this would be loaded from another host: {found[0]}")
    return output
