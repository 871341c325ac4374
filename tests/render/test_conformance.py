"""Every PDF is PDF/A-3a and PDF/UA-1, as page-validation judges; veraPDF is asked in `fidelity`."""

import re

import page
from world import Newsroom

PROFILES = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
STREAM_LENGTH = "PDFA3A-STREAM-LENGTH-001"
"""page-validation 0.11 takes a last byte of data that is CR or LF for the line end after it."""


def stream_lengths_hold(data: bytes) -> bool:
    """Whether `endstream` stands where each stream's /Length says."""
    streams = list(re.finditer(rb"/Length (\d+)[^>]*>>\s*stream\r?\n", data))
    assert streams
    return all(
        data[found.end() + int(found[1]) :].lstrip(b"\r\n").startswith(b"endstream")
        for found in streams
    )


def test_every_pdf_conforms(built_full: Newsroom) -> None:
    """No PDF of the newsroom with every feature breaks a rule of either profile."""
    paths = sorted(built_full.site.rglob("*.pdf"))
    assert len(paths) > 5
    for path in paths:
        assert stream_lengths_hold(path.read_bytes())
        for profile in PROFILES:
            report = page.validate_pdf(path, profile=profile)
            failures = [f for f in report.failures if f.rule_id != STREAM_LENGTH]
            assert not failures, (path.name, [(f.rule_id, f.message) for f in failures])
