"""An engagement of the API is the row that a file of the engagement log would have given."""

import csv
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from changing import Office

from lake import ledger
from lake.current import Lake
from loaders.engagements import SOURCE
from loaders.reading.loading import load
from refresh import refresh
from schema.mentions import Attendee
from schema.nodes import Engagement, Liaison, Team
from schema.relationships import HELD, MEMBER_OF
from schema.settings import Settings
from workspace import engagements
from workspace.audit import entries

LOG = """mutation($input: EngagementInput!) { logEngagement(input: $input) {
  engagementId isNew loggedBy takesEffect } }"""
WHOLE = {
    "engagementId": "E7",
    "liaison": "MSL-07",
    "team": "east",
    "channel": 'visit, at the "Oak"',
    "plannedOn": "2026-02-01",
    "heldOn": "2026-02-03",
    "minutes": 25,
    "invitedAt": "2026-01-20T09:30:00+01:00",
    "repliedAt": "2026-01-21T10:00:00.250000Z",
    "acceptedAt": "2026-01-21T10:05:00Z",
    "isCancelled": True,
    "updatedAt": "2026-02-03T17:00:00Z",
}
ROW = {
    "engagement_id": "E7",
    "liaison": "MSL-07",
    "team": "east",
    "channel": 'visit, at the "Oak"',
    "planned_on": "2026-02-01",
    "held_on": "2026-02-03",
    "minutes": "25",
    "invited_at": "2026-01-20T09:30:00+01:00",
    "replied_at": "2026-01-21T10:00:00.250000Z",
    "accepted_at": "2026-01-21T10:05:00Z",
    "cancelled": "yes",
    "updated_at": "2026-02-03T17:00:00Z",
}
LIAISON: dict[str, Any] = {"role": "liaison", "subject": "MSL-07", "territory": ("IL",)}


def _facts(home: Path) -> list[str]:
    """Every fact of the log that stands, with its record; not by which load."""
    lake, said = Lake(home), []
    for declared in (Engagement, Attendee, Liaison, Team, HELD, MEMBER_OF):
        for row in lake.facts(declared).to_pyarrow().to_pylist():
            if row["source"] == "engagements":
                names = ["unit", "record", *(field.name for field in declared.fields())]
                keys = [name for name in ("start", "end") if name in row]
                plain = {name: row[name] for name in (*names, *keys)}
                said.append(f"{declared.__name__} {plain}")
    lake.close()
    return sorted(said)


def test_it_states_what_a_file_with_the_same_content_states(office: Office, tmp_path: Path) -> None:
    file, other = tmp_path / "log.csv", tmp_path / "other"
    with file.open("w", newline="") as opened:
        writer = csv.DictWriter(opened, [*ROW, "person"])
        writer.writeheader()
        writer.writerow(ROW | {"person": office.oak})
    (outcome,) = load(other, SOURCE, [file], 1)
    assert (outcome.state, outcome.faults) == ("loaded", [])
    (payload,) = office.data(LOG, role="admin", input=WHOLE | {"person": office.oak}).values()
    assert payload == {
        "engagementId": "E7",
        "isNew": True,
        "loggedBy": "u-1",
        "takesEffect": "AT_NEXT_REFRESH",
    }
    assert _facts(office.settings.home) == []
    assert engagements.load_logged(office.settings) == 1
    assert _facts(office.settings.home) == _facts(other)
    assert len(_facts(other)) == 6


def test_it_is_in_the_graph_after_the_next_refresh(office: Office) -> None:
    at = office.settings.model_copy(
        update={
            "neo4j_uri": office.uri,
            "neo4j_user": office.auth[0],
            "neo4j_password": Settings(NEO4J_PASSWORD=office.auth[1]).neo4j_password,
            "neo4j_database": office.database,
        }
    )
    office.settings = at
    look = """{ engagements { nodes { engagementId channel heldOn liaisons { nodes { liaisonId } }
      persons { nodes { personId } } } } }"""
    office.data(LOG, input={"engagementId": "E1", "person": office.oak, "heldOn": "2026-02-03"},
                **LIAISON)  # fmt: skip
    assert office.data(look, role="admin")["engagements"]["nodes"] == []
    refresh(at)
    assert office.data(look, role="admin")["engagements"]["nodes"] == [
        {
            "engagementId": "E1",
            "channel": None,
            "heldOn": "2026-02-03",
            "liaisons": {"nodes": [{"liaisonId": "MSL-07"}]},
            "persons": {"nodes": [{"personId": office.oak}]},
        }
    ]
    # Another liaison does not write over it, once the graph or the log knows whose it is.
    mine = {"engagementId": "E1", "person": office.oak, "minutes": 5}
    assert office.codes(LOG, input=mine, **LIAISON | {"subject": "MSL-08"}) == ["FORBIDDEN"]
    assert len(engagements_of(office)) == 1


