"""message/untranslated: no English is left in a translation."""

import itertools
import re
from collections.abc import Iterator, Sequence

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import Text, report
from publisher.checks.translations import KeptNames, list_pairs, list_terms
from publisher.model.finding import Finding
from publisher.text.address import mask_objects
from publisher.text.scripts import Word, find_latin_words, is_name

_PASSAGE = 4
"""From how many English words in a row a passage may have been left as it was: half of them are
written small, or, where it is no name in brackets, three of six and more."""


def find_untranslated(subject: Subject) -> Iterator[Finding]:
    """Texts that say what their original says, and passages of English in others."""
    kept = KeptNames(subject)
    for text, original in list_pairs(subject):
        passage = None
        if squeeze(original) == squeeze(text.text):
            words = {word.text for word in find_latin_words(mask_objects(original))}
            named = is_name(sorted(words)) or all(kept.has(word, here=True) for word in words)
            if not named and not is_kept(subject, text):
                yield report(CHECK.id, text, "the text is that of the original", _HINT)
        elif text.language.script != "Latn":
            passage = next(find_passages(mask_objects(text.text)), None)
        if passage is not None:
            start, end = passage[0].start, passage[-1].end
            message = f"English is left in the text: {text.text[start:end][:60]}"
            yield report(CHECK.id, text, message, _HINT, start=start, end=end)


_HINT = "translate it; a name that stays as it is goes into glossary.po, with itself as translation"


def squeeze(text: str) -> str:
    """`text` without what hides a copy: spaces and case."""
    return re.sub(r"\s+", " ", text).strip().casefold()


def is_kept(subject: Subject, text: Text) -> bool:
    """Whether the newsroom's glossary says that a text stays as it is in its language."""
    return any(term.source == term.target == text.text for term in list_terms(subject))


def find_passages(body: str) -> Iterator[Sequence[Word]]:
    """Latin words in a row, parted by no more than a space and a comma, that are no name."""
    words = find_latin_words(body)
    starts = [0, *(i for i in range(1, len(words)) if parts(body, words[i - 1], words[i]))]
    for first, last in itertools.pairwise([*starts, len(words)]):
        passage = words[first:last]
        plain = sum(word.text[0].islower() and len(word.text) > 1 for word in passage)
        before = body[: passage[0].start] if passage else ""
        bracketed = before.count("(") > before.count(")")
        if len(passage) >= _PASSAGE and (
            2 * plain >= len(passage) or (plain > 2 and len(passage) > 5 and not bracketed)
        ):
            yield passage


def parts(body: str, before: Word, after: Word) -> bool:
    """Whether what stands between two words parts them."""
    return re.fullmatch(r"[,;]?[ \u00a0]", body[before.end : after.start]) is None


CHECK = Check(
    id="message/untranslated",
    title="No English is left in a translation",
    rationale=(
        "A msgid copied into the msgstr counts as translated and is published in English, in a "
        "page that says it is in another language; screen readers then read English as Burmese. "
        "So is a sentence that was skipped in a long paragraph. Names, acronyms and addresses may "
        "stay as they are."
    ),
    bad='"Language: km\\n"\n\nmsgid "press release"\nmsgstr "press release"',
    good='"Language: km\\n"\n\nmsgid "press release"\nmsgstr "សេចក្ដីប្រកាសព័ត៌មាន"',
    function=find_untranslated,
)
