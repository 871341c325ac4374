"""The page of a PDF as a picture, for places that show no PDFs.

In: a PDF. Out: a JPEG of its one page, or nothing where the text did not find room on it. The same
PDF gives the same bytes: PDFium and the encoder are part of the key of all that is kept
(build.engine).
"""

import io

import pypdfium2

MAX_BYTES = 300_000
"""WhatsApp shows no larger picture with a link; others are content with less."""
QUALITIES = (90, 80, 65, 45, 25)
"""Of the JPEG, best first: text keeps its edges above 80 or so."""
EDGE = 36.0
"""How near text may come to the side of a page, in points."""


def photograph_page(data: bytes, size: tuple[int, int]) -> bytes | None:
    """The page of a PDF at `size`, in pixels, if it is the only one and holds its text."""
    document = pypdfium2.PdfDocument(data)
    try:
        if len(document) != 1 or not holds_text(document[0]):
            return None
        page = document[0]
        bitmap = page.render(scale=size[0] / page.get_width())
        image = bitmap.to_pil().convert("RGB").crop((0, 0, *size))
        page.close()
    finally:
        document.close()
    for quality in QUALITIES:
        output = io.BytesIO()
        # Chroma of full resolution: letters in a colour stay sharp.
        image.save(output, "JPEG", quality=quality, optimize=True, subsampling=0)
        if output.tell() <= MAX_BYTES:
            break
    return output.getvalue()


def holds_text(page: pypdfium2.PdfPage) -> bool:
    """Whether no line runs out of a page to the side, as one does that cannot be broken."""
    text = page.get_textpage()
    rectangles = [text.get_rect(number) for number in range(text.count_rects())]
    text.close()
    right = page.get_width() - EDGE
    return all(rectangle[0] >= EDGE and rectangle[2] <= right for rectangle in rectangles)
