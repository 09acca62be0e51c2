"""Who has worked with whom, and how probable is it that the tie is real and live?

Strength is the probability that the two have a joint record again within two years of the day
asked, as `tie_model` gives it from the dated records of each kind: papers, trials led by companies,
and other trials. It is multiplied by how sure identity is of both ends on the best of their joint
records. Kinds together: 1 - (1 - s1)(1 - s2)... Where the graph's own records of two years ago
suffice, the model's calibration is taken from what has happened since; else it is the one shipped.
Where the strengths of two years ago have not come true as often as they said, the reasons say that
strength orders ties and is no probability.

Beside it stands the first formula's weight, the baseline that the model must beat: every joint
record of n persons gives each pair 1/(n - 1) (Newman 2001, "Scientific collaboration networks II"),
halved for every five years of its age; as a strength it was 1 - exp(-sum). Records of more than 50
persons make no tie. A record without a date counts as ten years old. A tie on retracted papers
alone is half as strong as one on sound papers, and its reasons say so.
"""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

import duckdb

from algorithms.algorithm import Algorithm, code
from algorithms.histories.check import Check
from algorithms.ties import acquaintances, fees, occasions, patients
from algorithms.ties.acquaintances import (
    EVENT,
    EVENT_ATTENDANCES,
    FIRST_JOINT_RECORDS,
    INSTITUTION_YEARS,
    MEETING,
    MEETING_PARTICIPANTS,
    MEETINGS,
    YEAR,
)
from algorithms.ties.fees import CONSULTING, CONSULTING_QUARTERS, SPEAKING, SPEAKING_QUARTERS
from algorithms.ties.model import THEMES
from algorithms.ties.occasions import (
    COMMITTEE,
    COMMITTEE_YEARS,
    GRANT,
    GRANT_YEARS,
    SESSION,
    SESSION_PARTS,
)
from algorithms.ties.saying import Kind
from algorithms.ties.tables import (
    AS_OF,
    AT,
    ENTRY,
    LIAISON_NUMBERS,
    PERSON_NUMBERS,
    TIME,
    known,
    look,
)
from graph.classes import drawn
from graph.drawing import Drawing, draw_views
from lake.lessons import Lessons
from lake.relations import Relation, in_order, make, put
from schema.nodes import Paper, Trial
from schema.relationships import AUTHORED, CONNECTED_TO, INVESTIGATES, SPONSORED_BY
from schema.ties import HALF_LIFE_YEARS, MOST_PERSONS
from schema.vocabulary import Relationship

ALGORITHM = Algorithm(
    name="Ties of joint work",
    about=__doc__,
    reads=(AUTHORED, Paper, INVESTIGATES, Trial, SPONSORED_BY),
    writes=(CONNECTED_TO,),
    distrust="A tie is no better than the identity of its two ends; persons who work together "
    "without publishing or running trials have none here; and a probability learnt from "
    "the past holds while people go on as they did.",
)


# What a retracted paper is worth beside a sound one.
RETRACTED = 0.5

JOINT_RECORDS = Relation(
    "ties.joint_records",
    f"{ENTRY}, kind VARCHAR, is_retracted BOOLEAN",
    f"""
WITH led AS (SELECT DISTINCT start AS nct_id FROM drawn."SPONSORED_BY" WHERE is_lead),
entries AS (
  SELECT start AS person_id, "end" AS id, 'paper' AS kind, p.authors AS persons,
    p.published_on AS dated_on, a.known_from, coalesce(a.identity_score, 1.0) AS score,
    if(a.is_first, 1, if(a.is_last, 2, 0)) AS lead, a.position,
    coalesce(p.is_retracted, false) AS is_retracted
  FROM drawn."AUTHORED" a JOIN drawn."Paper" p ON p.pmid = a."end"
  WHERE {known("a")} AND a.counted_with IS NULL
  QUALIFY row_number() OVER (PARTITION BY start, "end" ORDER BY a.position) = 1
  UNION ALL
  SELECT start, "end", if(any_value(l.nct_id) IS NULL, 'trial', 'industry'),
    count(*) OVER (PARTITION BY "end")::BIGINT, any_value(t.started_on), min(i.known_from),
    max(coalesce(i.identity_score, 1.0)), 0, 0, false
  FROM drawn."INVESTIGATES" i JOIN drawn."Trial" t ON t.nct_id = i."end"
  LEFT JOIN led l ON l.nct_id = i."end" WHERE {known("i")}
  GROUP BY start, "end"
)
SELECT *, {TIME} AS time FROM entries JOIN ties.person_numbers USING (person_id)
WHERE persons BETWEEN 2 AND {MOST_PERSONS} AND (dated_on IS NULL OR dated_on <= {AS_OF})""",
)

