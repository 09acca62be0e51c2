"""What does the page of segments say: how is a rule written, and which come with the product?"""

from __future__ import annotations

from api.objectives import ruled
from api.tiers import tiers
from cli.markdown import NOTE

_ABOUT = """\
# Segments

A segment is the people whom a rule takes in. A rule is a `PersonFilter` of [the API](api.md): any
property of a person, any list that leads on from one, joined by `and`, `or` and `not`. Each of its
fields is a part, and so is each filter of its `and`; all parts must hold. What no source says does
not hold, and never counts as a no to the contrary.

    peerline segments objectives                      # the rules below
    peerline segments try clinical-trials             # who is in, and by which parts
    peerline segments try my-rule.graphql --than clinical-trials --first 20

`try` changes nothing. It says how many the rule takes in, who would come and who would go beside
the rule given by `--than`, and for which parts; `segmentDryRun` answers the same in GraphQL. A
liaison sees the people of the own territory. A word that is wrong is named, with the one that may
be meant.

## Segments that are kept

    peerline segments save "Trialists" clinical-trials --shared
    peerline segments tiers "Heart failure" '{topic: "Heart Failure"}'
    peerline segments list
    peerline segments members 1
    peerline segments moves 1                         # who came, who went, and what decided it

`saveSegment` keeps rules under a name; other rules are a new version, and the old ones stay to be
read. The rules are held against the graph at once and after each refresh. Each **move** is kept
with its cause: the clauses of the rule with what the graph said, and the records of the person
that became known since the review before. Where no record of the person's own is new, it says so:
others rose or fell, a record was withdrawn, or time passed.

A segment has one **level** or several. Each level has a rule for who comes in (`enters`) and one
for who stays (`stays`). The second asks for less, so that small changes move nobody up and down.
Who may stay no longer falls to the next level whose rule for staying holds. `flapRate` says how
many of the members moved in a quarter only to take back a move of the year before.

`pinToLevel` keeps a person on a level, or outside, at once and up to a day, and asks for the
reason. A rule that can be asked no longer, such as one about a topic that was renamed, moves
nobody: the review says what is wrong. A person who is suppressed is taken out of every segment
and its history.

**Several objectives at once**: `segmentOverlaps` says how many persons two segments share, and
`segmentShortlists` gives each segment a list of its own. The segments choose in turn, each the
first of its own order who is still free; the turn is reversed after each round.

**A segment is a filter**: `inSegment: {segments: ["3"], level: 1}` in any filter on persons, in the
rule of a board and in a scope, takes those who are in it now. The rule of a segment itself names no
other, since two could each wait for the other.

**Experts of a niche** are those who write most on a narrow topic, in all or in each state, and
whom a list of the influential leaves out:

```graphql
{firstOn: {topic: "Cardiomyopathies", first: 20}, not: {firstBy: {by: INFLUENCE, first: 1000}}}
```

## Tiers

`saveTiers` makes a segment of three levels for a therapeutic area. `AREA` stands for the rule of
who belongs to the area. People move once a quarter, unless asked for at each refresh.

TIERS
## What medical affairs sets out to do

Each rule is a place to begin. Copy it, and change what is not yours.
"""


def segment_page() -> str:
    """The text of the page."""
    parts = [
        f"### {one.title}\n\n`{one.name}`. {one.why}\n\n```graphql\n{one.rule}\n```\n"
        for one in ruled()
    ]
    levels = [
        f"### {number}. {one.title}\n\n{one.why}\n\n```graphql\n# comes in\n{one.enters}\n"
        f"# stays\n{one.stays}\n```\n"
        for number, one in enumerate(tiers(), 1)
    ]
    about = _ABOUT.replace("TIERS\n", "\n".join(levels) + "\n")
    origin = "api/objectives.toml and api/tiers.toml"
    return NOTE.format(origin=origin) + about + "\n" + "\n".join(parts)
