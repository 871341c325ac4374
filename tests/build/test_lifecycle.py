"""What becomes of a release on the site: embargo, sets, versions, withdrawal; and that each build
leaves what a clean one would make."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest
from links import addresses_of, find_dangling
from rebuilding import NOON, Bench
from world import Newsroom, read_tree

from publisher.build.pipeline import BuildResult
from publisher.publish.output import read_manifest

RICE = "2024-03-01-rice-dialogue"
QUICK = ("html", "txt")
MOMENT = NOON.replace(hour=13)
"""When the embargo of these tests ends."""
EMBARGO = f"embargo: {MOMENT.astimezone(dt.timezone(dt.timedelta(hours=7))).isoformat()}"
CORRECTION = """\
version: 2
corrections:
  - date: 2024-03-05
    text: An earlier version gave a wrong number of growers."""
SAID = {
    "my": "ယခင်မူတွင် စိုက်တောင်သူဦးရေ မှားယွင်းခဲ့ပါသည်။",
    "km": "កំណែមុនបានផ្តល់ចំនួនកសិករមិនត្រឹមត្រូវ។",
}


def add_front_matter(newsroom: Newsroom, lines: str) -> None:
    """Put lines before the date of RICE."""
    newsroom.edit(f"releases/{RICE}/release.md", "\ndate:", f"\n{lines}\ndate:")


def translate(newsroom: Newsroom, said: dict[str, str], text: str) -> None:
    """Add the translations of a text of RICE to its catalogues."""
    for language, words in said.items():
        path = newsroom.path(f"locales/{language}/LC_MESSAGES/{RICE}.po")
        entry = f'\nmsgid "{text}"\nmsgstr "{words}"\n'
        path.write_text(path.read_text(encoding="utf-8") + entry, encoding="utf-8")


def spoil(newsroom: Newsroom, language: str) -> None:
    """Make the headline of RICE fuzzy in a language."""
    entry = 'msgid "Rice growers of two deltas meet"'
    newsroom.edit(f"locales/{language}/LC_MESSAGES/{RICE}.po", entry, f"#, fuzzy\n{entry}")


def set_publish(newsroom: Newsroom, how: str) -> None:
    """Say how release sets go out."""
    newsroom.edit("publisher.toml", "[newsroom]", f'[newsroom]\npublish = "{how}"')


def states_of(site: Path) -> dict[str, set[str]]:
    """The states of the artifacts of RICE that stand on a site, by language."""
    states: dict[str, set[str]] = {}
    for entry in read_manifest(site).artifacts:
        if entry.release == RICE:
            states.setdefault(entry.language, set()).add(entry.state)
    return states


def ids_of(result: BuildResult) -> list[str]:
    """What was found."""
    return sorted({finding.id for finding in result.findings})


def page_of(site: Path, language: str) -> str:
    """The page of RICE in a language."""
    return (site / language / RICE / "index.html").read_text(encoding="utf-8")


# Embargo


def test_nobody_learns_of_an_embargoed_release(bench: Bench) -> None:
    """It stands in one folder whose name cannot be guessed, and no other file of the site, the
    manifest for everybody included, names the folder or the release; its pages lead to each other,
    ask not to be indexed, and tell no other site where they are."""
    add_front_matter(bench.newsroom, EMBARGO)
    bench.build(formats=QUICK)
    assert states_of(bench.site) == {tag: {"embargoed"} for tag in ("en", "my", "km")}
    (folder,) = (bench.site / "embargoed").iterdir()
    assert re.fullmatch("[0-9a-f]{32}", folder.name)
    for path, data in read_tree(bench.site).items():
        if not path.startswith(f"embargoed/{folder.name}/"):
            assert RICE not in path
            assert RICE.encode() not in data
            assert b"embargoed" not in data
            assert folder.name.encode() not in data
    html = (folder / "km" / RICE / "index.html").read_text(encoding="utf-8")
    assert '<meta name="robots" content="noindex">' in html
    assert '<meta name="referrer" content="no-referrer">' in html
    place = f"embargoed/{folder.name}"
    reached = addresses_of(f"{place}/km/{RICE}/index.html", html)
    assert {f"{place}/{tag}/{RICE}/index.html" for tag in ("en", "my")} < reached
    assert all(
        (bench.site / path).is_file() for path in reached if not path.endswith((".pdf", ".zip"))
    )
    own = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert {entry["state"] for entry in own["artifacts"]} == {"embargoed"}
    assert find_dangling(bench.site) == []


def test_each_language_has_its_own_clock(bench: Bench) -> None:
    """Page and text tell the moment in local time and own digits: 20:00 at UTC+7 is 19:30 in
    Yangon. The page says the same to machines."""
    add_front_matter(bench.newsroom, EMBARGO)
    bench.build(formats=QUICK)
    said = {
        "en": "Embargoed until 20:00 on 1 June 2024 (UTC+07:00)",
        "my": "၂၀၂၄ ခုနှစ်၊ ဇွန်လ ၁ ရက် ၁၉:၃၀ နာရီ (မြန်မာစံတော်ချိန်၊ UTC+06:30) မတိုင်မီ",
        "km": "ម៉ោង២០:០០ ថ្ងៃទី១ ខែមិថុនា ឆ្នាំ២០២៤ (ម៉ោងនៅកម្ពុជា, UTC+07:00)",
    }
    for language, words in said.items():
        (folder,) = bench.site.glob(f"embargoed/*/{language}/{RICE}")
        text = (folder / f"{RICE}.{language}.txt").read_text(encoding="utf-8")
        assert words in text.split("\n\n")[0]
        html = (folder / "index.html").read_text(encoding="utf-8")
        assert words in re.sub("<[^>]+>", "", html)
        offset = "19:30:00+06:30" if language == "my" else "20:00:00+07:00"
        assert f'<time datetime="2024-06-01T{offset}">' in html


def test_the_address_is_the_newsrooms_secret(bench: Bench) -> None:
    """With a secret the address outlives every edit; another secret gives another address. Without
    one the text is the secret, and an edit moves the release. No file holds the secret."""
    add_front_matter(bench.newsroom, EMBARGO)

    def address() -> str:
        bench.build(formats=QUICK)
        (folder,) = (bench.site / "embargoed").iterdir()
        return folder.name

    before = address()
    config, release = "publisher.toml", f"releases/{RICE}/release.md"
    bench.newsroom.edit(release, "\ndate:", "\n# edited\ndate:")
    assert (by_text := address()) != before
    secret = "93c1f0be6a7d4e2588aa0c1d7b3e5f46"
    bench.newsroom.edit(config, "[newsroom]", f'[newsroom]\nembargo_secret = "{secret}"')
    assert (by_secret := address()) not in (by_text, before)
    bench.newsroom.edit(release, "# edited", "# edited again")
    assert address() == by_secret
    assert not [path for path, data in read_tree(bench.site).items() if secret.encode() in data]
    bench.newsroom.edit(config, secret, secret[::-1])
    assert address() != by_secret


def test_an_embargo_from_draft_to_page(bench: Bench, tmp_path: Path) -> None:
    """Incomplete editions are drafts, complete ones embargoed until the moment; then the folder is
    gone. Whatever came before, the site is that of a clean build."""
    add_front_matter(bench.newsroom, EMBARGO)
    spoil(bench.newsroom, "km")
    site = tmp_path / "site"
    trees = []
    for number, (moment, states) in enumerate(
        [
            (NOON, {"en": {"embargoed"}, "my": {"embargoed"}, "km": {"draft"}}),
            (MOMENT, {"en": {"published"}, "my": {"published"}, "km": {"draft"}}),
            (NOON, {"en": {"embargoed"}, "my": {"embargoed"}, "km": {"draft"}}),
        ]
    ):
        bench.build(output=site, formats=QUICK, now=moment)
        assert states_of(site) == states
        assert (site / "embargoed").exists() == (moment < MOMENT)
        trees.append(read_tree(site))
        assert trees[-1] == bench.clean_tree(tmp_path / str(number), formats=QUICK, now=moment)
        assert bench.glance(output=site, formats=QUICK, now=moment) is not None
    assert trees[0] == trees[2] != trees[1]


def test_an_error_does_not_outlast_an_embargo(bench: Bench) -> None:
    """An edition with an error keeps its last good state, but neither under embargo in public, nor
    after it in secret."""
    bench.build(formats=QUICK)
    add_front_matter(bench.newsroom, EMBARGO)
    catalog = bench.newsroom.path(f"locales/km/LC_MESSAGES/{RICE}.po")
    whole = catalog.read_text(encoding="utf-8")
    catalog.write_text(whole + "\n<<<<<<< mine\n", encoding="utf-8")
    bench.build(formats=QUICK)
    assert states_of(bench.site) == {"en": {"embargoed"}, "my": {"embargoed"}}
    catalog.write_text(whole, encoding="utf-8")
    bench.build(formats=QUICK)
    catalog.write_text(whole + "\n<<<<<<< mine\n", encoding="utf-8")
    bench.build(formats=QUICK)
    assert states_of(bench.site)["km"] == {"embargoed"}
    bench.build(formats=QUICK, now=MOMENT)
    assert states_of(bench.site) == {"en": {"published"}, "my": {"published"}}
    assert not (bench.site / "embargoed").exists()


# Sets


def test_together_nothing_goes_out_before_all_is_complete(bench: Bench) -> None:
    """As long as one edition lacks something the others wait as drafts, and say for what."""
    set_publish(bench.newsroom, "together")
    spoil(bench.newsroom, "km")
    result = bench.build(output=bench.site.with_name("new"), formats=QUICK)
    site = bench.site.with_name("new")
    assert states_of(site) == {tag: {"draft"} for tag in ("en", "my", "km")}
    assert result.findings == ()
    said = bench.newsroom.run("status", "--json").json["editions"]
    reasons = {row["language"]: row["blocked_by"] for row in said if row["release"] == RICE}
    assert reasons["en"] == reasons["my"]
    assert reasons["my"] == [
        "waits for the other editions: km (0 messages untranslated, 1 fuzzy, 6 words left)"
    ]


def test_together_what_is_out_stays_until_all_can_be_replaced(bench: Bench) -> None:
    """A message that turns fuzzy later takes nothing off the site: readers keep the whole set as it
    was, and the new one waits as drafts until it is complete."""
    set_publish(bench.newsroom, "together")
    bench.build(formats=QUICK)
    before = {tag: page_of(bench.site, tag) for tag in ("en", "my", "km")}
    spoil(bench.newsroom, "km")
    bench.newsroom.edit(f"releases/{RICE}/release.md", "Meet again.", "Meet once more.")
    bench.build(formats=QUICK)
    assert states_of(bench.site) == {tag: {"published", "draft"} for tag in ("en", "my", "km")}
    assert {tag: page_of(bench.site, tag) for tag in ("en", "my", "km")} == before
    assert RICE in (bench.site / "km" / "index.html").read_text(encoding="utf-8")
    assert [link for link in find_dangling(bench.site) if not link.endswith(".pdf")] == []
    assert bench.rebuild(formats=QUICK) == {}
    assert {tag: page_of(bench.site, tag) for tag in ("en", "my", "km")} == before


def test_source_first_announces_the_others(bench: Bench, tmp_path: Path) -> None:
    """The original goes out and says which languages will follow, in its own; when they are
    complete they go out, and it says so no more."""
    set_publish(bench.newsroom, "source-first")
    site = tmp_path / "site"
    spoil(bench.newsroom, "km")
    spoil(bench.newsroom, "my")
    result = bench.build(output=site, formats=QUICK)
    assert states_of(site) == {"en": {"published"}, "my": {"draft"}, "km": {"draft"}}
    assert result.findings == ()
    assert "Burmese and Khmer editions will follow." in page_of(site, "en")
    for language in ("km", "my"):
        catalog = bench.newsroom.path(f"locales/{language}/LC_MESSAGES/{RICE}.po")
        catalog.write_text(catalog.read_text(encoding="utf-8").replace("#, fuzzy\n", ""))
    bench.build(output=site, formats=QUICK)
    assert states_of(site) == {tag: {"published"} for tag in ("en", "my", "km")}
    assert "will follow" not in page_of(site, "en")


def test_source_first_refuses_a_mixed_state(bench: Bench, tmp_path: Path) -> None:
    """With one translation complete and another not, the first waits, and a finding says for what:
    build and check end with 1."""
    set_publish(bench.newsroom, "source-first")
    spoil(bench.newsroom, "km")
    result = bench.build(output=tmp_path / "site", formats=QUICK)
    assert states_of(tmp_path / "site") == {"en": {"published"}, "my": {"draft"}, "km": {"draft"}}
    assert ids_of(result) == ["edition/mixed-set"]
    (finding,) = result.findings
    assert finding.path == f"locales/km/LC_MESSAGES/{RICE}.po"
    assert finding.message == (
        "translations go out together: my waits for km, of which is missing: "
        "0 messages untranslated, 1 fuzzy, 6 words left"
    )
    said = bench.newsroom.run("check")
    assert (said.code, "edition/mixed-set" in said.stdout + said.stderr) == (1, True)


def test_an_error_holds_a_set_together(bench: Bench, tmp_path: Path) -> None:
    """An edition with an error is missing like one that is not translated."""
    set_publish(bench.newsroom, "together")
    bench.newsroom.edit(f"releases/{RICE}/release.md", "images/field.jpg", "images/none.jpg")
    site = tmp_path / "site"
    bench.build(output=site, formats=QUICK)
    assert states_of(site) == {}
    bench.newsroom.edit(f"releases/{RICE}/release.md", "images/none.jpg", "images/field.jpg")
    catalog = bench.newsroom.path(f"locales/km/LC_MESSAGES/{RICE}.po")
    catalog.write_text(catalog.read_text(encoding="utf-8") + "\n<<<<<<< mine\n", encoding="utf-8")
    bench.build(output=site, formats=QUICK)
    assert states_of(site) == {"en": {"draft"}, "my": {"draft"}}


# Versions and corrections


def test_a_correction_is_told_and_the_old_pdf_is_kept(bench: Bench, tmp_path: Path) -> None:
    """Page and text tell every correction with its date; the files keep their names; the PDF of
    the earlier version stands beside, and the page leads to it. From the site alone it is gone with
    the site, so a warning tells where to keep it; from there every clean build has the same."""
    add_front_matter(bench.newsroom, CORRECTION)
    translate(bench.newsroom, SAID, "An earlier version gave a wrong number of growers.")
    before = (bench.site / "km" / RICE / f"{RICE}.km.pdf").read_bytes()
    result = bench.build()
    assert ids_of(result) == ["release/version-not-kept"]
    kept = bench.newsroom.folder / "releases" / RICE / "versions"
    kept.mkdir()
    for language in ("en", "my", "km"):
        old = bench.site / language / RICE / f"{RICE}.{language}.v1.pdf"
        assert f'href="{old.name}"' in page_of(bench.site, language)
        (kept / old.name).write_bytes(old.read_bytes())
    text = (bench.site / "km" / RICE / f"{RICE}.km.txt").read_text(encoding="utf-8")
    assert f"កំណែទី២\nការកែតម្រូវចុះថ្ងៃទី៥ ខែមីនា ឆ្នាំ២០២៤៖ {SAID['km']}" in text
    assert (bench.site / "km" / RICE / f"{RICE}.km.pdf").read_bytes() != before
    manifest = read_manifest(bench.site)
    assert {e.version for e in manifest.artifacts if e.release == RICE} == {2}
    assert {e.version for e in manifest.listings if e.release == RICE} == {2}
    # Once more, with what is kept: the bytes are the same, and so are those of a clean build.
    site = read_tree(bench.site)
    assert bench.build().findings == ()
    assert read_tree(bench.site) == site == bench.clean_tree(tmp_path)
    # The file as it was published does as well.
    (kept / f"{RICE}.km.v1.pdf").write_bytes(before)
    bench.build()
    assert read_tree(bench.site) == site
    assert find_dangling(bench.site) == []


def test_an_edition_that_is_late_keeps_its_old_pdf(bench: Bench, tmp_path: Path) -> None:
    """An edition whose correction is not translated yet is a draft; when it is, the PDF of its
    earlier version is still there."""
    add_front_matter(bench.newsroom, CORRECTION)
    bench.build(languages=("km",))
    bench.build()
    assert states_of(bench.site)["km"] == {"draft"}
    translate(bench.newsroom, SAID, "An earlier version gave a wrong number of growers.")
    bench.build()
    assert states_of(bench.site)["km"] == {"published"}
    assert (bench.site / "km" / RICE / f"{RICE}.km.v1.pdf").is_file()


@pytest.mark.parametrize(
    ("name", "data", "found"),
    [
        ("old.pdf", b"%PDF-1.7", "release/version-file"),
        (f"{RICE}.en.v2.pdf", b"%PDF-1.7", "release/version-file"),
        (f"{RICE}.en.v1.pdf", b"GIF89a", "release/version-file"),
        (f"{RICE}.en.v1.pdf", b"%PDF-1.7 and no more", "release/version-file"),
    ],
)
def test_what_is_no_earlier_version(bench: Bench, name: str, data: bytes, found: str) -> None:
    """A file in versions/ that is none is found, and the other editions are built."""
    add_front_matter(bench.newsroom, CORRECTION)
    translate(bench.newsroom, SAID, "An earlier version gave a wrong number of growers.")
    folder = bench.newsroom.folder / "releases" / RICE / "versions"
    folder.mkdir()
    (folder / name).write_bytes(data)
    result = bench.build(formats=QUICK)
    assert found in ids_of(result)
    assert states_of(bench.site)["km"] == {"published"}


# Withdrawal


def test_a_withdrawn_release_leaves_a_notice(bench: Bench, tmp_path: Path) -> None:
    """At its addresses stand, in every language, its title, when and why it is gone, and whom to
    ask; nothing else of it remains, and the index says so."""
    folder = bench.site / "en" / RICE
    assert (bench.site / "pictures" / RICE).is_dir()
    add_front_matter(bench.newsroom, "withdrawn:\n  date: 2024-05-01\n  text: The count was wrong.")
    translate(
        bench.newsroom,
        {"my": "ကိန်းဂဏန်း မှားယွင်းခဲ့ပါသည်။", "km": "តួលេខមិនត្រឹមត្រូវ។"},
        "The count was wrong.",
    )
    assert bench.build().findings == ()
    assert states_of(bench.site) == {tag: {"published"} for tag in ("en", "my", "km")}
    assert sorted(path.name for path in folder.iterdir()) == [
        *(f"{RICE}.en.{suffix}" for suffix in ("jpg", "ninjs.json", "pdf", "txt")),
        "index.html",
    ]
    assert not (bench.site / "pictures" / RICE).exists()
    html = re.sub("<span[^>]*>|</span>", "", page_of(bench.site, "en"))
    for words in (
        "Rice growers of two deltas meet",
        "1 May 2024",
        "The count was wrong.",
        "press@",
    ):
        assert words in html
    assert "What was agreed" not in html
    km = (bench.site / "km" / RICE / f"{RICE}.km.txt").read_text(encoding="utf-8")
    assert "បានដកចេញពីការផ្សាយនៅថ្ងៃទី១ ខែឧសភា ឆ្នាំ២០២៤\nតួលេខមិនត្រឹមត្រូវ។" in km
    index = (bench.site / "en" / "index.html").read_text(encoding="utf-8")
    assert index.count('<strong class="withdrawn">Withdrawn</strong>') == 1
    assert {e.withdrawn for e in read_manifest(bench.site).listings if e.release == RICE} == {True}
    assert read_tree(bench.site) == bench.clean_tree(tmp_path)
