"""Are the relationships that the made-up country plants told as planted?

    python -m benchmarks.rapport --clinicians 1000 --seeds 5

Writes the country's engagement log, loads it, and tells the state of every relationship on the last
day of the log; prints how many of those planted are told right, and how often each state is taken
for another one. Needs no server.
"""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow.parquet as pq

from algorithms.rapport.states import relationship
from algorithms.rapport.touches import Touch, Window
from demo import engagements
from demo.world import build
from lake.current import Lake
from loaders.reading.loading import load
from loaders.reading.source import sources
from schema.fieldwork import Debrief
from schema.mentions import Attendee
from schema.nodes import Engagement
from schema.relationships import HELD

Told = Counter[tuple[str, str]]
YEARS = (2010, 2024)


def told(folder: Path, clinicians: int, seed: int) -> Told:
    """How often each planted state was told as which, in one country."""
    world = build(clinicians, seed, YEARS)
    engagements.write(world, folder)
    engagements.write_truth(world, folder)
    file = folder / f"engagements_{YEARS[1] + 1}-01-15.csv"
    load(folder / "home", sources()["engagements"], [file], workers=1)
    touches = _touches(Lake(folder / "home"))
    window = Window(date(YEARS[1], 12, 31), date(YEARS[1] - engagements.YEARS + 1, 1, 1))
    found: Told = Counter()
    for row in pq.read_table(folder / "rapports.parquet").to_pylist():
        of = touches[row["liaison"], row["npi"]]
        found[row["state"], relationship(of, window).state] += 1
    return found


def _touches(lake: Lake) -> dict[tuple[str, str], list[Touch]]:
    """The engagements of each liaison with each person, by the NPI."""
    liaisons = {row["end"]: row["start"] for row in lake.facts(HELD).to_pyarrow().to_pylist()}
    persons = {row["engagement_id"]: row["npi"] for row in lake.facts(Attendee).to_pyarrow()
               .to_pylist()}  # fmt: skip
    noted = {row["engagement_id"]: row for row in lake.facts(Debrief).to_pyarrow().to_pylist()}
    found: dict[tuple[str, str], list[Touch]] = {}
    for row in lake.facts(Engagement).to_pyarrow().to_pylist():
        id = row["engagement_id"]
        fields = {name: (row | noted.get(id, {})).get(name) for name in Touch.__dataclass_fields__}
        found.setdefault((liaisons[id], persons[id]), []).append(Touch(**fields))
    return found


def accuracy(found: Told) -> float:
    """The share of those planted that are told as planted."""
    return sum(many for (planted, as_), many in found.items() if planted == as_) / found.total()


def main() -> None:
    """Print the accuracy over several countries."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--clinicians", type=int, default=1_000)
    parser.add_argument("--seeds", type=int, default=5)
    given = parser.parse_args()
    found: Told = Counter()
    for seed in range(1, given.seeds + 1):
        with TemporaryDirectory() as folder:
            found += told(Path(folder), given.clinicians, seed)
    print(f"planted {found.total()}, told right {accuracy(found):.3f}")
    for (planted, as_), many in sorted(found.items()):
        print(f"  {planted} told as {as_}: {many}")


if __name__ == "__main__":
    main()
