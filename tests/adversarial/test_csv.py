"""Cases 19 to 21: tables that are damaged, lie, come twice or come in the wrong order."""

import gzip
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from lake.current import Lake
from lake.ledger import loads
from loaders.reading.loading import Outcome, load
from loaders.reading.source import sources
from schema.mentions import Payee
from schema.nodes import Company, Exclusion, Payment

LEIE = (
    b"LASTNAME,FIRSTNAME,MIDNAME,BUSNAME,GENERAL,SPECIALTY,UPIN,NPI,DOB,ADDRESS,CITY,STATE,ZIP,"
    b"EXCLTYPE,EXCLDATE,REINDATE,WAIVERDATE,WVRSTATE"
)


def _row(last: bytes, **values: bytes) -> bytes:
    row = dict.fromkeys(LEIE.decode().split(","), b"")
    row.update({"LASTNAME": last, "NPI": b"0000000000", "EXCLDATE": b"20200101", **values})
    return b",".join(row.values())


def _good(count: int) -> list[bytes]:
    return [_row(b"ROE%d" % n) for n in range(count)]


def _load(home: Path, source: str, *files: Path) -> list[Outcome]:
    return [one for file in files for one in load(home, sources()[source], [file])]


def _exclusions(tmp_path: Path, lines: Iterable[bytes], name: str = "list.csv") -> Outcome:
    file = tmp_path / name
    content = b"\n".join([LEIE, *lines, b""])
    file.write_bytes(gzip.compress(content, 1) if name.endswith(".gz") else content)
    [outcome] = _load(tmp_path / "home", "leie", file)
    return outcome


BAD_ROWS = {
    "too few columns": (_row(b"DOE").rsplit(b",", 1)[0], "has too few columns"),
    "too many columns": (_row(b"DOE") + b",x,y", "has too many columns"),
    "unbalanced quote": (_row(b'"DOE').replace(b",0000000000", b',"0000000000"'), "unbalanced"),
    "NUL": (_row(b"DO\0E"), "holds a NUL character"),
    "Latin-1": (_row("DOÉ".encode("latin-1")), "is not UTF-8"),
    "10 MB field": (_row(b"DOE", BUSNAME=b"x" * 10_000_000), "is longer than a megabyte"),
    "10 MB field in quotes": (_row(b"DOE", BUSNAME=b'"%s"' % (b"x" * 10_000_000)), "megabyte"),
}


@pytest.mark.parametrize("name", ["list.csv", "list.csv.gz"])
@pytest.mark.parametrize("kind", BAD_ROWS)
def test_a_row_that_cannot_be_read_is_refused_with_its_line(
    tmp_path: Path, kind: str, name: str
) -> None:
    bad, reason = BAD_ROWS[kind]
    lines = _good(50)
    lines.insert(25, bad)  # line 27: the header is line 1
    outcome = _exclusions(tmp_path, lines, name)
    assert outcome.state == "loaded"
    assert outcome.facts == {"Exclusion": 50}
    assert outcome.records == 51
    [reject] = outcome.rejects
    assert reject["record"] == "line 27"
    assert reason in str(reject["reason"])


def test_line_breaks_in_fields_are_legal_and_lines_stay_right(tmp_path: Path) -> None:
    lines = _good(5)
    lines.insert(1, _row(b"", BUSNAME=b'"Two\nlines, ""Inc"""'))
    lines.append(_row(b"DOE") + b",extra")
    outcome = _exclusions(tmp_path, lines)
    names = Lake(tmp_path / "home").facts(Exclusion).name.to_pyarrow().to_pylist()
    assert 'Two\nlines, "Inc"' in names
    # header, ROE0, two lines, ROE1 to ROE4: the bad row is the seventh row and stands on line 9
    assert [r["record"] for r in outcome.rejects] == ["line 9"]


def test_a_quote_that_never_closes_loses_no_row_in_silence(tmp_path: Path) -> None:
    lines = _good(200)
    lines.insert(100, _row(b'"DOE'))
    outcome = _exclusions(tmp_path, lines)
    assert outcome.state == "refused"
    assert "line 102" in str(outcome.rejects[0]["reason"]) or "lines 102" in str(
        outcome.rejects[0]["reason"]
    )
    assert not list((tmp_path / "home/lake").rglob("*.parquet"))


