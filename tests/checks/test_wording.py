"""Terms and names of the glossary, and one translation for one text: what is a fault, what not."""

from pathlib import Path

import pytest

from publisher.build.checking import check_newsroom
from publisher.build.request import BuildRequest
from publisher.model.finding import Finding, Severity

from .examples import NOW, write_glossary, write_newsroom

GLOSSARIES = {
    "my": """\
#, terminology
msgid "migrant worker"
msgstr "ရွှေ့ပြောင်းအလုပ်သမား / ရွှေ့ပြောင်းလုပ်သားများ"

#, terminology
msgid "migrant"
msgstr "ရွှေ့ပြောင်းသွားလာသူ"

#, terminology, forbidden
msgctxt "term, forbidden"
msgid "migrant"
msgstr "ရွှေ့ပြောင်း"

#, terminology
msgctxt "person"
msgid "Ms. Jackie Pollock"
msgstr "မစ္စ ဂျက်ကီ ပေါ်လော့ခ် (Jackie Pollock)"

#, terminology
msgctxt "office"
msgid "Director General"
msgstr "ညွှန်ကြားရေးမှူးချုပ်"

#, terminology
msgid "civil society organisation"
msgstr "အရပ်ဘက် လူမှုအဖွဲ့အစည်း (CSO)"

#, read-only
msgid "CWCC"
msgstr ""

#, terminology
msgid "country of origin"
msgstr "မူရင်းနိုင်ငံ"

#, fuzzy
msgid "river"
msgstr "ချောင်း"
""",
    "km": """\
#, terminology
msgctxt "ministry"
msgid "Ministry of Interior"
msgstr "ក្រសួងមហាផ្ទៃ"

#, terminology
msgid "press release"
msgstr "សេចក្តីប្រកាសព័ត៌មាន"
""",
}
FAULTS = {
    # what: (language, msgid, msgstr, check, severity, the characters at the place)
    "a term, nearly": (
        *("my", "A migrant worker spoke.", "ရွှေ့ပြောင်းအလုပ်သား ပြောကြားသည်။"),
        *("term", Severity.WARNING, "ရွှေ့ပြောင်းအလုပ်သား"),
    ),
    "a term, lost": (
        *("my", "Countries of origin spoke.", "နိုင်ငံများက ပြောကြားသည်။"),
        *("term", Severity.WARNING, "နိုင်ငံ"),
    ),
    "a forbidden word": (
        *("my", "A migrant spoke.", "ရွှေ့ပြောင်းသွားလာသူ ရွှေ့ပြောင်း ပြောကြားသည်။"),
        *("forbidden-term", Severity.ERROR, "ရွှေ့ပြောင်း ပြော"),
    ),
    "a name, misspelled": (
        *("my", "Ms. Jackie Pollock spoke.", "မစ္စ ဂျတ်ကီ ပေါ်လော့ခ် (Jackie Pollock) ပြောသည်။"),
        *("name", Severity.WARNING, "မစ္စ ဂျတ်ကီ"),
    ),
    "a form of address": (
        *("my", "Ms. Jackie Pollock spoke.", "ဂျက်ကီ ပေါ်လော့ခ် (Jackie Pollock) ပြောသည်။"),
        *("name", Severity.WARNING, "ဂျက်ကီ"),
    ),
    "a name by itself": (
        *("my", "Jackie Pollock spoke.", "ဂျတ်ကီ ပေါ်လော့ခ် ပြောသည်။"),
        *("name", Severity.WARNING, "ဂျတ်ကီ"),
    ),
    "a spelling in Latin letters": (
        *("my", "Ms. Jackie Pollock spoke.", "မစ္စ ဂျက်ကီ ပေါ်လော့ခ် ပြောသည်။"),
        *("name", Severity.WARNING, "မစ္စ"),
    ),
    "an office": (
        *("my", "The Director General spoke.", "ညွှန်ကြားရေးမှူး ပြောသည်။"),
        *("name", Severity.WARNING, "ညွှန်"),
    ),
    "letters that stay": (
        *("my", "CWCC spoke.", "စီဒဗလျူစီစီ ပြောသည်။"),
        *("read-only-term", Severity.WARNING, "စီ"),
    ),
    "a ministry": (
        *("km", "The Ministry of Interior spoke.", "ក្រសួងការបរទេសបាននិយាយ។"),
        *("name", Severity.WARNING, "ក្រសួង"),
    ),
}
RIGHT = {
    "another form": ("my", "Migrant workers spoke.", "ရွှေ့ပြောင်းလုပ်သားများ ပြောကြားသည်။"),
    "spaces inside a term": ("my", "A migrant worker spoke.", "ရွှေ့ ပြောင်း အလုပ်သမား ပြောသည်။"),
    "a longer term": ("my", "A migrant worker spoke.", "ရွှေ့ပြောင်းအလုပ်သမား ပြောကြားသည်။"),
    "a forbidden word inside a right one": (
        *("my", "A migrant spoke.", "ရွှေ့ပြောင်းသွားလာသူ ပြောကြားသည်။"),
    ),
    "a name with its spelling": (
        *("my", "Ms. Jackie Pollock spoke."),
        "မစ္စ ဂျက်ကီ ပေါ်လော့ခ် (Jackie Pollock) ပြောသည်။",
    ),
    "a name by itself, with a form of address": (
        *("my", "Jackie Pollock spoke.", "မစ္စ ဂျက်ကီ ပေါ်လော့ခ် ပြောသည်။"),
    ),
    "a term without its acronym": (
        *("my", "A civil society organisation spoke.", "အရပ်ဘက် လူမှုအဖွဲ့အစည်း ပြောသည်။"),
    ),
    "letters before a particle": ("my", "CWCC spoke.", "CWCCက ပြောသည်။"),
    "the other subscript": ("km", "the press release", "សេចក្ដីប្រកាសព័ត៌មាន"),
    "a term in an address": (
        *("my", "[Read this](https://x.org/migrant)", "[ဖတ်ရန်](https://x.org/migrant)"),
    ),
    "what is still in doubt": ("my", "The river rose.", "မြစ်ရေ တက်သည်။"),
}


