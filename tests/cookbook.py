"""The questions of docs/api.md, and the made-up country that they are asked of.

Each person but Ada Quill fails one condition of the first question, so that none of them is idle.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from listening import listening
from neo4j import Driver

from algorithms.dimensions.scores import read_weights
from api.app import application
from api.schema import schema
from graph.constraints import constrain
from schema.settings import Settings
from schema.spellings import name_keys, part_keys

PAGE = Path(__file__).parents[1] / "docs" / "api.md"
_QUESTION = re.compile(
    r"^## (?P<number>\d+)\. .+?^```graphql\n(?P<text>query (?P<name>\w+).*?)^```$"
    r".+?^```json\n(?P<variables>.*?)^```$",
    re.M | re.S,
)


class Question(NamedTuple):
    """A question of the page: the operation's name, its text and its variables."""

    name: str
    text: str
    variables: dict[str, Any]


QUESTIONS = [
    Question(match["name"], match["text"], json.loads(match["variables"]))
    for match in _QUESTION.finditer(PAGE.read_text(encoding="utf-8"))
]
CARDIOLOGY, ONCOLOGY = "Cardiology Provider", "Oncology Provider"
# number, given name, family name, specialty, state, what the algorithms conclude
PEOPLE: list[tuple[int, str, str, str | None, str | None, dict[str, Any]]] = [
    (1, "Ada", "Quill", CARDIOLOGY, "PA", {"influence": 1.0, "connector": 0.9,
      "volumeChange": 1.1}),
    (2, "Bo", "Marsh", CARDIOLOGY, "PA", {"influence": 0.8, "connector": 0.8}),
    (3, "Cy", "Quill", CARDIOLOGY, "PA", {"influence": 0.5, "connector": 0.7, "volumeChange": 2.5,
      "servicesByQuarter": [10.0] * 8 + [25.0] * 4, "emerging": 0.5, "isVisible": False}),
    (4, "Dee", "Ames", ONCOLOGY, "PA", {"volumeChange": 9.0}),
    (5, "Eve", "Stone", CARDIOLOGY, "PA", {"influence": 0.3, "connector": 0.1, "volumeChange": 1.8,
      "emerging": 0.9, "isVisible": False, "isLifting": True, "emergingReasons": ["papers +100 %"],
      "papersByQuarter": [0] * 10 + [1, 1]}),
    (6, "Fay", "Lund", CARDIOLOGY, "OH", {"volumeChange": 3.0}),
    (7, "Gus", "Hale", CARDIOLOGY, "PA", {"emerging": 0.8, "isVisible": True}),
    (8, "Hal", "Orme", CARDIOLOGY, "PA", {}),
    (9, "Ivy", "Frost", CARDIOLOGY, "PA", {"emerging": 0.6, "isVisible": False}),
    *((number, "Pat", f"Reed{number}", None, None, {"connector": 0.5}) for number in range(10, 27)),
]  # fmt: skip
# PMID, day, topic, grant, authors; title
PAPERS = [
    ("101", "2024-03-01", "Heart Failure, Systolic", "G1", [1, 2, 3], "Heart failure at home"),
    ("102", "2025-06-15", "Heart Failure", "G1", [2, 5], "Pumps and patience"),
    ("103", "2021-01-10", "Heart Failure", "G2", [7, 3], "An early look"),
    ("104", "2024-05-05", "Lung Diseases", "G3", [9, 1], "Breathing out"),
    ("105", "2025-01-20", "Heart Failure", "G2", [5, 1, 6], "Second hearts"),
    ("106", "2024-09-09", "Heart Failure", None, [4, 8], "Toxic hearts"),
]
DOUBTED = {("105", 1): 0.55, ("106", 8): 0.6, ("9002", 2): 0.7}
# number, status, phases, place, investigators with their roles
TRIALS = [
    ("9001", "COMPLETED", ["PHASE3"], "ror:c1inic000", {1: "PRINCIPAL_INVESTIGATOR"}),
    ("9002", "COMPLETED", ["PHASE2", "PHASE3"], "ror:hartwe110",
     {2: "STUDY_CHAIR", 5: "SUB_INVESTIGATOR"} | dict.fromkeys((4, 6, 7, 8, 9), "STUDY_CHAIR")),
    ("9003", "COMPLETED", ["PHASE2"], "ror:hartwe110", {3: "PRINCIPAL_INVESTIGATOR"}),
    ("9004", "RECRUITING", ["PHASE3"], "ror:0ro5emont", {}),
    ("9005", "RECRUITING", ["PHASE4"], "ror:c1inic000", {6: "PRINCIPAL_INVESTIGATOR"}),
    ("9006", "RECRUITING", ["PHASE3"], "ror:hartwe110", {}),
    ("9007", "COMPLETED", ["PHASE3"], "ror:0ro5emont", {}),
    ("9008", "RECRUITING", ["PHASE3"], "ror:0ro5emont", {2: "PRINCIPAL_INVESTIGATOR"}),
]  # fmt: skip
# recipient, US dollars, day, company, product
PAYMENTS = [
    (1, 4000.0, "2023-05-01", "halvora pharmaceuticals", "drug|orvelora"),
    (1, 5500.5, "2024-02-01", "halvora biologics", "drug|orvelora"),
    (1, 120.25, "2024-03-03", "brontek biologics", "drug|tandrixen"),
    (1, 60.1, "2024-07-07", "brontek biologics", None),
    (2, 12000.0, "2024-01-05", "halvora pharmaceuticals", "drug|orvelora"),
    (3, 50.0, "2024-01-06", "halvora pharmaceuticals", None),
    (4, 10.0, "2024-01-07", "halvora pharmaceuticals", "drug|tandrixen"),
    (5, 20.0, "2024-01-08", "halvora pharmaceuticals", None),
    (6, 30.0, "2024-01-09", "halvora pharmaceuticals", None),
    (7, 100.0, "2024-01-10", "halvora pharmaceuticals", None),
    (8, 100.0, "2024-01-11", "brontek biologics", None),
    (9, 40.0, "2024-01-12", "halvora pharmaceuticals", None),
]
# one, other, strength, joint papers, joint trials
TIES = [(1, 2, 0.5, 3, 0), (1, 3, 0.2, 1, 0), (1, 5, 0.3, 1, 1), (1, 9, 0.4, 1, 0),
        (2, 3, 0.6, 1, 0)]  # fmt: skip
