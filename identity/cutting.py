"""How do groups of blocks go to where they are settled, each with what it needs and no more?

A part holds the columns of the members of its blocks, of their records and of the spellings of
their names, all else left out, so that a task needs memory for its own blocks however many there
are in all.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from identity.bags import Ints, ranges, starts
from identity.blocks import Blocks, Codes, Outcome, nothing
from identity.comparing import Columns, columns
from identity.mentions import Mentions, chosen
from identity.settling import Apart, Rules, settle

# A part has about as many pairs, or is one block that has more.
PAIRS = 4_000_000


@dataclass(frozen=True)
class Part:
    """Some blocks by themselves; `name` says to a person which they are."""

    name: str
    columns: Columns
    rules: Rules
    blocks: Blocks
    codes: Codes

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Settled:
    """What came of a part: the codes of its pairs, the outcome of its members, and how many pairs
    were compared."""

    codes: Codes
    outcome: Outcome
    compared: int

    def put_back(self, blocks: Blocks, which: Ints, codes: Codes, outcome: Outcome) -> int:
        """Write it to the place of the blocks `which` among all; how many pairs were compared."""
        codes[ranges(blocks.pairs, which)] = self.codes
        members = ranges(blocks.start, which)
        for name in Outcome._fields:
            getattr(outcome, name)[members] = getattr(self.outcome, name)
        return self.compared


def groups(blocks: Blocks, which: Ints) -> list[Ints]:
    """The blocks `which` in groups of about as many pairs, as they follow one another."""
    if not len(which):
        return []
    pairs = np.cumsum(np.diff(blocks.pairs)[which])
    return np.split(which, np.flatnonzero(np.diff(pairs // PAIRS)) + 1)


def cut_out(m: Mentions, rules: Rules, blocks: Blocks, which: Ints, codes: Codes) -> Part:
    """The part of the blocks `which`."""
    members = blocks.members[ranges(blocks.start, which)]
    own = np.unique(members)
    some, _ = chosen(m, own)
    sizes, pairs = np.diff(blocks.start)[which], np.diff(blocks.pairs)[which]
    largest = which[np.argmax(sizes)]
    first = m.ids[int(blocks.members[blocks.start[largest]])].as_py()
    name = f"{len(which):,} blocks, the largest that of {first} with {sizes.max():,} mentions"
    return Part(
        name,
        columns(some),
        rules._replace(apart=_apart(rules.apart, own)),
        Blocks(blocks.ids[which], starts(sizes), np.searchsorted(own, members), starts(pairs)),
        codes[ranges(blocks.pairs, which)],
    )


def settle_part(part: Part) -> Settled:
    """Compare and join within the blocks of a part."""
    outcome, codes = nothing(part.blocks)[1], part.codes.copy()
    which = np.arange(len(part.blocks.ids))
    compared = settle(part.columns, part.rules, part.blocks, which, codes, outcome)
    return Settled(codes, outcome, int(compared))


def _apart(apart: Apart, own: Ints) -> Apart:
    """What keeps the mentions `own` apart, those judged by their places among them."""
    size = len(apart.judged)
    one, other = np.divmod(apart.pairs, size)
    both = np.isin(one, own) & np.isin(other, own)
    pairs = np.searchsorted(own, one[both]) * len(own) + np.searchsorted(own, other[both])
    return Apart(
        apart.roster[own],
        apart.orcid[own],
        apart.profile[own],
        apart.suffix[own],
        apart.judged[own],
        pairs,
        apart.sign[both],
    )
