"""Are clinicians of the demo country found in the county that its truth says?"""

from pathlib import Path

import pyarrow.parquet as pq

from demo import counties, nppes
from demo.world import build
from graph.persons import COUNTIES
from lake.current import Lake
from lake.relations import make
from loaders.reading.loading import load
from loaders.reading.source import sources

FOUND = """SELECT npi, county, county_share FROM facts."Practitioner"
LEFT JOIN graph.counties USING (zip, state)"""


def test_each_clinician_is_in_the_county_of_the_truth(tmp_path: Path) -> None:
    world = build(400, 1, (2010, 2024))
    for source, write in (("nppes", nppes.write), ("counties", counties.write)):
        (folder := tmp_path / source).mkdir()
        write(world, folder)
        for file in sorted(folder.iterdir()):
            load(tmp_path / "home", sources()[source], [file])
    counties.write_truth(world, tmp_path)
    lake = Lake(tmp_path / "home")
    lake.run("CREATE SCHEMA IF NOT EXISTS graph")
    make(lake.tables, COUNTIES)
    found = {npi: (county, share) for npi, county, share in lake.run(FOUND).fetchall()}
    planted = pq.read_table(tmp_path / "counties.parquet").to_pylist()
    for one in planted:
        assert found[world.people.npi[one["person"]]] == (one["county"], one["share"])
    # Of each twenty one has no area; one of the others lies beyond a border for the most part.
    unknown = sum(one["county"] is None for one in planted)
    assert unknown == sum(person % 20 == 19 for person in range(400) if person % 199 != 42)
    assert {one["share"] for one in planted} == {None, 0.4, 0.7, 1.0}
