"""What came of an engagement, by the log, and that nothing of what was said is kept."""

from pathlib import Path

import pytest
from golden import facts, golden
from loaded import in_turn, sample

from lake.current import Lake
from schema.fieldwork import Debrief, ProductMention

FILE = "debriefed.csv"


def test_the_facts_are_as_reviewed_and_hold_no_text(request: pytest.FixtureRequest) -> None:
    said = facts(golden(request, "engagements", sample("engagements", FILE)))
    assert "NEVER KEPT" not in "\n".join(one for one in said if not one.startswith("Reject"))


def test_of_two_editions_the_later_debrief_stands_with_its_products(tmp_path: Path) -> None:
    [outcome] = in_turn(tmp_path, "engagements", FILE)
    assert outcome.ignored == ["insight", "comments"]
    lake = Lake(tmp_path)
    noted = {row["engagement_id"]: row for row in lake.facts(Debrief).to_pyarrow().to_pylist()}
    assert sorted(noted) == ["D1", "D4"]
    assert (noted["D1"]["satisfaction"], noted["D1"]["objectives"]) == (4, ["Trial results"])
    assert (noted["D4"]["is_actionable"], noted["D4"]["follow_on"]) == (False, "none")
    about = lake.facts(ProductMention).to_pyarrow().to_pylist()
    assert {(row["engagement_id"], row["product"]) for row in about} == {
        ("D1", "OAKOL"),
        ("D3", "Ärzneï"),
    }


def test_a_log_of_before_is_read_as_before(tmp_path: Path) -> None:
    in_turn(tmp_path, "engagements", "log.csv")
    lake = Lake(tmp_path)
    assert lake.facts(Debrief).count().to_pyarrow().as_py() == 0
    assert lake.facts(ProductMention).count().to_pyarrow().as_py() == 0
