"""render.pdf: text in a weight that its markup does not say is set all the same, or not at all."""

import pytest
from printing import FILES, TEXTS, draw_pdf, make_page, print_page, read_pdf

from publisher.model.errors import ContentError
from publisher.model.face import FaceKey
from publisher.render import pdf

KHMER = TEXTS["km"]
BODY = f"<p>{KHMER}</p><p><strong>មេគង្គ</strong></p>"


def test_a_weight_that_only_a_style_asks_for(monkeypatch) -> None:
    """Faces draw what the markup asks of them. Where a theme makes more of the page bold, they are
    made again, so that each draws all; the page looks as if the markup had said so."""
    made = []
    make_faces = pdf.make_faces
    monkeypatch.setattr(
        pdf,
        "make_faces",
        lambda *given, alike: made.append(alike) or make_faces(*given, alike=alike),
    )
    plain = print_page(make_page("km", BODY))
    assert made == [False]
    bold = print_page(make_page("km", BODY, "p{font-weight:700}"))
    assert made == [False, False, True]
    meant = print_page(make_page("km", BODY.replace(KHMER, f"<strong>{KHMER}</strong>")))
    assert draw_pdf(bold) == draw_pdf(meant) != draw_pdf(plain)
    assert read_pdf(bold) == read_pdf(meant)


def test_a_weight_whose_face_lacks_characters(monkeypatch) -> None:
    """Where the face that a style asks for has not got them, nothing is published."""
    latin = FaceKey("Noto Serif", 700)
    monkeypatch.setitem(FILES, FaceKey("Noto Serif Khmer", 700), FILES[latin])
    page = make_page("km", f"<p>{KHMER}</p><p><strong>MMN</strong></p>", "p{font-weight:700}")
    with pytest.raises(ContentError) as caught:
        print_page(page)
    assert [finding.id for finding in caught.value.findings] == ["pdf/not-as-meant"]
