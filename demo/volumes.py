"""How many services do the demo country's clinicians perform, quarter by quarter?

Three years of counts in public groups of procedures, as their holder would deliver them: no CPT
codes. Four clinicians in ten perform something. Planted spikes (`truth/spikes.parquet`): one in
fifty of these doubles or more in the last four quarters. What emerging experts perform
grows by an eighth of the first level every quarter.
"""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random

from demo import truth
from demo.emerging import GROWTH_A_QUARTER
from demo.world import VOLUME, World

YEARS = 3
_GROUPS = (
    "Upper gastrointestinal endoscopy",
    "Echocardiography",
    "Cardiac catheterization",
    "Lens and cataract procedures",
    "Arthroscopy",
    "Infusion of biologics",
    "Skin biopsy",
    "Electroencephalography",
)
_SETTINGS = ("office", "outpatient", "inpatient")
_COLUMNS = ("npi", "period", "code_group", "setting", "services", "patients")
_PERFORMS, _SPIKES = 0.4, 0.02


def write(world: World, folder: Path) -> int:
    """Write the counts as one CSV; returns its number of rows."""
    last = world.years[1]
    quarters = [f"{year}-Q{n}" for year in range(last - YEARS + 1, last + 1) for n in range(1, 5)]
    count = 0
    with (folder / f"volumes_{last + 1}-01-15.csv").open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(_COLUMNS)
        begun = world.emerging.begun()
        for person in range(world.clinicians):
            rows = _counts(world, person, quarters, begun.get(person))
            table.writerows(rows)
            count += len(rows)
    return count


def write_spikes(world: World, place: Path) -> None:
    """Write whose volume was made to spike."""
    chosen = [person for person in range(world.clinicians) if _course(world, person)[1]]
    truth.write_table(place, "spikes", {"person": chosen})


def _course(world: World, person: int) -> tuple[bool, bool, Random]:
    """Whether a clinician performs anything, whether it spikes, and the generator of the rest."""
    random = world.random(VOLUME, person)
    active = world.people.end[person] >= world.years[1]
    performs = bool(active) and random.random() < _PERFORMS
    return performs, performs and random.random() < _SPIKES, random


def _counts(
    world: World, person: int, quarters: list[str], begun: int | None
) -> list[tuple[str, ...]]:
    performs, spikes, random = _course(world, person)
    if not performs:
        return []
    specialty = int(world.people.specialty[person])
    group = _GROUPS[specialty % len(_GROUPS)]
    setting, usual = random.choice(_SETTINGS), 15 + random.lognormvariate(3.3, 0.7)
    lift = random.uniform(2.2, 3.5) if spikes else 1.0
    rows: list[tuple[str, ...]] = []
    for at, quarter in enumerate(quarters):
        level = usual * (lift if at >= len(quarters) - 4 else 1.0)
        if begun is not None:
            quarter_year, number = int(quarter[:4]), int(quarter[-1])
            growing = 4 * (quarter_year - begun) + number
            level *= 1 + GROWTH_A_QUARTER * max(growing, 0)
        services = max(0, round(random.gauss(level, level**0.5)))
        patients = round(services * random.uniform(0.6, 0.95))
        rows.append(
            (world.people.npi[person], quarter, group, setting, str(services), str(patients))
        )
    return rows
