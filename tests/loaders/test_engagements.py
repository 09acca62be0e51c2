"""What the customer's own log says of liaisons and whom they met, and what it may not say."""

from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest
from golden import facts, golden
from loaded import in_turn, sample

from lake.current import Lake
from schema.mentions import Attendee
from schema.nodes import Engagement

LOG = "log.csv"


def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest) -> None:
    said = "\n".join(facts(golden(request, "engagements", sample("engagements", LOG))))
    assert "NEVER KEPT" not in said


def test_of_two_editions_the_later_stands(tmp_path: Path) -> None:
    in_turn(tmp_path, "engagements", LOG)
    rows = {
        r["engagement_id"]: r for r in Lake(tmp_path).facts(Engagement).to_pyarrow().to_pylist()
    }
    assert sorted(rows) == ["E1", "E2", "E3"]
    assert (str(rows["E2"]["held_on"]), rows["E2"]["is_cancelled"]) == ("2024-03-01", False)


def test_parquet_says_the_same_as_csv(tmp_path: Path) -> None:
    place = tmp_path / "log.parquet"
    pq.write_table(pa.csv.read_csv(sample("engagements", LOG)), place)
    in_turn(tmp_path / "csv", "engagements", LOG)
    in_turn(tmp_path / "parquet", "engagements", place)
    for declared in (Engagement, Attendee):
        columns = [field.name for field in declared.fields()]
        csv, parquet = (
            Lake(tmp_path / kind).facts(declared).select(columns).to_pyarrow().to_pylist()
            for kind in ("csv", "parquet")
        )
        assert sorted(csv, key=str) == sorted(parquet, key=str)


def _log(folder: Path, *lines: str, header: str = "") -> Path:
    path = folder / "visits.csv"
    columns = header or "liaison,npi,channel,planned_on,held_on,minutes,updated_at"
    path.write_text("\n".join((columns, *lines)) + "\n")
    return path


def _engagements(home: Path) -> list[tuple[object, ...]]:
    rows = Lake(home).facts(Engagement).to_pyarrow().to_pylist()
    assert len({row["engagement_id"] for row in rows}) == len(rows)
    attended = Lake(home).facts(Attendee).to_pyarrow().to_pylist()
    assert {a["engagement_id"] for a in attended} == {row["engagement_id"] for row in rows}
    return sorted((row["channel"], str(row["held_on"]), row["minutes"]) for row in rows)


@pytest.mark.parametrize(
    "lines",
    [
        ("M1,1234567893,visit,2024-01-10,2024-01-10,20,",) * 2,
        (
            "M1,1234567893,visit,2024-01-10,2024-01-10,20,",
            "M1,1234567893,visit,2024-01-10,2024-01-10,45,",
        ),
        ("M1,1234567893,visit,,2024-01-10,20,", "M1,1234567893,visit,,2024-01-10,45,"),
        ("M1,1234567893,visit,,2024-01-10,20,", "M1,1234567893,visit,,2024-02-10,20,"),
        (
            "M1,1234567893,visit,2024-01-10,2024-01-10,20,2024-01-11",
            "M1,1234567893,visit,2024-01-10,2024-01-10,45,",
        ),
    ],
    ids=["alike", "planned", "held on one day", "held on two days", "one with a day of change"],
)
def test_two_visits_without_an_id_are_two(tmp_path: Path, lines: tuple[str, ...]) -> None:
    [outcome] = in_turn(tmp_path / "home", "engagements", _log(tmp_path, *lines))
    assert outcome.rejects == []
    assert len(_engagements(tmp_path / "home")) == 2
    # The log once more, with a third visit: the two are the same two.
    again = _log(tmp_path, *lines, "M1,1234567893,call,2024-03-10,2024-03-10,5,")
    in_turn(tmp_path / "home", "engagements", again)
    assert len(_engagements(tmp_path / "home")) == 3


def test_two_rows_of_one_visit_with_days_of_change_are_editions_and_this_is_noted(
    tmp_path: Path,
) -> None:
    log = _log(
        tmp_path,
        "M1,1234567893,visit,2024-01-10,2024-01-10,45,2024-01-12",
        "M1,1234567893,visit,2024-01-10,,,2024-01-02",
    )
    [outcome] = in_turn(tmp_path / "home", "engagements", log)
    assert _engagements(tmp_path / "home") == [("visit", "2024-01-10", 45)]
    [noted] = outcome.rejects
    assert str(noted["record"]).endswith("(line 3)")
    assert "taken as its earlier edition" in str(noted["reason"])


@pytest.mark.parametrize("day", ["1/2/2024", "01/02/2024", "13/02/2024", "02-01-2024", "1.2.2024"])
def test_a_day_that_may_be_of_two_months_is_never_guessed(tmp_path: Path, day: str) -> None:
    log = _log(tmp_path, f"M1,1234567893,visit,{day},{day},20,{day}")
    [outcome] = in_turn(tmp_path / "home", "engagements", log)
    assert _engagements(tmp_path / "home") == [("visit", "None", 20)]
    assert {(r["field"], r["value"]) for r in outcome.rejects} == {
        (field, day) for field in ("planned_on", "held_on", "updated_at")
    }


@pytest.mark.parametrize("day", ["2024-01-10", "20240110", "2024-01-10 00:00:00"])
def test_a_day_that_begins_with_the_year_is_read(tmp_path: Path, day: str) -> None:
    in_turn(tmp_path / "home", "engagements", _log(tmp_path, f"M1,1234567893,visit,,{day},20,"))
    assert _engagements(tmp_path / "home") == [("visit", "2024-01-10", 20)]


def test_a_log_that_names_no_person_is_refused(tmp_path: Path) -> None:
    place = tmp_path / "log.csv"
    place.write_text("liaison,channel\nMSL-01,visit\n")
    [outcome] = in_turn(tmp_path / "home", "engagements", place)
    assert outcome.state == "refused"
    assert "give a column npi" in str(outcome.rejects[0]["reason"])


def test_refused_rows_name_line_field_and_value(tmp_path: Path) -> None:
    [outcome] = in_turn(tmp_path, "engagements", LOG)
    noted = [(r["record"], r["field"], r["value"]) for r in outcome.rejects]
    assert noted == [
        ("E3 (line 4)", "cancelled", "maybe"),
        ("E3 (line 4)", "invited_at", "soon"),
        ("E3 (line 4)", "minutes", "9000"),
        ("E3 (line 4)", "planned_on", "2024-13-10"),
        ("E4 (line 5)", "liaison", None),
        ("E5 (line 6)", "person", "1234567890"),
    ]
