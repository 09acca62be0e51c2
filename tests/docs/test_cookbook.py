"""Do the twenty questions of docs/api.md answer what they say, each in one request?

They are asked as they stand on the page, of a country in which every condition of theirs decides
on somebody (`cookbook`).
"""

import asyncio
import re
from collections import OrderedDict
from collections.abc import Callable
from datetime import date
from typing import Any, NamedTuple

import pytest
from cookbook import PAGE, QUESTIONS, Question, person, plant
from neo4j import AsyncGraphDatabase, Driver

from api.context import Context
from api.cursors import Cursors
from api.schema import schema
from graph import connection
from schema.settings import Settings

# What Python computes is no pattern of the graph.
COMPUTED = {"Introductions", "InfluenceOpened", "PlanAndReach"}


class Answer(NamedTuple):
    """What came of a question, and whether one statement answered it."""

    data: Any
    is_planned: bool


@pytest.fixture(scope="module")
def answers(
    server: Settings, _session_driver: Driver, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Answer]:
    """The answer to each question, by name."""
    at, key = connection.address(server), tmp_path_factory.mktemp("keys") / "cursor.key"
    _session_driver.execute_query("MATCH (n) DETACH DELETE n", database_=server.neo4j_database)
    plant(_session_driver, server)

    async def asked(question: Question) -> Answer:
        plans = OrderedDict[Any, Any]()
        async with AsyncGraphDatabase.driver(at.uri, auth=(at.user, at.password)) as driver:
            context = Context(driver, server.neo4j_database, Cursors(key), plans=plans)
            result = await schema.execute(
                question.text, variable_values=question.variables, context_value=context
            )
        assert result.errors is None, result.errors
        return Answer(result.data, any(plans.values()))

    return {one.name: asyncio.run(asked(one)) for one in QUESTIONS}


Pick = Callable[[Any], Any]


def _nodes(root: str, *names: str) -> Pick:
    """The fields of the nodes of a root list."""
    return lambda data: [tuple(row[name] for name in names) for row in data[root]["nodes"]]


def _groups(groups: Any, *names: str) -> list[Any]:
    """The keys of groups, their counts, and other numbers of theirs."""
    return [
        (*(key["value"] for key in each["keys"]), each["count"], *(each[name] for name in names))
        for each in groups
    ]


def _board(data: Any) -> Any:
    return [
        (row["personId"], row["npi"], _groups(row["payments"]["groups"], "sum"))
        for row in data["people"]["nodes"]
    ], data["people"]["totalCount"]


def _by_company_and_year(data: Any) -> Any:
    return data["person"]["receivedUsd"], _groups(
        data["person"]["payments"]["groups"], "sum", "most", "latest"
    )


def _joint(data: Any) -> Any:
    return [
        (row["name"], row["papers"]["totalCount"], [one["pmid"] for one in row["papers"]["nodes"]])
        for row in data["people"]["nodes"]
    ]


def _volumes(data: Any) -> Any:
    return [
        (
            row["name"],
            row["volumeChange"],
            *tuple((one["keys"][0]["value"], one["sum"]) for one in row["volumes"]["groups"]),
        )
        for row in data["people"]["nodes"]
    ]


def _both(data: Any) -> Any:
    return [
        (row["name"], row["withOne"]["nodes"], row["withOther"]["nodes"])
        for row in data["people"]["nodes"]
    ]


def _institutions(data: Any) -> Any:
    groups = data["emerging"]["groups"]
    return [(*row, [n["name"] for n in each["nodes"]])
            for row, each in zip(_groups(groups), groups, strict=True)]  # fmt: skip


def _trials(data: Any) -> Any:
    return [
        (
            row["nctId"],
            row["sites"]["nodes"][0]["name"],
            *tuple(edge["node"]["name"] for edge in row["investigators"]["edges"]),
        )
        for row in data["trials"]["nodes"]
    ]


def _ties(data: Any) -> Any:
    return [(edge["node"]["name"], edge["strength"]) for edge in data["person"]["ties"]["edges"]]


def _doubtful(data: Any) -> Any:
    """The least certain record of each."""
    rows = []
    for row in data["people"]["nodes"]:
        edges = [*row["papers"]["edges"], *row["trials"]["edges"]]
        least = min(edges, key=lambda edge: float(edge["identityScore"]))
        rows.append((row["name"], least["identityScore"], *least["node"].values()))
    return rows


def _named(data: Any) -> Any:
    return [
        (edge["node"]["personId"], edge["grade"], edge["reason"])
        for edge in data["people"]["edges"]
    ]


def _introduced(data: Any) -> Any:
    return [
        (
            round(one["strength"], 6),
            one["introducer"]["name"],
            one["weakest"],
            *tuple(
                (hop["to"]["name"], *(record["record"] for record in hop["evidence"]))
                for hop in one["hops"]
            ),
        )
        for one in data["introductions"]
    ]


