"""What the provider registry says of persons and organisations."""

from pathlib import Path

import pytest
from golden import facts, golden, load
from loaded import in_turn, sample

from graph.drawing import draw
from identity.resolve import resolve
from lake.current import Lake
from schema.mentions import Deactivation, Practitioner, Registration

MONTH = "npidata_pfile_20050523-20250112.csv"
WEEK = "npidata_pfile_20250127-20250202.csv"
COLUMNS = (
    *("NPI", "Entity Type Code", "Provider Organization Name (Legal Business Name)"),
    *("Provider Last Name (Legal Name)", "Provider First Name"),
    "Provider Business Practice Location Address City Name",
    "Provider Business Practice Location Address State Name",
    *("Last Update Date", "NPI Deactivation Date", "NPI Reactivation Date"),
    "Healthcare Provider Taxonomy Code_1",
)
ADA, BO, CLINIC = "1000001002", "1000001028", "1000001010"


def _month(folder: Path, until: str, *rows: tuple[str, ...]) -> Path:
    """A month's file, whose name says until when."""
    path = folder / f"npidata_pfile_20050523-{until}.csv"
    lines = [",".join(f'"{value}"' for value in row) for row in (COLUMNS, *rows)]
    path.write_text("\n".join(lines) + "\n")
    return path


def _person(npi: str, last: str, updated: str, off: str = "", on: str = "") -> tuple[str, ...]:
    return (npi, "1", "", last, "ADA", "SPRINGFIELD", "IL", updated, off, on, "207RC0000X")


def _clinic(npi: str, updated: str, off: str = "", on: str = "") -> tuple[str, ...]:
    return (npi, "2", "OAK CLINIC", "", "", "DOVER", "DE", updated, off, on, "261QM1300X")


def _bare(npi: str, off: str) -> tuple[str, ...]:
    return (npi, *[""] * 7, off, "", "")


def _drawn(home: Path) -> tuple[dict[str, tuple[str, str, str]], dict[str, str]]:
    """Name, specialty and day of deactivation of each person by NPI; status by institution."""
    lake = Lake(home)
    resolve(lake)
    draw(lake, home / "drawn")
    persons = lake.sql('FROM drawn."Person"').to_pylist()
    places = lake.sql('FROM drawn."Institution"').to_pylist()
    lake.close()
    return {
        row["npi"]: (row["name"], row["specialty_code"], str(row["deactivated_on"]))
        for row in persons
    }, {row["institution_id"]: row["status"] for row in places}


@pytest.mark.parametrize(
    ("last", "suffix", "stated"),
    [
        ("QUILL", "JR.", ("QUILL", "Jr")),
        ("QUILL", "2ND", ("QUILL", "II")),
        ("QUILL JR", "", ("QUILL", "Jr")),
        ("QUILL, III", "", ("QUILL", "III")),
        ("QUILL SR.", "SR", ("QUILL", "Sr")),
        ("VI", "M.D.", ("VI", None)),
    ],
)
def test_a_generation_is_read_in_any_notation(
    tmp_path: Path, last: str, suffix: str, stated: tuple[str, str | None]
) -> None:
    columns = (*COLUMNS, "Provider Name Suffix Text")
    rows = [columns, (*_person(ADA, last, "01/05/2024"), suffix)]
    path = tmp_path / "npidata_pfile_20050523-20240107.csv"
    path.write_text("".join(",".join(f'"{value}"' for value in row) + "\n" for row in rows))
    [row] = load("nppes", path)["Practitioner"].to_pylist()
    assert (row["last_name"], row["suffix"]) == stated


@pytest.mark.parametrize("name", [MONTH, WEEK])
def test_the_facts_are_as_reviewed(request: pytest.FixtureRequest, name: str) -> None:
    said = "\n".join(facts(golden(request, "nppes", sample("nppes", name))))
    assert "NEVER" not in said  # neither a street nor the mailing address
    assert "2175550100" not in said
    assert "627011234" not in said


def test_a_newer_row_stands_and_an_older_one_does_not_undo_a_deactivation(tmp_path: Path) -> None:
    for order in ((MONTH, WEEK), (WEEK, MONTH)):
        home = tmp_path / order[0]
        in_turn(home, "nppes", *order)
        lake = Lake(home)
        rows = {r["npi"]: r for r in lake.facts(Practitioner).to_pyarrow().to_pylist()}
        assert rows["2234567891"]["last_name"] == "QUILL-REED"  # 2025-02-01 after 2024-07-08
        assert rows["2222222228"]["last_name"] == "GONE"  # the bare row takes no name away
        [gone] = lake.facts(Deactivation).to_pyarrow().to_pylist()
        assert (gone["npi"], str(gone["deactivated_on"])) == ("2222222228", "2021-03-04")
        registered = lake.facts(Registration).to_pyarrow().to_pylist()
        # The second and the fifteenth of the older row are gone with it.
        assert [r["ordinal"] for r in registered if r["npi"] == "2234567891"] == [1]


