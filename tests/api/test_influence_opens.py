"""Influence opened down to its records, on a graph published and computed by the real server."""

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from neo4j import AsyncGraphDatabase, Driver
from pydantic import SecretStr

from algorithms import running
from api.context import Context
from api.cursors import Cursors
from api.schema import schema
from graph import connection, publishing
from schema.congresses import TOOK_PART_IN, Session
from schema.digital import CONTRIBUTED_TO, Activity
from schema.nodes import Company, Paper, Payment, Person, Topic, Trial
from schema.relationships import (
    ABOUT,
    AUTHORED,
    BROADER,
    CITES,
    CONNECTED_TO,
    INVESTIGATES,
    PAID_BY,
    RECEIVED,
    SPONSORED_BY,
)
from schema.settings import Settings

Rows = dict[Any, list[dict[str, Any]]]
UNTIL, EARLIER = date(2024, 12, 31), date(2019, 12, 31)
OPENED = """
query ($person: String!, $topic: String, $weights: [IndicatorWeightInput!], $first: Int! = 20,
    $after: String) {
  influence(person: $person, topic: $topic, weights: $weights) {
    cohort until uncovered
    dimensions { name score isCovered rank rankLow rankHigh ranked
      contributions { name weight total highest contribution
        records(first: $first, after: $after) { totalCount pageInfo { hasNextPage endCursor }
          nodes { record title day source contribution } } } }
  }
}"""


def _signed(person: str, pmid: str, position: int, last: bool = False) -> dict[str, Any]:
    row = {"start": person, "end": pmid, "position": position, "is_last": last}
    return {**row, "is_first": position == 1, "identity_score": 0.5 if pmid == "p5" else 1.0}


def _tie(one: str, other: str, strength: float) -> dict[str, Any]:
    row = {"start": one, "end": other, "strength": strength, "papers": 1, "trials": 0}
    return {**row, "paper_weight": 1.0, "trial_weight": 0.0}


def _rows() -> Rows:
    """a signs p1 with b and p2 alone; b signs p3 and p4 alone; c signs p5, which may be another's;
    p3 cites p1 and p2; c is in a company's trial on the heart; ties a - b, b - c."""
    papers = [("p1", 2, UNTIL), ("p2", 1, EARLIER), ("p3", 1, UNTIL), ("p4", 1, UNTIL),
              ("p5", 1, UNTIL)]  # fmt: skip
    return {
        Person: [{"person_id": name, "name": f"Dr {name}"} for name in "abc"],
        Paper: [
            {"pmid": pmid, "published_on": on, "authors": n, "version": 1} for pmid, n, on in papers
        ],
        AUTHORED: [
            _signed("a", "p1", 1),
            _signed("b", "p1", 2, True),
            _signed("a", "p2", 1),
            _signed("b", "p3", 1),
            _signed("b", "p4", 1),
            _signed("c", "p5", 1),
        ],
        CITES: [{"start": "p3", "end": "p1"}, {"start": "p3", "end": "p2"}],
        Topic: [{"name": "Heart Valves"}, {"name": "Heart"}],
        BROADER: [{"start": "Heart Valves", "end": "Heart"}],
        ABOUT: [{"start": pmid, "end": "Heart Valves", "is_major": True} for pmid in ("p2", "p5")],
        Trial: [{"nct_id": "NCT1", "started_on": UNTIL}],
        INVESTIGATES: [{"start": "c", "end": "NCT1", "role": "SITE", "identity_score": 1.0}],
        Company: [{"company_id": "made up", "name": "Made Up"}],
        SPONSORED_BY: [{"start": "NCT1", "end": "made up", "is_lead": True}],
        Payment: [
            {"payment_id": record, "kind": kind, "program_year": 2019, "paid_on": on}
            | {"nature": nature, "amount_usd": amount}
            for record, kind, nature, amount, on in (
                ("fee", "general", "Consulting Fee", 1_200.0, EARLIER),
                ("lunch", "general", "Food and Beverage", 18.5, EARLIER),
                ("drone", "general", "Loan of a drone", None, EARLIER),
                ("study", "research", None, 90_000.0, EARLIER),
                ("shares", "ownership", "Common stock", 5_000.0, None),
            )
        ],
        PAID_BY: [
            {"start": paid, "end": "made up"} for paid in ("fee", "lunch", "drone", "shares")
        ],
        RECEIVED: [
            {"start": "a", "end": paid, "role": role, "identity_score": 1.0}
            for paid, role in (
                ("fee", "recipient"),
                ("lunch", "recipient"),
                ("drone", "recipient"),
                ("study", "recipient"),
                ("study", "principal investigator"),
                ("shares", "recipient"),
            )
        ],
        CONNECTED_TO: [_tie("a", "b", 0.75), _tie("b", "c", 0.25)],
    }


