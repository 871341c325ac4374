"""Where a release under embargo stands, and what may not stand before it.

In: a newsroom, its editions, what its site had. Out: an address that nobody can guess, and whether
an artifact is where its release may be.
"""

import hmac

from publisher.model.edition import Edition, State
from publisher.model.manifest import ManifestArtifact
from publisher.model.newsroom import Newsroom
from publisher.model.release import Release
from publisher.publish.output import EMBARGOED

SECRET_BYTES = 16
"""What stands of an HMAC in the address of an embargoed release: 128 bits, as many as a random UUID
has, and more than anybody can try out."""


def embargo_folder(newsroom: Newsroom, release: Release) -> str:
    """Where a release stands before its moment: always in the same place, which nobody can guess
    who does not know the newsroom's secret, or, where it has none, the text itself."""
    secret = newsroom.embargo_secret or release.source.text
    code = hmac.digest(secret.encode(), release.slug.encode(), "sha256")[:SECRET_BYTES]
    return f"{EMBARGOED}/{code.hex()}"


def reached_state(edition: Edition) -> State:
    """The state of the editions that the readers of one can come to: nothing that is embargoed is
    reached from outside."""
    return "embargoed" if edition.state == "embargoed" else "published"


def fits_embargo(entry: ManifestArtifact, folder: str) -> bool:
    """Whether an artifact is where the release may be: under embargo in `folder`, and in no other
    before readers; without one, for which `folder` is empty, in none such."""
    if entry.state == "embargoed":
        return bool(folder) and entry.path.startswith(f"{folder}/")
    return entry.state == "draft" or not folder
