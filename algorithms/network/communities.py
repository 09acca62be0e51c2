"""Which circles of people work together?

Leiden on ties weighted by strength (Traag, Waltman and van Eck 2019, "From Louvain to Leiden:
guaranteeing well-connected communities"), which looks for the division with the highest modularity:
more strength within circles than chance would give. The resolution (`PEERLINE_RESOLUTION`), 1 if
not said, says how much more: above 1 circles become smaller. Persons alone in a circle have
none. The same ties give the same circles: the seed is fixed and one thread works.

`community` is the circle's number. At first 0 is the largest, circles of one size come in the order
of their smallest person id. Later a circle inherits the number of the earlier circle that it shares
most persons with, where that is more than a third of the persons of both (Greene, Doyle and
Cunningham 2010, "Tracking the evolution of communities in dynamic social networks"); others get
numbers never used before. What began, ended, took over another's persons, or goes on under another
name (see circle names), is logged.
`communityStability` is the mean, over five runs with a tenth of the ties left out, of the overlap
(Jaccard) of the circle with its best match; it is measured up to 300,000 ties.
"""

from __future__ import annotations

import logging
import random
from concurrent.futures import Executor, ThreadPoolExecutor

import igraph
import numpy as np
import pandas as pd
from neo4j.exceptions import ClientError

from algorithms.algorithm import Algorithm
from algorithms.network import circle_names
from algorithms.network.network import Floats, Ints, Network
from algorithms.network.projected import of_ties
from algorithms.network.seeds import COMMUNITIES_SEED
from algorithms.network.tables import (
    CIRCLE_NAMES,
    CIRCLE_STABILITIES,
    CIRCLES_BY_SIZE,
    LEIDEN_CIRCLES,
    MEMBERSHIPS,
)
from graph.projection import Projection, scores
from lake.relations import make, put
from schema.conclusions import Community
from schema.relationships import CONNECTED_TO

ALGORITHM = Algorithm(
    name="Circles",
    about=__doc__,
    reads=(CONNECTED_TO,),
    writes=(Community,),
    distrust="On the edge between two circles the choice is near to a coin toss, and a stability "
    "below a half says that the circle as a whole is one. Modularity overlooks circles "
    "much smaller than the root of the number of ties and joins them to larger ones "
    '(Fortunato and Barthélemy 2007, "Resolution limit in community detection").',
)


RESOLUTION = 1.0
SHARED = 1 / 3  # of the persons of both circles: more than this and it is the same circle
RUNS, LEFT_OUT, MOST_TIES = 5, 0.1, 300_000
log = logging.getLogger(__name__)

COMMUNITY = """
SELECT person_id, community, name AS community_name, stability AS community_stability
FROM network.memberships JOIN network.circle_names USING (community)
  LEFT JOIN network.circle_stabilities USING (community)"""


def begin(ties: Projection, aside: Executor, resolution: float = RESOLUTION) -> None:
    """Let the server look for circles while this process works on something else; `compute` goes
    on with what it found."""
    ties.held["circles"] = aside.submit(_leiden, ties, resolution), resolution


def compute(ties: Projection) -> None:
    """Write `community` and its stability of every person who shares a circle, and keep them as
    `network.memberships`."""
    if "circles" not in ties.held:
        with ThreadPoolExecutor(1) as aside:
            begin(ties, aside)
    looking, resolution = ties.held["circles"]
    put(ties.tables, LEIDEN_CIRCLES, looking.result())
    make(ties.tables, CIRCLES_BY_SIZE)
    by_size = ties.tables.execute(f"FROM {CIRCLES_BY_SIZE.name}").df()
    fresh = by_size.set_index("person_id")["community"]
    earlier = pd.DataFrame({"n": [], "name": []}) if ties.scope.is_narrow else _earlier(ties)
    found = renumbered(earlier["n"].astype("int64"), fresh)
    put(ties.tables, MEMBERSHIPS, found.rename("community").reset_index())
    named = circle_names.names(ties.tables)
    put(ties.tables, CIRCLE_NAMES, named)
    _log_renamed(earlier, named)
    of = of_ties(ties)
    circle = np.asarray(found.reindex(of.person, fill_value=-1), np.int64)
    steady = pd.DataFrame({"community": pd.Series(dtype="int64"), "stability": []})
    if len(of.end) / 2 <= MOST_TIES:
        numbers, shares = stability(of, circle, resolution)
        steady = pd.DataFrame({"community": numbers, "stability": shares.round(6)})
    put(ties.tables, CIRCLE_STABILITIES, steady.astype({"stability": "float64"}))
    ties.conclude(Community, COMMUNITY)


