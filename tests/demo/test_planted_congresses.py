"""The demo country's congresses: in the contract's layout, and sharing a session has an effect."""

import csv
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from demo import congresses, papers
from demo.plan import FIRST_PMID, PAPER
from demo.world import World, build


@pytest.fixture(scope="module")
def world() -> World:
    return build(12_000, 1, (2010, 2024))


def test_the_programmes_name_the_planted_sessions_and_each_poster_its_abstract(
    world: World, tmp_path: Path
) -> None:
    count = congresses.write(world, tmp_path)
    congresses.write_truth(world, tmp_path)
    with (tmp_path / "congresses_2025-01-15.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    held: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in rows:
        session = (row["congress_id"], row["congress_from_on"][:4], row["session_id"])
        held[session].append(row["npi"] or row["orcid"])
    posters = [row for row in rows if row["session_id"] == "POSTERS"]
    planted = pq.read_table(tmp_path / "sessions.parquet").to_pylist()
    assert len(rows) == count == len(posters) + sum(len(one["persons"]) for one in planted)
    keys = [
        [world.people.npi[p] if p < world.clinicians else world.people.orcid[p] for p in persons]
        for persons in (one["persons"] for one in planted)
    ]
    said = [who for session, who in held.items() if session[2] != "POSTERS"]
    assert sorted(map(sorted, said)) == sorted(map(sorted, keys))
    assert all(len(set(who)) == len(who) for who in keys)
    abstracts = {str(FIRST_PMID + int(at)) for at in world.plan.congress.nonzero()[0]}
    assert len(posters) > 200 and {row["pmid"] for row in posters} <= abstracts
    assert {row["role"] for row in rows if not row["session_id"]} == {
        "organiser",
        "programme committee",
    }


def test_who_shared_a_session_signs_together_later_the_rather_the_smaller_it_was(
    world: World, tmp_path: Path
) -> None:
    signed: dict[tuple[int, int], set[int]] = defaultdict(set)
    for at, year in enumerate(world.plan.year.tolist()):
        authors = papers.byline(world, at, world.random(PAPER, at)).authors
        for pair in combinations(sorted(authors), 2):
            if len(authors) <= 25:
                signed[pair].add(year)
    congresses.write_truth(world, tmp_path)
    planted = pq.read_table(tmp_path / "shared_sessions.parquet").to_pylist()
    assert len(planted) > 250
    for row in planted:
        assert (min(row["one"], row["other"]), max(row["one"], row["other"])) in signed
    pairs: dict[str, list[bool]] = defaultdict(list)
    sessions = world.sessions
    circle = world.people.later_circle
    for year, together in zip(sessions.year, sessions.people, strict=True):
        size = len(together)
        kind = "two or three" if size <= 3 else "four to eight" if size <= 8 else "large"
        for one, other in combinations(sorted(together), 2):
            if circle[one] != circle[other] and year <= 2021:
                years = signed.get((one, other), set())
                pairs[kind].append(bool(years & {year + 1, year + 2, year + 3}))
    # Beside them, persons of two circles of a specialty who shared none: those of the next session.
    for at in range(len(sessions.year) - 1):
        year = sessions.year[at]
        if sessions.specialty[at] == sessions.specialty[at + 1] and year <= 2021:
            for one, other in zip(sessions.people[at], sessions.people[at + 1], strict=False):
                if one != other and circle[one] != circle[other]:
                    years = signed.get((min(one, other), max(one, other)), set())
                    pairs["none"].append(bool(years & {year + 1, year + 2, year + 3}))
    share = {kind: sum(found) / len(found) for kind, found in pairs.items()}
    assert share["two or three"] > 1.5 * share["four to eight"] > 1.5 * share["large"], share
    assert share["four to eight"] > 1.5 * share["none"], share
    assert share["two or three"] < 0.35, share
