"""Who stands high in the network of ties?

PageRank on ties weighted by strength, damping 0.85 (Brin and Page 1998, "The anatomy of a
large-scale hypertextual Web search engine"): a person stands high whom many persons who stand high
themselves have worked with. `pageRank` is the plain value, 1 on average; `influence` is its share
of the highest, so the first person has 1 and half of that is half the standing. `tieCount` is the
number of ties.
"""

from __future__ import annotations

import numpy as np

from algorithms.algorithm import Algorithm
from algorithms.network.network import Ints, Network
from algorithms.network.page_rank import page_rank
from algorithms.network.projected import of_ties
from algorithms.network.tables import PAGE_RANKS, STRONGEST_TIES
from graph.projection import Projection
from lake.relations import put
from schema.conclusions import Influence
from schema.relationships import CONNECTED_TO

ALGORITHM = Algorithm(
    name="Influence",
    about=__doc__,
    reads=(CONNECTED_TO,),
    writes=(Influence,),
    distrust="A tie leads both ways, so on ties PageRank stays close to the summed strength of a "
    "person's ties; it measures standing among those who publish and run trials together, "
    "not clinical or personal influence. It cannot be compared between graphs with other "
    "persons. Persons without a tie have none: they are not covered, not last.",
)


INFLUENCE = """
SELECT r.person_id, round(score / (SELECT max(score) FROM network.page_ranks), 9) AS influence,
  round(score, 9) AS page_rank, tie_count, [
    tie_count || if(tie_count = 1, ' tie', ' ties') || ', of summed strength ' || round(summed, 2),
    'strongest: ' || coalesce(p.name, 'a person without a name') || ' (' || round(most, 2) || ')'
  ] AS influence_reasons
FROM network.page_ranks r JOIN network.strongest_ties USING (person_id)
  LEFT JOIN network.persons p ON p.person_id = strongest"""


def compute(ties: Projection) -> None:
    """Write `influence`, `pageRank`, `tieCount` and `influenceReasons` of every person with a tie.

    Raises `page_rank.NotConverged` before anything is written.
    """
    of = of_ties(ties)
    put(ties.tables, PAGE_RANKS, of.scores(score=page_rank(of.matrix())))
    at = strongest(of)
    strongest_ties = of.scores(
        tie_count=of.degree,
        summed=np.add.reduceat(of.strength, of.start[:-1]),
        most=of.strength[at],
        strongest=of.person[of.end[at]],
    )
    put(ties.tables, STRONGEST_TIES, strongest_ties)
    ties.conclude(Influence, INFLUENCE)


def strongest(of: Network) -> Ints:
    """Where each person's strongest tie stands; of equals, that to the smaller id. Everyone has a
    tie."""
    most = np.repeat(np.maximum.reduceat(of.strength, of.start[:-1]), of.degree)
    equal = np.flatnonzero(of.strength == most)
    return equal[np.searchsorted(equal, of.start[:-1])]
