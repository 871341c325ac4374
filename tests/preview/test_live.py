"""What is saved is seen; what is broken is said, over the last good page."""

import json
import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from preview_world import Preview

from publisher.preview.hub import Listener
from publisher.preview.watching import Watcher

SLUG = "2024-02-10-water-for-two-deltas"
KM = "locales/km/LC_MESSAGES/2024-02-10*.po"


class Ears(list[dict[str, str]]):
    """What an open page has heard."""

    def wait(self, kind: str, seconds: float = 30.0) -> dict[str, str]:
        """The first event of a kind; an error after so many seconds."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for event in tuple(self):
                if event["kind"] == kind:
                    return event
            time.sleep(0.01)
        raise AssertionError(f"no {kind!r} among {self}")


@contextmanager
def page_open(preview: Preview, edition: str = "") -> Iterator[Ears]:
    """A page that shows an edition, with the newsroom being watched."""
    ears = Ears()

    class Loop:
        """Calls at once what another thread's loop would call."""

        def call_soon_threadsafe(self, function: object, event: str | None) -> None:
            if event is not None:
                ears.append(json.loads(event))

    listener = Listener(edition, Loop())
    preview.room.hub._listeners.add(listener)
    watcher = Watcher(preview.room, preview.newsroom.site)
    watcher.start()
    time.sleep(0.5)
    try:
        yield ears
    finally:
        watcher.close()
        preview.room.hub._listeners.discard(listener)


def page_of(preview: Preview, tag: str) -> str:
    """The web page of an edition, as its frame shows it now."""
    shown = preview.get(f"/edition/{SLUG}/{tag}")
    src = shown.split('src="/site/')[-1].split('"')[0]
    return preview.get(f"/site/{src}")


def test_saves_show(preview: Preview) -> None:
    """A save of the text, a catalogue or the configuration reaches the page that shows it."""
    page_of(preview, "km")
    saves = [
        ("releases/2024-02*/release.md", "over ten years", "over twenty years", "en"),
        ("locales/km/LC_MESSAGES/newsroom.po", 'msgstr "ទាញយក"', 'msgstr "ទាញយកឯកសារ"', "km"),
        ("publisher.toml", "#7a2e1f", "#123456", "km"),
    ]
    for pattern, old, new, tag in saves:
        with page_open(preview, f"{SLUG}/km") as ears:
            before = page_of(preview, tag)
            preview.newsroom.edit(pattern, old, new)
            event = ears.wait("page")
            ears.wait("saved")
            assert event["src"].startswith("/site/")
            assert page_of(preview, tag) != before


def test_a_burst_is_one_change(preview: Preview) -> None:
    """Many saves within a moment are made into pages once."""
    page_of(preview, "km")
    with page_open(preview, f"{SLUG}/km") as ears:
        for number in range(10):
            preview.newsroom.edit(
                "releases/2024-02*/release.md",
                "ten years" if not number else f"{number} years",
                f"{number + 1} years",
            )
        ears.wait("saved")
        time.sleep(1.0)
        assert len([event for event in ears if event["kind"] == "saved"]) <= 2
    assert "over 10 years" in page_of(preview, "en")


@pytest.mark.parametrize(
    ("pattern", "old", "new"),
    [
        ("releases/2024-02*/release.md", "---\nkind:", "kind:"),
        (KM, 'msgid "Findings"', 'msgid "Findings'),
        ("publisher.toml", "[organisation]", "[organisation"),
    ],
    ids=["text", "catalogue", "configuration"],
)
def test_a_broken_file(preview: Preview, pattern: str, old: str, new: str) -> None:
    """A file that cannot be read is named with its line over the last good page; mended, the page
    goes on as if nothing had been."""
    good = page_of(preview, "km")
    path = preview.newsroom.edit(pattern, old, new)
    preview.save()
    shown = preview.words(f"/edition/{SLUG}/km")
    assert "What was saved last cannot be shown." in shown
    assert path.relative_to(preview.newsroom.folder).as_posix() in shown
    assert page_of(preview, "km") == good
    preview.get("/")
    path.write_text(path.read_text("utf-8").replace(new, old, 1), encoding="utf-8")
    preview.save()
    assert "What was saved last" not in preview.words(f"/edition/{SLUG}/km")
    assert page_of(preview, "km") == good


