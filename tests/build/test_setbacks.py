"""The site is always what the sources say, whatever became of the cache, of the site, of a file's
times or of an edition."""

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from links import find_dangling
from rebuilding import QUICK, UNMADE, WATER, Bench, editions
from world import read_times, read_tree

from publisher.build import task
from publisher.build.glance import Glance, glance_key
from publisher.build.memory import site_key
from publisher.build.record import SiteRecord

# Damage to the site and to the cache


@pytest.mark.parametrize("harm", [Path.unlink, lambda path: path.write_bytes(b"damaged")])
def test_a_file_of_the_site(harm: Callable[[Path], object], bench: Bench) -> None:
    """A file of the site that is gone or damaged is put back, out of the cache."""
    before = read_tree(bench.site)
    for path in before:
        harm(bench.site / path)
        assert bench.glance() is None
        bench.rebuild()
        assert (bench.site / path).read_bytes() == before[path]
        assert bench.glance() is not None
        if path.count("/") == 1 and path.startswith("faces/"):
            break  # one of them is as good as all
    assert read_tree(bench.site) == before


@pytest.mark.parametrize("keep_site", [True, False])
def test_damaged_objects(keep_site: bool, bench: Bench, tmp_path: Path) -> None:
    """What is damaged in the cache is found by its digest and made again, in the same build."""
    before = read_tree(bench.site)
    for number, path in enumerate(sorted(bench.newsroom.cache.glob("objects/*/*"))):
        data = path.read_bytes()
        harmed = [data[:-1], b"", bytes([data[0] ^ 1]) + data[1:], b"\0" * len(data)]
        path.write_bytes(harmed[number % 4])
    if not keep_site:
        shutil.rmtree(bench.site)
    result = bench.build(formats=QUICK)
    assert result.findings == ()
    after = read_tree(bench.site)
    same = {path for path in before if before[path] == after.get(path)}
    unmade = {path for path in before if path.endswith(UNMADE)}
    assert set(before) - same == (set() if keep_site else unmade | {"manifest.json"})


@pytest.mark.parametrize("harm", ["gone", "cut", "noise", "empty", "other version"])
def test_a_damaged_index(harm: str, bench: Bench) -> None:
    """Whatever becomes of the cache's index, the site stays as it was."""
    index = bench.newsroom.cache / "index.db"
    data = index.read_bytes()
    before = read_times(bench.site)
    if harm == "gone":
        index.unlink()
    elif harm == "other version":
        index.write_bytes(data[:60] + (99).to_bytes(4, "big") + data[64:])
    else:
        middle = len(data) // 2
        noise = data[:2048] + os.urandom(len(data) - 2048)
        index.write_bytes({"cut": data[:middle], "noise": noise, "empty": b""}[harm])
    assert bench.build(formats=QUICK).findings == ()
    assert read_times(bench.site) == before
    assert bench.rebuild(formats=QUICK) == {}


def test_without_a_cache(bench: Bench) -> None:
    """A cache that is deleted costs time and nothing else: no file of the site is written."""
    before = read_times(bench.site)
    shutil.rmtree(bench.newsroom.cache)
    bench.build()
    assert read_times(bench.site) == before


@pytest.mark.parametrize("place", ["/proc/publisher-cache", "file/cache"])
def test_a_cache_that_cannot_be_written(place: str, small: Bench, tmp_path: Path) -> None:
    """Where there can be no cache, a build says so and does without."""
    (tmp_path / "file").write_text("mine")
    before = read_times(small.site)
    said = small.newsroom.run("build", "-f", "txt", "--cache", tmp_path / place)
    assert said.code == 0, said
    assert "building without it" in said.stderr
    assert "cannot be used" in said.stderr
    assert read_times(small.site) == before


# Times that tell nothing


def rewrite_times(bench: Bench, path: Path) -> None:
    """Make the cache believe that `path` has had its present times all along, as if they had not
    changed with its content."""
    status = path.stat()
    changed = max(status.st_mtime_ns, status.st_ctime_ns)

    def forge(read):
        return msgspec.structs.replace(read, changed=changed) if read.path == str(path) else read

    with bench.store() as store:
        request = bench.request(formats=QUICK)
        glance = msgspec.msgpack.decode(store.find(glance_key(request)), type=Glance)
        reads = [forge(read) for read in glance.reads]
        glance = msgspec.structs.replace(glance, reads=reads)
        store.keep(glance_key(request), msgspec.msgpack.encode(glance))
        record = msgspec.msgpack.decode(store.find(site_key(request)), type=SiteRecord)
        sets = {
            slug: msgspec.structs.replace(found, reads=[forge(read) for read in found.reads])
            for slug, found in record.sets.items()
        }
        record = msgspec.structs.replace(record, sets=sets)
        store.keep(site_key(request), msgspec.msgpack.encode(record))


