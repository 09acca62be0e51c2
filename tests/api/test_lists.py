"""Lists are filtered, ordered, cut and grouped; worked out by hand on seven payments."""

from collections.abc import Callable
from typing import Any

import pytest
from neo4j import Driver

from schema.settings import Settings

Ask = Callable[..., Any]

FIRM = '{company: {node: {name: {eq: "Firm"}}}}'
ADA = '{personId: {eq: "P1"}}'


@pytest.mark.parametrize(
    ("filter", "names"),
    [
        ('{topic: "Heart Failure"}', "Ada Bo"),
        ('{topic: "Diseases"}', "Ada Bo"),
        ('{topic: "Lung Diseases"}', ""),
        ('{papers: {node: {topics: {isMajor: true, node: {within: "Diseases"}}}}}', "Ada Bo"),
        ('{papers: {isFirst: true, node: {publishedOn: {gte: "2024-01-01"}}}}', "Ada"),
        ('{institution: "ror:1"}', "Bo"),
        ('{institution: "ror:2", topic: "Diseases"}', "Bo"),
        ('{institutions: {node: {name: {startsWith: "C"}}}}', "Bo"),
        ("{payments: {count: {gte: 3}}}", "Ada Bo"),
        ("{payments: {count: {eq: 0}}}", "Dee"),
        ('{payments: {node: {nature: {eq: "Food"}}}}', "Ada Bo"),
        ('{payments: {sum: {amountUsd: {gt: "1005"}}}}', "Ada"),
        ('{payments: {sum: {amountUsd: {lt: "10000"}}}}', "Ada Bo Cy"),
        (
            f'{{payments: {{node: {FIRM}, sum: {{amountUsd: {{lte: "130.3"}}}}}}}}',
            "Ada",
        ),
        (
            f'{{payments: {{node: {FIRM}, sum: {{amountUsd: {{lt: "130.3"}}}}}}}}',
            "",
        ),
        ('{payments: {role: {eq: "principal investigator"}}}', "Ada"),
        ("{ties: {strength: {gte: 0.5}}}", "Ada Bo"),
        ('{ties: {node: {ties: {node: {personId: {eq: "P1"}}}}}}', "Ada Cy"),
        (
            f'{{and: [{{ties: {{node: {ADA}}}}}, {{ties: {{node: {{personId: {{eq: "P3"}}}}}}}}]}}',
            "Bo",
        ),
        ('{or: [{state: {eq: "IL"}}, {personId: {eq: "P4"}}]}', "Ada Dee"),
        ("{or: []}", ""),
        ("{and: []}", "Ada Bo Cy Dee"),
        ('{not: {state: {eq: "IL"}}}', "Bo Cy Dee"),
        ('{state: {ne: "IL"}}', "Bo"),
        ("{state: {isNull: true}}", "Cy Dee"),
        ("{state: null}", "Ada Bo Cy Dee"),
        ('{sources: {has: "pubmed"}}', "Ada Bo"),
        ('{sources: {hasAny: ["nppes", "clinical-trials"]}}', "Ada Cy"),
        ("{firstBy: {by: INFLUENCE, first: 2}}", "Ada Bo"),
        ("{firstBy: {by: INFLUENCE, first: 1, filter: {isPhysician: false}}}", "Cy"),
        ("{firstBy: {by: INFLUENCE, first: 1, each: STATE}}", "Ada Bo"),
        ("{firstBy: {by: INFLUENCE, first: 1, each: COMMUNITY}}", "Ada"),
        ('{firstOn: {topic: "Heart Diseases", first: 1}}', "Ada"),
        ('{firstOn: {topic: "Heart Diseases", first: 1, each: STATE}}', "Ada Bo"),
        ('{firstOn: {topic: "Heart Failure", first: 9, filter: {state: {eq: "DE"}}}}', "Bo"),
        ('{firstOn: {topic: "Lung Diseases", first: 9}}', ""),
        ("{influence: {gt: 0.25, lte: 0.5}}", "Bo"),
        ('{name: {contains: "QUILL"}}', "Ada Cy"),
        ('{otherNames: {has: "A. Quill"}}', "Ada"),
        ("{isPhysician: true, trials: {count: {gte: 1}}}", "Bo"),
    ],
)
def test_a_filter_keeps_those_for_whom_it_holds(
    paid: Driver, ask: Ask, filter: str, names: str
) -> None:
    question = f"{{ people(filter: {filter}) {{ totalCount nodes {{ name }} }} }}"
    people = ask(question)["people"]
    assert sorted(one["name"].split()[0] for one in people["nodes"]) == names.split()
    assert people["totalCount"] == len(people["nodes"])


