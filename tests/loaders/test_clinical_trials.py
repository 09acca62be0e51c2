"""Do the registry's studies become the facts that they state?"""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from golden import SAMPLES, golden, load

from lake.current import Lake
from lake.delivery import Refused
from loaders.clinical_trials import SOURCE
from loaders.reading import loading
from loaders.reading.officials import Name, persons
from schema.nodes import Trial

STUDIES = SAMPLES / "clinical-trials" / "studies.json"


def _study(number: int, title: str, updated: str) -> dict[str, Any]:
    return {
        "protocolSection": {
            "identificationModule": {"nctId": f"NCT{number:08d}", "briefTitle": title},
            "statusModule": {"lastUpdatePostDateStruct": {"date": updated}},
        }
    }


def _write(path: Path, value: Any) -> Path:
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def test_the_sample_states_the_reviewed_facts(request: pytest.FixtureRequest) -> None:
    golden(request, "clinical-trials", STUDIES)


def test_no_telephone_number_or_address_comes_into_the_facts(tmp_path: Path) -> None:
    said = str([table.to_pylist() for table in load("clinical-trials", STUDIES).values()])
    assert "555" not in said
    assert "@" not in said
    assert "Central Contact" not in said
    assert "Front Desk" not in said


def test_reading_twice_and_reading_packed_give_equal_tables(tmp_path: Path) -> None:
    packed = tmp_path / "studies.json.gz"
    packed.write_bytes(gzip.compress(STUDIES.read_bytes()))
    once = load("clinical-trials", STUDIES)
    assert once == load("clinical-trials", STUDIES)
    assert once == load("clinical-trials", packed)


def test_a_list_a_page_and_a_single_study_say_the_same(tmp_path: Path) -> None:
    study = _study(99_000_009, "Same", "2024-01-01")
    shapes = ([study], {"nextPageToken": "x", "studies": [study], "totalCount": 1}, study)
    read = [
        load("clinical-trials", _write(tmp_path / f"{n}.json", shape))
        for n, shape in enumerate(shapes)
    ]
    assert read[0]["Trial"]["title"].to_pylist() == ["Same"]
    assert read[0] == read[1] == read[2]


def test_studies_larger_than_a_piece_of_the_file_are_read_whole(tmp_path: Path) -> None:
    studies = [_study(n, f"{n} é" + "x" * 400_000, "2024-01-01") for n in range(1, 13)]
    titles = load("clinical-trials", _write(tmp_path / "big.json", studies))["Trial"]["title"]
    assert titles.to_pylist() == [
        study["protocolSection"]["identificationModule"]["briefTitle"] for study in studies
    ]


def test_the_latest_update_stands_in_whatever_order_files_come(tmp_path: Path) -> None:
    files = [
        _write(tmp_path / "1.json", [_study(1, "older", "2023-01-01")]),
        _write(tmp_path / "2.json", [_study(1, "newer", "2024-01-01")]),
    ]
    for home, order in ((tmp_path / "a", files), (tmp_path / "b", files[::-1])):
        for file in order:
            loading.load(home, SOURCE, [file])
        assert Lake(home).facts(Trial).to_pyarrow()["title"].to_pylist() == ["newer"]


@pytest.mark.parametrize(
    "text",
    [
        '{"FullStudiesResponse": {"FullStudies": [{"Study": {}}]}}',
        '{"FullStudy": {"Study": {"ProtocolSection": {}}}}',
        '<?xml version="1.0"?><clinical_study><id_info/></clinical_study>',
    ],
)
def test_a_retired_format_is_refused_with_the_way_to_the_new_one(text: str, tmp_path: Path) -> None:
    path = tmp_path / "old.json"
    path.write_text(text)
    with pytest.raises(Refused, match=r"old\.json .*retired.*clinicaltrials\.gov/api/v2/studies"):
        load("clinical-trials", path)


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Jane Q. Doe, MD, PhD", Name("Doe", "Jane Q.", None, "MD, PhD")),
        ("Doe, Jane, MD", Name("Doe", "Jane", None, "MD")),
        ("Jane Doe MD PhD", Name("Doe", "Jane", None, "MD, PhD")),
        ("Jane Doe, MD/PhD", Name("Doe", "Jane", None, "MD, PhD")),
        ("Dr. Ann van der Berg Jr., MBBS", Name("van der Berg", "Ann", "Jr", "MBBS")),
        ("Jane Roe (Study Chair), MD", Name("Roe", "Jane", None, "MD")),
        ("Jane Doe, Professor of Medicine", Name("Doe", "Jane", None, None)),
        ("Jane DOE, Pr", Name("DOE", "Jane", None, None)),
        ("Jane Doe 3rd", Name("Doe", "Jane", "III", None)),
        ("Robert Do, MD", Name("Do", "Robert", None, "MD")),
        ("José Ñandú, M.D.", Name("Ñandú", "José", None, "M.D.")),
        ("Jane Q Roe, RPh, NP-C", Name("Roe", "Jane Q", None, "RPh, NP-C")),
        ("Jane Q Roe, M.B., Ch.B.", Name("Roe", "Jane Q", None, "M.B., Ch.B.")),
        ("Jane Roe, Dipl.-Ing.*", Name("Roe", "Jane", None, "Dipl.-Ing.")),
        ("Jane Roe - MStat", Name("Roe", "Jane", None, "MStat")),
        ("Jane Roe FACC", Name("Roe", "Jane", None, "FACC")),
        ("Jane Roe, Ph. D.", Name("Roe", "Jane", None, "Ph., D.")),
        ("Prof. Dr. med. Jane Roe", Name("Roe", "Jane", None, None)),
        ("Jane Roe, Inventa Inc", Name("Roe", "Jane", None, None)),
        ("Jane Roe, MD, tel. 208 555 0100", Name("Roe", "Jane", None, "MD")),
        ("ROE, Jane", Name("ROE", "Jane", None, None)),
        ("ROE Jane Q", Name("ROE", "Jane Q", None, None)),
        ("Ana ROE DOE", Name("ROE DOE", "Ana", None, None)),
        ("van der Berg, Ann", Name("van der Berg", "Ann", None, None)),
        ("Roe Poe, Jane Q.", Name("Roe Poe", "Jane Q.", None, None)),
        ("Roe J", Name("Roe", "J", None, None)),
        ("Jack Ma", Name("Ma", "Jack", None, None)),
        ("Jane Roe, III, MD", Name("Roe", "Jane", "III", "MD")),
        ("Roe Jr, John", Name("Roe", "John", "Jr", None)),
        ("John Roe Senior", Name("Roe", "John", "Sr", None)),
        ("Jane Center", Name("Center", "Jane", None, None)),
        ("Lorenzo Medici, MD", Name("Medici", "Lorenzo", None, "MD")),
        ("Ann Research", Name("Research", "Ann", None, None)),
    ],
)
def test_a_persons_name_is_taken_apart(printed: str, name: Name) -> None:
    assert persons(printed) == (name,)


