"""Do the fifteen questions of docs/cookbook.md answer what they say, each in one request?

They are asked as they stand on the page, of a country in which every condition of theirs decides
on somebody (`affairs`). Numbers are worked out by hand.
"""

import asyncio
import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from affairs import PAGE, QUESTIONS, SPEAKING, keep, person, plant
from cookbook import Question
from neo4j import AsyncGraphDatabase, Driver

from api import screening
from api.callers import LOCAL
from api.context import Context
from api.cursors import Cursors
from api.schema import schema
from graph import connection
from schema.settings import Settings

Pick = Callable[[Any], Any]
TODAY = date(2025, 6, 1)


@pytest.fixture(scope="module")
def answers(
    server: Settings, _session_driver: Driver, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Any]]:
    """The answer to each question, by name."""
    home = tmp_path_factory.mktemp("cookbook")
    own = server.model_copy(update={"home": home, "workspace": None})
    _session_driver.execute_query("MATCH (n) DETACH DELETE n", database_=server.neo4j_database)
    plant(_session_driver, server)
    keep(own, LOCAL.subject)
    at = connection.address(server)

    async def asked(question: Question) -> Any:
        async with AsyncGraphDatabase.driver(at.uri, auth=(at.user, at.password)) as driver:
            context = Context(driver, server.neo4j_database, Cursors(home / "k"), settings=own)
            result = await schema.execute(
                question.text, variable_values=question.variables, context_value=context
            )
        assert result.errors is None, (question.name, result.errors)
        return result.data

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(screening, "today", lambda: TODAY)
        yield {one.name: asyncio.run(asked(one)) for one in QUESTIONS}


def _board(data: Any) -> Any:
    board = data["advisoryBoard"]
    seats = [
        (
            seat["person"]["name"],
            *((one["papers"], one["trials"]) for one in seat["topics"]),
            seat["ifDeclines"]["person"]["name"],
            round(seat["ifDeclines"]["change"], 6),
        )
        for seat in board["seats"]
    ]
    return board["candidates"], board["uncoveredTopics"], seats


def _growing(data: Any) -> Any:
    return [
        (
            row["name"],
            row["volumeChange"],
            *((one["keys"][0]["value"], one["sum"]) for one in row["volumes"]["groups"]),
        )
        for row in data["people"]["nodes"]
    ]


def _lifecycle(data: Any) -> Any:
    [third] = [one for one in data["lifecycle"]["milestones"] if one["name"] == "phase-3"]
    ahead = [
        one["happensOn"]
        for one in data["lifecycle"]["product"]["milestones"]["nodes"]
        if one["isExpected"]
    ]
    experts = [
        (one["person"]["name"], round(one["score"], 6), one["meeting"], one["daysLate"])
        for one in third["experts"]
    ]
    return third["beginsOn"], ahead, third["missed"], experts


def _neglected(data: Any) -> Any:
    found = data["cadences"]
    counts = {one["standing"]: one["persons"] for one in found["counts"] if one["persons"]}
    names = ("tier", "touches", "fewest", "lastOn", "dueOn", "engagementIds")
    rows = [(one["person"]["name"], *(one[name] for name in names)) for one in found["persons"]]
    return found["asOf"], counts, rows


def _changed(data: Any) -> Any:
    told = [
        (one["name"], one["kind"], one["says"], [each["record"] for each in one["records"]])
        for one in data["alerts"]["alerts"]
    ]
    moves = [
        (one["person"]["name"], one["before"], one["after"], one["cause"])
        for one in data["segmentMoves"]["moves"]
    ]
    return data["alerts"]["totalCount"], told, moves


def _moved_up(data: Any) -> Any:
    return [
        (one["person"]["name"], one["cause"], [each["record"] for each in one["records"]])
        for one in data["segmentMoves"]["moves"]
    ]


def _screened(data: Any) -> Any:
    found = data["screening"]
    unclear = {one["name"]: one["outcome"] for one in found["checks"] if one["outcome"] != "CLEAR"}
    paid = [(one["family"], one["side"], one["usd"]) for one in found["payments"]]
    return found["name"], found["outcome"], unclear, len(found["checks"]), paid


def _visit(data: Any) -> Any:
    pack = data["evidencePack"]
    return (
        [(one["name"], one["recordCount"]) for one in pack["interests"]],
        [(one["trial"]["record"], one["sites"], one["sitesInState"]) for one in pack["trials"]],
        [(one["paper"]["record"], one["topics"]) for one in pack["papers"]],
        (data["lastTouch"]["on"], data["lastTouch"]["channel"]),
    )


