"""A person is named on the command line as people write names and keys."""

from collections.abc import Mapping
from typing import Any

import pytest
from neo4j import Driver

from api import asking
from cli.client import Ask, NotOne, find, start_of
from graph.constraints import constrain
from schema.settings import Settings
from schema.spellings import name_keys, part_keys

PEOPLE = [
    ("P00000000000a", "Maeve", "O'Corran"),
    ("P00000000000b", "Jan", "van der Bergh"),
    ("P00000000000c", "Ida", "Mullen"),
    ("P00000000000d", "Ida Zoe", "Mullen"),
    ("P00000000000e", "Ivo", "Mullen"),
]
ORCID = "0000-0009-9900-180X"
NOTATIONS = (
    ORCID,
    ORCID.lower(),
    ORCID.replace("-", ""),
    ORCID.replace("-", " "),
    f" https://orcid.org/{ORCID}/",
    f"orcid.org/{ORCID.lower()}",
    f"ORCID iD: {ORCID}",
)


@pytest.fixture
def ask(driver: Driver, server: Settings) -> Ask:
    """A function that asks a graph of persons of awkward names, and a liaison."""
    constrain(driver, server.neo4j_database)
    driver.execute_query(
        "UNWIND $rows AS row CREATE (:Person {personId: row[0], name: row[1] + ' ' + row[2], "
        "foreName: row[1], lastName: row[2], nameKeys: row[3], otherNameKeys: row[4]}) "
        "WITH count(*) AS n MATCH (p:Person {personId: $first}) SET p.orcid = $orcid "
        "CREATE (:Liaison {liaisonId: 'Zoë Ní Rian'})",
        rows=[
            [id, fore, last, name_keys(last, fore, ""), part_keys(last, fore)]
            for id, fore, last in PEOPLE
        ],
        first=PEOPLE[0][0],
        orcid=ORCID,
    )
    driver.execute_query("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")

    def asked(query: str, variables: Mapping[str, object]) -> dict[str, Any]:
        return asking.ask(server, query, dict(variables))

    return asked


def test_who_alone_bears_a_name_is_meant_however_it_is_written(ask: Ask) -> None:
    names = {"OCorran": 0, "o corran, m.": 0, "vanderBergh": 1, "Bergh, J": 1, "MULLEN, IDA": 2}
    names |= {"Ida Zoe": 3, "Mullen, Ida Z": 3, "Ivo": 4, "iv mull": 4}
    found = {name: find(ask, name)["personId"] for name in names}
    assert found == {name: PEOPLE[at][0] for name, at in names.items()}


@pytest.mark.parametrize("notation", NOTATIONS)
def test_an_orcid_id_is_taken_in_any_notation(ask: Ask, notation: str) -> None:
    assert find(ask, notation)["personId"] == PEOPLE[0][0]


def test_several_persons_of_a_name_are_listed_with_the_reason(ask: Ask) -> None:
    with pytest.raises(NotOne) as refusal:
        find(ask, "Mullen")
    for person, fore, last in PEOPLE[2:]:
        assert f"{person}  {fore} {last} · no NPI (family name agrees)" in str(refusal.value)
    with pytest.raises(NotOne, match="several persons"):
        find(ask, "mullen i")


def test_a_liaison_is_found_without_accents(ask: Ask) -> None:
    assert start_of(ask, "zoe ni rian")["id"] == "Liaison:Zoë Ní Rian"
    assert start_of(ask, "Maeve O\u2019Corran")["id"] == f"Person:{PEOPLE[0][0]}"
