"""The questions of docs/cookbook.md, and the made-up country that they are asked of.

The country lies in the North-East, but for Dov. Halvora, whose liaisons ask, develops Orvelora for
heart failure; Brontek competes with it. Of each condition of a question somebody fails that alone.
"""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cookbook import Question
from neo4j import Driver

from algorithms.alerts.kinds import says
from graph.constraints import constrain
from schema.settings import Settings
from workspace import alerts, segments, watches
from workspace import segment_reviews as reviews
from workspace.askers import Asker
from workspace.store import opened

PAGE = Path(__file__).parents[1] / "docs" / "cookbook.md"
_QUESTION = re.compile(
    r"^## \d+\. .+?^```graphql\n(?P<text>query (?P<name>\w+).*?)^```$"
    r".+?^```json\n(?P<variables>.*?)^```$",
    re.M | re.S,
)
QUESTIONS = [
    Question(match["name"], match["text"], json.loads(match["variables"]))
    for match in _QUESTION.finditer(PAGE.read_text(encoding="utf-8"))
]
CARDIOLOGY, ONCOLOGY = "Cardiology Provider", "Oncology Provider"
# number, given name, family name, specialty, state, what the algorithms conclude
PEOPLE: list[tuple[int, str, str, str, str, dict[str, Any]]] = [
    (1, "Ann", "Archer", CARDIOLOGY, "MA", {"influence": 1.0}),
    (2, "Ben", "Birch", CARDIOLOGY, "NY", {"influence": 0.9}),
    (3, "Cleo", "Cove", CARDIOLOGY, "PA", {"influence": 0.8}),
    (4, "Dov", "Dale", CARDIOLOGY, "OH", {"influence": 0.7}),
    (5, "Ema", "Elm", CARDIOLOGY, "MA", {"influence": 0.3}),
    (6, "Gil", "Gray", CARDIOLOGY, "PA", {"influence": 0.6}),
    (7, "Hal", "Hope", CARDIOLOGY, "NY", {"volumeChange": 2.0}),
    (8, "Ivy", "Ives", CARDIOLOGY, "NY", {"volumeChange": 3.0}),
    (9, "Jon", "June", CARDIOLOGY, "NY", {"volumeChange": 1.2}),
    (10, "Kim", "Kerr", ONCOLOGY, "NY", {"volumeChange": 2.5}),
    (11, "Lea", "Lane", CARDIOLOGY, "NJ", {"volumeChange": 1.6}),
    (12, "Max", "Moor", CARDIOLOGY, "NJ", {}),
    (13, "Nia", "North", CARDIOLOGY, "VT", {}),
    (14, "Opal", "Orr", CARDIOLOGY, "VT", {}),
    (15, "Pia", "Page", CARDIOLOGY, "MA", {}),
]
# PMID, day, topic, authors
PAPERS = [
    ("201", "2024-11-05", "Heart Failure", [1, 3]),
    ("202", "2025-03-01", "Heart Failure", [2, 4]),
    ("203", "2023-02-02", "Heart Failure", [5]),
    ("204", "2025-01-15", "Lung Diseases", [6, 1]),
    ("205", "2025-02-02", "Lung Diseases", [8]),
    ("206", "2015-04-04", "Lung Diseases", [11]),
    ("207", "2024-06-06", "Cardiomyopathies", [13, 14]),
    ("208", "2024-07-07", "Cardiomyopathies", [13]),
    ("209", "2022-08-08", "Cardiomyopathies", [1]),
]
# number, status, phase, institution, company that leads it, investigators
TRIALS: list[tuple[str, str, str, str, str | None, dict[int, str]]] = [
    ("NCT05000001", "COMPLETED", "PHASE3", "ror:lake", None, {2: "PRINCIPAL_INVESTIGATOR",
      4: "SUB_INVESTIGATOR", 12: "SUB_INVESTIGATOR"}),
    ("NCT05000002", "RECRUITING", "PHASE3", "ror:harbor", "halvora",
     {1: "PRINCIPAL_INVESTIGATOR"}),
    ("NCT05000003", "RECRUITING", "PHASE3", "ror:lake", None, {}),
    ("NCT05000004", "COMPLETED", "PHASE3", "ror:harbor", None, {}),
]  # fmt: skip
SPEAKING = "Compensation for services other than consulting, including serving as faculty or as a "
SPEAKING += "speaker at a venue other than a continuing education program"
# recipient, US dollars, day, company, nature
PAYMENTS = [
    (2, 2500.0, "2024-10-01", "brontek devices", SPEAKING),
    (2, 500.5, "2024-12-01", "brontek", SPEAKING),
    (3, 40.0, "2024-10-02", "brontek", "Food and Beverage"),
    (4, 900.0, "2024-10-03", "brontek", SPEAKING),
    (5, 800.0, "2024-10-04", "halvora", SPEAKING),
]
# person, year, group, services, patients
VOLUMES = [
    (7, 2023, "Heart Failure Care", 50, 40), (7, 2024, "Heart Failure Care", 100, 80),
    (11, 2024, "Heart Failure Care", 80, 60), (2, 2024, "Heart Failure Care", 300, 150),
    (4, 2024, "Heart Failure Care", 60, 40), (3, 2024, "Heart Failure Care", 500, 300),
    (5, 2024, "Heart Failure Care", 400, 200), (4, 2024, "Echocardiography", 900, 700),
]  # fmt: skip
# number, liaison, person, day, channel; the log runs from 2023-01-05 to 2025-05-30
ENGAGEMENTS = [
    ("E01", "MSL-02", 3, "2023-01-05", "visit"), ("E02", "MSL-01", 1, "2024-09-01", "visit"),
    ("E03", "MSL-01", 5, "2024-08-01", "visit"), ("E04", "MSL-01", 5, "2025-05-30", "video"),
    ("E05", "MSL-03", 4, "2025-02-01", "visit"), ("E06", "MSL-02", 4, "2025-03-01", "video"),
    *((f"F{at}", "MSL-02", 2, f"2024-{6 + at // 2:02}-{10 + 5 * (at % 2)}", "visit")
      for at in range(8)),
]  # fmt: skip
# person, state, status, ends, asked on
LICENCES = [(1, "MA", "active", "2025-08-31", "2025-05-20"),
            (3, "PA", "active", "2026-12-31", "2025-05-20"),
            (4, "OH", "unknown", None, None),
            (5, "MA", "active", "2025-08-31", "2025-05-20")]  # fmt: skip
