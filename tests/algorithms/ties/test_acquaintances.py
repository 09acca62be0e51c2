"""Events, fees, institutions and engagements make the ties that records say, and no others."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from algorithms.ties.ties import TIES, prepare
from graph.drawing import Drawing
from graph.drawn_tables import open_drawn
from lake.relations import view
from schema.nodes import Company, Engagement, Liaison, Payment, Person
from schema.relationships import AFFILIATED_WITH, ENGAGED, HELD, MET, RECEIVED
from schema.sharing import (
    SHARES_CONSULTING,
    SHARES_EVENTS,
    SHARES_INSTITUTION,
    SHARES_SPEAKING,
)

Rows = dict[Any, list[dict[str, Any]]]
Derive = Callable[[Any, Rows], list[dict[str, Any]]]
TODAY = date(2026, 1, 1)
SPEAKING = (
    "Compensation for serving as faculty or as a speaker for a medical education program",
    "Compensation for serving as faculty or as a speaker for an accredited or certified continuing "
    "education program",
    "Compensation for serving as faculty or as a speaker for a non-accredited and noncertified "
    "continuing education program",
    "Compensation for services other than consulting, including serving as faculty or as a speaker "
    "at a venue other than a continuing education program",
    "Honoraria",
)


@pytest.fixture
def ties(tmp_path: Path, draw_by_hand: Callable[[Path, Rows], Drawing]) -> Derive:
    """A function that gives the ties of a kind, derived from a drawing as of 1 January 2026."""

    def derive(kind: Any, rows: Rows) -> list[dict[str, Any]]:
        drawing = draw_by_hand(tmp_path / "drawn", rows)
        with duckdb.connect() as connection:
            open_drawn(connection, drawing.folder)
            prepare(connection, TODAY)
            view(connection, TIES[kind])
            text = f'FROM {TIES[kind].name} ORDER BY start, "end"'
            found: list[dict[str, Any]] = connection.sql(text).to_arrow_table().to_pylist()
            return found

    return derive


def _persons(names: str, city: str | None = "Springfield") -> list[dict[str, Any]]:
    known = {"city": city, "state": "IL", "specialty_code": "207X"}
    return [{"person_id": name, **known} for name in names]


def _meal(names: str, on: date, company: str = "firm", nature: str = "Food and Beverage") -> Rows:
    payments, received = [], []
    for name in names:
        key = f"{company} {on} {name}"
        payment = {"payment_id": key, "kind": "general", "company_id": company, "nature": nature}
        payments.append({**payment, "paid_on": on})
        received.append({"start": name, "end": key})
    return {Payment: payments, RECEIVED: received}


def _all(*made: Rows) -> Rows:
    together: Rows = {}
    for rows in made:
        for declared, some in rows.items():
            together.setdefault(declared, []).extend(some)
    return together


def test_two_who_one_company_paid_for_one_meal_share_an_event(ties: Derive) -> None:
    meals = [_meal("ab", date(2024, 5, 1)), _meal("ab", date(2025, 5, 1), "other")]
    (tie,) = ties(SHARES_EVENTS, _all({Person: _persons("abc")}, *meals))
    assert (tie["start"], tie["end"], tie["events"], tie["smallest"]) == ("a", "b", 2, 2)
    # The payment to the one of the lower id, the latest event first.
    assert tie["payments"] == ["other 2025-05-01 a", "firm 2024-05-01 a"]
    assert (tie["first_on"], tie["last_on"]) == (date(2024, 5, 1), date(2025, 5, 1))
    assert 0 < tie["strength"] < 1


@pytest.mark.parametrize(
    "apart",
    [
        [_meal("a", date(2024, 5, 1)), _meal("b", date(2024, 5, 2))],
        [_meal("a", date(2024, 5, 1)), _meal("b", date(2024, 5, 1), "other")],
        [_meal("a", date(2024, 5, 1)), _meal("b", date(2024, 5, 1), nature="Travel and Lodging")],
        [_meal("ab", date(2024, 5, 1), nature="Royalty or License")],
        [_meal("ab", date(2024, 5, 1), nature="Consulting Fee")],
        [_meal("ab", date(2024, 5, 1), nature="Honoraria")],
        [_meal("ab", date(2026, 5, 1))],
    ],
    ids=[
        *("another day", "another company", "another nature", "no event"),
        *("consulting", "speaking", "not yet"),
    ],
)
def test_what_is_not_one_event_joins_nobody(ties: Derive, apart: list[Rows]) -> None:
    assert ties(SHARES_EVENTS, _all({Person: _persons("ab")}, *apart)) == []


def test_persons_of_two_cities_or_of_an_unknown_one_share_no_event(ties: Derive) -> None:
    meal = _meal("abc", date(2024, 5, 1))
    persons = [*_persons("a"), *_persons("b", "Shelbyville"), *_persons("c", None)]
    assert ties(SHARES_EVENTS, _all({Person: persons}, meal)) == []


def test_fifty_at_an_event_are_acquainted_and_fifty_one_are_not(ties: Derive) -> None:
    names = [chr(0x4E00 + number) for number in range(51)]
    for count, pairs in ((50, 50 * 49 // 2), (51, 0)):
        meal = _meal("".join(names[:count]), date(2024, 5, 1))
        found = ties(SHARES_EVENTS, _all({Person: _persons("".join(names))}, meal))
        assert len(found) == pairs


@pytest.mark.parametrize("nature", SPEAKING)
def test_two_who_speak_for_one_company_in_one_quarter_are_tied_by_that_alone(
    ties: Derive, nature: str
) -> None:
    # Another day, another city and another of the natures of speaking: the quarter is what counts.
    rows = _all(
        {Person: [*_persons("a"), *_persons("b", "Shelbyville")]},
        _meal("a", date(2024, 4, 1), nature=nature),
        _meal("b", date(2024, 6, 30), nature=SPEAKING[0]),
    )
    (tie,) = ties(SHARES_SPEAKING, rows)
    assert (tie["start"], tie["end"], tie["speaking_quarters"], tie["smallest"]) == ("a", "b", 1, 2)
    assert tie["payments"] == ["firm 2024-04-01 a|firm 2024-06-30 b"]
    assert (tie["first_on"], tie["companies"]) == (date(2024, 6, 30), ["firm"])
    assert 0 < tie["strength"] < 1
    assert ties(SHARES_CONSULTING, rows) == ties(SHARES_EVENTS, rows) == []


def test_two_who_consult_for_one_family_are_tied_across_states(ties: Derive) -> None:
    company = [{"company_id": name, "family_id": "group"} for name in ("firm", "daughter")]
    persons = [*_persons("a"), *(row | {"state": "TX"} for row in _persons("b"))]
    fees = [
        _meal(name, date(2024, 5, 1), firm, "Consulting Fee")
        for name, firm in (("a", "firm"), ("b", "daughter"))
    ]
    rows = _all({Person: persons, Company: company}, *fees)
    (tie,) = ties(SHARES_CONSULTING, rows)
    assert (tie["consulting_quarters"], tie["companies"]) == (1, ["group"])
    assert ties(SHARES_SPEAKING, rows) == []


def test_who_last_spoke_for_one_company_over_three_years_ago_is_no_longer_tied(
    ties: Derive,
) -> None:
    def found(*days: date) -> list[int]:
        paid = [_meal("ab", day, nature="Honoraria") for day in days]
        made = ties(SHARES_SPEAKING, _all({Person: _persons("ab")}, *paid))
        return [tie["speaking_quarters"] for tie in made]

    # As of 1 January 2026 quarters count that ended in 2023 or later.
    assert found(date(2022, 12, 31)) == []
    assert found(date(2023, 3, 31)) == [1]
    assert found(date(2022, 12, 31), date(2023, 3, 31)) == [2]  # earlier ones are shown, too


@pytest.mark.parametrize(
    "apart",
    [
        {"state": "TX"},
        {"state": None},
        {"specialty_code": "208X"},
        {"specialty_code": None},
    ],
    ids=str,
)
def test_speakers_of_two_fields_or_states_are_not_tied(ties: Derive, apart: dict[str, Any]) -> None:
    persons = [*_persons("a"), *(row | apart for row in _persons("b"))]
    rows = _all({Person: persons}, _meal("ab", date(2024, 5, 1), nature="Honoraria"))
    assert ties(SHARES_SPEAKING, rows) == []


@pytest.mark.parametrize(
    "other",
    [
        _meal("b", date(2024, 7, 1), nature="Consulting Fee"),
        _meal("b", date(2024, 5, 1), "other", "Consulting Fee"),
        _meal("b", date(2024, 5, 1), nature="Education"),
        _meal("b", date(2024, 5, 1), nature="Honoraria"),
    ],
    ids=["another quarter", "another company", "no fee", "a fee for speaking"],
)
def test_what_is_not_the_same_fee_joins_no_consultants(ties: Derive, other: Rows) -> None:
    one = _meal("a", date(2024, 5, 1), nature="Consulting Fee")
    assert ties(SHARES_CONSULTING, _all({Person: _persons("ab")}, one, other)) == []


def test_fifty_speakers_of_a_quarter_are_acquainted_and_fifty_one_are_not(ties: Derive) -> None:
    names = [chr(0x4E00 + number) for number in range(51)]
    for count, pairs in ((50, 50 * 49 // 2), (51, 0)):
        paid = _meal("".join(names[:count]), date(2024, 5, 1), nature="Honoraria")
        found = ties(SHARES_SPEAKING, _all({Person: _persons("".join(names))}, paid))
        assert len(found) == pairs


def _staff(name: str, institution: str, years: list[int]) -> dict[str, Any]:
    return {"start": name, "end": institution, "years": years}


def test_the_same_year_at_an_institution_is_a_weak_tie(ties: Derive) -> None:
    rows = [
        _staff("a", "clinic", [2019, 2023, 2024]),
        _staff("b", "clinic", [2022, 2023, 2024]),
        _staff("c", "clinic", [2019]),  # shared with a, but more than five years ago
        _staff("d", "clinic", [2025, 2026]),
        _staff("e", "clinic", [2026]),  # the year has not ended
    ]
    (tie,) = ties(SHARES_INSTITUTION, {Person: _persons("abcde"), AFFILIATED_WITH: rows})
    assert (tie["start"], tie["end"], tie["shared_years"]) == ("a", "b", 2)
    assert tie["places"] == ["clinic|2024", "clinic|2023"]
    # Nobody's past to learn from: the two pairs (a, b) and (a, c) of two years ago have had no
    # joint paper since, (0 + 0.01 * 100) / (2 + 100).
    assert tie["strength"] == pytest.approx(1 / 102, abs=1e-6)
    assert tie["strength_reasons"][0] == "2 years at the same institution"


def _engagement(key: str, liaison: str, person: str, **course: Any) -> Rows:
    return {
        Liaison: [{"liaison_id": liaison}],
        Engagement: [{"engagement_id": key, "is_cancelled": False, **course}],
        HELD: [{"start": liaison, "end": key}],
        ENGAGED: [{"start": key, "end": person, "identity_score": 1.0}],
    }


def test_a_liaison_has_met_whom_an_engagement_was_held_with(ties: Derive) -> None:
    made = [
        _engagement("1", "MSL", "a", held_on=date(2025, 1, 2), minutes=20),
        _engagement("2", "MSL", "a", held_on=date(2025, 6, 2), minutes=40),
        _engagement("3", "MSL", "b", planned_on=date(2025, 6, 2)),  # unanswered
        _engagement("4", "MSL", "c", held_on=date(2025, 6, 2), is_cancelled=True),
        _engagement("5", "MSL", "d", held_on=date(2026, 6, 2)),  # not yet
    ]
    rows = _all({Person: _persons("abcd")}, *made)
    rows[Liaison] = rows[Liaison][:1]
    (tie,) = ties(MET, rows)
    assert (tie["start"], tie["end"], tie["engagements"], tie["minutes"]) == ("MSL", "a", 2, 60)
    assert (tie["first_on"], tie["last_on"]) == (date(2025, 1, 2), date(2025, 6, 2))
    assert tie["strength_reasons"] == [
        "2 engagements held",
        "60 minutes in all",
        "the latest in 2025",
    ]
    assert 0 < tie["strength"] < 1


def test_an_engagement_log_calibrates_its_own_ties(ties: Derive) -> None:
    # Of 120 pairs that met in June 2023 those of even number met again within two years of the
    # beginning of 2024: after a meeting as fresh as that, one in two comes together again.
    made: list[Rows] = []
    persons = [chr(0x4E00 + number) for number in range(120)]
    for number, person in enumerate(persons):
        made.append(_engagement(f"{number}", "MSL", person, held_on=date(2023, 6, 1)))
        if number % 2 == 0:
            made.append(_engagement(f"{number}-2", "MSL", person, held_on=date(2025, 6, 1)))
    rows = _all({Person: _persons("".join(persons))}, *made)
    rows[Liaison] = rows[Liaison][:1]
    found = ties(MET, rows)
    fresh = [tie["strength"] for tie in found if tie["last_on"] == date(2025, 6, 1)]
    assert len(fresh) == 60
    assert min(fresh) > 0.4
