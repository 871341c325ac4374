"""Plural rules: what they count, and that nothing else can be hidden in one."""

import re
from pathlib import Path

import pytest
from world import PACKAGE

from publisher.load.language import load_languages
from publisher.model.errors import ConfigError
from publisher.text.plural import count_forms


@pytest.mark.parametrize(
    ("field", "forms"),
    [
        ("nplurals=1; plural=0;", 1),
        ("nplurals=1; plural=0", 1),
        (" nplurals = 2 ; plural = (n != 1) ; ", 2),
        ("nplurals=3; plural=n%10==1 && n%100!=11 ? 0 : n%10>=2 ? 1 : 2;", 3),
        ("nplurals=2; plural=\n(n > 1);", 2),
    ],
)
def test_forms_are_counted(field: str, forms: int) -> None:
    """A rule says how many forms there are, however it is spaced."""
    assert count_forms(field) == forms


@pytest.mark.parametrize(
    ("field", "problem"),
    [
        ("nplurals=INTEGER; plural=EXPRESSION;", "does not read"),
        ("nplurals=2", "does not read"),
        ("plural=0; nplurals=1;", "does not read"),
        ("nplurals=2; plural=n;", r"counts 2 forms, but asks for msgstr\[2\]"),
        ("nplurals=0; plural=0;", r"counts 0 forms, but asks for msgstr\[0\]"),
        ("nplurals=2; plural=n-1;", r"asks for msgstr\[-1\]"),
        ("nplurals=2; plural=1/n;", "divides by zero"),
        ("nplurals=2; plural=n%(n-1000);", "divides by zero"),
        ('nplurals=1; plural=__import__("os").system("x");', "__import__"),
        ("nplurals=1; plural=n.real;", "invalid token"),
        ("nplurals=1; plural=9**9**9**9;", "unexpected token"),
        ("nplurals=1; plural=1<<99999;", "unexpected token"),
        ("nplurals=1; plural=exit();", "invalid token"),
        (f"nplurals=1; plural={'(' * 400}n{')' * 400};", "too complex"),
        (f"nplurals=1; plural={'1*' * 600}1;", "too long"),
    ],
)
def test_a_rule_that_is_none_is_refused(field: str, problem: str) -> None:
    """What cannot be computed for every number, and what is no arithmetic, is refused, and nothing
    of it is run (case 20)."""
    with pytest.raises(ValueError, match=problem):
        count_forms(field)


def test_every_language_has_a_rule() -> None:
    """The rules of publisher's own languages count at least one form each."""
    languages = load_languages(PACKAGE / "languages")
    assert all(count_forms(language.plural_forms) for language in languages.values())


def test_a_language_without_a_rule_is_refused(tmp_path: Path) -> None:
    """A newsroom's own language whose rule cannot be used is named with its line."""
    text = (PACKAGE / "languages" / "en.toml").read_text(encoding="utf-8")
    broken = re.sub('(?m)^plural_forms = ".*"$', 'plural_forms = "nplurals=2; plural=n;"', text)
    assert broken != text
    (tmp_path / "en.toml").write_text(broken, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"en\.toml:\d+: error: plural_forms cannot be used"):
        load_languages(tmp_path)
