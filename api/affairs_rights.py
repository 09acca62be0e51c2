"""Who may read and change what medical affairs works with? As `api.rights` has it for the rest."""

from __future__ import annotations

from api.admitting import ANALYSIS, OF_WORK, OPEN, PERSONAL, PUBLIC, WORK, Rules, each

AFFAIRS: dict[str, Rules] = {
    "Query": {
        **each(PUBLIC, "objectives tiers"),
        **each(PERSONAL, "segmentDryRun segmentMembers segmentMoves segmentShortlists"),
        **each(WORK, "segments segment"),
        **each(ANALYSIS, "segmentOverlaps"),
    },
    "Mutation": each(WORK, "saveSegment saveTiers deleteSegment pinToLevel unpin"),
    # Segments.
    **dict.fromkeys(("Objective", "TierRule"), OPEN),
    **dict.fromkeys(("SegmentDryRun", "SegmentChange", "ClauseOutcome", "Move"), OF_WORK),
    # How many are in it, whoever they are, is for those whom no territory bounds.
    "Segment": OF_WORK | {"flapRate": ANALYSIS},
    "SegmentLevel": OF_WORK | {"members": ANALYSIS},
    "SegmentReview": OF_WORK | each(ANALYSIS, "members moves"),
    **dict.fromkeys(("SegmentVersion", "SegmentPin", "SegmentLevelInput", "MoveCause"), OF_WORK),
    **dict.fromkeys(("SegmentMembers", "SegmentMember", "SegmentMoves", "SegmentMove"), OF_WORK),
    **dict.fromkeys(("MoveClause", "MoveRecord", "SegmentOverlap"), OF_WORK),
    **dict.fromkeys(("SegmentShortlist", "SegmentPayload"), OF_WORK),
}
