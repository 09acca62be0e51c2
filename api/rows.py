"""How does an answer become the rows of a table?

An object within a row becomes columns with dotted names, a list one column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

Row = dict[str, Any]
READ: dict[str, Callable[[str], object]] = {
    "Date": date.fromisoformat,
    "DateTime": datetime.fromisoformat,
    "Decimal": Decimal,
}


@dataclass(frozen=True)
class Column:
    """One column: its dotted name, and the GraphQL scalar in it, or `list`."""

    name: str
    kind: str

    def typed(self, row: Row) -> object:
        """The row's value in this column: amounts, days and instants as Python has them, and
        whatever else as JSON has it."""
        value = row.get(self.name)
        return value if value is None or self.kind not in READ else READ[self.kind](value)


def flat(row: Mapping[str, Any], before: str = "") -> Row:
    """A row with one value a column: what objects hold under dotted names, lists as they are."""
    columns: Row = {}
    for key, value in row.items():
        if isinstance(value, Mapping):
            columns |= flat(value, f"{before}{key}.")
        else:
            columns[before + key] = value
    return columns


def first_list(data: object) -> list[Row]:
    """The flat rows of the first list of objects in an answer, or of the first object that holds
    none; nothing where there is neither."""
    found = _first_list(data)
    if found is None:
        found = [value for value in _values(data) if isinstance(value, Mapping)][:1]
    return [flat(row) for row in found]


def _first_list(value: object) -> list[Mapping[str, Any]] | None:
    if isinstance(value, list):
        return value if value and all(isinstance(each, Mapping) for each in value) else None
    return next(filter(None, map(_first_list, _values(value))), None)


def _values(value: object) -> Iterable[object]:
    return value.values() if isinstance(value, Mapping) else ()