AFFILIATED = [(1, "ror:0ro5emont"), (2, "ror:c1inic000"), (3, "ror:hartwe110"),
              (4, "ror:0ro5emont"), (5, "ror:0ro5emont"), (7, "ror:0ro5emont"),
              (9, "ror:hartwe110")]  # fmt: skip
THINGS = """
CREATE (campus:Institution {institutionId: 'ror:0ro5emont', name: 'Rosemont State University',
    city: 'Rosemont', state: 'PA', source: 'ror'}),
  (:Institution {institutionId: 'ror:c1inic000', name: 'Rosemont Heart Clinic', city: 'Rosemont',
    state: 'PA', source: 'ror'})-[:PART_OF]->(campus),
  (:Institution {institutionId: 'ror:hartwe110', name: 'Hartwell Medical Center', city: 'Hartwell',
    state: 'OH', source: 'ror'}),
  (heart:Topic {name: 'Heart Diseases'})-[:BROADER]->(:Topic {name: 'Cardiovascular Diseases'}),
  (failure:Topic {name: 'Heart Failure'})-[:BROADER]->(heart),
  (:Topic {name: 'Heart Failure, Systolic'})-[:BROADER]->(failure),
  (:Topic {name: 'Heart Arrest'})-[:BROADER]->(heart), (:Topic {name: 'Lung Diseases'}),
  (:Grant {grantId: 'G1', agency: 'NHLBI'}), (:Grant {grantId: 'G2', agency: 'NHLBI'}),
  (:Company {companyId: 'halvora pharmaceuticals', name: 'Halvora Pharmaceuticals, Inc.'}),
  (:Company {companyId: 'halvora biologics', name: 'Halvora Biologics LLC'}),
  (:Company {companyId: 'brontek biologics', name: 'Brontek Biologics LLC'}),
  (:Product {productId: 'drug|orvelora', name: 'ORVELORA'}),
  (:Product {productId: 'drug|tandrixen', name: 'TANDRIXEN'}),
  (:CodeGroup {name: 'Echocardiography'}),
  (:Liaison {liaisonId: 'MSL-01'})-[:MEMBER_OF]->(:Team {teamId: 'Team East'})
WITH DISTINCT 1 AS once
UNWIND [['pubmed', 'PubMed', 2, 26], ['leie', 'Exclusions', 0, 0]] AS row
CREATE (s:Source {name: row[0], title: row[1], publisher: 'made up', address: 'https://a.example',
  terms: 'Say where it is from.', files: row[2], records: 6, rejects: 0, persons: row[3]})
SET s.loadedAt = CASE WHEN row[2] > 0 THEN datetime('2026-03-01T12:30:00Z') END"""
DRAW = {
    "people": """CREATE (p:Person {personId: row.id, name: row.name, foreName: row.fore,
        lastName: row.last, nameKeys: row.keys, otherNameKeys: row.parts, specialty: row.specialty,
        state: row.state, paperCount: row.papers, trialCount: row.trials, source: 'pubmed',
        knownFrom: datetime('2026-03-01T12:30:00Z')})
      SET p += row.concluded, p.trendUntil = date('2025-12-31')
      FOREACH (_ IN CASE WHEN row.state IS NULL THEN [] ELSE [1] END |
        SET p:Physician, p.npi = row.npi)""",
    "papers": """MATCH (t:Topic {name: row.topic})
      CREATE (p:Paper {pmid: row.pmid, title: row.title, publishedOn: date(row.day),
        authors: size(row.authors), isRetracted: false, version: 1, source: 'pubmed',
        record: row.pmid, knownFrom: datetime('2026-03-01T12:30:00Z')})-[:ABOUT]->(t)
      FOREACH (_ IN CASE WHEN row.grant IS NULL THEN [] ELSE [1] END |
        MERGE (g:Grant {grantId: coalesce(row.grant, '')}) CREATE (p)-[:FUNDED_BY]->(g))
      WITH p, row UNWIND row.authors AS author MATCH (a:Person {personId: author.id})
      CREATE (a)-[:AUTHORED {position: author.position, isFirst: author.position = 1,
        isLast: author.position = size(row.authors), printedAs: a.name,
        identityScore: author.score, identityReasons: ['name']}]->(p)""",
    "trials": """MATCH (place:Institution {institutionId: row.place})
      MATCH (topic:Topic {name: 'Heart Failure'})
      CREATE (t:Trial {nctId: row.id, title: 'Trial ' + row.id, status: row.status,
        phases: row.phases, startedOn: date('2025-02-01'), source: 'clinical-trials'})
      CREATE (t)-[:CONDUCTED_AT]->(place), (t)-[:STUDIES {role: 'condition'}]->(topic)
      WITH t, row UNWIND row.investigators AS one MATCH (p:Person {personId: one.id})
      CREATE (p)-[:INVESTIGATES {role: one.role, printedAs: p.name, identityScore: one.score,
        identityReasons: ['name']}]->(t)""",
    "payments": """MATCH (p:Person {personId: row.to}) MATCH (c:Company {companyId: row.company})
      CREATE (p)-[:RECEIVED {role: 'recipient', identityScore: 1.0, identityReasons: ['NPI']}]->
        (y:Payment {paymentId: row.id, kind: 'general', programYear: 2024, amountUsd: row.amount,
        paidOn: date(row.day), nature: 'Consulting Fee', source: 'open-payments'})-[:PAID_BY]->(c)
      FOREACH (_ IN CASE WHEN row.product IS NULL THEN [] ELSE [1] END |
        MERGE (q:Product {productId: coalesce(row.product, '')}) CREATE (y)-[:CONCERNS]->(q))""",
    "ties": """MATCH (a:Person {personId: row.one}), (b:Person {personId: row.other})
      CREATE (a)-[:CONNECTED_TO {strength: row.strength, paperStrength: row.strength,
        papers: row.papers, trials: row.trials, smallest: 3, lastOn: date('2024-05-05'),
        paperLastOn: date('2024-05-05'), firstOn: date('2024-03-01'),
        strengthReasons: ['joint papers']}]->(b)""",
    "affiliated": """MATCH (p:Person {personId: row.id})
      MATCH (i:Institution {institutionId: row.at})
      CREATE (p)-[:AFFILIATED_WITH {records: 1, lastOn: date('2025-01-01')}]->(i)""",
    "volumes": """MATCH (p:Person {personId: row.id}) MATCH (g:CodeGroup)
      CREATE (p)-[:PERFORMED {fromOn: date(row.year + '-01-01'), toOn: date(row.year + '-12-31'),
        setting: 'office', services: row.services}]->(g)""",
}
# The liaison has met Ada; of her influence one indicator is covered, led by a sum of 2.
MORE = """
MATCH (ada:Person {personId: $ada}), (l:Liaison {liaisonId: 'MSL-01'})
CREATE (l)-[:MET {strength: 0.9, engagements: 1, firstOn: date('2025-12-12'),
    lastOn: date('2025-12-12'), strengthReasons: ['1 engagement held']}]->(ada),
  (l)-[:HELD]->(:Engagement {engagementId: 'E1', channel: 'visit', minutes: 20,
    heldOn: date('2025-12-12'), isCancelled: false})-[:ENGAGED {identityScore: 1.0,
    identityReasons: ['NPI']}]->(ada)
SET ada.influenceCohort = 'Cardiology, PA', ada.influenceUntil = date('2025-12-31'),
  ada.influenceDimensions = ['scientific'], ada.influenceRanks = [1], ada.influenceRanksLow = [1],
  ada.influenceRanksHigh = [2], ada.influenceRanked = [9], ada.influenceIndicators = ['papers'],
  ada.indicatorTotals = [1.0], ada.indicatorHighest = [2.0],
  ada.influenceUncovered = $uncovered"""


