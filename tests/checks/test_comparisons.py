"""Translations beside their originals: what is a fault, what is none, and where it is shown."""

from pathlib import Path

import pytest

from publisher.build.checking import check_newsroom
from publisher.checks.message import foreign_script
from publisher.model.finding import Finding, Severity

from .examples import NOW, SLUG, write, write_glossary, write_newsroom
from .parallel import Corpus, Pair, find_faults

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

FAULTS = {
    # what: (language, msgid, msgstr, check, severity, the characters at the place)
    "another page of a site": (
        *("my", "The [report](https://x.org/a).", "[အစီရင်ခံစာ](https://x.org/b)။"),
        *("link", WARNING, "https://x.org/b"),
    ),
    "another host": (
        *("my", "The [report](https://x.org/a).", "[အစီရင်ခံစာ](https://y.org/a)။"),
        *("link", ERROR, "https://y.org/a"),
    ),
    "an address that was added": (
        *("km", "The report.", "របាយការណ៍ https://y.org/a។"),
        *("link", ERROR, "https://y.org/a"),
    ),
    "a name of a placeholder": (
        *("km", "Page {page}", "ទំព័រ {pages}"),
        *("placeholder", ERROR, "{pages}"),
    ),
    "signs that are printed": (
        *("my", "Act **now**.", "ယခု **(လုပ်ဆောင်ပါ)**ပြီ။"),
        *("markup", ERROR, "ယခု"),
    ),
    "a number": ("km", "18 people", "មនុស្ស ៨១នាក់", "number", WARNING, "៨១"),
    "a month": (
        *("my", "on 24 July 2017", "၂၀၁၇ ခုနှစ်၊ ဇွန်လ ၂၄ ရက်တွင်"),
        *("month", WARNING, "ဇွန်"),
    ),
    "one European number": (
        *("my", "18 of 25", "၂၅ ဦးအနက် 18 ဦး"),
        *("digits", WARNING, "18"),
    ),
    "European digits alone": ("my", "18 people", "လူ 18 ဦး", "digits", NOTE, "18"),
    "a stop of a heading": ("km", "Next steps", "ជំហានបន្ទាប់។", "end-stop", WARNING, "។"),
    "a typewriter's mark": (
        *("km", "the theme “work”", 'ប្រធានបទ "ការងារ"'),
        *("quotation-mark", WARNING, '\\"ការងារ'),
    ),
    "a mark that closes nothing": (
        *("my", "the theme “work”", "“အလုပ်”” ခေါင်းစဉ်"),
        *("quotation-mark", WARNING, "” ခေါင်း"),
    ),
    "English in the middle": (
        *("my", "It is late. They all went home.", "နောက်ကျနေပြီ။ They all went home."),
        *("untranslated", WARNING, "They all"),
    ),
    "a letter of Thai": ("km", "people", "មនុสុស្ស", "foreign-script", WARNING, "ส"),
    "the other catalogue's text": (
        *("km", "press release", "သတင်းထုတ်ပြန်ချက်"),
        *("foreign-script", ERROR, "သတင်း"),
    ),
    "a name": (
        *("my", "Jackie Pollock spoke.", "ဂျက်ကီ (Jackie Polock) ပြောသည်။"),
        *("latin-name", WARNING, "Polock"),
    ),
    "a line end": ("my", "press release", "သတင်း\nထုတ်ပြန်ချက်", "line-end", ERROR, "\\n"),
    "a space": ("my", "press release", "သတင်းထုတ်ပြန်ချက် ", "outer-space", WARNING, ' "'),
    "only spaces": ("my", "press release", " ", "outer-space", ERROR, ' "'),
}

RIGHT = {
    "the page for the language": (
        *("my", "The [report](https://x.org/en/report.en.pdf)."),
        "[အစီရင်ခံစာ](https://x.org/my/report.my.pdf)။",
    ),
    "a name in glosses": (
        *("my", "The Workers Solidarity Association (WSA) of Thailand"),
        "အလုပ်သမား သွေးစည်းညီညွတ်ရေးအသင်း (Workers Solidarity Association, WSA)",
    ),
    "a question": ("my", "What can they do?", "မည်သို့ ဆောင်ရွက်နိုင်သနည်း။"),
    "a list is introduced": ("my", "They agreed on these:", "အောက်ပါတို့ကို သဘောတူခဲ့ကြသည်။"),
    "a label": ("my", "Telephone:", "ဖုန်း –"),
    "items of a Khmer list": ("km", "rice, fish and salt", "អង្ករ, ត្រី និងអំបិល"),
    "a number with its separators": ("my", "1,234.5 people", "လူ ၁,၂၃၄.၅ ဦး"),
    "a number of a list": ("km", "12. Rice", "១២. អង្ករ"),
    "an abbreviation": ("km", "in 2017 CE", "នៅឆ្នាំ២០១៧ គ.ស."),
    "and so on": ("km", "rice and so on", "អង្ករ។ល។"),
    "repetition with its sign": ("km", "small groups", "ក្រុមតូចៗ"),
    "a name that is doubled": ("km", "Daw Khin Khin", "ដ ឃិន ឃិន"),
    "guillemets in Khmer": ("km", "“We share one river.”", "«យើងប្រើទន្លេតែមួយ។»"),
    "an apostrophe": ("my", "Women’s Action Network", "Women’s Action Network"),
    "a program's version": ("my", "Windows 10 and 25 people", "Windows 10 နှင့် လူ ၂၅ ဦး"),
    "an acronym alone": ("my", "PDF", "PDF"),
    "a month as a number": ("my", "on 12 February 2021", "၁၂-၂-၂၀၂၁"),
    "May and March as words": ("km", "They may march.", "ពួកគេអាចដើរដង្ហែ។"),
}


