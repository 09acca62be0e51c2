"""How is a list cut into pages, and how does a page say where it stands?

Pages go on after a cursor, or back before one: the values by which the list is ordered, signed.
Every order is total.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.cursors import Cursors
from api.errors import bad_input
from api.later import later
from api.reads import DEFAULT, MOST, Read, Row, Shaper, Statement
from graph.constraints import SCOPES, SCORES
from schema.nodes import Person

_OTHER_WAY = {"ASC": "DESC", "DESC": "ASC"}
_INDEXED = {f"{{node}}.{score}" for score in SCORES}


@dataclass(frozen=True)
class Cut:
    """The list that is cut: its pattern, the variables of its rows, how it is read, and the
    arguments of its field."""

    pattern: str
    scope: dict[str, str]
    read: Read
    arguments: dict[str, Any]

    @property
    def name(self) -> str:
        """What tells the cursors of two kinds of list apart: the pattern and the order."""
        label = self.read.node.__name__ if self.read.node else ""
        return f"{label} {self.read.match} {self.read.order}"

    @property
    def is_backwards(self) -> bool:
        """Whether the last rows are asked for; raises BAD_USER_INPUT for both ends at once."""
        first, last = (self.arguments.get(name) for name in ("first", "last"))
        if first is not None and last is not None:
            raise bad_input("give `first` or `last`, not both")
        return last is not None

    @property
    def size(self) -> Any:
        """Rows asked for."""
        name = "last" if self.is_backwards else "first"
        asked = self.arguments.get(name)
        return bounded(DEFAULT if asked is None else asked, name)

    def order(self) -> list[tuple[str, str]]:
        """Expressions and directions, in the order that rows are read."""
        turn = _OTHER_WAY if self.is_backwards else {way: way for way in _OTHER_WAY}
        return [(key.format(**self.scope), turn[way]) for key, way in self.read.order]

    def scope_of_index(self) -> list[tuple[str, str]]:
        """What goes before the order where an index has just these rows in it: a property that the
        filter holds to one value, so that it changes nothing but how few rows are read."""
        filter, (score, _) = self.arguments.get("filter") or {}, self.read.order[0]
        if self.read.node is not Person or self.read.match or score not in _INDEXED:
            return []
        (_, way), *_ = self.order()
        held = [scope for scope in SCOPES if _is_held(filter.get(scope))]
        return [(f"{self.scope['node']}.{held[0]}", way)] if held else []


class Page:
    """One page under way: what is asked of it, then its column and how that becomes the page."""

    def __init__(self, cut: Cut, statement: Statement, cursors: Cursors) -> None:
        self.cut, self.statement, self.cursors = cut, statement, cursors
        self._list, self._keys = cut.name, list[object]()
        self._constants: list[tuple[object, str]] = []
        self._rows: list[tuple[object, str, Shaper]] = []
        self._cursors_at: list[tuple[object, list[object]]] = []
        self._infos: list[tuple[object, list[tuple[object, str]]]] = []
        self._counts: list[object] = []
        self._columns: list[tuple[object, str, Shaper | None]] = []

    def constant(self, key: object, value: str) -> None:
        """The page holds a value that needs no row."""
        self._keys.append(key)
        self._constants.append((key, value))

    def rows(self, key: object, column: str, shape: Shaper) -> None:
        """The page gives of each row this column, shaped."""
        self._keys.append(key)
        self._rows.append((key, column, shape))

    def cursors_at(self, key: object, inside: list[object]) -> None:
        """Rows under `key` give their cursor under the keys `inside`."""
        if inside:
            self._cursors_at.append((key, inside))

    def info(self, key: object, fields: list[tuple[object, str]]) -> None:
        """The page says where it stands, in these fields."""
        self._keys.append(key)
        self._infos.append((key, fields))

    def count(self, key: object) -> None:
        """The page says how many rows the list has."""
        self._keys.append(key)
        self._counts.append(key)

    def column_of(self, key: object, column: str, shape: Shaper | None) -> None:
        """The page holds a column about the whole list."""
        self._keys.append(key)
        self._columns.append((key, column, shape))

    def column(self) -> str:
        """Rows, one more than asked for; how many there are in all (0: not asked); rows asked."""
        size = self.statement.parameter(self.cut.size)
        keys = ", ".join(key.format(**self.cut.scope) for key, _ in self.cut.read.order)
        row = ", ".join([f"[{keys}]" if self._has_cursors else "0", *(c for _, c, _ in self._rows)])
        order = [*self.cut.scope_of_index(), *self.cut.order()]
        sort = ", ".join(f"{key} {way}" for key, way in order)
        rows = (
            f"COLLECT {{ {self.cut.pattern} WITH * {self._beyond()} ORDER BY {sort} "
            f"LIMIT {size} + 1 RETURN [{row}] }}"
        )
        counted = f"COUNT {{ {self.cut.pattern} }}" if self._counts else "0"
        cells = [rows if self._rows or self._infos else "[]", counted, size]
        return f"[{', '.join([*cells, *(column for _, column, _ in self._columns)])}]"

    @property
    def _has_cursors(self) -> bool:
        return bool(self._infos or self._cursors_at)

    def _beyond(self) -> str:
        """The condition that a row lies after the cursor `after` and before the cursor `before`."""
        order = [(key.format(**self.cut.scope), way) for key, way in self.cut.read.order]
        back = [(key, _OTHER_WAY[way]) for key, way in order]
        sides = [
            self._on(self.cut.arguments[name], turned)
            for name, turned in (("after", order), ("before", back))
            if self.cut.arguments.get(name) is not None
        ]
        return f"WHERE {' AND '.join(sides)}" if sides else ""

    def _on(self, cursor: Any, order: Sequence[tuple[str, str]]) -> str:
        keys = later(self.cursors.read, cursor, self._list)
        names = [self.statement.parameter(later(_at, keys, place)) for place in range(len(order))]
        choices = []
        for place, (key, way) in enumerate(order):
            same = [f"{k} = {n}" for (k, _), n in zip(order[:place], names, strict=False)]
            choices.append(
                " AND ".join([*same, f"{key} {'<' if way == 'DESC' else '>'} {names[place]}"])
            )
        return f"({' OR '.join(f'({choice})' for choice in choices)})"

    def shape(self, cell: list[Any]) -> Row:
        """The page, of its column."""
        rows, total, size, *others = cell
        page = rows[:size]
        if self.cut.is_backwards:
            page.reverse()
        shaped: Row = dict(self._constants)
        for place, (key, _, shape) in enumerate(self._rows, 1):
            shaped[key] = [shape(row[place]) for row in page]
        for key, inside in self._cursors_at:
            for edge, row in zip(shaped[key], page, strict=True):
                edge.update(dict.fromkeys(inside, self.cursors.write(row[0], self._list)))
        for key, fields in self._infos:
            shaped[key] = {k: self._said(name, page, len(rows) > size) for k, name in fields}
        shaped |= dict.fromkeys(self._counts, total)
        for (key, _, read), other in zip(self._columns, others, strict=True):
            shaped[key] = read(other) if read else other
        return {key: shaped[key] for key in self._keys}

    def _said(self, name: str, page: list[Any], has_more: bool) -> object:
        is_back = self.cut.is_backwards
        if name == "hasNextPage":
            return self.cut.arguments.get("before") is not None if is_back else has_more
        if name == "hasPreviousPage":
            return has_more if is_back else self.cut.arguments.get("after") is not None
        if name == "__typename":
            return "PageInfo"
        if not page:
            return None
        return self.cursors.write(page[0 if name == "startCursor" else -1][0], self._list)


def _is_held(test: Any) -> bool:
    return isinstance(test, Mapping) and test.get("eq") is not None


def bounded(asked: Any, name: str = "first") -> Any:
    """The number of rows asked for; raises BAD_USER_INPUT where it is out of bounds."""
    return later(_bounded, asked, name)


def _bounded(asked: int, name: str) -> int:
    if not 0 <= asked <= MOST:
        raise bad_input(f"`{name}` is {asked}; give 0 to {MOST}, and `after` for more")
    return asked


def _at(keys: list[Any], place: int) -> Any:
    return keys[place]
