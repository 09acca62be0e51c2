"""The demo country's digital voices: from its files to the top of the digital dimension."""

from pathlib import Path

import duckdb
import pandas as pd
import pyarrow.parquet as pq

from algorithms.dimensions import scores
from algorithms.network.tables import PAGE_RANKS
from demo import digital, nppes
from demo.world import build
from graph.drawing import draw
from graph.drawn_tables import open_drawn
from graph.projection import TIE_ENDS
from identity.resolve import resolve
from lake.current import Lake
from lake.relations import put
from loaders.reading.loading import files_of, load
from loaders.reading.source import sources


def _drawn(tmp_path: Path) -> None:
    """The graph of the demo country's registry and of what its clinicians do online, as tables."""
    world = build(1_000, 1, (2010, 2024))
    for name, write in (("nppes", nppes.write), ("digital", digital.write)):
        (tmp_path / name).mkdir()
        write(world, tmp_path / name)
        source = sources()[name]
        load(tmp_path / "home", source, files_of(source, [str(tmp_path / name)]), workers=1)
    digital.write_truth(world, tmp_path)
    lake = Lake(tmp_path / "home")
    resolve(lake)
    draw(lake, tmp_path / "drawn")
    lake.close()


def test_planted_voices_lead_the_digital_dimension_and_the_unproved_are_not_in_it(
    tmp_path: Path,
) -> None:
    _drawn(tmp_path)
    with duckdb.connect() as tables:
        open_drawn(tables, tmp_path / "drawn")
        for relation in (TIE_ENDS, PAGE_RANKS):
            put(tables, relation, pd.DataFrame({name: [] for name in relation.types}))
        until = pd.Timestamp("2025-01-31").date()
        weights = {"digital": scores.read_weights()["digital"]}
        scores.contribute(tables, until, weights)
        # Beside everyone, since cohorts of a thousand clinicians are small.
        totals = tables.execute(
            """SELECT npi, indicator, total / max(total) OVER (PARTITION BY indicator) AS share
            FROM dimensions.totals JOIN drawn."Person" USING (person_id)"""
        ).df()
        uncovered = tables.execute("FROM dimensions.uncovered").fetchall()
        loud = tables.execute(
            'SELECT count(DISTINCT start) FROM drawn."CONTRIBUTED_TO" WHERE NOT is_verified'
        ).fetchone()
    assert uncovered == []
    scored = totals["share"] * totals["indicator"].map(weights["digital"])
    ranked = scored.groupby(totals["npi"]).sum().sort_values(ascending=False)
    npi = build(1_000, 1, (2010, 2024)).people.npi
    planted = pq.read_table(tmp_path / "digital.parquet").to_pylist()
    of = {
        kind: {npi[one["person"]] for one in planted if one["kind"] == kind}
        for kind in (digital.VOICE, digital.UNPROVED, digital.QUIET)
    }
    assert [len(of[kind]) for kind in of] == [5, 5, 80]
    assert set(ranked.index[:5]) == of[digital.VOICE]
    assert loud == (5,) and not of[digital.UNPROVED] & set(ranked.index)
