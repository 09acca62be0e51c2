"""Who has worked with whom, and how probable is it that the tie is real and live?

Strength is the probability that the two have a joint record again within two years of the day
asked, as `tie_model` gives it from the dated records of each kind: papers, trials led by companies,
and other trials. It is multiplied by how sure identity is of both ends on the best of their joint
records. Kinds together: 1 - (1 - s1)(1 - s2)... Where the graph's own records of two years ago
suffice, the model's calibration is taken from what has happened since; else it is the one shipped.

Beside it stands the first formula's weight, the baseline that the model must beat: every joint
record of n persons gives each pair 1/(n - 1) (Newman 2001, "Scientific collaboration networks II"),
halved for every five years of its age; as a strength it was 1 - exp(-sum). Records of more than 50
persons make no tie. A record without a date counts as ten years old.
"""

from __future__ import annotations

from datetime import date

from algorithms.algorithm import Algorithm
from algorithms.ties import acquaintances
from algorithms.ties import model as tie_model
from algorithms.ties.model import THEMES
from algorithms.ties.saying import said
from algorithms.ties.tables import Tables, joint
from graph.drawing import Drawing, draw_relationship
from lake.current import Lake
from schema.nodes import Paper, Trial
from schema.relationships import (
    AUTHORED,
    CONNECTED_TO,
    INVESTIGATES,
    MET,
    SHARES_EVENTS,
    SHARES_INSTITUTION,
    SPONSORED_BY,
)
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


UNDATED_YEARS = 10.0
KINDS = ("paper", "trial", "industry")

JOINT = """
WITH led AS (SELECT DISTINCT start AS nct_id FROM {sponsored} WHERE is_lead),
entries AS (
  SELECT start AS person_id, "end" AS id, 'paper' AS kind, p.authors AS persons,
    p.published_on AS dated_on, a.known_from, coalesce(a.identity_score, 1.0) AS score,
    if(a.is_first, 1, if(a.is_last, 2, 0)) AS lead
  FROM {authored} a JOIN {papers} p ON p.pmid = a."end" WHERE {known_a}
  QUALIFY row_number() OVER (PARTITION BY start, "end" ORDER BY a.position) = 1
  UNION ALL
  SELECT start, "end", if(any_value(l.nct_id) IS NULL, 'trial', 'industry'),
    count(*) OVER (PARTITION BY "end")::BIGINT, any_value(t.started_on), min(i.known_from),
    max(coalesce(i.identity_score, 1.0)), 0
  FROM {investigates} i JOIN {trials} t ON t.nct_id = i."end"
  LEFT JOIN led l ON l.nct_id = i."end" WHERE {known_i}
  GROUP BY start, "end"
)
SELECT person_id, number, id, kind, persons, dated_on, known_from, score, lead,
  coalesce(date_diff('day', DATE '1970-01-01', dated_on) / 365.25, {at} - {undated}) AS time
FROM entries JOIN numbered USING (person_id)
WHERE persons BETWEEN 2 AND {most} AND (dated_on IS NULL OR dated_on <= DATE '{as_of}')"""

ENTRIES = """
SELECT number AS person, dense_rank() OVER (ORDER BY id) - 1 AS record, time, persons, lead
FROM joint WHERE kind = '{kind}' ORDER BY id, lead = 2, lead <> 1, number"""

