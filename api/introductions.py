"""Who connects one person to another, with the records behind every hop?"""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import strawberry

from algorithms import introductions as search
from algorithms import tie_index
from algorithms.paths import INDUSTRY, PAPER, TRIAL, Filter, Found, Searcher
from algorithms.tie_features import MOST_PERSONS
from algorithms.tie_index import TieIndex
from api.answering import Answering
from api.errors import bad_input
from api.types import Person


@strawberry.enum(description="A kind of record that makes a tie.")
class TieKind(Enum):
    PAPER = strawberry.enum_value("PAPER", description="Joint papers of at most 50 authors.")
    TRIAL = strawberry.enum_value("TRIAL", description="Trials that name both.")


@strawberry.type(description="One record that both persons of a hop are in.")
class Evidence:
    kind: TieKind = strawberry.field(description="Paper or trial.")
    record: str = strawberry.field(description="PMID or registry number.")
    title: str | None = strawberry.field(description="Title.")
    happened_on: date | None = strawberry.field(description="Publication or start.")
    persons: int | None = strawberry.field(description="Authors of the paper.")
    source: str | None = strawberry.field(description="Where the record comes from.")
    known_from: datetime | None = strawberry.field(description="When it was loaded.")
    url: str = strawberry.field(description="The public record.")
    identity_score: float = strawberry.field(
        description="Confidence that the record means these two persons, 0 to 1."
    )
    reasons: list[str] = strawberry.field(description="Why both identifications are believed.")


@strawberry.type(description="One tie of an introduction.")
class Hop:
    from_: Person = strawberry.field(name="from", description="The person the hop starts at.")
    to: Person = strawberry.field(description="The person it leads to.")
    strength: float = strawberry.field(
        description="The tie's strength by the chosen kinds, 0 to 1."
    )
    papers: int = strawberry.field(description="Joint papers that count.")
    trials: int = strawberry.field(description="Joint trials.")
    first_on: date | None = strawberry.field(description="First joint record.")
    last_on: date | None = strawberry.field(description="Latest joint record.")
    reasons: list[str] = strawberry.field(description="What the strength is made of.")
    parts: list[float] | None = strawberry.field(
        description="What each theme adds to the log odds: recency, amount, steadiness, places, "
        "activity of both, their other partners, shared partners."
    )
    doubts: list[str] = strawberry.field(description="What speaks against relying on it.")
    evidence_count: int = strawberry.field(description="Joint records of the chosen kinds.")
    evidence: list[Evidence] = strawberry.field(description="The newest of them, 10 at most.")


@strawberry.type(description="Who else could introduce, and how strongly.")
class Alternative:
    strength: float = strawberry.field(description="Product of the hops' strengths, 0 to 1.")
    introducer: Person | None = strawberry.field(
        description="Who stands next to the person to be met; none where the two have a tie."
    )


@strawberry.input(description="What introductions must do without, and from whom they may start.")
class IntroductionFilterInput:
    also_from: list[str] | None = strawberry.field(
        default=None, description="More persons of the same team: chains may start at any of them."
    )
    min_strength: float | None = strawberry.field(
        default=None, description="Least strength of every tie."
    )
    max_age_years: float | None = strawberry.field(
        default=None, description="Ties whose latest record is older are left out."
    )
    as_of: date | None = strawberry.field(
        default=None, description="The day from which ages are counted; else today."
    )
    industry_ties: bool = strawberry.field(
        default=True, description="Whether trials led by companies may make ties."
    )
    without_persons: list[str] | None = strawberry.field(default=None, description="By id.")
    without_companies: list[str] | None = strawberry.field(
        default=None, description="No payee of these companies, by id, stands in a chain."
    )
    without_institutions: list[str] | None = strawberry.field(
        default=None, description="Nobody of these institutions, by id."
    )
    without_states: list[str] | None = strawberry.field(
        default=None, description="Nobody of these states, such as NY."
    )
    different_introducers: bool = strawberry.field(
        default=False, description="One chain per introducer, the strongest."
    )


