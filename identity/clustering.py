"""Which mentions of one name are one person, when all of them are looked at together?

Within a block (`identity.blocks`) clusters grow by agglomeration (`identity.joining`). Blocks know
nothing of each other, so they are settled side by side: by threads over the same columns, or by an
engine, to which each group of blocks goes with its own columns alone (`identity.cutting`).
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from engine.engine import Engine
from identity.bags import Floats, Ints
from identity.blocks import Blocks, Codes, Flags, Kept, Marks, Outcome, nothing, recall
from identity.blocks import blocks as blocks_of
from identity.comparing import columns
from identity.cutting import cut_out, groups, settle_part
from identity.joining import Settings
from identity.judgements import NOBODY, Judged
from identity.mentions import Mentions
from identity.model import Model, compiled
from identity.settling import Apart, Rules, settle

_THREADS, _PARTS = 2, 64


@dataclass(frozen=True)
class Clusters:
    """For each mention: the cluster (the place of its first mention), the mention of the cluster it
    is most alike to (-1: none), the log odds of the two, and of it against its whole cluster. Also
    how many blocks and pairs there are, and how many of them were looked at."""

    label: Ints
    partner: Ints
    best: Floats
    whole: Floats
    blocks: int
    pairs: int
    touched: int
    compared: int


def clusters(
    m: Mentions,
    model: Model,
    judged: Judged = NOBODY,
    before: Kept | None = None,
    fresh: Flags | None = None,
    engine: Engine | None = None,
) -> tuple[Clusters, Kept]:
    """The clusters of all mentions, and what to keep for the next time. What stewards `judged` of a
    pair outranks everything; of two who contradict each other, the later. `before` is what the time
    before left; `fresh` marks mentions that are new or changed since."""
    blocks, apart = blocks_of(m), _apart(m, judged)
    codes, outcome = nothing(blocks)
    touched = np.ones(len(blocks.ids), bool)
    if before is not None and fresh is not None and len(before.ids):
        touched = recall(m, blocks, before, Marks(fresh, apart.judged), codes, outcome)
    rules = Rules(compiled(model), apart, Settings())
    which = np.flatnonzero(touched)
    if engine is None:
        compared = _by_threads(m, rules, blocks, which, codes, outcome)
    else:
        compared = _by_engine(engine, m, rules, blocks, which, codes, outcome)
    counts = len(blocks.ids), len(codes), int(touched.sum()), compared
    keys, named = m.key[blocks.members], np.sort(m.key[apart.judged])
    whole = m.block[blocks.members[blocks.start[:-1]]]
    return (
        Clusters(*_of_mentions(len(m), blocks, outcome), *counts),
        Kept(blocks.ids, whole, blocks.start, keys, blocks.pairs, codes, *outcome, named),
    )


def _of_mentions(size: int, blocks: Blocks, outcome: Outcome) -> Outcome:
    """What comes of each mention, clusters and partners by their places among all of them."""
    begin, members = np.repeat(blocks.start[:-1], np.diff(blocks.start)), blocks.members
    label, partner = np.arange(size), np.full(size, -1)
    best, whole = np.zeros(size, np.float32), np.zeros(size, np.float32)
    label[members] = members[begin + outcome.label]
    has = outcome.partner >= 0
    partner[members[has]] = members[(begin + outcome.partner)[has]]
    best[members], whole[members] = outcome.best, outcome.whole
    return Outcome(label, partner, best, whole)


def _apart(m: Mentions, judged: Judged) -> Apart:
    marks = np.zeros(len(m), bool)
    marks[judged.left] = marks[judged.right] = True
    pairs = np.minimum(judged.left, judged.right) * len(m) + np.maximum(judged.left, judged.right)
    pairs, last = np.unique(pairs[::-1], return_index=True)
    sign = judged.sign[::-1][last]
    return Apart(m.roster, m.orcid, m.profile, m.suffix, marks, pairs, sign)


def _by_threads(
    m: Mentions, rules: Rules, blocks: Blocks, which: Ints, codes: Codes, outcome: Outcome
) -> int:
    """Compare and join within the blocks `which`, the largest first; how many pairs were new."""
    which, read = which[np.argsort(-np.diff(blocks.start)[which], kind="stable")], columns(m)

    def settled(part: Ints) -> int:
        return int(settle(read, rules, blocks, part, codes, outcome))

    parts = [which[at::_PARTS] for at in range(_PARTS)]
    with ThreadPoolExecutor(_THREADS) as pool:
        return sum(pool.map(settled, parts))


def _by_engine(
    engine: Engine,
    m: Mentions,
    rules: Rules,
    blocks: Blocks,
    which: Ints,
    codes: Codes,
    outcome: Outcome,
) -> int:
    """The same, each group of blocks as a part of its own."""
    grouped, compared = groups(blocks, which), 0
    parts = (cut_out(m, rules, blocks, group, codes) for group in grouped)
    for place, settled in engine.each(settle_part, parts):
        compared += settled.put_back(blocks, grouped[place], codes, outcome)
    return compared
