"""How is an operation of reads answered by one statement?

An operation whose root fields are all read by patterns becomes one Cypher statement and one shaper
of its record, kept for the next question of the same shape. Whatever else there is (introspection,
fields with resolvers, a fault of the caller's, a value that the graph lacks) is left to GraphQL's
executor, which reads the same fields and words the errors.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from graphql import (
    DocumentNode,
    ExecutionResult,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    VariableValues,
    get_operation_ast,
    get_variable_values,
    is_non_null_type,
)
from neo4j.exceptions import DriverError, Neo4jError

from api.compiling import Compiler, Unexpected
from api.context import Context
from api.later import HIDDEN, Variables, open_up, shape_of
from api.operation import Operation
from api.parsed import KEPT
from api.reads import Shaper, Statement
from api.selection import Selection
from api.vocabularies import look_up

ASKS = "asks"


@dataclass(frozen=True)
class Root:
    """One root field of a plan: its response key and field nodes, how its cell becomes its value,
    and whether that may be null."""

    key: str
    nodes: list[FieldNode]
    shape: Shaper
    is_required: bool


@dataclass(frozen=True)
class Plan:
    """One statement, and what becomes of its record."""

    text: str
    statement: Statement
    roots: list[Root]

    async def answer(self, context: Context, variables: Variables) -> ExecutionResult:
        """The operation's answer; raises what is left to the executor."""
        parameters = self.statement.bound(variables)
        try:
            await look_up(context, self.statement.asked, variables)
            (record,) = await context.records(self.text, parameters)
        except (Neo4jError, DriverError) as error:
            return self._failed(error)
        data = {root.key: root.shape(cell) for root, cell in zip(self.roots, record, strict=True)}
        return ExecutionResult(data, None)

    def _failed(self, error: Exception) -> ExecutionResult:
        """Every root field with the one error: asking each anew would fail as often."""
        errors = [
            GraphQLError(str(error), root.nodes, path=[root.key], original_error=error)
            for root in self.roots
        ]
        is_lost = any(root.is_required for root in self.roots)
        return ExecutionResult(None if is_lost else {root.key: None for root in self.roots}, errors)


async def answer(operation: Operation) -> ExecutionResult | None:
    """The answer to an operation of reads by one statement; none where it is left to the
    executor."""
    with suppress(GraphQLError, Unexpected):
        return await _answer(operation)
    return None


async def _answer(asked: Operation) -> ExecutionResult | None:
    definition = get_operation_ast(asked.document, asked.name)
    if definition is None or definition.operation is not OperationType.QUERY:
        return None
    variables = get_variable_values(
        asked.schema, definition.variable_definitions or (), dict(asked.values)
    )
    if not isinstance(variables, VariableValues):
        return None
    context = asked.context
    shape, caller, hidden = shape_of(variables.coerced), context.caller, sorted(context.hidden())
    key = (asked.text, asked.name, shape, caller.role, caller.territory, bool(hidden))
    if key not in context.plans:
        values = VariableValues(variables.sources, open_up(variables.coerced))
        compiler = Compiler(
            Selection(asked.schema, _fragments(asked.document), values),
            context.cursors,
            caller,
            is_answer=True,
            hides=bool(hidden),
        )
        context.plans[key] = plan(compiler, definition)
        if len(context.plans) > KEPT:
            context.plans.popitem(last=False)
    context.plans.move_to_end(key)
    kept = context.plans[key]
    return await kept.answer(context, variables.coerced | {HIDDEN: hidden}) if kept else None


def _fragments(document: DocumentNode) -> dict[str, FragmentDefinitionNode]:
    return {
        one.name.value: one
        for one in document.definitions
        if isinstance(one, FragmentDefinitionNode)
    }


def plan(compiler: Compiler, operation: OperationDefinitionNode) -> Plan | None:
    """The plan of an operation; none where a root field is not read by a pattern. Raises
    BAD_USER_INPUT where the document alone shows that it cannot be asked so."""
    selection = compiler.selection
    query = selection.schema.query_type
    assert query is not None
    columns, roots = [], []
    for key, nodes in selection.of_operation(query, operation).items():
        name = nodes[0].name.value
        if name == "__typename":
            columns.append(f"'{query.name}'")
            roots.append(Root(key, nodes, _as_it_is, True))
            continue
        declared = query.fields.get(name)
        how = declared and declared.extensions["strawberry-definition"].metadata.get(ASKS)
        if declared is None or how is None:
            return None
        arguments = selection.arguments(declared, nodes[0])
        read, values = how(arguments)
        column, shape = compiler.root(declared, read, nodes, arguments | dict(values))
        columns.append(column)
        roots.append(Root(key, nodes, shape, is_non_null_type(declared.type)))
    if not any(root.shape is not _as_it_is for root in roots):
        return None
    return Plan(compiler.statement.returning(*columns), compiler.statement, roots)


def _as_it_is(cell: Any) -> Any:
    return cell
