"""The logo of an organisation, as `theme.logo` of publisher.toml names it, to a picture.

In: the newsroom's folder and its theme settings. Out: a picture with the path that it has on the
site, or a `ConfigError` at the line that names it. An SVG goes out as it is and is shown by `img`,
where browsers run nothing in it; it is held to plain drawing all the same, as people open pictures
by themselves, too.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from publisher.load.files import suggest
from publisher.load.picture import PictureError, measure_picture
from publisher.load.reads import file_exists, list_folder, note_unknown, read_file
from publisher.load.strict_xml import parse_xml
from publisher.model.errors import ConfigError, ContentError
from publisher.model.finding import Finding
from publisher.model.newsroom import Newsroom
from publisher.model.picture import Picture

MAX_BYTES = 64 * 1024
"""Every page loads it, and the first view of a page shall come to 100 kB at most."""
MAX_SIDE = 2000
"""Pixels; it is shown 3 em high."""
SVG = "http://www.w3.org/2000/svg"
XHTML = "http://www.w3.org/1999/xhtml"
SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
FILLS = ("linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern")
FRAMES = ("svg", "g", "defs", "symbol", "use", "title", "desc", "metadata")
DRAWING = frozenset({*SHAPES, *FILLS, *FRAMES})
"""Elements that draw, of https://www.w3.org/TR/SVG11/eltindex.html: nothing that runs, moves, loads
or embeds, and no text, for which there would be no face."""
_LENGTH = re.compile(r"\s*([0-9]+(?:\.[0-9]+)?)\s*(?:px|pt|mm)?\s*\Z")
_REACHES_OUT = re.compile(r"url\(\s*[\"']?(?!#)|@import|expression\(|\\", re.IGNORECASE)
_REDRAW = "export it from the drawing program as plain SVG, with text as outlines, or as PNG"


def load_logo(folder: Path, newsroom: Newsroom) -> Picture | None:
    """The logo of the newsroom in `folder`, if it has one."""
    name = newsroom.theme.logo
    if not name:
        return None
    try:
        return read_logo(folder, name)
    except PictureError as error:
        raise ConfigError(
            Finding(
                id="config/logo",
                message=error.message,
                hint=error.hint,
                path=newsroom.config_path,
                line=newsroom.theme.logo_line,
            )
        ) from error


def read_logo(folder: Path, name: str) -> Picture:
    """The picture at a path of the newsroom. Raises PictureError."""
    path = folder / name
    if not Path(os.path.realpath(path)).is_relative_to(folder.resolve()):
        note_unknown(path)
        raise PictureError("logo", f"the logo {name!r} lies outside the newsroom", "copy it there")
    if not file_exists(path):
        near = [found.name for found in list_folder(path.parent) if found.is_file()]
        raise PictureError("logo", f"there is no logo {name!r}", suggest(path.name, near))
    try:
        data = read_file(path)
    except OSError as error:
        raise PictureError("logo", f"{name!r} cannot be read: {error.strerror}", "") from error
    if len(data) > MAX_BYTES:
        raise PictureError(
            "logo",
            f"the logo {name!r} has {len(data) // 1024} kB, and every page loads it",
            f"save it with at most {MAX_BYTES // 1024} kB: 400 pixels across are enough",
        )
    shown = f"logo{path.suffix}"
    if path.suffix == ".svg":
        width, height = measure_drawing(name, data)
        media_type = "image/svg+xml"
    else:
        picture = measure_picture(name, data)
        width, height, media_type = picture.width, picture.height, picture.media_type
        if media_type != "image/png":
            raise PictureError("logo", f"{name!r} is not a PNG picture", "save it as PNG")
    if max(width, height) > MAX_SIDE and media_type == "image/png":
        raise PictureError(
            "logo", f"the logo {name!r} has {width} × {height} pixels", "save it smaller"
        )
    return Picture(path=shown, data=data, media_type=media_type, width=width, height=height)


def measure_drawing(name: str, data: bytes) -> tuple[int, int]:
    """Width and height of an SVG that is plain drawing. Raises PictureError for any other."""
    sizes: list[tuple[int, int]] = []
    faults: list[str] = []
    styles: list[bool] = []

    def start(element: str, attributes: Mapping[str, str], line: int) -> None:
        local = element.rpartition(":")[2]
        own = ":" not in element
        if not sizes:
            if local != "svg" or attributes.get("xmlns", SVG) != SVG:
                faults.append(f"line {line}: this is no SVG")
            sizes.append(read_size(attributes))
        # Drawing programs leave notes in namespaces of their own, which nothing draws.
        if own and local == "style":
            styles.append(True)
        elif own and local not in DRAWING:
            faults.append(f"line {line}: <{element}> is no plain drawing")
        for key, value in attributes.items():
            if key.partition(":")[0] == "xmlns" and value in {SVG, XHTML} and key != "xmlns":
                faults.append(f"line {line}: {key} gives drawing another name")
            elif key == "xmlns" and value != SVG:
                faults.append(f"line {line}: <{element}> is no plain drawing")
            elif key.lower().startswith("on"):
                faults.append(f"line {line}: {key} is a script")
            elif (
                key.rpartition(":")[2] == "href" and not value.startswith("#")
            ) or _REACHES_OUT.search(value):
                faults.append(f"line {line}: {key} leads out of the drawing")

    def text(words: str) -> None:
        if styles and _REACHES_OUT.search(words):
            faults.append("its style leads out of the drawing")

    if b"<?xml-stylesheet" in data:
        faults.append("it asks for a style sheet")
    try:
        parse_xml(data, name, start, text=text)
    except ContentError as error:
        found = error.findings[0]
        faults.append(f"line {found.line}: {found.message}")
    if faults:
        raise PictureError("logo", f"the logo {name!r} cannot be used: {faults[0]}", _REDRAW)
    width, height = sizes[0]
    if not width or not height:
        raise PictureError("logo", f"the logo {name!r} does not say its size", "give it a viewBox")
    return width, height


def read_size(attributes: Mapping[str, str]) -> tuple[int, int]:
    """What an `svg` element says of its size, in any unit: the proportions count."""
    width = _LENGTH.match(attributes.get("width", ""))
    height = _LENGTH.match(attributes.get("height", ""))
    if width and height:
        return max(1, round(float(width[1]))), max(1, round(float(height[1])))
    box = attributes.get("viewBox", "").replace(",", " ").split()
    try:
        return (max(1, round(float(box[2]))), max(1, round(float(box[3])))) if box else (0, 0)
    except (IndexError, ValueError, OverflowError):
        return 0, 0