def _opened(data: Any) -> Any:
    (scored,) = [one for one in data["influence"]["dimensions"] if one["isCovered"]]
    (papers,) = scored["contributions"]
    return (
        round(scored["score"], 6),
        (scored["rankLow"], scored["rank"], scored["rankHigh"]),
        [(row["record"], round(row["contribution"], 6)) for row in papers["records"]["nodes"]],
    )


def _aged(day: str, authors: int) -> float:
    """What a paper adds: a share of the highest sum, 2, halved with every five years."""
    years = (date(2025, 12, 31) - date.fromisoformat(day)).days / 365.25
    return round(0.5 ** (years / 5) / authors / 2, 6)


def _planned(data: Any) -> Any:
    asks = [
        (
            one["introduction"]["to"]["name"],
            one["introduction"]["introducer"]["name"],
            round(one["gain"], 6),
        )
        for one in data["nextIntroductions"]
    ]
    reach = data["reach"]
    return asks, (reach["personsWithout"], reach["cutOff"], reach["lost"][0]["person"]["name"])


def _products(data: Any) -> Any:
    return data["payments"]["totalCount"], _groups(data["payments"]["groups"], "sum")


def _grants(data: Any) -> Any:
    return [
        (*row, [(one["pmid"], one["bylines"]["nodes"][0]["name"]) for one in group["nodes"]])
        for group in data["papers"]["groups"]
        for row in _groups([group], "earliest")
    ]


def _facets(data: Any) -> Any:
    people = data["people"]
    return (
        people["totalCount"],
        _groups(people["states"]),
        _groups(people["specialties"]),
        people["both"],
    )


def _held(data: Any) -> Any:
    found = [node and node.get("name", node.get("title")) for node in data["nodes"]]
    silent = [source["name"] for source in data["sources"] if source["files"] == 0]
    return found, data["nodes"][2]["sources"], silent


def _below(data: Any) -> Any:
    return [
        (
            row["name"],
            row["papers"]["totalCount"],
            row["trials"]["totalCount"],
            *tuple(edge["node"]["nctId"] for edge in row["trials"]["edges"]),
        )
        for row in data["topic"]["narrower"]["nodes"]
    ]


