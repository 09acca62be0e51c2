"""What Medicare counts of a person's practice, asked of a drawn graph."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from neo4j import Driver

from algorithms.dimensions.records import records_of
from schema.settings import Settings

Ask = Callable[..., Any]

#   Ada took Oakol up in 2021, two years before Bo; 2022 is suppressed for Bo, who has no services.
PRACTICE = """
MATCH (ada:Person {personId: 'P1'}), (bo:Person {personId: 'P2'}), (oakol:Product {name: 'Oakol'}),
  (clinic:Institution {name: 'Clinic'})
CREATE (ada)-[:BILLED]->(:MedicareYear {medicareYearId: '1|2022', year: 2022, services: 12.5,
    patients: 11, paidUsd: 80.25, claims: 40, source: 'medicare-providers'}),
  (ada)-[:BILLED]->(:MedicareYear {medicareYearId: '1|2023', year: 2023, services: 30.0}),
  (bo)-[:BILLED]->(:MedicareYear {medicareYearId: '2|2022', year: 2022, claims: 15}),
  (ada)-[:PRESCRIBED {year: 2021, claims: 12, source: 'part-d-drugs'}]->(oakol),
  (ada)-[:PRESCRIBED {year: 2022, claims: 24, costUsd: 100.5}]->(oakol),
  (bo)-[:PRESCRIBED {year: 2023, claims: 20}]->(oakol),
  (ada)-[:ADOPTED {firstYear: 2021, lastYear: 2022, isNew: true, claims: 24, growth: 2.0, peers: 1,
    aheadOfPeers: 1.0, adoptionReasons: ['first counted in 2021'], record: '1|2021|Oakol|Oak'}]
    ->(oakol),
  (bo)-[:ADOPTED {firstYear: 2023, lastYear: 2023, isNew: true, peers: 1, aheadOfPeers: 0.0,
    adoptionReasons: ['first counted in 2023'], record: '2|2023|Oakol|Oak'}]->(oakol),
  (ada)-[:PRACTISES_AT {kinds: ['Hospital']}]->(clinic)
"""


@pytest.fixture
def practised(paid: Driver, server: Settings) -> Driver:
    """The drawn graph with what Medicare counts."""
    paid.execute_query(PRACTICE, database_=server.neo4j_database)
    return paid


def test_a_person_opens_to_years_drugs_and_places(practised: Driver, ask: Ask) -> None:
    person = ask("""{ person(id: "P1") {
      medicareYears { nodes { year services patients drugServices paidUsd } }
      prescriptions { edges { year claims costUsd node { name } } }
      adoptions { edges { firstYear growth peers aheadOfPeers adoptionReasons node { name } } }
      practices { edges { kinds node { name } } }
    } }""")["person"]
    latest, former = person["medicareYears"]["nodes"]
    assert (latest["year"], latest["services"], latest["patients"]) == (2023, 30, None)
    assert (former["patients"], former["drugServices"], former["paidUsd"]) == (11, None, "80.25")
    assert [(e["year"], e["claims"]) for e in person["prescriptions"]["edges"]] == [
        (2022, 24),
        (2021, 12),
    ]
    [adoption] = person["adoptions"]["edges"]
    assert (adoption["node"]["name"], adoption["firstYear"], adoption["growth"]) == (
        "Oakol",
        2021,
        2.0,
    )
    assert adoption["adoptionReasons"] == ["first counted in 2021"]
    assert person["practices"]["edges"] == [{"kinds": ["Hospital"], "node": {"name": "Clinic"}}]


def test_persons_are_filtered_by_what_they_took_up_and_when(practised: Driver, ask: Ask) -> None:
    early = ask("""{ people(filter: {adoptions: {firstYear: {lte: 2022},
      aheadOfPeers: {gte: 0.5}, node: {name: {eq: "Oakol"}}}}) { nodes { name } } }""")
    assert early["people"]["nodes"] == [{"name": "Ada Quill"}]
    busy = ask("""{ medicareYears(filter: {services: {gte: 20}}) {
      nodes { year people { nodes { name } } } } }""")
    assert busy["medicareYears"]["nodes"] == [
        {"year": 2023, "people": {"nodes": [{"name": "Ada Quill"}]}}
    ]


def test_a_product_opens_to_who_took_it_up_first(practised: Driver, ask: Ask) -> None:
    found = ask("""{ products(filter: {name: {eq: "Oakol"}}) { nodes {
      adopters { edges { firstYear node { name } } }
      prescribers { totalCount edges { year node { name } } } } } }""")
    [oakol] = found["products"]["nodes"]
    assert [(e["firstYear"], e["node"]["name"]) for e in oakol["adopters"]["edges"]] == [
        (2021, "Ada Quill"),
        (2023, "Bo Marsh"),
    ]
    assert [e["year"] for e in oakol["prescribers"]["edges"]] == [2023, 2022, 2021]


def test_as_of_a_day_what_came_later_is_not_there(practised: Driver, ask: Ask) -> None:
    person = ask("""{ person(id: "P1") { medicareYears(asOf: "2022-12-31") { totalCount }
      prescriptions(asOf: "2022-06-30") { totalCount } } }""")["person"]
    assert person["medicareYears"]["totalCount"] == 1
    assert person["prescriptions"]["totalCount"] == 1


def test_the_records_behind_the_indicators_are_what_is_scored(
    practised: Driver, server: Settings
) -> None:
    rows = practised.execute_query(
        records_of(("medicare_services", "adoption")),
        {"persons": ["P1", "P2"], "until": date(2022, 12, 31), "below": None},
        database_=server.neo4j_database,
    ).records
    found = sorted((r["person"], r["indicator"], r["record"], r["title"], r["value"]) for r in rows)
    # Bo has no services that are known, and began no earlier than anyone.
    assert found == [
        ("P1", "adoption", "1|2021|Oakol|Oak", "Oakol, first in 2021", 1.0),
        ("P1", "medicare_services", "1|2022", "Medicare 2022, 12 services", 12.5),
    ]
