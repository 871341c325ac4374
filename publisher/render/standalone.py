"""A page of the site to one file that stands alone.

In: the HTML of a page, where it stands, and the files of the site that it shows. Out: the same page
with faces and pictures inside it. It asks for nothing: a link to another page leads where that page
is now, or to the site's address, or, where there is none, is text like any other. Whatever a theme
puts into its pages, this holds: it is done to the HTML, not by a template.
"""

import base64
import posixpath
import re
from collections.abc import Mapping
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

_ADDRESS = re.compile(r'url\("([^"]+)"\)')
_ONLY_HERE = frozenset({"srcset", "sizes", "loading", "decoding"})
"""What of a picture means nothing where it is inside the page."""
_MEDIA_TYPES = {
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}


def stand_alone(
    html: str, place: str, files: Mapping[str, bytes], moved: Mapping[str, str], address: str
) -> str:
    """The page that stands at `place`, alone. `files` and `moved` go by paths of the site: the
    bytes of what it shows, and where other files are now, seen from it. `address` is that of the
    site, or empty."""
    inliner = _Inliner(place, files, moved, address)
    inliner.feed(html)
    inliner.close()
    return "".join(inliner.output)


class _Inliner(HTMLParser):
    """Echoes HTML as it is, but for what leads out of the page."""

    def __init__(
        self, place: str, files: Mapping[str, bytes], moved: Mapping[str, str], address: str
    ) -> None:
        super().__init__(convert_charrefs=False)
        self.folder = posixpath.dirname(place)
        self.files = files
        self.moved = moved
        self.address = address
        self.output: list[str] = []
        self.in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Elements that lead elsewhere are changed, or left out."""
        attributes = dict(attrs)
        self.in_style = tag == "style"
        if tag == "source" or (tag == "link" and not self._stays(attributes)):
            return
        if tag == "img":
            kept = {k: v for k, v in attributes.items() if k not in _ONLY_HERE}
            self._write(tag, {**kept, "src": self._inside(attributes.get("src") or "")})
        elif "href" in attributes and tag != "link":
            href = self._lead(attributes["href"] or "")
            rest = {k: v for k, v in attributes.items() if k != "href"}
            self._write(tag, {"href": href, **rest} if href else rest)
        else:
            self.output.append(self.get_starttag_text() or "")

    handle_startendtag = handle_starttag

    def handle_endtag(self, tag: str) -> None:
        """As it is."""
        self.in_style = False
        self.output.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Text as it is; the faces of styles are put inside."""
        if self.in_style:
            data = _ADDRESS.sub(lambda found: f'url("{self._inside(found[1])}")', data)
        self.output.append(data)

    def handle_entityref(self, name: str) -> None:
        """As it is."""
        self.output.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """As it is."""
        self.output.append(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        """As it is."""
        self.output.append(f"<!{decl}>")

    def _write(self, tag: str, attributes: Mapping[str, str | None]) -> None:
        said = "".join(
            f" {name}" if value is None else f' {name}="{escape(value)}"'
            for name, value in attributes.items()
        )
        self.output.append(f"<{tag}{said}>")

    def _path(self, href: str) -> str:
        """The path of the site that a relative address means."""
        return posixpath.normpath(posixpath.join(self.folder, href.partition("#")[0]))

    def _inside(self, href: str) -> str:
        """The file at a relative address, as an address that holds it."""
        path = self._path(href)
        if path not in self.files:
            return href
        media_type = _MEDIA_TYPES[posixpath.splitext(path)[1]]
        return f"data:{media_type};base64,{base64.b64encode(self.files[path]).decode()}"

    def _lead(self, href: str) -> str:
        """Where a link leads from now on; nowhere if empty."""
        if href.startswith(("#", "//")) or urlsplit(href).scheme:
            return href
        path = self._path(href)
        if path in self.moved:
            return self.moved[path]
        return f"{self.address}{path}" if self.address else ""

    @staticmethod
    def _stays(attributes: Mapping[str, str | None]) -> bool:
        """Whether a link of the page's head holds wherever the page lies."""
        return attributes.get("rel") == "canonical" and bool(
            urlsplit(attributes.get("href") or "").scheme
        )
