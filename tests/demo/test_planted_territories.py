"""The demo country's plan of the field is as planted, and covers whom the liaisons meet."""

from pathlib import Path

import pyarrow.parquet as pq

from demo import engagements, territories
from demo.world import build
from lake.current import Lake
from loaders.reading.loading import load
from loaders.reading.source import sources
from schema.fieldwork import TerritoryStatement


def test_each_liaison_covers_the_states_of_the_panel(tmp_path: Path) -> None:
    world = build(2_000, 1, (2010, 2024))
    count = territories.write(world, tmp_path)
    territories.write_truth(world, tmp_path)
    file = tmp_path / "territories_2025-01-15.csv"
    [outcome] = load(tmp_path / "home", sources()["territories"], [file], workers=1)
    assert not outcome.rejects
    rows = Lake(tmp_path / "home").facts(TerritoryStatement).to_pyarrow().to_pylist()
    assert len(rows) == count
    today = {(r["liaison"], r["state"], r["specialty"]) for r in rows if r["to_on"] is None}
    planted = pq.read_table(tmp_path / "territories.parquet").to_pylist()
    assert today == {(p["liaison"], p["state"], p["specialty"]) for p in planted}
    [former] = [row for row in rows if row["to_on"]]
    assert (former["liaison"], str(former["to_on"])) == ("MSL-02", "2023-12-31")
    for at in range(engagements.LIAISONS):
        own = {state for liaison, state, _ in today if liaison == engagements.named(at)[0]}
        people = engagements.panel(world, at)
        assert people
        states = {world.city(int(world.people.city[person])).state for person in people}
        assert states - {""} <= own
