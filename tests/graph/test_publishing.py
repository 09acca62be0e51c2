"""Whatever way a drawing reaches the database, and however often it is cut off on the way, the
database holds what was drawn and nothing else."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from neo4j import Driver
from pydantic import SecretStr

from graph import connection, embedded
from graph.classes import drawn as drawn_as
from graph.drawing import Drawing, draw_view
from graph.drawn_tables import open_drawn
from graph.publishing import Counts, publish
from lake.current import Lake
from schema.nodes import Company, Institution, Paper, Payment, Person, Source, Trial
from schema.relationships import (
    AUTHORED,
    CITES,
    CONNECTED_TO,
    INVESTIGATES,
    PAID_BY,
    RECEIVED,
    SPONSORED_BY,
    SPONSORED_BY_INSTITUTION,
)
from schema.settings import Settings
from schema.vocabulary import Declared

Rows = dict[type[Declared], list[dict[str, Any]]]
Draw = Callable[[Path, Rows], Drawing]
BELIEVED = {"identity_score": 0.98, "identity_reasons": ["same ORCID", "same institution"]}


def _rows() -> Rows:
    """Every type of property, awkward text, a second label, one type between two pairs of labels,
    two relationships of one pair."""
    return {
        Person: [
            {
                "person_id": "P1",
                "name": 'Zoë "Zed" O\'Árnason, née Šála',
                "other_names": ["Z. Arnason", "a;b,c", ""],
                "npi": "1234567893",
                "enumerated_on": date(2006, 5, 23),
                "paper_count": 2,
                "trial_count": 1,
            },
            {"person_id": "P2", "name": "林 遥", "paper_count": 1, "trial_count": 0},
            {"person_id": "P3", "name": "Ada Quill", "paper_count": 0, "trial_count": 1},
        ],
        Paper: [
            {
                "pmid": "101",
                "title": "On\nlines, \\ and tabs\t",
                "types": ["Journal Article"],
                "published_on": date(2024, 2, 29),
                "authors": 2,
                "is_retracted": False,
                "version": 1,
            },
            {
                "pmid": "102",
                "title": " ",
                "types": [],
                "authors": 1,
                "is_retracted": True,
                "version": 2,
            },
        ],
        Trial: [{"nct_id": "NCT00000001", "enrollment": 120, "started_on": date(2020, 1, 1)}],
        Company: [{"company_id": "quince", "name": "Quince, Inc."}],
        Institution: [{"institution_id": "name:oak", "name": "Oak Hospital"}],
        Payment: [
            {"payment_id": "G-1", "kind": "general", "program_year": 2024, "amount_usd": 17.35}
        ],
        Source: [
            {
                "name": "pubmed",
                "files": 1,
                "records": 2,
                "loaded_at": datetime(2026, 3, 1, 12, 30, 1, 250_000, tzinfo=UTC),
            }
        ],
        AUTHORED: [
            {"start": "P1", "end": "101", "position": 1, "is_first": True, **BELIEVED},
            {"start": "P2", "end": "101", "position": 2, "is_first": False, **BELIEVED},
            {"start": "P1", "end": "102", "position": 1, "is_first": True, **BELIEVED},
        ],
        INVESTIGATES: [
            {"start": "P1", "end": "NCT00000001", "role": "STUDY_CHAIR", **BELIEVED},
            {"start": "P1", "end": "NCT00000001", "role": "STUDY_DIRECTOR", **BELIEVED},
            {"start": "P3", "end": "NCT00000001", "role": "STUDY_CHAIR", **BELIEVED},
        ],
        RECEIVED: [{"start": "P1", "end": "G-1", "role": "recipient", **BELIEVED}],
        PAID_BY: [{"start": "G-1", "end": "quince"}],
        CITES: [{"start": "102", "end": "101"}],
        SPONSORED_BY: [{"start": "NCT00000001", "end": "quince", "is_lead": True}],
        SPONSORED_BY_INSTITUTION: [{"start": "NCT00000001", "end": "name:oak", "is_lead": False}],
        CONNECTED_TO: [{"start": "P1", "end": "P2", "strength": 0.632121, "papers": 1}],
    }


def _later_rows() -> Rows:
    """A name and a role changed, a person, a paper and all that hangs on them gone, one new."""
    rows = _rows()
    rows[Person][0] |= {"name": "Zoë Šála", "npi": None}
    rows[Person][1] = {"person_id": "P4", "name": "Bo Fenn", "npi": "1000000004"}
    rows[Paper].pop()
    rows[AUTHORED] = [
        rows[AUTHORED][0] | {"is_first": False},
        {"start": "P4", "end": "101", "position": 2, **BELIEVED},
    ]
    rows[INVESTIGATES][1]["role"] = "PRINCIPAL_INVESTIGATOR"
    rows[SPONSORED_BY_INSTITUTION] = []
    rows[CITES] = []
    rows[CONNECTED_TO] = [{"start": "P1", "end": "P4", "strength": 0.5, "papers": 1}]
    return rows


def _contents(driver: Driver) -> Counter[str]:
    """Every node with its labels and every relationship with its ends, each as text."""
    nodes = driver.execute_query("MATCH (n) RETURN labels(n) AS labels, properties(n) AS own")
    ties = driver.execute_query(
        "MATCH (a)-[r]->(b) "
        "RETURN properties(a) AS a, type(r) AS type, properties(r) AS own, properties(b) AS b"
    )
    found = [[sorted(row["labels"]), row["own"]] for row in nodes.records]
    found += [list(row.values()) for row in ties.records]
    return Counter(json.dumps(thing, sort_keys=True, default=repr) for thing in found)


def _touched(counts: dict[str, Counts]) -> dict[str, tuple[int, int]]:
    return {
        name: (count.written, count.removed)
        for name, count in counts.items()
        if count.written or count.removed
    }


@pytest.fixture
def outside(server: Settings, driver: Driver, tmp_path: Path) -> Settings:
    """The tests' server, emptied, as a server of one's own: never the bulk importer."""
    at = connection.address(server)
    return Settings(
        home=tmp_path / "home",
        neo4j_uri=at.uri,
        neo4j_user=at.user,
        neo4j_password=SecretStr(at.password),
        neo4j_database=server.neo4j_database,
    )


@pytest.fixture
def drawn(tmp_path: Path, draw_by_hand: Draw) -> Callable[[Rows], Drawing]:
    """A function that draws rows by hand."""
    return lambda rows: draw_by_hand(tmp_path / "drawn", rows)


@pytest.fixture
def embedded_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """An embedded server's home in which nothing was published."""
    settings = Settings(home=tmp_path_factory.mktemp("bulk"), neo4j_uri=None)
    yield settings
    embedded.down(settings)