TIES = """
WITH weighed AS (
  SELECT *, 1.0 / (persons - 1) * pow(0.5, ({at} - time) / {half_life}) AS weight FROM joint
),
pairs AS (
  SELECT a.number, b.number AS other, a.person_id AS start, b.person_id AS "end",
    coalesce(sum(a.weight ORDER BY a.id) FILTER (a.kind = 'paper'), 0) AS paper_weight,
    coalesce(sum(a.weight ORDER BY a.id) FILTER (a.kind <> 'paper'), 0) AS trial_weight,
    count(*) FILTER (a.kind = 'paper') AS papers,
    count(*) FILTER (a.kind <> 'paper') AS trials,
    count(*) FILTER (a.kind = 'industry') AS industry_trials,
    coalesce(max(a.score * b.score) FILTER (a.kind = 'paper'), 0) AS paper_sure,
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
said AS (
  SELECT p.*, round(paper_sure * coalesce(s1.said, 0), 6) AS paper_strength,
    round(trial_sure * coalesce(s2.said, 0), 6) AS trial_strength,
    round(industry_sure * coalesce(s3.said, 0), 6) AS industry_strength,
    greatest(paper_sure, trial_sure, industry_sure) AS sure,
    coalesce(s1.parts, s2.parts, s3.parts) AS parts
  FROM pairs p
  LEFT JOIN said_paper s1 USING (number, other) LEFT JOIN said_trial s2 USING (number, other)
  LEFT JOIN said_industry s3 USING (number, other)
),
whole AS (
  SELECT *, round(1 - (1 - paper_strength) * (1 - trial_strength) * (1 - industry_strength), 6)
    AS strength,
    list_position(parts, list_max(parts)) AS up, list_position(parts, list_min(parts)) AS down
  FROM said
)
SELECT * EXCLUDE (parts, paper_weight, trial_weight), parts AS strength_parts,
  round(paper_weight, 6) AS paper_weight, round(trial_weight, 6) AS trial_weight,
  list_filter([
    if(papers > 0, papers || if(papers = 1, ' joint paper', ' joint papers'), NULL),
    if(trials > 0, trials || if(trials = 1, ' joint trial', ' joint trials')
      || if(industry_trials > 0, ', ' || industry_trials || ' led by a company', ''), NULL),
    'the latest ' || coalesce('in ' || year(last_on), 'undated'),
    if(parts[up] > 0.1, 'stronger than most by ' || {themes}[up], NULL),
    if(parts[down] < -0.1, 'weaker than most by ' || {themes}[down], NULL),
    if(sure < 0.995, 'identity of both ends ' || printf('%.2f', sure), NULL)
  ], lambda reason: reason IS NOT NULL) AS strength_reasons,
  'ties' AS source, start || '|' || "end" AS record
FROM whole"""


def newest_record(lake: Lake, drawing: Drawing) -> date:
    """The date of the drawing's newest paper or trial that had happened when it was loaded."""
    newest = lake.one(f"""
      SELECT max(dated_on) FROM (
        SELECT published_on AS dated_on, known_from FROM '{drawing.table(Paper)}'
        UNION ALL SELECT started_on, known_from FROM '{drawing.table(Trial)}'
      ) WHERE dated_on <= known_from::DATE""")[0]
    return newest or date(1970, 1, 1)


def draw_ties(lake: Lake, drawing: Drawing, as_of: date) -> None:
    """Derive `CONNECTED_TO` from a drawing's papers and trials, and what `acquaintances` finds, as
    seen on the day `as_of`, into the drawing."""
    tables = Tables(lake.tables, drawing.folder, as_of)
    for relationship, text in derived(tables).items():
        draw_relationship(lake, drawing, relationship, text)


def derived(tables: Tables) -> dict[type[Relationship], str]:
    """The query for each kind of tie; keeps the tables that they read in the connection."""
    total = tables.number()
    return {
        CONNECTED_TO: _worked(tables, total),
        SHARES_EVENTS: acquaintances.events(tables, total),
        SHARES_INSTITUTION: acquaintances.colleagues(tables, total),
        MET: acquaintances.met(tables, total),
    }


def _worked(tables: Tables, total: int) -> str:
    text = JOINT.format(
        authored=tables.of(AUTHORED),
        papers=tables.of(Paper),
        investigates=tables.of(INVESTIGATES),
        trials=tables.of(Trial),
        sponsored=tables.of(SPONSORED_BY),
        as_of=tables.as_of.isoformat(),
        at=tables.at,
        undated=UNDATED_YEARS,
        most=MOST_PERSONS,
        known_a=tables.known("a"),
        known_i=tables.known("i"),
    )
    tables.keep("joint", text)
    model = tie_model.read(tie_model.SHIPPED)
    for kind in KINDS:
        found = joint(tables.columns(ENTRIES.format(kind=kind)), total)
        tables.keep(f"said_{kind}", said(found, tables.at, model))
    themes = "[" + ", ".join(f"'{theme}'" for theme in THEMES) + "]"
    return TIES.format(at=tables.at, half_life=HALF_LIFE_YEARS, themes=themes)
