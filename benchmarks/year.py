"""Is every event of a year told once, in its week, and how many alerts does a user get?

`python -m benchmarks.year`. A made-up country is refreshed, people are watched by name, by a rule
and by tiers, and then comes a year of weekly files (`demo.weeks`), each loaded and refreshed. What
was planted, every new byline and trial role of a watched person, and every move must be told once
and in the week in which it comes.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from neo4j import Driver

from api.alert_raising import MOST_OF_ONE
from api.asking import ask
from api.callers import LOCAL
from benchmarks.bulk import load_all
from demo.country import write
from demo.weeks import Clinician, Planted, Weeks
from graph import connection, embedded
from loaders.reading.loading import load
from loaders.reading.source import sources
from refresh import refresh
from schema.settings import Settings
from workspace import alerts, watches
from workspace.watches import Rights, Watched

LAST, WEEKS = date(2025, 1, 20), 52
OWN, COLLEAGUE = LOCAL.subject, "colleague"
WATCH_RULE = """mutation($persons: [String!]!) {
  publish: saveWatch(name: "publish", rule: {paperCount: {gte: 1}}) { watch { id } }
  planted: saveWatch(name: "planted", persons: $persons) { watch { id } } }"""
TIERS = """mutation {
  saveTiers(name: "All", area: {}, isQuarterly: false) { segment { id } } }"""
WATCH_TIERS = """mutation($tiers: ID!) {
  saveWatch(name: "tiers", segment: $tiers) { watch { id } } }"""
PERFORMING = """
MATCH (p:Person)-[:HOLDS]->(l:Licence), (p)-[v:PERFORMED]->()
WHERE p.npi IS NOT NULL AND p.deactivatedOn IS NULL
WITH p, min(l.licenceId) AS licence, count(DISTINCT v.fromOn) AS quarters WHERE quarters >= 12
RETURN p.personId AS id, p.npi AS npi, p.name AS name, licence ORDER BY npi LIMIT $most"""
NEW = """
MATCH (p:Person)-[r:AUTHORED]->(x:Paper) WHERE x.pmid >= $pmid AND x.pmid < $next
  AND r.countedWith IS NULL AND NOT coalesce(x.isRetracted, false)
