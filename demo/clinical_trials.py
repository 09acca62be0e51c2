"""Which trials run in the demo country, and how do they look as ClinicalTrials.gov pages?

A trial belongs to a circle: its officials come from the circle, its sites are places of other
circles of the specialty. Pages have the API's shape `{"studies": [...], "nextPageToken": ...}`.
"""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import orjson

from demo import papers
from demo.bylines import official_name
from demo.headings import ancestors, headings
from demo.places import STATES
from demo.specialties import SPECIALTIES
from demo.world import TRIAL, World

PER_PAGE = 1_000
_STATE_NAMES = {code: name for code, name, *_ in STATES}
_STATUS = ("COMPLETED", "RECRUITING", "TERMINATED", "WITHDRAWN", "ACTIVE_NOT_RECRUITING", "UNKNOWN")
_PHASES = (["PHASE1"], ["PHASE2"], ["PHASE3"], ["PHASE4"], ["PHASE1", "PHASE2"], ["NA"])


class Official(NamedTuple):
    """An overall official; `person` is -1 for a sponsor's desk such as a medical monitor."""

    person: int
    name: str
    affiliation: str
    role: str


class Site(NamedTuple):
    """A place of a trial with its principal investigator (-1 for none)."""

    institution: int
    person: int


class Trial(NamedTuple):
    """The facts of one trial; `company` is an index or -1 when an institution leads."""

    number: int
    nct: str
    circle: int
    specialty: int
    year: int
    month: int
    end_year: int
    company: int
    product: int
    heading: str
    phase: tuple[str, ...]
    officials: list[Official]
    sites: list[Site]


def nct_id(number: int) -> str:
    """The NCT number of trial `number`, above every number assigned so far."""
    return f"NCT9{number:07d}"


def trial(world: World, number: int) -> Trial:
    """Trial `number` of the country: the same answer whoever asks."""
    random = world.random(TRIAL, number)
    group = int(world.plan.circle[random.randrange(len(world.plan))])
    if group >= world.circles.domestic and random.random() < 0.7:
        group = random.randrange(world.circles.domestic)
    specialty = int(world.circles.specialty[group])
    year = random.randint(world.years[0], world.years[1] - 1)
    company = -1
    if random.random() < 0.48:
        fits = [at for at, one in enumerate(world.companies) if specialty in one.specialties]
        pool = fits or range(len(world.companies))
        company = random.choices(pool, [world.companies[at].weight for at in pool])[0]
    names = SPECIALTIES[specialty].headings
    focus = [names[int(at)] for at in world.circles.focus[group]]
    officials = _officials(world, group, year, company, random)
    return Trial(
        number,
        nct_id(number),
        group,
        specialty,
        year,
        random.randint(1, 12),
        year + random.randint(1, 5),
        company,
        random.randrange(3),
        random.choices(focus, (5, 3, 2))[0],
        tuple(random.choices(_PHASES, (10, 25, 25, 12, 6, 22))[0]),
        officials,
        _sites(world, group, year, company, officials, random),
    )


def _officials(world: World, group: int, year: int, company: int, random: Random) -> list[Official]:
    persons, weights = world.members(group, year)
    # Officials are seniors: those with a career of eight years and more, when there are any.
    senior = [at for at, one in enumerate(persons) if year - int(world.people.start[one]) >= 8]
    if senior:
        persons, weights = [persons[at] for at in senior], [weights[at] for at in senior]
    found = []
    if company >= 0 and random.random() < 0.45:
        desk = random.choice(("Medical Monitor", "Clinical Trials", "Study Director, MD"))
        found.append(Official(-1, desk, world.companies[company].name, "STUDY_DIRECTOR"))
        if random.random() < 0.4:
            return found
    count = random.choices((1, 2, 3), (75, 18, 7))[0]
    roles = ("PRINCIPAL_INVESTIGATOR", "STUDY_CHAIR", "PRINCIPAL_INVESTIGATOR")
    for person, role in zip(papers.sample(random, persons, weights, count), roles, strict=False):
        house = world.house(world.people.house(person, year)).name
        found.append(Official(person, official_name(world, person, year, random), house, role))
    return found


