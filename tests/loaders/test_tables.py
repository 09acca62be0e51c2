"""How a CSV of any year becomes a table: headers, encodings, checks of values."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import ibis
import pyarrow.parquet as pq
import pytest

from lake.delivery import Delivery, Refused
from loaders.reading import checks
from loaders.reading.headers import header, normal
from loaders.reading.rows import Check, Table
from loaders.reading.tables import Form, opened

LAYOUT = {"npi": ("NPI",), "name": ("Full Name", "Old Name"), "note": ("A Note",)}


@contextmanager
def _table(tmp_path: Path, content: bytes, fallback: str | None = None) -> Iterator[Table]:
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    staged = tmp_path / f"staged{len(list(tmp_path.iterdir()))}"
    with (
        Delivery("x", path, staged, "load", datetime.now(UTC)) as delivery,
        opened(path, delivery, LAYOUT, ("npi", "name"), form=Form(fallback=fallback)) as table,
    ):
        yield table


def _rows(tmp_path: Path, content: bytes, fallback: str | None = None) -> list[tuple[object, ...]]:
    with _table(tmp_path, content, fallback) as table:
        rows = table.rows.order_by("row").select("npi", "name", "note").to_pyarrow().to_pylist()
        return [tuple(row.values()) for row in rows]


def test_names_are_compared_by_letters_and_digits() -> None:
    assert normal("Provider  Practice-Location Address - City ") == (
        "providerpracticelocationaddresscity"
    )


@pytest.mark.parametrize(
    "first",
    [
        b"NPI,Full Name,A Note",
        b"npi,full_name,a_note",
        b'" NPI ","FULL  NAME","A-Note"',
        b"\xef\xbb\xbfNPI,Full Name,A Note",
        b"NPI,Old Name,A Note",
    ],
)
def test_a_column_is_found_however_its_header_is_spelled(tmp_path: Path, first: bytes) -> None:
    assert _rows(tmp_path, first + b"\n1,Ada,x\n") == [("1", "Ada", "x")]


def test_the_order_of_columns_and_unknown_ones_do_not_matter(tmp_path: Path) -> None:
    assert _rows(tmp_path, b"?,Full Name,,NPI\n9,Ada,8,1\n") == [("1", "Ada", None)]


def test_a_header_cut_at_63_characters_is_recognised(tmp_path: Path) -> None:
    long = "Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_Country"
    path = tmp_path / "cut.csv"
    path.write_text(f"a,{long[:63].lower()}\n1,CH\n")
    with (
        Delivery("x", path, tmp_path / "staged", "load", datetime.now(UTC)) as delivery,
        opened(path, delivery, {"country": (long,)}, ("country",)) as table,
    ):
        assert table.rows.country.to_pyarrow().to_pylist() == ["CH"]


def test_blank_values_are_null_and_others_lose_their_blanks(tmp_path: Path) -> None:
    content = b'NPI,Full Name,A Note\n"",  ,\n" 1",Ada Q , "x" \n'
    assert _rows(tmp_path, content)[0] == (None, None, None)
    assert _rows(tmp_path, b"NPI,Full Name,A Note\n 1 ,Ada Q ,\tx\n")[0][:2] == ("1", "Ada Q")


def test_packed_and_windows_1252_files_are_read_alike(tmp_path: Path) -> None:
    text = "NPI,Full Name,A Note\r\n1,Zoë Ångström,“x”\r\n"
    expected = [("1", "Zoë Ångström", "“x”")]
    assert _rows(tmp_path, text.encode()) == expected
    assert _rows(tmp_path, gzip.compress(text.encode())) == expected
    assert _rows(tmp_path, text.encode("cp1252"), fallback="cp1252") == expected
    assert _rows(tmp_path, text.encode(), fallback="cp1252") == expected


def test_line_breaks_of_either_kind_and_within_fields_are_read(tmp_path: Path) -> None:
    content = b'NPI,Full Name,A Note\n1,"A\nB","say ""x"""\r\n2,C,\r\n'
    assert _rows(tmp_path, content) == [("1", "A\nB", 'say "x"'), ("2", "C", None)]


def test_a_missing_column_is_named_with_the_nearest_and_what_to_do(tmp_path: Path) -> None:
    with (
        pytest.raises(Refused, match=r"no column 'Full Name' \(the nearest is 'Full Nmae'\)"),
        _table(tmp_path, b"NPI,Full Nmae\n1,Ada\n"),
    ):
        pass
    with (
        pytest.raises(Refused, match="two columns called 'NPI'"),
        _table(tmp_path, b"NPI,npi,Full Name\n1,2,Ada\n"),
    ):
        pass


@pytest.mark.parametrize("content", [b"{\n", b"\n\n", b"just prose\n", b"a\0b,c\n1,2\n"])
def test_a_file_without_a_header_line_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    with pytest.raises(Refused, match="no comma-separated table"):
        header(path)


