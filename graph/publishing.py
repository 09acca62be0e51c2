"""How does the database come to hold what was drawn, writing no more than what changed?

What was last published stands beside the lake, per database. A new drawing is compared with it,
class by class, on every column but `known_from`; only differences are written. Where nothing was
published yet and the server's files are ours, the bulk importer writes everything at once.

Publishing may be killed at any point. Before the first write the differences are put down as
*begun*; a later run treats every key named there as unknown: written again if it is drawn, removed
if not.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
from neo4j import Driver

from graph import bulk_import, connection, embedded
from graph.classes import identifying
from graph.constraints import constrain
from graph.drawing import Drawing
from graph.drawn_tables import table_of
from graph.marks import Mark
from graph.upserts import remove, upsert
from schema.catalogue import NODES, RELATIONSHIPS
from schema.settings import Settings
from schema.vocabulary import Declared

CLASSES: list[type[Declared]] = [*NODES, *RELATIONSHIPS]
_MADE_FROM = "made-from"


@dataclass(frozen=True)
class Counts:
    """What publishing did to one class."""

    written: int
    unchanged: int
    removed: int
    skipped: int = 0


@dataclass(frozen=True)
class Difference:
    """Rows to write, and the identifying columns of rows to remove."""

    written: pa.Table
    removed: pa.Table


def publish(
    settings: Settings, drawing: Drawing, progress: Callable[[str], None] = lambda _: None
) -> dict[str, Counts]:
    """Bring the database to what was drawn; the counts per class say what that took."""
    if bulk_import.is_first(settings):
        progress("bulk import")
        bulk_import.run(settings, drawing)
        with connection.driver(settings) as driver:
            progress("constraints and indexes")
            constrain(driver, settings.neo4j_database)
            _put_down(settings, driver, drawing)
        return {
            declared.__name__: Counts(
                drawing.rows[declared.__name__], 0, 0, drawing.skipped.get(declared.__name__, 0)
            )
            for declared in CLASSES
        }
    with connection.driver(settings) as driver:
        constrain(driver, settings.neo4j_database)
        return _publish_differences(settings, driver, drawing, progress)


def published(settings: Settings, driver: Driver) -> Path:
    """The folder that says what the database was last brought to."""
    return settings.home / "published" / connection.database_id(driver, settings.neo4j_database)


def begin_afresh(settings: Settings) -> None:
    """Forget what was published, so that the next publishing makes the whole store anew where the
    server's files are ours. On a server of one's own nothing is forgotten: what is removed there
    goes when its administrator compacts the store."""
    if embedded.is_embedded(settings):
        shutil.rmtree(settings.home / "published", ignore_errors=True)


class NothingPublished(Exception):
    """The home holds no graph that was published."""


def last_published(home: Path) -> Path:
    """The folder of the tables that the served database was brought to, without asking a database.
    Raises `NothingPublished`."""
    served = Mark(home).inputs
    folder = next((f for f, made in made_from(home).items() if made == served), latest(home))
    if folder is None:
        raise NothingPublished(f"{home} holds no published graph yet; run `peerline refresh`")
    return folder


def latest(home: Path) -> Path | None:
    """The folder of the tables that were published last from a home, where any were."""
    folders = [p for p in (home / "published").glob("*") if p.is_dir() and p.suffix != ".begun"]
    return max(folders, key=lambda folder: folder.stat().st_mtime, default=None)


def say_made_from(folder: Path, inputs: str) -> None:
    """Put down what a database was refreshed from, once all is in it."""
    (folder / _MADE_FROM).write_text(inputs)


def made_from(home: Path) -> dict[Path, str]:
    """What each database was refreshed from, by the folder of its tables; one whose refresh has not
    ended is not among them."""
    places = (home / "published").glob(f"*/{_MADE_FROM}")
    return {place.parent: place.read_text() for place in places}


def _publish_differences(
    settings: Settings, driver: Driver, drawing: Drawing, progress: Callable[[str], None]
) -> dict[str, Counts]:
    before = published(settings, driver)
    (before / _MADE_FROM).unlink(missing_ok=True)
    begun = before.with_name(before.name + ".begun")
    with duckdb.connect() as db:
        db.execute("SET TimeZone = 'UTC'")
        found = {d: _difference(db, d, drawing.folder, before, begun) for d in CLASSES}
    _begin(begun, found)
    database = settings.neo4j_database
    for node in NODES:
        progress(node.__name__)
        upsert(driver, database, node, found[node].written)
    for relationship in RELATIONSHIPS:
        progress(relationship.__name__)
        remove(driver, database, relationship, found[relationship].removed)
        upsert(driver, database, relationship, found[relationship].written)
    for node in NODES:
        remove(driver, database, node, found[node].removed)
    _put_down(settings, driver, drawing)
    shutil.rmtree(begun, ignore_errors=True)
    return {d.__name__: _counts(drawing, d, found[d]) for d in CLASSES}


def _counts(drawing: Drawing, declared: type[Declared], found: Difference) -> Counts:
    name, written = declared.__name__, found.written.num_rows
    return Counts(
        written, drawing.rows[name] - written, found.removed.num_rows, drawing.skipped.get(name, 0)
    )


def _difference(
    db: duckdb.DuckDBPyConnection,
    declared: type[Declared],
    drawn: Path,
    before: Path,
    begun: Path,
) -> Difference:
    """Drawn rows that differ from those published or that an unfinished run touched; rows gone
    since."""
    new, old, touched = (table_of(folder, declared) for folder in (drawn, before, begun))
    if _is_empty(touched) and (_is_one(new, old) or (_is_empty(new) and _is_empty(old))):
        nothing = pq.read_schema(new).empty_table()
        return Difference(nothing, nothing.select(identifying(declared)))
    by = ", ".join(f'"{name}"' for name in identifying(declared))
    db.execute(f"CREATE OR REPLACE TEMP VIEW now AS FROM '{new}'")
    for name, place in (("past", old), ("touched", touched)):
        source = f"FROM '{place}'" if place.exists() else "FROM now LIMIT 0"
        db.execute(f"CREATE OR REPLACE TEMP VIEW {name} AS {source}")
    content = "SELECT * EXCLUDE (known_from)"
    db.execute(
        f"CREATE OR REPLACE TEMP VIEW same AS "
        f"SELECT {by} FROM ({content} FROM now INTERSECT {content} FROM past) "
        f"EXCEPT SELECT {by} FROM touched"
    )
    written = db.sql(f"FROM now ANTI JOIN same USING ({by})").to_arrow_table()
    removed = db.sql(
        f"SELECT DISTINCT {by} FROM (SELECT {by} FROM past UNION ALL SELECT {by} FROM touched) "
        f"ANTI JOIN now USING ({by})"
    ).to_arrow_table()
    return Difference(written, removed)


def _is_one(new: Path, old: Path) -> bool:
    return old.exists() and new.samefile(old)


def _is_empty(place: Path) -> bool:
    return not place.exists() or pq.read_metadata(place).num_rows == 0


def _begin(begun: Path, found: dict[type[Declared], Difference]) -> None:
    """Add the keys about to be touched to those of an unfinished run."""
    begun.mkdir(parents=True, exist_ok=True)
    for declared, difference in found.items():
        place, by = table_of(begun, declared), identifying(declared)
        parts = [difference.written.select(by), difference.removed]
        if place.exists():
            parts.append(pq.read_table(place))
        pq.write_table(pa.concat_tables(parts, promote_options="permissive"), f"{place}.new")
        Path(f"{place}.new").replace(place)


def _put_down(settings: Settings, driver: Driver, drawing: Drawing) -> None:
    """Make the drawing what was last published. Each class is replaced in one step; a crash between
    two of them leaves the unfinished run's mark, so that nothing is taken for published that is
    not."""
    place = published(settings, driver)
    place.mkdir(parents=True, exist_ok=True)
    for declared in CLASSES:
        drawing.table(declared).replace(table_of(place, declared))
