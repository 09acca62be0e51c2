"""Which medical subject headings are there, and where do they stand in the tree?

The National Library of Medicine gives out the Medical Subject Headings (MeSH) once a year: the tree
as text (`Heading;A01.236`, `mtrees2025.bin`; the other way round with a tab in copies), and the
descriptors as XML (`desc2025.xml`), which also gives their ids. A year's file replaces the years
before it; of one year the XML stands, and the tree says what it lacks. A file that tells no year
sorts before all. A heading of another year with the same id is another name of the topic.
Qualifiers, supplementary concepts and pharmacological actions are not topics and are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import chain
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
from lxml import etree
from pyarrow import csv

from lake.delivery import NEW_KEY, UNKNOWN_CATEGORY, Delivery, Refused, Unit, columns
from loaders.reading.opening import opened_xml, pieces, xml_records
from loaders.reading.source import Source
from schema.nodes import Topic

_TREE_NUMBER = r"^[A-Z][0-9]{2}(\.[0-9]{3})*$"
_UNREADABLE_LINES, _UNREADABLE_SHARE = 10, 0.001
_YEARS = 25_000, 45_000  # headings of a year: 29,349 in 2019
_LARGEST_TREE = 64 << 20
_LARGEST_RECORD = 16 << 20
# Of a descriptor; those of older years, too.
_READ = {"DescriptorUI", "DescriptorName", "TreeNumberList"}
_LEFT_OUT = {
    *("DateCreated", "DateRevised", "DateEstablished", "ActiveMeSHYearList", "ConceptList"),
    *("AllowableQualifiersList", "Annotation", "HistoryNote", "OnlineNote", "PublicMeSHNote"),
    *("NLMClassificationNumber", "PreviousIndexingList", "EntryCombinationList", "SeeRelatedList"),
    *("ConsiderAlso", "PharmacologicalActionList", "RunningHead", "RecordOriginatorsList"),
}
_DESCRIPTOR_CLASSES = {"1", "2", "3", "4"}
_OTHERS = {
    "QualifierRecordSet": "qualifiers, which are subheadings and no topics",
    "SupplementalRecordSet": "supplementary concepts, which papers' headings do not name",
    "PharmacologicalActionSet": "pharmacological actions, which group descriptors",
}
_GET = "give the tree (mtrees2025.bin) or the descriptors (desc2025.xml)"


def read(path: Path, delivery: Delivery) -> None:
    """State the headings of a tree or of a descriptor file."""
    stream = pieces(path)
    head = next(stream)
    if head.lstrip()[:1] == b"<":
        _state(delivery, _descriptors(path, head, stream, delivery), _year(path, head), "xml")
    else:
        _state(delivery, _tree(path, head, stream, delivery), _year(path, b""), "tree")


def _state(delivery: Delivery, topics: pa.Table, year: str, form: str) -> None:
    """State a year's topics, that come with `entry`, `name`, `mesh_id` and `tree_numbers`."""
    units = pc.binary_join_element_wise("mesh", topics["name"], ":")
    topics = topics.append_column("unit", units).append_column("record", topics["name"])
    count = topics.num_rows
    topics = topics.append_column("other_names", pa.nulls(count, pa.list_(pa.string())))
    stamp = {
        "edition": pa.repeat(f"{year} {form}", count),
        "batch": pa.repeat(year, count),
        "withdrawn": pa.repeat(False, count),
    }
    spoken = pa.table({"unit": units, "entry": topics["entry"], **stamp})
    delivery.state(Unit, spoken.select(columns(Unit).names))
    delivery.state(Topic, topics.select(columns(Topic).names))
    delivery.hold_whole(year)
    delivery.expect("headings of a year", count, *_YEARS)


def _tree(path: Path, head: bytes, stream: Iterator[bytes], delivery: Delivery) -> pa.Table:
    raw = bytearray(head)
    for piece in stream:
        raw += piece
        if len(raw) > _LARGEST_TREE:
            raise Refused(
                f"{path.name} is over {_LARGEST_TREE:,} bytes, no tree of MeSH is; {_GET}"
            )
    first = raw.split(b"\n", 1)[0]
    tabbed = b"\t" in first
    if not tabbed and b";" not in first:
        raise Refused(f"{path.name} has neither a tab nor a semicolon in its first line; {_GET}")
    names = ["tree_number", "name"] if tabbed else ["name", "tree_number"]
    lines = _lines(path, bytes(raw.rstrip()), "\t" if tabbed else ";", names, delivery)
    delivery.records += lines.num_rows
    good = pc.and_(
        pc.match_substring_regex(lines["tree_number"], _TREE_NUMBER),
        pc.not_equal(lines["name"], ""),
    )
    bad = lines.filter(pc.invert(good))
    _refuse_if_many(path, bad.num_rows + delivery.records - lines.num_rows, delivery.records)
    for row in bad.to_pylist():
        reason = "is no heading with a tree number; left out"
        delivery.reject(f"line {row['entry']}", reason, "tree_number", row["tree_number"])
    grouped = lines.filter(good).sort_by("tree_number").group_by("name", use_threads=False)
    topics = grouped.aggregate([("entry", "min"), ("tree_number", "list")])
    return pa.table(
        {
            "name": topics["name"],
            "entry": topics["entry_min"],
            "mesh_id": pa.nulls(topics.num_rows, pa.string()),
            "tree_numbers": topics["tree_number_list"],
        }
    )


