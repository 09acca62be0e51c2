"""Cases 18 to 21 for Medicare's tables: damaged, lying, absurd, twice, and in the wrong order."""

import gzip
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from lake.current import Lake
from lake.ledger import loads
from loaders.reading.loading import Outcome, load
from loaders.reading.source import sources
from schema.mentions import (
    FacilityAffiliation,
    Hospital,
    Listing,
    MedicarePrescribing,
    MedicareServices,
    Prescription,
)

STATED = (
    *(Prescription, MedicareServices, MedicarePrescribing),
    *(Listing, FacilityAffiliation, Hospital),
)

# Of each source: the name of a file, its header, and a row in which `{n}` counts.
TABLES = {
    "medicare-providers": (
        "MUP_PHY_R25_P05_V10_D23_Prov.csv",
        "Rndrng_NPI,Rndrng_Prvdr_Ent_Cd,Tot_Benes,Tot_Srvcs,Tot_Mdcr_Pymt_Amt",
        "1234567893,I,{n},12,10.50",
    ),
    "part-d-providers": (
        "MUP_DPR_RY25_P04_V10_DY23_NPI.csv",
        "Prscrbr_NPI,Prscrbr_Ent_Cd,Tot_Clms,Tot_Drug_Cst,Tot_Benes",
        "1234567893,I,{n},10.50,12",
    ),
    "part-d-drugs": (
        "MUP_DPR_RY25_P04_V10_DY23_NPIBN.csv",
        "Prscrbr_NPI,Brnd_Name,Gnrc_Name,Tot_Clms,Tot_Drug_Cst",
        "1234567893,Brand {n},Generic,12,10.50",
    ),
    "clinicians-directory": (
        "DAC_NationalDownloadableFile.csv",
        "NPI,Med_sch,Grd_yr,pri_spec,org_pac_id,City/Town,State",
        "1234567893,SCHOOL,1990,CARDIOLOGY,{n},PEORIA,IL",
    ),
    "hospitals": (
        "Hospital_General_Information.csv",
        "Facility ID,Facility Name,City,State,Hospital Type,Hospital Ownership",
        "14000{n},HOSPITAL,PEORIA,IL,Psychiatric,Physician",
    ),
}


def _file(folder: Path, source: str, *rows: bytes, head: bytes = b"", name: str = "") -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / (name or TABLES[source][0])
    path.write_bytes(b"\n".join([head or TABLES[source][1].encode(), *rows, b""]))
    return path


def _row(source: str, n: int = 1) -> bytes:
    return TABLES[source][2].format(n=n).encode()


def _load(home: Path, source: str, *files: Path) -> list[Outcome]:
    return [one for file in files for one in load(home, sources()[source], [file])]


NO_TABLES = {
    "a gz of a web page": (gzip.compress(b"<html><body>busy</body></html>"), "web page"),
    "a cut gz": (b"", "cut off"),
    "tabs": (b"NPI\tDRUG_NAME\n1234567893\tA\n", "no comma-separated table"),
}


@pytest.mark.parametrize("kind", NO_TABLES)
@pytest.mark.parametrize("source", TABLES)
def test_what_is_no_table_is_refused_and_the_next_file_goes_on(
    tmp_path: Path, source: str, kind: str
) -> None:
    content, reason = NO_TABLES[kind]
    whole = b"\n".join([TABLES[source][1].encode(), *(_row(source, n) for n in range(500))])
    bad = tmp_path / f"bad_{TABLES[source][0]}"
    bad.write_bytes(content or gzip.compress(whole)[:-20])
    good = _file(tmp_path, source, _row(source))
    first, second = _load(tmp_path / "home", source, bad, good)
    assert (first.state, second.state) == ("refused", "loaded")
    assert reason in str(first.rejects[0]["reason"])
    assert [entry.file for entry in loads(tmp_path / "home/lake")] == [good.name]


@pytest.mark.parametrize("source", TABLES)
def test_a_renamed_column_and_a_header_alone_are_told_apart(tmp_path: Path, source: str) -> None:
    column = TABLES[source][1].split(",")[-1]
    head = TABLES[source][1].replace(column, f"{column}_of_it").encode()
    renamed = _file(tmp_path / "renamed", source, _row(source), head=head)
    alone = _file(tmp_path / "alone", source)
    first, second = _load(tmp_path / "home", source, renamed, alone)
    assert first.state == "refused"
    assert f"has no column {column!r}" in str(first.rejects[0]["reason"])
    assert (second.state, second.records) == ("loaded", 0)


ROWS = {
    "too few columns": b"1234567893,I",
    "too many columns": b"1234567893,I,11,12,13,14,15,16,17",
    "NUL": b"12345\x0067893,I,11,12,13",
    "Latin-1": "1234567893,Brand É,Generic,12,13".encode("latin-1"),
    "a field of two megabytes": b"1234567893," + b"x" * 2_000_000 + b",11,12,13",
}


@pytest.mark.parametrize("kind", ROWS)
@pytest.mark.parametrize("source", ["medicare-providers", "part-d-providers", "part-d-drugs"])
def test_a_row_that_cannot_be_read_is_noted_with_its_line(
    tmp_path: Path, source: str, kind: str
) -> None:
    [outcome] = _load(tmp_path / "home", source, _file(tmp_path, source, _row(source), ROWS[kind]))
    assert (outcome.state, outcome.records) == ("loaded", 2)
    assert [r["record"] for r in outcome.rejects] == ["line 3"]
    assert sum(outcome.facts.values()) == 1


