"""A relation is made of what it reads, in an order that follows from that."""

from graphlib import CycleError

import duckdb
import pyarrow as pa
import pytest

from lake.relations import Relation, clear, in_order, let, make, put, rows_of

PAID = Relation("paying.paid", "who VARCHAR, cents BIGINT")
LARGE = Relation(
    "paying.large",
    "who VARCHAR, amount DECIMAL(18, 2), firsts VARCHAR[]",
    "SELECT *, [left(who, 1)] AS firsts FROM paying.paid WHERE cents >= getvariable('least')"
    " AND who NOT IN (FROM paying.known)",
)
KNOWN = Relation("paying.known", "who VARCHAR", "SELECT who FROM paying.paid WHERE cents = 0")


def test_what_a_relation_reads_follows_from_its_text() -> None:
    assert LARGE.reads == ("paying.known", "paying.paid")
    named = Relation("x.y", "a INT", 'FROM facts."Byline" b JOIN identity.named USING (a)')
    assert named.reads == ('facts."Byline"', "identity.named")


def test_types_may_hold_commas() -> None:
    assert LARGE.types == {"who": "VARCHAR", "amount": "DECIMAL(18, 2)", "firsts": "VARCHAR[]"}


def test_each_comes_after_what_it_reads() -> None:
    assert in_order([LARGE, KNOWN]) == [KNOWN, LARGE]


def test_a_circle_is_refused() -> None:
    one = Relation("x.one", "a INT", "FROM x.two")
    two = Relation("x.two", "a INT", "FROM x.one")
    with pytest.raises(CycleError):
        in_order([one, two])


def test_only_declared_columns_come_out_with_their_types() -> None:
    text = LARGE.text.replace("*", "who, cents / 100 AS amount")
    incoming = {"cents": [5, 700, 0], "who": ["Ann", "Bo", "Cy"], "no": [1, 2, 3]}
    with duckdb.connect() as tables:
        put(tables, PAID, pa.table(incoming))
        let(tables, {"least": 100})
        make(tables, Relation(LARGE.name, LARGE.columns, text), KNOWN)
        found = tables.sql("FROM paying.large")
        assert found.columns == ["who", "amount", "firsts"]
        assert [str(kind) for kind in found.types] == ["VARCHAR", "DECIMAL(18,2)", "VARCHAR[]"]
        assert [(w, str(a), f) for w, a, f in found.fetchall()] == [("Bo", "7.00", ["B"])]


def test_a_table_grows_by_a_text_that_reads_it() -> None:
    doubled = Relation(
        "paying.doubled", PAID.columns, "SELECT who, cents * 2 AS cents FROM paying.paid"
    )
    with duckdb.connect() as tables:
        put(tables, PAID, pa.table({"who": ["Ann"], "cents": [5]}))
        put(tables, PAID, doubled)
        put(tables, PAID, doubled)
        assert tables.sql("FROM paying.paid").fetchall() == [("Ann", 20)]


def test_a_relation_that_python_alone_reads_needs_no_table() -> None:
    with duckdb.connect() as tables:
        clear(tables, PAID)
        assert rows_of(tables, KNOWN).to_pylist() == []
        put(tables, PAID, pa.table({"who": ["Ann", "Bo"], "cents": [0, 5]}))
        assert rows_of(tables, KNOWN).to_pylist() == [{"who": "Ann"}]
        assert tables.sql("SELECT table_name FROM duckdb_tables()").fetchall() == [("paid",)]