@strawberry.type(description="A chain of ties from one person to another.")
class Introduction:
    strength: float = strawberry.field(description="Product of the hops' strengths, 0 to 1.")
    introducer: Person | None = strawberry.field(
        description="Who stands next to the person to be met; none where the two have a tie."
    )
    hops: list[Hop] = strawberry.field(description="The ties, in order.")
    weakest: int = strawberry.field(description="Number of the weakest hop, from 1.")
    if_declined: Alternative | None = strawberry.field(
        description="The strongest chain without the introducer; none where there is none."
    )


EVIDENCE_PER_HOP = 10


BITS = {TieKind.PAPER: PAPER, TieKind.TRIAL: TRIAL | INDUSTRY}


async def introductions(
    answering: Answering,
    start: str,
    goal: str,
    first: int,
    kinds: list[TieKind] | None,
    max_hops: int,
    given: IntroductionFilterInput | None,
) -> list[dict[str, Any]]:
    """The `first` strongest introductions; raises BAD_USER_INPUT where the question cannot be asked
    so."""
    given = given or IntroductionFilterInput()
    _refuse(first, max_hops, given)
    chosen = kinds or list(TieKind)
    starts = list(dict.fromkeys([start, *(given.also_from or [])]))
    await _known(answering, [*starts, goal])
    left_out = await _left_out(answering, given, {*starts, goal})
    index, searcher = await _index(answering, starts, goal, max_hops)
    allowed = _allowed(index, chosen, given, left_out)
    places = [place for place in map(index.place, starts) if place is not None]
    end = index.place(goal)
    if not places or end is None:
        return []
    search_for = (first, max_hops, allowed, given.different_introducers)
    chains = searcher.chains(places, end, *search_for)
    others = [_if_declined(searcher, places, chain, max_hops, allowed) for chain in chains]
    return await _answers(answering, index, allowed, chosen, chains, others)


def _refuse(first: int, max_hops: int, given: IntroductionFilterInput) -> None:
    if not 1 <= first <= 20:
        raise bad_input(f"`first` is {first}; give 1 to 20")
    if not 1 <= max_hops <= search.MOST_HOPS:
        raise bad_input(f"`maxHops` is {max_hops}; give 1 to {search.MOST_HOPS}")
    if given.min_strength is not None and not 0 <= given.min_strength <= 1:
        raise bad_input(f"`minStrength` is {given.min_strength}; give 0 to 1")
    if given.max_age_years is not None and not 0 < given.max_age_years <= 100:
        raise bad_input(f"`maxAgeYears` is {given.max_age_years}; give more than 0, 100 at most")
    if len(given.also_from or []) > 100:
        raise bad_input("`alsoFrom` names more than 100 persons; ask for fewer at a time")


async def _known(answering: Answering, persons: list[str]) -> None:
    known = await answering.rows(
        "MATCH (p:Person) WHERE p.personId IN $ids RETURN p.personId AS id", {"ids": persons}
    )
    for person in persons:
        if person not in {row["id"] for row in known}:
            raise bad_input(f"no person has the id {person!r}; look one up with `people`")


async def _left_out(
    answering: Answering, given: IntroductionFilterInput, ends: set[str]
) -> list[str]:
    """Whom the question leaves out; its own ends stay."""
    wanted = {
        "persons": given.without_persons or [],
        "companies": given.without_companies or [],
        "institutions": given.without_institutions or [],
        "states": given.without_states or [],
    }
    if not any(wanted.values()):
        return []
    rows = await answering.rows(search.LEFT_OUT, wanted)
    return [row["id"] for row in rows if row["id"] not in ends]


@lru_cache(maxsize=2)
def _opened(folder: Path) -> tuple[TieIndex, Searcher]:
    index = tie_index.opened(folder)
    searcher = Searcher(index.arcs)
    tie_index.warm(searcher)
    return index, searcher


async def _index(
    answering: Answering, starts: list[str], goal: str, max_hops: int
) -> tuple[TieIndex, Searcher]:
    """The tie index, or the ties around both ends where none belongs to the graph as it is."""
    home = answering.info.context.home
    folder = tie_index.current(home) if home else None
    if folder:
        return _opened(folder)
    rows: list[dict[str, Any]] = []
    for ends, depth in zip((starts, [goal]), search.depths(max_hops), strict=True):
        layer, seen = list(ends), set(ends)
        for _ in range(depth):
            found = await answering.rows(search.AROUND, {"layer": layer})
            rows += found
            layer = sorted({row["b"] for row in found} - seen)
            seen.update(layer)
    index = tie_index.of_rows(rows)
    return index, Searcher(index.arcs)