def test_a_release_that_was_never_whole(preview: Preview) -> None:
    """A release that could never be read shows what is wrong with it, and its page once it is."""
    path = preview.newsroom.edit("releases/2024-02*/release.md", "---\nkind:", "kind:")
    assert "This cannot be shown yet" in preview.words(f"/edition/{SLUG}/km")
    assert SLUG in preview.words("/")
    path.write_text("---\n" + path.read_text("utf-8"), encoding="utf-8")
    preview.save()
    assert "Passages" in preview.words(f"/edition/{SLUG}/km")


def test_a_template_that_does_not_work(preview: Preview) -> None:
    """A fault in a template of the newsroom is said like any other, with its line."""
    good = page_of(preview, "km")
    templates = preview.newsroom.folder / "templates"
    templates.mkdir(exist_ok=True)
    (templates / "publication-summary.html.j2").write_text("{{ nothing }}", encoding="utf-8")
    preview.save()
    assert "templates/publication-summary.html.j2:1" in preview.words(f"/edition/{SLUG}/km")
    assert page_of(preview, "km") == good


def test_the_folder_goes_and_comes_back(preview: Preview) -> None:
    """While the newsroom's folder is away, the last state is shown with a word about it; when it is
    back, the preview goes on."""
    good = page_of(preview, "km")
    folder, away = preview.newsroom.folder, preview.newsroom.folder.with_name("away")
    with page_open(preview, f"{SLUG}/km") as ears:
        shutil.copytree(folder, away)
        shutil.rmtree(folder)
        ears.wait("gone")
        assert "folder is not there any more" in preview.words(f"/edition/{SLUG}/km")
        assert page_of(preview, "km") == good
        assert "folder is not there any more" in preview.words("/")
        ears.clear()
        away.rename(folder)
        ears.wait("saved")
        assert "folder is not there" not in preview.words(f"/edition/{SLUG}/km")
        ears.clear()
        preview.newsroom.edit("releases/2024-02*/release.md", "ten years", "two years")
        ears.wait("page")
    assert "two years" in page_of(preview, "en")


def test_paper(preview: Preview) -> None:
    """The PDF of an edition and of its original are made, with the passages on them, and drawn
    when they are asked for; a page or a state that is not there is not."""
    with page_open(preview, f"{SLUG}/km") as ears:
        preview.get(f"/edition/{SLUG}/km")
        ears.wait("paper", 120)
        deadline = time.monotonic() + 120
        while preview.get(f"/edition/{SLUG}/km").count(".png") < 2 and time.monotonic() < deadline:
            time.sleep(0.1)
    view = preview.room.desk.views[f"{SLUG}/km"]
    (sheet,) = view.paper.sheets
    assert (sheet.width, sheet.height) == (595, 842)
    assert len(sheet.spots) > 8
    base = f"/edition/{SLUG}/km/paper"
    png = preview.browser.get(f"{base}/{view.paper.digest}/1.png")
    assert png.content.startswith(b"\x89PNG")
    assert preview.browser.get(f"{base}/{view.paper.digest}/2.png").status_code == 404
    assert preview.browser.get(f"{base}/{'0' * 20}/1.png").status_code == 404


def test_events_reach_their_page(small: Preview) -> None:
    """A page that listens hears what is told, as Server-Sent Events, and its stream ends with the
    preview."""
    import asyncio

    async def listen() -> list[str]:
        stream = small.room.hub.listen("a/en")
        parts = [await anext(stream)]
        assert small.room.hub.watched() == {"a/en"}
        threading.Thread(target=small.room.hub.tell, args=("page", "a/en")).start()
        parts.append(await anext(stream))
        small.room.hub.close()
        parts += [part async for part in stream]
        return parts

    first, event = asyncio.run(listen())
    assert first.startswith("retry:")
    assert json.loads(event.removeprefix("data: ")) == {"kind": "page", "edition": "a/en"}
    assert small.room.hub.watched() == set()
