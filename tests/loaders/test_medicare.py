"""What Medicare's files by provider say, and that an unknown count is never zero."""

from pathlib import Path

import pytest
from golden import facts, golden, load
from loaded import in_turn, rows, sample

from lake.current import Lake
from lake.delivery import Refused
from schema.mentions import MedicareServices, Prescription

SERVICES, SERVICES_2015 = (
    "MUP_PHY_R25_P05_V20_D23_Prov.csv",
    "Medicare_Physician_and_Other_Supplier_NPI_Aggregate_CY2015.csv",
)
PRESCRIBING = "MUP_DPR_RY25_P04_V10_DY23_NPI.csv"
DRUGS, DRUGS_2015 = "MUP_DPR_RY25_P04_V10_DY23_NPIBN.csv", "PartD_Prescriber_PUF_NPI_Drug_15.csv"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("medicare-providers", SERVICES),
        ("medicare-providers", SERVICES_2015),
        ("part-d-providers", PRESCRIBING),
        ("part-d-drugs", DRUGS),
        ("part-d-drugs", DRUGS_2015),
    ],
)
def test_the_standare_as_reviewed(request: pytest.FixtureRequest, source: str, name: str) -> None:
    said = "\n".join(facts(golden(request, source, sample(source, name))))
    assert "NEVER" not in said  # no street
    assert "new column" not in said  # every column is mapped or known


def _drugs(folder: Path, name: str, *lines: str, head: str = "") -> Path:
    path = folder / name
    path.parent.mkdir(exist_ok=True, parents=True)
    head = head or "Prscrbr_NPI,Brnd_Name,Gnrc_Name,Tot_Clms,Tot_Drug_Cst"
    path.write_text("\n".join([head, *lines, ""]))
    return path


def test_what_is_suppressed_by_a_flag_is_unknown_whatever_stands_there() -> None:
    [_, suppressed, none, *_] = rows("medicare-providers", SERVICES)["MedicareServices"]
    assert (suppressed["drug_services"], suppressed["drug_paid_usd"]) == (None, None)
    assert (none["drug_services"], none["patients"], none["allowed_usd"]) == (0, None, None)


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("MUP_DPR_RY25_P04_V10_DY22_NPIBN.csv", 2022),
        ("PartD_Prescriber_PUF_NPI_Drug_13.csv", 2013),
        ("Medicare_Part_D_Prescribers_by_Provider_and_Drug_2021.csv", 2021),
    ],
)
def test_the_year_is_the_one_in_the_files_name(tmp_path: Path, name: str, year: int) -> None:
    in_turn(tmp_path / "home", "part-d-drugs", _drugs(tmp_path, name, "1234567893,A,B,11,5"))
    [row] = Lake(tmp_path / "home").facts(Prescription).to_pyarrow().to_pylist()
    assert row["year"] == year


def test_a_year_of_the_row_stands_over_that_of_the_name(tmp_path: Path) -> None:
    head = "Year,Prscrbr_NPI,Brnd_Name,Gnrc_Name,Tot_Clms,Tot_Drug_Cst"
    lines = ("2019,1234567893,A,B,11,5", ",1234567893,A,B,11,5", "1850,1234567893,A,B,11,5")
    [outcome] = in_turn(
        tmp_path / "home", "part-d-drugs", _drugs(tmp_path, "a_2021.csv", *lines, head=head)
    )
    stand = Lake(tmp_path / "home").facts(Prescription).to_pyarrow().to_pylist()
    assert sorted(row["year"] for row in stand) == [2019, 2021]
    assert [(r["field"], r["value"]) for r in outcome.rejects] == [("Year", "1850")]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("drugs.csv", "drugs.csv names no year"),
        ("drugs_2021_2022.csv", "names the years 2021, 2022"),
        ("drugs_2099.csv", "names the years 2099"),
        ("drugs_20210101.csv", "names no year"),
    ],
)
def test_a_file_of_no_known_year_is_refused_with_the_next_step(
    tmp_path: Path, name: str, said: str
) -> None:
    path = _drugs(tmp_path, name, "1234567893,A,B,11,5")
    [outcome] = in_turn(tmp_path / "home", "part-d-drugs", path)
    assert outcome.state == "refused"
    assert said in str(outcome.rejects[0]["reason"])
    assert "name it as the publisher does" in str(outcome.rejects[0]["reason"])


