"""What does the graph say of a person who is to be invited? One dossier, by a few statements.

    (Person)-[HOLDS]->(Licence)      (Person)-[EXCLUDED_BY]->(Exclusion)
    (Person)-[RECEIVED]->(Payment)-[PAID_BY]->(Company)-[COMPETES_WITH]-(Company)
    (Person)-[INVESTIGATES]->(Trial)-[SPONSORED_BY]->(Company)

Whose a payment or a trial is goes by families: a company's own subsidiaries are itself.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from anyascii import anyascii

from algorithms.screening.facts import (
    COMPETITOR,
    INVITING,
    OTHER,
    Asked,
    Dossier,
    Exclusion,
    Licence,
    Listing,
    Paid,
    Studied,
)
from algorithms.screening.outcomes import Record
from algorithms.ties.natures import GROUP
from api.reads import Row, Rows

PERSON = """
MATCH (p:Person {personId: $person})
RETURN p.name AS name, p.lastName AS last, p.foreName AS fore, p.otherNames AS others, p.npi AS npi,
  p.state AS state, p.specialty AS specialty,
  p.enumeratedOn AS enumerated, p.deactivatedOn AS deactivated,
  p.graduationYear AS graduated, p.firstPaperOn AS published"""
COMPANY = """
MATCH (c:Company) WHERE c.companyId = $company OR toLower(c.name) = toLower($company)
WITH c ORDER BY c.companyId = $company DESC, c.companyId LIMIT 1
OPTIONAL MATCH (top:Company {companyId: c.familyId})
RETURN c.companyId AS id, c.name AS name, coalesce(c.familyId, c.companyId) AS family,
  coalesce(top.name, c.name) AS top"""
RIVALS = """
MATCH (m:Company) WHERE coalesce(m.familyId, m.companyId) = $family
OPTIONAL MATCH (m)-[:COMPETES_WITH {isCurrent: true}]-(r:Company)
OPTIONAL MATCH (top:Company {companyId: r.familyId})
WITH m, r, coalesce(r.familyId, r.companyId) AS rival, coalesce(top.name, r.name) AS name
WHERE rival IS NULL OR rival <> $family
RETURN 'companies' IN split(coalesce(m.source, ''), ', ') OR r IS NOT NULL AS isListed,
  rival, name ORDER BY name, rival LIMIT 10000"""
LICENCES = """
MATCH (:Person {personId: $person})-[h:HOLDS]->(l:Licence)
RETURN l.licenceId AS id, l.number AS number, l.state AS state, l.status AS status,
  l.expiresOn AS expires, l.action AS action, l.actionOn AS acted, l.checkedOn AS checked,
  coalesce(l.source, h.source) AS source, coalesce(l.record, h.record) AS record
ORDER BY id LIMIT 1000"""
_EXCLUSION = """
RETURN x.exclusionId AS id, x.source AS source, x.record AS record, x.isCurrent AS current,
  x.type AS type, x.agency AS agency, x.excludedOn AS began, x.reinstatedOn AS reinstated,
  coalesce(x.reinstatedOn, x.unlistedOn, x.endsOn) AS ended,
  CASE WHEN x.samListedOn > coalesce(x.listedOn, x.samListedOn) THEN x.samListedOn
    ELSE coalesce(x.listedOn, x.samListedOn) END AS listed, x.name AS name, x.state AS state
ORDER BY began DESC, id LIMIT 1000"""
EXCLUSIONS = "MATCH (:Person {personId: $person})-[:EXCLUDED_BY]->(x:Exclusion)" + _EXCLUSION
NAMESAKES = (
    """
MATCH (x:Exclusion)
WHERE x.npi IS NULL AND x.isCurrent
  AND any(key IN $keys WHERE toLower(x.name) = key OR toLower(x.name) STARTS WITH key + ' ')
WITH DISTINCT x"""
    + _EXCLUSION
)
PAID = f"""
MATCH (:Person {{personId: $person}})-[:RECEIVED]->(n:Payment) WITH DISTINCT n
OPTIONAL MATCH (n)-[:PAID_BY]->(c:Company)
OPTIONAL MATCH (top:Company {{companyId: c.familyId}})
RETURN n.paymentId AS id, n.kind AS kind, n.nature AS nature, {GROUP} AS group,
  n.amountUsd AS usd, n.programYear AS year, n.paidOn AS day, c.name AS company,
  coalesce(c.familyId, c.companyId, '') AS family, coalesce(top.name, c.name) AS top,
  n.source AS source, n.record AS record
ORDER BY day DESC, id LIMIT 100000"""
TRIALS = """
MATCH (:Person {personId: $person})-[r:INVESTIGATES]->(t:Trial)-[s:SPONSORED_BY]->(c:Company)
WHERE coalesce(c.familyId, c.companyId) IN $families
RETURN t.nctId AS id, r.role AS role, t.title AS title, t.startedOn AS day, c.name AS company,
  coalesce(c.familyId, c.companyId) AS family, s.isLead AS leads, t.source AS source,
  t.record AS record
