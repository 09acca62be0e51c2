"""Who posts, hosts, speaks or moderates online, on which platform, and how is the account known?

No public file says which account is whose; whoever has looked it up, or bought it, gives it in this
layout. One row is what a person did on a platform on a day or in a period, `from_on` to `to_on`, as
it stood on one day, `checked_on`; of several the latest stands. A handle is a person's only by
proof, and a row without `proof` is refused. A page of somebody else's, or a profile that the person
signs in to, proves it: `ORCID profile`, `institution page`, `society page`, `programme`. That the
account itself says so (`self-declared`), or a supplier does (`vendor`), is taken and shown as not
verified, and counts for nothing. Handles are personal data: what a post says, a profile's text and
its pictures are not asked for, and the title of a post is not kept. Nor is the name, which is for
people who read the file.

Known faults: a name alone names nobody (the row is a reject). One handle that rows prove for two
persons is verified for neither. Periods that overlap are counted twice: give them apart. Followers
can be bought. Of two rows of one file that say different
things of one activity on one day neither is taken.
"""

from __future__ import annotations

from pathlib import Path

import ibis

from lake.delivery import Delivery
from loaders.reading import kinds
from loaders.reading.contract import SUFFIXES, WHO, Column, Contract, sole, state_dated, unit_of
from loaders.reading.rows import Check
from loaders.reading.source import Source
from schema.digital import DigitalActivity

_PLATFORMS = ("social network", "video", "blog", "webinar", "podcast", "community")
_ACTIVITIES = (
    *("post", "article", "video", "episode", "hosting", "webinar talk", "moderation"),
    *("membership", "other"),
)
_PROOFS = (
    *("ORCID profile", "institution page", "society page", "programme"),
    *("self-declared", "vendor"),
)
_BY_NAME = ("webinar", "podcast")
_SAID = ("proof", "proof_at", "activities", "reach", "reach_of", "reach_on", "topic")
_MOST = 1_000_000_000
# What looks like an e-mail address or a telephone number is not kept with its refusal either.
_PRIVATE, _NOT_SHOWN = "[^/]@|[0-9][0-9 ()./-]{5,}[0-9]", "(an e-mail address or telephone number)"
_NO_ACCOUNT = (
    "is no handle, and only a webinar or podcast names persons without one: give the account; row "
    "left out"
)
_BEFORE_IT_BEGINS = "is before `from_on`; value left out"
_CONTRADICTED = (
    "says something else than another row of the same activity and day; neither is taken: leave "
    "one in the file"
)
_OWN_CHECKS = [
    Check("printed_handle", "account", "handle", _NO_ACCOUNT, whole=True),
    Check("printed_to_on", "ends_after", "to_on", _BEFORE_IT_BEGINS),
    Check("printed_channel", "sole", "channel", _CONTRADICTED, whole=True),
]
_CONTRACT = Contract(
    (
        *WHO,
        Column(
            "platform",
            kinds.closed(*_PLATFORMS),
            "What kind of platform it is.",
            "social network",
            needed=True,
            carries=True,
        ),
        Column(
            "channel",
            kinds.TEXT,
            "Name of the network, podcast, series of webinars or community.",
            "Example Network",
            ("network", "series"),
            needed=True,
            carries=True,
        ),
        Column("handle", kinds.HANDLE, "The account, as a handle or its address.", "@adaquill"),
        Column(
            "proof",
            kinds.closed(*_PROOFS),
            "What ties the account, or the name in a programme, to the person.",
            "institution page",
            needed=True,
            carries=True,
        ),
        Column(
            "proof_at", kinds.TEXT, "Where the proof stands.", "https://example.org/people/quill"
        ),
        Column(
            "activity",
            kinds.closed(*_ACTIVITIES),
            "What the person did.",
            "post",
            needed=True,
            carries=True,
        ),
        Column("title", kinds.TEXT, "Title of an episode, webinar, video or article.", ""),
        Column("from_on", kinds.DAY, "Its day, or the first.", "2024-03-01", ("date",), True, True),
        Column("to_on", kinds.DAY, "The last day, where it is a period.", "2024-03-31"),
        Column(
            "activities",
            kinds.whole(1_000_000, 1),
            "How many there were; blank is one.",
            "14",
            ("count", "posts"),
        ),
        Column("reach", kinds.whole(_MOST), "Persons reached, as a count.", "5200", ("followers",)),
        Column(
            "reach_of",
            kinds.closed("followers", "audience", "downloads", "views", "members"),
            "What the count is of.",
            "followers",
        ),
        Column("reach_on", kinds.DAY, "Day of the count; blank is `checked_on`.", "2024-04-01"),
        Column("topic", kinds.TEXT, "Heading of the Medical Subject Headings.", "Heart Failure"),
        Column("found_in", kinds.TEXT, "Where it was read.", "own look-up", ("source",)),
        Column(
            "checked_on",
            kinds.DAY,
            "Day on which it was read.",
            "2024-04-01",
            ("as_of",),
            needed=True,
            carries=True,
        ),
    ),
    refusals=(
        ("handle", _NO_ACCOUNT),
        ("to_on", _BEFORE_IT_BEGINS),
        ("channel", _CONTRADICTED),
    ),
)


def read(path: Path, delivery: Delivery) -> None:
    """State the activities of a file, each in the edition of its day."""
    with _CONTRACT.opened(path, delivery, _keyed) as table:
        table.rows = sole(table.rows, "stated", _SAID)
        rows = table.check("who", [*_CONTRACT.checks(), *_OWN_CHECKS]).order_by("row")
        is_counted = rows.reach.notnull()
        rows = rows.mutate(
            title=rows.work.nullif(""),
            to_on=ibis.ifelse(rows.ends_after, rows.to_on, None),
            activities=ibis.coalesce(rows.activities, 1),
            reach_on=ibis.ifelse(is_counted, ibis.coalesce(rows.reach_on, rows.checked_on), None),
        )
        state_dated(DigitalActivity, rows, rows.checked_on, delivery)


def _keyed(rows: ibis.Table) -> ibis.Table:
    """The rows with the activity that each speaks of, with its day, and with what it must have:
    null where it does not."""
    blank, yes = ibis.literal(""), ibis.literal(True)
    by_name, is_post = rows.platform.isin(_BY_NAME), rows.activity == "post"
    is_private = rows.handle.isnull() & ibis.coalesce(
        rows.printed_handle.re_search(_PRIVATE), False
    )
    ends_after = ibis.coalesce(rows.to_on >= rows.from_on, yes)
    rows = rows.mutate(
        account=ibis.coalesce(rows.handle, ibis.ifelse(by_name, blank, None)),
        ends_after=ibis.ifelse(ends_after, yes, None),
        printed_handle=ibis.ifelse(is_private, _NOT_SHOWN, rows.printed_handle),
        work=ibis.coalesce(ibis.ifelse(is_post, None, rows.title), blank),
        until=ibis.coalesce(ibis.ifelse(ends_after, rows.to_on, None).cast("string"), blank),
    )
    of = ("platform", "channel", "account", "activity", "work", "from_on", "until", "who")
    rows = rows.mutate(unit=unit_of(rows, of))
    return rows.mutate(stated=unit_of(rows, ("unit", "checked_on")))


SOURCE = Source(
    name="digital",
    title="Activities online",
    publisher="The user's own look-ups, or a supplier's",
    address="",
    terms="As the platform's or the supplier's terms say",
    suffixes=SUFFIXES,
    states=(DigitalActivity,),
    read=read,
    contract=_CONTRACT,
)
