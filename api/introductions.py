"""Who connects one person to another, with the records behind every hop?"""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from typing import Any

import strawberry

from algorithms import introductions as search
from algorithms.ties import MOST_PERSONS
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
    evidence_count: int = strawberry.field(description="Joint records of the chosen kinds.")
    evidence: list[Evidence] = strawberry.field(description="The newest of them, 10 at most.")


@strawberry.type(description="A chain of ties from one person to another.")
class Introduction:
    strength: float = strawberry.field(description="Product of the hops' strengths, 0 to 1.")
    introducer: Person | None = strawberry.field(
        description="Who stands next to the person to be met; none where the two have a tie."
    )
    hops: list[Hop] = strawberry.field(description="The ties, in order.")
    weakest: int = strawberry.field(description="Number of the weakest hop, from 1.")


EVIDENCE_PER_HOP = 10


async def introductions(
    answering: Answering,
    start: str,
    goal: str,
    first: int,
    kinds: list[TieKind] | None,
    max_hops: int,
) -> list[dict[str, Any]]:
    """The `first` strongest introductions; raises BAD_USER_INPUT where the question cannot be asked
    so."""
    if not 1 <= first <= 20:
        raise bad_input(f"`first` is {first}; give 1 to 20")
    if not 1 <= max_hops <= search.MOST_HOPS:
        raise bad_input(f"`maxHops` is {max_hops}; give 1 to {search.MOST_HOPS}")
    chosen = [str(kind.value) for kind in kinds] if kinds else list(search.KINDS)
    await _known(answering, start, goal)
    ties = await _ties(answering, start, goal, chosen, max_hops)
    chains = search.strongest(ties, start, goal, first, max_hops)
    hops = sorted({hop for c in chains for hop in zip(c.persons, c.persons[1:], strict=False)})
    wanted: dict[str, Any] = {"hops": [list(hop) for hop in hops], "kinds": chosen}
    wanted |= {"most": MOST_PERSONS, "first": EVIDENCE_PER_HOP}
    found = await answering.rows(search.EVIDENCE, wanted) if hops else []
    behind = {(row["a"], row["b"]): row for row in found}
    people = await _people(answering, sorted({p for c in chains for p in c.persons}))
    return [_told(chain, behind, people) for chain in chains]


async def _known(answering: Answering, start: str, goal: str) -> None:
    known = await answering.rows(
        "MATCH (p:Person) WHERE p.personId IN $ids RETURN p.personId AS id", {"ids": [start, goal]}
    )
    for person in (start, goal):
        if person not in {row["id"] for row in known}:
            raise bad_input(f"no person has the id {person!r}; look one up with `people`")


async def _ties(
    answering: Answering, start: str, goal: str, kinds: list[str], max_hops: int
) -> list[tuple[str, str, float]]:
    ties: list[tuple[str, str, float]] = []
    for end, depth in zip((start, goal), search.depths(max_hops), strict=True):
        layer, seen = [end], {end}
        for _ in range(depth):
            rows = await answering.rows(search.AROUND, {"layer": layer, "kinds": kinds})
            ties += [(row["a"], row["b"], row["strength"]) for row in rows]
            layer = sorted({row["b"] for row in rows} - seen)
            seen.update(layer)
    return ties


async def _people(answering: Answering, ids: list[str]) -> dict[str, Any]:
    """The persons as the caller selected them anywhere below, by id."""
    paths = ("introducer", "hops.from", "hops.to")
    read = await answering.below(
        paths, "MATCH ({node}:Person) WHERE {node}.personId IN $ids", {"ids": ids}, "personId"
    )
    return read


def _told(chain: search.Chain, behind: dict[Any, Any], people: dict[str, Any]) -> dict[str, Any]:
    hops = []
    pairs = zip(chain.persons, chain.persons[1:], strict=False)
    for (a, b), strength in zip(pairs, chain.strengths, strict=True):
        row = behind[a, b]
        evidence = [{**one, "kind": TieKind(one["kind"])} for one in row["evidence"]]
        hop = {"from_": people[a], "to": people[b], "strength": strength, "evidence": evidence}
        names = ("papers", "trials", "first_on", "last_on", "reasons")
        hops.append({**hop, "evidence_count": row["total"], **{n: row[n] for n in names}})
    weakest = min(range(len(hops)), key=lambda place: chain.strengths[place]) + 1
    introducer = people[chain.persons[-2]] if len(chain.persons) > 2 else None
    told = {"strength": chain.strength, "introducer": introducer}
    return {**told, "hops": hops, "weakest": weakest}
