"""What the directory of clinicians and the list of hospitals say."""

from pathlib import Path

import pytest
from golden import facts, golden
from loaded import in_turn, rows, sample

from lake.current import Lake
from schema.mentions import FacilityAffiliation, Listing

FORMER, LATER, FACILITIES = (
    "DAC_NationalDownloadableFile_2020-03-01.csv",
    "DAC_NationalDownloadableFile_2025-03-01.csv",
    "Facility_Affiliation_2025-03-01.csv",
)


@pytest.mark.parametrize("name", [FORMER, LATER, FACILITIES])
def test_the_standare_as_reviewed(request: pytest.FixtureRequest, name: str) -> None:
    path = sample("clinicians-directory", name)
    said = "\n".join(facts(golden(request, "clinicians-directory", path)))
    assert "NEVER STREET" not in said
    assert "5555550100" not in said
    assert "new column" not in said


def test_the_later_list_replaces_the_former_in_either_order(tmp_path: Path) -> None:
    files = [sample("clinicians-directory", name) for name in (FORMER, LATER, FACILITIES)]
    for n, order in enumerate((files, files[::-1])):
        home = tmp_path / str(n)
        in_turn(home, "clinicians-directory", *order)
        [listing] = Lake(home).facts(Listing).to_pyarrow().to_pylist()
        assert (listing["group_id"], listing["group_members"]) == ("2860304482", 310)
        stand = Lake(home).facts(FacilityAffiliation).to_pyarrow().to_pylist()
        assert sorted((row["npi"], row["ccn"], row["parent_ccn"]) for row in stand) == [
            ("1000000004", "05T099", "050099"),
            ("1234567893", "050099", None),
        ]


def test_a_lost_zero_is_given_back_and_a_school_called_other_is_none() -> None:
    stated = rows("clinicians-directory", FORMER)
    assert {row["ccn"] for row in stated["FacilityAffiliation"]} == {"050099", "14000F"}
    schools = [row["medical_school"] for row in stated["Listing"]]
    assert schools == ["NEVER MEDICAL SCHOOL", "NEVER MEDICAL SCHOOL", None, None]
