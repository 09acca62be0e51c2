"""Every file of the publishers' is loaded whole or refused with a reason, and no record is lost on
the way: records are counted a second time here, with the standard library alone."""

import csv
import gzip
import json
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree

import pytest
from publishers import FOLDERS, Loaded

from lake.current import Lake
from loaders.reading.loading import load
from loaders.reading.source import sources

# Measured 2026-11: files loaded, their records, files refused.
TOTALS = {
    "clinical-trials": (15, 114, 37),
    "clinicians-directory": (1, 173, 1),
    "hospitals": (1, 5326, 1),
    "leie": (18, 3253, 0),
    "mesh": (2, 59751, 3),
    "nppes": (1, 1, 6),
    "nucc": (2, 1701, 0),
    "open-payments": (2, 2173, 6),
    "pubmed": (36, 4131, 0),
    "ror": (1, 35990, 1),
    "shared-patients": (1, 104, 0),
}

# Why: part of the reason that must be given.
REFUSED = {
    "clinical-trials": {
        "aact_json_data/NCT00023673.json": "version 1 of the registry's API, retired",
        "aact_json_data/NCT02028676.json": "version 1 of the registry's API, retired",
        "aact_json_data/NCT04780763.json": "version 1 of the registry's API, retired",
        "v1_fullstudies/aact_results_1.json": "version 1 of the registry's API, retired",
        "xml_classic/*.xml": "the registry's retired classic form",
    },
    "clinicians-directory": {"Hospital_General_Information.csv": "no column 'NPI'"},
    "hospitals": {"DAC_NationalDownloadableFile_sample.csv": "no column 'Facility ID'"},
    "mesh": {
        "tipplerow/mesh_pa_sample.xml": "pharmacological actions",
        "tipplerow/mesh_qual_sample.xml": "qualifiers",
        "tipplerow/mesh_supp_sample.xml": "supplementary concepts",
    },
    "nppes": {
        "DSACMS_othername_pfile_20251103-20251109.csv": "no column 'Entity Type Code'",
        "DSACMS_pl_pfile_20251103-20251109.csv": "no column 'Entity Type Code'",
        "api_nppes_*.json": "no comma-separated table",
        "hds5210_nppes_8col.csv": "no column 'Provider Business Practice Location Address City",
    },
    "open-payments": {
        "column_names/*_payments_colnames_by_year.csv": "no file of payments",
        "dictionaries/2024_*_DataDictionary_2024.json": "no file of payments",
        "dictionaries/OP_PGYR2019_README_P06302020.txt": "no comma-separated table",
    },
    "ror": {"relationships_v2.9.csv": "no JSON list of organisations"},
}


def _raw(path: Path) -> bytes:
    raw = path.read_bytes()
    return gzip.decompress(raw) if raw[:2] == b"\x1f\x8b" else raw


def _studies(path: Path) -> int:
    held = json.loads(_raw(path))
    return len(held) if isinstance(held, list) else len(held.get("studies", [held]))


def _organisations(path: Path) -> int:
    return len(json.loads(_raw(path)))


def _rows(path: Path) -> int:
    try:
        text = _raw(path).decode("utf-8-sig")
    except UnicodeDecodeError:
        text = _raw(path).decode("cp1252")
    return sum(1 for row in csv.reader(text.splitlines(keepends=True)) if any(row)) - 1


def _headings(path: Path) -> int:
    if path.suffix == ".xml":
        return len(ElementTree.fromstring(_raw(path)).findall("DescriptorRecord"))
    return len(_raw(path).rstrip().split(b"\n"))


def _citations(path: Path) -> int:
    root = ElementTree.fromstring(_raw(path))
    kinds = ("PubmedArticle", "PubmedBookArticle", "MedlineCitation", "DeleteCitation/PMID")
    return sum(len(root.findall(kind)) for kind in kinds)


COUNTS: dict[str, Callable[[Path], int]] = {
    "clinical-trials": _studies,
    "clinicians-directory": _rows,
    "hospitals": _rows,
    "leie": _rows,
    "mesh": _headings,
    "nppes": _rows,
    "nucc": _rows,
    "open-payments": _rows,
    "pubmed": _citations,
    "ror": _organisations,
    "shared-patients": _rows,
}


@pytest.mark.parametrize("source", TOTALS)
def test_as_many_files_and_records_are_taken_as_were_measured(loaded: Loaded, source: str) -> None:
    taken = [one for one in loaded.outcomes[source].values() if one.state == "loaded"]
    refused = [one for one in loaded.outcomes[source].values() if one.state == "refused"]
    assert len(taken) + len(refused) == len(loaded.outcomes[source])
    assert (len(taken), sum(one.records for one in taken), len(refused)) == TOTALS[source]


def test_pairs_of_no_year_are_refused_and_those_of_a_year_are_taken(loaded: Loaded) -> None:
    [one] = loaded.outcomes["shared-patients"].values()
    reasons = {str(reject["reason"]).partition(";")[0] for reject in one.rejects}
    assert reasons == {"is of no year, by its header or by the file's name"}
    assert (one.facts["SharedPatients"], len(one.rejects)) == (49, 55)


@pytest.mark.parametrize("source", TOTALS)
def test_each_file_taken_gives_the_records_a_second_count_finds(
    data: Path, loaded: Loaded, source: str
) -> None:
    taken = {
        name: one.records for name, one in loaded.outcomes[source].items() if one.state == "loaded"
    }
    again = {name: COUNTS[source](data / FOLDERS[source] / name) for name in taken}
    assert taken == again


@pytest.mark.parametrize("source", TOTALS)
def test_what_is_of_another_or_a_retired_shape_is_refused_with_the_reason(
    loaded: Loaded, source: str
) -> None:
    refused = {
        name: str(one.rejects[0]["reason"])
        for name, one in loaded.outcomes[source].items()
        if one.state == "refused"
    }
    expected = {
        name: reason
        for name in loaded.outcomes[source]
        for pattern, reason in REFUSED.get(source, {}).items()
        if Path(name).match(pattern)
    }
    assert set(refused) == set(expected)
    for name, reason in refused.items():
        assert expected[name] in reason
        assert Path(name).name in reason


def _standing(home: Path) -> list[str]:
    """One digest per class of the facts that stand, whatever their order. Left out is when they
    were loaded."""
    lake = Lake(home)
    try:
        stated = sorted({c.__name__ for s in sources().values() for c in s.states})
        return [
            f"{name} "
            + str(
                lake.one(
                    f"SELECT count(*), sum(hash(f)::HUGEINT) "
                    f'FROM (SELECT * EXCLUDE (known_from) FROM facts."{name}") f'
                )
            )
            for name in stated
        ]
    finally:
        lake.close()


def test_loading_twice_or_in_reverse_order_gives_the_same_facts(
    data: Path, loaded: Loaded, tmp_path: Path
) -> None:
    once = _standing(loaded.home)
    for source, folder in reversed(FOLDERS.items()):
        files = [
            data / folder / name
            for name, one in loaded.outcomes[source].items()
            if one.state == "loaded"
        ]
        for path in reversed(files):  # one at a time, so that the order is this one
            assert load(loaded.home, sources()[source], [path])[0].state == "known"
            assert load(tmp_path, sources()[source], [path])[0].state == "loaded"
    assert _standing(loaded.home) == once
    assert _standing(tmp_path) == once
