"""Who may read and change what medical affairs works with? As `api.rights` has it for the rest."""

from __future__ import annotations

from api.admitting import (
    ANALYSIS,
    CONVERSATION,
    KEPT,
    KEPT_ANALYSIS,
    KEPT_ON_PERSONS,
    OF_CONVERSATION,
    OF_KEPT,
    OF_KEPT_ON_PERSONS,
    OF_PERSONAL,
    OF_WORK,
    OPEN,
    PERSONAL,
    PUBLIC,
    TOUCHES,
    Rules,
    each,
)

AFFAIRS: dict[str, Rules] = {
    "Query": {
        **each(PUBLIC, "objectives tiers alertRules"),
        **each(PERSONAL, "segmentDryRun lastTouch"),
        **each(KEPT_ON_PERSONS, "segmentMembers segmentMoves segmentShortlists notes"),
        **each(KEPT_ON_PERSONS, "watches alerts"),
        **each(TOUCHES, "rapport rapports cadences nextTouches lifecycle"),
        **each(PERSONAL, "screening screenings filedScreening advisoryBoard"),
        **each(PERSONAL, "evidencePack"),
        **each(TOUCHES, "introductionBrief congressDebrief"),
        **each(KEPT, "segments segment alertPrecision channels deliveries"),
        **each(KEPT_ANALYSIS, "segmentOverlaps"),
    },
    "Mutation": {
        **each(KEPT, "saveSegment saveTiers deleteSegment pinToLevel unpin deleteNote"),
        **each(KEPT_ON_PERSONS, "saveNote saveWatch judgeAlert"),
        **each(KEPT, "deleteWatch readAlerts saveChannel deleteChannel tryChannel"),
        **each(PERSONAL, "fileScreening"),
    },
    # Notes, and that somebody was there: of a touch, its number and teams are of the field.
    **dict.fromkeys(("Note", "NotePayload"), OF_KEPT_ON_PERSONS),
    "LastTouch": OF_PERSONAL | each(TOUCHES, "engagementId teams liaisons"),
    "Function": OPEN,
    # Watches, and what is told by them.
    "AlertRule": OPEN,
    **dict.fromkeys(("Alert", "Alerts", "AlertRecord"), OF_KEPT_ON_PERSONS),
    **dict.fromkeys(("AlertPayload", "AlertsLeftOut"), OF_KEPT_ON_PERSONS),
    **dict.fromkeys(("Watch", "WatchPayload", "AlertPrecision"), OF_KEPT),
    **dict.fromkeys(("ReadAlertsPayload", "AlertKind"), OF_KEPT),
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
    # Where alerts go: no person is told of, but the caller's own work.
    **dict.fromkeys(("Channel", "ChannelInput", "ChannelKind", "ChannelRhythm"), OF_WORK),
    **dict.fromkeys(("Weekday", "Delivery", "DeliveryState"), OF_WORK),
    **dict.fromkeys(("ChannelPayload", "TryChannelPayload"), OF_WORK),
    # Relationships: replies, notes, and the state that rests on them are of conversations.
    "Rapport": OF_PERSONAL | each(CONVERSATION, "state why signs answers"),
    "Rapports": OF_PERSONAL | each(CONVERSATION, "counts answers"),
    "RapportTier": OF_PERSONAL | each(CONVERSATION, "counts"),
    **dict.fromkeys(("RapportIndicator", "RapportMonth", "RapportSilence"), OF_PERSONAL),
    **dict.fromkeys(("RapportTrend", "InfluenceGrowth"), OF_PERSONAL),
    **dict.fromkeys(("RapportSign", "RapportCount"), OF_CONVERSATION),
    "RapportState": OF_WORK,
    # How often persons are met.
    **dict.fromkeys(("Cadence", "ChannelCount", "Cadences", "StandingCount"), OF_PERSONAL),
    **dict.fromkeys(
        ("NextTouch", "NextTouches", "LastScreening", "LeftOut", "TouchTrigger"), OF_PERSONAL
    ),
    "CadenceStanding": OF_WORK,
    # Screening before an invitation.
    **dict.fromkeys(("Screening", "ScreeningCheck", "ScreeningRecord"), OF_PERSONAL),
    **dict.fromkeys(("ScreeningPayment", "ScreeningSource", "FiledScreening"), OF_PERSONAL),
    **dict.fromkeys(("ScreeningRole", "ScreeningInput", "FiledScreeningPayload"), OF_WORK),
    # Advisory boards.
    **dict.fromkeys(("AdvisoryBoard", "BoardSeat", "BoardPart", "BoardTopic"), OF_WORK),
    **dict.fromkeys(("BoardSponsor", "CitedRecord", "BoardReplacement", "BoardConflict"), OF_WORK),
    **dict.fromkeys(("BoardWeightInput", "BoardLeastInput", "Standing", "Region"), OF_WORK),
    **dict.fromkeys(("BoardConstraintsInput", "BoardMeasureInput"), OF_WORK),
    # Documents for a visit; what debriefs say is of conversations.
    **dict.fromkeys(("IntroductionBrief", "CitedFact", "CongressParticipant"), OF_PERSONAL),
    **dict.fromkeys(("EvidenceTopic", "EvidenceTrial", "EvidencePaper"), OF_PERSONAL),
    "EvidencePack": OF_PERSONAL | {"discussed": CONVERSATION},
    "CongressDebrief": OF_PERSONAL | {"followOns": CONVERSATION},
    **dict.fromkeys(("CongressTopic", "EmptyPart"), OF_PERSONAL),
    # The lifecycle of a product.
    **dict.fromkeys(("Lifecycle", "LifecycleMilestone", "LifecycleExpert"), OF_WORK),
}
