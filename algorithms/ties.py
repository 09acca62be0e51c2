"""Who has worked with whom, and how strong is the tie?

Every joint record of n persons gives each pair 1/(n - 1) (Newman 2001, "Scientific collaboration
networks II"), halved for every five years of its age at the date asked. The sum s of these becomes
strength = 1 - exp(-s): 0 for none, 0.63 for one fresh paper of two authors, never 1. Records of
more than 50 persons make no tie. A record without a date counts as two half-lives old.

When not to trust it: strength is an order, not yet a probability; a tie is no better than the
identity of its two ends; and persons who work together without publishing or running trials have
none here.
"""

from __future__ import annotations

from datetime import date

from graph.drawing import Drawing, draw_relationship
from lake.current import Lake
from schema.nodes import Paper, Trial
from schema.relationships import AUTHORED, CONNECTED_TO, INVESTIGATES

HALF_LIFE_YEARS = 5.0
MOST_PERSONS = 50

TIES = """
WITH joint AS (
  SELECT start AS person_id, "end" AS id, 'paper' AS kind, p.authors AS persons,
    p.published_on AS dated_on, a.known_from
  FROM '{authored}' a JOIN '{papers}' p ON p.pmid = a."end"
  UNION ALL
  SELECT DISTINCT start, "end", 'trial', count(DISTINCT start) OVER (PARTITION BY "end"),
    t.started_on, i.known_from
  FROM '{investigates}' i JOIN '{trials}' t ON t.nct_id = i."end"
),
weighed AS (
  SELECT *, 1.0 / (persons - 1)
    * pow(0.5, coalesce(date_diff('day', dated_on, DATE '{as_of}') / 365.25 / {half_life}, 2))
    AS weight
  FROM joint WHERE persons BETWEEN 2 AND {most}
    AND (dated_on IS NULL OR dated_on <= DATE '{as_of}')
),
pairs AS (
  SELECT a.person_id AS start, b.person_id AS "end", sum(a.weight ORDER BY a.id) AS weight,
    coalesce(sum(a.weight ORDER BY a.id) FILTER (a.kind = 'paper'), 0) AS paper_weight,
    count(DISTINCT a.id) FILTER (a.kind = 'paper') AS papers,
    count(DISTINCT a.id) FILTER (a.kind = 'trial') AS trials,
    min(a.dated_on) AS first_on, max(a.dated_on) AS last_on, min(a.known_from) AS known_from
  FROM weighed a JOIN weighed b ON a.id = b.id AND a.person_id < b.person_id
  GROUP BY ALL
)
SELECT start, "end", round(1 - exp(-weight), 6) AS strength, round(paper_weight, 6) AS paper_weight,
  round(weight - paper_weight, 6) AS trial_weight, papers, trials, first_on, last_on,
  list_filter([
    if(papers > 0, papers || if(papers = 1, ' joint paper', ' joint papers'), NULL),
    if(trials > 0, trials || if(trials = 1, ' joint trial', ' joint trials'), NULL),
    'the latest ' || coalesce('in ' || year(last_on), 'undated'),
    'summed weight ' || round(weight, 3) || ' (1/(n-1) each, half-life {half_life} years)'
  ], lambda reason: reason IS NOT NULL) AS strength_reasons,
  'ties' AS source, start || '|' || "end" AS record, known_from
FROM pairs"""


def newest_record(lake: Lake, drawing: Drawing) -> date:
    """The date of the drawing's newest paper or trial that had happened when it was loaded."""
    newest = lake.one(f"""
      SELECT max(dated_on) FROM (
        SELECT published_on AS dated_on, known_from FROM '{drawing.table(Paper)}'
        UNION ALL SELECT started_on, known_from FROM '{drawing.table(Trial)}'
      ) WHERE dated_on <= known_from::DATE""")[0]
    return newest or date(1970, 1, 1)


def draw_ties(lake: Lake, drawing: Drawing, as_of: date) -> None:
    """Derive `CONNECTED_TO` from a drawing's papers and trials, as seen on the day `as_of`, into
    the drawing."""
    text = TIES.format(
        authored=drawing.table(AUTHORED),
        papers=drawing.table(Paper),
        investigates=drawing.table(INVESTIGATES),
        trials=drawing.table(Trial),
        as_of=as_of.isoformat(),
        half_life=HALF_LIFE_YEARS,
        most=MOST_PERSONS,
    )
    draw_relationship(lake, drawing, CONNECTED_TO, text)
