"""Scores of many persons are written batch by batch, and end as they would in one transaction."""

import pyarrow as pa
import pytest
from neo4j import Driver

from graph import projection
from schema.conclusions import Influence
from schema.settings import Settings


def _concluded(**influence: float) -> list[tuple[type[Influence], pa.Table]]:
    columns = pa.schema([("person_id", pa.string()), *Influence.columns()])
    rows = [{"person_id": name, "influence": value} for name, value in influence.items()]
    return [(Influence, pa.Table.from_pylist(rows, columns))]


@pytest.mark.parametrize("at_once", [1, 50_000])
def test_persons_without_a_new_score_lose_the_old_one(
    at_once: int, driver: Driver, server: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projection, "AT_ONCE", at_once)
    driver.execute_query("UNWIND ['a', 'b', 'c'] AS id CREATE (:Person {personId: id})")
    projection.write(driver, server.neo4j_database, _concluded(a=0.5, b=1.0))
    projection.write(driver, server.neo4j_database, _concluded(b=0.25, c=1.0))
    held = driver.execute_query(
        "MATCH (p:Person) RETURN p.personId AS id, p.influence AS influence ORDER BY id"
    )
    assert [tuple(row.values()) for row in held.records] == [("a", None), ("b", 0.25), ("c", 1.0)]
