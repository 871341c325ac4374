"""A translation beside its original: pairs where the structure says so, gaps where it does not."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from world import ROOT

from publisher.build.resources import bundled_languages
from publisher.load.config import load_newsroom
from publisher.load.document import parse_markdown
from publisher.load.po import load_catalog
from publisher.load.release import load_releases
from publisher.model.message import catalog_path
from publisher.model.passage import Passage
from publisher.model.source import SourceFile
from publisher.text.passages import list_release
from publisher.translate.align import Alignment, align_documents

ORIGINAL = """\
# Rice growers meet

Growers met on 3 May.

They agreed on *three* steps.

## Steps

1. Share water tables.
2. Fix a price
   - for seed
   - for rice

> Water has no border.
> — Daw Khin, farmer

![A field](a.jpg "Growers at work"){credit="DHF"}

## Next

We meet again. See [the site](https://dhf.example/en).
"""
TRANSLATION = """\
# တောင်သူများ တွေ့ဆုံ

တောင်သူများသည် မေလ ၃ ရက်တွင် တွေ့ဆုံခဲ့ကြသည်။

အဆင့် *သုံး* ဆင့်ကို သဘောတူခဲ့ကြသည်။

## အဆင့်များ

1. ရေဇယားများ မျှဝေရန်။
2. ဈေးနှုန်း သတ်မှတ်ရန်
   - မျိုးစေ့အတွက်
   - ဆန်အတွက်

> ရေတွင် နယ်နိမိတ် မရှိပါ။
> — ဒေါ်ခင်၊ တောင်သူ

![လယ်ကွင်း](a.jpg "အလုပ်လုပ်နေသော တောင်သူများ"){credit="DHF"}

## နောက်တစ်ဆင့်

ထပ်မံ တွေ့ဆုံမည်။ [ဝက်ဘ်ဆိုက်](https://dhf.example/my)တွင် ကြည့်ပါ။
"""


def passages(text: str) -> tuple[Passage, ...]:
    """The passages of a Markdown text."""
    return parse_markdown(SourceFile(path="x.md", text=text)).passages


def align(original: str, translation: str) -> Alignment:
    """A Burmese text beside an English one."""
    return align_documents(passages(original), passages(translation), ("en", "my"))


def sources(found: Alignment) -> list[str]:
    """The originals that have a translation."""
    return [pair.original.text for pair in found.pairs]


def test_the_same_structure_is_aligned_as_a_whole() -> None:
    """Each text of the original gets the one in its place, and each is taken once."""
    found = align(ORIGINAL, TRANSLATION)
    assert found.gaps == []
    assert len(found.pairs) == 15
    by_source = {pair.original.text: pair.translation.text for pair in found.pairs}
    assert by_source["Rice growers meet"] == "တောင်သူများ တွေ့ဆုံ"
    assert by_source["for rice"] == "ဆန်အတွက်"
    assert by_source["Daw Khin, farmer"] == "ဒေါ်ခင်၊ တောင်သူ"
    assert by_source["Growers at work"] == "အလုပ်လုပ်နေသော တောင်သူများ"
    assert by_source["Next"] == "နောက်တစ်ဆင့်"


def test_a_document_is_its_own_translation_nowhere() -> None:
    """Text that is not translated is no translation; a name may be the same."""
    found = align(ORIGINAL, ORIGINAL)
    assert sources(found) == ["Steps", "DHF", "Next"]
    assert {gap.reason.partition(";")[0] for gap in found.gaps} == {"the two are the same text"}


@pytest.mark.parametrize(
    ("before", "after", "reason", "lost"),
    [
        # A paragraph parted: how many there are no longer agrees.
        ("\n\nအဆင့် *သုံး*", " \n\nက\n\nအဆင့် *သုံး*", "2 paragraphs of the original, 3", 2),
        # Two paragraphs joined.
        ("။\n\nအဆင့်", "။ အဆင့်", "2 paragraphs of the original, 1 paragraph", 2),
        # One parted and another joined: the number agrees, the numbers in them do not.
        ("မေလ ၃ ရက်", "မေလ ၄ ရက်", "the numbers are not the same; so the 2 paragraphs", 2),
        # An item gone.
        ("   - ဆန်အတွက်\n", "", "the list has 2 items, its translation 1", 2),
        # A list of another kind.
        ("1. ရေ", "- ရေ", "has a numbered list where the translation has a list", 9),
        # The speaker gone.
        ("\n> — ဒေါ်ခင်၊ တောင်သူ", "", "only one of the two quotations names its speaker", 2),
        # A heading gone, and with it every place to hold on to.
        ("## နောက်တစ်ဆင့်\n", "", "has a heading 1 where the translation has nothing", 14),
        # A link that leads elsewhere.
        ("dhf.example/my", "evil.example/my", "the links lead elsewhere", 1),
        # No picture at all.
        (
            '![လယ်ကွင်း](a.jpg "အလုပ်လုပ်နေသော တောင်သူများ"){credit="DHF"}\n',
            "",
            "the translation has no pictures",
            3,
        ),
    ],
)
def test_what_is_not_safe_is_left_out(before: str, after: str, reason: str, lost: int) -> None:
    """A difference costs what it makes unsure, and names both places; the rest is aligned as it
    was."""
    whole = {(pair.original, pair.translation.text) for pair in align(ORIGINAL, TRANSLATION).pairs}
    assert before in TRANSLATION
    found = align(ORIGINAL, TRANSLATION.replace(before, after, 1))
    assert any(reason in gap.reason for gap in found.gaps), found.gaps
    assert all(gap.original is not None for gap in found.gaps)
    kept = {(pair.original, pair.translation.text) for pair in found.pairs}
    assert len(kept) == 15 - lost
    assert kept <= whole


def test_front_matter_is_aligned_by_name() -> None:
    """Title, subtitle, summary and place stand in any order; what one side lacks is no gap."""
    found = align(
        "---\ntitle: T t\nplace: Yangon\nsummary: Some words\n---\n\nA b.\n",
        "---\nplace: ရန်ကုန်\npublication: {title: ခ}\ntitle: က\n---\n\nဂ။\n",
    )
    assert [(pair.original.text, pair.translation.text) for pair in found.pairs] == [
        ("T t", "က"),
        ("Yangon", "ရန်ကုန်"),
        ("A b.", "ဂ။"),
    ]
    assert found.gaps == []


def test_a_title_on_two_lines_is_no_title() -> None:
    """Where there are two of what there should be one, neither is taken."""
    two = [Passage(kind="title", text=text, line=line) for line, text in enumerate("ကခ", start=1)]
    found = align_documents([Passage(kind="title", text="T t", line=1)], two, ("en", "my"))
    assert (found.pairs, [gap.reason for gap in found.gaps]) == (
        [],
        ["the translation has 2 times a title"],
    )


def test_levels_of_headings_count_from_the_highest() -> None:
    """A translation may call the first level 2 where the original calls it 3."""
    found = align("## A\n\n### B\n", "# က\n\n## ခ\n\n### ဂ\n")
    assert sources(found) == ["A", "B"]


def translate(passages: tuple[Passage, ...], said: dict[str, str]) -> tuple[Passage, ...]:
    """Passages in another language, as far as it says something."""
    return tuple(
        replace(one, text=said.get(one.text) or one.text, parts=translate(one.parts, said))
        for one in passages
    )


def without_one(passages: tuple[Passage, ...]) -> Iterator[tuple[Passage, ...]]:
    """`passages` without one of them, or of their parts, each in its turn."""
    for place, one in enumerate(passages):
        yield passages[:place] + passages[place + 1 :]
        for parts in without_one(one.parts):
            yield (*passages[:place], replace(one, parts=parts), *passages[place + 1 :])


@pytest.mark.parametrize("tag", ["my", "km"])
def test_real_releases_are_aligned_and_never_wrongly(tag: str, record_property) -> None:
    """The repository's own releases and their translations: whole, nearly all is aligned; with any
    one passage gone, what is still aligned is right."""
    newsroom = load_newsroom(ROOT, bundled_languages())
    releases, _ = load_releases(ROOT, newsroom)
    wanted = aligned = tried = wrong = 0
    for release in releases:
        catalog = load_catalog(ROOT, catalog_path(tag, release.slug))
        said = {entry.key.id: entry.translation.text for entry in catalog.entries}
        original = list_release(release)
        whole = translate(original, said)
        found = align_documents(original, whole, ("en", tag))
        wanted += len(list(release.segments()))
        aligned += len(found.pairs)
        for less in without_one(whole):
            tried += 1
            for pair in align_documents(original, less, ("en", tag)).pairs:
                wrong += said[pair.original.text] != pair.translation.text
    assert aligned >= 0.9 * wanted
    assert wrong == 0
    record_property(
        "measured",
        f"memory {tag}: {aligned} of {wanted} texts aligned; {tried} times one passage gone: "
        f"{wrong} wrong pairs",
    )
