"""A page for the screen to its files: HTML, its pictures and its faces.

In: the page and the files of the faces. Out: bytes by path beside the page. Each face is subset
to what the page says and keeps its own layout rules, as a browser shapes by itself; its name
carries a digest, so that it may be cached for ever.
"""

import functools
import hashlib
import io
from collections.abc import Iterable, Mapping

import uharfbuzz as hb

from publisher.model.face import FaceKey
from publisher.model.page import FACES_SLOT, File, Page
from publisher.model.picture import Picture
from publisher.render.faces import FaceFiles, FacePlan, plan_faces
from publisher.render.sfnt import ASCENT, DESCENT
from publisher.render.shaping import shaping_font

FACES_FOLDER = "faces"
"""Where a page's own faces stand, beside it."""


def render_html(
    page: Page, files: FaceFiles, pictures: Mapping[str, Picture]
) -> tuple[bytes, tuple[File, ...]]:
    """The bytes of index.html, and the files beside it by relative path."""
    faces, rules = make_web_faces(plan_faces(page.texts, files), files)
    html = page.html.replace(FACES_SLOT, "\n".join(rules), 1)
    images = [File(path=address, data=picture.data) for address, picture in pictures.items()]
    return html.encode(), (*faces, *images)


def make_web_faces(plan: FacePlan, files: FaceFiles) -> tuple[list[File], list[str]]:
    """The WOFF2 files of a plan, and their @font-face rules."""
    faces: list[File] = []
    rules: list[str] = []
    for key in sorted(plan.stretches):
        for number, stretches in sorted(plan.stretches[key].items()):
            data = files[key][number]
            characters: set[str] = set()
            for stretch in stretches:
                characters.update(stretch.text)
                for word in stretch.text.split():
                    font = shaping_font(data)
                    characters.update(map(chr, font.nominal_characters(word, stretch.language)))
            subset = subset_face(data, frozenset(characters))
            digest = hashlib.sha256(subset).hexdigest()[:12]
            name = f"{FACES_FOLDER}/{key.family.replace(' ', '-').lower()}-{key.weight}"
            name += ("-italic" if key.italic else "") + f".{digest}.woff2"
            faces.append(File(path=name, data=subset))
            rules.append(web_face_rule(key, name, characters if len(files[key]) > 1 else ()))
    return faces, rules


def web_face_rule(key: FaceKey, name: str, characters: Iterable[str]) -> str:
    """The @font-face rule of a file, with its range where its face has several, and with the
    metrics of every document face."""
    codes = sorted(ord(character) for character in characters)
    ranges = ""
    if codes:
        ranges = ";unicode-range:" + ",".join(f"U+{code:X}" for code in codes)
    return (
        f'@font-face{{font-family:"{key.family}";font-weight:{key.weight};'
        f"font-style:{'italic' if key.italic else 'normal'};font-display:swap;"
        f"ascent-override:{ASCENT:.0%};descent-override:{DESCENT:.0%};line-gap-override:0%;"
        f'src:url("{name}") format("woff2"){ranges}}}'
    )


@functools.lru_cache(maxsize=256)
def subset_face(data: bytes, characters: frozenset[str]) -> bytes:
    """A face cut down to `characters`, every layout feature kept, as WOFF2."""
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
