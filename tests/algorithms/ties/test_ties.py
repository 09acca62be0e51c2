"""Strength of ties, worked out on paper from papers and trials drawn by hand."""

from collections.abc import Callable, Iterator
from datetime import date
from math import exp
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from algorithms.ties.ties import draw_ties, newest_record
from graph.drawing import Drawing
from graph.drawn_tables import open_drawn
from lake.current import Lake
from schema.nodes import Company, Paper, Person, Trial
from schema.relationships import AUTHORED, CONNECTED_TO, INVESTIGATES, SPONSORED_BY
from schema.vocabulary import Declared

TODAY = date(2026, 1, 1)
Made = dict[type[Declared], list[dict[str, Any]]]
Tied = Callable[..., dict[tuple[str, str], dict[str, Any]]]


@pytest.fixture
def lake(tmp_path: Path) -> Iterator[Lake]:
    """A lake without facts."""
    lake = Lake(tmp_path / "home")
    yield lake
    lake.close()


@pytest.fixture
def tied(lake: Lake, tmp_path: Path, draw_by_hand: Callable[[Path, Made], Drawing]) -> Tied:
    """A function that gives the ties of a drawing on a day, by their two ends."""

    def derive(rows: Made, on: date = TODAY) -> dict[tuple[str, str], dict[str, Any]]:
        drawing = draw_by_hand(tmp_path / "drawn", rows | {Person: _persons(rows)})
        open_drawn(lake.tables, drawing.folder)
        draw_ties(lake.tables, drawing, on)
        found = pq.read_table(drawing.table(CONNECTED_TO)).to_pylist()
        return {(row["start"], row["end"]): row for row in found}

    return derive


def _persons(rows: Made) -> list[dict[str, Any]]:
    ends = [row["start"] for kind in (AUTHORED, INVESTIGATES) for row in rows.get(kind, [])]
    return [{"person_id": name} for name in sorted(set(ends))]


def _paper(pmid: str, authors: str, on: date | None, count: int | None = None) -> Made:
    rows = [
        {"start": name, "end": pmid, "position": place}
        for place, name in enumerate(authors, start=1)
    ]
    paper = {"pmid": pmid, "published_on": on, "authors": count or len(authors)}
    return {Paper: [paper], AUTHORED: rows}


def _trial(nct_id: str, officials: str, on: date | None) -> Made:
    rows = [{"start": name, "end": nct_id, "role": "PRINCIPAL_INVESTIGATOR"} for name in officials]
    return {Trial: [{"nct_id": nct_id, "started_on": on}], INVESTIGATES: rows}


def _all(*made: Made) -> Made:
    together: Made = {}
    for rows in made:
        for declared, some in rows.items():
            together.setdefault(declared, []).extend(some)
    return together


def _first_formula(tie: dict[str, Any]) -> float:
    return 1 - exp(-(tie["paper_weight"] + tie["trial_weight"]))


def test_one_fresh_paper_of_two_gives_1_minus_1_over_e(tied: Tied) -> None:
    found = tied(_paper("1", "ba", TODAY))
    assert list(found) == [("a", "b")]  # the lower id first, once
    assert _first_formula(found["a", "b"]) == pytest.approx(1 - exp(-1), abs=1e-6)


def test_three_authors_share_half_each(tied: Tied) -> None:
    found = tied(_paper("1", "abc", TODAY))
    assert {pair: _first_formula(row) for pair, row in found.items()} == pytest.approx(
        dict.fromkeys([("a", "b"), ("a", "c"), ("b", "c")], 1 - exp(-1 / 2)), abs=1e-6
    )


def test_five_years_halve_the_weight(tied: Tied) -> None:
    found = tied(_paper("1", "ab", date(2021, 1, 1)))
    age = (TODAY - date(2021, 1, 1)).days / 365.25
    assert 0.5 ** (age / 5) == pytest.approx(1 / 2, abs=1e-3)
    assert _first_formula(found["a", "b"]) == pytest.approx(1 - exp(-(0.5 ** (age / 5))), abs=1e-6)


def test_a_paper_without_a_date_counts_as_two_half_lives_old(tied: Tied) -> None:
    found = tied(_paper("1", "ab", None))
    assert _first_formula(found["a", "b"]) == pytest.approx(1 - exp(-1 / 4), abs=1e-6)
    assert found["a", "b"]["strength_reasons"][1] == "the latest undated"


def test_papers_and_trials_add_up_and_are_counted_apart(tied: Tied) -> None:
    # 1 from a paper of two, 1/2 from a paper of three, 1 from a trial of two.
    found = tied(
        _all(_paper("1", "ab", TODAY), _paper("2", "abc", TODAY), _trial("NCT01", "ab", TODAY))
    )
    tie = found["a", "b"]
    assert _first_formula(tie) == pytest.approx(1 - exp(-(1 + 1 / 2 + 1)), abs=1e-6)
    assert (tie["papers"], tie["trials"]) == (2, 1)
    assert tie["strength_reasons"] == [
        "2 joint papers",
        "1 joint trial",
        "the latest in 2026",
        *tie["strength_reasons"][3:],
    ]
    assert all(" than most by " in reason for reason in tie["strength_reasons"][3:])
    assert found["a", "c"]["papers"] == 1


def test_the_first_and_the_last_joint_record_are_dated(tied: Tied) -> None:
    found = tied(
        _all(
            _paper("1", "ab", date(2019, 5, 1)),
            _paper("2", "ab", None),
            _trial("NCT01", "ab", date(2023, 2, 1)),
        )
    )
    assert found["a", "b"]["first_on"] == date(2019, 5, 1)
    assert found["a", "b"]["last_on"] == date(2023, 2, 1)


