"""In which order are mentions resolved, and what comes of it?"""

from __future__ import annotations

from identity.names import register
from identity.persons import persons
from identity.placements import placements
from lake.current import Lake
from schema.claims import Claim, Placement


def resolve(lake: Lake) -> dict[str, int]:
    """Decide who is who and what is where, write the claims into the lake, and say how many there
    are."""
    register(lake)
    placed = placements(lake)
    lake.keep("placements", placed)
    claimed = persons(lake)
    lake.claim({Placement: placed, Claim: claimed})
    return {
        "mentions": claimed.num_rows,
        "persons": len(claimed["person_id"].unique()),
        "placements": placed.num_rows,
    }
