"""An item for news systems is ninjs, and holds the whole edition."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from world import Newsroom

SCHEMA = json.loads(Path(__file__).with_name("ninjs_2_1.json").read_bytes())
VALIDATOR = Draft202012Validator(SCHEMA)
ADDRESS = "https://dhf.example/"
RICE = "2024-03-01-rice-dialogue"
XHTML = "{http://www.w3.org/1999/xhtml}"


def read_items(newsroom: Newsroom) -> dict[str, dict]:
    """The items of a site by path."""
    site = newsroom.site
    return {
        path.relative_to(site).as_posix(): json.loads(path.read_bytes())
        for path in site.rglob("*.ninjs.json")
    }


def test_every_item_is_ninjs(built_full: Newsroom) -> None:
    """Each published edition has one that keeps to the schema, by an identifier of its own."""
    items = read_items(built_full)
    assert len(items) == 8
    for path, item in items.items():
        assert not [error.message for error in VALIDATOR.iter_errors(item)], path
    assert len({item["uri"] for item in items.values()}) == 8


def test_the_schema_refuses_what_ninjs_does(built_full: Newsroom) -> None:
    """A key of ninjs 1, a key of our own and a wrong value are errors, in pictures too."""
    item = next(iter(read_items(built_full).values()))
    for wrong in (
        {"body_text": "x"},
        {"kind": "x"},
        {"pubstatus": "gone"},
        {"versioncreated": "2024"},
    ):
        assert list(VALIDATOR.iter_errors({**item, **wrong})), wrong
    inner = [{"name": "x", "uri": "tag:x", "kind": "x"}]
    assert list(VALIDATOR.iter_errors({**item, "associations": inner}))


@pytest.mark.parametrize("language", ["en", "my", "km"])
def test_an_item_holds_the_edition(language: str, built_full: Newsroom) -> None:
    """Headlines, text as XHTML and plain, pictures with their words, contacts, and addresses that
    lead to files of the site."""
    item = read_items(built_full)[f"{language}/{RICE}/{RICE}.{language}.ninjs.json"]
    folder = built_full.site / language / RICE
    assert item["language"] == language
    assert item["uri"] == f"tag:dhf.example,2024-03-01:{RICE}/{language}"
    xhtml, text = (body["value"] for body in item["bodies"])
    assert text == (folder / f"{RICE}.{language}.txt").read_text(encoding="utf-8")
    root = etree.fromstring(xhtml)
    assert root.tag == f"{XHTML}div"
    sources = [image.get("src") for image in root.iter(f"{XHTML}img")]
    pictures = [found for found in item["associations"] if found["type"] == "picture"]
    assert sources == [picture["uri"] for picture in pictures]
    headings = ["".join(found.itertext()) for found in root.iter(f"{XHTML}h2", f"{XHTML}h3")]
    assert headings
    assert all(f"\n{heading}\n" in text for heading in headings)
    addresses = [r["href"] for r in item["renditions"]] + sources
    addresses += [r["href"] for found in item["associations"] for r in found.get("renditions", ())]
    assert len(addresses) >= 6
    for address in addresses:
        assert (built_full.site / address.removeprefix(ADDRESS)).is_file()
    others = [found["language"] for found in item["associations"] if "language" in found]
    assert others == [tag for tag in ("en", "my", "km") if tag != language]
    assert any("contactinfo" in source for source in item["infosources"])
