"""More languages by data alone: a release in each of them, built as people build it.

In: `tests/texts`. Out: PDFs of a newsroom in six languages besides English, whose text comes back
whole, in their own faces, with dates and digits as their files say, and with lines that break
only where a reader of the language would.
"""

import datetime as dt
import itertools
import os
import re
from collections.abc import Iterator
from pathlib import Path

import polib
import pytest
from typesetting import LANGUAGES, READERS, list_fonts, list_lines, read_sample
from world import Newsroom

from publisher.build.site import plan_editions
from publisher.build.task import compose
from publisher.model.language import Language
from publisher.model.page import Page
from publisher.render.inspect import score_text, squeeze
from publisher.text.cluster import may_part
from publisher.text.linebreak import strip_marks

TAGS = ("th", "lo", "vi", "shn", "ksw", "mnw")
SLUG = "2017-07-24-sample"
LENGTH = 24
"""How many paragraphs a release has."""

DATES = {
    "th": "24 กรกฎาคม ค.ศ. 2017",
    "lo": "ວັນທີ 24 ກໍລະກົດ 2017",
    "vi": "ngày 24 tháng 7 năm 2017",
    "shn": "ဝၼ်းတီႈ 24 ၸူႇလၢႆႇ 2017",
    "ksw": "လါယူၤလံ ၂၄ သီ, ၂၀၁၇ နံၣ်",
    "mnw": "ဂိတုဂျူလာင် ၂၄၊ ၂၀၁၇",
    "zh-Hans": "2017年7月24日",
}
FACES = {
    "th": {"Noto-Sans-Thai-th", "Noto-Sans-Thai-th-Bold", "Noto-Sans-th", "Noto-Sans-th-Bold"},
    "lo": {"Noto-Sans-Lao-lo", "Noto-Sans-Lao-lo-Bold", "Noto-Sans-lo", "Noto-Sans-lo-Bold"},
    "vi": {"Noto-Serif-vi", "Noto-Serif-vi-Bold", "Noto-Sans-vi", "Noto-Sans-vi-Bold"},
    **{
        tag: {
            *(f"Noto-Sans-Myanmar-{tag}", f"Noto-Sans-Myanmar-{tag}-Bold"),
            *(f"Noto-Sans-{tag}", f"Noto-Sans-{tag}-Bold"),
        }
        for tag in ("shn", "ksw", "mnw")
    },
    "zh-Hans": {"Noto-Sans-SC-zh-Hans", "Noto-Sans-SC-zh-Hans-Bold", "Noto-Sans-zh-Hans"},
}
"""The faces that a page may embed, by the names that PDF programs show."""

RELEASE = f"""\
---
kind: press-release
title: A sample
date: 2017-07-24
place: Yangon
---

{chr(10).join(f"Paragraph {n}.{chr(10)}" for n in range(LENGTH))}
1. First
2. Second

> Paragraph {LENGTH}.
> — Somebody
"""


def make_newsroom(folder: Path, tags: tuple[str, ...]) -> Newsroom:
    """A newsroom whose catalogues are filled with the sample texts."""
    newsroom = Newsroom(folder)
    (folder / "releases" / SLUG).mkdir(parents=True)
    (folder / "releases" / SLUG / "release.md").write_text(RELEASE, encoding="utf-8")
    listed = ", ".join(f'"{tag}"' for tag in ("en", *tags))
    (folder / "publisher.toml").write_text(
        f'[organisation]\nname = "Sample"\n\n[newsroom]\nlanguages = [{listed}]\n',
        encoding="utf-8",
    )
    newsroom.run("sync")
    for tag in tags:
        sample = read_sample(tag)
        words = [
            word for text in sample for word in text.split() if word.isalpha() or len(word) > 2
        ]
        for path in sorted((folder / "locales" / tag).rglob("*.po")):
            catalog = polib.pofile(str(path))
            for index, entry in enumerate(catalog):
                number = re.match(r"Paragraph (\d+)", entry.msgid)
                text = sample[int(number[1]) % len(sample)] if number else words[index % len(words)]
                slots = re.findall(r"\{\w+\}", entry.msgid)
                entry.msgstr = " ".join([escape(text), *slots])
            catalog.save()
    return newsroom


