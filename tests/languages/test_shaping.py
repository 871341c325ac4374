"""Document faces draw what HarfBuzz draws with the untouched ones, and say what was written."""

import unicodedata
from collections.abc import Iterator

import pytest
from typesetting import (
    LANGUAGES,
    LIBRARY,
    READERS,
    SET,
    Drawer,
    list_fonts,
    make_page,
    measure_type,
    print_page,
    read_sample,
    read_texts,
)

from publisher.model.errors import ContentError
from publisher.model.face import FaceKey
from publisher.model.language import Language
from publisher.model.page import FaceUse
from publisher.render.faces import existing_face, make_faces, split_by_file
from publisher.render.inspect import score_text
from publisher.render.shaping import shaping_font
from publisher.text.linebreak import insert_marks


def list_faces() -> Iterator[tuple[Language, FaceUse, FaceKey]]:
    """Every face that a page of a language may be set in, once, with a chain that it is in."""
    for language in SET:
        known = set()
        for role, weight, italic in measure_type.styles_of(language):
            use = FaceUse(language.styles[role].families, weight, italic, language.tag)
            for key in find_chain(use):
                if key not in known:
                    known.add(key)
                    yield language, use, key


def name_face(value: object) -> str | None:
    """How pytest calls a face."""
    if isinstance(value, FaceKey):
        name = f"{value.family}-{value.weight}".replace(" ", "")
        return name + ("-italic" if value.italic else "")
    return value.tag if isinstance(value, Language) else ""


def find_chain(use: FaceUse) -> list[FaceKey]:
    """The faces of a chain."""
    found = (existing_face(LIBRARY, name, use.weight, use.italic) for name in use.families)
    return [key for key in found if key is not None]


def split_text(text: str, chain: list[FaceKey]) -> list[tuple[FaceKey, int, str]]:
    """The runs of a text with the face and file that set each; none where no face can."""
    fonts = [[shaping_font(data) for data in LIBRARY[key]] for key in chain]
    try:
        runs = list(split_by_file(text, fonts))
    except ContentError:
        return []
    return [(chain[place[0]], place[1], run) for place, run in runs if place is not None]


@pytest.mark.parametrize(("language", "use", "key"), list(list_faces()), ids=name_face)
def test_every_word_is_drawn_as_by_the_untouched_face(
    language: Language, use: FaceUse, key: FaceKey
) -> None:
    """Every curve stands where HarfBuzz puts it and the advance is the same, to the unit, for all
    words of our texts that the face sets, although break marks stand in them."""
    chain = find_chain(use)
    words = measure_type.list_words(texts_of(language))
    runs = [split_text(word, chain) for word in words]
    assert sum(map(bool, runs)) > 0.99 * len(words)
    ours = {(number, run): None for word in runs for face, number, run in word if face == key}
    texts = {use: [run for _, run in ours]}
    (face,) = [face for face in make_faces(texts, LIBRARY) if face.key == key] or [None]
    assert face is not None or not ours
    for number, run in ours:
        drawn = Drawer.of(face.data).draw(insert_marks(run, language), language.tag)
        meant = run.translate(shaping_font(LIBRARY[key][number]).substitutes)
        assert drawn == Drawer.of(LIBRARY[key][number]).draw(meant, language.tag), run


def texts_of(language: Language) -> list[str]:
    """The texts of a language, with its dates."""
    dates = language.dates
    return [
        *read_texts()[language.tag],
        " ".join(dates.months),
        dates.day.format(day=language.digits, month=dates.months[6], year=language.digits[::-1]),
    ]


SPELLINGS = {
    # COENG TA and COENG DA; ZWNJ before a shifter, which then stands above; a word in two scripts;
    # subscripts, pre-base ro and robat.
    "km-coeng": ("km", "សេចក្តីប្រកាស និងសេចក្ដីប្រកាស"),
    "km-joiner": ("km", "ប\u200c៉ី ប៉ី អ\u200c៊ី អ៊ី"),
    "km-mixed": ("km", "MMNបាន (ILO)៖ ៥%នៃ UNESCO។"),
    "km-stacks": ("km", "ស្ត្រី ង្ខ្យ ប៉ៃលិន ម៉េរិ ព័ត៌មាន ខ្ញុំ ព្រះ"),
    # SARA AM, which HarfBuzz takes apart, alone and after a tone; digits of both kinds.
    "th-am": ("th", "น้ำ ค่ำ กำ ทำงาน ก๊ำ"),
    "th-mixed": ("th", "ILOของ 5%ของ ๒๕๖๐ ปู่ ญี่ปุ่น ฐู"),
    "lo-am": ("lo", "ນ້ຳ ຄ່ຳ ນຳ ທຸກໆ ຫຼວງ ຂ້ອຍ MMNຂອງ"),
    # Asat and a tone, a vowel above, one below and a tone; tones that no Burmese word has.
    "shn-tones": ("shn", "ပဵၼ်ႇ ၶႅပ်ႉ ႁိူဝ်းႉ မိူင်းတႆး 2017ပီ ႁဝ်းၶႃႈ တႂ်ႈ"),
    "mnw-conjuncts": ("mnw", "သ္ပ မ္ၚိဟ် က္ဍ သၟဟ် ဍဵု မၞိဟ် လၟုဟ် ပ္ဍဲ ဂၠံၚ် ကၟိန်"),
    "ksw-tones": ("ksw", "ပှၤကညီ ဒံၣ်စ့ဘၢၣ် ILOအ မာ်ၡး တၢ်သဘျ့ လီၤ."),
    # Kinzi, a stack, great ra, and the two orders of dot and asat, which are one text.
    "my-stacks": ("my", "သင်္ဘော မန္တလေး ကြီး မြွေ ညှိနှိုင်း ယောက်ျား ILOသည်"),
    # RA takes another form before a stack; it must not draw all that stands before it along.
    "my-long": ("my", "နွားများခွာနာလျှာနာရောဂါဖြစ်ပွား၍တိရစ္ဆာန်ဈေးများပိတ်ထားသည်"),
    "my-orders": ("my", "အခွင့်အရေး အခွင\u103a\u1037အရေး"),
    "en-ligatures": ("en", "office affiliates fluffy AVATAR To. “effective” café"),
    "en-decomposed": ("en", unicodedata.normalize("NFD", "café Müller Zoë señor")),
    "vi": ("vi", "Tiếng Việt: Ngữ Nghệ ƯỚC ĐƯỜNG Ẫ"),
    "vi-compound": ("vi", "Vi\u00ea\u0323t Nam, Hô\u0300 Chi\u0301 Minh"),
}


