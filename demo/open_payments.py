"""What do companies pay in the demo country, as Open Payments files of one program year each?

General payments are heavy-tailed and go to people with influence; speakers and consultants are paid
quarter by quarter (`demo.bureaus`), in three years before the others as well; research payments
follow the trials and name their investigators; ownership is rare.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt

from demo import bureaus, recipients
from demo import open_payments_columns as layout
from demo.clinical_trials import Trial, trial
from demo.companies import Company, Product
from demo.recipients import joined
from demo.specialties import SPECIALTIES
from demo.world import PAYMENT, World

# Nature, share of rows, median of the amount in US dollars, spread, whether influence decides.
_NATURES = (
    ("Food and Beverage", 0.83, 18.0, 0.6, 0.0),
    ("Travel and Lodging", 0.05, 260.0, 0.9, 0.8),
    ("Consulting Fee", 0.035, 1900.0, 0.9, 1.0),
    (
        "Compensation for services other than consulting, including serving as faculty or as a"
        " speaker at a venue other than a continuing education program",
        0.04,
        2100.0,
        0.7,
        1.0,
    ),
    ("Education", 0.025, 30.0, 0.8, 0.0),
    ("Honoraria", 0.01, 1500.0, 0.8, 1.0),
    ("Royalty or License", 0.002, 14000.0, 1.6, 1.0),
    ("Gift", 0.003, 40.0, 0.7, 0.0),
    ("Grant", 0.005, 5000.0, 1.2, 0.9),
)
_MEALS = "Food and Beverage"
_TO_HOSPITAL = "Space rental or facility fees (teaching hospital only)"
_NO_PRODUCT = ["", "", "", "", "", ""]
_CATEGORIES = (
    "Professional Salary Support",
    "Medical Research Writing or Publication",
    "Patient Care",
)
GENERAL, RESEARCH, OWNERSHIP = "GNRL", "RSRCH", "OWNRSHP"


def program_years(world: World) -> list[int]:
    """The four program years: the last ones of the country."""
    return list(range(world.years[1] - 3, world.years[1] + 1))


def file_name(world: World, kind: str, year: int) -> str:
    """The official name of a file; the last program year is published half a year later."""
    published = "06302025" if year == world.years[1] else "01232025"
    return f"OP_DTL_{kind}_PGYR{year}_P{published}.csv"


def _published(world: World, year: int) -> str:
    return "06/30/2025" if year == world.years[1] else "01/23/2025"


def _change(world: World, year: int, random: Random) -> str:
    if year == world.years[1]:
        return "NEW"
    return random.choices(("UNCHANGED", "CHANGED", "ADDED"), (97, 2, 1))[0]


def _payer(company: Company) -> list[str]:
    return [company.name, company.payer_id, company.name, company.state, company.country]


def write(world: World, folder: Path, kind: str, year: int) -> int:
    """Write one file, `kind` GENERAL, RESEARCH or OWNERSHIP; returns its number of rows."""
    columns, rows = {
        GENERAL: (layout.general, _general),
        RESEARCH: (layout.research, _research),
        OWNERSHIP: (layout.ownership, _ownership),
    }[kind]
    count = 0
    path = folder / file_name(world, kind, year)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(columns()) + "\n")
        for line in rows(world, year):
            file.write(line)
            file.write("\n")
            count += 1
    return count


def _paid(world: World) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float64]]:
    """Clinicians who can be paid, with their pull on payments."""
    persons = np.array(
        [at for at in range(world.clinicians) if recipients.can_be_paid(world, at)], dtype=np.int64
    )
    industry = np.array([specialty.industry for specialty in SPECIALTIES])
    luck = np.random.default_rng([world.seed, 6]).lognormal(0, 1.1, len(persons))
    influence = world.people.influence[persons]
    pull: npt.NDArray[np.float64] = (
        industry[world.people.specialty[persons]] * luck * (0.6 + influence**0.7)
    )
    pull /= pull.sum()
    return persons, pull


def _general(world: World, year: int) -> Iterator[str]:
    rng = np.random.default_rng([world.seed, 7, year])
    random = world.random(PAYMENT, year)
    count = world.clinicians * 15 // 4
    persons, pull = _paid(world)
    drawn = rng.choice(len(persons), size=count, p=pull)
    influence = world.people.influence[persons]
    strong = influence > np.quantile(influence, 0.85)
    shares = np.array([row[1] for row in _NATURES])
    pulls = np.array([row[4] for row in _NATURES])
    plainly = shares * np.where(pulls > 0, 0.12, 1.0)
    natures = np.where(
        strong[drawn],
        rng.choice(len(_NATURES), size=count, p=_boosted(shares, pulls)),
        rng.choice(len(_NATURES), size=count, p=plainly / plainly.sum()),
    )
    medians = np.array([row[2] for row in _NATURES])[natures]
    spreads = np.array([row[3] for row in _NATURES])[natures]
    amounts = np.round(np.maximum(0.5, medians * np.exp(rng.normal(0, spreads))), 2)
    days = rng.integers(0, 365, count)
    dates = [f"{at:%m/%d}/{year}" for at in _days()]
    companies = _companies_by_specialty(world)
    is_early = year not in program_years(world)
    for at in range(count):
        person = int(persons[drawn[at]])
        fits, weights = companies[int(world.people.specialty[person])]
        company = world.companies[random.choices(fits, weights)[0]]
        nature = _NATURES[int(natures[at])][0]
        if is_early and nature not in bureaus.NATURES:
            continue
        payment = _payment(world, float(amounts[at]), dates[int(days[at])], nature, random)
        yield _to_person(world, year, at, person, company, payment, random)
    yield from _to_hospitals(world, year, count, random)
    random = world.random(PAYMENT, year + 40_000)
    for at, fee in enumerate(bureaus.fees(world, year), 4_000_000):
        payment = _payment(world, fee.amount, fee.day, fee.nature, random)
        company = world.companies[fee.company]
        yield _to_person(world, year, at, fee.person, company, payment, random)


def _to_person(
    world: World, year: int, at: int, person: int, company: Company, payment: str, random: Random
) -> str:
    return ",".join(
        (
            _change(world, year, random),
            _recipient(world, person, year, company, random),
            joined(_payer(company)),
            payment,
            _product_part(world, person, company, random, year * 10_000_000 + at),
            f"{year},{_published(world, year)}",
        )
    )


def _boosted(
    shares: npt.NDArray[np.float64], pulls: npt.NDArray[np.float64]
) -> npt.NDArray[np.float64]:
    boosted: npt.NDArray[np.float64] = shares * np.where(pulls > 0, 2.2, 1.0)
    boosted /= boosted.sum()
    return boosted


def _days() -> list[np.datetime64]:
    start = np.datetime64("2023-01-01")
    return [(start + at).astype(object) for at in range(365)]


def _companies_by_specialty(world: World) -> list[tuple[list[int], list[float]]]:
    found = []
    for specialty in range(len(SPECIALTIES)):
        weights = [
            one.weight * (12.0 if specialty in one.specialties else 0.25) for one in world.companies
        ]
        found.append((list(range(len(weights))), weights))
    return found


def _recipient(world: World, person: int, year: int, company: Company, random: Random) -> str:
    capitals = int(company.payer_id) % 3 == 0
    return joined(
        [
            recipients.kind(world, person),
            *("", "", ""),
            *recipients.names(world, person, year, capitals, random),
            *recipients.address(world, person),
            *recipients.qualifications(world, person),
        ]
    )


def _payment(world: World, amount: float, date: str, nature: str, random: Random) -> str:
    in_kind = nature in (_MEALS, "Education", "Gift", "Travel and Lodging")
    form = "In-kind items and services" if in_kind else "Cash or cash equivalent"
    travel = ["", "", ""]
    if nature == "Travel and Lodging":
        city = world.city(random.randrange(world.places.domestic))
        travel = [city.name, city.state, city.country]
    third = ["No Third Party Payment", "", "No", ""]
    if nature == "Consulting Fee" and random.random() < 0.05:
        third = ["Entity", "Demo Consulting LLC", "No", "No"]
    owner = "" if nature == _TO_HOSPITAL else "Yes" if random.random() < 0.002 else "No"
    return joined([f"{amount:.2f}", date, "1", form, nature, *travel, owner, *third, "", "No"])


def _product_part(world: World, person: int, company: Company, random: Random, record: int) -> str:
    """Record id, dispute and the five groups of product columns."""
    disputed = "Yes" if random.random() < 0.002 else "No"
    specialty = int(world.people.specialty[person]) if person >= 0 else -1
    fits = [one for one in company.products if one.specialty == specialty] or company.products
    chosen = random.sample(fits, min(len(fits), random.choices((0, 1, 2, 3), (6, 78, 12, 4))[0]))
    related = "Yes" if chosen else "No"
    return joined([str(record), disputed, related, *_products(chosen)])


def _products(chosen: list[Product]) -> list[str]:
    found: list[str] = []
    for one in chosen:
        ndc, pdi = ("", one.code) if one.kind == "Device" else (one.code, "")
        found.extend(("Covered", one.kind, one.area, one.name, ndc, pdi))
    return found + _NO_PRODUCT * (5 - len(chosen))


def _to_hospitals(world: World, year: int, count: int, random: Random) -> Iterator[str]:
    houses = [house for house in world.places.institutions if house.ccn]
    for at in range(max(3, count // 150)):
        house, company = random.choice(houses), random.choice(world.companies)
        amount = random.lognormvariate(8.5, 1.2)
        date = f"{random.randint(1, 12):02d}/{random.randint(1, 28):02d}/{year}"
        where = recipients.house_address(world, house)
        head = [recipients.HOSPITAL, house.ccn, str(5000 + house.city), house.name]
        yield ",".join(
            (
                _change(world, year, random),
                joined([*head, *[""] * 6, *where, *[""] * 17]),
                joined(_payer(company)),
                _payment(world, amount, date, _TO_HOSPITAL, random),
                _product_part(world, -1, company, random, year * 10_000_000 + count + at),
                f"{year},{_published(world, year)}",
            )
        )


def _research(world: World, year: int) -> Iterator[str]:
    random = world.random(PAYMENT, year + 10_000)
    record = year * 10_000_000 + 5_000_000
    for number in range(world.trials):
        one = trial(world, number)
        if one.company < 0 or not one.year <= year <= one.end_year:
            continue
        for _ in range(random.randint(1, 4)):
            record += 1
            yield _research_row(world, one, year, record, random)


def _research_row(world: World, one: Trial, year: int, record: int, random: Random) -> str:
    company = world.companies[one.company]
    site = random.choice(one.sites)
    house = world.house(site.institution)
    named = [site.person, *(official.person for official in one.officials)]
    paid = [at for at in dict.fromkeys(named) if at >= 0 and recipients.can_be_paid(world, at)][:5]
    date = f"{random.randint(1, 12):02d}/{random.randint(1, 28):02d}/{year}"
    product = company.products[one.product]
    title = f"{product.name.title()} in {one.heading.lower()}: demo study {one.number + 1}"
    pi_columns = [value for person in paid for value in _investigator(world, person, year, random)]
    return joined(
        [
            _change(world, year, random),
            *_research_recipient(world, house.ccn, site.institution, paid, year, random),
            *pi_columns,
            *[""] * (32 * (5 - len(paid))),
            *_payer(company),
            "Yes",
            *_products([product]),
            f"{random.lognormvariate(8.7, 1.3):.2f}",
            date,
            "Cash or cash equivalent",
            random.choice(_CATEGORIES),
            *[""] * 5,
            "No",
            "No",
            title,
            "No",
            str(record),
            str(year),
            _published(world, year),
            one.nct if random.random() < 0.9 else "",
            "",
            "",
        ]
    )


def _research_recipient(
    world: World, ccn: str, house: int, paid: list[int], year: int, random: Random
) -> list[str]:
    """The recipient's 36 columns after Change_Type: hospital, one of the persons, or an entity."""
    place = world.house(house)
    if paid and random.random() < 0.2:
        person = paid[0]
        return [
            *(recipients.kind(world, person), "", "", "", ""),
            *recipients.names(world, person, year, False, random),
            *recipients.address(world, person),
            *recipients.qualifications(world, person),
        ]
    if ccn and random.random() < 0.7:
        head = [recipients.HOSPITAL, "", ccn, str(5000 + place.city), place.name]
    else:
        head = [recipients.ENTITY, f"{place.name} Research Foundation", "", "", ""]
    where = recipients.house_address(world, place)
    if not place.npi:
        where = [
            "1 SYNTHETIC STREET",
            "",
            world.city(place.city).name,
            "",
            "",
            *_abroad(world, house),
        ]
    return [*head, *[""] * 6, *where, *[""] * 17]


