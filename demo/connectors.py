"""Who joins several circles of the demo country, so that connectors are there to be found?"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from demo import circles as circle
from demo.circles import Circles, Ints

_SHARE = 0.03  # of all authors


def plant(
    rng: np.random.Generator,
    circles: Circles,
    home: Ints,
    later: Ints,
    output: npt.NDArray[np.float64],
) -> tuple[Ints, list[tuple[int, ...]]]:
    """The planted connectors and their circles, home first: mostly one specialty, two places."""
    authors = np.flatnonzero((home >= 0) & (later == home) & (output > 1.5))
    count = max(3, int((home >= 0).sum() * _SHARE))
    chosen = np.sort(rng.choice(authors, size=min(count, len(authors)), replace=False))
    own, near = circle.neighbours(circles)
    found = []
    for person in chosen:
        joined = [int(home[person])]
        specialty = int(circles.specialty[home[person]])
        for _ in range(int(rng.integers(1, 4))):
            pool = (
                own[specialty]
                if rng.random() < 0.7 and len(own[specialty]) > 1
                else near[specialty]
            )
            pool = pool if len(pool) else np.arange(len(circles.specialty))
            joined.append(int(pool[rng.integers(len(pool))]))
        found.append(tuple(dict.fromkeys(joined)))
    keep = [at for at, joined in enumerate(found) if len(joined) > 1]
    return chosen[keep], [found[at] for at in keep]