@pytest.mark.parametrize(
    "printed",
    [
        "Jane Doe and John Roe",
        "Jane Doe & John Roe",
        "Jane Doe / John Roe",
        "Jane Doe; John Roe",
        "Jane Doe, John Roe",
        "Doe, Jane; Roe, John",
        "Doe, Jane and Roe, John",
        "Drs. Jane Doe and John Roe",
    ],
)
def test_two_persons_in_one_field_are_two(printed: str) -> None:
    assert persons(printed) == (Name("Doe", "Jane", None, None), Name("Roe", "John", None, None))
    assert persons("Doe J, Roe K")[1] == Name("Roe", "K", None, None)
    assert persons("J. Doe, K. Roe")[1] == Name("Roe", "K.", None, None)
    assert persons("Jane Doe, MD, John Roe, MD")[1] == Name("Roe", "John", None, "MD")
    assert persons("Jane and John Roe") == ()
    assert len(persons("Jane Doe, Chair and Professor of Surgery")) == 1


@pytest.mark.parametrize(
    "printed",
    [
        "Study Director",
        "Inventa CT.gov Call Center",
        "Clinical Trials",
        "Medical Monitor, MD",
        "Inventa",
        "Inventa, Inc",
        "Clinical Reporting Anchor and Disclosure (1452)",
        "Use Central Contact",
        "Chief Physician",
        "Roe, MD",
        "",
    ],
)
def test_a_desk_is_no_person(printed: str) -> None:
    assert persons(printed) == ()


def _officials(folder: Path, *names: str) -> dict[str, Any]:
    study = _study(99_000_010, "Officials", "2024-01-01")
    study["protocolSection"] |= {
        "sponsorCollaboratorsModule": {"leadSponsor": {"name": "Inventa Ltd", "class": "INDUSTRY"}},
        "contactsLocationsModule": {
            "overallOfficials": [
                {"name": name, "affiliation": "Rosewood Clinics", "role": "STUDY_CHAIR"}
                for name in names
            ]
        },
    }
    return load("clinical-trials", _write(folder / "officials.json", [study]))


def test_the_sponsors_and_the_affiliations_name_is_no_person(tmp_path: Path) -> None:
    names = (
        "Inventa Research",
        "INVENTA Cares",
        "Rosewood Clinics",
        "Ann Research",
        "Ann Rosewood",
    )
    tables = _officials(tmp_path, *names)
    assert tables["Official"]["name"].to_pylist() == ["Ann Research", "Ann Rosewood"]
    rejects = tables["Reject"].to_pylist()
    assert [one["value"] for one in rejects] == list(names[:3])
    assert {one["reason"] for one in rejects} == {"no person but an office; left out"}


def test_two_persons_of_one_field_are_two_officials(tmp_path: Path) -> None:
    officials = _officials(tmp_path, "Jane Doe, MD and John Roe, DPT", "Ann Poe")["Official"]
    assert officials.select(["mention", "last_name", "credentials"]).to_pylist() == [
        {"mention": "clinical-trials:NCT99000010:1", "last_name": "Doe", "credentials": "MD"},
        {"mention": "clinical-trials:NCT99000010:2", "last_name": "Roe", "credentials": "DPT"},
        {"mention": "clinical-trials:NCT99000010:3", "last_name": "Poe", "credentials": None},
    ]
