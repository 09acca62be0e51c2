"""Who took part in which session of which congress, in which role?

No public file gives the programmes of congresses; whoever has read them, or bought them, gives them
in this layout. One row is a role of a person in a session as it was read on one day, `checked_on`;
of several the latest stands. Who organises a congress, or sits on its programme committee, may do
so for the congress as a whole: `session_id` is then blank. `pmid` names the abstract, or the paper,
that was presented, if PubMed has it. The name is for people who read the file, and is not kept.

Known faults: a name alone names nobody (the row is a reject). An edition is known by `congress_id`
and the year of its first day: two meetings of one year need two ids. Of two rows of one file that
say different things of one role on one day neither is taken. Programmes change until the last day:
who was announced need not have come.
"""

from __future__ import annotations

from pathlib import Path

import ibis

from lake.delivery import Delivery
from loaders.reading import kinds
from loaders.reading.contract import SUFFIXES, WHO, Column, Contract, sole, state_dated, unit_of
from loaders.reading.rows import Check
from loaders.reading.source import Source
from schema.congresses import CongressRole

_ROLES = (
    *("speaker", "chair", "moderator", "panellist", "discussant"),
    *("presenter", "poster presenter", "organiser", "programme committee"),
)
_OF_THE_WHOLE = ("organiser", "programme committee")
_TYPES = (
    *("plenary", "lecture", "symposium", "industry symposium", "debate", "panel", "workshop"),
    *("course", "oral abstracts", "posters", "business meeting", "committee", "other"),
)
_SAID = (
    *("congress", "congress_from_on", "congress_to_on", "place", "country", "session"),
    *("session_type", "session_on", "topic"),
)
_NO_SESSION = (
    "is blank, or longer than 500 characters: give the session's id; only who organises the "
    "congress or is on its programme committee may have none; row left out"
)
_BEFORE_IT_BEGINS = "is before the congress begins; value left out"
_NOT_OF_IT = "is no day of the congress, nor of the week before it; value left out"
_CONTRADICTED = (
    "says something else than another row of the same role and day; neither is taken: leave one in "
    "the file"
)
_OWN_CHECKS = [
    Check("printed_session_id", "in_session", "session_id", _NO_SESSION, whole=True),
    Check("printed_congress_to_on", "ends_after", "congress_to_on", _BEFORE_IT_BEGINS),
    Check("printed_session_on", "is_of_it", "session_on", _NOT_OF_IT),
    Check("printed_congress_id", "sole", "congress_id", _CONTRADICTED, whole=True),
]
_CONTRACT = Contract(
    (
        *WHO,
        Column(
            "congress_id",
            kinds.TEXT,
            "Your id of the congress; the same for each of its years, or not.",
            "EHC",
            ("event_id",),
            needed=True,
            carries=True,
        ),
        Column(
            "congress",
            kinds.TEXT,
            "Its name, with the year.",
            "Example Heart Congress 2024",
            ("congress_name", "event", "event_name"),
            needed=True,
            carries=True,
        ),
        Column(
            "congress_from_on",
            kinds.DAY,
            "Its first day.",
            "2024-08-30",
            ("event_from_on", "start_date"),
            needed=True,
            carries=True,
        ),
        Column(
            "congress_to_on",
            kinds.DAY,
            "Its last day.",
            "2024-09-02",
            ("event_to_on", "end_date"),
        ),
        Column("place", kinds.TEXT, "City where it is held.", "Boston", ("city",)),
        Column("country", kinds.COUNTRY, "Country where it is held.", "US"),
        Column(
            "session_id",
            kinds.TEXT,
            "Your id of the session, within the congress.",
            "S-204",
            needed=True,
        ),
        Column("session", kinds.TEXT, "Title of the session.", "New drugs in heart failure"),
        Column("session_type", kinds.closed(*_TYPES), "What kind of session it is.", "symposium"),
        Column("session_on", kinds.DAY, "Its day.", "2024-08-31"),
        Column(
            "role",
            kinds.closed(*_ROLES),
            "What the person does there; a presenter gives an abstract.",
            "chair",
            needed=True,
            carries=True,
        ),
        Column("title", kinds.TEXT, "Title of the talk or abstract.", "Whom to treat first"),
        Column("pmid", kinds.PMID, "PubMed's id of what is presented.", "38000001"),
        Column("topic", kinds.TEXT, "Heading of the Medical Subject Headings.", "Heart Failure"),
        Column("found_in", kinds.TEXT, "Where it was read.", "printed programme", ("source",)),
        Column(
            "checked_on",
            kinds.DAY,
            "Day on which it was read.",
            "2024-08-01",
            ("as_of",),
            needed=True,
            carries=True,
        ),
    ),
    refusals=(
        ("session_id", _NO_SESSION),
        ("congress_to_on", _BEFORE_IT_BEGINS),
        ("session_on", _NOT_OF_IT),
        ("congress_id", _CONTRADICTED),
    ),
)


def read(path: Path, delivery: Delivery) -> None:
    """State the roles of a file, each in the edition of its day."""
    with _CONTRACT.opened(path, delivery, _keyed) as table:
        table.rows = sole(table.rows, "stated", _SAID)
        rows = table.check("who", [*_CONTRACT.checks(), *_OWN_CHECKS]).order_by("row")
        rows = rows.mutate(
            congress_to_on=ibis.ifelse(rows.ends_after, rows.congress_to_on, None),
            session_on=ibis.ifelse(rows.is_of_it, rows.session_on, None),
        )
        state_dated(CongressRole, rows, rows.checked_on, delivery)


def _keyed(rows: ibis.Table) -> ibis.Table:
    """The rows with the role that each speaks of, with its day, and with what its days must hold:
    null where they do not."""
    blank, yes = ibis.literal(""), ibis.literal(True)
    begins, ends = rows.congress_from_on, rows.congress_to_on
    first = begins - ibis.interval(days=7)
    ends_after = ibis.coalesce(ends >= begins, yes)
    last = ibis.coalesce(ibis.ifelse(ends_after, ends, None), begins + ibis.interval(days=31))
    is_of_it = ibis.coalesce((rows.session_on >= first) & (rows.session_on <= last), yes)
    whole = rows.role.isin(_OF_THE_WHOLE) & rows.printed_session_id.isnull()
    rows = rows.mutate(
        ends_after=ibis.ifelse(ends_after, yes, None),
        is_of_it=ibis.ifelse(is_of_it, yes, None),
        in_session=ibis.coalesce(rows.session_id, ibis.ifelse(whole, blank, None)),
        year=begins.year(),
        work=ibis.coalesce(rows.pmid, rows.title, blank),
    )
    rows = rows.mutate(
        unit=unit_of(rows, ("congress_id", "year", "in_session", "role", "work", "who"))
    )
    return rows.mutate(stated=unit_of(rows, ("unit", "checked_on")))


SOURCE = Source(
    name="congresses",
    title="Roles at congresses",
    publisher="The user's own look-ups of programmes",
    address="",
    terms="As the organiser's or the supplier's terms say",
    suffixes=SUFFIXES,
    states=(CongressRole,),
    read=read,
    contract=_CONTRACT,
)
