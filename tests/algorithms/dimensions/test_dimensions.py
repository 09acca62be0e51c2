"""Five dimensions on a handful of records: sums, shares and silence worked out on paper."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from algorithms.dimensions import scores as dimensions
from algorithms.network.tables import PAGE_RANKS
from graph.drawn_tables import open_drawn
from graph.projection import TIE_ENDS, TIES
from lake.relations import make, put
from schema.nodes import Company, Paper, Payment, Person, Topic, Trial
from schema.relationships import ABOUT, AUTHORED, BROADER, CITES, INVESTIGATES, RECEIVED

Draw = Callable[[Path, dict[Any, list[dict[str, Any]]]], Any]
UNTIL = date(2024, 12, 31)


def _rows() -> dict[Any, list[dict[str, Any]]]:
    """Fresh records: a signs p1 with b and p2 alone, b is last on p1, b's p3 cites p1 and p2."""

    def signed(person: str, pmid: str, position: int, last: bool = False) -> dict[str, Any]:
        return {"start": person, "end": pmid, "position": position, "is_last": last}

    papers = [("p1", 2), ("p2", 1), ("p3", 1)]
    return {
        Person: [{"person_id": name, "name": name} for name in "abc"],
        Company: [],
        Paper: [
            {"pmid": pmid, "published_on": UNTIL, "authors": n, "version": 1} for pmid, n in papers
        ],
        AUTHORED: [
            signed("a", "p1", 1),
            signed("b", "p1", 2, True),
            signed("a", "p2", 1),
            signed("b", "p3", 1),
        ],
        CITES: [{"start": "p3", "end": "p1"}, {"start": "p3", "end": "p2"}],
        Topic: [{"name": "Heart Valves"}, {"name": "Heart"}],
        BROADER: [{"start": "Heart Valves", "end": "Heart"}],
        ABOUT: [{"start": "p2", "end": "Heart Valves", "is_major": True}],
        Trial: [{"nct_id": "NCT1", "started_on": UNTIL}],
        INVESTIGATES: [{"start": "c", "end": "NCT1", "role": "SITE"}],
        Payment: [
            {"payment_id": "1", "kind": "general", "program_year": 2019}
            | {"paid_on": date(2019, 12, 31), "nature": "Consulting Fee", "amount_usd": 990}
        ],
        RECEIVED: [{"start": "a", "end": "1", "role": "recipient"}],
    }


@pytest.fixture
def tables() -> duckdb.DuckDBPyConnection:
    """Ties a - b of strength 1 and b - c of strength 1/2, with made-up ranks."""
    found = duckdb.connect()
    ties = {"one": ["a", "b"], "other": ["b", "c"], "strength": [1, 0.5]}
    put(found, TIES, pd.DataFrame(ties))
    make(found, TIE_ENDS)
    ranks = {"person_id": ["a", "b", "c"], "score": [1.0, 1.5, 0.5]}
    put(found, PAGE_RANKS, pd.DataFrame(ranks))
    return found


def _contributed(
    tables: duckdb.DuckDBPyConnection,
    draw: Draw,
    folder: Path,
    rows: dict[Any, list[dict[str, Any]]],
    topic: str | None = None,
) -> dict[str, pd.DataFrame]:
    draw(folder, rows)
    open_drawn(tables, folder)
    dimensions.contribute(tables, UNTIL, dimensions.read_weights(), topic)
    return {name: dimensions.contributions(tables, name) for name in "abc"}


def _sum(found: pd.DataFrame, dimension: str) -> float:
    return float(found.loc[found["dimension"] == dimension, "contribution"].sum())


def test_a_score_is_the_sum_of_its_records(
    tables: duckdb.DuckDBPyConnection, draw_by_hand: Draw, tmp_path: Path
) -> None:
    found = _contributed(tables, draw_by_hand, tmp_path / "d", _rows())
    # Papers: a 1/2 + 1, b 1/2 + 1, so both lead. Citations: a has those of p1 and p2 by p3; b has
    # none, for it signs p3. Senior papers: b's p1 alone.
    assert _sum(found["a"], "scientific") == pytest.approx((0.30 + 0.40) / 0.9, abs=1e-9)
    assert _sum(found["b"], "scientific") == pytest.approx((0.30 + 0.20) / 0.9, abs=1e-9)
    a = found["a"].set_index(["indicator", "record"])["contribution"]
    assert a["papers", "p2"] == pytest.approx(0.30 / 0.9 * 1 / 1.5)
    assert a["citations", "p3 cites p1"] == pytest.approx(0.40 / 0.9 / 2)
    # c has no paper: the source is silent of c, so there is no line, and none of zero.
    assert "scientific" not in set(found["c"]["dimension"])


