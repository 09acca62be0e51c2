"""What should be said of a chain before anyone relies on it?

- It rests on one sponsor's money: the records behind every tie between its persons are trials,
  events and fees of one and the same company.
- It rests on one large consortium paper: all that two neighbours have in common is one paper of
  more than 20 authors.
- Every chain to the goal, within the hops and filters asked, runs through payees of one company:
  without them the search finds none.

A company is its whole family: the parent, its subsidiaries and all their spellings.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from algorithms.algorithm import Algorithm
from algorithms.introductions.evidence import HopRecords
from algorithms.introductions.tie_index import TieIndex
from algorithms.paths.arcs import Filter, Found
from algorithms.paths.searcher import Searcher
from schema.nodes import Payment
from schema.relationships import CONNECTED_TO
from schema.sharing import SHARES_CONSULTING, SHARES_EVENTS, SHARES_SPEAKING
from schema.tie_kinds import KINDS
from schema.ties import ACTIVE_YEARS

ALGORITHM = Algorithm(
    name="What speaks against an introduction",
    about=__doc__,
    reads=(CONNECTED_TO, SHARES_EVENTS, SHARES_SPEAKING, SHARES_CONSULTING, Payment),
    writes=(),
    distrust="A company's money that was not reported is not seen, and a name that two companies "
    "share makes one of them.",
)


MOST_TRIED = 40
# What papers of each remark are called; whoever relies on nothing else is told.
UNSOUND = {"retracted": "retracted papers", "preprint": "preprints", "comment": "comments"}
LARGE = 20  # a paper of more authors than this makes nobody acquainted


@dataclass(frozen=True)
class Behind:
    """What stands behind a hop, whether all its strength is company ties, and whether it is a
    liaison's own, which counts for no flag."""

    records: HopRecords
    of_companies: bool
    of_liaison: bool = False


def sponsor(hops: Sequence[Behind]) -> str | None:
    """The one company whose money the chain rests on, where there is one."""
    between = [hop for hop in hops if not hop.of_liaison]
    if not between or not all(hop.of_companies for hop in between):
        return None
    companies = frozenset[str]().union(*(hop.records.companies for hop in between))
    return next(iter(companies)) if len(companies) == 1 else None


def consortium(hops: Sequence[Behind]) -> list[int]:
    """The hops, from 1, that one paper of more than 20 authors makes alone."""
    return [
        number
        for number, hop in enumerate(hops, 1)
        if hop.records.work == 1
        and hop.records.counts["papers"] == 1
        and hop.records.smallest is not None
        and hop.records.smallest > LARGE
    ]


def doubts(hop: Behind, today: date) -> list[str]:
    """What speaks against relying on one hop, in words."""
    records = hop.records
    words = []
    large = records.smallest is not None and records.smallest > LARGE
    if large and records.work == records.counts["papers"]:
        words.append(f"rests only on records of {records.smallest} people or more")
    unsound = [name for remark, name in UNSOUND.items() if remark in records.remarks]
    if records.work and len(records.remarks) == records.work:
        words.append(f"rests only on {' and '.join(unsound)}")
    if hop.of_companies:
        words.append("rests only on company ties")
    if not records.work:
        only = [kind.words for kind in KINDS.values() if records.counts[kind.number]]
        words.append(f"no joint work on record{', only ' if only else ''}{' and '.join(only)}")
    if records.last_on is None:
        words.append("its records are undated")
    elif (today - records.last_on).days > ACTIVE_YEARS * 365.25:
        words.append("no joint record in the last five years")
    return words


def gates(
    searcher: Searcher,
    index: TieIndex,
    starts: list[int],
    goal: int,
    chains: Sequence[Found],
    max_hops: int,
    allowed: Filter,
) -> list[str]:
    """The companies without whose payees no chain leads to the goal: `chains` are some that do."""
    left = _paid_on_all(index, chains)
    found: list[int] = []
    for _ in range(MOST_TRIED):
        if not left:
            break
        company = min(left)
        left.discard(company)
        other = searcher.chains(
            starts, goal, 1, max_hops, without_payees(index, [company], {*starts, goal}, allowed)
        )
        if other:
            left &= _paid_on_all(index, other)
        else:
            found.append(company)
    return [index.paid.ids[company].decode() for company in sorted(found)]


def without_payees(
    index: TieIndex, companies: Sequence[int], ends: set[int], allowed: Filter
) -> Filter:
    """The filter, and nobody inside a chain whom one of the companies paid."""
    size = len(index.arcs.start) - 1
    banned = np.zeros(size, np.bool_) if allowed.banned is None else allowed.banned.copy()
    kept = {end: bool(banned[end]) for end in ends}
    banned[index.paid.payees(companies)] = True
    for end, before in kept.items():
        banned[end] = before
    return replace(allowed, banned=banned)


def _paid_on_all(index: TieIndex, chains: Sequence[Found]) -> set[int]:
    """The companies that paid somebody inside each of the chains."""
    found: set[int] | None = None
    for chain in chains:
        here = set[int]().union(*(index.paid.by(node) for node in chain.nodes[1:-1]))
        found = here if found is None else found & here
    return found or set()