def _leiden(ties: Projection, resolution: float) -> pd.DataFrame:
    """Everyone's circle: `person_id` and `score`."""
    with ties.in_gds() as (gds, graph):
        try:
            gds.leiden.mutate(
                graph,
                "leiden",
                relationship_weight_property="strength",
                gamma=resolution,
                random_seed=COMMUNITIES_SEED,
                concurrency=1,
                max_levels=100,
            )
        except ClientError as error:
            # OpenGDS 2.26 fails so where nobody gains by joining anybody: all stay alone.
            if "dendrogramManager" not in str(error):
                raise
            ids = ties.person_ids()
            return pd.DataFrame({"person_id": ids, "score": range(len(ids))})
        return scores(gds, graph, "leiden")


def renumbered(earlier: pd.Series[int], fresh: pd.Series[int]) -> pd.Series[int]:
    """Fresh circles by person under the numbers of the earlier ones they continue."""
    both = pd.DataFrame({"was": earlier, "now": fresh}).dropna().astype(int)
    shared = both.groupby(["was", "now"]).size().rename("shared").reset_index()
    sizes = fresh.value_counts()
    union = shared["was"].map(earlier.value_counts()) + shared["now"].map(sizes) - shared["shared"]
    shared["overlap"] = shared["shared"] / union
    shared = shared.sort_values(["overlap", "was", "now"], ascending=[False, True, True])
    numbers: dict[int, int] = {}
    taken: set[int] = set()
    for was, now, overlap in shared[["was", "now", "overlap"]].itertuples(index=False):
        if overlap > SHARED and now not in numbers and was not in taken:
            numbers[int(now)] = int(was)
            taken.add(int(was))
    unused = int(max(earlier.max() if len(earlier) else -1, -1)) + 1
    for now in sorted(set(sizes.index) - set(numbers)):
        numbers[int(now)] = unused
        unused += 1
    _log(earlier, shared, numbers, taken)
    return fresh.map(numbers).astype("int64")


def stability(of: Network, circle: Ints, resolution: float = RESOLUTION) -> tuple[Ints, Floats]:
    """The numbers of the circles, and the mean overlap of each with its best match in runs with a
    tenth of the ties left out."""
    one = of.begin
    once = one < of.end
    ends = np.c_[one[once], of.end[once]]
    numbers, sizes = np.unique(circle[circle >= 0], return_counts=True)
    draw = np.random.default_rng(COMMUNITIES_SEED)
    summed = np.zeros(len(numbers))
    for run in range(RUNS):
        kept = draw.random(len(ends)) >= LEFT_OUT
        graph = igraph.Graph(n=of.size, edges=ends[kept])
        igraph.set_random_number_generator(random.Random(COMMUNITIES_SEED + run))
        again = np.array(
            graph.community_leiden(
                "modularity",
                weights=of.strength[once][kept],
                resolution=resolution,
                n_iterations=5,
            ).membership
        )
        table = pd.DataFrame({"circle": circle, "again": again})[circle >= 0]
        shared = table.groupby(["circle", "again"]).size().rename("shared").reset_index()
        others = shared["again"].map(pd.Series(again).value_counts())
        own = shared["circle"].map(pd.Series(sizes, numbers))
        shared["overlap"] = shared["shared"] / (own + others - shared["shared"])
        summed += shared.groupby("circle")["overlap"].max().reindex(numbers).to_numpy() / RUNS
    return numbers, summed


def _earlier(ties: Projection) -> pd.DataFrame:
    """Number and name of everyone's circle so far, by person."""
    (row,) = ties.driver.execute_query(
        "MATCH (p:Person) WHERE p.community IS NOT NULL RETURN collect(p.personId) AS id, "
        "collect(p.community) AS n, collect(coalesce(p.communityName, '')) AS name",
        database_=ties.database,
    ).records
    ids = pd.Index(row["id"], name="person_id", dtype="string")
    return pd.DataFrame({"n": row["n"], "name": row["name"]}, ids)


def _log_renamed(earlier: pd.DataFrame, named: pd.DataFrame) -> None:
    """Say which circles go on under another name."""
    was = earlier[earlier["name"] != ""].drop_duplicates("n").set_index("n")["name"]
    for number, name in named.itertuples(index=False):
        if number in was.index and was[number] != name:
            log.info("circle %s is now called %r, no longer %r", number, name, was[number])


def _log(
    earlier: pd.Series[int], shared: pd.DataFrame, numbers: dict[int, int], taken: set[int]
) -> None:
    """Say which circles began and ended, and where the persons of the ended ones went."""
    if not len(earlier):
        return
    for was in sorted(set(earlier) - taken):
        heirs = shared[shared["was"] == was]
        where = [
            f"{numbers[now]} ({n})" for now, n in zip(heirs["now"], heirs["shared"], strict=True)
        ]
        log.info("circle %s ended; its persons: %s", was, ", ".join(where) or "in no circle")
    for now, number in sorted(numbers.items()):
        if number not in taken:
            came = shared[shared["now"] == now]
            whence = [f"{was} ({n})" for was, n in zip(came["was"], came["shared"], strict=True)]
            log.info(
                "circle %s began; its persons were in: %s", number, ", ".join(whence) or "none"
            )