# one, other, strength by papers, by trials of companies
TIES = [(1, 6, 0.4, None), (5, 6, None, 0.8)]
AT = [(1, "ror:harbor"), (5, "ror:harbor"), (15, "ror:harbor"), (2, "ror:lake")]
THINGS = """
CREATE (heart:Topic {name: 'Heart Diseases'}),
  (:Topic {name: 'Heart Failure'})-[:BROADER]->(heart),
  (:Topic {name: 'Cardiomyopathies'})-[:BROADER]->(heart), (:Topic {name: 'Lung Diseases'}),
  (:Institution {institutionId: 'ror:harbor', name: 'Harbor Hospital', state: 'MA'}),
  (:Institution {institutionId: 'ror:lake', name: 'Lake Clinic', state: 'NY'}),
  (own:Company {companyId: 'halvora', familyId: 'halvora', name: 'Halvora', isOwn: true,
    isCompetitor: false, source: 'companies'}),
  (rival:Company {companyId: 'brontek', familyId: 'brontek', name: 'Brontek',
    isCompetitor: true, source: 'companies'}),
  (:Company {companyId: 'brontek devices', familyId: 'brontek', name: 'Brontek Devices',
    isCompetitor: true, source: 'companies'})-[:SUBSIDIARY_OF {isCurrent: true}]->(rival),
  (own)-[:COMPETES_WITH {isCurrent: true}]->(rival),
  (drug:Product {productId: 'drug|orvelora', name: 'Orvelora'})-[:MADE_BY]->(own),
  (:CodeGroup {name: 'Heart Failure Care'}), (:CodeGroup {name: 'Echocardiography'}),
  (:Exclusion {exclusionId: 'x', isCurrent: true, npi: '1999999999', source: 'leie, sam',
    listedOn: date('2025-05-20'), samListedOn: date('2025-05-20')}),
  (east:Team {teamId: 'Team East'}), (west:Team {teamId: 'Team West'}),
  (one:Liaison {liaisonId: 'MSL-01'})-[:MEMBER_OF]->(east),
  (two:Liaison {liaisonId: 'MSL-02'})-[:MEMBER_OF]->(east),
  (:Liaison {liaisonId: 'MSL-03'})-[:MEMBER_OF]->(west),
  (one)-[:COVERS {isCurrent: true}]->(:Territory {territoryId: 'MA', state: 'MA'})
WITH DISTINCT drug
MATCH (failure:Topic {name: 'Heart Failure'})
CREATE (drug)-[:DEVELOPED_FOR {phase: 'phase 3'}]->(failure)
WITH drug
UNWIND [['trial start', 'phase 3', '2025-01-01', false], ['readout', null, '2026-06-30', true]]
  AS row
CREATE (drug)-[:HAS_MILESTONE]->(:Milestone {milestoneId: row[0], kind: row[0], note: row[1],
  condition: 'Heart Failure', happensOn: date(row[2]), isExpected: row[3]})
WITH DISTINCT 1 AS once
UNWIND ['leie', 'sam', 'licences', 'nppes', 'open-payments', 'companies', 'clinical-trials',
  'pubmed', 'congresses', 'societies', 'leadership'] AS name
CREATE (:Source {name: name, title: toUpper(name), files: 1, toldUntil: date('2024-12-31'),
  loadedAt: datetime('2025-05-21T00:00:00Z')})"""