def escape(text: str) -> str:
    """Text as Markdown that says just that."""
    return re.sub(r"([\\`*_{}\[\]<>#!|~])|^(\d+)([.)])", r"\\\1\2\3", text).replace("\\\\", "\\")


def compose_pages(newsroom: Newsroom) -> dict[str, Page]:
    """The pages for paper that the PDFs were made of, by language."""
    tasks = plan_editions(newsroom.folder, dt.datetime.now(dt.UTC), ("pdf",))
    return {task.edition.language: compose(task, "print") for task in tasks}


class Sample:
    """An edition: its language, its page as it was meant, and its PDF."""

    def __init__(self, newsroom: Newsroom, page: Page) -> None:
        self.language: Language = LANGUAGES[page.language]
        self.page = page
        self.data = newsroom.path(f"site/{page.language}/{SLUG}/*.pdf").read_bytes()


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sample]:
    """The editions of one newsroom, by language."""
    newsroom = make_newsroom(tmp_path_factory.mktemp("samples") / "newsroom", TAGS)
    newsroom.build("--format", "pdf")
    return {tag: Sample(newsroom, page) for tag, page in compose_pages(newsroom).items()}


each_tag = pytest.mark.parametrize("tag", TAGS)


@each_tag
def test_the_text_comes_back_whole(samples: dict[str, Sample], tag: str) -> None:
    """Three readers of PDFs give every block back exactly, and nothing else."""
    sample = samples[tag]
    assert sum(map(len, sample.page.blocks)) > 400
    for name, reader in READERS.items():
        score = score_text(reader(sample.data), sample.page)
        assert score.perfect, (name, score)


@each_tag
def test_dates_and_numbers_are_the_languages_own(samples: dict[str, Sample], tag: str) -> None:
    """The date, the list and the page's number are written as the language's file says."""
    check_numbers(samples[tag])


@each_tag
def test_only_the_languages_faces_are_embedded(samples: dict[str, Sample], tag: str) -> None:
    """Nothing is set in a face that the language does not name."""
    check_faces(samples[tag])


@each_tag
def test_lines_break_where_a_reader_would(samples: dict[str, Sample], tag: str) -> None:
    """No line begins inside a cluster or with a sign that may not begin one; in languages that no
    dictionary is for, lines begin after a space or a mark of the author's alone."""
    check_breaks(samples[tag])


@pytest.mark.skipif("PUBLISHER_FACES" not in os.environ, reason="needs Noto Sans SC, 20 MB")
def test_chinese_with_its_face(tmp_path: Path) -> None:
    """With the folder that `tools/fetch_faces.py --family "Noto Sans SC" --to DIR` fills, named by
    PUBLISHER_FACES, all of this holds of Chinese too."""
    newsroom = make_newsroom(tmp_path / "newsroom", ("zh-Hans",))
    (newsroom.folder / "faces").symlink_to(os.environ["PUBLISHER_FACES"])
    newsroom.build("--format", "pdf")
    sample = Sample(newsroom, compose_pages(newsroom)["zh-Hans"])
    for reader in READERS.values():
        assert score_text(reader(sample.data), sample.page).perfect
    check_numbers(sample)
    check_faces(sample)
    check_breaks(sample)
    assert len(sample.data) < 400_000


