"""Whether Burmese text is in Zawgyi, which uses the code points of Unicode for other letters.

In: text. Out: a probability. Nothing is converted: a converter turns Unicode into rubbish
(https://unicode.org/faq/myanmar.html), so what to convert is a person's decision.

The model is that of Google's Myanmar Tools, https://github.com/google/myanmar-tools: a Markov
chain over pairs of characters, trained on millions of web pages. It knows Shan, Karen and Mon in
Unicode for what they are.
"""

import functools
import math
import re
import warnings
from collections.abc import Callable

_MYANMAR = re.compile("[\u1000-\u103f\u104a-\u109f\uaa60-\uaa7f\ua9e0-\ua9ff]")
"""What the model looks at: the script without its digits, which both encodings share."""


def count_myanmar(text: str) -> int:
    """How many characters of `text` tell the two encodings apart."""
    return len(_MYANMAR.findall(text))


@functools.lru_cache(maxsize=8192)
def zawgyi_probability(text: str) -> float:
    """How likely `text` is in Zawgyi: near 0 for Unicode, near 1 for Zawgyi, 0 where there is
    nothing to judge by. A few letters prove little either way; put short texts together.

    >>> zawgyi_probability("Yangon, ၂၀၁၇")
    0.0
    """
    if not _MYANMAR.search(text):
        return 0.0
    probability = _load_detector()(text)
    return probability if math.isfinite(probability) else 0.0


@functools.cache
def _load_detector() -> Callable[[str], float]:
    """Myanmar Tools' judgement; its model is read when the first Burmese text is met."""
    from myanmartools import ZawgyiDetector

    with warnings.catch_warnings():
        # It opens its model with importlib.resources.open_binary, which Python 3.11 and 3.12
        # call deprecated and 3.13 does not.
        warnings.simplefilter("ignore", DeprecationWarning)
        return ZawgyiDetector().get_zawgyi_probability  # type: ignore[no-any-return]
