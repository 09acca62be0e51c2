"""Keys are unique and filters are indexed in the database itself."""

import pytest
from neo4j import Driver
from neo4j.exceptions import ConstraintError

from graph.constraints import constrain, statements
from schema.catalogue import NODES
from schema.settings import Settings
from schema.vocabulary import camel


def _indexed(driver: Driver, kind: str) -> set[tuple[str, tuple[str, ...]]]:
    rows = driver.execute_query(
        "SHOW INDEXES YIELD type, labelsOrTypes, properties, state "
        "WHERE type = $kind AND state = 'ONLINE' RETURN labelsOrTypes[0] AS label, properties",
        kind=kind,
    ).records
    return {(row["label"], tuple(row["properties"])) for row in rows}


def test_every_label_refuses_a_second_node_of_one_key(bare: Driver, server: Settings) -> None:
    constrain(bare, server.neo4j_database)
    for node in NODES:
        create = f"CREATE (:{node.__name__} {{{camel(node.key)}: 'one'}})"
        bare.execute_query(create)
        with pytest.raises(ConstraintError):
            bare.execute_query(create)


def test_what_filters_and_lists_use_is_indexed(bare: Driver, server: Settings) -> None:
    constrain(bare, server.neo4j_database)
    wanted = {(n.__name__, (camel(name),)) for n in NODES for name in (n.key, *n.indexed)}
    scores = ("influence", "connector", "emerging")
    lists = {("Person", (scope, score)) for scope in ("specialty", "state") for score in scores}
    alone = {("Person", (name,)) for name in ("community", *scores)}
    assert _indexed(bare, "RANGE") == wanted | alone | lists


def test_full_text_search_finds_a_person_by_another_name(bare: Driver, server: Settings) -> None:
    constrain(bare, server.neo4j_database)
    bare.execute_query(
        "CREATE (:Person {personId: 'P1', nameKeys: ['quill A'], otherNameKeys: ['fenn ada']}), "
        "(:Person {personId: 'P2', nameKeys: ['quill a.']})"
    )
    bare.execute_query("CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()")
    for words, person in (("fenn", "P1"), ("quill AND A", "P1"), ("quill AND a.", "P2")):
        found = bare.execute_query(
            "CALL db.index.fulltext.queryNodes('Person_names', $words) YIELD node "
            "RETURN node.personId AS id",
            words=words,
        ).records
        assert [row["id"] for row in found] == [person]


def test_constraining_again_changes_nothing(bare: Driver, server: Settings) -> None:
    constrain(bare, server.neo4j_database)
    names = "SHOW INDEXES YIELD name RETURN name ORDER BY name"
    before = bare.execute_query(names).records
    constrain(bare, server.neo4j_database)
    assert bare.execute_query(names).records == before
    assert len(statements()) == len(set(statements()))
