"""A drawn graph of persons to be visited: evidence on their topics, a congress, and touches.

MSL-1 (North) ── met ── Bo ── paper 101 ── Ada        MSL-2 (South) covers Illinois, where Ada is
Firm is ours and makes Oakol, for heart failure; Mill competes.
Congress hearts2025: Ada speaks in S1, Bo chairs S1 and has a poster in S2, Cy sits in S3.
Met on its days: Ada by call, Bo at the congress; Dee, whom no programme names, at the congress.
"""

import pytest
from neo4j import Driver

from schema.settings import Settings

DAY = "2025-06-30"
_OURS = """
MATCH (ada:Person {personId: 'P1'}), (bo:Person {personId: 'P2'}), (dee:Person {personId: 'P4'}),
  (cy:Person {personId: 'P3'}), (oakol:Product {productId: 'drug oakol'}),
  (firm:Company {companyId: 'firm'}), (mill:Company {companyId: 'mill'}),
  (failure:Topic {name: 'Heart Failure'}), (lung:Topic {name: 'Lung Diseases'})
SET firm.isOwn = true, firm.isCompetitor = false, firm.source = 'companies',
  mill.isCompetitor = true, ada.city = 'Chicago', ada.country = 'US', ada.firstPaperOn =
  date('2024-02-29'), ada.lastPaperOn = date('2024-02-29'), cy.influenceDimensions = ['scientific'],
  cy.influenceRanks = [1], cy.influenceRanked = [40], oakol.source = 'products'
CREATE (oakol)-[:MADE_BY {namedAs: 'Firm'}]->(firm),
  (oakol)-[:DEVELOPED_FOR {phase: 'phase 3', checkedOn: date('2025-01-15')}]->(failure),
  (systolic:Topic {name: 'Heart Failure, Systolic'})-[:BROADER]->(failure),
  (north:Team {teamId: 'North'}), (south:Team {teamId: 'South'}),
  (one:Liaison {liaisonId: 'MSL-1'})-[:MEMBER_OF]->(north),
  (two:Liaison {liaisonId: 'MSL-2'})-[:MEMBER_OF]->(south),
  (two)-[:COVERS {isCurrent: true}]->(:Territory {territoryId: 'il', state: 'IL'}),
  (one)-[:MET {strength: 0.8, engagements: 3, lastOn: date('2025-05-03'),
    strengthReasons: ['3 engagements held']}]->(bo)
WITH *
UNWIND [['v1', one, bo, '2025-01-10', 'visit', null, null, null],
  ['v2', one, bo, '2025-02-10', 'visit', null, null, null],
  ['v3', one, bo, '2025-05-03', 'congress', null, 'none', null],
  ['w1', two, ada, '2025-05-02', 'call', 'Lung Diseases', 'send the guideline', null],
  ['w3', two, dee, '2025-05-04', 'congress', null, 'call back', '2025-06-01']] AS e
WITH *, e[1] AS liaison, e[2] AS person
CREATE (liaison)-[:HELD]->(x:Engagement {engagementId: e[0], heldOn: date(e[3]), channel: e[4],
    minutes: 15, isCancelled: false, source: 'engagements', record: e[0]})
  -[:ENGAGED {identityScore: 1.0, identityReasons: ['NPI']}]->(person)
CREATE (x)-[:NOTED]->(:Debrief {engagementId: e[0], topic: e[5], followOn: e[6], source:
  'engagements', dueOn: CASE WHEN e[0] = 'w1' THEN date('2025-07-01') END, doneOn: date(e[7])})
"""
#  trial  status                   began       about            site     by
#  N10    recruiting               2022-01-01  Heart Failure    IL
#  N11    recruiting               2025-05-01  Heart Failure    DE
#  N12    active, not recruiting   2025-01-15  its part         none
#  N13    terminated               2025-03-01  Heart Failure
#  N14    active, not recruiting   2023-01-01  Heart Failure
#  N15    recruiting               2025-02-01  Lung Diseases
#  N2     recruiting               2024-06-01  Heart Failure             Ada, for Firm
#  N3     completed                2021-01-01  none                      Bo, for Mill
_TRIALS = """
UNWIND [
  ['N10', 'RECRUITING', '2022-01-01', 'Heart Failure', 'IL', null, null],
  ['N11', 'RECRUITING', '2025-05-01', 'Heart Failure', 'DE', null, null],
  ['N12', 'ACTIVE_NOT_RECRUITING', '2025-01-15', 'Heart Failure, Systolic', null, null, null],
  ['N13', 'TERMINATED', '2025-03-01', 'Heart Failure', null, null, null],
  ['N14', 'ACTIVE_NOT_RECRUITING', '2023-01-01', 'Heart Failure', null, null, null],
  ['N15', 'RECRUITING', '2025-02-01', 'Lung Diseases', null, null, null],
  ['N2', 'RECRUITING', '2024-06-01', 'Heart Failure', null, 'P1', 'firm'],
  ['N3', 'COMPLETED', '2021-01-01', null, null, 'P2', 'mill']] AS row
CREATE (t:Trial {nctId: row[0], title: 'Trial ' + row[0], status: row[1], startedOn: date(row[2]),
  phases: ['PHASE3'], source: 'clinical-trials', record: row[0]})
WITH *
CALL (t, row) { MATCH (b:Topic {name: row[3]}) CREATE (t)-[:STUDIES {role: 'condition'}]->(b) }
CALL (t, row) { WITH t, row WHERE row[4] IS NOT NULL
  CREATE (t)-[:CONDUCTED_AT]->(:Institution {institutionId: 'ror:' + row[0], state: row[4],
    name: 'Clinic of ' + row[0], source: 'ror'}) }
CALL (t, row) { MATCH (p:Person {personId: row[5]})
  CREATE (p)-[:INVESTIGATES {role: 'PRINCIPAL_INVESTIGATOR', printedAs: p.name,
    identityScore: 1.0, identityReasons: ['name']}]->(t) }
CALL (t, row) { MATCH (c:Company {companyId: row[6]})
  CREATE (t)-[:SPONSORED_BY {isLead: true}]->(c) }
"""
#  paper  day         about          by   cites  ratio
#  201    2025-01-10  Heart Failure  Cy   101
#  202    2024-12-01  Heart Failure  Bo          2.5
#  203    2025-06-01  Heart Failure              1.0
#  204    as 201, retracted; 205 a preprint; 206 of 2022; 208 after the day; 209 not mainly about it
#  207    2025-03-01  Lung Diseases
#  102    Ada's own, retracted, on Lung Diseases
_PAPERS = """
CREATE (heart:Journal {journalId: 'J1', title: 'Journal of Hearts', abbreviation: 'J Hearts'})
WITH heart
UNWIND [
  ['201', '2025-01-10', 'Heart Failure', 'P3', '101', null, false, null, true],
  ['202', '2024-12-01', 'Heart Failure', 'P2', null, 2.5, false, null, true],
  ['203', '2025-06-01', 'Heart Failure', null, null, 1.0, false, null, true],
  ['204', '2025-01-11', 'Heart Failure', 'P3', '101', 9.0, true, 'retracted', true],
  ['205', '2025-01-12', 'Heart Failure', 'P3', '101', 9.0, false, 'preprint', true],
  ['206', '2022-01-10', 'Heart Failure', 'P3', '101', 9.0, false, null, true],
  ['207', '2025-03-01', 'Lung Diseases', null, null, null, false, null, true],
  ['208', '2025-07-15', 'Heart Failure', null, '101', null, false, null, true],
  ['209', '2025-02-01', 'Heart Failure', null, '101', null, false, null, false],
  ['102', '2024-05-01', 'Lung Diseases', 'P1', null, null, true, 'retracted', true]] AS row
MATCH (t:Topic {name: row[2]})
CREATE (w:Paper {pmid: row[0], title: 'Paper ' + row[0], publishedOn: date(row[1]), authors: 1,
  publishedPrecision: 'month', relativeCitationRatio: row[5], isRetracted: row[6], remark: row[7],
  version: 1, source: 'pubmed', record: row[0]})-[:ABOUT {isMajor: row[8]}]->(t),
  (w)-[:PUBLISHED_IN]->(heart)
WITH w, row
CALL (w, row) { MATCH (p:Person {personId: row[3]}) CREATE (p)-[:AUTHORED {position: 1, printedAs:
  p.name, isFirst: true, isLast: false, identityScore: 1.0, identityReasons: ['name']}]->(w) }
CALL (w, row) { MATCH (o:Paper {pmid: row[4]}) CREATE (w)-[:CITES]->(o) }
"""
_CONGRESS = """
MATCH (ada:Person {personId: 'P1'}), (bo:Person {personId: 'P2'}), (cy:Person {personId: 'P3'})
CREATE (c:Congress {congressId: 'hearts2025', name: 'Hearts 2025', fromOn: date('2025-05-01'),
  toOn: date('2025-05-04'), place: 'Chicago', country: 'US', source: 'congresses'})
WITH *
UNWIND [['S1', 'Pumps', '2025-05-02', 'Heart Failure'], ['S2', 'Breath', '2025-05-03',
  'Lung Diseases'], ['S3', 'Rest', '2025-05-04', null]] AS row
CREATE (s:Session {sessionId: row[0], title: row[1], congressName: c.name, heldOn: date(row[2]),
  participants: 5, type: 'session', source: 'congresses'})-[:PART_OF]->(c)
WITH *
CALL (s, row) { MATCH (t:Topic {name: row[3]}) CREATE (s)-[:ADDRESSES]->(t) }
CALL (s, ada, bo, cy) {
  UNWIND [['S1', ada, 'speaker', 'On hearts', '101'], ['S1', bo, 'chair', null, null],
    ['S2', bo, 'poster presenter', 'Breathing', null], ['S3', cy, 'panellist', null, null]] AS part
  WITH s, part, part[1] AS who WHERE part[0] = s.sessionId
  CREATE (who)-[:TOOK_PART_IN {role: part[2], part: part[2], title: part[3], pmid: part[4],
    heldOn: s.heldOn, checkedOn: date('2025-04-01'), source: 'congresses'}]->(s) }
"""
_PRACTICE = """
MATCH (ada:Person {personId: 'P1'}), (oakol:Product {productId: 'drug oakol'})
CREATE (ada)-[:BILLED]->(:MedicareYear {medicareYearId: 'm2023', year: 2023, services: 1000,
    patients: 400, providerType: 'Cardiology', source: 'medicare-providers'}),
  (ada)-[:PERFORMED {fromOn: date('2023-01-01'), toOn: date('2023-12-31'), setting: 'office',
    services: 120, source: 'volumes'}]->(:CodeGroup {name: 'Echocardiography'}),
  (ada)-[:PRESCRIBED {year: 2023, claims: 30, source: 'part-d-drugs'}]->(oakol)
WITH ada
UNWIND [['pubmed', 1, null], ['clinical-trials', 1, null], ['engagements', 1, '2025-05-04'],
  ['congresses', 1, '2025-05-04'], ['companies', 1, null], ['part-d-drugs', 0, null],
  ['medicare-providers', 1, '2023-12-31']] AS row
CREATE (:Source {name: row[0], title: toUpper(row[0]), files: row[1], toldUntil: date(row[2]),
  loadedAt: CASE row[1] WHEN 1 THEN datetime('2025-06-01T00:00:00Z') END, publisher: 'by hand',
  address: 'a', terms: 't', records: 1, rejects: 0, signals: 0, persons: 1})
"""


@pytest.fixture
def visited(paid: Driver, server: Settings) -> Driver:
    """The drawn graph with what documents for a visit read."""
    for text in (_OURS, _TRIALS, _PAPERS, _CONGRESS, _PRACTICE):
        paid.execute_query(text, database_=server.neo4j_database)
    return paid