RETURN 'PAPER' AS kind, p.personId AS person, x.pmid AS record
UNION MATCH (p:Person)-[:AUTHORED]->(x:Paper {pmid: $retracted})
RETURN 'RETRACTION' AS kind, p.personId AS person, x.pmid AS record
UNION MATCH (p:Person)-[:INVESTIGATES]->(x:Trial {nctId: $trial})
RETURN 'PIVOTAL_TRIAL' AS kind, p.personId AS person, x.nctId AS record"""
Told = tuple[str, str, str]  # kind, person, record


@dataclass
class Year:
    """What came of the weeks so far: events that were not told in their week, or were told twice,
    and the alerts of each user and week."""

    settings: Settings
    weeks: Weeks
    persons: dict[str, str]  # by NPI
    missed: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    a_week: list[int] = field(default_factory=list)
    seen: set[tuple[str, str, str, str]] = field(default_factory=set)
    events: int = 0

    def pass_through(self, week: int, folder: Path) -> None:
        """Load and refresh a week, and hold what is told against what came."""
        files, planted = self.weeks.write(week, folder / f"week-{week}")
        for name, path in files.items():
            load(self.settings.home, sources()[name], [path], 1)
        before = {owner: alerts.latest(self.settings, owner) for owner in (OWN, COLLEAGUE)}
        refresh(self.settings, as_of=self.weeks.day(week))
        told: set[Told] = set()
        for owner, last in before.items():
            found = alerts.alerts(self.settings, owner, alerts.Asked(after=last), 1_000)
            self.a_week.append(len(found))
            told |= set(self._told(owner, found, week))
        for event in self._came(week, planted):
            self.events += 1
            if not _is_told(event, told):
                self.missed.append(f"week {week}: {event}")

    def _told(self, owner: str, found: list[alerts.Alert], week: int) -> Iterator[Told]:
        for one in found:
            self.kinds[one.kind] += 1
            for record in one.records:
                name = f"{record.record} {record.title}"
                key = owner, one.kind, one.person, name
                if one.kind not in ("TIER", "QUERY") and key in self.seen:
                    self.twice.append(f"week {week}: {key}")
                self.seen.add(key)
                yield one.kind, one.person, record.record

    def _came(self, week: int, planted: Planted) -> set[Told]:
        """The events of the week, of those who are watched."""
        given: dict[str, Any] = {
            "pmid": str(95_000_000 + 100 * week),
            "next": str(95_000_000 + 100 * (week + 1)),
            "retracted": planted.record if planted.kind == "RETRACTION" else "",
            "trial": planted.record if planted.kind == "PIVOTAL_TRIAL" else "",
        }
        with connection.driver(self.settings) as driver:
            rows = driver.execute_query(NEW, given, database_="neo4j").records
        watched = set().union(
            *(watches.persons(self.settings, o.number) for o in watches.watches(self.settings))
        )
        came = {(r["kind"], r["person"], r["record"]) for r in rows if r["person"] in watched}
        if planted.npi is not None:
            came.add((planted.kind, self.persons[planted.npi], planted.record))
        return came


def _is_told(event: Told, told: set[Told]) -> bool:
    kind, person, record = event
    return any(each[:2] == (kind, person) and (not record or each[2] == record) for each in told)


def begun(country: Path, home: Path) -> Year:
    """A country that the home loaded, refreshed and watched: the people with whom something is
    planted by name, those who publish by a rule, and tiers."""
    settings = Settings(home=home, neo4j_uri=None)
    refresh(settings, as_of=LAST)
    with connection.driver(settings) as driver:
        chosen = performing(driver)
    persons = [id for id, _ in chosen]
    rights = Rights("analyst")
    watches.save(settings, COLLEAGUE, "planted", Watched(persons=persons), persons, [], rights)
    ask(settings, WATCH_RULE, {"persons": persons})
    tiers = ask(settings, TIERS, {})["saveTiers"]["segment"]["id"]
    ask(settings, WATCH_TIERS, {"tiers": tiers})
    weeks = Weeks(country, LAST, [one for _, one in chosen])
    return Year(settings, weeks, {one.npi: id for id, one in chosen})


def performing(driver: Driver) -> list[tuple[str, Clinician]]:
    """Those with whom something can be planted, one for each week of a year where there are as
    many, by their `personId`, in the order of their NPIs."""
    rows = driver.execute_query(PERFORMING, most=WEEKS, database_="neo4j").records
    return [
        (row["id"], Clinician(row["npi"], row["name"], tuple(row["licence"].split(" ", 1))))
        for row in rows
    ]


def main() -> int:
    """Print what was missed, what came twice, and the alerts a week; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.year")
    parser.add_argument("--clinicians", type=int, default=300)
    parser.add_argument("--weeks", type=int, default=WEEKS)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="peerline-bench-") as name:
        country, home = Path(name) / "country", Path(name) / "home"
        write(country, clinicians=given.clinicians, workers=1)
        load_all(country, home)
        year = begun(country, home)
        try:
            for week in range(1, given.weeks + 1):
                year.pass_through(week, Path(name))
                print(f"week {week}: {year.a_week[-2:]} alerts", flush=True)
        finally:
            embedded.down(year.settings)
    for line in [*year.missed, *year.twice]:
        print(line)
    most, median = max(year.a_week), statistics.median(year.a_week)
    print(", ".join(f"{kind} {count:,}" for kind, count in year.kinds.most_common()))
    print(
        f"{year.events:,} events came in {given.weeks} weeks: {len(year.missed)} were not told in "
        f"their week, {len(year.twice)} were told twice; {most} alerts for a user in a "
        f"week at most, {median:.0f} in the median"
    )
    return 1 if year.missed or year.twice or most > MOST_OF_ONE else 0


if __name__ == "__main__":
    sys.exit(main())