def test_the_bulk_import_and_the_upserts_give_the_same_graph(
    embedded_home: Settings, outside: Settings, driver: Driver, drawn: Callable[[Rows], Drawing]
) -> None:
    steps: list[str] = []
    publish(embedded_home, drawn(_rows()), steps.append)
    assert steps[0] == "bulk import"
    publish(outside, drawn(_rows()))
    with connection.driver(embedded_home) as imported:
        assert _contents(imported) == _contents(driver)
        # What follows a bulk import is upserted onto what it wrote.
        publish(embedded_home, drawn(_later_rows()))
        publish(outside, drawn(_later_rows()))
        assert _contents(imported) == _contents(driver)


def test_every_row_arrives_with_its_values(
    outside: Settings, driver: Driver, drawn: Callable[[Rows], Drawing]
) -> None:
    counts = publish(outside, drawn(_rows()))
    rows = _rows()
    assert _touched(counts) == {kind.__name__: (len(some), 0) for kind, some in rows.items()}
    assert _contents(driver).total() == sum(len(some) for some in rows.values())
    person = driver.execute_query(
        "MATCH (p:Person {personId: 'P1'}) RETURN p, labels(p) AS labels"
    ).records[0]
    assert set(person["labels"]) == {"Person", "Physician"}
    assert person["p"]["name"] == 'Zoë "Zed" O\'Árnason, née Šála'
    assert person["p"]["otherNames"] == ["Z. Arnason", "a;b,c", ""]
    assert person["p"]["enumeratedOn"].to_native() == date(2006, 5, 23)
    assert "orcid" not in person["p"]
    assert person["p"]["knownFrom"].to_native() == datetime(2026, 3, 1, 12, 30, tzinfo=UTC)


def test_publishing_the_same_drawing_again_writes_nothing(
    outside: Settings, driver: Driver, drawn: Callable[[Rows], Drawing]
) -> None:
    publish(outside, drawn(_rows()))
    before = _contents(driver)
    counts = publish(outside, drawn(_rows()))
    assert _touched(counts) == {}
    assert counts["Person"] == Counts(written=0, unchanged=3, removed=0)
    assert _contents(driver) == before


def test_a_later_time_of_loading_alone_is_no_change(
    outside: Settings, drawn: Callable[[Rows], Drawing]
) -> None:
    publish(outside, drawn(_rows()))
    rows = _rows()
    for person in rows[Person]:
        person["known_from"] = datetime(2026, 4, 1, tzinfo=UTC)
    assert _touched(publish(outside, drawn(rows))) == {}


def test_only_what_changed_is_written_and_what_is_gone_is_removed(
    outside: Settings, driver: Driver, drawn: Callable[[Rows], Drawing]
) -> None:
    publish(outside, drawn(_rows()))
    counts = publish(outside, drawn(_later_rows()))
    assert _touched(counts) == {
        "Person": (2, 1),
        "Paper": (0, 1),
        "AUTHORED": (2, 2),
        "INVESTIGATES": (1, 1),
        "CITES": (0, 1),
        "SPONSORED_BY_INSTITUTION": (0, 1),
        "CONNECTED_TO": (1, 1),
    }
    driver_rows = driver.execute_query(
        "MATCH (p:Person) RETURN p.personId AS id, p.name AS name, p:Physician AS physician "
        "ORDER BY id"
    ).records
    assert [tuple(row.values()) for row in driver_rows] == [
        ("P1", "Zoë Šála", False),
        ("P3", "Ada Quill", False),
        ("P4", "Bo Fenn", True),
    ]
    sponsors = driver.execute_query("MATCH (:Trial)-[:SPONSORED_BY]->(s) RETURN labels(s) AS l")
    assert [row["l"] for row in sponsors.records] == [["Company"]]