@pytest.fixture(scope="module")
def refreshed(
    server: Settings,
    _session_driver: Driver,
    draw_by_hand: Callable[[Path, Rows], Any],
    tmp_path_factory: pytest.TempPathFactory,
) -> Callable[[Rows], Callable[..., Any]]:
    """A function that brings the database to rows, runs the algorithms, and gives one that asks."""
    at, home = connection.address(server), tmp_path_factory.mktemp("home")
    own = server.model_copy(
        update={"neo4j_uri": at.uri, "neo4j_password": SecretStr(at.password), "home": home}
    )
    _session_driver.execute_query("MATCH (n) DETACH DELETE n", database_=own.neo4j_database)

    def bring(rows: Rows) -> Callable[..., Any]:
        publishing.publish(own, draw_by_hand(home / "drawn", rows))
        running.run(own, until=UNTIL)
        (home / "refreshed").write_text(str(len(list(home.rglob("*")))))
        return ask

    def ask(question: str = OPENED, **variables: Any) -> Any:
        async def asked() -> Any:
            async with AsyncGraphDatabase.driver(at.uri, auth=(at.user, at.password)) as opened:
                cursors = Cursors(home / "cursor.key")
                context = Context(opened, own.neo4j_database, cursors, home, settings=own)
                found = await schema.execute(
                    question, variable_values=variables, context_value=context
                )
                if found.errors:
                    return found.errors[0]
                return found.data.get("influence", found.data)

        return asyncio.run(asked())

    return bring


@pytest.fixture(scope="module")
def ask_drawn(refreshed: Callable[[Rows], Callable[..., Any]]) -> Callable[..., Any]:
    """A function that asks the graph of `_rows`."""
    return refreshed(_rows())


def _dimension(found: Any, name: str) -> Any:
    return next(one for one in found["dimensions"] if one["name"] == name)


def _leaves(dimension: Any) -> dict[tuple[str, str], float]:
    return {
        (part["name"], row["record"]): row["contribution"]
        for part in dimension["contributions"]
        for row in part["records"]["nodes"]
    }


def test_leaves_add_up_to_the_scores_that_the_graph_holds(ask_drawn: Any) -> None:
    scores = '{ person(id: "%s") { scientificInfluence networkInfluence crossIndustryInfluence } }'
    for person in "abc":
        opened = ask_drawn(person=person)
        held = ask_drawn(scores % person)["person"]
        for name in ("scientific", "network", "crossIndustry"):
            one = _dimension(opened, name.replace("crossIndustry", "cross_industry"))
            if held[f"{name}Influence"] is None:
                assert one["score"] is None and one["contributions"] == []
                continue
            assert one["score"] == pytest.approx(held[f"{name}Influence"], abs=1e-9)
            assert sum(_leaves(one).values()) == pytest.approx(one["score"], abs=1e-9)


def test_a_leaf_says_record_day_source_and_share(ask_drawn: Any) -> None:
    found = ask_drawn(person="a")
    one = _dimension(found, "scientific")
    leaves = _leaves(one)
    half = 0.5 ** ((UNTIL - EARLIER).days / 365.25 / 5)
    # Papers: b leads by 1/2 + 1 + 1; a has p1's 1/2 and p2's 1, halved by five years. Papers weigh
    # .3 of the .9 that is covered.
    assert leaves["papers", "p1"] == pytest.approx(0.3 / 0.9 * 0.5 / 2.5, abs=1e-9)
    assert leaves["papers", "p2"] == pytest.approx(0.3 / 0.9 * half / 2.5, abs=1e-9)
    assert leaves["citations", "p3 cites p1"] == pytest.approx(0.4 / 0.9 / 2, abs=1e-9)
    row = one["contributions"][0]["records"]["nodes"][0]
    assert (row["record"], row["day"], row["source"]) == ("p1", "2024-12-31", "by hand")
    assert found["cohort"] == "everyone" and found["until"] == "2024-12-31"


