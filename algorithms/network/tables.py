"""Which tables do the algorithms on ties make for themselves and for one another?

Those of `network.persons`, `network.ties` and `network.tie_ends` stand in `graph.projection`.
"""

from __future__ import annotations

from lake.relations import Relation

PAGE_RANKS = Relation(
    "network.page_ranks", "person_id VARCHAR, score DOUBLE", computed_from=("network.ties",)
)
STRONGEST_TIES = Relation(
    "network.strongest_ties",
    "person_id VARCHAR, tie_count BIGINT, summed DOUBLE, most DOUBLE, strongest VARCHAR",
    computed_from=("network.ties",),
)
CENTRALITIES = Relation(
    "network.centralities",
    "person_id VARCHAR, k_core BIGINT, eigenvector DOUBLE, harmonic DOUBLE, betweenness DOUBLE, "
    'error DOUBLE, "constraint" DOUBLE, effective_size DOUBLE, is_cut_person BOOLEAN, '
    "followed BIGINT",
    computed_from=("network.ties",),
)
# Circles as Leiden numbers them; a person alone in a circle has one too.
LEIDEN_CIRCLES = Relation(
    "network.leiden_circles", "person_id VARCHAR, score BIGINT", computed_from=("network.ties",)
)
# Circles of two and more, 0 the largest; circles of one size in the order of their smallest ids.
CIRCLES_BY_SIZE = Relation(
    "network.circles_by_size",
    "person_id VARCHAR, community BIGINT",
    """
SELECT person_id, dense_rank() OVER (ORDER BY size DESC, least_id) - 1 AS community
FROM (
  SELECT person_id, count(*) OVER (PARTITION BY score) AS size,
    min(person_id) OVER (PARTITION BY score) AS least_id
  FROM network.leiden_circles
) WHERE size > 1""",
)
# The same under the numbers that circles keep from refresh to refresh.
MEMBERSHIPS = Relation(
    "network.memberships",
    "person_id VARCHAR, community BIGINT",
    computed_from=(CIRCLES_BY_SIZE.name,),
)
CIRCLE_NAMES = Relation(
    "network.circle_names",
    "community BIGINT, name VARCHAR",
    computed_from=(MEMBERSHIPS.name, "network.common_traits", "network.topics_standing_out"),
)
CIRCLE_STABILITIES = Relation(
    "network.circle_stabilities",
    "community BIGINT, stability DOUBLE",
    computed_from=("network.ties", MEMBERSHIPS.name),
)
# How a person's ties are spread over circles.
SPREADS = Relation(
    "network.spreads",
    "person_id VARCHAR, number BIGINT, participation DOUBLE, stability DOUBLE",
    computed_from=("network.ties", MEMBERSHIPS.name, CENTRALITIES.name),
)
# How many ties lead from each person, of the circle `own`, into each circle; -1 is none.
TIES_INTO_CIRCLES = Relation(
    "network.ties_into_circles",
    "number BIGINT, own BIGINT, circle BIGINT, ties BIGINT",
    computed_from=("network.ties", MEMBERSHIPS.name),
)
