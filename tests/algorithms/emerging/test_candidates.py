"""Who counts as emerging, who as visible, and whether a planted one is found before anyone sees."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from algorithms.emerging import candidates
from algorithms.emerging.candidates import first_share
from algorithms.emerging.evaluation import HistoryTooShort, measure
from algorithms.emerging.learning import citations_until, learned
from algorithms.emerging.measures import _hits
from algorithms.emerging.outcomes import CITATIONS, PAPERS
from algorithms.histories.drawn import drawn_history
from algorithms.histories.history import read
from algorithms.histories.span import last_complete_year
from algorithms.histories.timeline import timeline
from lake.lessons import Lessons


def test_the_first_share_is_cut_between_different_values() -> None:
    # A fifth of ten is two, but three share the second place: one is nearer to two than four.
    values = np.array([9.0, 5, 5, 5, 1, 1, 1, 1, 0, 0])
    assert first_share(values, 0.2).tolist() == [True] + [False] * 9
    assert first_share(np.array([9.0, 5, 5, 1, 1, 1, 1, 1, 0, 0]), 0.2).sum() == 1
    assert first_share(np.array([5.0, 5, 1, 1, 1]), 0.2).sum() == 2  # none above: those at it
    assert first_share(np.zeros(10), 0.2).sum() == 0


def test_hits_of_a_resample_count_a_person_as_often_as_drawn() -> None:
    rose = np.array([True, False, True, True])
    weight = np.array([[1, 1, 1, 1], [2, 0, 1, 3], [0, 4, 0, 0]], np.int16)
    # The first three: T F T; T T T of the second draw; only misses in the third.
    assert _hits(weight, rose, 3).tolist() == [2 / 3, 1.0, 0.0]


Row = dict[str, Any]


def _field(years: range, cited: bool, seed: int = 7, turn: int = 9_999) -> list[Row]:
    """A field of newcomers who write in pairs. Of those who begin with the one famous author, every
    second goes on to write four papers a year from the fourth year on, and is cited; the others
    write on at random. Only the company shows it in the first years. From the year `turn` on it is
    six others who write four papers a year."""
    draw = np.random.default_rng(seed)
    rows: list[Row] = []
    begun: dict[int, list[str]] = {}
    for year in years:
        begun[year] = [f"n{year}.{n}" for n in range(60)]
        for n, name in enumerate(begun[year]):
            company = f"famous{n % 2}" if n < 6 else f"n{year}.{(n + 7) % 60}"
            _write(rows, year, [name, company])
        for age in range(1, 9):
            for n, name in enumerate(begun.get(year - age, [])):
                rises = n < 6 if year < turn else 30 <= n < 36
                papers = (4 if age > 3 else 1) if rises else int(draw.random() < 0.25)
                for _ in range(papers):
                    other = begun[year][int(draw.integers(60))]
                    _write(rows, year, [name, other])
        for n in range(8):
            _write(rows, year, [f"famous{n % 2}", f"famous{(n + 1) % 2}"])
    if cited:
        _cite(rows, draw)
    return rows


def _write(rows: list[Row], year: int, authors: list[str]) -> None:
    rows.append({"paper_id": f"p{len(rows)}", "year": year, "authors": "|".join(authors)})


def _cite(rows: list[Row], draw: np.random.Generator) -> None:
    for n, row in enumerate(rows):
        early = rows[max(n - 800, 0) : n]
        chosen = [
            early[int(draw.integers(len(early)))]["paper_id"] for _ in range(3 if early else 0)
        ]
        row["cited_ids"] = "|".join(dict.fromkeys(chosen))


def _write_csv(rows: list[Row], path: Path) -> Path:
    with path.open("w", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return path


def test_chances_are_checked_on_the_past_and_withheld_when_the_past_turned(tmp_path: Path) -> None:
    checks = []
    for turn in (9_999, 2010):
        rows = _field(range(1990, 2013), False, turn=turn)
        found = learned(timeline(read(_write_csv(rows, tmp_path / "h.csv"))), 2012)
        assert found is not None and found.forecast.check_of_everyone is not None
        checks.append(found.forecast.check_of_everyone)
    steady, turned = checks
    # The latest list that is over is that of 2009, about the three years after it.
    assert (steady.first_year, steady.last_year) == (2010, 2012)
    assert steady.withheld is None
    assert (turned.withheld or "").startswith(
        "the forecast was withheld: its own check on years 2010\u20132012 was off by 0.0"
    )


def test_a_forecast_that_stands_says_the_same_of_the_same(tmp_path: Path) -> None:
    of = timeline(read(_write_csv(_field(range(1990, 2013), False), tmp_path / "h.csv")))
    day, found = date(2012, 12, 31), []
    for _ in range(2):
        lessons = Lessons(day, "code", tmp_path)
        found.append(learned(of, 2012, lessons))
        lessons.keep()
    first, again = found
    assert first is not None and again is not None and first.forecast is not again.forecast
    for model in ("everyone", "unseen"):
        chances = [
            getattr(each.forecast, model).chance(each.now.signs).tolist() for each in (first, again)
        ]
        assert chances[0] == chances[1]
    assert again.forecast.check_of_everyone == first.forecast.check_of_everyone
    assert first.forecast.check_of_everyone is not None
    nothing = timeline(drawn_history(tmp_path))
    assert learned(nothing, 2012, Lessons(day, "code")) is None


def test_a_graph_without_papers_teaches_nothing(tmp_path: Path) -> None:
    assert learned(timeline(drawn_history(tmp_path)), 2012) is None


@pytest.mark.parametrize("cited", [False, True])
def test_planted_risers_are_found_before_they_are_seen(tmp_path: Path, cited: bool) -> None:
    found = measure(read(_write_csv(_field(range(1990, 2012), cited), tmp_path / "h.csv")), years=3)
    assert found["outcome"] == (CITATIONS if cited else PAPERS)
    measures = found["outcomes"][PAPERS]["not_yet_visible"]
    assert found["outcomes"][PAPERS]["frozen_years"] == [2006, 2007, 2008]
    # Some twenty planted persons a year are among some 400 not yet visible.
    assert measures["of_all"]["lift_at_100"] > 1.5
    assert measures["average_precision"] > 2 * measures["base"]
    for name in ("two of three", "publication growth"):
        assert measures["average_precision"] > measures["baselines"][name]["average_precision"]


def test_the_same_history_gives_the_same_measures(tmp_path: Path) -> None:
    path = _write_csv(_field(range(1995, 2010), False), tmp_path / "h.csv")
    assert measure(read(path), years=2) == measure(read(path), years=2)


def test_windows_past_the_end_of_the_citations_do_not_count(tmp_path: Path) -> None:
    rows = _field(range(1990, 2012), True)
    for row in rows:
        if row["year"] > 2008:
            row["cited_ids"] = ""
    of = timeline(read(_write_csv(rows, tmp_path / "h.csv")))
    assert citations_until(of) == 2008
    found = measure(read(tmp_path / "h.csv"), years=2)
    assert found["outcomes"][CITATIONS]["frozen_years"] == [2004, 2005]
    assert found["outcomes"][PAPERS]["frozen_years"] == [2007, 2008]


def test_an_unfinished_last_year_does_not_count(tmp_path: Path) -> None:
    rows = _field(range(1995, 2010), False)
    last = [row for row in rows if row["year"] == 2009]
    kept = [row for row in rows if row["year"] < 2009] + last[:20]
    assert last_complete_year(read(_write_csv(kept, tmp_path / "h.csv")).year) == 2008


def test_a_history_too_short_is_refused_with_what_it_takes(tmp_path: Path) -> None:
    rows = [{"paper_id": "1", "year": 2001, "authors": "a|b"}]
    with pytest.raises(HistoryTooShort, match="from 2001 to 2001; it takes 200"):
        measure(read(_write_csv(rows, tmp_path / "h.csv")))


def test_candidates_are_young_and_active_and_the_visible_are_the_top_decile(
    tmp_path: Path,
) -> None:
    of = timeline(read(_write_csv(_field(range(1990, 2012), False), tmp_path / "h.csv")))
    given = candidates.candidates(of, 2008, PAPERS)
    assert given.career_age.max() == 10
    assert (given.signs["years since the last paper"] < 5).all()
    hidden = candidates.not_yet_visible(given)
    assert len(given.person) - len(hidden.person) == round(0.1 * len(given.person))
    gone = np.setdiff1d(given.person, hidden.person)
    least = given.standing[np.isin(given.person, gone)].min()
    assert least >= hidden.standing.max()