def test_a_payment_is_called_by_company_nature_and_amount(ask_drawn: Any) -> None:
    one = _dimension(ask_drawn(person="a"), "cross_industry")
    titles = {
        (part["name"], row["title"], row["day"])
        for part in one["contributions"]
        for row in part["records"]["nodes"]
    }
    assert titles == {
        ("consulting", "Made Up, consulting, $1,200", "2019-12-31"),
        ("meals", "Made Up, meals, $18.50", "2019-12-31"),
        ("other", "Made Up, Loan of a drone", "2019-12-31"),
        ("research", "company not named, research, $90,000", "2019-12-31"),
        ("ownership", "Made Up, ownership, $5,000", "2019-12-31"),
    }


def test_pagerank_is_the_stated_share_of_each_neighbour(ask_drawn: Any) -> None:
    leaves = _leaves(_dimension(ask_drawn(person="b"), "network"))
    a, c = leaves["page_rank", "a"], leaves["page_rank", "c"]
    # b leads, so its shares sum to 1. a and c have no other tie and pass on all they have:
    # p_a = .15 + .85 x .75 p_b, p_c = .15 + .85 x .25 p_b, and p_b = .15 + .85 (p_a + p_c).
    p_b = (0.15 + 0.85 * 0.30) / (1 - 0.85**2)
    p_a, p_c = 0.15 + 0.85 * 0.75 * p_b, 0.15 + 0.85 * 0.25 * p_b
    assert a == pytest.approx(p_a / (p_a + p_c), abs=1e-6)
    assert a + c == pytest.approx(1.0, abs=1e-9)


def _part(dimension: Any, name: str) -> Any:
    return next(part for part in dimension["contributions"] if part["name"] == name)


def test_sources_that_are_not_there_are_uncovered_and_no_zero(ask_drawn: Any) -> None:
    found = ask_drawn(person="a")
    digital, clinical = _dimension(found, "digital"), _dimension(found, "clinical")
    assert digital["isCovered"] is False and digital["score"] is None
    # Trials are loaded; of a they are silent.
    assert clinical["isCovered"] is True and clinical["score"] is None
    assert found["uncovered"] == [
        "clinical: adoption",
        "clinical: guidelines",
        "clinical: leadership_roles",
        "clinical: medicare_services",
        "clinical: services",
        "cross_industry: education",
        "cross_industry: speaking",
        "cross_industry: travel",
        "digital: communities",
        "digital: digital_reach",
        "digital: podcasts",
        "digital: social_activity",
        "digital: webinars",
        "network: society_roles",
        "scientific: abstracts",
        "scientific: congress_roles",
        "scientific: grants",
        "scientific: presentations",
    ]


def test_places_come_with_what_doubt_makes_of_them(ask_drawn: Any) -> None:
    places = {p: _dimension(ask_drawn(person=p), "scientific") for p in "abc"}
    # Scores: a .84 and b .56, as above and below; c has one paper of 1 against b's 2.5.
    assert [places[p]["rank"] for p in "abc"] == [1, 2, 3]
    assert all(places[p]["ranked"] == 3 for p in "abc")
    # Whether c's paper is there or not, c is last; nothing of a's and b's is in doubt.
    assert [(places[p]["rankLow"], places[p]["rankHigh"]) for p in "abc"] == [
        (1, 1),
        (2, 2),
        (3, 3),
    ]
    ties = {p: _dimension(ask_drawn(person=p), "network") for p in "abc"}
    # The tie b - c stands in one draw of four, and then c passes a, whose tie may be missing.
    assert ties["c"]["rank"] == 3 and ties["c"]["rankLow"] < 3