PHARMA, BIOLOGICS, BRONTEK = (
    "Halvora Pharmaceuticals, Inc.",
    "Halvora Biologics LLC",
    "Brontek Biologics LLC",
)
UNIVERSITY, CLINIC = "Rosemont State University", "Rosemont Heart Clinic"
FEE = "Consulting Fee"
LICENCE = "Say where it is from."
EXPECTED: dict[str, tuple[Pick, Any]] = {
    # 4,000 + 5,500.50 < 10,000; Bo has 12,000, and of the others each lacks one thing.
    "BoardCandidates": (
        _board,
        ([(person(1), "1999000001", [(BIOLOGICS, 1, "5500.50"), (PHARMA, 1, "4000.00")])], 1),
    ),
    # 120.25 + 60.10 = 180.35; 4,000 + 5,500.50 + 180.35 = 9,680.85
    "PaymentsByCompanyAndYear": (
        _by_company_and_year,
        (
            "9680.85",
            [
                (BIOLOGICS, "2024", 1, "5500.50", "5500.50", "2024-02-01"),
                (PHARMA, "2023", 1, "4000.00", "4000.00", "2023-05-01"),
                (BRONTEK, "2024", 2, "180.35", "120.25", "2024-07-07"),
            ],
        ),
    ),
    # Bo by a part of the university; Cy is elsewhere, Dee and Gus signed nothing with Ada.
    "CoAuthorsAtInstitution": (_joint, [("Bo Marsh", 1, ["101"]), ("Eve Stone", 1, ["105"])]),
    # Ada, Bo and Cy, and seventeen whom nobody pays; Eve is the twenty-first. 4,000 + 12,000 + 50
    "PayersOfConnectors": (
        lambda data: _groups(data["payments"]["groups"], "sum"),
        [(PHARMA, 3, "16050.00"), (BIOLOGICS, 1, "5500.50"), (BRONTEK, 2, "180.35")],
    ),
    "VolumeGains": (
        _volumes,
        [
            ("Fay Lund", 3.0),
            ("Cy Quill", 2.5, ("2024", "40"), ("2025", "100")),
            ("Eve Stone", 1.8),
        ],
    ),
    "PublishedWithBoth": (
        _both,
        [
            ("Cy Quill", [{"pmid": "101"}], [{"pmid": "101"}]),
            ("Eve Stone", [{"pmid": "105"}], [{"pmid": "102"}]),
        ],
    ),
    # Gus, of the university, is visible already.
    "InstitutionsOfRisingExperts": (
        _institutions,
        [("Hartwell Medical Center", 2, ["Ivy Frost", "Cy Quill"]), (UNIVERSITY, 1, ["Eve Stone"])],
    ),
    # 9006 is elsewhere, 9007 has ended, 9008 has Bo.
    "TrialsWithoutInvestigator": (
        _trials,
        [("NCT00009004", UNIVERSITY), ("NCT00009005", CLINIC, "Fay Lund")],
    ),
    # With Bo there are three papers, with Eve a trial as well.
    "TiesOnOnePaper": (_ties, [("Ivy Frost", 0.4), ("Cy Quill", 0.2)]),
    # Hal's paper is doubtful, too, but Hal has no influence.
    "DoubtfulIdentities": (
        _doubtful,
        [("Ada Quill", 0.55, "105"), ("Bo Marsh", 0.7, "NCT00009002")],
    ),
    "FindPerson": (_named, [(person(1), 2, "family name and initials agree")]),
    # 0.9 x 0.4
    "Introductions": (
        _introduced,
        [(0.36, "Ada Quill", 2, ("Ada Quill", "E1"), ("Ivy Frost", "104"))],
    ),
    "InfluenceOpened": (
        _opened,
        (
            pytest.approx(
                _aged("2024-05-05", 2) + _aged("2025-01-20", 3) + _aged("2024-03-01", 3), abs=2e-6
            ),
            (1, 1, 2),
            [
                ("104", _aged("2024-05-05", 2)),
                ("105", _aged("2025-01-20", 3)),
                ("101", _aged("2024-03-01", 3)),
            ],
        ),
    ),
    "Emerging": (
        _nodes("emerging", "name", "emerging", "emergingReasons"),
        [("Eve Stone", 0.9, ["papers +100 %"]), ("Cy Quill", 0.5, None)],
    ),
    # 0.9 x 0.4; then 0.9 x 0.5 x 0.6; then 0.9 x 0.2, where Bo failed: x (1 - 0.27)
    "PlanAndReach": (
        _planned,
        (
            [
                ("Ivy Frost", "Ada Quill", 0.36),
                ("Cy Quill", "Bo Marsh", 0.27),
                ("Cy Quill", "Ada Quill", 0.1314),
            ],
            (0, 4, "Bo Marsh"),
        ),
    ),
    # 5,500.50 + 12,000; 60.10 + 50 + 20 + 30 + 100 + 100 + 40. Ada's 4,000 are of 2023, Dee's 10 of
    # another specialty.
    "ProductsPaidFor": (
        _products,
        (
            10,
            [
                ("ORVELORA", FEE, 2, "17500.50"),
                (None, FEE, 7, "400.10"),
                ("TANDRIXEN", FEE, 1, "120.25"),
            ],
        ),
    ),
    "GrantsBehindTopic": (
        _grants,
        [
            ("G1", 2, "2024-03-01", [("101", "Ada Quill"), ("102", "Bo Marsh")]),
            ("G2", 2, "2021-01-10", [("103", "Gus Hale"), ("105", "Eve Stone")]),
        ],
    ),
    # All but Ivy; Fay in Ohio, Dee an oncologist of Pennsylvania.
    "Facets": (
        _facets,
        (8, [("PA", 7), ("OH", 1)], [("Cardiology Provider", 7), ("Oncology Provider", 1)], 3),
    ),
    "WhatIsHeld": (
        _held,
        (
            ["Ada Quill", BIOLOGICS, "Heart failure at home", None],
            [{"name": "pubmed", "licence": LICENCE, "record": "101"}],
            ["leie"],
        ),
    ),
    # Papers 102, 103, 105 and 106; 101 is of a topic further below. Four trials recruit, and three
    # are listed.
    "BelowTopic": (
        _below,
        [
            ("Heart Arrest", 0, 0),
            ("Heart Failure", 4, 4, "NCT00009004", "NCT00009005", "NCT00009006"),
        ],
    ),
}


def test_the_page_has_twenty_questions_with_their_answers_here() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert len(QUESTIONS) == 20 == text.count("\n```graphql\n")
    assert [one.name for one in QUESTIONS] == list(EXPECTED)
    assert re.findall(r"^## (\d+)\. ", text, re.M) == [str(at) for at in range(1, 21)]


@pytest.mark.parametrize("name", EXPECTED)
def test_a_question_answers_what_the_page_says(name: str, answers: dict[str, Answer]) -> None:
    pick, expected = EXPECTED[name]
    assert pick(answers[name].data) == expected


@pytest.mark.parametrize("name", EXPECTED)
def test_a_question_is_one_statement_unless_it_is_computed(
    name: str, answers: dict[str, Answer]
) -> None:
    assert answers[name].is_planned == (name not in COMPUTED)
