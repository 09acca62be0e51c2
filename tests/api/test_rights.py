"""Everything of the schema has a rule, and the rules say what medical affairs would want."""

import pytest
from graphql import (
    get_named_type,
    is_enum_type,
    is_input_object_type,
    is_interface_type,
    is_object_type,
)

from api.admitting import PERSONAL, PUBLIC
from api.callers import Caller, Role
from api.edges import EDGES
from api.properties import of_edge
from api.reads import Statement
from api.rights import RULES, rule_of, territory_condition
from api.schema import schema

TYPES = {
    name: type_ for name, type_ in schema._schema.type_map.items() if not name.startswith("__")
}
COMPOSITES = [t for t in TYPES.values() if is_object_type(t) or is_interface_type(t)]
INPUTS = [t for t in TYPES.values() if is_input_object_type(t)]
ILLINOIS = Caller("u-7", Role.LIAISON, frozenset({"IL", "DE"}))


def _inputs_of(type_: object) -> list[object]:
    if is_input_object_type(type_):
        return [get_named_type(field.type) for field in type_.fields.values()]
    return [
        get_named_type(argument.type)
        for field in type_.fields.values()
        for argument in field.args.values()
    ]


def test_every_field_of_every_type_and_every_filter_has_a_rule() -> None:
    without = [
        f"{type_.name}.{name}"
        for type_ in (*COMPOSITES, *INPUTS)
        for name in type_.fields
        if rule_of(type_, name) is None
    ]
    assert without == []
    assert len(COMPOSITES) > 40


def test_every_value_that_can_be_given_has_a_rule() -> None:
    given = {type_ for one in (*COMPOSITES, *INPUTS) for type_ in _inputs_of(one)}
    enums = [type_ for type_ in given if is_enum_type(type_)]
    assert enums
    for type_ in enums:
        assert [value for value in type_.values if rule_of(type_, value) is None] == []


def test_no_rule_is_of_a_type_or_field_that_is_gone() -> None:
    edges = {name: over for over, name in EDGES.items()}
    assert RULES.keys() <= TYPES.keys() | edges.keys()
    for kind, rules in RULES.items():
        type_ = TYPES.get(kind)
        fields = {each.name for each in of_edge(edges.get(kind))}
        fields |= getattr(type_, "fields", getattr(type_, "values", {})).keys()
        assert rules.keys() - {"*"} <= fields


def test_a_new_field_of_a_person_or_a_conversation_is_not_public() -> None:
    assert rule_of(TYPES["Person"], "somethingNew") is PERSONAL
    assert Role.ANALYST not in rule_of(TYPES["Engagement"], "notes").roles
    assert rule_of(TYPES["Query"], "somethingNew") is None
    assert rule_of(TYPES["PersonFilter"], "somethingNew") is None


@pytest.mark.parametrize(
    ("field", "roles"),
    [
        ("Paper.title", "viewer liaison analyst steward auditor admin"),
        ("Person.name", "viewer liaison analyst steward auditor admin"),
        ("Person.receivedUsd", "liaison analyst steward admin"),
        ("Person.payments", "liaison analyst steward admin"),
        ("Person.engagements", "liaison analyst steward admin"),
        ("Person.betweenness", "liaison analyst steward admin"),
        ("PaperAuthorshipEdge.identityReasons", "liaison analyst steward admin"),
        ("PersonFilter.state", "viewer liaison analyst steward auditor admin"),
        ("PersonFilter.payments", "liaison analyst steward admin"),
        ("PersonReceiptEdgeFilter.role", "liaison analyst steward admin"),
        ("PersonOrderField.K_CORE", "liaison analyst steward admin"),
        ("PaymentReceiptNumber.AMOUNT_USD", "liaison analyst steward admin"),
        (
            "PaperAuthorshipGroupKey.PUBLISHED_ON_YEAR",
            "viewer liaison analyst steward auditor admin",
        ),
        ("Engagement.invitedAt", "liaison admin"),
        ("Liaison.engagements", "analyst steward admin"),
        ("Company.payments", "analyst steward admin"),
        ("Query.introductions", "liaison analyst steward admin"),
    ],
)
def test_roles_read_what_their_work_needs(field: str, roles: str) -> None:
    name, _, inner = field.partition(".")
    rule = rule_of(TYPES[name], inner)
    assert rule is not None
    assert {role.value for role in rule.roles} == set(roles.split())


def test_a_liaison_reads_personal_fields_of_the_own_territory_alone() -> None:
    statement = Statement()
    assert territory_condition(ILLINOIS, PERSONAL, "n1", statement) == "n1.state IN $p1"
    assert statement.parameters == {"p1": ["DE", "IL"]}


@pytest.mark.parametrize("role", [Role.ANALYST, Role.STEWARD, Role.ADMIN])
def test_others_have_no_territory(role: Role) -> None:
    statement = Statement()
    assert territory_condition(Caller("u-8", role), PERSONAL, "n1", statement) == ""
    assert territory_condition(ILLINOIS, PUBLIC, "n1", statement) == ""
    assert statement.parameters == {}


def test_a_liaison_without_a_territory_has_an_empty_one() -> None:
    statement = Statement()
    nowhere = Caller("u-9", Role.LIAISON)
    assert territory_condition(nowhere, PERSONAL, "n", statement) == "n.state IN $p1"
    assert statement.parameters == {"p1": []}