def _sites(
    world: World,
    group: int,
    year: int,
    company: int,
    officials: list[Official],
    random: Random,
) -> list[Site]:
    home = int(world.circles.institution[group])
    lead = next((one.person for one in officials if one.person >= 0), -1)
    found = [Site(home, lead)]
    if company < 0 and random.random() < 0.6:
        return found
    specialty = int(world.circles.specialty[group])
    same = world.kin[specialty]
    for at in random.sample(same, min(len(same), random.randint(1, 12))):
        if int(world.circles.institution[at]) in [site.institution for site in found]:
            continue
        persons, weights = world.members(at, year)
        chosen = random.choices(persons, weights)[0] if persons and random.random() < 0.6 else -1
        found.append(Site(int(world.circles.institution[at]), chosen))
    return found


class Written(NamedTuple):
    """Who is named in the pages: (nct, ordinal, person) and (nct, site, person) from 1 up."""

    officials: list[tuple[str, int, int]]
    investigators: list[tuple[str, int, int]]


def write(world: World, folder: Path) -> Written:
    """Write every page into `folder`; returns the persons behind the names."""
    truth = Written([], [])
    pages = -(-world.trials // PER_PAGE)
    for page in range(pages):
        numbers = range(page * PER_PAGE, min((page + 1) * PER_PAGE, world.trials))
        found = [trial(world, number) for number in numbers]
        for one in found:
            truth.officials.extend(
                (one.nct, ordinal, official.person)
                for ordinal, official in enumerate(one.officials, 1)
                if official.person >= 0
            )
            truth.investigators.extend(
                (one.nct, ordinal, site.person)
                for ordinal, site in enumerate(one.sites, 1)
                if site.person >= 0
            )
        body: dict[str, Any] = {"studies": [_study(world, one) for one in found]}
        if page + 1 < pages:
            body["nextPageToken"] = f"demo-page-{page + 2}"
        (folder / f"studies_{page + 1:04d}.json").write_bytes(orjson.dumps(body))
    return truth


def _study(world: World, one: Trial) -> dict[str, Any]:
    random = world.random(TRIAL, one.number + (1 << 32))  # the wording has draws of its own
    lead = world.house(int(world.circles.institution[one.circle])).name
    sponsor = {"name": lead, "class": "OTHER"}
    if one.company >= 0:
        sponsor = {"name": world.companies[one.company].name, "class": "INDUSTRY"}
    elif random.random() < 0.15:
        sponsor = {"name": "National Institute of Demonstration (NID)", "class": "NIH"}
    plainly = one.heading.lower()
    treatment = _treatment(world, one)
    title = f"{treatment['name']} in {plainly}: demo study {one.number + 1}"
    first = f"{one.year}-{one.month:02d}-{random.randint(1, 28):02d}"
    status = _status(one, random)
    return {
        "protocolSection": {
            "identificationModule": {
                "nctId": one.nct,
                "orgStudyIdInfo": {"id": f"DEMO-{one.number + 1:05d}"},
                "organization": {"fullName": sponsor["name"], "class": sponsor["class"]},
                "briefTitle": title,
                "officialTitle": f"A study of {treatment['name']} in patients with {plainly}",
            },
            "statusModule": _dates(one, first, status, random),
            "sponsorCollaboratorsModule": _sponsors(sponsor, lead, random),
            "descriptionModule": {"briefSummary": "An invented trial of a synthetic country."},
            "conditionsModule": {"conditions": [one.heading], "keywords": [plainly]},
            "designModule": _design(one, status, random),
            "armsInterventionsModule": {"interventions": [treatment]},
            "contactsLocationsModule": _contacts(world, one, random),
        },
        "derivedSection": {
            "miscInfoModule": {"versionHolder": "2025-01-14"},
            "conditionBrowseModule": {
                "meshes": [{"id": headings()[one.heading].ui, "term": one.heading}],
                "ancestors": [{"id": at.ui, "term": at.name} for at in ancestors(one.heading)],
            },
        },
        "hasResults": False,
    }


def _design(one: Trial, status: str, random: Random) -> dict[str, Any]:
    return {
        "studyType": "INTERVENTIONAL",
        "phases": list(one.phase),
        "designInfo": {"allocation": "RANDOMIZED", "primaryPurpose": "TREATMENT"},
        "enrollmentInfo": {
            "count": 0 if status == "WITHDRAWN" else random.randint(10, 900),
            "type": "ACTUAL" if status == "COMPLETED" else "ESTIMATED",
        },
    }


def _treatment(world: World, one: Trial) -> dict[str, str]:
    if one.company < 0:
        return {"type": "PROCEDURE", "name": f"Standard care pathway {one.number % 7 + 1}"}
    product = world.companies[one.company].products[one.product]
    kind = {"Device": "DEVICE", "Biological": "BIOLOGICAL"}.get(product.kind, "DRUG")
    return {"type": kind, "name": product.name.title()}


def _status(one: Trial, random: Random) -> str:
    if one.end_year >= 2025:
        return random.choice(("RECRUITING", "ACTIVE_NOT_RECRUITING"))
    return random.choices(_STATUS, (75, 0, 8, 4, 3, 10))[0]


def _dates(one: Trial, first: str, status: str, random: Random) -> dict[str, Any]:
    done = "ACTUAL" if one.end_year < 2025 else "ESTIMATED"
    end = f"{one.end_year}-{random.randint(1, 12):02d}"
    updated = f"{min(one.end_year, 2024)}-12-{random.randint(1, 28):02d}"
    return {
        "statusVerifiedDate": updated[:7],
        "overallStatus": status,
        "expandedAccessInfo": {"hasExpandedAccess": False},
        "startDateStruct": {"date": first if one.number % 3 else first[:7], "type": "ACTUAL"},
        "primaryCompletionDateStruct": {"date": end, "type": done},
        "completionDateStruct": {"date": end, "type": done},
        "studyFirstSubmitDate": first,
        "studyFirstPostDateStruct": {"date": first, "type": "ACTUAL"},
        "lastUpdateSubmitDate": updated,
        "lastUpdatePostDateStruct": {"date": updated, "type": "ACTUAL"},
    }


def _sponsors(sponsor: dict[str, str], lead: str, random: Random) -> dict[str, Any]:
    found: dict[str, Any] = {
        "responsibleParty": {"type": "SPONSOR"},
        "leadSponsor": sponsor,
    }
    if sponsor["name"] != lead and random.random() < 0.5:
        found["collaborators"] = [{"name": lead, "class": "OTHER"}]
    return found


def _contacts(world: World, one: Trial, random: Random) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if one.officials:
        found["overallOfficials"] = [
            {"name": at.name, "affiliation": at.affiliation, "role": at.role}
            for at in one.officials
        ]
    found["locations"] = [_location(world, one, site, random) for site in one.sites]
    return found


def _location(world: World, one: Trial, site: Site, random: Random) -> dict[str, Any]:
    place = world.house(site.institution)
    city = world.city(place.city)
    found: dict[str, Any] = {"facility": place.name, "city": city.name}
    if city.state:
        found["state"] = _STATE_NAMES[city.state]
        found["zip"] = f"{city.zip3}01"
    found["country"] = city.country
    if site.person >= 0:
        name = official_name(world, site.person, one.year, random)
        found["contacts"] = [{"name": name, "role": "PRINCIPAL_INVESTIGATOR"}]
    found["geoPoint"] = {"lat": city.lat, "lon": city.lng}
    return found
