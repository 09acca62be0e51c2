"""Do circles keep their numbers, and connectors their places, when the ties change a little?

*Circles*: ten refreshes are simulated. Each takes away a fiftieth of the ties and gives as many new
ones, of which nine in ten join two persons with a common neighbour; circles are found anew, with
another seed, and renumbered as a refresh does. Told are the share of persons whose circle has the
number that it had before the refresh, and the share of circles of ten or more, from the first day,
whose number still stands for the circle most like it on the last. *Connectors*: five times, a tenth
of the ties is left out; told are the rank correlation (Spearman) of the first 200, and how many of
them stay among the first 200.
"""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import duckdb
import igraph
import numpy as np
import pandas as pd
from numpy.typing import NDArray

from algorithms.algorithm import Algorithm
from algorithms.network import betweenness, connectors
from algorithms.network.communities import RESOLUTION, renumbered
from algorithms.network.communities import stability as overlaps
from algorithms.network.network import Floats, Ints, Network, network
from algorithms.network.seeds import STABILITY_SEED
from graph.drawn_tables import open_drawn
from schema.relationships import CONNECTED_TO

ALGORITHM = Algorithm(
    name="Stability of circles and connectors",
    about=__doc__,
    reads=(CONNECTED_TO,),
    writes=(),
    distrust="Ties change at random here, not as records do.",
)


REFRESHES, CHANGED, CLOSING = 10, 0.02, 0.9
FEWEST = 10
Ends = NDArray[np.int64]


class NoTies(ValueError):
    """The graph last published holds no tie."""


def drawn(folder: Path) -> Network:
    """The ties of a drawing. Raises `NoTies`."""
    with duckdb.connect() as connection:
        open_drawn(connection, folder)
        ties = connection.execute(
            'SELECT start, "end", strength FROM drawn."CONNECTED_TO" ORDER BY 1, 2'
        ).df()
    if ties.empty:
        raise NoTies(f"{folder} holds no tie; load papers or trials, then `peerline refresh`")
    names, numbers = np.unique(np.r_[ties["start"], ties["end"]].astype(str), return_inverse=True)
    one, other = numbers.reshape(2, -1)
    return network(len(names), one, other, ties["strength"].to_numpy(np.float64))


def circles(of: Network, resolution: float = RESOLUTION) -> dict[str, Any]:
    """How circles fare through ten refreshes, and their stability without a tenth of the ties."""
    draw = np.random.default_rng(STABILITY_SEED)
    ends, strength = _ends(of), of.strength[_once(of)]
    first = held = renumbered(pd.Series(dtype="int64"), _found(of.size, ends, strength, resolution))
    rows = []
    for refresh in range(1, REFRESHES + 1):
        ends, strength = _changed(of.size, ends, strength, draw)
        fresh = _found(of.size, ends, strength, resolution, refresh)
        now = renumbered(held, fresh)
        rows.append({"refresh": refresh, "circles": int(now.nunique()), "kept": _same(held, now)})
        held = now
    numbers, shares = overlaps(of, np.asarray(first, np.int64), resolution)
    sizes = first.value_counts().reindex(numbers).to_numpy(np.int64)
    return {
        "persons": of.size,
        "ties": len(of.end) // 2,
        "resolution": resolution,
        "circles": len(numbers),
        "refreshes": rows,
        "kept_a_refresh": round(float(np.mean([row["kept"] for row in rows])), 4),
        "kept_from_first_to_last": _same(first, held),
        "numbers_that_stand": _stand(first, held),
        "stability": round(float(np.average(shares, weights=sizes)), 4),
        "stabilities": [
            {"circle": int(n), "size": int(s), "stability": round(float(share), 4)}
            for n, s, share in zip(numbers, sizes, shares, strict=True)
        ],
    }


def first_connectors(of: Network) -> dict[str, Any]:
    """How the first 200 connectors fare without a tenth of the ties."""
    found = _found(of.size, _ends(of), of.strength[_once(of)], RESOLUTION)
    circle = np.asarray(found, np.int64)
    paths = betweenness.paths(of)
    stays, alike = connectors.stability(of, circle, paths.betweenness)
    return {
        "persons": of.size,
        "ties": len(of.end) // 2,
        "paths_of": paths.followed,
        "spearman": round(float(alike.mean()), 4),
        "spearman_by_run": [round(float(value), 4) for value in alike],
        "stay_among_the_first": round(float(np.nanmean(stays)), 4),
        "stays": np.sort(stays[~np.isnan(stays)])[::-1].tolist(),
    }


def _once(of: Network) -> NDArray[np.bool_]:
    return np.asarray(of.begin < of.end)


def _ends(of: Network) -> Ends:
    once = _once(of)
    one = of.begin[once]
    return np.column_stack([one, of.end[once].astype(np.int64)])


def _found(
    size: int, ends: Ends, strength: Floats, resolution: float, seed: int = 0
) -> pd.Series[int]:
    """Circles by Leiden, a number a person; the largest is 0."""
    graph = igraph.Graph(n=size, edges=ends)
    igraph.set_random_number_generator(random.Random(STABILITY_SEED + seed))
    found = graph.community_leiden(
        "modularity", weights=strength, resolution=resolution, n_iterations=10
    )
    order = np.argsort(-np.array(found.sizes()), kind="stable")
    place = np.empty(len(order), np.int64)
    place[order] = np.arange(len(order))
    return pd.Series(place[np.array(found.membership)])


def _changed(
    size: int, ends: Ends, strength: Floats, draw: np.random.Generator
) -> tuple[Ends, Floats]:
    """The ties after a refresh: some gone, as many new ones, with strengths like the others'."""
    kept = draw.random(len(ends)) >= CHANGED
    wanted = int((~kept).sum())
    of = network(size, ends[kept, 0], ends[kept, 1], strength[kept])
    begin = draw.choice(np.flatnonzero(of.degree), wanted)
    middle = of.end[of.start[begin] + (draw.random(wanted) * of.degree[begin]).astype(np.int64)]
    third = of.end[of.start[middle] + (draw.random(wanted) * of.degree[middle]).astype(np.int64)]
    anyone = draw.integers(0, size, wanted)
    other = np.where(draw.random(wanted) < CLOSING, third, anyone)
    fresh = np.sort(np.c_[begin, other], axis=1)[begin != other]
    both = np.r_[ends[kept], fresh]
    weight = np.r_[strength[kept], draw.choice(strength, len(fresh))]
    _, places = np.unique(both[:, 0] * size + both[:, 1], return_index=True)
    return both[places], weight[places]


def _same(was: pd.Series[int], now: pd.Series[int]) -> float:
    return round(float((was == now).mean()), 4)


def _stand(first: pd.Series[int], last: pd.Series[int]) -> float | None:
    """Of the first circles of some size, the share whose number is the last one's most like it."""
    table = pd.DataFrame({"was": first, "now": last})
    sizes: Ints = np.asarray(first.value_counts().sort_index(), np.int64)
    shared = table.groupby(["was", "now"]).size().reset_index(name="shared")
    now = last.value_counts()
    union = sizes[shared["was"]] + shared["now"].map(now) - shared["shared"]
    shared["overlap"] = shared["shared"] / union
    best = shared.sort_values("overlap").drop_duplicates("was", keep="last")
    large = np.flatnonzero(sizes >= FEWEST)
    if not len(large):
        return None
    best = best[best["was"].isin(large)]
    return round(float((best["was"] == best["now"]).mean()), 4)