ORDER BY day DESC, id, role, company LIMIT 10000"""
SOURCES = """
MATCH (s:Source) WHERE s.name IN $names
RETURN s.name AS name, s.title AS title, s.loadedAt AS loaded, s.toldUntil AS told
ORDER BY name"""
LISTED = """
MATCH (x:Exclusion)
RETURN max(CASE WHEN 'leie' IN split(x.source, ', ') THEN x.listedOn END) AS leie,
  max(x.samListedOn) AS sam"""
NAMES = (
    *("leie", "sam", "licences", "nppes", "open-payments", "companies", "clinical-trials"),
    *("pubmed", "congresses", "societies", "leadership"),
)


async def dossier_of(rows: Rows, person: str, asked: Asked, company: Row, held: Row) -> Dossier:
    """All that the rules take but the reasons for the role; `held` is the row of `PERSON`,
    `company` that of `COMPANY`."""
    rivals = await rows(RIVALS, {"family": company["family"]})
    competitors = {row["rival"]: row["name"] for row in rivals if row["rival"]}
    sides = dict.fromkeys(competitors, COMPETITOR) | {company["family"]: INVITING}
    given = {"person": person}
    paid = await rows(PAID, given)
    trials = await rows(TRIALS, given | {"families": sorted(sides)})
    licences = await rows(LICENCES, given)
    exclusions = await rows(EXCLUSIONS, given)
    namesakes = await rows(NAMESAKES, {"keys": _keys(held)})
    is_listed = any(row["isListed"] for row in rivals)
    return Dossier(
        asked=asked,
        name=held["name"],
        npi=held["npi"],
        enumerated_on=held["enumerated"],
        deactivated_on=held["deactivated"],
        registered=_registered(person, held),
        specialty=held["specialty"],
        since=_since(held),
        listings=await listings_of(rows),
        licences=tuple(map(_licence, licences)),
        exclusions=tuple(map(_exclusion, exclusions)),
        namesakes=tuple(map(_exclusion, namesakes)),
        paid=tuple(_paid(row, sides) for row in paid),
        trials=tuple(_studied(row, sides) for row in trials),
        competitors=tuple(sorted(competitors.values())) if is_listed else None,
    )


async def listings_of(rows: Rows) -> dict[str, Listing]:
    """The sources that a screening rests on, by name."""
    (listed,) = await rows(LISTED, {})
    return {
        row["name"]: Listing(
            row["name"], row["title"], day_of(row["loaded"]), row["told"], listed.get(row["name"])
        )
        for row in await rows(SOURCES, {"names": list(NAMES)})
    }


def day_of(at: datetime | None) -> date | None:
    """The day of an instant."""
    return None if at is None else at.date()


def _keys(held: Row) -> list[str]:
    """The person's names as the lists of exclusions write them: last name, first given name."""
    names = [(held["last"], held["fore"])] if held["last"] and held["fore"] else []
    for name in (held["name"], *(held["others"] or ())):
        first, _, last = (name or "").rpartition(" ")
        names += [(last, first)] if first else []
    keys = (f"{last}, {fore.split()[0]}" for last, fore in names if fore.split())
    return sorted({anyascii(key).lower() for key in keys})


def _since(held: Row) -> int | None:
    """The year of the first sign of a career: graduation, else the earlier of NPI and paper."""
    if held["graduated"]:
        return int(held["graduated"])
    days = [day for day in (held["enumerated"], held["published"]) if day]
    return min(days).year if days else None


def _registered(person: str, held: Row) -> Record | None:
    if held["npi"] is None:
        return None
    off, day = held["deactivated"], held["enumerated"]
    said = f"NPI {held['npi']}, {f'deactivated on {off}' if off else 'active'}"
    return Record("nppes", held["npi"], f"Person:{person}", said, off or day)


def _record(row: Row, label: str, said: str, **days: Any) -> Record:
    source, record = row["source"] or "not stated", row["record"] or row["id"]
    return Record(source, record, f"{label}:{row['id']}", said, **days)


def _licence(row: Row) -> Licence:
    said = f"{row['state'] or 'state not stated'} {row['number']}: {row['status']}"
    said += f", ends {row['expires']}" if row["expires"] else ""
    said += f", action: {row['action']}" if row["action"] else ""
    days = {"happened_on": row["acted"], "checked_on": row["checked"]}
    return Licence(
        record=_record(row, "Licence", said, **days),
        state=row["state"],
        number=row["number"] or row["id"],
        status=row["status"] or "unknown",
        expires_on=row["expires"],
        action=row["action"],
        action_on=row["acted"],
        checked_on=row["checked"],
    )


def _exclusion(row: Row) -> Exclusion:
    who = ", ".join(one for one in (row["name"], row["state"]) if one)
    parts = (who, row["type"], row["agency"], "in force" if row["current"] else "past")
    said = ", ".join(one for one in parts if one)
    days = {"happened_on": row["began"], "checked_on": row["listed"]}
    return Exclusion(
        record=_record(row, "Exclusion", said, **days),
        sources=frozenset((row["source"] or "").split(", ")),
        # Where nobody says that it ended, it holds.
        is_current=row["current"] is not False,
        excluded_on=row["began"],
        ended_on=row["ended"],
        is_reinstated=row["reinstated"] is not None,
    )


def _paid(row: Row, sides: dict[str, str]) -> Paid:
    usd = None if row["usd"] is None else round(float(row["usd"]), 2)
    said = f"{row['nature'] or row['kind'] or 'not stated'}, {row['company'] or 'not stated'}"
    return Paid(
        record=_record(row, "Payment", said, happened_on=row["day"], amount_usd=usd),
        side=sides.get(row["family"], OTHER),
        family=row["top"] or "company not stated",
        group=row["group"],
        year=row["year"] or (row["day"].year if row["day"] else 0),
        paid_on=row["day"],
        amount_usd=usd,
    )


def _studied(row: Row, sides: dict[str, str]) -> Studied:
    role = (row["role"] or "named").lower().replace("_", " ")
    word = "led" if row["leads"] else "supported"
    said = f"{role} of {row['title'] or row['id']}, {word} by {row['company']}"
    record = _record(row, "Trial", said, happened_on=row["day"])
    return Studied(record, sides[row["family"]], row["company"])
