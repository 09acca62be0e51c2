"""Question in, JSON out: what the API answers on a graph of six nodes."""

from collections.abc import Callable
from typing import Any

import pytest
from neo4j import Driver

from schema.settings import Settings

Ask = Callable[..., Any]


@pytest.mark.parametrize("key", ['id: "P1"', 'npi: "1999000015"', 'orcid: "0000-0009-9912-3452"'])
def test_a_person_is_found_by_each_key(ask: Ask, key: str) -> None:
    found = ask(f"{{ person({key}) {{ id personId name isPhysician }} }}")
    assert found == {
        "person": {
            "id": "Person:P1",
            "personId": "P1",
            "name": "Ada Quill",
            "isPhysician": True,
        }
    }


def test_dates_instants_and_lists_are_json(ask: Ask) -> None:
    found = ask('{ person(id: "P1") { enumeratedOn knownFrom otherNames orcid receivedUsd } }')
    assert found["person"] == {
        "enumeratedOn": "2006-05-23",
        "knownFrom": "2026-03-01T12:30:00Z",
        "otherNames": ["A. Quill"],
        "orcid": "0000-0009-9912-3452",
        "receivedUsd": None,
    }


@pytest.mark.parametrize(
    "question",
    [
        '{ person(id: "nobody") { name } }',
        '{ person(npi: "1999000031") { name } }',
        '{ paper(pmid: "0") { title } }',
        '{ trial(nctId: "NCT0") { title } }',
        '{ topic(name: "Nothing") { name } }',
        '{ node(id: "Person:nobody") { id } }',
    ],
)
def test_what_is_not_there_is_null(ask: Ask, question: str) -> None:
    assert list(ask(question).values()) == [None]


@pytest.mark.parametrize("heading", ["Oaks", "Old Oaks", "Oldest Oaks"])
def test_a_topic_is_found_by_its_former_headings(
    ask: Ask, graph: Driver, server: Settings, heading: str
) -> None:
    graph.execute_query(
        "CREATE (:Topic {name: 'Oaks', otherNames: ['Old Oaks', 'Oldest Oaks']}) "
        "CREATE (:Topic {name: 'Elms'})",
        database_=server.neo4j_database,
    )
    assert ask(f'{{ topic(name: "{heading}") {{ name }} }}') == {"topic": {"name": "Oaks"}}


def test_a_nested_question_is_answered_by_one_statement(ask: Ask, statements: list[str]) -> None:
    found = ask(
        """{ person(id: "P1") {
          papers { totalCount edges { position identityReasons node {
            title publishedOn url
            bylines { edges { printedAs node { name ties { edges { strength node { name } } } } } }
          } } }
        } }"""
    )
    to_ada = {"strength": 0.5, "node": {"name": "Ada Quill"}}
    to_bo = {"strength": 0.5, "node": {"name": "Bo Marsh"}}
    to_cy = {"strength": 0.25, "node": {"name": "Cy Quill"}}
    ada = {"name": "Ada Quill", "ties": {"edges": [to_bo]}}
    bo = {"name": "Bo Marsh", "ties": {"edges": [to_ada, to_cy]}}
    paper = {
        "title": "On hearts",
        "publishedOn": "2024-02-29",
        "url": "https://pubmed.ncbi.nlm.nih.gov/101/",
        "bylines": {
            "edges": [
                {"printedAs": "Ada Quill", "node": ada},
                {"printedAs": "Bo Marsh", "node": bo},
            ]
        },
    }
    edge = {"position": 1, "identityReasons": ["ORCID"], "node": paper}
    assert found == {"person": {"papers": {"totalCount": 1, "edges": [edge]}}}
    assert len(statements) == 1


@pytest.mark.parametrize(
    "root",
    [
        'person(id: "P1") { name ties { nodes { name } } }',
        'people(text: "quill") { nodes { name } totalCount }',
        'nodes(ids: ["Paper:101", "Person:P1"]) { id ... on Paper { title } }',
        "influencers { nodes { name papers { nodes { title } } } }",
        "connectors { nodes { name } }",
        "communities { nodes { number members { nodes { name } } } }",
        "sources { name }",
        'node(id: "Paper:101") { id ... on Paper { title } }',
        'institutions(text: "oak") { nodes { name } }',
        'companies(text: "oak") { nodes { name } }',
    ],
)
def test_every_operation_sends_one_statement(ask: Ask, statements: list[str], root: str) -> None:
    ask(f"{{ {root} }}")
    assert len(statements) == 1
    ask(f"{{ one: {root} two: {root} }}")
    assert len(statements) == 2


