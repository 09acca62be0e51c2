"""What is true in the demo country? Written beside the files, never read by the method.

persons, bylines, investigators, officials, site_investigators, circles, connectors, emerging,
spikes, licences, societies, leadership, referral_hubs, sessions, shared_sessions, digital,
companies, products, territories, debriefs, rapports, bureaus, high_volume, adopters, papers,
exclusions, reinstatements, deactivations, counties, grants, joint_grants, registrants, sam,
icite_citations and openalex_citations as Parquet; `person` is the number of a person in each. In
`bylines`, `position` is the place in the author list from 1, where an entry with ValidYN="N" that
the next one corrects counts too.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from demo.names import NEVER, Texts
from demo.plan import FIRST_PMID
from demo.specialties import SPECIALTIES
from demo.world import World

_KINDS = np.array(["article", "consortium", "retraction notice"], dtype=object)


def write_table(folder: Path, name: str, columns: dict[str, Any]) -> None:
    """Write one Parquet table; the order of rows is the caller's and part of the bytes."""
    pq.write_table(pa.table(columns), folder / f"{name}.parquet", compression="zstd")


def write_world(world: World, folder: Path) -> None:
    """Write what is known before any file is: persons, circles, connectors, emerging, papers."""
    write_table(folder, "persons", _persons(world))
    write_table(folder, "circles", _circles(world))
    people = world.people
    write_table(
        folder,
        "connectors",
        {
            "person": pa.array(people.connector),
            "circles": pa.array([list(joined) for joined in people.connected]),
        },
    )
    emerging = world.emerging
    columns = {"person": pa.array(emerging.person), "since": pa.array(emerging.since)}
    write_table(folder, "emerging", columns)
    plan = world.plan
    write_table(
        folder,
        "papers",
        {
            "pmid": pa.array(FIRST_PMID + np.arange(len(plan))),
            "year": pa.array(plan.year),
            "circle": pa.array(plan.circle),
            "kind": pa.array(_KINDS[plan.kind], pa.string()),
            "is_retracted": pa.array(plan.retracted_by >= 0),
            "is_deleted": pa.array(plan.deleted),
            "is_guideline": pa.array(plan.guideline),
            "is_congress": pa.array(plan.congress),
        },
    )


def _persons(world: World) -> dict[str, Any]:
    people = world.people
    count = len(people)
    clinician = np.arange(count) < world.clinicians
    names = np.array([specialty.name for specialty in SPECIALTIES], dtype=object)
    kinds = np.array(["physician", "nurse practitioner", "physician assistant", "scientist"])
    cities = [world.city(int(at)) for at in people.city]
    missing = [None] * (count - world.clinicians)
    return {
        "person": pa.array(np.arange(count)),
        "npi": pa.array([*people.npi, *missing], pa.string()),
        "orcid": pa.array([orcid or None for orcid in people.orcid], pa.string()),
        "is_clinician": pa.array(clinician),
        "profession": pa.array(kinds[people.profession].astype(object), pa.string()),
        "first_name": _texts(people.first),
        "middle_name": _texts(people.middle),
        "last_name": _texts(people.last),
        "former_last_name": _texts(people.former),
        "renamed_in": _years(people.renamed_in),
        "name_suffix": _texts(people.suffix),
        "specialty": pa.array(names[people.specialty], pa.string()),
        "circle": _indices(people.circle),
        "later_circle": _indices(people.later_circle),
        "institution_ror": _rors(world, people.institution),
        "later_institution_ror": _rors(world, people.later_institution),
        "moved_in": _years(people.moved_in),
        "city": pa.array([city.name for city in cities]),
        "state": pa.array([city.state or None for city in cities], pa.string()),
        "country": pa.array([city.country for city in cities]),
        "career_start": pa.array(people.start),
        "career_end": _years(people.end),
        "output": pa.array(people.output),
        "influence": pa.array(people.influence),
    }


def _texts(column: Texts) -> pa.Array:
    return pa.array([text or None for text in column], pa.string())


def _years(column: Any) -> pa.Array:
    return pa.array(column, mask=column == NEVER)


def _indices(column: Any) -> pa.Array:
    return pa.array(column, mask=column < 0)


def _rors(world: World, column: Any) -> pa.Array:
    return pa.array([world.house(int(at)).ror if at >= 0 else None for at in column], pa.string())


def _circles(world: World) -> dict[str, Any]:
    circles = world.circles
    houses = [world.house(int(at)) for at in circles.institution]
    cities = [world.city(house.city) for house in houses]
    members = np.bincount(
        world.people.circle[world.people.circle >= 0], minlength=len(circles.specialty)
    )
    specialties = [SPECIALTIES[int(at)] for at in circles.specialty]
    topics = [
        one.headings[int(at)] for one, at in zip(specialties, circles.focus[:, 0], strict=True)
    ]
    return {
        "circle": pa.array(np.arange(len(houses))),
        "name": pa.array(
            [f"{one.name}, {house.name}" for one, house in zip(specialties, houses, strict=True)]
        ),
        "specialty": pa.array([one.name for one in specialties]),
        "institution_ror": pa.array([house.ror for house in houses]),
        "region": pa.array([city.state or city.country for city in cities]),
        "topic": pa.array(topics),
        "members": pa.array(members),
    }
