"""Who may read and change what medical affairs works with? As `api.rights` has it for the rest."""

from __future__ import annotations

from api.admitting import (
    CONVERSATION,
    OF_CONVERSATION,
    OF_PERSONAL,
    OF_WORK,
    OPEN,
    PERSONAL,
    PUBLIC,
    Rules,
    each,
)

AFFAIRS: dict[str, Rules] = {
    "Query": {
        **each(PUBLIC, "objectives"),
        **each(PERSONAL, "segmentDryRun rapport rapports cadences nextTouches"),
    },
    "Mutation": {},
    # Segments.
    "Objective": OPEN,
    **dict.fromkeys(("SegmentDryRun", "SegmentChange", "ClauseOutcome", "Move"), OF_WORK),
    # Relationships: replies, notes, and the state that rests on them are of conversations.
    "Rapport": OF_PERSONAL | each(CONVERSATION, "state why signs answers"),
    "Rapports": OF_PERSONAL | each(CONVERSATION, "counts"),
    **dict.fromkeys(("RapportIndicator", "RapportMonth", "RapportSilence"), OF_PERSONAL),
    **dict.fromkeys(("RapportTrend", "InfluenceGrowth"), OF_PERSONAL),
    **dict.fromkeys(("RapportSign", "RapportCount"), OF_CONVERSATION),
    "RapportState": OF_WORK,
    # How often persons are met.
    **dict.fromkeys(("Cadence", "ChannelCount", "Cadences", "StandingCount"), OF_PERSONAL),
    **dict.fromkeys(("NextTouch", "NextTouches", "LeftOut", "TouchTrigger"), OF_PERSONAL),
    "CadenceStanding": OF_WORK,
}
