"""Rankings within a scope, on a graph published and computed by the real server."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import pytest
from neo4j import AsyncGraphDatabase, Driver
from pydantic import SecretStr

from algorithms import running
from algorithms.introductions import tie_index
from algorithms.network import ranking
from api.app import context_of
from api.callers import Caller, Role
from api.schema import schema
from graph import connection, publishing
from graph.scopes import scope_of
from schema.nodes import Paper, Person, Topic, Trial
from schema.relationships import ABOUT, AUTHORED, BROADER, CITES, CONNECTED_TO, INVESTIGATES
from schema.settings import Settings

Ask = Callable[..., Any]
UNTIL, EARLIER = date(2024, 12, 31), date(2019, 12, 31)
HALF = 0.5 ** ((UNTIL - EARLIER).days / 365.25 / 5)
CARDIOLOGY = "Cardiology, early stage"
RANK = """
query ($by: RankBy!, $scope: ScopeInput, $weights: [IndicatorWeightInput!],
    $dimensions: [DimensionWeightInput!], $first: Int, $after: String, $last: Int,
    $before: String) {
  rank(by: $by, scope: $scope, weights: $weights, dimensions: $dimensions, first: $first,
      after: $after, last: $last, before: $before) {
    totalCount until uncovered run pageInfo { hasNextPage hasPreviousPage endCursor startCursor }
    nodes { name }
    edges { rank score rankLow rankHigh reasons node { personId specialty }
      dimensions { name score rank ranked
        contributions { name weight total highest contribution
          records { totalCount nodes { record contribution } } } } } } }"""


def _rows() -> dict[Any, list[dict[str, Any]]]:
    """p00 to p21 are cardiologists, p22 to p43 others; p00 signs 6 papers alone, p01 5, and so on
    down to p05 with 1, likewise p22 to p27; the rest sign one large paper together. p01's first
    paper is of 2019 and on heart valves, as is p22's; p00 is in a trial; ties p00 - p01 - p22."""
    persons = [
        {
            "person_id": f"p{at:02}",
            "name": f"Dr {at:02}",
            "specialty": "Cardiology" if at < 22 else "Oncology",
            "state": "TX" if at % 2 else "NY",
            "first_paper_on": EARLIER,
        }
        for at in range(44)
    ]
    papers, signed = [], []
    for at in (*range(6), *range(22, 28)):
        for paper in range(6 - at % 22):
            pmid = f"{at:02}-{paper}"
            is_first = paper == 0 and at in (1, 22)
            on = EARLIER if is_first else UNTIL
            papers.append({"pmid": pmid, "published_on": on, "authors": 1, "version": 1})
            signed.append(_signed(f"p{at:02}", pmid, 1))
    papers.append({"pmid": "all", "published_on": UNTIL, "authors": 32, "version": 1})
    signed += [
        _signed(row["person_id"], "all", 2) for row in persons if int(row["name"][3:]) % 22 > 5
    ]
    return {
        Person: persons,
        Paper: papers,
        AUTHORED: signed,
        CITES: [{"start": "22-1", "end": "01-0"}],
        Topic: [{"name": "Heart Valves"}, {"name": "Heart"}],
        BROADER: [{"start": "Heart Valves", "end": "Heart"}],
        ABOUT: [
            {"start": pmid, "end": "Heart Valves", "is_major": True} for pmid in ("01-0", "22-0")
        ],
        Trial: [{"nct_id": "NCT1", "started_on": UNTIL}],
        INVESTIGATES: [{"start": "p00", "end": "NCT1", "role": "SITE", "identity_score": 1.0}],
        CONNECTED_TO: [
            {"start": a, "end": b, "strength": 0.5, "paper_strength": 0.5, "papers": 1, "trials": 0}
            | {"paper_weight": 1.0, "trial_weight": 0.0}
            for a, b in (("p00", "p01"), ("p01", "p22"))
        ],
    }  # fmt: skip


