"""Which health professionals does France register?

The Agence du Numérique en Santé publishes, whole and every day, what anybody may read of the
national directory (Annuaire Santé): `PS_LibreAcces_Personne_activite_YYYYMMDDHHMM.txt`, one row an
activity of a person, separated by `|`. A person is known by the type of number and the number:
RPPS of eleven digits, else ADELI. Whom a later file no longer holds no longer practises. The
specialty is the know-how that is a specialty (`S`), else the profession. Of the places of practice
the town is read; no street, telephone or e-mail address is.

Known faults: a person stands in it once for each place of practice and each know-how; names are in
capitals, without accents as a rule; some files are in Windows-1252.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

import ibis

from lake.delivery import Delivery, Unit
from loaders.reading import checks
from loaders.reading.categories import Category, signal_unknown
from loaders.reading.rows import Check
from loaders.reading.source import Source
from loaders.reading.tables import Form, opened
from schema.registers import Registrant

_LAYOUT = {
    "kind": ("Type d'identifiant PP",),
    "printed_number": ("Identifiant PP",),
    "last_name": ("Nom d'exercice",),
    "first_name": ("Prénom d'exercice",),
    "profession": ("Libellé profession",),
    "skill_kind": ("Code type savoir-faire",),
    "skill": ("Libellé savoir-faire",),
    "city": ("Libellé commune (coord. structure)",),
}
_IGNORED = (
    *("Identification nationale PP", "Code civilité d'exercice", "Libellé civilité d'exercice"),
    *("Code civilité", "Libellé civilité", "Code profession", "Code catégorie professionnelle"),
    *("Libellé catégorie professionnelle", "Libellé type savoir-faire", "Code savoir-faire"),
    *("Code mode exercice", "Libellé mode exercice", "Numéro SIRET site", "Numéro SIREN site"),
    *("Numéro FINESS site", "Numéro FINESS établissement juridique"),
    *("Identifiant technique de la structure", "Raison sociale site", "Enseigne commerciale site"),
    "Complément destinataire (coord. structure)",
    "Complément point géographique (coord. structure)",
    *("Numéro Voie (coord. structure)", "Indice répétition voie (coord. structure)"),
    *("Code type de voie (coord. structure)", "Libellé type de voie (coord. structure)"),
    *("Libellé Voie (coord. structure)", "Mention distribution (coord. structure)"),
    *("Bureau cedex (coord. structure)", "Code postal (coord. structure)"),
    *("Code commune (coord. structure)", "Code pays (coord. structure)"),
    "Libellé pays (coord. structure)",
    *("Téléphone (coord. structure)", "Téléphone 2 (coord. structure)"),
    *("Télécopie (coord. structure)", "Adresse e-mail (coord. structure)"),
    *("Code Département (structure)", "Libellé Département (structure)"),
    *("Ancien identifiant de la structure", "Autorité d'enregistrement"),
    *("Code secteur d'activité", "Libellé secteur d'activité"),
    *("Code section tableau pharmaciens", "Libellé section tableau pharmaciens"),
    *("Code rôle", "Libellé rôle", "Code genre activité", "Libellé genre activité"),
)
_REQUIRED = ("kind", "printed_number", "last_name", "first_name", "profession")
_KINDS = {"8": "rpps", "0": "adeli"}
_CATEGORIES = [
    Category("kind", "Type d'identifiant PP", tuple(_KINDS)),
    Category("skill_kind", "Code type savoir-faire", ("S", "C", "CEX", "PAC", "DSM", "FQ")),
]
_DAY_IN_NAME = r"(?<!\d)(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?:\d{4,6})?(?!\d)"
_WHOLE = 500_000, 5_000_000
_SURELY_WHOLE = 100_000


def read(path: Path, delivery: Delivery) -> None:
    """State the persons of a file, each once."""
    day = checks.day_in_name(path, _DAY_IN_NAME) or delivery.known_from.date().isoformat()
    derive = partial(_typed, day=day)
    table_of = partial(opened, ignored=_IGNORED, form=Form("|", fallback="cp1252"))
    with table_of(path, delivery, _LAYOUT, _REQUIRED, derive) as table:
        signal_unknown(table, "printed_number", _CATEGORIES)
        rows = _once(table.check("printed_number", _checks()))
        batch = f"{day} {delivery.known_from:%Y-%m-%dT%H:%M:%S}"
        edition, stands = ibis.literal(batch), ibis.literal(False)
        units = rows.select("unit", "entry", edition=edition, batch=edition, withdrawn=stands)
        delivery.state(Unit, units.order_by("entry"))
        delivery.state(Registrant, rows.order_by("entry"))
        if delivery.records > _SURELY_WHOLE:
            delivery.hold_whole(batch)
            delivery.expect("activities of the whole directory", delivery.records, *_WHOLE)


def _typed(rows: ibis.Table, day: str) -> ibis.Table:
    is_rpps = (rows.kind == "8") & rows.printed_number.re_search("^[0-9]{11}$")
    is_adeli = (rows.kind == "0") & rows.printed_number.re_search("^[0-9A-Z]{9}$")
    register = ibis.cases((is_rpps, "rpps"), (is_adeli, "adeli"))
    return rows.mutate(
        country=ibis.literal("FR"),
        register=register,
        number=ibis.ifelse(register.notnull(), rows.printed_number, None),
        fore_name=rows.first_name,
        status=ibis.literal("active"),
        specialty=ibis.ifelse(rows.skill_kind == "S", rows.skill, None),
        checked_on=ibis.literal(day).cast("date"),
    )


def _checks() -> list[Check]:
    number = "is no RPPS number of eleven digits, nor an ADELI number of nine; row left out"
    return [
        Check("printed_number", "number", "Identifiant PP", number, whole=True),
        Check("last_name", "last_name", "Nom d'exercice", "is blank; row left out", whole=True),
        Check("first_name", "fore_name", "Prénom d'exercice", "is blank; row left out", whole=True),
    ]


def _once(rows: ibis.Table) -> ibis.Table:
    """One row a person: the first specialty and town that its rows name, as they stand."""
    found = rows.group_by(["country", "register", "number"]).agg(
        entry=rows.row.min() + 1,
        **{name: rows[name].argmin(rows.row) for name in ("last_name", "fore_name", "status")},
        specialty=ibis.coalesce(
            rows.specialty.argmin(rows.row, where=rows.specialty.notnull()),
            rows.profession.argmin(rows.row, where=rows.profession.notnull()),
        ),
        city=rows.city.argmin(rows.row, where=rows.city.notnull()),
        checked_on=rows.checked_on.max(),
    )
    key = found.country + "|" + found.register + "|" + found.number
    return found.mutate(unit=key, record=key, mention="register:" + key)


SOURCE = Source(
    name="rpps",
    title="Annuaire Santé: health professionals of France",
    publisher="Agence du Numérique en Santé",
    address="https://annuaire.sante.fr/web/site-pro/extractions-publiques",
    terms="Licence Ouverte 2.0 (Etalab); to be attributed with the date of the data",
    suffixes=(".txt", ".csv", ".txt.gz", ".csv.gz"),
    states=(Registrant,),
    read=read,
)
