"""Week by week, every event that is planted in the country's updates is told once, in its week.

Seven weeks hold one event of each kind; `python -m benchmarks.year` passes through a whole year.
"""

from pathlib import Path

from homes import copied

from api.alert_raising import MOST_OF_ONE
from benchmarks.year import begun
from demo.weeks import KINDS
from graph import embedded


def test_every_planted_event_is_told_once_and_in_its_week(
    small_country: Path, loaded_home: Path, tmp_path: Path
) -> None:
    copied(loaded_home, tmp_path / "home")
    year = begun(small_country, tmp_path / "home")
    try:
        for week in range(1, len(KINDS) + 1):
            year.pass_through(week, tmp_path)
    finally:
        embedded.down(year.settings)
    assert year.missed == []
    assert year.twice == []
    assert set(KINDS) <= set(year.kinds)
    assert max(year.a_week) <= MOST_OF_ONE
    assert year.events >= 20