PAPER, TRIAL, INDUSTRY = (
    Kind(kind, f"{JOINT_RECORDS.name} WHERE kind = '{kind}'")
    for kind in ("paper", "trial", "industry")
)
CHANCES = {kind.name: kind.chances for kind in (PAPER, TRIAL, INDUSTRY)}
_THEMES = "[" + ", ".join(f"'{theme}'" for theme in THEMES) + "]"

TIES: dict[type[Relationship], Relation] = {
    CONNECTED_TO: drawn(
        CONNECTED_TO,
        f"""
WITH weighed AS (
  SELECT *, 1.0 / (persons - 1) * pow(0.5, ({AT} - time) / {HALF_LIFE_YEARS}) AS weight
  FROM ties.joint_records
),
pairs AS (
  SELECT a.number, b.number AS other, a.person_id AS start, b.person_id AS "end",
    coalesce(sum(a.weight ORDER BY a.id) FILTER (a.kind = 'paper'), 0) AS paper_weight,
    coalesce(sum(a.weight ORDER BY a.id) FILTER (a.kind <> 'paper'), 0) AS trial_weight,
    count(*) FILTER (a.kind = 'paper') AS papers,
    count(*) FILTER (a.kind <> 'paper') AS trials,
    count(*) FILTER (a.kind = 'industry') AS industry_trials,
    count(*) FILTER (a.is_retracted) AS retracted_papers,
    coalesce(max(a.score * b.score) FILTER (a.kind = 'paper'), 0) AS paper_sure,
    coalesce(max(a.score * b.score * if(a.is_retracted, {RETRACTED}, 1))
      FILTER (a.kind = 'paper'), 0) AS paper_worth,
    coalesce(max(a.score * b.score) FILTER (a.kind = 'trial'), 0) AS trial_sure,
    coalesce(max(a.score * b.score) FILTER (a.kind = 'industry'), 0) AS industry_sure,
    min(a.dated_on) AS first_on, max(a.dated_on) AS last_on,
    max(a.dated_on) FILTER (a.kind = 'paper') AS paper_last_on,
    max(a.dated_on) FILTER (a.kind = 'trial') AS trial_last_on,
    max(a.dated_on) FILTER (a.kind = 'industry') AS industry_last_on,
    min(a.persons) AS smallest, min(a.known_from) AS known_from
  FROM weighed a JOIN weighed b ON a.id = b.id AND a.number < b.number
  GROUP BY ALL
),
judged AS (
  SELECT p.*, round(paper_worth * coalesce(s1.chance, 0), 6) AS paper_strength,
    round(trial_sure * coalesce(s2.chance, 0), 6) AS trial_strength,
    round(industry_sure * coalesce(s3.chance, 0), 6) AS industry_strength,
    greatest(paper_sure, trial_sure, industry_sure) AS sure,
    coalesce(s1.parts, s2.parts, s3.parts) AS parts,
    coalesce(s1.caution, s2.caution, s3.caution) AS caution
  FROM pairs p
  LEFT JOIN {PAPER.chances.name} s1 USING (number, other)
  LEFT JOIN {TRIAL.chances.name} s2 USING (number, other)
  LEFT JOIN {INDUSTRY.chances.name} s3 USING (number, other)
),
whole AS (
  SELECT *, round(1 - (1 - paper_strength) * (1 - trial_strength) * (1 - industry_strength), 6)
    AS strength,
    list_position(parts, list_max(parts)) AS up, list_position(parts, list_min(parts)) AS down
  FROM judged
)
SELECT * EXCLUDE (parts, caution, paper_weight, trial_weight), parts AS strength_parts,
  round(paper_weight, 6) AS paper_weight, round(trial_weight, 6) AS trial_weight,
  list_filter([
    if(papers > 0, papers || if(papers = 1, ' joint paper', ' joint papers')
      || CASE WHEN retracted_papers = 0 THEN '' WHEN retracted_papers = papers THEN ', retracted'
        ELSE ', ' || retracted_papers || ' retracted' END, NULL),
    if(trials > 0, trials || if(trials = 1, ' joint trial', ' joint trials')
      || if(industry_trials > 0, ', ' || industry_trials || ' led by a company', ''), NULL),
    'the latest ' || coalesce('in ' || year(last_on), 'undated'),
    if(parts[up] > 0.1, 'stronger than most by ' || {_THEMES}[up], NULL),
    if(parts[down] < -0.1, 'weaker than most by ' || {_THEMES}[down], NULL),
    if(sure < 0.995, 'identity of both ends ' || printf('%.2f', sure), NULL), caution
  ], lambda reason: reason IS NOT NULL) AS strength_reasons,
  'ties' AS source, start || '|' || "end" AS record
FROM whole""",
    ),
    **acquaintances.TIES,
    **fees.TIES,
    **occasions.TIES,
    **patients.TIES,
}

