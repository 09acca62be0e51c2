"""A large made-up network of papers, as arrays and as the tables that a refresh would draw."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from numpy.typing import NDArray

from graph.classes import graph_columns
from graph.drawing import Drawing
from schema.catalogue import NODES, RELATIONSHIPS
from schema.nodes import Paper, Person
from schema.relationships import AUTHORED, CONNECTED_TO

Ints = NDArray[np.int64]
MOST_AUTHORS = 7
UNTIL = date(2025, 1, 1)


@dataclass(frozen=True)
class Network:
    """Papers (year; per paper up to seven signers, `signed[paper, place]` with place below `size`)
    and the ties they make: two ends, a strength, the last year."""

    persons: int
    signed: Ints
    size: Ints
    year: Ints
    a: Ints
    b: Ints
    strength: NDArray[np.float64]
    last: Ints


def network(persons: int, papers: int) -> Network:
    """Papers of two to seven within circles of about 150, one author in eight from anywhere; some
    persons publish far more than others."""
    random = np.random.default_rng(1)
    circles = max(persons // 150, 1)
    order = np.argsort(random.integers(0, circles, persons), kind="stable")
    busy = np.r_[0, np.cumsum((random.pareto(2.0, persons) + 0.2)[order])]
    edges = busy[np.linspace(0, persons, circles + 1).astype(int)]
    size = random.integers(2, MOST_AUTHORS + 1, papers)
    circle = random.integers(0, circles, papers)
    drawn = edges[circle, None] + (edges[circle + 1] - edges[circle])[:, None] * random.random(
        (papers, MOST_AUTHORS)
    )
    far = random.random((papers, MOST_AUTHORS)) < 0.12
    drawn[far] = busy[-1] * random.random(int(far.sum()))
    signed = order[np.clip(np.searchsorted(busy, drawn) - 1, 0, persons - 1)]
    year = random.integers(2005, 2025, papers)
    keys, weights, years = [], [], []
    for i in range(MOST_AUTHORS):
        for j in range(i + 1, MOST_AUTHORS):
            here = (size > j) & (signed[:, i] != signed[:, j])
            low = np.minimum(signed[here, i], signed[here, j])
            keys.append(low * persons + np.maximum(signed[here, i], signed[here, j]))
            weights.append(0.5 ** ((2025 - year[here]) / 3) / (size[here] - 1))
            years.append(year[here])
    key, place = np.unique(np.concatenate(keys), return_inverse=True)
    weight = np.bincount(place, np.concatenate(weights))
    last = np.zeros(len(key), np.int64)
    np.maximum.at(last, place, np.concatenate(years))
    strength = np.clip(0.9 * -np.expm1(-weight), 0.002, 0.95)
    return Network(persons, signed, size, year, key // persons, key % persons, strength, last)


def draw(made: Network, folder: Path) -> Drawing:
    """The network as a drawing: one tie in ten rests on trials, the others on papers."""
    folder.mkdir(parents=True)
    drawing = Drawing(folder)
    for declared in (*NODES, *RELATIONSHIPS):
        pq.write_table(graph_columns(declared).empty_table(), drawing.table(declared))
        drawing.rows[declared.__name__] = 0
    columns = np.arange(MOST_AUTHORS)[None, :] < made.size[:, None]
    paper, place = np.nonzero(columns)
    given: dict[Any, tuple[str, dict[str, Any]]] = {
        Person: (
            "SELECT 'P' || printf('%012x', n) AS person_id, 'Person ' || n AS name, 0 AS "
            "paper_count, 0 AS trial_count, 'pubmed' AS source FROM given",
            {"n": np.arange(made.persons)},
        ),
        Paper: (
            "SELECT n::VARCHAR AS pmid, 'Paper ' || n AS title, size AS authors, "
            "make_date(year, 7, 1) AS published_on, false AS is_retracted, 1 AS version, "
            "'pubmed' AS source FROM given",
            {"n": np.arange(len(made.size)), "size": made.size, "year": made.year},
        ),
        AUTHORED: (
            "SELECT 'P' || printf('%012x', who) AS start, paper::VARCHAR AS \"end\", "
            "min(place) + 1 AS position, false AS is_first, false AS is_last, '' AS printed_as, "
            "1.0 AS identity_score, ['name']::VARCHAR[] AS identity_reasons, 'pubmed' AS source "
            "FROM given GROUP BY who, paper",
            {"paper": paper, "place": place, "who": made.signed[columns]},
        ),
        CONNECTED_TO: (
            "SELECT 'P' || printf('%012x', a) AS start, 'P' || printf('%012x', b) AS \"end\", "
            "strength, if(n % 10 = 0, NULL, strength) AS paper_strength, "
            "if(n % 10 = 0, strength, NULL) AS trial_strength, 0.0 AS paper_weight, "
            "0.0 AS trial_weight, 1 AS papers, 0 AS trials, make_date(last, 7, 1) AS paper_last_on,"
            " make_date(last, 7, 1) AS trial_last_on, make_date(last, 7, 1) AS last_on, "
            "['joint papers']::VARCHAR[] AS strength_reasons, 'ties' AS source FROM given",
            {
                "n": np.arange(len(made.a)),
                **{"a": made.a, "b": made.b, "strength": made.strength, "last": made.last},
            },
        ),
    }
    for declared, (text, values) in given.items():
        _write(drawing, declared, text, pa.table(values))
    return drawing


def _write(drawing: Drawing, declared: Any, text: str, given: pa.Table) -> None:
    columns = graph_columns(declared)
    names = ", ".join(f'"{name}"' for name in columns.names)
    with duckdb.connect() as db:
        db.register("pattern", columns.empty_table())
        db.register("given", given)
        db.execute(
            f"COPY (SELECT {names} FROM (FROM pattern UNION ALL BY NAME ({text}))) "
            f"TO '{drawing.table(declared)}' (FORMAT parquet, COMPRESSION snappy)"
        )
    drawing.rows[declared.__name__] = given.num_rows
