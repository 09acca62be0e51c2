"""Which records are one work, and which are none?

A preprint and its article, a paper and its reprint or corrected edition, and a paper with its
authors' own comment on it are one work: who signed both has signed one. An erratum, a notice of
retraction and an expression of concern are no work of whoever signs them.

What papers cite is told by PubMed's own lists, by iCite, and by OpenAlex, which numbers works its
own way.
"""

from graph.classes import drawn
from lake.relations import Relation
from schema.relationships import AUTHORED

NOTICES = ("erratum", "retraction notice", "expression of concern")

# For each paper that counts with another the one that stands; for a notice without a paper itself.
WORKS = Relation(
    "graph.works",
    "pmid VARCHAR, work VARCHAR, is_notice BOOLEAN",
    f"""
WITH RECURSIVE links AS (
  SELECT DISTINCT a.start, a."end", a.kind, p.types FROM facts."ACCOMPANIES" a
  JOIN facts."Paper" p ON p.pmid = a.start
  WHERE a.start <> a."end" AND a."end" IN (SELECT pmid FROM facts."Paper")
),
signed AS (
  SELECT DISTINCT pmid, person_id FROM facts."Byline" JOIN claims."Claim" USING (mention)
  WHERE pmid IN (SELECT unnest([start, "end"]) FROM links WHERE kind = 'comment')
),
comments_of_others AS (
  SELECT DISTINCT l.start, l."end" FROM links l JOIN signed s ON s.pmid = l.start
  LEFT JOIN signed t ON t.pmid = l."end" AND t.person_id = s.person_id
  WHERE l.kind = 'comment' AND t.pmid IS NULL
),
steps AS (
  SELECT start, "end" FROM links ANTI JOIN comments_of_others USING (start, "end")
  WHERE kind <> 'earlier version' OR list_contains(types, 'Preprint')
),
walk AS (
  SELECT start AS pmid, "end" AS work FROM steps
  UNION
  SELECT w.pmid, s."end" FROM walk w JOIN steps s ON s.start = w.work
),
last AS (
  SELECT pmid, coalesce(min(work) FILTER (work NOT IN (SELECT start FROM steps)), min(work)) AS work
  FROM walk GROUP BY pmid
)
SELECT pmid, coalesce(work, pmid) AS work, coalesce(remark IN {NOTICES}, false) AS is_notice
FROM facts."Paper" LEFT JOIN last USING (pmid)
WHERE coalesce(remark IN {NOTICES}, false) OR work <> pmid
GROUP BY ALL
""",
)

# Each person's place on each paper. Persons hold the places: groups and spellings that the
# publisher withdrew hold none. All who are marked as equal in a row with the first, or with the
# last, count as it. Of a list that is cut short nobody is last.
SIGNATURES = Relation(
    "graph.signatures",
    drawn(AUTHORED, "").columns,
    """
WITH places AS (
  SELECT pmid, mention, row_number() OVER by_place AS place, count(*) OVER (PARTITION BY pmid) AS n,
    bool_and(is_equal) OVER by_place AS as_first,
    bool_and(is_equal) OVER (PARTITION BY pmid ORDER BY position DESC) AS as_last
  FROM facts."Byline" WHERE collective_name IS NULL AND is_valid
  WINDOW by_place AS (PARTITION BY pmid ORDER BY position)
),
signed AS (
  SELECT DISTINCT ON (start, "end") c.person_id AS start, b.pmid AS "end", p.place AS position,
    p.place = 1 OR as_first AS is_first,
    n > 1 AND (p.place = n OR as_last AND NOT as_first)
      AND b.pmid NOT IN (SELECT pmid FROM facts."Paper" WHERE NOT has_all_authors) AS is_last,
    b.is_equal,
    concat_ws(' ', coalesce(nullif(fore_name, ''), initials), last_name, suffix) AS printed_as,
    c.score AS identity_score, c.reasons AS identity_reasons, b.source, b.mention AS record,
    b.known_from
  FROM facts."Byline" b JOIN claims."Claim" c USING (mention) JOIN places p USING (mention)
  ORDER BY start, "end", p.place
),
counted AS (
  SELECT s.start, s."end", w.work AS counted_with
  FROM signed s JOIN graph.works w ON w.pmid = s."end"
  LEFT JOIN signed t ON t.start = s.start AND t."end" = w.work
  WHERE w.is_notice OR t.start IS NOT NULL
)
SELECT s.*, counted_with FROM signed s LEFT JOIN counted USING (start, "end")
ORDER BY start, "end"
""",
)

# The papers that OpenAlex's works are: by PMID, else by a DOI that one paper alone has.
OPENALEX_PAPERS = Relation(
    "graph.openalex_papers",
    "work_id VARCHAR, pmid VARCHAR",
    """
WITH by_doi AS (
  SELECT lower(doi) AS doi, min(pmid) AS pmid FROM facts."Paper" WHERE doi IS NOT NULL
  GROUP BY lower(doi) HAVING count(DISTINCT pmid) = 1
)
SELECT work_id, coalesce(w.pmid, d.pmid) AS pmid
FROM facts."Work" w LEFT JOIN by_doi d USING (doi)
WHERE coalesce(w.pmid, d.pmid) IS NOT NULL""",
)

# Of a citation that several sources name, the paper's own list in PubMed is the one that is told;
# then iCite's, then OpenAlex's. Each is one relationship, however often it is named.
CITES = """
SELECT DISTINCT ON (start, "end") * FROM (
  SELECT start, "end", source, record, known_from FROM facts."CITES"
  UNION ALL
  SELECT a.pmid, b.pmid, w.source, w.record, w.known_from
  FROM (
    SELECT work_id, unnest(cited) AS cited_id, source, record, known_from FROM facts."Work"
  ) w
  JOIN graph.openalex_papers a USING (work_id)
  JOIN graph.openalex_papers b ON b.work_id = w.cited_id WHERE a.pmid <> b.pmid
)
ORDER BY start, "end", list_position(['pubmed', 'icite', 'openalex'], source) NULLS LAST, source,
  record"""

# A paper with what iCite counts of it.
PAPER = """
SELECT DISTINCT ON (pmid) p.* REPLACE (
  c.citation_count AS citation_count, c.relative_citation_ratio AS relative_citation_ratio,
  concat_ws(', ', p.source, c.source) AS source)
FROM facts."Paper" p LEFT JOIN facts."CitationCounts" c USING (pmid) ORDER BY pmid, p.record"""
