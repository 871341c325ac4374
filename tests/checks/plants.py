"""Errors as translators make them, planted into translations that are right.

In: a translation with its original. Out: the same with one error, or None where there is nothing
that could go wrong so. Each says which check must find it.

A long module, because it is one table of errors, each with the function that plants it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from publisher.text.address import find_mails, find_phones, find_placeholders, mask_objects
from publisher.text.cluster import split_clusters
from publisher.text.numbers import find_numbers, fold_digits
from publisher.text.punctuation import count_english_sentences
from publisher.text.scripts import find_latin_words
from publisher.text.terms import Glossary, Term, read_terms

from .parallel import LANGUAGES, Pair, read_glossary

Plant = Callable[[Pair, str], str | None]
STOPS = {"my": "။", "km": "។"}
LETTERS = {"my": "[က-အ]", "km": "[ក-អ]"}
OTHER = {
    "my": "សេចក្ដីប្រកាសព័ត៌មានស្ដីពីទេសន្តរប្រវេសន៍",
    "km": "ရွှေ့ပြောင်းအလုပ်သမားများဆိုင်ရာ သတင်းထုတ်ပြန်ချက်",
}
WORDS = {
    "my": {
        "three": ("သုံး", "ရှစ်"),
        "four": ("လေး", "ခြောက်"),
        "six": ("ခြောက်", "ကိုး"),
        "nine": ("ကိုး", "ရှစ်"),
    },
    "km": {
        "three": ("បី", "បួន"),
        "four": ("បួន", "ប្រាំបី"),
        "six": ("ប្រាំមួយ", "ប្រាំបួន"),
    },
}
"""Numbers in English words, with what they are in the translation and what is planted there."""


def replace_once(old: str, new: str, text: str) -> str | None:
    """`text` with the first `old` replaced, or None where there is none."""
    return text.replace(old, new, 1) if old in text else None


def numbers_in(pair: Pair, tag: str, least: int = 1) -> list[tuple[int, int]]:
    """The places of the numbers of a translation with at least so many digits."""
    return [
        (n.start, n.end)
        for n in find_numbers(mask_objects(pair.text), tag)
        if len(n.digits) >= least and not n.joined
    ]


def change_digit(pair: Pair, tag: str) -> str | None:
    """One digit is another."""
    for _, end in numbers_in(pair, tag):
        digits = LANGUAGES[tag].digits
        value = int(fold_digits(pair.text[end - 1]))
        return pair.text[: end - 1] + digits[(value + 3) % 10] + pair.text[end:]
    return None


def drop_digit(pair: Pair, tag: str) -> str | None:
    """One digit is not there."""
    for start, _ in numbers_in(pair, tag, least=2):
        return pair.text[:start] + pair.text[start + 1 :]
    return None


def double_digit(pair: Pair, tag: str) -> str | None:
    """One digit is there twice."""
    for start, _ in numbers_in(pair, tag):
        return pair.text[:start] + pair.text[start] + pair.text[start:]
    return None


def drop_number(pair: Pair, tag: str) -> str | None:
    """A number that is there once is not there."""
    for start, end in numbers_in(pair, tag, least=2):
        if pair.text.count(pair.text[start:end]) == 1:
            return pair.text[:start] + pair.text[end:]
    return None


def change_word(pair: Pair, tag: str) -> str | None:
    """A number in words is another."""
    for word, (old, new) in WORDS[tag].items():
        if re.search(rf"\b{word}\b(?!-)", pair.original) and pair.text.count(old) == 1:
            return pair.text.replace(old, new)
    return None


def change_month(pair: Pair, tag: str) -> str | None:
    """A month of a date is another."""
    months = LANGUAGES[tag].dates.months
    for index, month in enumerate(LANGUAGES["en"].dates.months):
        if re.search(rf"\d {month}|{month} \d", pair.original) and months[index] in pair.text:
            return pair.text.replace(months[index], months[(index + 1) % 12])
    return None


def swap_link(pair: Pair, _: str) -> str | None:
    """A link leads to another page."""
    return replace_once(
        "https://www.example.org/reports/2016", "https://www.example.org/reports/2017", pair.text
    )


def change_host(pair: Pair, _: str) -> str | None:
    """A link leads to another host."""
    found = re.search(r"(https?://[\w.]*?)\.(example|org)", pair.text)
    return pair.text[: found.end(1)] + "x" + pair.text[found.end(1) :] if found else None


def lose_link(pair: Pair, _: str) -> str | None:
    """The words of a link are left, the link is not."""
    lost = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", pair.text)
    return None if lost == pair.text else lost


def break_link(pair: Pair, _: str) -> str | None:
    """A space parts the brackets of a link."""
    return replace_once("](", "] (", pair.text)


def lose_bold(pair: Pair, _: str) -> str | None:
    """Bold text is not bold."""
    return None if "**" not in pair.text else pair.text.replace("**", "")


def lose_emphasis(pair: Pair, _: str) -> str | None:
    """Emphasised text is not emphasised."""
    found = re.search(r"(?<!\*)\*(?!\*)[^*]+\*(?!\*)", pair.text)
    return pair.text.replace(found[0], found[0].strip("*"), 1) if found else None


def open_emphasis(pair: Pair, _: str) -> str | None:
    """Emphasis is not closed."""
    found = re.search(r"(?<!\*)(\*{1,2})(?!\*)[^*]+\1(?!\*)", pair.text)
    return pair.text[: found.end() - len(found[1])] + pair.text[found.end() :] if found else None


def lose_placeholder(pair: Pair, _: str) -> str | None:
    """A placeholder is not there."""
    for found in find_placeholders(pair.text):
        return pair.text.replace(found.text, "", 1)
    return None


def translate_placeholder(pair: Pair, tag: str) -> str | None:
    """The name of a placeholder is another."""
    for found in find_placeholders(pair.text):
        return pair.text.replace(found.text, "{total}", 1)
    return None


def lose_acronym(pair: Pair, _: str) -> str | None:
    """An acronym in brackets is not there."""
    for found in re.finditer(r" ?\(([A-Z]\w*[A-Z]s?)\)", pair.text):
        if pair.text.count(found[1]) == 1 and found[0].strip() in pair.original:
            return pair.text.replace(found[0], "")
    return None


def lose_name(pair: Pair, _: str) -> str | None:
    """A name in Latin letters, which the newsroom keeps, is not there."""
    for name in ("MMN", "EMPOWER", "MAP", "CSOs", "GMS", "Damnok Toek", "DHF"):
        if name in pair.text and name in pair.original and len(pair.text) > 2 * len(name):
            return pair.text.replace(name, "")
    return None


def misspell_name(pair: Pair, _: str) -> str | None:
    """A name in Latin letters has lost a letter."""
    body = mask_objects(pair.text)
    for word in find_latin_words(body):
        others = [w.text for w in find_latin_words(pair.original)]
        if len(word.text) >= 5 and word.text in others and pair.text != pair.original:
            return pair.text[: word.start + 2] + pair.text[word.start + 3 :]
    return None


def open_bracket(pair: Pair, _: str) -> str | None:
    """A bracket is not closed."""
    body = mask_objects(pair.text)
    return pair.text[: body.index(")")] + pair.text[body.index(")") + 1 :] if ")" in body else None


def close_nothing(pair: Pair, _: str) -> str | None:
    """A bracket closes nothing."""
    body = mask_objects(pair.text)
    return pair.text[: body.index("(")] + pair.text[body.index("(") + 1 :] if "(" in body else None


def open_quotation(pair: Pair, _: str) -> str | None:
    """A quotation is not closed."""
    found = re.search("[”»]", pair.text)
    return pair.text[: found.start()] + pair.text[found.end() :] if found else None


def type_quotes(pair: Pair, _: str) -> str | None:
    """Quotation marks are those of a typewriter."""
    typed = re.sub("[“”«»]", '"', pair.text)
    return None if typed == pair.text else typed


def lose_quotes(pair: Pair, _: str) -> str | None:
    """Quotation marks are not there."""
    return re.sub("[“”«»]", "", pair.text) if "“" in pair.original else None


def copy_english(pair: Pair, _: str) -> str | None:
    """The msgid stands in the msgstr; a name may."""
    words = [word.text for word in find_latin_words(pair.original)]
    named = len(words) != 1 and all(word[0].isupper() for word in words)
    return None if named or pair.original == pair.text else pair.original


def leave_english(pair: Pair, tag: str) -> str | None:
    """A sentence was not translated."""
    english = re.findall(r"[A-Z][^.?!]{30,}[.?!](?= [A-Z])", pair.original)
    cut = pair.text.find(STOPS[tag]) + 1
    english = [sentence for sentence in english if not re.search(r"\*\*|Ms|H\.E", sentence)]
    return f"{english[0]} {pair.text[cut:].lstrip()}" if english and cut else None


def cut_half(pair: Pair, tag: str) -> str | None:
    """The second half is not there."""
    if len(pair.original) < 80:
        return None
    clusters = split_clusters(pair.text)
    half = "".join(clusters[: len(clusters) // 2]).rstrip()
    return None if half.endswith(STOPS[tag]) else half


def drop_sentences(pair: Pair, tag: str) -> str | None:
    """Only the first sentence is there."""
    sentences = pair.text.split(STOPS[tag])[:-1]
    if len(sentences) < 3 or count_english_sentences(pair.original) < 3:
        return None
    return sentences[0] + STOPS[tag]


def double_text(pair: Pair, _: str) -> str | None:
    """The whole text stands twice."""
    return f"{pair.text} {pair.text}" if len(pair.text) > 5 and pair.text != pair.original else None


def double_sentence(pair: Pair, tag: str) -> str | None:
    """A sentence stands twice."""
    sentences = [s for s in pair.text.split(STOPS[tag])[:-1] if len(s) > 20]
    return (
        replace_once(sentences[0], f"{sentences[0]}{STOPS[tag]} {sentences[0].strip()}", pair.text)
        if sentences
        else None
    )


def double_word(pair: Pair, tag: str) -> str | None:
    """A word stands twice."""
    for word in re.findall(rf"(?<= )[^\s()*“”‘’«»\[\]{STOPS[tag]}]+(?= )", mask_objects(pair.text)):
        if len(split_clusters(word)) >= 3 and re.search(LETTERS[tag], word):
            return replace_once(f" {word} ", f" {word} {word} ", pair.text)
    return None


def mix_digits(pair: Pair, tag: str) -> str | None:
    """One of two numbers is in European digits."""
    places = numbers_in(pair, tag)
    if len(places) < 2:
        return None
    start, end = places[-1]
    return pair.text[:start] + fold_digits(pair.text[start:end]) + pair.text[end:]


def mix_one_number(pair: Pair, tag: str) -> str | None:
    """One digit of a number is European."""
    for start, _ in numbers_in(pair, tag, least=2):
        return pair.text[:start] + fold_digits(pair.text[start]) + pair.text[start + 1 :]
    return None


def write_thai_digits(pair: Pair, tag: str) -> str | None:
    """A number is in Thai digits."""
    for start, end in numbers_in(pair, tag):
        digits = "".join(
            chr(0x0E50 + int(d)) for d in fold_digits(pair.text[start:end]) if d.isdigit()
        )
        return pair.text[:start] + digits + pair.text[end:]
    return None


def change_letter(pair: Pair, tag: str) -> str | None:
    """A letter is Thai."""
    found = re.search(LETTERS[tag], pair.text)
    return pair.text[: found.start()] + "ก" + pair.text[found.end() :] if found else None


def write_danda(pair: Pair, tag: str) -> str | None:
    """The full stop is that of Hindi."""
    return replace_once(STOPS[tag], "।", pair.text)


def paste_other(pair: Pair, tag: str) -> str | None:
    """The text is of the other catalogue."""
    return OTHER[tag] if re.search(LETTERS[tag], pair.text) else None


def override_direction(pair: Pair, tag: str) -> str | None:
    """A mark turns the direction of the text."""
    found = re.search(LETTERS[tag], pair.text)
    return pair.text[: found.start()] + "\u202e" + pair.text[found.start() :] if found else None


def ends_with_stop(pair: Pair, tag: str) -> bool:
    """Whether original and translation end a sentence."""
    return pair.text.endswith(STOPS[tag]) and pair.original.endswith(".")


def lose_stop(pair: Pair, tag: str) -> str | None:
    """The last full stop is not there."""
    return pair.text[:-1] if ends_with_stop(pair, tag) else None


def type_stop(pair: Pair, tag: str) -> str | None:
    """The last full stop is English."""
    return pair.text[:-1] + "." if ends_with_stop(pair, tag) else None


def double_stop(pair: Pair, tag: str) -> str | None:
    """The last full stop stands twice."""
    return pair.text + STOPS[tag] if ends_with_stop(pair, tag) else None


def close_heading(pair: Pair, tag: str) -> str | None:
    """A heading ends with a full stop."""
    return (
        pair.text + STOPS[tag]
        if pair.original[-1].isalnum() and re.search(LETTERS[tag], pair.text[-3:])
        else None
    )


def type_comma(pair: Pair, tag: str) -> str | None:
    """A comma between Burmese words is English."""
    return (
        replace_once("၊ ", ", ", pair.text)
        if tag == "my" and re.search("[က-ဿ]၊ ", pair.text) and not re.search("[^က-ဿ]၊ ", pair.text)
        else None
    )


def double_comma(pair: Pair, tag: str) -> str | None:
    """Two commas stand where a full stop belongs."""
    return replace_once("။", "၊၊", pair.text) if tag == "my" else None


def lose_mail(pair: Pair, _: str) -> str | None:
    """An e-mail address is not there."""
    mails = find_mails(pair.text)
    return pair.text.replace(mails[0].text, "") if mails else None


def change_mail(pair: Pair, _: str) -> str | None:
    """A letter of an e-mail address is another."""
    return replace_once("press@", "perss@", pair.text) or replace_once(
        "office@", "ofice@", pair.text
    )


def change_phone(pair: Pair, tag: str) -> str | None:
    """A digit of a telephone number is another."""
    phones = find_phones(pair.text)
    if not phones:
        return None
    end = max(i for i, c in enumerate(pair.text) if c.isdigit()) + 1
    value = int(fold_digits(pair.text[end - 1]))
    return pair.text[: end - 1] + LANGUAGES[tag].digits[(value + 1) % 10] + pair.text[end:]


def lose_percent(pair: Pair, _: str) -> str | None:
    """A percentage is a mere number."""
    lost = re.sub("%| ?ရာခိုင်နှုန်း| ?ភាគរយ", "", pair.text)
    return None if lost == pair.text else lost


def shrink_scale(pair: Pair, tag: str) -> str | None:
    """Millions are thousands."""
    old, new = {"my": ("သန်း", "ထောင်"), "km": ("លាន", "ពាន់")}[tag]
    return replace_once(old, new, pair.text)


def add_space(pair: Pair, _: str) -> str | None:
    """A space stands at the end."""
    return pair.text + " "


def begin_with_space(pair: Pair, _: str) -> str | None:
    """A no-break space stands at the beginning."""
    return "\u00a0" + pair.text


def double_space(pair: Pair, _: str) -> str | None:
    """Two spaces stand in a row."""
    return replace_once(" ", "  ", pair.text)


def blank(pair: Pair, _: str) -> str | None:
    """There is nothing but a space."""
    return " " if pair.text else None


def end_line(pair: Pair, _: str) -> str | None:
    """A line ends in the middle of the text."""
    return replace_once(" ", "\n", pair.text)


def leave_marks(pair: Pair, _: str) -> str | None:
    """Two versions stand there, as msgcat leaves them."""
    return f"#-#-#-#-#  a.po  #-#-#-#-#\n{pair.text}\n#-#-#-#-#  b.po  #-#-#-#-#\n{pair.text}"


def uses_of(pair: Pair, tag: str) -> Iterator[tuple[Term, str]]:
    """The terms in the original of a pair that its text says as the glossary does, with the form.
    Terms that another term of the original holds, or says alike, are left out: their form stays."""
    terms = Glossary(read_terms(read_glossary(tag))).find(pair.original)
    said = [
        (term, form)
        for term in terms
        if not term.forbidden
        for form in term.forms[:1]
        if form in pair.text
    ]
    for term, form in said:
        others = [other for other in terms if other.source != term.source]
        if not any(form in other.target or other.forms[0] in form for other in others):
            yield term, form


def lose_word(pair: Pair, tag: str) -> str | None:
    """A term of the glossary is not there."""
    for term, form in uses_of(pair, tag):
        if not term.kind and len(pair.text) > 2 * len(form):
            return pair.text.replace(form, "")
    return None


def misspell_word(pair: Pair, tag: str) -> str | None:
    """A letter of a term is another."""
    for term, form in uses_of(pair, tag):
        if not term.kind and len(split_clusters(form)) >= 4:
            return pair.text.replace(form, change_last_letter(form, tag))
    return None


def change_last_letter(form: str, tag: str) -> str:
    """A form with another letter near its end."""
    *_, last = re.finditer(LETTERS[tag], form)
    letter = {"my": "ဖ", "km": "ផ"}[tag]
    assert last[0] != letter
    return form[: last.start()] + letter + form[last.end() :]


def misspell_person(pair: Pair, tag: str) -> str | None:
    """A letter of somebody's name is another."""
    for term, form in uses_of(pair, tag):
        if term.kind == "person":
            return pair.text.replace(form, change_last_letter(form, tag))
    return None