@pytest.mark.parametrize(
    ("filter", "message"),
    [
        ('{topic: "Heart Failur"}', "the nearest are 'Heart Failure'"),
        ("{firstBy: {by: INFLUENCE}}", "needs `by` and `first`"),
        ("{firstBy: {by: INFLUENCE, first: 0}}", "give 1 to 1000"),
        ('{firstOn: {topic: "Heart Failure"}}', "needs `topic` and `first`"),
        ('{firstOn: {topic: "Heart Failur", first: 1}}', "the nearest are 'Heart Failure'"),
        ("{payments: {count: {isNull: true}}}", "never unknown"),
        ("{not: " * 9 + "{}" + "}" * 9, "more than 8"),
    ],
)
def test_a_filter_that_cannot_be_meant_is_refused(
    paid: Driver, refused: Ask, filter: str, message: str
) -> None:
    error = refused(f"{{ people(filter: {filter}) {{ totalCount }} }}")
    assert message in error.message and error.extensions["code"] == "BAD_USER_INPUT"


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("", "a b c d e f g"),
        (", orderBy: {field: AMOUNT_USD}", "g c b a f d e"),
        (", orderBy: {field: AMOUNT_USD, direction: ASC}", "d f a b c g e"),
        (", orderBy: [{field: NATURE, direction: ASC}, {field: PAID_ON}]", "d b a e c g f"),
        (', filter: {nature: {eq: "Food"}}, orderBy: {field: PAID_ON}', "d b a"),
    ],
)
@pytest.mark.parametrize("size", [1, 3, 100])
def test_pages_give_each_row_once_either_way_round(
    paid: Driver, ask: Ask, order: str, ids: str, size: int
) -> None:
    def walked(size_name: str, cursor_name: str, end: str, more: str) -> list[str]:
        rows: list[str] = []
        cursor = None
        while True:
            page = ask(
                "query ($n: Int, $c: String) { "
                f"payments({size_name}: $n, {cursor_name}: $c{order})"
                " { nodes { paymentId } pageInfo { startCursor endCursor hasNextPage"
                " hasPreviousPage } } }",
                n=size,
                c=cursor,
            )["payments"]
            some = [node["paymentId"] for node in page["nodes"]]
            rows = rows + some if size_name == "first" else some + rows
            cursor = page["pageInfo"][end]
            if not page["pageInfo"][more]:
                return rows

    assert walked("first", "after", "endCursor", "hasNextPage") == ids.split()
    assert walked("last", "before", "startCursor", "hasPreviousPage") == ids.split()


