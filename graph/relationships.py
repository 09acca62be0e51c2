"""How is each relationship type made of facts and claims?

One SELECT a type: `start`, `end`, its fields, then `source, record, known_from`. Ends are keys of
the nodes; a row whose end is not in the graph is left out and counted when the view is drawn.
"""

from graph.classes import drawn
from graph.companies import COMPETES_WITH, SUBSIDIARY_OF
from graph.congresses import ADDRESSES, PART_OF_CONGRESS, TOOK_PART_IN
from graph.debriefs import DISCUSSED, NOTED
from graph.digital import CONTRIBUTED_TO, DISCUSSES
from graph.facilities import PRACTISES_AT
from graph.grants import AWARDED_TO, FUNDED_BY, LEADS_GRANT
from graph.leadership import LEADS_AT
from graph.licences import HOLDS
from graph.patients import SENT_PATIENTS
from graph.practice import ADOPTED, BILLED, PRESCRIBED
from graph.products import DEVELOPED_FOR, HAS_MILESTONE, MADE_BY
from graph.registers import REGISTERED_IN
from graph.societies import BELONGS_TO_SOCIETY
from graph.territories import COVERS, INCLUDES, INCLUDES_SPECIALTY
from graph.works import CITES
from lake.relations import Relation
from schema import (
    congresses,
    digital,
    fieldwork,
    funding,
    industry,
    patients,
    practice,
    profession,
    registers,
)
from schema import relationships as r
from schema.vocabulary import Relationship

COLLABORATED_ON = """
SELECT DISTINCT ON (start, "end") c.person_id AS start, b.pmid AS "end",
  c.score AS identity_score, c.reasons AS identity_reasons, b.source, b.mention AS record,
  b.known_from
FROM facts."Collaborator" b JOIN claims."Claim" c USING (mention)
ORDER BY start, "end", b.position"""

INVESTIGATES = """
SELECT DISTINCT ON (start, "end", role) c.person_id AS start, o.nct_id AS "end", o.role,
  o.name AS printed_as, c.score AS identity_score, c.reasons AS identity_reasons, o.source,
  o.mention AS record, o.known_from
FROM facts."Official" o JOIN claims."Claim" c USING (mention)
ORDER BY start, "end", role, o.ordinal"""

RECEIVED = """
SELECT DISTINCT ON (start, "end", role) c.person_id AS start, y.payment_id AS "end", y.role,
  c.score AS identity_score, c.reasons AS identity_reasons, y.source, y.mention AS record,
  y.known_from
FROM facts."Payee" y JOIN claims."Claim" c USING (mention)
ORDER BY start, "end", role, y.mention"""

AFFILIATED_WITH = """
WITH dated AS (
  SELECT mention, pmid AS id, published_on AS dated_on
  FROM facts."Byline" JOIN facts."Paper" USING (pmid)
  UNION ALL
  SELECT mention, pmid, published_on FROM facts."Collaborator" JOIN facts."Paper" USING (pmid)
  UNION ALL
  SELECT mention, nct_id, started_on FROM facts."Official" JOIN facts."Trial" USING (nct_id)
  UNION ALL
  SELECT mention, core_project,
    coalesce(budget_from_on, make_date(fiscal_year - 1, 10, 1))
  FROM facts."PrincipalInvestigator" JOIN facts."Project" USING (application_id)
)
SELECT c.person_id AS start, p.institution_id AS "end", min(dated_on) AS first_on,
  max(dated_on) AS last_on, count(DISTINCT d.id) AS records,
  list(DISTINCT year(dated_on) ORDER BY year(dated_on)) FILTER (dated_on IS NOT NULL) AS years,
  string_agg(DISTINCT a.source, ', ' ORDER BY a.source) AS source, min(p.mention) AS record,
  min(a.known_from) AS known_from
FROM claims."Placement" p JOIN claims."Claim" c USING (mention) JOIN dated d USING (mention)
JOIN facts."Affiliation" a ON a.mention = p.mention AND a.ordinal = p.ordinal
GROUP BY start, "end" """

