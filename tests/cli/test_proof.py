"""`proof` makes one file with all that a translator wants to see."""

import re
from html import unescape

import pytest
from world import Newsroom, read_sources

SLUG = "2024-02-10-water-for-two-deltas"
NAME = f"{SLUG}.my.proof.html"


def cards(page: str) -> list[str]:
    """The messages of a proof, as text without elements."""
    articles = re.findall(r"<article.*?</article>", page, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]*>", "", article)).split()) for article in articles]


def card(page: str, words: str) -> str:
    """The first message of a proof that holds `words`."""
    return next(found for found in cards(page) if words in found)


def test_proof(full: Newsroom) -> None:
    """The file stands where one is, under the edition's name; the newsroom is left as it is, and
    a second proof has the same bytes. A face inside is cut: the file fits into an e-mail."""
    before = read_sources(full)
    said = full.run("proof", SLUG, "-l", "my")
    assert (said.code, said.stdout, said.stderr) == (0, f"{NAME}\n", "")
    data = (full.folder / NAME).read_bytes()
    assert 20_000 < len(data) < 400_000
    assert full.run("proof", SLUG, "-l", "my", "-o", "again/p.html").code == 0
    assert (full.folder / "again" / "p.html").read_bytes() == data
    (full.folder / NAME).unlink()
    (full.folder / "again" / "p.html").unlink()
    assert read_sources(full) == before


def test_what_is_known_of_a_message(full: Newsroom) -> None:
    """States, the words that changed, what translators noted, terms and findings stand with the
    message that they are about."""
    full.edit(
        "locales/my/LC_MESSAGES/2024-02-*.po",
        'msgid "Findings"',
        '# Is this the right word?\n#, fuzzy\n#| msgid "First findings"\nmsgid "Findings"',
    )
    full.edit("locales/my/LC_MESSAGES/2024-02-*.po", 'msgstr "ရေတွင်းများ ဆားငန်လာသည်။"', 'msgstr ""')
    full.edit("locales/my/LC_MESSAGES/2024-02-*.po", "ဆယ်နှစ်ကြာ နှိုင်းယှဉ်", "ဆယ်နှစ်ကြာ  နှိုင်းယှဉ်")
    assert full.run("proof", SLUG, "-l", "my").code == 0
    page = (full.folder / NAME).read_text(encoding="utf-8")
    fuzzy = card(page, "The English has changed")
    assert " fuzzy " in fuzzy
    assert "Is this the right word?" in fuzzy
    assert "Readers see the English until this is done." in fuzzy
    assert "<del>First findings</del><ins>Findings</ins>" in page
    missing = card(page, "Wells turn salty.")
    assert " untranslated " in missing
    assert "Not translated yet." in missing
    doubled = card(page, "The study compares two deltas over ten years.")
    assert "message/repetition" in doubled or "two spaces" in doubled
    text = unescape(re.sub(r"<[^>]*>", "", page))
    assert "This edition is a draft: 1 messages untranslated, 1 fuzzy" in text


def test_lines_of_the_pdf(full: Newsroom) -> None:
    """A text that runs over several lines on paper is shown in these lines, complete."""
    sentence = "လေ့လာမှုသည် မြစ်ဝကျွန်းပေါ်ဒေသ နှစ်ခုကို ဆယ်နှစ်ကြာ နှိုင်းယှဉ်ထားသည်။"
    full.edit("locales/my/LC_MESSAGES/2024-02-*.po", sentence, " ".join([sentence] * 4))
    assert full.run("proof", SLUG, "-l", "my").code == 0
    page = (full.folder / NAME).read_text(encoding="utf-8")
    shown = [
        re.findall(r"<li>(.*?)</li>", found)
        for found in re.findall(r"<ol.*?</ol>", page, re.DOTALL)
    ]
    lines = next(found for found in shown if len(found) > 2)
    text = re.sub(r"<[^>]*>", "", "".join(lines))
    assert text.replace(" ", "") == (sentence * 4).replace(" ", "")


def test_lines_of_a_pdf_with_a_logo(full: Newsroom) -> None:
    """They are those of the PDF as it is made, logo and all."""
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M0 0h9v3z"/></svg>'
    (full.folder / "logo.svg").write_text(svg, encoding="utf-8")
    full.edit("publisher.toml", "[theme]", '[theme]\nlogo = "logo.svg"')
    assert full.run("proof", SLUG, "-l", "my").code == 0
    page = (full.folder / NAME).read_text(encoding="utf-8")
    assert "The lines of the PDF are not shown" not in page


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["2024-02-10-water-for-two-delta", "-l", "my"], "did you mean '2024-02-10-water"),
        ([SLUG, "-l", "mi"], "this newsroom has no language 'mi'"),
        ([SLUG], "Missing option '-l'"),
        ([], "Missing argument"),
    ],
)
def test_wrong_arguments(arguments: list[str], says: str, full: Newsroom) -> None:
    """A release or a language that is not there is a usage error, and nothing is made."""
    before = read_sources(full)
    said = full.run("proof", *arguments)
    assert (said.code, said.stdout) == (2, "")
    assert says in said.stderr
    assert read_sources(full) == before


def test_a_catalogue_that_cannot_be_read(full: Newsroom) -> None:
    """The proof is made all the same; what is wrong stands in it and is said, with exit code 1."""
    full.edit("locales/my/LC_MESSAGES/2024-02-*.po", 'msgstr "တွေ့ရှိချက်များ"', 'msgstr "တွေ့ရှိချက်များ')
    said = full.run("proof", SLUG, "-l", "my")
    assert said.code == 1
    assert "catalogue/unclosed-quote" in said.stderr
    assert "catalogue/unclosed-quote" in (full.folder / NAME).read_text(encoding="utf-8")


def test_where_nothing_can_be_written(full: Newsroom) -> None:
    """A place that cannot be written to is a fault of the machine."""
    said = full.run("proof", SLUG, "-l", "my", "-o", "publisher.toml/p.html")
    assert said.code == 3
    assert "cannot be written" in said.stderr
