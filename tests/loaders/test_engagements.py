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
