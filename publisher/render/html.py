"""A page for the screen to its HTML, and the faces that it asks for.

In: the page, its languages and the files of the faces. Out: the bytes of index.html, and which
slices of which faces stand in the site's folder of faces.

A slice is a face cut down to an alphabet, so that a reader who has seen one page of a language has
the faces of all: nearly every page is content with its language's own letters and those of English.
A page that needs more takes the whole file; one that needs few letters, to name other languages or
to give an address, takes these alone. A slice keeps every layout rule, as a browser shapes by
itself. Its name carries a digest of what it is made from, so that it may be cached for ever.
"""

import functools
import hashlib
import io
from collections.abc import Iterable, Mapping

import uharfbuzz as hb

from publisher.model.face import FaceKey
from publisher.model.language import Language
from publisher.model.page import FACES_SLOT, FaceSlice, Page
from publisher.render.faces import FaceFiles, FacePlan, plan_faces
from publisher.render.sfnt import ASCENT, DESCENT
from publisher.render.shaping import shaping_font
from publisher.text.ranges import expand_ranges, join_ranges

FACES_FOLDER = "faces"
"""Where the slices stand in a site."""
PAGES = 3
"""A slice that pages share pays when a reader sees so many of them."""


def render_html(
    page: Page, files: FaceFiles, languages: Mapping[str, Language], root: str
) -> tuple[bytes, tuple[FaceSlice, ...]]:
    """The bytes of a page and the slices that it asks for; `root` leads from the page to the
    site."""
    slices = plan_slices(plan_faces(page.texts, files), files, languages)
    rules = [slice_rule(cut, root, alone=len(files[cut.key]) == 1) for cut in slices]
    return page.html.replace(FACES_SLOT, "\n".join(rules), 1).encode(), slices


def plan_slices(
    plan: FacePlan, files: FaceFiles, languages: Mapping[str, Language]
) -> tuple[FaceSlice, ...]:
    """The slice of each file that a page sets text with: the smallest that holds the text."""
    alphabets = [expand_ranges(language.alphabet) for language in languages.values()]
    slices = []
    for key in sorted(plan.stretches):
        for number, stretches in sorted(plan.stretches[key].items()):
            data = files[key][number]
            font = shaping_font(data)
            needed: set[str] = set()
            for stretch in stretches:
                needed.update(stretch.text)
                for word in stretch.text.split():
                    needed.update(map(chr, font.nominal_characters(word, stretch.language)))
            characters = choose_slice(data, frozenset(needed), alphabets)
            path = slice_path(key, data, characters)
            slices.append(FaceSlice(path=path, key=key, number=number, characters=characters))
    return tuple(slices)


def choose_slice(
    data: bytes, needed: frozenset[str], alphabets: Iterable[frozenset[str]]
) -> frozenset[str]:
    """The characters of the file `data` to load for `needed`."""
    held = frozenset(map(chr, shaping_font(data).characters))
    needed &= held
    choices = [close_slice(held & alphabet, data) for alphabet in alphabets]
    fitting = [choice for choice in choices if choice >= needed]
    # Of two as large, the order of code points decides: every page must choose alike.
    shared = min(fitting, key=lambda choice: (len(choice), sorted(choice)), default=held)
    return needed if PAGES * len(needed) <= len(shared) else shared


@functools.lru_cache(maxsize=256)
def close_slice(characters: frozenset[str], data: bytes) -> frozenset[str]:
    """`characters` and those that HarfBuzz looks up when it sets them one by one."""
    font = shaping_font(data)
    closed = set(characters)
    for character in characters:
        closed.update(map(chr, font.nominal_characters(character, "und")))
    return frozenset(closed)


@functools.lru_cache(maxsize=256)
def slice_path(key: FaceKey, data: bytes, characters: frozenset[str]) -> str:
    """Where a slice stands in the site."""
    import brotli
    import fontTools

    made_of = [hashlib.sha256(data).hexdigest(), *join_ranges(characters)]
    made_by = [hb.__version__, fontTools.version, brotli.__version__]
    digest = hashlib.sha256(" ".join([*made_of, *made_by]).encode()).hexdigest()[:12]
    slant = "-italic" if key.italic else ""
    family = key.family.replace(" ", "-").lower()
    return f"{FACES_FOLDER}/{family}-{key.weight}{slant}.{digest}.woff2"


def slice_rule(cut: FaceSlice, root: str, *, alone: bool) -> str:
    """The @font-face rule of a slice, with its range unless it stands `alone` for its face, and
    with the metrics of every document face."""
    key = cut.key
    ranges = "" if alone else f";unicode-range:{','.join(join_ranges(cut.characters))}"
    return (
        f'@font-face{{font-family:"{key.family}";font-weight:{key.weight};'
        f"font-style:{'italic' if key.italic else 'normal'};font-display:swap;"
        f"ascent-override:{ASCENT:.0%};descent-override:{DESCENT:.0%};line-gap-override:0%;"
        f'src:url("{root}{cut.path}") format("woff2"){ranges}}}'
    )


def cut_face(data: bytes, characters: Iterable[str]) -> bytes:
    """A file of a face cut down to `characters`, every layout feature kept, as WOFF2."""
    from fontTools.ttLib import TTFont

    wanted = hb.SubsetInput()
    codes = {ord(character) for character in characters}
    wanted.unicode_set.update(shaping_font(data).substitutes.get(code, code) for code in codes)
    # HarfBuzz keeps a choice of features; inverting the empty set makes that all of them.
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.invert()
    wanted.flags = hb.SubsetFlags.NO_HINTING
    subset = hb.subset(hb.Face(hb.Blob(data)), wanted)
    font = TTFont(io.BytesIO(subset.blob.data), recalcTimestamp=False)
    for table in font["cmap"].tables:
        for code, other in shaping_font(data).substitutes.items():
            if other in table.cmap:
                table.cmap[code] = table.cmap[other]
    font.flavor = "woff2"
    output = io.BytesIO()
    font.save(output, reorderTables=False)
    return output.getvalue()
