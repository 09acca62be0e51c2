"""Which entries does a page of JSON hold, as a publisher's API answers one?

A page is an object with a list under a key; its entries become a table that the loader maps as a
whole. Each loader names all keys that its publisher is known to print; another one is a signal.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from lake.compiled import connect
from lake.delivery import NEW_KEY, Delivery, Refused
from loaders.reading.rows import Rows, Table

_LARGEST_PAGE, _MEMORY = 256_000_000, "2GB"
_PAGE = "read_json(?, columns = {{{0}: 'JSON[]'}}, maximum_object_size = " + f"{_LARGEST_PAGE})"
_TAKEN = """
CREATE TABLE taken AS
SELECT "row", {columns}, {keys} AS known_keys
FROM (SELECT generate_subscripts({entries}, 1) - 1 AS "row", unnest({entries}) AS entry FROM {page})
"""


@dataclass(frozen=True)
class Page:
    """A page's shape: the list's key (`entries`), SQL for the columns made of an `entry`, the known
    keys by the path of the object (`''` is the entry) or of the objects of a list, whose page it is
    and what to do about a damaged one."""

    entries: str
    columns: str
    known: dict[str, Collection[str]]
    publisher: str
    get: str


@contextmanager
def opened_page(path: Path, delivery: Delivery, page: Page) -> Iterator[Table]:
    """Open a page as a table with `row` for as long as the context lasts; signals keys that nobody
    knows. Raises `Refused` where the file is no such page."""
    connection = connect(memory_limit=_MEMORY)
    try:
        _take(connection.con, path, page)
        _look(connection.con, page, delivery)
        [(delivery.records,)] = connection.con.execute("SELECT count(*) FROM taken").fetchall()
        yield Table(connection.table("taken").drop("known_keys"), delivery, _entries)
    finally:
        connection.disconnect()


def _take(connection: duckdb.DuckDBPyConnection, path: Path, page: Page) -> None:
    source = _PAGE.format(page.entries)
    keys = ", ".join(_keys(place) for place in page.known)
    taken = _TAKEN.format(columns=page.columns, keys=f"[{keys}]", entries=page.entries, page=source)
    try:
        count = f"SELECT count({page.entries}) FROM {source}"
        [(pages,)] = connection.execute(count, [str(path)]).fetchall()
        connection.execute(taken, [str(path)])
    except (duckdb.InvalidInputException, duckdb.ConversionException) as error:
        reason = str(error).splitlines()[0].replace(str(path), path.name)
        raise Refused(
            f"{path.name} is no page of {page.publisher} ({reason}); {page.get}"
        ) from None
    if not pages:
        raise Refused(f"{path.name} has no list `{page.entries}`; {page.get}")


def _keys(place: str) -> str:
    """SQL for the keys of the object at a place of the entry, or of all objects of a list there."""
    path = f"$.{place}" if place else "$"
    if not place.endswith("[*]"):
        return f"coalesce(json_keys(entry, '{path}'), [])"
    objects = f"coalesce(json_extract(entry, '{path}'), [])"
    return f"flatten(list_transform({objects}, lambda one: coalesce(json_keys(one), [])))"


def _look(connection: duckdb.DuckDBPyConnection, page: Page, delivery: Delivery) -> None:
    for at, (place, known) in enumerate(page.known.items(), 1):
        found = connection.execute(
            f"SELECT key, count(*) FROM (SELECT unnest(known_keys[{at}]) AS key FROM taken) "
            "GROUP BY key ORDER BY key"
        ).fetchall()
        for key, count in found:
            if key not in known:
                name = f"{place.removesuffix('[*]')}.{key}" if place else key
                delivery.signal(NEW_KEY, name, records=count)


def _entries(rows: Rows) -> list[str]:
    return [f"entry {n}" for n in (rows + 1).tolist()]
