"""The demo country's registrants abroad: the authors are found, and none of their namesakes."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from demo import country
from identity.resolve import resolve
from lake.current import Lake
from loaders.reading.loading import files_of, load
from loaders.reading.source import sources

FOUND = """
WITH authors AS (
  SELECT person_id, mode(t.person) AS person FROM claims."Claim" c
  JOIN bylines t ON c.mention = 'pubmed:' || t.pmid || ':' || t.position GROUP BY person_id
)
SELECT r.number, t.person, a.person AS found
FROM facts."Registrant" r JOIN claims."Claim" c USING (mention)
LEFT JOIN registrants t USING (number) LEFT JOIN authors a USING (person_id)"""


def test_registrants_are_the_authors_of_the_truth(tmp_path: Path) -> None:
    folder, home = tmp_path / "country", tmp_path / "home"
    country.write(folder, clinicians=1_500, seed=3, workers=1)
    for name in ("nppes", "ror", "pubmed", "registers", "rpps"):
        source = sources()[name]
        load(home, source, files_of(source, [str(folder / name)]), workers=1)
    lake = Lake(home)
    resolve(lake)
    for name in ("bylines", "registrants"):
        table: pa.Table = pq.read_table(folder / "truth" / f"{name}.parquet")
        lake.keep(name, table)
    rows = lake.run(FOUND).fetchall()
    lake.close()
    assert [row for row in rows if row[2] is not None and row[1] != row[2]] == []
    right = [row for row in rows if row[1] is not None and row[1] == row[2]]
    assert len(right) > 0.6 * len([row for row in rows if row[1] is not None])
    assert any(row[1] is None for row in rows)
