"""Which grants RePORTER lists, and whom it names, in its files and in pages of its API."""

import json
from pathlib import Path
from typing import Any

import pytest
from golden import golden
from loaded import in_turn, rows, sample

from lake.current import Lake
from schema.funding import PrincipalInvestigator, Project

FILE = "RePORTER_PRJ_C_FY2023.csv"
PAGE = "reporter-0a1b2c3d-2025-02-01-2024-00000.json"


def _page(folder: Path, day: str, **project: Any) -> Path:
    path = folder / f"reporter-0a1b2c3d-{day}-2024-00000.json"
    person = {"profile_id": 7000001, "first_name": "Ada", "last_name": "Quill"}
    known = {"appl_id": 90000051, "fiscal_year": 2024, "core_project_num": "R01HL990001"}
    known |= {"principal_investigators": [person | {"is_contact_pi": True}]}
    path.write_text(json.dumps({"meta": {"total": 1}, "results": [known | project]}))
    return path


@pytest.mark.parametrize("name", [FILE, PAGE])
def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest, name: str) -> None:
    golden(request, "reporter", sample("reporter", name))


def test_the_file_and_the_page_say_the_same_of_one_person() -> None:
    one, other = (
        {
            (row["profile_id"], row["last_name"].upper(), row["suffix"], row["role"])
            for row in rows("reporter", name)["PrincipalInvestigator"]
            if row["profile_id"] in ("7000001", "7000002", "7000004")
        }
        for name in (FILE, PAGE)
    )
    assert one == other != set()


def test_a_later_day_replaces_the_earlier_in_either_order(tmp_path: Path) -> None:
    old = _page(tmp_path, "2026-01-01", award_amount=1)
    new = _page(tmp_path, "2026-02-01", award_amount=None, principal_investigators=[])
    for order in ((old, new), (new, old)):
        home = tmp_path / f"home {order[0] == new}"
        in_turn(home, "reporter", *order)
        [project] = Lake(home).facts(Project).to_pyarrow().to_pylist()
        assert project["cost_usd"] is None
        assert Lake(home).facts(PrincipalInvestigator).to_pyarrow().num_rows == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        '{"message": "busy"}',
        '{"results": [{"appl_id": 1',
        '{"results": [{"appl_id": 1, "principal_investigators": "Quill"}]}',
        '{"results": [{"appl_id": ' + "[" * 5_000 + "]" * 5_000 + "}]}",
    ],
    ids=["empty", "no projects", "cut off", "persons as text", "deep"],
)
def test_what_is_no_page_is_refused_whole_or_loses_its_bad_record(
    tmp_path: Path, text: str
) -> None:
    file = tmp_path / "reporter-1-2024-01-01-0.json"
    file.write_text(text)
    [outcome] = in_turn(tmp_path / "home", "reporter", file)
    assert outcome.rejects
    assert outcome.state == "refused" or "row left out" in str(outcome.rejects[0]["reason"])


def test_a_file_of_former_years_need_not_be_utf_8(tmp_path: Path) -> None:
    text = sample("reporter", FILE).read_text("utf-8")
    path = tmp_path / FILE
    path.write_bytes(text.encode("cp1252"))
    in_turn(tmp_path / "home", "reporter", path)
    names = Lake(tmp_path / "home").facts(PrincipalInvestigator).to_pyarrow()["fore_name"]
    assert "CLÉO" in names.to_pylist()