NO_NPIS = ("1234567892", "123456789", "12345678930", "3234567893", "", "=1+1", "1234567893.0", "٣")


@pytest.mark.parametrize("source", list(TABLES)[:4])
def test_rows_without_a_valid_npi_are_left_out(tmp_path: Path, source: str) -> None:
    bad = [_row(source).replace(b"1234567893", npi.encode()) for npi in NO_NPIS]
    [outcome] = _load(tmp_path / "home", source, _file(tmp_path, source, *bad, _row(source, 2)))
    noted = sorted((str(r["field"]), r["value"] or "") for r in outcome.rejects)
    assert noted == sorted(("NPI", npi) for npi in NO_NPIS)
    assert sum(outcome.facts.values()) == 1


@pytest.mark.parametrize(
    "count", ["-1", "NaN", "inf", "1e3", "1e999", "0x10", "9999999999", "12.5.5", "1" * 5_000]
)
def test_a_count_or_amount_that_cannot_be_is_left_out_and_never_zero(
    tmp_path: Path, count: str
) -> None:
    row = f"1234567893,I,{count},{count},-{count}".encode()
    [outcome] = _load(
        tmp_path / "home", "medicare-providers", _file(tmp_path, "medicare-providers", row)
    )
    [stated] = Lake(tmp_path / "home").facts(MedicareServices).to_pyarrow().to_pylist()
    assert (stated["patients"], stated["services"], stated["paid_usd"]) == (None, None, None)
    assert sorted(str(r["field"]) for r in outcome.rejects) == [
        "Tot_Benes",
        "Tot_Mdcr_Pymt_Amt",
        "Tot_Srvcs",
    ]
    assert all(len(str(r["value"])) <= 201 for r in outcome.rejects)


@pytest.mark.parametrize("blank", ["", "*", "#", "  ", " * "])
def test_a_suppressed_count_is_unknown_and_no_fault(tmp_path: Path, blank: str) -> None:
    row = f"1234567893,I,{blank},{blank},{blank}".encode()
    [outcome] = _load(
        tmp_path / "home", "medicare-providers", _file(tmp_path, "medicare-providers", row)
    )
    [stated] = Lake(tmp_path / "home").facts(MedicareServices).to_pyarrow().to_pylist()
    assert (stated["patients"], stated["services"], stated["paid_usd"]) == (None, None, None)
    assert outcome.rejects == []


@pytest.mark.parametrize(
    ("number", "stands"),
    [
        ("050099", "050099"),
        ("50099", "050099"),
        ("05-0099", "050099"),
        ("14000f", "14000F"),
        ("5009", None),
        ("A50099", None),
        ("0500991", None),
        ("5.01E+04", None),
        ("05009É", None),
    ],
)
def test_a_certification_number_stands_or_its_row_falls(
    tmp_path: Path, number: str, stands: str | None
) -> None:
    row = f"{number},HOSPITAL,PEORIA,IL,Psychiatric,Physician".encode()
    [outcome] = _load(tmp_path / "home", "hospitals", _file(tmp_path, "hospitals", row))
    found = Lake(tmp_path / "home").facts(Hospital).ccn.to_pyarrow().to_pylist()
    assert found == ([stands] if stands else [])
    assert [r["field"] for r in outcome.rejects] == ([] if stands else ["Facility ID"])


@pytest.mark.parametrize(
    "brand", ["'; DROP TABLE taken; --", "a|b", '"Quoted ""Brand"""', "😀", "﷽"]
)
def test_a_brand_is_kept_as_it_is_printed(tmp_path: Path, brand: str) -> None:
    row = f"1234567893,{brand},Generic,12,10".encode()
    _load(tmp_path / "home", "part-d-drugs", _file(tmp_path, "part-d-drugs", row))
    [stated] = Lake(tmp_path / "home").facts(Prescription).to_pyarrow().to_pylist()
    assert stated["brand"] == brand.removeprefix('"').removesuffix('"').replace('""', '"')


def _standing(home: Path) -> dict[str, list[Any]]:
    lake = Lake(home)
    return {
        declared.__name__: sorted(
            tuple((k, str(v)) for k, v in row.items() if k != "known_from")
            for row in lake.facts(declared).to_pyarrow().to_pylist()
        )
        for declared in STATED
    }


@pytest.mark.parametrize("source", TABLES)
def test_any_order_and_twice_give_the_same_facts(tmp_path: Path, source: str) -> None:
    # Three editions of one scope: the latest by the name stands, whatever came when.
    plain = TABLES[source][0]
    names = (
        [plain.replace("25_P0", f"{year}_P0") for year in (23, 24, 25)]
        if "_P0" in plain
        else [plain.replace(".csv", f"_20{year}-03-01.csv") for year in (23, 24, 25)]
    )
    files = [
        _file(tmp_path, source, _row(source, n + 1), name=name) for n, name in enumerate(names)
    ]
    found = []
    for n, order in enumerate(permutations(files)):
        home = tmp_path / f"home {n}"
        states = [one.state for one in _load(home, source, *order, *order)]
        assert states == ["loaded"] * 3 + ["known"] * 3
        found.append(_standing(home))
    assert all(one == found[0] for one in found)
    assert sum(len(rows) for rows in found[0].values()) == 1
    assert "3" in str(found[0])
