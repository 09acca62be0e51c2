"""How are the chains that a search found told, with persons, records, alternatives and doubts?"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

import numpy as np

from algorithms.introductions import flags
from algorithms.introductions.flags import Behind
from algorithms.introductions.tie_index import TieIndex
from algorithms.paths.arcs import Found
from algorithms.paths.searcher import Searcher
from api.answering import Answering
from api.behind import Known, Question, as_evidence, companies, known_of
from api.introduction_types import Alternative, Flag, FlagKind, Hop, Introduction
from api.searching import alone
from api.types import Company, Person
from schema.ties import OF_COMPANIES

CURSOR_OF = "evidence"
Companies = dict[str, tuple[str, Company]]


@dataclass(frozen=True)
class Beside:
    """What stands beside a goal's chains: the best without companies' ties, the companies whose
    payees stand on every chain, and which of these also without companies' ties."""

    without_industry: Found | None
    gates: list[str]
    also_without: frozenset[str]


async def told(
    answering: Answering,
    index: TieIndex,
    searcher: Searcher,
    starts: list[int],
    chains: list[Found],
    question: Question,
) -> list[Introduction | None]:
    """The chains as they are told; none for one that the graph no longer has."""
    if not chains:
        return []
    others = await alone(lambda: _if_declined(searcher, starts, chains, question))
    beside = await alone(lambda: _beside(index, searcher, starts, chains, question))
    free = [one.without_industry for one in beside.values()]
    known = await known_of(answering, index, chains, [*others, *free], question)
    named = await companies(answering, _flagged(beside, known), question.below)
    introductions: list[Introduction | None] = []
    for chain, other, uncovered in zip(chains, others, known.uncovered, strict=True):
        if not known.holds(index, chain):
            introductions.append(None)
            continue
        behind = [_behind(index, question, known, hop) for hop in pairwise(chain.nodes)]
        hops = _hops(answering, index, question, known, chain, behind)
        at = beside[chain.nodes[-1]]
        introductions.append(
            Introduction(
                to=known.people[index.person(chain.nodes[-1])],
                strength=math.exp(-chain.cost),
                introducer=_introducer(index, chain, known),
                hops=hops,
                weakest=min(range(len(hops)), key=lambda place: hops[place].strength) + 1,
                if_declined=_alternative(index, other, known),
                without_industry=_alternative(index, at.without_industry, known),
                flags=_flags(behind, at, named, question),
                surprise=_surprise(index, starts, chain, question.max_hops),
                uncovered=uncovered,
            )
        )
    return introductions


def _if_declined(
    searcher: Searcher, starts: list[int], chains: list[Found], question: Question
) -> list[Found | None]:
    """Per chain the strongest without its introducer, where there is one."""
    known: dict[tuple[int, int], Found | None] = {}
    for chain in chains:
        if len(chain.nodes) < 3:
            continue
        introducer, goal = chain.nodes[-2], chain.nodes[-1]
        if (introducer, goal) in known:
            continue
        others = [c for c in chains if c.nodes[-1] == goal and c.nodes[-2] != introducer]
        # Chains come strongest first, and through each introducer the strongest: the first through
        # another is the answer, unless this one stands in it too.
        if others and introducer not in others[0].nodes:
            known[introducer, goal] = others[0]
        else:
            known[introducer, goal] = _without(searcher, starts, goal, introducer, question)
    return [known.get((chain.nodes[-2], chain.nodes[-1])) for chain in chains]


def _without(
    searcher: Searcher, starts: list[int], goal: int, introducer: int, question: Question
) -> Found | None:
    """The strongest chain to the goal that the introducer does not stand in."""
    allowed = question.allowed
    size = len(searcher.arcs.start) - 1
    banned = np.zeros(size, np.bool_) if allowed.banned is None else allowed.banned.copy()
    banned[introducer] = True
    without = replace(allowed, banned=banned)
    found = searcher.chains(starts, goal, 1, question.max_hops, without)
    return found[0] if found else None