PRACTISES = """
SELECT h.person_id AS start, r.code AS "end", bool_or(r.is_primary) AS is_primary,
  min(r.source) AS source, min(r.record) AS record, min(r.known_from) AS known_from
FROM facts."Registration" r JOIN graph.npi_holders h USING (npi) WHERE r.code IS NOT NULL
GROUP BY start, "end" """

EXCLUDED_BY = """
SELECT h.person_id AS start, x.exclusion_id AS "end", x.source, x.record, x.known_from
FROM graph.exclusions x JOIN graph.npi_holders h USING (npi)"""

PUBLISHED_IN = """
SELECT pmid AS start, journal_id AS "end", source, record, known_from
FROM facts."Paper" WHERE journal_id IS NOT NULL"""

# A topic's parent is the topic whose tree number is its own without the last step.
BROADER = r"""
WITH numbered AS (
  SELECT name, unnest(tree_numbers) AS number, source, record, known_from FROM facts."Topic"
)
SELECT a.name AS start, b.name AS "end", min(a.source) AS source, min(a.record) AS record,
  min(a.known_from) AS known_from
FROM numbered a JOIN numbered b ON b.number = regexp_replace(a.number, '\.[^.]+$', '')
WHERE a.number LIKE '%.%' AND a.name <> b.name GROUP BY start, "end" """

SPONSORED_BY = """
SELECT nct_id AS start, coalesce(company_id, company_key(name)) AS "end",
  bool_or(is_lead) AS is_lead, min(source) AS source, min(record) AS record,
  min(known_from) AS known_from
FROM facts."Sponsor" LEFT JOIN graph.company_spellings ON spelled = company_key(name)
WHERE kind = 'INDUSTRY' GROUP BY start, "end" """

SPONSORED_BY_INSTITUTION = """
SELECT s.nct_id AS start, coalesce(p.institution_id, 'name:' || bare(s.name)) AS "end",
  bool_or(s.is_lead) AS is_lead, min(s.source) AS source, min(s.record) AS record,
  min(s.known_from) AS known_from
FROM facts."Sponsor" s LEFT JOIN claims."Placement" p
  ON p.mention = 'sponsor:' || s.nct_id || ':' || s.name
WHERE s.kind IS DISTINCT FROM 'INDUSTRY' GROUP BY start, "end" """

CONDUCTED_AT = """
SELECT s.nct_id AS start, p.institution_id AS "end", max(s.status) AS status,
  min(s.source) AS source, min(s.record) AS record, min(s.known_from) AS known_from
FROM facts."Site" s JOIN claims."Placement" p ON p.mention = 'site:' || s.nct_id || ':' || s.ordinal
GROUP BY start, "end" """

PAID_BY = """
SELECT p.payment_id AS start, c.company_id AS "end", min(p.source) AS source,
  min(p.record) AS record, min(p.known_from) AS known_from
FROM facts."Payment" p JOIN graph.payers c ON c.payer_id = p.company_id GROUP BY start, "end" """

# Whoever holds the key that the log gives; who is not in the graph is counted as missing.
ENGAGED = """
SELECT c.engagement_id AS start,
  coalesce(n.person_id, o.person_id, c.person_id, 'NPI ' || c.npi, 'ORCID ' || c.orcid) AS "end",
  1.0 AS identity_score,
  ['the log names ' || coalesce('NPI ' || c.npi, 'ORCID ' || c.orcid, 'the id ' || c.person_id)]
    AS identity_reasons, c.source, c.record, c.known_from
FROM facts."Attendee" c LEFT JOIN graph.npi_holders n USING (npi)
LEFT JOIN graph.orcid_holders o USING (orcid)"""

PERFORMED = """
SELECT coalesce(h.person_id, 'NPI ' || npi) AS start, code_group AS "end", from_on, to_on, setting,
  services, patients, v.source, v.record, v.known_from
FROM facts."Volume" v LEFT JOIN graph.npi_holders h USING (npi)"""


def _as_stated(declared: type[Relationship]) -> str:
    """A relationship that records state as such: the fact itself, once."""
    apart = "".join(f", {name}" for name in declared.apart)
    return (
        f'SELECT DISTINCT ON (start, "end"{apart}) * FROM facts."{declared.__name__}" '
        f'ORDER BY start, "end"{apart}, record'
    )