def find(folder: Path, language: str, msgid: str, msgstr: str) -> tuple[Finding, ...]:
    """What is found where one message has one translation."""
    return check_newsroom(write_newsroom(folder, {language: {msgid: msgstr}}), (), NOW)


@pytest.mark.parametrize("what", FAULTS)
def test_faults(what: str, tmp_path: Path) -> None:
    """A fault is found by its check, as grave as it is, and at its very characters in the file."""
    language, msgid, msgstr, check, severity, shown = FAULTS[what]
    found = find(tmp_path, language, msgid, msgstr)
    (finding,) = [one for one in found if one.id == f"message/{check}"]
    assert finding.severity is severity
    lines = (tmp_path / finding.path).read_text(encoding="utf-8").splitlines()
    assert lines[finding.line - 1][finding.column - 1 :].startswith(shown)


@pytest.mark.parametrize("what", RIGHT)
def test_what_is_right(what: str, tmp_path: Path) -> None:
    """What a good translator writes is found fault with by no check."""
    language, msgid, msgstr = RIGHT[what]
    found = find(tmp_path, language, msgid, msgstr)
    assert [one for one in found if one.severity is not NOTE] == []


def test_letters_of_the_original() -> None:
    """Letters of another script that the original has too are meant."""
    pairs = [Pair("the word ไทย", "ไทย ဟူသော စကားလုံး")]
    assert find_faults(Corpus("example", "my", pairs), foreign_script.CHECK) == []


def test_what_readers_do_not_see(tmp_path: Path) -> None:
    """Fuzzy, obsolete and empty messages are not held against anything."""
    write_newsroom(tmp_path, {"my": {"18 people": "", "25 people": ""}})
    path = tmp_path / "locales" / "my" / "LC_MESSAGES" / f"{SLUG}.po"
    text = path.read_text(encoding="utf-8")
    text = text.replace('msgid "18 people"\nmsgstr ""', '#, fuzzy\nmsgid "18 people"\nmsgstr "၈၁"')
    write(path, text + '\n#~ msgid "30 people"\n#~ msgstr "၃"\n')
    assert check_newsroom(tmp_path, (), NOW) == ()


def test_a_mend_of_the_original_counts(tmp_path: Path) -> None:
    """A translation is held against what English readers see, which may be a mend of the msgid."""
    texts = {"18 people": "လူ ၂၈ ဦး"}
    assert find(tmp_path / "one", "my", "18 people", "လူ ၂၈ ဦး") != ()
    write_newsroom(tmp_path / "two", {"my": texts, "en": {"18 people": "28 people"}})
    assert check_newsroom(tmp_path / "two", (), NOW) == ()


def test_a_mend_keeps_placeholders(tmp_path: Path) -> None:
    """A mend is no translation: its words may change, its placeholders may not."""
    write_newsroom(tmp_path, {"en": {"Page {page} of 3": "Page {pages} of four"}})
    found = check_newsroom(tmp_path, (), NOW)
    assert {finding.id for finding in found} == {"message/placeholder"}


def test_a_habit_is_told_once(tmp_path: Path) -> None:
    """Where most sentences of a catalogue have no full stop, one finding says so."""
    names = ["Rice", "Fish", "Salt", "Water", "Wood"]
    words = ["ဆန်", "ငါး", "ဆား", "ရေ", "သစ်"]
    texts = {f"{name} is here.": f"{word} ရှိသည်" for name, word in zip(names, words, strict=True)}
    write_newsroom(tmp_path, {"my": texts})
    (finding,) = check_newsroom(tmp_path, (), NOW)
    assert "so 5 of 5 texts (lines 5, 8, 11, 14, 17)" in finding.message


def test_the_glossary_lets_names_stay(tmp_path: Path) -> None:
    """What the glossary translates as itself is no copy, and may not be lost."""
    messages = {"Facebook": "Facebook", "They met on Facebook.": "ဖေ့စ်ဘုတ်ပေါ်တွင် တွေ့ဆုံသည်။"}
    write_newsroom(tmp_path, {"my": messages})
    before = {finding.id for finding in check_newsroom(tmp_path, (), NOW)}
    assert before == {"message/untranslated"}
    text = 'msgid ""\nmsgstr ""\n"Language: my\\n"\n\nmsgid "Facebook"\nmsgstr "Facebook"\n'
    write_glossary(tmp_path, "my", text)
    after = [finding.id for finding in check_newsroom(tmp_path, (), NOW)]
    assert after == ["message/read-only-term"]
