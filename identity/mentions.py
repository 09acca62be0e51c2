"""Which columns of what the records say do comparisons need?

What belongs to the record stands once a record, what belongs to the name once a mention.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from identity.bags import Bag, Floats, Hashes, Ints
from identity.names import Forms

# The columns that stand once a mention, besides its id and its places in the others.
OF_MENTIONS = (
    *("key", "roster", "orcid", "profile", "suffix", "author"),
    *("rarity", "crowded", "letters", "block", "affiliation"),
)


@dataclass(frozen=True)
class Mentions:
    """Mentions in columns; `record` points into the columns of records, from `year` on. `key` is
    the hash of the mention's id, by which mentions of a block are sorted."""

    ids: pa.Array
    key: Hashes
    record: Ints
    roster: npt.NDArray[np.uint8]
    orcid: Hashes
    profile: Hashes
    suffix: Hashes
    author: Hashes
    rarity: Floats
    crowded: Floats
    letters: Floats
    form: Ints
    block: Hashes
    affiliation: Bag
    forms: Forms
    year: Ints
    journal: Hashes
    pmid: Hashes
    places: Bag
    topics: Bag
    subject: Bag
    field: Floats
    coauthors: Bag
    cited: Bag
    grants: Bag

    def __len__(self) -> int:
        return len(self.record)