_OF_COMPANIES = (EVENT, SPEAKING, CONSULTING)
_KINDS = (PAPER, TRIAL, INDUSTRY, *_OF_COMPANIES, YEAR, COMMITTEE, SESSION, GRANT, MEETING)
KINDS = {kind.chances.name: kind for kind in _KINDS}
TABLES = (
    JOINT_RECORDS,
    EVENT_ATTENDANCES,
    SPEAKING_QUARTERS,
    CONSULTING_QUARTERS,
    INSTITUTION_YEARS,
    COMMITTEE_YEARS,
    SESSION_PARTS,
    GRANT_YEARS,
    MEETINGS,
    MEETING_PARTICIPANTS,
    FIRST_JOINT_RECORDS,
    *(kind.chances for kind in KINDS.values()),
    patients.PATIENT_YEARS,
    patients.PATIENT_CHANCES,
)


def checks(tables: duckdb.DuckDBPyConnection, as_of: date) -> dict[str, Check]:
    """How right the strengths said two years before the day were, by kind of record, of what
    stands in `drawn`; a kind that the model does not judge is left out."""
    look(tables, as_of)
    chances = {patients.PATIENT_CHANCES.name, *KINDS}
    make(tables, *in_order([one for one in TABLES if one.name not in chances]))
    found = {kind.name: kind.checked(tables) for kind in KINDS.values()}
    found["patients"] = patients.checked(tables)
    return {name: one for name, one in found.items() if one is not None}


def newest_record(tables: duckdb.DuckDBPyConnection) -> date:
    """The date of the newest drawn paper, trial or count of shared patients that had happened when
    it was loaded."""
    [(newest,)] = tables.execute("""
      SELECT max(dated_on) FROM (
        SELECT published_on AS dated_on, known_from FROM drawn."Paper"
        UNION ALL SELECT started_on, known_from FROM drawn."Trial"
        UNION ALL SELECT to_on, known_from FROM drawn."SENT_PATIENTS"
      ) WHERE dated_on <= known_from::DATE""").fetchall()
    return newest or date(1970, 1, 1)


def draw_ties(
    tables: duckdb.DuckDBPyConnection,
    drawing: Drawing,
    as_of: date,
    lessons: Lessons | None = None,
) -> None:
    """Derive every kind of tie from what stands in `drawn`, as seen on the day `as_of`, into the
    drawing, by lessons that stand or are learnt now."""
    look(tables, as_of)
    numbers = (PERSON_NUMBERS, LIAISON_NUMBERS)
    make_one = partial(_make, lessons=lessons or Lessons(as_of, code()))
    draw_views(
        tables, drawing, TIES.values(), (*numbers, *TABLES), f"{code()} on {as_of}", make_one
    )


def prepare(
    tables: duckdb.DuckDBPyConnection, as_of: date, known_by: datetime | None = None
) -> None:
    """Make what the relations of `TIES` read, as seen on the day `as_of` by who knew what was
    loaded until `known_by` (none: everything)."""
    look(tables, as_of, known_by)
    lessons = Lessons(as_of, code())
    for relation in in_order(TABLES):
        _make(tables, relation, lessons)


def _make(tables: duckdb.DuckDBPyConnection, relation: Relation, lessons: Lessons) -> None:
    if relation is patients.PATIENT_CHANCES:
        put(tables, relation, patients.judged(tables))
    elif kind := KINDS.get(relation.name):
        put(tables, relation, kind.judged(tables, lessons))
    else:
        make(tables, relation)
