"""Which conversations did our liaisons plan, hold and cancel, with whom?

The customer's own log, as CSV or Parquet: one row an engagement, with `liaison`, `team`, the person
(`npi`, `orcid` or `person_id`, or one column `person` that holds any of them), `channel`,
`planned_on`, `held_on`, `minutes`, `invited_at`, `replied_at`, `accepted_at`, `cancelled`, and
optionally `engagement_id` and `updated_at`. What came of it: `objectives` and `products`, several
with semicolons between them, `insight_topic`, `actionable`, `follow_on` (one of a list),
`follow_on_due`, `follow_on_done`, `satisfaction` (1 to 5). Only `liaison` and a key of the person
are needed. Days are YYYY-MM-DD, instants ISO 8601, in UTC where no zone is given. What was said is
not read: the columns `notes`, `insight`, `insight_text` and `comments` are left out of the lake and
of the graph, and the ledger names them as left out. No setting loads them.

Known faults: a log without `engagement_id` knows an engagement by liaison, person, day (planned,
else held) and channel, so that a change of one of them is a new engagement. Two rows that share all
four are two engagements, in the order of the rows; where each has an `updated_at` of its own, they
are editions of one, and the earlier one is noted. Of several editions the one with the latest
`updated_at` stands, else the one with the latest of its own dates. A day such as 1/2/2024 is left
out and noted: it may be of January or of February.
"""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import ibis
from ibis.expr import types

from lake.delivery import Delivery, Refused, Unit
from loaders.reading import checks, debriefs
from loaders.reading.headers import header, normal
from loaders.reading.rows import Check
from loaders.reading.source import Source
from loaders.reading.tables import opened
from schema.mentions import Attendee
from schema.nodes import Engagement, Liaison, Team
from schema.relationships import HELD, MEMBER_OF

_LAYOUT = {
    "engagement": ("engagement_id", "engagement", "id"),
    "liaison": ("liaison", "liaison_id", "msl"),
    "team": ("team", "team_id"),
    "person": ("person", "person_key", "hcp"),
    "printed_npi": ("npi", "person_npi"),
    "printed_orcid": ("orcid", "person_orcid"),
    "printed_id": ("person_id",),
    "channel": ("channel",),
    "planned": ("planned_on", "planned"),
    "held": ("held_on", "held"),
    "printed_minutes": ("minutes", "duration_minutes"),
    "invited": ("invited_at", "invited"),
    "replied": ("replied_at", "replied"),
    "accepted": ("accepted_at", "accepted"),
    "cancelled": ("cancelled", "is_cancelled", "canceled"),
    "updated": ("updated_at", "updated"),
    **debriefs.LAYOUT,
}
_IGNORED = ("notes", "insight", "insight_text", "comments")
_PERSON_COLUMNS = {
    normal(name)
    for column in ("person", "printed_npi", "printed_orcid", "printed_id")
    for name in _LAYOUT[column]
}
_DAYS, _INSTANTS = ("planned", "held"), ("invited", "replied", "accepted", "updated")
_MOST_MINUTES = 1_440
_YES, _NO = ("true", "yes", "y", "1", "t"), ("false", "no", "n", "0", "f")
_WHO = "is neither an NPI or ORCID iD with a valid check digit nor a person's id; row left out"
_EARLIER = (
    "shares liaison, person, day and channel with a row changed later; taken as its earlier "
    "edition: give each an engagement_id if they are two"
)
_ID = "^P[0-9a-f]{12}$"


def read(path: Path, delivery: Delivery) -> None:
    """State a log's engagements, liaisons and teams."""
    if not {normal(name) for name in header(path)} & _PERSON_COLUMNS:
        raise Refused(
            f"{path.name} names no person: give a column npi, orcid, person_id, or person for any "
            "of the three"
        )
    latest = checks.latest_day(delivery.known_from.date())
    derive = partial(_typed, latest=latest)
    with opened(path, delivery, _LAYOUT, ("liaison",), derive, ignored=_IGNORED) as table:
        table.rows = _numbered(table.rows)
        rows = table.check("engagement_id", _checks()).order_by("row")
        rows = rows.mutate(
            unit="engagement_id", entry=rows.row + 1, record="engagement_id", start=rows.liaison
        )
        delivery.state(Unit, _units(rows))
        delivery.state(Engagement, rows)
        delivery.state(Attendee, rows.mutate(mention="engagements:" + rows.engagement_id))
        delivery.state(Liaison, rows.mutate(liaison_id="liaison"))
        delivery.state(HELD, rows.mutate(end="engagement_id"))
        debriefs.state(rows, delivery)
        teamed = rows.filter(rows.team.notnull())
        delivery.state(Team, teamed.mutate(team_id="team"))
        delivery.state(MEMBER_OF, teamed.mutate(end="team"))