@pytest.mark.parametrize(
    ("good", "bad", "state"),
    [(100, 10, "loaded"), (100, 11, "refused"), (24_976, 24, "loaded"), (24_974, 26, "refused")],
)
def test_more_than_ten_and_a_thousandth_of_bad_rows_refuse_the_file(
    tmp_path: Path, good: int, bad: int, state: str
) -> None:
    # Of 25,000 rows a thousandth is 25.
    lines = _good(good)
    for n in range(bad):
        lines.insert(n * 3, b"short,row")
    outcome = _exclusions(tmp_path, lines)
    assert outcome.state == state
    if state == "refused":
        reason = str(outcome.rejects[0]["reason"])
        assert f"{bad} of {good + bad:,} rows cannot be read" in reason
        assert "line 2 has too few columns" in reason
        assert loads(tmp_path / "home/lake") == []
    else:
        assert (outcome.facts["Exclusion"], len(outcome.rejects)) == (good, bad)


def test_lines_are_right_far_down_a_file_read_in_parallel(tmp_path: Path) -> None:
    filler = b"x" * 400
    lines = [_row(b"ROE%d" % n, BUSNAME=filler) for n in range(150_000)]
    lines[70_000] = b"short,row"
    lines[140_000] = _row(b"DOE", NPI=b"1234567890")
    outcome = _exclusions(tmp_path, lines)
    places = [str(r["record"]).rsplit(" (")[-1].strip(")") for r in outcome.rejects]
    assert sorted(places) == ["line 140002", "line 70002"]
    units = Lake(tmp_path / "home").facts(Exclusion)
    last = units.filter(units.name == "ROE149999").entry.to_pyarrow().to_pylist()
    assert last == [149_999]  # the 150,000th row, one before it unread


