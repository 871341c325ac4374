"""A mark across every page of a finished PDF.

In: a PDF, and one page that holds the mark, as a PDF. Out: the PDF with the mark over each of its
pages, and everything else in it as it was: text, tags, metadata and attachments. This is the only
module that imports pikepdf.

The mark is an artifact (ISO 32000-1, 14.8.2.2): it belongs to no structure element, so that what
was PDF/A and PDF/UA remains so. Its text comes back when the page is copied, as it is written.
"""

import io

import pikepdf

from publisher.model.errors import ContentError
from publisher.model.finding import Finding

MARK = "/Superseded"
"""The name of the mark among a page's resources: who bears it is not marked twice."""
TAGGING = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})
"""The operators of marked content (ISO 32000-1, 14.6)."""
_OPEN = b"q\n"
_DRAW = b"Q\n/Artifact <</Type /Pagination /Subtype /Watermark>> BDC\nq\n%s Do\nQ\nEMC\n"


def drop_tags(pdf: pikepdf.Pdf) -> pikepdf.Page:
    """The first page, which belongs to no structure any more."""
    first = pdf.pages[0]
    kept = [
        instruction
        for instruction in pikepdf.parse_content_stream(first)
        if str(instruction.operator) not in TAGGING
    ]
    first.obj.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))
    return first


def mark_pages(data: bytes, mark: bytes, name: str) -> bytes:
    """The PDF `data` with the first page of `mark` over each of its pages; a PDF that is marked
    already comes back as it is.

    Raises ContentError where `data`, whose name is `name`, cannot be read.
    """
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf, pikepdf.open(io.BytesIO(mark)) as stamp:
            if any(MARK in page.resources.get("/XObject", {}) for page in pdf.pages):
                return data
            form = pdf.copy_foreign(drop_tags(stamp).as_form_xobject())
            for page in pdf.pages:
                stamped = page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name(MARK))
                page.contents_add(_OPEN, prepend=True)
                page.contents_add(_DRAW % str(stamped).encode())
            target = io.BytesIO()
            pdf.save(target, deterministic_id=True)
            return target.getvalue()
    except pikepdf.PdfError as error:
        raise ContentError(
            Finding(
                id="release/version-file",
                message=f"{name} cannot be read: {error}",
                hint="put the file as it was published into the folder versions/ of the release",
            )
        ) from error
