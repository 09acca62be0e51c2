"""Who covers whom: by state, by institution with its parts, by specialty, today."""

from collections.abc import Callable
from typing import Any

import pytest
from neo4j import Driver

from schema.settings import Settings

Ask = Callable[..., Any]

#  Ada: IL, Cardiology.   Bo: DE, Cardiology, at the Clinic, part of the Campus. Cy, Dee: no state.
TERRITORIES = """
MATCH (campus:Institution {institutionId: 'ror:1'})
CREATE (s:Specialty {code: '207RC', name: 'Cardiology'}),
  (il:Territory {territoryId: 'il||cardiology', state: 'IL', specialty: 'Cardiology'}),
  (at:Territory {territoryId: '|ror:1|', institution: 'ror:1'}),
  (lost:Territory {territoryId: '|ror:9|', institution: 'ror:9'}),
  (past:Territory {territoryId: 'de||', state: 'DE'}),
  (one:Liaison {liaisonId: 'MSL-1'}), (two:Liaison {liaisonId: 'MSL-2'}),
  (il)-[:INCLUDES]->(s), (at)-[:INCLUDES]->(campus),
  (one)-[:COVERS {term: 'ever', isCurrent: true, statedOn: date('2025-01-15')}]->(il),
  (two)-[:COVERS {term: 'ever', isCurrent: true, statedOn: date('2025-01-15')}]->(at),
  (one)-[:COVERS {term: 'ever', isCurrent: true, statedOn: date('2025-01-15')}]->(lost),
  (one)-[:COVERS {term: 'ever', isCurrent: false, toOn: date('2024-01-01'),
    statedOn: date('2025-01-15')}]->(past)
"""
COVERED = "query ($id: String!) { people(filter: {coveredBy: $id}) { nodes { personId } } }"


@pytest.fixture
def planned(paid: Driver, server: Settings) -> Driver:
    """The drawn graph with a plan of the field."""
    paid.execute_query(TERRITORIES, database_=server.neo4j_database)
    return paid


@pytest.mark.parametrize(("liaison", "persons"), [("MSL-1", ["P1"]), ("MSL-2", ["P2"])])
def test_a_liaison_covers_who_is_in_the_territory(
    planned: Driver, ask: Ask, liaison: str, persons: list[str]
) -> None:
    found = ask(COVERED, id=liaison)["people"]["nodes"]
    assert [one["personId"] for one in found] == persons


def test_a_person_names_who_covers(planned: Driver, ask: Ask) -> None:
    people = ask("{ people { nodes { personId coveredBy { nodes { liaisonId } } } } }")["people"]
    covered = {
        person["personId"]: [one["liaisonId"] for one in person["coveredBy"]["nodes"]]
        for person in people["nodes"]
    }
    assert covered == {"P1": ["MSL-1"], "P2": ["MSL-2"], "P3": [], "P4": []}


def test_past_territories_stay_on_record(planned: Driver, ask: Ask) -> None:
    [said] = ask("""{ liaisons(filter: {liaisonId: {eq: "MSL-1"}}) { nodes { territories(filter:
      {state: {eq: "DE"}}) { edges { isCurrent toOn node { territoryId } } } } } }""")[
        "liaisons"
    ]["nodes"]
    [edge] = said["territories"]["edges"]
    assert (edge["isCurrent"], edge["toOn"]) == (False, "2024-01-01")
