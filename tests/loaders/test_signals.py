"""What a file holds that nobody reads, or that is not as known, is a signal, and costs no fact."""

import csv
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pytest
from golden import SAMPLES, facts, load
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from loaded import in_turn, sample

from lake.delivery import MEANINGS
from lake.ledger import loads
from loaders import nucc
from loaders.reading.headers import normal

TABLES = sorted(
    (path.parent.name, path.name) for path in SAMPLES.glob("*/*") if path.suffix in (".csv", ".txt")
)
# Those of another form than a table of commas with a header.
OTHERS = ("mesh", "rpps", "shared-patients")
TABLES = [(source, name) for source, name in TABLES if source not in OTHERS]
Told = tuple[str, str, str | None, int | None, str | None]


class Change(NamedTuple):
    """A sample in which words are put in place of others, and the signals that follow."""

    source: str
    name: str
    words: dict[str, str]
    signals: list[Told]


UNKNOWN, KEY = "unknown category", "new key"
OP = "OP_DTL_GNRL_PGYR2023_P01302025_01212025.csv"
ROR = "v1.99-2025-01-14-ror-data_schema_v2.json"
CHANGES = [
    Change(
        "leie",
        "UPDATED.csv",
        {"1128a1": "1128z9"},
        [(UNKNOWN, "EXCLTYPE", "1128z9", 4, "07ead00b2c858eac (line 2)")],
    ),
    Change(
        "nppes",
        "npidata_pfile_20250127-20250202.csv",
        {'"2222222228","1"': '"2222222228","3"'},
        [(UNKNOWN, "Entity Type Code", "3", 1, "2222222228 (line 3)")],
    ),
    Change(
        "open-payments",
        OP,
        {"Consulting Fee": "Advice", '"CHANGED"': '"changed"', '"NEW"': '"RETOLD"'},
        [
            (UNKNOWN, "Change_Type", "RETOLD", 8, "900000001 (line 2)"),
            (UNKNOWN, "Nature_of_Payment_or_Transfer_of_Value", "Advice", 8, "900000001 (line 2)"),
        ],
    ),
    Change(
        "ror",
        ROR,
        {'"domains"': '"realms"', '"child"': '"nephew"', '"healthcare"': '"hospital"'},
        [
            (KEY, "realms", None, 7, None),
            (
                *(UNKNOWN, "relationships.type", "nephew", 1),
                "https://ror.org/0aaaaaa01 (entry 1)",
            ),
            (UNKNOWN, "types", "hospital", 1, "https://ror.org/0aaaaaa02 (entry 2)"),
        ],
    ),
    Change(
        "mesh",
        "desc2025.xml",
        {
            'DescriptorClass = "3"': 'DescriptorClass = "9"',
            "<ConceptList": "<IdeaList",
            "</ConceptList": "</IdeaList",
        },
        [
            (KEY, "DescriptorRecord/IdeaList", None, 1, "D900001"),
            (UNKNOWN, "DescriptorClass", "9", 1, "D900002"),
        ],
    ),
    Change(
        "clinical-trials",
        "studies.json",
        {
            '"RECRUITING", "startDateStruct"': '"DREAMT_OF", "startDateStruct"',
            '"PHASE1", ': '"PHASE9", ',
            '"type": "DRUG"': '"type": "SONG"',
            '"SUB_INVESTIGATOR"': '"TEA_MAKER"',
            '"designModule"': '"newsModule": {}, "designModule"',
        },
        [
            (KEY, "protocolSection.newsModule", None, 2, "NCT99000001"),
            (UNKNOWN, "statusModule.overallStatus", "DREAMT_OF", 1, "NCT99000001"),
            (UNKNOWN, "designModule.phases", "PHASE9", 1, "NCT99000001"),
            (UNKNOWN, "armsInterventionsModule.interventions.type", "SONG", 1, "NCT99000001"),
            (
                *(UNKNOWN, "contactsLocationsModule.locations.contacts.role", "TEA_MAKER", 1),
                "NCT99000001",
            ),
        ],
    ),
    Change(
        "pubmed",
        "pubmed25n0007.xml",
        {
            '"Print-Electronic"': '"Song"',
            'Status="MEDLINE" Owner="NLM" IndexingMethod="Manual"': 'Status="Sung"',
            "<Pagination>": "<Melody>",
            "</Pagination>": "</Melody>",
        },
        [
            (UNKNOWN, "Status", "Sung", 1, "90000001"),
            (UNKNOWN, "PubModel", "Song", 2, "90000001"),
            (KEY, "Article/Melody", None, 1, "90000001"),
        ],
    ),
]