def _abroad(world: World, house: int) -> list[str]:
    return [world.city(world.house(house).city).country, "", "00000"]


def _investigator(world: World, person: int, year: int, random: Random) -> list[str]:
    return [
        recipients.kind(world, person),
        *recipients.names(world, person, year, False, random),
        *recipients.address(world, person),
        *recipients.qualifications(world, person),
    ]


def _ownership(world: World, year: int) -> Iterator[str]:
    random = world.random(PAYMENT, year + 20_000)
    persons, pull = _paid(world)
    rng = np.random.default_rng([world.seed, 8])  # the same owners every year
    count = max(3, world.clinicians // 400)
    for at, drawn in enumerate(rng.choice(len(persons), size=count, p=pull, replace=False)):
        person = int(persons[drawn])
        company = world.companies[person % len(world.companies)]
        invested = random.lognormvariate(9, 1.2)
        family = random.random() < 0.2
        yield joined(
            [
                _change(world, year, random),
                *recipients.names(world, person, year, False, random),
                *recipients.address(world, person),
                *recipients.work(world, person),
                str(year * 10_000_000 + 8_000_000 + at),
                str(year),
                f"{invested:.2f}",
                f"{invested * random.uniform(0.8, 3):.2f}",
                "Common stock",
                *_payer(company),
                "No",
                "Immediate family member" if family else "Physician Covered Recipient",
                _published(world, year),
            ]
        )
