"""Asks the questions of the docs by the client that is generated from them, and prints the answers.

Checked by mypy before it runs: what `assert_type` says must be what the schema says.
"""

import json
import sys
from datetime import date, datetime
from decimal import Decimal
from typing import Any, assert_type

from ariadne_codegen.utils import str_to_snake_case
from generated import Client

endpoint, asked = sys.argv[1], json.loads(sys.argv[2])


def answer(client: Client, name: str, variables: dict[str, Any]) -> object:
    """The answer of the generated method, as JSON has it."""
    method = getattr(client, str_to_snake_case(name))
    given = {("from_" if key == "from" else key): value for key, value in variables.items()}
    return method(**given).model_dump(mode="json", by_alias=True)


with Client(url=endpoint) as client:
    answers = {name: answer(client, name, variables) for name, variables in asked.items()}
    board = client.board_candidates(
        state="PA",
        specialty="Cardiology Provider",
        topic="Heart Failure",
        from_=date(2024, 1, 1),
        until=date(2025, 12, 31),
        family="Halvora",
        below=Decimal("10000.00"),
    )
    (group, _) = board.people.nodes[0].payments.groups
    assert_type(group.sum, Decimal | None)
    person = client.payments_by_company_and_year(asked["PaymentsByCompanyAndYear"]["person"]).person
    assert person
    latest = person.payments.groups[0].latest
    assert_type(latest, date | None)
    loaded_at = client.what_is_held([]).sources[1].loaded_at
    assert_type(loaded_at, datetime | None)

print(
    json.dumps(
        {"answers": answers, "typed": [repr(each) for each in (group.sum, latest, loaded_at)]}
    )
)
