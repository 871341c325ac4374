"""What findings mean: `checks/explanations.toml` → explanations by id.

In: a TOML file with a table for each id that no registered check explains. Out: `Explanation`
values in the order of the file, which is part of publisher: a fault in it is a fault of ours.
"""

from collections.abc import Mapping
from pathlib import Path

import msgspec

from publisher.load.files import read_source
from publisher.model.explanation import Explanation


class _Texts(msgspec.Struct, forbid_unknown_fields=True):
    title: str
    rationale: str
    bad: str
    good: str


def load_explanations(path: Path) -> Mapping[str, Explanation]:
    """The explanations of the file at `path`, by id.

    >>> import publisher
    >>> folder = Path(publisher.__path__[0])
    >>> load_explanations(folder / "checks" / "explanations.toml")["release/slug"].bad
    'releases/Policy Dialogue/release.md'
    """
    tables = msgspec.toml.decode(read_source(path, path.as_posix()).text, type=dict[str, _Texts])
    return {
        identifier: Explanation(
            id=identifier,
            title=texts.title,
            rationale=texts.rationale.strip(),
            bad=texts.bad,
            good=texts.good,
        )
        for identifier, texts in tables.items()
    }
