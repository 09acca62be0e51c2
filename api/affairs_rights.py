"""Who may read and change what medical affairs works with? As `api.rights` has it for the rest."""

from __future__ import annotations

from api.admitting import OF_PERSONAL, OF_WORK, OPEN, PERSONAL, PUBLIC, Rules, each

AFFAIRS: dict[str, Rules] = {
    "Query": {
        **each(PUBLIC, "objectives"),
        **each(PERSONAL, "segmentDryRun screening screenings filedScreening"),
    },
    "Mutation": each(PERSONAL, "fileScreening"),
    # Segments.
    "Objective": OPEN,
    **dict.fromkeys(("SegmentDryRun", "SegmentChange", "ClauseOutcome", "Move"), OF_WORK),
    # Screening before an invitation.
    **dict.fromkeys(("Screening", "ScreeningCheck", "ScreeningRecord"), OF_PERSONAL),
    **dict.fromkeys(("ScreeningPayment", "ScreeningSource", "FiledScreening"), OF_PERSONAL),
    **dict.fromkeys(("ScreeningRole", "ScreeningInput", "FiledScreeningPayload"), OF_WORK),
}