DRAW = {
    "people": """CREATE (p:Person:Physician {personId: row.id, name: row.name, npi: row.npi,
        foreName: row.fore, lastName: row.last, specialty: row.specialty, state: row.state,
        enumeratedOn: date('2006-05-23'), source: 'nppes', record: row.npi, paperCount: row.papers,
        trialCount: row.trials})
      SET p += row.concluded""",
    "papers": """MATCH (t:Topic {name: row.topic})
      CREATE (w:Paper {pmid: row.pmid, title: 'Paper ' + row.pmid, publishedOn: date(row.day),
        authors: size(row.authors), isRetracted: false, source: 'pubmed', record: row.pmid,
        version: 1})-[:ABOUT {isMajor: true}]->(t)
      WITH w, row UNWIND range(1, size(row.authors)) AS at
      MATCH (a:Person {personId: row.authors[at - 1]})
      CREATE (a)-[:AUTHORED {position: at, isFirst: at = 1, isLast: at = size(row.authors),
        printedAs: a.name, identityScore: 1.0, identityReasons: ['ORCID']}]->(w)""",
    "trials": """MATCH (i:Institution {institutionId: row.at}), (h:Topic {name: 'Heart Failure'})
      CREATE (t:Trial {nctId: row.id, title: 'Trial ' + row.id, status: row.status,
        phases: [row.phase], startedOn: date('2024-05-01'), source: 'clinical-trials'}),
        (t)-[:CONDUCTED_AT]->(i), (t)-[:STUDIES {role: 'condition'}]->(h)
      FOREACH (_ IN CASE WHEN row.company IS NULL THEN [] ELSE [1] END |
        MERGE (c:Company {companyId: coalesce(row.company, '')})
        CREATE (t)-[:SPONSORED_BY {isLead: true}]->(c))
      WITH t, row UNWIND row.investigators AS one MATCH (p:Person {personId: one.id})
      CREATE (p)-[:INVESTIGATES {role: one.role, printedAs: p.name, identityScore: 1.0,
        identityReasons: ['name']}]->(t)""",
    "payments": """MATCH (p:Person {personId: row.to}), (c:Company {companyId: row.company})
      CREATE (p)-[:RECEIVED {role: 'recipient', identityScore: 1.0, identityReasons: ['NPI']}]->
        (:Payment {paymentId: row.id, kind: 'general', programYear: 2024, amountUsd: row.amount,
        paidOn: date(row.day), nature: row.nature, source: 'open-payments', record: row.id})
        -[:PAID_BY]->(c)""",
    "volumes": """MATCH (p:Person {personId: row.id}), (g:CodeGroup {name: row.group})
      CREATE (p)-[:PERFORMED {fromOn: date(row.year + '-01-01'), toOn: date(row.year + '-12-31'),
        setting: 'office', services: row.services, patients: row.patients}]->(g)""",
    "engagements": """MATCH (l:Liaison {liaisonId: row.by}), (p:Person {personId: row.id})
      CREATE (l)-[:HELD]->(e:Engagement {engagementId: row.number, heldOn: date(row.day),
        plannedOn: date(row.day), channel: row.channel, minutes: 24, isCancelled: false,
        source: 'engagements', record: row.number})-[:ENGAGED {identityScore: 1.0,
        identityReasons: ['NPI']}]->(p)
      MERGE (l)-[m:MET]->(p)
      SET m += {strength: CASE row.id WHEN $ann THEN 0.6 ELSE 0.9 END, engagements: 1,
        firstOn: date(row.day), lastOn: date(row.day), strengthReasons: ['engagements']}""",
    "licences": """MATCH (p:Person {personId: row.id})
      CREATE (p)-[:HOLDS]->(:Licence {licenceId: row.state + row.id, number: row.id,
        state: row.state, status: row.status, expiresOn: date(row.ends), action: 'none',
        checkedOn: date(row.asked), source: 'licences', record: row.id})""",
    "ties": """MATCH (a:Person {personId: row.one}), (b:Person {personId: row.other})
      CREATE (a)-[t:CONNECTED_TO {strength: row.strength, papers: 1, trials: 0, smallest: 2,
        paperStrength: row.papers, industryStrength: row.industry, firstOn: date('2024-05-01'),
        lastOn: date('2025-01-15'), strengthReasons: ['joint work'], paperWeight: 1.0,
        trialWeight: 0.0}]->(b)
      SET t.paperLastOn = CASE WHEN row.papers IS NULL THEN null ELSE date('2025-01-15') END,
        t.industryLastOn = CASE WHEN row.industry IS NULL THEN null ELSE date('2025-01-15') END,
        t.industryTrials = CASE WHEN row.industry IS NULL THEN 0 ELSE 1 END""",
    "at": """MATCH (p:Person {personId: row.id}), (i:Institution {institutionId: row.at})
      CREATE (p)-[:AFFILIATED_WITH {records: 1, lastOn: date('2025-01-01')}]->(i)""",
}
# Of the tiers: number of the review, day, who, level before and after, why, which record
MOVES: list[tuple[str, list[tuple[int, int | None, int | None, str, str | None]]]] = [
    ("2025-01-10", [(1, None, 1, "FIRST", None), (2, None, 1, "FIRST", None),
                    (3, None, 2, "FIRST", None), (4, None, 2, "FIRST", None),
                    (5, None, 2, "FIRST", None)]),
    ("2025-04-15", [(3, 2, 1, "RECORDS", "201"), (4, 2, None, "OTHERS", None)]),
    ("2025-05-28", [(2, 1, 2, "OTHERS", None)]),
]  # fmt: skip
# What the watch on tier 1 was told: on which day, of whom, of which kind, by which records.
ALERTS = [
    ("2025-05-20", 1, "PAPER", "201"),
    ("2025-05-27", 1, "PAPER", "204", "209"),
    ("2025-05-28", 2, "TIER", "move 4"),
]


