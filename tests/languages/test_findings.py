"""Clean text by others raises nothing, in any language: here all that there is of it.

`tests/checks` asks this of the openings in `tests/texts`. Where PUBLISHER_UDHR names the whole
declaration (see `typesetting`), here it is asked of that, and for S'gaw Karen of all its words.
"""

from pathlib import Path

import pytest
from checks.examples import check
from typesetting import SET, read_others

from publisher.model.language import Language


@pytest.mark.parametrize(
    "language", [language for language in SET if language.tag != "en"], ids=lambda item: item.tag
)
def test_text_by_others_raises_nothing(language: Language, tmp_path: Path) -> None:
    """Not one finding of any check that looks at a text by itself."""
    assert check(tmp_path, language.tag, *read_others(language.tag)) == ()