def engagements_of(office: Office) -> list[dict[str, Any]]:
    """What was logged, loaded or not."""
    with engagements.reading(office.settings) as connection:
        rows = connection.execute(engagements.select(engagements.LOGGED))
        return [dict(row._mapping) for row in rows]


def test_the_same_twice_is_one_and_a_change_is_a_later_edition(office: Office) -> None:
    first = {"engagementId": "E1", "person": office.oak, "minutes": 30, "heldOn": "2026-02-03"}
    assert office.data(LOG, input=first, **LIAISON)["logEngagement"]["isNew"] is True
    assert office.data(LOG, input=first, **LIAISON)["logEngagement"]["isNew"] is False
    assert engagements.load_logged(office.settings) == 1
    assert engagements.load_logged(office.settings) == 0
    assert office.data(LOG, input=first, **LIAISON)["logEngagement"]["isNew"] is False
    changed = first | {"minutes": 45}
    assert office.data(LOG, input=changed, **LIAISON)["logEngagement"]["isNew"] is True
    back = office.data(LOG, input=first, **LIAISON)["logEngagement"]
    assert back["isNew"] is True
    assert engagements.load_logged(office.settings) == 2
    lake = Lake(office.settings.home)
    (row,) = lake.facts(Engagement).to_pyarrow().to_pylist()
    assert row["minutes"] == 30
    assert lake.all(Engagement).count().to_pyarrow().as_py() == 3
    lake.close()


def test_a_process_that_ends_in_between_loads_the_same_again(office: Office) -> None:
    office.data(LOG, input={"engagementId": "E1", "person": office.oak}, **LIAISON)
    assert engagements.load_logged(office.settings) == 1
    before = _facts(office.settings.home)
    with engagements.opened(office.settings) as connection:
        connection.execute(engagements.update(engagements.LOGGED).values(load=None))
    office.data(LOG, input={"engagementId": "E2", "person": office.oak}, **LIAISON)
    assert engagements.load_logged(office.settings) == 2
    after = _facts(office.settings.home)
    assert len([fact for fact in after if fact.startswith("Engagement")]) == 2
    assert set(before) <= set(after)


def test_while_a_writer_is_at_work_logging_goes_on_and_nothing_is_lost(office: Office) -> None:
    with ledger.writing(office.settings.home, "refresh"):
        office.data(LOG, input={"engagementId": "E1", "person": office.oak}, **LIAISON)
        with pytest.raises(ledger.Locked, match="refresh"):
            engagements.load_logged(office.settings)
        assert _facts(office.settings.home) == []
    assert engagements.load_logged(office.settings) == 1