@pytest.mark.parametrize("column", ["HCPCS_Cd", "hcpcs_code", "HCPCS_Desc", "CPT Code"])
def test_the_file_by_service_is_refused_and_its_codes_are_not_noted(
    tmp_path: Path, column: str
) -> None:
    path = tmp_path / "MUP_PHY_R25_P05_V20_D23_Prov_Svc.csv"
    path.write_text(f"Rndrng_NPI,{column},Tot_Benes,Tot_Srvcs\n1234567893,93306,11,12\n")
    [outcome] = in_turn(tmp_path / "home", "medicare-providers", path)
    assert outcome.state == "refused"
    assert f"has the column {column!r}" in str(outcome.rejects[0]["reason"])
    assert "93306" not in str(outcome.rejects)


def test_the_file_by_drug_is_not_that_by_provider_nor_the_other_way_round() -> None:
    for source, name, said in (
        ("part-d-providers", sample("part-d-drugs", DRUGS), "load it as part-d-drugs"),
        ("part-d-drugs", sample("part-d-providers", PRESCRIBING), "no column 'Brnd_Name'"),
        ("medicare-providers", sample("part-d-drugs", DRUGS), "no column 'Rndrng_NPI'"),
    ):
        with pytest.raises(Refused, match=said):
            load(source, name)


def test_a_later_release_replaces_what_it_says_of_a_provider_in_either_order(
    tmp_path: Path,
) -> None:
    former = _drugs(
        tmp_path,
        "MUP_DPR_RY24_P04_V10_DY22_NPIBN.csv",
        "1234567893,A,B,11,5",
        "1234567893,C,D,12,5",
        "1000000004,A,B,30,5",
    )
    later = _drugs(tmp_path, "MUP_DPR_RY25_P04_V10_DY22_NPIBN.csv", "1234567893,A,B,99,5")
    other = _drugs(tmp_path, "MUP_DPR_RY24_P04_V10_DY21_NPIBN.csv", "1234567893,A,B,20,5")
    for n, order in enumerate(((former, later, other), (later, other, former))):
        home = tmp_path / f"home {n}"
        in_turn(home, "part-d-drugs", *order)
        stand = Lake(home).facts(Prescription).to_pyarrow().to_pylist()
        assert sorted((r["npi"], r["year"], r["claims"]) for r in stand) == [
            ("1000000004", 2022, 30),
            ("1234567893", 2021, 20),
            ("1234567893", 2022, 99),
        ]


def test_two_states_of_one_year_stand_beside_each_other(tmp_path: Path) -> None:
    parts = [
        _drugs(tmp_path, f"{state}/MUP_DPR_RY25_P04_V10_DY22_NPIBN.csv", f"{npi},A,B,11,5")
        for state, npi in (("il", "1234567893"), ("wi", "1000000004"))
    ]
    in_turn(tmp_path / "home", "part-d-drugs", *parts)
    assert Lake(tmp_path / "home").facts(Prescription).count().execute() == 2


def test_older_and_newer_spellings_say_the_same(tmp_path: Path) -> None:
    in_turn(tmp_path, "medicare-providers", SERVICES, SERVICES_2015)
    stand = Lake(tmp_path).facts(MedicareServices).to_pyarrow().to_pylist()
    of_one = {row["year"]: row for row in stand if row["npi"] == "1234567893"}
    assert {year: row["services"] for year, row in of_one.items()} == {2015: 2000, 2023: 4488.5}
    assert of_one[2015]["drug_services"] is None
