"""Text that cannot be set, and faces that cannot set it: the edition is not published and says why;
the others finish."""

import hashlib
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from links import find_dangling
from rebuilding import Bench
from world import PACKAGE, Newsroom, read_tree

from publisher.cli.report import findings_exit_code

KHMER = "Noto Serif Khmer"
WATER = "2024-02-10-water-for-two-deltas"
KM_WATER = f"locales/km/LC_MESSAGES/{WATER}.po"
QUICK = ("html", "txt")


def own_faces(newsroom: Newsroom) -> Path:
    """Give the newsroom Khmer faces of its own, which are ours; the file of the upright one."""
    folder = newsroom.folder / "faces"
    folder.mkdir()
    record = tomllib.loads((PACKAGE / "fonts" / "fonts.toml").read_text())
    for entry in record["face"]:
        if entry["family"] == KHMER:
            name = Path(entry["file"]).name
            (folder / name).write_bytes((PACKAGE / "fonts" / entry["file"]).read_bytes())
    record_faces(folder)
    return folder / "400-khmer.ttf"


def record_faces(folder: Path) -> None:
    """Write down the faces in a folder as they are now."""
    tables = [
        f'[[face]]\nfamily = "{KHMER}"\nweight = {path.name[:3]}\nsubset = "khmer"\n'
        f'file = "{path.name}"\nversion = "1"\n'
        f'sha256 = "{hashlib.sha256(path.read_bytes()).hexdigest()}"\n'
        for path in sorted(folder.glob("*.ttf"))
    ]
    (folder / "fonts.toml").write_text("\n".join(tables))


def flip(path: Path) -> None:
    """Damage one bit of a file."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def rename(path: Path) -> None:
    """Give a file another name than the record has."""
    path.rename(path.with_name("400.ttf"))


def drop_rules(path: Path) -> None:
    """Take the rules by which clusters are formed out of a face, and record it so."""
    font = TTFont(path)
    del font["GSUB"]
    font.save(path)
    record_faces(path.parent)


def write_noise(path: Path) -> None:
    """Put something that is no font in the place of a face, and record it so."""
    path.write_bytes(b"\0\1\0\0" + b"noise" * 1000)
    record_faces(path.parent)


def cut(path: Path) -> None:
    """Cut a font short, and record it so."""
    path.write_bytes(path.read_bytes()[:20000])
    record_faces(path.parent)


@pytest.mark.parametrize(
    ("harm", "identifier"),
    [
        (flip, "face/damaged"),
        (Path.unlink, "face/unreadable"),
        (rename, "face/unreadable"),
        (drop_rules, "face/no-rules"),
        (write_noise, "face/not-a-font"),
        (cut, "face/not-a-font"),
    ],
)
def test_a_face_in_trouble(
    harm: Callable[[Path], object], identifier: str, bench: Bench, tmp_path: Path
) -> None:
    """The editions of its language are not made and no page names the language; the others and
    their indexes are made, and the command ends with 3. What stood on the site stays there. Mended,
    all is as if nothing had been."""
    path = own_faces(bench.newsroom)
    bench.newsroom.edit("publisher.toml", "[newsroom]", "[newsroom]\nkit = false")
    bench.build(formats=QUICK)
    asked = {"output": tmp_path / "new", "cache": tmp_path / "cache", "formats": QUICK}
    bench.build(**asked)
    healthy = read_tree(tmp_path / "new")
    data = path.read_bytes()

    harm(path)
    for output in (bench.site, tmp_path / "newer"):
        result = bench.build(output=output, cache=tmp_path / "empty", formats=QUICK)
        assert findings_exit_code(result.findings) == 3
        assert {(f.id, f.language) for f in result.findings} == {(identifier, "km")}
        assert {f.path for f in result.findings} == {str(path)}
        made = {entry.language for entry in result.artifacts}
        assert made == {"en", "my"}
        # A build of some formats makes no PDF.
        assert [link for link in find_dangling(output) if not link.endswith(".pdf")] == []
        pages = [*(output / "en").rglob("*.html"), *(output / "my").rglob("*.html")]
        assert not [page for page in pages if 'lang="km"' in page.read_text()]
    assert not (tmp_path / "newer" / "km").exists()
    assert (bench.site / "km" / WATER / "index.html").is_file()

    path.with_name("400.ttf").unlink(missing_ok=True)
    path.write_bytes(data)
    record_faces(path.parent)
    assert bench.build(**{**asked, "output": tmp_path / "newer"}).findings == ()
    assert read_tree(tmp_path / "newer") == healthy


def test_a_page_that_changes_while_a_face_is_gone(bench: Bench) -> None:
    """An edition that is made anew does not lead to the language that cannot be set, whose pages
    stay as they were."""
    path = own_faces(bench.newsroom)
    bench.build(formats=QUICK)
    path.unlink()
    config = bench.newsroom.folder / "publisher.toml"
    config.write_text(config.read_text().replace("#7a2e1f", "#1f2e7a"))
    result = bench.build(formats=QUICK)
    assert {f.language for f in result.findings} == {"km"}
    page = bench.site / "en" / WATER / "index.html"
    assert "#1f2e7a" in page.read_text()
    assert "../km/" not in page.read_text()
    assert (bench.site / "km" / WATER / "index.html").is_file()


@pytest.mark.parametrize(
    ("wrong", "identifier", "words"),
    [
        ("របកᚠគំហើញ", "message/glyph-coverage", ["U+16A0"]),
        ("របកាាគំហើញ", "message/dotted-circle", ["U+1780 U+17B6 U+17B6"]),
    ],
)
def test_a_text_in_trouble(wrong: str, identifier: str, words: list[str], bench: Bench) -> None:
    """A character that no face has, or a cluster that cannot be formed, is named with file, line
    and code points; this edition stays as it was, and the others are brought up to date."""
    before = (bench.site / "km" / WATER / "index.html").read_bytes()
    bench.newsroom.edit(KM_WATER, "របកគំហើញ", wrong)
    result = bench.build(formats=QUICK)
    assert findings_exit_code(result.findings) == 1
    found = [f for f in result.findings if f.id == identifier]
    lines = (bench.newsroom.folder / KM_WATER).read_text().splitlines()
    (line,) = [number for number, text in enumerate(lines, 1) if wrong in text]
    assert {(f.path, f.language) for f in found} == {(KM_WATER, "km")}
    assert {f.line for f in found} <= {line, line - 1}
    for word in words:
        assert word in found[0].draw()
    assert (bench.site / "km" / WATER / "index.html").read_bytes() == before
    assert {entry.language for entry in result.artifacts if entry.release == WATER} == {"en", "my"}
