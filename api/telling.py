"""How are the chains that a search found told, with persons, records, alternatives and doubts?"""

from __future__ import annotations

import asyncio
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise
from typing import Any

import numpy as np

from algorithms.introductions import evidence, flags
from algorithms.introductions import introductions as search
from algorithms.introductions.flags import Behind
from algorithms.introductions.tie_index import TieIndex
from algorithms.paths.arcs import Filter, Found
from algorithms.paths.searcher import Searcher
from api.answering import Answering
from api.introduction_types import FlagKind, TieKind
from schema.ties import MOST_PERSONS, OF_COMPANIES

EVIDENCE_PER_HOP = 10
CURSOR_OF = "evidence"
COUNTS = ("papers", "trials", "events", "shared_years", "engagements")
Pair = tuple[str, str]


@dataclass(frozen=True)
class Question:
    """What a question allows: kinds of tie, hops, and as seen on which day by whom; `below` is
    where introductions stand below the root field, such as `introduction.`."""

    kinds: set[TieKind]
    max_hops: int
    allowed: Filter
    industry: bool = True
    as_of: date | None = None
    known_by: datetime | None = None
    below: str = ""

    def values(self, first: int, after: list[Any] | None = None) -> dict[str, Any]:
        """The parameters of the statements that read evidence."""
        return {
            "kinds": sorted(str(kind.value) for kind in self.kinds),
            "industry": self.industry,
            "until": self.as_of,
            "knownBy": self.known_by,
            "most": MOST_PERSONS,
            "first": first,
            "after": after,
        }


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
) -> list[dict[str, Any]]:
    """The chains as they are told."""
    if not chains:
        return []
    others = _if_declined(searcher, starts, chains, question)
    beside = _beside(index, searcher, starts, chains, question)
    shown = {node for chain in chains for node in chain.nodes}
    more = [*others, *(one.without_industry for one in beside.values())]
    shown |= {other.nodes[-2] for other in more if other}
    behind, (people, liaisons), coverage = await asyncio.gather(
        _behind(answering, index, chains, question),
        _people(answering, index, shown, question.below),
        _coverage(answering, index, chains, question),
    )
    companies = await _companies(answering, beside, behind, question.below)
    out = []
    for chain, other, uncovered in zip(chains, others, coverage, strict=True):
        one = _hops(index, question, chain, behind, people, liaisons)
        for hop in one["hops"]:
            hop["evidence_cursor"] = _cursor(answering, hop)
        at = beside[chain.nodes[-1]]
        one["if_declined"] = _alternative(index, other, people)
        one["without_industry"] = _alternative(index, at.without_industry, people)
        one["flags"] = _flags(one.pop("behind"), at, companies, question)
        one["surprise"] = _surprise(index, starts, chain, question.max_hops)
        out.append({**one, "uncovered": uncovered})
    return out


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


async def _behind(
    answering: Answering, index: TieIndex, chains: list[Found], question: Question
) -> dict[tuple[int, int], dict[str, Any]]:
    """What stands behind each hop, by the places of its ends."""
    hops = sorted({hop for chain in chains for hop in pairwise(chain.nodes)})
    found = {}
    for text, chosen in (
        (evidence.OF_PERSONS, [hop for hop in hops if not index.is_liaison(hop[0])]),
        (evidence.OF_LIAISONS, [hop for hop in hops if index.is_liaison(hop[0])]),
    ):
        if not chosen:
            continue
        named = {(index.person(a), index.person(b)): (a, b) for a, b in chosen}
        values = {"hops": [list(pair) for pair in named], **question.values(EVIDENCE_PER_HOP)}
        for row in await answering.rows(text, values):
            found[named[row["key"][0], row["key"][1]]] = dated(row, question)
    return found


def dated(row: dict[str, Any], question: Question) -> dict[str, Any]:
    """A row of evidence with its first and last day, and reasons that fit the day asked."""
    days = row.pop("days")
    row |= {"first_on": min(days, default=None), "last_on": max(days, default=None)}
    if question.as_of:
        row |= {"reasons": evidence.reasons_on_a_day(row), "parts": None}
    return row


