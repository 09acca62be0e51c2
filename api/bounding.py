"""Does an operation stay within the limits of its caller's role, and what does it cost?"""

from __future__ import annotations

from graphql import DocumentNode, OperationDefinitionNode

from api.callers import Role
from api.context import Context
from api.errors import NotRun, bad_input
from api.limits import LIMITS, invalid, refusals
from api.measuring import Definition, measured, sizes_of
from api.operation import Operation
from api.parsed import once_a_document
from api.tally import now

# Who reads in every answer what it cost.
TUNING = frozenset({Role.ANALYST, Role.STEWARD, Role.ADMIN})
_measured = once_a_document(measured)


async def bound(operation: Operation) -> None:
    """Note what the operation costs, and spend the points; the balance is left in its context.

    Raises `NotRun` with what asks for too much, else with what is not valid by the schema; and
    RATE_LIMITED where the caller's points do not pay for it.
    """
    document, context = operation.document, operation.context
    place = _chosen(document, operation.name)
    measures = _measured(operation.schema, document, sizes_of(operation.values))
    asked, role = measures[place], context.caller.role
    _noted(document, place, role, asked.cost)
    errors = refusals(document, measures, asked, LIMITS[role])
    errors = errors or invalid(operation.schema, document)
    if errors:
        raise NotRun(*errors)
    context.balance = await context.points.spend(context.caller, asked.cost)


def cost_of(context: Context) -> dict[str, object]:
    """What an operation cost, for those who tune their questions."""
    if context.balance is None or context.caller.role not in TUNING:
        return {}
    return {"cost": {"points": context.balance.cost, "remaining": context.balance.remaining}}


def _noted(document: DocumentNode, place: int, role: Role, cost: int) -> None:
    """Leave in the request's tally what is asked, and by which role."""
    tally = now()
    tally.role, tally.cost = role.value, cost
    definition = [one for one in document.definitions if isinstance(one, Definition)][place]
    names = (getattr(node, "name", None) for node in definition.selection_set.selections)
    tally.fields = tuple(dict.fromkeys(name.value for name in names if name))[:10]


def _chosen(document: DocumentNode, name: str | None) -> int:
    """Which of the definitions is to be run; raises BAD_USER_INPUT where that cannot be told."""
    definitions = [one for one in document.definitions if isinstance(one, Definition)]
    operations = [
        place
        for place, one in enumerate(definitions)
        if isinstance(one, OperationDefinitionNode) and name in (None, one.name and one.name.value)
    ]
    if len(operations) != 1:
        raise bad_input(f"there are {len(operations)} operations to run; name one of them")
    return operations[0]