def test_weights_of_sources_that_are_not_loaded_fall_away_and_are_named(
    tables: duckdb.DuckDBPyConnection, draw_by_hand: Draw, tmp_path: Path
) -> None:
    found = _contributed(tables, draw_by_hand, tmp_path / "d", _rows())
    # Services are not loaded: trials weigh all of the clinical dimension, and c leads by one.
    assert _sum(found["c"], "clinical") == pytest.approx(1.0)
    uncovered = tables.execute("FROM dimensions.uncovered ORDER BY name").fetchall()
    assert [name for (name,) in uncovered] == [
        "clinical: adoption",
        "clinical: guidelines",
        "clinical: leadership_roles",
        "clinical: medicare_services",
        "clinical: services",
        "cross_industry: company_trials",
        "cross_industry: education",
        "cross_industry: meals",
        "cross_industry: other",
        "cross_industry: ownership",
        "cross_industry: research",
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


def test_page_rank_is_shared_out_to_the_neighbours_it_comes_from(
    tables: duckdb.DuckDBPyConnection, draw_by_hand: Draw, tmp_path: Path
) -> None:
    b = _contributed(tables, draw_by_hand, tmp_path / "d", _rows())["b"]
    shares = b[b["indicator"] == "page_rank"].set_index("record")["contribution"]
    # a passes on all of its 1.0, c all of its 0.5; b leads with 1.5, a score of 1.
    assert shares["a"] == pytest.approx(2 / 3)
    assert shares["c"] == pytest.approx(1 / 3)


def test_without_a_record_the_score_is_lower_by_its_contribution(
    tables: duckdb.DuckDBPyConnection, draw_by_hand: Draw, tmp_path: Path
) -> None:
    rows = _rows()
    rows[Paper].append({"pmid": "p4", "published_on": UNTIL, "authors": 2, "version": 1})
    rows[AUTHORED].append({"start": "a", "end": "p4", "position": 1, "is_last": False})
    before = _contributed(tables, draw_by_hand, tmp_path / "d", rows)["b"]
    said = before.set_index(["indicator", "record"])["contribution"]["papers", "p3"]
    # b no longer leads by papers (1.5 against a's 2), so the highest stays when p3 goes.
    assert said == pytest.approx(0.30 / 0.9 * 1 / 2)
    rows[AUTHORED] = [row for row in rows[AUTHORED] if (row["start"], row["end"]) != ("b", "p3")]
    rows[CITES] = []
    after = _contributed(tables, draw_by_hand, tmp_path / "e", rows)["b"]
    papers = [
        float(f.loc[f["indicator"] == "papers", "contribution"].sum()) for f in (before, after)
    ]
    # Citations are gone with p3, so the weights of papers and senior papers stand alone.
    assert papers[0] - said == pytest.approx(papers[1] * (0.30 + 0.20) / 0.9, abs=1e-9)


def test_a_topic_takes_its_subtree(
    tables: duckdb.DuckDBPyConnection, draw_by_hand: Draw, tmp_path: Path
) -> None:
    found = _contributed(tables, draw_by_hand, tmp_path / "d", _rows(), "Heart")
    a = found["a"]
    assert set(a.loc[a["dimension"] == "scientific", "record"]) == {"p2", "p3 cites p2"}
    assert "scientific" not in set(found["b"]["dimension"])


def test_age_halves_a_record_in_five_years(
    tables: duckdb.DuckDBPyConnection, draw_by_hand: Draw, tmp_path: Path
) -> None:
    _contributed(tables, draw_by_hand, tmp_path / "d", _rows())
    value = tables.execute(
        "SELECT value FROM dimensions.records WHERE indicator = 'consulting'"
    ).fetchone()
    # log10(10 + 990) is 3.
    assert value == pytest.approx((1.5,), abs=3e-3)


def test_a_hundred_meals_do_not_outweigh_an_honorarium(
    tables: duckdb.DuckDBPyConnection, draw_by_hand: Draw, tmp_path: Path
) -> None:
    rows = _rows()
    natures = [("a", "Honoraria", 1_500.0), *[("b", "Food and Beverage", 18.0)] * 100]
    rows[Payment] = [
        {"payment_id": str(at), "kind": "general", "program_year": 2024, "paid_on": UNTIL}
        | {"nature": nature, "amount_usd": amount}
        for at, (_, nature, amount) in enumerate(natures)
    ]
    rows[RECEIVED] = [
        {"start": person, "end": str(at), "role": "recipient"}
        for at, (person, _, _) in enumerate(natures)
    ]
    found = _contributed(tables, draw_by_hand, tmp_path / "d", rows)
    # Speaking and meals are all that is covered: 0.18 and 0.01, and each leads by its own.
    assert _sum(found["a"], "cross_industry") == pytest.approx(0.18 / 0.19)
    assert _sum(found["b"], "cross_industry") == pytest.approx(0.01 / 0.19)