@pytest.mark.parametrize(("tag", "text"), SPELLINGS.values(), ids=SPELLINGS)
def test_readers_get_the_spelling_that_was_written(tag: str, text: str) -> None:
    """Two spellings that look alike stay two; what a shaper takes apart comes back whole."""
    page = make_page(tag, f"<p>{text}</p><p><strong>{text}</strong></p>")
    data = print_page(page)
    for name, reader in READERS.items():
        score = score_text(reader(data), page)
        assert score.perfect, (name, score)


LOOK_ALIKES = {
    "coeng": ("km", "ក្តី", "ក្ដី"),
    "dot-and-asat": ("my", "ခွင့်", "ခွင\u103a\u1037"),
}


@pytest.mark.parametrize(("tag", "one", "other"), LOOK_ALIKES.values(), ids=LOOK_ALIKES)
def test_look_alikes_look_alike(tag: str, one: str, other: str) -> None:
    """Two spellings of one syllable are drawn the same, curve by curve."""
    use = FaceUse(LANGUAGES[tag].styles["text"].families, 400, italic=False, language=tag)
    (face,) = make_faces({use: (f"{one} {other}",)}, LIBRARY)
    drawer = Drawer(face.data)
    assert drawer.draw(one, tag) == drawer.draw(other, tag)
    assert drawer.draw(one, tag)[0]


def test_letters_are_kerned_and_joined() -> None:
    """Kerning pairs and the ligatures of Latin are those of the face itself."""
    use = FaceUse(("Noto Serif",), 400, italic=False, language="en")
    words = ("AVATAR", "To.", "office", "affiliates", "fluffy", "fig")
    (face,) = make_faces({use: words}, LIBRARY)
    ours, theirs = Drawer(face.data), Drawer(LIBRARY[face.key][0])
    for word in words:
        assert ours.draw(word, "en") == theirs.draw(word, "en")
    separate = sum(ours.draw(letter, "en")[1] for letter in "AVATAR")
    assert ours.draw("AVATAR", "en")[1] < separate
    assert len(theirs.glyphs("fig", "en")[1]) == len(ours.glyphs("fig", "en")[1]) == 2


def test_a_style_that_lacks_a_character_is_made_without_it() -> None:
    """The italic of Noto Serif has no U+20C0: a page that has it upright still gets its italic,
    and both faces map the same characters, since fontconfig ranks coverage above slant."""
    upright = FaceUse(("Noto Serif",), 400, italic=False, language="en")
    slanted = upright._replace(italic=True)
    faces = make_faces({upright: ("5 \u20c0",), slanted: ("Safe",)}, LIBRARY)
    assert [face.key.italic for face in faces] == [False, True]
    held = [set(shaping_font(face.data).characters) for face in faces]
    assert held[0] == held[1] >= {0x20C0, ord("S")}


def find_forks(tag: str) -> list[str]:
    """Words that Noto Sans Myanmar draws otherwise in a language than it does in Burmese."""
    drawer = Drawer.of(LIBRARY[FaceKey("Noto Sans Myanmar", 400)][0])
    words = measure_type.list_words([*read_sample(tag), *read_sample("my")])
    return [word for word in words if drawer.glyphs(word, tag)[1] != drawer.glyphs(word, "my")[1]]


def test_each_language_of_a_page_keeps_its_own_shapes() -> None:
    """Noto Sans Myanmar draws some words differently in Karen and in Burmese: on one page each has
    them as its own language does, since each has faces of its own."""
    tag = "ksw"
    words = find_forks(tag)
    assert words
    families = LANGUAGES[tag].styles["text"].families
    uses = [FaceUse(families, 400, italic=False, language=name) for name in (tag, "my")]
    faces = make_faces(dict.fromkeys(uses, tuple(words)), LIBRARY)
    drawers = {
        face.language: Drawer(face.data) for face in faces if face.key.family == "Noto Sans Myanmar"
    }
    whole = Drawer(LIBRARY[FaceKey("Noto Sans Myanmar", 400)][0])
    for word in words:
        ours = {name: drawers[name].draw(word, name) for name in (tag, "my")}
        assert ours[tag] == whole.draw(word, tag)
        assert ours["my"] == whole.draw(word, "my")
        assert ours[tag] != ours["my"]


@pytest.mark.parametrize("tag", ["shn", "ksw", "mnw"])
def test_burmese_stands_beside_its_sisters(tag: str) -> None:
    """A page in Shan, Karen or Mon that quotes Burmese embeds faces for both, and readers get
    both texts whole."""
    quoted, own = read_texts()["my"][3], read_texts()[tag][1]
    page = make_page(tag, f'<p>{own} <span lang="my">{quoted}</span> {own}</p>', ["my"])
    data = print_page(page)
    assert {"Noto-Sans-Myanmar-my", f"Noto-Sans-Myanmar-{tag}"} <= list_fonts(data)
    for reader in READERS.values():
        assert score_text(reader(data), page).perfect
