"""What a text announces, and what in it was never filled in."""

import pytest

from publisher.text.promises import (
    find_empty_promise,
    find_leftovers,
    is_no_place,
    promises_more,
)


@pytest.mark.parametrize(
    "text",
    [
        "For more information, please contact:",
        "For more information, please contact: ",
        "**Please visit:**",
        "For more information, please contact",
        "For more information, please contact…",
        "Please write to us at",
        "You can reach the office; please call us on …",
        "For further information:",
        "For more information",
    ],
)
def test_english_that_promises(text: str) -> None:
    """A colon at the end, or a sentence that breaks off before whom or what to ask."""
    assert promises_more(text, "Latn", english=True)


@pytest.mark.parametrize(
    "text",
    [
        "Please contact the secretariat.",
        "For more information, please visit: <https://www.example.org/>",
        "For more information, please [contact us:](mailto:press@example.org)",
        "The authorities should visit.",
        "They were pleased to contact",
        "“We were going to—”",
        "For more information, please contact us.",
        "",
    ],
)
def test_english_that_does_not(text: str) -> None:
    """A sentence that is whole, a link, words that somebody broke off."""
    assert not promises_more(text, "Latn", english=True)


@pytest.mark.parametrize(
    ("text", "script", "promises"),
    [
        ("အသေးစိတ် သိရှိလိုပါက ဆက်သွယ်ရန်-", "Mymr", True),
        ("အသေးစိတ် သိရှိလိုပါက ဆက်သွယ်ရန် –", "Mymr", True),
        ("ဆက်သွယ်ရန်:", "Mymr", True),
        ("ဝန်ကြီးများ တွေ့ဆုံခဲ့ကြသည်။", "Mymr", False),
        ("စာရွက်စာတမ်းများ၊", "Mymr", False),
        ("သတင်းများ", "Mymr", False),
        ("សូមទំនាក់ទំនង៖", "Khmr", True),
        ("សូមទំនាក់ទំនង៖ press@example.org", "Khmr", False),
        ("រដ្ឋមន្ត្រីបានជួបគ្នា។", "Khmr", False),
    ],
)
def test_other_scripts(text: str, script: str, *, promises: bool) -> None:
    """Burmese and Khmer announce with signs of their own, and with dashes."""
    assert promises_more(text, script, english=False) is promises


def test_a_promise_that_a_stop_ends() -> None:
    """An announcement before a stop, anywhere in a text; a time or an address is none."""
    assert find_empty_promise("Please visit: . Thank you.").text == ": ."
    assert find_empty_promise("ဆက်သွယ်ရန်: ။").text == ": ။"
    assert find_empty_promise("At 9:30, see https://www.example.org/.") is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Held on [date] in [city]", ["[date]", "[city]"]),
        ("Held on \\[date\\]", ["\\[date\\]"]),
        ("Ms. [insert name here] said so", ["[insert name here]"]),
        ("Held on XX/XX/2017", ["XX/XX"]),
        ("Call +95 XX XXX XXX", ["XX XXX XXX"]),
        ("XXX people came", ["XXX"]),
        ("Lorem ipsum dolor", ["Lorem ipsum"]),
        ("It cost ??? dollars", ["???"]),
        ("TODO: ask her", ["TODO"]),
        ("Venue: TBC", ["TBC"]),
        ("TBA", ["TBA"]),
        ("The speaker (TBD)", ["TBD"]),
        ("See https://… for more", ["https://"]),
        ("See www.", ["www."]),
        ("နေ့စွဲ [ရက်စွဲ]", ["[ရက်စွဲ]"]),
        ("នៅ [ទីក្រុង]", ["[ទីក្រុង]"]),
        ("The speakers [to be confirmed] agreed", ["to be confirmed]"]),
    ],
)
def test_leftovers(text: str, found: list[str]) -> None:
    """What was to be replaced is found where it stands."""
    leftovers = list(find_leftovers(text))
    assert [each.text for each in leftovers] == found
    for each in leftovers:
        assert text[each.start :].startswith(each.text)


@pytest.mark.parametrize(
    "text",
    [
        "The Border Consortium (TBC) feeds refugees. TBC has worked since 1984.",
        "The Border Consortium (TBC) gave the tents (TBC).",
        "TBC told the meeting so",
        "[date](https://www.example.org/date) and [the name](https://www.example.org)",
        "She said “[the city] is ours” and “[sic]”",
        "Article XXX of the treaty, the XXX Olympiad",
        "Who pays? Why?! What??",
        "XX",
        "See https://www.example.org/ and www.example.org.",
        "todos los migrantes",
    ],
)
def test_what_is_finished(text: str) -> None:
    """Names, links, words of an editor and Roman numbers are no leftovers."""
    assert list(find_leftovers(text)) == []


@pytest.mark.parametrize("text", ["TBC", "[city]", "Place", "…", "?", "unknown", "XXX", "[မြို့]"])
def test_no_place(text: str) -> None:
    """What stands for a place is none."""
    assert is_no_place(text)


@pytest.mark.parametrize(
    "text", ["Yangon", "Phnom Penh", "ရန်ကုန်", "ភ្នំពេញ", "Mexico City", "Cape Town"]
)
def test_a_place(text: str) -> None:
    """A town is a place, whatever its name."""
    assert not is_no_place(text)
