"""Sync of a whole newsroom: what one catalogue knows helps the others, and twice equals once."""

from pathlib import Path

import pytest
from world import Newsroom, read_tree

from publisher.build.syncing import sync_newsroom
from publisher.load.po import load_catalog
from publisher.model.message import MessageKey, Translation, catalog_path

OLD, NEW = "2024-01-10-first", "2024-02-10-second"
CLAIM = "Every worker has a right to a contract in his or her own language."
CLAIM_MY = "အလုပ်သမားတိုင်း မိမိဘာသာစကားဖြင့် ရေးသားသော စာချုပ် ရပိုင်ခွင့် ရှိသည်။"


def write_release(folder: Path, slug: str, *paragraphs: str) -> None:
    """A release in English and Burmese with these paragraphs."""
    path = folder / "releases" / slug / "release.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    head = f"---\nkind: publication-summary\ntitle: {slug}\ndate: {slug[:10]}\n---\n\n"
    path.write_text(head + "\n\n".join(paragraphs) + "\n", encoding="utf-8")


def read(folder: Path, slug: str, text: str, tag: str = "my") -> Translation:
    """What a catalogue says for a message."""
    catalog = load_catalog(folder, catalog_path(tag, slug)).to_catalog(slug, tag)
    return catalog.translations[MessageKey(None, text)]


def comments(folder: Path, slug: str, text: str) -> str:
    """The Burmese entry of a message, with all that stands before it."""
    catalog = load_catalog(folder, catalog_path("my", slug))
    return "\n".join(next(e for e in catalog.entries if e.key.id == text).raw.lines)


def translate(folder: Path, slug: str, text: str, translation: str, tag: str = "my") -> None:
    """Fill one message of a catalogue."""
    path = folder / catalog_path(tag, slug)
    before = path.read_text(encoding="utf-8")
    empty = f'msgid "{text}"\nmsgstr ""\n'
    assert before.count(empty) == 1
    after = before.replace(empty, f'msgid "{text}"\nmsgstr "{translation}"\n')
    path.write_text(after, encoding="utf-8")


