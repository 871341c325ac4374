"""message/foreign-script: a translation is in the script of its language."""

from collections import Counter
from collections.abc import Iterator

from publisher.checks.registry import Check, Subject
from publisher.checks.texts import report, show
from publisher.checks.translations import list_pairs
from publisher.model.finding import Finding, Severity
from publisher.text.address import mask_objects
from publisher.text.scripts import has_other_letters, script_of, scripts_of, split_scripts

_NAMES = {
    "Mymr": "Burmese", "Khmr": "Khmer", "Thai": "Thai", "Laoo": "Lao", "Deva": "Devanagari",
    "Beng": "Bengali", "Hani": "Chinese", "Hang": "Korean", "Kana": "Japanese", "Hira": "Japanese",
    "Cyrl": "Cyrillic", "Grek": "Greek", "Arab": "Arabic", "Latn": "Latin", "Lana": "Tai Tham",
}  # fmt: skip


def find_scripts(subject: Subject) -> Iterator[Finding]:
    """Letters of a script that neither the language nor the original has."""
    for text, original in list_pairs(subject):
        body = mask_objects(text.text)
        if not has_other_letters(body, text.language.script):
            continue
        own = scripts_of(text.language.script)
        allowed = own | {"Latn"} | {script_of(character) for character in original}
        stretches = list(split_scripts(body))
        strange = [stretch for stretch in stretches if stretch.script not in allowed]
        if not strange:
            continue
        sizes: Counter[str] = Counter()
        for stretch in stretches:
            sizes[stretch.script] += len(stretch.text)
        first = strange[0]
        script = _NAMES.get(first.script, first.script)
        whole = sizes[first.script] > sum(sizes[name] for name in own)
        end = first.start + len(first.text)
        yield report(
            CHECK.id,
            text,
            f"the text is in {script} script, in a catalogue of {text.language.english_name}"
            if whole
            else f"{script} letters stand in the text: {show(text.text, first.start, end)}",
            "put the translation into the catalogue of its language"
            if whole
            else f"write them in {text.language.english_name} letters",
            severity=Severity.ERROR if whole else Severity.WARNING,
            start=first.start,
            end=end,
        )


CHECK = Check(
    id="message/foreign-script",
    title="A translation is in the script of its language",
    rationale=(
        "A translation pasted into the wrong catalogue publishes Khmer as Burmese. A single letter "
        "of Thai or Devanagari, from a keyboard that was not switched over, looks like a printing "
        "fault and breaks search. Letters that the original has too are meant, and so are Latin "
        "ones."
    ),
    bad='"Language: my\\n"\n\nmsgid "press release"\nmsgstr "សេចក្ដីប្រកាសព័ត៌មាន"',
    good='"Language: my\\n"\n\nmsgid "press release"\nmsgstr "သတင်းထုတ်ပြန်ချက်"',
    function=find_scripts,
)