async def _people(
    answering: Answering, index: TieIndex, places: set[int], below: str
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Persons and liaisons as the caller selected them anywhere below, by id."""
    others = ("ifDeclined.introducer", "withoutIndustry.introducer")
    paths: tuple[str, ...] = ("to", "introducer", "hops.from", "hops.to", *others)
    ids = sorted(index.person(place) for place in places if not index.is_liaison(place))
    own = sorted(index.person(place) for place in places if index.is_liaison(place))
    match = "MATCH ({node}:Person) WHERE {node}.personId IN $ids"
    paths = tuple(f"{below}{path}" for path in paths)
    people = await answering.below(paths, match, {"ids": ids}, "personId")
    if not own:
        return people, {}
    match = "MATCH ({node}:Liaison) WHERE {node}.liaisonId IN $ids"
    return people, await answering.below(
        (f"{below}hops.liaison",), match, {"ids": own}, "liaisonId"
    )


async def _companies(
    answering: Answering,
    beside: dict[int, Beside],
    behind: dict[tuple[int, int], dict[str, Any]],
    below: str,
) -> dict[str, Any]:
    ids = {company for one in beside.values() for company in one.gates}
    ids |= {company for row in behind.values() for company in row["companies"]}
    if not ids:
        return {}
    match = "MATCH ({node}:Company) WHERE {node}.companyId IN $ids"
    read = await answering.below(
        (f"{below}flags.company",), match, {"ids": sorted(ids)}, "companyId"
    )
    names = await answering.rows(
        "MATCH (c:Company) WHERE c.companyId IN $ids RETURN c.companyId AS id, c.name AS name",
        {"ids": sorted(ids)},
    )
    return {row["id"]: (row["name"] or row["id"], read[row["id"]]) for row in names}


async def _coverage(
    answering: Answering, index: TieIndex, chains: list[Found], question: Question
) -> list[list[str]]:
    """What is not known of each chain."""
    inside = [
        [index.person(node) for node in chain.nodes if not index.is_liaison(node)]
        for chain in chains
    ]
    ids = sorted({person for persons in inside for person in persons})
    (row,) = await answering.rows(search.COVERAGE, {"ids": ids})
    kinds = {str(kind.value) for kind in question.kinds}
    of_kinds = search.uncovered(row, kinds - (set() if question.industry else {"PAYMENT"}))
    known = {one["id"]: one for one in row["persons"]}
    return [
        of_kinds + search.silent([known[one] for one in persons], row["sources"])
        for persons in inside
    ]


def _hops(
    index: TieIndex,
    question: Question,
    chain: Found,
    behind: dict[tuple[int, int], dict[str, Any]],
    people: dict[str, Any],
    liaisons: dict[str, Any],
) -> dict[str, Any]:
    hops, facts = [], []
    for a, b in pairwise(chain.nodes):
        row, own = behind[a, b], index.is_liaison(a)
        strength = index.strength(a, b, question.allowed.kinds)
        free = index.strength(a, b, question.allowed.kinds & ~OF_COMPANIES)
        hop: dict[str, Any] = {name: row[name] for name in (*COUNTS, "reasons", "parts")}
        hop |= {"first_on": row["first_on"], "last_on": row["last_on"], "strength": strength}
        hop["liaison"] = liaisons[index.person(a)] if own else None
        hop["from_"] = None if own else people[index.person(a)]
        hop["to"] = people[index.person(b)]
        hop["doubts"] = search.doubts(row, free == 0, question.as_of or date.today())
        hop["evidence_count"] = row["total"]
        hop["evidence"] = as_evidence(row["evidence"])
        hop["last_key"] = row["evidence"][-1]["key"] if row["evidence"] else None
        hops.append(hop)
        companies = frozenset(row["companies"])
        counted = (row["work"], free == 0, companies, row["smallest"], row["papers"], own)
        facts.append(Behind(*counted))
    weakest = min(range(len(hops)), key=lambda place: hops[place]["strength"]) + 1
    introducer = chain.nodes[-2]
    has_one = len(chain.nodes) > 2
    return {
        "to": people[index.person(chain.nodes[-1])],
        "strength": math.exp(-chain.cost),
        "introducer": people[index.person(introducer)] if has_one else None,
        "hops": hops,
        "weakest": weakest,
        "behind": facts,
    }


def as_evidence(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of evidence as the API's type takes them."""
    return [{**one, "kind": TieKind(one["kind"])} for one in rows]


def _cursor(answering: Answering, hop: dict[str, Any]) -> str | None:
    key = hop.pop("last_key")
    if key is None or hop["evidence_count"] <= len(hop["evidence"]):
        return None
    return str(answering.info.context.cursors.write(key, CURSOR_OF))


def _alternative(
    index: TieIndex, other: Found | None, people: dict[str, Any]
) -> dict[str, Any] | None:
    if other is None:
        return None
    introducer = people[index.person(other.nodes[-2])] if len(other.nodes) > 2 else None
    return {"strength": math.exp(-other.cost), "introducer": introducer}


def _flags(
    facts: list[Behind], beside: Beside, companies: dict[str, Any], question: Question
) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    sponsor = flags.sponsor(facts)
    if sponsor is not None:
        name, company = companies[sponsor]
        about = f"every tie rests on trials or events of {name} alone"
        found.append(_flag(FlagKind.ONE_SPONSOR, about, company))
    for hop in flags.consortium(facts):
        about = f"tie {hop} rests on one paper of {facts[hop - 1].smallest} authors"
        found.append(_flag(FlagKind.ONE_LARGE_PAPER, about, hop=hop))
    for gate in beside.gates:
        name, company = companies[gate]
        about = f"every chain of at most {question.max_hops} ties runs through payees of {name}"
        also = gate in beside.also_without
        flag = _flag(FlagKind.PAYEES_ON_EVERY_CHAIN, about, company)
        found.append({**flag, "without_industry": also})
    return found


def _flag(
    kind: FlagKind, about: str, company: Any = None, hop: int | None = None
) -> dict[str, Any]:
    none = {"without_industry": None}
    return {"kind": kind, "about": about, "company": company, "hop": hop, **none}


def _surprise(index: TieIndex, starts: list[int], chain: Found, hops: int) -> float | None:
    if index.chance is None:
        return None
    degrees = sum(index.degree(start) for start in starts), index.degree(chain.nodes[-1])
    return index.chance.surprise(degrees, chain.cost, hops)
