"""What is made through the preview is what the command line makes, and nobody's work is lost."""

import io
import struct
import zlib

import pytest
from PIL import Image
from preview_world import Preview
from world import read_sources

from publisher.preview.writing import Dropped, escape_marks, write_figure

SLUG = "2024-05-02-hello"
FORM = {
    "kind": "press-release",
    "title": "Rice & “Tea”: A Day",
    "date": "2024-06-01",
    "place": "Yangon",
}


def picture(size: tuple[int, int] = (40, 30), kind: str = "PNG") -> bytes:
    """A small picture."""
    output = io.BytesIO()
    Image.new("RGB", size, "teal").save(output, kind)
    return output.getvalue()


def huge() -> bytes:
    """A PNG that says it has 200 megapixels, and holds nothing."""
    head = struct.pack(">IIBBBBB", 20_000, 10_000, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0")), (b"IEND", b"")]
    parts = [
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def seen(preview: Preview) -> str:
    """What the form on the page says of the text that it shows."""
    page = preview.get(f"/edition/{SLUG}/en")
    return page.split('name="seen" value="')[1].split('"')[0]


def drop(preview: Preview, data: bytes, name: str = "Opening Day.PNG", **values: str) -> object:
    """Drop a picture onto the release."""
    form = {"token": preview.door.token, "alt": "People", "credit": "", "caption": "", **values}
    form.setdefault("seen", seen(preview))
    files = {"picture": (name, data, "image/png")}
    return preview.browser.post(f"/edition/{SLUG}/en/picture", data=form, files=files)


def test_new_release_is_that_of_the_command_line(small: Preview) -> None:
    """The form writes the file that `publisher new` writes, byte for byte, and leads to it."""
    answer = small.browser.post("/new", data={**FORM, "token": small.door.token})
    assert answer.status_code == 303
    slug = "2024-06-01-rice-tea-a-day"
    assert answer.headers["location"] == f"/edition/{slug}/en"
    path = small.newsroom.folder / "releases" / slug / "release.md"
    made = path.read_bytes()
    path.unlink()
    path.parent.rmdir()
    arguments = (FORM["kind"], FORM["title"], "--date", FORM["date"], "--place", FORM["place"])
    assert small.newsroom.run("new", *arguments).code == 0
    assert path.read_bytes() == made
    small.save()
    assert "A Day" in small.words(f"/edition/{slug}/en")


def test_a_release_is_not_made_twice(small: Preview) -> None:
    """A second release of the same day and title is refused with what was typed still there, and
    the first stays as it is; so is a form that lacks something."""
    data = {**FORM, "token": small.door.token}
    assert small.browser.post("/new", data=data).status_code == 303
    before = read_sources(small.newsroom)
    again = small.browser.post("/new", data=data)
    assert again.status_code == 409
    assert "exists already" in again.text
    assert 'value="Yangon"' in again.text
    for wrong in ({"title": " "}, {"date": "someday"}, {"kind": "letter"}):
        assert small.browser.post("/new", data={**data, **wrong}).status_code == 422
    assert read_sources(small.newsroom) == before


def test_a_dropped_picture(small: Preview) -> None:
    """The picture stands in images/ under a name that works everywhere, and at the end of the text
    as somebody would write it; the page shows it with its description."""
    path = small.newsroom.path(f"releases/{SLUG}/release.md")
    before = path.read_text(encoding="utf-8")
    data = picture()
    answer = drop(small, data, alt='A [good] "day" *here*', credit="M_M_N", caption="Open & <free>")
    assert answer.status_code == 303
    assert (path.parent / "images" / "opening-day.png").read_bytes() == data
    assert path.read_text(encoding="utf-8").startswith(before.rstrip() + "\n\n![")
    small.save()
    page = small.get(f"/edition/{SLUG}/en")
    shown = small.get(page.split('<iframe class="web" src="')[1].split('"')[0])
    assert 'alt="A [good] &#34;day&#34; *here*"' in shown
    assert "Open &amp; &lt;free&gt;" in shown
    assert ">M_M_N<" in shown
    assert small.newsroom.run("check").code == 0


def test_a_picture_onto_a_text_that_somebody_saved(small: Preview) -> None:
    """A text that was saved since the page was loaded is not written over: nothing is written, the
    answer says so, and what was typed is still there."""
    shown = seen(small)
    path = small.newsroom.edit("releases/*/release.md", "no more", "much more")
    before = read_sources(small.newsroom)
    answer = drop(small, picture(), seen=shown, alt="Two people")
    assert answer.status_code == 409
    assert "was changed since it was shown" in answer.text
    assert 'value="Two people"' in answer.text
    assert read_sources(small.newsroom) == before
    assert "much more" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (huge(), "is too large"),
        (b"GIF89a" + bytes(40), "is not a PNG, JPEG or WebP picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "is not a PNG, JPEG or WebP picture"),
        (picture()[:60], "damaged"),
        (b"", "is not a PNG, JPEG or WebP picture"),
    ],
    ids=["200 MP", "GIF", "SVG", "cut off", "empty"],
)
def test_pictures_that_cannot_be_used(small: Preview, data: bytes, said: str) -> None:
    """A picture of 200 megapixels is refused before it is decoded, and so is what is none: the
    message says why, nothing is written, and the preview goes on."""
    before = read_sources(small.newsroom)
    answer = drop(small, data)
    assert answer.status_code == 422
    assert said in answer.text
    assert read_sources(small.newsroom) == before
    small.get("/")


def test_pictures_stay_what_they_are(small: Preview) -> None:
    """A picture needs a description; one of a name that is taken by another is not put over it; a
    JPEG that is called .png gets the right ending; no name leads out of images/."""
    assert drop(small, picture(), alt=" ").status_code == 422
    assert drop(small, picture()).status_code == 303
    folder = small.newsroom.folder / "releases" / SLUG / "images"
    first = (folder / "opening-day.png").read_bytes()
    assert drop(small, picture((50, 50))).status_code == 422
    assert (folder / "opening-day.png").read_bytes() == first
    assert drop(small, picture(kind="JPEG"), name="../../.x y.png").status_code == 303
    assert sorted(path.name for path in folder.iterdir()) == ["opening-day.png", "x-y.jpg"]


def test_marks_in_descriptions() -> None:
    """Whatever is typed reaches the text as words, not as markup."""
    assert escape_marks("a*b_[c]") == r"a\*b\_\[c\]"
    dropped = Dropped(name="x.png", data=b"", alt="a\n b", credit="", caption="")
    assert write_figure("images/x.png", dropped) == "![a b](images/x.png)"
