"""Which file writes which source of the demo country, beside those that the country plans?"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from demo import (
    bureaus,
    clinicians_directory,
    congresses,
    counties,
    digital,
    engagements,
    families,
    hospitals,
    leadership,
    licences,
    medicare_providers,
    nppes,
    part_d_drugs,
    part_d_providers,
    pipeline,
    registers,
    registries,
    reporter,
    sam,
    shared_patients,
    societies,
    territories,
    volumes,
)
from demo.world import World

# By the name of the source; each writes into its folder and returns its number of rows.
AT_ONCE: dict[str, Callable[[World, Path], int]] = {
    "nppes": nppes.write,
    "engagements": engagements.write,
    "volumes": volumes.write,
    "licences": licences.write,
    "societies": societies.write,
    "leadership": leadership.write,
    "sam": sam.write,
    "companies": families.write,
    "products": pipeline.write,
    "territories": territories.write,
    "congresses": congresses.write,
    "digital": digital.write,
    "clinicians-directory": clinicians_directory.write,
    "hospitals": hospitals.write,
    "counties": counties.write,
    "reporter": reporter.write,
    "registers": registers.write,
    "rpps": registers.write_rpps,
    "shared-patients": shared_patients.write,
    "referrals": shared_patients.write_referrals,
}
# One file a year, and the years.
BY_YEAR: dict[
    str, tuple[Callable[[World, Path, int], int], Callable[[World], list[int] | range]]
] = {
    "medicare-providers": (medicare_providers.write, medicare_providers.years),
    "part-d-providers": (part_d_providers.write, part_d_drugs.years),
    "part-d-drugs": (part_d_drugs.write, part_d_drugs.years),
}
# What was planted.
TRUTHS: tuple[Callable[[World, Path], None], ...] = (
    volumes.write_spikes,
    nppes.write_truth,
    registries.write_truth,
    counties.write_truth,
    licences.write_truth,
    engagements.write_truth,
    societies.write_truth,
    leadership.write_truth,
    sam.write_truth,
    families.write_truth,
    pipeline.write_truth,
    territories.write_truth,
    congresses.write_truth,
    bureaus.write_truth,
    digital.write_truth,
    reporter.write_truth,
    registers.write_truth,
    medicare_providers.write_high_volume,
    part_d_drugs.write_adopters,
    shared_patients.write_truth,
)