def _introduced(data: Any) -> Any:
    return [
        (
            round(one["strength"], 6),
            one["introducer"]["name"],
            [[each["record"] for each in hop["evidence"]] for hop in one["hops"]],
        )
        for one in data["introductions"]
    ]


def _drifting(data: Any) -> Any:
    found = data["rapports"]
    rows = [
        (
            one["person"]["name"],
            one["tier"],
            [(each["indicator"], round(each["chance"], 4)) for each in one["signs"]],
        )
        for one in found["relationships"]
    ]
    return found["total"], {one["tier"]: one["relationships"] for one in found["tiers"]}, rows


def _licences(data: Any) -> Any:
    return [
        (row["name"], [(one["status"], one["expiresOn"]) for one in row["licences"]["nodes"]])
        for row in data["people"]["nodes"]
    ]


def _speakers(data: Any) -> Any:
    return [
        (
            row["name"],
            [(g["keys"][0]["value"], g["count"], g["sum"]) for g in row["payments"]["groups"]],
            [(one["fromOn"], one["patients"]) for one in row["volumes"]["edges"]],
        )
        for row in data["people"]["nodes"]
    ]


def _local(data: Any) -> Any:
    return [
        (row["name"], row["state"], row["influence"], row["papers"]["totalCount"])
        for row in data["people"]["nodes"]
    ]


def _both(data: Any) -> Any:
    return [
        (
            row["name"],
            [
                (one["engagementId"], one["liaisons"]["nodes"][0]["liaisonId"])
                for one in row["engagements"]["nodes"]
            ],
        )
        for row in data["people"]["nodes"]
    ]


def _takes_over(data: Any) -> Any:
    trial = data["trial"]
    named = [edge["node"]["name"] for edge in trial["investigators"]["edges"]]
    at = [
        (
            site["name"],
            [
                (one["name"], one["trials"]["totalCount"], one["papers"]["totalCount"])
                for one in site["people"]["nodes"]
            ],
        )
        for site in trial["sites"]["nodes"]
    ]
    return named, at


