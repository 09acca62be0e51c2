"""What does a record look like that an answer rests on?"""

from __future__ import annotations

from datetime import date

import strawberry


@strawberry.type(description="A record that an answer rests on.")
class CitedRecord:
    kind: str = strawberry.field(description="Its type, such as Paper, Trial or Payment.")
    record: str = strawberry.field(
        description="Its id: PMID, NCT number, id of the payment. `node` opens it by "
        "`kind:record`; a Source is one of `sources`."
    )
    title: str | None = strawberry.field(description="Its title; of a payment, its nature.")
    day: date | None = strawberry.field(description="Day; none where the source says none.")
    source: str | None = strawberry.field(description="Who says so.")
    amount_usd: float | None = strawberry.field(description="Of a payment, how much.")