def find(folder: Path, language: str, msgid: str, msgstr: str) -> list[Finding]:
    """What the glossary's checks find where one message has one translation."""
    write_newsroom(folder, {language: {msgid: msgstr}})
    header = f'msgid ""\nmsgstr ""\n"Language: {language}\\n"\n\n'
    write_glossary(folder, language, header + GLOSSARIES[language])
    return [finding for finding in check_newsroom(folder, (), NOW) if "digits" not in finding.id]


@pytest.mark.parametrize("what", FAULTS)
def test_faults(what: str, tmp_path: Path) -> None:
    """A fault is found once, by its check, as grave as it is, and at its very characters."""
    language, msgid, msgstr, check, severity, shown = FAULTS[what]
    (finding,) = find(tmp_path, language, msgid, msgstr)
    assert (finding.id, finding.severity) == (f"message/{check}", severity)
    assert finding.excerpt[finding.column - 1 :].startswith(shown)
    lines = (tmp_path / finding.path).read_text(encoding="utf-8").splitlines()
    assert lines[finding.line - 1] == finding.excerpt


@pytest.mark.parametrize("what", RIGHT)
def test_what_is_right(what: str, tmp_path: Path) -> None:
    """What follows the glossary is found fault with by no check."""
    assert find(tmp_path, *RIGHT[what]) == []


def test_all_that_is_lost_is_told_together(tmp_path: Path) -> None:
    """One finding names all terms that a text does not say, each with what to write."""
    msgid = "A migrant came from the country of origin."
    found = find(tmp_path, "my", msgid, "သူသည် ထိုအရပ်မှ ရောက်လာခဲ့ခြင်း ဖြစ်သည်။")
    (finding,) = found
    assert "the terms “migrant” and “country of origin” are not said" in finding.message
    assert "migrant = ရွှေ့ပြောင်းသွားလာသူ; country of origin = မူရင်းနိုင်ငံ" in finding.hint