def person(number: int) -> str:
    """The id of a person."""
    return f"P5eed0000{number:04d}"


def plant(driver: Driver, settings: Settings) -> None:
    """Draw the country into an empty database."""
    at = settings.neo4j_database
    constrain(driver, at)
    driver.execute_query(THINGS, database_=at)
    for name, rows in _rows().items():
        text = f"UNWIND $rows AS row {DRAW[name]}"
        driver.execute_query(text, rows=rows, ann=person(1), database_=at)


def keep(settings: Settings, owner: str) -> None:
    """Keep two segments in the workspace: 1 the tiers with their history, 2 our speakers."""
    rule = '{topic: "Heart Failure"}'
    levels = [segments.LevelRule(name, rule, rule) for name in ("national", "regional")]
    asker = Asker(owner, "medical")
    tiers = segments.save(settings, asker, "Tiers", levels)
    ours = segments.save(settings, asker, "Our speakers", levels[:1])
    for day, moved in MOVES:
        rows = [
            (person(who), before, after, _cause(why, record))
            for who, before, after, why, record in moved
        ]
        reviews.keep(settings, _review(tiers.number, day), rows)
    speakers = [(person(who), None, 1, _cause("FIRST", None)) for who in (1, 3, 4)]
    reviews.keep(settings, _review(ours.number, "2025-01-10"), speakers)
    first = watches.Watched(segment=tiers.number, level=1)
    watches.save(settings, owner, "My tier 1", first, [person(1)], [], watches.Rights("admin"))
    told = [_alert(owner, *row) for row in ALERTS]
    with opened(settings) as work:
        alerts.keep(work, told, says)


