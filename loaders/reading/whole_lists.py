"""In which edition does a file stand that is its publisher's whole list of something?

In that of the day in its name, else of the day of the load; of one day, the one loaded later.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa

from lake.delivery import Delivery, Unit, columns
from loaders.reading import checks


def state_list(unit: str, path: Path, delivery: Delivery) -> None:
    """State the unit that the whole list is, which a later list replaces."""
    day = checks.day_in_name(path) or delivery.known_from.date().isoformat()
    row = {"unit": unit, "entry": 0, "edition": day, "batch": delivery.known_from.isoformat()}
    delivery.state(Unit, pa.Table.from_pylist([row | {"withdrawn": False}], columns(Unit)))
