"""What of a returned catalogue may be taken, and where a catalogue belongs."""

import shutil
from pathlib import Path

import pytest
from world import ROOT

from publisher.build.intake import take_in
from publisher.build.origin import find_domain, find_language
from publisher.build.resources import bundled_languages
from publisher.build.vetting import vet_offers
from publisher.load.po import load_catalog, parse_catalog
from publisher.model.errors import ContentError
from publisher.model.source import SourceFile
from publisher.text.po import CatalogFile
from publisher.text.po import quote_string as quote
from publisher.translate.merge import Offer

LANGUAGES = {tag: bundled_languages()[tag] for tag in ("en", "my", "km")}
BURMESE, KHMER = "သတင်းထုတ်ပြန်ချက်", "សេចក្ដីប្រកាសព័ត៌មាន"


def read(entries: str, language: str = "my", path: str = "x.po") -> CatalogFile:
    """A catalogue with a header that names a language."""
    header = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n\n'
    return parse_catalog(SourceFile(path=path, text=header + entries))


def vet(original: str, text: str, flags: str = "", language: str = "my") -> list[str]:
    """What is said of one message that came back."""
    file = read(f"{flags}msgid {quote(original)}\nmsgstr {quote(text)}\n", language)
    vetted = vet_offers(
        [Offer(entry=entry) for entry in file.entries],
        LANGUAGES[language],
        "x.po",
        is_source=language == "en",
        convert=False,
    )
    assert bool(vetted.offers) != bool(vetted.findings)
    assert all(finding.line == 5 + flags.count("\n") for finding in vetted.findings)
    return [finding.message for finding in vetted.findings]


@pytest.mark.parametrize(
    ("original", "text", "said"),
    [
        ("Page {page}", BURMESE, "the placeholder {page} is lost"),
        ("Page", f"{BURMESE} {{page}}", "nothing fills the placeholder {page}"),
        ("**Now**", BURMESE, "bold text: 1 in the original, none here"),
        ("See [it](https://a.org)", BURMESE, "link: 1 in the original, none here"),
        ("one", f"*{BURMESE}*", "emphasis: none in the original, 1 here"),
        ("Press release", KHMER, "it is in the script Khmr, not in Burmese"),
        ("Press release", "Press release", "it is the original, not a translation"),
    ],
)
def test_losses_are_refused(original: str, text: str, said: str) -> None:
    """Each with what is lost; the same text, fuzzy, is shown to nobody and taken."""
    assert vet(original, text) == [f"not taken: {said}"]
    assert vet(original, text, "#, fuzzy\n") == []


@pytest.mark.parametrize(
    ("original", "text"),
    [
        ("Page {page}", f"{BURMESE} {{page}}"),
        ("MMN Secretariat", "MMN Secretariat"),
        ("info@example.org", "info@example.org"),
        (f"The Khmer word {KHMER}", KHMER),
        ("press release", f"{BURMESE} (press release)"),
    ],
)
def test_what_is_sound_is_taken(original: str, text: str) -> None:
    """Names and addresses stay as they are, and so do letters that the original has."""
    assert vet(original, text) == []


def test_english_may_be_mended() -> None:
    """A mend of the source keeps its placeholders; its markup may change."""
    assert vet("A **typo** {page}", "A *typo* {page}", language="en") == []
    assert vet("{page}", "page", language="en") == ["not taken: the placeholder {page} is lost"]


def test_a_language_is_told_by_header_and_script() -> None:
    """The header counts where it names a language of the newsroom, in any of its spellings, and the
    text agrees; else the script tells, where one language has it."""
    burmese, khmer = (f'msgid "a"\nmsgstr "{text}"\n' for text in (BURMESE, KHMER))
    assert find_language(read(burmese, "my_MM"), LANGUAGES) == ("my", True)
    assert find_language(read('msgid "a"\nmsgstr ""\n', "KM"), LANGUAGES) == ("km", True)
    assert find_language(read(khmer, ""), LANGUAGES) == ("km", False)
    assert find_language(read(khmer, "fr"), LANGUAGES) == ("km", False)
    for text, said in ((khmer, "my"), (burmese, "en"), ('msgid "a"\nmsgstr "b"\n', "")):
        with pytest.raises(ContentError):
            find_language(read(text, said), LANGUAGES)


def test_a_domain_is_told_by_its_messages() -> None:
    """That which knows most of them; the name decides between equals, and half are enough."""
    file = read('msgid "a"\nmsgstr ""\n\nmsgid "b"\nmsgstr ""\n', path="mail/two (1).po")
    a, b = (entry.key for entry in file.entries)
    assert find_domain(file, {"one": {a}, "two": {b, a}}) == "two"
    assert find_domain(file, {"one": {a}, "two": {b}}) == "two"
    assert find_domain(file, {"one": {a}, "other": set()}) == "one"
    with pytest.raises(ContentError, match="0 of its 2 messages"):
        find_domain(file, {"one": set(), "two": set()})


def test_a_whole_newsroom_comes_back_as_it_was(tmp_path: Path) -> None:
    """This repository's catalogues, emptied, and taken in from copies under other names: every
    file is what it was, to the byte, and no message of real texts is refused."""
    for name in ("locales", "releases", "templates"):
        shutil.copytree(ROOT / name, tmp_path / name)
    shutil.copy(ROOT / "publisher.toml", tmp_path)
    files: dict[Path, bytes] = {}
    for number, path in enumerate(sorted(tmp_path.glob("locales/[mk]*/LC_MESSAGES/*.po"))):
        if path.stem == "glossary":
            continue
        files[path] = path.read_bytes()
        (tmp_path / f"{number}.po").write_bytes(files[path])
        catalog = load_catalog(tmp_path, path.relative_to(tmp_path).as_posix())
        lines: list[str] = []
        for line in files[path].decode().split("\n"):
            inside = bool(lines) and lines[-1] == 'msgstr ""' and line.startswith('"')
            header = len(lines) < len(catalog.text.entries[0].lines)
            if header or not (inside or line.startswith("msgstr ")):
                lines.append(line)
            elif not inside:
                lines.append('msgstr ""')
        path.write_text("\n".join(lines), encoding="utf-8")
    sent = [(path, path.name) for path in sorted(tmp_path.glob("*.po"))]
    intake = take_in(tmp_path, sent)
    assert not intake.findings
    assert len(intake.apply()) == len(files)
    assert {path: path.read_bytes() for path in files} == files
    assert not take_in(tmp_path, sent).changed


def test_without_pyicu_the_way_out_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where nothing can convert, the messages are refused, and what to install is named."""

    def fail(text: str) -> str:
        raise ModuleNotFoundError(text)

    monkeypatch.setattr("publisher.build.vetting.convert_zawgyi", fail)
    zawgyi = "ျမန္မာႏိုင္ငံတြင္ ေရႊ႕ေျပာင္းအလုပ္သမားမ်ား ေတြ႕ဆံုေဆြးေႏြးခဲ့ၾကသည္။"
    file = read(f'msgid "a"\nmsgstr "{zawgyi}"\n')
    offers = [Offer(entry=entry) for entry in file.entries]
    vetted = vet_offers(offers, LANGUAGES["my"], "x.po", is_source=False, convert=True)
    assert not vetted.offers
    (finding,) = vetted.findings
    assert finding.id == "environment/zawgyi"
    assert "publisher[zawgyi]" in finding.hint