def _beside(
    index: TieIndex,
    searcher: Searcher,
    starts: list[int],
    chains: list[Found],
    question: Question,
) -> dict[int, Beside]:
    found = {}
    for goal in dict.fromkeys(chain.nodes[-1] for chain in chains):
        own = [chain for chain in chains if chain.nodes[-1] == goal]
        allowed, hops = question.allowed, question.max_hops
        free = replace(allowed, kinds=allowed.kinds & ~OF_COMPANIES)
        # Without companies no chain is stronger than it was: the best that owes them nothing stays.
        owes = any(
            index.strength(a, b, allowed.kinds) != index.strength(a, b, free.kinds)
            for a, b in pairwise(own[0].nodes)
        )
        other = searcher.chains(starts, goal, 1, hops, free) if owes else own[:1]
        gates = flags.gates(searcher, index, starts, goal, own, hops, allowed)
        also = flags.gates(searcher, index, starts, goal, other, hops, free) if gates else []
        found[goal] = Beside(other[0] if other else None, gates, frozenset(also))
    return found


def _flagged(beside: dict[int, Beside], known: Known) -> set[str]:
    """The companies that a flag may speak of."""
    gates = {company for one in beside.values() for company in one.gates}
    return gates.union(*(records.companies for records in known.records.values()))


def _behind(index: TieIndex, question: Question, known: Known, hop: tuple[int, int]) -> Behind:
    free = index.strength(*hop, question.allowed.kinds & ~OF_COMPANIES)
    return Behind(known.records[hop], free == 0, index.is_liaison(hop[0]))


def _hops(
    answering: Answering,
    index: TieIndex,
    question: Question,
    known: Known,
    chain: Found,
    behind: list[Behind],
) -> list[Hop]:
    return [
        _hop(answering, index, question, known, ends, one)
        for ends, one in zip(pairwise(chain.nodes), behind, strict=True)
    ]


def _hop(
    answering: Answering,
    index: TieIndex,
    question: Question,
    known: Known,
    ends: tuple[int, int],
    behind: Behind,
) -> Hop:
    start, end = (index.person(place) for place in ends)
    records = behind.records
    return Hop(
        liaison=known.liaisons[start] if behind.of_liaison else None,
        from_=None if behind.of_liaison else known.people[start],
        to=known.people[end],
        strength=index.strength(*ends, question.allowed.kinds),
        **records.counts,
        first_on=records.first_on,
        last_on=records.last_on,
        reasons=records.reasons,
        parts=records.parts,
        doubts=flags.doubts(behind, question.as_of or date.today()),
        evidence_count=records.total,
        evidence=as_evidence(records.newest),
        evidence_cursor=_cursor(answering, behind),
    )


def _cursor(answering: Answering, behind: Behind) -> str | None:
    newest = behind.records.newest
    if not newest or behind.records.total <= len(newest):
        return None
    return answering.info.context.cursors.write(newest[-1].key, CURSOR_OF)


def _introducer(index: TieIndex, chain: Found, known: Known) -> Person | None:
    return known.people.get(index.person(chain.nodes[-2])) if len(chain.nodes) > 2 else None


def _alternative(index: TieIndex, other: Found | None, known: Known) -> Alternative | None:
    if other is None:
        return None
    introducer = _introducer(index, other, known)
    if introducer is None and len(other.nodes) > 2:
        return None
    return Alternative(strength=math.exp(-other.cost), introducer=introducer)


def _flags(
    behind: list[Behind], beside: Beside, named: Companies, question: Question
) -> list[Flag]:
    found: list[Flag] = []
    sponsor = flags.sponsor(behind)
    if sponsor in named:
        name, company = named[sponsor]
        about = f"every tie rests only on trials, events or fees of {name}"
        found.append(_flag(FlagKind.ONE_SPONSOR, about, company))
    for hop in flags.consortium(behind):
        about = f"tie {hop} rests on one paper of {behind[hop - 1].records.smallest} authors"
        found.append(_flag(FlagKind.ONE_LARGE_PAPER, about, hop=hop))
    for gate in filter(named.__contains__, beside.gates):
        name, company = named[gate]
        about = f"every chain of up to {question.max_hops} ties runs through people paid by {name}"
        flag = _flag(FlagKind.PAYEES_ON_EVERY_CHAIN, about, company)
        flag.without_industry = gate in beside.also_without
        found.append(flag)
    return found


def _flag(
    kind: FlagKind, about: str, company: Company | None = None, hop: int | None = None
) -> Flag:
    return Flag(kind=kind, about=about, company=company, hop=hop, without_industry=None)


def _surprise(index: TieIndex, starts: list[int], chain: Found, hops: int) -> float | None:
    if index.chance is None:
        return None
    degrees = sum(index.degree(start) for start in starts), index.degree(chain.nodes[-1])
    return index.chance.surprise(degrees, chain.cost, hops)
