"""In which edition does a file stand that is its publisher's whole list of something?

In that of the day in its name, else of the day of the load; of one day, the one loaded later.
"""

from __future__ import annotations

from pathlib import Path

import ibis
import pyarrow as pa

from lake.delivery import Delivery, Refused, Unit, columns
from loaders.reading import checks
from schema.nodes import Exclusion
from schema.vocabulary import Declared


def state_list(unit: str, path: Path, delivery: Delivery) -> None:
    """State the unit that the whole list is, which a later list replaces."""
    day = checks.day_in_name(path) or delivery.known_from.date().isoformat()
    row = {"unit": unit, "entry": 0, "edition": day, "batch": delivery.known_from.isoformat()}
    delivery.state(Unit, pa.Table.from_pylist([row | {"withdrawn": False}], columns(Unit)))


def hold_exclusions(path: Path, batch: str, delivery: Delivery) -> None:
    """Note that the file is the whole list of exclusions: who is not in it is excluded no longer.

    Raises `Refused` where none of its entries was taken, since it would clear everybody.
    """
    if not delivery.facts[Exclusion.__name__]:
        raise Refused(
            f"{path.name} holds no exclusion that can be taken, and would end all that earlier "
            "lists hold; download it again"
        )
    delivery.hold_whole(batch)


def state_own_list(
    unit: str, path: Path, delivery: Delivery, rows: ibis.Table, *declared: type[Declared]
) -> None:
    """State the rows of a user's own whole list, as facts of each of the classes. A file of which
    no row stands states nothing, so that it replaces no earlier list."""
    if delivery.records and not rows.count().to_pyarrow().as_py():
        return
    state_list(unit, path, delivery)
    entry = ibis.literal(0, type="int64")
    rows = rows.order_by("row").mutate(unit=ibis.literal(unit), entry=entry)
    for each in declared:
        delivery.state(each, rows)