def test_weights_of_the_callers_own_count_for_the_cohort_too(ask_drawn: Any) -> None:
    none = [
        {"dimension": "scientific", "indicator": name, "weight": 0.0}
        for name in ("citations", "senior_papers")
    ]
    a, b = (_dimension(ask_drawn(person=p, weights=none), "scientific") for p in "ab")
    assert (b["score"], b["rank"], b["rankLow"]) == (pytest.approx(1.0), 1, None)
    # a has 1/2 + 1 x 0.49995 and c's one paper is 1: by a hair, a is third.
    assert (a["rank"], a["ranked"]) == (3, 3)
    error = ask_drawn(
        person="a", weights=[{"dimension": "fame", "indicator": "likes", "weight": 1.0}]
    )
    assert error.extensions["code"] == "BAD_USER_INPUT" and "fame: likes" in error.message


def test_a_topic_is_a_scope_with_its_subtree(ask_drawn: Any) -> None:
    c, b = (ask_drawn(person=p, topic="Heart") for p in "cb")
    half = 0.5 ** ((UNTIL - EARLIER).days / 365.25 / 5)
    # On the heart a has p2, halved, and its citation; c has p5 and leads by papers.
    assert _leaves(_dimension(c, "scientific")) == {("papers", "p5"): pytest.approx(0.3 / 0.9)}
    a = _dimension(ask_drawn(person="a", topic="Heart"), "scientific")
    assert _part(a, "papers")["contribution"] == pytest.approx(0.3 / 0.9 * half)
    assert a["rank"] == 1 and _dimension(c, "scientific")["rank"] == 2
    assert _dimension(b, "scientific")["score"] is None
    assert "network: page_rank" in c["uncovered"]
    missing = ask_drawn(person="a", topic="Moon").message
    assert missing == "no Topic has the `name` 'Moon'; the nearest are 'Heart', 'Heart Valves'"


def test_records_come_in_pages(ask_drawn: Any) -> None:
    first = _part(_dimension(ask_drawn(person="a", first=1), "scientific"), "papers")["records"]
    assert first["totalCount"] == 2 and first["pageInfo"]["hasNextPage"]
    asked = {"person": "a", "first": 1, "after": first["pageInfo"]["endCursor"]}
    second = _part(_dimension(ask_drawn(**asked), "scientific"), "papers")
    assert [row["record"] for row in second["records"]["nodes"]] == ["p2"]
    assert second["records"]["pageInfo"]["hasNextPage"] is False


def test_without_a_record_the_next_refresh_moves_the_score_by_what_was_stated(
    refreshed: Any,
) -> None:
    rows = _rows()
    before = _dimension(refreshed(rows)(person="a"), "scientific")
    said = _leaves(before)["papers", "p2"] + _leaves(before)["citations", "p3 cites p2"]
    # Without p2, a still leads by citations: with one instead of two, the other counts for all.
    rows[AUTHORED] = [row for row in rows[AUTHORED] if row["end"] != "p2"]
    after = _dimension(refreshed(rows)(person="a"), "scientific")
    other = _leaves(before)["citations", "p3 cites p1"]
    assert before["score"] - said == pytest.approx(after["score"] - other, abs=1e-9)
    # A paper of b's, who does not lead by it any longer than before, moves b by its share alone.
    rows = _rows()
    before = _dimension(refreshed(rows)(person="a"), "scientific")
    rows[AUTHORED] = [r for r in rows[AUTHORED] if (r["start"], r["end"]) != ("a", "p1")]
    rows[CITES] = _rows()[CITES]
    after = _dimension(refreshed(rows)(person="a"), "scientific")
    papers = [_part(one, "papers") for one in (before, after)]
    assert papers[0]["contribution"] - papers[1]["contribution"] == pytest.approx(
        _leaves(before)["papers", "p1"], abs=1e-9
    )


