"""In which order are mentions resolved, and what comes of it?"""

from __future__ import annotations

import pyarrow as pa

from identity.names import register
from identity.persons import persons
from identity.placements import placements
from identity.stability import retired
from lake.current import Lake
from schema.claims import Candidacy, Claim, Placement, Retired


def resolve(lake: Lake, judgements: pa.Table | None = None) -> dict[str, int]:
    """Decide who is who and what is where, with what stewards judged, write the claims into the
    lake, and say how many there are."""
    register(lake)
    placed = placements(lake)
    lake.keep("placements", placed)
    claimed = persons(lake, judgements)
    changed = _changed(lake, claimed)
    candidates = lake.sql("FROM candidacies")
    lake.claim({Placement: placed, Claim: claimed, Retired: retired(lake), Candidacy: candidates})
    return {
        "mentions": claimed.num_rows,
        "persons": len(claimed["person_id"].unique()),
        "placements": placed.num_rows,
        "changed": changed,
    }


def _changed(lake: Lake, claimed: pa.Table) -> int:
    """How many mentions have another person than before, or are new."""
    lake.keep("claimed", claimed.select(["mention", "person_id"]))
    text = 'SELECT count(*) FROM claimed LEFT JOIN claims."Claim" b USING (mention, person_id)'
    return int(lake.one(f"{text} WHERE b.score IS NULL")[0])
