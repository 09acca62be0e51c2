"""Who connects one person to another, and how strong is each chain of ties?

A chain's strength is the product of its ties' strengths. The k strongest chains without a repeated
person, of at most `max_hops` ties, are found exactly: first the ties that any such chain can use
are read (those around either end, half the hops deep), then chains are grown from the start in
order of what they can reach at best. How much a person can still reach within h ties is computed
backwards from the goal (Bellman's recursion, layer by layer), so the first k chains that arrive are
the k strongest.

When not to trust it: a chain is no stronger than the identity of the persons in it, and people may
know each other without a record that says so.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

MOST_HOPS = 4
KINDS = ("PAPER", "TRIAL")

# (p)-[r]-(q): the ties around a layer of persons, as strong as the chosen kinds make them.
AROUND = """
MATCH (p:Person) WHERE p.personId IN $layer
MATCH (p)-[r:CONNECTED_TO]-(q:Person)
WHERE ('PAPER' IN $kinds AND r.papers > 0) OR ('TRIAL' IN $kinds AND r.trials > 0)
RETURN p.personId AS a, q.personId AS b,
  1 - exp(-(CASE WHEN 'PAPER' IN $kinds THEN r.paperWeight ELSE 0.0 END
    + CASE WHEN 'TRIAL' IN $kinds THEN r.trialWeight ELSE 0.0 END)) AS strength
ORDER BY a, b"""

# (a)-[x]->(record)<-[y]-(b): each hop's joint records of the chosen kinds, newest first.
EVIDENCE = """
UNWIND $hops AS hop
MATCH (a:Person {personId: hop[0]})-[t:CONNECTED_TO]-(b:Person {personId: hop[1]})
WITH a, b, t, COLLECT {
  MATCH (a)-[x:AUTHORED]->(p:Paper)<-[y:AUTHORED]-(b)
  WHERE 'PAPER' IN $kinds AND p.authors <= $most
  RETURN {kind: 'PAPER', record: p.pmid, title: p.title, happened_on: p.publishedOn,
    persons: p.authors, source: p.source, known_from: p.knownFrom,
    url: 'https://pubmed.ncbi.nlm.nih.gov/' + p.pmid + '/',
    identity_score: x.identityScore * y.identityScore,
    reasons: x.identityReasons + y.identityReasons} AS found
  UNION ALL
  MATCH (a)-[x:INVESTIGATES]->(s:Trial)<-[y:INVESTIGATES]-(b)
  WHERE 'TRIAL' IN $kinds
  RETURN DISTINCT {kind: 'TRIAL', record: s.nctId, title: s.title, happened_on: s.startedOn,
    persons: null, source: s.source, known_from: s.knownFrom,
    url: 'https://clinicaltrials.gov/study/' + s.nctId,
    identity_score: x.identityScore * y.identityScore,
    reasons: x.identityReasons + y.identityReasons} AS found
} AS found
UNWIND found AS one
WITH a, b, t, one ORDER BY a.personId, b.personId, one.happened_on DESC, one.record
WITH a, b, t, collect(one) AS found
RETURN a.personId AS a, b.personId AS b, t.papers AS papers, t.trials AS trials,
  t.firstOn AS first_on, t.lastOn AS last_on, t.strengthReasons AS reasons, size(found) AS total,
  found[..$first] AS evidence"""


@dataclass(frozen=True)
class Chain:
    """Persons from start to goal, the strength of each tie between them, and their product."""

    persons: tuple[str, ...]
    strengths: tuple[float, ...]

    @property
    def strength(self) -> float:
        """The product of the ties' strengths, 0 to 1."""
        return math.prod(self.strengths)


def depths(max_hops: int) -> tuple[int, int]:
    """How many layers of ties to read around the start and around the goal."""
    return (max_hops + 1) // 2, max_hops // 2


def strongest(
    ties: Iterable[tuple[str, str, float]], start: str, goal: str, first: int, max_hops: int
) -> list[Chain]:
    """The `first` strongest chains from `start` to `goal` of at most `max_hops` ties, strongest
    first.

    `ties` are (person, person, strength in 0 to 1), in either direction, repeated or not. Equal
    strengths are ordered by the persons' ids. The same person asked for twice has no chain.
    """
    near: dict[str, dict[str, float]] = defaultdict(dict)
    for a, b, strength in ties:
        if strength > 0:
            near[a][b] = near[b][a] = strength
    if start == goal:
        return []
    reach = _reach(near, goal, max_hops)
    queue: list[tuple[float, tuple[str, ...], tuple[float, ...], float]]
    queue = [(-reach[max_hops].get(start, 0.0), (start,), (), 1.0)]
    found: list[Chain] = []
    while queue and len(found) < first:
        bound, persons, strengths, strength = heapq.heappop(queue)
        if bound == 0:
            break
        here, left = persons[-1], max_hops - len(strengths)
        if here == goal:
            found.append(Chain(persons, strengths))
            continue
        for there, tie in near[here].items():
            best = reach[left - 1].get(there, 0.0) if left else 0.0
            if best and there not in persons:
                grown, product = (*persons, there), strength * tie
                heapq.heappush(queue, (-product * best, grown, (*strengths, tie), product))
    return found


def _reach(near: dict[str, dict[str, float]], goal: str, max_hops: int) -> list[dict[str, float]]:
    """For h = 0 to `max_hops`: the strongest walk of at most h ties from each to the goal."""
    layers = [{goal: 1.0}]
    for _ in range(max_hops):
        layer = dict(layers[-1])
        for person, best in layers[-1].items():
            for other, tie in near[person].items():
                if tie * best > layer.get(other, 0.0):
                    layer[other] = tie * best
        layers.append(layer)
    return layers