def test_of_two_at_once_none_is_lost(office: Office) -> None:
    office.data("{ savedQueries { id } }")
    inputs = [{"engagementId": f"E{n % 4}", "person": office.oak} for n in range(8)]
    threads = [
        Thread(target=office.data, args=(LOG,), kwargs={"input": one} | LIAISON) for one in inputs
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # Each was asked for twice, and is kept once.
    assert sorted(row["engagement_id"] for row in engagements_of(office)) == [
        "E0",
        "E1",
        "E2",
        "E3",
    ]
    assert engagements.load_logged(office.settings) == 4


@pytest.mark.parametrize("role", ["viewer", "analyst", "steward", "auditor"])
def test_only_liaisons_and_administrators_log(office: Office, role: str) -> None:
    given = {"engagementId": "E1", "person": office.oak}
    assert set(office.codes(LOG, role=role, input=given)) == {"FORBIDDEN"}
    assert engagements_of(office) == []


def test_a_liaison_logs_the_own_engagements_in_the_own_territory(office: Office) -> None:
    for given, code in (
        ({"person": office.elm}, "FORBIDDEN"),
        ({"person": "1999000023"}, "FORBIDDEN"),
        ({"person": "1999000015"}, "NOT_FOUND"),
        ({"person": "P" + "0" * 12}, "NOT_FOUND"),
        ({"person": office.oak, "liaison": "MSL-08"}, "FORBIDDEN"),
    ):
        assert office.codes(LOG, input={"engagementId": "E1"} | given, **LIAISON) == [code]
    assert engagements_of(office) == []
    nowhere = LIAISON | {"territory": ()}
    assert office.codes(LOG, input={"engagementId": "E1", "person": office.oak}, **nowhere) == [
        "FORBIDDEN"
    ]
    office.data(LOG, input={"engagementId": "E1", "person": office.oak}, **LIAISON)
    other = LIAISON | {"subject": "MSL-08"}
    assert office.codes(LOG, input={"engagementId": "E1", "person": office.oak}, **other) == [
        "FORBIDDEN"
    ]
    assert [row["row"]["liaison"] for row in engagements_of(office)] == ["MSL-07"]


def test_an_administrator_logs_who_is_in_no_file_yet(office: Office) -> None:
    given = {"engagementId": "E1", "liaison": "MSL-07"}
    office.data(LOG, role="admin", input=given | {"person": "1999000015"})
    assert office.codes(LOG, role="admin", input=given | {"person": "1999000016"}) == [
        "BAD_USER_INPUT"
    ]
    assert office.codes(LOG, role="admin", input=given | {"person": "P" + "0" * 12}) == [
        "NOT_FOUND"
    ]
    # Without a liaison the contract leaves the row out, so nothing is kept.
    nobodys = {"engagementId": "E2", "person": office.oak}
    assert office.codes(LOG, role="admin", input=nobodys) == ["BAD_USER_INPUT"]
    assert len(engagements_of(office)) == 1


def test_a_suppressed_person_is_not_spoken_of(office: Office) -> None:
    out = 'mutation($who: String!) { suppress(person: $who, why: "w") { takesEffect } }'
    office.data(out, who=office.oak)
    given = {"engagementId": "E1", "person": office.oak}
    assert office.codes(LOG, input=given, **LIAISON) == ["NOT_FOUND"]
    assert office.codes(LOG, role="admin", input=given) == ["NOT_FOUND"]


@pytest.mark.parametrize(
    "given",
    [
        {"minutes": -1},
        {"minutes": 1_441},
        {"minutes": 2**40},
        {"heldOn": "1/2/2024"},
        {"heldOn": "2999-01-01"},
        {"heldOn": "1899-12-31"},
        {"invitedAt": "2999-01-01T00:00:00Z"},
        {"updatedAt": "1980-01-01T00:00:00Z"},
        {"channel": ""},
        {"channel": "x" * 101},
        {"channel": "a\nb"},
        {"channel": "a\0b"},
        {"channel": " visit "},
        {"engagementId": ""},
        {"engagementId": "\u202e1"},
        {"person": ""},
        {"person": "x" * 10_000},
        {"person": "' OR 1=1 --"},
        {"notes": "what was said"},
        {"liaison": " "},
    ],
    ids=str,
)
def test_what_the_contract_would_leave_out_is_refused_whole(
    office: Office, given: dict[str, Any]
) -> None:
    whole = {"engagementId": "E1", "person": office.oak, "liaison": "MSL-07"} | given
    (code,) = office.codes(LOG, role="admin", input=whole)
    assert code in ("BAD_USER_INPUT", "NOT_FOUND")
    assert engagements_of(office) == []
    assert not (office.settings.home / "lake" / "engagements").exists()


def test_it_is_written_down_with_the_person_by_id(office: Office) -> None:
    office.data(LOG, input={"engagementId": "E1", "person": office.oak}, **LIAISON)
    (entry,) = entries(office.settings)
    assert (entry["kind"], entry["roots"]) == ("change", ["logEngagement"])
    assert entry["persons"] == [office.oak]
