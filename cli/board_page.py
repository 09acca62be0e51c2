"""What does the page of advisory boards say: what makes one good, and what can be asked of it?"""

from __future__ import annotations

from algorithms.boards.parts import PARTS
from algorithms.boards.regions import REGIONS
from api.board_reading import LEAST_TIE, MOST_CANDIDATES
from cli.markdown import NOTE, table

_ABOUT = """\
# Advisory boards

`peerline board propose` chooses the persons who make the best board together, out of all whom a
rule takes in ([segments](segments.md) says how one is written).

    peerline board propose --topic "Heart Failure" --region northeast --without-speakers COMPANY
    peerline board propose advisory-boards --seats 10 --most institution=1 --most sponsor=3
    peerline board propose my-rule.graphql --least west=2 --least NY,NJ=1 --weight topics=2
    peerline board propose my-rule.graphql --include PERSON --exclude PERSON --seconds 15

`advisoryBoard` answers the same in GraphQL. A liaison sees candidates of the own territory.

## What makes a board good

A board's value is the sum of these shares, each from 0 to 1 times its weight; those marked with a
minus are taken off. `--weight PART=NUMBER` gives another weight, 0 leaves a part out.
"""
_REST = """\

**Unknown is not zero.** A person whose standing, state, circle or institution no source says adds
nothing for it and shares nothing by it, and is shown as unknown.

**Sponsors.** A family of companies is a sponsor of whoever got `leastPaidUsd` (1,000) from it in
all, whose trials it sponsors, or whom it paid an amount that is not stated.

**Candidates.** The first {candidates} by standing are considered, and how many were left out is
said. `withoutPayees` and `withoutSpeakers` leave out whom a family of companies paid, or paid for
speaking. `include` names persons who must be in, whatever the rule says.

**Joint work** counts from a tie of strength {tie} on.

## How it is solved

The question is a mixed integer programme, solved by HiGHS within `seconds`. `bestPossible` is a
value that no board of these candidates exceeds; `gap` says how far the proposed one may be below
it, as a share; 0 means that it is proven best. The same candidates give the same board; of boards
of one value that differ by one person, the lower id has the seat.

**Each seat.** `loss` is what the value loses with the seat left empty. Losses do not add up to the
value: what two seats both cover is lost with neither alone. `ifDeclines` is the best replacement
with all others staying, for invitations go out one by one; its own `include` is void then.

**No board.** Where the constraints leave none, the answer names those to relax, and by how many
seats: the fewest that suffice. There may be other ways.

**When not to trust it.** A board is as good as what the sources say of its candidates. Payments are
those of the United States; whoever practises elsewhere looks free of sponsors. Whether two seats
get on is in no source.

## Regions

As the Census Bureau draws them.

"""


def board_page() -> str:
    """The text of the page."""
    parts = [
        (f"`{part.name}`", "+" if part.sign > 0 else "-", f"{part.weight:g}", part.about)
        for part in PARTS
    ]
    regions = [(f"`{name}`", ", ".join(sorted(states))) for name, states in REGIONS.items()]
    rest = _REST.format(candidates=MOST_CANDIDATES, tie=LEAST_TIE)
    return (
        NOTE.format(origin="algorithms/boards/parts.py")
        + f"{_ABOUT}\n{table(('part', '', 'weight', 'share'), parts)}\n{rest}"
        + table(("region", "states"), regions)
    )
