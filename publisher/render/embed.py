"""A page for the screen to one file that asks for nothing else.

In: the page and the files of the faces. Out: its bytes, with the faces inside it, cut to what it
shows. A character that no face has is left to the reader's own fonts.
"""

import base64
from collections.abc import Iterable
from dataclasses import replace

from publisher.model.page import FACES_SLOT, FaceUse, Page
from publisher.render.faces import FaceFiles, existing_face, plan_faces
from publisher.render.html import cut_face, plan_slices, slice_rule
from publisher.render.shaping import shaping_font


def embed_faces(page: Page, files: FaceFiles) -> bytes:
    """The bytes of a page that stands alone."""
    texts = {use: keep_settable(use, words, files) for use, words in page.texts.items()}
    rules = []
    # Without alphabets to share with other pages, a slice holds what this page needs, or all.
    for cut in plan_slices(plan_faces(texts, files), files, {}):
        data = base64.b64encode(cut_face(files[cut.key][cut.number], cut.characters)).decode()
        inside = replace(cut, path=f"data:font/woff2;base64,{data}")
        rules.append(slice_rule(inside, "", alone=len(files[cut.key]) == 1))
    return page.html.replace(FACES_SLOT, "\n".join(rules), 1).encode()


def keep_settable(use: FaceUse, words: Iterable[str], files: FaceFiles) -> tuple[str, ...]:
    """`words` without the characters that none of their faces holds."""
    keys = [existing_face(files, name, use.weight, use.italic) for name in use.families]
    held = {
        chr(code)
        for key in keys
        if key is not None
        for data in files[key]
        for code in shaping_font(data).characters
    }
    return tuple("".join(filter(held.__contains__, text)) for text in words)
