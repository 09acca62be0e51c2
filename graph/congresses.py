"""Who took part in which session of which congress, and which paper is it that was presented?

A congress is known by its id and year, a session by its id within the congress; ids are compared by
letters and digits alone, without capitals and accents. What is presented is a paper of the person's
own where the programme gives its PMID, or where a paper that the person signed bears the same title
and appeared within a year: it is counted with that paper.
"""

from lake.relations import Relation


def plain(name: str) -> str:
    """SQL: letters and digits alone, without capitals and accents; the name where it has none."""
    return (
        rf"coalesce(nullif(regexp_replace(lower(strip_accents({name})), '[^\p{{L}}\p{{N}}]', '', "
        rf"'g'), ''), {name})"
    )


# `holder` names who is not in the graph, too, by the key that the file gives.
CONGRESS_ROLES = Relation(
    "graph.congress_roles",
    "holder VARCHAR, person_id VARCHAR, edition VARCHAR, sitting VARCHAR, role VARCHAR, "
    "part VARCHAR, congress VARCHAR, from_on DATE, to_on DATE, place VARCHAR, country VARCHAR, "
    "session VARCHAR, type VARCHAR, held_on DATE, title VARCHAR, pmid VARCHAR, topic VARCHAR, "
    "found_in VARCHAR, checked_on DATE, source VARCHAR, record VARCHAR, known_from TIMESTAMPTZ",
    f"""
WITH keyed AS (
  SELECT *, {plain("congress_id")} || '|' || year(congress_from_on) AS edition,
    concat_ws('|', edition, {plain("session_id")}) AS sitting,
    concat_ws(', ', role, coalesce(pmid, title)) AS part
  FROM facts."CongressRole"
)
SELECT coalesce(n.person_id, o.person_id) AS person_id,
  coalesce(n.person_id, o.person_id, 'NPI ' || c.npi, 'ORCID ' || c.orcid) AS holder,
  edition, sitting, role, part, congress, congress_from_on AS from_on, congress_to_on AS to_on,
  place, country, session, if(session_id IS NULL, 'committee', session_type) AS type,
  coalesce(session_on, congress_from_on) AS held_on, title, pmid, topic, found_in, checked_on,
  c.source, c.record, c.known_from
FROM keyed c LEFT JOIN graph.npi_holders n USING (npi)
LEFT JOIN graph.orcid_holders o ON o.orcid = c.orcid
QUALIFY row_number() OVER (
  PARTITION BY holder, sitting, part ORDER BY checked_on DESC, c.record) = 1""",
)

CONGRESS = """
SELECT DISTINCT ON (edition) edition AS congress_id, congress AS name, from_on, to_on, place,
  country, source, record, known_from
FROM graph.congress_roles WHERE person_id IS NOT NULL
ORDER BY edition, checked_on DESC, record"""

SESSION = """
WITH held AS (
  SELECT sitting AS session_id, count(DISTINCT holder) AS participants,
    bool_or(person_id IS NOT NULL) AS is_known
  FROM graph.congress_roles GROUP BY sitting
)
SELECT DISTINCT ON (session_id) session_id, session AS title, congress AS congress_name, type,
  held_on, participants, source, record, known_from
FROM graph.congress_roles JOIN held ON session_id = sitting WHERE is_known
ORDER BY session_id, person_id IS NULL, checked_on DESC, record"""

TOOK_PART_IN = """
WITH titled AS (
  SELECT s.start AS person_id, s."end" AS pmid, bare(p.title) AS bare_title, p.published_on
  FROM graph.signatures s JOIN facts."Paper" p ON p.pmid = s."end"
  SEMI JOIN graph.congress_roles r ON r.person_id = s.start AND r.title IS NOT NULL
)
SELECT holder AS start, sitting AS "end", role, part, title, r.pmid, coalesce(
    (SELECT min(s."end") FROM graph.signatures s WHERE s.start = holder AND s."end" = r.pmid),
    (SELECT min(t.pmid) FROM titled t WHERE t.person_id = holder AND t.bare_title <> ''
      AND t.bare_title = bare(r.title)
      AND abs(date_diff('day', t.published_on, r.held_on)) <= 366)
  ) AS counted_with, topic, held_on, found_in, checked_on, source, record, known_from
FROM graph.congress_roles r"""

PART_OF_CONGRESS = """
SELECT DISTINCT ON (start) sitting AS start, edition AS "end", source, record, known_from
FROM graph.congress_roles WHERE person_id IS NOT NULL ORDER BY start, record"""

ADDRESSES = """
SELECT DISTINCT ON (start, "end") sitting AS start, h.name AS "end", source, record, known_from
FROM graph.congress_roles r JOIN graph.headings h ON lower(h.heading) = lower(r.topic)
WHERE person_id IS NOT NULL ORDER BY start, "end", record"""