def person(number: int) -> str:
    """The id of a person."""
    return f"P3a51c0de{number:04d}"


def plant(driver: Driver, settings: Settings) -> None:
    """Draw the country into an empty database."""
    at = settings.neo4j_database
    constrain(driver, at)
    driver.execute_query(THINGS, database_=at)
    for name, rows in _rows().items():
        driver.execute_query(f"UNWIND $rows AS row {DRAW[name]}", rows=rows, database_=at)
    indicators = [f"{name}: {one}" for name, own in read_weights().items() for one in own]
    indicators.remove("scientific: papers")
    driver.execute_query(MORE, ada=person(1), uncovered=indicators, database_=at)
    driver.execute_query(
        "CALL db.index.fulltext.awaitEventuallyConsistentIndexRefresh()", database_=at
    )


@contextmanager
def served(driver: Driver, settings: Settings, home: Path) -> Iterator[str]:
    """The address of a server of the country, drawn anew."""
    driver.execute_query("MATCH (n) DETACH DELETE n", database_=settings.neo4j_database)
    plant(driver, settings)
    own = {"home": home} if settings.neo4j_uri else {}
    with listening(application(settings.model_copy(update=own), schema)) as address:
        yield address


def _rows() -> dict[str, list[dict[str, Any]]]:
    """The rows of each statement of `DRAW`, in its order."""
    return {
        "people": [
            {"id": person(number), "name": f"{fore} {last}", "fore": fore, "last": last}
            | {"keys": name_keys(last, fore, ""), "parts": part_keys(last, fore)}
            | {"specialty": specialty, "state": state, "concluded": concluded}
            | {"npi": f"19990{number:05d}", "papers": sum(number in row[4] for row in PAPERS)}
            | {"trials": sum(number in row[4] for row in TRIALS)}
            for number, fore, last, specialty, state, concluded in PEOPLE
        ],
        "papers": [
            {"pmid": pmid, "day": day, "topic": topic, "grant": grant, "title": title}
            | {"authors": [
                {"id": person(one), "position": at, "score": DOUBTED.get((pmid, one), 0.95)}
                for at, one in enumerate(authors, 1)]}
            for pmid, day, topic, grant, authors, title in PAPERS
        ],
        "trials": [
            {"id": f"NCT0000{number}", "status": status, "phases": phases, "place": place}
            | {"investigators": [
                {"id": person(one), "role": role, "score": DOUBTED.get((number, one), 0.95)}
                for one, role in roles.items()]}
            for number, status, phases, place, roles in TRIALS
        ],
        "payments": [
            {"id": f"general|2024|{number}", "to": person(to), "amount": amount, "day": day}
            | {"company": company, "product": product}
            for number, (to, amount, day, company, product) in enumerate(PAYMENTS)
        ],
        "ties": [
            {"one": person(one), "other": person(other), "strength": strength, "papers": papers}
            | {"trials": trials}
            for one, other, strength, papers, trials in TIES
        ],
        "affiliated": [{"id": person(one), "at": at} for one, at in AFFILIATED],
        "volumes": [
            {"id": person(3), "year": year, "services": services}
            for year, services in (("2024", 40), ("2025", 100))
        ],
    }  # fmt: skip
