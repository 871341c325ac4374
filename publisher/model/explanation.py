"""What a finding means, in words for people."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Explanation:
    """Why there is a finding of this id: `title` says what is true where all is well, `rationale`
    what follows for a reader, a translator or the staff; `bad` has the finding, `good` has not."""

    id: str
    title: str
    rationale: str
    bad: str
    good: str
