"""What Open Payments says of payments, payees, companies and products, over the years."""

from decimal import Decimal
from pathlib import Path

import pytest
from golden import facts, golden
from loaded import in_turn, rows, sample

from lake.current import Lake
from schema.mentions import Payee
from schema.nodes import Payment

GENERAL = "OP_DTL_GNRL_PGYR2023_P01302025_01212025.csv"
LATER = "OP_DTL_GNRL_PGYR2023_P06302025_06162025.csv"
RESEARCH = "OP_DTL_RSRCH_PGYR2023_P01302025_01212025.csv"
OWNED = "OP_DTL_OWNRSHP_PGYR2023_P01302025_01212025.csv"
OWNED_2016 = "OP_DTL_OWNRSHP_PGYR2016_P06292018.csv"
EXPORT = "general_export.csv"


@pytest.mark.parametrize("name", [GENERAL, LATER, RESEARCH, OWNED, OWNED_2016, EXPORT])
def test_the_facts_of_each_kind_of_file_are_as_reviewed(
    request: pytest.FixtureRequest, name: str
) -> None:
    said = "\n".join(facts(golden(request, "open-payments", sample("open-payments", name))))
    assert "NEVER" not in said  # no street
    assert "62701" not in said


def test_amounts_that_cannot_be_are_left_out_and_sums_stay_decimal() -> None:
    found = rows("open-payments", GENERAL)
    amounts = {row["record"]: row.get("amount_usd") for row in found["Payment"]}
    assert amounts["900000004"] is None  # -5.00
    assert amounts["900000005"] is None  # NaN
    assert amounts["900000006"] is None  # 250 million
    given = [amount for amount in amounts.values() if amount is not None]
    # 125.50 + 0.30 + 98000.00 + 0.10 + 0.20, exactly
    assert sum(given) == Decimal("98126.10")
    refused = {(row["record"], row.get("value")) for row in found["Reject"]}
    assert {
        ("900000004 (line 5)", "-5.00"),
        ("900000005 (line 6)", "NaN"),
        ("900000005 (line 6)", "01/01/2099"),
        ("900000006 (line 7)", "250000000.00"),
        ("900000006 (line 7)", "02/30/2023"),
        ("9E+08 (line 9)", "9E+08"),
        ("900000002 (line 3)", "2234567892"),
    } == refused


def test_a_payer_whose_id_a_spreadsheet_spoiled_goes_by_its_name() -> None:
    found = rows("open-payments", GENERAL)
    payer = {row["record"]: row["company_id"] for row in found["Payment"]}
    assert payer["900000001"] == "100000000101"
    assert payer["900000009"] == "name:acme pharma, inc."


def test_an_entity_is_no_payee_and_every_named_investigator_is_one() -> None:
    found = rows("open-payments", RESEARCH)
    payees = [(p["record"], p["mention"].rsplit(":", 1)[1], p.get("npi")) for p in found["Payee"]]
    assert sorted(payees, key=str) == [
        ("900000031", "investigator1", "2234567891"),
        ("900000031", "investigator2", "2333333336"),
        ("900000031", "investigator5", None),  # its NPI fails the check digit
        ("900000032", "investigator1", "2333333336"),
        ("900000032", "recipient", None),  # the hospital
    ]
    cities = {p["mention"].rsplit(":", 1)[1]: p["city"] for p in found["Payee"]}
    assert (cities["investigator1"], cities["investigator2"]) == ("City 1", "City 2")


def test_a_later_publication_replaces_the_whole_program_year(tmp_path: Path) -> None:
    # Record 1 is paid to another, the others are gone; 2022 and research are other units.
    for order in ((GENERAL, LATER, RESEARCH), (RESEARCH, LATER, GENERAL)):
        home = tmp_path / order[0]
        in_turn(home, "open-payments", *order)
        lake = Lake(home)
        payments = lake.facts(Payment).select("payment_id").to_pyarrow()["payment_id"].to_pylist()
        assert sorted(payments) == [
            "general:2022:900000007",
            "general:2023:900000001",
            "research:2023:900000031",
            "research:2023:900000032",
            "research:2023:900000033",
        ]
        payees = lake.facts(Payee).to_pyarrow().to_pylist()
        paid = [p["npi"] for p in payees if p["payment_id"] == "general:2023:900000001"]
        assert paid == ["2222222228"]


def _says(home: Path, *files: str | Path) -> list[str]:
    """What loading the last of the files says of which file stands."""
    return in_turn(home, "open-payments", *files)[-1].standing


def test_loading_says_which_publication_of_a_program_year_stands(tmp_path: Path) -> None:
    stands = (
        f"general:2023: {LATER} (published on 2025-06-30) stands, and not "
        f"{GENERAL} (published on 2025-01-30)"
    )
    assert _says(tmp_path / "1", GENERAL) == []
    assert _says(tmp_path / "1", LATER) == [stands]
    assert _says(tmp_path / "2", LATER, GENERAL) == [stands]
    assert _says(tmp_path / "2", RESEARCH) == []
    assert _says(tmp_path / "2", LATER) == [stands]  # the file is known, and says so again


def test_of_two_extracts_without_a_publication_the_one_loaded_later_stands(tmp_path: Path) -> None:
    text = sample("open-payments", EXPORT).read_text()
    header, first, *_ = text.splitlines()
    for order in (("north", "south"), ("south", "north")):
        home = tmp_path / order[0]
        home.mkdir()
        for name in order:
            extract = home / f"{name}.csv"
            extract.write_text(f"{header}\n{first}\n" + "\n" * (name == "south"))
        said = _says(home, *(home / f"{name}.csv" for name in order))
        assert [sentence.split(": ", 1)[1].split(" ")[0] for sentence in said] == [
            f"{order[1]}.csv"
        ]
        loads = set(Lake(home).facts(Payment).load.to_pyarrow().to_pylist())
        assert len(loads) == 1