@pytest.mark.parametrize(
    ("given", "names"),
    [
        ('text: "quill"', {"Ada Quill", "Cy Quill"}),
        ('text: "QUI ad"', {"Ada Quill"}),
        ('text: "nobody"', set()),
        ('filter: {state: {eq: "DE"}}', {"Bo Marsh"}),
        ('filter: {specialty: {in: ["Cardiology"]}}', {"Ada Quill", "Bo Marsh"}),
        ('text: "quill", filter: {isPhysician: true}', {"Ada Quill"}),
        ("filter: {isPhysician: false}", {"Cy Quill", "Dee Ames"}),
        ("filter: {community: {eq: 0}}", {"Ada Quill", "Bo Marsh", "Cy Quill"}),
        ("filter: {}", {"Ada Quill", "Bo Marsh", "Cy Quill", "Dee Ames"}),
    ],
)
def test_people_are_those_that_fit_every_filter(ask: Ask, given: str, names: set[str]) -> None:
    found = ask(f"{{ people({given}) {{ totalCount nodes {{ name }} }} }}")["people"]
    assert {person["name"] for person in found["nodes"]} == names
    assert found["totalCount"] == len(names)


def test_ranks_hold_those_who_have_the_score_the_highest_first(ask: Ask) -> None:
    found = ask("{ influencers { nodes { name influence } } connectors { nodes { name } } }")
    assert [p["name"] for p in found["influencers"]["nodes"]] == [
        "Ada Quill",
        "Bo Marsh",
        "Cy Quill",
    ]
    assert found["connectors"]["nodes"] == [{"name": "Bo Marsh"}]


@pytest.mark.parametrize("filter", ["", ', text: "quill marsh"'])
def test_pages_lead_to_the_end_without_gap_or_repetition(ask: Ask, filter: str) -> None:
    question = """query ($after: String) { people(first: 1, after: $after) {
      totalCount nodes { name } edges { cursor } pageInfo { hasNextPage startCursor endCursor }
    } }"""
    names, after, more = [], None, True
    while more:
        page = ask(question, after=after)["people"]
        assert page["totalCount"] == 4
        assert page["pageInfo"]["endCursor"] == page["edges"][-1]["cursor"]
        names += [person["name"] for person in page["nodes"]]
        after, more = page["pageInfo"]["endCursor"], page["pageInfo"]["hasNextPage"]
    assert names == ["Ada Quill", "Bo Marsh", "Cy Quill", "Dee Ames"]
    page = ask(question, after=after)["people"]
    assert (page["nodes"], page["pageInfo"]["endCursor"]) == ([], None)


def test_a_nested_list_pages_too(ask: Ask) -> None:
    question = """query ($after: String) { person(id: "P2") { ties(first: 1, after: $after) {
      nodes { name } pageInfo { hasNextPage endCursor } } } }"""
    first = ask(question)["person"]["ties"]
    second = ask(question, after=first["pageInfo"]["endCursor"])["person"]["ties"]
    assert [first["nodes"], second["nodes"]] == [[{"name": "Ada Quill"}], [{"name": "Cy Quill"}]]
    assert (first["pageInfo"]["hasNextPage"], second["pageInfo"]["hasNextPage"]) == (True, False)


def test_a_page_of_no_rows_says_whether_there_are_any(ask: Ask) -> None:
    found = ask("{ people(first: 0) { nodes { name } totalCount pageInfo { hasNextPage } } }")
    page = {"hasNextPage": True}
    assert found["people"] == {"nodes": [], "totalCount": 4, "pageInfo": page}


def test_aliases_and_fragments_are_answered_under_the_callers_names(ask: Ask) -> None:
    found = ask(
        """
        query { one: person(id: "P1") { ...named } two: person(id: "P2") {
          called: name id again: name
          best: ties(first: 1) { nodes { ...named } }
          all: ties { edges { how: strength who: node { ... on Person { name } ... { npi } } } }
        } }
        fragment named on Person { __typename name ... on Node { id } }
        """
    )
    ada = {"__typename": "Person", "name": "Ada Quill", "id": "Person:P1"}
    assert found["one"] == ada
    assert found["two"] == {
        "called": "Bo Marsh",
        "id": "Person:P2",
        "again": "Bo Marsh",
        "best": {"nodes": [ada]},
        "all": {
            "edges": [
                {"how": 0.5, "who": {"name": "Ada Quill", "npi": "1999000015"}},
                {"how": 0.25, "who": {"name": "Cy Quill", "npi": None}},
            ]
        },
    }


@pytest.mark.parametrize("wanted", [True, False])
def test_skip_and_include_decide_what_is_read(
    ask: Ask, statements: list[str], wanted: bool
) -> None:
    found = ask(
        """query ($wanted: Boolean!, $not: Boolean!) { person(id: "P1") {
          name state @include(if: $wanted) ties @skip(if: $not) { totalCount }
        } }""",
        **{"wanted": wanted, "not": not wanted},
    )
    more = {"state": "IL", "ties": {"totalCount": 1}} if wanted else {}
    assert found["person"] == {"name": "Ada Quill"} | more
    assert ("CONNECTED_TO" in statements[0]) is wanted


