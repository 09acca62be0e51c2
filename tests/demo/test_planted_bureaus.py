"""The demo country's speakers and consultants are paid as planted, and the strength of their ties
is the probability that it claims to be."""

import csv
from collections import defaultdict
from collections.abc import Callable
from datetime import date, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from algorithms.ties import ties
from demo import bureaus, open_payments
from demo.bureaus import SPEAKING
from demo.specialties import SPECIALTIES
from demo.world import World, build
from graph.drawing import Drawing
from graph.drawn_tables import open_drawn
from lake.relations import view
from schema.nodes import Payment, Person
from schema.relationships import RECEIVED
from schema.sharing import SHARES_CONSULTING, SHARES_SPEAKING

Row = dict[str, str]
Rows = dict[Any, list[dict[str, Any]]]
LAST_DAY = date(2024, 12, 31)
NPI, NATURE = "Covered_Recipient_NPI", "Nature_of_Payment_or_Transfer_of_Value"
COMPANY = "Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_Name"


@pytest.fixture(scope="module")
def world() -> World:
    return build(12_000, 1, (2010, 2024))


@pytest.fixture(scope="module")
def rows(world: World, tmp_path_factory: pytest.TempPathFactory) -> list[Row]:
    """All general payments to persons."""
    folder = tmp_path_factory.mktemp("payments")
    found: list[Row] = []
    for year in bureaus.years(world):
        open_payments.write(world, folder, open_payments.GENERAL, year)
        path = folder / open_payments.file_name(world, open_payments.GENERAL, year)
        with path.open(encoding="utf-8", newline="") as file:
            found += [row for row in csv.DictReader(file) if row[NPI]]
    return found


def _day(row: Row) -> date:
    return datetime.strptime(row["Date_of_Payment"], "%m/%d/%Y").date()


def _quarter(day: date) -> int:
    return 4 * (day.year - 2018) + (day.month - 1) // 3


def test_members_are_paid_in_the_quarters_of_their_terms(
    world: World, rows: list[Row], tmp_path: Path
) -> None:
    bureaus.write_truth(world, tmp_path)
    planted = pq.read_table(tmp_path / "bureaus.parquet").to_pylist()
    paid: dict[tuple[str, str, bool], set[int]] = defaultdict(set)
    for row in rows:
        if (nature := row[NATURE]) == "Consulting Fee" or "peak" in nature or nature == "Honoraria":
            key = (row[NPI], row[COMPANY], nature == "Consulting Fee")
            paid[key].add(_quarter(_day(row)))
    assert len({row["group"] for row in planted}) > 100
    often: dict[float, list[int]] = defaultdict(lambda: [0, 0])
    for row in planted:
        npi = world.people.npi[row["person"]]
        quarters = paid[npi, row["company"], row["kind"] != SPEAKING]
        term = range(max(row["first_quarter"], 0), min(row["last_quarter"], 27) + 1)
        often[row["rate"]][0] += len(quarters & set(term))
        often[row["rate"]][1] += len(term)
    for rate, (seen, quarters) in often.items():
        assert seen / quarters == pytest.approx(rate, abs=0.03)


def test_nobody_has_two_terms_in_one_group_at_a_time(world: World) -> None:
    held: dict[tuple[int, int], list[tuple[int, int]]] = defaultdict(list)
    for term in bureaus.terms(world):
        held[term.group, term.person].append((term.first, term.last))
    for spans in held.values():
        for (_, one_ends), (other_begins, _) in zip(sorted(spans), sorted(spans)[1:], strict=False):
            assert one_ends < other_begins


@pytest.fixture(scope="module")
def drawing(
    world: World,
    rows: list[Row],
    tmp_path_factory: pytest.TempPathFactory,
    draw_by_hand: Callable[[Path, Rows], Drawing],
) -> Drawing:
    """The payments and payees as a drawing, each payee by NPI."""
    people = world.people
    persons = [
        {"person_id": people.npi[at], "specialty_code": SPECIALTIES[people.specialty[at]].code}
        | {"state": (city := world.city(int(people.city[at]))).state, "city": city.name}
        for at in range(world.clinicians)
    ]
    payments = [
        {"payment_id": row["Record_ID"], "kind": "general", "nature": row[NATURE]}
        | {"company_id": row[COMPANY], "paid_on": _day(row)}
        for row in rows
    ]
    received = [{"start": row[NPI], "end": row["Record_ID"]} for row in rows]
    place = tmp_path_factory.mktemp("drawn")
    return draw_by_hand(place, {Person: persons, Payment: payments, RECEIVED: received})


def test_the_strength_of_fellow_speakers_and_consultants_came_true(drawing: Drawing) -> None:
    with duckdb.connect() as connection:
        open_drawn(connection, drawing.folder)
        found = ties.checks(connection, LAST_DAY)
    for kind in ("speaking", "consulting"):
        assert found[kind].cases > 1_000
        assert found[kind].error is not None
        assert found[kind].error < 0.03, kind


@pytest.mark.parametrize("kind", [SHARES_SPEAKING, SHARES_CONSULTING])
def test_members_of_one_group_are_tied_the_more_strongly_the_more_often_they_are_paid(
    world: World, drawing: Drawing, kind: Any
) -> None:
    known = _known(world, "speaking" if kind is SHARES_SPEAKING else "consulting")
    with duckdb.connect() as connection:
        open_drawn(connection, drawing.folder)
        ties.prepare(connection, LAST_DAY)
        view(connection, ties.TIES[kind])
        text = f'SELECT start, "end", strength FROM {ties.TIES[kind].name}'
        found = connection.sql(text).fetchall()
    strengths: dict[str, list[float]] = defaultdict(list)
    for one, other, strength in found:
        strengths[known.get((one, other), "by chance")].append(strength)
    mean = {how: sum(of) / len(of) for how, of in strengths.items()}
    assert mean["often"] > 1.5 * mean["members"], mean
    assert mean["members"] > 1.1 * mean["by chance"], mean


def _known(world: World, kind: str) -> dict[tuple[str, str], str]:
    """Pairs of NPIs that were members of one group at a time: `often` where both still are and are
    paid in most quarters."""
    members: dict[int, list[bureaus.Term]] = defaultdict(list)
    for term in bureaus.terms(world):
        if term.kind == kind:
            members[term.group].append(term)
    found: dict[tuple[str, str], str] = {}
    for terms in members.values():
        for one, other in combinations(terms, 2):
            first, last = max(one.first, other.first, 0), min(one.last, other.last)
            if one.person != other.person and first <= last:
                a, b = sorted(world.people.npi[term.person] for term in (one, other))
                is_often = last >= 27 and min(one.rate, other.rate) > 0.8
                found[a, b] = "often" if is_often else found.get((a, b), "members")
    return found
