"""Institutions and companies are found by the name that a user types, the best first, with the
reason; a topic by its heading through an index."""

from collections.abc import Callable
from typing import Any

import pytest
from graphql import ExecutionResult
from neo4j import Driver

from api.reads import Read
from api.roots import one_topic
from schema.settings import Settings

Ask = Callable[..., Any]
NAMES = {
    "I1": ("Hôpital Saint-Élan", ["St. Elan's Hospital", "HSE"]),
    "I2": ("Universität Müllingen", ["University of Müllingen"]),
    "I3": ("Oak University", None),
    "I4": ("Oak University Hospital", ["Dovers' Memorial"]),
    "I5": ("Institut d'Arcy", None),
    "I6": ("Université Oakville 13", None),
}
QUESTION = """query ($text: String!) { institutions(text: $text) {
  edges { reason grade node { institutionId } } } }"""


@pytest.fixture
def entitled(ask: Ask, graph: Driver, server: Settings) -> Ask:
    """A function that gives the edges found by a text among institutions of awkward names."""
    rows = [{"id": id, "name": name, "others": others} for id, (name, others) in NAMES.items()]
    graph.execute_query(
        "UNWIND $rows AS row CREATE (:Institution {institutionId: row.id, name: row.name, "
        "otherNames: row.others}) "
        "WITH count(*) AS n CREATE (:Company {companyId: 'c1', name: 'Äsch & Söhne Pharma'}) "
        "CREATE (:Company {companyId: 'c2', name: 'Glaxton Smythe'})",
        rows=rows,
        database_=server.neo4j_database,
    )
    return lambda text: ask(QUESTION, text=text)["institutions"]["edges"]


@pytest.mark.parametrize(
    ("text", "first", "grade", "reason"),
    [
        ("oak university", "I3", 0, "the name as typed"),
        ("OAK  UNIVERSITY", "I3", 0, "the name as typed"),
        ("Hopital Saint Elan", "I1", 1, "the name agrees in another spelling"),
        ("hôpital saint-élan", "I1", 0, "the name as typed"),
        ("St Elans Hospital", "I1", 2, "another or former name agrees: St. Elan's Hospital"),
        ("St. Elan\u2019s Hospital", "I1", 2, "another or former name agrees: St. Elan's Hospital"),
        ("HSE", "I1", 2, "another or former name agrees: HSE"),
        ("Universitaet Muellingen", "I2", 1, "the name agrees in another spelling"),
        ("universitat mullingen", "I2", 1, "the name agrees in another spelling"),
        ("univ", "I2", 3, "the name begins so"),
        ("oak univ", "I3", 3, "the name begins so"),
        ("dovers mem", "I4", 4, "another or former name begins so: Dovers' Memorial"),
        ("darcy", "I5", 5, "every word is part of its names, or nearly"),
        ("Institut dArcy", "I5", 1, "the name agrees in another spelling"),
        ("Oakville 13", "I6", 5, "every word is part of its names, or nearly"),
        ("hospital oak", "I4", 5, "every word is part of its names, or nearly"),
    ],
)
def test_an_institution_is_found_as_people_type_it(
    entitled: Ask, text: str, first: str, grade: int, reason: str
) -> None:
    edge = entitled(text)[0]
    assert (edge["node"]["institutionId"], edge["grade"]) == (first, grade)
    assert edge["reason"] == reason


def test_another_is_not_found(entitled: Ask) -> None:
    for text in ("Elm University", "Oak College", "xxniversity", "Saint Elba"):
        assert entitled(text) == [], text


def test_the_whole_name_comes_before_its_beginning(entitled: Ask) -> None:
    assert [e["node"]["institutionId"] for e in entitled("Oak University")][:2] == ["I3", "I4"]


@pytest.mark.parametrize("text", ["asch und sohne", "Aesch Soehne", "äsch", "ASCH & SÖHNE"])
def test_a_company_is_found_as_people_type_it(entitled: Ask, ask: Ask, text: str) -> None:
    question = "query ($t: String!) { companies(text: $t) { edges { reason node { companyId } } } }"
    found = ask(question, t=text)["companies"]["edges"]
    assert [e["node"]["companyId"] for e in found] == ([] if " und " in text else ["c1"])


@pytest.mark.parametrize("text", ["", " ", "…!?", "*", "'-'", "a" * 201])
def test_a_text_without_a_name_is_refused(refused: Ask, text: str) -> None:
    assert refused(QUESTION, text=text).extensions == {"code": "BAD_USER_INPUT"}


def test_nothing_typed_is_an_operator(
    entitled: Ask, execute: Callable[..., ExecutionResult]
) -> None:
    hostile = ["name:(a OR b)~*", "zz AND NOT (", "/zz.*/", "zz~2 ^9", '"zz', "zz\\", "[a TO b]"]
    hostile += ["😀 zz", "zz\x00zz", "zz\u202e", "王小明", "&& || ! zz", "zz " * 60, "a b c d e f"]
    for text in hostile:
        result = execute(QUESTION, text=text)
        assert result.errors is None, text


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Oaks", "Oaks"),
        ("Old Oaks, White", "Oaks"),
        ('O\'Elm "Tree"', "Elms"),
        ("Beech", "Beech"),
        ("oaks", None),
        ("Old Oaks", None),
        ("", None),
        ("!?", None),
        ('"', None),
        ("\\", None),
        ("Oaks* OR Elms", None),
        ("x" * 5000, None),
    ],
)
def test_a_topic_is_found_by_its_exact_heading(
    ask: Ask, graph: Driver, server: Settings, heading: str, name: str | None
) -> None:
    graph.execute_query(
        "CREATE (:Topic {name: 'Oaks', otherNames: ['Old Oaks, White', 'Beech']}) "
        "CREATE (:Topic {name: 'Elms', otherNames: ['O\\'Elm \"Tree\"']}) "
        "CREATE (:Topic {name: 'Beech'})",
        database_=server.neo4j_database,
    )
    found = ask("query ($n: String!) { topic(name: $n) { name } }", n=heading)["topic"]
    assert (found and found["name"]) == name


def test_no_topic_is_scanned_for_a_heading(graph: Driver, server: Settings) -> None:
    read, values = one_topic({"name": "Oaks"})
    assert isinstance(read, Read)
    text = f"EXPLAIN {read.match.format(node='n')} WHERE {read.where.format(node='n')} RETURN n"
    summary = graph.execute_query(text, dict(values), database_=server.neo4j_database).summary
    assert summary.plan is not None
    plan = str(summary.plan)
    assert "ProcedureCall" in plan
    assert "Scan" not in plan