def test_any_node_is_found_by_its_global_id(ask: Ask) -> None:
    found = ask(
        """{ a: node(id: "Person:P3") { __typename id ... on Person { name } }
             b: node(id: "Trial:NCT00000001") { __typename id ... on Person { name }
               ... on Trial { startedOn investigators { nodes { name } } } } }"""
    )
    assert found["a"] == {"__typename": "Person", "id": "Person:P3", "name": "Cy Quill"}
    assert found["b"] == {
        "__typename": "Trial",
        "id": "Trial:NCT00000001",
        "startedOn": "2020-01-01",
        "investigators": {"nodes": [{"name": "Bo Marsh"}, {"name": "Cy Quill"}]},
    }


def test_communities_are_counted_and_listed(ask: Ask) -> None:
    found = ask(
        """{ communities { totalCount nodes { number size specialties states
          members(first: 2) { nodes { name } } } } }"""
    )
    members = {"nodes": [{"name": "Ada Quill"}, {"name": "Bo Marsh"}]}
    circle = {"number": 0, "size": 3, "specialties": ["Cardiology"], "states": ["DE", "IL"]}
    assert found["communities"] == {"totalCount": 1, "nodes": [circle | {"members": members}]}


def test_sources_are_listed_by_name(ask: Ask, graph: Any) -> None:
    graph.execute_query(
        "UNWIND ['pubmed', 'mesh'] AS name CREATE (:Source {name: name, title: name, publisher: '',"
        " terms: '', files: 1, records: 2, rejects: 0, signals: 4, persons: 3})"
    )
    # Files of the user's own are published nowhere.
    found = ask("{ sources { name address files records signals loadedAt } }")
    about = {"address": None, "files": 1, "records": 2, "signals": 4, "loadedAt": None}
    assert found["sources"] == [{"name": "mesh"} | about, {"name": "pubmed"} | about]


INTRODUCE = """query ($from: [String!]!, $to: [String!]!, $kinds: [TieKind!], $hops: Int! = 4) {
  introductions(from: $from, to: $to, kinds: $kinds, maxHops: $hops) {
    strength weakest introducer { name }
    hops { from { personId } to { name } strength papers trials lastOn reasons evidenceCount
      evidence { kind record title happenedOn persons source knownFrom url identityScore reasons } }
  } }"""


def test_an_introduction_carries_the_records_behind_every_hop(ask: Ask) -> None:
    (found,) = ask(INTRODUCE, **{"from": "P1", "to": "P3"})["introductions"]
    assert found["strength"] == pytest.approx(0.5 * 0.25)
    assert (found["weakest"], found["introducer"]) == (2, {"name": "Bo Marsh"})
    paper, trial = found["hops"]
    assert (paper["from"], paper["to"]) == ({"personId": "P1"}, {"name": "Bo Marsh"})
    assert paper["strength"] == pytest.approx(1 - 1 / 2)
    assert trial["strength"] == pytest.approx(1 - 3 / 4)
    assert (paper["reasons"], paper["evidenceCount"]) == (["1 joint paper"], 1)
    assert paper["evidence"] == [
        {
            "kind": "PAPER",
            "record": "101",
            "title": "On hearts",
            "happenedOn": "2024-02-29",
            "persons": 2,
            "source": "pubmed",
            "knownFrom": "2026-03-01T12:30:00Z",
            "url": "https://pubmed.ncbi.nlm.nih.gov/101/",
            "identityScore": 0.5 * 0.5,
            "reasons": ["ORCID", "name"],
        }
    ]
    (evidence,) = trial["evidence"]
    assert (evidence["kind"], evidence["record"]) == ("TRIAL", "NCT00000001")
    assert (evidence["identityScore"], evidence["persons"]) == (1.0, None)


@pytest.mark.parametrize(
    "given",
    [
        {"from": "P1", "to": "P4"},
        {"from": "P1", "to": "P1"},
        {"from": "P1", "to": "P3", "kinds": ["PAPER"]},
        {"from": "P1", "to": "P3", "hops": 1},
    ],
)
def test_where_no_chain_leads_there_is_no_introduction(ask: Ask, given: dict[str, Any]) -> None:
    assert ask(INTRODUCE, **given) == {"introductions": []}


def test_a_direct_tie_needs_no_introducer(ask: Ask) -> None:
    (found,) = ask(INTRODUCE, **{"from": "P2", "to": "P1", "kinds": ["PAPER"]})["introductions"]
    assert (found["introducer"], found["weakest"], len(found["hops"])) == (None, 1, 1)