def sync(folder: Path, *slugs: str) -> tuple[str, ...]:
    """Sync without a finding, and again: the second time changes nothing."""
    changed, findings = sync_newsroom(folder, slugs)
    assert findings == ()
    assert sync_newsroom(folder, slugs) == ((), ())
    return changed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A newsroom with one release, whose claim is translated."""
    (tmp_path / "publisher.toml").write_text(
        '[organisation]\nname = "N"\n\n[newsroom]\nlanguages = ["en", "my"]\n', encoding="utf-8"
    )
    write_release(tmp_path, OLD, CLAIM)
    sync(tmp_path)
    translate(tmp_path, OLD, CLAIM, CLAIM_MY)
    return tmp_path


def test_nothing_is_translated_twice(folder: Path) -> None:
    """A paragraph that another release has comes translated, and says from where; a similar one
    comes fuzzy, with its score and the words that differ."""
    near = CLAIM.replace("contract", "lawyer")
    write_release(folder, NEW, CLAIM, near)
    sync(folder)
    assert read(folder, NEW, CLAIM).usable
    assert f"#. memory: from {OLD}\n" in comments(folder, NEW, CLAIM)
    assert not read(folder, NEW, near).usable
    told = comments(folder, NEW, near)
    assert f" %: from {OLD}\n" in told
    assert "#. edit: words changed: … right to a [-contract-] {+lawyer+} in his or …\n" in told
    assert f'#| msgid "{CLAIM}"\n' in told


def test_a_new_release_alone_knows_the_others_too(folder: Path) -> None:
    """Sync of one release reads what the other catalogues hold, and writes to none of them."""
    write_release(folder, NEW, CLAIM)
    assert set(sync(folder, NEW)) == {
        f"locales/pot/{NEW}.pot",
        catalog_path("en", NEW),
        catalog_path("my", NEW),
    }
    assert read(folder, NEW, CLAIM).text == CLAIM_MY


def test_the_memory_knows_what_this_very_sync_has_done(folder: Path) -> None:
    """Where one catalogue loses a translation by an edit, another does not take it from there; and
    what became of the edit is what the memory offers. So twice is once."""
    write_release(folder, OLD, CLAIM.replace("has a", "has no"))
    write_release(folder, NEW, CLAIM)
    sync(folder)
    assert not read(folder, NEW, CLAIM).text
    write_release(folder, OLD, CLAIM.replace(".", "!"))
    sync(folder)
    assert read(folder, OLD, CLAIM.replace(".", "!")).usable
    assert read(folder, NEW, CLAIM).fuzzy


def test_the_newest_release_is_asked_first(folder: Path) -> None:
    """Where releases differ, the latest translation is taken, and that of the shared catalogue
    before all."""
    write_release(folder, NEW, CLAIM)
    sync(folder)
    path = folder / catalog_path("my", NEW)
    text = path.read_text(encoding="utf-8").replace(CLAIM_MY, "ပိုသစ်သည်။")
    path.write_text(text, encoding="utf-8")
    write_release(folder, "2024-03-10-third", CLAIM)
    sync(folder)
    assert read(folder, "2024-03-10-third", CLAIM).text == "ပိုသစ်သည်။"
    assert f"#. memory: from {OLD}\n" in comments(folder, NEW, CLAIM)


def test_template_strings_come_translated(folder: Path) -> None:
    """What publisher brings along fills the shared catalogue, and says so."""
    shared = comments(folder, "newsroom", "Contact")
    assert "#. memory: from publisher\n" in shared
    assert read(folder, "newsroom", "Contact").usable
    assert not read(folder, "newsroom", "Contact", "en").text


def test_an_override_mends_english_and_unsettles_nobody(folder: Path) -> None:
    """A filled English message changes no other catalogue; when its source is edited it is fuzzy,
    and readers see the source."""
    translate(folder, OLD, CLAIM, CLAIM.replace("his or her", "their"), "en")
    assert sync(folder) == ()
    assert read(folder, OLD, CLAIM, "en").usable
    edited = CLAIM.replace(".", "!")
    write_release(folder, OLD, edited)
    sync(folder)
    assert read(folder, OLD, edited, "en").fuzzy
    assert read(folder, OLD, edited).usable


def test_terms_are_told_in_every_catalogue(folder: Path) -> None:
    """The glossary's terms stand in the comments of its language, and in no pot."""
    glossary = folder / catalog_path("my", "glossary")
    glossary.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        '#, terminology\nmsgid "worker"\nmsgstr "အလုပ်သမား"\n',
        encoding="utf-8",
    )
    assert sync(folder) == (catalog_path("my", OLD),)
    assert "#. glossary: worker = အလုပ်သမား\n" in comments(folder, OLD, CLAIM)


def test_a_broken_glossary_is_reported_and_changes_nothing(folder: Path) -> None:
    """Its language waits: else every comment would lose its terms and get them back. Faults of
    other catalogues are reported with it."""
    write_release(folder, NEW, CLAIM)
    for domain in ("glossary", "newsroom"):
        path = folder / catalog_path("my", domain)
        path.write_text('msgid "worker"\nmsgstr "x\n', encoding="utf-8")
    before = read_tree(folder / "locales" / "my")
    changed, findings = sync_newsroom(folder, ())
    assert [finding.path for finding in findings] == [
        catalog_path("my", "glossary"),
        catalog_path("my", "newsroom"),
    ]
    assert changed == (f"locales/pot/{NEW}.pot", catalog_path("en", NEW))
    assert read_tree(folder / "locales" / "my") == before


def test_a_broken_catalogue_lends_nothing(folder: Path) -> None:
    """A release syncs although the catalogue of another one cannot be read."""
    (folder / catalog_path("my", OLD)).write_text('msgid "x\n', encoding="utf-8")
    write_release(folder, NEW, CLAIM)
    sync(folder, NEW)
    assert not read(folder, NEW, CLAIM).text


def test_a_published_newsroom_stays_published(full: Newsroom) -> None:
    """A mark that changes in the source leaves the editions in every language complete."""
    release = next((full.folder / "releases").glob("*water*/release.md"))
    before = full.run("status", "--json").json["editions"]
    text = release.read_text(encoding="utf-8")
    assert text.count("over ten years.") == 1
    release.write_text(text.replace("over ten years.", "– over ten years!"), encoding="utf-8")
    assert full.run("sync").code == 0
    assert full.run("status", "--json").json["editions"] == before
