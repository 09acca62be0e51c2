"""The ties as compressed sparse rows: what measures that GDS lacks are counted on.

Person `i`'s ties are `end[start[i]:start[i + 1]]`, sorted, with `strength` beside them; each tie
stands once from either end. When not to trust it: it holds the ties as they were when it was read.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Network:
    """Ties of `person`s, in the order of their ids."""

    person: NDArray[np.object_]
    start: Ints
    end: NDArray[np.int32]
    strength: Floats

    @property
    def size(self) -> int:
        """The number of persons."""
        return len(self.start) - 1

    @property
    def degree(self) -> Ints:
        """The number of ties of each person."""
        return np.diff(self.start)

    @property
    def begin(self) -> Ints:
        """Whose each tie of `end` is."""
        return np.repeat(np.arange(self.size), self.degree)

    def matrix(self) -> sparse.csr_matrix:
        """The strengths as a symmetric matrix."""
        shape = (self.size, self.size)
        return sparse.csr_matrix((self.strength, self.end, self.start), shape=shape)

    def scores(self, **columns: NDArray[np.generic]) -> pd.DataFrame:
        """Columns of one value a person as a table with `person_id`."""
        return pd.DataFrame({"person_id": self.person, **columns})


def network(size: int, one: Ints, other: Ints, strength: Floats) -> Network:
    """The network of persons 0 to `size` - 1 with each tie given once."""
    ends = (np.r_[one, other], np.r_[other, one])
    weight = np.r_[strength, strength].astype(np.float64)
    found = sparse.coo_matrix((weight, ends), shape=(size, size)).tocsr()
    found.sort_indices()
    return Network(
        np.arange(size).astype(object),
        found.indptr.astype(np.int64),
        found.indices.astype(np.int32),
        found.data,
    )