def drop_address(pair: Pair, tag: str) -> str | None:
    """Somebody's form of address is not there."""
    for term, form in uses_of(pair, tag):
        title = max(filter(form.startswith, LANGUAGES[tag].breaks.honorifics), key=len, default="")
        if term.kind == "person" and title:
            return pair.text.replace(form, form.removeprefix(title).lstrip())
    return None


def lose_office(pair: Pair, tag: str) -> str | None:
    """An office or a body is not there."""
    for term, form in uses_of(pair, tag):
        body = term.kind in ("office", "ministry", "organisation", "member", "event")
        if body and not term.read_only and form != pair.text:
            return pair.text.replace(form, "")
    return None


def lose_spelling(pair: Pair, tag: str) -> str | None:
    """The spelling in Latin letters that stands behind a name is not there."""
    for term, _ in uses_of(pair, tag):
        for gloss in term.glosses:
            found = re.search(rf" ?\([^)]*{gloss.split()[0]}[^)]*\)", pair.text)
            if found:
                return pair.text.replace(found[0], "")
    return None


def write_forbidden(pair: Pair, tag: str) -> str | None:
    """A word stands there that the glossary forbids."""
    terms = list(read_terms(read_glossary(tag)))
    wrong = {term.source: term.target for term in terms if term.forbidden}
    for term, form in uses_of(pair, tag):
        if term.source in wrong:
            return pair.text.replace(form, wrong[term.source])
    return None


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A plant, and the checks one of which must find it."""

    plant: Plant
    checks: tuple[str, ...]

    @property
    def of_glossary(self) -> bool:
        """Whether only who knows the glossary can find it."""
        return set(self.checks) <= {"term", "name", "forbidden-term"}


PLANTS: Mapping[tuple[str, ...], Sequence[Plant]] = {
    ("number",): (
        *(change_digit, drop_digit, double_digit, drop_number),
        *(change_word, lose_percent, shrink_scale),
    ),
    ("month",): (change_month,),
    ("digits",): (mix_digits, mix_one_number, write_thai_digits),
    ("link",): (swap_link, change_host),
    ("markup",): (lose_link, break_link, lose_bold, lose_emphasis, open_emphasis),
    ("placeholder",): (lose_placeholder, translate_placeholder),
    ("latin-name", "read-only-term"): (lose_acronym, lose_name),
    ("latin-name",): (misspell_name,),
    ("term",): (lose_word, misspell_word),
    ("name",): (misspell_person, drop_address, lose_office, lose_spelling),
    ("forbidden-term",): (write_forbidden,),
    ("bracket",): (open_bracket, close_nothing),
    ("quotation-mark",): (open_quotation, type_quotes, lose_quotes),
    ("untranslated",): (copy_english, leave_english),
    ("length", "end-stop", "markup", "number", "bracket", "quotation-mark"): (cut_half,),
    ("length",): (drop_sentences,),
    ("repetition",): (
        *(double_text, double_sentence, double_word),
        *(double_stop, double_comma, double_space),
    ),
    ("foreign-script",): (change_letter, write_danda, paste_other),
    ("invisible-character",): (override_direction,),
    ("end-stop",): (lose_stop, close_heading),
    ("ascii-punctuation",): (type_stop, type_comma),
    ("contact",): (lose_mail, change_mail, change_phone),
    ("outer-space",): (add_space, begin_with_space, blank),
    ("line-end",): (end_line,),
    ("conflict-marker",): (leave_marks,),
}
KINDS = {
    plant.__name__: Kind(plant=plant, checks=checks)
    for checks, plants in PLANTS.items()
    for plant in plants
}
