"""Case 19: headers and categories that are huge, many, empty, alike or no text at all."""

import csv
import json
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from loaders.reading.loading import Outcome, load
from loaders.reading.source import sources

NUCC = ["Code", "Grouping", "Classification", "Specialization"]
HEART = ["207RC0000X", "Physicians", "Internal Medicine", "Heart"]


def _load(home: Path, source: str, file: Path) -> Outcome:
    [outcome] = load(home, sources()[source], [file])
    return outcome


def _with_columns(tmp_path: Path, *names: str) -> Outcome:
    path = tmp_path / "nucc_taxonomy_250.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file)
        write.writerow([*NUCC, *names])
        write.writerow([*HEART, *("1" for _ in names)])
    return _load(tmp_path / "home", "nucc", path)


def _new(outcome: Outcome) -> list[tuple[str, int | None]]:
    assert outcome.facts == {"Specialty": 1}
    return [(s["field"], s["records"]) for s in outcome.signals if s["kind"] == "new column"]


def test_a_thousand_new_columns_are_a_thousand_signals(tmp_path: Path) -> None:
    assert _new(_with_columns(tmp_path, *(f"c{n}" for n in range(1_000)))) == [
        (f"c{n}", None) for n in range(1_000)
    ]


def test_more_than_a_thousand_are_counted_together(tmp_path: Path) -> None:
    new = _new(_with_columns(tmp_path, *(f"c{n}" for n in range(1_500))))
    assert len(new) == 1_001
    assert new[-1] == ("further ones", 500)


@pytest.mark.parametrize(
    ("names", "reason"),
    [
        ([f"c{n}" for n in range(4_997)], "has 5,001 columns"),
        (["x" * 900_000], "has a first line that cannot be read"),
        (["x" * 1_000_001], "has a first line of over 1,000,000 bytes"),
        (["x," * 400_000], "has a first line that cannot be read"),
        (["code"], "has two columns called 'Code'"),
        (["C-O-D-E"], "has two columns called 'Code'"),
    ],
    ids=["5001", "long name", "over a megabyte", "quoted commas", "a twin", "a twin by letters"],
)
def test_a_header_of_no_table_is_refused_with_the_reason(
    tmp_path: Path, names: list[str], reason: str
) -> None:
    outcome = _with_columns(tmp_path, *names)
    assert outcome.state == "refused"
    assert reason in outcome.rejects[0]["reason"]


def test_a_header_larger_than_one_piece_of_a_packed_file_is_read_whole(tmp_path: Path) -> None:
    names = [f"{n:04}" + "x" * 190 for n in range(4_900)]
    assert len(_new(_with_columns(tmp_path, *names))) == 1_001


def test_columns_without_a_name_and_such_as_steer_a_terminal_are_told_in_words(
    tmp_path: Path,
) -> None:
    new = _new(_with_columns(tmp_path, "", "  ", "\x1b[31mred", "a\tb", "Shoe Size", "shoe-size"))
    assert [name for name, _ in new] == [
        "column 5, without a name",
        "column 6, without a name",
        "?[31mred",
        "a b",
        "Shoe Size",
        "shoe-size",
    ]


def test_a_category_of_ten_megabytes_is_cut_in_the_ledger_and_kept_in_the_facts(
    tmp_path: Path,
) -> None:
    huge = "x" * 10_000_000
    study: dict[str, Any] = {
        "protocolSection": {
            "identificationModule": {"nctId": "NCT99000001"},
            "statusModule": {"overallStatus": huge},
        }
    }
    path = tmp_path / "study.json"
    path.write_text(json.dumps(study))
    [signal] = _load(tmp_path, "clinical-trials", path).signals
    assert signal["value"] == huge[:200] + "…"
    [part] = (tmp_path / "lake").glob("*/*/Trial.*")
    assert pq.read_table(part)["status"].to_pylist() == [huge]


def test_a_category_in_which_every_value_is_new_is_told_in_bounds(tmp_path: Path) -> None:
    header = "LASTNAME,FIRSTNAME,MIDNAME,BUSNAME,GENERAL,SPECIALTY,NPI,STATE,EXCLTYPE,EXCLDATE\n"
    row = "ROE{},ANN,,,,,0000000000,IL,{},20200101\n"
    path = tmp_path / "list.csv"
    rows = (row.format(n, f"{n} {'é' * 300}") for n in range(5_000))
    path.write_text(header + "".join(rows), "utf-8")
    outcome = _load(tmp_path, "leie", path)
    assert outcome.facts == {"Exclusion": 5_000}
    assert len(outcome.signals) == 1_001
    assert sum(signal["records"] for signal in outcome.signals) == 5_000
    assert outcome.signals[0]["value"] == "0 " + "é" * 198


@pytest.mark.parametrize(
    ("status", "told"),
    [
        (None, []),
        ([], []),
        ("", [""]),
        (7, ["no text but a int"]),
        ({"a": {}}, ["no text but a dict"]),
        ([["COMPLETED"]], ["no text but a list"]),
        (["COMPLETED", "DREAMT_OF"], ["DREAMT_OF"]),
    ],
    ids=str,
)
def test_what_stands_for_a_category_and_is_no_text_is_told_as_such(
    tmp_path: Path, status: object, told: list[str]
) -> None:
    study = {
        "protocolSection": {
            "identificationModule": {"nctId": "NCT99000001"},
            "statusModule": {"overallStatus": status},
        }
    }
    path = tmp_path / "study.json"
    path.write_text(json.dumps(study))
    outcome = _load(tmp_path, "clinical-trials", path)
    assert [signal["value"] for signal in outcome.signals] == told
    assert outcome.facts["Trial"] == 1


def test_a_key_that_holds_half_a_character_is_told(tmp_path: Path) -> None:
    path = tmp_path / "study.json"
    section = '"protocolSection": {"identificationModule": {"nctId": "NCT99000001"}}'
    path.write_text(f'{{"a\\ud800": 1, {section}}}')
    [signal] = _load(tmp_path, "clinical-trials", path).signals
    assert (signal["kind"], signal["field"]) == ("new key", "a?")


def test_elements_of_a_citation_are_told_in_bounds(tmp_path: Path) -> None:
    elements = "".join(f"<New{n}><PMID>2</PMID></New{n}>" for n in range(3_000))
    path = tmp_path / "papers.xml"
    path.write_text(
        "<PubmedArticleSet><PubmedArticle><MedlineCitation><PMID>1</PMID>"
        f"<Article><PublicationTypeList><PublicationType>{'x' * 5_000_000}</PublicationType>"
        f"</PublicationTypeList></Article>{elements}</MedlineCitation></PubmedArticle>"
        "</PubmedArticleSet>"
    )
    outcome = _load(tmp_path, "pubmed", path)
    assert outcome.facts["Paper"] == 1
    assert len(outcome.signals) == 1_001
    assert outcome.signals[0]["value"] == "x" * 200 + "…"
    assert outcome.signals[-1]["records"] == 2_001


def test_a_parquet_file_has_new_columns_too(tmp_path: Path) -> None:
    columns = {"npi": ["1234567893"], "period": ["2024"], "code_group": ["Heart"]}
    columns |= {"services": ["1"], "Shoe Size": ["38"], "": ["x"]}
    path = tmp_path / "volumes.parquet"
    pq.write_table(pa.table(columns), path)
    outcome = _load(tmp_path, "volumes", path)
    assert outcome.facts == {"CodeGroup": 1, "Volume": 1}
    told = [signal["field"] for signal in outcome.signals]
    assert told == ["Shoe Size", "column 6, without a name"]
