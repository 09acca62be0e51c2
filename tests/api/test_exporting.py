"""A list of any length is walked to its end, page by page."""

from collections.abc import Callable
from typing import Any

from neo4j import Driver

from api.exporting import Walk
from api.schema import schema

Ask = Callable[..., Any]


def test_every_row_comes_once_in_the_order_of_the_list(ask: Ask, graph: Driver) -> None:
    graph.execute_query(
        "UNWIND range(1, 25) AS i MATCH (p:Person {personId: 'P1'}) "
        "CREATE (p)-[:AUTHORED {position: 1, isFirst: true, isLast: false, printedAs: 'A', "
        "identityScore: 0.5, identityReasons: ['ORCID']}]->(:Paper {pmid: toString(1000 + i), "
        "title: '=' + i, authors: 1, isRetracted: false, version: 1})"
    )
    text = """query ($id: String!) { person(id: $id) { name papers(first: 3) {
      edges { position identityReasons node { pmid title } } } } }"""
    walk = Walk(schema._schema, text, {"id": "P1"}, page=10)
    pages = []
    while not walk.is_over:
        pages.append(walk.take(ask(walk.question, **walk.variables)))
    assert [len(page) for page in pages] == [10, 10, 6]
    rows = [row for page in pages for row in page]
    assert rows[0] == {
        "position": 1,
        "identityReasons": ["ORCID"],
        "node.pmid": "101",
        "node.title": "On hearts",
    }
    assert [row["node.pmid"] for row in rows[1:]] == [str(1000 + i) for i in range(1, 26)]
    assert walk.path == ["person", "papers", "edges"]


def test_nobody_there_is_no_row(ask: Ask) -> None:
    text = '{ person(id: "P9") { papers { nodes { pmid } } } }'
    walk = Walk(schema._schema, text, {})
    assert walk.take(ask(walk.question, **walk.variables)) == []
    assert walk.is_over
