"""Which circles of people work together?

Leiden on ties weighted by strength (Traag, Waltman and van Eck 2019, "From Louvain to Leiden:
guaranteeing well-connected communities"), which looks for the division with the highest modularity:
more strength within circles than chance would give. `community` is the circle's number: 0 is the
largest, circles of one size come in the order of their smallest person id. Persons alone in a
circle have none. The same ties give the same circles: the seed is fixed and one thread works.

When not to trust it: a number names a circle within one refresh only, for a few new papers may
change sizes and with them the numbers. On the edge between two circles the choice is near to a coin
toss. Modularity overlooks circles much smaller than the root of the number of ties and joins them
to larger ones (Fortunato and Barthélemy 2007, "Resolution limit in community detection").
"""

from __future__ import annotations

from graph.projection import Projection
from schema.conclusions import Community

SEED = 20_190_326

COMMUNITY = """
WITH circles AS (
  SELECT score AS found, row_number() OVER (ORDER BY count(*) DESC, min(person_id)) - 1 AS number
  FROM leiden GROUP BY score HAVING count(*) > 1
)
SELECT person_id, number AS community FROM leiden JOIN circles ON found = score"""


def compute(ties: Projection) -> None:
    """Write `community` of every person who shares a circle."""
    ties.gds.leiden.mutate(
        ties.graph,
        "leiden",
        relationship_weight_property="strength",
        random_seed=SEED,
        concurrency=1,
        max_levels=100,
    )
    ties.keep_scores("leiden")
    ties.conclude(Community, COMMUNITY)
