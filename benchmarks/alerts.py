"""How long does it take to raise the alerts of a refresh?

`python -m benchmarks.alerts`. Drawn tables of as many persons as asked for stand in for what a
refresh has published: papers, trials, payments by competitors and lines. Users watch them by name
and by tiers. Then one in a hundred of the papers, trials and payments of the half year is new, and
the alerts of all users are raised.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import UTC, date, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

import duckdb
import pyarrow.parquet as pq

from api.alert_raising import raise_all
from graph import embedded
from graph.classes import graph_columns
from graph.drawn_tables import table_of
from graph.publishing import CLASSES
from schema.conclusions import Trend
from schema.nodes import Company, Paper, Payment, Person, Source, Trial
from schema.relationships import AUTHORED, INVESTIGATES, PAID_BY, RECEIVED
from schema.settings import FUNCTIONS, Settings
from workspace import segment_reviews as reviews
from workspace import segments, watches
from workspace.askers import Asker
from workspace.segments import LevelRule
from workspace.watches import Rights, Watched

MOST_SECONDS, TODAY, NEW = 10.0, date(2025, 3, 1), 0.01
USERS, NAMED = 50, 200
_DAY = "DATE '2025-02-28' - INTERVAL (n * 7919 % 3650) DAY"
_NOW = "TIMESTAMPTZ '2025-03-01 00:00:00Z' AS known_from"
# Five papers a person, of ten years, three bylines each; a trial for every ten, a payment for two.
TABLES: dict[type[Any], str] = {
    Person: "SELECT 'P' || n AS person_id, 'Clinician ' || n AS name, 'IL' AS state, "
    "n::VARCHAR AS npi FROM range({persons}) r(n)",
    Paper: "SELECT n::VARCHAR AS pmid, 'On the matter ' || n AS title, "
    f"({_DAY})::DATE AS published_on, false AS is_retracted FROM range({{persons}} * 5) r(n)",
    AUTHORED: "SELECT 'P' || ((n * 31 + place * 17) % {persons}) AS start, n::VARCHAR AS \"end\", "
    "place AS position, 'pubmed:' || n || ':' || place AS record, 'pubmed' AS source "
    "FROM range({persons} * 5) r(n), range(3) places(place)",
    Trial: "SELECT 'NCT' || n AS nct_id, 'Trial ' || n AS title, ['PHASE3'] AS phases, "
    f"({_DAY})::DATE AS updated_on FROM range({{persons}} // 10) r(n)",
    INVESTIGATES: "SELECT 'P' || (n * 13 % {persons}) AS start, 'NCT' || n AS \"end\", "
    "'PRINCIPAL_INVESTIGATOR' AS role, 'Clinician' AS printed_as, 'clinical-trials' AS source "
    "FROM range({persons} // 10) r(n)",
    Company: "SELECT 'rival' AS company_id, 'Rival' AS name, true AS is_competitor",
    Payment: "SELECT 'pay' || n AS payment_id, 100 AS amount_usd, 'Consulting Fee' AS nature, "
    f"({_DAY})::DATE AS paid_on FROM range({{persons}} // 2) r(n)",
    PAID_BY: "SELECT 'pay' || n AS start, 'rival' AS \"end\" FROM range({persons} // 2) r(n)",
    RECEIVED: "SELECT 'P' || (n * 7 % {persons}) AS start, 'pay' || n AS \"end\", "
    "'recipient' AS role, 'pay' || n AS record, 'open-payments' AS source "
    "FROM range({persons} // 2) r(n)",
    Source: "SELECT unnest(['pubmed', 'clinical-trials', 'open-payments']) AS name, 1 AS files",
}
LINES = """
SELECT 'P' || n AS person_id, DATE '2025-03-01' AS trend_until,
  [100.0 + (n * q * 31) % 20 FOR q IN range(12)] AS services_by_quarter,
  [1.0 + ((n * q * 17) % 10) / 100.0 FOR q IN range(12)] AS centrality_by_quarter
FROM range({persons}) r(n)"""


def drawn(folder: Path, persons: int, share: float) -> None:
    """Write the tables of as many persons; but for a `share`, the edges of all records."""
    folder.mkdir(parents=True, exist_ok=True)
    with duckdb.connect() as db:
        db.execute("SET TimeZone = 'UTC'")
        for declared in CLASSES:
            place, text = table_of(folder, declared), TABLES.get(declared)
            nothing = graph_columns(declared).empty_table()
            if text is None:
                pq.write_table(nothing, place)
                continue
            rows = text.format(persons=persons)
            if share < 1 and declared in (AUTHORED, INVESTIGATES, RECEIVED):
                rows = f'FROM ({rows}) WHERE hash("end") % 1000 < {int(share * 1000)}'
            db.register("nothing", nothing)
            db.execute(
                f"COPY (FROM nothing UNION ALL BY NAME SELECT *, {_NOW} FROM ({rows})) "
                f"TO '{place}' (FORMAT parquet)"
            )
        lines = LINES.format(persons=persons)
        db.execute(f"COPY ({lines}) TO '{table_of(folder, Trend)}' (FORMAT parquet)")


def watch(settings: Settings, persons: int) -> None:
    """Fifty users, each with two hundred persons by name and a level of shared tiers."""
    rules = [LevelRule(f"tier {at}", "{}", "{}") for at in range(1, 4)]
    tiers = segments.save(settings, Asker("lead", FUNCTIONS[0]), "Tiers", rules, is_shared=True)
    levels = [(f"P{n}", None, 1 + n % 3, {"why": "FIRST"}) for n in range(min(persons, 12_000))]
    last = reviews.Review(0, tiers.number, 1, datetime.now(UTC), TODAY, "first", 0, 0, 0, None)
    reviews.keep(settings, last, levels)
    for user in range(USERS):
        named = [f"P{(user * 997 + n * 31) % persons}" for n in range(NAMED)]
        rights = Rights("analyst")
        owner = f"user-{user}"
        watches.save(settings, owner, "mine", Watched(persons=named), named, [], rights)
        level = Watched(segment=tiers.number, level=1 + user % 3)
        watches.save(settings, owner, "tier", level, [], [], rights)


def main() -> int:
    """Print the seconds; 1 where the goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.alerts")
    parser.add_argument("--persons", type=int, default=300_000)
    persons = parser.parse_args().persons
    with tempfile.TemporaryDirectory(prefix="peerline-bench-") as name:
        settings = Settings(home=Path(name), workspace=None, neo4j_uri=None)
        watch(settings, persons)
        drawn(settings.home / "published" / "before", persons, 1 - NEW)
        try:
            raise_all(settings, "before", TODAY)
            drawn(settings.home / "published" / "now", persons, 1)
            began = perf_counter()
            raised = raise_all(settings, "now", TODAY)
            seconds = perf_counter() - began
        finally:
            embedded.down(settings)
    print(
        f"{persons:,} persons, {2 * USERS} watches of {USERS} users: {raised:,} alerts in "
        f"{seconds:.1f} s (goal: {MOST_SECONDS:.0f} s)"
    )
    return 0 if seconds <= MOST_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
