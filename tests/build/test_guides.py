"""What goes out to translators besides catalogues: guides, and a list of components for Weblate."""

import json
import re
import tomllib

import pytest
from world import PACKAGE, ROOT

from publisher.text.normalize import find_disordered, to_nfc
from publisher.text.suspects import find_invisible, find_lookalikes
from publisher.text.zawgyi import zawgyi_probability

GUIDES = {path.stem: path.read_text(encoding="utf-8") for path in PACKAGE.glob("guides/*.md")}


def test_the_newsroom_has_a_guide_for_every_language() -> None:
    """No language of this repository's newsroom goes without."""
    config = tomllib.loads((ROOT / "publisher.toml").read_text(encoding="utf-8"))
    assert set(config["newsroom"]["languages"]) <= set(GUIDES)


@pytest.mark.parametrize("tag", sorted(GUIDES))
def test_a_guide_says_what_the_others_say(tag: str) -> None:
    """Each names the same files, tools and menus, has the same parts and rules, and is spelled as
    the checks want translations to be."""
    text = GUIDES[tag]
    names = r"[\w./-]+\.(?:po|tmx|json|ttf)|\{page\}|File → Open|Project → Create|Files → Upload"
    assert set(re.findall(names, text, re.ASCII)) == set(re.findall(names, GUIDES["en"], re.ASCII))
    for mark in ("\n## ", "\n| ", "\n- "):
        assert text.count(mark) == GUIDES["en"].count(mark)
    rules = re.findall(r"^[1-5၁-၅១-៥][.။]? ?", text, re.MULTILINE)
    assert len(rules) == 5
    assert to_nfc(text) == text
    assert not find_disordered(text)
    assert zawgyi_probability(text) < 0.05
    assert not find_lookalikes(text, tag)
    assert not find_invisible(text, tag, "ltr")


def test_weblate_knows_every_domain() -> None:
    """The list of components names each pot and the glossary once, with files that are there."""
    components = json.loads((ROOT / "weblate.json").read_text(encoding="utf-8"))
    pots = {path.stem for path in (ROOT / "locales" / "pot").glob("*.pot")}
    assert sorted(entry["slug"] for entry in components) == sorted({*pots, "glossary"})
    for entry in components:
        assert {"my", "km"} <= {path.parts[-3] for path in ROOT.glob(entry["filemask"])}
        assert entry["slug"] == "glossary" or (ROOT / entry["new_base"]).is_file()
        assert len(entry["name"]) <= 100  # what Weblate's models take
        assert len(entry["slug"]) <= 100
