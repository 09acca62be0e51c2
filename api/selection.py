"""Which fields does a question ask of a type, with fragments, @skip and @include resolved?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLField,
    GraphQLIncludeDirective,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLResolveInfo,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
    VariableValues,
    get_argument_values,
    get_directive_values,
    get_named_type,
    is_abstract_type,
)

Groups = dict[str, list[FieldNode]]


@dataclass(frozen=True)
class Selection:
    """What a question selects below the root field that is being resolved."""

    schema: GraphQLSchema
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: VariableValues

    @classmethod
    def of(cls, info: GraphQLResolveInfo[object]) -> Selection:
        """The selection of the root field of `info`."""
        values: object = info.variable_values  # Strawberry hands out the coerced values alone
        variables = VariableValues({}, values) if isinstance(values, dict) else info.variable_values
        return cls(info.schema, info.fragments, variables)

    def arguments(self, declared: GraphQLField, node: FieldNode) -> dict[str, Any]:
        """The values of a field's arguments, defaults included."""
        return dict(get_argument_values(declared, node, self.variables))

    def fields(self, type_: GraphQLObjectType, nodes: Sequence[FieldNode]) -> Groups:
        """The fields selected of `type_` below the nodes, by response key."""
        groups: Groups = {}
        for node in nodes:
            if node.selection_set:
                self._collect(type_, node.selection_set, groups)
        return groups

    def of_operation(self, type_: GraphQLObjectType, operation: OperationDefinitionNode) -> Groups:
        """The root fields of an operation, by response key."""
        groups: Groups = {}
        self._collect(type_, operation.selection_set, groups)
        return groups

    def below(
        self, type_: GraphQLNamedType, nodes: Sequence[FieldNode], path: str
    ) -> list[tuple[GraphQLNamedType, list[FieldNode]]]:
        """The type and the selections at a dotted path of field names below the nodes; one entry
        for each way of aliases there."""
        if not path:
            return [(type_, list(nodes))]
        name, _, rest = path.partition(".")
        assert isinstance(type_, GraphQLObjectType)
        inner = get_named_type(type_.fields[name].type)
        return [
            selection
            for group in self.fields(type_, nodes).values()
            if group[0].name.value == name
            for selection in self.below(inner, group, rest)
        ]

    def _collect(
        self, type_: GraphQLObjectType, selection: SelectionSetNode, groups: Groups
    ) -> None:
        for node in selection.selections:
            if not self._is_included(node):
                continue
            if isinstance(node, FieldNode):
                key = node.alias.value if node.alias else node.name.value
                groups.setdefault(key, []).append(node)
                continue
            fragment = self._fragment(node)
            if self._applies(fragment, type_):
                self._collect(type_, fragment.selection_set, groups)

    def _fragment(self, node: SelectionNode) -> FragmentDefinitionNode | InlineFragmentNode:
        if isinstance(node, FragmentSpreadNode):
            return self.fragments[node.name.value]
        assert isinstance(node, InlineFragmentNode)
        return node

    def _applies(
        self, fragment: FragmentDefinitionNode | InlineFragmentNode, type_: GraphQLObjectType
    ) -> bool:
        if fragment.type_condition is None:
            return True
        named = self.schema.get_type(fragment.type_condition.name.value)
        return named is type_ or (is_abstract_type(named) and self.schema.is_sub_type(named, type_))

    def _is_included(self, node: SelectionNode) -> bool:
        skip = get_directive_values(GraphQLSkipDirective, node, self.variables)
        include = get_directive_values(GraphQLIncludeDirective, node, self.variables)
        return not (skip and skip["if"]) and (include is None or bool(include["if"]))
