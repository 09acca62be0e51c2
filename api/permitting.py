"""May this caller ask this? Decided before anything is read, for all that the operation names.

Aliases, fragments, `node(id)`, filters, orderings and variables are all ways to the same fields,
and each is looked at where it leads.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from graphql import (
    GraphQLError,
    GraphQLNamedType,
    GraphQLSchema,
    Node,
    is_abstract_type,
    is_enum_type,
)

from api.admitting import Rule
from api.callers import Caller, Function, Role
from api.errors import MOST_ERRORS, NotRun, bad_input
from api.operation import Operation
from api.rights import rule_of
from api.selected import Selected


def permit(operation: Operation) -> None:
    """Raise `NotRun` where the operation names what its caller may not read, or lacks a purpose."""
    context, found = operation.context, operation.selected
    function = context.function
    errors = refusals(operation.schema, found, context.caller, operation.values, function)
    settings, purpose = context.settings, context.caller.purpose
    if found.reads_persons and settings and settings.purpose_required and not purpose:
        errors.append(bad_input("say what for: send the header `Peerline-Purpose`"))
    if errors:
        raise NotRun(*errors[:MOST_ERRORS])


def refusals(
    schema: GraphQLSchema,
    found: Selected,
    caller: Caller,
    variables: Mapping[str, Any],
    function: Function | None,
) -> list[GraphQLError]:
    """An error for each thing named that the caller may not read for a purpose of the function,
    five at most."""
    is_admin = caller.role is Role.ADMIN
    if is_admin and function is Function.MEDICAL:
        return []
    errors: list[GraphQLError] = []
    for (type_, name), node in _named(schema, found, variables):
        rule = rule_of(type_, name)
        if is_admin and (rule is None or rule.serves(function)):
            continue
        # By what lies in all territories, nobody of one is found, ranked or counted.
        is_by = is_enum_type(type_) and rule is not None and rule.within
        is_apart = is_by and caller.role is Role.LIAISON
        if rule is None or is_apart or not rule.admits(caller, function):
            errors.append(_forbidden(f"{type_.name}.{name}", rule, caller, function, node))
            if len(errors) == MOST_ERRORS:
                return errors
    for text in found.asked_nodes(variables):
        label = text.partition(":")[0]
        labelled = schema.get_type(label)
        rule = rule_of(labelled, "id") if labelled else None
        # No territory bounds what is asked for by its own id, unless it is a person.
        is_apart = rule is not None and rule.within and caller.role is Role.LIAISON
        if labelled and (rule is None or is_apart or not rule.admits(caller, function)):
            errors.append(_forbidden(f"{label}.id", rule, caller, function, None))
    return errors[:MOST_ERRORS]


def _named(
    schema: GraphQLSchema, found: Selected, variables: Mapping[str, Any]
) -> Iterator[tuple[tuple[GraphQLNamedType, str], Node]]:
    yield from found.named.items()
    yield from found.given(variables)
    for (type_, name), node in found.named.items():
        # `node(id)` is looked at by the label that it asks for.
        if is_abstract_type(type_) and name != "id":
            for possible in schema.get_possible_types(type_):
                yield (possible, name), node


def _forbidden(
    field: str, rule: Rule | None, caller: Caller, function: Function | None, node: Node | None
) -> GraphQLError:
    roles = sorted(role.value for role in rule.roles) if rule else []
    if rule and caller.role in rule.roles and rule.functions and not rule.serves(function):
        purposes = " or ".join(sorted(one.value for one in rule.functions))
        yours = f"yours is {function.value}" if function else "yours has no function"
        return GraphQLError(
            f"`{field}` is for a {purposes} purpose; {yours}. Name one by `Peerline-Purpose`; when "
            "anybody of us last touched a person is told for any, by `lastTouch`.",
            node,
            extensions={"code": "FORBIDDEN", "field": field, "roles": roles},
        )
    needed = " or ".join(roles) or "nobody yet"
    return GraphQLError(
        f"`{field}` is for {needed}; you ask as {caller.role.value}.",
        node,
        extensions={"code": "FORBIDDEN", "field": field, "roles": roles},
    )