ONE, TWO, THREE = ("2017-07-24-first", "2017-07-24-second", "2017-07-24-third")
LONG = "အစိုးရ နှစ်ရပ်သည် ရွှေ့ပြောင်းအလုပ်သမားများအတွက် အတူတကွ ဆောင်ရွက်ရန် ကတိပြုခဲ့ကြသည်။"


def compare(folder: Path, **releases: dict[str, str]) -> list[Finding]:
    """What is found between the catalogues of releases, by number."""
    for name, texts in releases.items():
        slug = {"one": ONE, "two": TWO, "three": THREE}[name]
        write_newsroom(folder, {"my": texts}, slug=slug)
    found = check_newsroom(folder, (), NOW)
    return [finding for finding in found if finding.id == "message/consistency"]


def test_the_rarer_translation_is_told(tmp_path: Path) -> None:
    """Of three translations of one text, the one that is not as the others, with their place."""
    texts = {"Safe migration": "ဘေးကင်းသော ရွှေ့ပြောင်းသွားလာမှု"}
    other = {"Safe migration": "လုံခြုံသော ရွှေ့ပြောင်းမှု"}
    (finding,) = compare(tmp_path, one=other, two=texts, three=texts)
    assert ONE in finding.path
    assert f"locales/my/LC_MESSAGES/{TWO}.po:5 and 1 more" in finding.message
    assert "ဘေးကင်းသော" in finding.message


def test_of_two_the_later_one_is_told(tmp_path: Path) -> None:
    """Nobody can say which of two is right: the newer release follows the older."""
    texts = {"Safe migration": "ဘေးကင်းသော ရွှေ့ပြောင်းသွားလာမှု"}
    (finding,) = compare(tmp_path, one=texts, two={"Safe migration": "လုံခြုံသော ရွှေ့ပြောင်းမှု"})
    assert (TWO in finding.path, finding.line, finding.column) == (True, 6, 9)


def test_spaces_make_no_variant(tmp_path: Path) -> None:
    """A text is the same however its words are parted."""
    one = {"Safe migration": "ဘေးကင်းသော ရွှေ့ပြောင်းသွားလာမှု"}
    two = {"Safe migration": "ဘေးကင်းသောရွှေ့ပြောင်း\u200bသွားလာမှု"}
    assert compare(tmp_path, one=one, two=two) == []


def test_a_long_translation_stands_once(tmp_path: Path) -> None:
    """A long translation of two texts that have little in common was pasted; a short one, or one
    of two texts that are nearly the same, was not."""
    pledge, other = "The two governments pledged to act.", "Participants met in Yangon today."
    (finding,) = compare(tmp_path / "a", one={pledge: LONG, other: LONG})
    assert f"this also translates “{pledge}”" in finding.message
    assert compare(tmp_path / "b", one={pledge: "ကတိ", other: "ကတိ"}) == []
    near = "The two governments have pledged to act."
    assert compare(tmp_path / "c", one={pledge: LONG}, two={near: LONG}) == []


def test_a_build_compares_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Building one release loads no other to compare with, and finds nothing of this kind."""
    from publisher.build import checking
    from publisher.build.pipeline import build_site
    from publisher.build.store import Store

    def refuse(*_: object) -> list[Finding]:
        raise AssertionError("a build compares catalogues")

    texts = {"Safe migration": "ဘေးကင်းသော ရွှေ့ပြောင်းသွားလာမှု"}
    compare(tmp_path / "news", one=texts, two={"Safe migration": "လုံခြုံသော ရွှေ့ပြောင်းမှု"})
    monkeypatch.setattr(checking, "compare_editions", refuse)
    request = BuildRequest(
        folder=tmp_path / "news", output=tmp_path / "site", slugs=(ONE,), formats=("txt",), now=NOW
    )
    result = build_site(request, Store(tmp_path / "cache"))
    assert "message/consistency" not in {finding.id for finding in result.findings}
