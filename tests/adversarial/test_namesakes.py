"""Case 24: two people of one name, city and specialty; one person in three spellings; one ORCID iD
shared by error. Merged only above the threshold, and reversible with the evidence."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from identity.practitioner_evidence import TIED
from identity.resolve import resolve
from lake.current import Lake
from schema.mentions import Affiliation, Byline, Practitioner, Registration
from schema.nodes import Institution, Specialty
from schema.vocabulary import Declared

Stated = dict[type[Declared], list[dict[str, Any]]]
State = Callable[[Path, Stated], Lake]
ORCID = "0000-0009-9912-3452"
OAK = {"institution_id": "ror:0oak00001", "name": "Oak University", "city": "Springfield"}
AT_OAK = "Department of Cardiology, Oak University, Springfield, IL, USA."
AT_ELM = "Institute of Bones, Elm Hospital, Dover, DE, USA."
HEART = {"code": "207RC0000X", "classification": "Cardiology"}
NPIS = ("1999000015", "1999000023")


def _stated(*papers: tuple[str, str, str, str | None]) -> Stated:
    """Papers `(family name, given names, affiliation, ORCID iD)`, the nth with a co-author of its
    place; two cardiologists of Springfield who are both called Ada Quill."""
    found: Stated = {Byline: [], Affiliation: [], Institution: [OAK | {"state": "IL"}]}
    for pmid, (last, fore, at, orcid) in enumerate(papers, 1):
        other = "Marsh" if at == AT_OAK else "Reed"
        names = ((last, fore, orcid), (other, "Bo", None))
        for position, (family, given, key) in enumerate(names, 1):
            mention = f"pubmed:{pmid}:{position}"
            name = {"last_name": family, "fore_name": given, "orcid": key}
            row = {"mention": mention, "pmid": str(pmid), "position": position, **name}
            found[Byline].append(row | {"is_valid": True, "is_equal": False})
            found[Affiliation].append({"mention": mention, "ordinal": 1, "text": at})
    found[Practitioner] = [
        {"npi": npi, "last_name": "QUILL", "first_name": "ADA", "city": "SPRINGFIELD"}
        | {"state": "IL", "country": "US"}
        for npi in NPIS
    ]
    found[Registration] = [
        {"npi": npi, "ordinal": 1, "code": HEART["code"], "is_primary": True} for npi in NPIS
    ]
    return found | {Specialty: [HEART]}


def _resolved(lake: Lake, *said: tuple[str, list[str], list[str]]) -> dict[str, dict[str, Any]]:
    rows = [
        {"judgement": n, "kind": kind, "one": one, "other": other, "why": "judged by ann: cv"}
        for n, (kind, one, other) in enumerate(said, 1)
    ]
    resolve(lake, pa.Table.from_pylist(rows) if rows else None)
    return {row["mention"]: row for row in lake.sql('FROM claims."Claim"').to_pylist()}


def _persons(claims: dict[str, dict[str, Any]], *mentions: str) -> list[str]:
    return [claims[mention]["person_id"] for mention in mentions]


def test_of_two_namesakes_of_one_city_and_specialty_neither_is_chosen(
    state: State, tmp_path: Path
) -> None:
    """Both fit equally well: each has less than half of what is certain, and both are told."""
    lake = state(tmp_path, _stated(("Quill", "Ada", AT_OAK, None)))
    found = _resolved(lake)
    people = _persons(found, "pubmed:1:1", *(f"nppes:{npi}" for npi in NPIS))
    assert len(set(people)) == 3
    candidates = lake.sql('FROM claims."Candidacy" ORDER BY npi').to_pylist()
    assert [row["npi"] for row in candidates] == list(NPIS)
    assert all(row["score"] < 0.5 < TIED and not row["is_tied"] for row in candidates)
    assert all("same city" in row["reasons"][0] for row in candidates)
    lake.close()


def test_a_steward_chooses_between_namesakes_and_can_take_it_back(
    state: State, tmp_path: Path
) -> None:
    lake = state(tmp_path, _stated(("Quill", "Ada", AT_OAK, None)))
    before = _resolved(lake)
    chosen = _resolved(lake, ("same", ["pubmed:1:1"], [f"nppes:{NPIS[1]}"]))
    one, two = _persons(chosen, "pubmed:1:1", f"nppes:{NPIS[1]}")
    assert one == two != chosen[f"nppes:{NPIS[0]}"]["person_id"]
    assert "judged by ann: cv" in chosen["pubmed:1:1"]["reasons"]
    assert _resolved(lake) == before
    lake.close()


SPELLINGS = ("José", "Jose M", "J M")


def test_one_person_in_three_spellings_is_one_and_a_stranger_is_not(
    state: State, tmp_path: Path
) -> None:
    """Family name with and without hyphen and accent; given name in full, with a middle initial,
    in initials. A namesake in initials of another place stays apart."""
    spelled = zip(("García-Quill", "Garcia Quill", "GarciaQuill"), SPELLINGS, strict=True)
    papers = [(last, fore, AT_OAK, None) for last, fore in spelled]
    lake = state(tmp_path, _stated(*papers, ("Garcia Quill", "J", AT_ELM, None)))
    found = _resolved(lake)
    three = _persons(found, *(f"pubmed:{n}:1" for n in (1, 2, 3)))
    assert len(set(three)) == 1
    assert found["pubmed:4:1"]["person_id"] not in three
    assert all("with pubmed:" in found[f"pubmed:{n}:1"]["reasons"][0] for n in (1, 2, 3))
    lake.close()


@pytest.mark.parametrize("stranger", [("Marlow", "Zoe"), ("Quill", "Zoe")])
def test_an_orcid_shared_by_error_does_not_make_one_person_of_two(
    state: State, tmp_path: Path, stranger: tuple[str, str]
) -> None:
    """Three papers of one person, and one of another on which the same ORCID iD is printed."""
    hers = [("Quill", "Ada", AT_OAK, ORCID)] * 3
    lake = state(tmp_path, _stated(*hers, (*stranger, AT_ELM, ORCID)))
    found = _resolved(lake)
    one, two, three, other = _persons(found, *(f"pubmed:{n}:1" for n in (1, 2, 3, 4)))
    assert one == two == three
    if stranger[0] != "Quill":
        assert other != one
    apart = _resolved(lake, ("different", ["pubmed:1:1"], ["pubmed:4:1"]))
    assert len(set(_persons(apart, "pubmed:1:1", "pubmed:4:1"))) == 2
    assert _resolved(lake) == found
    lake.close()
