"""Whom does the graph leave out, although the lake knows them?

Who asked to be left out is kept as digests of keys (`workspace.suppression`). A person whom any
mention, NPI or ORCID iD with such a digest is held to mean is left out as a whole: the claims and
facts of that person are hidden before the graph is drawn, so that neither the person nor a tie, a
score, an index or a payment of theirs comes of it. The lake itself stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence

import pyarrow as pa

from lake.current import Lake

BLOCK = 64
# Facts by what they name a person by.
BY_NPI = (
    *("Practitioner", "Registration", "Deactivation", "Volume", "Exclusion", "Attendee"),
    *("MedicareServices", "MedicarePrescribing", "Prescription"),
    *("Listing", "FacilityAffiliation", "BoardLicence", "SocietyRole", "CongressRole"),
    *("DigitalActivity", "LeadershipRole", "SharedPatients"),
)
BY_ORCID = (
    *("Attendee", "BoardLicence", "SocietyRole", "CongressRole", "DigitalActivity"),
    "LeadershipRole",
)
BY_PERSON = ("Attendee",)


def leave_out(lake: Lake, secret: bytes, digests: Sequence[str]) -> list[str]:
    """Hide from the lake's tables, for as long as it is open, all facts and claims of the persons
    whom the digests mean; returns the persons' ids."""
    _prepare(lake, secret, digests)
    lake.keep("hidden_persons", _PERSONS)
    lake.keep("hidden_npis", _NPIS)
    lake.keep("hidden_orcids", _ORCIDS)
    lake.keep("hidden_payments", _PAYMENTS)
    _hide(lake, 'claims."Claim"', "person_id IN (FROM hidden_persons)")
    for name in BY_NPI:
        _hide(lake, f'facts."{name}"', "npi IN (FROM hidden_npis)")
    _hide(lake, 'history."Exclusion"', "npi IN (FROM hidden_npis)")
    _hide(lake, 'facts."SharedPatients"', "other_npi IN (FROM hidden_npis)")
    for name in BY_ORCID:
        _hide(lake, f'facts."{name}"', "orcid IN (FROM hidden_orcids)")
    for name in BY_PERSON:
        _hide(lake, f'facts."{name}"', "person_id IN (FROM hidden_persons)")
    _hide(lake, 'facts."Payment"', "payment_id IN (FROM hidden_payments)")
    return [row[0] for row in lake.run("FROM hidden_persons ORDER BY person_id").fetchall()]


def _prepare(lake: Lake, secret: bytes, digests: Sequence[str]) -> None:
    """The macro `is_listed(kind, value)`: HMAC-SHA-256 (RFC 2104) put together of SHA-256."""
    padded = secret.ljust(BLOCK, b"\0")
    inner, outer = (_blob(bytes(each ^ pad for each in padded)) for pad in (0x36, 0x5C))
    lake.keep("listed_digests", pa.table({"digest": pa.array(digests, pa.string())}))
    lake.run(
        "CREATE OR REPLACE TEMP MACRO is_listed(kind, value) AS value IS NOT NULL AND "
        f"sha256({outer} || unhex(sha256({inner} || encode(kind || ':' || value)))) "
        "IN (FROM listed_digests)"
    )


def _blob(content: bytes) -> str:
    return f"unhex('{content.hex()}')"


_PERSONS = """
SELECT DISTINCT person_id FROM claims."Claim" c LEFT JOIN facts."Payee" p USING (mention)
WHERE is_listed('mention', mention) OR is_listed('orcid', c.orcid) OR is_listed('npi', p.npi)
  OR (starts_with(mention, 'nppes:') AND is_listed('npi', mention[7:]))"""

_NPIS = """
SELECT mention[7:] AS npi FROM claims."Claim"
WHERE starts_with(mention, 'nppes:') AND person_id IN (FROM hidden_persons)
UNION
SELECT npi FROM facts."Payee" JOIN claims."Claim" USING (mention)
WHERE npi IS NOT NULL AND person_id IN (FROM hidden_persons)
UNION
SELECT npi FROM facts."Practitioner" WHERE is_listed('npi', npi)"""

_ORCIDS = """
SELECT DISTINCT orcid FROM claims."Claim"
WHERE orcid IS NOT NULL AND person_id IN (FROM hidden_persons)"""

# Of a payment to several the others keep their part.
_PAYMENTS = """
SELECT payment_id FROM facts."Payee" LEFT JOIN claims."Claim" USING (mention)
GROUP BY payment_id
HAVING bool_and(coalesce(person_id IN (FROM hidden_persons), false))"""


def _hide(lake: Lake, table: str, rows: str) -> None:
    """Put a view without these rows in the place of a table."""
    schema, _, name = table.partition(".")
    [(count,)] = lake.run(
        "SELECT count(*) FROM duckdb_views() WHERE starts_with(view_name, $1)",
        f"hidden of {name.strip(chr(34))}",
    ).fetchall()
    whole = f'"hidden of {name.strip(chr(34))} {count}"'
    lake.run(f"ALTER VIEW {table} RENAME TO {whole}")
    kept = f"FROM {schema}.{whole} WHERE ({rows}) IS NOT TRUE"
    lake.run(f"CREATE VIEW {table} AS {kept}")