def test_authors_who_are_no_persons_of_the_graph_count_in_n(tied: Tied) -> None:
    # Two persons of a byline of five: 1 / (5 - 1).
    found = tied(_paper("1", "ab", TODAY, count=5))
    assert _first_formula(found["a", "b"]) == pytest.approx(1 - exp(-1 / 4), abs=1e-6)


def test_fifty_authors_make_ties_and_fifty_one_make_none(tied: Tied) -> None:
    found = tied(_all(_paper("1", "ab", TODAY, count=50), _paper("2", "cd", TODAY, count=51)))
    assert list(found) == [("a", "b")]
    assert _first_formula(found["a", "b"]) == pytest.approx(1 - exp(-1 / 49), abs=1e-6)


def test_a_paper_of_one_author_ties_nobody(tied: Tied) -> None:
    assert tied(_paper("1", "a", TODAY)) == {}


def test_a_person_named_twice_by_a_trial_is_one_person(tied: Tied) -> None:
    rows = _trial("NCT01", "ab", TODAY)
    rows[INVESTIGATES].append({"start": "a", "end": "NCT01", "role": "STUDY_CHAIR"})
    found = tied(rows)
    assert _first_formula(found["a", "b"]) == pytest.approx(1 - exp(-1), abs=1e-6)
    assert found["a", "b"]["trials"] == 1


def test_what_has_not_happened_on_the_day_asked_makes_no_tie(tied: Tied) -> None:
    assert tied(_trial("NCT01", "ab", date(2026, 1, 2))) == {}


def test_the_newest_record_is_the_newest_that_had_happened_when_loaded(
    lake: Lake, tmp_path: Path, draw_by_hand: Callable[[Path, Made], Drawing]
) -> None:
    # Loaded on 1 March 2026: a trial announced for 2027 is not the newest record.
    drawing = draw_by_hand(
        tmp_path / "drawn",
        _all(_paper("1", "ab", date(2025, 7, 1)), _trial("NCT01", "ab", date(2027, 1, 1))),
    )
    open_drawn(lake.tables, drawing.folder)
    assert newest_record(lake.tables) == date(2025, 7, 1)


def test_kinds_add_up_as_chances_do_and_identity_weighs(tied: Tied) -> None:
    rows = _all(
        _paper("1", "ab", TODAY), _trial("NCT01", "ab", TODAY), _trial("NCT02", "ab", TODAY)
    )
    rows[SPONSORED_BY] = [
        {"start": "NCT02", "end": "firm", "is_lead": True},
        {"start": "NCT01", "end": "firm", "is_lead": False},
    ]
    rows[Company] = [{"company_id": "firm"}]
    sure = tied(rows)["a", "b"]
    kinds = [sure[f"{kind}_strength"] for kind in ("paper", "trial", "industry")]
    assert all(0 < one < 1 for one in kinds)
    missed = (1 - kinds[0]) * (1 - kinds[1]) * (1 - kinds[2])
    assert sure["strength"] == pytest.approx(1 - missed, abs=2e-6)
    assert (sure["trials"], sure["industry_trials"]) == (2, 1)

    rows[AUTHORED][0]["identity_score"] = 0.5
    doubtful = tied(rows)["a", "b"]
    assert doubtful["paper_strength"] == pytest.approx(0.5 * kinds[0], abs=2e-6)
    assert doubtful["trial_strength"] == kinds[1]


def test_a_fresh_tie_is_stronger_than_an_old_one(tied: Tied) -> None:
    found = tied(
        _all(
            _paper("1", "ab", TODAY),
            _paper("2", "cd", date(2016, 1, 1)),
        )
    )
    fresh, old = found["a", "b"], found["c", "d"]
    assert fresh["strength"] > 2 * old["strength"]
    assert len(fresh["strength_parts"]) == 8


def test_a_month_makes_a_tie_older_a_day_does_not(tied: Tied) -> None:
    rows = _all(_paper("1", "abc", date(2024, 5, 1)), _trial("NCT01", "bd", date(2026, 1, 1)))
    first = tied(rows)
    assert tied(rows, date(2026, 1, 31)) == first
    later = tied(rows, date(2026, 2, 1))
    assert later.keys() == first.keys()
    assert later["a", "b"]["paper_weight"] < first["a", "b"]["paper_weight"]


def test_what_happened_since_the_first_of_the_month_counts_as_of_that_day(tied: Tied) -> None:
    within = tied(_paper("1", "ab", date(2026, 1, 20)), date(2026, 1, 31))["a", "b"]
    first = tied(_paper("1", "ab", TODAY), date(2026, 1, 31))["a", "b"]
    assert within["strength"] == first["strength"]
    assert within["last_on"] == date(2026, 1, 20)


def test_ties_on_a_day_equal_ties_of_what_had_happened_by_then(tied: Tied) -> None:
    before = [_paper("1", "abc", date(2020, 3, 1)), _trial("NCT01", "bc", date(2025, 12, 31))]
    after = [_paper("2", "ab", date(2026, 1, 2)), _trial("NCT02", "bd", date(2027, 1, 1))]
    late = tied(_all(*before, *after))
    cut = tied(_all(*before))
    assert {pair: row["strength"] for pair, row in late.items()} == {
        pair: row["strength"] for pair, row in cut.items()
    }