def _lines(
    path: Path, raw: bytes, delimiter: str, names: list[str], delivery: Delivery
) -> pa.Table:
    """The lines as a table with their numbers in `entry`; others are noted as rejects."""
    unreadable: list[int] = []

    def skip(row: csv.InvalidRow) -> str:
        unreadable.append(row.number)
        delivery.reject(f"line {row.number}", "is no heading with a tree number; left out")
        delivery.records += 1
        return "skip"

    try:
        table = csv.read_csv(
            BytesIO(raw),
            read_options=csv.ReadOptions(column_names=names, use_threads=False),
            parse_options=csv.ParseOptions(
                delimiter=delimiter,
                quote_char=False,
                ignore_empty_lines=False,
                invalid_row_handler=skip,
            ),
            convert_options=csv.ConvertOptions(
                column_types={name: pa.string() for name in names}, strings_can_be_null=False
            ),
        )
    except pa.ArrowInvalid as error:
        raise Refused(
            f"{path.name} cannot be read as a tree of headings: {error}; {_GET}"
        ) from None
    skipped = set(unreadable)
    numbers = [n for n in range(1, table.num_rows + len(skipped) + 1) if n not in skipped]
    table = table.append_column("entry", pa.array(numbers, pa.int64()))
    for at, name in enumerate(names):
        table = table.set_column(at, name, pc.utf8_trim_whitespace(table[name]))
    return table


def _refuse_if_many(path: Path, lost: int, count: int) -> None:
    if lost > max(_UNREADABLE_LINES, _UNREADABLE_SHARE * count):
        raise Refused(
            f"{path.name}: {lost:,} of {count:,} lines hold no heading with a tree number, more "
            f"than 0.1 %; {_GET}"
        )


def _descriptors(path: Path, head: bytes, stream: Iterator[bytes], delivery: Delivery) -> pa.Table:
    root = opened_xml(path, head)[0]
    if root != "DescriptorRecordSet":
        held = _OTHERS.get(root, f"<{root}>, not <DescriptorRecordSet>")
        raise Refused(f"{path.name} holds {held}; {_GET}")
    rows: dict[str, list[object]] = {
        name: [] for name in ("entry", "name", "mesh_id", "tree_numbers")
    }
    parts = chain((head,), stream)
    records = xml_records(path, parts, "DescriptorRecord", _LARGEST_RECORD)
    for entry, record in enumerate(records, 1):
        delivery.records = entry
        name = (record.findtext("DescriptorName/String") or "").strip()
        id = (record.findtext("DescriptorUI") or "").strip()
        _look(record, id, delivery)
        if not name or not re.fullmatch(r"D\d{6,9}", id):
            reason = "has no name or no id; record left out"
            delivery.reject(f"{id or name} (entry {entry})", reason, "DescriptorUI", id)
            continue
        trees = sorted(
            t.text.strip() for t in record.iterfind("TreeNumberList/TreeNumber") if t.text
        )
        for column, value in zip(rows.values(), (entry, name, id, trees or None), strict=True):
            column.append(value)
    types = {field.name: field.type for field in columns(Topic)}
    return pa.table({name: pa.array(values, types[name]) for name, values in rows.items()})


def _look(record: etree._Element, id: str, delivery: Delivery) -> None:
    """Signal what a descriptor holds that nobody knows."""
    for child in record:
        if child.tag not in _READ and child.tag not in _LEFT_OUT:
            delivery.signal(NEW_KEY, f"DescriptorRecord/{child.tag}", record=id)
    kind = record.get("DescriptorClass")
    if kind is not None and kind not in _DESCRIPTOR_CLASSES:
        delivery.signal(UNKNOWN_CATEGORY, "DescriptorClass", kind, id)


def _year(path: Path, head: bytes) -> str:
    """The year of the vocabulary: in the DOCTYPE, else in the file's name, else unknown."""
    found = re.search(rb"descriptorrecordset_(\d{4})", head[:2000])
    if found:
        return found[1].decode()
    named = re.search(r"(?:19|20)\d\d", path.name)
    return named[0] if named else "0000"


SOURCE = Source(
    name="mesh",
    title="Medical Subject Headings",
    publisher="National Library of Medicine",
    address="https://www.nlm.nih.gov/databases/download/mesh.html",
    terms="Courtesy of the U.S. National Library of Medicine",
    suffixes=(".txt", ".bin", ".xml", ".xml.gz"),
    states=(Topic,),
    read=read,
)
