"""What a right text layer costs: one edition set by plain WeasyPrint and by us, in one process.

    python benchmarks/document_faces.py [ROUNDS]

Both make PDF/A-3a from the same page, warm. Plain WeasyPrint is given the faces whole, as a user
would declare them; we make the faces of the document, finish the PDF (PDF/UA-1, languages, the
plain text attached), and read it back. Times are medians in milliseconds; the machine may be
noisy, so look at the ratios.
"""

import datetime as dt
import statistics
import sys
import time
import warnings
from collections.abc import Callable
from pathlib import Path

from printers import declare_faces

from publisher.build.resources import use_bundled_fonts

REPOSITORY = Path(__file__).resolve().parent.parent
SLUG = "2016-12-31-myanmar-national-training"


def median_time(work: Callable[[], object], rounds: int) -> float:
    """The median of `rounds` runs after two to warm up, in milliseconds."""
    times = []
    for _ in range(rounds + 2):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times[2:]) * 1000


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    use_bundled_fonts()
    warnings.simplefilter("ignore")
    from publisher.build.faces import FaceLibrary
    from publisher.build.site import plan_editions
    from publisher.build.task import check_text, compose, plaintext
    from publisher.model.page import File
    from publisher.render.engine import BASE_URL, fetcher, weasyprint
    from publisher.render.faces import make_faces
    from publisher.render.pdf import render_pdf

    print("| language | plain WeasyPrint | ours | ours ÷ plain | faces | read back |")
    print("|---|---|---|---|---|---|")
    for task in plan_editions(REPOSITORY, dt.datetime.now(dt.UTC), ("pdf",), [SLUG]):
        library = FaceLibrary(task.faces)
        page = compose(task, "print")
        text = File(path="text.txt", data=plaintext(task))
        html, faces_beside = declare_faces(page, library)
        files = {BASE_URL + name: (data, "font/ttf") for name, data in faces_beside.items()}

        def plain(html: str = html, files: dict[str, tuple[bytes, str]] = files) -> bytes:
            approver = fetcher()
            approver.files = files
            document = weasyprint().HTML(string=html, base_url=BASE_URL, url_fetcher=approver)
            return bytes(document.write_pdf(pdf_variant="pdf/a-3a"))

        def ours(page=page, text=text, edition=task.edition, library=library) -> bytes:  # type: ignore[no-untyped-def]
            data = render_pdf(page, library, {}, text)
            check_text(data, page, edition)
            return data

        data = ours()
        theirs, mine = median_time(plain, rounds), median_time(ours, rounds)
        faces = median_time(
            lambda page=page, library=library: make_faces(page.texts, library), rounds
        )
        back = median_time(
            lambda data=data, page=page, edition=task.edition: check_text(data, page, edition),
            rounds,
        )
        row = [task.edition.language, f"{theirs:.0f}", f"{mine:.0f}", f"{mine / theirs:.2f}"]
        print("| " + " | ".join([*row, f"{faces:.0f}", f"{back:.0f}"]) + " |")


if __name__ == "__main__":
    main()
