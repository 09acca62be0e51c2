"""Which columns of what the records say do comparisons need?

What belongs to the record stands once a record, what belongs to the name once a mention.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from identity.bags import Bag, Floats, Hashes, Ints, of_owners
from identity.bags import joined as bag_of_both
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


def chosen(m: Mentions, own: Ints) -> tuple[Mentions, Ints]:
    """Some mentions, by their places, with what belongs to them and no more; and which records
    these were of."""
    records, record = np.unique(m.record[own], return_inverse=True)
    forms, form = np.unique(m.form[own], return_inverse=True)
    columns: dict[str, Any] = {
        "ids": m.ids.take(pa.array(own)),
        "record": record,
        "form": form,
        "forms": Forms(*(getattr(m.forms, part)[forms] for part in Forms.__dataclass_fields__)),
    }
    for name in _PLAIN:
        column, places = getattr(m, name), own if name in OF_MENTIONS else records
        is_bag = isinstance(column, Bag)
        columns[name] = of_owners(column, places) if is_bag else column[places]
    return Mentions(**columns), records


def joined(one: Mentions, two: Mentions) -> Mentions:
    """The mentions of one, with their records, and those of the other after them."""
    columns: dict[str, Any] = {
        "ids": pa.concat_arrays([one.ids, two.ids]),
        "record": np.concatenate([one.record, two.record + len(one.year)]),
        "form": np.concatenate([one.form, two.form + len(one.forms.first)]),
        "forms": Forms(
            *(
                np.concatenate([getattr(one.forms, part), getattr(two.forms, part)])
                for part in Forms.__dataclass_fields__
            )
        ),
    }
    for name in _PLAIN:
        first, second = getattr(one, name), getattr(two, name)
        is_bag = isinstance(first, Bag)
        columns[name] = bag_of_both(first, second) if is_bag else np.concatenate([first, second])
    return Mentions(**columns)


# All columns but the ids and the places in others.
_PLAIN = [c.name for c in fields(Mentions) if c.name not in ("ids", "record", "form", "forms")]
