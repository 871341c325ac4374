"""Words of English that decide what a sentence says: constants alone.

An edit that touches one of them may turn the meaning round while hardly a letter changes. All are
in lower case, with a straight apostrophe.

Source: Quirk, Greenbaum, Leech and Svartvik, A Comprehensive Grammar of the English Language
(1985); the section stands before each list.
"""

from publisher.text.number_words import MONTHS, NUMBER_WORDS


def _words(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


NEGATIONS = (
    # 10.54–10.58: the negator and the negative words; n't is seen at the end of a word.
    _words("not no none nobody nothing nowhere never neither nor without cannot non")
    # 10.59: negative in meaning, not in form.
    | _words("seldom rarely scarcely hardly barely little few only unless except against")
    # 10.60: verbs of denying, failing, refusing and forbidding.
    | _words(
        "deny denies denied denying fail fails failed failing failure lack lacks lacked lacking"
    )
    | _words("refuse refuses refused refusing refusal reject rejects rejected rejecting rejection")
    | _words("prevent prevents prevented preventing forbid forbids forbade forbidden prohibit")
    | _words("prohibits prohibited ban bans banned stop stops stopped")
)

NEGATIVE_PREFIXES = ("un", "in", "im", "il", "ir", "non", "dis", "mis")
"""Appendix I.21 and I.22: `lawful` and `unlawful`."""

MODALS = (
    # 3.39 and 4.49: central modals; 3.40: marginal ones.
    _words("can could may might shall should will would must ought dare need needs")
    # What laws and notices say the same with.
    | _words("cannot obliged obligation required mandatory allowed permitted optional")
)

NUMERALS = (
    # 6.63–6.66: cardinals, ordinals, fractions, multipliers.
    frozenset(NUMBER_WORDS)
    | _words("hundred hundreds thousand thousands million millions billion billions dozen dozens")
    | _words("first second third fourth fifth sixth seventh eighth ninth tenth percent")
    | _words("half halves quarter quarters once twice double triple")
    # 5.13–5.16: how many of them.
    | _words("all both every each some many most several any more less fewer")
)

MONTH_NAMES = frozenset(month.casefold() for month in MONTHS)

DATE_WORDS = (
    MONTH_NAMES
    | _words("monday tuesday wednesday thursday friday saturday sunday")
    # 8.51–8.60: points in time seen from now, and what sets a limit to a date.
    | _words("today tomorrow yesterday tonight ago before after until till since")
)

CASED = _words("may march august")
"""Names of months in capitals, other words in small letters."""

TITLES = _words("mr mrs ms dr prof hon h.e u daw no")
"""A stop behind one of them ends no sentence."""