def test_a_change_that_keeps_size_and_times(bench: Bench) -> None:
    """What keeps size and times is taken for unchanged, as git does; --force-read finds it."""
    bench.rebuild(formats=QUICK)
    path = bench.newsroom.edit(f"releases/{WATER}/release.md", "Rivers rise", "Rivers fall")
    rewrite_times(bench, path)
    assert bench.glance(formats=QUICK) is not None
    assert bench.rebuild(formats=QUICK) == {}
    assert bench.glance(formats=QUICK, force_read=True) is None
    assert editions(bench.rebuild(formats=QUICK, force_read=True)) == {
        (language, "2024-02") for language in ("en", "my", "km")
    }


def test_changed_right_after_it_was_read(small: Bench) -> None:
    """Saves that follow builds at once, each of the same size, are all seen: no time is trusted
    that another save could have as well."""
    path = small.newsroom.path("releases/*/release.md")
    text = path.read_text()
    for word in ("one", "two", "six", "ten", "one", "two"):
        path.write_text(text.replace("no more", f"no {word}"))
        small.rebuild(formats=("txt",))
        assert f"no {word}" in small.newsroom.path("site/en/2*/*.txt").read_text()


def test_a_clock_that_jumps_back(small: Bench) -> None:
    """A file with a time in the future is read each time, and its changes are found."""
    path = small.newsroom.edit("releases/*/release.md", "no more", "no one")
    tomorrow = time.time() + 86400
    os.utime(path, (tomorrow, tomorrow))
    small.rebuild(formats=("txt",))
    small.newsroom.edit("releases/*/release.md", "no one", "no six")
    os.utime(path, (tomorrow, tomorrow))
    assert small.glance(formats=("txt",)) is None
    small.rebuild(formats=("txt",))
    assert "no six" in small.newsroom.path("site/en/2*/*.txt").read_text()


def test_an_old_file_over_a_new_one(small: Bench) -> None:
    """A file that comes with an old time, out of an archive, is seen all the same."""
    path = small.newsroom.edit("releases/*/release.md", "no more", "no one")
    small.rebuild(formats=("txt",))
    small.newsroom.edit("releases/*/release.md", "no one", "no six")
    os.utime(path, (1, 1))
    small.rebuild(formats=("txt",))
    assert "no six" in small.newsroom.path("site/en/2*/*.txt").read_text()


# What a killed build leaves


def test_a_glance_sees_what_a_killed_build_left(small: Bench) -> None:
    """Where files wait to be put in place, a glance is not enough, though nothing else changed:
    what a killed build had put in place goes."""
    (small.site / ".publisher-new").mkdir()
    (small.site / ".publisher-new" / "journal.json").write_text('["en/2024-05-03-gone/index.html"]')
    page = small.site / "en" / "2024-05-03-gone" / "index.html"
    page.parent.mkdir()
    page.write_text("half a release")
    assert small.glance() is None
    small.rebuild()
    assert not page.parent.exists()
    assert not (small.site / ".publisher-new").exists()


# Editions that fail


def fail_in(language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the page of WATER in a language fail while it is rendered."""
    render = task.make_page

    def make_page(asked: task.EditionTask, page: object) -> object:
        if (asked.edition.language, asked.edition.release.slug) == (language, WATER):
            raise ZeroDivisionError("for a test")
        return render(asked, page)

    monkeypatch.setattr(task, "make_page", make_page)


def dangling_pages(bench: Bench) -> list[str]:
    """The links that lead nowhere, but for those to PDFs and media kits, which these tests do not
    make."""
    return [link for link in find_dangling(bench.site) if not link.endswith(UNMADE)]


def test_an_edition_that_fails_on_a_new_site(
    bench: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its sisters do not lead to it; when it is mended, they do."""
    site = tmp_path / "other"
    with monkeypatch.context() as patch:
        fail_in("km", patch)
        asked = {"output": site, "formats": QUICK, "cache": tmp_path / "other-cache"}
        result = bench.build(**asked)
    assert [(f.id, f.release, f.language) for f in result.findings] == [
        ("internal/crash", WATER, "km")
    ]
    assert not (site / "km" / WATER).exists()
    page = site / "my" / WATER / "index.html"
    assert f"km/{WATER}" not in page.read_text()
    assert [link for link in find_dangling(site) if not link.endswith(UNMADE)] == []
    assert bench.build(**asked).findings == ()
    assert f"km/{WATER}" in page.read_text()


def test_an_edition_that_fails_on_an_old_site(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its last good state stays, and its sisters go on leading to it; if the site is then deleted,
    there is none, and they do not."""
    old = (bench.site / "km" / WATER / "index.html").read_bytes()
    bench.newsroom.edit(f"releases/{WATER}/release.md", "Rivers rise", "Streams rise")
    fail_in("km", monkeypatch)
    bench.build(formats=QUICK)
    assert (bench.site / "km" / WATER / "index.html").read_bytes() == old
    assert "Streams rise" in (bench.site / "en" / WATER / "index.html").read_text()
    assert dangling_pages(bench) == []
    shutil.rmtree(bench.site)
    bench.build(formats=QUICK)
    assert not (bench.site / "km" / WATER).exists()
    assert dangling_pages(bench) == []