def _of_topic(declared: type[Relationship]) -> str:
    """A relationship to a topic: to the one that bears the heading now."""
    apart = "".join(f", {name}" for name in declared.apart)
    return f"""
WITH renamed AS (SELECT heading, name FROM graph.headings WHERE heading <> name)
SELECT DISTINCT ON (start, "end"{apart}) * FROM (
  SELECT f.* REPLACE (coalesce(name, "end") AS "end")
  FROM facts."{declared.__name__}" f LEFT JOIN renamed ON heading = "end"
) ORDER BY start, "end"{apart}, record"""


RELATIONSHIP_VIEWS: dict[type[Relationship], Relation] = {
    declared: drawn(declared, text)
    for declared, text in (
        (r.AUTHORED, "FROM graph.signatures"),
        (r.COLLABORATED_ON, COLLABORATED_ON),
        (r.INVESTIGATES, INVESTIGATES),
        (r.RECEIVED, RECEIVED),
        (r.AFFILIATED_WITH, AFFILIATED_WITH),
        (r.PRACTISES, PRACTISES),
        (profession.HOLDS, HOLDS),
        (profession.BELONGS_TO_SOCIETY, BELONGS_TO_SOCIETY),
        (profession.LEADS_AT, LEADS_AT),
        (congresses.TOOK_PART_IN, TOOK_PART_IN),
        (congresses.PART_OF_CONGRESS, PART_OF_CONGRESS),
        (congresses.ADDRESSES, ADDRESSES),
        (digital.CONTRIBUTED_TO, CONTRIBUTED_TO),
        (digital.DISCUSSES, DISCUSSES),
        (registers.REGISTERED_IN, REGISTERED_IN),
        (r.EXCLUDED_BY, EXCLUDED_BY),
        (r.PUBLISHED_IN, PUBLISHED_IN),
        (r.ABOUT, _of_topic(r.ABOUT)),
        (r.CITES, CITES),
        (r.ACCOMPANIES, _as_stated(r.ACCOMPANIES)),
        (funding.FUNDED_BY, FUNDED_BY),
        (funding.LEADS_GRANT, LEADS_GRANT),
        (funding.AWARDED_TO, AWARDED_TO),
        (r.BROADER, BROADER),
        (r.STUDIES, _of_topic(r.STUDIES)),
        (r.SPONSORED_BY, SPONSORED_BY),
        (r.SPONSORED_BY_INSTITUTION, SPONSORED_BY_INSTITUTION),
        (r.CONDUCTED_AT, CONDUCTED_AT),
        (r.PART_OF, _as_stated(r.PART_OF)),
        (r.SUCCEEDED_BY, _as_stated(r.SUCCEEDED_BY)),
        (r.PAID_BY, PAID_BY),
        (industry.SUBSIDIARY_OF, SUBSIDIARY_OF),
        (industry.COMPETES_WITH, COMPETES_WITH),
        (industry.MADE_BY, MADE_BY),
        (industry.DEVELOPED_FOR, DEVELOPED_FOR),
        (industry.HAS_MILESTONE, HAS_MILESTONE),
        (r.CONCERNS, _as_stated(r.CONCERNS)),
        (r.MEMBER_OF, _as_stated(r.MEMBER_OF)),
        (fieldwork.COVERS, COVERS),
        (fieldwork.NOTED, NOTED),
        (fieldwork.DISCUSSED, DISCUSSED),
        (fieldwork.INCLUDES, INCLUDES),
        (fieldwork.INCLUDES_SPECIALTY, INCLUDES_SPECIALTY),
        (r.HELD, _as_stated(r.HELD)),
        (r.ENGAGED, ENGAGED),
        (r.PERFORMED, PERFORMED),
        (patients.SENT_PATIENTS, SENT_PATIENTS),
        (practice.BILLED, BILLED),
        (practice.PRESCRIBED, PRESCRIBED),
        (practice.ADOPTED, ADOPTED),
        (practice.PRACTISES_AT, PRACTISES_AT),
    )
}
