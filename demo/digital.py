"""What do clinicians of the demo country do online, and whose accounts are proved?

One clinician in twelve has an account with a few posts a month. Planted (`truth/digital.parquet`):
one in two hundred is a voice, with many posts, webinars, podcasts and a community to moderate, all
with proof; of as many others only a supplier says that a loud account is theirs.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np

from demo import truth
from demo.names import plain
from demo.specialties import SPECIALTIES
from demo.world import DIGITAL, World

_COLUMNS = (
    *("npi", "name", "platform", "channel", "handle", "proof", "proof_at", "activity", "title"),
    *("from_on", "to_on", "activities", "reach", "reach_of", "reach_on", "topic", "found_in"),
    "checked_on",
)
VOICE, UNPROVED, QUIET = "voice", "unproved", "quiet"
_PROOFS = ("ORCID profile", "institution page", "society page")
_LEAST, _VOICES, _QUIET = 5, 0.005, 0.08
Row = dict[str, object]


def write(world: World, folder: Path) -> int:
    """Write the activities as one CSV; returns its number of rows."""
    checked, count = f"{world.years[1] + 1}-01-15", 0
    path = folder / f"digital_{checked}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, _COLUMNS, restval="", lineterminator="\n")
        table.writeheader()
        for person, kind in planted(world).items():
            for row in _activities(world, person, kind):
                table.writerow(row | {"found_in": "look-up", "checked_on": checked})
                count += 1
    return count


def write_truth(world: World, place: Path) -> None:
    """Write who is a voice, whose account is not proved, and who is quiet."""
    kinds = planted(world)
    truth.write_table(place, "digital", {"person": list(kinds), "kind": list(kinds.values())})


def planted(world: World) -> dict[int, str]:
    """Who has an account, in the order of persons, and of which kind it is."""
    rng = np.random.default_rng([world.seed, 17])
    voices = max(_LEAST, round(world.clinicians * _VOICES))
    chosen = rng.permutation(world.clinicians)[: 2 * voices + round(world.clinicians * _QUIET)]
    kinds = [VOICE] * voices + [UNPROVED] * voices + [QUIET] * (len(chosen) - 2 * voices)
    return dict(sorted(zip(chosen.tolist(), kinds, strict=True)))


def _activities(world: World, person: int, kind: str) -> Iterator[Row]:
    random, people, year = world.random(DIGITAL, person), world.people, world.years[1]
    name = f"{people.first[person]} {people.last[person]}"
    who: Row = {"npi": people.npi[person], "name": name}
    letters = "".join(one for one in plain(name).lower() if one.isalnum())
    proof = "vendor" if kind == UNPROVED else _PROOFS[person % len(_PROOFS)]
    account: Row = who | {"handle": f"@{letters}{person}", "proof": proof, "proof_at": "demo"}
    heading = SPECIALTIES[int(people.specialty[person])].headings[0]
    is_loud = kind != QUIET
    followers = random.randint(20_000, 200_000) if is_loud else random.randint(40, 2_000)
    for month in range(1, 13) if is_loud else (3, 6, 9):
        posts = random.randint(40, 120) if is_loud else random.randint(1, 9)
        yield account | {
            "platform": "social network",
            "channel": "Demo Network",
            "activity": "post",
            "from_on": f"{year}-{month:02d}-01",
            "to_on": f"{year}-{month:02d}-28",
            "activities": posts,
            "reach": followers + 100 * month if is_loud else followers,
            "reach_of": "followers",
            "reach_on": f"{year}-{month:02d}-28",
            "topic": heading,
        }
    if kind == VOICE:
        yield from _talks(who, account, heading, year, random)


def _talks(who: Row, account: Row, heading: str, year: int, random: Random) -> Iterator[Row]:
    """Four webinars, three episodes, and the community that a voice moderates."""
    kinds = [("webinar", "webinar talk")] * 4 + [("podcast", "episode")] * 3
    for number, (platform, activity) in enumerate(kinds):
        yield who | {
            "platform": platform,
            "channel": f"Demo {platform}s on {heading}",
            "proof": "programme",
            "activity": activity,
            "title": f"{heading}, with {who['name']}, part {number}",
            "from_on": f"{year}-{1 + number:02d}-{random.randint(1, 28):02d}",
            "reach": random.randint(200, 4_000),
            "reach_of": "audience",
            "topic": heading,
        }
    yield account | {
        "platform": "community",
        "channel": f"Demo Community on {heading}",
        "activity": "moderation",
        "from_on": f"{year}-01-01",
        "to_on": f"{year}-12-31",
        "activities": random.randint(10, 50),
    }