def test_two_edges_of_one_pair_are_two_rows_of_a_list_and_one_of_a_sum(
    paid: Driver, ask: Ask
) -> None:
    one = ask("""{ person(id: "P1") { receivedUsd payments(first: 2) {
      totalCount edges { role node { paymentId amountUsd } }
      groups(by: [COMPANY, PAID_ON_YEAR]) { count sum(of: AMOUNT_USD) median(of: AMOUNT_USD)
        earliest(of: PAID_ON) latest(of: PAID_ON)
        keys { by value id } nodes(first: 1) { paymentId } }
      groupCount(by: [COMPANY]) } } }""")["person"]
    assert one["receivedUsd"] == "1130.30"
    assert one["payments"]["totalCount"] == 5
    assert one["payments"]["edges"] == [
        {"role": "recipient", "node": {"paymentId": "g", "amountUsd": "1000.00"}},
        {"role": "principal investigator", "node": {"paymentId": "c", "amountUsd": "100.00"}},
    ]
    assert one["payments"]["groupCount"] == 2
    assert one["payments"]["groups"] == [
        {
            "count": 2,
            "sum": "30.30",
            "median": "15.15",
            "earliest": "2023-02-01",
            "latest": "2023-05-01",
            "keys": [
                {"by": "COMPANY", "value": "Firm", "id": "Company:firm"},
                {"by": "PAID_ON_YEAR", "value": "2023", "id": None},
            ],
            "nodes": [{"paymentId": "b"}],
        },
        {
            "count": 1,
            "sum": "100.00",
            "median": "100.00",
            "earliest": "2024-01-01",
            "latest": "2024-01-01",
            "keys": [
                {"by": "COMPANY", "value": "Firm", "id": "Company:firm"},
                {"by": "PAID_ON_YEAR", "value": "2024", "id": None},
            ],
            "nodes": [{"paymentId": "c"}],
        },
        {
            "count": 1,
            "sum": "1000.00",
            "median": "1000.00",
            "earliest": "2024-12-31",
            "latest": "2024-12-31",
            "keys": [
                {"by": "COMPANY", "value": "Mill", "id": "Company:mill"},
                {"by": "PAID_ON_YEAR", "value": "2024", "id": None},
            ],
            "nodes": [{"paymentId": "g"}],
        },
    ]


def test_groups_of_a_whole_list_come_by_count_or_by_sum(paid: Driver, ask: Ask) -> None:
    groups = ask("""{ payments {
      byNature: groups(by: [NATURE]) { keys { value } count sum(of: AMOUNT_USD) }
      bySum: groups(by: [PRODUCTS], orderBySum: AMOUNT_USD, first: 2) { keys { value } count }
    } }""")["payments"]
    rows = [(g["keys"][0]["value"], g["count"], g["sum"]) for g in groups["byNature"]]
    assert rows == [
        ("Food", 3, "35.30"),
        ("Speaking", 2, "100.00"),
        (None, 1, "7.00"),
        ("Travel", 1, "1000.00"),
    ]
    assert [(g["keys"][0]["value"], g["count"]) for g in groups["bySum"]] == [
        (None, 5),
        ("Oakol", 2),
    ]


def test_things_come_by_global_id_in_the_order_asked(paid: Driver, ask: Ask) -> None:
    ids = ["Topic:Heart Failure", "Person:P9", "Community:0", "Person:P2", "Topic:Diseases"]
    question = """query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id
      ... on Topic { narrower { nodes { name } } } ... on Community { size } } }"""
    rows = ask(question, ids=ids)["nodes"]
    assert rows == [
        {"__typename": "Topic", "id": ids[0], "narrower": {"nodes": []}},
        None,
        {"__typename": "Community", "id": ids[2], "size": 3},
        {"__typename": "Person", "id": ids[3]},
        {
            "__typename": "Topic",
            "id": ids[4],
            "narrower": {"nodes": [{"name": "Heart Diseases"}, {"name": "Lung Diseases"}]},
        },
    ]
    assert ask(question, ids=[]) == {"nodes": []}


def test_every_row_names_its_sources_with_terms_and_freshness(
    paid: Driver, ask: Ask, server: Settings
) -> None:
    paid.execute_query(
        "CREATE (:Source {name: 'open-payments', title: 'Open Payments', publisher: 'CMS', "
        "terms: 'public domain', address: 'https://openpaymentsdata.cms.gov', files: 1, "
        "records: 7, rejects: 0, persons: 3, loadedAt: datetime('2026-03-01T12:30:00Z')})",
        database_=server.neo4j_database,
    )
    row = ask(
        """{ node(id: "Payment:a") { ... on Payment {
          sources { name licence snapshotOn record } } } }"""
    )
    assert row["node"]["sources"] == [
        {
            "name": "open-payments",
            "licence": "public domain",
            "snapshotOn": "2026-03-01",
            "record": "a",
        }
    ]