def check_numbers(sample: Sample) -> None:
    """The date and the counters."""
    language, tag = sample.language, sample.language.tag
    text = squeeze("".join(READERS["PDFium"](sample.data)))
    assert squeeze(DATES[tag]) in text
    first, second = (
        squeeze(language.counter.prefix + language.digits[n] + language.counter.suffix)
        for n in (1, 2)
    )
    assert 0 < text.index(first) < text.index(second)
    (footer,) = [text for text in sample.page.furniture if "\ufffc" in text]
    pattern = re.escape(squeeze(footer)).replace("\ufffc", f"[{language.digits}]")
    assert re.search(pattern, text)
    if language.digits[0] != "0":
        assert not re.search("[0-9]", text)


def check_faces(sample: Sample) -> None:
    """The embedded faces, and of all weights the main one."""
    tag = sample.language.tag
    fonts = list_fonts(sample.data)
    expected = FACES[tag]
    assert fonts <= expected
    assert fonts >= expected - {name for name in expected if name.startswith("Noto-Sans-" + tag)}


def check_breaks(sample: Sample) -> None:
    """Where the lines of a PDF begin."""
    language = sample.language
    rules = language.breaks
    lines = 0
    for block, offset in find_line_starts(sample):
        lines += 1
        assert may_part(block, offset), block[offset - 9 : offset + 9]
        before, after = block[:offset].rstrip(" \u200b"), block[offset]
        assert after not in rules.no_line_start, block[offset - 9 : offset + 9]
        assert before[-1] not in rules.no_line_end, block[offset - 9 : offset + 9]
        if rules.segmenter == "none" and language.script != "Hani":
            assert block[offset - 1] in " \u200b-–—/", block[offset - 9 : offset + 9]
    assert lines > 8


def find_line_starts(sample: Sample) -> Iterator[tuple[str, int]]:
    """The blocks of a page, with the offset of each line that begins inside."""
    lines = [squeeze(line) for line in list_lines(sample.data)]
    text = "".join(lines)
    starts = list(itertools.accumulate(map(len, lines)))
    position = 0
    for block in map(strip_marks, sample.page.blocks):
        dense = squeeze(block)
        at = text.find(dense, position)
        if at < 0:
            continue  # It runs on to the next page, past what stands on every page.
        position = at + len(dense)
        places = [offset for offset, character in enumerate(block) if squeeze(character)]
        yield from ((block, places[start - at]) for start in starts if at < start < position)


def test_a_face_that_is_not_here_is_named(tmp_path: Path) -> None:
    """Chinese needs a face that publisher does not bring: build and check say which, once, and
    name what could not be set. There is no page with boxes, and the other language is there."""
    newsroom = make_newsroom(tmp_path / "newsroom", ("zh-Hans",))
    for command in ("build", "check"):
        said = newsroom.run(command)
        assert said.code == 3
        assert said.stderr.count("[face/missing-family]") == 1
        assert "Noto Sans SC" in said.stderr
        assert "简体中文 (U+7B80" in said.stderr
    assert not (newsroom.site / "zh-Hans").exists()
    assert (newsroom.site / "en" / SLUG / "index.html").is_file()
    assert "zh-Hans" not in (newsroom.site / "index.html").read_text(encoding="utf-8")


def test_a_character_that_no_face_has_is_named(tmp_path: Path) -> None:
    """A letter of another script is a finding at its line, and the edition waits."""
    newsroom = make_newsroom(tmp_path / "newsroom", ("th",))
    path = newsroom.path(f"locales/th/LC_MESSAGES/{SLUG}.po")
    catalog = polib.pofile(str(path))
    entry = catalog.find("A sample")
    entry.msgstr = f"{entry.msgstr} 世界"
    catalog.save()
    said = newsroom.run("build", "--jobs", 1, "--json")
    assert said.code == 1
    (finding,) = [item for item in said.json["findings"] if item["id"] == "message/glyph-coverage"]
    assert "'世' (U+4E16" in finding["message"]
    assert "nor 界" in finding["message"]
    assert finding["path"] == f"locales/th/LC_MESSAGES/{SLUG}.po"
    assert {artifact["language"] for artifact in said.json["artifacts"]} == {"en"}