def _typed(rows: ibis.Table, latest: date) -> ibis.Table:
    npi = ibis.coalesce(checks.npi(rows.printed_npi), checks.npi(rows.person))
    orcid = ibis.coalesce(checks.orcid(rows.printed_orcid), checks.orcid(rows.person))
    own = ibis.coalesce(_own_id(rows.printed_id), _own_id(rows.person))
    said = rows.cancelled.lower()
    typed = {
        **{f"{name}_on": checks.own_day(rows[name], latest) for name in _DAYS},
        **{f"{name}_at": checks.instant(rows[name], latest) for name in _INSTANTS},
    }
    typed["minutes"] = checks.whole(rows.printed_minutes, 0, _MOST_MINUTES)
    typed["called_off"] = ibis.cases((said.isin(_YES), True), (said.isin(_NO), False))
    rows = rows.mutate(npi=npi, orcid=orcid, person_id=own, **typed, **debriefs.typed(rows, latest))
    key = ibis.coalesce(rows.npi, rows.orcid, rows.person_id)
    parts = (rows.liaison, key, ibis.coalesce(rows.planned, rows.held), rows.channel)
    told = ibis.literal("|").join([ibis.coalesce(part, ibis.literal("")) for part in parts])
    return rows.mutate(
        key=key,
        printed=ibis.coalesce(rows.person, rows.printed_npi, rows.printed_orcid, rows.printed_id),
        engagement_id=ibis.coalesce(rows.engagement, told.hexdigest("sha256").substr(0, 16)),
        is_cancelled=ibis.coalesce(rows.called_off, ibis.literal(False)),
    )


def _numbered(rows: ibis.Table) -> ibis.Table:
    """The rows with an id of its own for each that shares the digest with an earlier one; where the
    days of change tell editions of one engagement apart, with the days of the earlier ones."""
    alike = ibis.window(group_by=rows.engagement_id)
    place = ibis.row_number().over(ibis.window(group_by=rows.engagement_id, order_by=rows.row))
    is_digest = rows.engagement.isnull()
    are_editions = rows.updated_at.nunique().over(alike) == rows.count().over(alike)
    is_earlier = rows.updated_at < rows.updated_at.max().over(alike)
    own = (rows.engagement_id + "|" + place.cast("string")).hexdigest("sha256").substr(0, 16)
    return rows.mutate(
        engagement_id=ibis.ifelse(is_digest & ~are_editions & (place > 0), own, rows.engagement_id),
        earlier=ibis.ifelse(is_digest & are_editions & is_earlier, rows.updated, None),
        latest=ibis.literal(None, type="string"),
    )


def _own_id(text: types.StringValue) -> types.StringValue:
    return ibis.ifelse(text.re_search(_ID), text, None)


def _checks() -> list[Check]:
    return [
        Check(
            "liaison",
            "liaison",
            "liaison",
            "is blank: an engagement is a liaison's; left out",
            whole=True,
        ),
        Check("printed", "key", "person", _WHO, whole=True),
        *(Check(name, f"{name}_on", f"{name}_on", checks.OWN_DAY) for name in _DAYS),
        *(Check(name, f"{name}_at", f"{name}_at", checks.INSTANT) for name in _INSTANTS),
        Check(
            "printed_minutes",
            "minutes",
            "minutes",
            f"is no number of minutes from 0 to {_MOST_MINUTES:,}; value left out",
        ),
        Check("cancelled", "called_off", "cancelled", "is neither yes nor no; taken as no"),
        Check("earlier", "latest", "updated_at", _EARLIER),
        *debriefs.CHECKS,
    ]


def _units(rows: ibis.Table) -> ibis.Table:
    """Each engagement in the edition of its last change."""
    dated = [rows[f"{name}_at"].cast("string") for name in _INSTANTS]
    dated += [rows[f"{name}_on"].cast("string") for name in _DAYS]
    blank = ibis.literal("")
    last = ibis.greatest(*(ibis.coalesce(one, blank) for one in dated))
    return rows.select(
        "unit",
        "entry",
        edition=ibis.coalesce(rows.updated_at.cast("string"), last),
        batch=blank,
        withdrawn=ibis.literal(False),
    )


SOURCE = Source(
    name="engagements",
    title="Engagement log",
    publisher="The user's own records",
    address="",
    terms="The user's own; stays on this machine",
    suffixes=(".csv", ".csv.gz", ".parquet"),
    states=(Engagement, Attendee, Liaison, Team, HELD, MEMBER_OF, *debriefs.STATES),
    read=read,
)