def test_a_renamed_column_is_named_with_the_nearest(tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    file.write_bytes(LEIE.replace(b"EXCLDATE", b"EXCLUSIONDATE") + b"\n" + _row(b"ROE") + b"\n")
    [outcome] = _load(tmp_path / "home", "leie", file)
    reason = str(outcome.rejects[0]["reason"])
    assert outcome.state == "refused"
    assert "list.csv has no column 'EXCLDATE' (the nearest is 'EXCLUSIONDATE')" in reason
    assert "give it its old name" in reason


NO_TABLES = {
    "empty": (b"", "is empty"),
    "a web page": (b"<!DOCTYPE html><html><body>404</body></html>", "web page"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "PNG"),
    "a zip": (b"PK\x03\x04" + b"\0" * 100, "unpack it"),
    "a cut gz": (gzip.compress(b"\n".join([LEIE, *_good(500)]))[:-20], "cut off"),
    "JSON": (b'{"results": [\n1, 2]}', "no comma-separated table"),
    "an endless line": (LEIE + b"\n" + b"x" * 20_000_000, "a line of over 16,000,000 bytes"),
    "UTF-16": ((LEIE.decode() + "\n").encode("utf-16"), "UTF-16"),
}


@pytest.mark.parametrize("kind", NO_TABLES)
def test_what_is_no_table_is_refused_and_the_next_file_goes_on(tmp_path: Path, kind: str) -> None:
    content, reason = NO_TABLES[kind]
    bad, good = tmp_path / "bad.csv", tmp_path / "good.csv"
    bad.write_bytes(content)
    good.write_bytes(b"\n".join([LEIE, *_good(3)]))
    first, second = _load(tmp_path / "home", "leie", bad, good)
    assert first.state == "refused"
    assert reason in str(first.rejects[0]["reason"])
    assert (second.state, second.facts) == ("loaded", {"Exclusion": 3})
    assert [entry.file for entry in loads(tmp_path / "home/lake")] == ["good.csv"]
    assert not list((tmp_path / "home").glob("staging/*"))


@pytest.mark.parametrize(
    ("npi", "stands"),
    [
        (b"2234567891", True),
        (b"2234567892", False),  # check digit
        (b"223456789", False),  # nine digits
        (b"22345678910", False),
        (b"3234567890", False),
        (b"223456789X", False),
    ],
)
def test_an_npi_stands_or_is_refused_and_the_rest_of_its_row_is_kept(
    tmp_path: Path, npi: bytes, stands: bool
) -> None:
    outcome = _exclusions(tmp_path, [_row(b"ROE", NPI=npi)])
    [row] = Lake(tmp_path / "home").facts(Exclusion).to_pyarrow().to_pylist()
    assert row["name"] == "ROE"
    assert row["npi"] == (npi.decode() if stands else None)
    refused = [(r["field"], r["value"]) for r in outcome.rejects]
    assert refused == ([] if stands else [("NPI", npi.decode())])


OWNERSHIP = (
    "Change_Type,Physician_Profile_ID,Physician_NPI,Physician_First_Name,Physician_Last_Name,"
    "Record_ID,Program_Year,Total_Amount_Invested_USDollars,Value_of_Interest,"
    "Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_ID,"
    "Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_Name,"
    "Dispute_Status_for_Publication,Payment_Publication_Date"
)


def _interests(folder: Path, published: str, rows: dict[int, tuple[str, str]]) -> Path:
    """A file of program year 2023: record id to the holder's last name and the value."""
    file = folder / f"OP_DTL_OWNRSHP_PGYR2023_P{published}.csv"
    lines = [
        f"NEW,7{id},,Ada,{last},{id},2023,1.00,{value},1001,Acme Inc.,No,01/30/2025"
        for id, (last, value) in rows.items()
    ]
    file.write_text("\n".join([OWNERSHIP, *lines, ""]))
    return file


def test_amounts_that_cannot_be_are_refused_and_the_sum_is_exact(tmp_path: Path) -> None:
    values = ["0.10"] * 10 + ["-1.00", "NaN", "inf", "1e9", "99999999999", "abc"]
    rows = {1000 + n: ("Roe", value) for n, value in enumerate(values)}
    [outcome] = _load(tmp_path / "home", "open-payments", _interests(tmp_path, "01302025", rows))
    refused = [r["value"] for r in outcome.rejects]
    assert refused == ["-1.00", "NaN", "inf", "1e9", "99999999999", "abc"]
    payments = Lake(tmp_path / "home").facts(Payment)
    # Ten times ten cents is one dollar; as floating point it would be 0.9999999999999999.
    assert payments.amount_usd.sum().to_pyarrow().as_py() == Decimal("1.00")
    assert len(payments.to_pyarrow()) == 16  # a record whose amount is refused is still a record


def _digest(home: Path) -> dict[str, list[Any]]:
    lake = Lake(home)
    return {
        declared.__name__: sorted(
            tuple((k, str(v)) for k, v in row.items() if k != "known_from")
            for row in lake.facts(declared).to_pyarrow().to_pylist()
        )
        for declared in (Payment, Payee, Company)
    }


def test_a_program_year_is_replaced_as_one_in_any_order_and_twice(tmp_path: Path) -> None:
    # The second publication deletes record 2 and gives record 1 to another; the third is a repeat.
    first = _interests(tmp_path, "01302024", {1: ("Roe", "10.00"), 2: ("Roe", "20.00")})
    second = _interests(tmp_path, "06302024", {1: ("Doe", "10.00"), 3: ("Poe", "30.00")})
    orders = [(first, second), (second, first), (first, second, second, first)]
    digests = []
    for n, order in enumerate(orders):
        outcomes = _load(tmp_path / f"home{n}", "open-payments", *order)
        assert [o.state for o in outcomes] == ["loaded", "loaded", "known", "known"][: len(order)]
        digests.append(_digest(tmp_path / f"home{n}"))
    assert digests[0] == digests[1] == digests[2]
    payees = Lake(tmp_path / "home0").facts(Payee).to_pyarrow().to_pylist()
    assert {p["payment_id"]: p["last_name"] for p in payees} == {
        "ownership:2023:1": "Doe",
        "ownership:2023:3": "Poe",
    }