def _alert(owner: str, day: str, who: int, kind: str, *records: str) -> alerts.Alert:
    """An alert of the first watch, as a refresh of that day raises it."""
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    kept = [alerts.AlertRecord(one, one, f"On {one}", "pubmed", at.date(), at) for one in records]
    return alerts.Alert(
        number=0, owner=owner, watch=1, watch_name="My tier 1", person=person(who),
        person_name=f"No. {who}", kind=kind, is_urgent=False, snapshot="digest",
        as_of=at.date(), raised_at=at, records=kept,
    )  # fmt: skip


def _review(segment: int, day: str) -> reviews.Review:
    at = datetime.fromisoformat(day).replace(tzinfo=UTC)
    return reviews.Review(0, segment, 1, at, at.date(), "digest", 0, 0, 0, None)


def _cause(why: str, record: str | None) -> dict[str, Any]:
    """A cause as a review keeps it."""
    kept = {"kind": "AUTHORED", "source": "pubmed", "record": record, "on": "2024-11-05"}
    kept["knownFrom"] = "2025-04-14T00:00:00+00:00"
    clause = {"clause": 'topic: "Heart Failure"', "holds": True, "value": None}
    return {"why": why, "outcomes": [clause], "records": [kept] if record else []}


def _rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of each statement of `DRAW`, in its order."""
    return {
        "people": [
            {"id": person(number), "name": f"{fore} {last}", "fore": fore, "last": last}
            | {"specialty": specialty, "state": state, "concluded": concluded}
            | {"npi": f"19990{number:05d}", "papers": sum(number in row[3] for row in PAPERS)}
            | {"trials": sum(number in row[5] for row in TRIALS)}
            for number, fore, last, specialty, state, concluded in PEOPLE
        ],
        "papers": [
            {"pmid": pmid, "day": day, "topic": topic, "authors": [*map(person, authors)]}
            for pmid, day, topic, authors in PAPERS
        ],
        "trials": [
            {"id": id, "status": status, "phase": phase, "at": at, "company": company}
            | {"investigators": [{"id": person(o), "role": role} for o, role in who.items()]}
            for id, status, phase, at, company, who in TRIALS
        ],
        "payments": [
            {"id": f"general|2024|{at}", "to": person(to), "amount": amount, "day": day}
            | {"company": company, "nature": nature}
            for at, (to, amount, day, company, nature) in enumerate(PAYMENTS)
        ],
        "volumes": [
            {"id": person(who), "year": str(year), "group": group, "services": services}
            | {"patients": patients}
            for who, year, group, services, patients in VOLUMES
        ],
        "engagements": [
            {"number": number, "by": by, "id": person(who), "day": day, "channel": channel}
            for number, by, who, day, channel in ENGAGEMENTS
        ],
        "licences": [
            {"id": person(who), "state": state, "status": status, "ends": ends, "asked": asked}
            for who, state, status, ends, asked in LICENCES
        ],
        "ties": [
            {"one": person(one), "other": person(other), "papers": papers, "industry": industry}
            | {"strength": papers or industry}
            for one, other, papers, industry in TIES
        ],
        "at": [{"id": person(who), "at": at} for who, at in AT],
    }
