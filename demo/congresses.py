"""Which roles have persons in the sessions of the demo country's congresses?

Planted (`truth/sessions.parquet`, `truth/shared_sessions.parquet`): who shared which session, and
which papers came of it; see `demo.sessions`. Each congress abstract in PubMed is a poster at one
assembly a year, too, with its PMID: who counts it twice is wrong.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from demo import papers, truth
from demo.plan import FIRST_PMID, PAPER
from demo.sessions import COMMITTEE
from demo.specialties import SPECIALTIES
from demo.world import World

_COLUMNS = (
    *("npi", "orcid", "name", "congress_id", "congress", "congress_from_on", "congress_to_on"),
    *("place", "country", "session_id", "session", "session_type", "session_on", "role", "title"),
    *("pmid", "topic", "found_in", "checked_on"),
)
_KINDS = ("symposium", "panel", "debate", "workshop", "industry symposium")
Row = dict[str, object]


def write(world: World, folder: Path) -> int:
    """Write the roles as one CSV; returns its number of rows."""
    checked, count = f"{world.years[1] + 1}-01-15", 0
    path = folder / f"congresses_{checked}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, _COLUMNS, restval="", lineterminator="\n")
        table.writeheader()
        for rows in (_programmes(world), _posters(world)):
            for row in rows:
                table.writerow(row | {"found_in": "programme", "checked_on": checked})
                count += 1
    return count


def write_truth(world: World, place: Path) -> None:
    """Write the sessions, and the pairs who signed a paper because they had shared one."""
    sessions = world.sessions
    columns = {
        "session": pa.array(range(len(sessions.year))),
        "specialty": pa.array([SPECIALTIES[at].name for at in sessions.specialty]),
        "year": pa.array(sessions.year),
        "persons": pa.array([list(people) for people in sessions.people]),
    }
    truth.write_table(place, "sessions", columns)
    rows = np.array(sessions.because, np.int64).reshape(-1, 4)
    names = ("session", "one", "other", "pmid")
    rows[:, 3] += FIRST_PMID
    truth.write_table(place, "shared_sessions", dict(zip(names, rows.T, strict=True)))


def _programmes(world: World) -> Iterator[Row]:
    sessions = world.sessions
    before, number = (-1, -1), 0
    for specialty, year, together in zip(
        sessions.specialty, sessions.year, sessions.people, strict=True
    ):
        number = number + 1 if before == (specialty, year) else 0
        before = (specialty, year)
        city = world.city((specialty + year) % world.places.domestic)
        month, one = 3 + specialty % 8, SPECIALTIES[specialty]
        congress = {
            "congress_id": f"DEMO-{one.key}",
            "congress": f"Demo Congress of {one.name} {year}",
            "congress_from_on": f"{year}-{month:02d}-10",
            "congress_to_on": f"{year}-{month:02d}-13",
            "place": city.name,
            "country": "US",
        }
        heading = one.headings[int(world.circles.focus[world.people.circle[together[0]]][0])]
        session = {
            "session_id": f"S-{number}",
            "session": f"{heading}: what is new, part {number}",
            "session_type": _KINDS[number % len(_KINDS)],
            "session_on": f"{year}-{month:02d}-{10 + number % 4}",
            "topic": heading,
        }
        for at, person in enumerate(together):
            role = {"role": _role(number, at, len(together))}
            yield _who(world, person) | congress | (session if number else {}) | role


def _role(number: int, at: int, size: int) -> str:
    if number == 0:
        assert size == COMMITTEE, "the first session is the committee"
        return "programme committee" if at else "organiser"
    is_panel = _KINDS[number % len(_KINDS)] in ("panel", "debate")
    if at == 0:
        return "moderator" if is_panel else "chair"
    if at == size - 1 >= 4:
        return "discussant"
    return "panellist" if is_panel else "speaker"


def _posters(world: World) -> Iterator[Row]:
    """Each congress abstract of a circle at home, given by the first author who can be named."""
    for at in np.flatnonzero(world.plan.congress).tolist():
        year = int(world.plan.year[at])
        signed = papers.byline(world, at, world.random(PAPER, at)).authors
        named = [one for one in signed if one < world.clinicians or world.people.orcid[one]]
        if world.plan.deleted[at] or not named:
            continue
        yield _who(world, named[0]) | {
            "congress_id": "DEMO-ASSEMBLY",
            "congress": f"Demo Assembly of Medicine {year}",
            "congress_from_on": f"{year}-11-05",
            "congress_to_on": f"{year}-11-08",
            "session_id": "POSTERS",
            "session": "Posters",
            "session_type": "posters",
            "role": "poster presenter",
            "pmid": FIRST_PMID + at,
        }


def _who(world: World, person: int) -> Row:
    people = world.people
    name = f"{people.first[person]} {people.last[person]}"
    npi = people.npi[person] if person < world.clinicians else ""
    return {"npi": npi, "orcid": "" if npi else people.orcid[person], "name": name}
