"""Who may read and change what medical affairs works with? As `api.rights` has it for the rest."""

from __future__ import annotations

from api.admitting import OF_WORK, OPEN, PERSONAL, PUBLIC, Rules, each

AFFAIRS: dict[str, Rules] = {
    "Query": {
        **each(PUBLIC, "objectives"),
        **each(PERSONAL, "segmentDryRun advisoryBoard lifecycle"),
    },
    "Mutation": {},
    # Segments.
    "Objective": OPEN,
    **dict.fromkeys(("SegmentDryRun", "SegmentChange", "ClauseOutcome", "Move"), OF_WORK),
    # Advisory boards.
    **dict.fromkeys(("AdvisoryBoard", "BoardSeat", "BoardPart", "BoardTopic"), OF_WORK),
    **dict.fromkeys(("BoardSponsor", "CitedRecord", "BoardReplacement", "BoardConflict"), OF_WORK),
    **dict.fromkeys(("BoardWeightInput", "BoardLeastInput", "Standing", "Region"), OF_WORK),
    **dict.fromkeys(("BoardConstraintsInput", "BoardMeasureInput"), OF_WORK),
    # The lifecycle of a product.
    **dict.fromkeys(("Lifecycle", "LifecycleMilestone", "LifecycleExpert"), OF_WORK),
}
