"""render.engine: what serves more than one PDF serves each of them alike."""

import os
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from printing import TEXTS, draw_pdf, make_page, print_page, read_pdf
from world import NO_PANGO, PACKAGE, sabotage

from publisher.model.errors import ContentError
from publisher.render import engine

BODY = f"<p>{TEXTS['en']}</p>"


def run_python(program: str, **environment: str) -> str:
    """What a program in a process of its own says."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"PYTHONPATH": str(PACKAGE.parent), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def test_styles_are_read_once() -> None:
    """The sheet of a page's styles is the same object for the next page with the same styles."""
    print_page(make_page("en", BODY, "p{color:#123}"))
    known = engine.read_styles.cache_info()
    print_page(make_page("en", f"<h1>Another</h1>{BODY}", "p{color:#123}"))
    assert engine.read_styles.cache_info().hits == known.hits + 1
    assert engine.read_styles.cache_info().misses == known.misses


@pytest.mark.parametrize("styles", ["p{color:#123", "@media{"])
def test_what_is_wrong_with_styles_is_said_each_time(styles: str) -> None:
    """A sheet that is remembered is not a sheet that is forgiven."""
    said = []
    for _ in range(2):
        try:
            print_page(make_page("en", BODY, styles))
        except ContentError as error:
            said.append([finding.message for finding in error.findings])
    assert len(said) in {0, 2}
    assert said[:1] == said[1:]


@pytest.mark.parametrize(
    "styles",
    [
        '@font-face{font-family:Own;src:url("https://example.org/own.ttf")}',
        '@import url("https://example.org/own.css");',
        'p{background:url("https://example.org/own.png")}',
    ],
    ids=["face", "sheet", "picture"],
)
def test_styles_fetch_nothing(styles: str) -> None:
    """Not the first time, and not when they are remembered."""
    for _ in range(2):
        with pytest.raises(ContentError) as caught:
            print_page(make_page("en", BODY, styles))
        assert {finding.id for finding in caught.value.findings} <= {
            "pdf/unreachable",
            "pdf/not-as-meant",
        }


def test_counters_of_one_page_are_not_those_of_another() -> None:
    """Two languages count with digits of their own, in turn."""
    styles = "@page{@bottom-center{content:counter(page,native)}}"
    for language, digit in (("km", "១"), ("my", "၁"), ("km", "១")):
        data = print_page(make_page(language, f"<p>{TEXTS[language]}</p>", styles))
        assert digit in read_pdf(data)[0].splitlines()[-1]


def test_own_counters_come_after_weasyprints() -> None:
    """A counter style of the page goes before one of the same name that WeasyPrint brings along,
    as it does for every browser."""
    styles = "@counter-style lower-roman{system:cyclic;symbols:'a';suffix:' '}"
    styles += "ol{list-style:lower-roman}"
    data = print_page(make_page("en", f"<ol><li>{TEXTS['en']}</li></ol>", styles))
    assert read_pdf(data)[0].split()[-1] == "a"


def test_a_page_with_two_sheets() -> None:
    """The later of two rules counts, wherever it stands."""
    page = make_page("en", BODY, "p{margin-top:30mm}")
    second = "<style>p{margin-top:0}</style></head>"
    two = replace(page, html=page.html.replace("</head>", second))
    one = make_page("en", BODY, "p{margin-top:0}")
    assert draw_pdf(print_page(two)) == draw_pdf(print_page(one)) != draw_pdf(print_page(page))


def test_importing_leaves_nothing_behind() -> None:
    """The search for shared libraries and the modules that WeasyPrint does not need are as ever
    once it is there; no other process is started."""
    program = """
import ctypes.util, subprocess, sys
find, started = ctypes.util.find_library, []
sys.addaudithook(lambda event, _: started.append(event) if event == "subprocess.Popen" else None)
from publisher.render import engine
engine.weasyprint()
assert ctypes.util.find_library is find
assert not started, started
assert not set(engine.UNUSED) & set(sys.modules)
from fontTools import subset
from fontTools.varLib.instancer import instantiateVariableFont
assert subset.Subsetter and subset.__file__ and instantiateVariableFont.__module__
print("as ever")
"""
    assert run_python(program) == "as ever"