def test_what_algorithms_wrote_on_a_person_outlives_a_change_of_the_person(
    outside: Settings, driver: Driver, drawn: Callable[[Rows], Drawing]
) -> None:
    publish(outside, drawn(_rows()))
    driver.execute_query("MATCH (p:Person {personId: 'P1'}) SET p.influence = 0.25")
    publish(outside, drawn(_later_rows()))
    rows = driver.execute_query("MATCH (p:Person {personId: 'P1'}) RETURN p.influence AS i").records
    assert rows[0]["i"] == 0.25


class _Killed(Exception):
    """Stands for the process being killed."""


def _killed_at(step: str) -> Callable[[str], None]:
    def progress(what: str) -> None:
        if what == step:
            raise _Killed

    return progress


@pytest.mark.parametrize("step", ["Person", "Institution", "AUTHORED", "CITES", "CONNECTED_TO"])
def test_a_publish_cut_off_in_the_middle_is_completed_by_the_next(
    outside: Settings, driver: Driver, drawn: Callable[[Rows], Drawing], step: str
) -> None:
    publish(outside, drawn(_later_rows()))
    wanted = _contents(driver)
    publish(outside, drawn(_rows()))
    with pytest.raises(_Killed):
        publish(outside, drawn(_later_rows()), _killed_at(step))
    publish(outside, drawn(_later_rows()))
    assert _contents(driver) == wanted


@pytest.mark.parametrize("step", ["Trial", "INVESTIGATES", "CONNECTED_TO"])
def test_what_a_publish_cut_off_wrote_is_taken_back_when_it_is_no_longer_drawn(
    outside: Settings, driver: Driver, drawn: Callable[[Rows], Drawing], step: str
) -> None:
    publish(outside, drawn(_rows()))
    wanted = _contents(driver)
    for _ in range(2):  # cut off twice: the second must not forget what the first began
        with pytest.raises(_Killed):
            publish(outside, drawn(_later_rows()), _killed_at(step))
    publish(outside, drawn(_rows()))
    assert _contents(driver) == wanted
    assert _touched(publish(outside, drawn(_rows()))) == {}


def test_a_first_publish_cut_off_is_completed(
    outside: Settings, driver: Driver, drawn: Callable[[Rows], Drawing]
) -> None:
    with pytest.raises(_Killed):
        publish(outside, drawn(_rows()), _killed_at("INVESTIGATES"))
    publish(outside, drawn(_rows()))
    assert _contents(driver).total() == sum(len(some) for some in _rows().values())


def test_a_database_made_anew_is_written_whole(
    outside: Settings, driver: Driver, drawn: Callable[[Rows], Drawing], tmp_path: Path
) -> None:
    publish(outside, drawn(_rows()))
    wanted = _contents(driver)
    driver.execute_query("MATCH (n) DETACH DELETE n")
    elsewhere = outside.model_copy(update={"home": tmp_path / "another"})
    publish(elsewhere, drawn(_rows()))
    assert _contents(driver) == wanted


def test_empty_text_is_drawn_as_missing(drawn: Callable[[Rows], Drawing], tmp_path: Path) -> None:
    # The bulk importer cannot tell the two apart, so the drawing does not either.
    drawing = drawn(_rows())
    lake = Lake(tmp_path / "lake")
    text = """SELECT 'P1' AS start, '101' AS "end", '' AS printed_as, ' ' AS source, [''] AS
    identity_reasons, now() AS known_from"""
    open_drawn(lake.tables, drawing.folder)
    draw_view(lake.tables, drawing, AUTHORED, drawn_as(AUTHORED, text))
    lake.close()
    (found,) = pq.read_table(drawing.table(AUTHORED)).to_pylist()
    assert (found["printed_as"], found["source"], found["identity_reasons"]) == (None, " ", [""])


def test_relationships_without_both_ends_are_skipped_counted_and_named(
    outside: Settings, driver: Driver, drawn: Callable[[Rows], Drawing], tmp_path: Path
) -> None:
    drawing = drawn(_rows())
    lake = Lake(tmp_path / "lake")
    open_drawn(lake.tables, drawing.folder)
    text = """SELECT unnest(['102', '102', '900']) AS start,
    unnest(['101', '777', '101']) AS "end", 'by hand' AS source, '1' AS record,
    now() AS known_from"""
    draw_view(lake.tables, drawing, CITES, drawn_as(CITES, text))
    lake.close()
    assert drawing.missing == {"CITES": ["Paper 900", "Paper 777"]}
    counts = publish(outside, drawing)
    assert counts["CITES"] == Counts(written=1, unchanged=0, removed=0, skipped=2)
    assert driver.execute_query("MATCH ()-[r:CITES]->() RETURN count(r) AS n").records[0]["n"] == 1
