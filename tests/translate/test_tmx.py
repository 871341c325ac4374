"""TMX that we write: what went in comes out, and the same units give the same bytes."""

from hypothesis import given
from hypothesis import strategies as st

from publisher.load.tmx import parse_tmx
from publisher.model.memory import Unit
from publisher.translate.tmx import format_tmx

ALLOWED = st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff")
TEXT = st.text(st.one_of(ALLOWED, st.sampled_from("\n\r\t&<>]'\" \u200b")), min_size=1).filter(
    str.strip
)
UNITS = st.lists(
    st.builds(
        Unit, source=TEXT, target=TEXT, context=st.none() | TEXT, origin=st.sampled_from(["a", "b"])
    ),
    max_size=5,
    unique_by=lambda unit: (unit.source, unit.context or ""),
)


@given(UNITS)
def test_writing_and_reading_is_the_identity(units: list[Unit]) -> None:
    """Every character of source, translation and context survives, line ends and spaces too."""
    text = format_tmx(units, "en", "my")
    read, findings = parse_tmx(text.encode(), "m.tmx", "en", "my")
    assert findings == ()
    assert set(read) == set(units)
    assert format_tmx(reversed(units), "en", "my") == format_tmx(read, "en", "my") == text


def test_a_unit_is_a_block_of_lines() -> None:
    """A unit that is added adds its lines and changes no other; of several translations of one
    message the order stays."""
    units = [
        Unit(source=source, target=target, context=None, origin="o")
        for source, target in (("b", "2"), ("b", "1"), ("a", "3"))
    ]
    less = format_tmx(units[:1], "en", "my").splitlines()
    more = format_tmx(units, "en", "my").splitlines()
    assert [line for line in more if "<seg>" in line and 'xml:lang="my"' in line] == [
        f'<tuv xml:lang="my"><seg>{target}</seg></tuv>' for target in ("3", "2", "1")
    ]
    at = more.index("<tu>", more.index("<tu>") + 1)
    assert [*more[: at - 5], *more[at : at + 5], *more[at + 10 :]] == less
