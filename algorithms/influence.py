"""Who stands high in the network of ties?

PageRank on ties weighted by strength, damping 0.85 (Brin and Page 1998, "The anatomy of a
large-scale hypertextual Web search engine"): a person stands high whom many persons who stand high
themselves have worked with. `pageRank` is the plain value, 1 on average; `influence` is its share
of the highest, so the first person has 1 and half of that is half the standing. `tieCount` is the
number of ties.

When not to trust it: a tie leads both ways, so on ties PageRank stays close to the summed strength
of a person's ties; it measures standing among those who publish and run trials together, not
clinical or personal influence. It cannot be compared between graphs with other persons. Persons
without a tie have none: they are not covered, not last.
"""

from __future__ import annotations

from algorithms.network import of_tables
from algorithms.page_rank import page_rank
from graph.projection import Projection
from schema.conclusions import Influence

INFLUENCE = """
WITH tied AS (
  SELECT e.person_id, count(*) AS tie_count, sum(strength ORDER BY strength, other) AS summed,
    max(strength) AS most, arg_min(p.name, (-strength, other)) AS strongest
  FROM ends e JOIN persons p ON p.person_id = e.other GROUP BY e.person_id
)
SELECT person_id, round(score / (SELECT max(score) FROM pagerank), 9) AS influence,
  round(score, 9) AS page_rank, tie_count, [
    tie_count || if(tie_count = 1, ' tie', ' ties') || ', of summed strength ' || round(summed, 2),
    'strongest: ' || coalesce(strongest, 'a person without a name') || ' (' || round(most, 2) || ')'
  ] AS influence_reasons
FROM tied JOIN pagerank USING (person_id)"""


def compute(ties: Projection) -> None:
    """Write `influence`, `pageRank`, `tieCount` and `influenceReasons` of every person with a tie.

    Raises `page_rank.NotConverged` before anything is written.
    """
    of = of_tables(ties.tables)
    ties.keep("pagerank", of.scores(score=page_rank(of.matrix())))
    ties.conclude(Influence, INFLUENCE)
