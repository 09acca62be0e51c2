"""How long does a review of segments and tiers take, and how many people move to and fro?

`python -m benchmarks.segments`. A made-up country is refreshed with segments and tiers in its
workspace. Each person is then put into the graph several times over, with the same papers, trials
and places, until there are as many persons as asked for, and all segments are reviewed. Before
that, the unchanged country is asked about four quarters to come: told is the share of members who
moved in a quarter only to take back a move of the year before.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import date, timedelta
from itertools import product
from pathlib import Path
from time import perf_counter

from neo4j import Driver

from api.objectives import ruled
from api.segment_refreshing import review_all
from api.tiers import levels_of
from benchmarks.bulk import load_all
from demo.country import write
from graph import connection, embedded
from refresh import refresh
from schema.settings import Settings
from workspace import segment_reviews, segments
from workspace.askers import Asker
from workspace.segments import LevelRule

ASKER = Asker("local", "medical")
MOST_SECONDS, MOST_FLAPS, QUARTER = 30.0, 0.02, timedelta(days=91)
AREAS = ("Heart Failure", "Heart Diseases", "Diabetes Mellitus", "Asthma", "Stroke")
STATES = ("CA", "TX", "NY", "FL", "IL", "PA", "OH")
COPY = """
MATCH (p:Person) WHERE p.copied IS NULL
CALL (p) {
  UNWIND range(1, $times) AS copy
  CREATE (q:Person)
  SET q = p {.*, personId: p.personId + '-' + copy, copied: true, npi: null, orcid: null}
  FOREACH (_ IN CASE WHEN p:Physician THEN [1] ELSE [] END | SET q:Physician)
  WITH p, q
  MATCH (p)-[r:AUTHORED|INVESTIGATES|TOOK_PART_IN|AFFILIATED_WITH|BELONGS_TO_SOCIETY]->(x)
  CALL (q, r, x) {
    CREATE (q)-[s:$(type(r))]->(x) SET s = properties(r)
  }
} IN TRANSACTIONS OF 50 ROWS"""


def save(settings: Settings, many: int) -> None:
    """Tiers of five areas, and segments by every objective in all states and in some."""
    for area in AREAS:
        rules = levels_of(f'{{topic: "{area}"}}')
        segments.save(settings, ASKER, area, rules, is_quarterly=False)
    places = ["{}", *(f'{{state: {{eq: "{state}"}}}}' for state in STATES)]
    for place, one in list(product(places, ruled()))[:many]:
        rule = f"{{and: [{place}, {one.rule}]}}"
        segments.save(settings, ASKER, f"{one.name} {place}", [LevelRule("", rule, rule)])


def grow(driver: Driver, settings: Settings, persons: int) -> int:
    """Copy every person until there are so many; how many there are."""
    count = "MATCH (p:Person) RETURN count(p) AS persons"
    [[there]] = driver.execute_query(count, database_=settings.neo4j_database).records
    times = max(0, persons // int(there) - 1)
    if times:
        with driver.session(database=settings.neo4j_database) as session:
            session.run(COPY, times=times).consume()
    return int(there) * (times + 1)


def quarters(settings: Settings, began: date, many: int) -> float:
    """Ask the unchanged country about so many quarters to come; the largest flap rate of the tiers
    in any of them."""
    worst = 0.0
    for ahead in range(1, many + 1):
        day = began + ahead * QUARTER
        refresh(settings, as_of=day)
        for one in segments.segments(settings):
            if len(one.levels) < 2:
                continue
            last = segment_reviews.last_review(settings, one.number)
            assert last
            flaps = segment_reviews.flaps(settings, one.number, day - QUARTER)
            rate = flaps / max(last.members, 1)
            print(f"{day} {one.name}: {last.members} members, {last.moves} moves, {flaps} back")
            worst = max(worst, rate)
    return worst


def main() -> int:
    """Print seconds and flap rate; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.segments")
    parser.add_argument("--clinicians", type=int, default=5_000)
    parser.add_argument("--persons", type=int, default=300_000)
    parser.add_argument("--segments", type=int, default=50)
    parser.add_argument("--quarters", type=int, default=4)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="peerline-bench-") as folder:
        country, settings = Path(folder) / "country", Settings(home=Path(folder) / "home")
        write(country, clinicians=given.clinicians)
        load_all(country, settings.home)
        try:
            began = refresh(settings).as_of
            assert began
            save(settings, given.segments)
            review_all(settings, "before", began)
            worst = quarters(settings, began, given.quarters)
            with connection.driver(settings) as driver:
                persons = grow(driver, settings, given.persons)
            review_all(settings, "warm", began)
            at = perf_counter()
            review_all(settings, "timed", began)
            seconds = perf_counter() - at
        finally:
            embedded.down(settings)
    tiers = len(AREAS)
    print(f"{persons:,} persons, {given.segments} segments and {tiers} areas: {seconds:.1f} s")
    print(f"moved to and fro in a quarter: {worst:.2%} (goal: < {MOST_FLAPS:.0%})")
    return 0 if seconds <= MOST_SECONDS and worst < MOST_FLAPS else 1


if __name__ == "__main__":
    sys.exit(main())
