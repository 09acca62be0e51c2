"""Names of circles, of a handful of members."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest

from algorithms.network.circle_names import names
from algorithms.network.tables import MEMBERSHIPS
from graph.drawn_tables import open_drawn
from graph.projection import PERSONS
from lake.relations import put
from schema.nodes import Paper, Person, Topic
from schema.relationships import ABOUT, AUTHORED

Draw = Callable[[Path, dict[Any, list[dict[str, Any]]]], Any]
MEMBERS = [
    ("a", "Cardiology", "MA", 0),
    ("b", "Cardiology", "MA", 0),
    ("c", "Surgery", None, 0),
    ("d", "Cardiology", "NY", 1),
    ("e", None, "NY", 1),
    ("f", None, None, 2),
]


@pytest.fixture
def tables() -> duckdb.DuckDBPyConnection:
    """Three circles of one to three members."""
    found = duckdb.connect()
    columns = ["person_id", "specialty", "state", "community"]
    members = pd.DataFrame(MEMBERS, columns=columns).assign(name=None)
    put(found, PERSONS, members)
    put(found, MEMBERSHIPS, members)
    return found


def _named(tables: duckdb.DuckDBPyConnection, drawn: Path | None) -> dict[int, str]:
    open_drawn(tables, drawn)
    return dict(names(tables).itertuples(index=False))


def test_specialty_and_state_of_most_members_make_the_name(
    tables: duckdb.DuckDBPyConnection,
) -> None:
    assert _named(tables, None) == {0: "Cardiology · MA", 1: "Cardiology · NY", 2: "circle 2"}


def test_the_topic_that_stands_out_is_named_and_not_the_commonest(
    tables: duckdb.DuckDBPyConnection, draw_by_hand: Draw, tmp_path: Path
) -> None:
    # Everyone writes of Humans; only the first circle of Valves, only the second of Stents.
    about = {"p1": ["Humans", "Valves"], "p2": ["Humans", "Valves"], "p3": ["Humans", "Stents"]}
    signed = [("a", "p1"), ("b", "p2"), ("d", "p3"), ("e", "p3")]
    draw_by_hand(
        tmp_path,
        {
            Person: [{"person_id": row[0], "name": row[0]} for row in MEMBERS],
            Paper: [{"pmid": pmid, "authors": 2, "version": 1} for pmid in about],
            Topic: [{"name": name} for name in ("Humans", "Valves", "Stents")],
            AUTHORED: [{"start": a, "end": p, "position": 1} for a, p in signed],
            ABOUT: [
                {"start": p, "end": t, "is_major": True} for p, own in about.items() for t in own
            ],
        },
    )
    assert _named(tables, tmp_path) == {
        0: "Cardiology · Valves · MA",
        1: "Cardiology · Stents · NY",
        2: "circle 2",
    }


def test_circles_of_one_name_are_told_apart(tables: duckdb.DuckDBPyConnection) -> None:
    tables.execute("UPDATE network.persons SET state = 'MA'")
    assert _named(tables, None)[0] == "Cardiology · MA · circle 0"
