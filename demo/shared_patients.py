"""Whose patients come to whom in the demo country, as Medicare counted shared patients?

One file a year in the publisher's layout: no header; the year and the days stand in the name; and a
referral feed of the last year, which knows of a third of the pairs and fewer patients of each. A
generalist shares patients with a few specialists of the same city; how many differs from pair to
pair and little from year to year, and pairs come and go. Pairs with fewer than eleven patients are
left out. Planted (`truth/referral_hubs.parquet`): one specialist in a hundred is a hub, to whom the
patients of many generalists come.
"""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import numpy.typing as npt

from demo import truth
from demo.circles import Ints
from demo.specialties import INDEX
from demo.world import World

YEARS, LEAST, DAYS = 8, 11, 30
_GENERAL = [INDEX[name] for name in ("FAMI", "INTM")]
_SEED = 17
_PARTNERS, _OF_A_HUB = 1.6, 25
_ENDS, _BACK, _KNOWN = 0.12, 0.4, 1 / 3
Flags = npt.NDArray[np.bool_]


def years(world: World) -> list[int]:
    """The years that have a file."""
    return list(range(world.years[1] - YEARS + 1, world.years[1] + 1))


def write(world: World, folder: Path) -> int:
    """Write a file a year; returns the number of rows."""
    npi = np.asarray(world.people.npi[: world.clinicians])
    rng = np.random.default_rng([world.seed, _SEED, 4])
    first, second = _pairs(world)
    count = 0
    for year, met in zip(years(world), _met(world, len(first)), strict=True):
        back = rng.binomial(met, _BACK)
        path = folder / f"shared-patients-{year}-days{DAYS}.txt"
        with path.open("w", encoding="utf-8", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            for one, other, patients in ((first, second, met), (second, first, back)):
                shown = np.flatnonzero(patients >= LEAST)
                visits = patients + rng.poisson(patients * 1.5)
                same_day = rng.binomial(patients, 0.1)
                columns = (npi[one], npi[other], visits, patients, same_day)
                table.writerows(zip(*(column[shown].tolist() for column in columns), strict=True))
                count += len(shown)
    return count


def write_referrals(world: World, folder: Path) -> int:
    """Write the referral feed; returns the number of rows."""
    npi = np.asarray(world.people.npi[: world.clinicians])
    rng = np.random.default_rng([world.seed, _SEED, 5])
    (first, second), year = _pairs(world), world.years[1]
    *_, met = _met(world, len(first))
    known = np.flatnonzero((met >= LEAST) & (rng.random(len(met)) < _KNOWN))
    patients = rng.integers(1, met[known] + 1)
    referrals = patients + rng.poisson(patients * 0.2)
    columns = (npi[first[known]], npi[second[known]], patients, referrals)
    with (folder / f"referrals_{year + 1}-04-01.csv").open(
        "w", encoding="utf-8", newline=""
    ) as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(("npi", "other_npi", "period", "patients", "referrals"))
        for one, other, some, times in zip(*(c.tolist() for c in columns), strict=True):
            table.writerow((one, other, year, some, times))
    return len(known)


def _met(world: World, pairs: int) -> list[Ints]:
    """The patients that each pair shares, year by year."""
    rng = np.random.default_rng([world.seed, _SEED, 1])
    usual = rng.lognormal(2.6, 0.6, pairs)
    begun = rng.integers(-6, YEARS, pairs)
    ended = begun + rng.geometric(_ENDS, pairs)
    return [np.where((begun <= at) & (at < ended), rng.poisson(usual), 0) for at in range(YEARS)]


def write_truth(world: World, place: Path) -> None:
    """Write who was planted as a hub."""
    truth.write_table(place, "referral_hubs", {"person": _hubs(world).tolist()})


def _hubs(world: World) -> Ints:
    """Specialists of cities with generalists enough, the first of the shuffled ones."""
    rng = np.random.default_rng([world.seed, _SEED, 2])
    is_general, city = _places(world)
    generalists = np.bincount(city[is_general], minlength=int(city.max()) + 1)
    able = np.flatnonzero(~is_general & (generalists[city] >= _OF_A_HUB))
    count = min(len(able), max(1, world.clinicians // 100))
    return np.sort(rng.permutation(able)[:count])


def _pairs(world: World) -> tuple[Ints, Ints]:
    """Generalist and specialist of every pair, each once."""
    rng = np.random.default_rng([world.seed, _SEED, 3])
    is_general, city = _places(world)
    hubs = set(_hubs(world).tolist())
    first: list[int] = []
    second: list[int] = []
    for place in range(int(city.max()) + 1):
        here = np.flatnonzero(city == place)
        general, special = here[is_general[here]], here[~is_general[here]]
        if not len(general) or not len(special):
            continue
        drawn = rng.poisson(_PARTNERS, len(general))
        first += np.repeat(general, drawn).tolist()
        second += rng.choice(special, int(drawn.sum())).tolist()
        for hub in special.tolist():
            if hub in hubs:
                sent = rng.choice(general, _OF_A_HUB, replace=False)
                first += sent.tolist()
                second += [hub] * _OF_A_HUB
    pairs = np.unique(np.column_stack([first, second]).astype(np.int64).reshape(-1, 2), axis=0)
    return pairs[:, 0], pairs[:, 1]


def _places(world: World) -> tuple[Flags, Ints]:
    people = world.people
    specialty = np.asarray(people.specialty[: world.clinicians])
    return np.isin(specialty, _GENERAL), np.asarray(people.city[: world.clinicians])
