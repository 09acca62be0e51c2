"""Which heading a topic bears, in rows: Old and New have the unique id D1."""

import duckdb
import pytest
from relations import Rows, Unit, try_out

from graph.headings import HEADINGS
from graph.nodes import MACROS, NODE_VIEWS
from graph.relationships import RELATIONSHIP_VIEWS
from schema import nodes as labels
from schema import relationships as r

OLD = {"name": "Old", "mesh_id": "D1"}
NEW = {"name": "New", "mesh_id": "D1"}
RENAMED: Rows = [
    {"heading": "Old", "name": "New", "mesh_id": "D1"},
    {"heading": "New", "name": "New", "mesh_id": "D1"},
]
UNITS = [
    Unit(
        HEADINGS,
        "the vocabulary's heading is the name, however often papers print the former one",
        {
            'facts."Topic"': [NEW | {"source": "mesh"}, OLD | {"source": "pubmed"}],
            'history."Topic"': [NEW, OLD, OLD, OLD],
        },
        RENAMED,
    ),
    Unit(
        HEADINGS,
        "a tree without ids names the topic, too; the id is a paper's",
        {
            'facts."Topic"': [{"name": "New", "source": "mesh"}],
            'history."Topic"': [NEW, OLD, OLD, {"name": "New"}],
        },
        RENAMED,
    ),
    Unit(
        HEADINGS,
        "without a vocabulary the heading that most records print",
        {'history."Topic"': [NEW, NEW, OLD]},
        RENAMED,
    ),
    Unit(
        HEADINGS,
        "what stands in the vocabulary is no former name, whatever a record prints",
        {
            'facts."Topic"': [
                NEW | {"source": "mesh"},
                {"name": "Old", "mesh_id": "D2", "source": "mesh"},
            ],
            'history."Topic"': [NEW, OLD, OLD, {"name": "Old", "mesh_id": "D2"}],
        },
        [
            {"heading": "New", "name": "New", "mesh_id": "D1"},
            {"heading": "Old", "name": "Old", "mesh_id": "D2"},
        ],
    ),
    Unit(
        NODE_VIEWS[labels.Topic],
        "two headings of one id are one topic, which keeps the former name and one place",
        {
            'facts."Topic"': [
                NEW | {"tree_numbers": ["C10.1"], "source": "mesh"},
                OLD | {"source": "pubmed"},
                {"name": "Heart", "source": "pubmed"},
            ],
            "graph.headings": RENAMED,
        },
        [
            {"name": "New", "mesh_id": "D1", "tree_numbers": ["C10.1"], "other_names": ["Old"]}
            | {"source": "mesh, pubmed"},
            {"name": "Heart", "mesh_id": None, "tree_numbers": None, "other_names": None}
            | {"source": "pubmed"},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[r.ABOUT],
        "a paper under the former heading is about the topic, once",
        {
            'facts."ABOUT"': [
                {"start": "7", "end": "Old", "record": "b"},
                {"start": "7", "end": "New", "record": "a"},
                {"start": "8", "end": "Old", "record": "c"},
                {"start": "8", "end": "Heart", "record": "c"},
            ],
            "graph.headings": RENAMED,
        },
        [
            {"start": "7", "end": "New", "record": "a"},
            {"start": "8", "end": "New", "record": "c"},
            {"start": "8", "end": "Heart", "record": "c"},
        ],
    ),
    Unit(
        RELATIONSHIP_VIEWS[r.STUDIES],
        "so is a trial, once in each role",
        {
            'facts."STUDIES"': [
                {"start": "N", "end": "Old", "role": "condition"},
                {"start": "N", "end": "New", "role": "condition"},
                {"start": "N", "end": "Old", "role": "intervention"},
            ],
            "graph.headings": RENAMED,
        },
        [
            {"start": "N", "end": "New", "role": "condition"},
            {"start": "N", "end": "New", "role": "intervention"},
        ],
    ),
]


def _with_macros(connection: duckdb.DuckDBPyConnection) -> None:
    for macro in MACROS:
        connection.execute(macro)


@pytest.mark.parametrize("unit", UNITS, ids=str)
def test_relations_of_headings(unit: Unit) -> None:
    try_out(unit, _with_macros)
