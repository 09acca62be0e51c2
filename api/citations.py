"""On which graph does an answer rest?"""

from __future__ import annotations

from datetime import datetime

import strawberry

from workspace import saved


@strawberry.type(description="What an answer rests on.")
class Citation:
    snapshot: str | None = strawberry.field(
        description="Digest of the published graph; none where no refresh has ended here."
    )
    published_at: datetime | None = strawberry.field(description="When it was published.")
    version: str = strawberry.field(description="Version of Peerline.")
    seed: int | None = strawberry.field(description="Seed, where chance has a part in it.")


def citation_of(cited: saved.Citation) -> Citation:
    """A citation as the API tells of it."""
    return Citation(
        snapshot=cited.snapshot or None,
        published_at=cited.published_at,
        version=cited.version,
        seed=cited.seed,
    )
