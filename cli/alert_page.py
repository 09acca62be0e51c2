"""What does the page of alerts say, and by which rules are they raised?"""

from __future__ import annotations

from algorithms.alerts import jumps
from algorithms.alerts.kinds import KINDS
from api.alert_raising import MOST_OF_ONE
from cli.markdown import NOTE
from workspace.watches import MOST_OF_ONE as MOST_WATCHES
from workspace.watches import MOST_PERSONS

_ABOUT = """\
# Alerts

A **watch** names people one by one, a segment or one of its levels, a rule, or a saved query. After
each refresh, whatever became known of the people it takes in is told to its owner as **alerts**.

    peerline watch add "My tier 1" --segment 1 --level 1
    peerline watch add "Heart failure" --rule '{{topic: "Heart Failure"}}' --kind paper --kind trial
    peerline watch list
    peerline alerts list --unread
    peerline alerts judge 12 --useful --why "spoke of it on Thursday"
    peerline alerts precision

In GraphQL these are `saveWatch`, `watches`, `alerts`, `judgeAlert` and `alertPrecision`; the
subscription `alerted` tells each alert as it is raised. [Channels](delivery.md) send them to
an address of the owner.

## What is news

An alert is one person's news of one kind at one refresh; its records each tell of one event, with
source and day. An event is told

- where the refresh before did not know it, or knew another state of it. A person who gets another
  id, because two turned out to be one, is no news;
- once to each user, whatever is loaded or refreshed again, and however many watches ask for it. A
  refresh that was killed tells the same, once;
- where it is not old: a paper of years ago that is loaded today is no news;
- not where its source is loaded for the first time: that is where news of it begin. An exclusion
  is told even then.

A watch tells from the refresh after it was kept. It is kept with its owner's role and territory: a
liaison is told of the own territory alone, and reads only what the role may read at that time. A
person who is suppressed leaves all watches and alerts without a trace.

A watch takes in {persons:,} people at most, a user keeps {watches:,}, and a refresh raises {most:,}
alerts for a user at most, the gravest first; how many more there were is said.

## The rules

The gravest first.

| kind | is raised when | old after |
|---|---|---|
{rows}

## Jumps

{jumps}

## Are they of use?

`judgeAlert` keeps a verdict, and `alertPrecision` says for each kind how many of those judged were
of use, with the 95 % interval of Wilson (1927). Below 20 verdicts it says that they are few.
"""


def alert_page() -> str:
    """The text of the page."""
    rows = "\n".join(
        f"| `{one.name}`{' (urgent)' if one.is_urgent else ''} | {one.rule} | "
        f"{'never' if one.days is None else f'{one.days} days'} |"
        for one in KINDS.values()
    )
    assert jumps.__doc__
    about = jumps.__doc__.partition("\n\n")[2].strip()
    text = _ABOUT.format(
        persons=MOST_PERSONS, watches=MOST_WATCHES, most=MOST_OF_ONE, rows=rows, jumps=about
    )
    return NOTE.format(origin="algorithms/alerts/kinds.py and jumps.py") + text
