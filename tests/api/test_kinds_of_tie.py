"""Every kind of tie appears in introductions with its records, can be filtered, and is covered."""

from collections.abc import Callable
from typing import Any

import pytest
from neo4j import Driver

from api.tie_kinds import TieKind
from schema.settings import Settings
from schema.tie_kinds import KINDS

Ask = Callable[..., Any]
# Two persons without joint work, and one tie of each kind that a source of its own tells of.
MORE = """
MATCH (a:Person {personId: 'P4'})
CREATE (b:Person {personId: 'P9', name: 'Ivy Holt', source: 'societies'}),
  (:Source {name: 'societies', files: 1}), (:Source {name: 'shared-patients', files: 1}),
  (a)-[:SHARES_COMMITTEES {strength: 0.6, lastOn: date('2024-12-31'), committeeYears: 2,
    committees: ['lungsociety|2024|Panel A|B', 'lungsociety|2023|board'],
    strengthReasons: ['2 years on one committee', 'the latest in 2024']}]->(b),
  (a)-[:SHARES_PATIENTS {strength: 0.5, lastOn: date('2024-12-31'), years: [2024, 2022],
    patients: 14, strengthReasons: ['at least 14 shared patients in 2024']}]->(b),
  (b)-[:SENT_PATIENTS {span: 'shared-patients, 2024', toOn: date('2024-12-31'), patients: 14,
    source: 'shared-patients'}]->(a),
  (a)-[:SENT_PATIENTS {span: 'shared-patients, back', toOn: date('2024-12-31'), patients: 11,
    source: 'shared-patients'}]->(b),
  (a)-[:SENT_PATIENTS {span: 'shared-patients, 2022', toOn: date('2022-12-31'),
    source: 'shared-patients'}]->(b),
  (a)-[:SHARES_SESSIONS {strength: 0.4, lastOn: date('2024-05-01'), jointSessions: 1,
    sessions: ['hearts2024 s1'], strengthReasons: ['1 joint session of a congress']}]->(b),
  (a)-[:SHARES_GRANTS {strength: 0.3, lastOn: date('2024-09-30'), grantYears: 1,
    grants: ['R01HL000001|2024'], strengthReasons: ['1 year on one grant']}]->(b),
  (:Session {sessionId: 'hearts2024 s1', title: 'Old hearts', congressName: 'Hearts 2024',
    heldOn: date('2024-05-01'), source: 'congresses'}),
  (grant:Grant {grantId: 'R01HL000001', title: 'On valves'}),
  (a)-[:LEADS_GRANT {role: 'contact', fiscalYears: [2023, 2024], identityScore: 0.9,
    identityReasons: ['one profile'], source: 'reporter'}]->(grant),
  (b)-[:LEADS_GRANT {role: 'co-investigator', fiscalYears: [2024], identityScore: 1.0,
    identityReasons: ['one name'], source: 'reporter'}]->(grant),
  (:Source {name: 'congresses', files: 1}), (:Source {name: 'reporter', files: 1}),
  (:Society {societyId: 'lungsociety', name: 'Lung Society', source: 'societies'})
"""
INTRODUCE = """
query ($kinds: [TieKind!], $filter: IntroductionFilterInput) {
  introductions(from: ["P4"], to: ["P9"], kinds: $kinds, maxHops: 1, filter: $filter) {
    strength uncovered
    hops { committeeYears patientYears papers reasons doubts evidenceCount
      evidence { kind record title happenedOn source } }
  }
}"""


@pytest.fixture
def tied(graph: Driver, server: Settings) -> Driver:
    """The drawn graph with the two."""
    graph.execute_query(MORE, database_=server.neo4j_database)
    return graph


def test_the_kinds_that_are_asked_for_are_those_that_the_graph_holds() -> None:
    assert {kind.name for kind in TieKind} == set(KINDS)


