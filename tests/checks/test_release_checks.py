"""What a reader would look for in vain is found in the release, in each language."""

from pathlib import Path

import pytest

from publisher.build.checking import check_newsroom

from .examples import NOW, SLUG, check_release, write, write_newsroom

CONTACT = "For more information, please contact:"


def find_ids(folder: Path, body: str, front: str = "") -> list[str]:
    """The findings of a release with a body."""
    return [finding.id for finding in check_release(folder, f"---\n{front}---\n\n{body}\n")]


@pytest.mark.parametrize(
    "body",
    [
        f"They met.\n\n{CONTACT}",
        f"{CONTACT}\n\n## What was said\n\nThey met.",
        f"{CONTACT}\n\n---\n\nThey met.",
        "They met.\n\n- Telephone:\n- E-mail: press@example.org",
        "They met.\n\n- Place: Yangon\n- Telephone:",
        "They met.\n\n## Contact",
        "They met.\n\n## Contact\n\n## What was said\n\nThey met.",
        "They met. Please visit: . Thank you.",
    ],
)
def test_nothing_follows(body: str, tmp_path: Path) -> None:
    """An announcement before the end, a heading, a rule or the next item blocks the release."""
    assert find_ids(tmp_path, body) == ["release/nothing-follows"]


@pytest.mark.parametrize(
    "body",
    [
        f"They met.\n\n{CONTACT}\n\nMs. Chou, office of the secretary",
        f"They met.\n\n{CONTACT}\n\n- press@example.org",
        "He said:\n\n> We agree.\n>\n> — The minister, of labour",
        "They demand:\n\n1. Papers\n2. Pay:\n   - in time",
        "- They demand:\n\nPapers and pay.",
        "## What was said\n\n### In Yangon\n\nThey met.",
    ],
)
def test_something_follows(body: str, tmp_path: Path) -> None:
    """A paragraph, a list, a quotation or a deeper heading is what was announced."""
    assert find_ids(tmp_path, body) == []


def test_each_language_by_itself(tmp_path: Path) -> None:
    """Where the address is lost in the translation alone, the finding is at its line there, and the
    Khmer edition is the one that waits."""
    msgid = "For more information, write to press@example.org"
    write_newsroom(tmp_path, {"km": {msgid: "សូមទំនាក់ទំនង៖"}}, {"Two ministers met": "Ministers"})
    body = tmp_path / "releases" / SLUG / "release.md"
    write(body, body.read_text(encoding="utf-8").replace("\n\nMinisters migrant workers.", ""))
    found = [f for f in check_newsroom(tmp_path, (), NOW) if f.id == "release/nothing-follows"]
    assert [(f.language, f.path) for f in found] == [("km", f"locales/km/LC_MESSAGES/{SLUG}.po")]
    assert found[0].excerpt.endswith('៖"')


@pytest.mark.parametrize("place", ["TBC", '"[city]"', "Place", "To be confirmed"])
def test_unknown_place(place: str, tmp_path: Path) -> None:
    """A place that is none blocks the release."""
    assert "release/place" in find_ids(tmp_path, "They met.", f"place: {place}\n")


@pytest.mark.parametrize("name", ["place", "contact"])
def test_no_place_or_no_contact(name: str, tmp_path: Path) -> None:
    """A press release without a place or a contact is a warning; a report may lack them."""
    line = {"place": "place: Yangon\n", "contact": "contacts: [secretariat]\n"}[name]
    write_newsroom(tmp_path, {}, {line: ""})
    found = check_newsroom(tmp_path, (), NOW)
    assert [(f.id, f.severity.value) for f in found] == [(f"release/{name}", "warning")]
    body = tmp_path / "releases" / SLUG / "release.md"
    write(body, body.read_text(encoding="utf-8").replace("press-release", "activity-report"))
    assert check_newsroom(tmp_path, (), NOW) == ()


@pytest.mark.parametrize(
    ("address", "found"),
    [
        (f"en/{SLUG}/index.html", []),
        (f"en/{SLUG}/", []),
        (f"my/{SLUG}/", ["release/own-link"]),
        ("en/2017-01-01-lost/", ["release/own-link"]),
        ("publications/2017-01-01-lost", []),
    ],
)
def test_own_links(address: str, found: list[str], tmp_path: Path) -> None:
    """A link to a release of the site leads to one, in a language that it has; other pages of the
    organisation are not known here."""
    assert find_ids(tmp_path, f"See [it](https://www.example.org/{address}).") == found


@pytest.mark.parametrize(
    "address", ["", "#", "#top", "../other/index.html", "/en/", "mailto:", "tel:"]
)
def test_links_without_target(address: str, tmp_path: Path) -> None:
    """A link without an address, to an anchor or to a file beside the page is refused: a page has
    no anchors for readers, and on paper and in an e-mail nothing stands beside it."""
    assert find_ids(tmp_path, f"See [it]({address}).") == ["release/inline"]