@pytest.mark.parametrize("is_newest_first", [False, True])
def test_a_bare_row_deactivates_and_takes_nothing_away(
    tmp_path: Path, is_newest_first: bool
) -> None:
    before = _month(
        *(tmp_path, "20240107"),
        _person(ADA, "TARNWELL", "03/01/2023"),
        _person(BO, "OKONSKI", "03/01/2023"),
        _clinic(CLINIC, "03/01/2023"),
    )
    # One was deactivated on a day before the last update of the row.
    after = _month(
        *(tmp_path, "20240211"),
        *(_bare(ADA, "01/15/2024"), _bare(BO, "12/15/2022"), _bare(CLINIC, "01/15/2024")),
    )
    in_turn(tmp_path, "nppes", *((after, before) if is_newest_first else (before, after)))
    persons, places = _drawn(tmp_path)
    assert persons == {
        ADA: ("Ada Tarnwell", "207RC0000X", "2024-01-15"),
        BO: ("Ada Okonski", "207RC0000X", "2022-12-15"),
    }
    assert places == {f"npi:{CLINIC}": "inactive"}


def test_a_bare_row_without_an_earlier_one_is_nobody_and_is_kept(tmp_path: Path) -> None:
    file = _month(tmp_path, "20240211", _bare(ADA, "01/15/2024"), _bare(CLINIC, "01/15/2024"))
    in_turn(tmp_path, "nppes", file)
    assert _drawn(tmp_path) == ({}, {})
    kept = Lake(tmp_path).facts(Deactivation).npi.to_pyarrow().to_pylist()
    assert sorted(kept) == sorted([ADA, CLINIC])


@pytest.mark.parametrize("is_newest_first", [False, True])
def test_a_reactivated_one_is_active_until_it_is_deactivated_again(
    tmp_path: Path, is_newest_first: bool
) -> None:
    files = [
        _month(tmp_path, "20240107", _bare(ADA, "11/01/2023"), _bare(CLINIC, "11/01/2023")),
        _month(
            *(tmp_path, "20240211"),
            _person(ADA, "TARNWELL", "02/02/2024", "11/01/2023", "02/02/2024"),
            _clinic(CLINIC, "02/02/2024", "11/01/2023", "02/02/2024"),
        ),
        _month(tmp_path, "20240310", _bare(CLINIC, "03/03/2024")),
    ]
    in_turn(tmp_path, "nppes", *(files[::-1] if is_newest_first else files))
    persons, places = _drawn(tmp_path)
    assert persons == {ADA: ("Ada Tarnwell", "207RC0000X", "None")}
    assert places == {f"npi:{CLINIC}": "inactive"}


def test_a_row_without_name_and_deactivation_is_refused(tmp_path: Path) -> None:
    file = _month(tmp_path, "20240211", (ADA, "1", *[""] * 9), _person(BO, "OKONSKI", "01/02/2024"))
    [outcome] = in_turn(tmp_path, "nppes", file)
    assert [(r["record"], r["reason"]) for r in outcome.rejects] == [
        (f"{ADA} (line 2)", "has neither a name nor a day of deactivation; row left out")
    ]


def test_a_row_with_a_false_npi_is_refused_with_its_line(tmp_path: Path) -> None:
    file = sample("nppes", MONTH)
    [outcome] = in_turn(tmp_path, "nppes", file)
    refused = [(r["record"], r["field"]) for r in outcome.rejects]
    assert refused == [
        ("2234567892 (line 6)", "NPI"),
        ("223456789 (line 7)", "NPI"),
        ("2666666666 (line 8)", "Last Update Date"),
    ]
    assert outcome.facts["Practitioner"] == 3  # two good rows and one without a date
    assert outcome.facts["Deactivation"] == 1
    assert outcome.facts["Institution"] == 2


def test_the_file_of_other_names_is_refused_by_the_column_it_lacks(tmp_path: Path) -> None:
    file = tmp_path / "othername_pfile.csv"
    file.write_text('"NPI","Provider Other Organization Name"\n"2234567891","X"\n')
    [outcome] = in_turn(tmp_path / "home", "nppes", file)
    assert outcome.state == "refused"
    assert "no column 'Entity Type Code'" in str(outcome.rejects[0]["reason"])