def _told(tables: dict[str, pa.Table]) -> list[Told]:
    """The signals but those of samples' size, which is out of bounds."""
    rows = tables["Signal"].to_pylist() if "Signal" in tables else []
    assert all(row["meaning"] == MEANINGS[row["kind"]] for row in rows)
    return [
        (row["kind"], row["field"], row["value"], row["records"], row["record"])
        for row in rows
        if row["kind"] != "out of bounds"
    ]


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.source)
def test_what_is_not_known_is_told_with_its_count_and_its_first_record(
    tmp_path: Path, change: Change
) -> None:
    before = sample(change.source, change.name)
    text = before.read_text("utf-8")
    for word, other in change.words.items():
        assert word in text, word
        text = text.replace(word, other)
    path = tmp_path / change.name
    path.write_text(text, "utf-8")
    assert _told(load(change.source, before)) == []
    assert _told(load(change.source, path)) == change.signals


def _with_column(path: Path, into: Path, header: str, value: str = "38") -> Path:
    """A copy of a table with one more column."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1252")
    mark = "|" if "|" in text.partition("\n")[0] else ","
    rows = list(csv.reader(text.splitlines(keepends=True), delimiter=mark))
    copy = into / path.name
    with copy.open("w", encoding="utf-8", newline="") as written:
        write = csv.writer(written, quoting=csv.QUOTE_ALL, delimiter=mark)
        write.writerow([*rows[0], header])
        write.writerows([*row, value] for row in rows[1:])
    return copy


def _but_signals(tables: dict[str, pa.Table]) -> list[str]:
    return facts({name: table for name, table in tables.items() if name != "Signal"})


@pytest.mark.parametrize(("source", "name"), TABLES, ids=lambda part: str(part)[:24])
def test_one_column_more_costs_no_fact_and_is_one_signal(
    tmp_path: Path, source: str, name: str
) -> None:
    before = load(source, sample(source, name))
    after = load(source, _with_column(sample(source, name), tmp_path, "Shoe Size"))
    assert _told(before) == []
    assert _told(after) == [("new column", "Shoe Size", None, None, None)]
    assert _but_signals(after) == _but_signals(before)


KNOWN = {normal(name) for names in (*nucc._LAYOUT.values(), nucc._IGNORED) for name in names}
HEADERS = st.text(st.characters(exclude_categories=("Cc", "Cs")), max_size=40)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(header=HEADERS.filter(lambda name: normal(name) not in KNOWN), value=HEADERS)
def test_whatever_one_column_more_is_called_and_holds_it_costs_no_fact(
    tmp_path: Path, header: str, value: str
) -> None:
    path = sample("nucc", "nucc_taxonomy_230.csv")
    after = load("nucc", _with_column(path, tmp_path, header, value))
    [(kind, field, *rest)] = _told(after)
    assert (kind, rest) == ("new column", [None, None, None])
    assert field == (" ".join(header.split()) or "column 9, without a name")
    assert _but_signals(after) == _but_signals(load("nucc", path))


def test_the_ledger_keeps_how_many_there_are_and_what_was_left_out_on_purpose(
    tmp_path: Path,
) -> None:
    path = _with_column(sample("nucc", "nucc_taxonomy_230.csv"), tmp_path, "Shoe Size")
    [outcome] = in_turn(tmp_path, "nucc", path)
    [entry] = loads(tmp_path / "lake")
    assert entry.ignored == outcome.ignored == ["Definition", "Notes", "Section"]
    assert entry.signals == len(outcome.signals) == 2
    assert [signal["value"] for signal in outcome.signals] == [None, "2 (expected 700 to 1,500)"]
    assert set(entry.facts) == {"Specialty"}
    [again] = in_turn(tmp_path, "nucc", path)
    assert (again.state, again.signals, again.ignored) == ("known", outcome.signals, entry.ignored)


@pytest.mark.parametrize(("entries", "is_signal"), [(59_999, True), (60_000, False)])
def test_a_full_list_is_as_long_as_the_publishers_lists_are(
    tmp_path: Path, entries: int, is_signal: bool
) -> None:
    header, row, *_ = sample("leie", "UPDATED.csv").read_text().splitlines(keepends=True)
    path = tmp_path / "UPDATED.csv"
    path.write_text(header + "".join(row.replace("QUILL", f"Q{n}") for n in range(entries)))
    [outcome] = in_turn(tmp_path / "home", "leie", path)
    assert outcome.facts == {"Exclusion": entries}
    told = [signal["value"] for signal in outcome.signals]
    assert told == (["59,999 (expected 60,000 to 120,000)"] if is_signal else [])
