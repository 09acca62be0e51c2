"""How much does the demo country hold?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from demo import open_payments
from demo.world import World

Job = tuple[str, int]


@dataclass(frozen=True)
class Summary:
    """What stands in the folder."""

    clinicians: int
    seed: int
    years: tuple[int, int]
    people: int
    circles: int
    connectors: int
    institutions: int
    papers: int
    bylines: int
    trials: int
    officials: int
    payments: int
    research_payments: int
    ownerships: int
    registry_rows: int
    exclusions: int
    engagements: int
    volumes: int
    licences: int
    medicare_years: int
    prescribers: int
    prescriptions: int
    listings: int
    hospitals: int
    shared_patients: int
    grant_years: int
    registrants: int
    congress_roles: int
    digital: int


def summary(world: World, results: dict[Job, Any], bylines: int) -> Summary:
    """The counts that the jobs returned, and those of the plan."""

    def rows(kind: str) -> int:
        return sum(result for (what, _), result in results.items() if what == kind)

    return Summary(
        clinicians=world.clinicians,
        seed=world.seed,
        years=world.years,
        people=len(world.people),
        circles=len(world.circles.specialty),
        connectors=len(world.people.connector),
        institutions=len(world.places.institutions),
        papers=len(world.plan),
        bylines=bylines,
        trials=world.trials,
        officials=len(results["clinical-trials", 0].officials),
        payments=rows(open_payments.GENERAL),
        research_payments=rows(open_payments.RESEARCH),
        ownerships=rows(open_payments.OWNERSHIP),
        registry_rows=results["nppes", 0],
        exclusions=len(results["registries", 0]),
        engagements=results["engagements", 0],
        volumes=results["volumes", 0],
        licences=results["licences", 0],
        medicare_years=rows("medicare-providers"),
        prescribers=rows("part-d-providers"),
        prescriptions=rows("part-d-drugs"),
        listings=results["clinicians-directory", 0],
        hospitals=results["hospitals", 0],
        shared_patients=results["shared-patients", 0],
        grant_years=results["reporter", 0],
        registrants=results["registers", 0] + results["rpps", 0],
        congress_roles=results["congresses", 0],
        digital=results["digital", 0],
    )