def test_a_guideline_and_a_congress_abstract_open_to_their_papers(refreshed: Any) -> None:
    rows, kinds = _rows(), {"p3": "Congress", "p4": "Practice Guideline"}
    rows[Paper] = [{**row, "types": [kinds.get(row["pmid"], "Review")]} for row in rows[Paper]]
    b = refreshed(rows)(person="b")
    # b alone has a guideline and an abstract, and so leads by them; trials are loaded, too.
    assert _leaves(_dimension(b, "clinical")) == {
        ("guidelines", "p4"): pytest.approx(0.20 / (0.20 + 0.28), abs=1e-9)
    }
    leaves = _leaves(_dimension(b, "scientific"))
    assert leaves["presentations", "p3"] == pytest.approx(0.10, abs=1e-9)
    assert [record for name, record in leaves if name == "papers"] == ["p1"]


def test_a_role_at_a_congress_opens_to_its_session(refreshed: Any) -> None:
    rows = _rows()
    rows[Session] = [
        {"session_id": "s1", "title": "New drugs", "congress_name": "Heart Congress"}
        | {"type": "symposium", "held_on": UNTIL, "participants": 4},
    ]
    part = {"end": "s1", "held_on": UNTIL, "checked_on": UNTIL}
    rows[TOOK_PART_IN] = [
        {"start": "a", "role": "chair", "part": "chair", **part},
        {"start": "a", "role": "discussant", "part": "discussant", **part},
        {"start": "b", "role": "presenter", "part": "presenter, One", "title": "One"}
        | {"record": "r1", **part},
    ]
    ask = refreshed(rows)
    a, b = (ask(person=p) for p in "ab")
    assert {"scientific: abstracts", "scientific: congress_roles"}.isdisjoint(a["uncovered"])
    # Papers .30, citations .40, senior papers .20, congress roles .10 and abstracts .03.
    leaves = _leaves(_dimension(a, "scientific"))
    assert leaves["congress_roles", "s1"] == pytest.approx(0.10 / 1.03, abs=1e-9)
    assert ("abstracts", "r1") not in leaves
    leaves = _leaves(_dimension(b, "scientific"))
    assert leaves["abstracts", "r1"] == pytest.approx(0.03 / 1.03, abs=1e-9)
    [record] = _part(_dimension(a, "scientific"), "congress_roles")["records"]["nodes"]
    assert record["title"] == "New drugs, Heart Congress"


def test_what_is_done_online_opens_to_its_activities_in_a_dimension_of_its_own(
    refreshed: Any,
) -> None:
    rows = _rows()
    rows[Activity] = [
        {"activity_id": name, "platform": platform, "channel": channel, "activities": 91}
        | {"from_on": UNTIL, "to_on": UNTIL, "reach": 1000, "reach_on": UNTIL}
        for name, platform, channel in (
            ("n", "social network", "Example Network"),
            ("p", "podcast", "Heart Talk"),
        )
    ]
    said = {"proof": "programme", "is_verified": True, "checked_on": UNTIL}
    rows[CONTRIBUTED_TO] = [
        {"start": "a", "end": "n", "role": "post", "is_latest_reach": True, **said},
        {"start": "b", "end": "p", "role": "episode", "is_latest_reach": False, **said},
        {"start": "b", "end": "p", "role": "hosting", "is_latest_reach": False, **said},
        {"start": "c", "end": "p", "role": "hosting", "is_latest_reach": False}
        | said
        | {"proof": "vendor", "is_verified": False},
    ]
    ask, before = refreshed(rows), _rows()
    a, b, c = (_dimension(ask(person=p), "digital") for p in "abc")
    # Social activity .30, reach .25, podcasts .15; webinars and communities are not covered.
    assert _leaves(a) == {
        ("social_activity", "n"): pytest.approx(0.30 / 0.70, abs=1e-9),
        ("digital_reach", "n"): pytest.approx(0.25 / 0.70, abs=1e-9),
    }
    assert _leaves(b) == {("podcasts", "p"): pytest.approx(0.15 / 0.70, abs=1e-9)}
    # What only a supplier says counts for nothing: of c the dimension says nothing.
    assert c["score"] is None
    [record] = _part(a, "social_activity")["records"]["nodes"]
    assert record["title"] == "Example Network"
    science = _leaves(_dimension(ask(person="a"), "scientific"))
    assert science == _leaves(_dimension(refreshed(before)(person="a"), "scientific"))