def test_modules_come_when_they_are_called() -> None:
    """What stands in for a module that is not imported yet does what the module does."""
    program = """
from publisher.render import engine
library = engine.weasyprint()
options = library.pdf.fonts.subset.Options(retain_gids=True)
assert options.retain_gids and type(options).__module__ == "fontTools.subset"
print("called")
"""
    assert run_python(program) == "called"


def test_without_pango_it_is_said(tmp_path) -> None:
    """Where a library cannot be loaded, by whichever name, that is an error of the machine."""
    program = """
from publisher.model.errors import EnvironmentProblem
from publisher.render import engine
try:
    engine.weasyprint()
except EnvironmentProblem as error:
    print(error.findings[0].id)
"""
    environment = sabotage(tmp_path, NO_PANGO)
    assert run_python(program, **environment) == "environment/pango"


def test_a_process_does_not_grow_with_the_pdfs_it_makes() -> None:
    """A worker makes any number of PDFs: fonts of those that are done stay nowhere. With what
    Pango 1.50 would keep of each, 60 more take 15 MiB."""
    program = """
import re
from pathlib import Path
from printing import TEXTS, make_page, print_page
page = make_page("km", "<p>" + TEXTS["km"])
def grow(times):
    for _ in range(times):
        print_page(page)
    return int(re.search(r"VmRSS:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
before = grow(20)
print(grow(60) - before)
"""
    if not Path("/proc/self/status").exists():
        pytest.skip("only Linux says how large a process is")
    path = os.pathsep.join([str(PACKAGE.parent), str(Path(__file__).parent)])
    assert float(run_python(program, PYTHONPATH=path)) < 5


def test_the_fonts_of_a_worker_leave_no_files(tmp_path) -> None:
    """A process that ends, or a worker that its pool lets go, takes its fonts' files along."""
    program = """
import multiprocessing, sys
sys.path.insert(0, sys.argv[-1])
def work(_):
    from printing import TEXTS, make_page, print_page
    return print_page(make_page("en", "<p>" + TEXTS["en"])).startswith(b"%PDF")
if __name__ == "__main__":
    with multiprocessing.get_context("forkserver").Pool(2) as pool:
        made = pool.map(work, range(4))
        pool.close()
        pool.join()
    print(all(made), work(0))
"""
    path = tmp_path / "program.py"
    path.write_text(program)
    # The address of a socket has 107 characters at the most: the folder of the test is too deep.
    with tempfile.TemporaryDirectory() as scratch:
        done = subprocess.run(
            [sys.executable, str(path), str(Path(__file__).parent)],
            env={"PYTHONPATH": str(PACKAGE.parent), "TMPDIR": scratch},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert done.stdout.strip() == "True True", done.stderr
        assert not list(Path(scratch).glob("weasyprint-*"))


def test_arrays_of_any_length_are_of_one_type() -> None:
    """Fonts with other numbers of glyphs do not each have C declarations read."""
    ffi = engine.weasyprint().pdf.fonts.ffi
    array = ffi.new("hb_codepoint_t[3]", [5, 6, 7])
    assert list(array) == [5, 6, 7]
    assert ffi.sizeof(array) == 12
    assert ffi.new("unsigned int *", 100)[0] == 100
    assert ffi.sizeof(ffi.new("hb_tag_t[100]")) == 400
    known = len(ffi.ffi._parsed_types)
    for length in range(1, 50):
        ffi.new(f"hb_codepoint_t[{length}]", list(range(length)))
    assert len(ffi.ffi._parsed_types) <= known + 1
