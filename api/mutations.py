"""What can be changed? Each answers with what was changed and from when on it is seen."""

from __future__ import annotations

import strawberry

from api import (
    channels,
    engaging,
    filing,
    judging,
    notes,
    saving,
    segmenting,
    suppressing,
    watching,
)


@strawberry.type(description="The changes. Those of one operation are made one after another.")
class Mutation:
    judge_same_person = strawberry.mutation(
        resolver=judging.same_person, description="Two persons are one."
    )
    judge_different_persons = strawberry.mutation(
        resolver=judging.different_persons, description="Two mentions are not of one person."
    )
    judge_not_hers = strawberry.mutation(
        resolver=judging.not_hers, description="A paper or trial is not this person's."
    )
    undo_judgement = strawberry.mutation(
        resolver=judging.undo, description="Take a judgement back; it stays in the list, marked."
    )
    suppress = strawberry.mutation(
        resolver=suppressing.suppress,
        description="Leave a person out of every answer at once, and of the graph from the next "
        "refresh on.",
    )
    release = strawberry.mutation(
        resolver=suppressing.release,
        description="Let a suppressed person back, from the next refresh on.",
    )
    save_query = strawberry.mutation(
        resolver=saving.save_query,
        description="Keep a query with its variables, in place of the caller's own of that name.",
    )
    share_query = strawberry.mutation(
        resolver=saving.share_query,
        description="Let all read and run the caller's own saved query, or the caller alone.",
    )
    delete_saved_query = strawberry.mutation(
        resolver=saving.delete_saved_query, description="Forget the caller's own saved query."
    )
    log_engagement = strawberry.mutation(
        resolver=engaging.log_engagement,
        description="Log an engagement, into the same facts as the files of the engagement log.",
    )
    save_segment = strawberry.mutation(
        resolver=segmenting.save_segment,
        description="Keep a segment in place of the caller's own of that name, and review it.",
    )
    save_tiers = strawberry.mutation(
        resolver=segmenting.save_tiers,
        description="Keep the tiers of a therapeutic area as a segment, and review it.",
    )
    delete_segment = strawberry.mutation(
        resolver=segmenting.delete_segment,
        description="Forget the caller's own segment and its history.",
    )
    pin_to_level = strawberry.mutation(
        resolver=segmenting.pin_to_level,
        description="Keep a person on a level of a segment up to a day, whatever the rules say.",
    )
    unpin = strawberry.mutation(
        resolver=segmenting.unpin, description="Let the rules decide on a person again."
    )
    save_note = strawberry.mutation(
        resolver=notes.save_note,
        description="Keep a note on a person, for the function of the purpose that is given.",
    )
    delete_note = strawberry.mutation(
        resolver=notes.delete_note, description="Forget the caller's own note."
    )
    save_channel = strawberry.mutation(
        resolver=channels.save_channel,
        description="Be told of alerts over a channel, in place of the caller's own of that name.",
    )
    delete_channel = strawberry.mutation(
        resolver=channels.delete_channel,
        description="Forget the caller's own channel; what waits is not sent.",
    )
    try_channel = strawberry.mutation(
        resolver=channels.try_channel,
        description="Send a message to the caller's own channel that says it is a trial.",
    )
    file_screening = strawberry.mutation(
        resolver=filing.file_screening,
        description="Screen a person for a role now, and keep the outcome with its records.",
    )
    save_watch = strawberry.mutation(
        resolver=watching.save_watch,
        description="Watch persons, a segment, a rule or a saved query, in place of the caller's "
        "own watch of that name.",
    )
    delete_watch = strawberry.mutation(
        resolver=watching.delete_watch,
        description="Forget the caller's own watch; its alerts stay.",
    )
    read_alerts = strawberry.mutation(
        resolver=watching.read_alerts, description="Mark the caller's own alerts as read."
    )
    judge_alert = strawberry.mutation(
        resolver=watching.judge_alert,
        description="Say whether one of the caller's own alerts was of use.",
    )
