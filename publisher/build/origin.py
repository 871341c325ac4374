"""Where a catalogue that came back belongs, told by what is in it.

In: the catalogue, and the newsroom's own. Out: its language and its domain, or a ContentError. Its
name says nothing: mail programs rename what they carry, and so do people.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from publisher.load.files import suggest
from publisher.load.po import load_catalog
from publisher.load.reads import list_folder
from publisher.model.errors import ContentError
from publisher.model.finding import Finding
from publisher.model.language import Language
from publisher.model.message import LOCALES, MessageKey, pot_path
from publisher.model.newsroom import GLOSSARY_DOMAIN
from publisher.text.address import mask_objects
from publisher.text.po import CatalogFile
from publisher.text.scripts import scripts_of, split_scripts
from publisher.translate.entries import previous_key

ENOUGH = 0.5
"""The share of a file's messages that its domain must know. A file of another newsroom shares
with ours a few words of the page, such as “Contact”; one that is a year old has lost fewer than
half of its messages."""


def list_domains(folder: Path) -> tuple[str, ...]:
    """The domains of a newsroom: those that have a pot, and the glossary."""
    pots = [path.stem for path in list_folder(folder / LOCALES / "pot") if path.suffix == ".pot"]
    return (*sorted(pots), GLOSSARY_DOMAIN)


def pot_keys(folder: Path, domain: str) -> frozenset[MessageKey]:
    """The messages of a pot; none where there is no pot."""
    return frozenset(entry.key for entry in load_catalog(folder, pot_path(domain)).entries)


def catalog_keys(catalog: CatalogFile) -> Iterator[MessageKey]:
    """The messages that a catalogue has or had: active, obsolete, and what they were before."""
    for entry in catalog.entries:
        yield entry.key
        if (previous := previous_key(entry.raw)) is not None:
            yield previous


def find_domain(file: CatalogFile, domains: Mapping[str, Collection[MessageKey]]) -> str:
    """The domain that knows most messages of a file; of several the one that the file is named
    after. Raises ContentError where none knows enough of them."""
    keys = {entry.key for entry in file.entries}
    common = {name: len(keys & set(known)) for name, known in domains.items()}
    best = max(domains, key=lambda name: (common[name], name in Path(file.path).name))
    if not keys or common[best] < ENOUGH * len(keys):
        message = f"{common[best]} of its {len(keys)} messages are messages of this newsroom"
        hint = "see whether it is of another newsroom; a new text needs 'publisher sync' first"
        raise ContentError(
            Finding(
                id="catalogue/unknown-domain", message=message, hint=hint, path=file.path, line=1
            )
        )
    return best


def find_language(file: CatalogFile, languages: Mapping[str, Language]) -> tuple[str, bool]:
    """The language of a file by its tag, and whether its header says so. Where the header names no
    language of the newsroom, the script of the translations tells, if one language alone has it.
    Raises ContentError where it cannot be told, or header and script contradict each other."""
    said = file.metadata.get("Language", "").strip()
    tag = match_tag(said, languages)
    sizes = count_scripts(
        entry.translation.text for entry in file.entries if not entry.translation.obsolete
    )
    if tag is not None:
        other = foreign_script(sizes, languages[tag])
        if other is None:
            return tag, True
        of = [language for language in languages.values() if other in scripts_of(language.script)]
        name = of[0].english_name if len(of) == 1 else f"the script {other}"
        raise ContentError(
            Finding(
                id="catalogue/wrong-language",
                message=f"the header says {languages[tag].english_name}, but the text is in {name}",
                hint="ask which of the two is right; if the text is, mend Language in the header",
                path=file.path,
                line=1,
            )
        )
    native = Counter({script: size for script, size in sizes.items() if script != "Latn"})
    top = native.most_common(1)[0][0] if native else ""
    found = [name for name, one in languages.items() if top in scripts_of(one.script)]
    if len(found) == 1:
        return found[0], False
    raise ContentError(
        Finding(
            id="catalogue/unknown-language",
            message=f"the header says “Language: {said}”, which this newsroom does not have"
            if said
            else "the header names no language",
            hint="write its tag into the header, such as Language: "
            f"{next(iter(languages))}; {suggest(said, languages)}",
            path=file.path,
            line=1,
        )
    )


def match_tag(said: str, tags: Iterable[str]) -> str | None:
    """The tag that a header means: editors write `my_MM` for `my`."""
    name = said.replace("_", "-").lower()
    known = {tag.lower(): tag for tag in tags}
    return known.get(name) or known.get(name.partition("-")[0])


def count_scripts(texts: Iterable[str]) -> Counter[str]:
    """How many letters of each script stand in texts, addresses and the like aside."""
    sizes: Counter[str] = Counter()
    for text in texts:
        for stretch in split_scripts(mask_objects(text)):
            sizes[stretch.script] += len(stretch.text)
    return sizes


def foreign_script(sizes: Mapping[str, int], language: Language) -> str | None:
    """The script that text is in where that is neither Latin nor the language's own; None where it
    is not. Names and addresses stay in Latin letters in every language."""
    own = scripts_of(language.script)
    strange = {script: n for script, n in sizes.items() if script not in {*own, "Latn"}}
    if not strange:
        return None
    top = max(strange, key=lambda script: strange[script])
    return top if strange[top] > sum(sizes.get(script, 0) for script in own) else None
