"""What of a text is no prose."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.text.address import (
    find_links,
    find_mails,
    find_phones,
    find_placeholders,
    fold_address,
    host_of,
    mask_objects,
)


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("[a](https://x.org/b)တွင်", ["https://x.org/b"]),
        ("see https://x.org/b.", ["https://x.org/b"]),
        ("https://x.org/bတွင်", ["https://x.org/b"]),
        ("www.x.org, x.org and press@x.org", ["www.x.org", "x.org"]),
        ("[the office](mailto:office@x.org)", []),
        ("i.e. no address, H.E. neither", []),
    ],
)
def test_links(text: str, links: list[str]) -> None:
    """Links of Markdown and addresses that stand in the text, without the sentence around them."""
    assert [link.text for link in find_links(text)] == links


def test_mails_and_phones() -> None:
    """Addresses in links too; numbers by their digits, in any script."""
    assert [m.text for m in find_mails("[x](mailto:a@x.org) b@y.org။")] == ["a@x.org", "b@y.org"]
    assert [p.text for p in find_phones("+95 (1) 234-567")] == ["951234567"]
    assert [p.text for p in find_phones("+៨៥៥ ២៣ ៤៥៦ ៧៨៩។")] == ["85523456789"]
    assert [p.text for p in find_phones("023 456 789")] == ["023456789"]
    assert find_phones("2010–2011, 1,234,567 and 29 August 2016") == ()


def test_placeholders() -> None:
    """Those of publisher, of Python and of gettext; a mere percentage is none."""
    found = find_placeholders("{page} of { pages }, %(name)s, %s; 5 % skilled")
    assert [one.text for one in found] == ["{page}", "{pages}", "%(name)s", "%s"]


def test_languages_in_addresses() -> None:
    """The page for another language of the same site is the same page."""
    tags = ("en", "my")
    assert fold_address("https://x.org/en/a/", tags) == fold_address("http://www.x.org/my/a", tags)
    assert fold_address("https://x.org/a.en.pdf", tags) == fold_address(
        "https://x.org/a.my.pdf", tags
    )
    assert fold_address("https://x.org/men", tags) != fold_address("https://x.org/mmy", tags)
    assert host_of("www.x.org/a") == "x.org"


@given(st.text(st.sampled_from("ကab1 .@/:{}()[]+-%s"), max_size=40))
def test_masks_keep_offsets(text: str) -> None:
    """A masked text is as long as it was."""
    assert len(mask_objects(text)) == len(text)