def _allowed(
    index: TieIndex, kinds: list[TieKind], given: IntroductionFilterInput, left_out: list[str]
) -> Filter:
    bits = sum(BITS[kind] for kind in set(kinds)) & (~0 if given.industry_ties else ~INDUSTRY)
    since = 0
    if given.max_age_years:
        since = tie_index.years_before(given.as_of or date.today(), given.max_age_years)
    banned = index.without(left_out) if left_out else None
    return Filter(bits, given.min_strength or 0.0, since, banned)


def _if_declined(
    searcher: Searcher, places: list[int], chain: Found, max_hops: int, allowed: Filter
) -> Found | None:
    """The strongest chain without the introducer, where there is one."""
    if len(chain.nodes) < 3:
        return None
    size = len(searcher.arcs.start) - 1
    banned = np.zeros(size, np.bool_) if allowed.banned is None else allowed.banned.copy()
    banned[chain.nodes[-2]] = True
    goal = chain.nodes[-1]
    found = searcher.chains(places, goal, 1, max_hops, replace(allowed, banned=banned))
    return found[0] if found else None


async def _answers(
    answering: Answering,
    index: TieIndex,
    allowed: Filter,
    kinds: list[TieKind],
    chains: list[Found],
    others: list[Found | None],
) -> list[dict[str, Any]]:
    """The chains as they are told, with persons and evidence."""
    named = [[index.person(node) for node in chain.nodes] for chain in chains]
    instead = [index.person(other.nodes[-2]) if other else None for other in others]
    hops = sorted({hop for chain in named for hop in pairwise(chain)})
    values = [str(kind.value) for kind in kinds]
    wanted: dict[str, Any] = {"hops": [list(hop) for hop in hops], "kinds": values}
    wanted |= {"most": MOST_PERSONS, "first": EVIDENCE_PER_HOP}
    found = await answering.rows(search.EVIDENCE, wanted) if hops else []
    behind = {(row["a"], row["b"]): row for row in found}
    shown = {person for chain in named for person in chain} | {p for p in instead if p}
    people = await _people(answering, sorted(shown))
    out = []
    for chain, persons, other, other_person in zip(chains, named, others, instead, strict=True):
        told = _told(index, allowed, chain, persons, behind, people)
        if other is not None and other_person is not None:
            starts_there = len(other.nodes) == 2
            told["if_declined"] = {
                "strength": math.exp(-other.cost),
                "introducer": None if starts_there else people[other_person],
            }
        out.append(told)
    return out


async def _people(answering: Answering, ids: list[str]) -> dict[str, Any]:
    """The persons as the caller selected them anywhere below, by id."""
    paths = ("introducer", "hops.from", "hops.to", "ifDeclined.introducer")
    read = await answering.below(
        paths, "MATCH ({node}:Person) WHERE {node}.personId IN $ids", {"ids": ids}, "personId"
    )
    return read


def _told(
    index: TieIndex,
    allowed: Filter,
    chain: Found,
    persons: list[str],
    behind: dict[Any, Any],
    people: dict[str, Any],
) -> dict[str, Any]:
    hops, today = [], date.today()
    for (a, b), (x, y) in zip(pairwise(persons), pairwise(chain.nodes), strict=True):
        row = behind[a, b]
        evidence = [{**one, "kind": TieKind(one["kind"])} for one in row["evidence"]]
        strength = index.strength(x, y, allowed.kinds)
        others = index.strength(x, y, allowed.kinds & ~INDUSTRY)
        names = ("papers", "trials", "first_on", "last_on", "reasons", "parts")
        hop = {"from_": people[a], "to": people[b], "strength": strength, "evidence": evidence}
        hop["doubts"] = search.doubts(row, others == 0, row["last_on"], today)
        hops.append({**hop, "evidence_count": row["total"], **{n: row[n] for n in names}})
    weakest = min(range(len(hops)), key=lambda place: hops[place]["strength"]) + 1
    introducer = people[persons[-2]] if len(persons) > 2 else None
    told = {"strength": math.exp(-chain.cost), "introducer": introducer, "if_declined": None}
    return {**told, "hops": hops, "weakest": weakest}