EXPECTED: dict[str, tuple[Pick, Any]] = {
    # Ben speaks for Brontek, Dov is of Ohio. Ann and Cleo: (1 + 0.8) / 2 of standing, two states.
    # With Ema for Ann 0.55, -0.35; with Max, of no known standing, for Cleo 0.5, -0.4.
    "Board": (
        _board,
        (
            4,
            [],
            [
                ("Ann Archer", (1, 1), "Ema Elm", -0.35),
                ("Cleo Cove", (1, 0), "Max Moor", -0.4),
            ],
        ),
    ),
    # Ivy grows more and is in print; Kim is an oncologist; Lea's paper is of 2015.
    "GrowingUnpublished": (
        _growing,
        [("Hal Hope", 2.0, ("2023", "50"), ("2024", "100")), ("Lea Lane", 1.6, ("2024", "80"))],
    ),
    # A phase 3 trial weighs 2 of 5, a paper 1. Dov was first met on 1 February, 31 days late; Max
    # not at all, from 1 January to 1 June: 31 + 28 + 31 + 30 + 31 days.
    "BeforePhaseThreeEnds": (
        _lifecycle,
        (
            "2025-01-01",
            ["2026-06-30"],
            2,
            [
                ("Ann Archer", 0.6, "met in time", 0),
                ("Ben Birch", 0.6, "met in time", 0),
                ("Dov Dale", 0.6, "met late", 31),
                ("Max Moor", 0.4, "missed", 151),
                ("Cleo Cove", 0.2, "met in time", 0),
                ("Ema Elm", 0.2, "met in time", 0),
            ],
        ),
    ),
    # Tier 1 asks for three touches a year, one each 121 days; Ema of tier 2 has the two of hers.
    "Neglected": (
        _neglected,
        (
            "2025-05-30",
            {"UNDER": 2, "WITHIN": 1},
            [
                ("Ann Archer", 1, 1, 3, "2024-09-01", "2024-12-31", ["E02"]),
                ("Pia Page", 3, 0, 1, None, None, []),
            ],
        ),
    ),
    # The alert of 20 May is of the week before.
    "ChangedThisWeek": (
        _changed,
        (
            2,
            [
                ("No. 2", "TIER", "the tier changed", ["move 4"]),
                ("No. 1", "PAPER", "2 new papers", ["204", "209"]),
            ],
            [("Ben Birch", 1, 2, "OTHERS")],
        ),
    ),
    # 4 x 300 = 1,200, and Halvora paid 800 before.
    "MayIInvite": (
        _screened,
        ("Ema Elm", "ATTENTION", {"fee": "ATTENTION"}, 11, [("Halvora", "inviting", 800.0)]),
    ),
    # Paper 209 is of 2022, 201 of November; Gil's is of January. 05000003 recruits in New York,
    # 05000004 no longer.
    # Her paper 201 and her trial; 203 and 206 of others are more than two years old.
    "ForTheVisit": (
        _visit,
        (
            [("Heart Failure", 2), ("Lung Diseases", 1), ("Cardiomyopathies", 1)],
            [("NCT05000003", 1, 0)],
            [
                ("202", ["Heart Failure"]),
                ("205", ["Lung Diseases"]),
                ("208", ["Cardiomyopathies"]),
                ("207", ["Cardiomyopathies"]),
            ],
            ("2024-09-01", "visit"),
        ),
    ),
    # 0.6 x 0.4; by Ema it would be 0.9 x 0.8, of a trial that a company leads.
    "IntroducedWithoutIndustry": (
        _introduced,
        [(pytest.approx(0.24), "Ann Archer", [["E02"], ["204"]])],
    ),
    # Eight touches and then none: 2 / 2 ^ 8. Seven in the year before the last, then 257 days:
    # (365 / 622) ^ 7.5. Cleo is in tier 1, Ben in 2, Dov in none any longer.
    "Drifting": (
        _drifting,
        (
            1,
            {1: 1, 2: 1, None: 1},
            [
                (
                    "Ben Birch",
                    2,
                    [("touches", round(2 / 2**8, 4)), ("silence", round((365 / 622) ** 7.5, 4))],
                )
            ],
        ),
    ),
    "MovedUp": (_moved_up, [("Cleo Cove", "RECORDS", ["201"])]),
    # Cleo's ends in 2026; Ema's ends, and she is no speaker of ours; of Dov's no board says.
    "LicencesBeforeEvent": (
        _licences,
        [("Ann Archer", [("active", "2025-08-31")]), ("Dov Dale", [("unknown", None)])],
    ),
    # Cleo had a meal, Dov has 40 patients, Ema spoke for Halvora.
    "CompetitorsSpeakers": (
        _speakers,
        [
            (
                "Ben Birch",
                [("Brontek Devices", 1, "2500.00"), ("Brontek", 1, "500.50")],
                [("2024-01-01", 150)],
            )
        ],
    ),
    # Ann is the first of Massachusetts, and of the country; Opal has one paper, Nia two.
    "LocalLeaders": (_local, [("Nia North", "VT", None, 2)]),
    "MetByBoth": (_both, [("Dov Dale", [("E06", "MSL-02"), ("E05", "MSL-03")])]),
    # Ann leads it; Pia does not work on heart failure, Ben is at another site.
    "WhoCouldTakeOver": (
        _takes_over,
        (["Ann Archer"], [("Harbor Hospital", [("Ema Elm", 0, 1)])]),
    ),
}


def test_the_cookbook_has_fifteen_questions_with_their_answers_here() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert len(QUESTIONS) == 15 == text.count("\n```graphql\n")
    assert [one.name for one in QUESTIONS] == list(EXPECTED)
    assert re.findall(r"^## (\d+)\. ", text, re.M) == [str(at) for at in range(1, 16)]


def test_each_question_of_the_cookbook_says_in_two_lines_how_it_is_read() -> None:
    text = PAGE.read_text(encoding="utf-8")
    read = re.findall(r"^```json\n.*?^```\n\n(.*?)(?=\n\n## |\Z)", text, re.M | re.S)
    assert [len(one.strip().splitlines()) for one in read] == [2] * 15


def test_what_the_country_calls_speaking_is_what_the_cookbook_filters_by() -> None:
    assert "speaker" in SPEAKING and person(1) in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", EXPECTED)
def test_a_question_of_the_cookbook_answers_what_it_says(
    name: str, answers: dict[str, Any]
) -> None:
    pick, expected = EXPECTED[name]
    assert pick(answers[name]) == expected
