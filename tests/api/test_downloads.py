"""A list comes as a file over HTTP, as a table or as a graph that other tools read."""

import csv
import io
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from neo4j import Driver
from starlette.testclient import TestClient

from api.app import application
from api.schema import schema
from schema.settings import Settings
from workspace import audit

TIES = """query ($id: String!) { person(id: $id) { name influence ties(first: 1) { totalCount
  edges { strength lastOn node { name papers(first: 5) { nodes { title publishedOn } } } } } } }"""
PEOPLE = "{ people(first: 1) { edges { grade node { personId name paperCount } } } }"


@pytest.fixture
def home(server: Settings, tmp_path: Path) -> Settings:
    return server.model_copy(update={"home": tmp_path} if server.neo4j_uri else {})


@pytest.fixture
def client(home: Settings) -> Iterator[TestClient]:
    app = application(home, schema)
    with TestClient(app, base_url="http://127.0.0.1", client=("127.0.0.1", 50_000)) as client:
        yield client


def _exported(client: TestClient, format: str, query: str, **variables: object) -> bytes:
    body = {"query": query, "variables": variables, "format": format}
    answer = client.post("/export", json=body)
    assert answer.status_code == 200, answer.text
    assert f'filename="peerline.{format}"' in answer.headers["content-disposition"]
    return answer.content


def test_a_table_holds_every_row(client: TestClient, graph: Driver) -> None:
    """Four persons, though the question asks for one a page."""
    rows = list(csv.reader(io.StringIO(_exported(client, "csv", PEOPLE).decode())))
    assert rows[0] == ["grade", "node.personId", "node.name", "node.paperCount"]
    assert sorted(row[2] for row in rows[1:]) == ["Ada Quill", "Bo Marsh", "Cy Quill", "Dee Ames"]


def test_graphml_holds_who_is_tied_to_whom(client: TestClient, graph: Driver) -> None:
    """Bo, between Ada and Cy, of whom Ada wrote a paper with Bo."""
    network = nx.read_graphml(io.BytesIO(_exported(client, "graphml", TIES, id="P2")))
    assert network.nodes["Person:P2"] == {
        "type": "Person",
        "name": "Bo Marsh",
        "influence": 0.5,
        "ties.totalCount": 2,
        "sources": "",
    } | {"sources": network.nodes["Person:P2"]["sources"]}
    assert network.nodes["Paper:101"]["publishedOn"] == "2024-02-29"
    edges = {(a, values["label"], b): values for a, b, values in network.edges(data=True)}
    assert edges.keys() == {
        ("Person:P2", "ties", "Person:P1"),
        ("Person:P2", "ties", "Person:P3"),
        ("Person:P1", "papers", "Paper:101"),
    }
    assert edges["Person:P2", "ties", "Person:P3"]["strength"] == 0.25
    assert edges["Person:P2", "ties", "Person:P3"]["lastOn"] == "2020-01-01"


def test_json_ld_names_things_and_their_sources(client: TestClient, graph: Driver) -> None:
    graph.execute_query(
        "CREATE (:Source {name: 'pubmed', title: 'PubMed', terms: 'free', address: 'a', "
        "publisher: 'NLM', files: 1, records: 1, rejects: 0, persons: 1, "
        "loadedAt: datetime('2026-02-28T09:00:00Z')})"
    )
    document = json.loads(_exported(client, "jsonld", TIES, id="P2"))
    (person,) = document["@graph"]
    assert (person["@id"], person["@type"]) == ("urn:peerline:Person:P2", "Person")
    tie, _ = person["ties"]
    assert tie["@type"] == "PersonTieEdge"
    assert tie["node"][0]["@id"] == "urn:peerline:Person:P1"
    assert document["@context"]["lastOn"]["@type"] == "xsd:date"
    assert document["@context"]["sources"] == "prov:wasDerivedFrom"
    assert person["sources"] == [
        {
            "@type": "prov:Entity",
            "sourceTitle": "PubMed",
            "licence": "free",
            "snapshotOn": "2026-02-28",
        }
    ]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ({"query": PEOPLE}, "give a `format`"),
        ({"query": PEOPLE, "format": ["csv"]}, "give a `format`"),
        ({"query": PEOPLE, "format": "../../x"}, "give a `format`"),
        ({"query": "{ rateLimit { cost } }", "format": "csv"}, "has none"),
        ({"query": "{ sources { name } }", "format": "graphml"}, "a list with pages"),
        ({"query": "{ people { edges { grade } } }", "format": "graphml"}, "for their `node`"),
        ({"query": "{ people { nodes { nobody } } }", "format": "csv"}, "nobody"),
        ({"query": "{ people { nodes { " * 2000, "format": "csv"}, "cannot be read"),
        ({"query": "subscription { __typename }", "format": "csv"}, "Subscription"),
        ({"query": PEOPLE, "format": "csv", "variables": [1]}, "variables"),
    ],
)
def test_what_cannot_be_exported_is_refused_by_name(
    client: TestClient, graph: Driver, body: dict[str, Any], said: str
) -> None:
    answer = client.post("/export", json=body)
    assert answer.status_code == 400
    (error,) = answer.json()["errors"]
    assert error["extensions"]["code"] == "BAD_USER_INPUT"
    assert said in error["message"]


@pytest.mark.parametrize("fragments", [20, 60])
def test_spreads_that_lead_to_millions_of_fields_are_refused_unwalked(
    client: TestClient, graph: Driver, fragments: int
) -> None:
    links = "".join(
        f" fragment f{n} on Person {{ ...f{n + 1} ...f{n + 1} }}" for n in range(fragments)
    )
    query = (
        f"{{ people {{ nodes {{ ...f0 }} }} }}{links} fragment f{fragments} on Person {{ name }}"
    )
    begun = time.process_time()
    answer = client.post("/export", json={"query": query, "format": "csv"})
    assert answer.status_code == 400
    assert "fields; select 500 at most" in answer.json()["errors"][0]["message"]
    assert time.process_time() - begun < 1


def test_one_thing_with_two_sets_of_values_is_no_graph(client: TestClient, graph: Driver) -> None:
    query = '{ person(id: "P1") { name npi ties { nodes { personId ties { nodes { name } } } } } }'
    answer = client.post("/export", json={"query": query, "format": "graphml"})
    assert answer.status_code == 400
    assert "Person:P1 stands at two places" in answer.json()["errors"][0]["message"]


def test_letters_that_xml_has_none_for_are_replaced(client: TestClient, graph: Driver) -> None:
    graph.execute_query(
        "MATCH (p:Person {personId: 'P1'}) SET p.name = $name",
        name='<img onerror="x">\x00\u202e]]>',
    )
    network = nx.read_graphml(io.BytesIO(_exported(client, "graphml", PEOPLE)))
    assert network.nodes["Person:P1"]["name"] == '<img onerror="x">\ufffd\u202e]]>'


def test_an_export_is_put_down_as_one(client: TestClient, graph: Driver, home: Settings) -> None:
    _exported(client, "ndjson", PEOPLE)
    last = audit.entries(home, 1)[0]
    assert (last["kind"], last["roots"]) == ("export", ["people"])
    assert last["persons"] == ["P1", "P2", "P3", "P4"]