def _signed(person: str, pmid: str, position: int) -> dict[str, Any]:
    row = {"start": person, "end": pmid, "position": position, "is_first": position == 1}
    return {**row, "is_last": False, "identity_score": 0.9}


@pytest.fixture(scope="module")
def own(
    server: Settings,
    _session_driver: Driver,
    draw_by_hand: Callable[..., Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Settings]:
    """Settings of a home whose graph was refreshed from the rows."""
    at, home = connection.address(server), tmp_path_factory.mktemp("home")
    own = server.model_copy(
        update={"neo4j_uri": at.uri, "neo4j_password": SecretStr(at.password), "home": home}
    )
    _session_driver.execute_query("MATCH (n) DETACH DELETE n", database_=own.neo4j_database)
    publishing.publish(own, draw_by_hand(home / "drawn", _rows()))
    running.run(own, until=UNTIL)
    (home / "refreshed").write_text("first")
    yield own


@pytest.fixture(scope="module")
def ask(own: Settings) -> Ask:
    """A function that asks the refreshed graph and gives the data, or the one error."""
    at = connection.address(own)

    def run(query: str = RANK, caller: Caller | None = None, **variables: Any) -> Any:
        async def asked() -> Any:
            async with AsyncGraphDatabase.driver(at.uri, auth=(at.user, at.password)) as driver:
                context = context_of(own, driver)
                context.caller = caller or context.caller
                found = await schema.execute(
                    query, variable_values=variables, context_value=context
                )
                return found.errors[0] if found.errors else found.data

        return asyncio.run(asked())

    return run


def _order(found: Any) -> list[tuple[int, str, float]]:
    return [
        (edge["rank"], edge["node"]["personId"], edge["score"]) for edge in found["rank"]["edges"]
    ]


def test_a_score_is_the_share_of_the_scopes_highest(ask: Ask) -> None:
    weights = [{"dimension": "scientific", "indicator": "citations", "weight": 0.0}]
    found = ask(by="SCIENTIFIC", scope={"specialties": ["Cardiology"]}, weights=weights, first=3)
    # Papers alone count: p00 has 6, p01 4 and one halved by five years, p02 4.
    expected = [(1, "p00", 1.0), (2, "p01", (4 + HALF) / 6), (3, "p02", 4 / 6)]
    assert _order(found) == [(r, p, pytest.approx(s, abs=1e-9)) for r, p, s in expected]
    assert found["rank"]["totalCount"] == 22 and found["rank"]["until"] == "2024-12-31"
    everyone = ask(by="SCIENTIFIC", weights=weights, first=3)
    assert [place for place, *_ in _order(everyone)] == [1, 2, 3]
    assert everyone["rank"]["totalCount"] == 44


def test_contributions_sum_to_the_score_record_by_record(ask: Ask) -> None:
    found = ask(by="ALL_DIMENSIONS", scope={"specialties": ["Cardiology"]}, first=2,
                dimensions=[{"dimension": "clinical", "weight": 3.0}])  # fmt: skip
    first = found["rank"]["edges"][0]
    # p00: all papers but no citation of .7 weighed (senior papers have no record), the one trial,
    # and two thirds of p01's PageRank or so; of nobody's digital and industry records.
    parts = {part["name"]: part["score"] for part in first["dimensions"]}
    assert parts["digital"] is None and parts["cross_industry"] is None
    assert first["score"] == pytest.approx(
        (parts["scientific"] + 3 * parts["clinical"] + parts["network"]) / 5, abs=1e-9
    )
    for part in first["dimensions"]:
        leaves = [
            row["contribution"] for one in part["contributions"] for row in one["records"]["nodes"]
        ]
        assert sum(leaves) == pytest.approx(part["score"] or 0, abs=1e-9)
    assert first["reasons"][0] == "clinical, trials: 1 of at most 1 in the scope, adds 1.000"


def test_a_cohort_is_ranked_as_the_refresh_ranked_it(ask: Ask) -> None:
    found = ask(by="SCIENTIFIC", scope={"cohort": CARDIOLOGY}, first=5)
    shown = "dimensions { name rank rankLow rankHigh score }"
    question = f"query ($p: String!) {{ influence(person: $p) {{ {shown} }} }}"
    for edge in found["rank"]["edges"]:
        alone = ask(question, p=edge["node"]["personId"])["influence"]["dimensions"][0]
        assert alone["name"] == "scientific"
        for name in ("rank", "rankLow", "rankHigh"):
            assert alone[name] == edge[name] is not None
        assert alone["score"] == pytest.approx(edge["score"], abs=1e-9)
    # With weights of one's own nothing is resampled.
    weights = [{"dimension": "scientific", "indicator": "papers", "weight": 9.0}]
    own = ask(by="SCIENTIFIC", scope={"cohort": CARDIOLOGY}, weights=weights, first=1)
    assert own["rank"]["edges"][0]["rankLow"] is None


def test_a_topic_and_a_day_count_the_records_anew(ask: Ask) -> None:
    found = ask(by="SCIENTIFIC", scope={"topic": "Heart"})
    # p01 and p22 have one paper each, of one age; p01's is cited.
    assert [person for _, person, _ in _order(found)] == ["p01", "p22"]
    assert "network: page_rank" in found["rank"]["uncovered"]
    past = ask(by="SCIENTIFIC", scope={"asOf": "2020-01-01"})
    assert {person for _, person, _ in _order(past)} == {"p01", "p22"}
    assert past["rank"]["until"] == "2020-01-01"
    assert ask(by="CLINICAL", scope={"asOf": "2020-01-01"})["rank"]["totalCount"] == 0
    assert ask(by="NETWORK", scope={"asOf": "2020-01-01"})["rank"]["totalCount"] == 0
    question = """
        query { influence(person: "p01", asOf: "2020-01-01") { until
          dimensions { name score rank } } }"""
    alone = ask(question)["influence"]
    (scientific,) = [one for one in alone["dimensions"] if one["name"] == "scientific"]
    # Papers weigh .3 of the .7 that is covered today; of citations there was none yet.
    assert scientific == {"name": "scientific", "score": pytest.approx(0.3 / 0.7), "rank": 1}


def test_a_stage_and_a_filter_narrow_the_scope(ask: Ask) -> None:
    early = ask(by="SCIENTIFIC", scope={"stage": "EARLY", "states": ["NY"]})
    assert early["rank"]["totalCount"] == 22
    assert ask(by="SCIENTIFIC", scope={"stage": "LATE"})["rank"]["totalCount"] == 0
    filter = {"or": [{"personId": {"eq": "p02"}}, {"trials": {"count": {"gte": 1}}}]}
    found = ask(by="SCIENTIFIC", scope={"filter": filter, "specialties": ["Cardiology"]})
    assert [person for _, person, _ in _order(found)] == ["p00", "p02"]


def test_pages_forth_and_back_hold_everyone_once(ask: Ask) -> None:
    whole = [person for _, person, _ in _order(ask(by="SCIENTIFIC", first=100))]
    assert len(set(whole)) == 44
    for size in (1, 7, 100):
        forth, cursor = list[str](), None
        while True:
            page = ask(by="SCIENTIFIC", first=size, after=cursor)
            forth += [person for _, person, _ in _order(page)]
            cursor = page["rank"]["pageInfo"]["endCursor"]
            if not page["rank"]["pageInfo"]["hasNextPage"]:
                break
        assert forth == whole
    last = ask(by="SCIENTIFIC", last=3)
    assert [person for _, person, _ in _order(last)] == whole[-3:]
    start = last["rank"]["pageInfo"]["startCursor"]
    before = ask(by="SCIENTIFIC", last=3, before=start)
    assert [person for _, person, _ in _order(before)] == whole[-6:-3]


def test_numbers_on_ties_are_those_of_the_command_line(ask: Ask, own: Settings) -> None:
    run = ranking.run(own, scope_of(["paper"], None, None, None, None))
    for by, constant in (("betweenness", "BETWEENNESS"), ("influence", "INFLUENCE")):
        found = ask(by=constant, scope={"kinds": ["PAPER"]})
        rows = ranking.rows(run, by, 20)
        assert [(p, s) for _, p, s in _order(found)] == [(r["personId"], r[by]) for r in rows]
        assert found["rank"]["run"] == run.run
    assert found["rank"]["edges"][0]["reasons"] == rows[0]["influenceReasons"]


def test_a_liaison_ranks_the_own_territory_alone(ask: Ask) -> None:
    texan = Caller("u-7", Role.LIAISON, frozenset({"TX"}))
    found = ask(by="SCIENTIFIC", caller=texan, first=100)
    assert found["rank"]["totalCount"] == 22
    assert {int(node["name"][3:]) % 2 for node in found["rank"]["nodes"]} == {1}
    assert ask(by="CONNECTOR", caller=texan).extensions["code"] == "FORBIDDEN"
    assert ask(by="SCIENTIFIC", caller=Caller("u-8", Role.VIEWER)).extensions["code"] == "FORBIDDEN"


@pytest.mark.parametrize(
    ("variables", "words"),
    [
        ({"scope": {"topic": "Hart"}}, "the nearest are 'Heart'"),
        ({"scope": {"specialties": ["Cardiologie"]}}, "the nearest are 'Cardiology'"),
        ({"scope": {"specialties": []}}, "`specialties` has 0 values"),
        ({"scope": {"states": ["TX"] * 101}}, "`states` has 101 values"),
        ({"scope": {"asOf": "0001-01-01"}}, "give a year of 1900 to 2199"),
        ({"scope": {"asOf": "9999-12-31"}}, "give a year of 1900 to 2199"),
        ({"first": -1}, "`first` is -1; give 0 to 100"),
        ({"first": 101}, "give 0 to 100"),
        ({"first": 1, "last": 1}, "not both"),
        ({"after": "²"}, "is no cursor of this list"),
        ({"weights": [{"dimension": "clinical", "indicator": "trials", "weight": 1e308}]}, "0 to"),
        ({"weights": [{"dimension": "moon", "indicator": "x" * 9999, "weight": 1}]}, "there is no"),
        ({"dimensions": [{"dimension": "clinical", "weight": 1}]}, "goes with ALL_DIMENSIONS"),
        ({"by": "ALL_DIMENSIONS", "dimensions": [{"dimension": "moon", "weight": 1}]}, "'moon'"),
        ({"by": "CONNECTOR", "scope": {"stage": "EARLY"}}, "not cut by `stage`"),
        ({"by": "CONNECTOR", "scope": {"kinds": ["PAYMENT"]}}, "paper and trial"),
        ({"by": "CONNECTOR", "scope": {"states": ["NY", "TX"]}}, "take one"),
    ],
)  # fmt: skip
def test_what_cannot_be_ranked_says_so(ask: Ask, variables: dict[str, Any], words: str) -> None:
    error = ask(**{"by": "SCIENTIFIC", **variables})
    assert error.extensions["code"] == "BAD_USER_INPUT" and words in error.message


def test_a_cohort_develops_and_a_person_beside_it(ask: Ask) -> None:
    question = """query ($scope: ScopeInput, $person: String) {
      trend(scope: $scope, person: $person) { until persons cohort
      lines { name medianChange ownChange
        quarters { fromOn toOn median upperDecile own persons } } } }"""
    found = ask(question, scope={"specialties": ["Cardiology"]}, person="p00")["trend"]
    assert (found["until"], found["persons"], found["cohort"]) == ("2024-12-31", 22, None)
    publications, volume, _ = found["lines"]
    assert len(publications["quarters"]) == 12
    # In the last quarter: p00 6 papers, p01 and p02 4, p03 3, p04 2, the others 1. At 0.9 of the
    # way from the first to the 22nd, place 18.9, lies 3 + 0.9 x (4 - 3).
    assert publications["quarters"][-1] == {
        "fromOn": "2024-10-01",
        "toOn": "2024-12-31",
        "median": 1.0,
        "upperDecile": pytest.approx(3.9),
        "own": 6.0,
        "persons": 22,
    }
    assert [one["median"] for one in publications["quarters"][:-1]] == [0.0] * 11
    assert publications["medianChange"] is None
    # No source of volumes is loaded: a gap, not zero.
    assert {(one["median"], one["persons"]) for one in volume["quarters"]} == {(None, 0)}
    own = ask(question, person="p00")["trend"]
    assert (own["cohort"], own["persons"]) == (CARDIOLOGY, 22)
    assert "no person has the id" in ask(question, person="p99").message
    assert "leave out `topic`" in ask(question, scope={"topic": "Heart"}).message
    texan = Caller("u-7", Role.LIAISON, frozenset({"TX"}))
    assert ask(question, person="p00", caller=texan).extensions["code"] == "FORBIDDEN"
    assert ask(question, person="p01", caller=texan)["trend"]["persons"] == 11


def test_ties_are_told_of_a_past_day(ask: Ask, own: Settings) -> None:
    (own.home / "ties" / tie_index.version("first")).mkdir(parents=True, exist_ok=True)
    question = """query ($person: String = "p06", $day: Date!, $filter: PersonFilter, $first: Int) {
      tiesOn(person: $person, asOf: $day, filter: $filter, first: $first) { totalCount
        edges { strength kinds lastOn node { personId } } } }"""
    found = ask(question, day="2024-12-31", first=2)["tiesOn"]
    # The large paper ties p06 with its 31 other authors, each as strongly; equals go by id.
    assert found["totalCount"] == 31
    assert [edge["node"]["personId"] for edge in found["edges"]] == ["p07", "p08"]
    assert {(tuple(edge["kinds"]), edge["lastOn"]) for edge in found["edges"]} == {
        (("PAPER",), "2024-12-31")
    }
    assert 0 < found["edges"][0]["strength"] == found["edges"][1]["strength"] < 1
    assert ask(question, day="2024-12-30")["tiesOn"]["totalCount"] == 0
    oncology = ask(question, day="2024-12-31", filter={"specialty": {"eq": "Oncology"}})
    assert oncology["tiesOn"]["totalCount"] == 16
    assert "give a year" in ask(question, day="0001-01-01").message
    assert "no person has the id" in ask(question, day="2024-12-31", person="x").message
    texan = Caller("u-7", Role.LIAISON, frozenset({"TX"}))
    assert ask(question, day="2024-12-31", caller=texan).extensions["code"] == "FORBIDDEN"


def test_a_past_day_does_not_wait_for_the_end_of_a_refresh(own: Settings, ask: Ask) -> None:
    before = ask(by="SCIENTIFIC", scope={"asOf": "2024-06-30"})
    under_way = own.home / "refreshing"
    under_way.touch()
    try:
        assert ask(by="SCIENTIFIC", scope={"asOf": "2024-06-30"}) == before
    finally:
        under_way.unlink()


def test_what_was_counted_is_kept_until_the_next_refresh(
    own: Settings, statements: list[str]
) -> None:
    at = connection.address(own)

    async def asked() -> list[int]:
        async with AsyncGraphDatabase.driver(at.uri, auth=(at.user, at.password)) as driver:
            context, sent = context_of(own, driver), []
            for mark in ("first", "first", "second"):
                (own.home / "refreshed").write_text(mark)
                found = await schema.execute(RANK, {"by": "SCIENTIFIC"}, context_value=context)
                assert found.errors is None
                sent.append(sum("indicatorTotals" in text for text in statements))
            # One sum a person and indicator, and the ids: far below the bound.
            assert 0 < context.kept.nbytes < 10_000
            context.kept.most = 10
            (own.home / "refreshed").write_text("first")
            await schema.execute(RANK, {"by": "SCIENTIFIC"}, context_value=context)
            assert context.kept.nbytes == 0
            return sent

    assert asyncio.run(asked()) == [1, 1, 2]