def test_a_failing_value_is_noted_with_its_key_and_line(tmp_path: Path) -> None:
    lines = [b"NPI,Full Name,A Note"]
    lines += [b"1234567893,Ada,x", b"too,many,columns,here", b"1234567890,Bo,y", b"77,Cy,z"]
    with _table(tmp_path, b"\n".join(lines)) as table:
        table.rows = table.rows.mutate(valid=checks.npi(table.rows.npi))
        standing = table.check("name", [Check("npi", "valid", "NPI", "is false", whole=True)])
        assert standing.name.to_pyarrow().to_pylist() == ["Ada"]
    [part] = tmp_path.glob("staged*/Reject.*")
    # The row of line 3 could not be read, and is counted all the same.
    noted = [row["record"] for row in pq.read_table(part).to_pylist()]
    assert noted == ["Bo (line 4)", "Cy (line 5)", "line 3"]


def _typed(values: list[str | None], check: object) -> list[object]:
    table = ibis.duckdb.connect().create_table(
        "t", ibis.memtable({"v": values}, schema={"v": "string"})
    )
    found: list[object] = table.select(r=check(table.v)).to_pyarrow()["r"].to_pylist()  # type: ignore[operator]
    return found


def test_an_npi_has_ten_digits_and_the_right_check_digit() -> None:
    # 1234567893 is the example of the standard's text: 24 + 67 from the nine digits, then 9 to 100.
    good = ["1234567893", "2234567891"]
    bad = ["1234567890", "123456789", "12345678931", "3234567890", "123456789E", " 123456789", ""]
    assert _typed([*good, *bad, None], checks.npi) == [*good, *[None] * (len(bad) + 1)]


def test_every_other_last_digit_fails_the_check() -> None:
    assert _typed([f"123456789{d}" for d in range(10)], checks.npi).count(None) == 9


def test_days_are_read_in_the_four_forms_of_the_publishers() -> None:
    latest = date(2026, 6, 1)
    good = ["06/29/2018", "6/29/2018", "2018-06-29", "2018-06-29 00:00:00", "20180629"]
    bad = ["06/31/2018", "13/01/2018", "01/01/2099", "20991231", "00000000", "1/2/18", "today", "x"]
    found = _typed([*good, *bad, None], lambda v: checks.day(v, latest))
    assert found == [date(2018, 6, 29)] * 5 + [None] * 9


def test_amounts_are_decimals_between_none_and_the_most() -> None:
    good = {"0.10": "0.10", "12": "12.00", "$1,234.50": "1234.50", "100": "100.00", "0": "0.00"}
    bad = ["-1", "NaN", "inf", "1e5", "1E+11", "", "abc", "1.2.3", "5000.01", "$"]
    found = _typed([*good, *bad], lambda v: checks.money(v, 5000))
    assert found == [*map(Decimal, good.values()), *[None] * len(bad)]


def test_the_day_in_a_file_name_is_a_day_or_nothing() -> None:
    pattern = r"_P(?P<m>\d\d)(?P<d>\d\d)(?P<y>\d{4})"
    assert checks.day_in_name(Path("OP_PGYR2023_P01232025.csv"), pattern) == "2025-01-23"
    assert checks.day_in_name(Path("OP_PGYR2023_P13232025.csv"), pattern) == ""
    assert checks.day_in_name(Path("general.csv"), pattern) == ""


def _signals(tmp_path: Path, content: bytes, *ignored: str) -> tuple[list[str], list[str]]:
    """The new columns that are signalled, and those that are noted as left out on purpose."""
    path = tmp_path / "table.csv"
    path.write_bytes(content)
    staged = tmp_path / f"staged{len(list(tmp_path.iterdir()))}"
    with (
        Delivery("x", path, staged, "load", datetime.now(UTC)) as delivery,
        opened(path, delivery, LAYOUT, ("npi", "name"), ignored=ignored),
    ):
        pass
    parts = list(staged.glob("Signal.*"))
    assert parts or not delivery.facts["Signal"]
    rows = [row for part in parts for row in pq.read_table(part).to_pylist()]
    assert {row["kind"] for row in rows} <= {"new column"}
    return [row["field"] for row in rows], delivery.ignored


def test_a_column_is_mapped_or_named_as_ignored_or_a_signal(tmp_path: Path) -> None:
    content = b"NPI,Full Name,A Note,street_1,Shoe Size\n1,Ada,x,Elm,38\n"
    assert _signals(tmp_path, content, "Street 1", "Phone") == (["Shoe Size"], ["street_1"])


def test_an_ignored_header_may_be_cut_at_63_characters(tmp_path: Path) -> None:
    long = "Applicable_Manufacturer_or_Applicable_GPO_Making_Payment_Country"
    content = f"NPI,Full Name,{long[:63].lower()}\n1,Ada,CH\n".encode()
    assert _signals(tmp_path, content, long) == ([], [long[:63].lower()])


def test_columns_without_a_name_or_with_a_name_like_anothers_are_signals(tmp_path: Path) -> None:
    content = b"NPI,Full Name,,Old Name,shoe-size,Shoe Size,--\n1,Ada,2,3,4,5,6\n"
    assert _signals(tmp_path, content, "", "?")[0] == [
        "column 3, without a name",
        "Old Name",
        "shoe-size",
        "Shoe Size",
        "--",
    ]
