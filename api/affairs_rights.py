"""Who may read and change what medical affairs works with? As `api.rights` has it for the rest."""

from __future__ import annotations

from api.admitting import OF_WORK, OPEN, PERSONAL, PUBLIC, Rules, each

AFFAIRS: dict[str, Rules] = {
    "Query": {
        **each(PUBLIC, "objectives"),
        **each(PERSONAL, "segmentDryRun"),
    },
    "Mutation": {},
    # Segments.
    "Objective": OPEN,
    **dict.fromkeys(("SegmentDryRun", "SegmentChange", "ClauseOutcome", "Move"), OF_WORK),
}
