"""What does an operation name: fields, filters, orderings, and persons?

One pass over the operation that will run, without recursion, with each fragment visited once, so
that the work grows with the length of the text and not with what it spells out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from graphql import (
    DocumentNode,
    EnumValueNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLNamedType,
    GraphQLSchema,
    ListValueNode,
    Node,
    ObjectValueNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    StringValueNode,
    TypeNode,
    ValueNode,
    VariableNode,
    get_named_type,
    get_operation_ast,
)

from api.parsed import once_a_document

# Arguments and input fields whose values are ids, most of them of persons.
IDS = frozenset(
    {"id", "ids", "person", "one", "other", "from", "to", "without", "withoutPersons", "npi"}
    | {"orcid"}
)
# Fields whose values are the ids of persons.
PERSON_IDS = frozenset(
    {
        ("Person", "personId"),
        ("Person", "id"),
        ("InfluenceScores", "personId"),
        ("Trend", "personId"),
        ("Screening", "personId"),
        ("FiledScreening", "personId"),
        ("Note", "personId"),
    }
)
# Types that speak of a person, wherever they stand.
OF_PERSONS = frozenset(
    {
        *("Person", "InfluenceScores", "Introduction", "EvidenceConnection", "Reach"),
        *("RankConnection", "PastTieConnection", "Trend", "Screening", "FiledScreening"),
        *("Note", "LastTouch"),
    }
)
Name = tuple[GraphQLNamedType, str]


@dataclass
class Selected:
    """What an operation names: each field, input field and enum value with a place where it stands;
    the root fields; whether it reads of persons; the response keys that hold their ids; the values
    of arguments that are ids; and those of `node(id)`."""

    kind: str = "query"
    name: str = ""
    named: dict[Name, Node] = field(default_factory=dict)
    roots: list[str] = field(default_factory=list)
    reads_persons: bool = False
    id_keys: set[str] = field(default_factory=set)
    ids: list[ValueNode] = field(default_factory=list)
    node_ids: list[ValueNode] = field(default_factory=list)
    variables: dict[str, tuple[GraphQLNamedType, Node]] = field(default_factory=dict)

    def given(self, values: Mapping[str, Any]) -> Iterator[tuple[Name, Node]]:
        """The input fields and enum values that the variables' values name."""
        for name, node, _ in self._inside(values):
            yield name, node

    def _inside(self, values: Mapping[str, Any]) -> Iterator[tuple[Name, Node, object]]:
        """What the variables' values name, with the value of each input field."""
        todo = [(type_, values.get(n), node) for n, (type_, node) in self.variables.items()]
        while todo:
            type_, value, node = todo.pop()
            if isinstance(value, list):
                todo += [(type_, each, node) for each in value]
            elif isinstance(type_, GraphQLEnumType) and isinstance(value, str):
                yield (type_, value), node, None
            elif isinstance(type_, GraphQLInputObjectType) and isinstance(value, dict):
                for name, each in value.items():
                    if name in type_.fields:
                        yield (type_, name), node, each
                        todo.append((get_named_type(type_.fields[name].type), each, node))

    def asked_ids(self, values: Mapping[str, Any]) -> list[str]:
        """The ids that its arguments give, literally or by variables."""
        within = [value for (_, name), _, value in self._inside(values) if name in IDS]
        some = [each for one in within for each in (one if isinstance(one, list) else [one])]
        return [
            *(text for node in self.ids for text in _texts(node, values)),
            *(each for each in some if isinstance(each, str)),
        ]

    def asked_nodes(self, values: Mapping[str, Any]) -> list[str]:
        """The global ids that `node(id)` asks for."""
        return [text for node in self.node_ids for text in _texts(node, values)]