def test_committees_and_patients_make_a_tie_with_their_records(tied: Driver, ask: Ask) -> None:
    [found] = ask(INTRODUCE, kinds=["COMMITTEE", "PATIENTS"])["introductions"]
    assert found["strength"] == pytest.approx(1 - 0.4 * 0.5)
    [hop] = found["hops"]
    assert (hop["committeeYears"], hop["patientYears"], hop["papers"]) == (2, 2, 0)
    assert hop["reasons"] == [
        "at least 14 shared patients in 2024",
        "2 years on one committee",
        "1 joint session of a congress",
        "1 year on one grant",
    ]
    unknown = "an unknown number of patients in common"
    shown = [(r["kind"], r["record"], r["title"], r["happenedOn"]) for r in hop["evidence"]]
    assert shown == [
        ("COMMITTEE", "lungsociety 2024 Panel A|B", "Lung Society: Panel A|B", "2024-12-31"),
        ("PATIENTS", "shared-patients, 2024", "14 patients in common", "2024-12-31"),
        ("COMMITTEE", "lungsociety 2023 board", "Lung Society: board", "2023-12-31"),
        ("PATIENTS", "shared-patients, 2022", unknown, "2022-12-31"),
    ]
    assert {record["source"] for record in hop["evidence"]} == {"societies", "shared-patients"}
    said = {line.partition(":")[0] for line in found["uncovered"]}
    assert not said & {KINDS["COMMITTEE"].words, KINDS["PATIENTS"].words}


@pytest.mark.parametrize(
    ("kind", "strength", "doubt"),
    [
        ("COMMITTEE", 0.6, None),
        ("PATIENTS", 0.5, "no joint work on record, only shared patients"),
        ("SESSION", 0.4, None),
        ("GRANT", 0.3, None),
    ],
)
def test_a_kind_alone_can_be_asked_for(
    tied: Driver, ask: Ask, kind: str, strength: float, doubt: str | None
) -> None:
    [found] = ask(INTRODUCE, kinds=[kind])["introductions"]
    assert found["strength"] == pytest.approx(strength)
    [hop] = found["hops"]
    assert {record["kind"] for record in hop["evidence"]} == {kind}
    assert (doubt in hop["doubts"]) == (doubt is not None)
    assert "joint papers: left out by your question" in found["uncovered"]


def test_sessions_and_grants_are_shown_as_they_are_recorded(tied: Driver, ask: Ask) -> None:
    [found] = ask(INTRODUCE, kinds=["SESSION", "GRANT"])["introductions"]
    [hop] = found["hops"]
    shown = [(r["kind"], r["record"], r["title"], r["happenedOn"]) for r in hop["evidence"]]
    assert shown == [
        ("GRANT", "R01HL000001 2024", "On valves", "2024-09-30"),
        ("SESSION", "hearts2024 s1", "Hearts 2024: Old hearts", "2024-05-01"),
    ]
    assert [record["source"] for record in hop["evidence"]] == ["reporter", "congresses"]


def test_a_source_is_silent_on_whom_it_does_not_name(tied: Driver, ask: Ask) -> None:
    def silent() -> list[str]:
        [found] = ask(INTRODUCE)["introductions"]
        return [line for line in found["uncovered"] if "has no record of" in line]

    assert "congresses has no record of Dee Ames, Ivy Holt" in silent()
    assert not any(line.startswith("shared-patients") for line in silent())
    tied.execute_query(
        "MATCH (b:Person {personId: 'P9'}), (s:Session) "
        "CREATE (b)-[:TOOK_PART_IN {source: 'congresses'}]->(s)"
    )
    assert "congresses has no record of Dee Ames" in silent()


def test_a_tie_of_other_kinds_is_not_found(tied: Driver, ask: Ask) -> None:
    assert ask(INTRODUCE, kinds=["PAPER", "TRIAL"])["introductions"] == []
    old = {"maxAgeYears": 0.1, "asOf": None}
    assert ask(INTRODUCE, filter=old)["introductions"] == []
