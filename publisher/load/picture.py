"""The pictures of a release, checked before anything is made with them.

In: a release and its folder. Out: pictures by path, and findings. A picture comes from the
release's own folder, is PNG, JPEG or WebP, and has at most 40 million pixels. What is handed on has
lost all that a camera or an editor left in it (`load.bare_picture`); the original goes nowhere.
"""

import contextlib
import io
import math
import os
import re
import warnings
from collections.abc import Iterator
from pathlib import Path

from publisher.load.files import suggest
from publisher.load.reads import file_exists, note_unknown, read_file
from publisher.model.finding import Finding
from publisher.model.picture import Picture
from publisher.model.release import Figure, Release

MAX_PIXELS = 40_000_000
"""Past this a picture is a mistake or an attack: a 40-megapixel camera's full frame."""
FORMATS = ("PNG", "JPEG", "WEBP")
MEDIA_TYPES = {
    "PNG": "image/png",
    "JPEG": "image/jpeg",
    "MPO": "image/jpeg",  # JPEG with more pictures behind the first, as many telephones write it
    "WEBP": "image/webp",
}
ENDINGS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}
"""How the name of a picture ends that publisher gives it."""
LARGEST = 40_000_000
"""Bytes of a picture that is taken in: more than any camera's JPEG."""
_REMOTE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]")
_NAME = re.compile(r"[A-Za-z0-9._/-]+\Z")
_CAMERA_NAME = re.compile(
    r"(?:IMG|DSC[NF]?|PXL|MVIMG|GOPR|FB_IMG|CIMG|SAM|DJI|P(?=\d{7})|Screenshot|WhatsApp Image|"
    r"signal|received|photo|image|picture)"
    r"[ _-]*\d[\d _.,:()-]*(?:at[\d _.:()-]*(?:[AP]M)?)?(?:\.\w{3,4})?\Z"
    r"|\S+\.(?:jpe?g|png|webp|heic|tiff?)\Z",
    re.IGNORECASE,
)
"""What cameras, telephones and messengers call a picture: `IMG_1234`, `DSC0001`,
`WhatsApp Image 2017-07-24 at 09.15.22`."""


def load_pictures(folder: Path, release: Release) -> tuple[dict[str, Picture], list[Finding]]:
    """The pictures that the figures of `release` show; `folder` is the release's own."""
    pictures: dict[str, Picture] = {}
    findings: list[Finding] = []
    for figure in release.figures():
        problems = list(find_problems(figure))
        if figure.image not in pictures:
            try:
                pictures[figure.image] = load_picture(folder, figure)
            except PictureError as error:
                problems.insert(0, error)
        findings += [
            Finding(
                id=f"picture/{problem.name}",
                message=problem.message,
                hint=problem.hint,
                path=release.source.path,
                line=figure.line,
                excerpt=release.source.line_text(figure.line),
                release=release.slug,
            )
            for problem in problems
        ]
    return pictures, findings


class PictureError(Exception):
    """A picture that cannot be used: the name of the finding, what is wrong, what to do."""

    def __init__(self, name: str, message: str, hint: str) -> None:
        super().__init__(name, message, hint)
        self.name, self.message, self.hint = name, message, hint


def find_problems(figure: Figure) -> Iterator[PictureError]:
    """What keeps a figure from being published, whatever its picture shows."""
    if figure.credit is None:
        yield PictureError(
            "no-credit",
            f"nothing says who made the picture {figure.image!r}",
            '![…](images/x.jpg "Caption"){credit="Photo: …"}',
        )
    for what, segment in (("alternative text", figure.alt), ("caption", figure.caption)):
        if segment is not None and _CAMERA_NAME.match(segment.text.strip()):
            yield PictureError(
                "camera-name",
                f"the {what} {segment.text!r} is the name of a file",
                "say what the picture shows",
            )


def load_picture(folder: Path, figure: Figure) -> Picture:
    """One picture, opened and measured."""
    address = figure.image
    if _REMOTE.match(address):
        raise PictureError(
            "not-local",
            f"the picture {address!r} is not in the release folder",
            "save it into images/ beside release.md and name it images/…",
        )
    if not _NAME.match(address):
        raise PictureError(
            "name",
            f"the picture {address!r} has a name that does not work in every address",
            "rename it: letters a to z, digits and . _ - only, without spaces",
        )
    path = folder / address
    # Unlike Path.resolve, this takes a loop of links for what it is: a path that leads nowhere.
    if not Path(os.path.realpath(path)).is_relative_to(folder.resolve()):
        note_unknown(path)
        raise PictureError(
            "outside",
            f"the picture {address!r} lies outside the release folder",
            "copy it into images/ beside release.md",
        )
    if not file_exists(path):
        near = [p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()]
        raise PictureError("missing", f"there is no picture {address!r}", suggest(address, near))
    try:
        data = read_file(path)
    except OSError as error:
        raise PictureError(
            "unreadable", f"the picture {address!r} cannot be read: {error.strerror}", ""
        ) from error
    return measure_picture(address, data)


def measure_picture(address: str, data: bytes) -> Picture:
    """The picture that `data` holds, wholly decoded once to be sure of it, and bare."""
    from PIL import Image, UnidentifiedImageError

    from publisher.load.bare_picture import bare_picture

    try:
        with strict_decoder(), Image.open(io.BytesIO(data), formats=FORMATS) as image:
            if math.prod(image.size) > MAX_PIXELS:
                raise PictureError(
                    "too-large",
                    f"the picture {address!r} has {image.width} × {image.height} pixels",
                    "save it smaller: 2000 pixels across are enough for print",
                )
            kind = image.format or ""
            image.load()
            bare = bare_picture(image, data)
        with Image.open(io.BytesIO(bare), formats=FORMATS) as image:
            width, height = image.size
    except UnidentifiedImageError as error:
        raise PictureError(
            "format", f"{address!r} is not a PNG, JPEG or WebP picture", "save it as one of these"
        ) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError(
            "too-large", f"the picture {address!r} is too large", "save it smaller"
        ) from error
    except (OSError, SyntaxError, ValueError, Warning) as error:
        raise PictureError(
            "corrupt", f"the picture {address!r} is damaged: {error}", "save it again"
        ) from error
    return Picture(
        path=address, data=bare, media_type=MEDIA_TYPES[kind], width=width, height=height
    )


@contextlib.contextmanager
def strict_decoder() -> Iterator[None]:
    """Pillow with its warnings as errors, and with none of the patience for pictures that break
    off that WeasyPrint asks of it for the whole process, by being imported."""
    from PIL import ImageFile

    patience = ImageFile.LOAD_TRUNCATED_IMAGES
    ImageFile.LOAD_TRUNCATED_IMAGES = False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            yield
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = patience