@once_a_document
def selected(schema: GraphQLSchema, document: DocumentNode, operation: str | None) -> Selected:
    """What the operation of a valid document names."""
    chosen = get_operation_ast(document, operation)
    found = Selected()
    if chosen is None:
        return found
    found.kind = chosen.operation.value
    found.name = chosen.name.value if chosen.name else ""
    _declare(schema, chosen, found)
    fragments = {
        one.name.value: one
        for one in document.definitions
        if isinstance(one, FragmentDefinitionNode)
    }
    root = schema.get_root_type(chosen.operation)
    assert root is not None
    todo: list[tuple[GraphQLNamedType, SelectionSetNode]] = [(root, chosen.selection_set)]
    visited: set[str] = set()
    while todo:
        type_, selection = todo.pop()
        for node in selection.selections:
            if isinstance(node, FieldNode):
                todo += _field(type_, node, found, type_ is root)
            elif isinstance(node, FragmentSpreadNode):
                name = node.name.value
                if name not in visited:
                    visited.add(name)
                    todo.append(_inside(schema, type_, fragments[name]))
            else:
                todo.append(_inside(schema, type_, node))
    return found


def _declare(schema: GraphQLSchema, chosen: OperationDefinitionNode, found: Selected) -> None:
    for definition in chosen.variable_definitions or ():
        type_: TypeNode = definition.type
        while not hasattr(type_, "name"):
            type_ = cast(Any, type_).type
        named = schema.type_map[type_.name.value]
        found.variables[definition.variable.name.value] = named, definition
        if definition.default_value:
            _value(named, "", definition.default_value, found)


def _inside(
    schema: GraphQLSchema, type_: GraphQLNamedType, fragment: SelectionNode | FragmentDefinitionNode
) -> tuple[GraphQLNamedType, SelectionSetNode]:
    node = cast(FragmentDefinitionNode, fragment)
    condition = node.type_condition
    return schema.type_map[condition.name.value] if condition else type_, node.selection_set


def _field(
    type_: GraphQLNamedType, node: FieldNode, found: Selected, is_root: bool
) -> list[tuple[GraphQLNamedType, SelectionSetNode]]:
    """Take a field down; what is selected below it."""
    name = node.name.value
    if is_root:
        found.roots.append(name)
    if name.startswith("__"):
        return []  # the schema itself has no secrets
    found.named.setdefault((type_, name), node)
    if (type_.name, name) in PERSON_IDS:
        found.id_keys.add(node.alias.value if node.alias else name)
    declared = cast(Any, type_).fields[name]
    for argument in node.arguments or ():
        given = declared.args[argument.name.value].type
        _value(get_named_type(given), argument.name.value, argument.value, found)
        if is_root and name in ("node", "nodes"):
            found.node_ids.append(argument.value)
    below = get_named_type(declared.type)
    found.reads_persons |= below.name in OF_PERSONS or type_.name in OF_PERSONS
    return [(below, node.selection_set)] if node.selection_set else []


def _value(type_: GraphQLNamedType, name: str, value: ValueNode, found: Selected) -> None:
    """Take down what a value names: input fields, values to order by, ids."""
    todo = [(type_, name, value)]
    while todo:
        type_, name, value = todo.pop()
        if isinstance(value, ListValueNode):
            todo += [(type_, name, each) for each in value.values]
        elif isinstance(value, EnumValueNode):
            found.named.setdefault((type_, value.value), value)
        elif isinstance(value, ObjectValueNode) and isinstance(type_, GraphQLInputObjectType):
            for each in value.fields:
                key = each.name.value
                found.named.setdefault((type_, key), each)
                todo.append((get_named_type(type_.fields[key].type), key, each.value))
        elif name in IDS:
            found.ids.append(value)


def _texts(node: ValueNode, values: Mapping[str, Any]) -> list[str]:
    if isinstance(node, ListValueNode):
        return [text for each in node.values for text in _texts(each, values)]
    value = values.get(node.name.value) if isinstance(node, VariableNode) else None
    some = value if isinstance(value, list) else [value]
    if isinstance(node, StringValueNode):
        some = [node.value]
    return [each for each in some if isinstance(each, str)]
