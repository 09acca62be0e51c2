"""Expressions over tables of one form become one text, and each connection answers of its own."""

from pathlib import Path

import ibis
import pyarrow.parquet as pq

from lake import compiled


def _asked(connection: compiled.Compiled) -> ibis.Table:
    rows = connection.table("printed")
    return rows.filter(rows.n > 1).mutate(twice=rows.n * 2)


def test_tables_of_one_form_are_asked_by_one_text_and_answer_of_their_own(tmp_path: Path) -> None:
    texts, answers = set(), []
    for at, numbers in enumerate(([1, 2], [3, 4])):
        connection = compiled.connect(tmp_path / f"{at}.duckdb" if at else ":memory:")
        connection.raw_sql("CREATE TABLE printed (n BIGINT)").fetchall()
        connection.con.executemany("INSERT INTO printed VALUES (?)", [[n] for n in numbers])
        texts.add(connection.compile(_asked(connection)))
        answers.append(_asked(connection).to_pyarrow()["twice"].to_pylist())
        connection.disconnect()
    assert len(texts) == 1
    assert answers == [[4], [6, 8]]


def test_another_form_is_another_text() -> None:
    texts = set()
    for kind in ("BIGINT", "DOUBLE"):
        connection = compiled.connect()
        connection.raw_sql(f"CREATE TABLE printed (n {kind}, m {kind})").fetchall()
        rows = connection.table("printed")
        texts |= {
            connection.compile(rows.mutate(as_float=rows[name].cast("float64")))
            for name in ("n", "m")
        }
    assert len(texts) == 4


def test_rows_in_memory_are_written_beside_a_table_and_constants_with_them(tmp_path: Path) -> None:
    connection, place = compiled.connect(), tmp_path / "it's.parquet"
    kept = connection.keep("kept", ibis.memtable({"n": [1, 2]}))
    others = ibis.memtable({"n": [2, 3]})
    connection.write(kept.join(others, "n"), place, source="'it''s'", at="DATE '2026-01-02'")
    [row] = pq.read_table(place).to_pylist()
    assert (row["n"], row["source"], str(row["at"])) == (2, "it's", "2026-01-02")
