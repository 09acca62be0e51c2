"""Whom have the demo company's liaisons met? Twelve liaisons in three teams, over three years.

A team covers a third of the states. A liaison sees the most productive clinicians of some of them,
the better known ones more often; one engagement in ten is called off, one in six of the invitations
stays without an answer. Three of the covered are met in a rhythm of their own (`demo.rapports`).
"""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

import numpy as np

from demo import rapports, truth
from demo.world import ENGAGEMENT, RAPPORT, World

TEAMS, LIAISONS, YEARS = ("Team East", "Team Centre", "Team West"), 12, 3
_PANEL, _A_MONTH = 40, 6
_CHANNELS = ("visit", "video call", "congress", "phone")
_OFTEN = (5, 3, 1, 1)
_COLUMNS = (
    "engagement_id",
    "liaison",
    "team",
    "npi",
    "channel",
    "planned_on",
    "held_on",
    "minutes",
    "invited_at",
    "replied_at",
    "accepted_at",
    "cancelled",
    *("objectives", "products", "insight_topic", "actionable"),
    *("follow_on", "follow_on_due", "follow_on_done", "satisfaction"),
)
# Of how many engagements one is debriefed, and of these how many leave the follow-on open.
_DEBRIEFED, _OPEN = 3, 4


def write(world: World, folder: Path) -> int:
    """Write the log as one CSV; returns its number of rows."""
    first, last = world.years[1] - YEARS + 1, world.years[1]
    name = f"engagements_{last + 1}-01-15.csv"
    rows = [row for at in range(LIAISONS) for row in _engagements(world, at, first, last)]
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(_COLUMNS)
        table.writerows(rows)
    return len(rows)


def states(world: World, liaison: int) -> list[str]:
    """The states that a liaison covers."""
    known = sorted({city.state for city in world.places.cities})
    return known[liaison::LIAISONS] or [known[liaison % len(known)]]


def panel(world: World, liaison: int) -> list[int]:
    """The clinicians that a liaison covers, the most productive first."""
    own = set(states(world, liaison))
    people = world.people
    there = [
        person
        for person in range(world.clinicians)
        if world.city(int(people.city[person])).state in own
        and people.end[person] >= world.years[1]
    ]
    there.sort(key=lambda person: (-float(people.output[person]), person))
    return there[:_PANEL]


def _engagements(world: World, liaison: int, first: int, last: int) -> list[tuple[str, ...]]:
    random, covered = world.random(ENGAGEMENT, liaison), panel(world, liaison)
    if not covered:
        return []
    own = rapports.planted(covered)
    # The first of the panel is seen about four times as often as the last.
    weights = (1 / np.sqrt(np.arange(1, len(covered) + 1) + 2)).tolist()
    rows = []
    for month in range((last - first + 1) * 12):
        for number in range(_A_MONTH):
            person = random.choices(covered, weights)[0]
            day = date(first + month // 12, month % 12 + 1, random.randint(1, 28))
            key = f"E{liaison + 1:02d}-{month + 1:02d}-{number + 1}"
            course = _course(day, random, (1, 96))
            if person in own:
                continue
            noted = _debrief(world, month + number, course[2])
            rows.append((key, *named(liaison), world.people.npi[person], *course, *noted))
    return rows + _in_rhythm(world, liaison, own, last)


def _in_rhythm(world: World, liaison: int, own: dict[int, str], last: int) -> list[tuple[str, ...]]:
    """The engagements with those whose relationship is planted."""
    random, rows = world.random(RAPPORT, liaison), []
    for person, state in own.items():
        for at, (day, hours) in enumerate(rapports.invited(state, last, YEARS, random)):
            key = f"E{liaison + 1:02d}-{state}-{at + 1}"
            course = _course(day, random, hours)
            noted = _debrief(world, at, course[2])
            rows.append((key, *named(liaison), world.people.npi[person], *course, *noted))
    return rows


def _debrief(world: World, at: int, held: str) -> tuple[str, ...]:
    """What came of an engagement that was held: every third is debriefed."""
    if not held or at % _DEBRIEFED:
        return ("",) * 8
    product = world.companies[0].products[at % 3]
    day = date.fromisoformat(held)
    due = day + timedelta(days=14)
    done = "" if at % _OPEN == 0 else (day + timedelta(days=7)).isoformat()
    about = ("Trial results;Safety", product.name, f"{product.area}: dosing", "yes")
    return (*about, "send literature", due.isoformat(), done, str(1 + at % 5))


def write_truth(world: World, place: Path) -> None:
    """Write which engagements are debriefed, about which product, and whose follow-on is open; and
    which relationships grow, hold and fade."""
    first, last = world.years[1] - YEARS + 1, world.years[1]
    rows = [row for at in range(LIAISONS) for row in _engagements(world, at, first, last)]
    noted = [dict(zip(_COLUMNS, row, strict=True)) for row in rows if row[-1]]
    columns: dict[str, list[object]] = {
        "engagement": [row["engagement_id"] for row in noted],
        "product": [row["products"] for row in noted],
        "is_open": [not row["follow_on_done"] for row in noted],
    }
    truth.write_table(place, "debriefs", columns)
    found = [
        (named(at)[0], world.people.npi[person], state)
        for at in range(LIAISONS)
        for person, state in rapports.planted(panel(world, at)).items()
    ]
    names = ("liaison", "npi", "state")
    truth.write_table(
        place, "rapports", {n: [row[i] for row in found] for i, n in enumerate(names)}
    )


def named(liaison: int) -> tuple[str, str]:
    """The liaison and the team."""
    return f"MSL-{liaison + 1:02d}", TEAMS[liaison % len(TEAMS)]


def _course(day: date, random: Random, hours: tuple[int, int]) -> tuple[str, ...]:
    """Channel, planned and held day, minutes, the three instants, and whether it was called off;
    the reply takes so many hours."""
    channel = random.choices(_CHANNELS, _OFTEN)[0]
    invited = datetime.combine(day, time(9), UTC) - timedelta(days=random.randint(5, 30))
    silent, called_off = random.random() < 1 / 6, random.random() < 0.1
    replied = invited + timedelta(hours=random.randint(*hours))
    accepted = replied + timedelta(hours=random.choice([0, 0, 2, 24]))
    is_held = not (silent or called_off)
    held = min(day + timedelta(days=random.choice([0, 0, 0, 1, 7])), date(day.year, 12, 31))
    return (
        channel,
        day.isoformat(),
        held.isoformat() if is_held else "",
        str(max(5, round(random.gauss(24, 8)))) if is_held else "",
        _instant(invited),
        "" if silent else _instant(replied),
        "" if silent else _instant(accepted),
        "yes" if called_off else "no",
    )


def _instant(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")
