"""Clinicians of the demo country whose standing was planted are screened as planted: nobody who is
excluded, lapsed, deactivated or not known is ever clear."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from api import screening
from api.asking import ask
from demo.country import write
from graph import connection, embedded
from loaders.reading.loading import files_of, load
from loaders.reading.source import sources
from refresh import refresh
from schema.settings import Settings

LOADED = ("nppes", "nucc", "leie", "sam", "licences", "companies", "open-payments", "pubmed")
# The board was asked on 15 January 2025, and the file of SAM is of that day.
TODAY = date(2025, 1, 20)
QUESTION = """
query ($person: String!, $company: String!) {
  screening(person: $person, role: ATTENDEE, company: $company) {
    outcome checks { name outcome why } } }"""
Outcomes = dict[str, str]


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a country of 500 clinicians."""
    folder = tmp_path_factory.mktemp("country")
    write(folder, clinicians=500, workers=1)
    return folder


@pytest.fixture(scope="module")
def at(country: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A home that loaded and refreshed what a screening rests on."""
    at = Settings(home=tmp_path_factory.mktemp("home"), neo4j_uri=None)
    for name in LOADED:
        load(at.home, sources()[name], files_of(sources()[name], [str(country / name)]), 1)
    try:
        refresh(at)
        yield at
    finally:
        embedded.down(at)


def _truth(country: Path, name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = pq.read_table(country / "truth" / f"{name}.parquet").to_pylist()
    return rows


@pytest.fixture
def screened(
    at: Settings, country: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[int], Outcomes]:
    """A function that screens the clinician of a number, and gives each check's outcome; that of
    the state is `licence`. Nothing where the graph has nobody of that NPI."""
    monkeypatch.setattr(screening, "today", lambda: TODAY)
    npis = {row["person"]: row["npi"] for row in _truth(country, "persons")}
    with connection.driver(at) as driver:
        rows = driver.execute_query("MATCH (p:Person) RETURN p.npi, p.personId").records
        [[company]] = driver.execute_query("MATCH (c:Company) RETURN min(c.companyId)").records
    ids = {npi: id for npi, id in rows if npi}

    def run(person: int) -> Outcomes:
        if npis[person] not in ids:
            return {}
        values = {"person": ids[npis[person]], "company": company}
        found = ask(at, QUESTION, values)["screening"]
        ends = {one["name"].partition("-")[0]: one["outcome"] for one in found["checks"]}
        ends |= {one["name"]: one["outcome"] for one in found["checks"]}
        return ends | {"overall": found["outcome"]}

    return run


def test_every_planted_standing_comes_out_as_planted(
    screened: Callable[[int], Outcomes], country: Path
) -> None:
    said = {
        "clean": "CLEAR",
        "expired": "ATTENTION",
        "sanctioned": "ATTENTION",
        "suspended": "BLOCKED",
        "unknown": "UNKNOWN",
    }
    planted: dict[str, list[int]] = {}
    for row in _truth(country, "licences"):
        planted.setdefault(row["kind"], []).append(row["person"])
    assert planted.keys() == said.keys()
    seen = 0
    for kind, persons in planted.items():
        for ends in filter(None, map(screened, persons[:8])):
            assert ends["licence"] == said[kind], kind
            assert (ends["overall"] == "CLEAR") <= (kind == "clean")
            seen += 1
    assert seen >= 30  # eight of each of five kinds, less the deactivated and the rare
    asked = {person for persons in planted.values() for person in persons}
    for person in [each for each in range(60) if each not in asked][:8]:
        assert screened(person).get("licence", "UNKNOWN") == "UNKNOWN"


def test_the_excluded_are_blocked_and_one_without_an_npi_is_told_by_name(
    screened: Callable[[int], Outcomes], country: Path
) -> None:
    rows = _truth(country, "exclusions")
    found = [ends["exclusion-leie"] for row in rows if (ends := screened(row["person"]))]
    assert len(found) >= 4
    assert set(found) <= {"BLOCKED", "ATTENTION"}
    assert "BLOCKED" in found
    for row in _truth(country, "sam"):
        assert screened(row["person"])["exclusion-sam"] == "BLOCKED"
    [back] = _truth(country, "reinstatements")
    ends = screened(back["person"])
    assert (ends["exclusion-leie"], ends["exclusion-sam"]) == ("ATTENTION", "CLEAR")


def test_a_deactivated_npi_needs_attention_and_one_that_is_gone_is_nobodys(
    screened: Callable[[int], Outcomes], country: Path
) -> None:
    rows = _truth(country, "deactivations")
    assert [(row["person"], row["was_registered"]) for row in rows] == [
        (42, True),
        (241, False),  # 42 + 199
        (440, True),
    ]
    for row in rows:
        ends = screened(row["person"])
        assert ends.get("npi") == ("ATTENTION" if row["was_registered"] else None)
