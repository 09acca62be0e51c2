"""Who is registered abroad: by country, register and number, in any script; and France's file."""

from pathlib import Path

import pytest
from golden import golden, load
from loaded import in_turn, sample

from lake.current import Lake
from schema.registers import Registrant

HEADER = "country,register,number,status,last_name,first_name,checked_on\n"
RPPS = "PS_LibreAcces_Personne_activite_202501150800.txt"


def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest) -> None:
    golden(request, "registers", sample("registers", "registers_2025-01-15.csv"))


def test_of_several_days_the_latest_stands_in_any_order(tmp_path: Path) -> None:
    older, newer = tmp_path / "a.csv", tmp_path / "b.csv"
    older.write_text(HEADER + "DE,Chamber,7,active,Müller,Änne,2024-03-01\n")
    newer.write_text(HEADER + "DE,chamber,7,retired,Müller,Änne,2024-09-01\n")
    for order in ((older, newer), (newer, older)):
        home = tmp_path / order[0].stem
        in_turn(home, "registers", *order)
        [row] = Lake(home).facts(Registrant).to_pyarrow().to_pylist()
        assert (row["status"], str(row["checked_on"])) == ("retired", "2024-09-01")


def test_the_facts_of_the_french_directory_are_as_reviewed(request: pytest.FixtureRequest) -> None:
    golden(request, "rpps", sample("rpps", RPPS))


def test_what_is_odd_in_the_french_directory_is_told() -> None:
    tables = load("rpps", sample("rpps", "odd_20250115.csv"))
    told = {(row["kind"], row["field"], row["value"]) for row in tables["Signal"].to_pylist()}
    assert ("unknown category", "Type d'identifiant PP", "9") in told
    assert ("unknown category", "Code type savoir-faire", "ZZ") in told
    rejected = {row["value"] for row in tables["Reject"].to_pylist()}
    assert {"1000", "10000000033"} <= rejected
    assert "10000000011" in tables["Registrant"]["number"].to_pylist()


def test_no_way_to_reach_a_person_is_read() -> None:
    text = str(
        {name: table.to_pylist() for name, table in load("rpps", sample("rpps", RPPS)).items()}
    )
    assert "NULLE PART" not in text and "0000000000" not in text and "@" not in text


def test_a_directory_in_windows_1252_is_read(tmp_path: Path) -> None:
    path = tmp_path / RPPS
    path.write_bytes(sample("rpps", RPPS).read_text("utf-8").encode("cp1252"))
    assert "CLÉO" in load("rpps", path)["Registrant"]["fore_name"].to_pylist()
